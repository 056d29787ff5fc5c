// Strength over time as a small step chart: the range of what counts, and every figure.

import * as days from "../core/state.js";
import { fill } from "./dom.js";

/** @import { Card, Counting, Figure } from "../types/files.js" */
/** @import { PlotlyElement, PlotlyOptions } from "../types/globals.js" */
/** @import { Cards } from "./cards.js" */

/** A figure whose day and people are known. */
/** @typedef {Figure & {day: number, low: number, high: number}} KnownFigure */

// Padding of the panel, left and right.
const SIDES = 32;

/**
 * Lines of what counts: fresh and old ones, none later.
 *
 * @param {Counting[]} counting
 * @param {number} last the last day that is drawn
 */
function lines(counting, last) {
  return counting.flatMap(([day, low, high, asOf, oldFrom, lastKnownFrom], k) => {
    if (low === null || high === null || oldFrom === null || lastKnownFrom === null) return [];
    const end = Math.min(k + 1 < counting.length ? counting[k + 1][0] : last + 1, last + 1);
    const aged = Math.max(day, Math.min(oldFrom, end));
    const parts = [
      { age: "fresh", from: day, to: aged },
      { age: "old", from: aged, to: Math.min(lastKnownFrom, end) },
    ];
    return parts.filter(({ from, to }) => from < to).map((part) => ({ low, high, asOf, ...part }));
  });
}

/**
 * The date of the figure after which nothing is known though `last` is later, or null.
 *
 * @param {Counting[]} counting
 * @param {number} last
 */
function unknownAfter(counting, last) {
  const known = counting.findLast(([day]) => day <= last);
  if (!known || known[1] === null || known[5] === null) return null;
  return known[5] <= last ? known[3] : null;
}

/**
 * A figure that the chart can show.
 *
 * @param {Figure} figure
 * @returns {figure is KnownFigure}
 */
const drawable = (figure) => figure.day !== null && figure.low !== null;

/**
 * Traces of the chart: bands, both edges (dashed when old), counting and other figures.
 *
 * @param {Card} card
 * @param {number} last
 * @param {Record<"line" | "band" | "paper" | "soft", string>} colours
 * @returns {PlotlyOptions[]}
 */
function traces({ strengths, counting }, last, colours) {
  /** @param {number} day */
  const iso = (day) => days.iso(Math.round(day));
  const ranges = lines(counting, last);
  /**
   * @param {string} age
   * @param {"low" | "high"} key
   */
  const edges = (age, key) => {
    const shown = ranges.filter((line) => line.age === age);
    return {
      type: "scatter",
      mode: "lines",
      hoverinfo: "skip",
      showlegend: false,
      x: shown.flatMap(({ from, to }) => [iso(from), iso(to), null]),
      y: shown.flatMap((line) => [line[key], line[key], null]),
      line: { color: colours.line, width: 1.5, dash: age === "old" ? "dot" : "solid" },
    };
  };
  const wide = ranges.filter(({ low, high }) => low !== high);
  const band = {
    type: "scatter",
    mode: "lines",
    hoverinfo: "skip",
    showlegend: false,
    fill: "toself",
    fillcolor: colours.band,
    line: { width: 0 },
    x: wide.flatMap(({ from, to }) => [...[from, to, to, from, from].map(iso), null]),
    y: wide.flatMap(({ low, high }) => [low, low, high, high, low, null]),
  };
  /**
   * @param {boolean} counts whether what can count is shown, or the rest
   * @param {PlotlyOptions} marker
   */
  const points = (counts, marker) => {
    const shown = strengths.flatMap((figure, k) =>
      figure.counts === counts && drawable(figure) ? [{ ...figure, k }] : [],
    );
    return {
      type: "scatter",
      mode: "markers",
      x: shown.map((s) => iso(s.day)),
      y: shown.map((s) => (s.low + s.high) / 2),
      error_y: {
        type: "data",
        array: shown.map((s) => (s.high - s.low) / 2),
        color: colours.line,
        thickness: 1.2,
        width: 3,
      },
      customdata: shown.map(({ k }) => k),
      text: shown.map((s) => `${s.as_of}: ${s.text}`.replace(/</g, "&lt;")),
      hoverinfo: "text",
      marker: { size: 8, ...marker },
      showlegend: false,
    };
  };
  return [
    band,
    ...["fresh", "old"].flatMap((age) => [edges(age, "low"), edges(age, "high")]),
    points(true, { color: colours.line }),
    points(false, { color: colours.paper, line: { color: colours.soft, width: 1.5 } }),
  ];
}

/**
 * Draw the chart of a card into `node`, if it has figures; a point leads to its entry.
 * A line ends where its subject is gone, and where its figure is too old to count: then a
 * sentence below says so.
 *
 * @param {HTMLElement | null} node
 * @param {Card} card
 * @param {number} day
 * @param {Cards} cards
 */
export function strengthChart(node, card, day, cards) {
  if (!node) return;
  const place = /** @type {HTMLElement} */ (node.parentNode);
  const known = card.strengths.filter(drawable);
  const { data, words } = cards;
  const after = unknownAfter(card.counting, data.horizon);
  const note = /** @type {HTMLElement} */ (place.querySelector(".strength-after"));
  note.hidden = after === null;
  note.textContent = after === null ? "" : fill(words.unknown_after, { date: after });
  if (known.length < 2) return;
  const style = cards.data.style[cards.on.look().theme];
  const member = style.statuses.member;
  const colours = {
    line: member.line,
    band: `${member.fill}88`,
    paper: style.paper,
    soft: style.text_soft,
  };
  const iso = days.iso;
  const axis = {
    color: style.text_soft,
    tickfont: { size: 11 },
    gridcolor: style.rule,
    zeroline: false,
    fixedrange: true,
  };
  const layout = {
    width: place.clientWidth - SIDES,
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
        type: "line",
        xref: "x",
        yref: "paper",
        x0: iso(day),
        x1: iso(day),
        y0: 0,
        y1: 1,
        line: { color: style.accents.lead.body, width: 1.5 },
      },
    ],
  };
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", words.chart);
  window.Plotly.newPlot(node, traces(card, data.horizon, colours), layout, {
    displayModeBar: false,
  });
  /** @type {PlotlyElement} */ (node).on("plotly_click", ({ points }) => {
    const entry = place.querySelector(`[data-figure="${points[0].customdata}"]`);
    const folded = entry?.closest("details");
    if (!entry || !folded) return;
    folded.open = true;
    entry.scrollIntoView({ block: "center" });
  });
}
