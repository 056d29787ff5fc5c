// What "Cite this" copies: the figure or the fact of the day, its sources (where, when, and
// when they were read), the data version and the link. Pure.

import * as answering from "../find/answers.js";
import { range } from "../shell/dom.js";

/** @import {Fact, Source} from "../types/files.js" */
/** @import {Card, CardStrength, Day, SourceId, Standing} from "../types/page.js" */
/** @import {Strength, Timeline, Words} from "../types/page.js" */
/** @typedef {Record<SourceId, Source>} Sources */
/** @typedef {{said: string, sources: SourceId[]}} Claim */

// At most this many sources are named, the best first; the card lists the rest.
const MOST = 3;

/** @param {string} text @param {Record<string, unknown>} values */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
/** @param {(string | undefined | false)[]} parts @param {string} by */
const listed = (parts, by) => parts.filter(Boolean).join(by);

/**
 * What counts, its date and its age: 7,000 people as of 19 April 2013.
 *
 * @param {Strength} strength
 * @param {Words["card"]} words
 */
export function figure({ low, high, asOf, age }, words) {
  const people = fill(words.people, { n: range(low, high) });
  const aged = { fresh: "", old: words.age_old, last_known: words.age_last_known }[age];
  return `${people} ${listed([fill(words.as_of, { date: asOf }), aged], ", ")}`;
}

/**
 * What a card of something without a figure or an answer says of the day.
 *
 * @param {Card} card
 * @param {Standing} standing
 * @param {Words["card"]} words
 */
function fact(card, [what, certain], words) {
  const there = certain === undefined ? words.not_now : what;
  const doubt = certain === false ? words.possible : "";
  /** @type {Fact[]} */
  const dates = [
    [words.from, card.since],
    [words.to, card.until],
  ];
  const dated = dates.filter(([, value]) => value);
  const rows = dated.length ? dated : card.facts;
  // For an event its date is what counts, not whether it is still on the map.
  const standing = card.day !== undefined && card.day !== null ? [] : [there, doubt];
  return listed([...standing, ...rows.map(([name, value]) => `${name}: ${value}`)], "; ");
}

/**
 * What a card says on a day in a line, and the ids of the sources behind that.
 *
 * strength: as strengthOn gives it; standing: what holds and whether certainly;
 * dated: sources of the lines of the history that hold on the day.
 *
 * @param {Card} card
 * @param {Day} day
 * @param {object} of
 * @param {Timeline["lenses"][number]} of.lens
 * @param {CardStrength | null} of.strength
 * @param {Standing} of.standing
 * @param {SourceId[]} of.dated
 * @param {Words["card"]} of.words
 * @returns {Claim}
 */
export function claim(card, day, { lens, strength, standing, dated, words }) {
  const answers = answering.told(card, day, lens);
  if (answers.length) {
    const sources = answers.flatMap((one) => one.sources);
    return {
      said: listed(
        answers.map((one) => one.text),
        "; ",
      ),
      sources: [...new Set(sources)],
    };
  }
  if (strength) {
    const sources = strength.rows.flatMap((row) => row.sources);
    return { said: figure(strength, words), sources: [...new Set(sources)] };
  }
  return { said: fact(card, standing, words), sources: dated.length ? dated : card.sources };
}

/**
 * Ids of sources, the best-ranked first, those without a rank last.
 *
 * @param {readonly SourceId[]} ids
 * @param {Sources} all
 */
export function best(ids, all) {
  /** @param {SourceId} id */
  const rank = (id) => all[id]?.rank || Infinity;
  return ids
    .map((id, k) => ({ id, k, rank: rank(id) }))
    .sort((a, b) => (a.rank === b.rank ? a.k - b.k : a.rank - b.rank))
    .map(({ id }) => id);
}

/**
 * One source as a reader can find it: publisher, title, date, address, original, day read.
 *
 * @param {Source} one
 * @param {Words["card"]} words
 */
export function source(one, words) {
  const title = fill(words.cite_title, { title: one.title });
  const where = listed([one.publisher, title, one.when || words.undated, one.url], ", ");
  const more = listed(
    [
      one.original && fill(words.cite_original, { who: one.original }),
      one.read && fill(words.cite_read, { date: one.read }),
    ],
    "; ",
  );
  return more ? `${where} (${more})` : where;
}

/**
 * The whole citation.
 *
 * @param {Claim & {values: Record<string, unknown>, all: Sources, words: Words["card"]}} cited
 */
export function text({ said: statement, sources, values, all, words }) {
  const known = best(sources, all).filter((id) => all[id]);
  const shown = known.slice(0, MOST).map((id) => source(all[id], words));
  const rest = known.length - shown.length;
  if (rest > 0) shown.push(fill(words.cite_more, { n: rest }));
  const cited = shown.length ? fill(words.cite_sources, { list: shown.join("; ") }) : "";
  return fill(words.citation, { ...values, said: statement, sources: cited }).replace(
    / {2,}/g,
    " ",
  );
}
