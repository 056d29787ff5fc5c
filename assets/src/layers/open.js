// Files that somebody brings along, read as tables: by their content first, then by their name.
//
// csto_map/exchange/reading/records.py is its twin; kinds.json says to both which file is what.
import kinds from "../../../csto_map/exchange/reading/kinds.json" with { type: "json" };
import { readCsv } from "./csv.js";
import { readGeoJson } from "./geojson.js";
import { readGpx } from "./gpx.js";
import { readKml } from "./kml.js";
import { readShapefile } from "./shapefile.js";
import { BadFile, MOST_BYTES } from "./table.js";
import { decode } from "./text.js";
import { isWorkbook, readXlsx } from "./xlsx.js";
import { oneOf, openZip } from "./zip.js";

/** @typedef {import("./table.js").Table} Table */
/** @typedef {{parseXml?: import("./xml.js").ParseXml, layer?: string | null, wanted?: string[]}} Options */

/** @type {Map<string, string>} */
const ENDINGS = new Map(
  Object.entries(kinds.endings).flatMap(([kind, endings]) => endings.map((one) => [one, kind])),
);
const READABLE = [...ENDINGS].filter(([, kind]) => kind !== "parts").map(([ending]) => ending);
/** @type {Record<string, string>} */
const DATABASES = kinds.databases;
const PACKED = kinds.packed;
// How texts begin that are no tables, whatever they are called.
const JSON_START = /^\s*(?:\{\s*["}]|\[\s*[[{\]])/;
const SEPARATOR = "\x1e";
const XML_START = /^\s*<(?:\?xml|!--|!DOCTYPE|kml|gpx|html)\b/i;
const PAGE = /^\s*(?:<\?xml[\s\S]*?\?>\s*)?<(?:!DOCTYPE\s+html|html)\b/i;
const ROOT = /<(?:[\w.-]+:)?(?:(gpx)|\w)/i;
const DECLARED = /^<\?xml[^>]{1,80}encoding\s*=\s*["']([\w.-]+)["']/i;
const CODECS = [
  ...["windows-1251", "windows-1252", "windows-1250", "koi8-r", "ibm866", "iso-8859-5"],
  "iso-8859-15",
];

/**
 * Read a file by its content, and where that leaves it open by its ending. Throws BadFile.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {Options} options `parseXml` is a browser's DOMParser where none is given, `layer` the
 *   member of an archive that has several, `wanted` columns that somebody asks for: they tell the
 *   header of a table
 * @returns {Promise<Table>}
 */
export async function openFile(name, bytes, options = {}) {
  if (!bytes.length) throw new BadFile("empty_file", { name });
  if (bytes.length > MOST_BYTES) {
    throw new BadFile("too_large", { name, most: MOST_BYTES / 1024 ** 2 });
  }
  const { kind, called } = kindOf(bytes);
  const ending = endingOf(name);
  let table;
  if (kind === "zip" || PACKED.includes(ending)) {
    table = await unpacked(openZip(bytes, name), ending, options);
  } else if (kind) {
    throw unread(kind, called, name, bytes);
  } else if (Object.hasOwn(DATABASES, ending)) {
    throw new BadFile("page_database", { name, kind: DATABASES[ending] });
  } else {
    table = await textTable(name, bytes, ending, options);
  }
  if (!table.rows.length && !table.refused.length) throw new BadFile("no_rows", { name });
  return table;
}

/** @param {string} name */
function endingOf(name) {
  const bare = name.slice(name.lastIndexOf("/") + 1);
  const at = bare.lastIndexOf(".");
  return at > 0 ? bare.slice(at).toLowerCase() : "";
}

/**
 * What a file is by its first bytes, and what people call it; "" of a text.
 *
 * @param {Uint8Array} bytes
 */
function kindOf(bytes) {
  const head = Array.from(bytes.subarray(0, 64), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  const [kind, called] = kinds.binary.find(([, , start]) => head.startsWith(start)) ?? ["", ""];
  return { kind, called };
}

/**
 * @param {string} kind
 * @param {string} called
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function unread(kind, called, name, bytes) {
  if (kind === "shapefile") return new BadFile("shapefile_parts", { name });
  if (kind === "sqlite") {
    const id = String.fromCharCode(...bytes.subarray(68, 72));
    const geo = ["GPKG", "GP10", "GP11"].includes(id);
    return new BadFile(geo ? "page_database" : "not_database", { name, kind: "GeoPackage" });
  }
  if (kind === "parquet" || kind === "flatgeobuf" || kind === "pmtiles") {
    return new BadFile("page_database", { name, kind: called });
  }
  const key = kind === "packed" || kind === "old_excel" ? kind : "binary";
  return new BadFile(key, { name, kind: called });
}

/**
 * Read a text by how it begins, and where that leaves it open by the ending of its name.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} ending
 * @param {Options} options
 * @returns {Promise<Table>}
 */
async function textTable(name, bytes, ending, options) {
  const kind = ENDINGS.get(ending) ?? "";
  if (kind === "parts") throw new BadFile("shapefile_parts", { name });
  if (kind === "table" && !isMarked(bytes)) return readCsv(bytes, name, options.wanted);
  const known = xmlText(bytes);
  const { text, remark } = known ? { text: known, remark: null } : decode(bytes, name);
  const table = markedUp(text, name, kind, options);
  return remark ? { ...table, notes: [...table.notes, remark] } : table;
}

/**
 * @param {string} text
 * @param {string} name
 * @param {string} kind
 * @param {Options} options
 * @returns {Table}
 */
function markedUp(text, name, kind, options) {
  if (PAGE.test(text)) throw new BadFile("web_page", { name });
  if (kind === "lines" || (kind !== "xml" && isJson(text)) || kind === "json") {
    return readGeoJson(text, name, kind === "lines");
  }
  if (kind === "xml" || XML_START.test(text)) {
    const read = ROOT.exec(text)?.[1] ? readGpx : readKml;
    return read(text, name, options.parseXml ?? parseInBrowser);
  }
  const endings = [...READABLE, ...Object.keys(DATABASES), ...PACKED].join(", ");
  throw new BadFile("bad_ending", { name, endings });
}

/** @param {string} text */
function isJson(text) {
  return JSON_START.test(text) || text.slice(0, 100).trimStart().startsWith(SEPARATOR);
}

/** @param {string} text */
function parseInBrowser(text) {
  return new DOMParser().parseFromString(text, "application/xml");
}

/**
 * Whether a file begins as JSON or XML does.
 *
 * @param {Uint8Array} bytes
 */
function isMarked(bytes) {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200).filter((byte) => byte));
  const bare = start.replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, "");
  return isJson(bare) || XML_START.test(bare);
}

/**
 * The text of XML that names an encoding other than UTF-8; "" of others.
 *
 * @param {Uint8Array} bytes
 */
function xmlText(bytes) {
  const match = DECLARED.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 200)));
  if (!match) return "";
  try {
    const decoder = new TextDecoder(match[1].replace(/^cp/i, "windows-"));
    return CODECS.includes(decoder.encoding) ? decoder.decode(bytes) : "";
  } catch {
    return "";
  }
}

