"""Where names go: they yield to symbols and to each other, and never leave the frame.

A state's name lies on its own ground with all its letters: in capitals as large as what is
seen of the state, smaller where it is in the way, in small letters if need be. A state of
the lens that has no room at all is named beside, at sea if it can be, with a line to it; a
neutral one has no name then. Names of sites keep off foreign ground where another side is free.

``assets/src/core/names.js`` is the twin of this file, operation for operation.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from csto_map.picture import fonts
from csto_map.picture.constants import BADGE, LEADERS, NAMES
from csto_map.picture.ground import Town, Water
from csto_map.picture.lands import Box, Land, Lands, Seen, land
from csto_map.picture.parts import Area, Label, Symbol
from csto_map.picture.style import Style
from csto_map.picture.views import Frame, Rings, remembered
from csto_map.picture.visible import Visible, visible


class Board:
    """The frame, with the boxes that are taken."""

    def __init__(self, frame: Frame, taken: Iterable[Box] = ()) -> None:
        self.frame = frame
        self.taken = list(taken)

    def free(self, box: Box) -> bool:
        """Say whether a box is inside the frame and meets none that is taken."""
        west, north, east, south = box
        if west < NAMES.edge or north < NAMES.edge:
            return False
        if east > self.frame.width - NAMES.edge or south > self.frame.height - NAMES.edge:
            return False
        for left, top, right, bottom in self.taken:
            if west < right and left < east and north < bottom and top < south:
                return False
        return True


def symbol_box(symbol: Symbol, frame: Frame) -> Box:
    """Return the square of a symbol in pixels."""
    x, y = frame.px(symbol.x, symbol.y)
    half = symbol.size / 2
    return x - half, y - half, x + half, y + half


def taken_boxes(symbols: Sequence[Symbol], frame: Frame) -> list[Box]:
    """Return the boxes of symbols and then those of their badges, in pixels."""
    boxes = [symbol_box(symbol, frame) for symbol in symbols]
    for symbol, (_, north, east, _) in zip(symbols, boxes[:], strict=True):
        text = symbol.badge or (str(len(symbol.members)) if len(symbol.members) > 1 else "")
        if text:
            x, y = east - BADGE.inset, north + BADGE.inset
            wide, high = BADGE.wide + BADGE.more * (len(text) - 1), BADGE.height / 2
            boxes.append((x - wide, y - high, x + wide, y + high))
    return boxes


def foot_box(symbol: Symbol, frame: Frame) -> Box:
    """Return the square around the foot of a symbol's leader line in pixels."""
    x, y = frame.px(symbol.anchor_x, symbol.anchor_y)
    half = LEADERS.soft
    return x - half, y - half, x + half, y + half


def label_box(label: Label, frame: Frame) -> Box:
    """Return the box of a name in pixels."""
    x, y = frame.px(label.x, label.y)
    wide = _wide(label.text, label.size, label.weight, label.spacing, label.italic)
    tall = label.size * NAMES.line
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, y - tall / 2, left + wide, y + tall / 2


def tie(label: Label, frame: Frame) -> tuple[float, float]:
    """Return the pixel at the edge of a name's box that is nearest to the place it tells of."""
    west, north, east, south = label_box(label, frame)
    x, y = frame.px(*(label.point or (label.x, label.y)))
    return max(west, min(east, x)), max(north, min(south, y))


def place(
    areas: Sequence[Area],
    symbols: Sequence[Symbol],
    frame: Frame,
    style: Style,
    grounds: Lands,
    blocked: Iterable[Box] = (),
    *,
    towns: Sequence[Town] = (),
    waters: Sequence[Water] = (),
) -> tuple[Label, ...]:
    """
    Name the states and, in close views, the sites; then towns and waters where there is room.

    Parameters
    ----------
    areas
        All areas; those with a status are named first.
    symbols
        As placed; names stand beside them, never on them.
    grounds
        On whose ground places are.
    towns, waters
        In order of importance.
    blocked
        Boxes in pixels that are taken before any name is placed: what covers the map, and
        what else is drawn over it (circles, numbers at symbols, heads of arrows). No name
        meets one, so whoever draws more on the map gives its boxes here, in both languages.
    """
    told = tuple((a.id, a.name, a.status, a.label, a.decimals) for a in areas)
    key = (
        *(told, grounds.every, tuple(symbols), frame, style.name),
        *(tuple(blocked), tuple(towns), tuple(waters)),
    )
    return _placed(_Map(key, areas, symbols, frame, style, grounds, key[5], towns, waters))


