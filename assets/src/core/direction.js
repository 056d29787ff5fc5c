// How a line of text says which way it is written. Pure; the twin of csto_map/language/direction.py.

const [LEFTWARD, DONE, APART] = ["\u2067", "\u2069", "\u200f"];

/**
 * A line that stands alone, in marks that say its direction.
 *
 * @param {string} text
 * @param {boolean} leftward Whether its language is written from right to left.
 */
export function line(text, leftward) {
  return !leftward || !text || /^[A-Za-z0-9]+$/.test(text) ? text : `${LEFTWARD}${text}${DONE}`;
}

/**
 * A piece of a line, of whatever letters, kept apart from what is beside it.
 *
 * @param {string} text
 * @param {boolean} leftward As for `line`.
 */
export function piece(text, leftward) {
  return leftward ? `${APART}${text}${APART}` : text;
}
