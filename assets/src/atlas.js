// The page that a server gives, our own or one of plain files: the map of its layout asks for this.

import { mounting } from "./main.js";
import { frozen } from "./shell/home.js";

/** @import { Page } from "./types/page.js" */

/** @type {NonNullable<Page["painter"]>} */
const painter = async (...asked) => (await import("./export/alone.js")).drawPicture(...asked);

export const mount = mounting(frozen ? painter : null);
