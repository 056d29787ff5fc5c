// How large a circle of people is: three in each other, with what they stand for. Pure; the twin
// of csto_map/sheet/circle_scale.py.

import { radius } from "../core/headcount.js";
import { part } from "./blocks.js";
import { MEASURES, SMALL, width } from "./lines.js";

/** @import { Counted } from "../core/headcount.js" */
/** @import { Looks } from "../types/files.js" */
/** @import { Frame } from "../types/page.js" */
/** @import { Part, Shape, Text } from "./blocks.js" */

const NAME = "circles";
const { circles: CIRCLES } = MEASURES;

/**
 * @param {readonly Counted[]} numbers
 * @param {Frame} frame
 * @param {Looks} style
 * @param {(value: number) => string} count
 * @returns {Part | null} Null where the map has no circles.
 */
export function circleScale(numbers, frame, style, count) {
  const people = numbers.flatMap(({ shape, hollow, high }) =>
    shape === "circle" && high && !hollow ? high : [],
  );
  if (!people.length) return null;
  const largest = Math.max(...people);
  const values = [...new Set(CIRCLES.shares.map((share) => below(largest / share)))];
  const colour = (style.accents[numbers[0].accent] ?? style.accents.host).body;
  const radii = values.map((value) => radius(value, frame, numbers[0].scale));
  const [first] = radii;
  const foot = CIRCLES.pad + 2 * first;
  const at = foot + CIRCLES.gap;
  /** @type {Text[]} */
  const texts = [];
  /** @type {Shape[]} */
  const shapes = [];
  let y = 0;
  values.forEach((value, k) => {
    const r = radii[k];
    const top = foot - 2 * r;
    y = Math.max(top + SMALL * 0.36, k ? y + CIRCLES.least_step : SMALL * 0.9);
    const x = CIRCLES.pad + first;
    const middle = { x, y: foot - r, radius: r };
    shapes.push(
      { form: "disc", ...middle, fill: "", line: colour, weight: 1.1 },
      {
        form: "stroke",
        points: [
          [x, top],
          [at - 6, y - SMALL * 0.36],
        ],
        colour,
        weight: 0.6,
      },
    );
    texts.push({ box: NAME, text: count(value), x: at, y, size: SMALL });
  });
  const right = Math.max(...texts.map(({ text }) => width(text, SMALL)));
  return part(NAME, at + right, Math.max(foot + CIRCLES.pad, y + 3), { texts, shapes, held: true });
}

/**
 * The nearest round number that is not larger.
 *
 * @param {number} people
 */
function below(people) {
  let power = 1;
  while (power * 10 <= people) power *= 10;
  const most = Math.max(people, power);
  const round = CIRCLES.steps.map((step) => step * power).filter((value) => value <= most);
  return Math.floor(Math.max(...round));
}
