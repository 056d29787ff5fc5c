// The editor's page: the tables of an atlas beside its map.

import { start } from "./edit/editor.js";

void start();
