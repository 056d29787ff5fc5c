// Find things by name, in any spelling and with typing errors. Pure: the index is compiled by
// csto_map/page/search.py.

import { alike, edits, fold, joined, split, tolerance, trigrams } from "./spelling.js";

// What is loaded with the search, for whoever loads it by its name.
export { edits, fold } from "./spelling.js";
export { months, readSpan } from "./typed_dates.js";

/** @import {Folds, Letters, Spelt} from "./spelling.js" */
/** @import {DateSpan} from "./typed_dates.js" */

/** @import {Entry, SearchIndex, Target as PackedTarget} from "../types/files.js" */
/** @import {Day, MapId, Point, Timeline} from "../types/page.js" */

/**
 * Something to select when an entry is chosen; see `Target` of the files.
 *
 * @typedef {object} Target
 * @property {MapId} id
 * @property {string} place
 * @property {string} years
 * @property {Day | null} from
 * @property {Day | null} until first day after
 * @property {Day | null} sure first day on which it certainly was there
 * @property {Point | null} point
 */
/**
 * An entry of the index.
 *
 * @typedef {object} IndexEntry
 * @property {string} group
 * @property {string} title
 * @property {string} kind
 * @property {number} rank
 * @property {Target[]} targets
 * @property {number} at its place in the index
 * @property {string[] | null} needs kinds of what a question must ask for; null: nothing
 * @property {number[]} numbers that find it too
 * @property {string} lens
 * @property {string} line the answer
 */
/**
 * What is found: `told` by its text rather than its name; `on` the day to show it on, null
 * for the day of `dayOf`.
 *
 * @typedef {{entry: IndexEntry, target: Target, told: boolean, on: Day | null}} Match
 */
/** @typedef {Match & {score: number}} ScoredMatch */
/** @typedef {Spelt & {in: [entry: number, weight: number, field: number][]}} IndexWord */
/** @typedef {Map<number, [score: number, told: boolean]>} Matches by the entry's place */

/**
 * A question.
 *
 * @typedef {object} Question
 * @property {string[]} plain all its words
 * @property {string[]} words less what it asks for and its date
 * @property {Set<string>} kinds what it asks for
 * @property {DateSpan | null} span
 * @property {number[]} numbers
 */

// How much a word counts by where it occurs: name, other names, kind and place, text.
const FIELDS = [1, 0.95, 0.55, 0.4];
const MOST = 24;
const REMEMBERED = 400;
// Longest date in a question, in words: 14 June 2009.
const DATE_WORDS = 3;
/** What an entry has that is found by its words. @type {[null, number[], string, string]} */
const NOTHING = [null, [], "", ""];
// The bonus of an answer when a question asks for its kind.
const ANSWER = 0.9;

export class Index {
  /** @param {SearchIndex} packed */
  constructor(packed) {
    this.letters = packed.letters;
    /** @type {Folds} */
    this.folds = packed.folds.map(([pattern, to]) => [new RegExp(pattern, "g"), to]);
    /** @type {IndexWord[]} */
    this.words = packed.words.map(([word, sound]) => ({ word, sound: sound || word, in: [] }));
    /** @type {Map<string, string>} */
    this.asked = new Map();
    const { endings, ...kinds } = packed.asked;
    for (const kind in kinds) {
      for (const word of kinds[kind]) this.asked.set(word, kind);
    }
    // The longest first: of several endings the longest is removed.
    this.endings = [...endings].sort((a, b) => b.length - a.length);
    /**
     * Set by the code that knows the days of the atlas.
     *
     * @type {(text: string) => DateSpan | null}
     */
    this.readDate = () => null;
    /** @type {IndexEntry[]} */
    this.entries = packed.entries.map(([group, title, kind, rank, targets, fields, asks], k) => {
      for (const [f, indices] of fields.entries()) {
        for (const w of indices) this.words[w].in.push([k, FIELDS[f], f]);
      }
      const [needs, numbers, lens, line] = asks || NOTHING;
      return {
        group,
        title,
        kind,
        rank,
        targets: targets.map(target),
        at: k,
        needs,
        numbers,
        lens,
        line,
      };
    });
    this.titles = this.entries.map((e) => split(e.title, this.letters).join(" "));
    /** Words by the runs of letters that they have. @type {Map<string, number[]>} */
    this.grams = new Map();
    this.words.forEach(({ sound }, w) => {
      for (const gram of new Set(trigrams(sound))) {
        const sharing = this.grams.get(gram);
        if (sharing) sharing.push(w);
        else this.grams.set(gram, [w]);
      }
    });
    /** What typed words can mean. @type {Map<string, Map<number, number>>} */
    this.known = new Map();
  }

