// The film tab: the view through time, made by the server in the background.

import offers from "../../../csto_map/export/offers.json" with { type: "json" };
import * as linking from "../core/link.js";
import { iso } from "../core/state.js";
import { ownQuery } from "../layers/picture.js";
import { byId, make } from "../shell/dom.js";
import { runJob } from "./jobs.js";

/** @import { Page } from "../types/page.js" */

/** @type {Record<string, string>} */
const ENDINGS = { ".mp4": "MP4", ".gif": "GIF", ".webp": "WEBP", ".zip": "PNG (ZIP)" };
const { film_sizes: SIZES, film_steps: STEPS } = offers;

/** @param {Page} page */
export function filming(page) {
  const words = page.words.export;
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
    from: text(words.film_from, iso(page.data.first)),
    to: text(words.film_to, iso(page.data.horizon)),
    step: pick(words.film_step, STEPS, page.words.timeline, "month"),
    size: pick(words.size, SIZES),
    fps: text(words.film_fps, "12"),
    dwell: text(words.film_dwell, "1.5"),
  };
  const ending = pick(words.format, Object.keys(ENDINGS), ENDINGS);
  const style = pick(words.style, ["light", "dark", "grey"], words);
  const jobs = make("div", { className: "jobs" });
  const start = () => {
    const view = linking.texts(page.view, page.data, "film");
    /** @type {Record<string, string>} */
    const options = { ...view, ...ownQuery(page), style: style.value };
    for (const [name, input] of Object.entries(inputs)) options[name] = input.value.trim();
    // A film goes through the days one by one: a range would stand still.
    if (options.tm === "range") for (const name of ["tm", "range"]) delete options[name];
    runJob(
      page,
      jobs,
      { kind: "film", ending: ending.value, options },
      `csto-map-film${ending.value}`,
    );
  };
  const button = make(
    "button",
    { type: "button", className: "button primary", on: { click: start } },
    words.film_make,
  );
  byId("export-film").append(make("div", { className: "group" }, button), jobs);
}
