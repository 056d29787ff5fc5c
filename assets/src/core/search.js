// Find things by name, in any spelling and with typing errors, and dates as people type
// them. Pure: the index is compiled by csto_map/page/search.py.

import { tongue } from "./speaker.js";
import { addMonths, readDate } from "./state.js";

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
/** @typedef {"day" | "month" | "year"} Precision */
/** @typedef {{from: Day, until: Day, precision: Precision, day: Day}} DateSpan `until`: the day after */
/** @typedef {{word: string, sound: string, in: [entry: number, weight: number, field: number][]}} IndexWord */
/** @typedef {Map<number, [score: number, told: boolean]>} Matches by the entry's place */
/** @typedef {[pattern: RegExp, to: string][]} Folds */
/** @typedef {Record<string, string>} Letters a character -> Latin letters */

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

/**
 * Write a text in plain lower-case Latin letters: the twin of spelling.normalise.
 *
 * @param {string} text
 * @param {Letters} letters
 */
export function normalise(text, letters) {
  const lowered = text.normalize("NFC").toLowerCase().replace(/['"`]/g, "");
  return Array.from(lowered, (c) => letters[c] ?? c).join("");
}

/**
 * Words of a text, normalised.
 *
 * @param {string} text
 * @param {Letters} letters
 * @returns {string[]}
 */
export function split(text, letters) {
  return normalise(text, letters).match(/[a-z0-9]+/g) || [];
}

/** A text whose numbers are one word each: 7,000 and 7 000 are 7000. @param {string} text */
function joined(text) {
  return text.replace(/(\d)[,.\u00a0\u202f'’ ](?=\d{3}(?!\d))/g, (match, digit, at, all) => {
    // With a plain space only 7 000 is certain; 201 700 may be two numbers.
    const plain = match[1] === " ";
    return plain && all.slice(at + 2, at + 5) !== "000" ? match : digit;
  });
}

/**
 * A word as it sounds: the twin of spelling.fold.
 *
 * @param {string} word
 * @param {Folds} folds
 */
export function fold(word, folds) {
  return folds.reduce((sound, [pattern, to]) => sound.replace(pattern, to), word);
}

/**
 * How many edits (insert, delete, replace, swap neighbours) make `typed` into `word`,
 * and into the nearest beginning of `word`: [whole, beginning], Infinity beyond `most`.
 *
 * @param {string} typed
 * @param {string} word
 * @param {number} most
 * @returns {[whole: number, beginning: number]}
 */
export function edits(typed, word, most) {
  const [n, m] = [typed.length, Math.min(word.length, typed.length + most)];
  if (n - m > most) return [Infinity, Infinity];
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: m + 1 }, (_, j) => j);
  for (let i = 1; i <= n; i++) {
    const now = [i];
    let least = i;
    for (let j = 1; j <= m; j++) {
      const same = typed[i - 1] === word[j - 1];
      now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) {
        now[j] = Math.min(now[j], before[j - 2] + 1);
      }
      least = Math.min(least, now[j]);
    }
    // A swap looks one row further back, so it takes two bad rows to give up.
    if (least > most + 1) return [Infinity, Infinity];
    [before, last] = [last, now];
  }
  /** @param {number} k */
  const bounded = (k) => (k <= most ? k : Infinity);
  const whole = m === word.length ? last[m] : Infinity;
  return [bounded(whole), bounded(Math.min(...last))];
}

/** Edits that a word of this length may have; figures are never guessed. @param {string} word */
function tolerance(word) {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Runs of three letters; the beginning counts as two letters before it. @param {string} word */
function trigrams(word) {
  const padded = `  ${word}`;
  return Array.from({ length: word.length }, (_, k) => padded.slice(k, k + 3));
}

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

/**
 * How well a typed word fits one of the index without a typing error; 0 for not at all.
 *
 * @param {string} typed
 * @param {string} sound
 * @param {IndexWord} of
 */
function alike(typed, sound, { word, sound: wordSound }) {
  if (word === typed) return 1;
  // A row of one letter sounds like the letter, which is a word of its own in Russian.
  if (wordSound === sound && (wordSound.length > 1 || typed.length === 1)) return 0.95;
  if (word.startsWith(typed)) return 0.8 + (0.1 * typed.length) / word.length;
  if (sound.length > 2 && wordSound.startsWith(sound))
    return 0.7 + (0.1 * sound.length) / wordSound.length;
  return typed.length > 2 && word.includes(typed) ? 0.5 : 0;
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

/**
 * Names of months by the words that people type for them, in some languages.
 *
 * @param {string[]} languages
 * @param {Letters} letters
 */
export function months(languages, letters) {
  /** @type {Map<string, number>} */
  const named = new Map();
  /** @type {Intl.DateTimeFormatOptions[]} */
  const styles = [{ month: "long" }, { month: "long", day: "numeric" }];
  for (const language of languages) {
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(tongue(language), { ...style, timeZone: "UTC" });
      for (let k = 0; k < 12; k++) {
        const parts = format.formatToParts(Date.UTC(2001, k, 1));
        const part = parts.find((p) => p.type === "month");
        if (part) named.set(normalise(part.value, letters), k);
      }
    }
  }
  return named;
}

/**
 * The one month whose name begins so, or null.
 *
 * @param {string} word
 * @param {Map<string, number>} named
 */
function month(word, named) {
  const whole = named.get(word);
  if (whole !== undefined) return whole;
  if (word.length < 3) return null;
  /** @param {string} start */
  const begun = (start) => {
    const matches = new Set(
      [...named].filter(([name]) => name.startsWith(start)).map(([, k]) => k),
    );
    return matches.size === 1 ? [...matches][0] : null;
  };
  // A grammatical case that no heading uses differs in its last letter.
  return begun(word) ?? (word.length > 4 ? begun(word.slice(0, -1)) : null);
}

const ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * Read a date, a month or a year: {from, until, precision}, or null for anything else
 * and for what lies outside the atlas. named: as `months` gives it.
 *
 * @param {string} text
 * @param {Map<string, number>} named
 * @param {Letters} letters
 * @param {Pick<Timeline, "first" | "horizon">} timeline
 * @returns {DateSpan | null}
 */
export function readSpan(text, named, letters, { first, horizon }) {
  const plain = normalise(text.trim(), letters).replace(/,/g, " ").replace(/\s+/g, " ").trim();
  // A Russian date may end in the word for year.
  const date = plain.replace(/ g(oda)?\.?$/, "").replace(/[a-z]+/g, (word) => {
    const k = month(word, named);
    return k === null ? word : ENGLISH[k];
  });
  const from = readDate(date);
  if (Number.isNaN(from)) return null;
  const precision = /^\d{4}$/.test(date)
    ? "year"
    : /^(\d{4}-\d{1,2}|[a-z]+ \d{4})$/.test(date)
      ? "month"
      : "day";
  const until = precision === "day" ? from + 1 : addMonths(from, precision === "year" ? 12 : 1);
  if (until <= first || from > horizon) return null;
  return { from, until, precision, day: Math.max(first, from) };
}
