// Strength over time as a small step chart: the range of what counts, and every figure.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  // Padding of the panel, left and right.
  const SIDES = 32;

  /** Steps of the figures that count: [day, low, high], both ends of the range kept. */
  function steps(strengths) {
    const days = new Map();
    for (const s of strengths) {
      if (!s.counts || s.low === null) continue;
      const old = days.get(s.day);
      days.set(s.day, {
        low: Math.min(s.low, old ? old.low : Infinity),
        high: Math.max(s.high, old ? old.high : -Infinity),
      });
    }
    return [...days].sort((a, b) => a[0] - b[0]).map(([day, { low, high }]) => [day, low, high]);
  }

  /** Traces of the chart: the band, its two edges, counting and other figures. */
  function traces(strengths, last, colours) {
    const own = steps(strengths);
    const iso = (day) => csto.state.iso(Math.round(day));
    const until = Math.max(last, ...own.map(([day]) => day));
    const xs = [...own.map(([day]) => iso(day)), ...(own.length ? [iso(until)] : [])];
    const edge = (k) => [...own.map((step) => step[k]), ...(own.length ? [own[own.length - 1][k]] : [])];
    const line = { shape: "hv", color: colours.line, width: 1.5 };
    const plain = { type: "scatter", hoverinfo: "skip", showlegend: false };
    const points = (keep, marker) => {
      const shown = strengths
        .map((s, k) => [s, k])
        .filter(([s]) => keep(s) && s.day !== null && s.low !== null);
      return {
        type: "scatter",
        mode: "markers",
        x: shown.map(([s]) => iso(s.day)),
        y: shown.map(([s]) => (s.low + s.high) / 2),
        error_y: {
          type: "data",
          array: shown.map(([s]) => (s.high - s.low) / 2),
          color: colours.line,
          thickness: 1.2,
          width: 3,
        },
        customdata: shown.map(([, k]) => k),
        text: shown.map(([s]) => `${s.as_of}: ${s.text}`.replace(/</g, "&lt;")),
        hoverinfo: "text",
        marker: { size: 8, ...marker },
        showlegend: false,
      };
    };
    return [
      { ...plain, mode: "lines", x: xs, y: edge(2), line },
      { ...plain, mode: "lines", x: xs, y: edge(1), line, fill: "tonexty", fillcolor: colours.band },
      points((s) => s.counts, { color: colours.line }),
      points((s) => !s.counts, { color: colours.paper, line: { color: colours.soft, width: 1.5 } }),
    ];
  }

  /**
   * Draw the chart of a card into `node`, if it has figures; a point leads to its entry.
   * No figure is drawn on beyond `end`, the last day of what the card is about.
   */
  csto.strengthChart = function strengthChart(node, card, day, end, cards) {
    if (!node) return;
    const known = card.strengths.filter((s) => s.day !== null && s.low !== null);
    if (known.length < 2) return;
    const style = cards.data.style[cards.on.look().theme];
    const member = style.statuses.member;
    const colours = {
      line: member.line, band: `${member.fill}88`, paper: style.paper, soft: style.text_soft,
    };
    const iso = csto.state.iso;
    const axis = {
      color: style.text_soft, tickfont: { size: 11 }, gridcolor: style.rule, zeroline: false,
      fixedrange: true,
    };
    const layout = {
      width: node.parentNode.clientWidth - SIDES,
      height: 150,
      margin: { l: 44, r: 8, t: 6, b: 22 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "Inter, sans-serif", size: 11, color: style.text_soft },
      hovermode: "closest",
      hoverlabel: { align: "left", bgcolor: style.text, font: { color: style.paper, size: 11 } },
      showlegend: false,
      xaxis: { ...axis, type: "date", range: [iso(cards.data.first), iso(cards.data.horizon)] },
      yaxis: { ...axis, rangemode: "tozero", nticks: 4 },
      shapes: [
        {
          type: "line", xref: "x", yref: "paper", x0: iso(day), x1: iso(day), y0: 0, y1: 1,
          line: { color: style.accents.lead.body, width: 1.5 },
        },
      ],
    };
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", cards.words.chart);
    root.Plotly.newPlot(node, traces(card.strengths, end, colours), layout, {
      displayModeBar: false,
    });
    node.on("plotly_click", ({ points }) => {
      const entry = node.parentNode.querySelector(`[data-figure="${points[0].customdata}"]`);
      if (!entry) return;
      entry.closest("details").open = true;
      entry.scrollIntoView({ block: "center" });
    });
  };
})(window);
