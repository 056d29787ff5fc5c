"""A scene as one object: what is drawn where, for a program that asks."""

from __future__ import annotations

from typing import TypedDict

from csto_map.picture import labels
from csto_map.picture.parts import Annotated, Label, Symbol
from csto_map.picture.scene import Plate, Scene
from csto_map.picture.views import Projector

# A ten-millionth of a degree is about a centimetre.
_DECIMALS = 7


class DrawnSymbol(TypedDict):
    """A symbol: its own place, and where it is drawn, in degrees; `stack` are all its ids."""

    id: str
    country: str
    lon: float
    lat: float
    drawn_lon: float
    drawn_lat: float
    leader: bool
    stack: list[str]


class DrawnLabel(TypedDict):
    """A name: the middle of its line in degrees, and its box in pixels."""

    id: str
    text: str
    kind: str
    lon: float
    lat: float
    box: list[float]
    leader: bool


class InsetObject(TypedDict):
    """
    A small map within the scene: its box in pixels of the wide map, and what is drawn in it.

    `outline` are the corners of what it shows, in degrees. Boxes of its `labels` are in its own
    pixels. None of its symbols is among those of the wide map.
    """

    title: str
    box: list[float]
    outline: list[list[float]]
    symbols: list[DrawnSymbol]
    labels: list[DrawnLabel]
    numbers: list[dict[str, object]]


class DrawnAnnotation(TypedDict):
    """
    An annotation: its words, the box of these in pixels, and its line in degrees.

    Of an arrow `points` are root and tip; a text has none, nor has a state, whose code is `state`.
    """

    kind: str
    title: str
    lines: list[str]
    box: list[float] | None
    points: list[list[float]]
    state: str


class SceneObject(TypedDict):
    """What a scene has; `flows` and `numbers` are as `Flow` and `Number` give themselves."""

    symbols: list[DrawnSymbol]
    labels: list[DrawnLabel]
    flows: list[dict[str, object]]
    numbers: list[dict[str, object]]
    insets: list[InsetObject]
    annotations: list[DrawnAnnotation]
    headline: str


def as_object(scene: Scene, projector: Projector) -> SceneObject:
    """
    Give what is drawn in a scene, ready for JSON.

    Parameters
    ----------
    projector
        That of the atlas, for degrees.
    """

    def degrees(x: float, y: float) -> tuple[float, float]:
        return _degrees(x, y, projector)

    return {
        "symbols": [_symbol(symbol, projector) for symbol in scene.symbols],
        "labels": [_label(label, scene, projector) for label in scene.labels],
        "flows": [flow.as_object(degrees) for flow in scene.flows],
        "numbers": _numbers(scene, projector),
        "insets": [_inset(plate, scene, projector) for plate in scene.plates],
        "annotations": [_annotation(one, scene, projector) for one in scene.annotated],
        "headline": scene.headline,
    }


def _inset(plate: Plate, scene: Scene, projector: Projector) -> InsetObject:
    small = plate.scene
    return {
        "title": plate.title,
        "box": list(plate.box),
        "outline": [list(_degrees(*scene.frame.km(x, y), projector)) for x, y in plate.outline],
        "symbols": [_symbol(symbol, projector) for symbol in small.symbols],
        "labels": [_label(label, small, projector) for label in small.labels],
        "numbers": _numbers(small, projector),
    }


def _annotation(one: Annotated, scene: Scene, projector: Projector) -> DrawnAnnotation:
    points = [point for stroke in one.strokes for point in stroke]
    if one.head:
        points = [points[0], one.head[1]]
    return {
        "kind": one.kind,
        "title": one.title,
        "lines": list(one.lines),
        "box": one.plate and [round(side, 2) for side in one.plate],
        "points": [list(_degrees(*scene.frame.km(x, y), projector)) for x, y in points],
        "state": one.state,
    }


def _numbers(scene: Scene, projector: Projector) -> list[dict[str, object]]:
    frame = scene.frame
    return [
        number.as_object(lambda x, y: _degrees(*frame.km(x, y), projector))
        for number in scene.counted
    ]


def _symbol(symbol: Symbol, projector: Projector) -> DrawnSymbol:
    lon, lat = _degrees(symbol.anchor_x, symbol.anchor_y, projector)
    drawn_lon, drawn_lat = _degrees(symbol.x, symbol.y, projector)
    return {
        "id": symbol.id,
        "country": symbol.states[0] if symbol.states else "",
        "lon": lon,
        "lat": lat,
        "drawn_lon": drawn_lon,
        "drawn_lat": drawn_lat,
        "leader": symbol.leader,
        "stack": list(symbol.members),
    }


def _label(label: Label, scene: Scene, projector: Projector) -> DrawnLabel:
    box = labels.label_box(label, scene.frame)
    middle = scene.frame.km((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    lon, lat = _degrees(*middle, projector)
    return {
        "id": label.id,
        "text": label.text,
        "kind": label.kind,
        "lon": lon,
        "lat": lat,
        "box": [round(side, 2) for side in box],
        "leader": label.kind == "state" and label.point is not None,
    }


def _degrees(x: float, y: float, projector: Projector) -> tuple[float, float]:
    lon, lat = projector.degrees(x, y)
    return round(lon, _DECIMALS), round(lat, _DECIMALS)
