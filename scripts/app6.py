"""Write csto_map/picture/app6.json, the APP-6 drawings that the atlas uses: `make data`."""

from __future__ import annotations

from csto_map.picture import app6, symbols

if __name__ == "__main__":
    app6.KEPT.write_text(app6.keep(symbols.codes()), encoding="utf-8")
