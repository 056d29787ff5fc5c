// The dock under the map: charts and tables, kept in the link, made when first opened.
//
// view.dock is null while it is closed, else {tab, height, chart, table, all}. What a tab
// holds comes from a module of its own, loaded then: tab(page) gives {show(), hide(), csv()}.

import * as linking from "../core/link.js";
import { byId, fill, findById } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import { gridThere } from "./there.js";

/** @import {Dock, LinkKind, Page, Tab, View} from "../types/page.js" */
/** @typedef {Dock["tab"]} TabId */

/** @type {Record<TabId, () => Promise<{tab: (page: Page) => Promise<Tab>}>>} */
const TABS = { charts: () => import("./charts.js"), tables: () => import("./tables.js") };
/** Without Object.keys, which would give any texts. @type {TabId[]} */
const TAB_IDS = ["charts", "tables"];
/** @type {Dock["height"][]} */
const HEIGHTS = ["low", "mid", "tall"];
/** @type {Dock} */
const CLOSED = { tab: "charts", height: "mid", chart: "members", table: "on_map", all: false };

/** Values that can be chosen in a tab. @param {TabId} tab */
function choices(tab) {
  const list = findById(tab === "charts" ? "chart-choice" : "table-choice");
  return list ? [...list.options].map((option) => option.value) : [];
}

/**
 * Read "tables.sites.all.tall"; the parts after the tab may come in any order.
 *
 * @param {string} text
 */
function read(text) {
  const [name, ...rest] = text.split(".");
  const tab = TAB_IDS.find((id) => id === name);
  if (!tab) return undefined;
  const dock = { ...CLOSED, tab };
  for (const part of rest) {
    const height = HEIGHTS.find((one) => one === part);
    if (height) dock.height = height;
    else if (part === "all") dock.all = true;
    else if (choices(tab).includes(part)) {
      Object.assign(dock, { [tab === "charts" ? "chart" : "table"]: part });
    } else return undefined;
  }
  return dock;
}

/** @param {Dock | null} dock */
function write(dock) {
  if (!dock) return null;
  const { tab, height, chart, table, all } = dock;
  /** @type {string[]} */
  const parts = [tab];
  if (tab === "charts" && chart !== CLOSED.chart) parts.push(chart);
  if (tab === "tables" && table !== CLOSED.table) parts.push(table);
  if (tab === "tables" && all) parts.push("all");
  if (height !== CLOSED.height) parts.push(height);
  return parts.join(".");
}

/** @type {LinkKind<Dock | null>} */
const DOCK = { read, write, expected: (_, { words }) => words.dock.expected };
linking.kind("dock", DOCK);

// As the dock was when it was last open, by page.
/** @type {WeakMap<Page, Dock>} */
const last = new WeakMap();

/** The dock of the view; while it is closed, as it was when it was last open. @param {Page} page */
export const dockOf = (page) => page.view.dock || last.get(page) || CLOSED;

/**
 * Change the dock, as a step in the browser's history.
 *
 * @param {Page} page
 * @param {Partial<Dock>} change
 * @param {Partial<View>} more
 */
export function changeDock(page, change, more = {}) {
  const dock = { ...dockOf(page), ...change };
  page.set({ dock, ...more }, "push");
}

