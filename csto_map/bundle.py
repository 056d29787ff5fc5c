"""The files that a browser needs: the timeline with its drawings, the cards, the maps.

The live page serves them hashed and compressed; a single-file atlas can embed them.
"""

from __future__ import annotations

import json
from typing import Any

from csto_map import figure, symbols
from csto_map.atlas import Atlas
from csto_map.style import STYLES

# Themes of the page; other styles are for print.
THEMES = ("light", "dark")


def timeline(atlas: Atlas) -> dict[str, Any]:
    """
    Give the compiled timeline with everything needed to draw it.

    Returns
    -------
    bundle
        `Atlas.timeline` (``docs/timeline.md``) with ``style`` (theme -> looks) and
        ``icons`` (theme -> icon key -> SVG text).
    """
    keys = sorted(
        {
            symbols.icon_key(mark[kind], mark["accent"], certain=certain)
            for mark in atlas.timeline["marks"]
            for kind in ("icon", "plain")
            for certain in (True, False)
        }
    )
    return {
        **atlas.timeline,
        "style": {theme: STYLES[theme].as_dict() for theme in THEMES},
        "icons": {
            theme: {key: symbols.svg(key, STYLES[theme]) for key in keys} for theme in THEMES
        },
    }


def files(atlas: Atlas) -> dict[str, bytes]:
    """Give the files by name: ``atlas``, ``details``, ``map-coarse`` and ``map-fine``, JSON."""
    return {
        "atlas": _json(timeline(atlas)),
        "details": _json(atlas.details),
        "map-coarse": figure.base_figure(atlas, "coarse").to_json().encode(),
        "map-fine": figure.base_figure(atlas, "fine").to_json().encode(),
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
