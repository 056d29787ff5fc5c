// What a file of one's own is read as, whatever its format.

/** @typedef {[number, number]} Position longitude and latitude in degrees */

/**
 * @typedef {{type: "Point", coordinates: Position}
 *   | {type: "MultiPoint" | "LineString", coordinates: Position[]}
 *   | {type: "MultiLineString" | "Polygon", coordinates: Position[][]}
 *   | {type: "MultiPolygon", coordinates: Position[][][]}
 *   | {type: "GeometryCollection", geometries: Shape[]}} Shape a geometry of GeoJSON
 */

/** @typedef {{key: string} & Record<string, string | number>} Told a key of [layer] and what fills it */
/** @typedef {Told} Note a key of [layer.note] */

/**
 * A row that was not used; `reason` is a key of [layer.reason].
 *
 * @typedef {{row: number, column: string, value: string, reason: Told}} Refused
 */

/**
 * `numbers` are those of the rows in the file. `times` are the first and the last day of each
 * row where its format has a time of its own ("" for open); where there is none, columns decide.
 *
 * @typedef {{
 *   columns: string[],
 *   rows: Record<string, unknown>[],
 *   numbers: number[],
 *   shapes: (Shape | null)[] | null,
 *   times: ([string, string] | null)[] | null,
 *   refused: Refused[],
 *   notes: Note[],
 * }} Table
 */

export {};
