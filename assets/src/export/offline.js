// Drawing pictures in the browser, for the page that has no server: the single-file atlas.
//
// The sheet is a shorter version of that of csto_map/sheet/furniture.py: title, date,
// what changed, map, legend, sources, scale bar, boundary note, data version.

import * as camera from "../core/camera.js";
import { lastAt } from "../core/state.js";
import { filtersInWords } from "../find/filters.js";
import * as layerSvg from "../layers/svg.js";
import { notCovered } from "../map/notes.js";
import * as dom from "../shell/dom.js";
import { byId, dayInWords, fill, make } from "../shell/dom.js";
import { Layers } from "../shell/panels.js";
import { timesInWords } from "../shell/times.js";
import { outlineTexts } from "./letters.js";
import * as offline from "./offline-map.js";
import { escaped, inset, num } from "./offline-map.js";
import { raster, withFonts } from "./raster.js";

// Laid out at this size and scaled, as the server does.
const LINES = 810;
const MOST_PIXELS = 64e6;
const MARGIN = 24;
const GUTTER = 16;
const COLUMN = 304;
const KEY = 30;
const [SMALL, BODY, _LARGE, TITLE] = [11, 13, 16, 24];
const leading = (size) => Math.round(size * 1.36);

/** A sheet being drawn: parts of an SVG, and how wide texts are. */
class Sheet {
  constructor(page, theme, hidden) {
    Object.assign(this, { page, theme, hidden });
    this.style = page.data.style[theme];
    this.parts = [];
  }

  width(text, size, weight = 400) {
    return this.page.map.measure(text, size, weight);
  }

  shows(part) {
    return !this.hidden.has(part);
  }

  /** Break a text into at most `most` lines; a text that is cut ends in an ellipsis. */
  wrap(text, size, room, most, weight = 400) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const last = lines[lines.length - 1];
      const longer = last ? `${last} ${word}` : word;
      if (!last || this.width(longer, size, weight) <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    if (lines.length <= most) return lines;
    let last = lines[most - 1];
    while (last && this.width(`${last} …`, size, weight) > room) {
      last = last.split(" ").slice(0, -1).join(" ");
    }
    return [...lines.slice(0, most - 1), `${last} …`];
  }

  text(text, x, y, size, { weight = 400, soft = false, anchor = "start" } = {}) {
    const colour = soft ? this.style.text_soft : this.style.text;
    this.parts.push(
      `<text x="${num(x)}" y="${num(y)}" font-size="${size}" font-weight="${weight}" ` +
        `text-anchor="${anchor}" fill="${colour}">${escaped(text)}</text>`,
    );
  }

  lines(lines, x, top, size, how) {
    for (const [k, line] of lines.entries()) {
      this.text(line, x, top + size + k * leading(size), size, how);
    }
  }
}

/** Draw the view as set in the dialog; gives a Response, as the server would. */
export async function drawPicture(page, ending, query) {
  const asked = Object.fromEntries(query);
  const [width, height] = sizeOf(asked);
  if (width * height > MOST_PIXELS) {
    throw new Error(`${width} x ${height} > ${MOST_PIXELS / 1e6} million pixels`);
  }
  const details = await page.load("details");
  const drawn = sheet(page, details, asked, width, height);
  if (ending !== "svg") {
    return new Response(await raster(await withFonts(drawn), width, height, ending));
  }
  const picture = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  await outlineTexts(page, picture);
  const text = new XMLSerializer().serializeToString(picture);
  return new Response(new Blob([text], { type: "image/svg+xml" }));
}

function sizeOf(asked) {
  if (asked.w) return [Number(asked.w), Number(asked.h)];
  const option = [...byId("export-size").options].find((o) => o.value === asked.size);
  const text = option ? option.dataset.size : asked.size;
  const match = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(?:mm@(\d+))?$/.exec(text.trim());
  const by = match?.[3] ? match[3] / 25.4 : 1;
  const size = match ? [Math.round(match[1] * by), Math.round(match[2] * by)] : [0, 0];
  if (Math.min(...size) < 320) throw new Error(`${text}: 1600x900, 297x210mm@300`);
  return size;
}

