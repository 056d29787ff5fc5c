// Where names of turning points stand above a time axis, and which marks stand together. Pure.

/** A turning point: its day and what is written for it. @typedef {{day: number, text: string}} Turn */

/**
 * A name that is written: `x` is its day's place in pixels, from which it goes to the right
 * (`side` 1) or to the left (-1); `row` 0 is the upper one.
 *
 * @typedef {Turn & {x: number, row: number, side: 1 | -1, from: number, to: number}} Named
 */

/**
 * Choose the names that have room, the most important first: no two overlap, and the line that
 * leads from an upper name down to the axis crosses no lower one.
 *
 * @param {readonly Turn[]} turns The most important first.
 * @param {object} room
 * @param {(day: number) => number} room.x Where a day is, in pixels.
 * @param {(text: string) => number} room.wide How wide a text is, in pixels.
 * @param {number} room.width Of the axis with its margins, in pixels.
 * @param {number} room.rows How many rows there are for names.
 * @param {number} room.gap Between a line and its name, and between two names, in pixels.
 * @returns {Named[]}
 */
export function named(turns, { x, wide, width, rows, gap }) {
  /** @type {Named[]} */
  const placed = [];
  for (const turn of turns) {
    const at = x(turn.day);
    const long = wide(turn.text) + gap;
    const tries = /** @type {const} */ ([1, -1]).flatMap((side) =>
      Array.from({ length: rows }, (_, row) => {
        const [from, to] = side === 1 ? [at, at + long] : [at - long, at];
        return { ...turn, x: at, row, side, from, to };
      }),
    );
    const free = tries.find(
      (one) => one.from >= 0 && one.to <= width && placed.every((other) => apart(one, other, gap)),
    );
    if (free) placed.push(free);
  }
  return placed.sort((a, b) => a.day - b.day);
}

/**
 * Whether two names leave each other their room.
 *
 * @param {Named} one
 * @param {Named} other
 * @param {number} gap
 */
function apart(one, other, gap) {
  if (one.row === other.row) return one.to + gap <= other.from || other.to + gap <= one.from;
  const [upper, lower] = one.row < other.row ? [one, other] : [other, one];
  return upper.x <= lower.from - gap / 2 || upper.x >= lower.to + gap / 2;
}

/**
 * Put marks that are nearer than `least` pixels into one, so that each can be pointed at.
 *
 * @template {{day: number}} Mark
 * @param {readonly Mark[]} marks In order of days.
 * @param {(day: number) => number} x
 * @param {number} least
 * @returns {Mark[][]}
 */
export function together(marks, x, least) {
  /** @type {Mark[][]} */
  const groups = [];
  for (const mark of marks) {
    const last = groups[groups.length - 1];
    if (last && x(mark.day) - x(last[0].day) < least) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}
