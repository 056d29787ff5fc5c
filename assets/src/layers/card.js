// The card of a point of a user layer: what its file says, and that the atlas does not say it.

import { dayInWords, fill, make } from "../shell/dom.js";
import * as layerDates from "./dates.js";
import * as layerSvg from "./svg.js";

/** What the card shows for a point, {layer, k}, instead of a selection; see page.invite. */
export function ownCard(page, picked) {
  const { own: layerWords, card: words } = page.words;
  const { layer, k } = picked;
  const {
    label,
    row,
    from,
    until,
    said: [start, end],
  } = layer.points[k];

  /** A day in words; a year or a month as the file has it, without an invented day. */
  function told(text, day) {
    const span = layerDates.read(text);
    return Array.isArray(span) && span[0] !== span[1] ? text : dayInWords(page.clamp(day));
  }

  /** Without a separate end a point lasts as long as its date: a year is shown once. */
  function dates() {
    const begun = from > page.data.first ? told(start, from) : "";
    const ended = until !== null && until <= page.data.horizon ? told(end || start, until - 1) : "";
    return [
      [words.from, begun],
      [words.to, end || ended !== start ? ended : ""],
    ];
  }

  return {
    key: `own:${page.userLayers.all().indexOf(layer)}:${k}`,
    picked,
    fill(head, body) {
      const here = layerSvg.holds(layer, k, page.span()) && !layer.hidden;
      const swatch = make("span", { className: "own-swatch" });
      swatch.style.background = layer.points[k].colour || layer.colour;
      head.replaceChildren(
        make("p", { className: "card-kind" }, swatch, layer.name),
        make("h2", {}, label || fill(layerWords.point, { n: k + 1 })),
      );
      const rows = [...dates(), ...Object.entries(row)].filter(
        ([, value]) => value !== "" && value !== null && value !== undefined,
      );
      body.replaceChildren(
        make(
          "p",
          { className: `presence presence-${here ? "certain" : "absent"}` },
          here ? words.here_now : words.not_now,
        ),
        make(
          "dl",
          { className: "facts" },
          rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))]),
        ),
        make("p", { className: "soft" }, fill(layerWords.card_about, { name: layer.name })),
      );
    },
  };
}