function sheet(page, details, asked, width, height) {
  const theme = asked.style in page.data.style ? asked.style : "light";
  const on = new Sheet(page, theme, new Set((asked.hide || "").split(",")));
  const scale = Math.min(width, height) / LINES;
  const [wide, tall] = [Math.round(width / scale), Math.round(height / scale)];
  const top = header(on, asked, wide);
  const bottom = footer(on, wide, tall);
  const beside = wide >= 1.1 * tall;
  const room = wide - 2 * MARGIN;
  const aside = on.shows("legend") || on.shows("sources");
  const frame = camera.fit(
    page.map.box(page.view),
    Math.round(aside && beside ? room - COLUMN - GUTTER : room),
    Math.round(aside && !beside ? (bottom - top) * 0.58 : bottom - top),
  );
  on.own = page.userLayers.shown().map((layer) => {
    const { svg, count } = layerSvg.layer(layer, page.span(), frame, on.style);
    return { layer, svg, n: count };
  });
  const points = on.own.map((one) => one.svg).join("");
  const drawn = offline.map(page, theme, frame) + points;
  if (aside && beside) {
    column(on, details, wide - MARGIN - COLUMN, top, COLUMN, bottom - top, 2);
  } else if (aside) {
    const y = top + frame.height + 12;
    column(on, details, MARGIN, y, room, bottom - y, Math.max(2, Math.floor(room / 170)));
  }
  if (on.shows("scale")) bar(on, frame, tall);
  const edge = `M0 0h${wide}v${tall}H0zM${MARGIN} ${top}v${frame.height}h${frame.width}v-${frame.height}z`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${wide} ${tall}" font-family="Inter, sans-serif">` +
    `<g transform="translate(${MARGIN} ${top})">${drawn}</g>` +
    `<path d="${edge}" fill="${on.style.paper}" fill-rule="evenodd"/>` +
    `<rect x="${MARGIN}" y="${top}" width="${frame.width}" height="${frame.height}" ` +
    `fill="none" stroke="${on.style.rule}"/>${on.parts.join("")}</svg>`
  );
}

/** Title, date and what changed; gives where the map may begin. */
function header(on, asked, wide) {
  const { page } = on;
  const { data, view } = page;
  const lens = data.lenses.find((one) => one.id === view.lens).title;
  const named = data.views.find((one) => one.id === view.view).title;
  const title = asked.title || (view.box ? lens : `${lens}: ${named}`);
  const [first, last] = page.span().map(dayInWords);
  const date = first === last ? first : `${first} – ${last}`;
  const dated = on.shows("date") ? on.width(date, TITLE, 600) : 0;
  let y = MARGIN - 6;
  if (on.shows("title")) {
    const room = wide - 2 * MARGIN - dated - GUTTER;
    on.lines(on.wrap(title, TITLE, room, 1, 600), MARGIN, y, TITLE, { weight: 600 });
  }
  const right = { weight: 600, anchor: "end" };
  if (dated) on.text(date, wide - MARGIN, y + TITLE, TITLE, right);
  if (asked.handling)
    on.text(asked.handling, wide / 2, 14, SMALL, { weight: 600, anchor: "middle" });
  if (on.shows("title") || dated) y += leading(TITLE) + 4;
  const time = timesInWords(page);
  const changed = on.shows("subtitle") ? (time ? `${time}.` : byId("changed").textContent) : "";
  // What filters leave out is written even where the subtitle is not.
  const told = [changed, filtersInWords(page)].filter(Boolean).join(" ");
  if (told) {
    const lines = on.wrap(told, BODY, wide - 2 * MARGIN, 3);
    on.lines(lines, MARGIN, y, BODY, { soft: true });
    y += lines.length * leading(BODY);
  }
  return Math.round(y + 10);
}

