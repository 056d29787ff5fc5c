// What the compiled timeline holds on a day: the twin of csto_map/history/timeline.py.
//
// Pure: no DOM, no clock. Days are proleptic Gregorian ordinals as Python's
// date.toordinal() counts them; intervals are half-open, null is open.

import { ahead, around, back, upright } from "./camera.js";
import { lastOf, Spans } from "./spans.js";

/** @import {Box, Day, Rotation, Span, State, Status, Timeline, View} from "../types/page.js" */

const EPOCH = 719163; // ordinal of 1970-01-01
const DAY_MS = 86400000;

/** Ordinal of an ISO date "2009-06-14"; NaN for anything that is no calendar day. @param {string} iso */
export function ordinal(iso) {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!m) return NaN;
  const ms = Date.UTC(+m[1], +m[2] - 1, +m[3]);
  return new Date(ms).toISOString().slice(0, 10) === iso ? ms / DAY_MS + EPOCH : NaN;
}

/** ISO date of an ordinal. @param {Day} day */
export function iso(day) {
  return utc(day).toISOString().slice(0, 10);
}

/** The ordinal as a Date at midnight UTC, for Intl formatters. @param {Day} day */
export function utc(day) {
  return new Date((day - EPOCH) * DAY_MS);
}

/**
 * A day `months` later; if the month has no such day, its last.
 *
 * @param {Day} day
 * @param {number} months
 */
export function addMonths(day, months) {
  const d = utc(day);
  const first = Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, 1);
  const start = new Date(first);
  const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 0));
  return first / DAY_MS + EPOCH + Math.min(d.getUTCDate(), last.getUTCDate()) - 1;
}

/**
 * @param {Day} day
 * @param {Day} from
 * @param {Day | null} until
 */
export function covers(day, from, until) {
  return from <= day && (until === null || day < until);
}

/**
 * @param {Timeline["events"][number]} a
 * @param {Timeline["events"][number]} b
 */
function older(a, b) {
  return b.day - a.day || (a.id < b.id ? -1 : 1);
}

/**
 * When a mark ends, if an event's last days on the map do not count.
 *
 * @param {Day | null} until
 * @param {string} layer
 * @param {number} linger How many these are.
 */
function ended(until, layer, linger) {
  return until === null || layer !== "events" ? until : until - linger;
}

/**
 * Rows of a timeline by the days on which they hold.
 *
 * @param {Timeline} timeline
 * @param {number} linger How many of an event's days on the map do not count.
 */
function indexed({ memberships, marks, sectors, events }, linger) {
  /** @type {Record<string, Spans<{country: string, spell: Timeline["memberships"][string][string][number]}>>} */
  const standings = {};
  for (const lens in memberships) {
    const all = Object.entries(memberships[lens]).flatMap(([country, spells]) =>
      spells.map((spell) => ({ country, spell })),
    );
    standings[lens] = new Spans(all, ({ spell }) => [spell[0], spell[1]]);
  }
  const guards = sectors.flatMap(({ id, spells }) => spells.map((spell) => ({ id, spell })));
  return {
    standings,
    marks: new Spans(marks, (m) => [m.from, ended(m.until, m.layer, linger)]),
    guards: new Spans(guards, ({ spell }) => [spell[0], spell[1]]),
    events: new Spans(events, (e) => [e.day, e.until - linger]),
  };
}

/** @type {WeakMap<Timeline, Record<number, ReturnType<typeof indexed>>>} */
const indices = new WeakMap();

/**
 * @param {Timeline} timeline
 * @param {number} linger
 */
function indexOf(timeline, linger) {
  const known = indices.get(timeline) ?? {};
  indices.set(timeline, known);
  known[linger] ??= indexed(timeline, linger);
  return known[linger];
}

/**
 * What held on a day.
 *
 * states: country -> [status, certain]; marks: id -> certain; sectors: id -> [guard
 * country, force, certain, guard_id]; events: ids on the map, newest first.
 *
 * @param {Timeline} timeline
 * @param {Day} day
 * @param {string} lens
 * @returns {State}
 */
export function stateAt(timeline, day, lens) {
  const [found, standings] = held(timeline, day, day, lens, 0);
  for (const { country, spell } of standings) {
    const [, , status, cfrom, cuntil] = spell;
    found.states[country] = [status, meets(day, day, cfrom, cuntil)];
  }
  return found;
}

/**
 * What held in a range of days, but for the states, and in which standings they were.
 *
 * @param {Timeline} timeline
 * @param {Day} first
 * @param {Day} last
 * @param {string} lens
 * @param {number} linger How many of an event's days on the map do not count.
 */
function held(timeline, first, last, lens, linger) {
  const index = indexOf(timeline, linger);
  /** @type {State} */
  const found = { states: {}, marks: {}, sectors: {}, events: [] };
  for (const { id, layer, cfrom, cuntil } of index.marks.meeting(first, last)) {
    found.marks[id] = meets(first, last, cfrom, ended(cuntil, layer, linger));
  }
  for (const { id, spell } of index.guards.meeting(first, last)) {
    const [, , guard, force, cfrom, cuntil, guardId] = spell;
    found.sectors[id] = [guard, force, meets(first, last, cfrom, cuntil), guardId];
  }
  found.events = index.events
    .meeting(first, last)
    .sort(older)
    .map((e) => e.id);
  const standings = index.standings[lens]?.meeting(first, last) ?? [];
  return /** @type {const} */ ([found, standings]);
}

