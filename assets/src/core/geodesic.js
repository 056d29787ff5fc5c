// Shortest ways on the ellipsoid WGS 84, by Vincenty's formulae (Survey Review XXIII, 1975). Pure.
//
// Python asks PROJ, csto_map/picture/annotations.py; both agree within a millimetre where the
// places are not nearly opposite each other on the globe, which annotations cannot be.

const A = 6378137;
const F = 1 / 298.257223563;
const B = A * (1 - F);
const RADIANS = Math.PI / 180;
const EXACT = 1e-13;
const MOST_TRIES = 200;

/** @typedef {readonly [lon: number, lat: number]} Spot Degrees. */

/** What both formulae have in common. @param {number} cosSqAlpha */
function series(cosSqAlpha) {
  const uSq = (cosSqAlpha * (A * A - B * B)) / (B * B);
  return {
    a: 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq))),
    b: (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq))),
    c: (F / 16) * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha)),
  };
}

/**
 * @param {number} b
 * @param {number} sin
 * @param {number} cos
 * @param {number} mid Cosine of twice the angle to the middle.
 */
function correction(b, sin, cos, mid) {
  const first = cos * (-1 + 2 * mid * mid);
  const second = (b / 6) * mid * (-3 + 4 * sin * sin) * (-3 + 4 * mid * mid);
  return b * sin * (mid + (b / 4) * (first - second));
}

/**
 * How long the shortest way between two places is, and in which direction it begins.
 *
 * @param {Spot} start
 * @param {Spot} end
 * @returns {{metres: number, way: number}} `way` in degrees from north.
 */
export function inverse([lon0, lat0], [lon1, lat1]) {
  let turn = lon1 - lon0;
  if (turn > 180) turn -= 360;
  if (turn < -180) turn += 360;
  const L = turn * RADIANS;
  const [u0, u1] = [lat0, lat1].map((lat) => Math.atan((1 - F) * Math.tan(lat * RADIANS)));
  const [sin0, cos0, sin1, cos1] = [Math.sin(u0), Math.cos(u0), Math.sin(u1), Math.cos(u1)];
  let lambda = L;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const across = cos1 * sinL;
    const up = cos0 * sin1 - sin0 * cos1 * cosL;
    const sin = Math.sqrt(across * across + up * up);
    if (sin === 0) return { metres: 0, way: 0 };
    const cos = sin0 * sin1 + cos0 * cos1 * cosL;
    const sigma = Math.atan2(sin, cos);
    const sinAlpha = (cos0 * cos1 * sinL) / sin;
    const cosSqAlpha = 1 - sinAlpha * sinAlpha;
    const mid = cosSqAlpha ? cos - (2 * sin0 * sin1) / cosSqAlpha : 0;
    const { a, b, c } = series(cosSqAlpha);
    const before = lambda;
    const inner = mid + c * cos * (-1 + 2 * mid * mid);
    lambda = L + (1 - c) * F * sinAlpha * (sigma + c * sin * inner);
    if (Math.abs(lambda - before) < EXACT) {
      const metres = B * a * (sigma - correction(b, sin, cos, mid));
      return { metres, way: Math.atan2(across, up) / RADIANS };
    }
  }
  throw new RangeError("the places are nearly opposite each other on the globe");
}

/**
 * The place so far from another in a direction.
 *
 * @param {Spot} start
 * @param {number} way In degrees from north.
 * @param {number} metres
 * @returns {[lon: number, lat: number]}
 */
export function direct([lon, lat], way, metres) {
  const [sinWay, cosWay] = [Math.sin(way * RADIANS), Math.cos(way * RADIANS)];
  const tanU = (1 - F) * Math.tan(lat * RADIANS);
  const cosU = 1 / Math.sqrt(1 + tanU * tanU);
  const sinU = tanU * cosU;
  const sigma1 = Math.atan2(tanU, cosWay);
  const sinAlpha = cosU * sinWay;
  const cosSqAlpha = 1 - sinAlpha * sinAlpha;
  const { a, b, c } = series(cosSqAlpha);
  let sigma = metres / (B * a);
  let [sin, cos, mid] = [0, 1, 0];
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    [sin, cos, mid] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma)];
    const before = sigma;
    sigma = metres / (B * a) + correction(b, sin, cos, mid);
    if (Math.abs(sigma - before) < EXACT) break;
  }
  [sin, cos, mid] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma)];
  const side = sinU * sin - cosU * cos * cosWay;
  const north = Math.atan2(
    sinU * cos + cosU * sin * cosWay,
    (1 - F) * Math.sqrt(sinAlpha * sinAlpha + side * side),
  );
  const lambda = Math.atan2(sin * sinWay, cosU * cos - sinU * sin * cosWay);
  const inner = mid + c * cos * (-1 + 2 * mid * mid);
  const L = lambda - (1 - c) * F * sinAlpha * (sigma + c * sin * inner);
  const east = lon + L / RADIANS;
  return [east > 180 ? east - 360 : east < -180 ? east + 360 : east, north / RADIANS];
}
