"""The time axis at the foot of a sheet: turning points, the band of a number, the day's flag."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from csto_map.history.findings import Band, Turn
from csto_map.language.speech import load_speech
from csto_map.picture import fonts
from csto_map.picture.style import Style
from csto_map.picture.subject import Subject
from csto_map.sheet.blocks import SMALL, Part, Text
from csto_map.sheet.measures import TIMELINE
from csto_map.sheet.shapes import Patch, Shape, Spot, Stroke, mixed

NAME = "timeline"
# How high the axis with all that stands on it is, and how wide at least.
HEIGHT, LEAST = TIMELINE.height, TIMELINE.least
MOST_TURNS = TIMELINE.turns
FLAG, _FLAG_PAD = TIMELINE.flag, TIMELINE.flag_pad
# Baselines of the two rows of turning points, the axis, its labels; all from the top.
_ROWS = TIMELINE.rows
AXIS, _LABELS = TIMELINE.axis, TIMELINE.labels
_LABEL_ROOM = TIMELINE.room
# Spans of fewer days are told by days.
_DAYS_BELOW = 100


@dataclass(frozen=True, slots=True)
class Axis:
    """Days along a line: the first and the last, and where they stand."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: float) -> float:
        """Give the place of a day; those beyond an end stand at it."""
        share = (day - self.first) / max(1, self.last - self.first)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))


def timeline(
    subject: Subject,
    width: float,
    flags: Sequence[tuple[int, str]],
    days: tuple[int, int] | None = None,
) -> Part:
    """
    Set the time axis.

    Parameters
    ----------
    flags
        Days and what their flags say; none for an axis on which flags are set later.
    days
        First and last day of the axis; None for all that the facts cover.

    Returns
    -------
    timeline
        Its names of turning points neither meet each other nor a flag's staff; those that
        find no room are left out, and their diamonds stay.
    """
    style = subject.looks
    first, last = days or subject.covered
    axis = Axis(first, last, TIMELINE.side, width - TIMELINE.side)
    inside = [one for one in subject.turns if first <= one.day <= last][:MOST_TURNS]
    staffs = [axis.x(day) for day, _ in flags]
    texts, shapes = _ticks(axis, style, subject.language)
    if subject.band:
        passed = [*staffs, *(axis.x(turn.day) for turn in inside)]
        more = _band(subject.band, axis, style, passed)
        texts, shapes = texts + more[0], [*more[1], *shapes]
    more = _turns(inside, axis, style, staffs)
    texts, shapes = texts + more[0], shapes + more[1]
    more = _flags(flags, axis, style)
    texts, shapes = texts + more[0], shapes + more[1]
    flow = "; ".join([*(text for _, text in flags), *(turn.text for turn in inside)])
    return Part(NAME, width, HEIGHT, tuple(texts), (), tuple(shapes), flow, held=True)


def _ticks(axis: Axis, style: Style, language: str) -> tuple[list[Text], list[Shape]]:
    """Draw the axis with its years, or months where it is short."""
    shapes: list[Shape] = [
        Stroke(NAME, ((axis.left, AXIS), (axis.right, AXIS)), style.text_soft, 0.8)
    ]
    texts = []
    end = 0.0
    for day, label in stops(axis, language):
        x = axis.x(day.toordinal())
        tall = 5 if label else 3
        shapes.append(Stroke(NAME, ((x, AXIS), (x, AXIS + tall)), style.text_soft, 0.8))
        wide = fonts.width(label, SMALL)
        left = x - wide / 2
        if label and left >= max(0.0, end) and left + wide <= axis.right + TIMELINE.side:
            texts.append(Text(NAME, label, x, _LABELS, SMALL, soft=True, anchor="middle"))
            end = left + wide + 8
    return texts, shapes