  /** @param {string} text */
  split(text) {
    return split(text, this.letters);
  }

  /**
   * Words that a typed one can mean: index of the word -> how well it fits, 0 to 1.
   *
   * @param {string} typed
   */
  meant(typed) {
    const known = this.known.get(typed);
    if (known) return known;
    /** @type {Map<number, number>} */
    const meanings = new Map();
    const sound = fold(typed, this.folds);
    this.words.forEach((word, w) => {
      const fit = alike(typed, sound, word);
      if (fit) meanings.set(w, fit);
    });
    this.bend(typed, meanings);
    this.guess(sound, meanings);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(typed, meanings);
    return meanings;
  }

  /**
   * Add the names of which the typed word may be a case or an adjective.
   *
   * @param {string} typed
   * @param {Map<number, number>} meanings
   */
  bend(typed, meanings) {
    if (/\d/.test(typed)) return;
    const stems = this.endings
      .filter((ending) => typed.endsWith(ending) && typed.length - ending.length > 3)
      .map((ending) => fold(typed.slice(0, -ending.length), this.folds));
    if (!stems.length) return;
    this.words.forEach(({ sound }, w) => {
      const fits = stems.some((stem) => sound.startsWith(stem) && sound.length <= stem.length + 3);
      if (fits && !meanings.has(w)) meanings.set(w, 0.72);
    });
  }

  /**
   * Add the words that are a typing error away; only those that share letters are compared.
   *
   * @param {string} sound
   * @param {Map<number, number>} meanings
   */
  guess(sound, meanings) {
    const most = tolerance(sound);
    if (!most) return;
    /** @type {Map<number, number>} */
    const shared = new Map();
    for (const gram of trigrams(sound)) {
      for (const w of this.grams.get(gram) || []) shared.set(w, (shared.get(w) || 0) + 1);
    }
    // An edit spoils at most four runs.
    const needed = Math.max(1, sound.length - 4 * most);
    for (const [w, n] of shared) {
      if (n < needed || meanings.has(w)) continue;
      const [whole, beginning] = edits(sound, this.words[w].sound, most);
      const fit = Math.max(0.7 - 0.15 * whole, 0.58 - 0.15 * beginning);
      if (fit > 0) meanings.set(w, fit);
    }
  }

  /**
   * Entries that have a word for each typed one: entry -> [score, in the text only].
   *
   * @param {string[]} typed
   */
  matching(typed) {
    /** @type {Matches | null} */
    let all = null;
    for (const word of typed) {
      /** @type {Matches} */
      const best = new Map();
      for (const [w, fit] of this.meant(word)) {
        for (const [k, weight, f] of this.words[w].in) {
          const now = best.get(k);
          if (!now || now[0] < fit * weight) best.set(k, [fit * weight, f === 3]);
        }
      }
      if (all === null) {
        all = best;
        continue;
      }
      /** @type {Matches} */
      const both = new Map();
      for (const [k, [score, text]] of all) {
        const match = best.get(k);
        if (match) both.set(k, [score + match[0], text || match[1]]);
      }
      all = both;
    }
    return all || /** @type {Matches} */ (new Map());
  }

