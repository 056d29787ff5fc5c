// The page in one file: it has no server, and draws its pictures itself. Its layout is the one
// that Dash has, drawn with React by the same components.

import { drawPicture, withoutServer } from "./export/alone.js";
import { load, mounting } from "./main.js";

/** The React element of a part of a layout, as Dash writes it. */
function element(part) {
  if (Array.isArray(part)) return part.map(element);
  if (part === null || typeof part !== "object") return part;
  const { type, namespace, props } = part;
  const { children, ...rest } = props;
  const kind = namespace === "dash_html_components" ? type.toLowerCase() : window[namespace][type];
  return window.React.createElement(kind, rest, ...[children].flat().map(element));
}

window.csto_map_dash.module = { mount: mounting(drawPicture, [withoutServer]) };
load("layout").then((layout) => {
  const root = document.getElementById("react-entry-point");
  window.ReactDOM.createRoot(root).render(element(layout));
});
