// How the linked charts look: the compiled series as traces of Plotly. Pure.
//
// Every trace has in customdata the index of the item behind each of its points. A range
// is drawn with both its ends; nothing is averaged.

/** @import {AbroadStep, AllCharts, BorderChart, ExercisesChart} from "../types/files.js" */
/** @import {Item, MemberItem, SeizuresChart, Series} from "../types/files.js" */
/** @import {PlotlyOptions} from "../types/globals.js" */
/** @import {Looks, Words} from "../types/page.js" */
/** @typedef {keyof AllCharts} ChartId */
/** @typedef {Item & {certain?: MemberItem["certain"], lens?: string, hidden?: boolean}} ChartItem */
/** @typedef {{item: ChartItem, at: number}} Entry an item, and its index in the chart */
/** @typedef {{item: ChartItem, at: number, from: string, to: string | null}} Stay */
/** @typedef {Stay & {sure: boolean}} StayPart */

/**
 * A chart of any kind.
 *
 * @typedef {object} Chart
 * @property {Series[]} series
 * @property {ChartItem[]} items
 * @property {AbroadStep[]} [steps]
 * @property {Item[]} [sectors]
 * @property {Series[]} [lanes]
 * @property {Item[]} [several]
 * @property {string} [unit]
 */

/**
 * What a chart is drawn with; dates are ISO.
 *
 * @typedef {object} ChartLook
 * @property {Looks} style
 * @property {string} lens
 * @property {string} first
 * @property {string} horizon
 * @property {boolean} narrow
 * @property {number} width
 * @property {number} height
 * @property {(value: number) => string} number
 * @property {Record<string, string>} statuses
 * @property {(code: string) => string} guard what a guard is called
 * @property {Words["charts"]} words
 */
/** @typedef {ChartLook & {axis: PlotlyOptions, palette: string[]}} Drawing */

/**
 * A marker of a trace, as the legend reads it.
 *
 * @typedef {object} Marker
 * @property {string} [color]
 * @property {string} [symbol]
 * @property {number} [size]
 * @property {{color?: string, width: number}} [line]
 * @property {{shape: string, bgcolor: string, fgcolor: string, size: number}} [pattern]
 */
/**
 * A trace of a chart, as the legend reads it.
 *
 * @typedef {{type: string, name?: string, showlegend?: boolean, marker?: Marker} &
 *   PlotlyOptions} Trace
 */
/** @typedef {{traces: Trace[], layout: PlotlyOptions}} Drawn */

/**
 * An entry of the legend.
 *
 * @typedef {object} LegendEntry
 * @property {string} name
 * @property {string} shape
 * @property {boolean} hollow
 * @property {string | undefined} colour
 * @property {string | undefined} line
 * @property {string | null} hatch
 * @property {string | undefined} fill
 */

const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "triangle-down", "pentagon"];
// Values that a logarithmic axis may name: 1, 2 and 5 of every power of ten.
const DECADES = [...Array(8).keys()].flatMap((k) => [1, 2, 5].map((one) => one * 10 ** k));

/** @param {string} iso */
const ms = (iso) => Date.parse(`${iso}T00:00:00Z`);
/** @param {number | string} at */
export const iso = (at) => new Date(at).toISOString().slice(0, 10);
/** @param {string} text */
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Break a text into lines for a hover label. @param {string} text @param {number} most */
export function wrapped(text, most = 56) {
  const lines = [""];
  for (const word of escaped(text).split(" ")) {
    if (lines[lines.length - 1].length + word.length > most) lines.push("");
    lines[lines.length - 1] += `${lines[lines.length - 1] ? " " : ""}${word}`;
  }
  return lines.join("<br>");
}

/** @param {ChartItem} item @param {string} title */
function label(item, title) {
  return wrapped(`${title}${title ? ", " : ""}${item.when}. ${item.text}`);
}

/**
 * Points of items: both ends of a range, joined by a bar.
 *
 * @param {Entry[]} items
 * @param {string} title
 * @param {Marker} marker
 * @param {PlotlyOptions} axes
 * @returns {Trace[]}
 */
