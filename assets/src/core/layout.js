// Where symbols go when their places are closer than their size: the twin of
// csto_map/picture/layout.py, operation for operation. Pure geometry in screen pixels.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };

/** @import {Box, MapId, Placed} from "../types/page.js" */
/** @typedef {{id: MapId, x: number, y: number, states?: readonly string[]}} Anchor */
/** @typedef {[columns: number, rows: number]} Shape */
/** @typedef {{columns: number, rows: number, left: number, top: number}} Block */
/** @typedef {readonly number[]} Direction Across and down. */
/** @typedef {Placed & {states: string}} Stood Where a symbol stands, and its states. */
/**
 * @typedef {object} Ground What is asked of the ground, in pixels; see lands.js.
 * @property {(codes: readonly string[], box: Box) => boolean} clear
 * @property {(codes: readonly string[], box: Box) => boolean} foreign
 */

const { layout: LAYOUT, names: NAMES } = drawing;
const { directions: BESIDE } = LAYOUT;
const { directions: AROUND } = NAMES;
/** A map without outlines: all ground is everybody's. @type {Ground} */
const NOWHERE = { clear: () => true, foreign: () => false };

// Pixels.
const NEAR = 0.01;

/** @param {Anchor} anchor */
const statesOf = ({ states = [] }) => states.join();

/**
 * Groups of anchors of the same states whose places nearly touch, in order of rank.
 *
 * @param {readonly Anchor[]} anchors
 * @param {number} cell
 */
function grouped(anchors, cell) {
  /** @type {Anchor[][]} */
  const groups = [];
  const reach = LAYOUT.near * cell;
  for (const a of anchors) {
    const states = statesOf(a);
    const near = groups.find(
      ([head]) =>
        Math.abs(head.x - a.x) < reach &&
        Math.abs(head.y - a.y) < reach &&
        statesOf(head) === states,
    );
    if (near) near.push(a);
    else groups.push([a]);
  }
  return groups;
}

/**
 * Columns and rows of the blocks that a group may be, the best first.
 *
 * @param {readonly Anchor[]} group
 * @param {boolean} spread
 */
function shapesOf(group, spread) {
  /** @type {Shape[]} */
  const shapes = [[1, 1]];
  if (spread && group.length > 1 && group.length <= LAYOUT.most_spread) {
    const columns = Math.ceil(Math.sqrt(group.length));
    shapes.unshift([columns, Math.ceil(group.length / columns)]);
  }
  return shapes;
}

/**
 * A block on a place, or in a direction from it so that it does not hide it.
 *
 * @param {Anchor} head
 * @param {Shape} shape
 * @param {number} cell
 * @param {Direction} towards
 * @param {number} away
 * @returns {Block}
 */
function beside(head, [columns, rows], cell, towards, away) {
  const [width, height] = [columns * cell, rows * cell];
  const left = head.x - width / 2 + towards[0] * (width / 2 + cell * away);
  const top = head.y - height / 2 + towards[1] * (height / 2 + cell * away);
  return { columns, rows, left, top };
}

/**
 * Blocks around a place, ring by ring.
 *
 * @param {Anchor} head
 * @param {Shape} shape
 * @param {number} cell
 * @param {number} rings
 * @returns {Generator<Block>}
 */
function* around(head, shape, cell, rings) {
  for (let ring = 0; ring < rings; ring++) {
    const away = LAYOUT.beside + ring * LAYOUT.step;
    for (const towards of ring ? AROUND : BESIDE) yield beside(head, shape, cell, towards, away);
  }
}

/**
 * A place beside its own for a group that has no room there; null for none.
 *
 * @param {readonly Anchor[]} group
 * @param {Table} table
 * @param {boolean} spread
 * @returns {Block | null}
 */
