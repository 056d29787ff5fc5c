// Wires the parts of the page together, and keeps the one view that all of them show.
"use strict";
(function (root) {
  const csto = (root.csto = root.csto || {});
  const { byId, make, fill, dayInWords, range } = csto.dom;
  const REST_MS = 150;
  const PLAYING_REST_MS = 250;
  const NARROW = "(max-width: 1100px)";

  /** Wait until Dash has put the shell in the page. */
  function shell() {
    return new Promise((resolve) => {
      const look = () => byId("notices") && byId("slider") && (watch.disconnect(), resolve());
      const watch = new MutationObserver(look);
      watch.observe(document.documentElement, { childList: true, subtree: true });
      look();
    });
  }

  /** Load one of the compiled files by the name that the page gives it. */
  async function load(name) {
    const answer = await fetch(document.querySelector(`meta[name="csto-map:${name}"]`).content);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json();
  }

  function painted() {
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  }

  class Page {
    constructor(data, coarse) {
      this.data = data;
      this.words = data.words;
      this.coarse = coarse;
      this.details = null;
      this.restTimer = null;
      this.lastRest = 0;
      const ids = [...data.marks.map((m) => m.id), ...data.sectors.map((s) => `sector:${s.id}`)];
      for (const lens in data.memberships) ids.push(...Object.keys(data.memberships[lens]));
      this.ids = new Set(ids);
    }

    async start() {
      const { view, problems } = this.read();
      this.view = view;
      this.state = csto.state.stateAt(this.data, view.day, view.lens);
      this.theme();
      this.map = new csto.MapView(byId("map"), this.data, () => load("map-fine"), {
        moved: (frame, resized) => this.moved(frame, resized),
        clicked: (hit) => this.select(hit ? hit.ids[0] : null),
        hovered: (hit, x, y) => this.hovered(hit, x, y),
      });
      await document.fonts.ready;
      await this.map.start(this.coarse, this.shown());
      this.player = new csto.Player(this.data, {
        day: () => this.view.day,
        go: (day, how) => this.set({ day }, how),
        caption: (day) => this.caption(day),
      }, this.words.timeline);
      this.timeline = new csto.Timeline(
        byId("slider"), this.data, this.words.timeline,
        (day, resting) => {
          if (this.player.playing) this.player.pause();
          this.set({ day }, resting ? "push" : undefined);
        },
      );
      this.panels();
      this.set({}, "first");
      this.map.settle();
      byId("loading").hidden = true;
      for (const problem of problems) {
        csto.notice(fill(this.words.notice.bad_parameter, problem), this.words.notice);
      }
      this.details = await load("details");
      this.cards = new csto.Cards(this.details, this.words.card, {
        select: (id) => this.select(id),
        copyLink: () => this.copyLink(),
        goTo: (day) => this.set({ day: this.clamp(day) }, "push"),
      });
      this.card();
    }

    /** The view that the address names. */
    read() {
      return csto.link.parse(root.location.search, this.data, (id) => this.ids.has(id));
    }

    clamp(day) {
      return Math.min(this.data.horizon, Math.max(this.data.first, day));
    }

    /** The view with its theme settled: chosen, or the system's. */
    shown() {
      const dark = root.matchMedia("(prefers-color-scheme: dark)").matches;
      return { ...this.view, theme: this.view.theme || (dark ? "dark" : "light") };
    }

    theme() {
      const { theme } = this.shown();
      document.documentElement.dataset.theme = theme;
      const button = byId("toggle-theme");
      const title = this.words.header[theme === "dark" ? "theme_light" : "theme_dark"];
      button.title = title;
      button.setAttribute("aria-label", title);
    }

    /**
     * Change the view. how: "push" makes a step to go back to, "rest" settles at once,
     * otherwise the rest of the page catches up when changes stop.
     */
    set(change, how) {
      Object.assign(this.view, change);
      this.state = csto.state.stateAt(this.data, this.view.day, this.view.lens);
      this.map.show(this.shown(), this.state);
      this.timeline.show(this.view.day);
      this.dateText.textContent = dayInWords(this.view.day);
      if (how === "push") history.pushState(null, "", csto.link.format(this.view, this.data));
      if (how) this.rest();
      else this.restSoon();
    }

    restSoon() {
      clearTimeout(this.restTimer);
      const wait = this.player.playing
        ? Math.max(0, this.lastRest + PLAYING_REST_MS - performance.now())
        : REST_MS;
      this.restTimer = setTimeout(() => this.rest(), wait);
    }

    /** Everything that need not follow every step. */
    rest() {
      clearTimeout(this.restTimer);
      this.lastRest = performance.now();
      const { day } = this.view;
      this.timeline.settle(csto.membersOn(this.data.band, day)[0]);
      this.layers.show(this.shown(), this.state);
      const note = csto.state.lastAt(this.data.notes.map(([from]) => from), day);
      byId("note-text").textContent = note < 0 ? "" : this.data.notes[note][1];
      byId("changed").textContent = this.changed(day);
      if (this.player.playing) return;
      this.map.settle();
      this.map.refine();
      this.card();
      history.replaceState(null, "", csto.link.format(this.view, this.data));
    }

    /** What changed on the day or, when nothing did, what changed last. */
    changed(day) {
      const { changes } = this.data;
      const k = csto.state.lastAt(this.changeDays || (this.changeDays = changes.map((c) => c.day)), day);
      if (k < 0) return "";
      const { text, day: last } = changes[k];
      if (last === day) return `${text}.`;
      return fill(this.words.header.unchanged, { date: dayInWords(last), text: `${text}.` });
    }

    moved(frame, resized) {
      const { x0, y0, x1, y1 } = frame;
      if (!resized) this.view.box = [x0, y0, x1, y1];
      this.map.view = this.shown();
      const [km, px] = csto.camera.scaleBar(frame);
      const scale = byId("scale");
      scale.textContent = fill(this.words.map.scale, { km: km.toLocaleString("en-GB") });
      scale.style.width = `${px}px`;
      byId("tip").hidden = true;
      if (this.layers) this.restSoon();
    }

    panels() {
      const { words } = this;
      this.dateBox();
      this.layers = new csto.Layers(byId("layers-body"), this.data, words.layers, {
        toggle: (id, on) => {
          const all = this.data.layers.map((l) => l.id);
          const now = all.filter((l) => (l === id ? on : this.view.layers.includes(l)));
          this.set({ layers: now }, "push");
        },
        lens: (lens) => this.set({ lens }, "push"),
        icons: (icons) => this.set({ icons }, "push"),
      });
      const view = byId("view");
      view.value = this.view.view;
      view.addEventListener("change", () => this.goToView(view.value));
      const press = (id, act) => byId(id).addEventListener("click", act);
      press("zoom-in", () => this.map.moveTo(csto.camera.zoom(this.map.frame, 0.6)));
      press("zoom-out", () => this.map.moveTo(csto.camera.zoom(this.map.frame, 1 / 0.6)));
      press("zoom-home", () => this.goToView(this.view.view));
      press("toggle-theme", () => this.changeTheme());
      press("toggle-layers", () => this.showLayers(byId("layers").hidden));
      press("close-layers", () => this.showLayers(false));
      press("close-card", () => this.select(null));
      press("copy-link", () => this.copyLink());
      byId("note-source").textContent = this.data.boundary_source;
      byId("note").open = !root.matchMedia(NARROW).matches;
      this.showLayers(!root.matchMedia(NARROW).matches);
      csto.exportDialog(() => this.view, words);
      const help = csto.helpDialog(this.data, words.help);
      csto.listenToKeys({
        play: () => this.player.toggle(1),
        step: (by) => this.player.step(by),
        month: (by) => this.player.step(by, "month"),
        year: (by) => this.player.step(by, "year"),
        change: (by) => this.player.step(by, "change"),
        first: () => this.player.go(this.data.first, "push"),
        last: () => this.player.go(this.data.horizon, "push"),
        zoom: (by) => this.map.moveTo(csto.camera.zoom(this.map.frame, by)),
        pan: ([x, y]) => this.map.moveTo(csto.camera.pan(this.map.frame, 90 * x, 90 * y)),
        home: () => this.goToView(this.view.view),
        help,
        date: () => this.typeDate(),
        layers: () => this.showLayers(byId("layers").hidden),
        theme: () => this.changeTheme(),
        close: () => this.closeTopmost(),
      });
      root.addEventListener("popstate", () => this.back());
      root.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
        this.theme();
        this.set({}, "rest");
      });
    }

    back() {
      const { view } = this.read();
      const moved = view.view !== this.view.view || String(view.box) !== String(this.view.box);
      this.view = view;
      byId("view").value = view.view;
      this.theme();
      if (moved) this.fit();
      this.set({}, "rest");
    }

    /** Show the frame that the view asks for. */
    fit() {
      const { box } = this.view;
      this.map.fitTo(this.map.box(this.view));
      this.view.box = box;
    }

    goToView(id) {
      Object.assign(this.view, { view: id, box: null });
      byId("view").value = id;
      this.fit();
      this.set({}, "push");
    }

    changeTheme() {
      this.view.theme = this.shown().theme === "dark" ? "light" : "dark";
      this.theme();
      this.set({}, "push");
    }

    showLayers(open) {
      byId("layers").hidden = !open;
      byId("toggle-layers").setAttribute("aria-expanded", String(open));
    }

    closeTopmost() {
      if (this.view.selection) this.select(null);
      else if (root.matchMedia(NARROW).matches) this.showLayers(false);
    }

    // The date: shown large, typed on request.
    dateBox() {
      const { header } = this.words;
      this.dateText = make("button", {
        type: "button", className: "date", title: header.date_hint,
        on: { click: () => this.typeDate() },
      });
      this.dateInput = make("input", {
        type: "text", className: "date-input", hidden: true, autocomplete: "off",
        attr: { "aria-label": header.date_hint },
        on: {
          keydown: (e) => {
            if (e.key === "Enter") this.typed();
            if (e.key === "Escape") this.untype();
          },
          blur: () => this.untype(),
        },
      });
      byId("date-box").replaceChildren(this.dateText, this.dateInput);
    }

    typeDate() {
      this.dateText.hidden = true;
      this.dateInput.hidden = false;
      this.dateInput.value = csto.state.iso(this.view.day);
      this.dateInput.select();
      this.dateInput.focus();
    }

    untype() {
      if (this.dateInput.hidden) return;
      const focused = document.activeElement === this.dateInput;
      this.dateInput.hidden = true;
      this.dateText.hidden = false;
      if (focused) this.dateText.focus();
    }

    typed() {
      const { value } = this.dateInput;
      const day = csto.state.readDate(value);
      const { first, horizon } = this.data;
      if (day >= first && day <= horizon) {
        this.untype();
        this.player.go(day, "push");
        return;
      }
      const said = { value, first: dayInWords(first), horizon: dayInWords(horizon) };
      csto.notice(fill(this.words.notice.bad_date, said), this.words.notice);
    }

    // Selection, card and hover.
    select(id) {
      if (id === this.view.selection) return;
      this.set({ selection: id }, "push");
      if (id && root.matchMedia(NARROW).matches) this.showLayers(false);
    }

    /** Ids that share the place of the selection. */
    others(id) {
      const own = this.data.marks.find((m) => m.id === id);
      const symbol = this.map.symbols.find((s) => s.members.includes(id));
      const same = own ? this.data.marks.filter((m) => m.x === own.x && m.y === own.y) : [];
      const ids = [...(symbol ? symbol.members : []), ...same.map((m) => m.id)];
      return [...new Set(ids)].filter((one) => one !== id && one in this.state.marks);
    }

    card() {
      const id = this.view.selection;
      const panel = byId("card");
      const open = Boolean(id && this.cards && this.cards.known(id));
      const was = panel.hidden;
      panel.hidden = !open;
      if (open) {
        const key = `${id} ${this.view.day}`;
        if (key !== this.cardShown || was) {
          this.cards.fill(
            byId("card-head"), byId("card-body"), id, this.view.day, this.state, this.others(id),
          );
        }
        this.cardShown = key;
      }
    }

    hovered(hit, x, y) {
      const tip = byId("tip");
      byId("map").style.cursor = hit ? "pointer" : "";
      if (!hit) {
        tip.hidden = true;
        return;
      }
      csto.tip(tip, this.tipLines(hit), x, y, byId("map").getBoundingClientRect());
    }

    tipLines({ ids, symbol }) {
      const [id] = ids;
      const { titles } = this.data;
      if (symbol) {
        const names = ids.slice(0, 4).map((one) => this.data.marks.find((m) => m.id === one).name);
        const lines = [["tip-title", names[0]], ["tip-kind", titles.kinds[symbol.mark.kind]]];
        lines.push(...names.slice(1).map((name) => ["tip-more", name]));
        if (ids.length > 4) lines.push(["tip-more", `+ ${ids.length - 4}`]);
        const card = this.details && this.details.cards[id];
        const now = card && csto.strengthOn(card.strengths, this.view.day);
        if (now) {
          const people = fill(this.words.card.people, { n: range(now.low, now.high) });
          lines.push(["tip-text", `${people}, ${fill(this.words.card.as_of, { date: now.asOf })}`]);
        }
        if (!this.state.marks[id]) lines.push(["tip-doubt", this.words.card.possible]);
        return lines;
      }
      if (id.startsWith("sector:")) {
        const sector = this.data.sectors.find((s) => `sector:${s.id}` === id);
        const [, force, certain] = this.state.sectors[sector.id];
        const doubt = certain ? [] : [["tip-doubt", this.words.card.possible]];
        return [["tip-title", sector.name], ["tip-text", force], ...doubt];
      }
      const [status, certain] = this.state.states[id];
      const { name } = this.data.countries.find((c) => c.id === id);
      const doubt = certain ? [] : [["tip-doubt", this.words.card.possible]];
      return [["tip-title", name], ["tip-kind", titles.status[status]], ...doubt];
    }

    caption(day) {
      const node = byId("caption");
      const titles = day === null ? [] : this.data.events.filter((e) => e.day === day && e.weight > 2);
      node.hidden = !titles.length;
      if (titles.length) node.textContent = titles.map((e) => e.title).join(" · ");
    }

    async copyLink() {
      const { notice } = this.words;
      history.replaceState(null, "", csto.link.format(this.view, this.data));
      try {
        await navigator.clipboard.writeText(root.location.href);
        csto.notice(notice.copied, notice);
      } catch (refused) {
        csto.notice(notice.not_copied, notice);
      }
    }

    /** What others may build on: window.cstoMap. */
    api() {
      return {
        goTo: async (text) => {
          const day = csto.state.ordinal(text);
          const { first, horizon } = this.data;
          if (!(day >= first && day <= horizon)) {
            throw new RangeError(
              `${text} is outside ${csto.state.iso(first)}..${csto.state.iso(horizon)}`,
            );
          }
          this.set({ day });
          return painted();
        },
        state: () => ({
          date: csto.state.iso(this.view.day),
          view: this.view.view,
          layers: [...this.view.layers],
          organization: this.view.lens,
          selection: this.view.selection,
          playing: this.player.playing,
        }),
        play: () => this.player.play(1),
        pause: () => this.player.pause(),
      };
    }
  }

  async function start() {
    await shell();
    try {
      const [data, coarse] = await Promise.all([load("atlas"), load("map-coarse")]);
      const page = new Page(data, coarse);
      await page.start();
      root.cstoMap = page.api();
      root.cstoMap.page = page;
    } catch (problem) {
      console.error(problem);
      const node = byId("loading");
      node.hidden = false;
      node.classList.add("failed");
      const said = document.querySelector('meta[name="csto-map:failed"]');
      node.textContent = said ? said.content : String(problem);
    }
  }

  start();
})(window);
