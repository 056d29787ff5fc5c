"""Where names go: they yield to symbols and to each other, and never leave the frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from csto_map.picture import fonts
from csto_map.picture.parts import Area, Label, Symbol
from csto_map.picture.style import Style
from csto_map.picture.views import Frame, Rings, clip_rings, remembered

Box = tuple[float, float, float, float]

# Names of sites stand only where a kilometre is wider than this many pixels.
_SITE_NAMES_FROM = 0.25
_LONGEST_SITE_NAME = 210
_GAP = 4


class Board:
    """The frame, with the boxes that are taken."""

    def __init__(self, frame: Frame, taken: Iterable[Box] = ()) -> None:
        self.frame = frame
        self.taken = list(taken)

    def take(self, box: Box) -> bool:
        """Take a box if it is free and inside the frame; say whether it was."""
        if box[0] < 2 or box[1] < 2:
            return False
        if box[2] > self.frame.width - 2 or box[3] > self.frame.height - 2:
            return False
        for other in self.taken:
            if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
                return False
        self.taken.append(box)
        return True


def symbol_box(symbol: Symbol, frame: Frame) -> Box:
    """Return the square of a symbol in pixels."""
    x, y = frame.px(symbol.x, symbol.y)
    half = symbol.size / 2
    return x - half, y - half, x + half, y + half


def place(
    areas: Sequence[Area], symbols: Sequence[Symbol], frame: Frame, style: Style
) -> tuple[Label, ...]:
    """
    Name the states and, in close views, the sites.

    Parameters
    ----------
    areas
        All areas; those with a status are named first.
    symbols
        As placed; names stand beside them, never on them.
    """
    board = Board(frame, [symbol_box(s, frame) for s in symbols])
    labels: list[Label] = []
    close = 1 / frame.km_per_px > _SITE_NAMES_FROM
    labels += _states([a for a in areas if a.status], board, style, True)
    if close:
        labels += _sites(symbols, board, style)
    labels += _states([a for a in areas if not a.status], board, style, False)
    return tuple(labels)


def _states(areas: Sequence[Area], board: Board, style: Style, allied: bool) -> list[Label]:
    small, body, large, _ = style.sizes
    labels = []
    sized = [(_visible(area.rings, board.frame), area) for area in areas]
    # The largest first: it has the most places to go, but also the most to lose.
    sized.sort(key=lambda pair: -shapely.area(pair[0]))
    for visible, area in sized:
        if shapely.is_empty(visible):
            continue
        west, north, east, south = shapely.bounds(visible)
        size = (large if east - west > 260 else body) if allied else small
        weight = 600 if allied else 400
        wide, tall = fonts.width(area.name, size, weight), size * 1.3
        if not allied and (east - west < wide * 1.5 or south - north < tall * 2.5):
            continue
        best = board.frame.px(*area.label) if area.label else None
        for x, y in _spots(visible, best):
            box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
            if board.take(box):
                km = board.frame.km(x, y)
                colour = style.text if allied else style.text_soft
                labels.append(
                    Label(area.id, area.name, *km, "middle", size, weight, colour, style.halo)
                )
                break
    return labels


@remembered
def _visible(rings: Rings, frame: Frame) -> shapely.Geometry:
    """Return the largest part of an area inside the frame, in pixels, holes left out."""
    parts = [shapely.polygons(r) for r in clip_rings(rings, frame, margin_px=0) if len(r) > 3]
    if not parts:
        return shapely.Polygon()
    return parts[int(np.argmax(shapely.area(parts)))]


def _spots(
    visible: shapely.Geometry, best: tuple[float, float] | None
) -> Iterable[tuple[float, float]]:
    """Yield places for a name: its own, the middle of the widest part, then around them."""
    west, north, east, south = shapely.bounds(visible)
    shapely.prepare(visible)
    starts = []
    if best is not None and shapely.contains_xy(visible, *best):
        starts.append(best)
    inside = shapely.point_on_surface(visible)
    starts.append((float(shapely.get_x(inside)), float(shapely.get_y(inside))))
    yield from starts
    reach = max(24.0, min(220.0, max(east - west, south - north) / 2))
    for step in np.arange(10, reach, 10).tolist():
        for turn in range(16):
            angle = turn / 16 * 2 * np.pi
            x = starts[0][0] + step * 1.4 * float(np.cos(angle))
            y = starts[0][1] + step * float(np.sin(angle))
            if step <= 24 or shapely.contains_xy(visible, x, y):
                yield x, y


def _sites(symbols: Sequence[Symbol], board: Board, style: Style) -> list[Label]:
    size = style.sizes[0]
    labels = []
    named: set[str] = set()
    for symbol in symbols:
        text = re.sub(r"\s*\([^)]*\)", "", symbol.name).strip()
        wide = fonts.width(text, size, 400)
        if symbol.layer not in ("bases", "detachments", "crossings") or text in named:
            continue
        if wide > _LONGEST_SITE_NAME:
            continue
        x, y = board.frame.px(symbol.x, symbol.y)
        half, tall = symbol.size / 2 + _GAP, size * 1.3
        for anchor, dx, dy in (
            ("start", half, 0.0),
            ("end", -half, 0.0),
            ("middle", 0.0, half + tall / 2),
            ("middle", 0.0, -half - tall / 2),
        ):
            left = x + dx - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
            if board.take((left, y + dy - tall / 2, left + wide, y + dy + tall / 2)):
                km = board.frame.km(x + dx, y + dy)
                labels.append(
                    Label(symbol.id, text, *km, anchor, size, 400, style.text, style.halo)
                )
                named.add(text)
                break
    return labels
