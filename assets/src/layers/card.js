// The card of a point of a user layer: what its file says, and that the atlas does not say it.

import { dayInWords, fill, make } from "../shell/dom.js";
import * as layerSvg from "./svg.js";

/** @import { Guest, Page, Picked } from "../types/page.js" */

// A single day as EDTF has it, with its doubts.
const DAY = /^\d{4}-\d\d-\d\d[~?%]?$/;

/**
 * When a point holds, as its file says it: a year or a month without an invented day.
 *
 * @param {Page} page
 * @param {import("../types/page.js").UserPoint} point
 * @returns {[from: string, to: string]} "" where it is open.
 */
export function dates(page, { from, until, edtf: [start, end] }) {
  const told = (/** @type {string} */ text, /** @type {number} */ day) =>
    DAY.test(text) ? dayInWords(page.clamp(day)) : text;
  const begun = from > page.data.first ? told(start, from) : "";
  const ended = until !== null && until <= page.data.horizon ? told(end || start, until - 1) : "";
  // Without a separate end a point lasts as long as its date: a year is shown once.
  return [begun, end || ended !== start ? ended : ""];
}

/**
 * What the card shows for a point instead of a selection; see page.invite.
 *
 * @param {Page} page
 * @param {Picked} picked
 * @returns {Guest}
 */
export function cardOf(page, picked) {
  const { own: layerWords, card: words } = page.words;
  const { layer, k } = picked;
  const point = layer.points[k];
  return {
    key: `own:${page.userLayers?.all().indexOf(layer)}:${k}`,
    picked,
    fill(head, body) {
      const here = layerSvg.holds(layer, k, page.span()) && !layer.hidden;
      const swatch = make("span", { className: "own-swatch" });
      swatch.style.background = point.colour || layer.colour;
      head.replaceChildren(
        make("p", { className: "card-kind" }, swatch, layer.name),
        make("h2", {}, point.label || fill(layerWords.point, { n: k + 1 })),
      );
      const [from, to] = dates(page, point);
      const rows = [[words.from, from], [words.to, to], ...Object.entries(point.details)];
      body.replaceChildren(
        make(
          "p",
          { className: `presence presence-${here ? "certain" : "absent"}` },
          here ? words.here_now : words.not_now,
        ),
        make(
          "dl",
          { className: "facts" },
          ...rows
            .filter(([, text]) => text)
            .flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]),
        ),
        make("p", { className: "soft" }, fill(layerWords.card_about, { name: layer.name })),
      );
    },
  };
}
