// A first visit: what this is and questions to begin with, shown once per browser.

import { utc } from "../core/state.js";
import { byId, fill, make } from "./dom.js";
import { embedded } from "./embed.js";

/** @import { Page, Words } from "../types/page.js" */

const KEPT = "csto-map.met";

/** Whether this browser has seen the page before; true too if it stores nothing. */
function met() {
  try {
    const before = window.localStorage.getItem(KEPT) !== null;
    window.localStorage.setItem(KEPT, "1");
    return before;
  } catch (problem) {
    if (problem instanceof DOMException) return true;
    throw problem;
  }
}

/**
 * Tell, over the empty map of an atlas without facts, which tables to fill in first.
 *
 * @param {Page} page
 */
function guide(page) {
  const words = page.words.unfilled;
  const tables = page.data.unfilled.map((name) =>
    make(
      "li",
      {},
      make("code", {}, `tables/${name}.csv`),
      ` ${words[/** @type {keyof Words["unfilled"]} */ (name)]}`,
    ),
  );
  byId("stage").append(
    make(
      "section",
      { className: "unfilled", attr: { "aria-labelledby": "unfilled-title" } },
      make("h2", { id: "unfilled-title" }, fill(words.title, { title: page.data.title })),
      make("p", {}, words.first),
      make("ol", {}, ...tables),
      make("p", {}, words.then),
    ),
  );
}

/**
 * The band: what this is, and questions that lead to a day and a view.
 *
 * @param {Page} page
 */
function greet(page) {
  const { data, words } = page;
  const band = byId("welcome");
  const year = String(utc(data.first).getUTCFullYear());
  byId("welcome-about").textContent = data.tagline || fill(words.welcome.about, { year });
  const close = () => {
    const had = band.contains(document.activeElement);
    band.hidden = true;
    if (had) byId("slider").focus();
  };
  byId("questions").replaceChildren(
    ...(data.questions ?? []).map(({ text, query }) =>
      make(
        "li",
        {},
        make(
          "button",
          {
            type: "button",
            className: "question",
            on: {
              click: () => {
                page.follow(`?${query}`);
                close();
              },
            },
          },
          text,
        ),
      ),
    ),
  );
  byId("close-welcome").addEventListener("click", close);
  page.closer(() => {
    if (band.hidden) return false;
    close();
    return true;
  });
  band.hidden = false;
}

/** @param {Page} page */
export function welcome(page) {
  if (page.data.unfilled.length) {
    guide(page);
    return;
  }
  // Whoever follows a link wants to see what it shows.
  if (embedded || window.location.search || window.location.protocol === "file:" || met()) return;
  greet(page);
}
