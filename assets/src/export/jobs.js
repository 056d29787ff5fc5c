// Background jobs of the server: requested, watched, cancelled, fetched.

import { fill, make } from "../shell/dom.js";
import { at } from "../shell/home.js";
import { messageOf, patiently, reason, saveFile } from "./files.js";

/** @import { Page } from "../types/page.js" */

/** What a job is asked for: the body of POST /jobs. */
/** @typedef {{kind: "film" | "pack", ending: string, options: Record<string, string>}} Asked */

/**
 * A job as the server tells of it.
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {"queued" | "running" | "done" | "failed" | "cancelled"} state
 * @property {number} done
 * @property {number} total 0 while unknown
 * @property {string} file where its file is, once done
 * @property {string} error why it failed
 * @property {boolean} no_worker whether it waits and nobody is there to make it
 */

const POLL_MS = 700;
const OPEN = ["queued", "running"];

/**
 * Say which letters of what was asked for no font of the server has; "" where all have one.
 *
 * @param {Response} answer
 * @param {Page} page
 */
export function lettersMissing(answer, { words }) {
  const letters = answer.headers.get("Csto-Map-Letters");
  return letters
    ? fill(words.export.letters_missing, { letters: decodeURIComponent(letters) })
    : "";
}

/** @param {Promise<Response>} promise */
async function answered(promise) {
  const answer = await promise;
  if (!answer.ok) throw new Error(await reason(answer));
  return answer;
}

/**
 * Begin a job and show it in `place` until it ends; then save its file under `name`.
 *
 * The page stays usable.
 *
 * @param {Page} page
 * @param {HTMLElement} place
 * @param {Asked} asked
 * @param {string} name
 */
export async function runJob(page, place, asked, name) {
  const words = page.words.export;
  const bar = make("progress", { max: 1, attr: { "aria-label": words.job_progress } });
  const text = make("span", { className: "soft", attr: { role: "status" } }, words.job_queued);
  const cancel = make("button", { type: "button", className: "button" }, words.job_cancel);
  const line = make("div", { className: "job" }, bar, text, cancel);
  place.append(line);
  /** @param {string} outcome */
  const end = (outcome) => {
    text.textContent = outcome;
    bar.remove();
    cancel.remove();
  };
  try {
    const begun = await answered(
      patiently(at("jobs"), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(asked),
      }),
    );
    const letters = lettersMissing(begun, page);
    if (letters) place.append(make("p", { className: "soft", attr: { role: "status" } }, letters));
    /** @type {Job} */
    let job = await begun.json();
    cancel.addEventListener("click", () => fetch(at(`jobs/${job.id}`), { method: "DELETE" }));
    while (OPEN.includes(job.state)) {
      if (job.total) Object.assign(bar, { max: job.total, value: job.done });
      const waiting = job.no_worker ? words.job_no_worker : words.job_queued;
      text.textContent = job.total ? fill(words.job_running, job) : waiting;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      // The job goes on while the server cannot be reached.
      job = await (await answered(patiently(at(`jobs/${job.id}`)))).json();
    }
    if (job.state !== "done") {
      end(
        job.state === "failed" ? fill(words.job_failed, { why: job.error }) : words.job_cancelled,
      );
      return;
    }
    saveFile(await (await answered(patiently(at(job.file)))).blob(), name);
    end(fill(words.job_ready, { name }));
    page.notice(fill(words.job_ready, { name }));
  } catch (problem) {
    end(
      problem instanceof TypeError
        ? page.words.notice.offline
        : fill(words.job_failed, { why: messageOf(problem) }),
    );
  }
}
