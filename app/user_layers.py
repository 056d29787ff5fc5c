"""User layers that the server is told of: read once, told about, given to the page."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import unquote

from csto_map.atlas import Atlas
from csto_map.exchange.reading import user_layers
from csto_map.exchange.reading.layer import Layer
from csto_map.machine import marks
from csto_map.picture.user_layers import COLUMN, WAYS, UserLayer

from .http import static

Told = list[tuple[Layer, UserLayer]]


def read(paths: str, atlas: Atlas) -> Told:
    """
    Read layers.

    Parameters
    ----------
    paths
        Files, with the system's path separator between; "dmy" or "mdy" before them says
        what comes first in 03/04/2009, where a file does not tell, and "map=ROLE=COLUMN", with
        the column percent-encoded, which column plays a role.

    Raises
    ------
    BadFile
        If one cannot be read, or none of its rows be used.
    """
    files = [path for path in paths.split(os.pathsep) if path]
    way = WAYS[files.pop(0)] if files and files[0] in WAYS else ""
    columns = []
    while files and files[0].startswith(COLUMN):
        role, _, column = unquote(files.pop(0).removeprefix(COLUMN)).partition("=")
        columns.append((role, column))
    return user_layers.read_all([Path(path) for path in files], atlas, way, columns)


def tags(layers: Told, files: static.Registry) -> list[str]:
    """
    Take layers into `files` and write the tags that name them.

    What was used and what was refused of each is printed, for whoever started the server.
    """
    tagged = []
    for layer, drawn in layers:
        told = [layer.summary(), *layer.notes, *layer.refusals()]
        print(*(marks.escaped(str(line)) for line in told), sep="\n  ", flush=True)
        url = files.add("own.json", body(layer, drawn), private=True)
        tagged.append(tag(drawn, f'content="{url}"'))
    return tagged


def tag(layer: UserLayer, where: str) -> str:
    """Write the tag that tells the page of a layer; `where` is the attribute that says where."""
    name = escape(layer.name)
    return f'<meta name="csto-map:own" data-name="{name}" data-colour="{layer.colour}" {where}>'


def body(layer: Layer, drawn: UserLayer) -> bytes:
    """Write a layer's points as JSON."""
    features = as_points(layer, drawn)
    return json.dumps(features, ensure_ascii=False, separators=(",", ":")).encode()


def as_points(layer: Layer, drawn: UserLayer) -> list[dict[str, object]]:
    """Give a layer as points for ``layers/user_layers.js``; None is a day that is open."""
    columns: Sequence[Sequence[object]] = (
        layer.frame.lon.round(6).tolist(),
        layer.frame.lat.round(6).tolist(),
        drawn.first_days,
        drawn.end_days,
        drawn.labels.tolist(),
        drawn.colours.tolist(),
        drawn.sizes.tolist(),
        layer.frame.to_dict("records"),
    )
    return [
        {
            "lon": lon,
            "lat": lat,
            "from": first,
            "until": end,
            "edtf": [row["start"], row["end"]],
            "label": label,
            "colour": colour or None,
            "size": size,
            "details": {name: str(cell) for name, cell in (row["details"] or {}).items()},
        }
        for lon, lat, first, end, label, colour, size, row in zip(*columns, strict=True)
    ]
