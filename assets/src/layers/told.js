// What a user's file leaves open: asked of the user, or stated in the report.

import { byId, dayInWords, fill, make } from "../shell/dom.js";
import { sentence } from "./table.js";

/** @import { Doubt } from "./stays.js" */
/** @import { Remark, Table } from "./table.js" */
/** @import { Sentences } from "../types/files.js" */
/** @import { Words } from "../types/page.js" */

// The columns that are asked for, the ways of saying where first.
const ROLES = /** @type {const} */ ([
  ...["lat", "lon", "start", "end", "label", "colour", "size", "latlon", "geometry", "mgrs"],
]);

/**
 * Ask whether the day or the month comes first.
 *
 * @param {string} name Of the file.
 * @param {Doubt} doubt
 * @param {Words["own"]} words
 * @returns {Promise<"dmy" | "mdy" | null>} Null if nobody answers.
 */
export function askOrder(name, doubt, words) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("own-order"));
  return new Promise((resolve) => {
    /** @param {"dmy" | "mdy" | null} order */
    const answer = (order) => () => {
      resolve(order);
      dialog.close();
    };
    const one = (/** @type {"day" | "month"} */ way) =>
      make(
        "button",
        {
          type: "button",
          className: "button",
          attr: { "data-way": way },
          on: { click: answer(way === "day" ? "dmy" : "mdy") },
        },
        fill(words[`order_${way}`], { day: dayInWords(doubt[way]) }),
      );
    const about = fill(words.order_about, { name, text: doubt.value });
    byId("own-readings").replaceChildren(make("p", {}, about), one("day"), one("month"));
    dialog.addEventListener("close", answer(null), { once: true });
    dialog.showModal();
  });
}

/**
 * Ask which column is which.
 *
 * @param {Table} table
 * @param {Record<string, string>} guess Columns by role.
 * @param {Words["own"]} words
 * @returns {Promise<Record<string, string> | null>} Columns by role; null if nobody answers.
 */
export function askColumns(table, guess, words) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("own-mapping"));
  /** @type {Map<string, HTMLSelectElement>} */
  const choices = new Map();
  const lines = ROLES.map((role) => {
    const options = ["", ...table.columns].map((c) =>
      make("option", { value: c, selected: c === (guess[role] ?? "") }, c || words.none),
    );
    const select = make("select", {}, ...options);
    choices.set(role, select);
    const label = make("span", { className: "choice-label" }, words[`role_${role}`]);
    return make("label", { className: "choice" }, label, select);
  });
  const cells = table.rows.length ? Object.values(table.rows[0]) : [];
  const sample = cells.slice(0, 6).join(" · ");
  return new Promise((resolve) => {
    const use = () => {
      const chosen = [...choices].map(([role, { value }]) => [role, value]);
      const roles = Object.fromEntries(chosen.filter(([, value]) => value));
      const placed = table.shapes || roles.latlon || roles.geometry || roles.mgrs;
      if (!placed && !(roles.lat && roles.lon)) return;
      resolve(roles);
      dialog.close();
    };
    const ready = make(
      "button",
      { type: "button", className: "button primary", on: { click: use } },
      words.use,
    );
    byId("own-fields").replaceChildren(make("p", { className: "soft" }, sample), ...lines, ready);
    dialog.addEventListener("close", () => resolve(null), { once: true });
    dialog.showModal();
  });
}

/**
 * What was read otherwise than it stands in the file, each as a sentence.
 *
 * @param {Remark[]} notes
 * @param {Sentences} sentences
 */
export function remarks(notes, sentences) {
  return notes.map((note) => {
    const text = sentence(note, sentences);
    return `${text[0].toUpperCase()}${text.slice(1)}.`;
  });
}
