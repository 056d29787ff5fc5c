// Small pictures of planned views: drawn when they come into sight, one at a time, and kept.

import * as linking from "../core/link.js";
import { at } from "../shell/home.js";
import { patiently } from "./files.js";

/** @import { Page } from "../types/page.js" */

// The smallest picture that is drawn, in the shape of a slide's map.
const SIZE = { w: "512", h: "320" };
const PARTS = [
  ...["title", "subtitle", "date", "tally", "legend", "scale", "projection"],
  ...["sources", "note", "version", "timeline", "link"],
].join(",");
// What a small picture does without: words that do not fit, and what it has of its own.
const WITHOUT = ["size", "w", "h", "title", "subtitle", "handling", "link", "hide", "letters"];
const MOST_KEPT = 80;

/**
 * What a small picture of a view is asked for.
 *
 * @param {Record<string, string>} asked
 * @param {string} lang
 */
export function smallQuery(asked, lang) {
  const told = Object.entries(asked).filter(([name]) => !WITHOUT.includes(name));
  return new URLSearchParams({ ...Object.fromEntries(told), lang, ...SIZE, hide: PARTS });
}

/**
 * A page that shows another view than the one on the screen, for whoever draws pictures of it.
 *
 * @param {Page} page
 * @param {URLSearchParams} query
 * @returns {Page}
 */
export function showing(page, query) {
  const other = /** @type {Page} */ (Object.create(page));
  const { view } = linking.parse(`?${query}`, page.data, (id) => page.ids.has(id));
  other.view = { ...view, lang: page.view.lang };
  other.compute();
  return other;
}

export class Thumbnails {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** Addresses of pictures by what they were asked for. @type {Map<string, string>} */
    this.kept = new Map();
    /** What an image is to show, until it comes into sight. @type {WeakMap<Element, URLSearchParams>} */
    this.wanted = new WeakMap();
    this.line = Promise.resolve();
    this.watch = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) this.draw(/** @type {HTMLImageElement} */ (target));
      }
    });
  }

  /**
   * Let an image show a view, at once where it was drawn before.
   *
   * @param {HTMLImageElement} image
   * @param {Record<string, string>} asked
   */
  show(image, asked) {
    const query = smallQuery(asked, this.page.view.lang);
    const known = this.kept.get(String(query));
    if (known) image.src = known;
    else {
      this.wanted.set(image, query);
      this.watch.observe(image);
    }
  }

  /** @param {HTMLImageElement} image */
  draw(image) {
    const query = this.wanted.get(image);
    this.watch.unobserve(image);
    if (!query) return;
    this.wanted.delete(image);
    this.line = this.line.then(async () => {
      // A list that was made anew has other images.
      if (!image.isConnected) return;
      const key = String(query);
      const url = this.kept.get(key) ?? (await this.picture(query));
      if (!url) {
        image.closest("li")?.classList.add("undrawn");
        return;
      }
      this.keep(key, url);
      image.src = url;
    });
  }

  /**
   * Draw a picture; gives its address, "" where that failed.
   *
   * @param {URLSearchParams} query
   */
  async picture(query) {
    const { page } = this;
    try {
      const answer = page.painter
        ? await page.painter(showing(page, query), "png", query)
        : await patiently(at(`export.webp?${query}`));
      return answer.ok ? URL.createObjectURL(await answer.blob()) : "";
    } catch (problem) {
      // Without a network the view is there all the same, under its name.
      if (!(problem instanceof TypeError)) console.error(problem);
      return "";
    }
  }

  /**
   * @param {string} key
   * @param {string} url
   */
  keep(key, url) {
    this.kept.set(key, url);
    for (const [old, gone] of this.kept) {
      if (this.kept.size <= MOST_KEPT) break;
      this.kept.delete(old);
      URL.revokeObjectURL(gone);
    }
  }
}
