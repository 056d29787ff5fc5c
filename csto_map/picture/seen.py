"""Which differences between two days a map frame shows."""

from __future__ import annotations

from collections.abc import Sequence

from csto_map.atlas import Atlas
from csto_map.facts import ids
from csto_map.history.compare import Difference
from csto_map.picture.ground import ground
from csto_map.picture.views import Frame, is_seen


def within(atlas: Atlas, rows: Sequence[Difference], frame: Frame) -> tuple[Difference, ...]:
    """Keep the rows that a map frame shows, and those whose place nobody knows."""
    placed = atlas.timeline["marks"]
    places: dict[str, tuple[float, float]] = {m["id"]: (m["x"], m["y"]) for m in placed}
    outlines = ground(atlas, "coarse")
    hosts = {ids.of(row): row.host for row in atlas.tables.groupings}

    def seen(row: Difference) -> bool:
        if row.id in places:
            return frame.holds(*places[row.id])
        kind, name = ids.parse(row.id)
        if kind == "sector":
            line = outlines.sectors.get(name)
            return line is None or any(frame.holds(x, y) for x, y in line)
        country = hosts.get(row.id, row.id)
        return country not in outlines.countries or is_seen(outlines.countries[country], frame)

    return tuple(row for row in rows if seen(row))
