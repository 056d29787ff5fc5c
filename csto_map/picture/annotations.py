"""Annotations as pictures draw them: projected, then set in a frame.

Distances and circles are geodesics of the WGS 84 ellipsoid, arrows straight lines of the map.
``assets/src/core/annotations.js`` does the same for the page, with a geodesic of its own.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyproj

from csto_map.history.forms import Timeline
from csto_map.language.speech import Speech
from csto_map.picture import fonts
from csto_map.picture.constants import ANNOTATIONS
from csto_map.picture.lands import Box
from csto_map.picture.parts import Annotated, Sketch, Spot
from csto_map.picture.style import Style
from csto_map.picture.views import Frame, Projector
from csto_map.query.annotations import Annotation

# x and y in km or pixels.
Point = tuple[float, float]
Stroke = tuple[Point, ...]


@functools.cache
def _earth() -> pyproj.Geod:
    return pyproj.Geod(ellps="WGS84")


def distance(start: Spot, end: Spot) -> float:
    """Return the length of the shortest way between two places, in km."""
    return float(_earth().inv(*start, *end)[2]) / 1000


def in_words(km: float, speech: Speech) -> str:
    """Say a distance: in whole kilometres, below ten in tenths."""
    shown = math.floor(km + 0.5) if km >= 10 else math.floor(km * 10 + 0.5) / 10
    text: str = speech.words["annotations"]["km"].format(n=speech.number(shown))
    return text


def sketches(
    annotations: Iterable[Annotation], timeline: Timeline, projector: Projector, speech: Speech
) -> tuple[Sketch, ...]:
    """
    Put annotations on the map's plane.

    Parameters
    ----------
    timeline
        The compiled timeline, in the language of `speech`.
    """
    spots = {one["id"]: one for one in timeline["countries"]}
    made = []
    for one in annotations:
        number = in_words(distance(*one.places), speech) if one.kind == "distance" else ""
        strokes, closed = _strokes(one, projector)
        country = spots[one.state] if one.state else None
        label = country["label"] if country else None
        words = speech.words["annotations"]
        told = ": ".join(filter(None, [country["name"] if country else "", number, one.text]))
        kind = words[one.kind]
        made.append(
            Sketch(
                kind=one.kind,
                pen=one.pen,
                title=words["named"].format(kind=kind, text=told) if told else kind,
                text=one.text,
                number=number,
                state=one.state,
                strokes=strokes,
                closed=closed,
                at=(label[0], label[1]) if label else _middle(one, projector),
                days=one.days and (one.days[0].toordinal(), one.days[1].toordinal()),
            )
        )
    return tuple(made)


def _middle(one: Annotation, projector: Projector) -> Point:
    """Give the place of an annotation's words, in km: of a distance halfway."""
    if one.kind != "distance":
        return projector.point(*one.places[0])
    (lon, lat), end = one.places
    way, _, metres = _earth().inv(lon, lat, *end)
    lon, lat, _ = _earth().fwd(lon, lat, way, metres / 2)
    return projector.point(lon, lat)


def _strokes(one: Annotation, projector: Projector) -> tuple[tuple[Stroke, ...], bool]:
    """Give the lines of an annotation in km, and whether they close."""
    if one.kind == "arrow":
        return (tuple(projector.point(*spot) for spot in one.places),), False
    if one.kind == "circle":
        (lon, lat) = one.places[0]
        count = ANNOTATIONS.circle
        turns = [360 / count * k for k in range(count)]
        around = [_earth().fwd(lon, lat, turn, one.km * 1000)[:2] for turn in turns]
        points = [projector.point(*spot) for spot in around]
        step = 2 * one.km * math.sin(math.pi / count)
        return _unbroken([*points, points[0]], step)
    if one.kind == "distance":
        (lon, lat), end = one.places
        way, _, metres = _earth().inv(lon, lat, *end)
        parts = ANNOTATIONS.line
        inner = [_earth().fwd(lon, lat, way, metres * k / parts)[:2] for k in range(1, parts)]
        points = [projector.point(*spot) for spot in ((lon, lat), *inner, end)]
        return _unbroken(points, metres / 1000 / parts)[0], False
    return (), False


def _unbroken(points: Sequence[Point], step: float) -> tuple[tuple[Stroke, ...], bool]:
    """Cut a line where it leads from one end of the map to the other; say whether it is whole."""
    times, least = ANNOTATIONS.jump
    strokes: list[list[Point]] = [[points[0]]]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        far = math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0))
        if far > times * step and far > least:
            strokes.append([])
        strokes[-1].append((x1, y1))
    return tuple(tuple(stroke) for stroke in strokes if len(stroke) > 1), len(strokes) == 1


def drawn(
    asked: Iterable[Sketch], days: tuple[int, int] | None, frame: Frame, style: Style
) -> tuple[Annotated, ...]:
    """
    Set those annotations in a frame that are shown on some days, and that it shows.

    Parameters
    ----------
    days
        First and last, as ordinals; None for all days.
    """
    made: list[Annotated] = []
    taken: list[Box] = []
    for one in asked:
        if days is None or one.holds(*days):
            annotated = _set(one, frame, style, taken)
            if annotated.plate:
                taken.append(annotated.plate)
            if one.state or annotated.plate or _reaches(annotated, frame):
                made.append(annotated)
    return tuple(made)


