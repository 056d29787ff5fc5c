// The picture of the page that has no server: what the page shows, as a sheet laid out by
// assets/src/sheet/ with the page's own map in it.

import { ofView } from "../annotate/drawing.js";
import { keptFree } from "../annotate/layer.js";
import { differenceInWords } from "../compare/inwords.js";
import { holds } from "../core/annotations.js";
import { outlinesOf } from "../core/borders.js";
import * as camera from "../core/camera.js";
import { differences } from "../core/diff.js";
import * as signs from "../core/diffdraw.js";
import { marksOf } from "../core/draw.js";
import * as filtering from "../core/filter.js";
import { told } from "../core/finding.js";
import { printed } from "../core/link.js";
import { boxOf, symbolBox } from "../core/names.js";
import { tongue } from "../core/speaker.js";
import { iso, lastAt, spanOf, utc } from "../core/state.js";
import { traced, visible } from "../core/visible.js";
import { filtersInWords } from "../find/chips.js";
import * as layerSvg from "../layers/svg.js";
import { notCovered } from "../map/notes.js";
import { platesOf } from "../map/plates.js";
import { composed } from "../sheet/composition.js";
import { around, iconKey } from "../sheet/draw.js";
import { entries } from "../sheet/legend.js";
import { MEASURES, measureBy } from "../sheet/lines.js";
import { numbered, ofGuards, ofStates } from "../sheet/sources.js";
import { count, dayInWords, fill } from "../shell/dom.js";
import { timesInWords } from "../shell/spans.js";
import { measure } from "./letters.js";
import { drawn } from "./mapdrawing.js";
import { metadata } from "./metadata.js";

/** @import { Details, Ledger } from "../types/files.js" */
/** @import { DrawnState, Frame, Page, ShownView, Span, Theme } from "../types/page.js" */
/** @import { Box, Entry } from "../sheet/blocks.js" */
/** @import { Content, Place } from "../sheet/composition.js" */
/** @import { About, Seen } from "../sheet/legend.js" */
/** @import { Picture } from "./mapdrawing.js" */

const GAP = 4;

/**
 * What a picture is made of besides the page: cards and sources, what comes and goes, how
 * people and movements are placed.
 *
 * @typedef {object} Known
 * @property {Details} details
 * @property {Ledger | null} ledger Null where nothing is compared.
 * @property {typeof import("../map/placing.js")} placing
 * @property {import("../map/insets.js").Known | null} fine What insets are drawn of.
 */

/**
 * A day, or several, as one map of a sheet shows it.
 *
 * @typedef {object} Shown
 * @property {ShownView} view
 * @property {DrawnState} state
 * @property {Span} days
 * @property {string} when In words.
 */

/**
 * Lay the view out as a sheet.
 *
 * @param {Page} page
 * @param {Known} known
 * @param {Record<string, string>} asked What the dialog asks for: style, title, handling, hide.
 * @param {readonly [width: number, height: number]} size In units of the layout.
 */
export function laidOut(page, known, asked, size) {
  measureBy(measure);
  const maker = new Maker(page, known, asked);
  if (maker.comparing) {
    // What the frame shows is known once it has its place; then all is placed for good.
    const trial = composed({ ...maker.content(), rough: true }, size);
    maker.keep(trial.places[0].frame);
  }
  const draft = composed(maker.content(), size);
  return { draft, maker };
}

/**
 * Draw the view as a sheet of so many pixels.
 *
 * @param {Page} page
 * @param {Known} known
 * @param {Record<string, string>} asked
 * @param {readonly [width: number, height: number]} pixels
 * @param {number} lines Units of the layout on the shorter side.
 * @returns {string} An SVG document.
 */
