"""FlatGeobuf: a layer a file, with an index that lets readers fetch a part of it.

Its index holds no row without a shape: those are left out, and the file says how many.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pyogrio

from csto_map import archive
from csto_map.atlas import Atlas
from csto_map.exchange.writing import arrow, frames
from csto_map.exchange.writing.provenance import provenance


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer, or a zip with a file for each, by the ending of the path."""
    if not path.name.endswith(".zip"):
        _write(atlas, path, layer or "", day)
        return
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        members = {}
        for name in [layer] if layer else list(frames.TITLES):
            part = Path(folder) / f"{name}.fgb"
            _write(atlas, part, name, day)
            members[part.name] = part.read_bytes()
    archive.write(path, members)


def _write(atlas: Atlas, path: Path, name: str, day: date | None) -> None:
    layer = frames.layer(atlas, name, day)
    placed = layer[layer.geometry.notna()]
    sentences = list(provenance(atlas, day).sentences())
    lost = len(layer) - len(placed)
    if lost:
        sentences.append(f"Without a known place and not in this file: {lost} of {len(layer)}.")
    shapes = frames.SHAPES.get(name, "Point")
    pyogrio.write_arrow(
        arrow.of_frame(placed, shapes),
        path,
        layer=name,
        driver="FlatGeobuf",
        geometry_name="geometry",
        geometry_type=shapes,
        crs="EPSG:4326",
        layer_options={"TITLE": frames.TITLES[name], "DESCRIPTION": " ".join(sentences)},
    )
