// What differs between two days: the twin of csto_map/history/compare.py. Pure.
//
// The ledger (csto_map/query/ledger.py) lists everything that comes and goes, even what
// no map shows; states and sectors are those of the compiled timeline.

import { ageOn } from "./ages.js";
import { countriesById } from "./countries.js";
import { stateAt } from "./state.js";

/** @import {Grouping, Guarded, Ledger, Thing} from "../types/files.js" */
/** @import {Day, Difference, DifferentThing, MapId, SourceId, Status} from "../types/page.js" */
/** @import {Strength, ThingDifference, Timeline} from "../types/page.js" */
/** @typedef {(thing: Thing) => string} Key */
/** @typedef {Strength & {sources: SourceId[]}} SourcedStrength */

/**
 * A step whose `low` is not null: nothing else of it is.
 *
 * @typedef {[from: Day, low: number, high: number, asOf: string, sources: SourceId[],
 *   oldFrom: Day, lastKnownFrom: Day]} Counted
 */

/** @param {Day} day @param {{from: Day, until: Day | null}} t */
const covers = (day, t) => t.from <= day && (t.until === null || day < t.until);
/** @param {Day} day @param {{cfrom: Day | null, cuntil: Day | null}} t */
const certain = (day, t) =>
  t.cfrom !== null && t.cfrom <= day && (t.cuntil === null || day < t.cuntil);
/** What a state without a part has. @type {[status: "", certain: boolean]} */
const NO_PART = ["", true];
/** @param {SourceId[][]} lists */
const once = (...lists) => [...new Set(lists.flat())];
/** @param {string} a @param {string} b */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * How a state's part changed, from its status before and after ("" for none).
 *
 * @param {Status | ""} before
 * @param {Status | ""} after
 * @param {readonly (Status | "")[]} bound
 */
function stateKind(before, after, bound) {
  if (after === "frozen" || after === "suspended") return "frozen";
  if (!bound.includes(before) && bound.includes(after)) return "joined";
  return bound.includes(before) && !bound.includes(after) ? "left" : "status";
}

/**
 * @param {Timeline} timeline
 * @param {Ledger} ledger
 * @param {Day} first
 * @param {Day} second
 * @param {string} lens
 */
function states(timeline, ledger, first, second, lens) {
  const [was, now] = [first, second].map((day) => stateAt(timeline, day, lens).states);
  const countries = countriesById(timeline, Math.max(first, second));
  /** @param {string} id @param {Day} day */
  const sources = (id, day) =>
    timeline.memberships[lens][id]
      .filter(([from, until]) => covers(day, { from, until }))
      .flatMap((standing) => standing[5].flatMap((row) => ledger.memberships[row]));
  /** @type {Difference[]} */
  const rows = [];
  for (const id in { ...was, ...now }) {
    const [before, sure] = was[id] || NO_PART;
    const [after, still] = now[id] || NO_PART;
    if (before === after) continue;
    rows.push({
      kind: stateKind(before, after, ledger.bound),
      id,
      layer: "states",
      name: countries.get(id)?.name ?? id,
      before,
      after,
      sources: once(sources(id, first), sources(id, second)),
      certain: sure && still,
    });
  }
  return rows;
}

/**
 * @param {Timeline} timeline
 * @param {Ledger} ledger
 * @param {Day} first
 * @param {Day} second
 */
function sectors(timeline, ledger, first, second) {
  /** @type {Difference[]} */
  const rows = [];
  for (const { id, name, spells } of timeline.sectors) {
    const [was, now] = [first, second].map((day) =>
      spells.find(([from, until]) => covers(day, { from, until })),
    );
    if (!was || !now || was[2] === now[2]) continue;
    /** @param {Day} day @param {Guarded} s */
    const sure = (day, s) => certain(day, { cfrom: s[4], cuntil: s[5] });
    rows.push({
      kind: "handed_over",
      id: `sector:${id}`,
      layer: "border",
      name,
      before: was[2],
      after: now[2],
      sources: once(ledger.guards[was[6]], ledger.guards[now[6]]),
      certain: sure(first, was) && sure(second, now),
    });
  }
  return rows;
}

/**
 * Things by their key on a day; of two with the same key the later row wins.
 *
 * @param {readonly Thing[]} things
 * @param {Day} day
 * @param {Key} key
 */
function held(things, day, key) {
  return new Map(things.filter((t) => covers(day, t)).map((t) => [key(t), t]));
}

/**
 * @param {readonly Thing[]} things
 * @param {Day} first
 * @param {Day} second
 * @param {Key} key
 * @param {[gone: string, come: string]} kinds
 */