export function sheet(page, known, asked, [width, height], lines) {
  const scale = Math.min(width, height) / lines;
  const [wide, tall] = [Math.round(width / scale), Math.round(height / scale)];
  const { draft, maker } = laidOut(page, known, asked, [wide, tall]);
  const maps = draft.places.map(({ box, scene }) => {
    // A sheet without legend and scale bar had nothing to ask the map for.
    scene();
    const place = `x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"`;
    return `<svg ${place}>${maker.pictures.get(box)?.svg ?? ""}</svg>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${wide} ${tall}" preserveAspectRatio="none" font-family="Inter, sans-serif">` +
    `<title>${layerSvg.escaped(maker.content().title)}</title>${metadata(maker.told())}${maps.join("")}${around(draft, maker.style)}</svg>`
  );
}

class Maker {
  /**
   * @param {Page} page
   * @param {Known} known
   * @param {Record<string, string>} asked
   */
  constructor(page, known, asked) {
    this.page = page;
    this.known = known;
    this.asked = asked;
    const { data } = page;
    this.theme = /** @type {Theme} */ (asked.style in data.style ? asked.style : "light");
    this.style = data.style[this.theme];
    this.hidden = new Set((asked.hide || "").split(","));
    this.comparing = page.view.cmp === null ? null : page.view.mode;
    this.rows = this.differing();
    this.maps = this.shown();
    /** @type {Map<Box, Picture>} */
    this.pictures = new Map();
  }

  /** The two days that are compared, the earlier first. @returns {Span} */
  days() {
    const { day, cmp } = this.page.view;
    const other = cmp ?? day;
    return [Math.min(day, other), Math.max(day, other)];
  }

  /** What differs between them, in the layers that are shown. */
  differing() {
    const { data, view, active } = this.page;
    if (!this.comparing || !this.known.ledger) return [];
    const [first, last] = this.days();
    return differences(data, this.known.ledger, first, last, view.lens)
      .filter((row) => filtering.row(active, row, [first, last]))
      .filter((row) => view.layers.includes(row.layer));
  }

  /** Keep the differences that a frame shows, and those whose place nobody knows. @param {Frame} frame */
  keep(frame) {
    const { marks, map } = this.page;
    this.rows = this.rows.filter(({ id, thing }) => {
      const mark = marks.get(id);
      if (mark) return camera.shows(frame, mark.x, mark.y);
      if (id.startsWith("sector:")) return passes(map.shapes.get(id), frame);
      // Of units counted together the host is known, of a site without a point no place.
      const host = id.startsWith("grouping:") ? (thing?.at?.[0] ?? "") : id;
      // Those of either day, or of a day between them.
      const known = [...traced(map.figure())].filter((one) => one.id === host);
      return !known.length || known.some(({ outline }) => isSeen(outline, frame));
    });
    this.maps = this.shown();
  }

  /** What the maps show: one, or two beside each other. @returns {Shown[]} */
  shown() {
    const { page } = this;
    /** @type {ShownView} */
    const view = { ...page.view, theme: this.theme, selection: null };
    if (!this.comparing) {
      const [first, last] = page.span();
      const ends = [first, last].map(dayInWords);
      const when = first === last ? ends[0] : ends.join(" – ");
      return [{ view, state: page.state, days: [first, last], when }];
    }
    const [first, last] = this.days();
    const one = (/** @type {number} */ day, /** @type {DrawnState} */ state) => {
      /** @type {Span} */
      const days = [day, day];
      return { view: { ...view, day, cmp: null }, state, days, when: dayInWords(day) };
    };
    const [was, now] = [page.truth(first), page.truth(last)];
    if (this.comparing !== "diff") return [one(first, was), one(last, now)];
    return [one(last, signs.state(was, now, this.rows))];
  }

  /** @returns {Content} */
  content() {
    const { page, style, asked, maps } = this;
    const { data, view, words } = page;
    const shows = (/** @type {string} */ part) => !this.hidden.has(part);
    const box = page.map.box(view);
    const found = told(data, { lens: view.lens, box }, view.day);
    const { headline, tally, change } = found;
    const { turns, band } = data.findings[found.view];
    const ranged = spanOf(data, view) !== null;
    const single = !ranged && !this.comparing;
    const when = this.comparing ? this.days().map(dayInWords).join(" → ") : maps[0].when;
    const about = this.about();
    const title = asked.title || this.headline(single ? headline : "") || about;
    const leftward = data.direction === "rtl";
    return {
      shows,
      handling: asked.handling || "",
      title: asked.title || shows("date") ? title : `${title}, ${when}`,
      // Of two maps the captions say the days.
      date: shows("date") && maps.length < 2 ? when : "",
      sentence: this.sentence(single ? change : null),
      limits: filtersInWords(page),
      atlas: data.title,
      about: this.brand(),
      day: view.day,
      style,
      accent: this.accent(single ? tally : null, band.accent),
      tally: single ? tally : null,
      covered: [data.first, data.horizon],
      turns,
      band,
      flags: this.comparing ? this.days().map((day) => [day, dayInWords(day)]) : [[view.day, when]],
      month: (day) => monthOf(view.lang, day),
      note: this.note(),
      userNote: this.userNote(),
      projection: fill(words.sheet.projection, { name: this.named()?.projection ?? "" }),
      version: fill(words.sheet.data, { version: this.version() }),
      link: fill(words.sheet.permalink, { address: this.address() }),
      phrases: words.sheet,
      // A plain space would part a number where lines read to the left.
      scale: (km) =>
        fill(words.map.scale, {
          km: String(km).replace(/\B(?=(\d{3})+$)/g, leftward ? "\u00a0" : " "),
        }),
      leftward,
      count,
      headings: Object.fromEntries(data.layers.map((layer) => [layer.id, layer.title])),
      order: data.mark_order,
      placed: (all) => this.placed(all),
      sources: (places) => this.sources(places),
      merged: (legends) => (legends.length > 1 ? this.merged(legends) : legends[0]),
      lists: this.lists(),
      headed: maps.length > 1,
    };
  }

  named() {
    const { data, view } = this.page;
    return data.views.find(({ id }) => id === view.view);
  }

  /** The name of the frame; "" for one of the reader's own. */
  place() {
    return this.page.view.box ? "" : (this.named()?.title ?? "");
  }

  /** Lens and view. */
  title() {
    const { data, view } = this.page;
    const lens = data.lenses.find(({ id }) => id === view.lens)?.title ?? "";
    return this.place() ? `${lens}: ${this.place()}` : lens;
  }

  /** What the map is of: lens and view, or layers and view where no organisation colours it. */
  about() {
    const { data, view, words } = this.page;
    if (view.layers.includes("states") || !view.layers.length) return this.title();
    const titles = data.layers.filter(({ id }) => view.layers.includes(id));
    let names = titles.map(({ title }) => title);
    if (names.length > 3) {
      names = [...names.slice(0, 2), fill(words.dates.more, { n: names.length - 2 })];
    }
    const last = names.pop();
    const what = names.length ? `${names.join(", ")} ${words.dates.and} ${last}` : String(last);
    return this.place() ? `${what}: ${this.place()}` : what;
  }

  brand() {
    const { data, view } = this.page;
    if (!view.layers.includes("states")) return this.about();
    const usual = view.lens === data.defaults.lens;
    return usual && this.place() ? this.place() : this.title();
  }

  /** Its link: no server knows its address, so its query is for the command line. */
  address() {
    return `csto-map ${printed(this.page.view, this.page.data)}`;
  }

  /** What the picture says of itself, as csto_map/export/metadata.py has it. */
  told() {
    const { data } = this.page;
    const { title } = this.content();
    const days = [...new Set(this.comparing ? this.days() : [this.page.view.day])];
    return {
      title,
      creator: data.title,
      coverage: days.map(iso).join("/"),
      rights: data.licence,
      identifier: this.address(),
    };
  }

  /** The version of the data, with their licence. */
  version() {
    const { data, words } = this.page;
    const { licence, version } = data;
    return licence ? `${version}, ${fill(words.sheet.licence, { licence })}` : version;
  }

  /** @param {string} found */
  headline(found) {
    if (this.comparing) return "";
    const times = timesInWords(this.page);
    return times ? times.charAt(0).toUpperCase() + times.slice(1) : found;
  }

  /** @param {ReturnType<typeof told>["change"]} change */
  sentence(change) {
    const { words } = this.page;
    if (change) {
      return fill(words.sheet.last_change, { date: change.when, text: `${change.text}.` });
    }
    if (!this.comparing) return "";
    /** @type {{[kind: string]: string}} */
    const titles = words.compare;
    const kinds = [...new Set(this.rows.map(({ kind }) => kind))];
    const parts = kinds.map((kind) => {
      return `${titles[kind].toLowerCase()} ${this.rows.filter((row) => row.kind === kind).length}`;
    });
    if (!parts.length) return words.compare.nothing;
    const text = parts.join(", ");
    const doubt = this.rows.every(({ certain }) => certain) ? "" : ` ${words.compare.doubt}`;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.${doubt}`;
  }

  /**
   * The colour of the date: that of what the view is about.
   *
   * @param {Content["tally"]} tally
   * @param {string} band
   */
  accent(tally, band) {
    const rows = tally?.kind === "bars" ? tally.rows : [];
    const group = rows.some(({ accent }) => accent === "joint") ? "joint" : band;
    return (this.style.accents[group] ?? this.style.accents.lead).body;
  }

  /** Whose boundaries the map draws, and what it leaves out. */
  note() {
    const { data, view, map, words } = this.page;
    const { days } = this.maps[this.maps.length - 1];
    const k = lastAt(
      data.notes.map(([from]) => from),
      days[1],
    );
    const left = notCovered({ data, view, map, words, span: () => days });
    return [data.boundary_source, k < 0 ? "" : data.notes[k][1], left].filter(Boolean).join(" ");
  }

  userLayers() {
    return this.page.userLayers?.shown() ?? [];
  }

  userNote() {
    const { sheet: words } = this.page.words;
    const names = this.userLayers().map(({ name }) => layerSvg.title(layerSvg.plain(name)));
    const text = names.length === 1 ? words.own_layer : words.own_layers;
    const layers = names.length ? fill(text, { names: names.join(", ") }) : "";
    const written = ofView(this.page).some((one) => this.maps.some(({ days }) => holds(one, days)));
    return [layers, written ? words.annotated : ""].filter(Boolean).join(" ");
  }

  /** @returns {Content["lists"]} */
  lists() {
    if (!this.comparing) return [];
    /** @type {{[kind: string]: string}} */
    const titles = this.page.words.compare;
    return [...new Set(this.rows.map(({ kind }) => kind))].map((kind) => {
      const names = this.rows
        .filter((row) => row.kind === kind)
        .map((row) => `${differenceInWords(this.page, row)}${row.certain ? "" : " (?)"}`);
      return /** @type {const} */ ([`${titles[kind]} (${names.length})`, names]);
    });
  }

  /**
   * Places of the maps in a box: of two, beside each other or below, with room for captions.
   *
   * @param {Box} box
   */
  placed(box) {
    if (this.maps.length === 1) return [this.placeIn("map", box, this.maps[0])];
    const { caption } = MEASURES;
    const across = box.width >= 0.9 * box.height;
    const wide = across ? (box.width - GAP) / 2 : box.width;
    const tall = across ? box.height - caption : (box.height - 2 * caption) / 2;
    return this.maps.map((shown, k) => {
      const x = Math.trunc(box.x + (across ? k * (wide + GAP) : 0));
      const y = box.y + caption + (across ? 0 : k * (tall + caption));
      // To the very edge, where rounding left a strip of paper.
      const width = across && k ? box.x + box.width - x : wide;
      return this.placeIn(`map${k + 1}`, { name: "", x, y, width, height: tall }, shown);
    });
  }

  /**
   * @param {string} name
   * @param {Box} within
   * @param {Shown} shown
   * @returns {Place}
   */
  placeIn(name, within, shown) {
    const { map } = this.page;
    const size = /** @type {const} */ ([
      Math.max(64, Math.trunc(within.width)),
      Math.max(64, Math.trunc(within.height)),
    ]);
    const box = { name, x: within.x, y: within.y, width: size[0], height: size[1] };
    const { view } = this.page;
    const frame = camera.fit(map.box(view), ...size, map.rotation(view));
    const about = this.legendAbout(shown);
    /** @type {ReturnType<Place["scene"]> | null} */
    let scene = null;
    const seen = this.seen(shown, frame);
    const compose = () => {
      const plates = this.plates(shown, frame);
      const asked = { ...shown, frame, name, plates };
      const picture = drawn(this.page, this.known.placing, asked, this.known.fine);
      this.pictures.set(box, picture);
      const marks = shown.state.changed
        ? seen.marks
        : marksOf(this.page.data, shown.state, shown.view.layers);
      const heads = new Map(marks.map((mark) => [mark.id, mark]));
      const kindOf = (/** @type {{layer: string, kind: string}} */ one) =>
        `${one.layer}/${one.kind}`;
      const standing = [...picture.symbols, ...picture.inner.flatMap((one) => one.symbols)].flatMap(
        ({ id, dot }) => (dot ? [] : (heads.get(id) ?? [])),
      );
      const circles = picture.people.numbers.filter(({ radius }) => radius);
      const { advances } = this.page.data;
      const placed = picture.symbols.filter(({ dot }) => !dot);
      const numbers = picture.inner.flatMap(({ people }) => people.numbers);
      const told = { ...picture.people, numbers: [...picture.people.numbers, ...numbers] };
      return {
        legend: [
          ...entries(about, this.seen(shown, frame, plates), { placed, drawn: told }),
          ...this.userEntries(shown, frame),
        ],
        kinds: new Set(marks.map(kindOf)),
        drawn: new Set(standing.map(kindOf)),
        taken: [
          ...placed.map((symbol) => symbolBox(symbol, frame)),
          ...picture.labels.map((label) => boxOf(label, frame, advances)),
          ...picture.annotated.flatMap(({ plate }) => (plate ? [plate] : [])),
          ...circles.map(
            ({ x, y, radius: r }) => /** @type {const} */ ([x - r, y - r, x + r, y + r]),
          ),
          ...plates.map(({ rim }) => rim),
        ],
        numbers: picture.people.numbers,
      };
    };
    return {
      box,
      frame,
      day: shown.when,
      least: () => [...entries(about, seen, null), ...this.userEntries(shown, frame)],
      scene: () => {
        scene ??= compose();
        return scene;
      },
    };
  }

  /** @param {Shown} shown @returns {About} */
  legendAbout({ view, state, days }) {
    const { data, words } = this.page;
    const certain = (/** @type {{id: import("../types/page.js").MapId}} */ { id }) =>
      Boolean(state.marks[id]);
    return { data, words, view, certain, ranged: days[0] !== days[1], count };
  }

  /**
   * The insets of a frame of one day, where no layer of the reader's own lies on it.
   *
   * @param {Shown} shown
   * @param {Frame} frame
   */
  plates({ view, state }, frame) {
    const { data, map } = this.page;
    const { fine } = this.known;
    if (!fine || this.comparing || view.box || this.userLayers().length) return [];
    const outlines = outlinesOf(map.figure(), { data, view, state });
    const shown = { data, view, state, frame, outlines, places: map.places };
    const written = keptFree(this.page, { frame, style: this.style });
    return platesOf(shown, outlinesOf(fine.figure, shown), outlines.shapes, written);
  }

  /**
   * What a frame shows of a day.
   *
   * @param {Shown} shown
   * @param {Frame} frame
   * @param {import("../map/plates.js").Plate[]} [plates] Its insets.
   * @returns {Seen}
   */
  seen({ view, state }, frame, plates = []) {
    const { data, map } = this.page;
    const { placing } = this.known;
    const shown = { data, view, state, frame };
    const far = placing.closerBy(shown);
    const hides = new Set(placing.sentOf(shown).arrivals.flatMap((end) => end.hides));
    const here = marksOf(data, state, view.layers).filter(
      ({ id, x, y }) => !hides.has(id) && camera.shows(frame, x, y),
    );
    const inside = plates.flatMap(({ shown: inner }) =>
      marksOf(data, state, view.layers).filter(({ x, y }) => camera.shows(inner.frame, x, y)),
    );
    const inner = new Map(inside.map((mark) => [mark.id, mark]));
    const itself = here.filter(({ id }) => !inner.has(id));
    const whole = Boolean(state.changed);
    const drawn = outlinesOf(map.figure(), { data, view, state });
    const states = view.layers.includes("states") ? Object.entries(state.states) : [];
    const names = Object.keys(this.style.statuses);
    const rank = (/** @type {string} */ status) => names.length - names.indexOf(status);
    const areas = states
      .map(([id, [status]]) => /** @type {[string, string]} */ ([id, status]))
      .filter(([id]) => whole || isSeen(drawn.get(id), frame))
      .sort(([a, x], [b, y]) => rank(x) - rank(y) || (a < b ? -1 : 1));
    const sectors = view.layers.includes("border") ? data.sectors : [];
    const lines = sectors.flatMap(({ id }) => {
      const held = state.sectors[id];
      const name = `sector:${id}`;
      if (!held || (!whole && !crosses(map.shapes.get(name), frame))) return [];
      return [/** @type {Seen["lines"][number]} */ ([name, held])];
    });
    return {
      areas,
      lines,
      marks: [...itself.filter(({ id }) => !far.has(id)), ...inner.values()],
      closer: itself.filter(({ id }) => far.has(id)),
      disputed: map.ground ? disputedIn(map.ground, frame) : 0,
      changed: state.changed,
    };
  }

  /**
   * @param {Shown} shown
   * @param {Frame} frame
   * @returns {Entry[]}
   */
  userEntries({ days }, frame) {
    const { style } = this;
    return this.userLayers().flatMap((layer) => {
      const { count: n } = layerSvg.layer(layer, days, frame, style);
      if (!n) return [];
      const draw = iconKey(layerSvg.key(layer, 10, 10, style), { style });
      const label = layerSvg.title(layerSvg.plain(layer.name));
      return [{ layer: "own", key: layer.name, label, count: n, counted: count(n), draw }];
    });
  }

  /**
   * One legend of two: each kind with its count before and after.
   *
   * @param {Entry[][]} legends
   */
  merged([was, now]) {
    const name = (/** @type {Entry} */ { layer, key }) => `${layer}/${key}`;
    const before = new Map(was.map((one) => [name(one), one]));
    const after = new Map(now.map((one) => [name(one), one]));
    const order = [
      ...["states", "border", ...this.page.data.mark_order],
      ...["groups", "certainty", "numbers", "own"],
    ];
    const keys = [...new Set([...after.keys(), ...before.keys()])];
    const rows = keys.map((key) => {
      const [one, two] = [before.get(key)?.count ?? 0, after.get(key)?.count ?? 0];
      const entry = /** @type {Entry} */ (after.get(key) ?? before.get(key));
      return { ...entry, count: two, was: one, counted: `${count(one)} → ${count(two)}` };
    });
    return rows.sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
  }

  /** @param {Place[]} places */
  sources(places) {
    const { details } = this.known;
    const leftward = this.page.data.direction === "rtl";
    if (this.maps[0].state.changed) {
      const { marks } = this.seen(this.maps[0], places[0].frame);
      const drawn = new Set(marks.map(({ id }) => id));
      const rows = this.rows.filter(
        ({ id, layer }) =>
          drawn.has(id) || ["states", "border"].includes(layer) || id.startsWith("grouping:"),
      );
      return numbered(
        details,
        rows.flatMap((row) => row.sources),
        { ranked: false, leftward },
      );
    }
    const ids = this.maps.flatMap((shown, k) => this.behind(shown, places[k].frame));
    return numbered(details, ids, { ranked: true, leftward });
  }

  /**
   * The sources of all that a map shows, in drawing order.
   *
   * @param {Shown} shown
   * @param {Frame} frame
   */
  behind(shown, frame) {
    const { data } = this.page;
    const { details, placing } = this.known;
    const { view, state, days } = shown;
    const { areas, lines, marks } = this.seen(shown, frame, this.plates(shown, frame));
    const { moved, arrivals } = placing.sentOf({ data, view, state });
    const sent = moved.filter(({ x1, y1 }) => camera.shows(frame, x1, y1));
    const ends = arrivals.filter(({ id }) => sent.some(({ place }) => place === id));
    const ofCards = (/** @type {readonly string[]} */ ids) =>
      ids.flatMap((id) => details.cards[id]?.sources ?? []);
    return [
      ...ofStates(data, details, { lens: view.lens, days, ids: areas.map(([id]) => id) }),
      ...ofCards(marks.map(({ id }) => id)),
      ...ofGuards(
        details,
        lines.map(([, held]) => held[3]),
      ),
      ...ofCards(sent.flatMap(({ ids }) => ids)),
      ...ofCards(ends.map(({ id }) => id)),
    ];
  }
}

/**
 * @param {import("../core/visible.js").Outline | undefined} outline
 * @param {Frame} frame
 */
const isSeen = (outline, frame) => Boolean(outline && visible(outline, frame));

/** Outlines of disputed areas, by their paths. @type {Map<string, import("../core/visible.js").Outline>} */
const hatched = new Map();

/**
 * How many disputed areas a frame shows.
 *
 * @param {import("../map/ground.js").Ground} ground
 * @param {Frame} frame
 */
function disputedIn(ground, frame) {
  return ground.areas.filter(({ area, node }) => {
    const d = node.getAttribute("d");
    if (!d) return camera.shows(frame, area.x, area.y);
    let outline = hatched.get(d);
    if (!outline) {
      outline = outlineOf(d, ground.unitOf(node));
      hatched.set(d, outline);
    }
    return isSeen(outline, frame);
  }).length;
}

/**
 * The rings of a path in whole steps, as csto_map/page/grounds.py writes it.
 *
 * @param {string} d
 * @param {number} unit Kilometres in a step.
 */
function outlineOf(d, unit) {
  /** @type {(number | null)[]} */
  const xs = [];
  /** @type {(number | null)[]} */
  const ys = [];
  for (const ring of d.split("z").filter(Boolean)) {
    const steps = (ring.match(/-?\d+/g) ?? []).map(Number);
    let [x, y] = [0, 0];
    if (xs.length) {
      xs.push(null);
      ys.push(null);
    }
    for (let k = 0; k < steps.length; k += 2) {
      x += steps[k];
      y += steps[k + 1];
      xs.push(x * unit);
      ys.push(-y * unit);
    }
    // Outlines of a figure end where they begin.
    xs.push(steps[0] * unit);
    ys.push(-steps[1] * unit);
  }
  const trace = { x: xs, y: ys, fill: "toself", meta: { id: "area" } };
  const figure = /** @type {import("../types/files.js").MapFigure} */ (
    /** @type {unknown} */ ({ data: [trace] })
  );
  return [...traced(figure)].flatMap(({ outline }) => outline);
}

/**
 * Whether the box around a line meets a frame.
 *
 * @param {{xs: (number | null)[], ys: (number | null)[]} | undefined} line
 * @param {Frame} frame
 */
function crosses(line, frame) {
  if (!line) return false;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  line.xs.forEach((x, k) => {
    const y = line.ys[k];
    if (x === null || y === null) return;
    const [ux, uy] = camera.ahead(frame.rotation, x, y);
    [west, south] = [Math.min(west, ux), Math.min(south, uy)];
    [east, north] = [Math.max(east, ux), Math.max(north, uy)];
  });
  return west <= frame.x1 && east >= frame.x0 && south <= frame.y1 && north >= frame.y0;
}

/**
 * Whether any point of a line lies in a frame; what is not drawn is nowhere else either.
 *
 * @param {{xs: (number | null)[], ys: (number | null)[]} | undefined} line
 * @param {Frame} frame
 */
function passes(line, frame) {
  return (
    !line ||
    line.xs.some((x, k) => {
      const y = line.ys[k];
      return x !== null && y !== null && camera.shows(frame, x, y);
    })
  );
}

/**
 * A month in short, with its year.
 *
 * @param {string} language
 * @param {number} day
 */
function monthOf(language, day) {
  const name = new Intl.DateTimeFormat(tongue(language), { month: "short", timeZone: "UTC" });
  return `${name.format(utc(day))} ${utc(day).getUTCFullYear()}`;
}
