// The dock: its tabs, its height, and what a tab holds.
//
// What a tab holds comes from a module of its own, loaded when that is first opened: tab(page)
// gives {show(), hide(), csv()}.

import { byId, fill } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import { changeDock } from "./changing.js";
import { dockOf, HEIGHTS, keep, TAB_IDS } from "./dock.js";

/** @import {Dock, Page, Tab} from "../types/page.js" */
/** @import {TabId} from "./dock.js" */

/** @type {Record<TabId, () => Promise<{tab: (page: Page) => Promise<Tab>}>>} */
const TABS = { charts: () => import("./charts.js"), tables: () => import("./tables.js") };

export class DockPanel {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.node = byId("dock");
    /** What the tabs hold, once they have been opened. @type {Map<TabId, Promise<Tab>>} */
    this.made = new Map();
    /** @type {Dock | null} */
    this.shown = null;
    /** @type {Element | null} */
    this.opener = null;
    // Whether the focus moves into the list once it is there.
    this.entering = false;
    this.listen();
  }

  /** @param {string} text */
  status(text) {
    byId("dock-status").hidden = !text;
    byId("dock-status").textContent = text;
  }

  /** @param {Dock | null} now */
  look(now) {
    this.node.hidden = !now;
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
  content(tab) {
    const before = this.made.get(tab);
    if (before) return before;
    const { page } = this;
    this.status(page.words.dock.loading);
    const making = TABS[tab]().then((module) => module.tab(page));
    this.made.set(tab, making);
    making.then(
      () => this.status(""),
      (why) => {
        console.error(why);
        this.made.delete(tab);
        this.status(fill(page.words.dock.failed, { why: why.message || why }));
      },
    );
    return making;
  }

  async show() {
    const { page, node } = this;
    const now = page.view.dock;
    const was = this.shown;
    this.shown = now;
    if (now) keep(page, now);
    this.look(now);
    if (was && (!now || now.tab !== was.tab)) {
      this.made.get(was.tab)?.then(
        (one) => one.hide(),
        () => {},
      );
    }
    if (!now) return;
    const one = await this.content(now.tab).catch(() => null);
    // Another tab may have been opened while this one was loading.
    if (!one || !page.view.dock || page.view.dock.tab !== now.tab) return;
    one.show();
    // If the focus has moved elsewhere meanwhile, leave it there.
    if (this.entering && document.activeElement === node) one.enter?.();
    this.entering = false;
  }

  /** @param {TabId} tab */
  toggle(tab) {
    const open = this.page.view.dock;
    if (open && open.tab === tab) this.close();
    else this.openAt(tab);
  }

  /** @param {TabId} tab @param {Partial<Dock>} more */
  openAt(tab, more = {}) {
    this.opener = document.activeElement;
    changeDock(this.page, { tab, ...more });
    this.node.focus();
  }

  /** Open the list of what is on the map, and go there. */
  list() {
    this.entering = true;
    this.openAt("tables", { table: "on_map" });
  }

  close() {
    const back = this.node.contains(document.activeElement);
    this.page.set({ dock: null }, "push");
    this.page.tell("mark", []);
    const { opener } = this;
    if (back && opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }

  /** @param {number} by */
  resize(by) {
    const at = HEIGHTS.indexOf(dockOf(this.page).height) + by;
    if (HEIGHTS[at]) changeDock(this.page, { height: HEIGHTS[at] });
  }

  listen() {
    const { page, node } = this;
    for (const tab of TAB_IDS) {
      byId(`tab-${tab}`).addEventListener("click", () => changeDock(page, { tab }));
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
    byId("close-dock").addEventListener("click", () => this.close());
    byId("dock-taller").addEventListener("click", () => this.resize(1));
    byId("dock-lower").addEventListener("click", () => this.resize(-1));
    byId("dock-csv").addEventListener("click", async () =>
      (await this.content(dockOf(page).tab)).csv(),
    );
    const closeFirst = () => {
      // Whatever has the focus closes first.
      const mine = node.contains(document.activeElement) || !page.view.selection;
      if (!page.view.dock || !mine) return false;
      this.close();
      return true;
    };
    page.closer(closeFirst, { first: true });
  }
}
