// What a stack on the map stands for: a list in the panel of the cards, each opens its own.

import { picture } from "../core/draw.js";
import { fill, make } from "./dom.js";

/** @import { Guest, Hit, Mark, Page } from "../types/page.js" */

/**
 * The list of a stack; see page.invite.
 *
 * @param {Page} page
 * @param {Hit} hit
 * @returns {Guest}
 */
export function stackOf(page, { ids }) {
  return {
    key: `stack:${ids.join()}`,
    fill(head, body) {
      const marks = ids.flatMap((id) => page.marks.get(id) ?? []);
      const n = String(marks.length);
      head.replaceChildren(make("h2", {}, fill(page.words.map.stack, { n })));
      const rows = marks.map((mark) => make("li", {}, row(page, mark)));
      body.replaceChildren(make("ul", { className: "others stack" }, rows));
    },
  };
}

/**
 * @param {Page} page
 * @param {Mark} mark
 */
function row(page, { id, name, kind, icon, plain, accent }) {
  const { theme, icons } = page.shown();
  const certainty = page.drawn.marks[id] === false ? "possible" : "certain";
  const svg = page.data.icons[theme][`${icons === "plain" ? plain : icon}:${accent}:${certainty}`];
  const symbol = make("img", { className: "card-symbol", src: picture(svg), alt: "" });
  const what = make("span", { className: "card-kind" }, page.data.titles.kinds[kind]);
  const click = () => page.select(id);
  return make("button", { type: "button", className: "button", on: { click } }, symbol, name, what);
}
