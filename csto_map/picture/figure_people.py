"""Movements and numbers of a scene as traces and annotations of a Plotly figure.

They are placed in pixels of the scene's frame; here that is turned into kilometres, so that
they stand where the SVG has them. Circles keep their size on screen, as symbols' plates do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from csto_map.picture.constants import FLOWS, LEADERS, PEOPLE
from csto_map.picture.figure_hover import Hover, safe
from csto_map.picture.parts import Flow, Number, Ring
from csto_map.picture.scene import Scene
from csto_map.picture.style import Style

Place = Callable[[float, float], tuple[float, float]]
_PLAIN = {"type": "scatter", "showlegend": False}
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}
# Points on a curve, and on a circle of which the line is broken.
_ALONG, _ROUND = 25, 49


def traces(scene: Scene, hover: Hover) -> list[dict[str, Any]]:
    """Draw the movements, where they end, and the circles, with their lines."""
    place, style = scene.frame.upright_km, scene.looks
    found = []
    for flow in scene.flows:
        found += _flow(flow, place, style, hover)
    found += [_ring(ring, place, style, hover) for ring in scene.rings]
    for one in scene.counted:
        found += _number(one, place, style, hover)
    return found


def sayings(scene: Scene) -> list[dict[str, Any]]:
    """Write what is said of movements, of where they end, and of numbers."""
    place, style = scene.frame.upright_km, scene.looks
    named: list[tuple[str, Flow | Ring | Number]] = [
        *(("flow", one) for one in scene.flows),
        *(("ring", one) for one in scene.rings),
        *(("people", one) for one in scene.counted),
    ]
    words = [
        _words(f"words:{kind}:{one.id}", one, place, style)
        for kind, one in named
        if one.label and one.text
    ]
    names = [
        _text(f"name:people:{one.id}", one.name, one.named, place, style.text, style.halo)
        for one in scene.counted
        if one.named
    ]
    return [*words, *names]


def halo(colour: str) -> str:
    """Give the shadow that keeps letters off what lies below them."""
    return ", ".join(f"{x}px {y}px 1px {colour}" for x in (-1, 1) for y in (-1, 1))


def clear(colour: str, opacity: float) -> str:
    """Make ``#rrggbb`` see-through."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def path(points: Iterable[tuple[float, float]], place: Place) -> dict[str, list[float]]:
    """Give points in pixels as the x and y of a trace."""
    xs, ys = zip(*(place(x, y) for x, y in points), strict=True)
    return {"x": [round(x, 2) for x in xs], "y": [round(y, 2) for y in ys]}


def _flow(flow: Flow, place: Place, style: Style, hover: Hover) -> list[dict[str, Any]]:
    """Draw a movement: a curve over its casing, and its head."""
    accent = style.accent(flow.accent)
    t = np.linspace(0, 1, _ALONG)[:, None]
    root, turn, foot = (np.array(point) for point in flow.points)
    curve = (1 - t) ** 2 * root + 2 * t * (1 - t) * turn + t**2 * foot
    line = path(map(tuple, curve.tolist()), place)
    head = path([*flow.head, flow.head[0]], place)
    dash = ",".join(f"{part}px" for part in str(FLOWS.dash).split()) if flow.dashed else "solid"
    casing = {"color": style.halo, "width": flow.width + 2 * FLOWS.casing}
    told = {"hoverinfo": "text", "text": hover.flow(flow), "name": safe(flow.text)}
    meta = {"id": f"flow:{flow.id}"}
    return [
        {**_PLAIN, **line, "mode": "lines", "line": casing, "hoverinfo": "skip"},
        {
            **_PLAIN,
            **head,
            "mode": "lines",
            "line": {"color": style.halo, "width": 2 * FLOWS.casing},
            "hoverinfo": "skip",
        },
        {
            **_PLAIN,
            **line,
            **told,
            "mode": "lines",
            "meta": meta,
            "line": {"color": accent.line, "width": flow.width, "dash": dash},
        },
        {
            **_PLAIN,
            **head,
            **told,
            "mode": "lines",
            "fill": "toself",
            "hoveron": "fills",
            "fillcolor": accent.hollow if flow.dashed else accent.line,
            "line": {"color": accent.line, "width": 1},
        },
    ]


