// User layers once there are any: read, drawn, listed, pointed at; never sent anywhere.

import { saveFile } from "../export/files.js";
import * as tips from "../map/tip.js";
import { wireDialog } from "../shell/closing.js";
import { byId, count, fill, make } from "../shell/dom.js";
import { at as address } from "../shell/home.js";
import { later } from "../shell/later.js";
import { compact, LayerCanvas } from "./canvas.js";
import { cardOf, dates } from "./card.js";
import * as layerSvg from "./svg.js";

/** @import { Layer } from "./layer.js" */
/** @import { Refused, Table } from "./table.js" */
/** @import { Sentences } from "../types/files.js" */
/** @import { MapOnPage, Page, Picked, StoredPoint, UserLayer, UserLayers, UserPoint } from "../types/page.js" */

// What reads files is loaded with the first of them.
const reader = later(() => import("./reader.js"));

/**
 * What does all that is done with user layers; `bring` takes those that the server knows.
 *
 * @param {Page} page
 * @returns {UserLayers & {bring: () => Promise<void>}}
 */
export function drawn(page) {
  const words = page.words.own;
  /** @type {UserLayer[]} */
  const layers = [];
  /** @type {LayerCanvas | null} */
  let canvas = null;
  /** @type {LayerCanvas | null} */
  let second = null;

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
    second = second || new LayerCanvas(two.map.overlay);
    const { cmp } = page.view;
    if (cmp !== null) second.draw(layers, [cmp, cmp], two.map.frame, look());
  }

  /**
   * What is drawn at a pixel of a map.
   *
   * @param {number} x
   * @param {number} y
   * @param {MapOnPage} map
   * @returns {Picked | null}
   */
  function at(x, y, map) {
    const { cmp } = page.view;
    /** @type {Readonly<[number, number]>} */
    const days = map === page.map || cmp === null ? page.span() : [cmp, cmp];
    return canvas?.hit(layers, days, map.frame, x, y) ?? null;
  }

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

  /**
   * Read a file and show it; what is wrong with it is told.
   *
   * @param {File} file
   */
  async function take(file) {
    const { name } = file;
    const loaded = await Promise.all([reader(), page.load("reading")]).catch((problem) => {
      // What cannot be fetched is a TypeError; anything else is a fault of the code.
      if (!(problem instanceof TypeError)) console.error(problem);
      page.notice(fill(words.offline, { name }));
    });
    if (!loaded) return;
    const [reading, sentences] = loaded;
    try {
      const table = await reading.openFile(name, new Uint8Array(await file.arrayBuffer()));
      const layer = await read(reading, table, name);
      if (layer) {
        await put(name, layer.rows.map(pointOf));
        report(name, layer, reading.remarks(layer.notes, sentences), sentences);
      }
    } catch (problem) {
      if (problem instanceof reading.BadFile) {
        page.notice(`${reading.sentence(problem.remark, sentences)}.`);
        return;
      }
      console.error(problem);
      const why = problem instanceof Error ? problem.message : String(problem);
      page.notice(fill(words.failed, { name, why }));
    }
  }

  /**
   * Read a table; what it leaves open is asked. Null when nobody answers.
   *
   * @param {Awaited<ReturnType<typeof reader>>} reading
   * @param {Table} table
   * @param {string} name
   * @returns {Promise<Layer | null>}
   */
  async function read(reading, table, name) {
    const { extent } = page.data;
    const known = () => {
      try {
        return reading.readTable(table, { name, extent });
      } catch (problem) {
        if (problem instanceof reading.BadFile && problem.remark.key === "no_place") return null;
        throw problem;
      }
    };
    let layer = known();
    /** @type {Record<string, string>} */
    let map = {};
    if (!layer || !(table.times || layer.columns.start || layer.columns.end)) {
      const answer = await reading.askColumns(table, layer?.columns ?? {}, words);
      if (!answer) return null;
      map = answer;
      layer = reading.readTable(table, { name, map, extent });
    }
    if (!layer.ambiguous) return layer;
    const order = await reading.askOrder(name, layer.ambiguous, words);
    return order && reading.readTable(table, { name, map, dates: order, extent });
  }

  /**
   * @param {Layer["rows"][number]} row
   * @returns {UserPoint}
   */
  function pointOf({ lon, lat, since, until, edtf, label, colour, size, details }) {
    const from = since ?? page.data.first;
    return { lon, lat, from, until, edtf, label, colour: colour || null, size: size ?? 0, details };
  }

  /** Layers given to the server, which has already read them. */
  async function bring() {
    const metas = document.querySelectorAll('meta[name="csto-map:own"]');
    for (const meta of /** @type {NodeListOf<HTMLMetaElement>} */ (metas)) {
      const { file, name = "", colour } = meta.dataset;
      // A single-file page contains them.
      /** @type {StoredPoint[]} */
      const points = file
        ? await page.load(/** @type {`own-${number}`} */ (file))
        : await (await fetch(address(meta.content))).json();
      const { first } = page.data;
      const dated = points.map((p) => ({ ...p, from: p.from ?? first }));
      await put(name, dated, { told: true, colour });
    }
  }

  /**
   * @param {string} name
   * @param {UserPoint[]} points
   * @param {{told?: boolean, colour?: string}} about
   */
  async function put(name, points, about = {}) {
    const { projector } = await reader();
    if (!points.length) return;
    canvas = canvas || new LayerCanvas(page.map.overlay);
    const colours = page.data.own_colours;
    const colour = about.colour || colours[layers.length % colours.length];
    const numbers = compact(points, projector(page.data.proj));
    layers.push({ ...numbers, points, name, colour, told: about.told });
    page.set({}, "rest");
  }

  /**
   * Tell how many rows are used; refused ones can be saved with their reasons.
   *
   * @param {string} name
   * @param {Layer} layer
   * @param {string[]} remarks
   * @param {Sentences} sentences
   */
  async function report(name, { rows, refused }, remarks, sentences) {
    const counts = { name, used: count(rows.length), refused: count(refused.length) };
    const text = [fill(words.report, counts), ...remarks].join(" ");
    const save = make(
      "button",
      {
        type: "button",
        className: "button",
        on: { click: () => saveRefused(name, refused, sentences) },
      },
      words.save_refused,
    );
    byId("own-report").replaceChildren(make("p", {}, text), ...(refused.length ? [save] : []));
    page.notice(text);
  }

  /**
   * @param {string} name
   * @param {Refused[]} refused
   * @param {Sentences} sentences
   */
  async function saveRefused(name, refused, sentences) {
    const [{ write }, { sentence }] = await Promise.all([import("../core/csv.js"), reader()]);
    const rows = refused.map(({ row, column, value, reason }) => [
      ...[row, column, value, sentence(reason, sentences)],
    ]);
    const text = write(["row", "column", "value", "reason"], rows);
    saveFile(new Blob([text], { type: "text/csv" }), `refused-${name}.csv`);
  }

  wireDialog("own-mapping");
  wireDialog("own-order");
  page.listen("step", draw);
  page.listen("moved", draw);
  page.listen("second", draw);
  page.listen("rest", () => layers.length && list());
  page.listen("hover", ({ map, hit, x, y }) => {
    const spot = hit?.symbol ? null : at(x, y, map);
    if (!spot) return;
    map.element.style.cursor = "pointer";
    const point = spot.layer.points[spot.k];
    const [from, to] = dates(page, point);
    const { card } = page.words;
    const facts = [[card.from, from], [card.to, to], ...Object.entries(point.details)];
    /** @type {[string, string][]} */
    const lines = facts
      .filter(([, text]) => text)
      .slice(0, 10)
      .map(([name, text]) => ["tip-more", `${name}: ${text}`]);
    const stage = byId("stage").getBoundingClientRect();
    const box = map.element.getBoundingClientRect();
    tips.show(
      byId("tip"),
      [["tip-title", point.label || spot.layer.name], ...lines],
      box.x - stage.x + x,
      box.y - stage.y + y,
      stage,
    );
  });
  const shown = () => layers.filter((layer) => !layer.hidden);

  /**
   * What is shown, for a list: point by point, or one line for a layer of very many.
   *
   * @returns {{id: string | null, name: string, layer: string}[]}
   */
  function listed() {
    const span = page.span();
    return shown().flatMap((layer) => {
      const { name, n, now, points } = layer;
      if (n > layerSvg.MANY) {
        const many = fill(words.points, { n: count(now ?? 0) });
        return [
          /** @type {{id: string | null, name: string, layer: string}} */ ({
            id: null,
            name: many,
            layer: name,
          }),
        ];
      }
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

  /**
   * Open the card of a point by its id in the list.
   *
   * @param {string} id
   */
  function pick(id) {
    const [index, k] = id.split(":").slice(1).map(Number);
    if (page.guest && page.guest.key === id) return;
    page.invite(cardOf(page, { layer: layers[index], k }));
  }

  page.taker((x, y, map) => {
    const picked = at(x, y, map);
    if (picked) page.invite(cardOf(page, picked));
    return Boolean(picked);
  });
  // `told` and `dropped` are layers switched on that the server, or only the page, knows.
  return {
    take,
    bring,
    all: () => layers,
    now: () => layers.map((layer) => [layer.name, layer.hidden ? 0 : (layer.now ?? 0)]),
    listed,
    pick,
    shown,
    told: () => layers.filter((layer) => layer.told && !layer.hidden),
    dropped: () => layers.filter((layer) => !layer.told && !layer.hidden),
  };
}
