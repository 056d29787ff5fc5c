"""How many people there are: circles by host in wide frames, numbers at symbols in close ones.

``assets/src/core/headcount.js`` is the twin of this file, operation for operation.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csto_map.kept import Latest
from csto_map.picture import fonts
from csto_map.picture.constants import NAMES, PEOPLE
from csto_map.picture.labels import Board, taken_boxes
from csto_map.picture.lands import Box, Seen
from csto_map.picture.parts import Mark, Number, Post, Symbol, Troop
from csto_map.picture.views import Frame
from csto_map.query.filters import Filters

# Layers of forces: without any of them their numbers are not shown either.
FORCES = ("bases", "units", "detachments")
# Sides of something by a letter (right, left, below, above) and corners by a number: how far
# across and down, and the anchor of a text there.
_SIDES: Mapping[str, tuple[float, float, str]] = {
    "r": (1, 0, "start"),
    "l": (-1, 0, "end"),
    "b": (0, 1, "middle"),
    "a": (0, -1, "middle"),
    "1": (0.75, 0.75, "start"),
    "2": (0.75, -0.75, "start"),
    "3": (-0.75, 0.75, "end"),
    "4": (-0.75, -0.75, "end"),
}
_CORNERS = "1234"
Spot = tuple[float, float]
# The middle of a text, and how it is anchored there.
Place = tuple[float, float, str]


def in_words(low: int, high: int, words: Mapping[str, Any], year: int | None = None) -> str:
    """Say a number of people: a range, a most, or one number; with its year where it is old."""
    text = grouped(high, words)
    if low == 0 and high > 0:
        text = str(words["most"]).format(n=text)
    elif low != high:
        text = str(words["range"]).format(low=grouped(low, words), high=text)
    return str(words["old"]).format(n=text, year=year) if year else text


def grouped(value: int, words: Mapping[str, Any]) -> str:
    """Write a number with a language's sign between thousands."""
    return f"{value:,}".replace(",", str(words["thousands"]))


def _step(steps: Iterable[Sequence[Any]], day: int) -> Sequence[Any] | None:
    """Give the step that holds on a day, None where nobody is there."""
    held = None
    for step in steps:
        if step[0] <= day:
            held = step
    return held if held is not None and held[3] is not None else None


# What `_forces` gave of the latest timelines, which are known again by identity.
_FORCES: Latest[int, tuple[Mapping[str, Any], dict[tuple[str, str], list[Mapping[str, Any]]]]]
_FORCES = Latest(4)


