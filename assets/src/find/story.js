// Guided tours: stops of a data file, each a view of the map with sourced sentences.

import * as linking from "../core/link.js";
import * as flight from "../map/flight.js";
import { byId, fill, make } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import { focusTool } from "../shell/menus.js";
import { parse } from "./tour.js";

/** @import { SourceId, Stop, StopView, Tour } from "../types/files.js" */
/** @import { How, Page } from "../types/page.js" */
/** @import { Place } from "./tour.js" */

const PHONE = "(max-width: 640px)";
// What narrows or doubles the view: a stop shows one day without filters.
const NARROWING = /^(f\..+|tm|range|cmp)$/;

export class Story {
  /**
   * @param {Page} page
   * @param {Record<string, Tour>} tours
   */
  constructor(page, tours) {
    this.page = page;
    this.tours = tours;
    this.words = page.words.story;
    this.node = byId("story");
    this.opener = byId("open-tour");
    /** The stop that the card tells, as the view names it. @type {string | null} */
    this.shown = null;
    /**
     * @param {string} id
     * @param {() => unknown} act
     */
    const press = (id, act) => byId(id).addEventListener("click", act);
    press("story-previous", () => this.step(-1));
    press("story-next", () => this.step(1));
    press("story-close", () => this.end());
    press("story-again", () => this.step(0));
    this.node.addEventListener("keydown", (e) => this.pressed(e));
  }

  /** The stop that the view names: {id, k}, or null. */
  here() {
    return parse(this.page.view.tour, this.page.data.tours);
  }

  async begin() {
    await this.go({ id: this.page.data.tours[0].id, k: 0 });
    byId("story-next").focus();
  }

  /** Go some stops on, if there are so many. @param {number} by */
  step(by) {
    const here = this.here();
    if (!here || !this.tours[here.id].stops[here.k + by]) return;
    this.go({ id: here.id, k: here.k + by });
  }

  /**
   * Show a stop: its view becomes the page's.
   *
   * @param {Place} place
   * @param {How} how
   */
  async go({ id, k }, how = "push") {
    const { page } = this;
    const stop = this.tours[id].stops[k];
    if (page.player.playing) page.player.pause();
    const view = { ...linking.initials(page.data, NARROWING), ...stop.view };
    // On a phone the card of the selection would cover that of the story.
    if (this.phone) view.selection = null;
    page.set({ ...view, tour: `${id}:${k + 1}` }, how);
    // The card must be open, and the map have its size, before the map makes room for it.
    this.show();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    flight.showView(page, view);
  }

  end() {
    this.page.set({ tour: null }, "push");
    focusTool(this.opener);
  }

  /** @param {KeyboardEvent} e */
  pressed(e) {
    if (keys.foreign(e)) return;
    const by = e.key === "ArrowLeft" ? -1 : e.key === "ArrowRight" ? 1 : 0;
    if (by) {
      this.step(by);
      e.preventDefault();
    }
    // Other arrows scroll the text.
    if (e.key.startsWith("Arrow")) e.stopPropagation();
  }

  /** Fill the card with the stop that the view names. */
  show() {
    const here = this.here();
    this.opener.setAttribute("aria-pressed", String(Boolean(here)));
    if (!here) {
      this.node.hidden = true;
      this.shown = null;
      return;
    }
    const tour = this.tours[here.id];
    const stop = tour.stops[here.k];
    byId("story-again").hidden = this.isAt(stop.view);
    this.node.hidden = false;
    if (this.shown === this.page.view.tour) return;
    this.shown = this.page.view.tour;
    const count = fill(this.words.count, { k: here.k + 1, n: tour.stops.length });
    byId("story-count").textContent = `${tour.title} · ${count}`;
    this.enable("story-previous", here.k > 0);
    this.enable("story-next", here.k < tour.stops.length - 1);
    this.fill(stop);
    const told = stop.sentences.map((one) => one.text).join(" ");
    byId("story-status").textContent = `${count}. ${stop.title}. ${told}`;
    this.page.map.settle();
  }

  /** Tell the stop anew: with its sources, once they are there. */
  renew() {
    this.shown = null;
    this.show();
  }

  /**
   * A button that cannot be used keeps the focus, so that keys go on working.
   *
   * @param {string} id
   * @param {boolean} on
   */
  enable(id, on) {
    byId(id).setAttribute("aria-disabled", String(!on));
  }

  /** Whether the page still shows a stop's view. @param {StopView} view */
  isAt(view) {
    const { page } = this;
    return page.view.day === view.day && flight.showsView(page, view);
  }

  get phone() {
    return window.matchMedia(PHONE).matches;
  }

  /** @param {Stop} stop */
  fill(stop) {
    const { cards } = this.page;
    const cited = [...new Set(stop.sentences.flatMap((one) => one.sources))];
    byId("story-body").replaceChildren(
      make("h2", { id: "story-title" }, stop.title),
      ...stop.sentences.map((one) => make("p", {}, one.text, " ", this.refs(one.sources))),
      ...(cards
        ? [
            make(
              "details",
              {},
              make("summary", {}, this.words.sources),
              make(
                "ol",
                { className: "sources" },
                cited.map((id) => cards.source(id)),
              ),
            ),
          ]
        : []),
    );
    byId("story-body").scrollTop = 0;
  }

  /** Sources: publishers, each a link. @param {SourceId[]} ids */
  refs(ids) {
    const { details } = this.page;
    if (!details) return null;
    const links = ids.map((id, k) => {
      const { publisher, title, url } = details.sources[id];
      const known = /^https?:\/\//.test(url);
      const link = known
        ? make("a", { href: url, title, target: "_blank", rel: "noopener noreferrer" }, publisher)
        : make("span", { title }, publisher);
      return [k ? "; " : "", link];
    });
    return make("span", { className: "refs" }, "[", ...links.flat(), "]");
  }
}
