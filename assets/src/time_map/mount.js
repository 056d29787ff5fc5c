// The component in an element: it loads what it needs, shows what its properties ask for, and
// tells what the reader changes.

import { annotationsKind } from "../core/annotations.js";
import { initials, kind } from "../core/link.js";
import { speaker } from "../core/speaker.js";
import { laying } from "../map/laying.js";
import * as notes from "../map/notes.js";
import * as tips from "../map/tip.js";
import { fill } from "../shell/dom.js";
import { listenToKeys } from "../shell/keys.js";
import { later } from "../shell/later.js";
import { membersOn, Timeline } from "../shell/timeline.js";
import { bring } from "./bringing.js";
import { Controller } from "./controller.js";
import { read } from "./props.js";
import { shape } from "./shape.js";
import { Wire } from "./wire.js";

/** @import {Commands, Mount, Props} from "../types/page.js" */

// A property is read at once; what draws it comes when it is first given.
kind("annotations", annotationsKind);
const annotating = later(() => import("./annotated.js"));

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * A file, once for all maps of a page.
 *
 * @param {string} url
 */
function json(url) {
  if (!loaded.has(url)) {
    const coming = fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });
    coming.catch(() => loaded.delete(url));
    loaded.set(url, coming);
  }
  return /** @type {Promise<any>} */ (loaded.get(url));
}

/** @param {string} url */
async function style(url) {
  const links = /** @type {HTMLLinkElement[]} */ ([...document.querySelectorAll("link")]);
  let link = links.find((one) => one.href === url);
  if (!link) {
    link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    document.head.append(link);
  }
  if (link.sheet) return;
  const asked = link;
  await new Promise((resolve) => {
    asked.addEventListener("load", resolve, { once: true });
    asked.addEventListener("error", resolve, { once: true });
  });
  // What failed is asked for again by the next map.
  if (!asked.sheet) asked.remove();
}

class Mounted extends Wire {
  /**
   * @param {HTMLElement} host
   * @param {Parameters<Mount>[1]} urls
   * @param {Props} props
   * @param {(props: Record<string, unknown>) => void} report
   */
  constructor(host, urls, props, report) {
    super(props, report);
    this.host = host;
    this.urls = urls;
    this.ending = new AbortController();
  }

  async start() {
    const { urls } = this;
    const [data, coarse] = await Promise.all([
      json(urls.atlas),
      json(urls["map-coarse"]),
      style(urls.style),
      bring(urls.plotly),
    ]);
    // Without its typeface the map is there all the same.
    const faces = [400, 600].map((weight) => document.fonts.load(`${weight} 1em Inter`));
    await Promise.allSettled(faces);
    if (this.ending.signal.aborted) return;
    const find = shape(this.host, data.words, this.props.timeline !== false);
    const map = new Controller(data, coarse);
    const { change, problems } = read(this.props, data, (id) => map.ids.has(id));
    this.look(map, find, speaker(data.words.language));
    laying(map, (name) => json(urls[name]));
    await map.open(
      { ...initials(data), ...change },
      {
        element: find("map"),
        find,
        loadFine: () => json(urls["map-fine"]),
      },
    );
    if (this.ending.signal.aborted) {
      map.end();
      return;
    }
    this.steer(map, find);
    this.annotate(map);
    map.begin();
    this.complain(problems);
    this.connect(map);
    if (this.props.playing) map.player.play(1);
    this.host.dispatchEvent(new CustomEvent("csto-map:ready", { bubbles: true, detail: { map } }));
  }

