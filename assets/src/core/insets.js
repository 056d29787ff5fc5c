// Where small maps stand on a wide one: at its edge, where nothing of interest is drawn. Pure;
// the twin of csto_map/picture/insets.py, operation for operation.

import drawing from "../../../csto_map/picture/drawing.json" with { type: "json" };
import { ahead, back, kmPerPx, shows, toPx, upright } from "./camera.js";
import { countriesOn, dayOfNames } from "./countries.js";
import { marksOf } from "./draw.js";
import { wayOf } from "./flows.js";
import { sizeOf, square } from "./headcount.js";
import { places as placesOf } from "./names.js";

/** @import { Box, Frame, Rotation, Timeline } from "../types/page.js" */
/** @import { Inset } from "../types/files.js" */
/** @import { Shown } from "../map/drawing.js" */
/** @import { Sent } from "./flows.js" */
/** @import { Troop } from "./headcount.js" */
/** @import { Box as Area, Places } from "./names.js" */
/** @typedef {[x: number, y: number]} Spot In pixels. */
/** @typedef {Inset["sides"][number]} Side */
/**
 * An inset that looks for a place; see `Wanted` in the twin.
 *
 * @typedef {object} Wanted
 * @property {number} across In km, as the next.
 * @property {number} up
 * @property {readonly Side[]} sides
 * @property {Area} source
 */
/**
 * What a wide map shows besides outlines.
 *
 * @typedef {object} About
 * @property {ReadonlySet<string>} hidden Marks that are no symbols on it.
 * @property {Sent} sent
 * @property {Troop[]} circles Those of people; none where there are no circles.
 * @property {ReadonlyMap<string, {xs: (number | null)[], ys: (number | null)[]}>} shapes Of
 *   sectors.
 * @property {Area[]} blocked Boxes of the map that are covered, in pixels.
 */

const { insets: INSETS, names: NAMES, symbols: SYMBOLS } = drawing;

/**
 * Places of a name of which one must stay free: those that nothing is drawn on are looked for
 * only as far as they are asked for.
 */
class Room {
  /**
   * @param {Iterable<Area>} boxes
   * @param {Area[]} drawn
   */
  constructor(boxes, drawn) {
    this.left = boxes[Symbol.iterator]();
    this.drawn = drawn;
    /** @type {Area[]} */
    this.free = [];
  }

  /**
   * Whether any place meets none of some boxes.
   *
   * @param {Area[]} boxes
   */
  any(boxes) {
    for (let k = 0; ; k++) {
      if (k >= this.free.length && !this.look()) return false;
      if (apart(this.free[k], boxes)) return true;
    }
  }

  /** Find one more. */
  look() {
    for (let next = this.left.next(); !next.done; next = this.left.next()) {
      if (!apart(next.value, this.drawn)) continue;
      this.free.push(next.value);
      return true;
    }
    return false;
  }
}

/**
 * Places for as many insets as can be, each on the first side with room, large if it can.
 *
 * @param {readonly Wanted[]} wanted
 * @param {readonly [width: number, height: number]} size Of the map.
 * @param {number} km That a pixel of it spans.
 * @param {Area[]} taken Boxes in pixels on which no inset may lie.
 * @param {Iterable<Area>[]} names Places of each name that must keep one of them.
 * @returns {(Area | null)[]}
 */
export function place(wanted, size, km, taken, names = []) {
  const drawn = [...taken, ...wanted.map(({ source }) => source)];
  const rooms = names.map((boxes) => new Room(boxes, drawn));
  // A name that has no room even so will have none.
  const kept = rooms.filter((room) => room.any([]));
  const clear = drawn.map((box) => grown(box, INSETS.clear));
  return best(wanted, { size, km, drawn: clear, rooms: kept }, []);
}

/**
 * @param {Area} box
 * @param {Area[]} others
 */
