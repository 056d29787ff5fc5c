// What is selected and its card; what is under the pointer and its tip.

import { narrow, showLayers } from "./chrome.js";
import { byId } from "./dom.js";
import { later, opened } from "./later.js";

/** @import { Events, MapId, Page } from "../types/page.js" */

// In km: what is that near is at the same place.
const SAME_PLACE = 1;

/**
 * What else is at the place of the selection on the day: there or within a kilometre, whatever
 * symbol stands for it.
 *
 * @param {Page} page
 * @param {MapId} id
 */
function others(page, id) {
  const mark = page.marks.get(id);
  if (!mark) return [];
  const there = /** @type {MapId[]} */ (Object.keys(page.today.marks));
  return there.filter((one) => {
    const m = page.marks.get(one);
    return m && one !== id && Math.hypot(m.x - mark.x, m.y - mark.y) <= SAME_PLACE;
  });
}

/**
 * Load the cards and what makes elements of them.
 *
 * @param {Page} page
 */
async function loadCards(page) {
  const [details, { Cards }] = await Promise.all([page.load("details"), import("./cards.js")]);
  page.provide("details", details);
  const cards = new Cards(page.data, details, page.words.card, {
    look: () => page.shown(),
    select: (id) => page.select(id),
    copy: (text) => page.copy(text),
    goTo: (day) => page.set({ day: page.clamp(day) }, "push"),
    url: () => page.url(),
    lens: () => page.data.lenses.find((lens) => lens.id === page.view.lens) || page.data.lenses[0],
    words: (section) => page.words[section],
  });
  page.provide("cards", cards);
  page.tell("details", details);
  // Cards name things in Russian too, and days to come things with a ğ: a font that loads late
  // would make the text jump, and a step ask the server.
  const faces = [400, 600].flatMap((weight) =>
    ["Я", "ğ"].map((letter) => document.fonts.load(`${weight} 1em Inter`, letter)),
  );
  await Promise.allSettled(faces);
}

/** @param {Page} page */
export function card(page) {
  let shown = "";
  // What the page was opened with lies clear of its card, as what is clicked does.
  let linked = page.view.tour ? null : page.view.selection;
  const cards = later(() => loadCards(page));
  const show = () => {
    const id = page.view.selection;
    if (id) page.dismiss();
    // What failed at first is tried again when somebody wants to see it.
    if (id && !page.cards) opened(page, cards, show);
    const { guest } = page;
    const panel = byId("card");
    const open = Boolean(guest || (id && page.cards?.known(id)));
    const was = panel.hidden;
    panel.hidden = !open;
    if (!open) return;
    if (was && narrow()) showLayers(false);
    const key = `${guest ? guest.key : id} ${page.span()} ${page.view.day} ${page.view.lens} ${page.shown().theme} ${page.view.icons}`;
    if (key !== shown || was) {
      const [head, body] = [byId("card-head"), byId("card-body")];
      if (guest) guest.fill(head, body);
      else if (id) page.cards?.fill(head, body, id, page.view.day, page.today, others(page, id));
      if (shown.split(" ")[0] !== key.split(" ")[0]) body.scrollTop = 0;
    }
    shown = key;
    if (id && id === linked) {
      import("../map/flight.js").then((flight) => flight.uncoverLinked(page, id), console.error);
    }
    linked = null;
  };
  page.listen("rest", () => page.player.playing || show());
  const load = () => opened(page, cards, show);
  const { selection, dock, cmp, tour } = page.view;
  if (selection || dock || cmp !== null || tour) load();
  else atFirstSign(load);
}

/**
 * Do something once, when somebody first uses the page: what weighs a quarter of all that it
 * loads is not needed to look at it.
 *
 * @param {() => void} act
 */
function atFirstSign(act) {
  const signs = ["pointermove", "pointerdown", "keydown", "focusin"];
  const ending = new AbortController();
  const once = () => {
    ending.abort();
    act();
  };
  for (const sign of signs) {
    document.addEventListener(sign, once, { signal: ending.signal, capture: true, passive: true });
  }
}

/** @param {Page} page */
export function hoverTip(page) {
  const node = byId("tip");
  const load = later(() => import("./hovering.js"));
  /** @type {((hover: Events["hover"]) => void) | null} */
  let tell = null;
  /** @type {Events["hover"]} */
  let latest;
  page.listen("moved", () => {
    node.hidden = true;
  });
  page.listen("hover", (hover) => {
    latest = hover;
    if (tell) return tell(hover);
    opened(page, load, ({ hovering }) => {
      tell = hovering(page, node);
      tell(latest);
    });
  });
}
