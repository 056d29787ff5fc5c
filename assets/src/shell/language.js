// The languages of the page, and the switch between them.

import { byId, make } from "./dom.js";

/** @import { Page } from "../types/page.js" */

/** Languages that the page has files for; English is the first. */
function languages() {
  /** @type {NodeListOf<HTMLMetaElement>} */
  const metas = document.querySelectorAll('meta[name^="csto-map:atlas-"]');
  /** @type {NodeListOf<HTMLScriptElement>} */
  const inside = document.querySelectorAll('script[data-name^="atlas-"]');
  return [
    "en",
    ...[...metas].map((m) => m.name.slice("csto-map:atlas-".length)),
    ...[...inside].map((s) => (s.dataset.name || "").slice("atlas-".length)),
  ];
}

/**
 * The language that the address asks for, if available; else English.
 *
 * @param {string} search
 */
export function languageOf(search) {
  const asked = new URLSearchParams(search).get("lang") || "";
  return languages().includes(asked) ? asked : "en";
}

/**
 * Name of a compiled file in a language.
 *
 * @param {string} name
 * @param {string} language
 */
export const inLanguage = (name, language) => (language === "en" ? name : `${name}-${language}`);

/**
 * The switch in the header: it leads to the same view in the next language.
 *
 * @param {Page} page
 */
export function language(page) {
  const button = byId("language");
  const all = languages();
  button.hidden = all.length < 2;
  const now = page.view.lang;
  const next = all[(all.indexOf(now) + 1) % all.length];
  button.replaceChildren(
    ...all.flatMap((one, k) => [
      ...(k ? [" / "] : []),
      make("span", { className: one === now ? "spoken" : "other" }, one.toUpperCase()),
    ]),
  );
  button.setAttribute("aria-label", `${button.textContent}: ${button.title}`);
  button.addEventListener("click", () => {
    page.view.lang = next;
    window.location.assign(page.url());
  });
}
