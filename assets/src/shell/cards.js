// The card of the selection.

import * as cite from "../core/cite.js";
import { strengthOn } from "../core/counting.js";
import { countriesById } from "../core/countries.js";
import * as looks from "../core/draw.js";
import * as answering from "../find/answers.js";
import { dayInWords, fill, make, range } from "./dom.js";
import { strengthChart } from "./strength.js";

/** @import { Card, Details, Equipment, Lens } from "../types/files.js" */
/** @import { Age, MapId, ShownView, SourceId, State, Timeline } from "../types/page.js" */
/** @import { Words } from "../types/words.js" */

/**
 * What the cards ask of the page, and what they do to it.
 *
 * @typedef {object} Doings
 * @property {() => ShownView} look
 * @property {(id: MapId) => void} select
 * @property {(text: string) => void} copy
 * @property {(day: number) => void} goTo
 * @property {() => string} url
 * @property {() => Lens} lens
 * @property {<Section extends keyof Words>(section: Section) => Words[Section]} words
 */

/** What some parts of a card are made of: elements, and null for none. */
/** @typedef {(HTMLElement | null)[] | HTMLElement | null} Part */

/**
 * @param {number} day
 * @param {Pick<Card["history"][number], "from" | "until">} line
 */
function covers(day, line) {
  return line.from <= day && (line.until === null || day < line.until);
}

export class Cards {
  /**
   * @param {Timeline} data
   * @param {Details} details
   * @param {Words["card"]} words
   * @param {Doings} on
   */
  constructor(data, details, words, on) {
    this.data = data;
    this.details = details;
    this.words = words;
    this.on = on;
  }

  /** @param {MapId} id */
  known(id) {
    return Object.hasOwn(this.details.cards, id);
  }

  /**
   * Fill the panel with the card of `id` on a day.
   *
   * @param {HTMLElement} head
   * @param {HTMLElement} body
   * @param {MapId} id
   * @param {number} day
   * @param {State} state
   * @param {MapId[]} others at the same place
   */
  fill(head, body, id, day, state, others) {
    const card = this.details.cards[id];
    const w = this.words;
    head.replaceChildren(
      make("p", { className: "card-kind" }, this.symbol(id, state), card.kind),
      make("h2", {}, this.title(id, card, day)),
      ...(card.other ? [make("p", { className: "card-ru" }, card.other)] : []),
    );
    /** @type {Part[]} */
    const parts = [
      ...answering.nodes(card, day, this.on.lens(), this.on.words("answer"), this),
      this.presence(id, state, day),
      this.list([
        [w.from, card.since],
        [w.to, card.until],
      ]),
      this.personnel(card, day, state.marks[id] === undefined),
      this.troops(card, day),
      this.list(card.facts),
      this.text(w.note, card.note),
      this.agreements(card),
      this.equipment(card, day),
      this.history(card, day),
      this.links(w.also_here, others),
      this.links(
        w.related,
        card.related.filter((one) => !others.includes(one)),
      ),
      this.sources(card, id, day),
      this.foot(id, card, day, state),
    ];
    body.replaceChildren(...parts.flat().filter((part) => part !== null));
    strengthChart(body.querySelector(".strength-chart"), card, day, this);
  }

  /**
   * What the thing of a card is called on a day.
   *
   * @param {MapId} id
   * @param {Card} card
   * @param {number} day
   */
  title(id, card, day) {
    return countriesById(this.data, day).get(id)?.name ?? card.title;
  }

  /**
   * @param {MapId} id
   * @param {State} state
   */
  symbol(id, state) {
    const mark = this.data.marks.find((m) => m.id === id);
    if (!mark) return null;
    const { theme, icons } = this.on.look();
    const icon = icons === "plain" ? mark.plain : mark.icon;
    const certainty = state.marks[id] === false ? "possible" : "certain";
    const svg = this.data.icons[theme][`${icon}:${mark.accent}:${certainty}`];
    return make("img", { className: "card-symbol", src: looks.picture(svg), alt: "" });
  }

  /**
   * @param {string} text
   * @param {() => void} click
   */
  action(text, click) {
    return make("button", { type: "button", className: "button", on: { click } }, text);
  }

