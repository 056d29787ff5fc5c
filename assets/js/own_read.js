// Reading a layer of one's own: rows of a table or features, to points with dates.
// Pure: the file is read in the browser and goes nowhere.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const ROLES = ["lat", "lon", "start", "end", "label", "colour", "size"];
  // Names by which columns are recognised, the likeliest first.
  const NAMES = {
    lat: ["lat", "latitude", "y", "lat_dd", "широта"],
    lon: ["lon", "lng", "long", "longitude", "x", "lon_dd", "долгота"],
    start: ["start", "start_date", "from", "begin", "since", "date", "day", "when", "event_date", "дата", "начало"],
    end: ["end", "end_date", "to", "until", "stop", "конец"],
    label: ["label", "name", "title", "event", "description", "название"],
    colour: ["colour", "color", "fill", "marker-color"],
    size: ["size", "magnitude", "personnel", "value", "marker-size"],
  };
  const COLOUR = /^#[0-9a-f]{6}$/i;
  const OPEN = ["", ".."];

  /** Guess which column plays which role: {lat: "Latitude", ...}; "" for none. */
  function recognise(columns) {
    const lower = columns.map((c) => String(c).trim().toLowerCase());
    const found = {};
    for (const role of ROLES) {
      const name = NAMES[role].find((n) => lower.includes(n));
      found[role] = name === undefined ? "" : columns[lower.indexOf(name)];
    }
    return found;
  }

  /** Whether a guess says where things are; dates may be missing. */
  function complete(roles) {
    return Boolean(roles.lat && roles.lon);
  }

  function number(text) {
    // A comma is a decimal point where it is the only one of both.
    const plain = String(text).trim().replace(/^(-?\d+),(\d+)$/, "$1.$2");
    return plain === "" ? NaN : Number(plain);
  }

  const spans = new Map();

  /** First and last day that a date can mean, or null; "~" and "?" are taken off. */
  function span(text) {
    // Dates repeat: reading each once is what makes a hundred thousand rows quick.
    if (!spans.has(text)) spans.set(text, readSpan(text));
    return spans.get(text);
  }

  function readSpan(text) {
    const said = String(text).trim().replace(/[~?%]$/, "").replace(/T.*$/, "");
    const day = csto.state.readDate(said);
    if (!Number.isFinite(day)) return null;
    if (/^\d{4}$/.test(said)) return [day, csto.state.addMonths(day, 12) - 1];
    const month = /^\d{4}-\d{1,2}$/.test(said) || /^[a-z]+\.? \d{4}$/i.test(said);
    return month ? [day, csto.state.addMonths(day, 1) - 1] : [day, day];
  }

  /**
   * When a row holds: [from, until), or a reason in words (a key of [own]).
   *
   * Without an end, a start that is a date alone lasts as long as the date is imprecise;
   * with an end column an empty end is open. An end that is a day is the first on which
   * it no longer holds; an imprecise one holds through its last day.
   */
  function interval(start, end, hasEnd, range) {
    if (OPEN.includes(start) && OPEN.includes(end || "")) return [range.first, null];
    const from = OPEN.includes(start) ? [range.first, range.first] : span(start);
    if (!from) return "bad_start";
    if (!hasEnd) return [from[0], from[1] + 1];
    if (OPEN.includes(end)) return [from[0], null];
    const until = span(end);
    if (!until) return "bad_end";
    const last = until[0] === until[1] ? until[0] : until[1] + 1;
    return last <= from[0] ? "end_before_start" : [from[0], last];
  }

  /** Where a row is, or a reason in words. */
  function place(lat, lon) {
    if (!Number.isFinite(lat) || !Number.isFinite(lon)) return "no_place";
    if (Math.abs(lat) > 90 && Math.abs(lon) <= 90) return "swapped";
    if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return "out_of_range";
    return [lon, lat];
  }

  /**
   * Read rows by roles.
   *
   * rows: [{column: text}]; range: {first, horizon}. Gives {points: [{lon, lat, from,
   * until, said (start and end as the file has them), label, colour, size, row}], refused: [{line, reason, row}]}; `line` counts
   * from 2, below a header.
   */
  function readRows(rows, roles, range) {
    const points = [];
    const refused = [];
    const cell = (row, role) => {
      const value = roles[role] ? row[roles[role]] : "";
      return value === null || value === undefined ? "" : String(value).trim();
    };
    rows.forEach((row, k) => {
      const where = place(number(cell(row, "lat")), number(cell(row, "lon")));
      const when = interval(cell(row, "start"), cell(row, "end"), Boolean(roles.end), range);
      const reason = typeof where === "string" ? where : typeof when === "string" ? when : null;
      if (reason) {
        refused.push({ line: k + 2, reason, row });
        return;
      }
      const colour = cell(row, "colour");
      points.push({
        lon: where[0],
        lat: where[1],
        from: when[0],
        until: when[1],
        said: [cell(row, "start"), cell(row, "end")],
        label: cell(row, "label"),
        colour: COLOUR.test(colour) ? colour : null,
        size: Math.min(40, Math.max(0, number(cell(row, "size")) || 0)),
        row,
      });
    });
    return { points, refused };
  }

  /** Rows of a GeoJSON text: points, and the first point of other shapes. Throws with words. */
  function readFeatures(text) {
    const data = JSON.parse(text);
    const features = data.type === "FeatureCollection" ? data.features : [data];
    if (!Array.isArray(features)) throw new Error("no_features");
    const rows = features.map((feature) => {
      const shape = (feature && feature.geometry) || {};
      const at = shape.type === "Point" ? shape.coordinates : [];
      const own = (feature && feature.properties) || {};
      return { ...own, "geometry.lat": at[1], "geometry.lon": at[0] };
    });
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return { rows, columns };
  }

  csto.own = { ROLES, recognise, complete, readRows, readFeatures, span };
  if (typeof module === "object") module.exports = csto.own;
})(typeof window === "undefined" ? globalThis : window);
