// The briefing tab: views are saved in a plan, put in order and told, and made into slides.

import offers from "../../../csto_map/export/offers.json" with { type: "json" };
import * as linking from "../core/link.js";
import * as plans from "../core/plan.js";
import { iso, readDate } from "../core/state.js";
import { ownQuery } from "../layers/picture.js";
import { byId, dayInWords, fill, make } from "../shell/dom.js";
import { at } from "../shell/home.js";
import * as keys from "../shell/keys.js";
import { messageOf, patiently, reason, saveFile } from "./files.js";
import { runJob } from "./jobs.js";
import { ordering } from "./ordering.js";
import { Thumbnails } from "./thumbnails.js";

/** @import { Plan, PlannedView, Remark } from "../core/plan.js" */
/** @import { Page } from "../types/page.js" */

const KEPT = "csto-map-plan";
const LONGEST = { title: 120, remark: 2000 };

class Room {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.words = page.words.export;
    this.plan = this.restored();
    /** Views whose remarks are unfolded. @type {WeakSet<PlannedView>} */
    this.opened = new WeakSet();
    /** The plan before the last thing that can be taken back. @type {string | null} */
    this.before = null;
    this.pictures = new Thumbnails(page);
    this.list = make("ol", { className: "plan" });
    this.jobs = make("div", { className: "jobs" });
    this.told = make("span", { attr: { role: "status" } });
    this.undo = this.button(this.words.plan_undo, "plan-undo", () => this.takeBack());
    this.fault = make("p", { className: "plan-fault", hidden: true, attr: { role: "alert" } });
    this.title = make("input", {
      type: "text",
      value: this.plan.titles.title,
      maxLength: LONGEST.title,
      on: { change: () => this.retitled() },
    });
    this.other = make("input", {
      type: "text",
      maxLength: 20,
      className: "plan-other",
      attr: { "aria-label": this.words.plan_other, placeholder: "2005-07-13" },
    });
    ordering(this.list, (from, to) => this.move(from, to));
    this.fill();
    this.show();
  }

  /** The plan of this session, or an empty one. @returns {Plan} */
  restored() {
    const plan = plans.empty(offers.plan_tables);
    plan.titles.title = this.words.plan_default;
    const kept = window.sessionStorage.getItem(KEPT);
    const told = kept ? JSON.parse(kept) : plan;
    if (!Array.isArray(told)) return told;
    // Pages before this one kept names and queries alone.
    const views = told.map(({ query }) => ({ asked: query, remarks: [] }));
    return { ...plan, views };
  }

  /**
   * @param {string} label
   * @param {string} className
   * @param {() => unknown} click
   */
  button(label, className, click) {
    return make(
      "button",
      { type: "button", className: `button ${className}`, on: { click } },
      label,
    );
  }

  fill() {
    const { page, words } = this;
    const file = make("input", { type: "file", accept: ".yaml,.yml", hidden: true });
    file.addEventListener("change", () => this.open(file));
    /** @param {string} ending */
    const job = (ending) => () =>
      runJob(
        page,
        this.jobs,
        { kind: "pack", ending, options: { plan: this.text() } },
        `csto-map-briefing${ending}`,
      );
    const made = page.painter
      ? []
      : [
          this.button(words.plan_pptx, "plan-out primary", job(".pptx")),
          this.button(words.plan_pdf, "plan-out primary", job(".pdf")),
        ];
    byId("export-plan").append(
      make("p", {}, words.plan_about),
      ...(page.painter ? [make("p", {}, words.no_server_plan)] : []),
      make("p", { className: "export-missing", hidden: true }),
      make("label", { className: "field" }, make("span", {}, words.plan_title), this.title),
      make(
        "div",
        { className: "group" },
        this.button(words.plan_add, "", () => this.add()),
        make(
          "span",
          { className: "plan-pair" },
          this.button(words.plan_pair, "", () => this.pair()),
          this.other,
        ),
      ),
      this.fault,
      make("div", { className: "plan-told" }, this.told, this.undo),
      this.list,
      make(
        "div",
        { className: "group" },
        this.button(words.plan_open, "", () => file.click()),
        this.button(words.plan_save, "plan-out", () =>
          saveFile(new Blob([this.text()], { type: "application/yaml" }), "briefing.yaml"),
        ),
        ...made,
      ),
      file,
      this.jobs,
    );
    // The preview of the image has nothing to do with what is typed here.
    for (const kind of ["input", "change"]) {
      byId("export-plan").addEventListener(kind, (e) => e.stopPropagation());
    }
    page.listen("rest", () => this.suggest());
    this.suggest();
  }

  /** The plan as YAML, in the language of the page unless it has one. */
  text() {
    const shared = { lang: this.page.view.lang, ...this.plan.shared };
    const views = this.plan.views.map((view) => ({
      ...view,
      // A field that was left empty is no remark.
      remarks: view.remarks.filter(({ event, text }) => event || text),
    }));
    return plans.text({ ...this.plan, shared, views });
  }

  /**
   * Keep the plan as it is now, and show it.
   *
   * @param {string} told What happened.
   * @param {boolean} undoable
   */
  keep(told, undoable = false) {
    if (!undoable) this.before = null;
    this.store();
    this.fault.hidden = true;
    this.show();
    this.told.textContent = told;
  }

  /** What is typed is kept at once, without a list that is made anew under the keys. */
  store() {
    window.sessionStorage.setItem(KEPT, JSON.stringify(this.plan));
  }

  /** Remember the plan as it is, before something that can be taken back. */
  remember() {
    this.before = JSON.stringify(this.plan);
  }

  takeBack() {
    if (!this.before) return;
    this.plan = JSON.parse(this.before);
    this.title.value = this.plan.titles.title;
    this.keep(this.words.plan_undone);
    this.list.querySelector("button")?.focus();
  }

  retitled() {
    this.plan.titles.title = this.title.value.trim() || this.words.plan_default;
    this.store();
  }

  /** What is asked for a picture of the view on the screen. */
  asked() {
    const { lang, ...asked } = linking.texts(this.page.view, this.page.data, "still");
    // What all views share need not be said again.
    const rest = Object.entries(asked).filter(([name, value]) => this.plan.shared[name] !== value);
    return { ...Object.fromEntries(rest), ...ownQuery(this.page) };
  }

  add() {
    this.put({ asked: this.asked(), remarks: [] });
  }

  /** Add a slide of the map before and after. */
  pair() {
    const other = readDate(this.other.value);
    const { first, horizon } = this.page.data;
    if (Number.isNaN(other) || other < first || other > horizon || other === this.page.view.day) {
      const [from, to] = [first, horizon].map(dayInWords);
      this.fail(fill(this.words.plan_other_bad, { date: this.other.value, from, to }));
      this.other.focus();
      return;
    }
    this.put({ asked: plans.paired(this.asked(), iso(other)), remarks: [] });
  }

  /** Suggest the day that the map is compared with, or that of the last view before it. */
  suggest() {
    const { cmp, day } = this.page.view;
    const days = this.plan.views.map(({ asked }) => readDate(asked.date));
    const earlier = days.filter((one) => one < day);
    const turns = Object.values(this.page.data.findings)[0].turns.map(([day]) => day);
    const before = Math.max(...turns.filter((one) => one < day), this.page.data.first);
    this.other.value = iso(cmp ?? earlier.at(-1) ?? before);
  }

  /** @param {PlannedView} view */
  put(view) {
    this.plan.views.push(view);
    this.keep(fill(this.words.plan_added, { name: this.name(view) }));
    this.list.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} text */
  fail(text) {
    this.fault.textContent = text;
    this.fault.hidden = false;
  }

  /**
   * What a view is called: its title, or its day and place.
   *
   * @param {PlannedView} view
   */
  name(view) {
    return view.asked.title || this.generated(view);
  }

  /** @param {PlannedView} view */
  generated(view) {
    const { date, view: frame, box, compare, cmp } = plans.whole(this.plan, view);
    const { views } = this.page.data;
    const where = box
      ? this.words.plan_box
      : views.find((one) => one.id === (frame ?? views[0].id))?.title;
    const days = [date, compare || cmp].filter(Boolean).map((text) => dayInWords(readDate(text)));
    return `${days.join(" → ")}, ${where}`;
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  move(from, to) {
    const focused = document.activeElement;
    const act = focused instanceof HTMLElement ? focused.dataset.act : "";
    this.plan.views = plans.moved(this.plan.views, from, to);
    const name = this.name(this.plan.views[to]);
    this.keep(fill(this.words.plan_moved, { name, k: to + 1, n: this.plan.views.length }));
    // The thing that was pressed goes on being pressed, on the item in its new place.
    const item = this.list.children[to];
    const again = item.querySelector(`[data-act="${act}"]:not(:disabled)`);
    /** @type {HTMLElement | null} */ (again ?? item.querySelector("button"))?.focus();
  }

  /** @param {number} k */
  duplicate(k) {
    const copy = structuredClone(this.plan.views[k]);
    this.plan.views.splice(k + 1, 0, copy);
    this.keep(fill(this.words.plan_duplicated, { name: this.name(copy) }));
    /** @type {HTMLElement | null} */ (this.list.children[k + 1].querySelector("input"))?.focus();
  }

  /** @param {number} k */
  remove(k) {
    this.remember();
    const [view] = this.plan.views.splice(k, 1);
    this.keep(fill(this.words.plan_removed, { name: this.name(view) }), true);
    this.undo.focus();
  }

  /** @param {PlannedView} view */
  goBack(view) {
    byId("export").close();
    const { lang, ...asked } = plans.whole(this.plan, view);
    this.page.follow(`?${new URLSearchParams(asked)}`);
  }

  /** Read the plan of a file in place of this one. @param {HTMLInputElement} input */
  async open(input) {
    const [file] = input.files ?? [];
    if (!file) return;
    input.value = "";
    try {
      const { lost, ...plan } = await this.read(file.name, await file.text());
      this.remember();
      this.plan = plan;
      this.title.value = plan.titles.title;
      const told = fill(this.words.plan_opened, { name: file.name, n: plan.views.length });
      const left = lost ? ` ${fill(this.words.plan_comments, { n: lost })}` : "";
      this.keep(`${told}${left}`, true);
    } catch (problem) {
      const offline = problem instanceof TypeError;
      this.fail(offline ? this.page.words.notice.offline : messageOf(problem));
    }
  }

  /**
   * Read a plan: the server knows all rules, a page without one reads what it has written.
   *
   * @param {string} name
   * @param {string} text
   * @returns {Promise<Plan & {lost: number}>}
   */
  async read(name, text) {
    if (this.page.painter) {
      try {
        return { ...plans.read(text), lost: 0 };
      } catch (problem) {
        if (!(problem instanceof plans.Fault)) throw problem;
        const { line, field } = problem;
        throw new Error(fill(this.words.plan_unread, { name, line, field }));
      }
    }
    const answer = await patiently(at("plans"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name, plan: text }),
    });
    if (!answer.ok) throw new Error(await reason(answer));
    return answer.json();
  }

  show() {
    const { words, plan } = this;
    const rest = plan.views.length - 1;
    this.list.replaceChildren(...plan.views.map((view, k) => this.item(view, k, rest)));
    if (rest < 0) this.list.replaceChildren(make("li", { className: "soft" }, words.plan_empty));
    this.undo.hidden = this.before === null;
    /** @type {NodeListOf<HTMLButtonElement>} */
    const outs = byId("export-plan").querySelectorAll(".plan-out");
    for (const button of outs) button.disabled = rest < 0;
  }

  /**
   * @param {PlannedView} view
   * @param {number} k
   * @param {number} last
   */
  item(view, k, last) {
    const { words } = this;
    /** What is called by the view's name. @type {[HTMLElement, string][]} */
    const named = [];
    const call = () => {
      for (const [node, label] of named) {
        node.title = fill(label, { name: this.name(view) });
        node.setAttribute("aria-label", node.title);
      }
    };
    /**
     * @param {string} act
     * @param {string} label
     * @param {string} icon
     * @param {() => void} click
     * @param {boolean} [off]
     */
    const tool = (act, label, icon, click, off = false) => {
      const className = `button icon icon-${icon}`;
      const node = make("button", {
        type: "button",
        className,
        disabled: off,
        data: { act },
        on: { click },
      });
      named.push([node, label]);
      return node;
    };
    const image = make("img", { alt: "", width: 160, height: 100 });
    this.pictures.show(image, plans.whole(this.plan, view));
    const back = make(
      "button",
      {
        type: "button",
        className: "plan-picture",
        data: { act: "back" },
        on: { click: () => this.goBack(view) },
      },
      image,
    );
    named.push([back, words.plan_back]);
    const title = make("input", {
      type: "text",
      value: view.asked.title ?? "",
      placeholder: words.plan_headline,
      maxLength: LONGEST.title,
      attr: { "aria-label": fill(words.plan_view_title, { k: k + 1 }) },
      on: {
        change: () => {
          const text = title.value.trim();
          if (text) view.asked.title = text;
          else delete view.asked.title;
          this.store();
          call();
        },
      },
    });
    const item = make(
      "li",
      {},
      make("span", {
        className: "plan-handle",
        title: words.plan_drag,
        attr: { "aria-hidden": "true" },
      }),
      back,
      make(
        "div",
        { className: "plan-words field" },
        make("span", {}, `${k + 1}. ${this.generated(view)}`),
        title,
        this.remarks(view, k),
      ),
      make(
        "div",
        { className: "plan-tools" },
        tool("up", words.plan_up, "up", () => this.move(k, k - 1), k === 0),
        tool("down", words.plan_down, "down", () => this.move(k, k + 1), k === last),
        tool("copy", words.plan_duplicate, "copy", () => this.duplicate(k)),
        tool("remove", words.plan_remove, "close", () => this.remove(k)),
      ),
    );
    call();
    return item;
  }

  /**
   * What is to be said to a view: sentences to be edited, events by their titles.
   *
   * @param {PlannedView} view
   * @param {number} k
   */
  remarks(view, k) {
    const { words } = this;
    const body = make("div", { className: "plan-remarks" });
    const title = make("summary", {});
    const show = () => {
      title.textContent = fill(words.plan_remarks, { n: view.remarks.length });
      body.replaceChildren(
        ...view.remarks.map((one) => this.remark(one, view, k)),
        this.button(words.plan_remark_add, "", () => {
          view.remarks.push({ text: "" });
          show();
          /** @type {NodeListOf<HTMLElement>} */
          const texts = body.querySelectorAll("textarea");
          texts[texts.length - 1]?.focus();
        }),
      );
    };
    show();
    const node = make("details", { open: this.opened.has(view) }, title, body);
    node.addEventListener("toggle", () => {
      if (node.open) this.opened.add(view);
      else this.opened.delete(view);
    });
    return node;
  }

  /**
   * @param {Remark} remark
   * @param {PlannedView} view
   * @param {number} k
   */
  remark(remark, view, k) {
    const { words, page } = this;
    const drop = () => {
      this.remember();
      view.remarks = view.remarks.filter((one) => one !== remark);
      this.keep(words.plan_remark_removed, true);
      this.undo.focus();
    };
    const label = fill(words.plan_remark, { k: k + 1 });
    const off = make("button", {
      type: "button",
      className: "button icon icon-close",
      title: words.plan_remark_remove,
      attr: { "aria-label": words.plan_remark_remove },
      on: { click: drop },
    });
    if (remark.event !== undefined) {
      const event = page.data.events.find((one) => one.id === `event:${remark.event}`);
      return make("div", {}, make("p", {}, event?.title ?? remark.event), off);
    }
    const area = make("textarea", {
      value: remark.text ?? "",
      rows: 2,
      maxLength: LONGEST.remark,
      attr: { "aria-label": label },
      on: {
        change: () => {
          remark.text = area.value.trim();
          this.store();
        },
      },
    });
    const sources = remark.sources?.length ? remark.sources.join(", ") : "";
    return make("div", {}, area, sources ? make("small", {}, sources) : null, off);
  }
}

/** @param {Page} page */
export const planning = (page) => new Room(page);

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