  /**
   * The first day of the card's subject, for the timeline.
   *
   * @param {MapId} id
   * @param {Card} card
   */
  start(id, card) {
    const mark = this.data.marks.find((m) => m.id === id);
    if (mark) return mark.cfrom === null ? mark.from : mark.cfrom;
    if (card.day) return card.day;
    return card.history.length ? card.history[0].from : null;
  }

  /**
   * @param {MapId} id
   * @param {State} state
   * @param {number} day
   */
  presence(id, state, day) {
    const w = this.words;
    const [what, certain] = this.standing(id, state, day);
    const kind = certain === undefined ? "absent" : certain ? "certain" : "possible";
    const parts = certain === undefined ? [w.not_now] : [what, certain ? "" : w.possible];
    return make("p", { className: `presence presence-${kind}` }, parts.filter(Boolean).join(". "));
  }

  /**
   * What holds of `id` on the day, in words, and whether it certainly does; undefined where
   * it does not.
   *
   * @param {MapId} id
   * @param {State} state
   * @param {number} day
   * @returns {[what: string, certain: boolean | undefined]}
   */
  standing(id, state, day) {
    const { titles } = this.data;
    if (id.startsWith("sector:")) {
      const held = state.sectors[id.slice("sector:".length)];
      if (!held) return ["", undefined];
      const [guard, force, certain] = held;
      const country = countriesById(this.data, day).get(guard);
      return [country ? `${country.name}: ${force}` : force, certain];
    }
    if (!id.includes(":")) {
      const held = state.states[id];
      return held ? [titles.status[held[0]], held[1]] : ["", undefined];
    }
    return [state.marks[id] ? this.words.here_now : "", state.marks[id]];
  }