def _ring(ring: Ring, place: Place, style: Style, hover: Hover) -> dict[str, Any]:
    """Draw where movements end."""
    colour = style.accent(ring.accent).line
    x, y = place(ring.x, ring.y)
    text = hover.ring(ring)
    return {
        **_PLAIN,
        "mode": "markers",
        "meta": {"id": f"ring:{ring.id}"},
        "x": [x, x],
        "y": [y, y],
        "text": [text, text],
        "hoverinfo": "text",
        "marker": {
            "size": [2 * ring.radius, 2 * PEOPLE.dot],
            "color": [clear(style.halo, PEOPLE.veil), colour],
            "opacity": 1,
            "line": {"color": colour, "width": [1.6, 0]},
        },
    }


def _number(one: Number, place: Place, style: Style, hover: Hover) -> list[dict[str, Any]]:
    """Draw a number without its words: a circle, or the lines of a plate."""
    accent = style.accent(one.accent)
    meta = {"id": f"people:{one.id}"}
    found = _feet(one, place, style, accent.line)
    if one.shape == "unknown":
        turn = np.linspace(0, 2 * np.pi, _ROUND)
        around = zip(
            (one.x + one.radius * np.cos(turn)).tolist(),
            (one.y + one.radius * np.sin(turn)).tolist(),
            strict=True,
        )
        found.append(
            {
                **_PLAIN,
                **path(around, place),
                "mode": "lines",
                "meta": meta,
                "fill": "toself",
                "fillcolor": clear(accent.hollow, PEOPLE.veil),
                "hoveron": "fills",
                "hoverinfo": "text",
                "text": hover.number(one),
                "line": {"color": accent.line, "width": PEOPLE.edge, "dash": "dash"},
            }
        )
    elif one.shape == "circle":
        x, y = place(one.x, one.y)
        rings: Sequence[tuple[float, str, float]] = [
            (one.radius, clear(accent.hollow, PEOPLE.veil), PEOPLE.hollow)
        ]
        if not one.hollow:
            rings = [
                (one.radius, clear(accent.line, PEOPLE.band), PEOPLE.edge),
                (one.core, clear(accent.line, PEOPLE.core), 0),
            ]
        found.append(
            {
                **_PLAIN,
                "mode": "markers",
                "meta": meta,
                "x": [x] * len(rings),
                "y": [y] * len(rings),
                "text": [hover.number(one)] * len(rings),
                "hoverinfo": "text",
                "marker": {
                    "size": [2 * radius for radius, _, _ in rings],
                    "color": [fill for _, fill, _ in rings],
                    "opacity": 1,
                    "line": {"color": accent.line, "width": [edge for _, _, edge in rings]},
                },
            }
        )
    return found


def _feet(one: Number, place: Place, style: Style, colour: str) -> list[dict[str, Any]]:
    """Draw the lines from a number to the places that it counts."""
    found = []
    for foot in one.feet:
        root = one.root(*foot)
        if root is not None:
            line = path([root, foot], place)
            for ink, width in ((style.halo, 3.4), (colour, LEADERS.width)):
                drawn = {"color": ink, "width": width}
                found.append(
                    {**_PLAIN, **line, "mode": "lines", "line": drawn, "hoverinfo": "skip"}
                )
        x, y = place(*foot)
        dot = {"size": 2 * PEOPLE.dot, "color": colour, "opacity": 1}
        at = {"x": [x], "y": [y], "marker": dot}
        found.append({**_PLAIN, **at, "mode": "markers", "hoverinfo": "skip"})
    return found


def _words(name: str, one: Flow | Ring | Number, place: Place, style: Style) -> dict[str, Any]:
    """Write the words of a movement, its end, or a number."""
    assert one.label is not None, "only what found room is written"
    accent = style.accent(one.accent)
    colour, shadow = accent.text, style.halo
    boxed = isinstance(one, Flow) and one.pill
    if isinstance(one, Number):
        boxed = one.shape == "plate"
        if one.on_core:
            # On the core, whatever its ground: the sign's own colour, edged in its body's.
            colour, shadow = accent.mark, accent.line
    box = {"bgcolor": style.halo, "bordercolor": accent.line, "borderpad": 3} if boxed else {}
    return _text(name, one.text, one.label, place, colour, shadow) | box


def _text(
    name: str, text: str, at: tuple[float, float, str], place: Place, colour: str, shadow: str
) -> dict[str, Any]:
    px, py, anchor = at
    x, y = place(px, py)
    return {
        "name": name,
        "text": safe(text),
        "x": x,
        "y": y,
        "showarrow": False,
        "borderpad": 0,
        "xanchor": _ANCHORS[anchor],
        "yanchor": "middle",
        "font": {
            "size": FLOWS.type,
            "weight": FLOWS.weight,
            "color": colour,
            "shadow": halo(shadow),
        },
    }
