// The guided tour: what is there from the start. Stops and their card are loaded when wanted.

import * as linking from "../core/link.js";
import { byId } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";
import { focusTool } from "../shell/menus.js";

/** @import { Page, Timeline } from "../types/page.js" */
/** @import { Story } from "./story.js" */

/** A stop: its tour and which of its stops. @typedef {{id: string, k: number}} Place */

/**
 * "guided:3" -> {id, k: 2}, if there is such a stop; null otherwise. Pure.
 *
 * @param {string | null} text
 * @param {Timeline["tours"]} tours
 * @returns {Place | null}
 */
export function parse(text, tours) {
  const match = /^([a-z0-9_-]+):(\d+)$/.exec(text || "");
  const tour = match && tours.find((one) => one.id === match[1]);
  const k = match ? Number(match[2]) - 1 : -1;
  return tour && k >= 0 && k < tour.stops ? { id: tour.id, k } : null;
}

linking.kind("tour", {
  read: (text, _, timeline) => (parse(text, timeline.tours) ? text : undefined),
  expected: (_, timeline) => timeline.tours.map((t) => `${t.id}:1 – ${t.id}:${t.stops}`).join(", "),
});

/** @param {Page} page */
export function story(page) {
  const { tours } = page.data;
  const opener = byId("open-tour");
  /** @type {Story | null} */
  let made = null;
  const guide = later(async () => {
    const [module, stops] = await Promise.all([import("./story.js"), page.load("tours")]);
    made = new module.Story(page, stops);
    return made;
  });
  const here = () => parse(page.view.tour, tours);
  const end = () => {
    page.set({ tour: null }, "push");
    focusTool(opener);
  };
  opener.hidden = !tours.length;
  opener.addEventListener("click", () => {
    if (here()) end();
    else opened(page, guide, (one) => one.begin());
  });
  page.command("tour", (by) => {
    if (here()) opened(page, guide, (one) => one.step(by));
  });
  page.closer(() => {
    if (!here()) return false;
    end();
    return true;
  });
  page.listen("rest", () => {
    if (page.player.playing) return;
    if (made) made.show();
    else if (here()) opened(page, guide, (one) => one.show());
  });
  page.listen("details", () => made?.renew());
  const first = here();
  // A link that names nothing but the stop means the stop's own view.
  if (first && !new URLSearchParams(window.location.search).has("date")) {
    const { tour, day } = page.view;
    opened(page, guide, (one) => {
      // Whoever has gone on meanwhile is not called back.
      if (page.view.tour === tour && page.view.day === day) one.go(first, "rest");
    });
  }
}
