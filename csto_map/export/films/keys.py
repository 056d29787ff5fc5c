"""A small legend for frames: what is visible, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.picture.constants import HATCHES
from csto_map.picture.parts import LegendEntry, Swatch
from csto_map.picture.scene import Scene
from csto_map.picture.style import Style
from csto_map.sheet.blocks import cut, leading
from csto_map.sheet.svg import DASHES, line_key

_FIRST = ("states", "border", "groups", "certainty", "detachments")
_KEY, _GAP, _BEFORE = 30, 18, 8
_COLUMN = 140


def legend(scene: Scene, box: tuple[int, int, int, int]) -> list[str]:
    """
    Draw the legend into a box, in columns; what does not fit is counted in a last line.

    What areas, lines and colours show stands first, the kinds of marks in a column
    of their own where they fit.
    """
    x, y, wide, tall = box
    style = scene.looks
    count = max(1, wide // _COLUMN)
    width = (wide - _GAP * (count - 1)) // count
    blocks: dict[str, list[_Row]] = {}
    for entry in sorted(scene.legend, key=lambda e: e.layer not in _FIRST):
        blocks.setdefault(entry.layer, []).append(_Row.of(entry, width, style, scene.language))
    kinds = sum(
        _head(style) + sum(row.height for row in rows)
        for layer, rows in blocks.items()
        if layer not in _FIRST
    )
    flow = _Flow(scene, [x + k * (width + _GAP) for k in range(count)], width, y, tall)
    for layer, rows in blocks.items():
        if layer not in _FIRST and flow.column == 0 < count - 1 and kinds - _BEFORE <= tall:
            flow.next()
        flow.block(str(scene.headings.get(layer) or words(scene.language)["sheet"][layer]), rows)
    return flow.done()


def _head(style: Style) -> float:
    return leading(style.sizes[1]) + 2 + _BEFORE


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry with its label in lines, and the height that it takes."""

    entry: LegendEntry
    counted: str
    lines: list[str]
    height: float

    @classmethod
    def of(cls, entry: LegendEntry, wide: int, style: Style, language: str) -> _Row:
        small, counted = style.sizes[0], entry.counted(language)
        room = wide - _KEY - fonts.width(counted, small, 600) - 6
        lines = cut(entry.label, small, room, 3)
        return cls(entry, counted, lines, len(lines) * leading(small) + 4)


class _Flow:
    """Sets blocks of rows down the columns, one after the other."""

    def __init__(self, scene: Scene, xs: list[int], wide: int, top: int, tall: int) -> None:
        self._style, self._xs, self._wide = scene.looks, xs, wide
        self._top, self._floor = float(top), float(top + tall)
        self._y, self.column = self._top, 0
        self._parts: list[str] = []
        self._left = len(scene.legend)
        self._more: str = words(scene.language)["sheet"]["more_kinds"]
        self._full = False

    def next(self) -> None:
        """Go on in the next column."""
        self.column, self._y = self.column + 1, self._top

    def block(self, heading: str, rows: Sequence[_Row]) -> None:
        """Set a layer: its heading, then its rows, with the heading again after a break."""
        body, colour = self._style.sizes[1], self._style.text
        headed = False
        for row in rows:
            if self._full:
                return
            need = row.height + (0 if headed else _head(self._style))
            # In the last column a line is kept for the count of what does not fit.
            last = self.column == len(self._xs) - 1
            spare = leading(self._style.sizes[0]) if last and self._left > 1 else 0
            if self._y + need + spare > self._floor:
                if last:
                    self._full = True
                    return
                self.next()
                headed = False
            if not headed:
                self._y += _BEFORE if self._y > self._top else 0
                x = self._xs[self.column]
                for line in cut(heading, body, self._wide, 2, 600):
                    self._parts.append(_text(line, x, self._y + body, body, colour, 600))
                    self._y += leading(body)
                self._y += 2
                headed = True
            self._row(row)

    def _row(self, row: _Row) -> None:
        style, small, x = self._style, self._style.sizes[0], self._xs[self.column]
        step = leading(small) + 4
        middle = self._y + step / 2
        base = middle + small * 0.36
        self._parts.append(_swatch(row.entry.swatch, x + 12, middle))
        for k, line in enumerate(row.lines):
            at = x + _KEY, base + k * leading(small)
            self._parts.append(_text(line, *at, small, style.text))
        count = row.counted
        right = x + self._wide
        self._parts.append(_text(count, right, base, small, style.text_soft, 600, "end"))
        self._y += row.height
        self._left -= 1

    def done(self) -> list[str]:
        """Return what was set, with the count of what did not fit."""
        if self._left:
            small = self._style.sizes[0]
            at = self._xs[-1], self._floor - 3
            rest = self._more.format(n=self._left)
            self._parts.append(_text(rest, *at, small, self._style.text_soft))
        return self._parts


def _text(
    text: str,
    x: float,
    y: float,
    size: int,
    colour: str,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
    )


def _swatch(swatch: Swatch, x: float, y: float) -> str:
    if swatch.icon:
        return (
            f'<svg overflow="visible" x="{x - 9:.1f}" y="{y - 9:.1f}" width="18" height="18" '
            f'viewBox="{swatch.icon.box}">{swatch.icon.body}</svg>'
        )
    if not swatch.fill:
        return line_key(swatch, x, y)
    fill, pattern = swatch.fill, ""
    if swatch.hatch:
        name = f"f{'/.x'.find(swatch.hatch)}{fill[1:]}{swatch.ink[1:]}".replace("-", "n")
        pattern = (
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{fill}"/>'
            f"{HATCHES[swatch.hatch].format(swatch.ink)}</pattern>"
        )
        fill = f"url(#{name})"
    dashes = DASHES[swatch.dash]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'{pattern}<rect x="{x - 12:.1f}" y="{y - 6:.1f}" width="24" height="12" fill="{fill}" '
        f'stroke="{swatch.line}" stroke-width="{swatch.width}"{dash}/>'
    )
