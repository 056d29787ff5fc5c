// What differs between two days: the twin of csto_map/history/compare.py. Pure.
//
// The ledger (csto_map/query/ledger.py) lists everything that comes and goes, even what
// no map shows; states and sectors are those of the compiled timeline.

import { ageOn, stateAt } from "./state.js";

const covers = (day, t) => t.from <= day && (t.until === null || day < t.until);
const certain = (day, t) =>
  t.cfrom !== null && t.cfrom <= day && (t.cuntil === null || day < t.cuntil);
const once = (...lists) => [...new Set(lists.flat())];
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** How a state's part changed, from its status before and after ("" for none). */
function stateKind(before, after, bound) {
  if (after === "frozen" || after === "suspended") return "frozen";
  if (!bound.includes(before) && bound.includes(after)) return "joined";
  return bound.includes(before) && !bound.includes(after) ? "left" : "status";
}

function states(timeline, ledger, first, second, lens) {
  const [was, now] = [first, second].map((day) => stateAt(timeline, day, lens).states);
  const names = new Map(timeline.countries.map((c) => [c.id, c.name]));
  const sources = (id, day) =>
    timeline.memberships[lens][id]
      .filter(([from, until]) => covers(day, { from, until }))
      .flatMap((standing) => standing[5].flatMap((row) => ledger.memberships[row]));
  const rows = [];
  for (const id in { ...was, ...now }) {
    const [before, sure] = was[id] || ["", true];
    const [after, still] = now[id] || ["", true];
    if (before === after) continue;
    rows.push({
      kind: stateKind(before, after, ledger.bound),
      id,
      layer: "states",
      name: names.get(id),
      before,
      after,
      sources: once(sources(id, first), sources(id, second)),
      certain: sure && still,
    });
  }
  return rows;
}

function sectors(timeline, ledger, first, second) {
  const rows = [];
  for (const { id, name, spells } of timeline.sectors) {
    const [was, now] = [first, second].map((day) =>
      spells.find(([from, until]) => covers(day, { from, until })),
    );
    if (!was || !now || was[2] === now[2]) continue;
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

/** Things by their key on a day; of two with the same key the later row wins. */
function held(things, day, key) {
  return new Map(things.filter((t) => covers(day, t)).map((t) => [key(t), t]));
}

function moves(things, first, second, key, [gone, come]) {
  const [was, now] = [first, second].map((day) => held(things, day, key));
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

/** The figures that count on a day, or null. */
function strength(ledger, subject, day) {
  const step = (ledger.strengths[subject] || []).filter(([from]) => from <= day).pop();
  return step && step[1] !== null
    ? {
        low: step[1],
        high: step[2],
        asOf: step[3],
        sources: step[4],
        age: ageOn(day, step[5], step[6]),
      }
    : null;
}

/** "up" or "down" where both ends of a range moved that way or stayed; "" otherwise. */
function direction(before, after) {
  const [low, high] = [after.low - before.low, after.high - before.high];
  if (low === 0 && high === 0) return "";
  if (low >= 0 && high >= 0) return "up";
  return low <= 0 && high <= 0 ? "down" : "";
}

/** Strengths of what was there on both days, and of groupings. */
function strengths(ledger, places, stays, first, second) {
  const subjects = new Map();
  const later = held(places, second, (t) => t.id);
  for (const [id, t] of held(places, first, (one) => one.id)) {
    if (t.subject && later.has(id)) subjects.set(t.subject, t);
  }
  const now = new Map();
  for (const t of held(stays, second, stayKey).values()) now.set(t.subject, t);
  for (const t of held(stays, first, stayKey).values()) {
    if (now.has(t.subject)) subjects.set(t.subject, now.get(t.subject));
  }
  for (const t of ledger.groupings) subjects.set(t.subject, t);
  const rows = [];
  for (const [subject, t] of subjects) {
    const [before, after] = [first, second].map((day) => strength(ledger, subject, day));
    const kind = before && after ? direction(before, after) : "";
    if (!kind) continue;
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

const stayKey = (t) => `${t.subject} ${t.place}`;

/**
 * What differs between two days, in any order: it tells what changed from the earlier to
 * the later.
 *
 * Gives [{kind, id, layer, name, before, after, sources, certain, thing}] in the order of
 * ledger.kinds, by name within each. before and after are a status, the country that
 * guards, or {low, high, asOf, age}; thing is the ledger's entry, where it has one.
 */
export function differences(timeline, ledger, one, other, lens) {
  const [first, second] = [Math.min(one, other), Math.max(one, other)];
  const stays = ledger.things.filter((t) => t.place !== undefined);
  const places = ledger.things.filter((t) => t.place === undefined);
  const rank = (row) => ledger.kinds.indexOf(row.kind);
  return [
    ...states(timeline, ledger, first, second, lens),
    ...sectors(timeline, ledger, first, second),
    ...moves(places, first, second, (t) => t.id, ["closed", "opened"]),
    ...moves(stays, first, second, stayKey, ["departed", "arrived"]),
    ...strengths(ledger, places, stays, first, second),
  ].sort((a, b) => rank(a) - rank(b) || order(a.name, b.name) || order(a.id, b.id));
}
