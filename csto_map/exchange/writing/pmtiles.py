"""PMTiles 3: vector tiles of all layers in one file, for maps that fetch parts of it.

Rows without a shape are in no tile; the metadata count them.
"""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import geopandas as gpd

from csto_map.atlas import Atlas
from csto_map.exchange.writing import columns, frames, vector_tiles
from csto_map.exchange.writing.placed import type_of
from csto_map.exchange.writing.provenance import provenance
from csto_map.exchange.writing.vector_tiles import Tile, varint

# A pixel of the grid is 76 m at the equator, less in the north: as exact as the places are.
DEEPEST = 7
_HEADER = 127
# Readers fetch so much at first, and the root must be in it.
_FIRST = 16_384
_LEAF = 4_096
_GZIP, _MVT = 2, 1

Layers: TypeAlias = Mapping[str, gpd.GeoDataFrame]


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where the tiles `id` and so many after it lie, which are all alike."""

    id: int
    run: int
    length: int
    offset: int


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:
    """Write one layer, or all of them as layers of one file."""
    names = [layer] if layer else list(frames.TITLES)
    layers = {name: frames.layer(atlas, name, day) for name in names}
    placed = {name: rows[rows.geometry.notna()] for name, rows in layers.items()}
    bodies: dict[bytes, int] = {}
    offsets, lengths, size = [], [], 0
    entries: list[_Entry] = []
    cut = sorted((tile_number(tile), body) for tile, body in vector_tiles.tiles(placed, DEEPEST))
    packed: list[bytes] = []
    for number, body in cut:
        if body not in bodies:
            bodies[body] = len(packed)
            packed.append(gzip.compress(body, mtime=0))
            offsets.append(size)
            lengths.append(len(packed[-1]))
            size += lengths[-1]
        k = bodies[body]
        last = entries[-1] if entries else None
        if last and last.offset == offsets[k] and last.id + last.run == number:
            entries[-1] = _Entry(last.id, last.run + 1, last.length, last.offset)
        else:
            entries.append(_Entry(number, 1, lengths[k], offsets[k]))
    metadata = _metadata(atlas, day, layers, placed)
    root, leaves = _directories(entries)
    told = gzip.compress(json.dumps(metadata, ensure_ascii=False).encode(), mtime=0)
    starts = [_HEADER]
    for part in (root, told, leaves):
        starts.append(starts[-1] + len(part))
    west, south, east, north = _bounds(placed)
    head = b"PMTiles" + struct.pack(
        "<B11QBBBBBB4iB2i",
        3,
        *(starts[0], len(root), starts[1], len(told), starts[2], len(leaves), starts[3], size),
        *(len(cut), len(entries), len(packed)),
        *(1, _GZIP, _GZIP, _MVT, 0, DEEPEST),
        *(round(side * 1e7) for side in (west, south, east, north)),
        0,
        *(round((a + b) / 2 * 1e7) for a, b in ((west, east), (south, north))),
    )
    path.write_bytes(b"".join([head, root, told, leaves, *packed]))


def tile_number(tile: Tile) -> int:
    """Give the number of a tile: zoom by zoom, along Hilbert's curve."""
    z, x, y = tile
    number: int = (4**z - 1) // 3
    side = 1 << z >> 1
    while side:
        right, below = int(bool(x & side)), int(bool(y & side))
        number += side * side * ((3 * right) ^ below)
        if not below:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side >>= 1
    return number


def _directories(entries: Sequence[_Entry]) -> tuple[bytes, bytes]:
    """Give the root directory, and those to which it leads where it would be too long."""
    root = _directory(entries)
    if _HEADER + len(root) <= _FIRST:
        return root, b""
    above, leaves = [], b""
    for k in range(0, len(entries), _LEAF):
        leaf = _directory(entries[k : k + _LEAF])
        above.append(_Entry(entries[k].id, 0, len(leaf), len(leaves)))
        leaves += leaf
    return _directory(above), leaves


def _directory(entries: Sequence[_Entry]) -> bytes:
    before = 0
    ids, runs, lengths, offsets = [], [], [], []
    follows = -1
    for entry in entries:
        ids.append(varint(entry.id - before))
        runs.append(varint(entry.run))
        lengths.append(varint(entry.length))
        offsets.append(varint(0 if entry.offset == follows else entry.offset + 1))
        before, follows = entry.id, entry.offset + entry.length
    body = b"".join([varint(len(entries)), *ids, *runs, *lengths, *offsets])
    return gzip.compress(body, mtime=0)


def _bounds(layers: Layers) -> tuple[float, float, float, float]:
    boxes = [layer.total_bounds for layer in layers.values() if len(layer)]
    if not boxes:
        return -180.0, -85.0, 180.0, 85.0
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _metadata(atlas: Atlas, day: date | None, layers: Layers, placed: Layers) -> dict[str, object]:
    origin = provenance(atlas, day)
    kinds = {str: "String", date: "String", int: "Number", bool: "Boolean"}
    return {
        "name": origin.title,
        "description": " ".join(origin.sentences()),
        "attribution": origin.attribution,
        "version": origin.version,
        "type": "overlay",
        "format": "pbf",
        "provenance": origin.as_dict(),
        "without_place": {name: len(layers[name]) - len(placed[name]) for name in layers},
        "vector_layers": [
            {
                "id": name,
                "description": frames.TITLES[name],
                "minzoom": 0,
                "maxzoom": DEEPEST,
                "fields": {
                    column: kinds[type_of(layer, column)]
                    for column in layer.columns
                    if column != "geometry"
                },
                "meanings": {
                    column: told.meaning
                    for column, told in columns.of_layer(atlas, name, layer).items()
                },
            }
            for name, layer in layers.items()
        ],
    }