function moved(group, table, spread) {
  const { cell } = table;
  const [head] = group;
  for (const shape of shapesOf(group, spread)) {
    const single = shape[0] === 1;
    if (single) {
      const block = beside(head, shape, cell, [0, 0], 0);
      if (table.free(block)) return block;
    }
    for (const block of around(head, shape, cell, single ? LAYOUT.rings : LAYOUT.block_rings)) {
      if (table.room(block) && table.onGround(group, block)) return block;
    }
  }
  if (!spread && table.near(head)) return null;
  /** @type {Block | null} */
  let first = null;
  for (const block of around(head, [1, 1], cell, LAYOUT.far_rings)) {
    if (!table.room(block)) continue;
    if (!table.abroad(group, block)) return block;
    first ??= block;
  }
  return first;
}

/** What is placed, and the boxes that are taken. */
class Table {
  /**
   * @param {readonly Anchor[]} anchors
   * @param {number} cell
   * @param {Ground} ground
   * @param {readonly [width: number, height: number] | null} frame
   * @param {readonly Box[]} blocked
   */
  constructor(anchors, cell, ground, frame, blocked) {
    this.anchors = anchors;
    this.rank = new Map(anchors.map((a, k) => [a.id, k]));
    this.cell = cell;
    this.ground = ground;
    this.frame = frame;
    this.taken = [...blocked];
    /** @type {Stood[]} */
    this.placed = [];
  }

  /**
   * @param {Block} block
   * @returns {Box}
   */
  box({ columns, rows, left, top }) {
    return [left, top, left + columns * this.cell, top + rows * this.cell];
  }

  /**
   * Whether a block meets none that is placed.
   *
   * @param {Block} block
   */
  free(block) {
    const box = this.box(block);
    return this.taken.every(
      (o) => box[2] <= o[0] || box[0] >= o[2] || box[3] <= o[1] || box[1] >= o[3],
    );
  }

  /**
   * Whether a block meets none that is placed, and is within the frame.
   *
   * @param {Block} block
   */
  room(block) {
    if (this.frame) {
      const [left, top, right, bottom] = this.box(block);
      if (left < 0 || top < 0 || right > this.frame[0] || bottom > this.frame[1]) return false;
    }
    return this.free(block);
  }

  /**
   * Whether every cell lies on the ground of the group's states.
   *
   * @param {readonly Anchor[]} group
   * @param {Block} block
   */
  onGround(group, block) {
    const { states = [] } = group[0];
    if (!states.length) return true;
    return this.inner(group, block).every((box) => this.ground.clear(states, box));
  }

  /**
   * Whether a cell lies on the ground of other states.
   *
   * @param {readonly Anchor[]} group
   * @param {Block} block
   */
  abroad(group, block) {
    const { states = [] } = group[0];
    return this.inner(group, block).some((box) => this.ground.foreign(states, box));
  }

  /**
   * @param {readonly Anchor[]} group
   * @param {Block} block
   */
  inner(group, block) {
    const half = LAYOUT.inner * this.cell;
    return Array.from({ length: block.columns > 1 ? group.length : 1 }, (_, k) => {
      const [x, y] = this.middle(block, k);
      return /** @type {Box} */ ([x - half, y - half, x + half, y + half]);
    });
  }

  /**
   * The middle of a cell.
   *
   * @param {Block} block
   * @param {number} k
   */
  middle({ columns, left, top }, k) {
    const half = this.cell / 2;
    return [
      left + (k % columns) * this.cell + half,
      top + Math.floor(k / columns) * this.cell + half,
    ];
  }

  /**
   * Place a group, as a stack where its block has one cell.
   *
   * @param {readonly Anchor[]} group
   * @param {Block} block
   */
  put(group, block) {
    this.taken.push(this.box(block));
    const cells = block.columns > 1 ? group.map((one) => [one]) : [group];
    cells.forEach((members, k) => {
      const [x, y] = this.middle(block, k);
      const ids = members.map((one) => one.id);
      this.placed.push(stood(members[0], x, y, ids));
    });
  }