def stops(axis: Axis, language: str) -> list[tuple[date, str]]:
    """Give the days that are marked on an axis, with a label where there is room for one."""
    first, last = date.fromordinal(axis.first), date.fromordinal(axis.last)
    if axis.last - axis.first <= _DAYS_BELOW:
        return _days(axis, language)
    months = axis.last - axis.first <= TIMELINE.months_below
    start = first.year * 12 + first.month - 1
    days = [
        date(k // 12, k % 12 + 1, 1)
        for k in range(start, last.year * 12 + last.month)
        if months or k % 12 == 0
    ]
    days = [day for day in days if first <= day <= last]
    room = (axis.right - axis.left) / max(1, len(days))
    if months:
        every = next((n for n in (1, 2, 3, 6, 12) if n * room >= 1.5 * _LABEL_ROOM), 12)
        speech = load_speech(language)
        return [(d, speech.month(d) if (d.month - 1) % every == 0 else "") for d in days]
    every = next((n for n in (1, 2, 5, 10, 20) if n * room >= _LABEL_ROOM), 50)
    return [(d, str(d.year) if d.year % every == 0 else "") for d in days]


def _days(axis: Axis, language: str) -> list[tuple[date, str]]:
    """Mark days, or weeks of them, with a label as often as there is room."""
    speech = load_speech(language)
    days = [date.fromordinal(k) for k in range(axis.first, axis.last + 1)]
    widest = max(fonts.width(speech.day(day), SMALL) for day in days[:32])
    room = (axis.right - axis.left) / max(1, len(days) - 1)
    step = next((n for n in (1, 2, 7, 14) if n * room >= 4), 28)
    every = next((n for n in (1, 2, 7, 14, 28, 56) if n * room >= widest + 12), len(days))
    # From the middle of the label on, so that the first has room.
    least = math.ceil((widest / 2 - axis.left) / room) if every > 1 else 0
    return [
        (day, speech.day(day) if k >= least and (k - least) % every == 0 else "")
        for k, day in enumerate(days)
        if k % step == 0 or (k >= least and (k - least) % every == 0)
    ]


def band_colour(band: Band, style: Style) -> str:
    """Give the colour of a band: that of its accent, or of members."""
    if band.accent in style.accents:
        return mixed(style.accent(band.accent).body, style.paper, TIMELINE.fill)
    return style.status("member").fill


def _band(
    band: Band, axis: Axis, style: Style, passed: Sequence[float]
) -> tuple[list[Text], list[Shape]]:
    """Draw a number through time as a band as high as the number, and say it where it changes."""
    most = max((n for _, n in band.steps), default=0) or 1
    colour = band_colour(band, style)
    texts: list[Text] = []
    shapes: list[Shape] = []
    days = [day for day, _ in band.steps]
    end = 0.0
    spans = [
        (axis.x(day), axis.x(until), n)
        for (day, n), until in zip(band.steps, [*days[1:], axis.last], strict=True)
    ]
    roomy = [
        (right - left, k)
        for k, (left, right, n) in enumerate(spans)
        if _fits(band, n, left, right, passed)
    ]
    titled = max(roomy, default=(0, -1))[1]
    for k, (left, right, n) in enumerate(spans):
        if right - left < 0.2 or not n:
            continue
        tall = TIMELINE.band * n / most
        shapes.append(Patch(NAME, left, AXIS - tall, right - left, tall, colour))
        label = f"{band.title}: {n}" if k == titled else str(n)
        x = max(left, end) + 6
        wide = fonts.width(label, SMALL)
        clear = all(not x - 3 < line < x + wide + 3 for line in passed)
        if x + wide <= right - 2 and clear and tall >= 6:
            texts.append(Text(NAME, label, x, AXIS - TIMELINE.band_rise, SMALL))
            end = x + wide
    return texts, shapes


def _fits(band: Band, n: int, left: float, right: float, passed: Sequence[float]) -> bool:
    """Say whether a step has room for the title of its band."""
    x, wide = left + 6, fonts.width(f"{band.title}: {n}", SMALL)
    free = all(not x - 3 < line < x + wide + 3 for line in passed)
    return bool(n) and x + wide <= right - 2 and free


def _turns(
    turns: Iterable[Turn], axis: Axis, style: Style, staffs: Sequence[float]
) -> tuple[list[Text], list[Shape]]:
    """Name turning points in two rows, the most important first, where there is room."""
    texts: list[Text] = []
    shapes: list[Shape] = []
    rows: tuple[list[tuple[float, float]], ...] = ([], [])
    # Lines that names must not cross: those of the flags, and of names in the row above.
    lines: tuple[list[float], ...] = (list(staffs), list(staffs))
    points: list[Shape] = []
    for turn in turns:
        x = axis.x(turn.day)
        points.append(
            Spot(NAME, "diamond", x, AXIS, TIMELINE.diamond, style.paper, style.text_soft)
        )
        label = turn.text
        place = _room(label, x, axis, rows, lines)
        if place is None:
            continue
        row, left, anchor = place
        wide = fonts.width(label, SMALL)
        rows[row].append((left, left + wide))
        lines[row].append(x)
        if row == 0:
            lines[1].append(x)
        y = _ROWS[row]
        shapes.append(
            Stroke(
                NAME,
                ((x, y - SMALL * 0.8), (x, AXIS)),
                mixed(style.text_soft, style.paper, TIMELINE.line),
                0.8,
            )
        )
        at = left if anchor == "start" else left + wide
        texts.append(Text(NAME, label, at, y, SMALL, soft=True, anchor=anchor))
    return texts, shapes + points


def _room(
    label: str,
    x: float,
    axis: Axis,
    rows: Sequence[Sequence[tuple[float, float]]],
    lines: Sequence[Sequence[float]],
) -> tuple[int, float, str] | None:
    """Find a row and a side of its line for a name, or nothing."""
    wide = fonts.width(label, SMALL)
    for row in (0, 1):
        # The line itself comes down through the row below, and to it in its own.
        passed = rows[1] if row == 0 else ()
        if any(left - 3 < x < right + 3 for left, right in passed):
            continue
        if any(left - 3 < x < right + 3 for left, right in rows[row]):
            continue
        for left, anchor in ((x + TIMELINE.beside, "start"), (x - TIMELINE.beside - wide, "end")):
            right = left + wide
            if left < 0 or right > axis.right + TIMELINE.side:
                continue
            met = any(left - 8 < b and a < right + 8 for a, b in rows[row])
            crossed = any(left - 3 < line < right + 3 for line in lines[row])
            if not met and not crossed:
                return row, left, anchor
    return None


def _flags(
    flags: Sequence[tuple[int, str]], axis: Axis, style: Style
) -> tuple[list[Text], list[Shape]]:
    """Set the day, or two days, as black flags above all else."""
    texts: list[Text] = []
    shapes: list[Shape] = []
    boxes = _beside([(axis.x(day), text) for day, text in flags], axis)
    for (day, text), (left, right) in zip(flags, boxes, strict=True):
        x = axis.x(day)
        shapes.append(Stroke(NAME, ((x, FLAG), (x, AXIS)), style.text, 1.3))
        shapes.append(Spot(NAME, "disc", x, AXIS, TIMELINE.knob, style.text, style.paper))
        shapes.append(
            Patch(NAME, left, 0, right - left, FLAG, style.text, round=TIMELINE.flag_round)
        )
        texts.append(
            Text(
                NAME,
                text,
                (left + right) / 2,
                FLAG / 2 + SMALL * 0.36,
                SMALL,
                600,
                anchor="middle",
                colour=style.paper,
            )
        )
    return texts, shapes


def flag_box(text: str, x: float, axis: Axis) -> tuple[float, float]:
    """Give the left and the right edge of a flag about its staff, within the axis."""
    wide = fonts.width(text, SMALL, 600) + 2 * _FLAG_PAD
    left = min(max(x - wide / 2, axis.left - TIMELINE.side), axis.right + TIMELINE.side - wide)
    return left, left + wide


def _beside(flags: Sequence[tuple[float, str]], axis: Axis) -> list[tuple[float, float]]:
    """Place flags about their staffs; two that meet move apart as far as they must."""
    boxes = [flag_box(text, x, axis) for x, text in flags]
    if len(boxes) < 2 or boxes[0][1] + 4 <= boxes[1][0]:
        return boxes
    (a, b), (c, d) = boxes
    middle = (flags[0][0] + flags[1][0]) / 2
    middle = min(
        max(middle, axis.left - TIMELINE.side + (b - a) + 2),
        axis.right + TIMELINE.side - (d - c) - 2,
    )
    return [(middle - 2 - (b - a), middle - 2), (middle + 2, middle + 2 + (d - c))]