function points(items, title, marker, axes = {}) {
  const values = items.flatMap((one) => {
    const ends = one.item.low === one.item.high ? [one.item.low] : [one.item.low, one.item.high];
    return ends.map((y) => ({ ...one, y }));
  });
  const ranges = items.filter(({ item }) => item.low !== item.high);
  const bars = {
    type: "scatter",
    mode: "lines",
    hoverinfo: "skip",
    showlegend: false,
    ...axes,
    x: ranges.flatMap(({ item }) => [item.from, item.from, null]),
    y: ranges.flatMap(({ item }) => [item.low, item.high, null]),
    line: { color: marker.color, width: 2 },
  };
  const dots = {
    type: "scatter",
    mode: "markers",
    hoverinfo: "text",
    ...axes,
    x: values.map(({ item }) => item.from),
    y: values.map(({ y }) => y),
    hovertext: values.map(({ item }) => label(item, title)),
    customdata: values.map(({ at }) => at),
    marker: { size: 9, ...marker },
  };
  return ranges.length ? [bars, dots] : [dots];
}

/** @param {string} one @param {string} other */
function later(one, other) {
  return [one, other].sort()[1];
}

/**
 * Bars along the time axis, one for each stay.
 *
 * @param {Stay[]} list
 * @param {(item: ChartItem) => string} lane
 * @param {ChartLook} look
 * @param {(item: ChartItem) => string} title
 * @param {PlotlyOptions} axes
 */
function stays(list, lane, look, title, axes = {}) {
  const { first, horizon } = look;
  // Days are ISO texts here, which only the signs compare.
  const from = list.map(({ from: at }) => later(at, first));
  const until = list.map(({ to }) => (to === null || to > horizon ? horizon : to));
  return {
    type: "bar",
    orientation: "h",
    hoverinfo: "text",
    ...axes,
    y: list.map(({ item }) => lane(item)),
    base: from,
    x: until.map((to, k) => Math.max(0, ms(to) - ms(from[k]))),
    hovertext: list.map(({ item }) => label(item, title(item))),
    customdata: list.map(({ at }) => at),
  };
}

/**
 * A state's stays, cut into the parts that are certain and those that are not.
 *
 * @param {ChartItem} item
 * @param {number} at
 * @returns {StayPart[]}
 */
export function cut(item, at) {
  const [cfrom, cuntil] = item.certain ?? [null, null];
  if (!cfrom) return [{ item, at, from: item.from, to: item.to, sure: false }];
  const parts = [{ item, at, from: cfrom, to: cuntil === null ? item.to : cuntil, sure: true }];
  if (item.from < cfrom) parts.push({ item, at, from: item.from, to: cfrom, sure: false });
  const open = cuntil !== null && (item.to === null || cuntil < item.to);
  if (open) parts.push({ item, at, from: cuntil, to: item.to, sure: false });
  return parts;
}

/** @param {Chart} chart @param {Drawing} look @returns {Drawn} */
function members(chart, look) {
  const entries = chart.items
    .map((item, at) => ({ item, at }))
    .filter(({ item }) => item.lens === look.lens && !item.hidden);
  const titles = new Map(chart.series.map((s) => [s.id, escaped(s.title)]));
  /** @param {Pick<ChartItem, "series">} item */
  const lane = (item) => titles.get(item.series) ?? "";
  const lanes = [...new Set(entries.map(({ item }) => item.series))].map((series) =>
    lane({ series }),
  );
  /** @type {Trace[]} */
  const traces = [];
  for (const [status, style] of Object.entries(look.style.statuses)) {
    const parts = entries
      .filter(({ item }) => item.kind === status)
      .flatMap(({ item, at }) => cut(item, at));
    for (const sure of [true, false]) {
      const list = parts.filter((part) => part.sure === sure);
      if (!list.length) continue;
      traces.push({
        ...stays(list, lane, look, lane),
        name: look.statuses[status],
        legendgroup: status,
        showlegend: sure || !parts.some((part) => part.sure),
        opacity: sure ? 1 : 0.4,
        marker: {
          color: style.fill,
          line: { color: style.line, width: 1 },
          pattern: {
            shape: style.hatch,
            bgcolor: style.fill,
            fgcolor: style.ink || style.line,
            size: 6,
          },
        },
      });
    }
  }
  return {
    traces,
    layout: {
      barmode: "overlay",
      bargap: 0.28,
      yaxis: { ...look.axis, type: "category", categoryarray: lanes.reverse(), showgrid: false },
      margin: { l: look.narrow ? 84 : 104 },
    },
  };
}

