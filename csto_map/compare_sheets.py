"""Sheets that compare two days: two maps side by side, or one map of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from csto_map import blocks, compare, difference, scene
from csto_map.atlas import Atlas
from csto_map.blocks import Box, Shape, Text, leading
from csto_map.compare import Difference
from csto_map.furniture import (
    GUTTER,
    MARGIN,
    Draft,
    Plate,
    Sheet,
    Trim,
    fitted,
    heading,
    put_bar,
    put_footer,
    put_handling,
    put_header,
)
from csto_map.parts import LegendEntry
from csto_map.scene import Content, Scene

_SIDE = 404
_LEAST_LIST, _LEAST_SOURCES = 110, 78


def lay_out_pair(atlas: Atlas, own: Scene, second: date, mode: str, trim: Trim) -> Sheet:
    """
    Lay out a comparison.

    Parameters
    ----------
    own
        The scene of one of the two days, of the size of the sheet.
    second
        The other day, before or after the first.
    mode
        "side" for two maps side by side, "difference" for one of what changed.
    """
    first, last = compare.ordered(atlas, own.date, second)
    earlier, later = (_at(atlas, own, day) for day in (first, last))
    rows = compare.differences(atlas, first, last, own.lens, own.layers)
    # What the frame shows is known once it has its place; then all is placed for good.
    trial = _laid(earlier, later, rows, mode, trim)
    return _laid(earlier, later, compare.within(atlas, rows, trial.scene.frame), mode, trim)


def _laid(earlier: Scene, later: Scene, rows: Sequence[Difference], mode: str, trim: Trim) -> Sheet:
    own = later
    draft = Draft(own.width, own.height, MARGIN - 6, own.height - MARGIN + 8)
    small = own.looks.sizes[0]
    put_handling(draft, trim, small)
    period = f"{earlier.subtitle} → {later.subtitle}"
    title = heading(replace(later, subtitle=period), trim)
    put_header(
        draft, later, trim, title, period if trim.shows("date") else "", compare.sentence(rows)
    )
    bar_y = put_footer(draft, later, trim)
    if mode == "side":
        plates = _side(draft, earlier, later, rows, trim)
    else:
        plates = _difference(draft, difference.build(earlier, later, rows), rows, trim)
    if trim.shows("scale"):
        put_bar(draft, plates[0], MARGIN, bar_y, small)
    return draft.done(plates, title)


def _at(atlas: Atlas, own: Scene, day: date) -> Scene:
    content = own.content
    assert isinstance(content, Content)
    if day == own.date:
        return own
    named = atlas.config.view(own.view)
    box = None if content.box == (named.x0, named.y0, named.x1, named.y1) else content.box
    return scene.build(
        atlas,
        day,
        view=own.view,
        lens=own.lens,
        layers=own.layers,
        style=own.style,
        icons=content.icons,
        width=own.width,
        height=own.height,
        box=box,
    )


def _side(
    draft: Draft, earlier: Scene, later: Scene, rows: Sequence[Difference], trim: Trim
) -> list[Plate]:
    """Put two maps, their captions, and a band with legend, list and sources below."""
    small, _, large, _ = later.looks.sizes
    across = draft.width >= 1.1 * draft.height
    room = draft.width - 2 * MARGIN
    tall = draft.bottom - draft.top
    wide = (room - GUTTER) / 2 if across else room
    caption = leading(large)
    share = 0.56 if across else 0.29
    height = tall * share - caption
    plates = []
    for k, one in enumerate((earlier, later)):
        x = MARGIN + k * (wide + GUTTER) * across
        y = draft.top + k * (height + caption + 8) * (not across)
        name = f"caption{k + 1}"
        line = Text(name, one.subtitle, x, y + large - 2, large, 600)
        draft.put(Box(name, x, y, wide, caption), [line], one.subtitle)
        plates.append(fitted(one, f"map{k + 1}", x, y + caption, wide, height))
    y = plates[-1].box.y + plates[-1].box.height + 12
    band = Box("band", MARGIN, y, room, draft.bottom - y)
    entries = merged(plates[0].scene.legend, plates[1].scene.legend)
    refs = {ref.id: None for plate in plates for ref in plate.scene.sources}
    content = later.content
    assert isinstance(content, Content)
    found = scene.source_refs(content.atlas, refs)
    if across:
        # Legend, list and sources stand beside each other.
        left = Box("legend", band.x, band.y, room * 0.55, band.height)
        middle = Box("list", left.x + left.width + 2 * GUTTER, y, room * 0.24, band.height)
        x = middle.x + middle.width + 2 * GUTTER
        right = Box("sources", x, y, draft.width - MARGIN - x, band.height)
        shapes = (Shape(3, 1, 17), Shape(3, 1, 15), Shape(4, 1, 15))
    else:
        left = Box("legend", band.x, band.y, room, band.height * 0.55)
        shapes = (Shape(2, 2, 18), Shape(2, 2, 16), Shape(3, 1, 15))
        middle = right = left
    used = 0.0
    if trim.shows("legend"):
        used = _legend(draft, later, entries, left, shapes)
    if not across:
        low = band.y + used + 8
        half = (room - GUTTER) / 2
        middle = Box("list", band.x, low, half, draft.bottom - low)
        right = Box("sources", band.x + half + GUTTER, low, half, draft.bottom - low)
    _put_list(draft, rows, middle, small, trim.more)
    if trim.shows("sources"):
        lines, flow = blocks.sources(found, right, small, trim.more, trim.numbers)
        draft.put(right, lines, flow)
    return plates


def merged(was: Sequence[LegendEntry], now: Sequence[LegendEntry]) -> tuple[LegendEntry, ...]:
    """Join two legends: each kind with its count before and after."""
    before = {(e.layer, e.key): e for e in was}
    after = {(e.layer, e.key): e for e in now}
    layers = dict.fromkeys([e.layer for e in (*was, *now)])
    order = {layer: k for k, layer in enumerate(_LAYERS)}
    found = []
    for layer in sorted(layers, key=lambda name: order.get(name, len(order))):
        keys = [key for key in {**after, **before} if key[0] == layer]
        for key in keys:
            entry = after.get(key) or replace(before[key], count=0)
            earlier = before.get(key)
            found.append(replace(entry, was=earlier.count if earlier else 0))
    return tuple(found)


_LAYERS = (
    *("states", "border", "bases", "detachments", "units", "contingents", "crossings"),
    *("events", "groups", "certainty"),
)


def _legend(
    draft: Draft,
    one: Scene,
    entries: Sequence[LegendEntry],
    box: Box,
    shapes: Sequence[Shape],
) -> float:
    """Put a legend in the first shape that fits; return its height."""
    keys, texts, used = blocks.legend(one, entries, box, shapes[-1], box.height)
    for shape in shapes:
        trial = blocks.legend(one, entries, box, shape)
        if trial[2] <= box.height:
            keys, texts, used = trial
            break
    draft.put(Box("legend", box.x, box.y, box.width, used), texts, "")
    draft.keys += keys
    return used


def _difference(draft: Draft, own: Scene, rows: Sequence[Difference], trim: Trim) -> list[Plate]:
    """Put the map of the difference with legend, list and sources beside or below it."""
    small = own.looks.sizes[0]
    room, tall = draft.width - 2 * MARGIN, draft.bottom - draft.top
    across = draft.width >= 1.1 * draft.height
    if across:
        plate = fitted(own, "map", MARGIN, draft.top, room - _SIDE - GUTTER, tall)
        x, y, width = draft.width - MARGIN - _SIDE, draft.top, float(_SIDE)
    else:
        plate = fitted(own, "map", MARGIN, draft.top, room, tall * 0.5)
        x, y, width = MARGIN, draft.top + plate.box.height + 12, float(room)
    used = 0.0
    sources = _LEAST_SOURCES if trim.shows("sources") else 0
    if trim.shows("legend"):
        least = _LEAST_LIST + sources
        box = Box("legend", x, y, width, draft.bottom - y - least)
        shapes = (Shape(1 if across else 2, 1, 18), Shape(1 if across else 2, 1, 15))
        used = _legend(draft, plate.scene, plate.scene.legend, box, shapes) + 10
    free = draft.bottom - y - used
    where = Box("list", x, y + used, width, free - sources)
    high = _put_list(draft, rows, where, small, trim.more)
    if trim.shows("sources"):
        below = y + used + high
        where = Box("sources", x, below, width, draft.bottom - below)
        lines, flow = blocks.sources(plate.scene.sources, where, small, trim.more, trim.numbers)
        draft.put(where, lines, flow)
    return [plate]


def _put_list(draft: Draft, rows: Sequence[Difference], box: Box, small: int, more: str) -> float:
    """Put the written list; return its height."""
    groups = [
        (title, [row.text for row in rows if row.kind == kind])
        for kind, title in compare.KINDS.items()
    ]
    groups = [(f"{title} ({len(own)})", own) for title, own in groups if own]
    lines = blocks.headed_lists(groups, small, box.width, int(box.height // leading(small)), more)
    texts = [
        Text("list", line, box.x, box.y + small + k * leading(small), small, 600 if bold else 400)
        for k, (line, bold) in enumerate(lines)
    ]
    flow = "\n".join(f"{title}: {'; '.join(own)}" for title, own in groups)
    used = len(lines) * leading(small) + 4
    draft.put(Box("list", box.x, box.y, box.width, used), texts, flow)
    return used