function apart([west, north, east, south], others) {
  for (const o of others) {
    if (!(o[0] >= east || o[2] <= west || o[1] >= south || o[3] <= north)) return false;
  }
  return true;
}

/**
 * @param {Area} box
 * @param {number} by
 * @returns {Area}
 */
function grown([west, north, east, south], by) {
  return [west - by, north - by, east + by, south + by];
}

/**
 * @typedef {object} At
 * @property {readonly [width: number, height: number]} size
 * @property {number} km
 * @property {Area[]} drawn
 * @property {Room[]} rooms
 */

/**
 * As many as can be; of those the first on its best side, then the second, and so on.
 *
 * @param {readonly Wanted[]} wanted
 * @param {At} at
 * @param {Area[]} others Around insets that have a place.
 * @returns {(Area | null)[]}
 */
function best([one, ...left], at, others) {
  if (!one) return [];
  const count = (/** @type {(Area | null)[]} */ boxes) => boxes.filter(Boolean).length;
  let most = -1;
  /** @type {(Area | null)[]} */
  let chosen = [];
  for (const spot of spots(one, at, others)) {
    const boxes = [spot, ...best(left, at, [...others, grown(spot, INSETS.apart)])];
    if (count(boxes) > most) [most, chosen] = [count(boxes), boxes];
    if (most === left.length + 1) return chosen;
  }
  const without = best(left, at, others);
  return count(without) > most ? [null, ...without] : chosen;
}

/**
 * The sizes that an inset may have on a map, the largest first.
 *
 * @param {Pick<Wanted, "across" | "up">} one
 * @param {readonly [width: number, height: number]} size
 * @param {number} km
 */
export function* sizes({ across, up }, [width, height], km) {
  for (const zoom of INSETS.zooms) {
    const scale = km / zoom;
    const [wide, tall] = [across, up].map((far) => Math.floor(far / scale + 0.5));
    if (scale > INSETS.most_km || Math.min(wide, tall) < INSETS.least) continue;
    if (wide <= INSETS.share[0] * width && tall <= INSETS.share[1] * height) {
      yield/** @type {[number, number]} */ ([wide, tall]);
    }
  }
}

/**
 * A free place of an inset on each side that has one, as large as it can be there.
 *
 * @param {Wanted} one
 * @param {At} at
 * @param {Area[]} others
 */
function* spots(one, { size, km, drawn, rooms }, others) {
  const fits = (/** @type {Area} */ box) => {
    const around = [...others, grown(box, INSETS.apart)];
    return apart(box, drawn) && apart(box, others) && rooms.every((room) => room.any(around));
  };
  for (const side of one.sides) {
    const box = firstOf(side, sizes(one, size, km), size, fits);
    if (box) yield box;
  }
}

/**
 * @param {Side} side
 * @param {Iterable<[number, number]>} wanted
 * @param {readonly [width: number, height: number]} size
 * @param {(box: Area) => boolean} fits
 */
function firstOf(side, wanted, size, fits) {
  for (const [wide, tall] of wanted) {
    for (const [x, y] of along(side, size, [wide, tall])) {
      const box = /** @type {Area} */ ([x, y, x + wide, y + tall]);
      if (fits(box)) return box;
    }
  }
  return null;
}

/**
 * Places of an inset on a side of a map, the best first: from the middle of an edge both ways,
 * from a corner along both of its edges.
 *
 * @param {Side} side
 * @param {readonly [width: number, height: number]} size
 * @param {readonly [width: number, height: number]} inset
 * @returns {Generator<Spot>}
 */