/** @param {Page} page */
export function dock(page) {
  const node = byId("dock");
  /** What the tabs hold, once they have been opened. @type {Map<TabId, Promise<Tab>>} */
  const made = new Map();
  /** @type {Dock | null} */
  let shown = null;
  /** @type {Element | null} */
  let opener = null;
  // Whether the focus moves into the list once it is there.
  let entering = false;

  /** @param {string} text */
  function status(text) {
    byId("dock-status").hidden = !text;
    byId("dock-status").textContent = text;
  }

  /** @param {Dock | null} now */
  function look(now) {
    node.hidden = !now;
    byId("main").dataset.dock = now ? now.height : "";
    for (const tab of TAB_IDS) {
      const current = Boolean(now && now.tab === tab);
      byId(`tab-${tab}`).setAttribute("aria-selected", String(current));
      byId(`tab-${tab}`).tabIndex = current ? 0 : -1;
      byId(`dock-${tab}`).hidden = !current;
      byId(`toggle-${tab}`).setAttribute("aria-expanded", String(current));
    }
    if (!now) return;
    byId("dock-taller").disabled = now.height === HEIGHTS[HEIGHTS.length - 1];
    byId("dock-lower").disabled = now.height === HEIGHTS[0];
  }

  /** Make a tab's content when it is first opened; the promise is kept. @param {TabId} tab */
  function content(tab) {
    const before = made.get(tab);
    if (before) return before;
    status(page.words.dock.loading);
    const making = TABS[tab]().then((module) => module.tab(page));
    made.set(tab, making);
    making.then(
      () => status(""),
      (why) => {
        console.error(why);
        made.delete(tab);
        status(fill(page.words.dock.failed, { why: why.message || why }));
      },
    );
    return making;
  }

  async function show() {
    const now = page.view.dock;
    const was = shown;
    shown = now;
    if (now) last.set(page, now);
    look(now);
    if (was && (!now || now.tab !== was.tab)) {
      made.get(was.tab)?.then(
        (one) => one.hide(),
        () => {},
      );
    }
    if (!now) return;
    const one = await content(now.tab).catch(() => null);
    // Another tab may have been opened while this one was loading.
    if (!one || !page.view.dock || page.view.dock.tab !== now.tab) return;
    one.show();
    // If the focus has moved elsewhere meanwhile, leave it there.
    if (entering && document.activeElement === node) one.enter?.();
    entering = false;
  }

  /** @param {TabId} tab */
  function toggle(tab) {
    const open = page.view.dock;
    if (open && open.tab === tab) close();
    else openAt(tab);
  }

  /** @param {TabId} tab @param {Partial<Dock>} more */
  function openAt(tab, more = {}) {
    opener = document.activeElement;
    changeDock(page, { tab, ...more });
    node.focus();
  }

  function close() {
    const back = node.contains(document.activeElement);
    page.set({ dock: null }, "push");
    page.tell("mark", []);
    if (back && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }

  /** @param {number} by */
  function resize(by) {
    const at = HEIGHTS.indexOf(dockOf(page).height) + by;
    if (HEIGHTS[at]) changeDock(page, { height: HEIGHTS[at] });
  }

  const tables = gridThere();
  for (const tab of TAB_IDS) {
    byId(`toggle-${tab}`).addEventListener("click", () => toggle(tab));
    byId(`tab-${tab}`).addEventListener("click", () => changeDock(page, { tab }));
    if (tab !== "tables" || tables) page.command(tab, () => toggle(tab));
  }
  /** @type {HTMLElement | null} */
  const tablist = node.querySelector("[role=tablist]");
  tablist?.addEventListener("keydown", (e) => {
    if ((e.key !== "ArrowRight" && e.key !== "ArrowLeft") || keys.foreign(e)) return;
    e.stopPropagation();
    e.preventDefault();
    const other = TAB_IDS.find((tab) => tab !== dockOf(page).tab);
    changeDock(page, { tab: other });
    byId(`tab-${other}`).focus();
  });
  byId("skip-to-list").addEventListener("click", () => {
    entering = true;
    openAt("tables", { table: "on_map" });
  });
  byId("show-sources").addEventListener("click", () => openAt("tables", { table: "sources" }));
  byId("close-dock").addEventListener("click", close);
  byId("dock-taller").addEventListener("click", () => resize(1));
  byId("dock-lower").addEventListener("click", () => resize(-1));
  byId("dock-csv").addEventListener("click", async () => (await content(dockOf(page).tab)).csv());
  for (const id of ["toggle-tables", "tab-tables", "skip-to-list", "show-sources"])
    byId(id).hidden = !tables;
  const closeFirst = () => {
    // Whatever has the focus closes first.
    const mine = node.contains(document.activeElement) || !page.view.selection;
    if (!page.view.dock || !mine) return false;
    close();
    return true;
  };
  page.closer(closeFirst, { first: true });
  page.listen("rest", show);
}
