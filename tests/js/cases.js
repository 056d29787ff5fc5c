// The cases that Python and the page's code are both held to: tests/cases/NAME.json.

import { readFileSync } from "node:fs";

/**
 * @param {string} name
 * @returns {any} What the file says.
 */
export function casesOf(name) {
  const path = new URL(`../cases/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"));
}
