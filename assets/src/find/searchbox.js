// What the search finds: a list below its field, used without a mouse.

import * as cite from "../core/cite.js";
import { strengthOn } from "../core/counting.js";
import * as looks from "../core/draw.js";
import * as linking from "../core/link.js";
import { dayOf, Index } from "../core/search.js";
import { months, readSpan } from "../core/typed_dates.js";
import * as flight from "../map/flight.js";
import { byId, dayInWords, fill, findById, make, periodInWords } from "../shell/dom.js";
import * as keys from "../shell/keys.js";
import * as answering from "./answers.js";

/** @import {SearchIndex} from "../types/files.js" */
/** @import {Match, Target} from "../core/search.js" */
/** @import {DateSpan} from "../core/typed_dates.js" */
/** @import {Card, CardStrength, Day, MapId, Page, State, View} from "../types/page.js" */
/** @typedef {{span: DateSpan, then: Match[]}} DateResult a date, and what happened then */
/** @typedef {DateResult | (Match & {span?: undefined})} Result */

const ANNOUNCE_MS = 400;
const SNIPPET = 84;
const TONGUES = ["en", "ru"];

/**
 * The part of a text around the first matching word, or its beginning.
 *
 * @param {string} text
 * @param {string[]} typed
 * @param {Index} index
 */
function snippet(text, typed, index) {
  const words = text.split(/\s+/);
  const meant = typed.map((word) => [...index.meant(word).keys()].map((w) => index.words[w].word));
  const wanted = new Set(meant.flat());
  const at = words.findIndex((word) => index.split(word).some((w) => wanted.has(w)));
  // A few words before it, and as many as fit after it.
  const from = Math.max(0, at - 4);
  let until = from;
  for (let length = 0; until < words.length && length < SNIPPET; until++)
    length += words[until].length + 1;
  const cut = words.slice(from, until).join(" ");
  return `${from ? "… " : ""}${cut}${until < words.length ? " …" : ""}`;
}

