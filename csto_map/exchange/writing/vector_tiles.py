"""Layers cut into Mapbox Vector Tiles 2.1: squares of the Mercator map, zoom by zoom.

GDAL's writer cuts the whole outline of a state for every tile and row, which takes minutes
here; this one cuts each outline once, a square out of the square around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

EXTENT = 4096
# Around a tile so much of its neighbours is in it too, so that lines at edges are not seen.
_BUFFER = 64 / EXTENT
# Beyond, the square map ends.
_NORTH = 85.051128
_POINT, _LINE, _POLYGON = 1, 2, 3
_MOVE, _DRAW, _CLOSE = 1, 2, 15
# Groups of seven bits in a number of a drawing; fewer numbers are written one by one.
_GROUPS = np.arange(5)
_FEW = 24

Tile: TypeAlias = tuple[int, int, int]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a tile shows of a row: its number in the layer, kind and drawing commands."""

    row: int
    kind: int
    drawn: bytes


def tiles(layers: Mapping[str, gpd.GeoDataFrame], deepest: int) -> Iterator[tuple[Tile, bytes]]:
    """
    Cut layers into tiles, from the whole world (zoom 0) to zoom `deepest`.

    Rows without a shape are in none; empty cells are left out, days are ISO 8601 texts.

    Yields
    ------
    tile
        Zoom, column from the west and row from the north, and the bytes of the tile.
    """
    pieces: dict[Tile, dict[str, list[_Piece]]] = defaultdict(lambda: defaultdict(list))
    encoders = {name: _Encoder(name, layer) for name, layer in layers.items()}
    for name, layer in layers.items():
        for shape, rows in _by_shape(layer):
            for tile, kind, drawn in _cut(shape, (0, 0, 0), deepest):
                pieces[tile][name] += [_Piece(row, kind, drawn) for row in rows]
    for tile in sorted(pieces):
        # As in the file of layers, whatever shape a row shares with another.
        yield (
            tile,
            b"".join(
                encoders[name].encode(sorted(pieces[tile][name], key=lambda piece: piece.row))
                for name in layers
                if name in pieces[tile]
            ),
        )


def _by_shape(layer: gpd.GeoDataFrame) -> Iterator[tuple[BaseGeometry, list[int]]]:
    """Give each shape on the square map, with the rows that have it."""
    rows: dict[bytes, list[int]] = defaultdict(list)
    shapes = {}
    for k, shape in enumerate(layer.geometry):
        if shape is not None and not shape.is_empty:
            key = shapely.to_wkb(shape)
            rows[key].append(k)
            shapes[key] = shape
    for key, shape in shapes.items():
        yield shapely.transform(shape, _on_square), rows[key]


