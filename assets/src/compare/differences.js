// The written list of what differs between two days, by kind, with sources.

import * as signs from "../core/diffdraw.js";
import { byId, fill, make } from "../shell/dom.js";
import { differenceInWords } from "./inwords.js";

/** @import { Difference, MapId, Page, SourceId, Words } from "../types/page.js" */

const MOST_PUBLISHERS = 3;

export class Differences {
  /**
   * @param {Page} page
   * @param {{select: (id: MapId) => void}} on
   */
  constructor(page, on) {
    this.page = page;
    this.on = on;
    this.words = page.words.compare;
    this.body = byId("differences-body");
  }

  /**
   * Fill the list with rows of core/diff.js.
   *
   * @param {Difference[]} rows
   * @param {string} title
   * @param {{hidden: number, showHidden: () => void, muted: boolean}} more how many are in other
   *   layers, and whether what is as before is muted on the map
   */
  show(rows, title, more) {
    byId("differences-title").textContent = title;
    const kinds = [...new Set(rows.map((row) => row.kind))];
    const groups = kinds.map((kind) =>
      this.group(
        kind,
        rows.filter((row) => row.kind === kind),
      ),
    );
    const none = rows.length ? [] : [make("p", { className: "soft" }, this.words.nothing)];
    const others = more.hidden
      ? [
          make(
            "button",
            {
              type: "button",
              className: "button",
              on: { click: more.showHidden },
            },
            fill(this.words.hidden, { n: more.hidden }),
          ),
        ]
      : [];
    const muted = more.muted ? [make("p", { className: "soft" }, this.words.muted)] : [];
    this.body.replaceChildren(...muted, ...none, ...groups, ...others);
    this.mark();
  }

  /**
   * @param {string} kind
   * @param {Difference[]} rows
   */
  group(kind, rows) {
    /** @type {Record<string, string | undefined>} */
    const all = signs.SIGNS;
    const sign = all[kind];
    return make(
      "section",
      { className: "difference-group", data: { kind } },
      make(
        "h3",
        {},
        ...(sign
          ? [make("span", { className: "sign", attr: { "aria-hidden": "true" } }, sign)]
          : []),
        make("span", {}, this.words[/** @type {keyof Words["compare"]} */ (kind)]),
        make("span", { className: "count" }, String(rows.length)),
      ),
      make(
        "ul",
        { className: "differences" },
        rows.map((row) => this.entry(row)),
      ),
    );
  }

  /** @param {Difference} row */
  entry(row) {
    const text = this.text(row);
    const known = this.page.ids.has(row.id);
    const head = known
      ? make(
          "button",
          {
            type: "button",
            className: "difference",
            data: { id: row.id },
            on: { click: () => this.on.select(row.id) },
          },
          text,
        )
      : make("span", { className: "difference" }, text);
    return make("li", {}, head, this.sources(row.sources));
  }

  /**
   * A row in a few words, below the heading of its kind.
   *
   * @param {Difference} row
   */
  text(row) {
    const text = this.sentence(row);
    return row.certain ? text : fill(this.words.possible, { text });
  }

  /**
   * The same without what is added where the sources leave it open.
   *
   * @param {Difference} row
   */
  sentence(row) {
    return differenceInWords(this.page, row);
  }

  /**
   * Sources by their publishers; opened, they are shown in full with their addresses.
   *
   * @param {SourceId[]} ids
   */
  sources(ids) {
    const known = this.page.details?.sources;
    const publishers = [...new Set(ids.map((id) => known?.[id]?.publisher ?? id))];
    const more = publishers.length - MOST_PUBLISHERS;
    const shown = publishers.slice(0, MOST_PUBLISHERS);
    if (more > 0) shown.push(fill(this.page.words.dates.more, { n: more }));
    const list = make("ol", { className: "sources" });
    const node = make(
      "details",
      {
        className: "difference-sources",
        on: {
          toggle: () => {
            const { cards } = this.page;
            if (node.open && !list.children.length && cards) {
              list.append(...ids.map((id) => cards.source(id)));
            }
          },
        },
      },
      make("summary", {}, shown.join("; ")),
      list,
    );
    return node;
  }

  /** Mark the entry of what is selected. */
  mark() {
    /** @type {NodeListOf<HTMLElement>} */
    const entries = this.body.querySelectorAll("[data-id]");
    for (const node of entries) {
      const selected = node.dataset.id === this.page.view.selection;
      if (selected) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    }
  }
}
