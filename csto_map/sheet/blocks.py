"""The blocks around a map: legend, sources, lines of text; where each line goes."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from csto_map.language.direction import piece
from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.picture.parts import LegendEntry, SourceRef
from csto_map.picture.subject import Subject
from csto_map.sheet.measures import LEGEND, LINE, TYPE
from csto_map.sheet.shapes import Shape

FINE: Final = TYPE.fine
SMALL: Final = TYPE.small
BODY: Final = TYPE.body
LARGE: Final = TYPE.large
HEAD: Final = TYPE.head
# A headline's lines stand closer than those of running text.
HEAD_LINE: Final = LINE.head
KEY: Final = LEGEND.key
_BETWEEN = " · "
_OTHER_END: Final = {"start": "end", "middle": "middle", "end": "start"}
# Letters of a link that somebody may type.
_LONGEST_LINK = 320


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
    """
    One line of text; `y` is its baseline, `box` the name of the box that holds it.

    `colour` is "" for that of the style's text, or of its soft text.
    """

    box: str
    text: str
    x: float
    y: float
    size: float
    weight: int = 400
    soft: bool = False
    anchor: str = "start"
    colour: str = ""

    def moved(self, dx: float, dy: float) -> Text:
        """Stand it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, wide: float) -> Text:
        """Stand it as far from the right edge of a sheet as it stands from the left one."""
        return replace(self, x=wide - self.x, anchor=_OTHER_END[self.anchor])


@dataclass(frozen=True, slots=True)
class Key:
    """
    The swatch of a legend entry; `x`, `y` is the middle of its place, 24 wide.

    `right` is where its line ends; on a sheet that reads to the left it is less than `x`.
    """

    entry: LegendEntry
    x: float
    y: float
    right: float = 0.0

    def moved(self, dx: float, dy: float) -> Key:
        """Stand it elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy, right=self.right + dx)

    def turned(self, wide: float) -> Key:
        """Stand it as far from the right edge of a sheet as it stands from the left one."""
        return replace(self, x=wide - self.x, right=wide - self.right)


@dataclass(frozen=True, slots=True)
class Bar:
    """The scale bar: its left end, its length in pixels and in kilometres."""

    x: float
    y: float
    px: float
    km: int


@dataclass(frozen=True, slots=True)
class Part:
    """
    A part of a sheet that is set but not yet put: all counts from its upper left corner.

    `flow` holds its words unbroken, for files whose reader breaks lines itself. One that is
    `held` counts from the left in every language: it is of time, or of sizes.
    """

    name: str
    width: float
    height: float
    texts: tuple[Text, ...] = ()
    keys: tuple[Key, ...] = ()
    shapes: tuple[Shape, ...] = field(default=())
    flow: str = ""
    held: bool = False


def set_lines(
    box: str,
    lines: Sequence[str],
    x: float,
    top: float,
    size: float,
    *,
    weight: int = 400,
    soft: bool = False,
    colour: str = "",
    line: float = LINE.text,
) -> list[Text]:
    """Set lines of text below each other; `line` is their distance in type sizes."""
    step = leading(size, line)
    return [
        Text(box, text, x, top + size + k * step, size, weight, soft, colour=colour)
        for k, text in enumerate(lines)
    ]


def paragraph(
    name: str,
    text: str,
    width: float,
    size: float,
    *,
    weight: int = 400,
    soft: bool = False,
    colour: str = "",
    line: float = LINE.text,
) -> Part:
    """Set running text as a part of its own."""
    lines = fonts.wrap(text, size, width, weight)
    texts = set_lines(name, lines, 0, 0, size, weight=weight, soft=soft, colour=colour, line=line)
    return Part(name, width, len(lines) * leading(size, line), tuple(texts), flow=text)


def leading(size: float, line: float = LINE.text) -> float:
    """Return the distance of two baselines for a text size."""
    return round(size * line)


def cut(text: str, size: float, room: float, most: int, weight: int = 400) -> list[str]:
    """Wrap a text to at most `most` lines; a shortened one ends in an ellipsis."""
    lines = fonts.wrap(text, size, room, weight)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and fonts.width(f"{last} …", size, weight) > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last} …"]


@dataclass(frozen=True, slots=True)
class Columns:
    """How a legend is set: in so many newspaper columns, its rows at least `step` apart."""

    count: int
    step: float


def legend(
    subject: Subject,
    entries: Sequence[LegendEntry],
    width: float,
    columns: Columns,
    most: float | None = None,
    stacked: int = 0,
) -> Part:
    """
    Set a legend: its heading, then every kind with its count.

    Parameters
    ----------
    most
        Height that must not be exceeded: kinds that do not fit are counted in a
        last line. None sets all, however high.
    stacked
        How many kinds are left out since only stacks hold them; the last line counts them.
    """
    user_title = subject.headings.get("own") or words(subject.language)["sheet"]["own"]
    told = subject.language, user_title
    part = _listed(*told, tuple(entries), width, columns)
    shown = len(entries)
    while most is not None and shown and part.height > most - columns.step * (shown < len(entries)):
        shown -= 1
        part = _listed(*told, tuple(entries[:shown]), width, columns)
    more = len(entries) - shown + stacked
    if more:
        key = "more_kinds" if shown < len(entries) else "in_stacks"
        rest = words(subject.language)["sheet"][key].format(n=more)
        line = Text("legend", rest, 0, part.height + SMALL, SMALL, soft=True)
        part = replace(part, texts=(*part.texts, line), height=part.height + leading(SMALL) + 2)
    return part


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a legend, its label broken; `title` heads a group, before all others."""

    lines: tuple[str, ...]
    height: float
    gap: float
    entry: LegendEntry | None = None


