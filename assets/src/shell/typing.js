// Typing a date in place of the one that is shown.

import { iso, readDate } from "../core/state.js";
import { byId, dayInWords, fill, make } from "./dom.js";

/** @import { Page } from "../types/page.js" */

/**
 * The field for a date.
 *
 * @param {Page} page
 * @param {HTMLElement} text What shows the date.
 * @returns {() => void} Lets a date be typed.
 */
export function typing(page, text) {
  const { header, notice } = page.words;
  const input = make("input", {
    type: "text",
    className: "date-input",
    hidden: true,
    autocomplete: "off",
    attr: { "aria-label": header.date_hint },
    on: {
      keydown: (e) => {
        if (e.key === "Enter") typed();
        if (e.key === "Escape") untype();
      },
      blur: untype,
    },
  });
  byId("date-box").append(input);

  function type() {
    text.hidden = true;
    input.hidden = false;
    input.value = iso(page.view.day);
    input.select();
    input.focus();
  }

  function untype() {
    if (input.hidden) return;
    const focused = document.activeElement === input;
    input.hidden = true;
    text.hidden = false;
    if (focused) text.focus();
  }

  function typed() {
    const { value } = input;
    const day = readDate(value);
    const { first, horizon } = page.data;
    if (day >= first && day <= horizon) {
      untype();
      page.player.go(day, "push");
      return;
    }
    const values = { value, first: dayInWords(first), horizon: dayInWords(horizon) };
    page.notice(fill(notice.bad_date, values));
  }

  return type;
}
