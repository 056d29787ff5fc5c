// Starts the single-file atlas: unpacks its looks and its scripts and runs these in their order.

import { unpacked } from "./export/packed.js";

(async () => {
  try {
    /** @type {NodeListOf<HTMLScriptElement>} */
    const carriers = document.querySelectorAll("script[data-style], script[data-script]");
    for (const packed of carriers) {
      const { style, script: name } = packed.dataset;
      const made = document.createElement(style === undefined ? "script" : "style");
      if (name) made.dataset.name = name;
      // Each script's hash is in the policy of the page.
      made.textContent = await unpacked(packed.textContent || "").text();
      packed.replaceWith(made);
    }
  } catch (problem) {
    // The browser is too old to unpack them.
    console.error(problem);
    /** @type {HTMLMetaElement | null} */
    const message = document.querySelector('meta[name="csto-map:failed"]');
    const loading = document.getElementById("loading");
    if (loading && message) loading.textContent = message.content;
  }
})();
