// Puts the page around the map of its layout: loads the compiled files, wires the parts.

import { annotating } from "./annotate/annotating.js";
import { compare, foresee } from "./compare/compare.js";
import * as camera from "./core/camera.js";
import * as filter from "./core/filter.js";
import * as layout from "./core/layout.js";
import * as link from "./core/link.js";
import * as state from "./core/state.js";
import { iso, ordinal } from "./core/state.js";
import { dock } from "./dock/dock.js";
import { exports } from "./export/exports.js";
import { filters } from "./find/filters.js";
import { search } from "./find/search.js";
import { story } from "./find/tour.js";
import { userLayers } from "./layers/user_layers.js";
import { mapName } from "./map/mapname.js";
import { marking } from "./map/marking.js";
import { plotly } from "./map/plotly.js";
import { terrain } from "./map/terrain.js";
import { chrome } from "./shell/chrome.js";
import { byId, speak } from "./shell/dom.js";
import { embedding } from "./shell/embed.js";
import { at } from "./shell/home.js";
import { inLanguage, language, languageOf } from "./shell/language.js";
import { Page } from "./shell/page.js";
import { presenting } from "./shell/presenting.js";
import { card, hoverTip } from "./shell/selection.js";
import { times } from "./shell/times.js";
import { welcome } from "./shell/welcome.js";
import { Wire } from "./time_map/wire.js";

/** @import { MapFigure } from "./types/files.js" */
/** @import { Page as PageParts, Timeline } from "./types/page.js" */

/** A part of the page. @typedef {(page: PageParts) => void} Feature */

/** What paper needs comes with the sources that it names. @type {Feature} */
const paper = (page) =>
  page.listen("details", async () => (await import("./shell/printing.js")).printing(page));

/** Pulses are loaded when there is a map. @param {PageParts} page */
const pulses = (page) => import("./map/pulse.js").then(({ pulse }) => pulse(page), console.error);

// In the order in which they join the page: later ones add to what earlier ones put there.
const FEATURES = [
  chrome,
  card,
  hoverTip,
  search,
  story,
  marking,
  pulses,
  terrain,
  dock,
  exports,
  welcome,
  userLayers,
  language,
  times,
  filters,
  compare,
  mapName,
  embedding,
  paper,
  presenting,
  annotating,
];
// Files that exist in every language.
const TRANSLATED = new Set([
  "details",
  "ledger",
  "search",
  "tours",
  "charts",
  "tables",
  "reading",
  "places",
]);

/**
 * Wait until scripts that the page has asked for by itself have run: Plotly is one.
 *
 * A page is "interactive" before its deferred scripts have run.
 */
async function parsed() {
  if (plotly() || document.readyState === "complete") return;
  await new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", resolve, { once: true });
    window.addEventListener("load", resolve, { once: true });
  });
}

/**
 * A meta element of the page.
 *
 * @param {string} name
 * @returns {HTMLMetaElement | null}
 */
const meta = (name) => document.querySelector(`meta[name="csto-map:${name}"]`);

/**
 * Load one of the compiled files: from the page itself, or from where the page says.
 *
 * @param {string} name
 */
export async function load(name) {
  /** @type {HTMLScriptElement | null} */
  const carrier = document.querySelector(`script[data-name="${name}"]`);
  if (carrier) return /** @type {any} */ ((await import("./export/inside.js")).inside(carrier));
  const where = meta(name);
  if (!where) throw new Error(`the page names no file "${name}"`);
  const answer = await fetch(at(where.content));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** @returns {Promise<void>} */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

/**
 * What others may build on: window.cstoMap.
 *
 * @param {PageParts} page
 */
function api(page) {
  const { first, horizon } = page.data;
  return {
    page,
    goTo: async (/** @type {string} */ text) => {
      const day = ordinal(text);
      if (!(day >= first && day <= horizon)) {
        throw new RangeError(`${text} is outside ${iso(first)}..${iso(horizon)}`);
      }
      page.set({ day });
      return painted();
    },
    state: () => ({
      date: iso(page.view.day),
      view: page.view.view,
      layers: [...page.view.layers],
      organization: page.view.lens,
      selection: page.view.selection,
      playing: page.player.playing,
    }),
    play: () => page.player.play(1),
    pause: () => page.player.pause(),
    // Pure functions on what the compiled files say; of some, functions that load them.
    core: {
      camera,
      filter,
      layout,
      link,
      state,
      diff: () => import("./core/diff.js"),
      search: () => import("./core/search.js"),
    },
  };
}

/** @param {unknown} problem */
function failed(problem) {
  console.error(problem);
  const node = byId("loading");
  node.hidden = false;
  node.classList.add("failed");
  node.textContent = meta("failed")?.content ?? String(problem);
}

/**
 * Make the page in the layout that holds the map's element.
 *
 * @param {HTMLElement} host
 * @param {PageParts["painter"]} painter
 * @param {Feature[]} features
 */
async function start(host, painter, features) {
  await parsed();
  host.setAttribute("role", "img");
  foresee();
  const spoken = languageOf(window.location.search);
  /** @param {string} name */
  const loadNamed = (name) => load(TRANSLATED.has(name) ? inLanguage(name, spoken) : name);
  const saying = spoken === "en" ? null : import("./shell/saying.js");
  /** @type {[Timeline, MapFigure]} */
  const [data, coarse] = await Promise.all([load(inLanguage("atlas", spoken)), load("map-coarse")]);
  speak(spoken);
  if (saying) (await saying).sayShell(data.words, spoken, data.direction);
  document.title = data.title;
  /** @type {NodeListOf<HTMLElement>} */
  const brands = document.querySelectorAll(".brand");
  for (const brand of brands) brand.textContent = data.title;
  byId("tagline").textContent = data.name_long || data.subject;
  const page = new Page(data, coarse, loadNamed, painter);
  await page.start(host, features);
  byId("loading").hidden = true;
  window.cstoMap = api(page);
  return page;
}

/**
 * The way to mount the map of the page's layout. See time_map/mount.js for what a mount is given.
 *
 * @param {PageParts["painter"]} [painter] draws pictures where there is no server
 * @param {Feature[]} [more] further features
 * @returns {import("./types/page.js").Mount}
 */
export function mounting(painter = null, more = []) {
  return (host, _, props, report) => {
    const wire = new Wire(props, report);
    start(host, painter, [...FEATURES, ...more]).then((page) => wire.connect(page), failed);
    return wire;
  };
}