def plates(annotated: Iterable[Annotated]) -> tuple[Box, ...]:
    """Give the boxes in pixels that names and numbers keep off."""
    return tuple(one.plate for one in annotated if one.plate)


def kept_free(asked: Iterable[Sketch], frame: Frame, style: Style) -> Iterator[Box]:
    """
    Give the boxes in pixels on which no inset may stand: words and heads of arrows.

    Those of all days: a map of another day has its insets where this one has them.
    """
    for one in drawn(asked, None, frame, style):
        if one.plate:
            yield one.plate
        if one.head:
            xs, ys = zip(*one.head, strict=True)
            yield min(xs), min(ys), max(xs), max(ys)


def _reaches(one: Annotated, frame: Frame) -> bool:
    points = [point for stroke in one.strokes for point in stroke]
    if not points:
        return False
    xs, ys = zip(*points, strict=True)
    across = min(xs) <= frame.width and max(xs) >= 0
    return bool(across and min(ys) <= frame.height and max(ys) >= 0)


def _set(one: Sketch, frame: Frame, style: Style, taken: Sequence[Box]) -> Annotated:
    strokes = tuple(tuple(frame.px(*point) for point in stroke) for stroke in one.strokes)
    lines = (*broken(one.text), *([one.number] if one.number else []))
    x, y = anchor = frame.px(*one.at)
    wide, tall = _size(lines)
    head: Stroke = ()
    if one.kind == "arrow":
        (root, tip) = strokes[0]
        foot, head, (ux, uy) = _head(root, tip)
        strokes = ((root, foot),)
        # The words stand behind the root, so that the whole arrow is seen.
        back = min(_until(wide / 2, ux), _until(tall / 2, uy))
        x, y = root[0] - ux * back, root[1] - uy * back
    elif one.kind == "circle" and strokes:
        x, y = anchor = min(itertools.chain(*strokes), key=lambda point: point[1])
    elif one.kind == "state":
        y += ANNOTATIONS.below
    plate, moved = None, False
    if lines and 0 <= anchor[0] <= frame.width and 0 <= anchor[1] <= frame.height:
        plate, moved = _free((x - wide / 2, y - tall / 2), (wide, tall), frame, taken)
    return Annotated(
        kind=one.kind,
        colour=style.pens[one.pen],
        title=one.title,
        lines=lines,
        plate=plate,
        foot=anchor if moved else None,
        strokes=strokes,
        closed=one.closed,
        head=head,
        dots=(strokes[0][0], strokes[-1][-1]) if one.kind == "distance" and strokes else (),
        state=one.state,
    )


def _free(
    corner: Point, size: tuple[float, float], frame: Frame, taken: Sequence[Box]
) -> tuple[Box, bool]:
    """
    Put a plate where it is whole and lies on no other; say whether it has moved off one.

    Where no place above or below is free it lies where it was to lie.
    """
    wide, tall = size
    edge = ANNOTATIONS.edge
    left = max(edge, min(corner[0], frame.width - edge - wide))

    def at(y: float) -> Box:
        top = max(edge, min(y, frame.height - edge - tall))
        return left, top, left + wide, top + tall

    steps = (sign * k for k in range(1, ANNOTATIONS.tries + 1) for sign in (1, -1))
    for step in (0, *steps):
        box = at(corner[1] + step * ANNOTATIONS.step)
        if not any(_overlap(box, other) for other in taken):
            return box, step != 0
    return at(corner[1]), False


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _head(root: Point, tip: Point) -> tuple[Point, Stroke, Point]:
    """Give where an arrow's line ends, the corners of its head and the direction of its way."""
    dx, dy = tip[0] - root[0], tip[1] - root[1]
    long = math.sqrt(dx * dx + dy * dy)
    ux, uy = (dx / long, dy / long) if long else (1.0, 0.0)
    size = min(ANNOTATIONS.head[0], long)
    half = ANNOTATIONS.head[1] * (size / ANNOTATIONS.head[0])
    foot = tip[0] - ux * size, tip[1] - uy * size
    one = foot[0] - uy * half, foot[1] + ux * half
    other = foot[0] + uy * half, foot[1] - ux * half
    return foot, (one, tip, other), (ux, uy)


def _until(half: float, share: float) -> float:
    return half / abs(share) if share else math.inf


def _size(lines: Sequence[str]) -> tuple[float, float]:
    """Give the width and the height of the plate of some lines; of none nothing."""
    if not lines:
        return 0.0, 0.0
    wide = max(fonts.room(line, ANNOTATIONS.type, ANNOTATIONS.weight) for line in lines)
    across, down = ANNOTATIONS.pad
    return wide + 2 * across, len(lines) * ANNOTATIONS.leading + 2 * down


def broken(text: str) -> tuple[str, ...]:
    """Break words into lines; a word that is wider than a line stands alone."""
    lines: list[str] = []
    for word in text.split(" ") if text else []:
        longer = f"{lines[-1]} {word}" if lines else word
        room = fonts.room(longer, ANNOTATIONS.type, ANNOTATIONS.weight)
        if lines and room <= ANNOTATIONS.room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def summary(annotated: Sequence[Annotated], phrases: Mapping[str, str]) -> str:
    """Say what annotations there are, for those who do not see them; "" for none."""
    if not annotated:
        return ""
    return phrases["on_map"].format(list="; ".join(one.title for one in annotated))
