// Starts the single-file atlas: unpacks its scripts and runs them in their order.
(async () => {
  const unpacked = (text) => {
    const packed = new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]);
    return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };
  try {
    for (const packed of document.querySelectorAll("script[data-script]")) {
      const script = document.createElement("script");
      script.dataset.name = packed.dataset.script;
      // Each script's hash is in the policy of the page.
      script.textContent = await unpacked(packed.textContent);
      packed.replaceWith(script);
    }
  } catch (problem) {
    // The browser is too old to unpack them.
    console.error(problem);
    const message = document.querySelector('meta[name="csto-map:failed"]').content;
    document.getElementById("loading").textContent = message;
  }
})();
