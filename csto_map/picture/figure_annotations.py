"""Annotations in a Plotly figure: shapes above its symbols, and words above these.

What a sheet draws as SVG is drawn here on the axes of the map, in the same pixels; hovering
over words tells what the annotation is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from csto_map.picture.constants import ANNOTATIONS
from csto_map.picture.figure_hover import safe
from csto_map.picture.figure_people import clear
from csto_map.picture.parts import Annotated
from csto_map.picture.scene import Scene

_VEIL = 0.8
Point = tuple[float, float]


def shapes(scene: Scene) -> list[dict[str, Any]]:
    """Draw the lines, circles, heads and outlined states of a scene's annotations."""
    drawn = [shape for k, one in enumerate(scene.annotated) for shape in _shapes(one, k, scene)]
    return drawn + [_tie(one, k, scene) for k, one in enumerate(scene.annotated) if one.foot]


def sayings(scene: Scene) -> list[dict[str, Any]]:
    """Write the words of a scene's annotations on their plates."""
    return [
        {
            "name": f"annotation:{k}",
            "text": "<br>".join(map(safe, one.lines)),
            "hovertext": safe(one.title),
            "x": x,
            "y": y,
            "showarrow": False,
            "bgcolor": clear(scene.looks.paper, ANNOTATIONS.opacity),
            "bordercolor": one.colour,
            "borderwidth": ANNOTATIONS.edge,
            "borderpad": ANNOTATIONS.pad[1],
            "font": {
                "size": ANNOTATIONS.type,
                "weight": ANNOTATIONS.weight,
                "color": one.colour,
            },
        }
        for k, one in enumerate(scene.annotated)
        if one.plate
        for x, y in [scene.frame.upright_km(*_middle(one.plate))]
    ]


def _middle(box: tuple[float, float, float, float]) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _shapes(one: Annotated, number: int, scene: Scene) -> Iterator[dict[str, Any]]:
    style, name = scene.looks, f"annotation:{number}"
    way = _state(one.state, scene) if one.state else _path(one.strokes, scene, closed=one.closed)
    wide = ANNOTATIONS.outline if one.state else ANNOTATIONS.width
    if way:
        filled = one.closed or bool(one.state)
        tint = clear(one.colour, ANNOTATIONS.tint) if filled else "rgba(0,0,0,0)"
        dash = ",".join(f"{part}px" for part in ANNOTATIONS.dash.split())
        below = {"color": clear(style.halo, _VEIL), "width": wide + 2 * ANNOTATIONS.casing}
        line = {
            "color": one.colour,
            "width": wide,
            "dash": dash if one.kind == "distance" else "solid",
        }
        yield _shape(name, way, tint, below)
        yield _shape(name, way, "rgba(0,0,0,0)", line)
    edge = {"color": clear(style.halo, _VEIL), "width": ANNOTATIONS.casing / 2}
    if one.head:
        yield _shape(name, _path([one.head], scene, closed=True), one.colour, edge)
    for x, y in one.dots:
        r = ANNOTATIONS.dot
        west, north = scene.frame.upright_km(x - r, y - r)
        east, south = scene.frame.upright_km(x + r, y + r)
        sides = {"type": "circle", "x0": west, "y0": south, "x1": east, "y1": north}
        yield _shape(name, "", one.colour, {"color": style.halo, "width": 1}) | sides


def _shape(name: str, way: str, fill: str, line: dict[str, Any]) -> dict[str, Any]:
    drawn = {"type": "path", "path": way} if way else {}
    return {
        **drawn,
        "name": name,
        "xref": "x",
        "yref": "y",
        "layer": "above",
        "fillcolor": fill,
        "fillrule": "evenodd",
        "line": line,
    }


def _path(strokes: Sequence[Sequence[Point]], scene: Scene, *, closed: bool) -> str:
    """Write lines in pixels of the frame as Plotly has them, in kilometres."""
    places = ([scene.frame.upright_km(*point) for point in stroke] for stroke in strokes)
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in one) + end for one in places)


def _state(code: str, scene: Scene) -> str:
    """Write the outline of a state."""
    rings = [ring for area in scene.areas if area.id == code for ring in area.rings]
    turned = (scene.frame.upright(ring[:, 0], ring[:, 1]) for ring in rings)
    points = (zip(x.tolist(), y.tolist(), strict=True) for x, y in turned)
    return "".join("M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in one) + "Z" for one in points)


def _tie(one: Annotated, number: int, scene: Scene) -> dict[str, Any]:
    """Draw a line from words that have moved to where they belong."""
    assert one.foot, "only words that have moved have one"
    assert one.plate, "only words in sight have moved"
    way = _path([(one.foot, _middle(one.plate))], scene, closed=False)
    line = {"color": one.colour, "width": ANNOTATIONS.edge}
    return _shape(f"annotation:{number}", way, "rgba(0,0,0,0)", line)