function moves(things, first, second, key, [gone, come]) {
  const [was, now] = [first, second].map((day) => held(things, day, key));
  /** @param {string} kind @param {Day} day @param {Thing} t @returns {ThingDifference} */
  const row = (kind, day, t) => ({
    kind,
    id: t.id,
    layer: t.layer,
    name: t.where ? `${t.name}, ${t.where}` : t.name,
    before: "",
    after: "",
    sources: t.sources,
    certain: certain(day, t),
    thing: t,
  });
  return [
    ...[...was].filter(([k]) => !now.has(k)).map(([, t]) => row(gone, first, t)),
    ...[...now].filter(([k]) => !was.has(k)).map(([, t]) => row(come, second, t)),
  ];
}

/**
 * The figures that count on a day, or null.
 *
 * @param {Ledger} ledger
 * @param {string} subject
 * @param {Day} day
 * @returns {SourcedStrength | null}
 */
function strength(ledger, subject, day) {
  const step = (ledger.strengths[subject] || []).filter(([from]) => from <= day).pop();
  if (!step || step[1] === null) return null;
  const [, low, high, asOf, sources, oldFrom, lastKnownFrom] = /** @type {Counted} */ (step);
  return { low, high, asOf, sources, age: ageOn(day, oldFrom, lastKnownFrom) };
}

/**
 * "up" or "down" where both ends of a range moved that way or stayed; "" otherwise.
 *
 * @param {Strength} before
 * @param {Strength} after
 */
function direction(before, after) {
  const [low, high] = [after.low - before.low, after.high - before.high];
  if (low === 0 && high === 0) return "";
  if (low >= 0 && high >= 0) return "up";
  return low <= 0 && high <= 0 ? "down" : "";
}

/**
 * Strengths of what was there on both days, and of groupings.
 *
 * @param {Ledger} ledger
 * @param {readonly Thing[]} places
 * @param {readonly Thing[]} stays
 * @param {Day} first
 * @param {Day} second
 */
function strengths(ledger, places, stays, first, second) {
  /** @type {Map<string, DifferentThing>} */
  const subjects = new Map();
  const later = held(places, second, (t) => t.id);
  for (const [id, t] of held(places, first, (one) => one.id)) {
    if (t.subject && later.has(id)) subjects.set(t.subject, t);
  }
  /** @type {Map<string | undefined, Thing>} */
  const now = new Map();
  for (const t of held(stays, second, stayKey).values()) now.set(t.subject, t);
  for (const t of held(stays, first, stayKey).values()) {
    const stay = now.get(t.subject);
    if (t.subject && stay) subjects.set(t.subject, stay);
  }
  for (const t of ledger.groupings) subjects.set(t.subject, t);
  /** @type {Difference[]} */
  const rows = [];
  for (const [subject, t] of subjects) {
    const [before, after] = [first, second].map((day) => strength(ledger, subject, day));
    const kind = before && after ? direction(before, after) : "";
    if (!before || !after || !kind) continue;
    rows.push({
      kind,
      id: t.id,
      layer: t.layer,
      name: t.name,
      before,
      after,
      sources: once(before.sources, after.sources),
      certain: true,
      thing: t,
    });
  }
  return rows;
}

/** @type {Key} */
const stayKey = (t) => `${t.subject} ${t.place}`;

/**
 * What differs between two days, in any order: it tells what changed from the earlier to
 * the later.
 *
 * Gives them in the order of ledger.kinds, by name within each. before and after are a
 * status, the country that guards, or {low, high, asOf, age}; thing is the ledger's entry,
 * where it has one.
 *
 * @param {Timeline} timeline
 * @param {Ledger} ledger
 * @param {Day} one
 * @param {Day} other
 * @param {string} lens
 * @returns {Difference[]}
 */
export function differences(timeline, ledger, one, other, lens) {
  const [first, second] = [Math.min(one, other), Math.max(one, other)];
  const stays = ledger.things.filter((t) => t.place !== undefined);
  const places = ledger.things.filter((t) => t.place === undefined);
  /** @param {Difference} row */
  const rank = (row) => ledger.kinds.indexOf(row.kind);
  return [
    ...states(timeline, ledger, first, second, lens),
    ...sectors(timeline, ledger, first, second),
    ...moves(places, first, second, (t) => t.id, ["closed", "opened"]),
    ...moves(stays, first, second, stayKey, ["departed", "arrived"]),
    ...strengths(ledger, places, stays, first, second),
  ].sort((a, b) => rank(a) - rank(b) || order(a.name, b.name) || order(a.id, b.id));
}
