// Shapes of other people's files: built from what they say, and the point that is drawn of each.
//
// csto_map/exchange/reading/shapes.py is its twin: the same plain operations in the same order,
// so that both give the same number to the last bit.

/** @typedef {[number, number]} Position */
/**
 * A geometry of GeoJSON as these functions make them: closed rings, no heights.
 *
 * @typedef {{type: "Point", coordinates: Position}
 *   | {type: "MultiPoint" | "LineString", coordinates: Position[]}
 *   | {type: "MultiLineString" | "Polygon", coordinates: Position[][]}
 *   | {type: "MultiPolygon", coordinates: Position[][][]}
 *   | {type: "GeometryCollection", geometries: Shape[]}} Shape
 */
/** @typedef {{dimension: number, size: number, point: Position}} Measured */

// Collections in collections that nobody draws.
const DEEPEST = 32;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** @type {Record<string, "Point" | "LineString" | "Polygon">} */
const PARTS = { MultiPoint: "Point", MultiLineString: "LineString", MultiPolygon: "Polygon" };

/**
 * The point that is drawn of a shape: [longitude, latitude] in degrees, null of no shape.
 *
 * A point is its own; of a line it is the middle along its length in degrees; of an area the
 * centroid if that lies inside, else the middle of the widest stretch inside on the parallel
 * of the centroid. Of several parts the largest counts (the first of equals), of a collection
 * its areas before its lines before its points. Lines and rings that leap by more than half
 * the globe cross the 180th meridian.
 *
 * @param {import("./table.js").Geometry | null} geometry
 * @returns {Position | null}
 */
export function pointOf(geometry) {
  /** @type {Measured | null} */
  let largest = null;
  for (const part of geometry ? simple(/** @type {Shape} */ (geometry)) : []) {
    const one = measured(part);
    if (
      largest === null ||
      one.dimension > largest.dimension ||
      (one.dimension === largest.dimension && one.size > largest.size)
    ) {
      largest = one;
    }
  }
  return largest && [within(largest.point[0]), largest.point[1]];
}

/** @param {number} lon */
function within(lon) {
  if (lon > 180) return lon - 360;
  return lon < -180 ? lon + 360 : lon;
}

/**
 * The points, lines and areas that a shape is made of.
 *
 * @param {Shape} geometry
 * @returns {Exclude<Shape, {type: "GeometryCollection"}>[]}
 */
function simple(geometry) {
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(simple);
  const kind = PARTS[geometry.type];
  if (kind) {
    const parts = /** @type {any[]} */ (geometry.coordinates);
    return parts.map((coordinates) => /** @type {any} */ ({ type: kind, coordinates }));
  }
  return geometry.coordinates.length ? [geometry] : [];
}

/**
 * @param {Exclude<Shape, {type: "GeometryCollection"}>} part
 * @returns {Measured}
 */
function measured(part) {
  if (part.type === "Point") return { dimension: 0, size: 0, point: part.coordinates };
  if (part.type === "Polygon") return area(part.coordinates.map(unwrapped));
  return line(unwrapped(/** @type {Position[]} */ (part.coordinates)));
}

/**
 * The positions of a line without leaps across the 180th meridian.
 *
 * @param {Position[]} given
 * @returns {Position[]}
 */
function unwrapped(given) {
  let shift = 0;
  return given.map(([lon, lat], k) => {
    const step = k ? lon - given[k - 1][0] : 0;
    // A step right round the globe leads from one edge of a flat map to the other.
    if (step > 180 && step < 360) shift -= 360;
    else if (step > -360 && step < -180) shift += 360;
    return [lon + shift, lat];
  });
}

/**
 * @param {Position[]} positions
 * @returns {Measured}
 */
function line(positions) {
  /** @type {number[]} */
  const lengths = [];
  let whole = 0;
  for (let k = 0; k + 1 < positions.length; k += 1) {
    const dx = positions[k + 1][0] - positions[k][0];
    const dy = positions[k + 1][1] - positions[k][1];
    lengths.push(Math.sqrt(dx * dx + dy * dy));
    whole += lengths[k];
  }
  let left = whole / 2;
  for (let k = 0; k < lengths.length; k += 1) {
    if (lengths[k] > 0 && left <= lengths[k]) {
      const [x0, y0] = positions[k];
      const [x1, y1] = positions[k + 1];
      const share = left / lengths[k];
      return {
        dimension: 1,
        size: whole,
        point: [x0 + share * (x1 - x0), y0 + share * (y1 - y0)],
      };
    }
    left -= lengths[k];
  }
  return { dimension: 1, size: whole, point: positions[0] };
}

