// The dock under the map: charts and tables, kept in the link, made when first opened.
//
// view.dock is null while it is closed, else {tab, height, chart, table, all}. What a tab
// holds comes from a module of its own, loaded then: tab(page) gives {show(), hide(), csv()}.

import * as linking from "../core/link.js";
import { byId, fill, findById } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import { gridThere } from "./grid.js";

const TABS = { charts: () => import("./charts.js"), tables: () => import("./tables.js") };
const HEIGHTS = ["low", "mid", "tall"];
const CLOSED = { tab: "charts", height: "mid", chart: "members", table: "on_map", all: false };

function choices(tab) {
  const list = findById(tab === "charts" ? "chart-choice" : "table-choice");
  return list ? [...list.options].map((option) => option.value) : [];
}

/** Read "tables.sites.all.tall"; the parts after the tab may come in any order. */
function read(text) {
  const [tab, ...rest] = text.split(".");
  if (!(tab in TABS)) return undefined;
  const dock = { ...CLOSED, tab };
  for (const part of rest) {
    if (HEIGHTS.includes(part)) dock.height = part;
    else if (part === "all") dock.all = true;
    else if (choices(tab).includes(part)) dock[tab === "charts" ? "chart" : "table"] = part;
    else return undefined;
  }
  return dock;
}

function write(dock) {
  if (!dock) return null;
  const { tab, height, chart, table, all } = dock;
  const parts = [tab];
  if (tab === "charts" && chart !== CLOSED.chart) parts.push(chart);
  if (tab === "tables" && table !== CLOSED.table) parts.push(table);
  if (tab === "tables" && all) parts.push("all");
  if (height !== CLOSED.height) parts.push(height);
  return parts.join(".");
}

linking.kind("dock", {
  read,
  write,
  expected: (_, { words }) => words.dock.expected,
});

// As the dock was when it was last open, by page.
const last = new WeakMap();

/** Change the dock, as a step in the browser's history. */
export function changeDock(page, change, more = {}) {
  const dock = { ...(page.view.dock || last.get(page) || CLOSED), ...change };
  page.set({ dock, ...more }, "push");
}

export function dock(page) {
  const node = byId("dock");
  const made = {};
  let shown = null;
  let opener = null;
  // Whether the focus moves into the list once it is there.
  let entering = false;

  function status(text) {
    byId("dock-status").hidden = !text;
    byId("dock-status").textContent = text;
  }

  function look(now) {
    node.hidden = !now;
    byId("main").dataset.dock = now ? now.height : "";
    for (const tab of Object.keys(TABS)) {
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

  /** Make a tab's content when it is first opened; the promise is kept. */
  function content(tab) {
    if (!made[tab]) {
      status(page.words.dock.loading);
      made[tab] = TABS[tab]().then((module) => module.tab(page));
      made[tab].then(
        () => status(""),
        (why) => {
          console.error(why);
          delete made[tab];
          status(fill(page.words.dock.failed, { why: why.message || why }));
        },
      );
    }
    return made[tab];
  }

  async function show() {
    const now = page.view.dock;
    const was = shown;
    shown = now;
    if (now) last.set(page, now);
    look(now);
    if (was && (!now || now.tab !== was.tab) && made[was.tab]) {
      made[was.tab].then(
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
    if (entering && document.activeElement === node) one.enter();
    entering = false;
  }

  function toggle(tab, more) {
    const open = page.view.dock;
    if (open && open.tab === tab && !more) close();
    else openAt(tab, more);
  }

  function openAt(tab, more) {
    opener = document.activeElement;
    changeDock(page, { tab, ...more });
    node.focus();
  }

  function close() {
    const back = node.contains(document.activeElement);
    page.set({ dock: null }, "push");
    page.tell("mark", []);
    if (back && opener?.isConnected) opener.focus();
  }

  function resize(by) {
    const at = HEIGHTS.indexOf(page.view.dock.height) + by;
    if (HEIGHTS[at]) changeDock(page, { height: HEIGHTS[at] });
  }

  const tables = gridThere();
  for (const tab of Object.keys(TABS)) {
    byId(`toggle-${tab}`).addEventListener("click", () => toggle(tab));
    byId(`tab-${tab}`).addEventListener("click", () => changeDock(page, { tab }));
    if (tab !== "tables" || tables) page.command(tab, () => toggle(tab));
  }
  node.querySelector("[role=tablist]").addEventListener("keydown", (e) => {
    if ((e.key !== "ArrowRight" && e.key !== "ArrowLeft") || keys.foreign(e)) return;
    e.stopPropagation();
    e.preventDefault();
    const other = Object.keys(TABS).find((tab) => tab !== page.view.dock.tab);
    changeDock(page, { tab: other });
    byId(`tab-${other}`).focus();
  });
  byId("skip-to-list").addEventListener("click", () => {
    entering = true;
    openAt("tables", { table: "on_map" });
  });
  byId("close-dock").addEventListener("click", close);
  byId("dock-taller").addEventListener("click", () => resize(1));
  byId("dock-lower").addEventListener("click", () => resize(-1));
  byId("dock-csv").addEventListener("click", async () => (await content(page.view.dock.tab)).csv());
  for (const id of ["toggle-tables", "tab-tables", "skip-to-list"]) byId(id).hidden = !tables;
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
