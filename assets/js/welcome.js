// A first visit: what to try, shown once per browser.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  csto.features = csto.features || [];
  const KEPT = "csto-map.met";

  /** Whether this browser has seen the page before; true too if it stores nothing. */
  function met() {
    try {
      const before = root.localStorage.getItem(KEPT) !== null;
      root.localStorage.setItem(KEPT, "1");
      return before;
    } catch (problem) {
      if (problem instanceof DOMException) return true;
      throw problem;
    }
  }

  const { make, fill } = csto.dom;

  /** Tell, over the empty map of an atlas without facts, which tables to fill in first. */
  function guide(page) {
    const words = page.words.unfilled;
    const tables = page.data.unfilled.map((name) => make("li", {}, make("code", {}, `tables/${name}.csv`), ` ${words[name]}`));
    csto.dom.byId("map").parentNode.append(
      make(
        "section",
        { className: "unfilled", attr: { "aria-labelledby": "unfilled-title" } },
        make("h2", { id: "unfilled-title" }, fill(words.title, { title: page.data.title })),
        make("p", {}, words.first),
        make("ol", {}, ...tables),
        make("p", {}, words.then),
      ),
    );
  }

  csto.features.push(function welcome(page) {
    if (page.data.unfilled.length) {
      guide(page);
      return;
    }
    // Whoever follows a link wants to see what it shows.
    if (csto.embedded || root.location.search || root.location.protocol === "file:" || met()) return;
    csto.notice(page.words.notice.welcome, page.words.notice, { stays: true });
  });
})(window);
