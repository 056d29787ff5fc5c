"""The ground as the page has it: paths in whole steps, relief as it is, names by language."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from csto_map.atlas import Atlas
from csto_map.facts.ids import MapId
from csto_map.page.forms import GroundFile, Places
from csto_map.picture import ground

_LEAN_QUALITY = 40
# Kilometres of a step.
_UNITS: Mapping[str, float] = {"coarse": 0.5, "fine": 0.1}


def compile_ground(atlas: Atlas, level: str, *, lean: bool = False) -> GroundFile:
    """
    Give what lies under a level; the coarse one has the widest relief, the fine one the rest.

    Parameters
    ----------
    lean
        For a page in one file: the widest relief at half its resolution, and no other.
    """
    unit = _UNITS[level]
    # The page levels the relief under seas itself: it has the outlines.
    land, lakes, rivers, streams = ground.outlined(atlas, level)
    sheets = ground.relief_files(atlas.folder)
    chosen = sheets[-1:] if level == "coarse" else [] if lean else sheets[:-1]
    return {
        "unit": unit,
        "land": _path(land if level == "coarse" else (), unit, "z"),
        "lakes": _path(lakes, unit, "z"),
        "rivers": _path(rivers, unit),
        "streams": _path(streams, unit),
        "disputed": {
            MapId(area.id): _path(area.rings, unit, "z")
            for area in ground.disputed(atlas, level)
            if area.rings
        },
        "relief": [
            {"box": list(box), "webp": base64.b64encode(_webp(path, lean=lean)).decode("ascii")}
            for path, box in chosen
        ],
    }


def compile_places(atlas: Atlas, language: str) -> Places:
    """Give towns, waters and disputed areas with their names in a language."""
    spoken = atlas.spoken(language)
    towns, waters = ground.named(atlas, language)
    return {
        "towns": [
            {
                "id": town.id,
                "name": town.name,
                "x": town.x,
                "y": town.y,
                "rank": town.rank,
                "country": MapId(town.country),
            }
            for town in towns
        ],
        "waters": [
            {
                "id": water.id,
                "name": water.name,
                "kind": water.kind,
                "rank": water.rank,
                "at": list(water.at),
                "span": water.span_km,
                "line": [list(point) for point in water.line],
            }
            for water in waters
        ],
        "disputed": [
            {
                "id": MapId(area.id),
                "name": area.name,
                "told": area.told,
                "x": round(area.x, 1),
                "y": round(area.y, 1),
            }
            for area in ground.disputed(spoken, "coarse")
        ],
    }


def _webp(path: Path, *, lean: bool) -> bytes:
    if not lean:
        return path.read_bytes()
    with Image.open(path) as file:
        half = file.convert("L").reduce(2)
    out = io.BytesIO()
    half.save(out, "WEBP", quality=_LEAN_QUALITY, method=6)
    return out.getvalue()


def _path(lines: Iterable[NDArray[np.float64]], unit: float, end: str = "") -> str:
    """Write rings or lines as relative steps, without those that are too small to be seen."""
    parts = []
    for line in lines:
        steps = np.rint(line / unit * (1, -1)).astype(np.int64)
        steps = steps[np.concatenate(([True], np.any(np.diff(steps, axis=0) != 0, axis=1)))]
        if len(steps) > (3 if end else 1):
            rest = " ".join(map(str, np.diff(steps, axis=0).ravel().tolist()))
            parts.append(f"M{steps[0, 0]} {steps[0, 1]}l{rest}{end}")
    return "".join(parts)
