// Starts the page: waits for the shell, loads the compiled files, wires the parts.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const { byId } = csto.dom;
  // Files that exist in every language.
  const TRANSLATED = new Set(["details", "ledger", "search", "tours", "charts", "tables"]);

  /** Wait until Dash has put the shell in the page. */
  function shell() {
    return new Promise((resolve) => {
      const look = () => byId("notices") && byId("slider") && (watch.disconnect(), resolve());
      const watch = new MutationObserver(look);
      watch.observe(document.documentElement, { childList: true, subtree: true });
      look();
    });
  }

  /** Load one of the compiled files: from the page itself, or from where the page says. */
  async function load(name) {
    const inside = document.querySelector(`script[data-name="${name}"]`);
    if (inside) return unpacked(inside.textContent);
    const answer = await fetch(document.querySelector(`meta[name="csto-map:${name}"]`).content);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  /** Read what a single-file page carries: JSON, gzipped, in base64. */
  function unpacked(text) {
    const packed = new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))]);
    return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  function painted() {
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  }

  /** What others may build on: window.cstoMap. */
  function api(page) {
    const { iso, ordinal } = csto.state;
    const { first, horizon } = page.data;
    return {
      page,
      goTo: async (text) => {
        const day = ordinal(text);
        if (!(day >= first && day <= horizon)) {
          throw new RangeError(`${text} is outside ${iso(first)}..${iso(horizon)}`);
        }
        page.set({ day });
        return painted();
      },
      state: () => ({
        date: iso(page.view.day),
        view: page.view.view,
        layers: [...page.view.layers],
        organization: page.view.lens,
        selection: page.view.selection,
        playing: page.player.playing,
      }),
      play: () => page.player.play(1),
      pause: () => page.player.pause(),
    };
  }

  function failed(problem) {
    console.error(problem);
    const node = byId("loading");
    node.hidden = false;
    node.classList.add("failed");
    const meta = document.querySelector('meta[name="csto-map:failed"]');
    node.textContent = meta ? meta.content : String(problem);
  }

  async function start() {
    await shell();
    try {
      const language = csto.languageOf(root.location.search);
      const loadNamed = (name) => load(TRANSLATED.has(name) ? csto.inLanguage(name, language) : name);
      const [data, coarse] = await Promise.all([
        load(csto.inLanguage("atlas", language)),
        load("map-coarse"),
      ]);
      csto.dom.speak(language);
      if (language !== "en") csto.sayShell(data.words, language);
      document.title = data.title;
      document.querySelector(".brand").textContent = data.title;
      const page = new csto.Page(data, coarse, loadNamed);
      await page.start(csto.features);
      byId("loading").hidden = true;
      root.cstoMap = api(page);
    } catch (problem) {
      failed(problem);
    }
  }

  start();
})(window);
