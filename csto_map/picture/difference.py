"""The subject of a difference: what changed between two days, and the rest in the background."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from csto_map.atlas import Atlas
from csto_map.facts.ids import MapId
from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.picture import source_refs
from csto_map.picture.constants import SECTORS
from csto_map.picture.legend import LAYER_ORDER
from csto_map.picture.parts import Area, Line, Mark, Titles
from csto_map.picture.style import Style
from csto_map.picture.subject import Subject


def between(atlas: Atlas, earlier: Subject, later: Subject, rows: Sequence[Difference]) -> Subject:
    """
    Make the subject of a difference.

    Parameters
    ----------
    earlier, later
        Those of the two days, equal in everything else.
    rows
        What differs, as `csto_map.history.compare.differences` gives it.
    """
    atlas = atlas.spoken(later.language)
    changed = {row.id: row for row in rows}
    boundary_ids = source_refs.of_boundaries(atlas)
    cited = [source for row in rows for source in row.source_ids]
    heading = atlas.speech(later.language).words["compare"]["changes"]
    return replace(
        later,
        areas=_areas(later, changed),
        lines=tuple(_line(line, changed, later.looks) for line in later.lines),
        marks=_marks(atlas, earlier, later, changed),
        subtitle=f"{earlier.subtitle} → {later.subtitle}",
        headline=heading,
        changed=compare.sentence(rows, later.language),
        tally=None,
        headings=Titles({**later.headings, "changes": heading}),
        references=source_refs.references(atlas, [*boundary_ids, *later.ground_ids, *cited]),
        changes=tuple(rows),
        # A difference shows what changed, not how much there is.
        troops=(),
        posts=(),
        movements=(),
        arrivals=(),
    )


def _marks(
    atlas: Atlas, earlier: Subject, later: Subject, changed: Mapping[MapId, Difference]
) -> tuple[Mark, ...]:
    """Give the marks that changed, each with its sign, those first that head a stack."""
    return tuple(
        replace(
            mark,
            certain=changed[mark.id].certain,
            sign=compare.SIGNS[changed[mark.id].kind],
            gone=changed[mark.id].kind in compare.GONE,
        )
        for mark in both_days(atlas, earlier, later)
        if mark.id in changed and changed[mark.id].kind in compare.SIGNS
    )


def both_days(atlas: Atlas, earlier: Subject, later: Subject) -> list[Mark]:
    """Give the marks of two days, as they are on the later one, those first that head a stack."""
    ranks = {mark["id"]: mark["rank"] for mark in atlas.timeline["marks"]}
    both = {mark.id: mark for mark in (*earlier.marks, *later.marks)}
    return sorted(
        both.values(), key=lambda mark: (LAYER_ORDER.index(mark.layer), ranks[mark.id], mark.id)
    )


def _areas(base: Subject, changed: Container[str]) -> tuple[Area, ...]:
    """Keep the looks of states that changed; leave the others their outline only."""
    style = base.looks
    areas = []
    for area in base.areas:
        if area.id not in changed:
            area = replace(area, fill=style.land, hatch="", ink="")
        elif not area.status:
            gone = style.status("former")
            area = replace(
                area,
                status="former",
                fill=gone.fill,
                hatch=gone.hatch,
                ink=gone.ink,
                line=gone.line,
                width=gone.width,
                dash=gone.dash,
            )
        areas.append(area)
    # Those that changed lie on top, so that their outlines are whole.
    return tuple(sorted(areas, key=lambda area: area.id in changed))


def _line(line: Line, changed: Container[str], style: Style) -> Line:
    if line.id in changed:
        return line
    thin = style.sector_width * SECTORS.thin
    return replace(line, colour=style.guard("none"), width=thin, dash=(), hollow=False)
