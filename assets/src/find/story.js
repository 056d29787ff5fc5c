// Guided tours: stops of a data file, each a view of the map with sourced sentences.

import * as linking from "../core/link.js";
import * as flight from "../map/flight.js";
import { byId, fill, make } from "../shell/dom.js";
import * as keys from "../shell/keys.js";

const PHONE = "(max-width: 640px)";
// What narrows or doubles the view: a stop shows one day without filters.
const NARROWING = /^(f\..+|tm|range|cmp)$/;

/** "guided:3" -> {id, k: 2}, if there is such a stop; null otherwise. Pure. */
function parse(text, tours) {
  const match = /^([a-z0-9_-]+):(\d+)$/.exec(text || "");
  const tour = match && tours.find((one) => one.id === match[1]);
  const k = match ? Number(match[2]) - 1 : -1;
  return tour && k >= 0 && k < tour.stops ? { id: tour.id, k } : null;
}

linking.kind("tour", {
  read: (text, _, timeline) => (parse(text, timeline.tours) ? text : undefined),
  expected: (_, timeline) => timeline.tours.map((t) => `${t.id}:1 – ${t.id}:${t.stops}`).join(", "),
});

class Story {
  constructor(page) {
    this.page = page;
    this.words = page.words.story;
    this.node = byId("story");
    this.opener = byId("open-tour");
    this.opener.hidden = !page.data.tours.length;
    this.opener.addEventListener("click", () => (this.here() ? this.end() : this.begin()));
    const press = (id, act) => byId(id).addEventListener("click", act);
    press("story-previous", () => this.step(-1));
    press("story-next", () => this.step(1));
    press("story-close", () => this.end());
    press("story-again", () => this.go(this.here().k));
    this.node.addEventListener("keydown", (e) => this.pressed(e));
  }

  /** The stop that the view names: {id, k}, or null. */
  here() {
    return parse(this.page.view.tour, this.page.data.tours);
  }

  async load() {
    this.tours = this.tours || (await this.page.load("tours"));
    return this.tours;
  }

  async begin() {
    await this.go(0, this.page.data.tours[0].id);
    byId("story-next").focus();
  }

  step(by) {
    const here = this.here();
    const stops = here && this.page.data.tours.find((t) => t.id === here.id).stops;
    if (here && here.k + by >= 0 && here.k + by < stops) this.go(here.k + by);
  }

  /** Show a stop: its view becomes the page's. */
  async go(k, id = this.here().id, how = "push") {
    const { page } = this;
    const stop = (await this.load())[id].stops[k];
    if (page.player.playing) page.player.pause();
    const view = { ...linking.initials(page.data, NARROWING), ...stop.view };
    // On a phone the card of the selection would cover that of the story.
    if (this.phone) view.selection = null;
    page.set({ ...view, tour: `${id}:${k + 1}` }, how);
    // The card must be open, and the map have its size, before the map makes room for it.
    await this.show();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    flight.showView(page, view);
  }

  end() {
    this.page.set({ tour: null }, "push");
    this.opener.focus();
  }

  pressed(e) {
    if (keys.foreign(e)) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (by) {
      this.step(by);
      e.preventDefault();
    }
    // Other arrows scroll the text.
    if (e.key.startsWith("Arrow")) e.stopPropagation();
  }

  /** Fill the card with the stop that the view names. */
  async show() {
    const here = this.here();
    this.opener.setAttribute("aria-pressed", String(Boolean(here)));
    if (!here) {
      this.node.hidden = true;
      this.shown = null;
      return;
    }
    const tour = (await this.load())[here.id];
    // The view may have moved on while the file was loading.
    if (this.page.view.tour !== `${here.id}:${here.k + 1}`) return;
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

  /** A button that cannot be used keeps the focus, so that keys go on working. */
  enable(id, on) {
    byId(id).setAttribute("aria-disabled", String(!on));
  }

  /** Whether the page still shows a stop's view. */
  isAt(view) {
    const { page } = this;
    return page.view.day === view.day && flight.showsView(page, view);
  }

  get phone() {
    return window.matchMedia(PHONE).matches;
  }

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

  /** Sources: publishers, each a link. */
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

export function story(page) {
  const guide = new Story(page);
  page.command("tour", (by) => guide.step(by));
  page.closer(() => {
    if (!guide.here()) return false;
    guide.end();
    return true;
  });
  page.listen("rest", () => page.player.playing || guide.show());
  page.listen("details", () => {
    guide.shown = null;
    guide.show();
  });
  const here = guide.here();
  // A link that names nothing but the stop means the stop's own view.
  if (here && !new URLSearchParams(window.location.search).has("date"))
    guide.go(here.k, here.id, "rest");
}
