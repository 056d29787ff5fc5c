// How the names of files end that can be read.

import kinds from "../../../csto_map/exchange/reading/kinds.json" with { type: "json" };

export const ENDINGS = [...Object.values(kinds.endings).flat(), ...kinds.packed];
