// What the app is told of a map, and what the map takes from the app.

import { Mirror, read, told } from "./props.js";

/** @import {Controller} from "./controller.js" */
/** @import {MapId, Props} from "../types/page.js" */

const DATES_APART_MS = 250;

export class Wire {
  /**
   * @param {Props} props
   * @param {(props: Record<string, unknown>) => void} report Told what the reader changes.
   */
  constructor(props, report) {
    this.props = props;
    this.report = report;
    this.mirror = new Mirror(props);
    /** @type {Controller | null} */
    this.map = null;
    /** @type {MapId | null} */
    this.hovered = null;
    this.problem = "";
    this.dateTold = Number.NEGATIVE_INFINITY;
  }

  /**
   * Tell of a map from now on; it shows what the properties asked for at first.
   *
   * @param {Controller} map
   */
  connect(map) {
    this.map = map;
    map.listen("rest", () => this.tell());
    map.listen("hover", ({ hit }) => this.hover(hit ? hit.ids[0] : null));
    // What the app has changed while the map was loading.
    this.update(this.props);
    this.tell();
  }

  /** Tell the app what the reader has changed. */
  tell() {
    const { map } = this;
    if (!map) return;
    const values = told(map.view, map.player.playing);
    const now = performance.now();
    if (map.player.playing && now - this.dateTold < DATES_APART_MS) delete values.date;
    const changed = this.mirror.report(values);
    if ("date" in changed) this.dateTold = now;
    if (Object.keys(changed).length) this.report(changed);
  }

  /** @param {string | null} id */
  hover(id) {
    if (id === this.hovered) return;
    this.hovered = id;
    this.report({ hovered: id });
  }

  /** @param {string[]} problems */
  complain(problems) {
    const problem = problems.join("; ");
    if (problem) console.warn(`TimeMap ${this.props.id || ""}: ${problem}`);
    if (problem !== this.problem) this.report({ problem: problem || null });
    this.problem = problem;
  }

  /**
   * Take properties that the app has set.
   *
   * @param {Props} props
   */
  update(props) {
    this.props = props;
    const { map } = this;
    if (!map) return;
    const news = this.mirror.news(props);
    if (!Object.keys(news).length) return;
    const { change, problems } = read(news, map.data, (id) => map.ids.has(id));
    if ("view" in change && !("box" in change)) change.box = null;
    const { playing } = map.player;
    if ("box" in change) {
      Object.assign(map.view, { view: change.view || map.view.view, box: change.box });
      map.fit();
    }
    if ("theme" in change) {
      map.view.theme = change.theme ?? null;
      map.tell("theme", map.shown().theme);
    }
    this.complain(problems);
    map.set(change, "rest");
    if ("playing" in news && Boolean(news.playing) !== playing) map.player.toggle(1);
    // The clock goes on from where the app has put the date.
    else if (playing && "day" in change) map.player.play(map.player.clock.direction);
  }

  end() {
    this.map?.end();
    this.map = null;
  }
}