  /**
   * Keep what stands around the map true.
   *
   * @param {Controller} map
   * @param {(name: string) => any} find
   * @param {import("../core/speaker.js").Speaker} says
   */
  look(map, find, says) {
    notes.note(map, {
      source: find("note-source"),
      text: find("note-text"),
      gaps: find("note-gaps"),
    });
    notes.scale(map, find("scale"), says.count);
    notes.caption(map, find("caption"));
    map.listen("theme", (name) => {
      this.host.dataset.theme = name;
    });
    map.listen("moved", () => {
      find("tip").hidden = true;
    });
    map.listen("hover", ({ hit, x, y }) => {
      const tip = find("tip");
      find("map").style.cursor = hit ? "pointer" : "";
      if (!hit) tip.hidden = true;
      else {
        const bounds = find("stage").getBoundingClientRect();
        tips.show(tip, tips.lines(map, map.map.state, hit), x, y, bounds);
      }
    });
    map.listen("rest", ({ view, day }) => {
      const what = map.data.views.find((one) => one.id === view)?.title;
      const name = fill(map.words.map.named, { what, date: says.dayInWords(day) });
      find("map").setAttribute("aria-label", name);
    });
    if (!find("slider")) return;
    const slider = new Timeline(
      find("slider"),
      map.data,
      map.words.timeline,
      (day, resting) => {
        if (map.player.playing) map.player.pause();
        map.set({ day }, resting ? "push" : undefined);
      },
      // A map in another's page keeps its height for the map.
      { inWords: says.dayInWords, rows: 0 },
    );
    map.listen("step", ({ day }) => {
      slider.show(day);
      find("day").textContent = says.dayInWords(day);
    });
    map.listen("rest", ({ day }) => slider.settle(membersOn(map.data.band, day)[0]));
  }

  /**
   * Draw annotations once there are some.
   *
   * @param {Controller} map
   */
  annotate(map) {
    let asked = false;
    map.listen("rest", async ({ annotations }) => {
      if (!annotations || asked) return;
      asked = true;
      try {
        const { annotated } = await annotating();
        if (!this.ending.signal.aborted) await annotated(map);
      } catch (problem) {
        asked = false;
        this.complain([String(problem)]);
      }
    });
  }

  /**
   * Let buttons and keys move the map.
   *
   * @param {Controller} map
   * @param {(name: string) => any} find
   */
  steer(map, find) {
    const home = () => map.goToView(map.view.view);
    find("zoom-in").addEventListener("click", () => map.zoom(0.6));
    find("zoom-out").addEventListener("click", () => map.zoom(1 / 0.6));
    find("zoom-home").addEventListener("click", home);
    /** @type {{[Name in keyof Commands]?: (argument: Commands[Name]) => void}} */
    const commands = {
      play: () => map.player.toggle(1),
      step: (by) => map.player.step(by),
      month: (by) => map.player.step(by, "month"),
      year: (by) => map.player.step(by, "year"),
      change: (by) => map.player.step(by, "change"),
      first: () => map.player.go(map.data.first, "push"),
      last: () => map.player.go(map.data.horizon, "push"),
      zoom: (by) => map.zoom(by),
      pan: ([x, y]) => map.pan(90 * x, 90 * y),
      home,
      theme: () => map.changeTheme(),
      close: () => map.select(null),
    };
    let pointed = false;
    const { signal } = this.ending;
    this.host.addEventListener("pointerenter", () => (pointed = true), { signal });
    this.host.addEventListener("pointerleave", () => (pointed = false), { signal });
    // A key is for the map that has the focus or, where nothing has it, the pointer.
    const ours = (/** @type {EventTarget | null} */ target) =>
      (target instanceof Node && this.host.contains(target)) ||
      (pointed && target === document.body);
    listenToKeys(
      (...[name, argument]) => {
        // Keys give each command what it takes; of a union, the compiler cannot tell.
        const act = /** @type {(argument: unknown) => void} */ (commands[name]);
        act(argument);
      },
      { takes: (name, target) => name in commands && ours(target), signal },
    );
  }

  /** @override */
  end() {
    super.end();
    this.ending.abort();
  }
}

/** Put a map into an element. @type {Mount} */
export const mount = (host, urls, props, report) => {
  const mounted = new Mounted(host, urls, props, report);
  mounted.start().catch((problem) => {
    console.error(problem);
    report({ problem: String(problem) });
    host.append(String(problem));
  });
  return mounted;
};
