// The dock under the map: charts and tables, kept in the link. What is there from the start;
// the dock itself is loaded when it is first opened.
//
// view.dock is null while it is closed, else {tab, height, chart, table, all}.

import * as linking from "../core/link.js";
import { byId, findById } from "../shell/dom.js";
import { later, opened } from "../shell/later.js";
import { gridThere } from "./there.js";

/** @import {Dock, LinkKind, Page, View} from "../types/page.js" */
/** @import {DockPanel} from "./panel.js" */
/** @typedef {Dock["tab"]} TabId */

/** Without Object.keys, which would give any texts. @type {TabId[]} */
export const TAB_IDS = ["charts", "tables"];
/** @type {Dock["height"][]} */
export const HEIGHTS = ["low", "mid", "tall"];
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

/** Remember the dock as it is now. @param {Page} page @param {Dock} now */
export const keep = (page, now) => last.set(page, now);

/** The dock of the view; while it is closed, as it was when it was last open. @param {Page} page */
export const dockOf = (page) => page.view.dock || last.get(page) || CLOSED;

/** @param {Page} page */
export function dock(page) {
  /** @type {DockPanel | null} */
  let made = null;
  const panel = later(async () => {
    const { DockPanel } = await import("./panel.js");
    made ||= new DockPanel(page);
    return made;
  });
  /** @param {(panel: DockPanel) => void} act */
  const when = (act) => opened(page, panel, act);

  const tables = gridThere();
  for (const tab of TAB_IDS) {
    const toggle = () => when((one) => one.toggle(tab));
    byId(`toggle-${tab}`).addEventListener("click", toggle);
    if (choices(tab).length && (tab !== "tables" || tables)) page.command(tab, toggle);
  }
  byId("skip-to-list").addEventListener("click", () => when((one) => one.list()));
  byId("show-sources").addEventListener("click", () =>
    when((one) => one.openAt("tables", { table: "sources" })),
  );
  for (const id of ["toggle-tables", "tab-tables", "skip-to-list", "show-sources"])
    byId(id).hidden = !tables;
  // A link may ask for it, or the way back.
  page.listen("rest", () => {
    if (made) made.show();
    else if (page.view.dock) when((one) => one.show());
  });
}
