"""Which differences between two days a map frame shows."""

from __future__ import annotations

from collections.abc import Sequence

from csto_map.atlas import Atlas
from csto_map.facts import ids
from csto_map.history.compare import Difference
from csto_map.picture.ground import every, sectors
from csto_map.picture.views import Frame, Rings, is_seen


def within(atlas: Atlas, rows: Sequence[Difference], frame: Frame) -> tuple[Difference, ...]:
    """Keep the rows that a map frame shows, and those whose place nobody knows."""
    placed = atlas.timeline["marks"]
    places: dict[str, tuple[float, float]] = {m["id"]: (m["x"], m["y"]) for m in placed}
    lines = sectors(atlas)
    outlines: dict[str, list[Rings]] = {}
    for one in every(atlas, "coarse"):
        outlines.setdefault(one.code, []).append(one.rings)
    hosts = {ids.of(row): row.host for row in atlas.tables.groupings}

    def seen(row: Difference) -> bool:
        if row.id in places:
            return frame.holds(*places[row.id])
        kind, name = ids.parse(row.id)
        if kind == "sector":
            line = lines.get(name)
            return line is None or any(frame.holds(x, y) for x, y in line)
        country = hosts.get(row.id, row.id)
        shapes = outlines.get(country, [])
        return not shapes or any(is_seen(rings, frame) for rings in shapes)

    return tuple(row for row in rows if seen(row))