/**
 * Lines as long as a figure counts and is not too old, dotted when old; bands of ranges.
 *
 * @param {AbroadStep[]} steps
 * @param {string} colour
 * @returns {Trace[]}
 */
function held(steps, colour) {
  const flat = { type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false };
  /** @param {string} age @param {3 | 4} k which end of the range */
  const line = (age, k) => {
    const parts = steps.filter((step) => step[5] === age);
    return {
      ...flat,
      line: { color: colour, width: 1.5, dash: age === "old" ? "dot" : "solid" },
      x: parts.flatMap(([, from, to]) => [from, to, null]),
      y: parts.flatMap((step) => [step[k], step[k], null]),
    };
  };
  const wide = steps.filter(([, , , low, high]) => low !== high);
  const band = {
    ...flat,
    fill: "toself",
    fillcolor: `${colour}44`,
    line: { width: 0 },
    x: wide.flatMap(([, from, to]) => [from, to, to, from, from, null]),
    y: wide.flatMap(([, , , low, high]) => [low, low, high, high, low, null]),
  };
  /** @type {(3 | 4)[]} */
  const ends = wide.length ? [3, 4] : [3];
  return [
    ...(wide.length ? [band] : []),
    ...["fresh", "old"].flatMap((age) => ends.map((k) => line(age, k))),
  ];
}

/**
 * @param {Drawing} look
 * @param {number} low
 * @param {number} high
 * @param {{domain?: [number, number]}} more
 * @returns {PlotlyOptions}
 */
function logarithmic(look, low, high, more = {}) {
  // Where 1, 2, 5, 10 do not fit, only powers of ten are shown.
  const share = more.domain ? more.domain[1] - more.domain[0] : 1;
  const roomy = (look.height * share) / Math.log10(high / low) > 56;
  const ticks = roomy ? DECADES : DECADES.filter((value) => Math.log10(value) % 1 === 0);
  return {
    ...look.axis,
    type: "log",
    range: [Math.log10(low), Math.log10(high)],
    tickvals: ticks,
    ticktext: ticks.map(look.number),
    ...more,
  };
}

/**
 * The ends of an axis that fits all ranges: their values and a little more.
 *
 * @param {{low: number | null, high: number | null}[]} items
 * @returns {[low: number, high: number]}
 */
function extent(items) {
  const values = items
    .flatMap(({ low, high }) => [low ?? 0, high ?? 0])
    .filter((value) => value > 0);
  if (!values.length) return [100, 1000];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // A single figure still needs an axis around it.
  return most / least < 4 ? [least / 2.5, most * 2.5] : [least / 1.4, most * 1.4];
}

/**
 * What a filter to countries leaves of a chart whose series are countries.
 *
 * @param {ChartId} id
 * @param {Chart} chart
 * @param {readonly string[] | null} countries
 * @returns {Chart}
 */
export function filtered(id, chart, countries) {
  if (!countries || !["abroad", "members"].includes(id)) return chart;
  /** @param {string} of */
  const has = (of) => countries.includes(of);
  return {
    ...chart,
    // Items keep their place: points name them by it.
    items: chart.items.map((item) => (has(item.series) ? item : { ...item, hidden: true })),
    ...(chart.steps ? { steps: chart.steps.filter(([host]) => has(host)) } : {}),
  };
}