export class SearchBox {
  /**
   * @param {Page} page
   * @param {HTMLInputElement} input
   * @param {SearchIndex} file
   */
  constructor(page, input, file) {
    this.page = page;
    this.words = page.words.search;
    this.dialog = byId("search");
    this.list = byId("search-results");
    /** @type {Result[]} */
    this.results = [];
    this.active = -1;
    /** Announces the count when typing pauses. @type {ReturnType<typeof setTimeout> | undefined} */
    this.telling = undefined;
    this.index = new Index(file);
    const { letters } = this.index;
    const named = months([...new Set([...TONGUES, page.view.lang])], letters);
    this.index.readDate = (text) => readSpan(text, named, letters, page.data);
    this.input = input;
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (e) => this.pressed(e));
  }

  /** @param {KeyboardEvent} e */
  pressed(e) {
    if (keys.foreign(e)) return;
    const last = this.results.length - 1;
    /** @type {Record<string, number | undefined>} */
    const goals = {
      ArrowDown: this.active < last ? this.active + 1 : 0,
      ArrowUp: this.active > 0 ? this.active - 1 : last,
      PageDown: Math.min(last, this.active + 6),
      PageUp: Math.max(0, this.active - 6),
    };
    const to = Object.hasOwn(goals, e.key) ? goals[e.key] : undefined;
    if (e.key === "Enter" && this.results[this.active]) this.choose(this.results[this.active]);
    else if (to !== undefined && last >= 0) this.mark(to);
    else return;
    e.preventDefault();
  }

  /** Find what is typed. */
  typed() {
    const text = this.input.value.trim();
    this.results = text ? this.find(text) : [];
    this.list.replaceChildren(...this.results.map((one, k) => this.option(one, k)));
    this.list.hidden = !this.results.length;
    this.input.setAttribute("aria-expanded", String(this.results.length > 0));
    this.mark(this.results.length ? 0 : -1);
    this.list.scrollTop = 0;
    this.tell(text);
  }

  /**
   * Dates first, with what happened then; then things by how well they fit.
   *
   * @param {string} text
   * @returns {Result[]}
   */
  find(text) {
    const { page, index } = this;
    const span = index.readDate(text);
    const things = index.find(text, page.view.day, page.view.lens);
    if (!span) return things;
    const then = index.events(span.from, span.until);
    const known = new Set(then.map(({ target }) => target.id));
    return [{ span, then }, ...then, ...things.filter(({ target }) => !known.has(target.id))];
  }

  /** Announce the count when typing pauses, and what to do if there is nothing. @param {string} text */
  tell(text) {
    const { first, horizon } = this.page.data;
    const hint = byId("search-hint");
    const values = { text, first: dayInWords(first), horizon: dayInWords(horizon) };
    hint.hidden = this.results.length > 0;
    hint.textContent = text ? fill(this.words.none, values) : this.words.hint;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const n = this.results.length;
      byId("search-status").textContent = n
        ? fill(this.words.found, { n })
        : text
          ? hint.textContent
          : "";
    }, ANNOUNCE_MS);
  }

  /** @param {Result} result @param {number} k its place */
  option(result, k) {
    const { title, facts, text } = result.span ? this.dated(result) : this.named(result);
    const node = make(
      "li",
      {
        id: `search-option-${k}`,
        className: "result",
        attr: { role: "option", "aria-selected": "false" },
        on: {
          click: () => this.choose(result),
          pointermove: () => k !== this.active && this.mark(k),
        },
      },
      this.picture(result),
      make(
        "div",
        {},
        make("p", { className: "result-title" }, title),
        make("p", { className: "result-facts" }, facts.filter(Boolean).join(" · ")),
        text ? make("p", { className: "result-text" }, text) : null,
      ),
    );
    return node;
  }

  /** @param {DateResult} result */
  dated({ span: { precision, from }, then }) {
    const { date, month, year, events: happened } = this.words;
    const kind = { day: date, month, year }[precision];
    const events = then.length ? fill(happened, { n: then.length }) : "";
    return { title: periodInWords(from, precision), facts: [kind, events], text: "" };
  }

  /** @param {Match} match */
  named({ entry, target, told, on }) {
    const card = this.page.details?.cards[target.id];
    const text =
      told && card
        ? snippet(card.note, this.index.split(this.input.value), this.index)
        : entry.line || (card && !entry.needs ? this.answer(card, on ?? this.page.view.day) : "");
    return { title: entry.title, facts: [entry.kind, target.years, target.place], text };
  }

  /**
   * What a card says first on a day: a state's answers, or how many people.
   *
   * @param {Card} card
   * @param {Day} day
   */
  answer(card, day) {
    const { page } = this;
    const lens = page.data.lenses.find((one) => one.id === page.view.lens);
    const sentences = lens ? answering.told(card, day, lens).map((one) => one.text) : [];
    /** @type {CardStrength | null} */
    const now = strengthOn(card, day);
    if (now) sentences.push(cite.figure(now, page.words.card));
    return sentences.join("; ");
  }

  /** The symbol on the map, or a plain sign for its kind. @param {Result} result */
  picture(result) {
    const mark = result.span ? undefined : this.page.marks.get(result.target.id);
    if (!mark) {
      const sign = result.span ? "date" : result.entry.group;
      return make("span", {
        className: `result-sign sign-${sign}`,
        attr: { "aria-hidden": "true" },
      });
    }
    const { theme, icons } = this.page.shown();
    const key = `${icons === "plain" ? mark.plain : mark.icon}:${mark.accent}:certain`;
    const src = looks.picture(this.page.data.icons[theme][key]);
    return make("img", { className: "icon-swatch", src, alt: "" });
  }

  /** Mark a result as the active one; -1 for none. @param {number} k */
  mark(k) {
    const at = /** @param {number} i */ (i) => findById(`search-option-${i}`);
    at(this.active)?.setAttribute("aria-selected", "false");
    this.active = k;
    const node = at(k);
    if (!node) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    node.setAttribute("aria-selected", "true");
    node.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node.id);
  }

  /** Show what was chosen: its day, its layer, its card, its place. @param {Result} result */
  choose(result) {
    const { page } = this;
    this.dialog.close();
    if (page.player.playing) page.player.pause();
    if (result.span) {
      page.set({ day: result.span.day }, "push");
      return;
    }
    const { entry, target, on } = result;
    if (entry.group === "view") page.goToView(target.id.slice("view:".length));
    else if (entry.group === "org") {
      page.set({ lens: target.id.slice("org:".length), layers: withLayer(page, "states") }, "push");
    } else this.select(target, on, entry.lens);
  }

  /**
   * Select what a match is of.
   *
   * @param {Target} target
   * @param {Day | null} on the day that a question asks for
   * @param {string} lens the organisation; "" for the one shown
   */
  select(target, on, lens) {
    const { page } = this;
    const day = on === null ? dayOf(target, page.view.day, page.data) : page.clamp(on);
    const layers = withLayer(page, layerOf(page, target.id));
    /** @type {Partial<View>} */
    const change = { selection: target.id, day, layers, lens: lens || page.view.lens };
    Object.assign(page.view, change);
    page.compute();
    // What was looked for by name is shown even where filters would take it out.
    if (layerOf(page, target.id) && !isShown(page.state, target.id)) {
      Object.assign(change, linking.initials(page.data, /^f\./));
    }
    page.set(change, "push");
    flight.show(page, target.id, target.point);
    const card = byId("card");
    if (!card.hidden) card.focus({ preventScroll: true });
  }
}

/** @param {Page} page @param {MapId} id */
function layerOf(page, id) {
  if (id.startsWith("sector:")) return "border";
  const mark = page.marks.get(id);
  return mark ? mark.layer : page.countries.has(id) ? "states" : null;
}

/** @param {State} state @param {MapId} id */
function isShown({ marks, states, sectors }, id) {
  return id in marks || id in states || id.replace("sector:", "") in sectors;
}

/** The layers shown, and one more. @param {Page} page @param {string | null} layer */
function withLayer(page, layer) {
  const all = page.data.layers.map((l) => l.id);
  return all.filter((id) => id === layer || page.view.layers.includes(id));
}
