"""Where names go: they yield to symbols and to each other, and never leave the frame.

``assets/src/core/names.js`` is the twin of this file, operation for operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from csto_map.picture import fonts
from csto_map.picture.constants import NAMES
from csto_map.picture.parts import Area, Label, Symbol
from csto_map.picture.style import Style
from csto_map.picture.views import Frame
from csto_map.picture.visible import Visible, visible

Box = tuple[float, float, float, float]
# A place for the middle of a name, and whether it will do even outside of the outline.
Spot = tuple[float, float, bool]


class Board:
    """The frame, with the boxes that are taken."""

    def __init__(self, frame: Frame, taken: Iterable[Box] = ()) -> None:
        self.frame = frame
        self.taken = list(taken)

    def free(self, box: Box) -> bool:
        """Say whether a box is inside the frame and meets none that is taken."""
        if box[0] < NAMES.edge or box[1] < NAMES.edge:
            return False
        if box[2] > self.frame.width - NAMES.edge or box[3] > self.frame.height - NAMES.edge:
            return False
        for other in self.taken:
            if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
                return False
        return True


def symbol_box(symbol: Symbol, frame: Frame) -> Box:
    """Return the square of a symbol in pixels."""
    x, y = frame.px(symbol.x, symbol.y)
    half = symbol.size / 2
    return x - half, y - half, x + half, y + half


def place(
    areas: Sequence[Area],
    symbols: Sequence[Symbol],
    frame: Frame,
    style: Style,
    blocked: Iterable[Box] = (),
) -> tuple[Label, ...]:
    """
    Name the states and, in close views, the sites.

    Parameters
    ----------
    areas
        All areas; those with a status are named first.
    symbols
        As placed; names stand beside them, never on them.
    blocked
        Boxes in pixels that something else covers.
    """
    board = Board(frame, [*(symbol_box(s, frame) for s in symbols), *blocked])
    labels = _states([a for a in areas if a.status], board, style, True)
    if frame.km_per_px < NAMES.sites_below:
        labels += _sites(symbols, board, style)
    return (*labels, *_states([a for a in areas if not a.status], board, style, False))


def _states(areas: Iterable[Area], board: Board, style: Style, allied: bool) -> list[Label]:
    # The largest first: it has the most places to go, but also the most to lose.
    sized = sorted(
        (
            (-seen.area, area.id, seen, area)
            for area in areas
            # An outline of no known state has a code for its name.
            if area.name != area.id and (seen := visible(area.outline, board.frame, area.decimals))
        ),
        key=lambda one: one[:2],
    )
    named = (_state(area, seen, board, style, allied) for _, _, seen, area in sized)
    return [label for label in named if label]


def _state(area: Area, seen: Visible, board: Board, style: Style, allied: bool) -> Label | None:
    small, body, large, _ = style.sizes
    west, north, east, south = seen.bounds
    size = (large if east - west > NAMES.large_from else body) if allied else small
    weight = NAMES.weights["status" if allied else "none"]
    wide, tall = fonts.room(area.name, size, weight), size * NAMES.line
    if not allied and (east - west < wide * NAMES.room[0] or south - north < tall * NAMES.room[1]):
        return None
    frame = board.frame
    spots = _spots(seen, frame.px(*area.label) if area.label else None)
    if allied:
        spots = _and_moved(spots, (wide / 2 + NAMES.edge, tall / 2 + NAMES.edge), frame)
    for x, y, free in spots:
        box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        if board.free(box) and (free or seen.holds(x, y)):
            board.taken.append(box)
            km = frame.km(x, y)
            colour = style.text if allied else style.text_soft
            return Label(area.id, area.name, *km, "middle", size, weight, colour, style.halo)
    return None


def _spots(seen: Visible, best: tuple[float, float] | None) -> Iterable[Spot]:
    """Yield places for a name: its own, the middle of the widest part, then around the first."""
    west, north, east, south = seen.bounds
    inner = seen.inner()
    start = best if best is not None and seen.holds(*best) else inner
    yield *start, True
    yield *inner, True
    least, most = NAMES.reach
    reach = max(least, min(most, max(east - west, south - north) / 2))
    step = NAMES.step
    while step < reach:
        for across, down in NAMES.directions:
            x = start[0] + step * NAMES.stretch * across
            yield x, start[1] + step * down, step <= NAMES.near
        step += NAMES.step


def _and_moved(spots: Iterable[Spot], half: tuple[float, float], frame: Frame) -> Iterable[Spot]:
    """
    Yield spots, then those moved where the name would stick out of the frame.

    Parameters
    ----------
    half
        Half the size of the name with its edge.
    """
    tried = []
    for spot in spots:
        tried.append(spot)
        yield spot
    for x, y, _ in tried:
        moved = (
            max(half[0], min(frame.width - half[0], x)),
            max(half[1], min(frame.height - half[1], y)),
        )
        if moved != (x, y):
            yield *moved, False


def site_name(name: str) -> str:
    """Drop what stands in brackets."""
    return re.sub(r" *\([^)]*\)", "", name).strip(" ")


def _sites(symbols: Iterable[Symbol], board: Board, style: Style) -> list[Label]:
    size, weight = style.sizes[0], NAMES.weights["site"]
    labels = []
    named: set[str] = set()
    for symbol in symbols:
        text = site_name(symbol.name)
        if symbol.layer not in NAMES.sites or text in named:
            continue
        wide, tall = fonts.room(text, size, weight), size * NAMES.line
        if wide > NAMES.longest_site:
            continue
        x, y = board.frame.px(symbol.x, symbol.y)
        half = symbol.size / 2 + NAMES.gap
        for anchor, dx, dy, left in (
            ("start", half, 0.0, 0.0),
            ("end", -half, 0.0, -wide),
            ("middle", 0.0, half + tall / 2, -wide / 2),
            ("middle", 0.0, -half - tall / 2, -wide / 2),
        ):
            at, middle = x + dx, y + dy
            box = (at + left, middle - tall / 2, at + left + wide, middle + tall / 2)
            if board.free(box):
                board.taken.append(box)
                km = board.frame.km(at, middle)
                colours = style.text, style.halo
                labels.append(Label(symbol.id, text, *km, anchor, size, weight, *colours))
                named.add(text)
                break
    return labels
