// Degrees and the kilometres of a map. Pure.

import proj4 from "proj4";

/** @typedef {[x: number, y: number]} Place */

/** @param {string} proj */
const of = (proj) =>
  // Unless the false origin is set to 0, Proj4js gives no numbers.
  proj4(`${proj} +x_0=0 +y_0=0 +no_defs`);

/**
 * What turns degrees into the kilometres of a map.
 *
 * @param {string} proj The projection in the words of PROJ, in kilometres.
 * @returns {(lon: number, lat: number) => Place}
 */
export function projector(proj) {
  const projection = of(proj);
  return (lon, lat) => /** @type {Place} */ (projection.forward([lon, lat]));
}

/**
 * What turns the kilometres of a map into degrees.
 *
 * @param {string} proj
 * @returns {(x: number, y: number) => [lon: number, lat: number]}
 */
export function unprojector(proj) {
  const projection = of(proj);
  return (x, y) => /** @type {[number, number]} */ (projection.inverse([x, y]));
}
