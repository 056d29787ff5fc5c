// What stands around the map: header, date, sentence, note, scale, panels, keys.

import * as notes from "../map/notes.js";
import { byId, dayInWords, make } from "./dom.js";
import { embedded } from "./embed.js";
import { headline } from "./headline.js";
import { listenToKeys } from "./keys.js";
import { later, opened } from "./later.js";
import { menu } from "./menus.js";
import { Layers } from "./panels.js";
import { membersOn, Timeline } from "./timeline.js";

/** @import { Commands, Day, Page, Story, Timeline as TimelineData } from "../types/page.js" */

const NARROW = "(max-width: 1100px)";
export const narrow = () => window.matchMedia(NARROW).matches;

/**
 * The date: shown large, typed on request.
 *
 * @param {Page} page
 */
function dateBox(page) {
  const title = page.words.header.date_hint;
  const text = make("button", { type: "button", className: "date", title });
  const typing = later(async () => (await import("./typing.js")).typing(page, text));
  const type = () => opened(page, typing, (begin) => begin());
  // Before anybody types: the letters that follow the key would be taken for commands.
  page.listen("ground", () => opened(page, typing, () => {}));
  text.addEventListener("click", type);
  byId("date-box").replaceChildren(text);
  page.listen("step", ({ day }) => {
    text.textContent = dayInWords(day);
  });
  return type;
}

/** @param {Page} page */
function furniture(page) {
  const [source, text, gaps] = ["note-source", "note-text", "note-gaps"].map((id) => byId(id));
  notes.note(page, { source, text, gaps });
  notes.scale(page, byId("scale"));
  notes.caption(page, byId("caption"));
}

/** @param {Page} page */
function theme(page) {
  page.listen("theme", (name) => {
    document.documentElement.dataset.theme = name;
    const button = byId("toggle-theme");
    const themes = /** @type {(typeof name)[]} */ (Object.keys(page.data.style));
    const next = themes[(themes.indexOf(name) + 1) % themes.length];
    const title = page.words.header[`theme_${next}`];
    button.title = button.textContent = title;
    button.setAttribute("aria-label", title);
  });
}

/**
 * The menus of the header and of the timeline.
 *
 * @param {Page} page
 */
function menus(page) {
  menu(page, {
    opener: "toggle-menu",
    owner: "header",
    // A list of the menu stays open, what is pressed does not.
    done: (target) => Boolean(target.closest("button")),
  });
  menu(page, { opener: "toggle-timing", owner: "timeline" });
  const speed = byId("speed");
  const told = () => {
    byId("speed-told").textContent = speed.selectedOptions[0]?.textContent ?? "";
  };
  speed.addEventListener("change", told);
  told();
}

/** @param {boolean} open */
export function showLayers(open) {
  byId("layers").hidden = !open;
  byId("toggle-layers").setAttribute("aria-expanded", String(open));
}

const toggleLayers = () => showLayers(Boolean(byId("layers").hidden));

/** @param {Page} page */
function layers(page) {
  const all = page.data.layers.map((l) => l.id);
  const list = new Layers(byId("layers-body"), page.data, page.words.layers, {
    toggle: (id, on) => {
      const now = all.filter((l) => (l === id ? on : page.view.layers.includes(l)));
      page.set({ layers: now }, "push");
    },
    lens: (lens) => page.set({ lens }, "push"),
    icons: (icons) => page.set({ icons }, "push"),
    numbers: (numbers) => page.set({ numbers }, "push"),
  });
  showLayers(!narrow());
  const show = () => {
    const view = page.shown();
    const { people, frame } = page.map;
    const shown = { data: page.data, view, state: page.drawn, frame };
    list.show(view, page.state, people.hidden(shown), people.closer(shown));
    // The map places them as soon as all have heard that the view rests.
    queueMicrotask(() => list.counted(people, page.shown().theme));
  };
  page.listen("rest", show);
  page.listen("ground", ({ disputed }) => {
    list.disputed = disputed.length;
    show();
  });
}

/**
 * The band and the turning points of each view, as the timeline draws them.
 *
 * @param {TimelineData} data
 * @returns {Map<string, Story>}
 */
function storiesOf(data) {
  return new Map(
    Object.entries(data.findings ?? {}).map(([view, { turns, band }]) => [
      view,
      { turns: turns.map(([day, text]) => ({ day, text })), band },
    ]),
  );
}

/** @param {Page} page */
function slider(page) {
  const stories = storiesOf(page.data);
  /**
   * @param {Day} day
   * @param {boolean} resting
   */
  const pick = (day, resting) => {
    if (page.player.playing) page.player.pause();
    page.set({ day }, resting ? "push" : undefined);
  };
  // A frame in another's page keeps its height for the map.
  const rows = embedded ? 0 : undefined;
  const timeline = new Timeline(byId("slider"), page.data, page.words.timeline, pick, { rows });
  page.provide("timeline", timeline);
  page.listen("step", ({ day, view }) => {
    const story = stories.get(view);
    if (story) timeline.tell(story);
    timeline.show(day);
  });
  page.listen("rest", ({ day }) => timeline.settle(membersOn(page.data.band, day)[0]));
}

/** @param {Page} page */
export function chrome(page) {
  page.closer(() => {
    if (!page.view.selection && !page.guest) return false;
    page.select(null);
    return true;
  });
  const type = dateBox(page);
  for (const part of [headline, furniture, theme, layers, slider, menus]) part(page);
  const view = byId("view");
  for (const option of view.options) {
    option.textContent = page.data.views.find((one) => one.id === option.value)?.title ?? "";
  }
  view.addEventListener("change", () => page.goToView(view.value));
  page.listen("step", (now) => {
    view.value = now.view;
  });
  /**
   * @param {string} id
   * @param {() => unknown} act
   */
  const press = (id, act) => byId(id).addEventListener("click", act);
  press("zoom-in", () => page.zoom(0.6));
  press("zoom-out", () => page.zoom(1 / 0.6));
  press("zoom-home", () => page.goToView(page.view.view));
  press("toggle-theme", () => page.changeTheme());
  press("toggle-layers", toggleLayers);
  press("close-layers", () => showLayers(false));
  press("close-card", () => page.select(null));
  press("copy-link", () => page.copy(page.url()));
  const dialog = later(async () => (await import("./help.js")).helpDialog(page));
  const help = () => opened(page, dialog, (show) => show());
  press("show-help", help);
  // A dialog keeps its keys from the moment it is asked for.
  page.listen("ground", () => opened(page, dialog, () => {}));
  page.command("play", () => page.player.toggle(1));
  page.command("step", (by) => page.player.step(by));
  page.command("month", (by) => page.player.step(by, "month"));
  page.command("year", (by) => page.player.step(by, "year"));
  page.command("change", (by) => page.player.step(by, "change"));
  page.command("first", () => page.player.go(page.data.first, "push"));
  page.command("last", () => page.player.go(page.data.horizon, "push"));
  page.command("zoom", (by) => page.zoom(by));
  page.command("pan", ([x, y]) => page.pan(90 * x, 90 * y));
  page.command("home", () => page.goToView(page.view.view));
  page.command("help", help);
  page.command("date", type);
  page.command("layers", toggleLayers);
  page.command("theme", () => page.changeTheme());
  page.command("close", () => {
    if (!page.closers.some((close) => close()) && narrow()) showLayers(false);
  });
  listenToKeys((...command) => page.act(...command));
}
