// The dialog that saves the view: as an image, a page or a slide, with a preview; as a film; as
// a briefing.

import * as linking from "../core/link.js";
import { iso } from "../core/state.js";
import { completePicture, completes, droppedLayers, ownQuery } from "../layers/picture.js";
import { wireDialog } from "../shell/closing.js";
import { byId, dayInWords, fill, make } from "../shell/dom.js";
import { at } from "../shell/home.js";
import { embeddingCode } from "./embedding.js";
import { messageOf, patiently, reason, saveFile } from "./files.js";
import { filming } from "./filming.js";
import { lettersMissing } from "./jobs.js";
import { planning, tabs } from "./planning.js";

/** @import { Page, Words } from "../types/page.js" */

const PREVIEW_PX = 960;
const WAIT_MS = 350;

/**
 * Wire the dialog and fill its tabs; gives what opens it.
 *
 * @param {Page} page
 */
export function exportDialog(page) {
  const { words } = page;
  const dialog = wireDialog("export");
  const format = byId("export-format");
  const style = byId("export-style");
  const sizes = byId("export-size");
  const lettering = byId("export-letters");
  const image = byId("export-preview");
  const inputs = fields(words.export);
  const parts = switches();
  const letters = make("p", {
    id: "export-letters-missing",
    hidden: true,
    attr: { role: "status" },
  });
  byId("export-texts").after(letters);
  if (page.painter) paintsAlone(page);
  const pictures = asPictures(words.export);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * All options of the request; `small` for the preview.
   *
   * @param {boolean} small
   */
  function query(small) {
    /** @type {Record<string, string>} */
    const asked = {
      ...linking.texts(page.view, page.data, "still"),
      ...ownQuery(page),
      style: style.value,
    };
    const [option] = sizes.selectedOptions;
    const custom = option.value === "custom";
    inputs.size.box.hidden = !custom;
    if (custom) asked.size = inputs.size.input.value || "1600x900";
    else if (small) {
      const [w, h] = (option.dataset.size || "").split("x").map(Number);
      const share = Math.min(1, PREVIEW_PX / Math.max(w, h));
      asked.w = String(Math.max(320, Math.round(w * share)));
      asked.h = String(Math.max(320, Math.round(h * share)));
    } else asked.size = option.value;
    const [title, handling] = [inputs.title, inputs.handling].map((one) => one.input.value.trim());
    if (title) asked.title = title;
    if (handling) asked.handling = handling;
    // Only an SVG can hold its letters in two ways.
    if (format.value === "svg" && !small) asked.letters = lettering.value;
    pictures.box.hidden = format.value !== "pptx";
    if (!pictures.box.hidden && pictures.input.checked) asked.picture = "1";
    const hidden = parts.filter((box) => !box.checked).map((box) => box.value);
    if (hidden.length) asked.hide = hidden.join(",");
    return new URLSearchParams(asked);
  }

  /**
   * Have a file made; `whole` says that layers dropped in the page are to be in it.
   *
   * @param {string} ending
   * @param {boolean} small
   */
  async function ask(ending, small, whole = true) {
    const answer = await drawn(ending, query(small), whole);
    if (!answer.ok) throw new Error(await reason(answer));
    letters.textContent = lettersMissing(answer, page);
    letters.hidden = !letters.textContent;
    return answer.blob();
  }

  /**
   * @param {string} ending
   * @param {URLSearchParams} asked
   * @param {boolean} whole
   * @returns {Promise<Response>}
   */
  function drawn(ending, asked, whole) {
    // A page without a server draws for itself; see alone.js.
    if (page.painter) return page.painter(page, ending, asked);
    if (whole && droppedLayers(page).length && completes(ending)) {
      return completePicture(page, ending, asked);
    }
    return patiently(at(`export.${ending}?${asked}`));
  }

  /** Tell which layers a file will lack. */
  function missing() {
    const names = droppedLayers(page)
      .map((layer) => layer.name)
      .join(", ");
    /** @type {NodeListOf<HTMLElement>} */
    const places = document.querySelectorAll(".export-missing");
    for (const place of places) {
      const whole = place.dataset.panel === "image" && (page.painter || completes(format.value));
      place.hidden = !names || Boolean(whole);
      place.textContent = fill(words.export.own_missing, { names });
    }
  }

  /** @param {unknown} problem */
  function tell(problem) {
    page.notice(
      problem instanceof TypeError
        ? words.notice.offline
        : fill(words.notice.save_failed, { why: messageOf(problem) }),
    );
  }

  /** @param {() => Promise<void>} act */
  async function busy(act) {
    dialog.setAttribute("aria-busy", "true");
    try {
      await act();
    } catch (problem) {
      tell(problem);
    } finally {
      dialog.removeAttribute("aria-busy");
    }
  }

  let latest = 0;

  function preview() {
    clearTimeout(timer);
    missing();
    const label = lettering.closest("label");
    if (label) label.hidden = format.value !== "svg";
    // What the file will lack is not in its preview either.
    const whole = completes(format.value);
    timer = setTimeout(() => {
      latest += 1;
      const mine = latest;
      busy(async () => {
        const drawn = await ask("png", true, whole);
        // An answer that comes late must not take the place of a newer one.
        if (mine !== latest) return;
        URL.revokeObjectURL(image.src);
        image.src = URL.createObjectURL(drawn);
      });
    }, WAIT_MS);
  }

  const save = () =>
    busy(async () => {
      const ending = format.value;
      const blob = await ask(ending, false);
      saveFile(blob, `csto-map-${iso(page.view.day)}.${ending}`);
      dialog.close();
    });

  async function copy() {
    try {
      // The promise is passed on unresolved: Safari wants the item during the click.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": ask("png", false) })]);
      page.notice(words.export.copied);
    } catch (_refused) {
      page.notice(words.export.not_copied);
    }
  }

  dialog.addEventListener("change", preview);
  dialog.addEventListener("input", preview);
  byId("export-save").addEventListener("click", save);
  byId("export-copy").addEventListener("click", copy);
  embeddingCode(page);
  const film = filming(page);
  planning(page);
  tabs();
  return {
    open() {
      if (document.querySelector("dialog[open]")) return;
      byId("export-about").textContent = fill(words.export.about, {
        date: dayInWords(page.view.day),
      });
      film.open();
      dialog.showModal();
      preview();
    },
  };
}

