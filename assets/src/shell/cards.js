// The card of the selection, and the short one under the pointer.

import * as cite from "../core/cite.js";
import * as looks from "../core/draw.js";
import { ageOn } from "../core/state.js";
import * as answering from "../find/answers.js";
import { dayInWords, fill, make, range } from "./dom.js";
import { strengthChart } from "./strength.js";

function covers(day, line) {
  return line.from <= day && (line.until === null || day < line.until);
}

/** What counts on a day by a card's `counting`, with its age; null where nothing does. */
export function strengthOn(card, day) {
  const step = card.counting.findLast(([from]) => from <= day);
  if (!step || step[1] === null) return null;
  const [, low, high, asOf, oldFrom, lastKnownFrom, rows] = step;
  const age = ageOn(day, oldFrom, lastKnownFrom);
  return { low, high, asOf, age, rows: rows.map((k) => card.strengths[k]) };
}

export class Cards {
  /** data: the timeline; details: cards and sources; words; on: {select, copy, goTo, look, url, lens, words}. */
  constructor(data, details, words, on) {
    Object.assign(this, { data, details, words, on });
  }

  known(id) {
    return Object.hasOwn(this.details.cards, id);
  }

  /** Fill the panel with the card of `id` on a day; `others` are at the same place. */
  fill(head, body, id, day, state, others) {
    const card = this.details.cards[id];
    const w = this.words;
    head.replaceChildren(
      make("p", { className: "card-kind" }, this.symbol(id, state), card.kind),
      make("h2", {}, card.title),
      ...(card.other ? [make("p", { className: "card-ru" }, card.other)] : []),
    );
    const parts = [
      ...answering.nodes(card, day, this.on.lens(), this.on.words("answer"), this),
      this.presence(id, state),
      this.list([
        [w.from, card.since],
        [w.to, card.until],
      ]),
      this.personnel(card, day, state.marks[id] === undefined),
      this.troops(card, day),
      this.list(card.facts),
      this.text(w.note, card.note),
      this.agreements(card, day),
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
    body.replaceChildren(...parts.flat().filter(Boolean));
    strengthChart(body.querySelector(".strength-chart"), card, day, this);
  }

  symbol(id, state) {
    const mark = this.data.marks.find((m) => m.id === id);
    if (!mark) return null;
    const { theme, icons } = this.on.look();
    const icon = icons === "plain" ? mark.plain : mark.icon;
    const certainty = state.marks[id] === false ? "possible" : "certain";
    const svg = this.data.icons[theme][`${icon}:${mark.accent}:${certainty}`];
    return make("img", { className: "card-symbol", src: looks.picture(null, svg, ""), alt: "" });
  }

  action(text, click) {
    return make("button", { type: "button", className: "button", on: { click } }, text);
  }

  /** The first day of the card's subject, for the timeline. */
  start(id, card) {
    const mark = this.data.marks.find((m) => m.id === id);
    if (mark) return mark.cfrom === null ? mark.from : mark.cfrom;
    if (card.day) return card.day;
    return card.history.length ? card.history[0].from : null;
  }

  presence(id, state) {
    const w = this.words;
    const [what, certain] = this.standing(id, state);
    const kind = certain === undefined ? "absent" : certain ? "certain" : "possible";
    const parts = certain === undefined ? [w.not_now] : [what, certain ? "" : w.possible];
    return make("p", { className: `presence presence-${kind}` }, parts.filter(Boolean).join(". "));
  }

  /** What holds of `id` on the day, in words, and whether it certainly does. */
  standing(id, state) {
    const { countries, titles } = this.data;
    if (id.startsWith("sector:")) {
      const held = state.sectors[id.slice("sector:".length)];
      if (!held) return ["", undefined];
      const [guard, force, certain] = held;
      const name = countries.find((c) => c.id === guard);
      return [name ? `${name.name}: ${force}` : force, certain];
    }
    if (!id.includes(":")) {
      const [status, certain] = state.states[id] || [];
      return [titles.status[status], certain];
    }
    return [state.marks[id] ? this.words.here_now : "", state.marks[id]];
  }

  list(pairs) {
    const rows = pairs.filter(([, value]) => value);
    if (!rows.length) return null;
    return make(
      "dl",
      { className: "facts" },
      rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]),
    );
  }

  /** People by all figures; where none counts, nothing is said about what is `gone`. */
  personnel(card, day, gone) {
    const w = this.words;
    if (!card.strengths.length) return null;
    const now = strengthOn(card, day);
    const total = now
      ? [
          make("b", {}, fill(w.people, { n: range(now.low, now.high) })),
          ` ${[fill(w.as_of, { date: now.asOf }), w[`age_${now.age}`]].filter(Boolean).join(", ")} `,
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

  /** Who has how many people in a state on the day, and how we know. */
  troops(card, day) {
    const now = (card.troops || []).flatMap(({ who, steps }) => {
      const step = steps.find(([from, until]) => from <= day && day < until);
      return step ? [[who, ...step.slice(2)]] : [];
    });
    if (!now.length) return null;
    const w = this.words;
    const rows = now.map(([who, low, high, how, age, sources]) =>
      make(
        "li",
        { className: `age-${age}` },
        `${who}: `,
        make("b", {}, fill(w.people, { n: range(low, high) })),
        ` (${[how, w[`age_${age}`]].filter(Boolean).join("; ")}) `,
        this.refs(sources),
      ),
    );
    return [make("h3", {}, w.troops), make("ul", { className: "figures troops" }, rows)];
  }

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

  /** The last report before the day is shown; the rest can be opened. */
  equipment(card, day) {
    if (!card.equipment.length) return null;
    const w = this.words;
    const known = card.equipment.filter((e) => !e.kind && e.day !== null && e.day <= day);
    const last = known.length ? known[known.length - 1].day : null;
    const now = known.filter((e) => e.day === last);
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
          ? [make("b", { className: "badge" }, fill(w.held_on, { date: dayInWords(day) }))]
          : []),
        ...(line.note ? [make("span", { className: "soft" }, ` ${line.note}`)] : []),
        " ",
        this.refs(line.sources),
      );
    });
    return [make("h3", {}, w.history), make("ul", { className: "figures" }, rows)];
  }

  text(title, body) {
    return body ? [make("h3", {}, title), make("p", {}, body)] : null;
  }

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

  /** Who says so, in short: publishers that lead to their entry in the list below. */
  refs(ids) {
    const links = ids.map((id, k) => [
      k ? "; " : "",
      make(
        "a",
        {
          href: `#source-${id}`,
          on: {
            click: (e) => {
              e.preventDefault();
              this.showSource(e.target.closest(".panel-body"), id);
            },
          },
        },
        (this.details.sources[id] || { publisher: id }).publisher,
      ),
    ]);
    return make("span", { className: "refs" }, "[", ...links.flat(), "]");
  }

  /** Scroll to the entry of a source and move the focus there. */
  showSource(body, id) {
    const entry = body?.querySelector(`[data-source="${CSS.escape(id)}"]`);
    if (!entry) return;
    const folded = entry.closest("details");
    if (folded) folded.open = true;
    entry.scrollIntoView({ block: "center" });
    (entry.querySelector("a") || entry).focus();
  }

  sources(card, id, day) {
    const w = this.words;
    // What a state or a sector is on a day rests on the lines of its history.
    const dated = !id.includes(":") || id.startsWith("sector:");
    const held = dated ? sourcesOn(card, day) : card.sources;
    // The card's own list has the best first; the lines of a day keep its order.
    const current = card.sources.filter((s) => held.includes(s));
    const rest = card.sources.filter((s) => !current.includes(s));
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

  /** Whether everything shown rests on sources that only repeat others. */
  copiesOnly(ids) {
    const worth = ids.map((id) => this.details.sources[id].worth).filter((w) => w !== "points");
    return worth.length > 0 && worth.every((w) => w === "copy");
  }

  source(id) {
    const s = this.details.sources[id];
    const title = /^https?:\/\//.test(s.url)
      ? make("a", { href: s.url, target: "_blank", rel: "noopener noreferrer" }, s.title)
      : make("span", {}, s.title);
    const imprint = [s.publisher, s.date || this.words.undated].filter(Boolean).join(", ");
    const note = s.note ? make("span", { className: "soft" }, ` ${s.note}`) : null;
    return make("li", { tabIndex: -1, data: { source: id } }, title, `. ${imprint}.`, note);
  }

  /** The day's figure or fact with its sources, to paste into a text. */
  citation(id, card, day, state, values) {
    const { said: statement, sources } = cite.claim(card, day, {
      lens: this.on.lens(),
      standing: this.standing(id, state),
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

  /** What can be done with the card. */
  foot(id, card, day, state) {
    const w = this.words;
    const start = this.start(id, card);
    const values = {
      title: card.title,
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

/** Sources of the lines of a history that hold on a day. */
function sourcesOn(card, day) {
  const now = card.history.filter((line) => covers(day, line)).flatMap((line) => line.sources);
  return [...new Set(now)];
}
