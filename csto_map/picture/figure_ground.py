"""What lies under a scene's map as traces and an image of a Plotly figure.

Plotly draws images over all traces or under them all: so relief, which lies on the states'
colours, lies on their borders too, and is drawn before the symbols.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from csto_map.picture import terrain
from csto_map.picture.constants import LEADERS, NAMES, TERRAIN
from csto_map.picture.figure_hover import Hover, safe
from csto_map.picture.figure_people import clear
from csto_map.picture.scene import Scene
from csto_map.picture.views import Frame, turned
from csto_map.picture.visible import rounded

_PLAIN = {"type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip"}
# Digits of a kilometre: what is below a pixel in any view.
_DIGITS = 1
# How far around its frame a figure has ground, in frames.
_AROUND = 0.5


def land(scene: Scene) -> list[dict[str, Any]]:
    """Draw the land of the rest of the world."""
    if scene.backdrop is None:
        return []
    look = scene.looks.neutral
    return _filled(
        "ground:land", scene.backdrop.land, scene.frame, look.fill, look.line, look.width
    )


def waters(scene: Scene) -> list[dict[str, Any]]:
    """Draw rivers and lakes."""
    if scene.backdrop is None:
        return []
    style, under, frame = scene.looks, scene.backdrop, scene.frame
    found = []
    for name, lines, width in (
        ("streams", under.streams, TERRAIN.stream),
        ("rivers", under.rivers, TERRAIN.river),
    ):
        x, y = joined(_near(lines, frame), _DIGITS)
        if x:
            line = {"color": style.river, "width": width}
            found.append({**_PLAIN, "meta": {"id": f"ground:{name}"}, "x": x, "y": y, "line": line})
    lakes = _filled("ground:lakes", under.lakes, frame, style.water, style.shore, TERRAIN.shore)
    return [*found, *lakes]


def disputed(scene: Scene, hover: Hover) -> list[dict[str, Any]]:
    """Hatch areas whose belonging is disputed."""
    style, found = scene.looks, []
    dash = ",".join(f"{part}px" for part in TERRAIN.dash)
    edge = {"color": style.disputed_line, "width": TERRAIN.disputed, "dash": dash}
    for area in scene.disputed:
        told = {"name": safe(area.name), "text": hover.disputed(area), "hoverinfo": "text"}
        common = {**_PLAIN, "meta": {"id": area.id}, **told}
        if not area.rings:
            x, y = scene.frame.upright(area.x, area.y)
            mark = {"size": 2 * TERRAIN.ring, "color": clear(style.disputed_ink, 0.2), "opacity": 1}
            ring = {**mark, "line": {"color": style.disputed_line, "width": TERRAIN.disputed}}
            found.append({**common, "mode": "markers", "x": [x], "y": [y], "marker": ring})
            continue
        xs, ys = joined(_upright(area.rings, scene.frame), _DIGITS)
        hatch = {"shape": "/", "size": TERRAIN.tile, "solidity": 0.2}
        hatch |= {"fgcolor": style.disputed_ink, "bgcolor": "rgba(0,0,0,0)"}
        shape = {"x": xs, "y": ys, "fill": "toself", "hoveron": "fills", "fillpattern": hatch}
        found.append({**common, **shape, "fillcolor": "rgba(0,0,0,0)", "line": edge})
    return found


def relief(scene: Scene) -> list[dict[str, Any]]:
    """Give the picture of shade and light on the land, as far as the scene's frame reaches."""
    if scene.backdrop is None or scene.ground == "plain":
        return []
    frame = scene.frame
    sheet = terrain.sheet_for(scene.backdrop.reliefs, frame)
    seen = sheet is not None and terrain.is_seen(sheet, frame, scene.looks)
    picture = terrain.picture(sheet, frame, scene.style) if sheet and seen else None
    if not picture:
        return []
    href, (left, top, wide, tall) = picture
    x, y = frame.upright_km(left, top)
    km = frame.km_per_px
    return [
        {
            "name": "ground:relief",
            "source": href,
            "xref": "x",
            "yref": "y",
            "x": x,
            "y": y,
            "sizex": wide * km,
            "sizey": tall * km,
            "xanchor": "left",
            "yanchor": "top",
            "sizing": "stretch",
            "layer": "above",
        }
    ]


def places(scene: Scene) -> list[dict[str, Any]]:
    """Mark the towns that are named, and the states whose names stand beside them."""
    named = [label for label in scene.labels if label.point]
    if not named:
        return []
    style = scene.looks
    points = [scene.frame.upright(*label.point) for label in named if label.point]
    towns = [label.kind == "town" for label in named]
    return [
        {
            **_PLAIN,
            "mode": "markers",
            "meta": {"id": "places"},
            "x": [x for x, _ in points],
            "y": [y for _, y in points],
            "marker": {
                "size": [2 * (NAMES.town if town else LEADERS.exact) for town in towns],
                "opacity": 1,
                "color": [
                    (label.colour if label.capital else label.halo) if town else style.leader
                    for label, town in zip(named, towns, strict=True)
                ],
                "line": {
                    "width": 1,
                    "color": [
                        label.colour if town else style.leader
                        for label, town in zip(named, towns, strict=True)
                    ],
                },
            },
        }
    ]


def _filled(
    name: str,
    rings: Iterable[NDArray[np.float64]],
    frame: Frame,
    fill: str,
    line: str,
    width: float,
) -> list[dict[str, Any]]:
    x, y = joined(_near(rings, frame), _DIGITS)
    if not x:
        return []
    look = {"fill": "toself", "fillcolor": fill, "line": {"color": line, "width": width}}
    return [{**_PLAIN, "meta": {"id": name}, "x": x, "y": y, **look}]


def _upright(rings: Iterable[NDArray[np.float64]], frame: Frame) -> Iterable[NDArray[np.float64]]:
    return (ring if frame.rotation is None else turned(ring, frame.rotation) for ring in rings)


def _near(rings: Iterable[NDArray[np.float64]], frame: Frame) -> Iterable[NDArray[np.float64]]:
    """Keep what lies in a frame or around it, in upright kilometres."""
    wide, high = (_AROUND * (b - a) for a, b in ((frame.x0, frame.x1), (frame.y0, frame.y1)))
    low = np.array([frame.x0 - wide, frame.y0 - high])
    most = np.array([frame.x1 + wide, frame.y1 + high])
    for ring in _upright(rings, frame):
        if (ring.max(axis=0) >= low).all() and (ring.min(axis=0) <= most).all():
            yield ring


def joined(
    rings: Iterable[NDArray[np.float64]], digits: int
) -> tuple[list[float | None], list[float | None]]:
    """Join rings or lines into one path, a None between each two, without what rounds away."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rounded(tuple(rings), digits):
        if xs:
            xs.append(None)
            ys.append(None)
        xs += ring[:, 0].tolist()
        ys += ring[:, 1].tolist()
    return xs, ys
