// User layers: dropped on the map or chosen, read here, never sent anywhere. What reads and draws
// them is loaded with the first.

import { byId, fill, make } from "../shell/dom.js";
import { later } from "../shell/later.js";

/** @import { Page, UserLayers } from "../types/page.js" */

// Which files there are to choose from is known by then, too.
const endings = later(async () => (await import("./endings.js")).ENDINGS.join(","));

/** @param {Page} page */
export function userLayers(page) {
  const words = page.words.own;
  /** @type {UserLayers | null} */
  let made = null;
  const whole = later(async () => {
    const { drawn } = await import("./drawn.js");
    const there = drawn(page);
    made = there;
    return there;
  });

  /** @param {File} file */
  async function take(file) {
    const there = await whole().catch((problem) => {
      // What cannot be fetched is a TypeError; anything else is a fault of the code.
      if (!(problem instanceof TypeError)) console.error(problem);
      page.notice(fill(words.offline, { name: file.name }));
    });
    await there?.take(file);
  }

  function chooser() {
    const input = make("input", {
      type: "file",
      hidden: true,
      multiple: true,
      on: {
        change: async () => {
          for (const file of [...(input.files ?? [])]) await take(file);
          input.value = "";
        },
      },
    });
    const button = make(
      "button",
      {
        type: "button",
        className: "button",
        id: "own-add",
        on: { click: () => input.click() },
      },
      words.add,
    );
    // Whoever comes near is going to choose.
    for (const sign of ["pointerenter", "focus"]) {
      button.addEventListener(sign, () => {
        endings().then((names) => {
          input.accept = names;
        }, console.error);
      });
    }
    byId("layers-body").append(
      make(
        "section",
        { className: "layer own" },
        make("h3", {}, words.title),
        make("ul", { id: "own-list" }),
        make("div", { id: "own-report", className: "soft" }),
        button,
        input,
        make("p", { className: "soft" }, words.about),
      ),
    );
  }

  function drops() {
    const stage = byId("stage");
    const over = (/** @type {boolean} */ on) => stage.classList.toggle("dropping", on);
    stage.addEventListener("dragover", (e) => {
      if (!e.dataTransfer?.types.includes("Files")) return;
      e.preventDefault();
      over(true);
    });
    stage.addEventListener("dragleave", () => over(false));
    stage.addEventListener("drop", async (e) => {
      e.preventDefault();
      over(false);
      for (const file of [...(e.dataTransfer?.files ?? [])]) await take(file);
    });
  }

  chooser();
  drops();
  // The server has layers of its own to show.
  if (document.querySelector('meta[name="csto-map:own"]')) {
    whole()
      .then((there) => there.bring())
      .catch(() => page.notice(page.words.notice.offline));
  }
  page.provide("userLayers", {
    take,
    all: () => made?.all() ?? [],
    now: () => made?.now() ?? [],
    listed: () => made?.listed() ?? [],
    pick: (id) => made?.pick(id),
    shown: () => made?.shown() ?? [],
    told: () => made?.told() ?? [],
    dropped: () => made?.dropped() ?? [],
  });
}