export function* along(side, size, inset) {
  const least = INSETS.edge;
  const [east, south] = [size[0] - inset[0] - least, size[1] - inset[1] - least];
  if (east < least || south < least) return;
  const corner = side.includes("-");
  const reach = Math.floor(Math.max(east, south) * (corner ? INSETS.reach : 0.5));
  const middle = (/** @type {number} */ end) => Math.floor((least + end) / 2);
  const [x, y] = [
    side.endsWith("east") ? east : side.endsWith("west") ? least : middle(east),
    side.startsWith("south") ? south : side.startsWith("north") ? least : middle(south),
  ];
  /** @type {Spot[]} */
  let ways = [
    [1, 0],
    [-1, 0],
  ];
  if (corner) {
    ways = [
      [side.endsWith("east") ? -1 : 1, 0],
      [0, side.startsWith("south") ? -1 : 1],
    ];
  } else if (side === "east" || side === "west") {
    ways = [
      [0, 1],
      [0, -1],
    ];
  }
  yield [x, y];
  for (let away = INSETS.step; away <= reach; away += INSETS.step) {
    for (const [dx, dy] of ways) {
      const [px, py] = [x + away * dx, y + away * dy];
      if (least <= px && px <= east && least <= py && py <= south) yield [px, py];
    }
  }
}

/**
 * The insets of a map that find room, each with its box in pixels. What one without room would
 * have shown is drawn on the map itself, so the others are placed anew without it.
 *
 * @param {readonly Inset[]} insets
 * @param {Shown} shown
 * @param {About} about
 * @returns {{inset: Inset, box: Area}[]}
 */
export function placed(insets, shown, about) {
  const { data, view, state, frame, outlines } = shown;
  const left = [...insets];
  const allied = view.layers.includes("states")
    ? countriesOn(data, dayOfNames(data, view)).filter(({ id }) => id in state.states)
    : [];
  const names = allied.map((one) =>
    placesOf({ ...one, allied: true, outline: outlines.get(one.id) }, frame, data.advances),
  );
  const size = /** @type {const} */ ([frame.width, frame.height]);
  while (left.length) {
    const wanted = left.map((inset) => wantedBy(inset, data, frame));
    const taken = [...about.blocked, ...obstacles(shown, about, left)];
    const boxes = place(wanted, size, kmPerPx(frame), taken, names);
    if (boxes.every(Boolean)) {
      return left.map((inset, k) => ({ inset, box: /** @type {Area} */ (boxes[k]) }));
    }
    left.splice(boxes.indexOf(null), 1);
  }
  return [];
}

/**
 * @param {Inset} inset
 * @param {Timeline} data
 * @param {Frame} frame
 * @returns {Wanted}
 */
function wantedBy(inset, data, frame) {
  const [x0, y0, x1, y1] = inset.box;
  const corners = outline(inset, data, frame);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const source = /** @type {Area} */ ([
    ...[Math.min(...xs), Math.min(...ys)],
    ...[Math.max(...xs), Math.max(...ys)],
  ]);
  return { across: x1 - x0, up: y1 - y0, sides: inset.sides, source };
}

/**
 * How an inset is turned: as its view.
 *
 * @param {Inset} inset
 * @param {Pick<Timeline, "views">} data
 * @returns {Rotation | null}
 */
export function turnOf({ view }, { views }) {
  return views.find(({ id }) => id === view)?.rotation ?? null;
}

/**
 * The corners of what an inset shows, in pixels of the map: from the upper left on.
 *
 * @param {Inset} inset
 * @param {Pick<Timeline, "views">} data
 * @param {Frame} frame
 * @returns {Spot[]}
 */
export function outline(inset, data, frame) {
  const turned = turnOf(inset, data);
  const [x0, y0, x1, y1] = upright(/** @type {Box} */ (inset.box), turned);
  /** @type {Spot[]} */
  const corners = [
    [x0, y1],
    [x1, y1],
    [x1, y0],
    [x0, y0],
  ];
  return corners.map(([x, y]) => toPx(frame, ...back(turned, x, y)));
}

/**
 * Whether insets show a place: the map itself has no symbol of it.
 *
 * @param {readonly Inset[]} insets
 * @param {Pick<Timeline, "views">} data
 * @returns {(place: {x: number, y: number}) => boolean}
 */
