// The card of a point of one's own layer: what its file says, and that the atlas does not.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const { make, fill, dayInWords } = csto.dom;

  /** What the card shows of a point, {layer, k}, in place of a selection; see page.invite. */
  csto.ownCard = function ownCard(page, picked) {
    const { own: said, card: words } = page.words;
    const { layer, k } = picked;
    const { label, row, from, until } = layer.points[k];

    function dates() {
      const told = (day) => dayInWords(page.clamp(day));
      return [
        [words.from, from > page.data.first ? told(from) : ""],
        [words.to, until !== null && until <= page.data.horizon ? told(until - 1) : ""],
      ];
    }

    return {
      key: `own:${page.own.all().indexOf(layer)}:${k}`,
      picked,
      fill(head, body) {
        const here = csto.ownSvg.holds(layer, k, page.span()) && !layer.hidden;
        const swatch = make("span", { className: "own-swatch" });
        swatch.style.background = layer.points[k].colour || layer.colour;
        head.replaceChildren(
          make("p", { className: "card-kind" }, swatch, layer.name),
          make("h2", {}, label || fill(said.point, { n: k + 1 })),
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
            rows.map(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))]).flat(),
          ),
          make("p", { className: "soft" }, fill(said.card_about, { name: layer.name })),
        );
      },
    };
  };
})(window);
