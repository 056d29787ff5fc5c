// The small chart beside the headline: bars or spans of days, a table for who does not see it.

import { countriesById } from "../core/countries.js";
import { lastAt } from "../core/state.js";
import { make, svg } from "./dom.js";

/** @import { BarTally, SpanTally } from "../types/files.js" */
/** @import { Day, Page } from "../types/page.js" */

/** Pixels of a drawing of spans, which its element stretches to its width. */
const [WIDE, ROW, BAR] = [240, 18, 10];

/** What its parts are: browsers forget it of a row that is laid out as a line. @param {string} role */
const as = (role) => ({ attr: { role } });

/**
 * Draw a chart in place of what an element holds.
 *
 * @param {Page} page
 * @param {HTMLElement} node
 * @param {BarTally | SpanTally} tally
 */
export function drawTally(page, node, tally) {
  const rows = tally.kind === "bars" ? bars(tally) : spans(page, tally);
  node.replaceChildren(
    make(
      "table",
      { className: `tally-${tally.kind}`, ...as("table") },
      make("caption", { className: "tally-title" }, tally.title),
      make("tbody", as("rowgroup"), rows),
    ),
  );
  if (tally.note) node.append(make("p", { className: "tally-note" }, tally.note));
}

/** @param {BarTally} tally */
function bars({ rows }) {
  const most = Math.max(1, ...rows.map((row) => row.high ?? 0));
  const share = (/** @type {number | null} */ n) => `${((n ?? 0) / most) * 100}%`;
  return rows.map((row) => {
    const known = row.high !== null;
    const bar = make(
      "span",
      {
        className: "tally-bar",
        data: { accent: row.accent, hollow: String(row.hollow), known: String(known) },
        attr: { "aria-hidden": "true" },
      },
      make("span", { className: "tally-high" }),
      make("span", { className: "tally-low" }),
    );
    const [high, low] = /** @type {HTMLCollectionOf<HTMLElement>} */ (bar.children);
    high.style.width = share(row.high);
    low.style.width = share(row.low);
    return make(
      "tr",
      { className: row.strong ? "strong" : "", ...as("row") },
      make("th", { attr: { scope: "row", role: "rowheader" } }, row.label),
      make("td", as("cell"), bar, make("span", { className: "tally-text" }, row.text)),
    );
  });
}

/**
 * @param {Page} page
 * @param {SpanTally} tally
 */
function spans(page, { rows }) {
  const { first, horizon } = page.data;
  const { day } = page.view;
  const x = (/** @type {Day} */ at) => ((at - first) / (horizon + 1 - first)) * WIDE;
  const { guards } = page.data.style[page.shown().theme];
  return rows.map(({ label, spells }) => {
    const drawing = svg("svg", {
      viewBox: `0 0 ${WIDE} ${ROW}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
      class: "tally-spans-row",
    });
    for (const [from, until, guard, certain] of spells) {
      const end = x(Math.min(until ?? horizon + 1, horizon + 1));
      const colour = guards[guard] ?? guards.unknown;
      const box = { x: x(from), y: (ROW - BAR) / 2, width: end - x(from), height: BAR };
      drawing.append(
        svg("rect", certain ? { ...box, fill: colour } : { ...box, fill: "none", stroke: colour }),
      );
    }
    drawing.append(svg("line", { x1: x(day), x2: x(day), y1: 0, y2: ROW, class: "tally-day" }));
    return make(
      "tr",
      {},
      make("th", { attr: { scope: "row" } }, label),
      make("td", {}, drawing, make("span", { className: "unseen" }, guardOn(page, spells, day))),
    );
  });
}

/**
 * Who guards on the day, in words: what the drawing's black line meets.
 *
 * @param {Page} page
 * @param {SpanTally["rows"][number]["spells"]} spells
 * @param {Day} day
 */
function guardOn({ data }, spells, day) {
  const k = lastAt(
    spells.map(([from]) => from),
    day,
  );
  if (k < 0) return "";
  const guard = spells[k][2];
  return data.titles.guards[guard] ?? countriesById(data, day).get(guard)?.name ?? guard;
}
