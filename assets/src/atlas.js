// The page that the server gives: the map of its layout asks for this.

import { mounting } from "./main.js";

export const mount = mounting();