/** @param {Chart} chart @param {Drawing} look @returns {Drawn} */
function abroad(chart, look) {
  /** @type {Trace[]} */
  const traces = [];
  const { steps: all = [] } = chart;
  chart.series.forEach((series, k) => {
    const colour = look.palette[k];
    const symbol = SYMBOLS[k % SYMBOLS.length];
    const entries = chart.items
      .map((item, at) => ({ item, at }))
      .filter(({ item }) => item.series === series.id && !item.hidden);
    const steps = all.filter(([host]) => host === series.id);
    if (steps.length) traces.push(...held(steps, colour));
    const group = { legendgroup: series.id, name: series.title };
    /** @param {string} kind */
    const of = (kind) => entries.filter(({ item }) => item.kind === kind);
    const hollow = { color: colour, symbol: `${symbol}-open`, size: 8, line: { width: 1.5 } };
    const whole = of("whole");
    const part = of("part");
    /** @param {Entry[]} list @param {Marker} marker @param {boolean} legend */
    const add = (list, marker, legend) => {
      const made = points(list, series.title, marker).map((t) => ({
        ...group,
        showlegend: false,
        ...t,
      }));
      made[made.length - 1].showlegend = legend;
      traces.push(...made);
    };
    if (part.length) add(part, hollow, !whole.length);
    if (whole.length)
      add(
        whole,
        { color: colour, symbol, size: 10, line: { color: look.style.paper, width: 1 } },
        true,
      );
  });
  const values = [
    ...chart.items.filter((item) => !item.hidden),
    ...all.map(([, , , low, high]) => ({ low, high })),
  ];
  return { traces, layout: { yaxis: logarithmic(look, ...extent(values)) } };
}

/** @param {BorderChart} chart @param {Drawing} look @returns {Drawn} */
function border(chart, look) {
  /** @type {Trace[]} */
  const traces = [];
  /** @param {string} code */
  const guard = (code) => look.style.guards[code || "none"] || look.style.guards.unknown;
  chart.series.forEach((series, k) => {
    const entries = chart.items
      .map((item, at) => ({ item, at }))
      .filter(({ item }) => item.series === series.id);
    for (const [kind, open] of [
      ["whole", ""],
      ["part", "-open"],
    ]) {
      const list = entries.filter(({ item }) => item.kind === kind);
      if (!list.length) continue;
      const marker = {
        color: guard(series.guard),
        symbol: SYMBOLS[k % SYMBOLS.length] + open,
        size: 10,
      };
      const made = points(list, series.title, marker).map((t) => ({
        name: series.title,
        legendgroup: series.id,
        ...t,
      }));
      traces.push(...made);
    }
  });
  const lanes = chart.lanes.map((one) => escaped(one.title));
  const titles = new Map(chart.lanes.map((one) => [one.id, escaped(one.title)]));
  const offset = chart.items.length;
  const sectors = chart.sectors.map((item, k) => ({
    item,
    at: offset + k,
    from: item.from,
    to: item.to,
  }));
  for (const code of new Set(sectors.map(({ item }) => item.kind))) {
    const list = sectors.filter(({ item }) => item.kind === code);
    traces.push({
      ...stays(
        list,
        (item) => titles.get(item.series) ?? "",
        look,
        () => "",
        { yaxis: "y2" },
      ),
      name: look.guard(code),
      marker: {
        color: guard(code),
        pattern: {
          shape: code ? "" : "/",
          bgcolor: look.style.paper,
          fgcolor: guard(code),
          size: 6,
        },
      },
    });
  }
  return {
    traces,
    layout: {
      barmode: "overlay",
      bargap: 0.2,
      yaxis: logarithmic(look, ...extent(chart.items), { domain: [0.5, 1] }),
      yaxis2: {
        ...look.axis,
        type: "category",
        categoryarray: lanes.reverse(),
        domain: [0, 0.42],
        showgrid: false,
        anchor: "x",
        ...(look.height * 0.42 > 11 * lanes.length ? { dtick: 1 } : {}),
      },
      margin: { l: look.narrow ? 84 : 104 },
    },
  };
}

/**
 * Where the bars of a year stand: side by side, [middle, width] in milliseconds.
 *
 * @param {string} year
 * @param {number} k which of them
 * @param {number} n how many
 * @returns {[middle: number, width: number]}
 */
export function slot(year, k, n) {
  const start = ms(`${year}-01-01`);
  const width = (ms(`${year}-12-31`) - start) / Math.max(n, 2);
  const free = n === 1 ? width / 2 : 0;
  return [start + free + (k + 0.5) * width, width * 0.88];
}

