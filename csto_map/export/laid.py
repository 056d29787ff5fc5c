"""A still laid out: its map or two maps, with everything that stands around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from csto_map.atlas import Atlas
from csto_map.export.options import Still
from csto_map.picture import asked
from csto_map.picture.subject import Subject
from csto_map.sheet.furniture import Draft, Sheet, Trim, draft


def sheet(atlas: Atlas, still: Still, more: str | None = None) -> Sheet:
    """Lay a still out; `more` says where the sources that do not fit are listed."""
    trim = still.trim if more is None else replace(still.trim, more=more)
    return drafts(atlas, still)(trim).done()


def drafts(atlas: Atlas, still: Still, before: date | None = None) -> Callable[[Trim], Draft]:
    """
    Ask the atlas once for what a still shows.

    Parameters
    ----------
    before
        The day of the map before in a series: what changed since then is marked. None for a
        map by itself.

    Returns
    -------
    drafts
        Lays the still out with any words around it, in place of its own; the scenes of
        what it gives are not composed yet.
    """
    size = still.size.layout
    first = _subject(atlas, still)
    if still.second is None:
        marked = first if before is None else _series(atlas, still, first, before)
        return lambda trim: draft(marked, size, trim)
    from csto_map.history import compare
    from csto_map.query import ledger
    from csto_map.sheet import compare_sheets

    days = compare.ordered(atlas, still.day, still.second)
    other = _subject(atlas, replace(still, day=still.second))
    pair = (first, other) if first.date == days[0] else (other, first)
    changes = compare.differences(atlas, *days, first.lens, first.layers, first.language)
    rows = ledger.let_through(atlas, changes, still.filters, *days)
    return lambda trim: compare_sheets.draft_pair(atlas, pair, rows, still.mode, size, trim)


def _series(atlas: Atlas, still: Still, later: Subject, before: date) -> Subject:
    """Mark what changed since an earlier day, of what the frame shows."""
    from csto_map.history import compare
    from csto_map.picture import series
    from csto_map.picture.seen import within
    from csto_map.query import ledger

    earlier = _subject(atlas, replace(still, day=before))
    days = before, still.day
    changes = compare.differences(atlas, *days, later.lens, later.layers, later.language)
    rows = ledger.let_through(atlas, changes, still.filters, *days)
    frame = draft(later, still.size.layout, still.trim, rough=True).places[0].frame
    return series.since(atlas, earlier, later, within(atlas, rows, frame))


def _subject(atlas: Atlas, still: Still) -> Subject:
    size = still.size.layout
    return asked.of(atlas, still, size, user_layers=still.user_layers, slots=still.slots)
