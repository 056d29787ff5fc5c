// What greets whoever is here for the first time, and who has an atlas without facts.

import { utc } from "../core/state.js";
import { told } from "../dock/there.js";
import { byId, fill, make } from "./dom.js";

/** @import { Page, Words } from "../types/page.js" */

/**
 * Tell, over the empty map of an atlas without facts, which tables to fill in first; where the
 * server has an editor, each leads to it there.
 *
 * @param {Page} page
 */
export function guide(page) {
  const words = page.words.unfilled;
  const editor = told("editor");
  /** @param {string} name */
  const file = (name) => {
    const code = make("code", {}, `tables/${name}.csv`);
    const query = new URLSearchParams({ table: name, lang: page.view.lang });
    // The map may stand in a frame of the editor.
    return editor ? make("a", { href: `${editor}?${query}`, target: "_top" }, code) : code;
  };
  const tables = page.data.unfilled.map((name) =>
    make("li", {}, file(name), ` ${words[/** @type {keyof Words["unfilled"]} */ (name)]}`),
  );
  byId("stage").append(
    make(
      "section",
      { className: "unfilled", attr: { "aria-labelledby": "unfilled-title" } },
      make("h2", { id: "unfilled-title" }, fill(words.title, { title: page.data.title })),
      make("p", {}, editor ? words.edit : words.first),
      make("ol", {}, ...tables),
      editor ? null : make("p", {}, words.then),
    ),
  );
}

/**
 * The band: what this is, and questions that lead to a day and a view.
 *
 * @param {Page} page
 */
export function greet(page) {
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
