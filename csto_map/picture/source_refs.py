"""Which sources stand behind a picture, numbered and named short."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from csto_map.atlas import Atlas
from csto_map.history.changes import short_name
from csto_map.picture.parts import SourceRef

# Longer names lose what they have in brackets.
_BRIEF = 34


def of_boundaries(atlas: Atlas) -> list[str]:
    """Give the ids of the sources of the boundaries, which every map has."""
    known = {row.source_id for row in atlas.tables.sources}
    return [source for source in atlas.config.boundary_source_ids if source in known]


def of_shown(
    atlas: Atlas, shown: Iterable[str], first: date, last: date, lens: str
) -> tuple[SourceRef, ...]:
    """
    Give the sources of the boundaries and of all shown, by its ids, in a range of days.

    The best come first after those of the boundaries: a list cut short keeps them.
    """
    own = (atlas.sources_of(drawn, last, lens, since=first) for drawn in shown)
    best = atlas.ranks.best_first(source for ids in own for source in ids)
    return numbered(atlas, dict.fromkeys([*of_boundaries(atlas), *best]))


def numbered(atlas: Atlas, ids: Iterable[str]) -> tuple[SourceRef, ...]:
    """Number sources in the order of their ids."""
    rows = {row.source_id: row for row in atlas.tables.sources}
    found = []
    for n, source in enumerate(ids, start=1):
        row = rows[source]
        when = f" ({row.date})" if row.date else ""
        publisher = f"{row.publisher}: " if row.publisher and row.publisher != row.title else ""
        short = f"{publisher}{row.title}{when}"
        found.append(SourceRef(n, source, short, _brief(row.publisher or row.title, row.date)))
    return tuple(found)


def _brief(name: str, when: str) -> str:
    """Name a source by publisher and year; brackets go when the name is long."""
    name = short_name(name) if len(name) > _BRIEF else name
    return f"{name} {when[:4]}" if when else name
