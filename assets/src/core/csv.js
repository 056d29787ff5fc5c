// Tables as CSV for other programs. Pure but for `save`.

import { make } from "../shell/dom.js";

/** @typedef {string | number | null | undefined} Cell */

/** A cell's text; one that a spreadsheet would take for a formula begins with '. @param {Cell} value */
export function cell(value) {
  if (typeof value === "number") return String(value);
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * Write rows as RFC 4180 wants, with a mark that tells spreadsheets it is UTF-8.
 *
 * @param {readonly Cell[]} head
 * @param {readonly (readonly Cell[])[]} rows
 */
export function write(head, rows) {
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * Give the browser a file to save.
 *
 * @param {string} name
 * @param {string} text
 */
export function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
