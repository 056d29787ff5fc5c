"""Layers of one's own that the server is told of: read once, told about, given to the page."""

from __future__ import annotations

import json
import os
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from csto_map.exchange import layer

from . import static


def tags(paths: str, files: static.Registry) -> list[str]:
    """
    Take layers into `files` and write the tags that name them.

    What was used and what was refused of each is printed, for whoever started the server.

    Parameters
    ----------
    paths
        Files, with the system's path separator between.

    Raises
    ------
    BadFile
        If one cannot be read, or none of its rows be used.
    """
    found = []
    for path in filter(None, paths.split(os.pathsep)):
        own = layer.read(Path(path))
        print(own.summary(), *own.notes, *own.refusals(), sep="\n  ", flush=True)
        body = json.dumps(as_points(own), ensure_ascii=False, separators=(",", ":")).encode()
        url = files.add("own.json", body)
        found.append(
            f'<meta name="csto-map:own" data-name="{escape(Path(path).name)}" content="{url}">'
        )
    return found


def as_points(own: layer.Layer) -> list[dict[str, Any]]:
    """Give a layer as points for ``assets/js/own.js``; other shapes by a point within them."""
    points = own.frame.geometry.representative_point()
    return [
        {
            "lon": round(point.x, 6),
            "lat": round(point.y, 6),
            "from": _ordinal(row["start_date"]),
            "until": _ordinal(row["end_date"]),
            "label": row["label"] or "",
            "colour": row["colour"] or None,
            "size": float(row["size"] or 0) if row["size"] == row["size"] else 0.0,
            "row": {"start": row["start"], "end": row["end"], **(row["details"] or {})},
        }
        for point, row in zip(points, own.frame.to_dict("records"), strict=True)
    ]


def _ordinal(day: Any) -> int | None:
    return day.toordinal() if isinstance(day, date) else None