  /** @param {[name: string, value: string][]} pairs */
  list(pairs) {
    const rows = pairs.filter(([, value]) => value);
    if (!rows.length) return null;
    return make(
      "dl",
      { className: "facts" },
      rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]),
    );
  }

  /**
   * People by all figures; where none counts, nothing is said about what is `gone`.
   *
   * @param {Card} card
   * @param {number} day
   * @param {boolean} gone
   */
  personnel(card, day, gone) {
    const w = this.words;
    if (!card.strengths.length) return null;
    const now = strengthOn(card, day);
    const total = now
      ? [
          make("b", {}, fill(w.people, { n: range(now.low, now.high) })),
          ` ${[fill(w.as_of, { date: now.asOf }), this.age(now.age)].filter(Boolean).join(", ")} `,
          this.refs([...new Set(now.rows.flatMap((row) => row.sources))]),
        ]
      : [w.no_total];
    const rows = card.strengths.map((s, k) => {
      const counts = Boolean(now?.rows.includes(s));
      return make(
        "li",
        { className: counts ? "counts" : "", data: { figure: k } },
        make("span", { className: "when" }, s.as_of),
        ` ${s.text}`,
        s.counts ? "" : ` (${s.kind})`,
        ...(counts ? [` – ${w.counts_now}`] : []),
        " ",
        this.refs(s.sources),
      );
    });
    return [
      make("h3", {}, w.personnel),
      now || !gone
        ? make("p", { className: `strength age-${now ? now.age : "none"}` }, ...total)
        : null,
      now ? this.beside(card, day) : null,
      make("div", { className: "strength-chart" }),
      make("p", { className: "strength-after soft", hidden: true }),
      make(
        "details",
        { open: card.strengths.length < 5 },
        make("summary", {}, w.other_figures),
        make("ul", { className: "figures" }, rows),
      ),
    ];
  }

  /**
   * The count of all forces that is less than the card's own figure on a day.
   *
   * @param {Card} card
   * @param {number} day
   */
  beside(card, day) {
    const one = card.beside?.find(([from, until]) => from <= day && day < until);
    if (!one) return null;
    const [, , text, sources] = one;
    return make("p", { className: "soft beside" }, `${text} `, this.refs(sources));
  }

  /**
   * How old a figure is, where that is to be said.
   *
   * @param {Age} age
   */
  age(age) {
    return age === "fresh" ? "" : this.words[`age_${age}`];
  }

  /**
   * Who has how many people in a state on the day, and how we know.
   *
   * @param {Card} card
   * @param {number} day
   */
  troops(card, day) {
    const now = (card.troops || []).flatMap(({ who, steps }) => {
      const step = steps.find(([from, until]) => from <= day && day < until);
      return step ? [{ who, step }] : [];
    });
    if (!now.length) return null;
    const w = this.words;
    const rows = now.map(({ who, step: [, , low, high, how, age, sources] }) =>
      make(
        "li",
        { className: `age-${age}` },
        `${who}: `,
        make("b", {}, fill(w.people, { n: range(low, high) })),
        ` (${[how, this.age(age)].filter(Boolean).join("; ")}) `,
        this.refs(sources),
      ),
    );
    return [make("h3", {}, w.troops), make("ul", { className: "figures troops" }, rows)];
  }

  /** @param {Card} card */
  agreements(card) {
    if (!card.agreements.length) return null;
    const rows = card.agreements.map((one) =>
      make(
        "li",
        {},
        make("span", { className: "when" }, one.title),
        one.when ? `; ${one.when}. ` : ". ",
        make("span", { className: "soft" }, one.text),
        " ",
        this.refs(one.sources),
      ),
    );
    return [make("h3", {}, this.words.agreements), make("ul", { className: "figures" }, rows)];
  }

  /**
   * The last report before the day is shown; the rest can be opened.
   *
   * @param {Card} card
   * @param {number} day
   */
  equipment(card, day) {
    if (!card.equipment.length) return null;
    const w = this.words;
    const known = card.equipment.filter((e) => !e.kind && e.day !== null && e.day <= day);
    const last = known.length ? known[known.length - 1].day : null;
    const now = known.filter((e) => e.day === last);
    /** @param {Equipment} e */
    const row = (e) =>
      make(
        "li",
        { className: now.includes(e) ? "counts" : "" },
        make("span", { className: "when" }, e.when),
        ` ${e.text}${e.kind ? ` (${e.kind})` : ""} `,
        this.refs(e.sources),
      );
    const rest = card.equipment.filter((e) => !now.includes(e));
    return [
      make("h3", {}, w.equipment),
      make("ul", { className: "figures" }, now.map(row)),
      ...(rest.length
        ? [
            make(
              "details",
              {},
              make("summary", {}, w.other_equipment),
              make("ul", { className: "figures" }, rest.map(row)),
            ),
          ]
        : []),
    ];
  }

  /**
   * @param {Card} card
   * @param {number} day
   */
  history(card, day) {
    if (!card.history.length) return null;
    const w = this.words;
    const rows = card.history.map((line) => {
      const now = covers(day, line);
      return make(
        "li",
        { className: now ? "now" : "" },
        make("span", { className: "when" }, `${line.since || "?"} – ${line.end || "?"}`),
        ` ${line.text}`,
        ...(now
          ? [" ", make("b", { className: "badge" }, fill(w.held_on, { date: dayInWords(day) }))]
          : []),
        ...(line.note ? [make("span", { className: "soft" }, ` ${line.note}`)] : []),
        " ",
        this.refs(line.sources),
      );
    });
    return [make("h3", {}, w.history), make("ul", { className: "figures" }, rows)];
  }

  /**
   * @param {string} title
   * @param {string} body
   */
  text(title, body) {
    return body ? [make("h3", {}, title), make("p", {}, body)] : null;
  }

  /**
   * @param {string} title
   * @param {MapId[]} ids
   */
  links(title, ids) {
    const known = ids.filter((id) => this.known(id));
    if (!known.length) return null;
    return [
      make("h3", {}, title),
      make(
        "ul",
        { className: "others" },
        known.map((id) =>
          make(
            "li",
            {},
            this.action(this.details.cards[id].title, () => this.on.select(id)),
          ),
        ),
      ),
    ];
  }

  /**
   * Who says so, in short: publishers that lead to their entry in the list below.
   *
   * @param {readonly SourceId[]} ids
   */
  refs(ids) {
    const links = ids.map((id, k) => [
      k ? "; " : "",
      make(
        "a",
        {
          href: `#source-${id}`,
          on: {
            click: (/** @type {MouseEvent} */ e) => {
              e.preventDefault();
              const link = /** @type {HTMLElement} */ (e.currentTarget);
              this.showSource(link.closest(".panel-body"), id);
            },
          },
        },
        (this.details.sources[id] || { publisher: id }).publisher,
      ),
    ]);
    return make("span", { className: "refs" }, "[", ...links.flat(), "]");
  }

  /**
   * Scroll to the entry of a source and move the focus there.
   *
   * @param {Element | null} body
   * @param {SourceId} id
   */
  showSource(body, id) {
    /** @type {HTMLElement | null | undefined} */
    const entry = body?.querySelector(`[data-source="${CSS.escape(id)}"]`);
    if (!entry) return;
    const folded = entry.closest("details");
    if (folded) folded.open = true;
    entry.scrollIntoView({ block: "center" });
    (entry.querySelector("a") || entry).focus();
  }

  /**
   * @param {Card} card
   * @param {MapId} id
   * @param {number} day
   */
  sources(card, id, day) {
    const w = this.words;
    // What a state or a sector is on a day rests on the lines of its history.
    const dated = !id.includes(":") || id.startsWith("sector:");
    const held = dated ? sourcesOn(card, day) : card.sources;
    // The card's own list has the best first; the lines of a day keep its order.
    const current = card.sources.filter((s) => held.includes(s));
    const rest = card.sources.filter((s) => !current.includes(s));
    /** @param {SourceId[]} ids */
    const list = (ids) =>
      make(
        "ol",
        { className: "sources" },
        ids.map((s) => this.source(s)),
      );
    const told = current.length ? current : card.sources;
    return [
      make("h3", {}, w.sources),
      ...(this.copiesOnly(told) ? [make("p", { className: "soft" }, w.copies_only)] : []),
      list(told),
      ...(current.length && rest.length
        ? [make("details", {}, make("summary", {}, w.sources_more), list(rest))]
        : []),
    ];
  }

  /**
   * Whether everything shown rests on sources that only repeat others.
   *
   * @param {SourceId[]} ids
   */
  copiesOnly(ids) {
    const worth = ids.map((id) => this.details.sources[id].worth).filter((w) => w !== "points");
    return worth.length > 0 && worth.every((w) => w === "copy");
  }

  /**
   * A source as an item of a list.
   *
   * @param {SourceId} id
   */
  source(id) {
    const s = this.details.sources[id];
    const title = /^https?:\/\//.test(s.url)
      ? make("a", { href: s.url, target: "_blank", rel: "noopener noreferrer" }, s.title)
      : make("span", {}, s.title);
    const imprint = [s.publisher, s.date || this.words.undated].filter(Boolean).join(", ");
    const note = s.note ? make("span", { className: "soft" }, ` ${s.note}`) : null;
    return make("li", { tabIndex: -1, data: { source: id } }, title, `. ${imprint}.`, note);
  }

  /**
   * The day's figure or fact with its sources, to paste into a text.
   *
   * @param {MapId} id
   * @param {Card} card
   * @param {number} day
   * @param {State} state
   * @param {Record<string, string>} values
   */
  citation(id, card, day, state, values) {
    const { said: statement, sources } = cite.claim(card, day, {
      lens: this.on.lens(),
      standing: this.standing(id, state, day),
      strength: strengthOn(card, day),
      dated: sourcesOn(card, day),
      words: this.words,
    });
    return cite.text({
      said: statement,
      sources,
      values,
      all: this.details.sources,
      words: this.words,
    });
  }

  /**
   * What can be done with the card.
   *
   * @param {MapId} id
   * @param {Card} card
   * @param {number} day
   * @param {State} state
   */
  foot(id, card, day, state) {
    const w = this.words;
    const start = this.start(id, card);
    const values = {
      title: this.title(id, card, day),
      id,
      date: dayInWords(day),
      version: this.data.version,
      atlas: this.data.title,
      url: this.on.url(),
    };
    return [
      make(
        "div",
        { className: "group card-actions" },
        ...(start === null ? [] : [this.action(w.show_on_timeline, () => this.on.goTo(start))]),
        this.action(w.copy_link, () => this.on.copy(this.on.url())),
        this.action(w.cite, () => this.on.copy(this.citation(id, card, day, state, values))),
        this.action(w.report, () => this.on.copy(fill(w.report_text, values))),
      ),
      make("p", { className: "card-id" }, id),
    ];
  }
}

/**
 * Sources of the lines of a history that hold on a day.
 *
 * @param {Card} card
 * @param {number} day
 */
function sourcesOn(card, day) {
  const now = card.history.filter((line) => covers(day, line)).flatMap((line) => line.sources);
  return [...new Set(now)];
}
