// The map of a picture that is drawn in the browser, as SVG text: what Plotly shows on the
// screen, in another frame. For the page that has no server; see offline.js.

import * as camera from "../core/camera.js";
import * as looks from "../core/draw.js";
import * as names from "../core/names.js";

export const num = (value) => String(Math.round(value * 10) / 10);

export function escaped(text) {
  return String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Draw the page's map with the looks of a theme into a frame. */
export function map(page, theme, frame) {
  const style = page.data.style[theme];
  const view = { ...page.view, theme };
  const km = camera.kmPerPx(frame);
  const [areas, lines, hatches] = [[], [], new Map()];
  for (const trace of page.map.figures[page.map.level].data) {
    const { id } = trace.meta;
    const d = path(frame, trace.x, trace.y, id.startsWith("sector:") ? "" : "z");
    if (!d) continue;
    if (id.startsWith("sector:")) lines.push(sector(page, style, view, km, id, d));
    else areas.push(area(page, style, view, id, d, hatches));
  }
  areas.sort((a, b) => a.rank - b.rank);
  const symbols = looks.symbols(page.data, page.state, view, frame, 0);
  const labels = names.place(page.map.named(), symbols, frame, style.sizes, page.data.advances);
  return [
    `<defs>${[...hatches.values()].join("")}</defs>`,
    `<rect width="${frame.width}" height="${frame.height}" fill="${style.water}"/>`,
    `<g stroke-linejoin="round" fill-rule="evenodd">${areas.map((a) => a.svg).join("")}`,
    `${lines.join("")}</g>`,
    ...looks.leaders(symbols).map((one) => looks.leaderSvg(style, one, frame)),
    ...symbols.map((s) => symbol(page.data.icons[theme][s.icon], style, s)),
    ...labels.map((label) => name(style, label, frame)),
  ].join("");
}

/** Outlines in pixels; parts are separated by nulls. Far parts are left out. */
function path(frame, xs, ys, close) {
  const parts = [];
  let [part, low, high] = [[], false, false];
  const end = () => {
    if (part.length > 1 && low && high) parts.push(`M${part.join("L")}${close}`);
    [part, low, high] = [[], false, false];
  };
  let before = "";
  for (let k = 0; k < xs.length; k++) {
    if (xs[k] === null) {
      end();
      continue;
    }
    const [x, y] = camera.toPx(frame, xs[k], ys[k]);
    const at = `${num(x)} ${num(y)}`;
    if (at !== before || !part.length) part.push(at);
    before = at;
    // A part is visible only if it is not wholly to one side.
    low = low || (x > 0 && y > 0);
    high = high || (x < frame.width && y < frame.height);
  }
  end();
  return parts.join("");
}

function area(page, style, view, id, d, hatches) {
  const held = view.layers.includes("states") && page.state.states[id];
  const look = looks.area(style, held?.[0], false);
  let { fillcolor } = look;
  if (look.shape) {
    const key = `h${look.shape.charCodeAt(0)}${look.fillcolor.slice(1)}`;
    const strokes = { "/": "M-1 1l2-2M0 8l8-8M7 9l2-2", "\\": "M-1 7l2 2M0 0l8 8M7-1l2 2" };
    hatches.set(
      key,
      `<pattern id="${key}" width="8" height="8" patternUnits="userSpaceOnUse">` +
        `<rect width="8" height="8" fill="${look.fillcolor}"/><path ` +
        `d="${strokes[look.shape]}" stroke="${look.ink}" stroke-width="1.5"/></pattern>`,
    );
    fillcolor = `url(#${key})`;
  }
  const dash = look.dash === "solid" ? "" : ` stroke-dasharray="${look.dash.replace(/px/g, "")}"`;
  const svg =
    `<path data-id="${id}" d="${d}" fill="${fillcolor}" stroke="${look.line}" ` +
    `stroke-width="${look.width}"${dash}/>`;
  return { svg, rank: held ? (held[0] === "member" ? 2 : 1) : 0 };
}

function sector(page, style, view, km, id, d) {
  const held = view.layers.includes("border") ? page.state.sectors[id.slice(7)] : null;
  const look = looks.sector(style, held, km, false);
  if (!look) return "";
  const dash = look.dash === "solid" ? "" : ' stroke-dasharray="9 4.5"';
  return (
    `<path data-id="${id}" d="${d}" fill="none" stroke="${look.color}" ` +
    `stroke-width="${look.width}"${dash}/>`
  );
}

/** A symbol's drawing, placed in a square of the sheet. */
export function inset(uri, x, y, size) {
  const text = decodeURIComponent(uri.slice(uri.indexOf(",") + 1));
  const match = /<svg[^>]*viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/.exec(text);
  return (
    `<svg x="${num(x)}" y="${num(y)}" width="${size}" height="${size}" ` +
    `viewBox="${match[1]}" overflow="visible">${match[2]}</svg>`
  );
}

function symbol(icon, style, s) {
  const count = s.members.length > 1 ? String(s.members.length) : "";
  const uri = looks.picture(style, icon, count);
  return `<g data-id="${escaped(s.id)}">${inset(uri, s.px - s.size / 2, s.py - s.size / 2, s.size)}</g>`;
}

function name(style, label, frame) {
  const { x, y } = names.foot(label, frame);
  return (
    `<text x="${num(x)}" y="${num(y)}" ` +
    `font-size="${label.size}" font-weight="${label.weight}" text-anchor="${label.anchor}" ` +
    `fill="${label.soft ? style.text_soft : style.text}" stroke="${style.halo}" ` +
    `stroke-width="3" stroke-linejoin="round" paint-order="stroke">${escaped(label.text)}</text>`
  );
}