/**
 * Read the one file of an archive that can be read, no more of it than is allowed.
 *
 * @param {import("./zip.js").Archive} archive
 * @param {string} ending
 * @param {Options} options
 * @returns {Promise<Table>}
 */
async function unpacked(archive, ending, options) {
  if (ending === ".xlsx" || isWorkbook(archive)) {
    if (!isWorkbook(archive)) throw new BadFile("bad_xlsx", { name: archive.name });
    return readXlsx(archive, options.layer, options.wanted);
  }
  const kml = archive.ending(".kml");
  if (archive.ending(".shp").length) return readShapefile(archive, options.layer);
  let chosen;
  if (ending === ".kmz" || kml.includes("doc.kml")) {
    if (!kml.length) throw new BadFile("zip_nothing", { name: archive.name, endings: ".kml" });
    chosen = kml.find((one) => one.toLowerCase() === "doc.kml") ?? kml[0];
  } else {
    const members = archive.ending(...READABLE);
    const [base] = archive.ending(...Object.keys(DATABASES));
    if (!members.length && base) {
      const kind = DATABASES[endingOf(base)];
      throw new BadFile("page_database", { name: `${archive.name}/${base}`, kind });
    }
    if (!members.length) {
      const endings = [...READABLE, ".shp"].join(", ");
      throw new BadFile("zip_nothing", { name: archive.name, endings });
    }
    chosen = oneOf(members, archive.name, options.layer);
  }
  const name = `${archive.name}/${chosen}`;
  const [bytes] = archive.read(chosen);
  if (!bytes.length) throw new BadFile("empty_file", { name });
  return textTable(name, bytes, endingOf(chosen), options);
}
