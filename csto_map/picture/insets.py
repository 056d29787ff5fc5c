"""Where small maps stand on a wide one: at its edge, where nothing of interest is drawn.

An inset shows a part of its map at a larger scale, with symbols of its own. It never lies on
what any inset shows, nor on a symbol, a circle of people, an arrow, a guarded border, the
capital of a state with a status, or a point of a user layer; names make room for it, but it
leaves every state with a status a place for its name. The page's twin is
``assets/src/core/insets.js``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csto_map.facts.cone import upright
from csto_map.facts.config import Side
from csto_map.language.words import words
from csto_map.picture import flows, labels
from csto_map.picture import numbers as numbering
from csto_map.picture.constants import INSETS, NAMES, SYMBOLS
from csto_map.picture.lands import Box
from csto_map.picture.parts import Mark
from csto_map.picture.subject import Inset, Subject, marks_seen
from csto_map.picture.views import Frame

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    An inset that looks for a place.

    `across` and `up` are what it shows, in km; `sides` are in order of preference and
    `source` is the box around where that lies on the map, in pixels.
    """

    across: float
    up: float
    sides: Sequence[Side]
    source: Box


def place(
    wanted: Sequence[Wanted],
    size: tuple[int, int],
    km_per_px: float,
    taken: Iterable[Box],
    names: Iterable[Sequence[Box]] = (),
) -> list[Box | None]:
    """
    Find places for as many insets as can be, each on the first side with room, large if it can.

    Parameters
    ----------
    size, km_per_px
        Of the map.
    taken
        Boxes in pixels on which no inset may lie.
    names
        Places of each name that must keep one of them.

    Returns
    -------
    boxes
        Of whole pixels; None where there is no room.
    """
    drawn = _boxes([*taken, *(one.source for one in wanted)])
    rooms = [_boxes(places) for places in names]
    free = [room[_apart(room, drawn)] for room in rooms]
    # A name that has no room even so will have none.
    kept = [room for room in free if len(room)]
    return _best(wanted, size, km_per_px, _grown(drawn, INSETS.clear), kept)


def _boxes(boxes: Sequence[Box]) -> NDArray[np.float64]:
    return np.array(boxes, dtype=float).reshape(-1, 4)