/**
 * @param {Position[][]} rings
 * @returns {Measured}
 */
function area(rings) {
  // From the first corner, so that small areas far from the origin keep their digits.
  const [x0, y0] = rings[0][0];
  let doubled = 0;
  let across = 0;
  let up = 0;
  rings.forEach((ring, k) => {
    const sums = moments(ring, x0, y0);
    // Outlines count, holes are taken away, whichever way round they run.
    const sign = sums[0] < 0 !== k > 0 ? -1 : 1;
    doubled += sign * sums[0];
    across += sign * sums[1];
    up += sign * sums[2];
  });
  if (!(doubled > 0)) return { dimension: 1, size: 0, point: line(rings[0]).point };
  const x = x0 + across / (3 * doubled);
  const y = y0 + up / (3 * doubled);
  const point = inside(rings, x, y) ? /** @type {Position} */ ([x, y]) : widest(rings, x, y);
  return { dimension: 2, size: doubled / 2, point };
}

/**
 * @param {Position[]} ring
 * @param {number} x0
 * @param {number} y0
 */
function moments(ring, x0, y0) {
  let doubled = 0;
  let x = 0;
  let y = 0;
  for (let k = 0; k + 1 < ring.length; k += 1) {
    const px = ring[k][0] - x0;
    const py = ring[k][1] - y0;
    const qx = ring[k + 1][0] - x0;
    const qy = ring[k + 1][1] - y0;
    const cross = px * qy - qx * py;
    doubled += cross;
    x += (px + qx) * cross;
    y += (py + qy) * cross;
  }
  return [doubled, x, y];
}

/**
 * Where rings cross a parallel, from west to east.
 *
 * @param {Position[][]} rings
 * @param {number} y
 */
