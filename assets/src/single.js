// The page in one file: it has no server, and draws its pictures itself.

import { drawPicture, withoutServer } from "./export/alone.js";
import { start } from "./main.js";

start(drawPicture, [withoutServer]);
