// The bare map within its frame: its title leads to the whole atlas. The first view of others has
// none of it.

import { byId, make } from "./dom.js";
import { pageAt } from "./home.js";

/** @import { Page } from "../types/page.js" */

/**
 * The address of the view in the whole page, or in the bare map.
 *
 * @param {Page} page
 * @param {"" | "embed"} name
 */
export const address = (page, name) => {
  const url = new URL(pageAt(name));
  url.search = new URL(page.url()).search;
  return url.href;
};

/**
 * The title, which leads to the whole atlas in the same view.
 *
 * @param {Page} page
 */
export function framed(page) {
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
    link.href = address(page, "");
  };
  page.listen("rest", lead);
  link.addEventListener("pointerdown", lead);
  lead();
}
