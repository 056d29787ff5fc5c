// What the page draws of views in frames, worked out from the files that it starts with: run
// by tests/contract/test_drawn_twins.py, which compares it with what pictures have.
//
// node drawn.js FOLDER reads atlas.json, map-coarse.json and so on, and asked.json, a list of
// what is asked; it prints a list of answers.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { outlinesOf as outlinesIn } from "../../assets/src/core/borders.js";
import * as camera from "../../assets/src/core/camera.js";
import { countriesOn, dayOfNames } from "../../assets/src/core/countries.js";
import { differences } from "../../assets/src/core/diff.js";
import * as signs from "../../assets/src/core/diffdraw.js";
import * as looks from "../../assets/src/core/draw.js";
import * as filter from "../../assets/src/core/filter.js";
import * as names from "../../assets/src/core/names.js";
import { num } from "../../assets/src/core/numbers.js";
import { keys, layersSvg } from "../../assets/src/core/people.js";
import * as naming from "../../assets/src/core/placenames.js";
import * as state from "../../assets/src/core/state.js";
import { hiddenBy, peopleOf } from "../../assets/src/map/placing.js";
import { NONE_SENT, platesOf, shownIn } from "../../assets/src/map/plates.js";

const toPx = (frame, [x, y]) => camera.toPx(frame, x, y);

function kept(make) {
  const made = new Map();
  return (key) => made.get(key) ?? made.set(key, make(key)).get(key);
}

const marksOf = kept((data) => new Map(data.marks.map((mark) => [mark.id, mark])));

/** Filters as a view has them. */
function asFilters({ men, sure, ...facets }) {
  const named = Object.entries(facets).map(([id, values]) => [`f.${id}`, values]);
  return { ...Object.fromEntries(named), "f.men": men ?? null, "f.sure": sure ?? null };
}

/** What is shown of a day: what held then or in its range, as filtered. */
function truth(data, view) {
  const span = state.spanOf(data, view);
  const whole = span
    ? state.stateIn(data, ...span, view.lens)
    : state.stateAt(data, view.day, view.lens);
  return filter.state(view.filters, whole, data, marksOf(data), span ?? [view.day, view.day]);
}

/** And of a difference between two days. */
function drawn(data, view, ledger) {
  if (view.cmp === null) return truth(data, view);
  const days = [view.day, view.cmp].sort((a, b) => a - b);
  const rows = differences(data, ledger(), ...days, view.lens);
  const left = rows.filter((row) => filter.row(view.filters, row, days));
  return signs.state(...days.map((day) => truth(data, { ...view, day })), left);
}

/**
 * What stands on a map in its frame: its lines, symbols, numbers and movements, names.
 *
 * about: as core/insets.js has it, with `draw`, how symbols and sectors look; cuts: between
 * sectors.
 */
function standing(about, draw, marked, covered, sent, cuts) {
  const { data, view, state: held, frame, outlines: ground, places } = about;
  const style = data.style[view.theme];
  const km = camera.kmPerPx(frame);
  const placed = draw
    .symbols(data, marked, view, frame, ground, undefined, covered)
    .filter((s) => !s.dot)
    .filter((s) => camera.shows(frame, s.anchorX, s.anchorY));
  const people = peopleOf(about, placed, covered, sent);
  const shown = view.layers.includes("states");
  const named = countriesOn(data, dayOfNames(data, view));
  const unnamed = named.filter(({ id }) => !people.named.has(id));
  const states = unnamed.map((country) => ({
    ...country,
    allied: shown && country.id in held.states,
    outline: ground.get(country.id),
  }));
  const taken = [...covered, ...people.boxes];
  const labels = names.place(
    ...[states, placed, frame, style.sizes, data.advances, ground, taken, places],
  );
  const guarded = view.layers.includes("border") ? held.sectors : {};
  return {
    frame,
    lines: Object.fromEntries(
      data.sectors.map(({ id }) => {
        const look = signs.sector({ style, id: `sector:${id}` }, guarded[id], km, held.changed);
        return [`sector:${id}`, look];
      }),
    ),
    ticks: cuts
      .filter((cut) => cut.slice(0, 2).every((id) => guarded[id.slice("sector:".length)]))
      .map((cut) => [cut[0], cut[1], ...looks.tick(cut, km)]),
    symbols: placed.map((s) => [
      ...[s.id, s.mark.layer, s.x, s.y, s.anchorX, s.anchorY, s.size, s.icon],
      ...[s.members, s.leader, Boolean(s.mark.soft), looks.corner(s), Boolean(s.faded)],
    ]),
    people: Object.fromEntries(
      Object.entries(layersSvg(people, style, data.advances)).map(([layer, pieces]) => [
        ...[layer, pieces.join("")],
      ]),
    ),
    counted: people,
    leaders: [
      ...looks.leaders(placed).map((one) => looks.leaderSvg(style, one, frame)),
      ...labels
        .filter(({ point, kind }) => point && kind === "state")
        .map((one) => {
          const [foot, end] = [toPx(frame, one.point), names.tie(one, frame, data.advances)];
          return looks.lineSvg(style, foot, end, false);
        }),
    ],
    labels: labels.map((label) => {
      const { x, y } = names.foot(label, frame);
      const colour = names.inkOf(label, style);
      return [
        ...[label.id, label.text, label.x, label.y, label.anchor, label.size, label.weight],
        ...[colour, num(x), num(y), label.spacing, label.kind, label.point ?? null],
        names.boxOf(label, frame, data.advances),
      ];
    }),
  };
}

