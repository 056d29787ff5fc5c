"""The subject of a map in a series: all that the day shows, with what changed since the map before.

A difference leaves out what is the same; a map of a series keeps it and marks the rest: states
with a thick outline, symbols with the signs of a difference, those that went faded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from csto_map.atlas import Atlas
from csto_map.facts.ids import MapId
from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.language.phrases import capital
from csto_map.language.speech import Speech
from csto_map.picture import source_refs
from csto_map.picture.difference import both_days
from csto_map.picture.parts import Area, Mark, Since
from csto_map.picture.style import Style
from csto_map.picture.subject import Subject

# How much thicker the outline of a state is that changed.
_OUTLINE = 2.2
# So many states or sectors of a kind are named; more are counted.
_NAMED = 4


def since(atlas: Atlas, earlier: Subject, later: Subject, rows: Sequence[Difference]) -> Subject:
    """
    Mark on a subject what changed since an earlier one.

    Parameters
    ----------
    earlier, later
        Those of the two days, equal in everything else.
    rows
        What differs in the frame, as `csto_map.history.compare.differences` gives it.
    """
    atlas = atlas.spoken(later.language)
    speech = atlas.speech(later.language)
    pairs = zip(_insets(earlier, later), later.insets, strict=True)
    small = [replace(two, subject=_marked(atlas, one, two.subject, rows)) for one, two in pairs]
    return replace(
        _marked(atlas, earlier, later, rows),
        insets=tuple(small),
        since=Since(
            speech.words["compare"]["since"].format(date=earlier.subtitle),
            in_words(rows, speech),
        ),
    )


def _marked(atlas: Atlas, earlier: Subject, later: Subject, rows: Sequence[Difference]) -> Subject:
    """Mark what changed on one map, without words."""
    changed = {row.id: row for row in rows}
    areas = [_area(area, changed, later.looks) for area in later.areas]
    known = [ref.id for ref in (*later.references, *earlier.references)]
    cited = [source for row in rows for source in row.source_ids]
    return replace(
        later,
        # Those that changed lie on top, so that their outlines are whole.
        areas=tuple(sorted(areas, key=lambda area: area.changed)),
        marks=_marks(atlas, earlier, later, changed),
        references=source_refs.references(atlas, [*known, *cited]),
    )


def in_words(rows: Sequence[Difference], speech: Speech) -> str:
    """Say what changed in a line: a few states and sectors by name, everything else counted."""
    phrases = speech.words["compare"]
    parts = []
    for kind in compare.KINDS:
        told = [row for row in rows if row.kind == kind]
        if not told:
            continue
        by_name = kind not in compare.SIGNS and len(told) <= _NAMED
        text = speech.listing([row.text for row in told]) if by_name else str(len(told))
        parts.append(phrases["since_kind"].format(kind=phrases[kind].lower(), what=text))
    if not parts:
        return str(phrases["since_nothing"])
    doubt = "" if all(row.certain for row in rows) else f" {phrases['doubt']}"
    return f"{capital('; '.join(parts))}.{doubt}"


def _insets(earlier: Subject, later: Subject) -> list[Subject]:
    """Give what the small maps of a day showed on the earlier one."""
    shown = {inset.title: inset.subject for inset in earlier.insets}
    return [shown.get(inset.title, inset.subject) for inset in later.insets]


def _area(area: Area, changed: Mapping[MapId, Difference], style: Style) -> Area:
    if area.id not in changed:
        return area
    wide = max(area.width, style.neutral.width) * _OUTLINE
    return replace(area, line=style.text, width=wide, changed=True)


def _marks(
    atlas: Atlas, earlier: Subject, later: Subject, changed: Mapping[MapId, Difference]
) -> tuple[Mark, ...]:
    """Give the marks of the day, with the signs of what changed, and those that went."""
    there = {mark.id for mark in later.marks}
    return tuple(
        replace(
            mark,
            sign=compare.SIGNS[changed[mark.id].kind],
            gone=changed[mark.id].kind in compare.GONE,
        )
        if mark.id in changed and changed[mark.id].kind in compare.SIGNS
        else mark
        for mark in both_days(atlas, earlier, later)
        if mark.id in there or (mark.id in changed and changed[mark.id].kind in compare.GONE)
    )
