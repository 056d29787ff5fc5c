// Brings Plotly into the pages of others, which may have none or another one.

import { brought } from "../map/plotly.js";

/**
 * Bring Plotly for maps where the page has none that suits them.
 *
 * What the page has, or loads later, stays as it is: other parts of it may need more of
 * Plotly than maps do.
 *
 * @param {string} url
 */
export async function bring(url) {
  const page = /** @type {any} */ (window);
  const [, major] = /plotly-basic-(\d+)\./.exec(url) || [];
  if (brought.plotly || (major && page.Plotly?.version?.startsWith(`${major}.`))) return;
  brought.plotly = await alone(url);
}

/** @type {Promise<any> | null} */
let coming = null;

/**
 * Run a script that puts Plotly into the window, and take it out again.
 *
 * @param {string} url
 * @returns {Promise<any>}
 */
function alone(url) {
  coming ||= new Promise((resolve, reject) => {
    const page = /** @type {any} */ (window);
    const script = document.createElement("script");
    let theirs = page.Plotly;
    /** @type {any} */
    let ours = null;
    // The page may load a Plotly of its own meanwhile: only ours is caught.
    Object.defineProperty(page, "Plotly", {
      configurable: true,
      get: () => theirs,
      set: (value) => {
        if (document.currentScript === script) ours = value;
        else theirs = value;
      },
    });
    const end = () => {
      delete page.Plotly;
      if (theirs !== undefined) page.Plotly = theirs;
    };
    script.onload = () => {
      end();
      resolve(ours);
    };
    script.onerror = () => {
      end();
      coming = null;
      reject(new Error(`${url} could not be loaded`));
    };
    script.src = url;
    document.head.append(script);
  });
  return coming;
}
