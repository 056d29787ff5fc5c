// Starts the page where it is files of a plain file server: its layout is the one that Dash has,
// drawn with React by the same components. What comes after that is the served page's own code.

import { byId } from "./shell/dom.js";
import { at } from "./shell/home.js";
import { lay } from "./shell/laid.js";

/** @import { Part } from "./shell/laid.js" */

/** @param {string} name */
const told = (name) =>
  /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="csto-map:${name}"]`))
    ?.content ?? "";

// The grid of the tables is a component of Dash, which is asked to show it.
window.dash_clientside = {
  set_props(id, { children }) {
    lay(byId(id), /** @type {Part} */ (children));
  },
};

(async () => {
  const root = byId("react-entry-point");
  try {
    const answer = await fetch(at(told("layout")));
    if (!answer.ok) throw new Error(`the layout: ${answer.status}`);
    // The layout names the page's script from its home.
    const layout = JSON.parse(await answer.text(), (key, value) =>
      key === "files" ? { script: at(value.script) } : value,
    );
    lay(root, layout);
  } catch (problem) {
    console.error(problem);
    root.textContent = told("failed");
  }
})();
