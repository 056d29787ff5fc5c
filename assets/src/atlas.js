// The page that the server gives.

import { start } from "./main.js";

start();
