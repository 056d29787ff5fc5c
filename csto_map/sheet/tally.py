"""The small chart of a sheet: bars from a low to a high figure, or spells over time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date

from csto_map.history.findings import SpanRow, Tally, TallyRow
from csto_map.picture import fonts
from csto_map.picture.style import Style
from csto_map.sheet.blocks import BODY, SMALL, Part, Text, leading, set_lines
from csto_map.sheet.measures import LINE, TALLY
from csto_map.sheet.shapes import Patch, Shape, Spot, Stroke, mixed

_NAME = "tally"
_BAR_STEP, _BAR = TALLY.bar_step, TALLY.bar
_SPAN_STEP, _SPAN = TALLY.span_step, TALLY.span
_GAP = TALLY.gap


def tally(chart: Tally, width: float, day: date, style: Style) -> Part:
    """
    Set a small chart.

    Parameters
    ----------
    width
        Of the chart, in pixels of the sheet.
    day
        Marked in a chart over time.
    """
    heads = fonts.wrap(chart.title, BODY, width, 600)
    texts = set_lines(_NAME, heads, 0, 0, BODY, weight=600)
    top = len(heads) * leading(BODY) + 4.0
    if chart.kind == "bars":
        bars = [row for row in chart.rows if isinstance(row, TallyRow)]
        more, shapes, height = _bars(bars, width, top, style)
    else:
        spans = [row for row in chart.rows if isinstance(row, SpanRow)]
        more, shapes, height = _spans(spans, width, top, day.toordinal(), style)
    texts += more
    if chart.note:
        notes = fonts.wrap(chart.note, SMALL, width)
        texts += set_lines(_NAME, notes, 0, top + height + 3, SMALL, soft=True)
        height += 3 + len(notes) * leading(SMALL)
    flow = "; ".join([chart.title, *(row.label for row in chart.rows)])
    held = chart.kind != "bars"
    return Part(_NAME, width, top + height, tuple(texts), (), tuple(shapes), flow, held=held)


def _bars(
    rows: Sequence[TallyRow], width: float, top: float, style: Style
) -> tuple[list[Text], list[Shape], float]:
    """Set one bar a row: filled up to the low figure, light up to the high one."""
    labels = max((fonts.width(row.label, SMALL, _weight(row)) for row in rows), default=0)
    left = min(labels, TALLY.most_labels * width) + 2 * _GAP
    figures = max((fonts.width(row.text, SMALL, 600) for row in rows), default=0)
    room = max(TALLY.least_bars * width, width - left - figures - _GAP)
    most = max((row.high or row.low or 0 for row in rows), default=0) or 1
    texts: list[Text] = []
    shapes: list[Shape] = []
    y = top
    for row in rows:
        colour = style.accent(row.accent).body
        named = fonts.wrap(row.label, SMALL, left - _GAP, _weight(row))
        told = fonts.wrap(row.text, SMALL, width - left - room - _GAP)
        high = row.high if row.high is not None else row.low
        drawn, end = _bar(row, colour, left, y, room * (high or 0) / most, room, style)
        shapes += drawn
        if end + _GAP + fonts.width(row.text, SMALL) <= width:
            told = [row.text]
        texts += _set(named, 0, y, _weight(row))
        if told and len(told) == 1:
            texts += _set(told, end + _GAP, y, 400, soft=True)
        else:
            texts += _set(told, left + room + _GAP, y, 400, soft=True)
        y += _BAR_STEP + (max(len(named), len(told), 1) - 1) * leading(SMALL, LINE.tally)
    return texts, shapes, y - top


def _weight(row: TallyRow) -> int:
    return 600 if row.strong else 400


def _set(
    lines: Sequence[str], x: float, y: float, weight: int, *, soft: bool = False
) -> list[Text]:
    base = y + _BAR_STEP / 2 + SMALL * 0.36
    step = leading(SMALL, LINE.tally)
    return [
        Text(_NAME, line, x, base + k * step, SMALL, weight, soft) for k, line in enumerate(lines)
    ]


def _bar(
    row: TallyRow,
    colour: str,
    x: float,
    y: float,
    length: float,
    room: float,
    style: Style,
) -> tuple[list[Shape], float]:
    """Draw the bar of a row; return its shapes and where it ends."""
    top = y + (_BAR_STEP - _BAR) / 2
    if row.low is None and row.high is None:
        # Nobody has counted them: no bar may be read as a number.
        box = Patch(_NAME, x + 0.5, top, TALLY.unknown, _BAR, "", colour, 1, "dash")
        return [box], x + TALLY.unknown
    length = max(1.5, min(length, room))
    high = row.high if row.high is not None else row.low
    whole = high or 1
    low = length * (row.low or 0) / whole
    if row.hollow:
        return [Patch(_NAME, x + 0.5, top + 0.5, length, _BAR - 1, style.paper, colour)], x + length
    shapes: list[Shape] = []
    if low < length - 0.5:
        light = mixed(colour, style.paper, TALLY.light)
        shapes.append(
            Patch(_NAME, x + low, top + 0.4, length - low, _BAR - 0.8, light, colour, 0.8)
        )
    if low:
        shapes.append(Patch(_NAME, x, top, max(1.5, low), _BAR, colour))
    return shapes, x + length


def _spans(
    rows: Sequence[SpanRow], width: float, top: float, day: int, style: Style
) -> tuple[list[Text], list[Shape], float]:
    """Set one row of spells below the other over an axis of years, with the day across."""
    labels = max((fonts.width(row.label, SMALL) for row in rows), default=0)
    left = min(labels, TALLY.most_labels * width) + 7
    room = width - left
    days = _axis(rows, day)
    texts: list[Text] = []
    shapes: list[Shape] = []
    y = top + 4
    for row in rows:
        lines = fonts.wrap(row.label, SMALL, left - 7)
        base = y + _SPAN_STEP / 2 + SMALL * 0.36
        texts += [
            Text(_NAME, line, left - 7, base + k * leading(SMALL, LINE.tally), SMALL, anchor="end")
            for k, line in enumerate(lines)
        ]
        at = y + (_SPAN_STEP - _SPAN) / 2
        shapes += [
            shape for spell in row.spells for shape in _spell(spell, left, room, at, days, style)
        ]
        y += _SPAN_STEP + (len(lines) - 1) * leading(SMALL, LINE.tally)
    foot = y + 2
    texts += _years(days, left, room, foot)
    shapes.append(Stroke(_NAME, ((left, foot), (width, foot)), style.text_soft, 0.7))
    if days[0] <= day <= days[1]:
        x = left + room * (day - days[0]) / (days[1] - days[0])
        shapes.append(Stroke(_NAME, ((x, top), (x, foot)), style.text, 1.4, "solid", style.paper))
        shapes.append(Spot(_NAME, "disc", x, top, 2.6, style.text))
    return texts, shapes, foot - top + leading(SMALL) + 1


def _axis(rows: Sequence[SpanRow], day: int) -> tuple[int, int]:
    """
    Give the first and the last day of a chart over time.

    What has no end goes on to the edge, a sixth of the time beyond the last change.
    """
    begun = [spell[0] for row in rows for spell in row.spells]
    ended = [spell[1] for row in rows for spell in row.spells if spell[1] is not None]
    first, last = min(begun, default=day), max([*begun, *ended], default=day)
    last = max(last, min(day, last + (last - first) // 2))
    return first, last + max(365, (last - first) // 6)


def _spell(
    spell: tuple[int, int | None, str, bool],
    left: float,
    room: float,
    y: float,
    days: tuple[int, int],
    style: Style,
) -> list[Shape]:
    """Draw a spell in the colour of its guard: hollow where it is not certain."""
    from_, until, slot, certain = spell
    first, last = days
    ends = [
        left + room * (min(max(at, first), last) - first) / (last - first)
        for at in (from_, last if until is None else until)
    ]
    if ends[1] - ends[0] < 0.3:
        return []
    colour = style.guard(slot)
    wide = ends[1] - ends[0]
    if not certain:
        return [
            Patch(
                _NAME,
                ends[0] + 0.6,
                y + 0.6,
                max(0.5, wide - 1.2),
                _SPAN - 1.2,
                style.paper,
                colour,
                1.2,
            )
        ]
    return list(_broken(ends[0], y, wide, colour, style.guard_line(slot).dash))


def _broken(x: float, y: float, wide: float, colour: str, dash: Sequence[float]) -> Iterable[Patch]:
    """Break a bar as the guard's line on the map is, so that guards differ without colour."""
    if not dash:
        yield Patch(_NAME, x, y, wide, _SPAN, colour)
        return
    scale = TALLY.dashes / sum(dash)
    at = 0.0
    for k in range(int(wide / TALLY.dashes + 2) * len(dash)):
        length = dash[k % len(dash)] * scale
        end = min(wide, at + length)
        if k % 2 == 0 and end - at > 0.2:
            yield Patch(_NAME, x + at, y, end - at, _SPAN, colour)
        at += length
        if at >= wide:
            return


def _years(days: tuple[int, int], left: float, room: float, foot: float) -> list[Text]:
    """Set as many years below a chart as there is room for, at even distances."""
    first, last = days
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    wide = fonts.width("2000", SMALL)
    for every in (1, 2, 5, 10, 20):
        marked = [year for year in years if year % every == 0]
        xs = [
            left + room * (date(year, 1, 1).toordinal() - first) / (last - first) for year in marked
        ]
        near = itertools.pairwise(xs)
        if all(b - a >= wide + TALLY.year_gap for a, b in near):
            break
    return [
        Text(_NAME, str(year), x, foot + SMALL + 3, SMALL, soft=True, anchor="middle")
        for year, x in zip(marked, xs, strict=True)
        if left + wide / 2 - 8 <= x <= left + room - wide / 2
    ]