/** @param {SeizuresChart} chart @param {Drawing} look @returns {Drawn} */
function seizures(chart, look) {
  const placed = chart.items.map((item, at) => {
    const year = chart.items.filter((one) => one.series === item.series);
    const [middle, width] = slot(item.series, year.indexOf(item), year.length);
    return { item, at, middle, width };
  });
  const member = look.style.statuses.member;
  const kinds = /** @type {const} */ (["whole", "part"]);
  const bars = kinds.map((kind) => {
    const list = placed.filter(({ item }) => item.kind === kind);
    return {
      type: "bar",
      name: look.words[`${kind}_seizures`],
      hoverinfo: "text",
      x: list.map(({ middle }) => new Date(middle).toISOString()),
      width: list.map(({ width }) => width),
      y: list.map(({ item }) => item.high),
      base: list.map(() => 0),
      hovertext: list.map(({ item }) => label(item, "")),
      customdata: list.map(({ at }) => at),
      marker: {
        color: kind === "whole" ? member.line : look.style.paper,
        line: { color: member.line, width: 1 },
        pattern: {
          shape: kind === "whole" ? "" : "/",
          fgcolor: member.line,
          bgcolor: look.style.paper,
          size: 5,
        },
      },
    };
  });
  const gaps = {
    type: "scatter",
    mode: "text",
    name: look.words.gap,
    hoverinfo: "text",
    showlegend: false,
    x: chart.gaps.map((year) => `${year}-07-01`),
    y: chart.gaps.map(() => 0.6),
    text: chart.gaps.map(() => "–"),
    textfont: { color: look.style.text_soft, size: 13 },
    hovertext: chart.gaps.map((year) => `${year}: ${look.words.gap}`),
  };
  return {
    traces: [...bars, gaps],
    layout: { barmode: "overlay", yaxis: { ...look.axis, rangemode: "tozero", nticks: 6 } },
  };
}

/** @param {ExercisesChart} chart @param {Drawing} look @returns {Drawn} */
function exercises(chart, look) {
  const entries = chart.items.map((item, at) => ({ item, at }));
  const sized = entries.filter(({ item }) => item.low !== null);
  const unknown = entries.filter(({ item }) => item.low === null);
  const colour = look.style.accents.joint.body;
  const [low, high] = extent(sized.map(({ item }) => item));
  // Where marks without a size stand, and where stems begin: below all that have one.
  const floor = low / 1.2;
  const stems = {
    type: "scatter",
    mode: "lines",
    hoverinfo: "skip",
    showlegend: false,
    x: sized.flatMap(({ item }) => [item.from, item.from, null]),
    y: sized.flatMap(({ item }) => [floor, item.high, null]),
    line: { color: `${colour}66`, width: 1.5 },
  };
  const known = points(sized, "", { color: colour, symbol: "circle" });
  known[known.length - 1].name = look.words.whole_exercises;
  const rest = {
    type: "scatter",
    mode: "markers",
    hoverinfo: "text",
    name: look.words.unknown_exercises,
    x: unknown.map(({ item }) => item.from),
    y: unknown.map(() => floor),
    hovertext: unknown.map(({ item }) => label(item, "")),
    customdata: unknown.map(({ at }) => at),
    marker: { size: 8, symbol: "diamond-open", color: look.style.text_soft, line: { width: 1.5 } },
  };
  return {
    traces: [stems, ...known, rest],
    layout: { yaxis: logarithmic(look, low / 1.6, high) },
  };
}

/**
 * A colour for each country: the one it has as a guard, or one that none of them has; where
 * there are more countries than colours, they begin again with another symbol.
 *
 * @param {Pick<Looks, "guards" | "series">} style
 * @param {string[]} countries
 */
export function palette({ guards, series }, countries) {
  const taken = countries.map((code) => guards[code]).filter(Boolean);
  const free = series.filter((colour) => !taken.includes(colour));
  let k = 0;
  return countries.map((code) => guards[code] || free[k++ % free.length] || guards.unknown);
}

/** From year to year that the axis names: as many as have room. @param {ChartLook} look */
export function yearly({ first, horizon, narrow }) {
  const years = Number(horizon.slice(0, 4)) - Number(first.slice(0, 4));
  return [1, 2, 5, 10, 20].find((step) => years / step <= (narrow ? 7.5 : 18)) ?? 50;
}

const CHARTS = { members, abroad, border, seizures, exercises };

/**
 * All items of a chart in the order of their indices; of `lens` where they have one.
 *
 * @param {Chart} chart
 * @param {string} lens
 * @returns {Entry[]}
 */
