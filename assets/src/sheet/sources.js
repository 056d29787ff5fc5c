// Which sources stand behind a picture, numbered and with short names. Pure; the twin of
// csto_map/picture/source_refs.py.

import { piece } from "../core/direction.js";
import { meets } from "../core/state.js";

/** @import { Details } from "../types/files.js" */
/** @import { Day, SourceId, Span, Timeline } from "../types/page.js" */

// Longer names lose what they have in brackets.
const BRIEF = 34;
const COPIES = 5;

/**
 * The sources of states with a status on some days: of their standings in a lens.
 *
 * @param {Timeline} data
 * @param {Details} details
 * @param {{lens: string, days: Span, ids: readonly string[]}} of
 */
export function ofStates(data, { cited }, { lens, days, ids }) {
  const standings = data.memberships[lens];
  return ids.flatMap((id) =>
    (standings[id] ?? [])
      .filter(([from, until]) => meets(...days, from, until))
      .flatMap(([, , , , , memberships]) => memberships.flatMap((row) => cited.rows[row] ?? [])),
  );
}

/**
 * The sources of the sectors that are guarded: of the rows that say by whom.
 *
 * @param {Details} details
 * @param {readonly string[]} rows
 */
export const ofGuards = ({ cited }, rows) => rows.flatMap((row) => cited.rows[row] ?? []);

/**
 * Sources with their numbers: those of the boundaries, then the best, then those of the ground.
 *
 * @param {Details} details
 * @param {readonly SourceId[]} ids In the order of what they stand behind.
 * @param {{ranked: boolean, leftward: boolean}} how Whether the best come first, and whether the
 *   language is written from right to left.
 */
export function numbered({ sources, cited }, ids, { ranked, leftward }) {
  const place = (/** @type {SourceId} */ id) => {
    const { worth, rank } = sources[id];
    return (worth === "points" ? 10 : 0) + (rank ?? COPIES + 1);
  };
  const cites = [...new Set(ids)].filter((id) => id in sources);
  const best = ranked ? cites.sort((a, b) => place(a) - place(b)) : cites;
  const all = [...new Set([...cited.boundaries, ...best, ...cited.ground])];
  return all.map((id, k) => `${k + 1} ${piece(brief(sources[id]), leftward)}`);
}

/**
 * A source by publisher and year.
 *
 * @param {Details["sources"][string]} source
 */
function brief({ publisher, title, date }) {
  let name = publisher || title;
  if ([...name].length > BRIEF) name = name.replace(/\s*\([^)]*\)/g, "").trim();
  return date ? `${name} ${date.slice(0, 4)}` : name;
}
