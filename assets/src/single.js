// The page in one file: it has no server, and draws its pictures itself. Its layout is the one
// that Dash has, drawn with React by the same components.

import { drawPicture } from "./export/alone.js";
import { inOneFile, paintsAlone } from "./export/offered.js";
import { load, mounting } from "./main.js";
import { byId } from "./shell/dom.js";
import { lay } from "./shell/laid.js";

window.csto_map_dash.module = { mount: mounting(drawPicture, [paintsAlone, inOneFile]) };
load("layout").then((layout) => lay(byId("react-entry-point"), layout));
