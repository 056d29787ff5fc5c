// Marks that nobody sees and that change what is read: told instead of obeyed. The twin of
// csto_map/machine/marks.py: both read its marks.json.

import MARKS from "../../../csto_map/machine/marks.json" with { type: "json" };

const MARK = new RegExp(`[${MARKS.unseen}]`, "gu");

/**
 * A text whose marks that nobody sees are written as their number: [U+202E]; all else stays.
 *
 * @param {string} text
 */
export const shown = (text) =>
  text.replace(MARK, (mark) => {
    const number = /** @type {number} */ (mark.codePointAt(0));
    return `[U+${number.toString(16).toUpperCase().padStart(4, "0")}]`;
  });
