// The page on paper: the map as it is framed, in the light colours, and who says what it shows.
// The style sheet lays it out (print.css); here is what it cannot know.

import { publishers } from "../core/publishers.js";
import { byId, fill } from "./dom.js";

/** @import { Page } from "../types/page.js" */

// So many names of sources fit on the page, in about six lines.
const MOST = 48;

/** @param {Page} page */
export function printing(page) {
  let printed = false;

  /** @param {boolean} light Whether the map is for paper. */
  function dress(light) {
    const theme = light ? "light" : page.shown().theme;
    document.documentElement.dataset.theme = theme;
    page.map.show({ ...page.shown(), theme }, page.drawn);
    page.map.settle();
  }

  function before() {
    if (printed) return;
    printed = true;
    const stage = byId("stage");
    const [width, height] = page.map.size();
    stage.style.setProperty("--map-w", String(width));
    stage.style.setProperty("--map-h", String(height));
    const { details } = page;
    const names = details
      ? publishers(
          { symbols: page.map.symbols, layers: page.view.layers, state: page.state },
          details,
        )
      : [];
    const rest = names.length - MOST;
    const listed = names.slice(0, MOST).join(" · ");
    const more = rest > 0 ? ` · ${fill(page.words.sheet.more_sources, { n: rest })}` : "";
    byId("print-sources").textContent = names.length
      ? `${page.words.sheet.sources}: ${listed}${more}`
      : "";
    byId("note").setAttribute("open", "");
    dress(true);
  }

  function after() {
    if (!printed) return;
    printed = false;
    byId("note").removeAttribute("open");
    dress(false);
  }

  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  // Some browsers tell only this, when paper is previewed.
  window.matchMedia("print").addEventListener("change", (e) => (e.matches ? before() : after()));
}