def _apart(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say for each box whether it meets none of the others."""
    west, north, east, south = (boxes[:, k : k + 1] for k in range(4))
    apart = (
        (others[:, 0] >= east)
        | (others[:, 2] <= west)
        | (others[:, 1] >= south)
        | (others[:, 3] <= north)
    )
    none: NDArray[np.bool_] = np.asarray(np.all(apart, axis=1))
    return none


def _grown(boxes: NDArray[np.float64], by: float) -> NDArray[np.float64]:
    grown: NDArray[np.float64] = boxes + np.array([-by, -by, by, by])
    return grown


def _best(
    wanted: Sequence[Wanted],
    size: tuple[int, int],
    km_per_px: float,
    drawn: NDArray[np.float64],
    rooms: Sequence[NDArray[np.float64]],
) -> list[Box | None]:
    """Place as many as can be; of those the first on its best side, then the second, and so on."""
    if not wanted:
        return []
    most, best = -1, list[Box | None]()
    for spot in _spots(wanted[0], size, km_per_px, drawn, rooms):
        around = _grown(_boxes([spot]), INSETS.apart)
        others = _best(
            *(wanted[1:], size, km_per_px, np.vstack([drawn, around])),
            [room[_apart(room, around)] for room in rooms],
        )
        count = 1 + sum(box is not None for box in others)
        if count > most:
            most, best = count, [spot, *others]
        if count == len(wanted):
            return best
    without = _best(wanted[1:], size, km_per_px, drawn, rooms)
    return [None, *without] if sum(box is not None for box in without) > most else best


def sizes(one: Wanted, size: tuple[int, int], km_per_px: float) -> Iterator[tuple[int, int]]:
    """Give the sizes that an inset may have on a map, the largest first."""
    width, height = size
    for zoom in INSETS.zooms:
        scale = km_per_px / zoom
        wide, tall = _whole(one.across / scale), _whole(one.up / scale)
        if scale > INSETS.most_km or min(wide, tall) < INSETS.least:
            continue
        if wide <= INSETS.share[0] * width and tall <= INSETS.share[1] * height:
            yield wide, tall


def _whole(pixels: float) -> int:
    # As the page rounds: halves up.
    return math.floor(pixels + 0.5)


def _spots(
    one: Wanted,
    size: tuple[int, int],
    km_per_px: float,
    drawn: NDArray[np.float64],
    rooms: Sequence[NDArray[np.float64]],
) -> Iterator[Box]:
    """Give a free place of an inset on each side that has one, as large as it can be there."""
    for side in one.sides:
        for wide, tall in sizes(one, size, km_per_px):
            boxes = _boxes([(x, y, x + wide, y + tall) for x, y in along(side, size, (wide, tall))])
            for box in boxes[_apart(boxes, drawn)]:
                around = _grown(_boxes([box]), INSETS.apart)
                if all(_apart(room, around).any() for room in rooms):
                    west, north, east, south = box.tolist()
                    yield west, north, east, south
                    break
            else:
                continue
            break


def along(side: Side, size: tuple[int, int], inset: tuple[int, int]) -> Iterator[Spot]:
    """
    Give places of an inset on a side of a map, the best first.

    They go from the middle of an edge both ways, from a corner along both of its edges, but
    not far: a smaller one in the corner is better.
    """
    least = INSETS.edge
    east, south = size[0] - inset[0] - least, size[1] - inset[1] - least
    if east < least or south < least:
        return
    reach = int(max(east, south) * (INSETS.reach if "-" in side else 0.5))
    if "-" in side:
        down, across = side.split("-")
        x, y = (east if across == "east" else least), (south if down == "south" else least)
        into_x, into_y = (-1 if across == "east" else 1), (-1 if down == "south" else 1)
        ways = [(into_x, 0), (0, into_y)]
    else:
        x, y = (least + east) // 2, (least + south) // 2
        if side in ("north", "south"):
            y, ways = (least if side == "north" else south), [(1, 0), (-1, 0)]
        else:
            x, ways = (east if side == "east" else least), [(0, 1), (0, -1)]
    yield x, y
    for away in range(INSETS.step, reach + 1, INSETS.step):
        for dx, dy in ways:
            at = x + away * dx, y + away * dy
            if least <= at[0] <= east and least <= at[1] <= south:
                yield at


def placed(
    subject: Subject,
    frame: Frame,
    blocked: Iterable[Box] = (),
    sights: Sequence[Subject] = (),
) -> list[tuple[Inset, Box]]:
    """
    Give the insets of a subject that find room in a frame, each with its box in pixels.

    Where all have a place already they keep it. What one without room would have shown is drawn on
    the map itself, so the others are placed anew without it.

    Parameters
    ----------
    blocked
        Boxes of the frame that are covered, in pixels.
    sights
        What the map shows at other times at which the places must be free too.
    """
    insets = list(subject.insets)
    if all(inset.place for inset in insets):
        return [(inset, inset.place) for inset in insets if inset.place]
    times = sights or (subject,)
    allied = {area.id: area for sight in times for area in sight.areas if area.status}
    names = [labels.places(area, frame) for area in allied.values()]
    size = (frame.width, frame.height)
    while insets:
        wanted = [_wanted(inset, frame) for inset in insets]
        taken = {*blocked}
        for sight in times:
            taken.update(obstacles(sight, frame, insets))
        boxes = place(wanted, size, frame.km_per_px, taken, names)
        if None not in boxes:
            return [(inset, box) for inset, box in zip(insets, boxes, strict=True) if box]
        insets.pop(boxes.index(None))
    return []


def _wanted(inset: Inset, frame: Frame) -> Wanted:
    x0, y0, x1, y1 = inset.subject.box
    corners = outline(inset, frame)
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Wanted(x1 - x0, y1 - y0, inset.sides, (min(xs), min(ys), max(xs), max(ys)))


def outline(inset: Inset, frame: Frame) -> tuple[Spot, ...]:
    """Give the corners of what an inset shows, in pixels of the map: from the upper left on."""
    x0, y0, x1, y1 = upright(inset.subject.box, inset.subject.rotation)
    turned = inset.subject.rotation
    corners = ((x0, y1), (x1, y1), (x1, y0), (x0, y0))
    return tuple(frame.px(*(turned.back(x, y) if turned else (x, y))) for x, y in corners)


def holds(inset: Inset, x: float, y: float) -> bool:
    """Say whether a projected place is in what an inset shows."""
    turned = inset.subject.rotation
    x0, y0, x1, y1 = upright(inset.subject.box, turned)
    x, y = turned.ahead(x, y) if turned else (x, y)
    return x0 <= x <= x1 and y0 <= y <= y1


def shown(insets: Sequence[Inset], marks: Iterable[Mark]) -> frozenset[str]:
    """Give the ids of the marks that insets show: the map itself has no symbol of them."""
    return frozenset(
        mark.id for mark in marks if any(holds(inset, mark.x, mark.y) for inset in insets)
    )


def obstacles(subject: Subject, frame: Frame, insets: Sequence[Inset]) -> list[Box]:
    """
    Give the boxes in pixels on which no inset of a map may lie.

    Parameters
    ----------
    insets
        What they show is not on the map.
    """
    half = (SYMBOLS.size + SYMBOLS.gap) / 2
    marks, _ = marks_seen(subject, frame)
    hidden = shown(insets, marks)
    spots = [(*frame.px(mark.x, mark.y), half) for mark in marks if mark.id not in hidden]
    if numbering.mode_in(subject.numbers, frame) == "circles":
        spots += [
            (*frame.px(one.x, one.y), numbering.size(one.high, frame, one.scale))
            for one in subject.troops
            if frame.holds(one.x, one.y)
        ]
    allied = {area.id for area in subject.areas if area.status}
    spots += [
        (*frame.px(town.x, town.y), NAMES.town)
        for town in subject.towns
        if town.rank == 0 and town.country in allied
    ]
    spots += [(*frame.px(x, y), 0.0) for line in subject.lines for x, y in line.xy.tolist()]
    for layer in subject.user_layers:
        px = frame.places(layer.x, layer.y).tolist()
        spots += [(x, y, r) for (x, y), r in zip(px, layer.radii.tolist(), strict=True)]
    told = words(subject.language)["people"]
    return [
        *((x - r, y - r, x + r, y + r) for x, y, r in spots),
        *flows.covered(subject.movements, subject.arrivals, frame, told),
    ]


def ties(corners: Sequence[Spot], box: Box) -> tuple[tuple[Spot, Spot], ...]:
    """
    Give the two lines from an outline to the frame of its inset that cross neither.

    They are the edges of the hull of both that join one to the other.
    """
    west, north, east, south = box
    frame = ((west, north), (east, north), (east, south), (west, south))
    every = (*corners, *frame)
    found = []
    for one in corners:
        for other in frame:
            dx, dy = other[0] - one[0], other[1] - one[1]
            sides = [dx * (y - one[1]) - dy * (x - one[0]) for x, y in every]
            if min(sides) >= 0 or max(sides) <= 0:
                found.append((one, other))
    return tuple(found)
