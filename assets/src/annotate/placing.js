// How an annotation comes to its places: clicks and drags on the map, or the middle of it for
// whoever has no pointer.

import { kept, MOST, PENS, possible, states } from "../core/annotations.js";
import { inside, toKm } from "../core/camera.js";
import { fill } from "../shell/dom.js";
import { pixel, radius } from "./measures.js";

/** @import { Annotation, AnnotationKind, Point } from "../core/annotations.js" */
/** @import { Spot } from "../core/geodesic.js" */
/** @import { Tools } from "./tools.js" */

const CLICK_WITHIN_PX = 5;
// Where an annotation that is placed by a key has its root, from the middle of the map.
const ROOT_PX = [-120, 60];

export class Placing {
  /** @param {Tools} tools */
  constructor(tools) {
    this.tools = tools;
    this.page = tools.page;
    this.layer = tools.layer;
    this.words = tools.words;
    /** With which pen the next one is written. */
    this.pen = PENS[0];
    /** What the next click on the map places. @type {{kind: AnnotationKind, start: Spot | null} | null} */
    this.wanted = null;
    /** Where the pointer went down. @type {Point | null} */
    this.down = null;
    const { over } = tools;
    over.addEventListener("pointerdown", (e) => this.pressed(e));
    over.addEventListener("pointermove", (e) => this.hovered(e));
    over.addEventListener("pointerup", (e) => this.lifted(e));
  }

  /**
   * The state at a place of the map; empty for none.
   *
   * @param {Point} px
   */
  stateAt([px, py]) {
    const { map, data } = this.page;
    const [x, y] = toKm(map.frame, px, py);
    const holds = (/** @type {string} */ code) =>
      (map.outlines.get(code) ?? []).filter(({ xs, ys }) =>
        inside([...xs, xs[0]], [...ys, ys[0]], x, y),
      ).length % 2;
    return states(data).find(holds) ?? "";
  }

  /**
   * An annotation between two pixels of the map; null where there can be none.
   *
   * @param {AnnotationKind} kind
   * @param {Spot} from
   * @param {Point} px
   * @returns {Annotation | null}
   */
  between(kind, from, px) {
    const start = kept(from);
    const end = this.layer.spot(px);
    const plainly = { kind, km: 0, state: "", text: "", pen: this.pen, days: null };
    if (kind === "text") return { ...plainly, places: [end], text: this.words.text };
    if (kind === "state") {
      const state = this.stateAt(px);
      if (!state) this.tools.say(this.words.no_state);
      return state ? { ...plainly, places: [], state } : null;
    }
    if (kind === "circle") return { ...plainly, places: [start], km: radius(start, end) };
    /** @type {[number, number][]} */
    const places = [start, end];
    if (possible(kind, places)) return { ...plainly, places };
    if (kind === "distance" && possible("arrow", places)) this.tools.say(this.words.too_far);
    return null;
  }

  /** An annotation in the middle of the map. @param {AnnotationKind} kind */
  middle(kind) {
    const { width, height } = this.page.map.frame;
    /** @type {Point} */
    const at = [width / 2, height / 2];
    const root = this.layer.spot([at[0] + ROOT_PX[0], at[1] + ROOT_PX[1]]);
    if (kind === "circle")
      return this.between(kind, this.layer.spot(at), [at[0] + height / 8, at[1]]);
    if (kind !== "state") return this.between(kind, root, at);
    const state = this.stateAt(at) || this.page.data.countries.find(({ label }) => label)?.id;
    const one = { kind, places: [], km: 0, text: "", pen: this.pen, days: null };
    return state ? { ...one, state } : null;
  }

  /** The next click on the map places one. @param {AnnotationKind} kind */
  begin(kind) {
    const again = this.wanted?.kind === kind;
    this.end();
    if (again) return;
    if (this.layer.all().length >= MOST) {
      this.tools.say(fill(this.words.full, { n: MOST }));
      return;
    }
    this.tools.choose(null);
    this.wanted = { kind, start: null };
    this.tools.say(this.words[`place_${kind}`]);
    this.mark();
  }

  end() {
    this.wanted = null;
    this.down = null;
    this.layer.preview(null);
    this.tools.say("");
    this.mark();
  }

  /** Show which tool is in hand. */
  mark() {
    const kind = this.wanted?.kind;
    for (const [id, button] of this.tools.buttons) {
      button.setAttribute("aria-pressed", String(id === kind));
    }
    this.tools.panel.toggleAttribute("data-placing", Boolean(kind));
    this.tools.over.toggleAttribute("data-placing", Boolean(kind));
  }

  /** @param {PointerEvent} e */
  pressed(e) {
    if (!this.wanted || e.button !== 0) return;
    e.preventDefault();
    this.tools.over.setPointerCapture(e.pointerId);
    this.down = pixel(this.page.map, e);
    this.wanted.start ??= this.layer.spot(this.down);
  }

  /** @param {PointerEvent} e */
  hovered(e) {
    const { wanted } = this;
    if (!wanted?.start || wanted.kind === "text" || wanted.kind === "state") return;
    const one = this.between(wanted.kind, wanted.start, pixel(this.page.map, e));
    if (one) this.layer.preview([...this.layer.all(), one]);
  }

  /** @param {PointerEvent} e */
  lifted(e) {
    const { wanted, down } = this;
    this.down = null;
    if (!wanted?.start || !down) return;
    const px = pixel(this.page.map, e);
    const one = wanted.kind === "text" || wanted.kind === "state";
    const start = this.layer.px(wanted.start);
    // A click where it begins is the first of two.
    if (!one && Math.hypot(px[0] - start[0], px[1] - start[1]) <= CLICK_WITHIN_PX) return;
    const made = this.between(wanted.kind, wanted.start, px);
    if (!made) {
      wanted.start = null;
      return;
    }
    this.end();
    this.tools.put(made);
  }
}
