// User layers: dropped on the map or chosen, read here, never sent anywhere.

import { saveFile } from "../export/exports.js";
import * as tips from "../map/tip.js";
import { wireDialog } from "../shell/dialogs.js";
import { byId, count, fill, make } from "../shell/dom.js";
import { later } from "../shell/later.js";
import { compact, OwnCanvas } from "./canvas.js";
import { script } from "./scripts.js";
import * as layerSvg from "./svg.js";

// What reads files is loaded with the first of them, and with the first layer its cards.
const reader = later(() => import("./reader.js"));
const cards = later(() => import("./card.js"));

export function userLayers(page) {
  const words = page.words.own;
  const layers = [];
  let canvas = null;
  let second = null;
  let card = null;

  const look = () => page.data.style[page.shown().theme];

  function draw() {
    const { guest } = page;
    // This comes first, because the counts are those of the first map.
    drawSecond();
    if (canvas) canvas.draw(layers, page.span(), page.map.frame, look(), guest?.picked);
  }

  /** The layers on the second day of a comparison. */
  function drawSecond() {
    const two = page.comparison?.two;
    if (!canvas || !two?.map || two.element.hidden) return;
    second = second || new OwnCanvas(two.map.overlay);
    const { cmp } = page.view;
    second.draw(layers, [cmp, cmp], two.map.frame, look());
  }

  /** What is drawn at a pixel: {layer, k}, or null. */
  const at = (x, y) => canvas?.hit(layers, page.span(), page.map.frame, x, y);

  /** List the layers below the atlas's own: name, count on the day, a switch, a remove button. */
  function list() {
    byId("own-list").replaceChildren(
      ...layers.map((layer) => {
        const box = make("input", {
          type: "checkbox",
          checked: !layer.hidden,
          on: {
            change: () => {
              layer.hidden = !box.checked;
              page.set({}, "rest");
            },
          },
        });
        const swatch = make("span", { className: "own-swatch" });
        swatch.style.background = layer.colour;
        const drop = make("button", {
          type: "button",
          className: "button icon icon-close",
          title: words.remove,
          attr: { "aria-label": fill(words.remove_named, { name: layer.name }) },
          on: {
            click: () => {
              layers.splice(layers.indexOf(layer), 1);
              if (page.guest?.picked && page.guest.picked.layer === layer) page.select(null);
              page.set({}, "rest");
              list();
            },
          },
        });
        const label = make(
          "label",
          { className: "layer-head" },
          box,
          swatch,
          make("span", {}, layer.name),
          make("span", { className: "count" }, count(layer.now || 0)),
        );
        return make("li", { className: "own-row" }, label, drop);
      }),
    );
  }

  async function take(file) {
    try {
      const reading = await reader();
      const { rows, columns } = await reading.tableOf(file);
      const guess = reading.recognise(columns, rows);
      if (columns.includes("geometry.lat")) {
        Object.assign(guess, { lat: "geometry.lat", lon: "geometry.lon" });
      }
      const roles =
        reading.complete(guess) && guess.start ? guess : await ask(reading, columns, rows, guess);
      const doubt = roles && reading.doubt(rows, roles);
      const way = doubt ? await reading.askOrder(file.name, doubt, words) : "";
      if (roles && way !== null) {
        const read = reading.readRows(rows, roles, page.data, way);
        await put(file.name, read.points);
        report(file.name, read, reading.ownNotes(read, roles, words));
      }
    } catch (problem) {
      const key = problem instanceof TypeError ? "offline" : problem.message;
      page.notice(fill(words[key] || words.failed, { name: file.name, why: problem.message }));
    }
  }

  /** Layers given to the server, which has already read them. */
  async function told() {
    for (const meta of document.querySelectorAll('meta[name="csto-map:own"]')) {
      // A single-file page contains them.
      const { file } = meta.dataset;
      const points = file ? await page.load(file) : await (await fetch(meta.content)).json();
      const { first } = page.data;
      const dated = points.map((p) => ({ ...p, from: p.from === null ? first : p.from }));
      await put(meta.dataset.name, dated, { told: true, colour: meta.dataset.colour });
    }
  }

  async function put(name, points, about = {}) {
    card = await cards();
    await script("proj4");
    // Unless the false origin is set to 0, Proj4js gives no numbers.
    const projection = window.proj4(`${page.data.proj} +x_0=0 +y_0=0 +no_defs`);
    const project = (lon, lat) => projection.forward([lon, lat]);
    if (points.length) {
      canvas = canvas || new OwnCanvas(page.map.overlay);
      const layer = compact(points, project);
      const colours = page.data.own_colours;
      layers.push(
        Object.assign(layer, { name, colour: colours[layers.length % colours.length] }, about),
      );
      page.set({}, "rest");
    }
  }

  /** Tell how many rows are used; refused ones can be saved with their reasons. */
  function report(name, { points, refused }, notes) {
    const counts = { name, used: count(points.length), refused: count(refused.length) };
    const text = [fill(words.report, counts), ...notes].join(" ");
    const node = byId("own-report");
    const lines = refused.map(({ line, reason, row }) => [
      line,
      words[`row_${reason}`],
      JSON.stringify(row),
    ]);
    const save = make(
      "button",
      {
        type: "button",
        className: "button",
        on: {
          click: () => {
            const cells = [["line", "reason", "row"], ...lines];
            const quote = (cell) => `"${String(cell).replace(/"/g, '""')}"`;
            const csv = cells.map((one) => one.map(quote).join(",")).join("\n");
            saveFile(new Blob([csv], { type: "text/csv" }), `refused-${name}.csv`);
          },
        },
      },
      words.save_refused,
    );
    node.replaceChildren(make("p", {}, text), ...(refused.length ? [save] : []));
    page.notice(text);
  }

  /** Ask which column is which; null when the user gives up. */
  function ask(reading, columns, rows, guess) {
    const dialog = byId("own-mapping");
    const choices = {};
    const lines = reading.ROLES.map((role) => {
      const options = ["", ...columns].map((c) =>
        make("option", { value: c, selected: c === guess[role] }, c || words.none),
      );
      choices[role] = make("select", {}, options);
      return make(
        "label",
        { className: "choice" },
        make("span", { className: "choice-label" }, words[`role_${role}`]),
        choices[role],
      );
    });
    const sample = rows[0] ? Object.values(rows[0]).slice(0, 6).join(" · ") : "";
    return new Promise((resolve) => {
      const end = (value) => {
        dialog.close();
        resolve(value);
      };
      const ready = make(
        "button",
        {
          type: "button",
          className: "button primary",
          on: {
            click: () => {
              const roles = {};
              for (const role in choices) roles[role] = choices[role].value;
              if (reading.complete(roles)) end(roles);
            },
          },
        },
        words.use,
      );
      byId("own-fields").replaceChildren(make("p", { className: "soft" }, sample), ...lines, ready);
      dialog.addEventListener("close", () => resolve(null), { once: true });
      dialog.showModal();
    });
  }

  function chooser() {
    const input = make("input", {
      type: "file",
      accept: ".csv,.tsv,.txt,.geojson,.json",
      hidden: true,
      multiple: true,
      on: {
        change: async () => {
          for (const file of [...input.files]) await take(file);
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
    const over = (on) => stage.classList.toggle("dropping", on);
    stage.addEventListener("dragover", (e) => {
      if (![...e.dataTransfer.types].includes("Files")) return;
      e.preventDefault();
      over(true);
    });
    stage.addEventListener("dragleave", () => over(false));
    stage.addEventListener("drop", async (e) => {
      e.preventDefault();
      over(false);
      for (const file of [...e.dataTransfer.files]) await take(file);
    });
  }

  wireDialog("own-mapping");
  wireDialog("own-order");
  chooser();
  drops();
  told().catch(() => page.notice(page.words.notice.offline));
  page.listen("step", draw);
  page.listen("moved", draw);
  page.listen("second", draw);
  page.listen("rest", () => layers.length && list());
  page.listen("hover", ({ map, hit, x, y }) => {
    if (map !== page.map) return;
    const spot = !hit?.symbol && at(x, y);
    if (!spot) return;
    page.map.element.style.cursor = "pointer";
    const { row, label } = spot.layer.points[spot.k];
    const rows = Object.entries(row).filter(([, value]) => value !== "" && value !== undefined);
    const lines = rows.slice(0, 10).map(([name, value]) => ["tip-more", `${name}: ${value}`]);
    tips.show(
      byId("tip"),
      [["tip-title", label || spot.layer.name], ...lines],
      x,
      y,
      byId("map").getBoundingClientRect(),
    );
  });
  /** What is shown, for a list: point by point, or one line for a layer of very many. */
  function listed() {
    const span = page.span();
    return page.userLayers.shown().flatMap((layer) => {
      const { name, n, now, points } = layer;
      if (n > layerSvg.MANY)
        return [{ id: null, name: fill(words.points, { n: count(now) }), layer: name }];
      const index = layers.indexOf(layer);
      return points
        .map(({ label }, k) => ({
          id: `own:${index}:${k}`,
          name: label || fill(words.point, { n: k + 1 }),
          layer: name,
        }))
        .filter((_, k) => layerSvg.holds(layer, k, span));
    });
  }

  /** Open the card of a point by its id in the list. */
  function pick(id) {
    const [index, k] = id.split(":").slice(1).map(Number);
    if (page.guest && page.guest.key === id) return;
    page.invite(card.ownCard(page, { layer: layers[index], k }));
  }

  page.taker((x, y) => {
    const picked = at(x, y);
    if (picked) page.invite(card.ownCard(page, picked));
    return Boolean(picked);
  });
  // `told` and `dropped` are layers switched on that the server, or only the page, knows.
  page.provide("userLayers", {
    take,
    all: () => layers,
    now: () => layers.map((layer) => [layer.name, layer.hidden ? 0 : layer.now]),
    listed,
    pick,
    shown: () => layers.filter((layer) => !layer.hidden),
    told: () => layers.filter((layer) => layer.told && !layer.hidden),
    dropped: () => layers.filter((layer) => !layer.told && !layer.hidden),
  });
}