  /**
   * Read a question. What it asks for and its date are taken out of the words; `plain`
   * are all its words, as they stand.
   *
   * @param {string} text
   * @returns {Question}
   */
  read(text) {
    const plain = this.split(joined(text));
    const numbers = plain.filter((word) => /^\d+$/.test(word)).map(Number);
    let rest = plain;
    /** @type {DateSpan | null} */
    let span = null;
    for (let n = Math.min(DATE_WORDS, plain.length); n && !span; n--) {
      for (let k = 0; k + n <= plain.length && !span; k++) {
        const some = plain.slice(k, k + n);
        span = some.some((word) => /\d/.test(word)) ? this.readDate(some.join(" ")) : null;
        if (span) rest = [...plain.slice(0, k), ...plain.slice(k + n)];
      }
    }
    const kinds = new Set(
      rest.flatMap((word) => this.asked.get(word) ?? []).filter((kind) => kind !== "stop"),
    );
    return { plain, words: rest.filter((word) => !this.asked.has(word)), kinds, span, numbers };
  }

  /**
   * Find what a text means.
   *
   * day: things that are there on it come first; lens: its answers come before others.
   * The text is read as it stands and as a question. Gives matches, the best first.
   *
   * @param {string} text
   * @param {Day} day
   * @returns {ScoredMatch[]}
   */
  find(text, day, lens = "") {
    const asked = this.read(text);
    if (!asked.plain.length) return [];
    /** @type {Map<number, ScoredMatch>} */
    const best = new Map();
    /** @param {ScoredMatch} one */
    const add = (one) => {
      const before = best.get(one.entry.at);
      if (!before || before.score < one.score) best.set(one.entry.at, one);
    };
    for (const one of this.named(asked.plain, day, asked.numbers)) add(one);
    if (asked.words.length < asked.plain.length)
      for (const one of this.answers(asked, day, lens)) add(one);
    const all = [...best.values()];
    all.sort((a, b) => b.score - a.score || a.entry.at - b.entry.at);
    return all.slice(0, MOST);
  }

  /**
   * What has a word for each typed one; a figure only where its number is typed.
   *
   * @param {string[]} typed
   * @param {Day} day
   * @param {number[]} numbers
   * @returns {Generator<ScoredMatch>}
   */
  *named(typed, day, numbers) {
    const phrase = typed.join(" ");
    for (const [k, [score, told]] of this.matching(typed)) {
      const entry = this.entries[k];
      if (entry.needs && !entry.numbers.some((n) => numbers.includes(n))) continue;
      const target = choose(entry.targets, day);
      const fit = score / typed.length;
      const there = covers(target, day) ? 0.04 : 0;
      const bonus = this.whole(entry, phrase, fit) + there + entry.rank * 0.03;
      yield {
        entry,
        target,
        told,
        score: fit + bonus,
        on: entry.needs ? dayOfAnswer(target, null) : null,
      };
    }
  }

  /**
   * What answers a question: of the kind that it asks for, on its date, with its words.
   *
   * @param {Question} question
   * @param {Day} day
   * @param {string} lens
   * @returns {Generator<ScoredMatch>}
   */
  *answers({ words, kinds, span, numbers }, day, lens) {
    const at = span ? Math.floor((span.from + span.until - 1) / 2) : day;
    const matched = words.length ? this.matching(words) : new Map(this.everything(kinds));
    const phrase = words.join(" ");
    for (const [k, [score, told]] of matched) {
      const entry = this.entries[k];
      const target = span ? within(entry.targets, span, at) : choose(entry.targets, day);
      const fit = words.length ? score / words.length : 0;
      if (!entry.needs) {
        const on = span && (target.from === null || covers(target, at)) ? at : null;
        yield {
          entry,
          target,
          told,
          score: fit + Math.min(0.6, this.whole(entry, phrase, fit)) + entry.rank * 0.03,
          on,
        };
        continue;
      }
      const wanted =
        entry.needs.some((kind) => kinds.has(kind)) ||
        entry.numbers.some((n) => numbers.includes(n));
      const met = !span || meets(target, span);
      // Where no figure is known for the date, the nearest one is given with its date.
      if (!wanted || (!met && entry.group !== "troops")) continue;
      const bonus = ANSWER + (entry.lens === lens ? 0.2 : 0) + entry.rank * 0.03 - (met ? 0 : 0.3);
      const shown = met ? target : nearest(entry.targets, at);
      yield {
        entry,
        target: shown,
        told,
        score: fit + bonus,
        on: dayOfAnswer(shown, met ? span : null),
      };
    }
  }