/** Boundary note and data version; gives where the map must end. */
function footer(on, wide, tall) {
  const { data, view } = on.page;
  const k = lastAt(
    data.notes.map(([from]) => from),
    view.day,
  );
  const meta = document.querySelector('meta[name="csto-map:projection"]');
  const about = [
    on.shows("note") ? data.boundary_source : "",
    on.shows("note") && k >= 0 ? data.notes[k][1] : "",
    on.shows("note") ? notCovered(on.page) : "",
    on.shows("projection") && meta ? meta.content : "",
    on.page.userLayers.shown().length ? on.page.words.sheet.own_added : "",
  ]
    .join(" ")
    .trim();
  const lines = about ? on.wrap(about, SMALL, wide - 2 * MARGIN - 230, 6) : [];
  const top = tall - MARGIN + 8 - (Math.max(lines.length, 2) * leading(SMALL) + 6);
  on.lines(lines, MARGIN + 230, top, SMALL, { soft: true });
  if (on.shows("version")) {
    on.text(data.version, MARGIN, top + 12 + leading(SMALL), SMALL, { soft: true });
  }
  on.foot = top;
  return Math.round(top - 10);
}

function bar(on, frame) {
  const [km, px] = camera.scaleBar(frame);
  const y = on.foot + 8;
  const label = fill(on.page.words.map.scale, { km: km.toLocaleString("en-GB") });
  on.parts.push(
    `<path d="M${MARGIN} ${num(y - 4)}v4h${num(px)}v-4" fill="none" ` +
      `stroke="${on.style.text}" stroke-width="1.2"/>`,
  );
  on.text(label, MARGIN + px + 8, y + 4, SMALL);
}

// Legend and sources: the legend is that of the layer list, drawn.

function column(on, details, x, top, wide, tall, count) {
  let y = top;
  if (on.shows("legend")) y = legend(on, x, top, wide, tall - 70, count) + 8;
  if (on.shows("sources")) sources(on, details, x, y, wide, top + tall - y);
}

/** Set the legend into the shortest columns that hold it; gives where it ends. */
function legend(on, x, top, wide, tall, count) {
  const { page, theme } = on;
  const body = make("div");
  new Layers(body, page.data, page.words.layers, {}).show({ ...page.view, theme }, page.state);
  const width = (wide - 18 * (count - 1)) / count;
  const columns = Array.from({ length: count }, (_, k) => x + k * (width + 18));
  const rows = rowsOf(on, body, width);
  const parts = on.parts;
  for (let share = 0.3; ; share += 0.05) {
    on.parts = [];
    const { end, left } = flow(on, rows, columns, width, top, tall * Math.min(1, share));
    if (left && share < 1) continue;
    parts.push(...on.parts);
    on.parts = parts;
    return end;
  }
}

/** The rows of the layer list: heading, label in lines, count, element. */
function rowsOf(on, body, width) {
  const rows = [];
  for (const layer of body.querySelectorAll(".layer")) {
    const head = layer.querySelector(".layer-head span");
    const heading = head ? head.textContent : on.page.words.layers.groups;
    for (const row of layer.querySelectorAll("li")) {
      const label = row.querySelector("span:not(.count)") || row;
      const n = row.querySelector(".count");
      const count = n ? n.textContent : "";
      const room = width - KEY - on.width(count, SMALL, 600) - 6;
      const lines = on.wrap(label.textContent, SMALL, room, 2);
      rows.push({ heading, row, lines, count, height: lines.length * leading(SMALL) + 4 });
    }
  }
  for (const { layer, n } of on.own.filter((one) => one.n)) {
    const count = dom.count(n);
    const room = width - KEY - on.width(count, SMALL, 600) - 6;
    const lines = on.wrap(layerSvg.title(layerSvg.plain(layer.name)), SMALL, room, 2);
    const height = lines.length * leading(SMALL) + 4;
    rows.push({ heading: on.page.words.sheet.own, layer, lines, count, height });
  }
  return rows;
}

