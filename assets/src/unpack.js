// Starts the single-file atlas: unpacks its scripts and runs them in their order.
(async () => {
  /** What is packed as gzip in base64. @param {string} text */
  const unpacked = (text) => {
    const packed = new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]);
    return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  try {
    /** @type {NodeListOf<HTMLScriptElement>} */
    const scripts = document.querySelectorAll("script[data-script]");
    for (const packed of scripts) {
      const script = document.createElement("script");
      script.dataset.name = packed.dataset.script;
      // Each script's hash is in the policy of the page.
      script.textContent = await unpacked(packed.textContent);
      packed.replaceWith(script);
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