/**
 * Offer what the page draws itself, and say what the program makes.
 *
 * @param {Page} page
 */
function paintsAlone({ data, words }) {
  /** @type {(id: "export-format" | "export-style", allowed: (value: string) => boolean) => void} */
  const keep = (id, allowed) => {
    for (const option of [...byId(id).options]) if (!allowed(option.value)) option.remove();
  };
  keep("export-format", (value) => ["png", "svg"].includes(value));
  keep("export-style", (value) => value in data.style);
  byId("export-about").after(make("p", {}, words.export.no_server_image));
}

/**
 * Text inputs: title, handling line, custom size.
 *
 * @param {Words["export"]} words
 */
function fields(words) {
  /**
   * @param {string} label
   * @param {string} hint
   * @param {number} length
   */
  const one = (label, hint, length) => {
    const input = make("input", { type: "text", placeholder: hint, maxLength: length });
    const box = make("label", { className: "field" }, make("span", {}, label), input);
    byId("export-texts").append(box);
    return { input, box };
  };
  return {
    size: one(words.size, words.custom_hint, 40),
    title: one(words.own_title, words.generated, 120),
    handling: one(words.handling, words.handling_hint, 60),
  };
}

/**
 * The switch of slides, whose maps are shapes unless it is on.
 *
 * @param {Words["export"]} words
 */
function asPictures(words) {
  const input = make("input", { type: "checkbox", id: "export-pictures" });
  const box = make("label", { className: "radio" }, input, make("span", {}, words.as_pictures));
  byId("export-texts").append(box);
  return { input, box };
}

/** A switch for each part that can be left out. */
function switches() {
  /** @type {NodeListOf<HTMLElement>} */
  const places = document.querySelectorAll(".export-part");
  return [...places].map((place) => {
    const { part } = place.dataset;
    const box = make("input", { type: "checkbox", value: part, checked: true });
    place.replaceWith(box);
    return box;
  });
}
