"""Which drawing of the map a row of a layer has, for files that carry the drawings."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from csto_map.atlas import Atlas
from csto_map.facts import ids
from csto_map.facts.ids import MapId

# Layers whose rows are marks of the map, by the kind of their ids.
KINDS: Mapping[str, ids.Kind] = {
    "sites": "site",
    "deployments": "deployment",
    "events": "event",
    "contingents": "contingent",
    "border_points": "point",
}
# Of each mark: its icon, its plain one and its accent.
Icons = dict[MapId, tuple[str, str, str]]
COLUMNS = ("symbol", "symbol_plain")


def icons(atlas: Atlas) -> Icons:
    """Give the icon of each mark, its plain one and its accent."""
    marks = atlas.timeline["marks"]
    return {mark["id"]: (mark["icon"], mark["plain"], mark["accent"]) for mark in marks}


def of_row(known: Icons, name: str, row_id: str) -> tuple[str, str, str] | None:
    """Give what `icons` has for a row of a layer; None where the map shows no symbol of it."""
    kind = KINDS.get(name)
    if kind is None:
        return None
    # Groupings of troops stand among the units.
    other = known.get(ids.make("grouping", row_id)) if kind == "deployment" else None
    return known.get(ids.make(kind, row_id), other)


def with_symbols(atlas: Atlas, name: str, layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Give a layer with the columns of `COLUMNS` before its dates, if its rows are marks.

    They are keys of `csto_map.picture.symbols` without certainty: icon and accent; "" for
    a row that the map shows no symbol of.
    """
    if name not in KINDS:
        return layer
    known = icons(atlas)
    drawn = [of_row(known, name, id_) for id_ in layer.id]
    layer = layer.copy()
    at = list(layer.columns).index("start")
    layer.insert(at, "symbol", [f"{one[0]}:{one[2]}" if one else "" for one in drawn])
    layer.insert(at + 1, "symbol_plain", [f"{one[1]}:{one[2]}" if one else "" for one in drawn])
    return layer
