// The code that shows a view in a frame of another page.

import { byId, dayInWords, fill, make } from "../shell/dom.js";
import { address } from "../shell/framed.js";

/** @import { Page } from "../types/page.js" */

const [WIDTH, HEIGHT] = [960, 640];

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
          page.copy(embedCode(address(page, "embed"), title));
        },
      },
    },
    words.embed.copy,
  );
  // An atlas in a file has no address that another page could show.
  if (window.location.protocol.startsWith("http")) byId("export-copy").after(copy);
}