def _on_square(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn degrees into the square of Mercator's world: 0 to 1 from the west and the north."""
    lat = np.radians(np.clip(lonlat[:, 1], -_NORTH, _NORTH))
    y = (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2
    return np.column_stack([(lonlat[:, 0] + 180) / 360, y])


def _cut(shape: BaseGeometry, tile: Tile, deepest: int) -> Iterator[tuple[Tile, int, bytes]]:
    """Cut a shape that lies in a tile or around it into that tile and those within it."""
    z, x, y = tile
    size = 0.5**z
    if shape.geom_type == "Point":
        # One tile alone has a point: a reader of several would count it twice.
        if not (x * size <= shape.x < (x + 1) * size and y * size <= shape.y < (y + 1) * size):
            return
        inside = shape
    else:
        edge = _BUFFER * size
        west, north = x * size - edge, y * size - edge
        side = size + 2 * edge
        inside = shapely.clip_by_rect(shape, west, north, west + side, north + side)
        if inside.is_empty:
            return
    kind, drawn = _drawn(inside, tile)
    if drawn:
        yield tile, kind, drawn
    if z < deepest:
        for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
            yield from _cut(inside, (z + 1, 2 * x + dx, 2 * y + dy), deepest)


def _drawn(shape: BaseGeometry, tile: Tile) -> tuple[int, bytes]:
    """Draw a shape by the commands of the format; nothing where it is smaller than its grid."""
    z, x, y = tile
    kind = _POINT + shapely.get_dimensions(shape)
    commands: list[Ints] = []
    at = np.zeros(2, dtype=np.int64)
    for path, outer in _paths(shape):
        xy = np.round((path * 2**z - [x, y]) * EXTENT).astype(np.int64)
        xy = xy[np.r_[True, (np.diff(xy, axis=0) != 0).any(axis=1)]]
        if kind == _POLYGON:
            xy = _turned(xy, outer=outer)
        if len(xy) < kind:
            continue
        steps = np.diff(np.vstack([at, xy]), axis=0)
        at = xy[-1]
        zigzag = ((steps << 1) ^ (steps >> 63)).ravel()
        parts = [np.array([1 << 3 | _MOVE]), zigzag[:2]]
        if kind != _POINT:
            parts += [np.array([(len(xy) - 1) << 3 | _DRAW]), zigzag[2:]]
        if kind == _POLYGON:
            parts.append(np.array([_CLOSE]))
        commands += parts
    return kind, _varints(np.concatenate(commands)) if commands else b""


def _paths(shape: BaseGeometry) -> Iterator[tuple[NDArray[np.float64], bool]]:
    """Give the points of every part that has the shape's dimension; True for outer rings."""
    kind = shapely.get_dimensions(shape)
    for part in shapely.get_parts(shape):
        if shapely.get_dimensions(part) < kind or part.is_empty:
            continue
        if kind < 2:
            yield shapely.get_coordinates(part), True
            continue
        yield shapely.get_coordinates(part.exterior), True
        for hole in part.interiors:
            yield shapely.get_coordinates(hole), False


def _turned(ring: Ints, *, outer: bool) -> Ints:
    """Open a ring and turn it as the format wants: areas are positive outside, as y runs down."""
    if len(ring) < 4:
        return ring[:0]
    following = np.roll(ring[:-1], -1, axis=0)
    area = (ring[:-1, 0] * following[:, 1] - following[:, 0] * ring[:-1, 1]).sum()
    if not area:
        return ring[:0]
    return ring[:-1] if (area > 0) == outer else ring[-2::-1]


class _Encoder:
    """Writes the rows of one layer that are in a tile."""

    def __init__(self, name: str, layer: gpd.GeoDataFrame) -> None:
        columns = [column for column in layer.columns if column != "geometry"]
        cells = layer[columns].itertuples(index=False)
        self._tags: list[list[tuple[int, bytes]]] = [
            [(k, _value(cell)) for k, cell in enumerate(row) if not _is_empty(cell)]
            for row in cells
        ]
        self._head = _field(1, name.encode())
        self._tail = b"".join(_field(3, column.encode()) for column in columns)
        self._known: dict[tuple[_Piece, ...], bytes] = {}

    def encode(self, pieces: Sequence[_Piece]) -> bytes:
        """Give the layer of a tile; many tiles within a state are alike."""
        key = tuple(pieces)
        if key not in self._known:
            self._known[key] = self._encoded(pieces)
        return self._known[key]

    def _encoded(self, pieces: Sequence[_Piece]) -> bytes:
        values: dict[bytes, int] = {}
        features = []
        for piece in pieces:
            tags = [
                n
                for k, value in self._tags[piece.row]
                for n in (k, values.setdefault(value, len(values)))
            ]
            features.append(
                _field(
                    2,
                    _field(2, _varints(np.array(tags, dtype=np.int64)))
                    + varint(3 << 3)
                    + varint(piece.kind)
                    + _field(4, piece.drawn),
                )
            )
        written = b"".join(_field(4, value) for value in values)
        size = varint(5 << 3) + varint(EXTENT) + varint(15 << 3) + varint(2)
        return _field(3, self._head + b"".join(features) + self._tail + written + size)


def _is_empty(cell: Any) -> bool:  # noqa: ANN401 - a cell of any column
    return cell is None or cell is pd.NA or (isinstance(cell, str) and not cell)


def _value(cell: Any) -> bytes:  # noqa: ANN401 - a cell of any column
    if isinstance(cell, bool):
        return varint(7 << 3) + varint(int(cell))
    if isinstance(cell, str | date):
        return _field(1, str(cell).encode())
    return varint(4 << 3) + varint(int(cell))


def _field(number: int, body: bytes) -> bytes:
    """Write a field whose length is told."""
    return varint(number << 3 | 2) + varint(len(body)) + body


def varint(value: int) -> bytes:
    """Write a whole number from 0 on, seven bits a byte, the lowest first."""
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)


def _varints(values: Ints) -> bytes:
    """Write whole numbers from 0 on that have at most 35 bits; see `varint`."""
    if len(values) < _FEW:
        return b"".join(map(varint, values.tolist()))
    groups = (values[:, None] >> (7 * _GROUPS)) & 127
    used = np.maximum(1, len(_GROUPS) - (groups[:, ::-1] != 0).argmax(axis=1))
    used[~groups.any(axis=1)] = 1
    groups[(used - 1)[:, None] > _GROUPS] |= 128
    written: bytes = groups.astype(np.uint8)[used[:, None] > _GROUPS].tobytes()
    return written
