// The bare map for a frame in another page, and the code that embeds it.

import { byId, dayInWords, fill, make } from "./dom.js";

/** @import { Page } from "../types/page.js" */

const [WIDTH, HEIGHT] = [960, 640];

// Known before anything is drawn: the style sheet leaves out what a frame has no room for.
export const embedded = /\/embed\/?$/.test(window.location.pathname);
document.documentElement.classList.toggle("embedded", embedded);

/**
 * @param {Page} page
 * @param {string} path
 */
const address = (page, path) => {
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

/**
 * Code for a page that shows this view: texts are escaped as attributes want it.
 *
 * @param {string} src
 * @param {string} title
 */
export function embedCode(src, title) {
  const node = make("iframe", {
    title,
    loading: "lazy",
    width: String(WIDTH),
    height: String(HEIGHT),
    attr: { src, style: "border:0;max-width:100%" },
  });
  return node.outerHTML;
}

/**
 * The code, in the dialog for saving the view.
 *
 * @param {Page} page
 */
export function embeddingCode(page) {
  const { words } = page;
  const copy = make(
    "button",
    {
      type: "button",
      className: "button",
      id: "copy-embed",
      title: words.embed.about,
      on: {
        click: () => {
          const title = fill(words.embed.title, {
            atlas: page.data.title,
            date: dayInWords(page.view.day),
          });
          page.copy(embedCode(address(page, "/embed"), title));
        },
      },
    },
    words.embed.copy,
  );
  // An atlas in a file has no address that another page could show.
  if (window.location.protocol.startsWith("http")) byId("export-copy").after(copy);
}
