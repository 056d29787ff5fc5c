// A first visit: what to try, told once in a browser.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  csto.features = csto.features || [];
  const KEPT = "csto-map.met";

  /** Whether this browser has seen the page before; one that keeps nothing is not told each time. */
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

  csto.features.push(function welcome(page) {
    // Who follows a link wants what it shows.
    if (csto.embedded || root.location.search || root.location.protocol === "file:" || met()) return;
    csto.notice(page.words.notice.welcome, page.words.notice, { stays: true });
  });
})(window);
