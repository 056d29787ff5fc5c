// Where symbols go when their places are closer than their size: the twin of
// csto_map/picture/layout.py, operation for operation. Pure geometry in screen pixels.

/** @import {Box, MapId, Placed} from "../types/page.js" */
/** @typedef {{id: MapId, x: number, y: number}} Anchor */
/** @typedef {{columns: number, box: Box, moved: boolean}} Spot */

const MAX_SPREAD = 9;
const AROUND = [
  [0, 0],
  [0, -1],
  [1, 0],
  [-1, 0],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];

/**
 * @param {Box} box
 * @param {readonly Box[]} taken
 */
function free(box, taken) {
  return taken.every((o) => box[2] <= o[0] || box[0] >= o[2] || box[3] <= o[1] || box[1] >= o[3]);
}

/**
 * Groups of anchors whose places nearly touch, in order of rank.
 *
 * @param {readonly Anchor[]} anchors
 * @param {number} cell
 */
function grouped(anchors, cell) {
  /** @type {Anchor[][]} */
  const groups = [];
  for (const a of anchors) {
    const near = groups.find(
      (g) => Math.abs(g[0].x - a.x) < 0.75 * cell && Math.abs(g[0].y - a.y) < 0.75 * cell,
    );
    if (near) near.push(a);
    else groups.push([a]);
  }
  return groups;
}

/**
 * The first free block for a group, or null.
 *
 * @param {readonly Anchor[]} group
 * @param {number} cell
 * @param {boolean} spread
 * @param {readonly Box[]} taken
 * @returns {Spot | null}
 */
function spotFor(group, cell, spread, taken) {
  const shapes = [];
  if (spread && group.length > 1 && group.length <= MAX_SPREAD) {
    const columns = Math.ceil(Math.sqrt(group.length));
    shapes.push([columns, Math.ceil(group.length / columns)]);
  }
  shapes.push([1, 1]);
  const head = group[0];
  for (const [columns, rows] of shapes) {
    const width = columns * cell;
    const height = rows * cell;
    for (const [dx, dy] of AROUND) {
      const left = head.x - width / 2 + dx * (width / 2 + cell * 0.75);
      const top = head.y - height / 2 + dy * (height / 2 + cell * 0.75);
      /** @type {Box} */
      const box = [left, top, left + width, top + height];
      if (free(box, taken)) return { columns, box, moved: dx !== 0 || dy !== 0 };
    }
  }
  return null;
}

/**
 * Where a stack goes that has no free place and no other stack to join.
 *
 * @param {Anchor} anchor
 * @param {number} half
 * @returns {Spot}
 */
function onItsPlace({ x, y }, half) {
  return { columns: 1, box: [x - half, y - half, x + half, y + half], moved: false };
}

/**
 * Add a group that has no free place to the nearest stack.
 *
 * @param {readonly Anchor[]} group
 * @param {readonly Placed[]} placed not empty
 */
function join(group, placed) {
  const head = group[0];
  let [best] = placed;
  let least = Infinity;
  for (const p of placed) {
    const far = (p.x - head.x) ** 2 + (p.y - head.y) ** 2;
    if (far < least) {
      least = far;
      best = p;
    }
  }
  best.members.push(...group.map((a) => a.id));
}

/**
 * Place symbols so that none covers another.
 *
 * anchors: in order of rank. Gives symbols in that order; every id is in exactly one
 * `members`. `others` are symbols placed before, which keep their places.
 *
 * @param {readonly Anchor[]} anchors
 * @param {number} cell
 * @param {boolean} [spread]
 * @param {readonly Placed[]} [others]
 * @returns {Placed[]}
 */
export function declutter(anchors, cell, spread = true, others = []) {
  const half = cell / 2;
  /** @type {Box[]} */
  const taken = others.map((s) => [s.x - half, s.y - half, s.x + half, s.y + half]);
  /** @type {Placed[]} */
  const placed = [];
  for (const group of grouped(anchors, cell)) {
    const spot = spotFor(group, cell, spread, taken);
    if (spot === null && placed.length) {
      join(group, placed);
      continue;
    }
    const { columns, box, moved } = spot || onItsPlace(group[0], half);
    taken.push(box);
    const stacked = columns === 1 && group.length > 1;
    const cells = stacked ? [group.map((a) => a.id)] : group.map((a) => [a.id]);
    cells.forEach((members, k) => {
      const anchor = group[stacked ? 0 : k];
      placed.push({
        id: members[0],
        x: box[0] + (k % columns) * cell + cell / 2,
        y: box[1] + Math.floor(k / columns) * cell + cell / 2,
        anchorX: anchor.x,
        anchorY: anchor.y,
        members,
        leader: moved,
      });
    });
  }
  const rank = new Map(anchors.map((a, k) => [a.id, k]));
  return placed.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
}
