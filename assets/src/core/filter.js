// What filters let through. Pure.
//
// A filter leaves only what is known to match, within the layers that have such a
// property at all; layers without it are left alone.

const SITES = ["bases", "detachments"];

// Each facet: in which layers, and which values a thing has. A thing is a mark, an entry
// of the ledger, or {layer: "states", at: [country]} and {layer: "border", by: guard}.
export const FACETS = [
  {
    id: "country",
    layers: ["states", ...SITES, "units", "crossings", "events"],
    of: (t) => t.at || [],
  },
  {
    id: "group",
    layers: [...SITES, "units", "contingents"],
    of: (t) => [t.group || t.accent],
  },
  { id: "by", layers: [...SITES, "units", "contingents", "border"], of: (t) => [t.by || ""] },
  { id: "kind", layers: [...SITES, "crossings"], of: (t) => [t.kind] },
  { id: "arm", layers: ["units"], of: (t) => [t.kind] },
  { id: "echelon", layers: ["units"], of: (t) => [t.echelon] },
  { id: "role", layers: ["units"], of: (t) => [t.role] },
  { id: "event", layers: ["events"], of: (t) => [t.kind] },
];
const MEN = [...SITES, "units", "contingents"];

const known = new WeakMap();

/** Everything in a timeline that a facet may ask about. */
function things(timeline) {
  const states = new Set(
    Object.values(timeline.memberships).flatMap((members) => Object.keys(members)),
  );
  return [
    ...timeline.marks,
    ...timeline.events.map((e) => ({ layer: "events", kind: e.kind })),
    ...[...states].map((id) => ({ layer: "states", at: [id] })),
    ...timeline.sectors.flatMap((s) => s.spells.map((p) => ({ layer: "border", by: p[2] }))),
  ];
}

/** Values that occur in a timeline, by facet, in alphabetical order. */
export function values(timeline) {
  if (!known.has(timeline)) {
    const all = things(timeline);
    const of = (facet) =>
      all
        .filter((t) => facet.layers.includes(t.layer))
        .flatMap(facet.of)
        .filter(Boolean);
    known.set(
      timeline,
      Object.fromEntries(FACETS.map((facet) => [facet.id, [...new Set(of(facet))].sort()])),
    );
  }
  return known.get(timeline);
}

/** The filters of a view: {country: [...], ..., men, sure}; only those that are set. */
export function ofView(view) {
  const filters = {};
  for (const { id } of FACETS) if (view[`f.${id}`]) filters[id] = view[`f.${id}`];
  if (view["f.men"]) filters.men = view["f.men"];
  if (view["f.sure"]) filters.sure = true;
  return filters;
}

/** Whether a figure that counts on a day from `first` to `last` reaches `least`. */
function reaches({ men = [] }, least, sure, [first, last]) {
  const begun = men.findLastIndex(([day]) => day <= first);
  return men.some(([day, low, high], k) => {
    if (k < begun || day > last || low === null) return false;
    return (sure ? low : high) >= least;
  });
}

/** Whether filters let a thing through on the days of a span. */
export function passes(filters, thing, span) {
  for (const facet of FACETS) {
    const wanted = filters[facet.id];
    if (!wanted || !facet.layers.includes(thing.layer)) continue;
    if (!facet.of(thing).some((value) => wanted.includes(value))) return false;
  }
  if (!filters.men || !MEN.includes(thing.layer)) return true;
  return reaches(thing, filters.men, filters.sure, span);
}

const kept = (entries, keep) => Object.fromEntries(Object.entries(entries).filter(keep));

/** A state less what filters take out. marks: id -> mark of the timeline. */
export function state(filters, whole, timeline, marks, span) {
  const sure = (certain) => certain || !filters.sure;
  const kinds = new Map(timeline.events.map((e) => [e.id, e.kind]));
  const event = (id) => marks.get(id) || { layer: "events", kind: kinds.get(id) };
  return {
    ...whole,
    states: kept(
      whole.states,
      ([id, [, certain]]) => sure(certain) && passes(filters, { layer: "states", at: [id] }, span),
    ),
    marks: kept(
      whole.marks,
      ([id, certain]) => sure(certain) && passes(filters, marks.get(id), span),
    ),
    sectors: kept(
      whole.sectors,
      ([, [guard, , certain]]) =>
        sure(certain) && passes(filters, { layer: "border", by: guard }, span),
    ),
    events: whole.events.filter((id) => passes(filters, event(id), span)),
  };
}

/** Whether filters let a row of differences through; a hand-over by either guard. */
export function row(filters, one, span) {
  if (filters.sure && !one.certain) return false;
  const things =
    one.layer === "states"
      ? [{ layer: "states", at: [one.id] }]
      : one.layer === "border"
        ? [one.before, one.after].map((by) => ({ layer: "border", by }))
        : [one.thing];
  return things.some((thing) => passes(filters, thing, span));
}