def _forces(timeline: Mapping[str, Any]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """Sort the marks of forces by their country and side."""
    known = _FORCES.get(id(timeline))
    if known is None:
        # Kept with its timeline, so that an identity cannot pass to another while it lives.
        known = _FORCES[id(timeline)] = timeline, _sorted_forces(timeline)
    return known[1]


def _sorted_forces(
    timeline: Mapping[str, Any],
) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    found = defaultdict(list)
    for mark in timeline["marks"]:
        if mark["layer"] in FORCES:
            for country in dict.fromkeys(mark.get("at", ())):
                found[country, mark["accent"]].append(mark)
    return found


def _middle(every: Sequence[Mapping[str, Any]], day: int) -> Spot | None:
    """
    Give the middle, in km, of those marks of a side in a country that are there on a day.

    Where none is it is that of all its marks ever; None where there never was one.
    """
    there = [
        mark
        for mark in every
        if mark["from"] <= day and (mark["until"] is None or day < mark["until"])
    ]
    x = y = 0.0
    for mark in there or every:
        x, y = x + mark["x"], y + mark["y"]
    count = len(there or every)
    return (x / count, y / count) if count else None


def troops(
    timeline: Mapping[str, Any], day: int, words: Mapping[str, Any], filters: Filters
) -> tuple[Troop, ...]:
    """
    Give how many people of each side there are in each country on a day.

    A number is of all its forces there: a filter that takes some of them out takes it out too.
    """
    names = {country["id"]: country["name"] for country in timeline["countries"]}
    forces = _forces(timeline)
    found = []
    for one in timeline["troops"]:
        step = _step(one["steps"], day)
        thing = {"at": [one["at"]], "by": one["by"], "accent": one["accent"]}
        if step is None or not all(
            filters.passes({**thing, "layer": layer, "men": [step[:3]]}, (day, day))
            for layer in FORCES
        ):
            continue
        _, low, high, age, year = step
        text = str(words["no_total"])
        if low is not None:
            text = in_words(low, high, words, None if age == "fresh" else year)
        at = _middle(forces.get((one["at"], one["accent"]), ()), day)
        x, y = at or (one["x"], one["y"])
        found.append(
            Troop(
                f"{one['at']}:{one['by']}",
                one["at"],
                one["by"],
                str(names.get(one["at"], one["at"])),
                one["accent"],
                x,
                y,
                low,
                high,
                age,
                text,
                one.get("size", 1.0),
            )
        )
    return tuple(found)


def posts(timeline: Mapping[str, Any], day: int, words: Mapping[str, Any]) -> tuple[Post, ...]:
    """Give the numbers of bodies of troops that count on a day."""
    found = []
    for one in timeline["posts"]:
        step = _step(one["steps"], day)
        if step is None or step[1] is None:
            continue
        _, low, high, age, year = step
        text = in_words(low, high, words, None if age == "fresh" else year)
        found.append(Post(one["id"], one["accent"], tuple(one["marks"]), low, high, age, text))
    return tuple(found)


def factor(frame: Frame) -> float:
    """Say how much smaller or larger than at full size numbers and arrows are in a frame."""
    least, most = PEOPLE.shares
    return min(most, max(least, math.sqrt(frame.width * frame.height) / PEOPLE.scale))


def mode_in(numbers: str, frame: Frame) -> str:
    """Say how numbers are shown in a frame: off, symbols or circles."""
    if numbers != "auto":
        return numbers
    return "circles" if wide(frame) else "symbols"


def wide(frame: Frame) -> bool:
    """Say whether a frame shows so much that sites are too many for it."""
    across = frame.km_per_px * math.sqrt(frame.width * frame.height)
    return frame.km_per_px >= PEOPLE.wide_from or across >= PEOPLE.whole_from


def closer(
    mode: str, troops: Iterable[Troop], marks: Iterable[Mark], frame: Frame
) -> frozenset[str]:
    """
    Give the ids of the marks that circles of a frame stand for: they are symbols closer up.

    Where there is any circle, or a "?", circles speak for all forces, whoever has them: sites
    and units among them would be a crowd in which none is found.
    """
    if mode != "circles" or not any(frame.holds(one.x, one.y) for one in troops):
        return frozenset()
    return frozenset(mark.id for mark in marks if mark.layer in (*FORCES, "contingents"))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be placed, and what is there already; `taken` are boxes in pixels."""

    mode: str
    troops: Sequence[Troop]
    posts: Sequence[Post]
    symbols: Sequence[Symbol]
    ground: Seen
    taken: Sequence[Box]


def place(shown: Shown, frame: Frame) -> tuple[tuple[Number, ...], tuple[Box, ...]]:
    """
    Place the numbers of a frame.

    Returns
    -------
    numbers, boxes
        As drawn, and the boxes in pixels that they take.
    """
    board = Board(frame, [*taken_boxes(shown.symbols, frame), *shown.taken])
    before = len(board.taken)
    numbers: list[Number] = []
    if shown.mode == "circles":
        numbers = _circles(shown, board)
    elif shown.mode == "symbols":
        numbers = _texts(shown, board)
    return tuple(numbers), tuple(board.taken[before:])


def radius(people: int, frame: Frame, scale: float) -> float:
    """Return the radius of a circle whose area stands for so many people, in pixels."""
    return max(PEOPLE.least, PEOPLE.root * factor(frame) * scale * math.sqrt(people))


def size(people: int | None, frame: Frame, scale: float) -> float:
    """Return the radius of the sign of a side in a country; None where no total is known."""
    if people is not None:
        return radius(people, frame, scale)
    return max(PEOPLE.unknown * factor(frame), PEOPLE.type / 2 + PEOPLE.edge)


def _circles(shown: Shown, board: Board) -> list[Number]:
    """Place circles, the largest first; those of countries out of the frame are left out."""
    frame, usual = board.frame, PEOPLE.root * factor(board.frame)
    numbers = []
    for one in sorted(shown.troops, key=lambda t: (-(t.high or 0), t.id)):
        if not frame.holds(one.x, one.y):
            continue
        across = size(one.high, frame, one.scale)
        home = frame.px(one.x, one.y)
        spot = _spot(one.host, home, across, shown.ground, board)
        if spot is None:
            continue
        x, y, moved = spot
        board.taken.append(_square((x, y), across))
        numbers.append(
            Number(
                one.id,
                "unknown" if one.high is None else "circle",
                one.accent,
                one.age in ("old", "last_known"),
                x,
                y,
                across,
                min(across, usual * one.scale * math.sqrt(one.low)) if one.low else 0.0,
                (home,) if moved else (),
                "?" if one.high is None else one.text,
                None,
                one.low,
                one.high,
                scale=one.scale,
            )
        )
    for number in numbers:
        board.taken += _along(number)
    return _told(numbers, {one.id: one for one in shown.troops}, shown.ground, board)


def _along(one: Number) -> list[Box]:
    """Give boxes along the lines from a circle to its places: no text lies on them."""
    return [
        _square(
            (one.x + (x - one.x) * k / PEOPLE.samples, one.y + (y - one.y) * k / PEOPLE.samples), 2
        )
        for x, y in one.feet
        for k in range(PEOPLE.samples + 1)
    ]


def _told(
    numbers: Sequence[Number], whose: Mapping[str, Troop], ground: Seen, board: Board
) -> list[Number]:
    """
    Write the numbers, and whose they are where a state is too small for its name.

    So does the first circle of a state that stands off its ground, or on that of a state within
    which it lies, whatever the state's size.
    """
    told: set[str] = set()
    found = []
    for one in numbers:
        troop = whose[one.id]
        small = ground.extent(troop.host) < PEOPLE.named
        drawn = ground.name(troop.host)
        off = drawn != troop.host or (bool(one.feet) and ground.at(one.x, one.y) != drawn)
        name = troop.name if troop.host not in told and (small or off) else ""
        labelled = _labelled(one, name, troop.host, ground, board)
        if labelled.named is not None:
            told.add(troop.host)
            labelled = replace(labelled, host=troop.host if small else "")
        found.append(labelled)
    return found


def _labelled(one: Number, name: str, host: str, ground: Seen, board: Board) -> Number:
    """Write a number in its circle, where there is room, or beside it under its name."""

    def aside(room: tuple[float, float]) -> Place | None:
        return beside((one.x, one.y), one.radius, room, board, "rlba", ground.home((host,)))

    wide, tall = _room(one.text)
    across, line = _room(name)
    # Half on a core and half beside it a number is not read.
    inner = one.radius if one.hollow or not one.core else one.core
    if one.shape == "unknown" or _fits(wide, tall, inner):
        named = aside((across, line)) if name else None
        return replace(one, label=(one.x, one.y, "middle"), name=name if named else "", named=named)
    block = aside((max(wide, across), tall + line)) if name else None
    if block is None:
        return replace(one, label=aside((wide, tall)))
    x, y, anchor = block
    number, above = (x, y + line / 2, anchor), (x, y - tall / 2, anchor)
    return replace(one, label=number, name=name, named=above)


def _fits(wide: float, tall: float, size: float) -> bool:
    """Say whether a text lies in a circle with all its corners."""
    inner = size - PEOPLE.hollow
    return inner > 0 and (wide * wide + tall * tall) / 4 <= inner * inner


def _room(text: str) -> tuple[float, float]:
    return fonts.room(text, PEOPLE.type, PEOPLE.weight), PEOPLE.type * NAMES.line


def beside(
    at: Spot,
    half: float,
    room: tuple[float, float],
    board: Board,
    order: str,
    wanted: Callable[[Box], bool] | None = None,
) -> Place | None:
    """
    Find room for a text on a side of something, in an order of `_SIDES`, or at a corner.

    Parameters
    ----------
    wanted
        Says whether a box is as it should be: the first such side is taken, else the first.
    """
    (x, y), (wide, tall) = at, room
    away = half + PEOPLE.gap
    free: list[tuple[Place, Box]] = []
    for side in (*order, *_CORNERS):
        across, down, anchor = _SIDES[side]
        place = (x + across * away, y + down * (away + tall / 2), anchor)
        left = place[0] - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0.0)
        box = (left, place[1] - tall / 2, left + wide, place[1] + tall / 2)
        if board.free(box):
            free.append((place, box))
    best = next((one for one in free if wanted is None or wanted(one[1])), None)
    best = best or next(iter(free), None)
    if best is None:
        return None
    board.taken.append(best[1])
    return best[0]


def _spot(
    host: str, home: Spot, size: float, ground: Seen, board: Board
) -> tuple[float, float, bool] | None:
    """
    Find a place for a circle: the nearest free one that is on no other state's ground.

    So one that is too large for its state stands in the nearest sea; where that is farther
    than its own size allows, it stands on the nearest free place of all.
    """
    far = max(PEOPLE.foreign * factor(board.frame), PEOPLE.far * size)
    first: tuple[float, float, bool] | None = None
    away = 0.0
    for reach, x, y in around(home):
        if first is not None and reach > away + far:
            break
        if not board.free(_square((x, y), size)):
            continue
        if not ground.foreign((host,), _square((x, y), size * PEOPLE.within)):
            return x, y, reach > 0
        if first is None:
            first, away = (x, y, reach > 0), reach
    return first


def _square(spot: Spot, half: float) -> Box:
    return spot[0] - half, spot[1] - half, spot[0] + half, spot[1] + half


def around(home: Spot) -> Iterator[tuple[float, float, float]]:
    """Give places around another with how far they are from it, the nearest first."""
    yield 0.0, *home
    reach = PEOPLE.step
    while reach <= PEOPLE.reach:
        for dx, dy in NAMES.directions:
            yield reach, home[0] + reach * dx, home[1] + reach * dy
        reach += PEOPLE.step


def _texts(shown: Shown, board: Board) -> list[Number]:
    frame, ground = board.frame, shown.ground
    by_mark: dict[str, Symbol] = {
        member: symbol for symbol in shown.symbols for member in symbol.members
    }
    numbers = []
    for one in sorted(shown.posts, key=lambda p: (-p.high, p.id)):
        symbols = list(
            {by_mark[id_].id: by_mark[id_] for id_ in one.marks if id_ in by_mark}.values()
        )
        if not symbols:
            continue
        spots = [frame.px(symbol.x, symbol.y) for symbol in symbols]
        half = symbols[0].size / 2
        room = _room(one.text)
        placed: tuple[str, Place] | None = None
        if len(spots) > 1:
            placed = _plate(spots, room, board)
        if placed is None:
            at = beside(spots[0], half, room, board, "brla", ground.home(symbols[0].states))
            placed = ("text", at) if at else None
        if placed is None:
            continue
        shape, label = placed
        numbers.append(
            Number(
                one.id,
                shape,
                one.accent,
                one.age != "fresh",
                label[0],
                label[1],
                half,
                0.0,
                tuple(spots) if shape == "plate" else (),
                one.text,
                label,
                one.low,
                one.high,
            )
        )
    return numbers


def _plate(
    spots: Sequence[Spot], room: tuple[float, float], board: Board
) -> tuple[str, Place] | None:
    """Find room for one plate amid several symbols, lines from which lead to each."""
    x = y = 0.0
    for spot in spots:
        x, y = x + spot[0], y + spot[1]
    home = (x / len(spots), y / len(spots))
    wide, tall = room[0] / 2 + PEOPLE.gap, room[1] / 2 + 1
    for _, at, up in around(home):
        box = (at - wide, up - tall, at + wide, up + tall)
        if board.free(box):
            board.taken.append(box)
            return "plate", (at, up, "middle")
    return None
