// The briefing tab: views are saved in a plan, put in order, and made into slides.

import offers from "../../../csto_map/export/offers.json" with { type: "json" };
import * as linking from "../core/link.js";
import { ownQuery } from "../layers/picture.js";
import { byId, dayInWords, fill, make } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import { saveFile } from "./exports.js";
import { runJob } from "./jobs.js";

/** @import { Page } from "../types/page.js" */

/** A view of a plan: its name, and what a link says of it. */
/** @typedef {{name: string, query: Record<string, string>}} PlannedView */

const KEPT = "csto-map-plan";
const { plan_tables: TABLES } = offers;

/**
 * The plan as YAML, in a language; texts are quoted as JSON, which YAML reads.
 *
 * @param {string} title
 * @param {PlannedView[]} views
 * @param {string} lang
 */
export function planText(title, views, lang) {
  const lines = [`title: ${JSON.stringify(title)}`, `lang: ${lang}`, "views:"];
  for (const view of views) {
    const { date, layers, ...rest } = view.query;
    lines.push(`  - date: ${JSON.stringify(date)}`);
    for (const [name, value] of Object.entries(rest))
      lines.push(`    ${name}: ${JSON.stringify(value)}`);
    lines.push(`    layers: [${layers.split(",").join(", ")}]`);
  }
  lines.push(`tables: [${TABLES.join(", ")}]`);
  return `${lines.join("\n")}\n`;
}

/** @param {Page} page */
export function planning(page) {
  const words = page.words.export;
  const panel = byId("export-plan");
  /** @type {PlannedView[]} */
  const views = JSON.parse(window.sessionStorage.getItem(KEPT) || "[]");
  const title = make("input", { type: "text", value: words.plan_default, maxLength: 120 });
  const list = make("ol", { className: "plan" });
  const jobs = make("div", { className: "jobs" });

  function keep() {
    window.sessionStorage.setItem(KEPT, JSON.stringify(views));
    show();
  }

  /**
   * @param {number} k
   * @param {number} by
   */
  function move(k, by) {
    const [view] = views.splice(k, 1);
    views.splice(k + by, 0, view);
    keep();
  }

  function show() {
    list.replaceChildren(
      ...views.map((view, k) => {
        /**
         * @param {string} label
         * @param {string} icon
         * @param {boolean} off
         * @param {() => void} act
         */
        const tool = (label, icon, off, act) =>
          make("button", {
            type: "button",
            className: `button icon icon-${icon}`,
            disabled: off,
            title: label,
            attr: { "aria-label": label },
            on: { click: act },
          });
        const { name } = view;
        return make(
          "li",
          {},
          make("span", {}, name),
          tool(fill(words.plan_up, { name }), "up", k === 0, () => move(k, -1)),
          tool(fill(words.plan_down, { name }), "down", k === views.length - 1, () => move(k, 1)),
          tool(fill(words.plan_remove, { name }), "close", false, () => {
            views.splice(k, 1);
            keep();
          }),
        );
      }),
    );
    if (!views.length) list.replaceChildren(make("li", { className: "soft" }, words.plan_empty));
    /** @type {NodeListOf<HTMLButtonElement>} */
    const outs = panel.querySelectorAll(".plan-out");
    for (const button of outs) button.disabled = !views.length;
  }

  const text = () => planText(title.value.trim() || words.plan_default, views, page.view.lang);
  const add = () => {
    const { lang, ...asked } = linking.texts(page.view, page.data, "still");
    const query = { ...asked, ...ownQuery(page) };
    const where = page.data.views.find((one) => one.id === page.view.view)?.title;
    views.push({ name: `${dayInWords(page.view.day)}, ${where}`, query });
    keep();
  };
  /** @param {string} ending */
  const job = (ending) => () =>
    runJob(
      page,
      jobs,
      { kind: "pack", ending, options: { plan: text() } },
      `csto-map-briefing${ending}`,
    );
  /**
   * @param {string} label
   * @param {string} className
   * @param {() => void} click
   */
  const button = (label, className, click) =>
    make("button", { type: "button", className: `button ${className}`, on: { click } }, label);
  panel.append(
    make("p", {}, words.plan_about),
    make("p", { className: "export-missing", hidden: true }),
    make("label", { className: "field" }, make("span", {}, words.plan_title), title),
    list,
    make(
      "div",
      { className: "group" },
      button(words.plan_add, "", add),
      button(words.plan_save, "plan-out", () =>
        saveFile(new Blob([text()], { type: "application/yaml" }), "briefing.yaml"),
      ),
      button(words.plan_pptx, "plan-out primary", job(".pptx")),
      button(words.plan_pdf, "plan-out primary", job(".pdf")),
    ),
    jobs,
  );
  show();
}

/** Tabs of the dialog: arrows move, the one chosen is shown. */
export function tabs() {
  /** @type {NodeListOf<HTMLElement>} */
  const tabs = document.querySelectorAll("#export [role=tab]");
  const all = [...tabs];
  /** @param {HTMLElement} tab */
  const choose = (tab) => {
    for (const one of all) {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      byId(one.getAttribute("aria-controls") || "").hidden = !on;
    }
  };
  all.forEach((tab, k) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (e) => {
      const by = e.key === "ArrowLeft" ? -1 : e.key === "ArrowRight" ? 1 : 0;
      if (!by || keys.foreign(e)) return;
      const next = all[(k + by + all.length) % all.length];
      choose(next);
      next.focus();
    });
  });
  choose(all[0]);
}
