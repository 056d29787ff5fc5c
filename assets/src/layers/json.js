// JSON of other people as values and cells: what is damaged is found by line and column.
//
// csto_map/exchange/reading/json_read.py is its twin: every cell is the same text there.

export const DEEPEST = 100;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
// Whole numbers that may lose digits: these are read as texts, by the slower reader.
const LARGE = /\d{16}/;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
/** @type {Record<string, string>} */
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
/** @type {[string, null | boolean][]} */
const WORDS = [
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", null],
  ["Infinity", null],
  ["-Infinity", null],
];

/** A text that is not JSON: where, and whether only something follows a whole value. */
export class Damaged extends Error {
  /**
   * @param {string} text
   * @param {number} at
   * @param {boolean} more
   */
  constructor(text, at, more = false) {
    super(`damaged at ${at}`);
    const before = text.slice(0, at);
    this.line = before.split("\n").length;
    // Letters, not halves of them, from the last end of a line.
    this.column = Array.from(before.slice(before.lastIndexOf("\n") + 1)).length + 1;
    this.more = more;
  }
}

/** Something that is nested deeper than anybody's data. */
export class TooDeep extends Error {}

/**
 * Read JSON; numbers that are none (NaN, Infinity) are null. Throws Damaged or TooDeep.
 *
 * @param {string} text
 * @returns {any}
 */
export function parse(text) {
  if (!LARGE.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // The slower reader says where, or takes what Python takes.
    }
  }
  return slowly(text);
}

/** @param {string} text */
function slowly(text) {
  let at = 0;
  /** @param {number} where @returns {never} */
  const fail = (where) => {
    throw new Damaged(text, where);
  };
  const skip = () => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      at += 1;
    }
  };
  const string = () => {
    const start = at;
    at += 1;
    let made = "";
    for (;;) {
      let end = at;
      while (end < text.length && text.charCodeAt(end) > 31 && !'"\\'.includes(text[end])) end += 1;
      made += text.slice(at, end);
      at = end;
      if (at >= text.length) fail(start);
      if (text[at] === '"') break;
      if (text[at] !== "\\") fail(at);
      at += 1;
      if (at >= text.length) fail(start);
      const sign = text[at];
      if (sign === "u") {
        const digits = text.slice(at + 1, at + 5);
        if (!/^[0-9a-fA-F]{4}$/.test(digits) || at + 5 >= text.length) fail(at);
        made += String.fromCharCode(Number.parseInt(digits, 16));
        at += 5;
      } else {
        if (!Object.hasOwn(ESCAPES, sign)) fail(at - 1);
        made += ESCAPES[sign];
        at += 1;
      }
    }
    at += 1;
    return made;
  };
  /** @param {number} depth @returns {any} */
  const value = (depth) => {
    // As deep as Python goes.
    if (depth > 900) throw new TooDeep();
    const sign = text[at];
    if (sign === '"') return string();
    if (sign === "{") return object(depth);
    if (sign === "[") return list(depth);
    for (const [word, meaning] of WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    NUMBER.lastIndex = at;
    const match = NUMBER.exec(text);
    if (!match) return fail(at);
    at += match[0].length;
    const number = Number(match[0]);
    if (match[1] || match[2] || Number.isSafeInteger(number)) return number;
    return match[0];
  };
  /** @param {number} depth */
  const object = (depth) => {
    /** @type {[string, any][]} */
    const members = [];
    at += 1;
    skip();
    if (text[at] === "}") {
      at += 1;
      return {};
    }
    for (;;) {
      if (text[at] !== '"') fail(at);
      const key = string();
      skip();
      if (text[at] !== ":") fail(at);
      at += 1;
      skip();
      members.push([key, value(depth + 1)]);
      skip();
      const sign = text[at];
      if (sign === "}") break;
      if (sign !== ",") fail(at);
      at += 1;
      skip();
    }
    at += 1;
    return Object.fromEntries(members);
  };
  /** @param {number} depth */
  const list = (depth) => {
    const items = [];
    at += 1;
    skip();
    if (text[at] === "]") {
      at += 1;
      return [];
    }
    for (;;) {
      items.push(value(depth + 1));
      skip();
      if (text[at] === "]") break;
      if (text[at] !== ",") fail(at);
      at += 1;
      skip();
    }
    at += 1;
    return items;
  };
  skip();
  const whole = value(0);
  skip();
  if (at < text.length) throw new Damaged(text, at, true);
  return whole;
}

/**
 * The text of a plain value; "" of null.
 *
 * @param {unknown} value
 */
export function textOf(value) {
  if (typeof value === "string") return value.replace(LONE, "\ufffd");
  if (value === null || value === undefined) return "";
  if (typeof value === "number" && !Number.isFinite(value)) return "";
  return String(value);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The cells of a row: what lies in what has both names ("name.en"). Lists of plain values are
 * one cell with commas; other lists stay JSON. Throws TooDeep.
 *
 * @param {Record<string, unknown>} properties
 * @returns {Record<string, string>}
 */
export function cellsOf(properties) {
  const row = emptyRow();
  for (const name of Object.keys(properties)) put(row, textOf(name), properties[name], 1);
  return row;
}

/**
 * @param {Record<string, string>} row
 * @param {string} name
 * @param {unknown} value
 * @param {number} depth
 */
function put(row, name, value, depth) {
  if (isObject(value)) {
    if (depth > DEEPEST) throw new TooDeep();
    for (const key of Object.keys(value)) put(row, `${name}.${textOf(key)}`, value[key], depth + 1);
    return;
  }
  row[name] = Array.isArray(value) ? listed(value) : textOf(value);
}

/**
 * A row without cells, in which a column may be called anything (`__proto__`, `constructor`).
 *
 * @returns {Record<string, string>}
 */
export function emptyRow() {
  return Object.create(null);
}

/** @param {unknown[]} values */
function listed(values) {
  if (values.some((value) => typeof value === "object" && value !== null)) return asJson(values);
  return values.map(textOf).join(", ");
}

/**
 * Write JSON without blanks.
 *
 * @param {unknown} value
 * @param {number} depth
 * @returns {string}
 */
export function asJson(value, depth = 0) {
  if (depth > DEEPEST) throw new TooDeep();
  if (Array.isArray(value)) return `[${value.map((one) => asJson(one, depth + 1)).join(",")}]`;
  if (isObject(value)) {
    const inner = Object.keys(value).map(
      (key) => `${JSON.stringify(textOf(key))}:${asJson(value[key], depth + 1)}`,
    );
    return `{${inner.join(",")}}`;
  }
  if (typeof value === "string") return JSON.stringify(textOf(value));
  return textOf(value) || "null";
}

/**
 * Whether a line is an object or a list as a whole.
 *
 * @param {string} line
 */
export function isWhole(line) {
  const bare = line.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (bare[0] !== "{" && bare[0] !== "[") return false;
  try {
    parse(bare);
    return true;
  } catch {
    return false;
  }
}
