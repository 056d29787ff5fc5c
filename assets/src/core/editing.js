// What the editor works out: faults by cell, ids in a cell, choices that fit. Pure.

import { tongue } from "./speaker.js";

/** @import { Choice, EditFault, EditRow } from "../types/editor.js" */

/**
 * Faults by the cell that they concern; what is about a whole row is told at its first column.
 *
 * @param {EditFault[]} faults
 * @param {string[]} columns
 * @returns {Map<string, EditFault[]>} by `cellKey`
 */
export function faultsByCell(faults, columns) {
  /** @type {Map<string, EditFault[]>} */
  const found = new Map();
  for (const fault of faults) {
    if (fault.row === null) continue;
    const key = cellKey(fault.row, columns.includes(fault.column) ? fault.column : columns[0]);
    found.set(key, [...(found.get(key) ?? []), fault]);
  }
  return found;
}

/** @param {number} row @param {string} column */
export const cellKey = (row, column) => `${row} ${column}`;

/** The ids in a cell. @param {string} text */
export function idsIn(text) {
  return text
    .split(";")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

/**
 * The text of a cell with one of its ids more, at the end, or less.
 *
 * @param {string} text
 * @param {string} id
 */
export function toggled(text, id) {
  const ids = idsIn(text);
  return (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]).join(";");
}

/**
 * Choices in which all words that somebody looks for stand; those that are chosen come first.
 *
 * @param {Choice[]} choices
 * @param {string} asked
 * @param {string[]} chosen
 */
export function fitting(choices, asked, chosen) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = /** @param {Choice} one */ ({ value, about }) => {
    const text = `${value} ${about}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = choices.filter(fits);
  const first = /** @param {Choice} one */ ({ value }) => (chosen.includes(value) ? 0 : 1);
  return found.toSorted((a, b) => first(a) - first(b));
}

/**
 * Whether two lists of rows are the same rows in the same order, whatever their cells.
 *
 * @param {EditRow[]} rows
 * @param {EditRow[]} others
 */
export function sameRows(rows, others) {
  return rows.length === others.length && rows.every((row, k) => row.id === others[k].id);
}

/**
 * The form of a text for a number.
 *
 * @param {{ [form: string]: string }} forms
 * @param {number} n
 * @param {string} language
 */
export function counted(forms, n, language) {
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
  return form.replace("{n}", n.toLocaleString(tongue(language)));
}
