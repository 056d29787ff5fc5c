// The ground of a map: loaded after its first view, and laid under it in the level that the map
// has. A page does so, and the component in others' pages.

import { foresee } from "../core/borders.js";
import { later } from "../shell/later.js";

// Narrower maps have no room for small ones, in pixels.
export const INSETS_FROM = 1040;

/** @import { GroundFile, Places } from "../types/files.js" */
/** @import { Page } from "../types/page.js" */

/**
 * Take one turn after the other, as long as the browser has nothing else to do.
 *
 * @param {Iterator<unknown>} turns
 * @param {() => boolean} wanted Whether what is left of them is still wanted.
 */
function whileIdle(turns, wanted) {
  if (!("requestIdleCallback" in window)) return;
  requestIdleCallback((idle) => {
    let over = !wanted();
    while (!over && idle.timeRemaining() > 2) over = turns.next().done === true;
    if (!over) whileIdle(turns, wanted);
  });
}

/**
 * What is loaded, by name.
 *
 * @typedef {{ground: GroundFile, "ground-fine": GroundFile, places: Places}} Files
 */

/**
 * @param {Pick<Page, "map" | "listen" | "tell"> & Partial<Pick<Page, "userLayers">>} one Whose map it is.
 * @param {<Name extends keyof Files>(name: Name) => Promise<Files[Name]>} load
 */
export function laying(one, load) {
  let level = "coarse";
  const first = later(async () => {
    const [{ Ground }, naming, file, places] = await Promise.all([
      import("./ground.js"),
      import("../core/placenames.js"),
      load("ground"),
      load("places"),
    ]);
    const { map } = one;
    const ground = new Ground(map.areas.tag);
    await ground.take(file, places);
    ground.level = level;
    map.lay(ground);
    map.tell({ ...places, naming });
    one.tell("ground", places);
    return { ground, places };
  });
  const fine = later(async () => {
    const [{ ground, places }, file] = await Promise.all([first(), load("ground-fine")]);
    return { ground, file, places };
  });
  const show = async () => {
    const { ground, places } = await first();
    const wanted = one.map.level;
    if (wanted === level) return;
    const file = wanted === "fine" ? (await fine()).file : await load("ground");
    // What came while it was loaded has been asked for by itself.
    if (one.map.level !== wanted || wanted === level) return;
    const before = level;
    level = wanted;
    try {
      await ground.take(file, places);
    } catch (problem) {
      level = before;
      throw problem;
    }
    ground.level = level;
    one.map.lay(ground);
    one.tell("ground", places);
  };
  const small = later(async () => {
    const [{ insetsOn }] = await Promise.all([import("./insets.js"), first()]);
    const crowded = () => Boolean(one.userLayers?.shown().length);
    one.map.inset(await insetsOn(one.map, crowded, load));
  });
  const inset = () => {
    const { view, data, element } = one.map;
    const named = data.views.find(({ id }) => id === view.view);
    const wide = element.clientWidth >= INSETS_FROM;
    return named?.insets.length && !view.box && wide ? small() : undefined;
  };
  /** @param {unknown} problem */
  const missed = (problem) => {
    // What cannot be fetched is a TypeError; anything else is a fault of the code.
    if (!(problem instanceof TypeError)) console.error(problem);
    one.tell("missed");
  };
  // A page that is busy all the time has no idle moment, and must not wait for its ground for ever.
  /** @param {() => void} act */
  const soon = (act) =>
    "requestIdleCallback" in window
      ? requestIdleCallback(act, { timeout: 2000 })
      : setTimeout(act, 200);
  /** For which outlines and frame what comes is foreseen. */
  let foreseen = "";
  const ahead = () => {
    const { map } = one;
    const key = JSON.stringify([map.level, map.frame]);
    if (key === foreseen) return;
    foreseen = key;
    whileIdle(foresee(map.figure(), map.frame), () => key === foreseen);
  };
  // What fails is tried again the next time; the map has its note about that.
  one.listen("rest", () => soon(() => show().then(inset).then(ahead).catch(missed)));
}
