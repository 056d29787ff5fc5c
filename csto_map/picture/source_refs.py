"""Which sources stand behind a picture, numbered and with short names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from csto_map.atlas import Atlas
from csto_map.facts.schema import Source
from csto_map.history.changes import short_name
from csto_map.picture.ground import has_ground
from csto_map.picture.parts import Area, Arrival, Line, Mark, Movement, Reference, SourceRef
from csto_map.picture.subject import Seen, Subject, changes_in

# The named sources of each atlas, as long as it lives.
_KNOWN: WeakKeyDictionary[Atlas, Mapping[str, Reference]] = WeakKeyDictionary()
# Longer names lose what they have in brackets.
_BRIEF = 34


def of_boundaries(atlas: Atlas) -> list[str]:
    """Give the ids of the sources of the boundaries, which every map has."""
    known = _known(atlas)
    return [source for source in atlas.config.boundary_source_ids if source in known]


def of_ground(atlas: Atlas) -> list[str]:
    """Give the ids of the sources of the ground, if the atlas has one."""
    known = _known(atlas)
    named = atlas.config.ground_source_ids if has_ground(atlas) else ()
    return [source for source in named if source in known]


def references(atlas: Atlas, ids: Iterable[str]) -> tuple[Reference, ...]:
    """Name the sources of some ids, each once."""
    known = _known(atlas)
    return tuple(known[source] for source in dict.fromkeys(ids))


def _known(atlas: Atlas) -> Mapping[str, Reference]:
    """Name all sources of an atlas, once."""
    known = _KNOWN.get(atlas)
    if known is None:
        known = _KNOWN[atlas] = {
            row.source_id: _reference(row, atlas.ranks.place(row.source_id))
            for row in atlas.tables.sources
        }
    return known


def _reference(row: Source, place: tuple[bool, int]) -> Reference:
    when = f" ({row.date})" if row.date else ""
    publisher = f"{row.publisher}: " if row.publisher and row.publisher != row.title else ""
    short = f"{publisher}{row.title}{when}"
    return Reference(row.source_id, short, _brief(row.publisher or row.title, row.date), place)


def of_seen(subject: Subject, seen: Seen) -> tuple[SourceRef, ...]:
    """
    Give the sources of the boundaries and of all that a frame shows.

    The best come first after those of the boundaries: a list cut short keeps them. Those of
    the ground come last. Of a difference they are those of the changes, in the order of these.
    """
    if subject.changes is None:
        return of_several([(subject, seen)])
    changes = changes_in(subject, seen)
    cited = [source for change in changes for source in change.source_ids]
    return numbered(subject.references, [*subject.boundary_ids, *cited, *subject.ground_ids])


def of_several(maps: Sequence[tuple[Subject, Seen]]) -> tuple[SourceRef, ...]:
    """Give the sources of several maps as those of one, with the ground of the last."""
    known = [ref for subject, _ in maps for ref in subject.references]
    places = {one.id: one.place for one in known}
    drawn: list[Area | Line | Mark | Movement | Arrival] = []
    for _, seen in maps:
        drawn += (*seen.areas, *seen.marks, *seen.lines, *seen.moved)
    named = dict.fromkeys(source for thing in drawn for source in thing.source_ids)
    last = maps[-1][0]
    cited = sorted(named, key=places.__getitem__)
    return numbered(known, [*last.boundary_ids, *cited, *last.ground_ids])


def numbered(known: Iterable[Reference], ids: Iterable[str]) -> tuple[SourceRef, ...]:
    """Number sources, each once, in the order of their ids; `known` has them all."""
    by_id = {one.id: one for one in known}
    ordered = enumerate(dict.fromkeys(ids), start=1)
    return tuple(SourceRef(n, id_, by_id[id_].short, by_id[id_].brief) for n, id_ in ordered)


def _brief(name: str, when: str) -> str:
    """Name a source by publisher and year; brackets go when the name is long."""
    name = short_name(name) if len(name) > _BRIEF else name
    return f"{name} {when[:4]}" if when else name
