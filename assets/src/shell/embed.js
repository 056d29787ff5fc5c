// Whether this is the bare map for a frame in another page; framed.js has what is its own, and
// export/embedding.js the code for one.

/** @import { Page } from "../types/page.js" */

// Known before anything is drawn: the style sheet leaves out what a frame has no room for.
export const embedded = /\/embed(\/(index\.html)?)?$/.test(window.location.pathname);
document.documentElement.classList.toggle("embedded", embedded);

/** @param {Page} page */
export const embedding = (page) =>
  embedded && import("./framed.js").then(({ framed }) => framed(page), console.error);