export function items(chart, lens) {
  return [...chart.items, ...(chart.sectors || [])]
    .map((/** @type {ChartItem} */ item, at) => ({ item, at }))
    .filter(({ item }) => !item.hidden && (!item.lens || item.lens === lens));
}

/**
 * The date's line, the chosen span and the pointed-at item, as shapes.
 *
 * @param {Pick<ChartLook, "style">} look
 * @param {string} day
 * @param {readonly string[] | undefined} range
 * @param {ChartItem | null} item
 * @returns {PlotlyOptions[]}
 */
export function shapes(look, day, range, item) {
  /** @param {string} at @param {string} colour @param {string} dash @returns {PlotlyOptions} */
  const line = (at, colour, dash) => ({
    type: "line",
    xref: "x",
    yref: "paper",
    x0: at,
    x1: at,
    y0: 0,
    y1: 1,
    line: { color: colour, width: 1.5, dash },
  });
  const found = [line(day, look.style.accents.lead.body, "solid")];
  if (range) {
    found.push({
      type: "rect",
      xref: "x",
      yref: "paper",
      x0: range[0],
      x1: range[1],
      y0: 0,
      y1: 1,
      fillcolor: `${look.style.statuses.member.fill}33`,
      layer: "below",
      line: { color: look.style.statuses.member.line, width: 1 },
    });
  }
  if (item) found.push(line(item.from, look.style.text_soft, "dot"));
  return found;
}

/**
 * Make a chart's traces and layout.
 *
 * @param {ChartId} id
 * @param {Chart} chart the one of that id
 * @param {ChartLook} look
 * @returns {{traces: Trace[], layout: PlotlyOptions}}
 */
export function draw(id, chart, look) {
  const { style } = look;
  const axis = {
    color: style.text_soft,
    tickfont: { size: 11 },
    gridcolor: style.name === "contrast" ? `${style.rule}44` : style.rule,
    zeroline: false,
    fixedrange: true,
    linecolor: style.rule,
    automargin: false,
  };
  const colours = palette(
    style,
    chart.series.map((series) => series.id),
  );
  const make = /** @type {(chart: Chart, look: Drawing) => Drawn} */ (CHARTS[id]);
  const { traces, layout } = make(chart, { ...look, axis, palette: colours });
  return {
    traces,
    layout: {
      width: look.width,
      height: look.height,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "Inter, sans-serif", size: 11, color: style.text },
      hovermode: "closest",
      hoverdistance: 12,
      hoverlabel: {
        align: "left",
        bgcolor: style.text,
        bordercolor: style.text,
        font: { color: style.paper, size: 11 },
      },
      dragmode: "select",
      selectdirection: "h",
      newselection: { line: { color: style.statuses.member.line, width: 1, dash: "solid" } },
      showlegend: false,
      xaxis: {
        ...axis,
        type: "date",
        range: [look.first, look.horizon],
        anchor: id === "border" ? "y2" : "y",
        showline: true,
        ticks: "outside",
        dtick: `M${12 * yearly(look)}`,
        tickformat: "%Y",
        tick0: `${Number(look.first.slice(0, 4)) + 1}-01-01`,
      },
      ...layout,
      margin: { l: 60, r: 12, t: 10, b: 26, .../** @type {PlotlyOptions} */ (layout.margin) },
    },
  };
}

/**
 * Entries of the legend, each name once.
 *
 * @param {Trace[]} traces
 * @returns {LegendEntry[]}
 */
export function legend(traces) {
  /** @type {Map<string, LegendEntry>} */
  const entries = new Map();
  for (const t of traces) {
    if (!t.name || t.showlegend === false || !t.marker || entries.has(t.name)) continue;
    const [shape, open] = String(t.marker.symbol || "bar").split("-open");
    const { line, pattern } = t.marker;
    entries.set(t.name, {
      name: t.name,
      shape,
      hollow: open !== undefined,
      colour: t.marker.color,
      line: line?.color || t.marker.color,
      hatch: pattern?.shape ? pattern.fgcolor : null,
      fill: pattern?.shape ? pattern.bgcolor : t.marker.color,
    });
  }
  return [...entries.values()];
}