export function inside(insets, data) {
  const boxes = insets.map((one) => {
    const turned = turnOf(one, data);
    return { turned, box: upright(/** @type {Box} */ (one.box), turned) };
  });
  return (place) =>
    boxes.some(({ turned, box: [x0, y0, x1, y1] }) => {
      const [x, y] = ahead(turned, place.x, place.y);
      return x0 <= x && x <= x1 && y0 <= y && y <= y1;
    });
}

/** @type {WeakMap<Frame, WeakMap<object, Area[]>>} */
const corners = new WeakMap();

/**
 * The corners of the line of a sector in a frame, as boxes in pixels; they are kept, for few days
 * change who guards one, and none where it runs.
 *
 * @param {{xs: (number | null)[], ys: (number | null)[]}} line
 * @param {Frame} frame
 * @returns {Area[]}
 */
function cornersOf(line, frame) {
  const known = corners.get(frame) ?? new WeakMap();
  corners.set(frame, known);
  let boxes = known.get(line);
  if (!boxes) {
    const { xs, ys } = line;
    boxes = xs.flatMap((x, k) => (x === null ? [] : [square(...toPx(frame, x, Number(ys[k])), 0)]));
    known.set(line, boxes);
  }
  return boxes;
}

/**
 * The boxes in pixels on which no inset of a map may lie.
 *
 * @param {Shown} shown
 * @param {About} about
 * @param {readonly Inset[]} insets What they show is not on the map.
 * @returns {Area[]}
 */
function obstacles({ data, view, state, frame, places }, about, insets) {
  const half = (SYMBOLS.size + SYMBOLS.gap) / 2;
  const held = inside(insets, data);
  const at = (/** @type {{x: number, y: number}} */ { x, y }, /** @type {number} */ r) =>
    square(...toPx(frame, x, y), r);
  const marks = marksOf(data, { ...state, hidden: about.hidden }, view.layers);
  const seen = marks.filter((mark) => !held(mark) && shows(frame, mark.x, mark.y));
  const circles = about.circles.filter(({ x, y }) => shows(frame, x, y));
  const allied = view.layers.includes("states") ? state.states : {};
  const capitals = (places?.towns ?? []).filter(
    ({ rank, country }) => rank === 0 && country in allied,
  );
  const sectors = view.layers.includes("border") ? data.sectors : [];
  const guarded = sectors.filter(({ id }) => state.sectors[id]);
  const lines = guarded.flatMap(({ id }) => {
    const line = about.shapes.get(`sector:${id}`);
    return line ? cornersOf(line, frame) : [];
  });
  return [
    ...seen.map((mark) => at(mark, half)),
    ...circles.map((one) => at(one, sizeOf(one.high, frame, one.scale))),
    ...capitals.map((town) => at(town, NAMES.town)),
    ...lines,
    ...wayOf(about.sent, frame, data.words.people),
  ];
}

/**
 * The two lines from an outline to the frame of its inset that cross neither: edges of the hull
 * of both that join one to the other.
 *
 * @param {readonly Spot[]} corners
 * @param {Area} box
 * @returns {[from: Spot, to: Spot][]}
 */
export function ties(corners, [west, north, east, south]) {
  /** @type {Spot[]} */
  const frame = [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
  const every = [...corners, ...frame];
  /** @type {[from: Spot, to: Spot][]} */
  const pairs = [];
  for (const one of corners) {
    for (const other of frame) {
      const [dx, dy] = [other[0] - one[0], other[1] - one[1]];
      const sides = every.map(([x, y]) => dx * (y - one[1]) - dy * (x - one[0]));
      if (Math.min(...sides) >= 0 || Math.max(...sides) <= 0) pairs.push([one, other]);
    }
  }
  return pairs;
}

/**
 * The box of an inset with its rim.
 *
 * @param {Area} box
 * @returns {Area}
 */
export function rim(box) {
  return grown(box, INSETS.paper + 1);
}
