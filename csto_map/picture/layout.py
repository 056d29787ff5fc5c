"""Where symbols go when their places are closer than their size.

Pure geometry in screen pixels, y downwards. ``assets/src/core/layout.js`` is the twin
of this file, operation for operation, so that the live map and every exported
file put a symbol on the same spot; a browser test holds the two equal.

Symbols whose anchors nearly touch form a group. A group is spread as a block of
cells beside its place with a leader line to it; where there is no room for the
block it is one stack with a count; a stack that finds no room joins the nearest
one already placed. So no symbol ever covers another, and none is lost silently.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Blocks beyond this many cells read as a heap, so they are stacked at once.
MAX_SPREAD = 9
# Directions tried for a block, in order: on the spot, then the eight places around it.
_AROUND = ((0, 0), (0, -1), (1, 0), (-1, 0), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A symbol's own place: `id`, and its position in screen pixels."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a symbol is drawn.

    `members` has more than one id when the symbol stands for a stack; the others
    are not drawn themselves. `leader` says that a line to the anchor is needed.
    """

    id: str
    x: float
    y: float
    anchor_x: float
    anchor_y: float
    members: tuple[str, ...]
    leader: bool


def _free(
    box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]
) -> bool:
    return all(
        box[2] <= other[0] or box[0] >= other[2] or box[3] <= other[1] or box[1] >= other[3]
        for other in taken
    )


def declutter(anchors: Sequence[Anchor], cell: float, *, spread: bool = True) -> list[Placed]:
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

    Returns
    -------
    placed
        One entry per drawn symbol, in the order of `anchors`; every id of
        `anchors` is in exactly one ``members``.
    """
    groups: list[list[Anchor]] = []
    for anchor in anchors:
        near = next(
            (
                g
                for g in groups
                if abs(g[0].x - anchor.x) < 0.75 * cell and abs(g[0].y - anchor.y) < 0.75 * cell
            ),
            None,
        )
        if near is None:
            groups.append([anchor])
        else:
            near.append(anchor)

    taken: list[tuple[float, float, float, float]] = []
    placed: list[Placed] = []
    for group in groups:
        head = group[0]
        shapes = []
        if spread and 1 < len(group) <= MAX_SPREAD:
            columns = math.ceil(math.sqrt(len(group)))
            shapes.append((columns, math.ceil(len(group) / columns)))
        shapes.append((1, 1))
        spot = None
        for columns, rows in shapes:
            width, height = columns * cell, rows * cell
            for dx, dy in _AROUND:
                # A block that hides its own place stands beside it, a single symbol on it.
                left = head.x - width / 2 + dx * (width / 2 + cell * 0.75)
                top = head.y - height / 2 + dy * (height / 2 + cell * 0.75)
                box = (left, top, left + width, top + height)
                if _free(box, taken):
                    spot = (columns, rows, box, dx != 0 or dy != 0)
                    break
            if spot is not None:
                break
        if spot is None:
            near_at = min(
                range(len(placed)),
                key=lambda k: (placed[k].x - head.x) ** 2 + (placed[k].y - head.y) ** 2,
            )
            host = placed[near_at]
            placed[near_at] = Placed(
                host.id,
                host.x,
                host.y,
                host.anchor_x,
                host.anchor_y,
                host.members + tuple(a.id for a in group),
                host.leader,
            )
            continue
        columns, _, box, moved = spot
        taken.append(box)
        if columns == 1 and len(group) > 1:
            cells = [tuple(a.id for a in group)]
        else:
            cells = [(a.id,) for a in group]
        by_id = {a.id: a for a in group}
        for k, members in enumerate(cells):
            shown = by_id[members[0]]
            placed.append(
                Placed(
                    members[0],
                    box[0] + (k % columns) * cell + cell / 2,
                    box[1] + (k // columns) * cell + cell / 2,
                    shown.x,
                    shown.y,
                    members,
                    moved,
                )
            )
    rank = {anchor.id: k for k, anchor in enumerate(anchors)}
    return sorted(placed, key=lambda p: rank[p.id])