@functools.lru_cache(maxsize=256)
def _listed(
    language: str, user_title: str, entries: tuple[LegendEntry, ...], width: float, columns: Columns
) -> Part:
    """
    Set entries under a heading into columns that are as even as their order allows.

    Parameters
    ----------
    user_title
        The heading of what the reader has added.
    """
    heading = words(language)["sheet"]["on_the_map"]
    head = leading(BODY) + 5
    wide = (width - LEGEND.between * (columns.count - 1)) / columns.count
    rows = list(_rows(language, user_title, entries, wide, columns.step))
    limit = _even(rows, columns.count)
    texts = [Text("legend", heading, 0, BODY, BODY, 600)] if entries else []
    keys: list[Key] = []
    used = 0.0
    for k, column in enumerate(_dealt(rows, limit)):
        x, y = k * (wide + LEGEND.between), head
        for n, row in enumerate(column):
            y += row.gap if n else 0
            texts += _row_texts(language, row, x, y, columns.step)
            if row.entry:
                middle = y + columns.step / 2
                keys.append(Key(row.entry, x + 12, middle, x + wide))
            y += row.height
        used = max(used, y)
    return Part("legend", width, used, tuple(texts), tuple(keys))


def _rows(
    language: str, user_title: str, entries: Sequence[LegendEntry], wide: float, step: float
) -> Iterable[_Row]:
    layer = None
    for entry in entries:
        gap = LEGEND.groups if layer not in (None, entry.layer) else 0.0
        if entry.layer == "own" and layer != "own":
            # What the reader has added is never taken for the atlas's.
            lines = tuple(fonts.wrap(user_title, SMALL, wide, 600))
            yield _Row(lines, len(lines) * leading(SMALL) + 3, gap)
            gap = 0.0
        counted = entry.counted(language)
        room = wide - KEY - LEGEND.after
        beside = room - (fonts.width(counted, SMALL) + LEGEND.count if counted else 0)
        lines = tuple(fonts.wrap(entry.label, SMALL, beside)) or ("",)
        yield _Row(lines, step + (len(lines) - 1) * leading(SMALL, LINE.legend), gap, entry)
        layer = entry.layer


def _row_texts(language: str, row: _Row, x: float, y: float, step: float) -> Iterable[Text]:
    if row.entry is None:
        yield from set_lines("legend", row.lines, x, y - 1, SMALL, weight=600)
        return
    base = y + step / 2 + SMALL * 0.36
    gap = leading(SMALL, LINE.legend)
    for n, line in enumerate(row.lines):
        yield Text("legend", line, x + KEY + LEGEND.after, base + n * gap, SMALL)
    after = x + KEY + LEGEND.after + fonts.width(row.lines[-1], SMALL) + LEGEND.count
    last = base + (len(row.lines) - 1) * gap
    yield Text("legend", row.entry.counted(language), after, last, SMALL, soft=True)


def _even(rows: Sequence[_Row], count: int) -> float:
    """Give the least height, in steps of 2 above the highest row, of columns that hold rows."""
    least = max((row.height for row in rows), default=0.0)
    most = sum(row.height + row.gap for row in rows)
    steps = range(int(max(0.0, most - least) // 2) + 2)
    # Higher columns never are more.
    k = bisect_left(steps, -count, key=lambda step: -len(_dealt(rows, least + 2 * step)))
    return least + 2 * steps[k]


def _dealt(rows: Sequence[_Row], limit: float) -> list[list[_Row]]:
    """Deal rows out, in order, to columns no higher than `limit`."""
    columns: list[list[_Row]] = [[]]
    y = 0.0
    for row in rows:
        need = row.height + (row.gap if columns[-1] else 0)
        if columns[-1] and y + need > limit:
            columns.append([])
            y, need = 0.0, row.height
        columns[-1].append(row)
        y += need
    return columns


def sources(
    refs: Sequence[SourceRef],
    box: Box,
    small: float,
    phrases: Mapping[str, str],
    more: str,
    language: str,
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
    language
        Of the sheet.
    numbers
        Source id -> number, in place of the sheet's own numbers.

    Returns
    -------
    texts, flow
        The lines, the last of which counts the sources that do not fit; and the
        same without heading, unbroken.
    """
    row = leading(small)
    top = box.y
    room = int((box.y + box.height - top - row) // row)
    if not refs or room < 1:
        return [], ""
    numbers = numbers or {}
    names = [
        f"{numbers.get(source.id, source.n)} {piece(source.brief, language)}" for source in refs
    ]
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
    texts += set_lines("sources", lines, box.x, top + row, small, soft=True)
    flow = _BETWEEN.join(names[:shown])
    if shown < len(names):
        flow += f"{_BETWEEN}{phrases[more].format(n=len(names) - shown)}"
    return texts, flow


def permalink(link: str, phrases: Mapping[str, str]) -> str:
    """
    Say the link of a sheet.

    Nobody types what is very long: such a link leaves out annotations, which stand on the map.
    """
    if len(link) <= _LONGEST_LINK:
        return phrases["permalink"].format(address=link)
    short = re.sub("&ann=[^&]*", "", link)
    key = "permalink" if short == link else "permalink_without"
    return phrases[key].format(address=short)


def wrap_link(text: str, size: float, room: float) -> list[str]:
    """Break an address after its punctuation rather than within its words."""
    return _pack(re.findall(r"[^&,/? ]*[&,/? ]?", text), size, room, "")


def _pack(names: Sequence[str], size: float, room: float, between: str = _BETWEEN) -> list[str]:
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


def _within(names: Sequence[str], size: float, room: float, most: int) -> int:
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
    groups: Sequence[tuple[str, Sequence[str]]], small: float, room: float, most: int, rest: str
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
