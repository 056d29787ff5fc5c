// What the map beside shows, for a view of the atlas: nobody need know a frame in kilometres.

const SIDES = ["x0", "y0", "x1", "y1"];

/**
 * Cells of a view as the map stands now; none where it shows nothing yet.
 *
 * @param {HTMLIFrameElement | undefined} frame
 * @returns {{ view: string, cells: { [column: string]: string } } | null}
 */
export function framed(frame) {
  const shown = /** @type {Window | null | undefined} */ (frame?.contentWindow)?.cstoMap;
  if (!shown) return null;
  const { page, core } = shown;
  const now = page.map.frame;
  const box = core.camera.asked(core.camera.sides(now), now.rotation);
  const cells = Object.fromEntries(box.map((side, k) => [SIDES[k], String(Math.round(side))]));
  return { view: page.view.view, cells };
}
