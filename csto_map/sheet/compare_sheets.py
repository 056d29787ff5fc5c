"""Sheets that compare two days: two maps side by side, or one map of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csto_map.atlas import Atlas
from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.language.words import words
from csto_map.picture import difference, source_refs
from csto_map.picture.parts import LegendEntry
from csto_map.picture.seen import within
from csto_map.picture.subject import Subject
from csto_map.sheet import blocks
from csto_map.sheet.blocks import Box, Key, Shape, Text, leading
from csto_map.sheet.furniture import (
    GUTTER,
    MARGIN,
    Draft,
    Place,
    Trim,
    blank,
    fitted,
    heading,
    put_bar,
    put_footer,
    put_handling,
    put_header,
    sheet_words,
)

_SIDE = 404
_LEAST_LIST, _LEAST_SOURCES = 110, 78
# Shapes of the legend of a difference, beside its map and below it.
_BESIDE = (Shape(1, 1, 18), Shape(1, 1, 15), Shape(2, 1, 14))
_BELOW = (Shape(2, 2, 18), Shape(2, 2, 15), Shape(1, 4, 14))
# Shapes of the legend of two maps: beside lists, or over the whole width.
_THIRDS = (Shape(3, 1, 17), Shape(3, 1, 15), Shape(4, 1, 15), Shape(4, 1, 14))
_WIDE = (Shape(2, 2, 18), Shape(2, 2, 16), Shape(3, 1, 15), Shape(4, 1, 13))
# Shares of the height that maps get: the first that leaves room for the whole legend.
_ACROSS = (0.56, 0.48, 0.4, 0.33)
_PAIRED = (0.4, 0.34, 0.28)
_STACKED = (0.29, 0.25, 0.2)
_ALONE = (0.48, 0.42, 0.36, 0.3)


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
    trial = _laid(atlas, pair, rows, mode, size, trim)
    visible = within(atlas, rows, trial.places[0].frame)
    return _laid(atlas, pair, visible, mode, size, trim)


def _laid(
    atlas: Atlas,
    pair: tuple[Subject, Subject],
    rows: Sequence[Difference],
    mode: str,
    size: tuple[int, int],
    trim: Trim,
) -> Draft:
    earlier, later = pair
    draft = blank(size)
    small = later.looks.sizes[0]
    put_handling(draft, trim, small)
    period = f"{earlier.subtitle} → {later.subtitle}"
    draft.title = heading(replace(later, subtitle=period), trim)
    sentence = compare.sentence(rows, later.language)
    put_header(draft, later, trim, draft.title, period if trim.shows("date") else "", sentence)
    bar_y = put_footer(draft, later, trim)
    if mode == "side":
        draft.places = _side(draft, earlier, later, rows, trim)
    else:
        subject = difference.between(atlas, earlier, later, rows)
        draft.places = [_difference(draft, subject, rows, trim)]
    if trim.shows("scale"):
        put_bar(draft, draft.places[0], MARGIN, bar_y, small)
    return draft


def _side(
    draft: Draft, earlier: Subject, later: Subject, rows: Sequence[Difference], trim: Trim
) -> list[Place]:
    """Put two maps, their captions, and a band with legend, list and sources below."""
    small, _, large, _ = later.looks.sizes
    across = draft.width >= 1.1 * draft.height
    # On a square the maps still stand side by side, but legend and lists need the width.
    paired = draft.width >= 0.95 * draft.height
    room = draft.width - 2 * MARGIN
    for share in _ACROSS if across else _PAIRED if paired else _STACKED:
        places = _pair(draft, earlier, later, share, paired)
        y = places[-1].box.y + places[-1].box.height + 12
        tall = draft.bottom - y
        shown = trim.shows("legend")
        entries = merged(places[0].legend, places[1].legend) if shown else ()
        if across:
            where = Box("legend", MARGIN, y, room * 0.55, tall)
        else:
            where = Box("legend", MARGIN, y, room, tall - _LEAST_LIST)
        set_ = _fit(later, entries, where, _THIRDS if across else _WIDE)
        if set_.fits:
            break
    for k, place in enumerate(places):
        name, box = f"caption{k + 1}", place.box
        caption = Box(name, box.x, box.y - leading(large), box.width, leading(large))
        line = Text(name, place.subject.subtitle, caption.x, caption.y + large - 2, large, 600)
        draft.put(caption, [line], place.subject.subtitle)
    set_.put(draft)
    if across:
        # Legend, list and sources stand beside each other.
        middle = Box("list", MARGIN + room * 0.55 + 2 * GUTTER, y, room * 0.24, tall)
        x = middle.x + middle.width + 2 * GUTTER
        right = Box("sources", x, y, draft.width - MARGIN - x, tall)
    else:
        low, half = y + set_.used + 8, (room - GUTTER) / 2
        middle = Box("list", MARGIN, low, half, draft.bottom - low)
        right = Box("sources", MARGIN + half + GUTTER, low, half, draft.bottom - low)
    _put_list(draft, later, rows, middle, trim.more)
    if trim.shows("sources"):
        ids = [ref.id for place in places for ref in place.sources]
        refs = source_refs.numbered((*earlier.references, *later.references), ids)
        lines, flow = blocks.sources(
            refs, right, small, sheet_words(later), trim.more, trim.numbers
        )
        draft.put(right, lines, flow)
    return places


def _pair(
    draft: Draft, earlier: Subject, later: Subject, share: float, paired: bool
) -> list[Place]:
    """Give two maps their places, beside or below each other, with room for captions above them."""
    room, tall = draft.width - 2 * MARGIN, draft.bottom - draft.top
    caption = leading(later.looks.sizes[2])
    wide = (room - GUTTER) / 2 if paired else room
    height = tall * share - caption
    places = []
    for k, one in enumerate((earlier, later)):
        x = MARGIN + k * (wide + GUTTER) * paired
        y = draft.top + caption + k * (height + caption + 8) * (not paired)
        places.append(fitted(one, f"map{k + 1}", x, y, wide, height))
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


_LAYERS = (
    *("states", "border", "bases", "detachments", "units", "contingents", "crossings"),
    *("events", "groups", "certainty"),
)


@dataclass(frozen=True, slots=True)
class _Legend:
    """A legend that is set but not yet put; `fits` says whether it is whole."""

    box: Box
    keys: tuple[Key, ...]
    texts: tuple[Text, ...]
    used: float
    fits: bool

    def put(self, draft: Draft) -> None:
        """Put the legend on the sheet."""
        if self.texts:
            box = Box("legend", self.box.x, self.box.y, self.box.width, self.used)
            draft.put(box, self.texts, "")
            draft.keys += self.keys


def _fit(
    one: Subject, entries: Sequence[LegendEntry], box: Box, shapes: Sequence[Shape]
) -> _Legend:
    """Set a legend in the first shape that fits; shorten it if none does."""
    for shape in shapes:
        keys, texts, used = blocks.legend(one, entries, box, shape)
        if used <= box.height:
            return _Legend(box, tuple(keys), tuple(texts), used, True)
    keys, texts, used = blocks.legend(one, entries, box, shapes[-1], box.height)
    return _Legend(box, tuple(keys), tuple(texts), used, False)


def _difference(draft: Draft, subject: Subject, rows: Sequence[Difference], trim: Trim) -> Place:
    """Put the map of the difference with legend, list and sources beside or below it."""
    small = subject.looks.sizes[0]
    room, tall = draft.width - 2 * MARGIN, draft.bottom - draft.top
    across = draft.width >= 1.1 * draft.height
    sources = _LEAST_SOURCES if trim.shows("sources") else 0
    for share in (1.0,) if across else _ALONE:
        if across:
            place = fitted(subject, "map", MARGIN, draft.top, room - _SIDE - GUTTER, tall)
            x, y, width = draft.width - MARGIN - _SIDE, draft.top, float(_SIDE)
        else:
            place = fitted(subject, "map", MARGIN, draft.top, room, tall * share)
            x, y, width = MARGIN, draft.top + place.box.height + 12, float(room)
        box = Box("legend", x, y, width, draft.bottom - y - _LEAST_LIST - sources)
        entries = place.legend if trim.shows("legend") else ()
        set_ = _fit(subject, entries, box, _BESIDE if across else _BELOW)
        if set_.fits:
            break
    set_.put(draft)
    low = y + set_.used + (10 if set_.texts else 0)
    where = Box("list", x, low, width, draft.bottom - low - sources)
    low += _put_list(draft, subject, rows, where, trim.more)
    if trim.shows("sources"):
        where = Box("sources", x, low, width, draft.bottom - low)
        lines, flow = blocks.sources(
            place.sources, where, small, sheet_words(subject), trim.more, trim.numbers
        )
        draft.put(where, lines, flow)
    return place


def _put_list(draft: Draft, one: Subject, rows: Sequence[Difference], box: Box, more: str) -> float:
    """Put the written list; return its height."""
    small, titles = one.looks.sizes[0], words(one.language)["compare"]
    by_kind = [
        (titles[kind], [row.text for row in rows if row.kind == kind]) for kind in compare.KINDS
    ]
    groups = [(f"{title} ({len(items)})", items) for title, items in by_kind if items]
    rest = sheet_words(one)[more]
    lines = blocks.headed_lists(groups, small, box.width, int(box.height // leading(small)), rest)
    texts = [
        Text("list", line, box.x, box.y + small + k * leading(small), small, 600 if bold else 400)
        for k, (line, bold) in enumerate(lines)
    ]
    flow = "\n".join(f"{title}: {'; '.join(items)}" for title, items in groups)
    used = len(lines) * leading(small) + 4
    draft.put(Box("list", box.x, box.y, box.width, used), texts, flow)
    return used
