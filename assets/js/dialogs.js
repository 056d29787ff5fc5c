// Dialogs and notices.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const { byId, make, fill, dayInWords } = csto.dom;
  const NOTICE_MS = 9000;

  /** Show a short message that goes by itself, or earlier on request. */
  csto.notice = function notice(text, words) {
    const close = make("button", {
      type: "button", className: "button icon icon-close", title: words.close,
      attr: { "aria-label": words.close }, on: { click: () => node.remove() },
    });
    const node = make("div", { className: "notice" }, make("p", {}, text), close);
    byId("notices").append(node);
    setTimeout(() => node.remove(), NOTICE_MS);
  };

  /** Open and close a dialog by its buttons. */
  function wire(id) {
    const dialog = byId(id);
    byId(`${id}-close`).addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (e) => {
      // A click on the backdrop is a click on the dialog itself.
      if (e.target === dialog) dialog.close();
    });
    return dialog;
  }

  /** The address of the picture of a view; `box` is the map's frame where it is not a named one. */
  csto.pictureUrl = function pictureUrl(ending, view, width, height, style) {
    const { iso } = csto.state;
    const parts = {
      date: iso(view.day), view: view.view, org: view.lens, layers: view.layers.join(","),
      icons: view.icons, style, w: width, h: height,
      ...(view.box ? { box: view.box.map((v) => Math.round(v)).join(",") } : {}),
    };
    return `/export.${ending}?${new URLSearchParams(parts)}`;
  };

  /** The dialog that saves pictures; view() gives the current view. */
  csto.exportDialog = function exportDialog(view, words) {
    const dialog = wire("export");
    const save = async (ending) => {
      const [w, h] = byId("export-size").value.split("x");
      const url = csto.pictureUrl(ending, view(), w, h, byId("export-style").value);
      const say = (text) => csto.notice(text, words.notice);
      dialog.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(url);
        if (!answer.ok) throw new Error(await answer.text());
        const name = `csto-map-${csto.state.iso(view().day)}.${ending}`;
        const href = URL.createObjectURL(await answer.blob());
        make("a", { href, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(href), 10000);
        dialog.close();
      } catch (problem) {
        const gone = problem instanceof TypeError;
        say(gone ? words.notice.offline : fill(words.notice.save_failed, { why: problem.message }));
      } finally {
        dialog.removeAttribute("aria-busy");
      }
    };
    byId("export-png").addEventListener("click", () => save("png"));
    byId("export-svg").addEventListener("click", () => save("svg"));
    byId("save-image").addEventListener("click", () => {
      byId("export-about").textContent = fill(words.export.about, { date: dayInWords(view().day) });
      dialog.showModal();
    });
  };

  /** The help, with the data version and what is only planned. */
  csto.helpDialog = function helpDialog(data, words) {
    const dialog = wire("help");
    byId("help-data").textContent = fill(words.data, {
      version: data.version, horizon: dayInWords(data.horizon),
    });
    byId("help-plans").replaceChildren(...data.plans.map((text) => make("li", {}, text)));
    byId("help-plans-title").hidden = !data.plans.length;
    const show = () => dialog.showModal();
    byId("show-help").addEventListener("click", show);
    return show;
  };
})(window);