  /**
   * The nearest symbol of the same states within reach, or null.
   *
   * @param {Anchor} head
   */
  near(head) {
    const states = statesOf(head);
    const p = nearest(
      head,
      this.placed.filter((one) => one.states === states),
    );
    const reach = LAYOUT.join * this.cell;
    return p && Math.abs(p.x - head.x) <= reach && Math.abs(p.y - head.y) <= reach ? p : null;
  }

  /**
   * Add a group that has no place to the nearest stack, one of its states if there is one.
   *
   * @param {readonly Anchor[]} group
   */
  join(group) {
    const [head] = group;
    const states = statesOf(head);
    const same = this.placed.filter((one) => one.states === states);
    const host = nearest(head, same.length ? same : this.placed);
    if (!host) {
      this.put(group, beside(head, [1, 1], this.cell, [0, 0], 0));
      return;
    }
    const members = [...host.members, ...group.map((one) => one.id)];
    members.sort((a, b) => this.place(a) - this.place(b));
    const shown = this.anchors[this.place(members[0])];
    this.placed[this.placed.indexOf(host)] = stood(shown, host.x, host.y, members);
  }

  /**
   * The place of a mark in the order of rank.
   *
   * @param {MapId} id
   */
  place(id) {
    return this.rank.get(id) ?? 0;
  }
}

/**
 * @param {Anchor} shown
 * @param {number} x
 * @param {number} y
 * @param {MapId[]} members
 * @returns {Stood}
 */
function stood(shown, x, y, members) {
  // Halves of pixels are lost in sums: what is that near stands on its place.
  const leader = Math.abs(x - shown.x) > NEAR || Math.abs(y - shown.y) > NEAR;
  const at = { id: shown.id, x, y, anchorX: shown.x, anchorY: shown.y };
  return { ...at, members, leader, states: statesOf(shown) };
}

/**
 * @param {Anchor} head
 * @param {readonly Stood[]} among
 */
function nearest(head, among) {
  /** @type {Stood | null} */
  let best = null;
  let least = Infinity;
  for (const p of among) {
    const far = (p.x - head.x) ** 2 + (p.y - head.y) ** 2;
    if (far < least) {
      least = far;
      best = p;
    }
  }
  return best;
}

/**
 * Whether a block hides the place of another group.
 *
 * @param {Block} block
 * @param {number} cell
 * @param {readonly Anchor[][]} groups
 * @param {readonly Anchor[]} group
 */
function covers({ columns, rows, left, top }, cell, groups, group) {
  const [right, bottom] = [left + columns * cell, top + rows * cell];
  return groups.some(
    (one) =>
      one !== group && left < one[0].x && one[0].x < right && top < one[0].y && one[0].y < bottom,
  );
}

/**
 * Place symbols so that none covers another.
 *
 * anchors: in order of rank. Gives symbols in that order; every id is in exactly one
 * `members`.
 *
 * @param {readonly Anchor[]} anchors
 * @param {number} cell
 * @param {object} [options]
 * @param {boolean} [options.spread]
 * @param {Ground} [options.ground] On whose ground places are.
 * @param {readonly [width: number, height: number] | null} [options.frame] Within which symbols
 *   are moved.
 * @param {readonly Box[]} [options.blocked] Boxes that are taken before any symbol is placed.
 * @returns {Placed[]}
 */
export function declutter(
  anchors,
  cell,
  { spread = true, ground = NOWHERE, frame = null, blocked = [] } = {},
) {
  const table = new Table(anchors, cell, ground, frame, blocked);
  const groups = grouped(anchors, cell);
  const waiting = [];
  for (const group of groups) {
    const [shape] = shapesOf(group, spread);
    const block = beside(group[0], shape, cell, [0, 0], 0);
    const alone =
      shape[0] === 1 || (table.onGround(group, block) && !covers(block, cell, groups, group));
    if (alone && table.free(block)) table.put(group, block);
    else waiting.push(group);
  }
  for (const group of waiting) {
    const block = moved(group, table, spread);
    if (block) table.put(group, block);
    else table.join(group);
  }
  return table.placed
    .map(({ states, ...one }) => one)
    .sort((a, b) => table.place(a.id) - table.place(b.id));
}