function flow(on, rows, columns, width, top, tall) {
  let [column, y, end, current] = [0, top, top, null];
  for (const [k, { heading, row, layer, lines, count, height }] of rows.entries()) {
    const head = current === heading ? 0 : leading(BODY) + 10;
    const last = column === columns.length - 1;
    if (y + head + height + (last ? leading(SMALL) : 0) > top + tall) {
      if (last) {
        on.text(`+ ${rows.length - k}`, columns[column], y + SMALL, SMALL, { soft: true });
        return { end: Math.max(end, y + leading(SMALL)), left: rows.length - k };
      }
      [column, y, current] = [column + 1, top, null];
    }
    const x = columns[column];
    if (current !== heading) {
      y += y > top ? 8 : 0;
      on.text(on.wrap(heading, BODY, width, 1, 600)[0], x, y + BODY, BODY, { weight: 600 });
      y += leading(BODY) + 2;
      current = heading;
    }
    if (layer) on.parts.push(layerSvg.key(layer, x + 12, y + 9.5, on.style));
    else key(on, row, x, y + 9.5);
    for (const [n, line] of lines.entries()) {
      on.text(line, x + KEY, y + 13.5 + n * leading(SMALL), SMALL);
    }
    const right = { weight: 600, soft: true, anchor: "end" };
    on.text(count, x + width, y + 13.5, SMALL, right);
    y += height;
    end = Math.max(end, y);
  }
  return { end, left: 0 };
}

function key(on, row, x, y) {
  const image = row.querySelector("img");
  if (image) {
    on.parts.push(inset(image.src, x + 3, y - 9, 18));
    return;
  }
  const drawing = row.querySelector("svg");
  if (!drawing) return;
  const copy = drawing.cloneNode(true);
  const place = { x: num(x), y: num(y - 7.4), width: 24, height: 14.8 };
  for (const part in place) copy.setAttribute(part, place[part]);
  on.parts.push(new XMLSerializer().serializeToString(copy));
}

function sources(on, details, x, y, wide, tall) {
  const { page } = on;
  const shown = new Set(
    [...page.map.symbols]
      .flatMap((s) => s.members)
      .concat(
        page.view.layers.includes("states") ? Object.keys(page.state.states) : [],
        page.view.layers.includes("border")
          ? Object.keys(page.state.sectors).map((id) => `sector:${id}`)
          : [],
      ),
  );
  const ids = new Set([...shown].flatMap((id) => (details.cards[id] || { sources: [] }).sources));
  const names = new Set(
    [...ids]
      .map((id) => details.sources[id])
      .filter(Boolean)
      .map((s) => {
        const who = (s.publisher || s.title).replace(/\s*\([^)]*\)/g, "");
        return s.date ? `${who} ${s.date.slice(0, 4)}` : who;
      }),
  );
  const most = Math.floor((tall - leading(BODY)) / leading(SMALL)) - 1;
  if (!names.size || most < 1) return;
  on.text(page.words.card.sources, x, y + BODY, BODY, { weight: 600 });
  const kept = [...names];
  const summary = () => {
    const rest = names.size - kept.length;
    return kept.join(" · ") + (rest ? ` · + ${rest}` : "");
  };
  while (kept.length > 1 && on.wrap(summary(), SMALL, wide, 999).length > most) kept.pop();
  on.lines(on.wrap(summary(), SMALL, wide, most), x, y + leading(BODY) + 1, SMALL, { soft: true });
}

/** Remove what needs a server. */
export function withoutServer(page) {
  const keep = (select, allowed) => {
    for (const option of [...select.options]) if (!allowed(option.value)) option.remove();
  };
  keep(byId("export-format"), (value) => ["png", "svg"].includes(value));
  keep(byId("export-style"), (value) => value in page.data.style);
  const link = document.querySelector('.export-part[data-part="link"]');
  if (link) link.parentNode.hidden = true;
  const served = 'a[href^="/"], #copy-embed, #toggle-tables';
  // Other features may still add such things.
  page.listen("rest", () => {
    for (const away of document.querySelectorAll(served)) away.hidden = true;
  });
}