@dataclass(frozen=True, slots=True)
class _Map:
    """What is named, as for `place`; its `key` tells it apart from all else that may be."""

    key: tuple[object, ...]
    areas: Sequence[Area] = field(compare=False)
    symbols: Sequence[Symbol] = field(compare=False)
    frame: Frame = field(compare=False)
    style: Style = field(compare=False)
    grounds: Lands = field(compare=False)
    blocked: Sequence[Box] = field(compare=False)
    towns: Sequence[Town] = field(compare=False)
    waters: Sequence[Water] = field(compare=False)


# On most days of a film an inset looks as on the day before.
@functools.lru_cache(maxsize=32)
def _placed(one: _Map) -> tuple[Label, ...]:
    areas, symbols, frame, style = one.areas, one.symbols, one.frame, one.style
    feet = (foot_box(s, frame) for s in symbols if s.leader)
    board = Board(frame, [*taken_boxes(symbols, frame), *feet, *one.blocked])
    ground = Seen(one.grounds, frame)
    neutral = [area.id for area in areas if not area.status and area.name != area.id]
    labels = _states([a for a in areas if a.status], board, style, ground, neutral)
    if frame.km_per_px < NAMES.sites_below:
        labels += _sites(symbols, board, style, ground)
    near = _by_bases(one.towns, symbols)
    first = [town for town in one.towns if town.rank == 0 or town.id in near]
    later = [town for town in one.towns if town.rank != 0 and town.id not in near]
    labels += _towns(first, near, board, style, ground)
    labels += _states([a for a in areas if not a.status], board, style, ground)
    labels += _waters(one.waters, board, style, ground)
    labels += _towns(later, near, board, style, ground)
    return tuple(labels)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a state's name is set: its words, size, and the gap after each letter in pixels."""

    text: str
    size: int
    spacing: float


def _wide(text: str, size: int, weight: int, spacing: float, italic: bool = False) -> float:
    return fonts.room(text, size, weight, italic) + spacing * len(text)


def _forms(name: str, seen: Visible, allied: bool) -> list[_Form]:
    """Give ways to set a state's name, the best first."""
    least, most, plus, share = NAMES.state if allied else NAMES.neutral
    size = int(max(least, min(most, math.floor(plus + math.sqrt(seen.area) / share))))
    capitals = name.upper()
    middle = max(int(least), size - NAMES.smaller)
    wide, close, closest = (0.0, 0.0, 0.0) if re.search(NAMES.close, name) else NAMES.spacing
    wanted = [(size, wide), (size, close), (middle, close), (int(least), closest)]
    forms = [_Form(capitals, em, em * gap) for em, gap in wanted]
    return list(dict.fromkeys([*forms, _Form(name, int(least), 0.0)]))


def _states(
    areas: Iterable[Area], board: Board, style: Style, ground: Seen, neutral: Sequence[str] = ()
) -> list[Label]:
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
    inside = [(_inside(area, seen, board, style), seen, area) for _, _, seen, area in sized]
    labels = [label for label, _, _ in inside if label]
    for label, seen, area in inside:
        if label is None and area.status:
            beside = _outside(area, seen, board, style, ground, neutral)
            labels += [beside] if beside else []
    return labels


