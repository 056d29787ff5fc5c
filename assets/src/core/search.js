// Find things by name, in any spelling and with typing errors, and dates as people type
// them. Pure: the index is compiled by csto_map/page/search.py.

import { addMonths, readDate } from "./state.js";

// How much a word counts by where it occurs: name, other names, kind and place, text.
const FIELDS = [1, 0.95, 0.55, 0.4];
const MOST = 24;
const REMEMBERED = 400;
// Longest date in a question, in words: 14 June 2009.
const DATE_WORDS = 3;
// The bonus of an answer when a question asks for its kind.
const ANSWER = 0.9;

/** Write a text in plain lower-case Latin letters: the twin of spelling.normalise. */
export function normalise(text, letters) {
  const lowered = text.normalize("NFC").toLowerCase().replace(/['"`]/g, "");
  return Array.from(lowered, (c) => letters[c] ?? c).join("");
}

/** Words of a text, normalised. */
export function split(text, letters) {
  return normalise(text, letters).match(/[a-z0-9]+/g) || [];
}

/** A text whose numbers are one word each: 7,000 and 7 000 are 7000. */
function joined(text) {
  return text.replace(/(\d)[,.\u00a0\u202f'’ ](?=\d{3}(?!\d))/g, (match, digit, at, all) => {
    // With a plain space only 7 000 is certain; 201 700 may be two numbers.
    const plain = match[1] === " ";
    return plain && all.slice(at + 2, at + 5) !== "000" ? match : digit;
  });
}

/** A word as it sounds: the twin of spelling.fold. folds: [[RegExp, replacement], …]. */
export function fold(word, folds) {
  return folds.reduce((sound, [pattern, to]) => sound.replace(pattern, to), word);
}

/**
 * How many edits (insert, delete, replace, swap neighbours) make `typed` into `word`,
 * and into the nearest beginning of `word`: [whole, beginning], Infinity beyond `most`.
 */
export function edits(typed, word, most) {
  const [n, m] = [typed.length, Math.min(word.length, typed.length + most)];
  if (n - m > most) return [Infinity, Infinity];
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
  const bounded = (k) => (k <= most ? k : Infinity);
  const whole = m === word.length ? last[m] : Infinity;
  return [bounded(whole), bounded(Math.min(...last))];
}

/** Edits that a word of this length may have; figures are never guessed. */
function tolerance(word) {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Runs of three letters; the beginning counts as two letters before it. */
function trigrams(word) {
  const padded = `  ${word}`;
  return Array.from({ length: word.length }, (_, k) => padded.slice(k, k + 3));
}

export class Index {
  /** packed: as search.compile_index makes it. */
  constructor(packed) {
    this.letters = packed.letters;
    this.folds = packed.folds.map(([pattern, to]) => [new RegExp(pattern, "g"), to]);
    this.words = packed.words.map(([word, sound]) => ({ word, sound: sound || word, in: [] }));
    this.asked = new Map();
    const { endings, ...kinds } = packed.asked;
    for (const kind in kinds) {
      for (const word of kinds[kind]) this.asked.set(word, kind);
    }
    // The longest first: of several endings the longest is removed.
    this.endings = [...endings].sort((a, b) => b.length - a.length);
    // Set by the code that knows the days of the atlas: text -> span, as readSpan gives it.
    this.readDate = () => null;
    this.entries = packed.entries.map(([group, title, kind, rank, targets, fields, asks], k) => {
      for (const [f, indices] of fields.entries()) {
        for (const w of indices) this.words[w].in.push([k, FIELDS[f], f]);
      }
      const [needs, numbers, lens, line] = asks || [null, [], "", ""];
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
    this.grams = new Map();
    this.words.forEach(({ sound }, w) => {
      for (const gram of new Set(trigrams(sound))) {
        if (!this.grams.has(gram)) this.grams.set(gram, []);
        this.grams.get(gram).push(w);
      }
    });
    this.known = new Map();
  }

  split(text) {
    return split(text, this.letters);
  }

  /** Words that a typed one can mean: index of the word -> how well it fits, 0 to 1. */
  meant(typed) {
    if (this.known.has(typed)) return this.known.get(typed);
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

  /** Add the names of which the typed word may be a case or an adjective. */
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

  /** Add the words that are a typing error away; only those that share letters are compared. */
  guess(sound, meanings) {
    const most = tolerance(sound);
    if (!most) return;
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

  /** Entries that have a word for each typed one: entry -> [score, in the text only]. */
  matching(typed) {
    let all = null;
    for (const word of typed) {
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
      const both = new Map();
      for (const [k, [score, text]] of all) {
        const match = best.get(k);
        if (match) both.set(k, [score + match[0], text || match[1]]);
      }
      all = both;
    }
    return all || new Map();
  }

  /**
   * Read a question: {words, kinds, span, numbers}. What it asks for and its date are
   * taken out of the words; `plain` are all its words, as they stand.
   */
  read(text) {
    const plain = this.split(joined(text));
    const numbers = plain.filter((word) => /^\d+$/.test(word)).map(Number);
    let rest = plain;
    let span = null;
    for (let n = Math.min(DATE_WORDS, plain.length); n && !span; n--) {
      for (let k = 0; k + n <= plain.length && !span; k++) {
        const some = plain.slice(k, k + n);
        span = some.some((word) => /\d/.test(word)) ? this.readDate(some.join(" ")) : null;
        if (span) rest = [...plain.slice(0, k), ...plain.slice(k + n)];
      }
    }
    const kinds = new Set(
      rest.map((word) => this.asked.get(word)).filter((kind) => kind && kind !== "stop"),
    );
    return { plain, words: rest.filter((word) => !this.asked.has(word)), kinds, span, numbers };
  }

  /**
   * Find what a text means.
   *
   * day: things that are there on it come first; lens: its answers come before others.
   * The text is read as it stands and as a question. Gives entries, best first, each with
   * `target` (the one to select), `told` (found by its text rather than its name) and
   * `on` (the day to show it on, null for the day of `dayOf`).
   */
  find(text, day, lens = "") {
    const asked = this.read(text);
    if (!asked.plain.length) return [];
    const best = new Map();
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

  /** What has a word for each typed one; a figure only where its number is typed. */
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

  /** What answers a question: of the kind that it asks for, on its date, with its words. */
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

  /** Every entry of the kinds asked for, as `matching` gives them: "who left". */
  *everything(kinds) {
    for (const entry of this.entries) {
      if (entry.needs?.some((kind) => kinds.has(kind))) yield [entry.at, [0, false]];
    }
  }

  /** The bonus of a name that is typed in full or in part. */
  whole(entry, phrase, fit) {
    const title = this.titles[entry.at];
    // States and organisations have one-word names, in many languages.
    const short = entry.group === "state" || entry.group === "org";
    if (title === phrase) return 1;
    if (short && fit > 0.9) return 0.6;
    return title.startsWith(phrase) ? 0.4 : 0;
  }

  /** Events with a day in [from, until), turning points first. */
  events(from, until) {
    return this.entries
      .filter(({ group, targets: [t] }) => group === "event" && t.from < until && t.until > from)
      .sort((a, b) => b.rank - a.rank || a.targets[0].from - b.targets[0].from)
      .slice(0, MOST)
      .map((entry) => ({ entry, target: entry.targets[0], told: false }));
  }
}

function target([id, place, years, from, until, sure, point]) {
  return { id, place, years, from, until, sure, point };
}

/** How well a typed word fits one of the index without a typing error; 0 for not at all. */
function alike(typed, sound, { word, sound: wordSound }) {
  if (word === typed) return 1;
  // A row of one letter sounds like the letter, which is a word of its own in Russian.
  if (wordSound === sound && (wordSound.length > 1 || typed.length === 1)) return 0.95;
  if (word.startsWith(typed)) return 0.8 + (0.1 * typed.length) / word.length;
  if (sound.length > 2 && wordSound.startsWith(sound))
    return 0.7 + (0.1 * sound.length) / wordSound.length;
  return typed.length > 2 && word.includes(typed) ? 0.5 : 0;
}

function covers({ from, until }, day) {
  return from !== null && from <= day && (until === null || day < until);
}

/** The target that is there on a day, or else the first that ever was. */
export function choose(targets, day) {
  const dated = targets.filter((t) => t.from !== null).sort((a, b) => a.from - b.from);
  return targets.find((t) => covers(t, day)) || dated[0] || targets[0];
}

/** Whether a target is there on some day of a span. */
function meets({ from, until }, span) {
  return from !== null && from < span.until && (until === null || until > span.from);
}

/** The target that is there in the middle of a span, or else the last of those in it. */
function within(targets, span, at) {
  const middle = choose(targets, at);
  return covers(middle, at) ? middle : targets.findLast((one) => meets(one, span)) || middle;
}

/** The day of an answer: its first one, or of a span that it covers the middle. */
function dayOfAnswer({ from, until }, span) {
  if (from === null || !span || from >= span.from) return from;
  return Math.floor((span.from + Math.min(span.until, until ?? span.until) - 1) / 2);
}

/** The dated target closest to a day. */
function nearest(targets, day) {
  const far = ({ from, until }) =>
    day < from ? from - day : until === null ? 0 : Math.max(0, day - until);
  return targets.reduce((best, one) => (far(one) < far(best) ? one : best));
}

/** The day to show a target on: the present one if it is there, else its first sure one. */
export function dayOf(one, day, { first, horizon }) {
  if (one.from === null || covers(one, day)) return day;
  return Math.min(horizon, Math.max(first, one.sure ?? one.from));
}

/** Names of months by the words that people type for them, in some languages. */
export function months(languages, letters) {
  const named = new Map();
  const styles = [{ month: "long" }, { month: "long", day: "numeric" }];
  for (const language of languages) {
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" });
      for (let k = 0; k < 12; k++) {
        const parts = format.formatToParts(Date.UTC(2001, k, 1));
        const name = normalise(parts.find((p) => p.type === "month").value, letters);
        named.set(name, k);
      }
    }
  }
  return named;
}

/** The one month whose name begins so, or null. */
function month(word, named) {
  if (named.has(word)) return named.get(word);
  if (word.length < 3) return null;
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
