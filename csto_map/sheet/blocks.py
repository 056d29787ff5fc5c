"""The blocks around a map: legend, sources, lines of text; where each line goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.picture.parts import LegendEntry, SourceRef
from csto_map.picture.subject import Subject

_KEY = 28
# These stand one to a row: their labels are long, or their order means something.
_WHOLE_ROWS = ("states", "border", "groups", "certainty", "own")
_BETWEEN = " · "
_BETWEEN_GROUPS = 7


@dataclass(frozen=True, slots=True)
class Box:
    """A named rectangle that nothing else may enter."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `box` the name of the box that holds it."""

    box: str
    text: str
    x: float
    y: float
    size: int
    weight: int = 400
    soft: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Key:
    """
    The swatch of a legend entry; `x`, `y` is the middle of its `_KEY` wide place.

    `right` is where its line ends.
    """

    entry: LegendEntry
    x: float
    y: float
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """The scale bar: its left end, its length in pixels and in kilometres."""

    x: float
    y: float
    px: float
    km: int


def set_lines(
    box: str,
    lines: Sequence[str],
    x: float,
    top: float,
    size: int,
    *,
    weight: int = 400,
    soft: bool = False,
) -> list[Text]:
    """Set lines of text below each other."""
    return [
        Text(box, line, x, top + size + k * leading(size), size, weight, soft)
        for k, line in enumerate(lines)
    ]


def leading(size: int) -> float:
    """Return the distance of two baselines for a text size."""
    return round(size * 1.36)


def cut(text: str, size: int, room: float, most: int, weight: int = 400) -> list[str]:
    """Wrap a text to at most `most` lines; a shortened one ends in an ellipsis."""
    lines = fonts.wrap(text, size, room, weight)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and fonts.width(f"{last} …", size, weight) > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last} …"]


@dataclass(frozen=True, slots=True)
class Shape:
    """
    How a legend is set.

    `stacks` are its newspaper columns, `icons` how many entries stand in a row of
    each where their labels allow it, `step` is the distance of two rows.
    """

    stacks: int
    icons: int
    step: int


def legend(
    subject: Subject,
    entries: Sequence[LegendEntry],
    box: Box,
    shape: Shape,
    most: float | None = None,
) -> tuple[list[Key], list[Text], float]:
    """
    Set a legend from the top of a box.

    Parameters
    ----------
    most
        Height that must not be exceeded: kinds that do not fit are counted in a
        last line. None sets all, however high.

    Returns
    -------
    keys, texts, used
        Swatches, lines, and the height used.
    """
    keys, texts, used = _stacked(subject, entries, box, shape)
    shown = len(entries)
    while most is not None and used > most - shape.step * (shown < len(entries)) and shown:
        shown -= 1
        keys, texts, used = _stacked(subject, entries[:shown], box, shape)
    if shown < len(entries):
        small = subject.looks.sizes[0]
        rest = words(subject.language)["sheet"]["more_kinds"].format(n=len(entries) - shown)
        texts.append(Text("legend", rest, box.x, box.y + used + small + 2, small))
        used += shape.step
    return keys, texts, used


def _stacked(
    subject: Subject, entries: Sequence[LegendEntry], box: Box, shape: Shape
) -> tuple[list[Key], list[Text], float]:
    """Set whole groups into newspaper columns that are as even as their order allows."""
    groups = [list(group) for _, group in groupby(entries, key=lambda entry: entry.layer)]
    gap = 28
    width = (box.width - gap * (shape.stacks - 1)) / shape.stacks
    place = Box("legend", 0, 0, width, 0)
    heights = [_group(subject, group, place, shape)[2] for group in groups]
    limit = max(heights, default=0.0)
    while len(_columns(heights, limit)) > shape.stacks:
        limit += 4
    keys: list[Key] = []
    texts: list[Text] = []
    used = 0.0
    for k, members in enumerate(_columns(heights, limit)):
        x, y = box.x + k * (width + gap), box.y
        for n, member in enumerate(members):
            y += _BETWEEN_GROUPS if n else 0
            group_keys, group_texts, height = _group(
                subject, groups[member], Box("legend", x, y, width, 0), shape
            )
            keys += group_keys
            texts += group_texts
            y += height
        used = max(used, y - box.y)
    return keys, texts, used


def _columns(heights: Sequence[float], limit: float) -> list[list[int]]:
    """Deal groups out, in order, to columns no higher than `limit`."""
    columns: list[list[int]] = [[]]
    y = 0.0
    for k, height in enumerate(heights):
        need = height + (_BETWEEN_GROUPS if columns[-1] else 0)
        if columns[-1] and y + need > limit:
            columns.append([])
            y, need = 0.0, height
        columns[-1].append(k)
        y += need
    return columns