function crossings(rings, y) {
  /** @type {number[]} */
  const places = [];
  for (const ring of rings) {
    for (let k = 0; k + 1 < ring.length; k += 1) {
      const [ax, ay] = ring[k];
      const [bx, by] = ring[k + 1];
      if (ay > y !== by > y) places.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
  }
  return places.sort((a, b) => a - b);
}

/**
 * @param {Position[][]} rings
 * @param {number} x
 * @param {number} y
 */
function inside(rings, x, y) {
  return crossings(rings, y).filter((crossing) => crossing > x).length % 2 === 1;
}

/**
 * @param {Position[][]} rings
 * @param {number} x what is given where the parallel crosses nothing
 * @param {number} y
 * @returns {Position}
 */
function widest(rings, x, y) {
  const places = crossings(rings, y);
  let most = 0;
  let middle = x;
  for (let k = 0; k + 1 < places.length; k += 2) {
    const wide = places[k + 1] - places[k];
    if (wide > most) {
      most = wide;
      middle = places[k] + wide / 2;
    }
  }
  return [middle, y];
}

/** A shape that cannot be read; `key` is one of [layer.reason]. */
export class BadShape extends Error {
  /** @param {string} key */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/**
 * Build a shape from a geometry of GeoJSON; null of null and of one without positions.
 *
 * Heights are left out, numbers may be texts, rings are closed.
 *
 * @param {any} geometry
 * @param {number} depth
 * @returns {Shape | null}
 */
export function shapeOf(geometry, depth = 0) {
  if (geometry === null || geometry === undefined) return null;
  if (typeof geometry !== "object" || Array.isArray(geometry) || depth > DEEPEST) {
    throw new BadShape("bad_shape");
  }
  const { type, coordinates } = geometry;
  if (type === "GeometryCollection") {
    if (!Array.isArray(geometry.geometries)) throw new BadShape("bad_shape");
    /** @type {(Shape | null)[]} */
    const parts = geometry.geometries.map((/** @type {any} */ one) => shapeOf(one, depth + 1));
    const geometries = parts.filter((part) => part !== null);
    return geometries.length ? { type, geometries } : null;
  }
  const make = typeof type === "string" && Object.hasOwn(MAKERS, type) ? MAKERS[type] : null;
  if (!make) throw new BadShape("bad_shape");
  if (!Array.isArray(coordinates)) throw new BadShape("damaged");
  if (!coordinates.length) return null;
  return /** @type {any} */ ({ type, coordinates: make(coordinates) });
}

/**
 * Read a position; what comes after longitude and latitude is left out.
 *
 * @param {any} given
 * @returns {Position}
 */
export function positionOf(given) {
  if (!Array.isArray(given) || given.length < 2) throw new BadShape("damaged");
  return [numberOf(given[0]), numberOf(given[1])];
}

/**
 * Read a coordinate: a number, or a text that is one, with a point or nothing.
 *
 * @param {any} given
 * @returns {number}
 */
export function numberOf(given) {
  let number = given;
  if (typeof given === "string") {
    const text = given.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
    number = NUMBER.test(text) ? Number(text) : Number.NaN;
  }
  if (typeof number !== "number" || !Number.isFinite(number)) throw new BadShape("damaged");
  return number;
}

/**
 * Make a line of at least two positions.
 *
 * @param {any} given
 * @returns {Position[]}
 */
export function lineOf(given) {
  const positions = Array.isArray(given) ? given.map(positionOf) : [];
  if (positions.length < 2) throw new BadShape("damaged");
  return positions;
}

/**
 * Make an area of rings, the first its outline; a ring that is open is closed.
 *
 * @param {any} given
 * @returns {Position[][]}
 */
export function areaOf(given) {
  const rings = Array.isArray(given) ? given.map(ringOf) : [];
  if (!rings.length) throw new BadShape("damaged");
  return rings;
}

/**
 * @param {any} given
 * @returns {Position[]}
 */
function ringOf(given) {
  const positions = Array.isArray(given) ? given.map(positionOf) : [];
  if (positions.length) {
    const [first, last] = [positions[0], positions[positions.length - 1]];
    if (first[0] !== last[0] || first[1] !== last[1]) positions.push([first[0], first[1]]);
  }
  if (positions.length < 4) throw new BadShape("damaged");
  return positions;
}

/** @type {Record<string, (given: any[]) => any>} */
const MAKERS = {
  Point: positionOf,
  LineString: lineOf,
  Polygon: areaOf,
  MultiPoint: (given) => given.map(positionOf),
  MultiLineString: (given) => given.map(lineOf),
  MultiPolygon: (given) => given.map(areaOf),
};

/**
 * Sort rings into areas, as a geometry of GeoJSON: outlines run clockwise, holes do not.
 *
 * A hole belongs to the smallest outline around its first corner; one around which there is
 * none is an outline itself. What is damaged stays as it is.
 *
 * @param {any} given
 * @returns {import("./table.js").Geometry}
 */
export function areasOfRings(given) {
  if (!Array.isArray(given)) return { type: "MultiPolygon" };
  /** @type {Position[][]} */
  let rings;
  try {
    rings = given.map(ringOf);
  } catch {
    return { type: "MultiPolygon", coordinates: [given] };
  }
  const doubled = rings.map((ring) => moments(ring, ring[0][0], ring[0][1])[0]);
  const outlines = rings.map((_, k) => k).filter((k) => doubled[k] <= 0);
  const areas = new Map(outlines.map((k) => [k, [rings[k]]]));
  rings.forEach((ring, k) => {
    if (areas.has(k)) return;
    const around = outlines.filter((one) => inside([rings[one]], ring[0][0], ring[0][1]));
    around.sort((a, b) => Math.abs(doubled[a]) - Math.abs(doubled[b]));
    if (around.length) areas.get(around[0])?.push(ring);
    else areas.set(k, [ring]);
  });
  return { type: "MultiPolygon", coordinates: [...areas.values()] };
}

/**
 * Change every position of a shape.
 *
 * @param {Shape} shape
 * @param {(position: Position) => Position} change
 * @returns {Shape}
 */
export function changed(shape, change) {
  if (shape.type === "GeometryCollection") {
    return { type: shape.type, geometries: shape.geometries.map((one) => changed(one, change)) };
  }
  /** @param {any} given @returns {any} */
  const each = (given) => (Array.isArray(given[0]) ? given.map(each) : change(given));
  return /** @type {any} */ ({ type: shape.type, coordinates: each(shape.coordinates) });
}
