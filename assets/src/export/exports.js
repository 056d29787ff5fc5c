// The dialog that saves the view as an image, a page or a slide, with a preview.

import * as linking from "../core/link.js";
import { iso } from "../core/state.js";
import { completePicture, completes, droppedLayers, ownQuery } from "../layers/picture.js";
import { wireDialog } from "../shell/dialogs.js";
import { byId, dayInWords, fill, make } from "../shell/dom.js";

const PREVIEW_PX = 960;
const WAIT_MS = 350;
const PATIENCE_MS = 40000;

/** The message of an answer that is not a file, in one line. */
export async function reason(answer) {
  const text = (await answer.text()).trim();
  const problem = (answer.headers.get("Content-Type") || "").startsWith("application/problem+json");
  return problem ? JSON.parse(text).detail : text;
}

/**
 * Ask the server; while it is busy (503), wait as long as it says and ask again.
 *
 * The wait is limited: then the last answer is returned, whatever it is.
 */
export async function patiently(url, options) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url, options);
    const wait = 1000 * Number(answer.headers.get("Retry-After") || 0);
    if (answer.status !== 503 || !wait || Date.now() + wait > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Save a body under a name. */
export function saveFile(blob, name) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

export function exports(page) {
  const { words } = page;
  const dialog = wireDialog("export");
  const inputs = fields(words.export);
  const parts = switches();
  let timer = null;

  /** All options of the request; `small` for the preview. */
  function query(small) {
    const asked = {
      ...linking.texts(page.view, page.data, "still"),
      ...ownQuery(page),
      style: byId("export-style").value,
    };
    const option = byId("export-size").selectedOptions[0];
    const custom = option.value === "custom";
    inputs.size.parentNode.hidden = !custom;
    if (custom) asked.size = inputs.size.value || "1600x900";
    else if (small) {
      const [w, h] = option.dataset.size.split("x").map(Number);
      const share = Math.min(1, PREVIEW_PX / Math.max(w, h));
      [asked.w, asked.h] = [
        Math.max(320, Math.round(w * share)),
        Math.max(320, Math.round(h * share)),
      ];
    } else asked.size = option.value;
    if (inputs.title.value.trim()) asked.title = inputs.title.value.trim();
    if (inputs.handling.value.trim()) asked.handling = inputs.handling.value.trim();
    const hidden = parts.filter((box) => !box.checked).map((box) => box.value);
    if (hidden.length) asked.hide = hidden.join(",");
    if (!hidden.includes("link")) asked.link = `${window.location.origin}/`;
    return new URLSearchParams(asked);
  }

  /** Have a file made; `whole` says that layers dropped in the page are to be in it. */
  async function ask(ending, small, whole = true) {
    const answer = await drawn(ending, query(small), whole);
    if (!answer.ok) throw new Error(await reason(answer));
    return answer.blob();
  }

  function drawn(ending, asked, whole) {
    // A page without a server draws for itself; see offline.js.
    if (page.painter) return page.painter(page, ending, asked);
    const dropped = droppedLayers(page).length && completes(ending);
    if (dropped && whole) return completePicture(page, ending, asked);
    return patiently(`/export.${ending}?${asked}`);
  }

  /** Tell which layers a file will lack. */
  function missing() {
    const names = droppedLayers(page)
      .map((layer) => layer.name)
      .join(", ");
    const image = byId("export-format").value;
    for (const place of document.querySelectorAll(".export-missing")) {
      const whole = place.dataset.panel === "image" && (page.painter || completes(image));
      place.hidden = !names || Boolean(whole);
      place.textContent = fill(words.export.own_missing, { names });
    }
  }

  function tell(problem) {
    const gone = problem instanceof TypeError;
    page.notice(
      gone ? words.notice.offline : fill(words.notice.save_failed, { why: problem.message }),
    );
  }

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

  function preview() {
    clearTimeout(timer);
    missing();
    // What the file will lack is not in its preview either.
    const whole = completes(byId("export-format").value);
    timer = setTimeout(() => {
      busy(async () => {
        const image = byId("export-preview");
        const href = URL.createObjectURL(await ask("png", true, whole));
        URL.revokeObjectURL(image.src);
        image.src = href;
      });
    }, WAIT_MS);
  }

  const save = () =>
    busy(async () => {
      const ending = byId("export-format").value;
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
  byId("save-image").addEventListener("click", () => {
    byId("export-about").textContent = fill(words.export.about, {
      date: dayInWords(page.view.day),
    });
    dialog.showModal();
    preview();
  });
}

/** Text inputs: title, handling line, custom size. */
function fields(words) {
  const one = (label, hint, length) => {
    const input = make("input", { type: "text", placeholder: hint, maxLength: length });
    const box = make("label", { className: "field" }, make("span", {}, label), input);
    byId("export-texts").append(box);
    return input;
  };
  return {
    size: one(words.size, words.custom_hint, 40),
    title: one(words.own_title, words.generated, 120),
    handling: one(words.handling, words.handling_hint, 60),
  };
}

/** A switch for each part that can be left out; the permalink is off at first. */
function switches() {
  return [...document.querySelectorAll(".export-part")].map((place) => {
    const { part } = place.dataset;
    const box = make("input", { type: "checkbox", value: part, checked: part !== "link" });
    place.replaceWith(box);
    return box;
  });
}