def _inside(area: Area, seen: Visible, board: Board, style: Style) -> Label | None:
    """Name a state on its own ground, or not at all."""
    frame, allied = board.frame, bool(area.status)
    weight = NAMES.weights["status" if allied else "none"]
    best = frame.px(*area.label) if area.label else None
    for form in _forms(area.name, seen, allied):
        wide = _wide(form.text, form.size, weight, form.spacing)
        tall = form.size * NAMES.line
        fitting = _fitting(area.outline, frame, area.decimals, best, wide, tall)
        for box in fitting.boxes():
            if board.free(box):
                board.taken.append(box)
                km = frame.km((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                colours = style.text if allied else style.text_soft, style.halo
                return Label(
                    *(area.id, form.text, *km, "middle", form.size, weight, *colours),
                    spacing=form.spacing,
                    kind="state",
                )
    return None


def places(area: Area, frame: Frame) -> list[Box]:
    """Give the places, in pixels, at which a state's name fits on its own ground when smallest."""
    seen = visible(area.outline, frame, area.decimals)
    if seen is None:
        return []
    form = _forms(area.name, seen, bool(area.status))[-1]
    weight = NAMES.weights["status" if area.status else "none"]
    wide = _wide(form.text, form.size, weight, form.spacing)
    best = frame.px(*area.label) if area.label else None
    size = wide, form.size * NAMES.line
    return list(_fitting(area.outline, frame, area.decimals, best, *size).boxes())


class _Fitting:
    """Boxes of one size inside an outline: looked for only as far as they are asked for."""

    def __init__(self, ground: Land | None, frame: Frame, spots: Sequence[Box]) -> None:
        self.ground, self.frame, self.spots = ground, frame, spots
        self._fits: list[bool | None] = [None] * len(spots)
        self._all: tuple[Box, ...] | None = None

    def boxes(self) -> Iterable[Box]:
        """Give them, the best first."""
        return self._looked_for() if self._all is None else self._all

    def _looked_for(self) -> Iterator[Box]:
        for k, box in enumerate(self.spots):
            fits = self._fits[k]
            if fits is None:
                fits = self._fits[k] = self._inside(box)
            if fits:
                yield box
        self._all = tuple(box for box, fits in zip(self.spots, self._fits, strict=True) if fits)

    def _inside(self, box: Box) -> bool:
        west, north = self.frame.upright_km(box[0], box[1])
        east, south = self.frame.upright_km(box[2], box[3])
        return self.ground is not None and self.ground.encloses((west, south, east, north))


@remembered
def _fitting(
    outline: Rings,
    frame: Frame,
    decimals: int,
    best: tuple[float, float] | None,
    wide: float,
    tall: float,
) -> _Fitting:
    seen = visible(outline, frame, decimals)
    spots = _spots(seen, best, wide, tall) if seen else []
    return _Fitting(land(outline, decimals, frame.rotation), frame, spots)


def _spots(seen: Visible, best: tuple[float, float] | None, wide: float, tall: float) -> list[Box]:
    """Give boxes for a name: on its own place, in the widest part, then around the first."""
    west, north, east, south = seen.bounds
    if east - west < wide or south - north < tall:
        return []
    inner = seen.inner()
    start = best if best is not None and seen.holds(*best) else inner
    least_x, most_x, least_y, most_y = NAMES.steps
    across = max(least_x, min(most_x, (east - west) / NAMES.tries))
    down = max(least_y, min(most_y, (south - north) / NAMES.tries))
    places = [
        (west + wide / 2 + k * across, north + tall / 2 + n * down)
        for n in range(math.floor((south - north - tall) / down) + 1)
        for k in range(math.floor((east - west - wide) / across) + 1)
    ]
    # Names are wide: a way down counts for more than one across.
    places.sort(
        key=lambda at: (
            (at[0] - start[0]) * (at[0] - start[0]) / 2 + (at[1] - start[1]) * (at[1] - start[1]),
            at[1],
            at[0],
        )
    )
    return [
        (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2) for x, y in (start, inner, *places)
    ]


def _outside(
    area: Area, seen: Visible, board: Board, style: Style, ground: Seen, neutral: Sequence[str]
) -> Label | None:
    """Name a state beside it, with a line to it: at sea or else on neutral ground."""
    frame = board.frame
    if area.label is None or not seen.holds(*frame.px(*area.label)):
        return None
    size, weight = int(NAMES.state[0]), NAMES.weights["status"]
    wide, tall = _wide(area.name, size, weight, 0.0), size * NAMES.line
    boxes = [box for box in _rings(frame.px(*area.label), wide, tall) if board.free(box)]
    for codes in ((area.id,), (area.id, *neutral)):
        box = next((one for one in boxes if not ground.foreign(codes, one)), None)
        if box is not None:
            board.taken.append(box)
            km = frame.km((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            return Label(
                *(area.id, area.name, *km, "middle", size, weight, style.text, style.halo),
                kind="state",
                point=area.label,
            )
    return None


def _rings(at: tuple[float, float], wide: float, tall: float) -> Iterator[Box]:
    """Yield boxes around a pixel, ring by ring."""
    for ring in range(NAMES.rings[0], NAMES.rings[1]):
        for across, down in NAMES.directions:
            x = at[0] + across * (wide / 2 + ring * NAMES.step)
            y = at[1] + down * (tall / 2 + ring * NAMES.step)
            yield x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2


def site_name(name: str) -> str:
    """Drop what stands in brackets."""
    return re.sub(r" *\([^)]*\)", "", name).strip(" ")


@dataclass(frozen=True, slots=True)
class _Side:
    """A place beside a symbol: where the line is anchored, and its box."""

    anchor: str
    x: float
    y: float
    box: Box


def _sides(x: float, y: float, half: float, wide: float, tall: float) -> list[_Side]:
    return [
        _Side(
            anchor,
            x + dx,
            y + dy,
            (x + dx + left, y + dy - tall / 2, x + dx + left + wide, y + dy + tall / 2),
        )
        for anchor, dx, dy, left in (
            ("start", half, 0.0, 0.0),
            ("end", -half, 0.0, -wide),
            ("middle", 0.0, half + tall / 2, -wide / 2),
            ("middle", 0.0, -half - tall / 2, -wide / 2),
            # Below and above, but from one of its edges on.
            ("start", -half, half + tall / 2, 0.0),
            ("end", half, half + tall / 2, -wide),
            ("start", -half, -half - tall / 2, 0.0),
            ("end", half, -half - tall / 2, -wide),
        )
    ]


def _sites(symbols: Iterable[Symbol], board: Board, style: Style, ground: Seen) -> list[Label]:
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
        sides = _sides(x, y, symbol.size / 2 + NAMES.gap, wide, tall)
        free = [side for side in sides if board.free(side.box)]
        side = _at_home(free, (x, y), symbol.states, ground)
        if side:
            board.taken.append(side.box)
            km = board.frame.km(side.x, side.y)
            colours = style.text, style.halo
            labels.append(
                Label(symbol.id, text, *km, side.anchor, size, weight, *colours, kind="site")
            )
            named.add(text)
    return labels


def _at_home(
    sides: Sequence[_Side], at: tuple[float, float], states: Sequence[str], ground: Seen
) -> _Side | None:
    """
    Choose a side: all on the ground of the symbol's states, or none of it on foreign ground,
    or at least its middle at home.

    A symbol that is itself not at home (on a line, or by an outline coarser than its place) is
    named on any side.
    """
    if not states or not sides:
        return sides[0] if sides else None

    def middle_at_home(box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return ground.clear(states, (x, y, x, y))

    return (
        next((one for one in sides if ground.clear(states, one.box)), None)
        or next((one for one in sides if not ground.foreign(states, one.box)), None)
        or next((one for one in sides if middle_at_home(one.box)), None)
        or (None if ground.clear(states, (*at, *at)) else sides[0])
    )


def _by_bases(towns: Sequence[Town], symbols: Sequence[Symbol]) -> frozenset[str]:
    """Give the ids of towns that are close to the place of a symbol."""
    if not towns or not symbols:
        return frozenset()
    at = np.array([(town.x, town.y) for town in towns])
    bases = np.array([(symbol.anchor_x, symbol.anchor_y) for symbol in symbols])
    away = np.abs(bases[None, :, :] - at[:, None, :])
    near = (away <= NAMES.base).all(axis=2).any(axis=1)
    return frozenset(towns[k].id for k in np.flatnonzero(near).tolist())


def _towns(
    towns: Iterable[Town],
    near: Collection[str],
    board: Board,
    style: Style,
    ground: Seen,
) -> list[Label]:
    frame, size, weight = board.frame, style.sizes[0], NAMES.weights["place"]
    tall, labels = size * NAMES.line, []
    for town in towns:
        rank = town.rank - (NAMES.base_rank if town.id in near else 0)
        if rank > 0 and frame.km_per_px > NAMES.towns[rank - 1]:
            continue
        x, y = frame.px(town.x, town.y)
        half = NAMES.town
        dot = (x - half, y - half, x + half, y + half)
        if not board.free(dot):
            continue
        wide = fonts.room(town.name, size, weight)
        sides = _sides(x, y, half + NAMES.gap, wide, tall)
        free = [side for side in sides if board.free(side.box)]
        side = _at_home(free, (x, y), (town.country,), ground)
        if side:
            board.taken += [dot, side.box]
            km = frame.km(side.x, side.y)
            labels.append(
                Label(
                    *(f"town:{town.id}", town.name, *km, side.anchor, size, weight),
                    *(style.town, style.halo),
                    kind="town",
                    point=(town.x, town.y),
                    capital=town.rank == 0,
                )
            )
    return labels


def _waters(waters: Iterable[Water], board: Board, style: Style, ground: Seen) -> list[Label]:
    frame, weight, labels = board.frame, NAMES.weights["place"], []
    for water in waters:
        size, share, widest = NAMES.waters[water.kind]
        if water.rank > 1 and frame.km_per_px > widest:
            continue
        wide, tall = fonts.room(water.name, size, weight, italic=True), size * NAMES.line
        if water.span_km / frame.km_per_px < share * wide:
            continue
        for x, y in _beside_water(water, frame, wide, tall):
            box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
            if board.free(box) and (water.kind != "sea" or not ground.foreign((), box)):
                board.taken.append(box)
                km = frame.km(x, y)
                labels.append(
                    Label(
                        *(f"water:{water.id}", water.name, *km, "middle", size, weight),
                        *(style.water_text, style.halo),
                        kind="water",
                        italic=True,
                    )
                )
                break
    return labels


@remembered
def _beside_water(
    water: Water, frame: Frame, wide: float, tall: float
) -> tuple[tuple[float, float], ...]:
    """Give places for the middle of a water's name: on it or, of a river, beside it."""
    return tuple(_water_places(water, frame, wide, tall))


def _water_places(
    water: Water, frame: Frame, wide: float, tall: float
) -> Iterator[tuple[float, float]]:
    x, y = frame.px(*water.at)
    away = tall / 2 + NAMES.gap
    if water.kind != "river":
        yield x, y
        far = water.span_km / frame.km_per_px / 2
    line = water.line
    points = [water.at, *(line[len(line) * k // 8] for k in (3, 5, 2, 6, 1, 7) if line)]
    for point in points:
        x, y = frame.px(*point)
        if water.kind == "sea":
            yield x, y
        elif water.kind == "lake":
            yield x, y + away + tall / 2
            yield x, y - away - tall / 2
            yield x + far + wide / 2, y
            yield x - far - wide / 2, y
        else:
            yield x + wide / 2 + NAMES.gap, y + away
            yield x - wide / 2 - NAMES.gap, y - away
            yield x + wide / 2 + NAMES.gap, y - away
            yield x - wide / 2 - NAMES.gap, y + away
