// Files that are saved, and servers that are asked for them.

import { make } from "../shell/dom.js";

const PATIENCE_MS = 40000;

/**
 * The message of an answer that is not a file, in one line; where the fault is the server's, with
 * the id by which its log knows the request.
 *
 * @param {Response} answer
 * @returns {Promise<string>}
 */
export async function reason(answer) {
  const text = (await answer.text()).trim();
  const problem = (answer.headers.get("Content-Type") || "").startsWith("application/problem+json");
  if (!problem) return text;
  const { detail, status, id } = JSON.parse(text);
  return status >= 500 && id ? `${detail} (ID ${id})` : detail;
}

/**
 * What went wrong, in words.
 *
 * @param {unknown} problem
 */
export const messageOf = (problem) =>
  problem instanceof Error ? problem.message : String(problem);

/**
 * Ask the server; while it is busy (503) or we ask too often (429), wait as long as it says and ask again.
 *
 * The wait is limited: then the last answer is returned, whatever it is.
 *
 * @param {string} url
 * @param {RequestInit} [options]
 */
export async function patiently(url, options) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, options);
    const wait = 1000 * Number(answer.headers.get("Retry-After") || 0);
    const later = answer.status === 503 || answer.status === 429;
    if (!later || !wait || Date.now() + wait > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/**
 * Save a body under a name.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function saveFile(blob, name) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}
