// The headline: what is found on the day in the view, what changed last, and the chart that counts.

import { told } from "../core/finding.js";
import { byId, dayInWords, fill, findById } from "./dom.js";
import { later } from "./later.js";

/** @import { Page } from "../types/page.js" */

const drawing = later(() => import("./tally.js"));

const EM = 100;
/** Measures headlines without a layout. @type {CanvasRenderingContext2D | null | undefined} */
let ruler;

/**
 * How long a headline is on one line, in em.
 *
 * @param {HTMLElement} node
 * @param {string} text
 */
function inEm(node, text) {
  if (ruler === undefined) {
    ruler = document.createElement("canvas").getContext("2d");
    // Asked once: to be told it, the browser lays out whatever has changed before. Themes and
    // languages have one typeface.
    if (ruler) ruler.font = `600 ${EM}px ${getComputedStyle(node).fontFamily}`;
  }
  return Math.max(1, ruler ? ruler.measureText(text).width / EM : text.length);
}

/** @param {Page} page */
export function headline(page) {
  const { data, words } = page;

  /** Several days have no finding: the headline says which they are. */
  function spanInWords() {
    const { cmp, tm } = page.view;
    if (cmp !== null || tm === "instant") return "";
    const [from, to] = page.span().map(dayInWords);
    return fill(words.filters[`chip_${tm}`], { from, to });
  }

  /** What the chart shows, so that it is drawn anew only if that changes. @type {unknown} */
  let drawn;

  /** @param {ReturnType<typeof told>["tally"]} tally */
  async function draw(tally) {
    const node = findById("tally");
    if (!node) return;
    // Spans of days have a line at the day, and colours of a theme that no style sheet knows.
    const look = tally?.kind === "spans" ? `${page.view.day} ${page.shown().theme}` : "";
    if (drawn === tally && node.dataset.look === look) return;
    drawn = tally;
    node.dataset.look = look;
    node.hidden = tally === null;
    if (!tally) {
      node.replaceChildren();
      return;
    }
    const { drawTally } = await drawing();
    // Another day may have come while it was loaded.
    if (drawn === tally) drawTally(page, node, tally);
  }

  function show() {
    const { day, lens } = page.view;
    const found = told(data, { lens, box: page.map.box(page.view) }, day);
    const span = spanInWords();
    const text = span || found.headline;
    const node = byId("headline");
    if (node.textContent !== text) {
      node.textContent = text;
      node.style.setProperty("--long", inEm(node, text).toFixed(2));
    }
    draw(span ? null : found.tally);
    const { change } = found;
    const changed =
      span || !change
        ? ""
        : fill(words.header.unchanged, { date: change.when, text: `${change.text}.` });
    const below = byId("changed");
    if (below.textContent !== changed) below.textContent = changed;
    return `${dayInWords(day)}: ${text}.`;
  }

  page.listen("step", show);
  page.listen("moved", show);
  page.listen("rest", () => {
    const sentence = show();
    // Screen readers hear it when the slider rests, not while it plays.
    const spoken = byId("spoken");
    if (!page.player.playing && spoken.textContent !== sentence) spoken.textContent = sentence;
  });
}
