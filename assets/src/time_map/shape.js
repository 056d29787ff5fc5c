// The elements of a map: the map itself, what floats over it, the timeline below.

import controls from "../../../csto_map/page/timeline_controls.json";
import { make } from "../shell/dom.js";

/**
 * @param {string} name
 * @param {string} title
 * @param {string} icon
 */
function button(name, title, icon) {
  return make("button", {
    type: "button",
    title,
    className: `button icon icon-${icon}`,
    attr: { "aria-label": title },
    data: { control: name },
  });
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string[][]} options
 */
function choice(name, label, options) {
  return make(
    "label",
    { className: "choice" },
    make("span", { className: "choice-label" }, label),
    make(
      "select",
      { data: { control: name } },
      options.map(([value, text]) => make("option", { value }, text)),
    ),
  );
}

/** @param {any} words */
function timeline(words) {
  const texts = words.timeline;
  return make(
    "div",
    { className: "timeline" },
    make(
      "div",
      { className: "controls" },
      make(
        "div",
        { className: "group" },
        make("output", { className: "day", data: { control: "day" } }),
        controls.buttons.map(({ id, word, icon }) => button(id, texts[word], icon)),
      ),
      make(
        "div",
        { className: "group" },
        choice(
          "step",
          texts.step,
          controls.steps.map((unit) => [unit, texts[unit]]),
        ),
        choice(
          "speed",
          texts.speed,
          controls.speeds.map(({ days, word }) => [days, texts[word]]),
        ),
        button("loop", texts.loop, "loop"),
      ),
    ),
    make(
      "div",
      { className: "slider-box" },
      make("div", {
        className: "slider",
        tabIndex: 0,
        data: { control: "slider" },
        attr: { role: "slider", "aria-label": texts.label },
      }),
    ),
  );
}

/**
 * Fill an element with a map's elements.
 *
 * @param {HTMLElement} host
 * @param {any} words
 * @param {boolean} timed Whether a timeline stands below the map.
 * @returns {(name: string) => any} Finds one of them by what it is for.
 */
export function shape(host, words, timed) {
  const texts = words.map;
  host.replaceChildren(
    make(
      "div",
      { className: "stage", data: { control: "stage" } },
      make("div", {
        className: "map",
        tabIndex: 0,
        data: { control: "map" },
        attr: { role: "application", "aria-label": texts.label },
      }),
      make(
        "div",
        { className: "map-tools" },
        button("zoom-in", texts.zoom_in, "plus"),
        button("zoom-out", texts.zoom_out, "minus"),
        button("zoom-home", texts.home, "home"),
      ),
      make("div", {
        className: "tip",
        hidden: true,
        data: { control: "tip" },
        attr: { role: "tooltip" },
      }),
      make("p", { className: "caption", hidden: true, data: { control: "caption" } }),
    ),
    make(
      "div",
      { className: "map-foot" },
      make(
        "details",
        { className: "note", data: { control: "note" } },
        make(
          "summary",
          {},
          make("span", { data: { control: "note-source" } }),
          make("span", { data: { control: "note-text" } }),
          make("span", { data: { control: "note-gaps" } }),
        ),
      ),
      make("div", { className: "scale", data: { control: "scale" } }),
    ),
    ...(timed ? [timeline(words)] : []),
  );
  return (name) => host.querySelector(`[data-control="${name}"]`);
}