/** What stands in an inset. */
function inner({ inset, box, rim, outline, ties, tab, shown }, held, cuts) {
  const known = standing(shown, looks, held, [tab], NONE_SENT, cuts);
  const lines = Object.fromEntries(Object.entries(known.lines).filter(([, look]) => look));
  const { rotation = null } = known.frame;
  const frame = { ...known.frame, rotation };
  const { symbols, leaders, labels, people, ticks } = known;
  const drawn = { frame, symbols, leaders, labels, people, lines, ticks };
  const { numbers } = known.counted;
  return { plate: { title: inset.title, box, rim, outline, ties, inner: drawn }, numbers };
}

/**
 * What the page draws of a view in a frame.
 *
 * data: the compiled timeline; ledger(), outlinesOf(level, shown) and cutsOf(level) give what
 * else is needed.
 */
export function answer(asked, data, ledger, outlinesOf, cutsOf, places = undefined) {
  const { view, theme, box, width, height, blocked, rotation = null } = asked;
  const style = data.style[theme];
  const frame = camera.fit(box, width, height, rotation);
  const level = camera.wantsFine(frame, data.fine) ? "fine" : "coarse";
  const held = drawn(data, view, ledger);
  const asView = { ...view, ...asFilters(view.filters), numbers: view.numbers ?? "auto", theme };
  const outlined = outlinesOf(level, { data, view: asView, state: held });
  const named = places && { ...places, naming };
  const about = { data, view: asView, state: held, frame, outlines: outlined, places: named };
  // Only a named view has insets.
  const asNamed = { ...about, view: { ...asView, view: asked.insets } };
  const plates = platesOf(asNamed, outlinesOf("fine", about), outlined.shapes, blocked);
  const hidden = new Set([...hiddenBy(about), ...shownIn(plates, data)]);
  const marked = held.changed ? held : { ...held, hidden };
  const covered = [...blocked, ...plates.map(({ rim }) => rim)];
  const draw = held.changed ? signs : looks;
  const shown = view.layers.includes("states");
  const small = plates.map((plate) => inner(plate, held, cutsOf("fine")));
  const { counted, ...wide } = standing(about, draw, marked, covered, undefined, cutsOf(level));
  const numbers = [...counted.numbers, ...small.flatMap((one) => one.numbers)];
  return {
    ...wide,
    level,
    plates: small.map(({ plate }) => plate),
    keys: Object.values(keys({ ...counted, numbers }, style, data.words.people)).flat(),
    missed: state.missed(
      data,
      ...(state.spanOf(data, view) ?? [view.day, view.day]),
      box,
      rotation,
    ),
    bar: camera.scaleBar(frame),
    areas: Object.fromEntries(
      data.countries.map(({ id }) => {
        const status = shown ? held.states[id]?.[0] : null;
        return [id, signs.area({ style, id }, status, held.changed)];
      }),
    ),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name) => JSON.parse(readFileSync(`${process.argv[2]}/${name}.json`, "utf8"));
  const inLanguage = (name) =>
    kept((language) => read(language === "en" ? name : `${name}-${language}`));
  const [dataOf, ledgerOf, placesOf] = ["atlas", "ledger", "places"].map(inLanguage);
  const figureOf = kept((level) => read(`map-${level}`));
  const outlinesOf = (level, shown) => outlinesIn(figureOf(level), shown);
  const cutsOf = (level) => figureOf(level).layout.meta.cuts;
  const answers = read("asked").map((asked) =>
    answer(
      ...[asked, dataOf(asked.language), () => ledgerOf(asked.language), outlinesOf, cutsOf],
      placesOf(asked.language),
    ),
  );
  process.stdout.write(JSON.stringify(answers));
}