/**
 * @param {Day} first
 * @param {Day} last
 * @param {Day | null} from
 * @param {Day | null} until
 */
export function meets(first, last, from, until) {
  return from !== null && from <= last && (until === null || first < until);
}

/**
 * What is not covered of a range of days in a frame (km): the twin of timeline.missed.
 *
 * @param {Timeline} timeline
 * @param {Day} first
 * @param {Day} last
 * @param {Readonly<Box>} box
 * @param {Rotation | null} [rotation] How the frame is turned.
 */
export function missed(timeline, first, last, box, rotation = null) {
  const frame = upright(box, rotation);
  /** @param {Box | null} where */
  const seen = (where) => {
    if (!where || !rotation) return !where || meet(where, frame);
    // Two oblongs are apart if they are along an edge of either.
    const there = meet(
      around(where, (x, y) => ahead(rotation, x, y)),
      frame,
    );
    return (
      there &&
      meet(
        where,
        around(frame, (x, y) => back(rotation, x, y)),
      )
    );
  };
  return timeline.not_covered
    .filter((one) => one.from === null || one.from <= last)
    .filter((one) => one.until === null || first < one.until)
    .filter((one) => seen(one.box))
    .map((one) => one.text);
}

/**
 * Whether two boxes share any ground.
 *
 * @param {Readonly<Box>} one
 * @param {Readonly<Box>} other
 */
function meet(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/**
 * What held at any time in a range of days, both included; in the form of stateAt.
 *
 * A state has the highest-ranking status of those it held, a sector the
 * last guard; each is certain if it was so certainly on some day of the range. Events
 * are those that happened in it.
 *
 * @param {Timeline} timeline
 * @param {Day} first
 * @param {Day} last
 * @param {string} lens
 * @returns {State}
 */
export function stateIn(timeline, first, last, lens) {
  if (last < first) return { states: {}, marks: {}, sectors: {}, events: [] };
  // How long an event stays on the map afterwards does not count here.
  const [found, standings] = held(timeline, first, last, lens, timeline.linger - 1);
  /** @param {Status} status */
  const rank = (status) => timeline.status_rank.indexOf(status);
  for (const { country, spell } of standings) {
    const [, , status, cfrom, cuntil] = spell;
    const sure = meets(first, last, cfrom, cuntil);
    const [best, was] = found.states[country] ?? [status, false];
    if (rank(status) < rank(best)) found.states[country] = [status, sure];
    else found.states[country] = [best, was || (status === best && sure)];
  }
  return found;
}

/**
 * The days that a view asks about: [first, last], or null for its day alone.
 *
 * @param {Pick<Timeline, "first" | "horizon">} timeline
 * @param {Pick<View, "cmp" | "tm" | "range" | "day">} view
 * @returns {Span | null}
 */
export function spanOf(timeline, view) {
  if (view.cmp !== null || view.tm === "instant") return null;
  const [first, last] = view.range || [timeline.first, timeline.horizon];
  return [first, view.tm === "range" ? last : Math.min(view.day, last)];
}

/**
 * Index of the last item of `days` (ascending) that is at or before `day`; -1 for none.
 *
 * @param {readonly Day[]} days
 * @param {Day} day
 */
export function lastAt(days, day) {
  return lastOf(days, (k) => days[k], day);
}

/**
 * The next (direction 1) or previous (-1) of `days` from `day`; `day` itself for none.
 *
 * @param {readonly Day[]} days
 * @param {Day} day
 * @param {number} direction
 */
export function neighbour(days, day, direction) {
  const at = direction > 0 ? lastAt(days, day) + 1 : lastAt(days, day - 1);
  return at >= 0 && at < days.length ? days[at] : day;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * Read a date as people type it: 2009-06-14, 14.6.2009, 14 June 2009, June 2009, 2009.
 * An imprecise date becomes its first day. NaN for anything else.
 *
 * @param {string} text
 */
export function readDate(text) {
  const date = text.trim().toLowerCase().replace(/,/g, " ").replace(/\s+/g, " ");
  /** @param {string | number} n */
  const two = (n) => String(n).padStart(2, "0");
  const ordered = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(date);
  if (ordered) return ordinal(`${ordered[1]}-${two(ordered[2] || 1)}-${two(ordered[3] || 1)}`);
  const dotted = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(date);
  if (dotted) return ordinal(`${dotted[3]}-${two(dotted[2])}-${two(dotted[1])}`);
  const named = /^(?:(\d{1,2}) )?([a-z]{3,9})\.? (?:(\d{1,2}) )?(\d{4})$/.exec(date);
  const month = named ? MONTHS.indexOf(named[2].slice(0, 3)) : -1;
  return !named || month < 0
    ? NaN
    : ordinal(`${named[4]}-${two(month + 1)}-${two(named[1] || named[3] || 1)}`);
}
