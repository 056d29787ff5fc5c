// The film tab: the view through time, made by the server in the background.

import offers from "../../../csto_map/export/offers.json" with { type: "json" };
import { foretold, spanOfFilm } from "../core/film.js";
import * as linking from "../core/link.js";
import { iso } from "../core/state.js";
import { ownQuery } from "../layers/picture.js";
import { byId, fill, make } from "../shell/dom.js";
import { at } from "../shell/home.js";
import { messageOf, patiently, reason } from "./files.js";
import { runJob } from "./jobs.js";

/** @import { Page } from "../types/page.js" */

/** @type {Record<string, string>} */
const ENDINGS = { ".mp4": "MP4", ".gif": "GIF", ".webp": "WEBP", ".zip": "PNG (ZIP)" };
/** Where the days of the last film are kept while the page is open. */
const KEPT = "csto-film-days";
const WAIT_MS = 600;
const { film_sizes: SIZES, film_steps: STEPS } = offers;

/**
 * Fill the film tab; gives what the dialog calls when it opens.
 *
 * @param {Page} page
 */
export function filming(page) {
  const words = page.words.export;
  if (page.painter) {
    byId("export-film").append(make("p", {}, words.no_server_film));
    return { open() {} };
  }
  /**
   * @param {string} label
   * @param {string} value
   */
  const text = (label, value) => {
    const input = make("input", { type: "text", value });
    byId("export-film").append(
      make("label", { className: "field" }, make("span", {}, label), input),
    );
    return input;
  };
  /**
   * @param {string} label
   * @param {string[]} values
   * @param {Record<string, string>} [names]
   * @param {string} [chosen]
   */
  const pick = (label, values, names = {}, chosen = values[0]) => {
    const select = make(
      "select",
      {},
      values.map((v) => make("option", { value: v, selected: v === chosen }, names[v] || v)),
    );
    byId("export-film").append(
      make(
        "label",
        { className: "choice" },
        make("span", { className: "choice-label" }, label),
        select,
      ),
    );
    return select;
  };
  const missing = make("p", { className: "export-missing", hidden: true });
  byId("export-film").append(make("p", {}, words.film_about), missing);
  const inputs = {
    from: text(words.film_from, ""),
    to: text(words.film_to, ""),
    step: pick(words.film_step, STEPS, page.words.timeline, "month"),
    length: text(words.film_length, ""),
    speed: text(words.film_speed, ""),
    size: pick(words.size, SIZES),
    fps: text(words.film_fps, "12"),
    dwell: text(words.film_dwell, "1.5"),
    end: text(words.film_end, "2"),
  };
  const ending = pick(words.format, Object.keys(ENDINGS), ENDINGS);
  const style = pick(words.style, ["light", "dark", "grey"], words);
  const coming = make("p", { className: "film-forecast soft", attr: { role: "status" } });
  const jobs = make("div", { className: "jobs" });

  /** All that a film is asked for. */
  function asked() {
    const view = linking.texts(page.view, page.data, "film");
    /** @type {Record<string, string>} */
    const options = { ...view, ...ownQuery(page), style: style.value };
    for (const [name, input] of Object.entries(inputs)) {
      const value = input.value.trim();
      if (value) options[name] = value;
    }
    // A film goes through the days one by one: a range would stand still.
    if (options.tm === "range") for (const name of ["tm", "range"]) delete options[name];
    return options;
  }

  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** Say how long and large the film will be, once nothing is changed for a moment. */
  function foretell() {
    clearTimeout(timer);
    asking?.abort();
    coming.textContent = words.film_foretelling;
    timer = setTimeout(async () => {
      const mine = new AbortController();
      asking = mine;
      const told = await toldOf(mine.signal);
      if (!mine.signal.aborted) coming.textContent = told;
    }, WAIT_MS);
  }

  /** @param {AbortSignal} signal */
  async function toldOf(signal) {
    try {
      const query = new URLSearchParams({ ...asked(), ending: ending.value });
      const answer = await patiently(at(`film-forecast?${query}`), { signal });
      if (!answer.ok) return await reason(answer);
      return fill(
        words.film_forecast,
        foretold(await answer.json(), document.documentElement.lang),
      );
    } catch (problem) {
      return problem instanceof TypeError ? page.words.notice.offline : messageOf(problem);
    }
  }

  /** Begin with the range that is shown, else with the days chosen last. */
  function preset() {
    const kept = JSON.parse(window.sessionStorage.getItem(KEPT) || "null");
    const span = spanOfFilm(page.view, page.data, kept);
    [inputs.from.value, inputs.to.value] = span.map(iso);
  }

  const panel = byId("export-film");
  for (const change of ["input", "change"]) panel.addEventListener(change, foretell);
  const start = () => {
    const days = [inputs.from.value.trim(), inputs.to.value.trim()];
    window.sessionStorage.setItem(KEPT, JSON.stringify(days));
    runJob(
      page,
      jobs,
      { kind: "film", ending: ending.value, options: asked() },
      `csto-map-film${ending.value}`,
    );
  };
  const button = make(
    "button",
    { type: "button", className: "button primary", on: { click: start } },
    words.film_make,
  );
  panel.append(coming, make("div", { className: "group" }, button), jobs);
  byId("tab-film").addEventListener("click", foretell);
  return {
    /** The dialog opens. */
    open() {
      preset();
      if (!panel.hidden) foretell();
    },
  };
}
