// Numbers as the SVG of a picture has them.

/**
 * A number with at most one decimal, as Python writes it: one that lies exactly between two
 * tenths becomes the even one.
 *
 * @param {number} value
 */
export function num(value) {
  if (Object.is(value, -0)) return "-0";
  const size = Math.abs(value);
  if (size % 1 === 0.25) return `${value < 0 ? "-" : ""}${Math.floor(size)}.2`;
  const text = value.toFixed(1);
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}
