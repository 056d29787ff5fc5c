// The bare map for a frame in another page; export/embedding.js has the code for one.

import { byId, make } from "./dom.js";

/** @import { Page } from "../types/page.js" */

// Known before anything is drawn: the style sheet leaves out what a frame has no room for.
export const embedded = /\/embed\/?$/.test(window.location.pathname);
document.documentElement.classList.toggle("embedded", embedded);

/**
 * @param {Page} page
 * @param {string} path
 */
export const address = (page, path) => {
  const url = new URL(page.url());
  url.pathname = path;
  return url.href;
};

/**
 * The title, which leads to the whole atlas in the same view.
 *
 * @param {Page} page
 */
export function embedding(page) {
  if (!embedded) return;
  const link = make(
    "a",
    {
      className: "embed-link",
      target: "_blank",
      rel: "noopener",
      title: page.words.embed.full,
    },
    page.data.title,
  );
  byId("telling").prepend(make("h1", { className: "embed-title" }, link));
  const lead = () => {
    link.href = address(page, "/");
  };
  page.listen("rest", lead);
  link.addEventListener("pointerdown", lead);
}
