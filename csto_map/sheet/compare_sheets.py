"""Sheets that compare two days: two maps side by side, or one map of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csto_map.atlas import Atlas
from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.language.words import words
from csto_map.picture import difference, source_refs
from csto_map.picture.parts import LegendEntry
from csto_map.picture.seen import within
from csto_map.picture.subject import Subject
from csto_map.sheet.blocks import Box
from csto_map.sheet.composition import Content, about, composed
from csto_map.sheet.forms import Draft, Place, Trim, fitted
from csto_map.sheet.measures import CAPTION

_GUTTER = 4
_LAYERS = (
    *("states", "border", "bases", "detachments", "units", "contingents", "crossings"),
    *("events", "groups", "certainty", "numbers"),
)


def draft_pair(
    atlas: Atlas,
    pair: tuple[Subject, Subject],
    rows: Sequence[Difference],
    mode: str,
    size: tuple[int, int],
    trim: Trim,
) -> Draft:
    """
    Lay out a comparison, as far as it can be without composing its scenes.

    Parameters
    ----------
    pair
        The subjects of the earlier and the later day, equal in everything else.
    rows
        What differs, as far as filters let it through.
    mode
        "side" for two maps side by side, "difference" for one of what changed.
    size
        Width and height of the sheet, in pixels.
    """
    # What the frame shows is known once it has its place; then all is placed for good.
    rough = replace(_content(atlas, pair, rows, mode, trim), rough=True)
    trial = composed(rough, size)
    visible = within(atlas, rows, trial.places[0].frame)
    return composed(_content(atlas, pair, visible, mode, trim), size)


def _content(
    atlas: Atlas,
    pair: tuple[Subject, Subject],
    rows: Sequence[Difference],
    mode: str,
    trim: Trim,
) -> Content:
    earlier, later = pair
    titles = words(later.language)["compare"]
    by_kind = [
        (titles[kind], [row.text for row in rows if row.kind == kind]) for kind in compare.KINDS
    ]
    period = f"{earlier.subtitle} → {later.subtitle}"
    title = about(later) if trim.title is None else trim.title
    if trim.title is None and not trim.shows("date"):
        title = f"{title}, {period}"
    whole = Content(
        subject=replace(later, headline="", tally=None),
        trim=trim,
        title=title,
        date=period if trim.shows("date") else "",
        sentence=compare.sentence(rows, later.language),
        flags=tuple((one.date.toordinal(), one.subtitle) for one in pair),
        placed=lambda box: _pair(pair, box),
        legend=lambda legends: merged(*legends),
        sources=lambda places: source_refs.of_several([(p.subject, p.seen) for p in places]),
        lists=[(f"{kind} ({len(items)})", items) for kind, items in by_kind if items],
        headed=True,
    )
    if mode == "side":
        # The captions above the maps say the days.
        return replace(whole, date="")
    subject = difference.between(atlas, earlier, later, rows)

    def placed(box: Box) -> list[Place]:
        return [fitted(subject, "map", box.x, box.y, box.width, box.height)]

    return replace(
        whole,
        placed=placed,
        legend=lambda legends: legends[0],
        sources=lambda places: places[0].sources,
        headed=False,
    )


def _pair(pair: tuple[Subject, Subject], box: Box) -> list[Place]:
    """
    Give two maps their places, the earlier one first, with room for captions above them.

    They stand beside each other, in an upright box below each other.
    """
    across = box.width >= 0.9 * box.height
    wide = (box.width - _GUTTER) / 2 if across else box.width
    tall = box.height - CAPTION if across else (box.height - 2 * CAPTION) / 2
    places = []
    for k, one in enumerate(pair):
        x = box.x + k * (wide + _GUTTER) * across
        y = box.y + CAPTION + k * (tall + CAPTION) * (not across)
        places.append(fitted(one, f"map{k + 1}", x, y, wide, tall))
    # To the very edge, where rounding left a strip of paper.
    last = places[1]
    if across:
        wide = box.x + box.width - last.box.x
        places[1] = fitted(last.subject, "map2", last.box.x, last.box.y, wide, tall)
    return places


def merged(was: Sequence[LegendEntry], now: Sequence[LegendEntry]) -> tuple[LegendEntry, ...]:
    """Join two legends: each kind with its count before and after."""
    before = {(e.layer, e.key): e for e in was}
    after = {(e.layer, e.key): e for e in now}
    layers = dict.fromkeys([e.layer for e in (*was, *now)])
    order = {layer: k for k, layer in enumerate(_LAYERS)}
    entries = []
    for layer in sorted(layers, key=lambda name: order.get(name, len(order))):
        keys = [key for key in {**after, **before} if key[0] == layer]
        for key in keys:
            entry = after.get(key) or replace(before[key], count=0)
            earlier = before.get(key)
            entries.append(replace(entry, was=earlier.count if earlier else 0))
    return tuple(entries)
