// Words as people spell them, with typing errors: what the search compares. Pure.

/** @typedef {{word: string, sound: string}} Spelt */
/** @typedef {[pattern: RegExp, to: string][]} Folds */
/** @typedef {Record<string, string>} Letters a character -> Latin letters */

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
export function joined(text) {
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
export function tolerance(word) {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Runs of three letters; the beginning counts as two letters before it. @param {string} word */
export function trigrams(word) {
  const padded = `  ${word}`;
  return Array.from({ length: word.length }, (_, k) => padded.slice(k, k + 3));
}

/**
 * How well a typed word fits one of the index without a typing error; 0 for not at all.
 *
 * @param {string} typed
 * @param {string} sound
 * @param {Spelt} of
 */
export function alike(typed, sound, { word, sound: wordSound }) {
  if (word === typed) return 1;
  // A row of one letter sounds like the letter, which is a word of its own in Russian.
  if (wordSound === sound && (wordSound.length > 1 || typed.length === 1)) return 0.95;
  if (word.startsWith(typed)) return 0.8 + (0.1 * typed.length) / word.length;
  if (sound.length > 2 && wordSound.startsWith(sound))
    return 0.7 + (0.1 * sound.length) / wordSound.length;
  return typed.length > 2 && word.includes(typed) ? 0.5 : 0;
}
