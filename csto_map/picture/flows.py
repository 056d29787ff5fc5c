"""Movements: arrows from senders to places, as wide as people are many.

``assets/src/core/flows.js`` is the twin of this file, operation for operation: hence no
angles here, but unit vectors. Arrows show sender and number, no routes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csto_map.picture import fonts
from csto_map.picture.constants import FLOWS, NAMES
from csto_map.picture.labels import Board, symbol_box, taken_boxes
from csto_map.picture.lands import Box
from csto_map.picture.numbers import around, beside, factor, grouped, in_words, wide
from csto_map.picture.parts import Arrival, Flow, Movement, Ring, Symbol
from csto_map.picture.views import Frame
from csto_map.query.filters import Filters

LAYER = "contingents"
Spot = tuple[float, float]
Place = tuple[float, float, str]


def _meets(from_: int | None, until: int | None, first: int, last: int) -> bool:
    return from_ is not None and from_ <= last and (until is None or first < until)


def _men(one: Mapping[str, Any], last: int) -> tuple[int, int] | None:
    """Give the figure that counts on the last day."""
    held = None
    for step in one.get("men", ()):
        if step[0] <= last:
            held = step
    if held is None or held[1] is None:
        return None
    return held[1], held[2]


def movements(
    timeline: Mapping[str, Any],
    days: tuple[int, int],
    words: Mapping[str, Any],
    filters: Filters,
    sources: Callable[[str], tuple[str, ...]] = lambda _: (),
) -> tuple[tuple[Movement, ...], tuple[Arrival, ...]]:
    """Give what was sent where on a day or at any time in a range, less what is filtered out."""
    names = {country["id"]: country["name"] for country in timeline["countries"]}
    ends = {one["id"]: one for one in timeline["arrivals"]}
    moved = []
    for one in timeline["flows"]:
        certain = _meets(one["cfrom"], one["cuntil"], *days)
        if not _meets(one["from"], one["until"], *days) or not filters.passes(one, days):
            continue
        if filters.sure and not certain:
            continue
        end, men = ends[one["place"]], _men(one, days[1])
        who = str(names.get(one["by"], one["by"]))
        number = in_words(*men, words) if men else str(words["not_known"])
        moved.append(
            Movement(
                one["id"],
                tuple(one["ids"]),
                one["place"],
                one["by"],
                end["name"],
                one["accent"],
                one["x"],
                one["y"],
                end["x"],
                end["y"],
                men[0] if men else None,
                men[1] if men else None,
                bool(one["derived"]),
                certain,
                number,
                str(words["sender"]).format(who=who, n=number),
                tuple(dict.fromkeys(s for id_ in one["ids"] for s in sources(id_))),
                days[0] - one["from"] >= FLOWS.settled,
                one.get("size", 1.0),
            )
        )
    return tuple(moved), tuple(_arrivals(timeline, moved, days, words, sources))


def _arrivals(
    timeline: Mapping[str, Any],
    moved: Sequence[Movement],
    days: tuple[int, int],
    words: Mapping[str, Any],
    sources: Callable[[str], tuple[str, ...]],
) -> Iterable[Arrival]:
    """Give the places at which movements end, each with its total."""
    for end in timeline["arrivals"]:
        coming = [one for one in moved if one.place == end["id"]]
        if not coming:
            continue
        total = _men(end, days[1])
        text = str(words["total"]).format(n=in_words(*total, words)) if total else ""
        accents = {one.accent for one in coming}
        yield Arrival(
            end["id"],
            tuple(end["ids"]),
            end["name"],
            coming[0].accent if len(accents) == 1 else "joint",
            end["x"],
            end["y"],
            bool(end["soft"]),
            any(one.certain for one in coming),
            text,
            tuple(end["hides"]),
            sources(end["id"]),
        )


@dataclass(frozen=True, slots=True)
class _Sketch:
    """An arrow before its words: in pixels, with points along it."""

    moved: Movement
    width: float
    dashed: bool
    points: tuple[Spot, Spot, Spot]
    head: tuple[Spot, Spot, Spot]
    arrives: Spot
    along: tuple[Spot, ...]


def place(
    moved: Sequence[Movement],
    arrivals: Sequence[Arrival],
    symbols: Sequence[Symbol],
    frame: Frame,
    words: Mapping[str, Any],
    blocked: Iterable[Box] = (),
) -> tuple[tuple[Flow, ...], tuple[Ring, ...], tuple[Box, ...]]:
    """
    Place the arrows of a frame with their rings and words.

    What ends outside the frame is not drawn: it tells nothing of what is seen. What has been
    there for long is a quiet ring in a wide frame, and wherever something newer is drawn.

    Returns
    -------
    flows, rings, boxes
        As drawn, those that the frame shows, and the boxes in pixels that they take.
    """
    board = Board(frame, [*taken_boxes(symbols, frame), *blocked])
    before = len(board.taken)
    seen, rings = _drawn(moved, arrivals, symbols, frame, words)
    for ring in rings:
        # In a wide frame it is a mark that yields to everything.
        if ring.quiet and wide(frame):
            continue
        board.taken.append(_square((ring.x, ring.y), ring.radius + 2))
    for one in seen:
        board.taken += _covered(one, frame)
    named = tuple(_told(ring, seen, board) for ring in rings)
    flows = tuple(_worded(one, seen, board) for one in seen)
    return flows, named, tuple(board.taken[before:])


def _drawn(
    moved: Sequence[Movement],
    arrivals: Sequence[Arrival],
    symbols: Sequence[Symbol],
    frame: Frame,
    words: Mapping[str, Any],
) -> tuple[list[_Sketch], list[Ring]]:
    """Give the arrows and rings that a frame shows, without their words."""
    rings: list[Ring] = []
    sketches: list[_Sketch] = []
    ends = [end for end in arrivals if frame.holds(end.x, end.y)]
    coming = {end.id: [one for one in moved if one.place == end.id] for end in ends}
    new = any(not one.settled for some in coming.values() for one in some)
    for end in ends:
        loud = [one for one in coming[end.id] if not (one.settled and (new or wide(frame)))]
        ring = _ring(end, coming[end.id], symbols, frame, quiet=not loud)
        sketches += _sketched(_bundled(loud, end, words), ring, frame)
        rings.append(ring)
    return [one for one in sketches if any(_is_in(spot, frame) for spot in one.along)], rings


def covered(
    moved: Sequence[Movement],
    arrivals: Sequence[Arrival],
    frame: Frame,
    words: Mapping[str, Any],
) -> list[Box]:
    """Give the boxes in pixels that arrows and rings take in a frame, along their whole way."""
    seen, rings = _drawn(moved, arrivals, (), frame, words)
    # The ring is wider where it stands around a symbol.
    boxes = [_square((ring.x, ring.y), max(ring.radius, FLOWS.around)) for ring in rings]
    for one in seen:
        boxes += _covered(one, frame)
        boxes += [_square(spot, one.width / 2) for spot in one.along]
    return boxes


def _bundled(
    coming: Sequence[Movement], end: Arrival, words: Mapping[str, Any]
) -> Sequence[Movement]:
    """Make one arrow of very many, from the middle of their roots."""
    if len(coming) <= FLOWS.most:
        return coming
    x = y = 0.0
    low: int | None = 0
    high: int | None = 0
    for one in coming:
        x, y = x + one.x0, y + one.y0
        low = None if low is None or one.low is None else low + one.low
        high = None if high is None or one.high is None else high + one.high
    number = str(words["not_known"])
    if low is not None and high is not None:
        number = in_words(low, high, words)
    who = str(words["senders"]).format(n=grouped(len(coming), words))
    return [
        Movement(
            end.id,
            tuple(id_ for one in coming for id_ in one.ids),
            end.id,
            "",
            end.name,
            end.accent,
            x / len(coming),
            y / len(coming),
            end.x,
            end.y,
            low,
            high,
            any(one.derived for one in coming),
            end.certain,
            number,
            str(words["sender"]).format(who=who, n=number),
            scale=coming[0].scale,
        )
    ]


def _ring(
    end: Arrival,
    coming: Sequence[Movement],
    symbols: Sequence[Symbol],
    frame: Frame,
    *,
    quiet: bool,
) -> Ring:
    at = frame.px(end.x, end.y)
    size = (FLOWS.quiet if quiet else FLOWS.ring) * factor(frame)
    for symbol in symbols:
        box = symbol_box(symbol, frame)
        if box[0] < at[0] < box[2] and box[1] < at[1] < box[3]:
            size = FLOWS.around
    text = end.text
    if quiet and wide(frame):
        text = ""
    elif quiet and not text and len(coming) == 1 and coming[0].high is not None:
        # Without its arrow nobody else says the number of one that is alone.
        text = coming[0].number
    where = (at[0], at[1], size)
    return Ring(end.id, end.ids, end.name, end.accent, *where, end.soft, text, None, quiet)


def width(high: int | None, scale: float, frame: Frame) -> float:
    """Return how wide an arrow of so many people is, in pixels; None where nobody knows."""
    if high is None:
        return FLOWS.unknown
    full = min(FLOWS.widest, high / FLOWS.people * FLOWS.width * scale)
    return max(FLOWS.least, full * factor(frame))


def _sketched(coming: Sequence[Movement], ring: Ring, frame: Frame) -> list[_Sketch]:
    """Draw arrows that arrive apart, the widest first; they are given back in that order."""
    slots: list[Spot] = [(x, y) for x, y in FLOWS.slots]
    sketches = []
    for one in sorted(coming, key=lambda m: (-(m.high or 0), m.id)):
        root = frame.px(one.x0, one.y0)
        dx, dy = ring.x - root[0], ring.y - root[1]
        length = math.sqrt(dx * dx + dy * dy)
        if length <= ring.radius + FLOWS.off:
            # Who is sent within one town moves nowhere.
            continue
        ux, uy = dx / length, dy / length
        cos, sin = FLOWS.rise
        if ux < 0:
            sin = -sin
        wanted = (ux * cos - uy * sin, ux * sin + uy * cos)
        slot = max(slots, key=lambda s: s[0] * wanted[0] + s[1] * wanted[1])
        slots.remove(slot)
        sketches.append(_sketch(one, root, slot, ring, frame))
    return sketches


def _sketch(one: Movement, root: Spot, slot: Spot, ring: Ring, frame: Frame) -> _Sketch:
    wide = width(one.high, one.scale, frame)
    least, most = FLOWS.head
    # A head is twice as wide as its arrow, but never a mere dot.
    long = min(most, max(least, 1.2 * wide)) if wide <= most else wide
    half = max(4.5, wide)
    vx, vy = slot
    away = ring.radius + FLOWS.off
    tip = (ring.x - vx * away, ring.y - vy * away)
    foot = (tip[0] - vx * long, tip[1] - vy * long)
    dx, dy = foot[0] - root[0], foot[1] - root[1]
    back = math.sqrt(dx * dx + dy * dy) * FLOWS.bend
    turn = (foot[0] - vx * back, foot[1] - vy * back)
    head = (
        tip,
        (foot[0] - vy * half, foot[1] + vx * half),
        (foot[0] + vy * half, foot[1] - vx * half),
    )
    return _Sketch(
        one,
        wide,
        one.high is None or not one.certain,
        (root, turn, foot),
        head,
        slot,
        tuple(_at(root, turn, foot, k / FLOWS.samples) for k in range(FLOWS.samples + 1)),
    )


def _at(root: Spot, turn: Spot, foot: Spot, t: float) -> Spot:
    """Give a point of a curve, from 0 at its root to 1."""
    a, b, c = (1 - t) * (1 - t), 2 * (1 - t) * t, t * t
    return a * root[0] + b * turn[0] + c * foot[0], a * root[1] + b * turn[1] + c * foot[1]


def _is_in(spot: Spot, frame: Frame, inset: float = 0.0) -> bool:
    across = inset <= spot[0] <= frame.width - inset
    return across and inset <= spot[1] <= frame.height - inset


def _square(spot: Spot, half: float) -> Box:
    return spot[0] - half, spot[1] - half, spot[0] + half, spot[1] + half


def _covered(one: _Sketch, frame: Frame) -> list[Box]:
    """Give the boxes of a head and of a wide arrow; a name may lie across a thin one."""
    xs, ys = [spot[0] for spot in one.head], [spot[1] for spot in one.head]
    boxes = [(min(xs), min(ys), max(xs), max(ys))]
    if one.width >= 4:
        boxes += [_square(spot, one.width / 2) for spot in one.along if _is_in(spot, frame)]
    return boxes


def _crossed(box: Box, seen: Sequence[_Sketch]) -> bool:
    """Say whether any arrow passes through a box."""
    for one in seen:
        half = one.width / 2 + 1
        for x, y in one.along:
            if box[0] - half < x < box[2] + half and box[1] - half < y < box[3] + half:
                return True
    return False


def _worded(one: _Sketch, seen: Sequence[_Sketch], board: Board) -> Flow:
    """Say sender and number near the root or where the arrow comes in; else the number alone."""
    text, pill = one.moved.text, False
    label = _near(one, seen, board)
    if label is None and one.moved.high is not None:
        text, pill = one.moved.number, True
        label = _on(one, seen, board)
    if label is None:
        text, pill = one.moved.text, False
        label = _aside(one, seen, board)
    return Flow(
        one.moved.id,
        one.moved.ids,
        one.moved.place,
        one.moved.sender,
        one.moved.accent,
        one.width,
        one.dashed,
        one.points,
        one.head,
        one.arrives,
        text if label else one.moved.text,
        label,
        pill and label is not None,
        one.moved.low,
        one.moved.high,
        one.moved.derived,
        ((one.moved.x0, one.moved.y0), (one.moved.x1, one.moved.y1)),
    )


def _room(text: str) -> tuple[float, float]:
    return fonts.room(text, FLOWS.type, FLOWS.weight), FLOWS.type * NAMES.line


def _near(one: _Sketch, seen: Sequence[_Sketch], board: Board) -> Place | None:
    wide, tall = _room(one.moved.text)
    beyond = one.width / 2 + FLOWS.gap
    away = beyond + tall / 2
    inside = [k for k, spot in enumerate(one.along) if _is_in(spot, board.frame, FLOWS.inset)]
    for k in inside[: 3 * len(inside) // 4]:
        x, y = one.along[k]
        for at, middle, anchor in (
            (x, y + away, "middle"),
            (x, y - away, "middle"),
            (x, y + away, "start"),
            (x, y + away, "end"),
            (x, y - away, "start"),
            (x, y - away, "end"),
            (x + beyond, y, "start"),
            (x - beyond, y, "end"),
        ):
            left = at - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0.0)
            box = (left, middle - tall / 2, left + wide, middle + tall / 2)
            if board.free(box) and not _crossed(box, seen):
                board.taken.append(box)
                return at, middle, anchor
    return None


def _on(one: _Sketch, seen: Sequence[_Sketch], board: Board) -> Place | None:
    """Find room for a pill on the arrow itself, as near to its middle as may be."""
    wide, tall = _room(one.moved.number)
    others = [other for other in seen if other is not one]
    middle = FLOWS.samples // 2
    for step in range(middle):
        for k in (middle - step, middle + step):
            x, y = one.along[k]
            box = (x - wide / 2 - 6, y - tall / 2 - 2, x + wide / 2 + 6, y + tall / 2 + 2)
            if board.free(box) and not _crossed(box, others):
                board.taken.append(box)
                return x, y, "middle"
    return None


def _aside(one: _Sketch, seen: Sequence[_Sketch], board: Board) -> Place | None:
    """Find room for sender and number somewhere around the root, if that is on the map."""
    if not _is_in(one.along[0], board.frame):
        return None
    wide, tall = _room(one.moved.text)
    for _, x, y in around(one.along[0]):
        box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        if board.free(box) and not _crossed(box, seen):
            board.taken.append(box)
            return x, y, "middle"
    return None


def _beyond(ring: Ring, board: Board) -> Place | None:
    """Find room for a total near its ring, where all places beside it are taken."""
    wide, tall = _room(ring.text)
    for reach, x, y in around((ring.x, ring.y)):
        box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
        if reach <= FLOWS.near and board.free(box):
            board.taken.append(box)
            return x, y, "middle"
    return None


def _told(ring: Ring, seen: Sequence[_Sketch], board: Board) -> Ring:
    """Write the total beside its ring, where no arrow passes."""
    if not ring.text:
        return ring
    barred = Board(board.frame, board.taken)
    for one in seen:
        barred.taken += [_square(spot, one.width / 2 + 1) for spot in one.along]
    label = beside((ring.x, ring.y), ring.radius, _room(ring.text), barred, "rlba")
    label = label or _beyond(ring, barred)
    if label is not None:
        board.taken.append(barred.taken[-1])
    return Ring(
        ring.id,
        ring.ids,
        ring.name,
        ring.accent,
        ring.x,
        ring.y,
        ring.radius,
        ring.soft,
        ring.text,
        label,
        ring.quiet,
    )