  /**
   * Every entry of the kinds asked for, as `matching` gives them: "who left".
   *
   * @param {Set<string>} kinds
   * @returns {Generator<[entry: number, match: [score: number, told: boolean]]>}
   */
  *everything(kinds) {
    for (const entry of this.entries) {
      if (entry.needs?.some((kind) => kinds.has(kind))) yield [entry.at, [0, false]];
    }
  }

  /**
   * The bonus of a name that is typed in full or in part.
   *
   * @param {IndexEntry} entry
   * @param {string} phrase
   * @param {number} fit
   */
  whole(entry, phrase, fit) {
    const title = this.titles[entry.at];
    // States and organisations have one-word names, in many languages.
    const short = entry.group === "state" || entry.group === "org";
    if (title === phrase) return 1;
    if (short && fit > 0.9) return 0.6;
    return title.startsWith(phrase) ? 0.4 : 0;
  }

  /**
   * Events with a day in [from, until), turning points first.
   *
   * @param {Day} from
   * @param {Day} until
   * @returns {Match[]}
   */
  events(from, until) {
    return this.entries
      .filter(({ group }) => group === "event")
      .map((entry) => ({ entry, target: entry.targets[0], told: false, on: null }))
      .filter(({ target }) => meets(target, { from, until }))
      .sort((a, b) => b.entry.rank - a.entry.rank || firstDay(a.target) - firstDay(b.target))
      .slice(0, MOST);
  }
}

/** Its first day; of what has none the earliest. @param {Target} target */
const firstDay = ({ from }) => from ?? -Infinity;

/** @param {PackedTarget} packed @returns {Target} */
function target([id, place, years, from, until, sure, point]) {
  return { id, place, years, from, until, sure, point };
}

/** @param {Pick<Target, "from" | "until">} target @param {Day} day */
function covers({ from, until }, day) {
  return from !== null && from <= day && (until === null || day < until);
}

/**
 * The target that is there on a day, or else the first that ever was.
 *
 * @param {Target[]} targets not empty
 * @param {Day} day
 */
export function choose(targets, day) {
  const dated = targets.filter((t) => t.from !== null).sort((a, b) => firstDay(a) - firstDay(b));
  return targets.find((t) => covers(t, day)) || dated[0] || targets[0];
}

/**
 * Whether a target is there on some day of a span.
 *
 * @param {Pick<Target, "from" | "until">} target
 * @param {Pick<DateSpan, "from" | "until">} span
 */
function meets({ from, until }, span) {
  return from !== null && from < span.until && (until === null || until > span.from);
}

/**
 * The target that is there in the middle of a span, or else the last of those in it.
 *
 * @param {Target[]} targets not empty
 * @param {DateSpan} span
 * @param {Day} at
 */
function within(targets, span, at) {
  const middle = choose(targets, at);
  return covers(middle, at) ? middle : targets.findLast((one) => meets(one, span)) || middle;
}

/**
 * The day of an answer: its first one, or of a span that it covers the middle.
 *
 * @param {Target} target
 * @param {DateSpan | null} span
 */
function dayOfAnswer({ from, until }, span) {
  if (from === null || !span || from >= span.from) return from;
  return Math.floor((span.from + Math.min(span.until, until ?? span.until) - 1) / 2);
}

/**
 * The dated target closest to a day.
 *
 * @param {Target[]} targets not empty
 * @param {Day} day
 */
function nearest(targets, day) {
  /** @param {Target} target */
  const far = ({ from, until }) =>
    from !== null && day < from ? from - day : until === null ? 0 : Math.max(0, day - until);
  return targets.reduce((best, one) => (far(one) < far(best) ? one : best));
}

/**
 * The day to show a target on: the present one if it is there, else its first sure one.
 *
 * @param {Pick<Target, "from" | "until" | "sure">} one
 * @param {Day} day
 * @param {Pick<Timeline, "first" | "horizon">} timeline
 */
export function dayOf(one, day, { first, horizon }) {
  if (one.from === null || covers(one, day)) return day;
  return Math.min(horizon, Math.max(first, one.sure ?? one.from));
}