def _group(
    subject: Subject, entries: Sequence[LegendEntry], box: Box, shape: Shape
) -> tuple[list[Key], list[Text], float]:
    """Set one group with its heading; return swatches, lines and height."""
    small, body, *_ = subject.looks.sizes
    layer = entries[0].layer
    title = subject.headings.get(layer) or words(subject.language)["sheet"][layer]
    keys: list[Key] = []
    heads = fonts.wrap(title, body, box.width, 600)
    texts = set_lines("legend", heads, box.x, box.y - 1, body, weight=600)
    y = box.y + len(heads) * leading(body) + 1
    cell = box.width / shape.icons
    column = 0
    for entry in entries:
        counted = entry.counted(subject.language)
        taken = _KEY + 11 + fonts.width(counted, small, 600)
        room = cell - 10 - taken
        shared = (
            layer not in _WHOLE_ROWS
            and len(entries) > 1
            and fonts.width(entry.label, small) <= room
        )
        if not shared or column == shape.icons:
            column = 0
        if column == 0:
            y += shape.step
        x = box.x + column * cell
        right = x + (cell - 10 if shared else box.width)
        base = y - shape.step / 2 + small * 0.36
        keys.append(Key(entry, x + _KEY / 2 - 2, y - shape.step / 2, right))
        label = fonts.wrap(entry.label, small, room if shared else box.width - taken) or [""]
        texts += [
            Text("legend", line, x + _KEY + 2, base + n * leading(small), small)
            for n, line in enumerate(label)
        ]
        texts.append(Text("legend", counted, right, base, small, 600, True, "end"))
        column = column + 1 if shared else shape.icons
        y += (len(label) - 1) * leading(small)
    return keys, texts, y - box.y


def sources(
    refs: Sequence[SourceRef],
    box: Box,
    small: int,
    phrases: Mapping[str, str],
    more: str,
    numbers: Mapping[str, int] | None = None,
) -> tuple[list[Text], str]:
    """
    Set numbered sources in their brief form, running on, below a heading.

    Parameters
    ----------
    phrases
        Words of the sheet, in its language.
    more
        The key of the phrase that says, with ``{n}``, where those that do not fit are listed.
    numbers
        Source id -> number, in place of the sheet's own numbers.

    Returns
    -------
    texts, flow
        The lines, the last of which counts the sources that do not fit; and the
        same without heading, unbroken.
    """
    row = leading(small)
    top = box.y + 8
    room = int((box.y + box.height - top - row - 2) // row)
    if not refs or room < 1:
        return [], ""
    numbers = numbers or {}
    names = [f"{numbers.get(source.id, source.n)} {source.brief}" for source in refs]
    shown = len(names)
    lines = _pack(names, small, box.width)
    if len(lines) > room:
        # The last lines count the rest.
        counting = len(fonts.wrap(phrases[more].format(n=len(names)), small, box.width))
        shown = _within(names, small, box.width, room - counting)
        rest = phrases[more].format(n=len(names) - shown)
        lines = [*_pack(names[:shown], small, box.width), *fonts.wrap(rest, small, box.width)]
        lines = lines if len(lines) <= room else []
    if not lines:
        return [], ""
    texts = [Text("sources", phrases["sources"], box.x, top + small, small, 600)]
    texts += set_lines("sources", lines, box.x, top + row + 2, small, soft=True)
    flow = _BETWEEN.join(names[:shown])
    if shown < len(names):
        flow += f"{_BETWEEN}{phrases[more].format(n=len(names) - shown)}"
    return texts, flow


def wrap_link(text: str, size: int, room: float) -> list[str]:
    """Break an address after its punctuation rather than within its words."""
    return _pack(re.findall(r"[^&,/? ]*[&,/? ]?", text), size, room, "")


def _pack(names: Sequence[str], size: int, room: float, between: str = _BETWEEN) -> list[str]:
    """Fill lines with whole names; one that is wider than a line is wrapped."""
    lines: list[str] = []
    for name in names:
        longer = f"{lines[-1]}{between}{name}" if lines else name
        if lines and fonts.width(longer, size) <= room:
            lines[-1] = longer
        elif fonts.width(name, size) <= room:
            lines.append(name)
        else:
            lines += fonts.wrap(name, size, room)
    return lines


def _within(names: Sequence[str], size: int, room: float, most: int) -> int:
    """Count the names whose lines are at most `most`."""
    low, high = 0, len(names)
    while low < high:
        middle = (low + high + 1) // 2
        if len(_pack(names[:middle], size, room)) <= most:
            low = middle
        else:
            high = middle - 1
    return low


def headed_lists(
    groups: Sequence[tuple[str, Sequence[str]]], small: int, room: float, most: int, rest: str
) -> list[tuple[str, bool]]:
    """
    Set lists under bold headings, names running on, in at most `most` lines.

    Parameters
    ----------
    rest
        What the last line says of those that do not fit; ``{n}`` is their number.

    Returns
    -------
    lines
        Text and whether it is bold; the last counts what does not fit.
    """

    def lines(count: int) -> list[tuple[str, bool]]:
        rows: list[tuple[str, bool]] = []
        for title, names in groups:
            some = names[: max(0, count)]
            count -= len(names)
            if some:
                rows += [(line, True) for line in fonts.wrap(title, small, room, 600)]
                rows += [(line, False) for line in _pack(some, small, room)]
        return rows

    total = sum(len(names) for _, names in groups)
    if len(lines(total)) <= most:
        return lines(total)
    counting = len(fonts.wrap(rest.format(n=total), small, room))
    low, high = 0, total
    while low < high:
        middle = (low + high + 1) // 2
        if len(lines(middle)) + counting <= most:
            low = middle
        else:
            high = middle - 1
    last = [(line, False) for line in fonts.wrap(rest.format(n=total - low), small, room)]
    return [*lines(low), *last] if counting <= most else []
