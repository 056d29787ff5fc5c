// The page on paper: the map as it is framed, in the light colours, and who says what it shows.
// The style sheet lays it out (print.css); here is what it cannot know.

import { publishers } from "../core/publishers.js";
import { byId, fill } from "./dom.js";

/** @import { Page } from "../types/page.js" */

// So many names of sources fit on the page, in about six lines.
const MOST = 48;
// More lines of the legend than this do not fit below each other.
const LINES = 34;

/** @param {Page} page */
export function printing(page) {
  let printed = false;
  let chosen = page.view.theme;

  /** Show all in a theme that does not last. @param {typeof chosen} theme */
  function dress(theme) {
    page.view.theme = theme;
    const now = page.shown();
    page.tell("theme", now.theme);
    page.map.show(now, page.drawn);
    page.tell("rest", page.view);
    page.map.settle();
  }

  function before() {
    if (printed) return;
    printed = true;
    const { details } = page;
    const names = details
      ? publishers(
          {
            symbols: [...page.map.symbols, ...(page.map.insets?.symbols() ?? [])],
            layers: page.view.layers,
            state: page.state,
          },
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
    chosen = page.view.theme;
    dress("light");
    const lines = byId("layers-body").querySelectorAll(".layers-on .layer-head, .legend li");
    byId("main").dataset.legend = lines.length > LINES ? "long" : "";
  }

  function after() {
    if (!printed) return;
    printed = false;
    byId("note").removeAttribute("open");
    dress(chosen);
  }

  const paper = window.matchMedia("print");
  // The style sheet scales the map from the size that it has on the screen.
  const measure = () => {
    if (printed || paper.matches) return;
    const [width, height] = page.map.size();
    byId("stage").style.setProperty("--map-w", String(width));
    byId("stage").style.setProperty("--map-h", String(height));
  };
  page.listen("moved", measure);
  measure();
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  // Some browsers tell only this, when paper is previewed.
  paper.addEventListener("change", (e) => (e.matches ? before() : after()));
}
