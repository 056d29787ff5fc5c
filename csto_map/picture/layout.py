"""Where symbols go when their places are closer than their size.

Pure geometry in screen pixels, y downwards. ``assets/src/core/layout.js`` is the twin
of this file, operation for operation, so that the live map and every exported
file put a symbol on the same spot; tests hold the two equal.

Symbols of one state whose anchors nearly touch form a group. First every group that can
stands on its place: as a block of cells if all of them lie on the state's ground, a single
symbol whatever the ground. The others go around: a block beside its place on the ground of
its state, or one stack with a count; where that has no room, out of the crowd, to the sea
before another state. What has been moved from its place has a leader line to it, so nothing
stands on foreign ground without one. No symbol ever covers another, and none is lost
silently: a stack that finds no room joins the nearest one of its state already placed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from csto_map.picture.constants import LAYOUT, NAMES

# Pixels.
_NEAR = 0.01

Box = tuple[float, float, float, float]
States = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A symbol's own place: `id`, its position in screen pixels, the states it belongs to."""

    id: str
    x: float
    y: float
    states: States = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a symbol is drawn.

    `members` has more than one id when the symbol stands for a stack; the others
    are not drawn themselves. `leader` says that it is not on its place, and that a line
    leads there.
    """

    id: str
    x: float
    y: float
    anchor_x: float
    anchor_y: float
    members: tuple[str, ...]
    leader: bool
    states: States = ()


class Ground(Protocol):
    """What is asked of the ground, in pixels; see `csto_map.picture.lands.Seen`."""

    def clear(self, codes: Sequence[str], box: Box, /) -> bool:
        """Say whether a whole box lies on the ground of one of some states."""

    def foreign(self, codes: Sequence[str], box: Box, /) -> bool:
        """Say whether any of a box lies on the ground of a state that is none of some."""


class _Nowhere:
    """A map without outlines: all ground is everybody's."""

    def clear(self, _codes: Sequence[str], _box: Box, /) -> bool:
        return True

    def foreign(self, _codes: Sequence[str], _box: Box, /) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells beside each other: how many columns, from which corner on."""

    columns: int
    rows: int
    left: float
    top: float


def declutter(
    anchors: Sequence[Anchor],
    cell: float,
    *,
    spread: bool = True,
    ground: Ground | None = None,
    frame: tuple[float, float] | None = None,
    blocked: Sequence[Box] = (),
) -> list[Placed]:
    """
    Place symbols so that none covers another.

    Parameters
    ----------
    anchors
        In order of rank: earlier ones get the better place and head a stack.
    cell
        Side of the square that one symbol needs, in pixels.
    spread
        False stacks every group at once (small maps, dense films).
    ground
        On whose ground places are; None where nothing is known of it.
    frame
        Width and height within which symbols are moved, in pixels; None for anywhere.
    blocked
        Boxes in pixels that are taken before any symbol is placed.

    Returns
    -------
    placed
        One entry per drawn symbol, in the order of `anchors`; every id of
        `anchors` is in exactly one ``members``.
    """
    table = _Table(anchors, cell, ground or _Nowhere(), frame, blocked)
    groups = _grouped(anchors, cell)
    waiting = []
    for group in groups:
        shape = _shapes(group, spread)[0]
        block = _beside(group[0], shape, cell, (0.0, 0.0), 0.0)
        others = (one[0] for one in groups if one is not group)
        alone = shape == (1, 1) or (
            table.on_ground(group, block) and not _covers(block, cell, others)
        )
        if alone and table.free(block):
            table.put(group, block)
        else:
            waiting.append(group)
    for group in waiting:
        room = _moved(group, table, spread)
        if room is not None:
            table.put(group, room)
        else:
            table.join(group)
    return sorted(table.placed, key=lambda p: table.rank[p.id])


def _grouped(anchors: Sequence[Anchor], cell: float) -> list[list[Anchor]]:
    groups: list[list[Anchor]] = []
    reach = LAYOUT.near * cell
    for anchor in anchors:
        near = next(
            (
                group
                for group in groups
                if abs(group[0].x - anchor.x) < reach
                and abs(group[0].y - anchor.y) < reach
                and group[0].states == anchor.states
            ),
            None,
        )
        if near is None:
            groups.append([anchor])
        else:
            near.append(anchor)
    return groups


def _shapes(group: Sequence[Anchor], spread: bool) -> list[tuple[int, int]]:
    """Give columns and rows of the blocks that a group may be, the best first."""
    shapes = [(1, 1)]
    if spread and 1 < len(group) <= LAYOUT.most_spread:
        columns = math.ceil(math.sqrt(len(group)))
        shapes.insert(0, (columns, math.ceil(len(group) / columns)))
    return shapes


def _beside(
    head: Anchor,
    shape: tuple[int, int],
    cell: float,
    towards: tuple[float, float],
    away: float,
) -> _Block:
    """Give a block on a place, or in a direction from it so that it does not hide it."""
    columns, rows = shape
    width, height = columns * cell, rows * cell
    left = head.x - width / 2 + towards[0] * (width / 2 + cell * away)
    top = head.y - height / 2 + towards[1] * (height / 2 + cell * away)
    return _Block(columns, rows, left, top)


def _covers(block: _Block, cell: float, anchors: Iterator[Anchor]) -> bool:
    right, bottom = block.left + block.columns * cell, block.top + block.rows * cell
    return any(
        block.left < one.x and one.x < right and block.top < one.y and one.y < bottom
        for one in anchors
    )


def _around(head: Anchor, shape: tuple[int, int], cell: float, rings: int) -> Iterator[_Block]:
    """Yield blocks around a place, ring by ring."""
    for ring in range(rings):
        away = LAYOUT.beside + ring * LAYOUT.step
        for towards in NAMES.directions if ring else LAYOUT.directions:
            yield _beside(head, shape, cell, towards, away)


def _moved(group: list[Anchor], table: _Table, spread: bool) -> _Block | None:
    """Give a place beside its own for a group that has no room there."""
    head, cell = group[0], table.cell
    for shape in _shapes(group, spread):
        rings = LAYOUT.rings if shape == (1, 1) else LAYOUT.block_rings
        if shape == (1, 1):
            block = _beside(head, shape, cell, (0.0, 0.0), 0.0)
            if table.free(block):
                return block
        for block in _around(head, shape, cell, rings):
            if table.room(block) and table.on_ground(group, block):
                return block
    if not spread and table.near(head) is not None:
        return None
    rest = [block for block in _around(head, (1, 1), cell, LAYOUT.far_rings) if table.room(block)]
    at_sea = (block for block in rest if not table.abroad(group, block))
    return next(at_sea, rest[0] if rest else None)


class _Table:
    """What is placed, and the boxes that are taken."""

    def __init__(
        self,
        anchors: Sequence[Anchor],
        cell: float,
        ground: Ground,
        frame: tuple[float, float] | None,
        blocked: Sequence[Box],
    ) -> None:
        self.anchors = anchors
        self.rank = {anchor.id: k for k, anchor in enumerate(anchors)}
        self.cell = cell
        self.ground = ground
        self.frame = frame
        self.taken: list[Box] = [*blocked]
        self.placed: list[Placed] = []

    def _box(self, block: _Block) -> Box:
        right = block.left + block.columns * self.cell
        return block.left, block.top, right, block.top + block.rows * self.cell

    def free(self, block: _Block) -> bool:
        """Say whether a block meets none that is placed."""
        box = self._box(block)
        return all(
            box[2] <= other[0] or box[0] >= other[2] or box[3] <= other[1] or box[1] >= other[3]
            for other in self.taken
        )

    def room(self, block: _Block) -> bool:
        """Say whether a block meets none that is placed, and is within the frame."""
        if self.frame is not None:
            left, top, right, bottom = self._box(block)
            if left < 0 or top < 0 or right > self.frame[0] or bottom > self.frame[1]:
                return False
        return self.free(block)

    def on_ground(self, group: Sequence[Anchor], block: _Block) -> bool:
        """Say whether every cell lies on the ground of the group's states."""
        states = group[0].states
        if not states:
            return True
        return all(self.ground.clear(states, box) for box in self._inner(group, block))

    def abroad(self, group: Sequence[Anchor], block: _Block) -> bool:
        """Say whether a cell lies on the ground of other states."""
        states = group[0].states
        return any(self.ground.foreign(states, box) for box in self._inner(group, block))

    def _inner(self, group: Sequence[Anchor], block: _Block) -> Iterator[Box]:
        half = LAYOUT.inner * self.cell
        for k in range(len(group) if block.columns > 1 else 1):
            x, y = self._cell(block, k)
            yield x - half, y - half, x + half, y + half

    def _cell(self, block: _Block, k: int) -> tuple[float, float]:
        half = self.cell / 2
        return (
            block.left + (k % block.columns) * self.cell + half,
            block.top + (k // block.columns) * self.cell + half,
        )

    def put(self, group: list[Anchor], block: _Block) -> None:
        """Place a group, as a stack where its block has one cell."""
        self.taken.append(self._box(block))
        cells = [[one] for one in group] if block.columns > 1 else [group]
        for k, members in enumerate(cells):
            x, y = self._cell(block, k)
            self.placed.append(_placed(members[0], x, y, tuple(one.id for one in members)))

    def near(self, head: Anchor) -> int | None:
        """Give the nearest symbol of the same states within reach."""
        index = self._nearest(
            head, [k for k, p in enumerate(self.placed) if p.states == head.states]
        )
        if index is None:
            return None
        p, reach = self.placed[index], LAYOUT.join * self.cell
        return index if abs(p.x - head.x) <= reach and abs(p.y - head.y) <= reach else None

    def _nearest(self, head: Anchor, among: Sequence[int]) -> int | None:
        return min(
            among,
            key=lambda k: (self.placed[k].x - head.x) ** 2 + (self.placed[k].y - head.y) ** 2,
            default=None,
        )

    def join(self, group: list[Anchor]) -> None:
        """Add a group to the nearest stack, one of its states if there is one."""
        head = group[0]
        every = range(len(self.placed))
        same = [k for k in every if self.placed[k].states == head.states]
        at = self._nearest(head, same or every)
        if at is None:
            self.put(group, _beside(head, (1, 1), self.cell, (0.0, 0.0), 0.0))
            return
        host = self.placed[at]
        every_id = (*host.members, *(one.id for one in group))
        members = tuple(sorted(every_id, key=lambda id_: self.rank[id_]))
        shown = self.anchors[self.rank[members[0]]]
        self.placed[at] = _placed(shown, host.x, host.y, members)


def _placed(shown: Anchor, x: float, y: float, members: tuple[str, ...]) -> Placed:
    # Halves of pixels are lost in sums: what is that near stands on its place.
    moved = abs(x - shown.x) > _NEAR or abs(y - shown.y) > _NEAR
    return Placed(shown.id, x, y, shown.x, shown.y, members, moved, shown.states)
