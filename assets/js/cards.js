// The card of what is selected, and the short one under the pointer.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const { make, fill, dayInWords, range } = csto.dom;

  function covers(day, line) {
    return line.from <= day && (line.until === null || day < line.until);
  }

  /** The figures that count on a day: those of the latest date at or before it. */
  function counting(strengths, day) {
    const known = strengths.filter((s) => s.counts && s.day <= day && s.low !== null);
    if (!known.length) return [];
    const last = known[known.length - 1];
    return known.filter((s) => s.day === last.day && s.as_of === last.as_of);
  }

  /** Low and high over the figures that count, or null. */
  function strengthOn(strengths, day) {
    const own = counting(strengths, day);
    if (!own.length) return null;
    return {
      low: Math.min(...own.map((s) => s.low)),
      high: Math.max(...own.map((s) => s.high)),
      asOf: own[0].as_of,
      rows: own,
    };
  }

  class Cards {
    /** details: cards and sources; words: of the card; on: {select, copyLink, goTo}. */
    constructor(details, words, on) {
      Object.assign(this, { details, words, on });
    }

    known(id) {
      return Object.hasOwn(this.details.cards, id);
    }

    /** Fill the panel with the card of `id` on a day; `others` are at the same place. */
    fill(head, body, id, day, state, others) {
      const card = this.details.cards[id];
      const w = this.words;
      head.replaceChildren(
        make("p", { className: "card-kind" }, card.kind),
        make("h2", {}, card.title),
        ...(card.title_ru ? [make("p", { className: "card-ru", lang: "ru" }, card.title_ru)] : []),
      );
      const parts = [
        this.presence(id, card, day, state),
        this.sinceUntil(card),
        this.personnel(card, day),
        this.facts(card),
        this.history(card, day),
        this.text(w.note, card.note),
        this.others(others),
        this.sources(card, id, day),
        make(
          "div",
          { className: "group card-actions" },
          ...(this.start(id, card) === null
            ? []
            : [this.action(w.show_on_timeline, () => this.on.goTo(this.start(id, card)))]),
          this.action(w.copy_link, this.on.copyLink),
        ),
        make("p", { className: "card-id" }, id),
      ];
      body.replaceChildren(...parts.flat().filter(Boolean));
    }

    action(text, click) {
      return make("button", { type: "button", className: "button", on: { click } }, text);
    }

    /** The first day of what the card is about, for the timeline. */
    start(id, card) {
      if (card.day) return card.day;
      if (card.from) return card.from;
      return card.history.length ? card.history[0].from : null;
    }

    presence(id, card, day, state) {
      const w = this.words;
      if (!id.includes(":") || id.startsWith("sector:")) return null;
      const certain = state.marks[id];
      const said = certain === undefined ? w.not_now : certain ? w.here_now : w.possible;
      const kind = certain === undefined ? "absent" : certain ? "certain" : "possible";
      return make("p", { className: `presence presence-${kind}` }, said);
    }

    sinceUntil(card) {
      const w = this.words;
      if (!card.since && !card.until) return null;
      return this.list([
        [w.from, card.since],
        [w.to, card.until],
      ]);
    }

    list(pairs) {
      const rows = pairs.filter(([, value]) => value);
      if (!rows.length) return null;
      return make(
        "dl",
        { className: "facts" },
        rows.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]).flat(),
      );
    }

    facts(card) {
      return this.list(card.facts);
    }

    personnel(card, day) {
      const w = this.words;
      if (!card.strengths.length) return null;
      const now = strengthOn(card.strengths, day);
      const parts = [make("h3", {}, w.personnel)];
      if (now) {
        const said = fill(w.people, { n: range(now.low, now.high) });
        parts.push(
          make("p", { className: "strength" }, make("b", {}, said), ` ${fill(w.as_of, { date: now.asOf })}`),
        );
      } else {
        parts.push(make("p", {}, w.no_total));
      }
      const rows = card.strengths.map((s) =>
        make(
          "li",
          { className: now && now.rows.includes(s) ? "counts" : "" },
          make("span", { className: "when" }, s.as_of),
          ` ${s.text}`,
          s.counts ? "" : ` (${s.kind})`,
          ...(now && now.rows.includes(s) ? [` – ${w.counts_now}`] : []),
          " ",
          this.refs(s.sources),
        ),
      );
      parts.push(
        make(
          "details",
          { open: card.strengths.length < 6 },
          make("summary", {}, w.other_figures),
          make("ul", { className: "figures" }, rows),
        ),
      );
      return parts;
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
          ...(now ? [make("b", { className: "badge" }, w.now)] : []),
          ...(line.note ? [make("span", { className: "soft" }, ` ${line.note}`)] : []),
          " ",
          this.refs(line.sources),
        );
      });
      return [make("h3", {}, w.history), make("ul", { className: "figures" }, rows)];
    }

    text(title, said) {
      return said ? [make("h3", {}, title), make("p", {}, said)] : null;
    }

    others(ids) {
      const known = ids.filter((id) => this.known(id));
      if (!known.length) return null;
      return [
        make("h3", {}, this.words.also_here),
        make(
          "ul",
          { className: "others" },
          known.map((id) =>
            make("li", {}, this.action(this.details.cards[id].title, () => this.on.select(id))),
          ),
        ),
      ];
    }

    /** Short marks that name the sources and lead to them. */
    refs(ids) {
      return make(
        "span",
        { className: "refs" },
        `[${ids.map((id) => (this.details.sources[id] || { publisher: id }).publisher).join("; ")}]`,
      );
    }

    sources(card, id, day) {
      const w = this.words;
      // What a state or a sector is on a day rests on the lines of its history.
      const dated = !id.includes(":") || id.startsWith("sector:");
      const own = dated ? sourcesOn(card, day) : card.sources;
      const rest = card.sources.filter((s) => !own.includes(s));
      const list = (ids) => make("ol", { className: "sources" }, ids.map((s) => this.source(s)));
      return [
        make("h3", {}, w.sources),
        list(own.length ? own : card.sources),
        ...(own.length && rest.length
          ? [make("details", {}, make("summary", {}, w.sources_more), list(rest))]
          : []),
      ];
    }

    source(id) {
      const s = this.details.sources[id];
      const title = /^https?:\/\//.test(s.url)
        ? make("a", { href: s.url, target: "_blank", rel: "noopener noreferrer" }, s.title)
        : make("span", {}, s.title);
      const said = [s.publisher, s.date || this.words.undated].filter(Boolean).join(", ");
      const note = s.note ? make("span", { className: "soft" }, ` ${s.note}`) : null;
      return make("li", {}, title, `. ${said}.`, note);
    }
  }

  /** Sources of the lines of a history that hold on a day. */
  function sourcesOn(card, day) {
    const now = card.history.filter((line) => covers(day, line)).flatMap((line) => line.sources);
    return [...new Set(now)];
  }

  /** The short card under the pointer: title, kind and doubt; nothing that needs loading. */
  csto.tip = function tip(node, lines, x, y, bounds) {
    node.replaceChildren(...lines.map(([className, text]) => make("p", { className }, text)));
    node.hidden = false;
    const left = Math.min(x + 14, bounds.width - node.offsetWidth - 8);
    const below = y + 18 + node.offsetHeight < bounds.height;
    node.style.transform = `translate(${Math.max(8, left)}px, ${below ? y + 18 : y - node.offsetHeight - 12}px)`;
  };

  csto.Cards = Cards;
  csto.strengthOn = strengthOn;
})(window);
