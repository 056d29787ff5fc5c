"""A scene as a Plotly figure, and the bare figure that the live page fills.

Everything lies on plain hidden axes in upright kilometres, so that nothing is
fetched, any projection works, and the picture is the SVG's twin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.facts import ids
from csto_map.facts.cone import Rotation
from csto_map.picture import figure_annotations, figure_ground, figure_people, figure_runs
from csto_map.picture.constants import DASHES, LEADERS, OUTLINES, POINTS
from csto_map.picture.drawn import stroke, tick
from csto_map.picture.figure_hover import Hover
from csto_map.picture.ground import Outline, border_cuts, every, sectors
from csto_map.picture.parts import Area, Cut, Label, Line, Symbol
from csto_map.picture.scene import Scene
from csto_map.picture.style import STYLES, Style
from csto_map.picture.symbols import data_uri
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.views import turned
from csto_map.picture.visible import rounded

# Plotly needs a shape to switch later; "" is none.
_HATCH_SIZE, _HATCH_SOLIDITY = 8, 0.3


def _pattern(lengths: Iterable[float]) -> str:
    """Write a pattern of dashes as Plotly has it."""
    return ",".join(f"{length}px" for length in lengths) or "solid"


_DASHES = {dash: _pattern(lengths) for dash, lengths in DASHES.items()}


def to_figure(scene: Scene, strengths: Mapping[str, str] | None = None) -> go.Figure:
    """
    Draw a scene.

    Parameters
    ----------
    strengths
        Lines on people by the id of a mark, for what hovering tells.

    Returns
    -------
    figure
        Works offline. Ids are in ``trace.meta``, ``image.name``, ``annotation.name`` and
        ``shape.name``; hovering tells what the page tells under its pointer.

    Raises
    ------
    BadOption
        If the scene has insets, which a figure cannot draw.
    """
    if scene.plates:
        raise BadOption("a figure has no insets: ask for its scene with insets off")
    placed = scene
    scene = _upright(scene)
    style, hover = scene.looks, Hover(placed, strengths or {})
    traces = figure_ground.land(placed)
    traces += [_area(area, hover) for area in scene.areas]
    traces += figure_ground.waters(placed) + figure_ground.disputed(placed, hover)
    for line in scene.lines:
        traces += _line(line, style, hover)
    traces += _ticks(scene)
    traces += figure_people.traces(placed, hover)
    traces += _leaders(scene.symbols, style)
    traces += figure_ground.places(placed)
    traces.append(_pointed(scene.symbols, hover))
    traces += [_points(layer, style) for layer in scene.user_layers]
    km = scene.frame.km_per_px
    layout = _layout(style, (scene.x0, scene.x1), (scene.y0, scene.y1))
    layout.update(
        width=scene.width,
        height=scene.height,
        images=[
            *figure_ground.relief(placed),
            *(_image(symbol, km) for symbol in scene.symbols),
        ],
        annotations=[
            *(_count(s, km, style) for s in scene.symbols if len(s.members) > 1),
            *(_label(label) for label in scene.labels),
            *figure_people.sayings(placed),
            *figure_annotations.sayings(placed),
        ],
        shapes=figure_annotations.shapes(placed),
        meta={
            "date": scene.date.isoformat(),
            "view": scene.view,
            "lens": scene.lens,
            "title": scene.title,
            "note": scene.boundary_note,
            "version": scene.data_version,
        },
    )
    return go.Figure({"data": traces, "layout": layout})


def _upright(scene: Scene) -> Scene:
    """Turn all places of a scene, for Plotly's axes run along the frame's edges."""
    rotation = scene.rotation
    if rotation is None:
        return scene
    areas = tuple(
        replace(area, rings=tuple(turned(ring, rotation) for ring in area.rings))
        for area in scene.areas
    )
    return replace(
        scene,
        rotation=None,
        areas=areas,
        lines=tuple(replace(line, xy=turned(line.xy, rotation)) for line in scene.lines),
        cuts=tuple(_turned_cut(cut, rotation) for cut in scene.cuts),
        symbols=tuple(_turned_symbol(symbol, rotation) for symbol in scene.symbols),
        labels=tuple(_turned_label(label, rotation) for label in scene.labels),
        user_layers=tuple(_turned_layer(layer, rotation) for layer in scene.user_layers),
    )


def _turned_cut(cut: Cut, rotation: Rotation) -> Cut:
    x, y = rotation.ahead(cut.x, cut.y)
    nx = rotation.cos * cut.nx + rotation.sin * cut.ny
    ny = rotation.cos * cut.ny - rotation.sin * cut.nx
    return replace(cut, x=x, y=y, nx=nx, ny=ny)


def _turned_symbol(symbol: Symbol, rotation: Rotation) -> Symbol:
    x, y = rotation.ahead(symbol.x, symbol.y)
    anchor_x, anchor_y = rotation.ahead(symbol.anchor_x, symbol.anchor_y)
    return replace(symbol, x=x, y=y, anchor_x=anchor_x, anchor_y=anchor_y)


def _turned_label(label: Label, rotation: Rotation) -> Label:
    x, y = rotation.ahead(label.x, label.y)
    return replace(label, x=x, y=y)


def _turned_layer(layer: UserLayer, rotation: Rotation) -> UserLayer:
    x, y = rotation.ahead(layer.x, layer.y)
    return replace(layer, x=x, y=y)


def base_figure(atlas: Atlas, level: str = "coarse", style: str = "light") -> go.Figure:
    """
    Make the figure that the live page fills date by date.

    Parameters
    ----------
    level
        Boundary level, coarse or fine.

    Returns
    -------
    figure
        ``land`` (outlines of all states that never have a status, with how many rings are
        whose), one trace per other outline, one per border sector; each says its id in
        ``meta``, and one that does not hold on every day its days and whose land it is. The
        cost of a step grows with the number of traces, hence no more of them. What is merged of
        others is told by their points, see `csto_map.picture.figure_runs`.
        Only neutral looks; coordinates are plain lists, rounded to 100 m (coarse) or 10 m (fine).
    """
    looks, outlines = STYLES[style], every(atlas, level)
    digits = OUTLINES.decimals[level]
    rank = {code: k for k, code in enumerate(_ever_bound(atlas))}
    names = {str(c["id"]): str(c["name"]) for c in atlas.timeline["countries"]}
    rest = [
        (one.code, rounded(one.rings, digits))
        for one in outlines
        if one.code not in rank and not _days(one)
    ]
    land = _outline("land", "", [ring for _, rings in rest for ring in rings], looks, digits)
    # Which of its rings are whose: names are placed by them.
    land["meta"]["parts"] = [[code, len(rings)] for code, rings in rest]
    traces = [land]
    alone = {code for code, _ in rest}
    bound = [one for one in outlines if one.code not in alone]
    # A state with a status that no level of outlines has is drawn of nothing.
    bound += [Outline(code, ()) for code in rank if code not in {one.code for one in outlines}]
    for one in sorted(bound, key=lambda one: rank.get(one.code, -1)):
        trace = _outline(one.code, names.get(one.code, one.code), one.rings, looks, digits)
        trace["meta"] |= _days(one)
        traces.append(trace)
    figure_runs.share(traces)
    lines, cuts = sectors(atlas), border_cuts(atlas, level)
    for sector in atlas.timeline["sectors"]:
        xy = lines[sector["id"]]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "meta": {"id": ids.make("sector", sector["id"])},
                "name": sector["name"],
                "x": _rounded(xy[:, 0], digits),
                "y": _rounded(xy[:, 1], digits),
                "line": {"color": looks.guard("none"), "width": looks.sector_width},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    view = atlas.config.view(atlas.config.default_view)
    layout = _layout(looks, (view.x0, view.x1), (view.y0, view.y1))
    # Not as dataclasses: the page reads rows of plain values.
    layout["meta"] = {"cuts": [[cut.one, cut.other, cut.x, cut.y, cut.nx, cut.ny] for cut in cuts]}
    return go.Figure({"data": traces, "layout": layout})


def _days(one: Outline) -> dict[str, Any]:
    """Say when an outline holds, and whose land it is; nothing of one that always does."""
    if one.from_ is None and one.until is None and not one.of:
        return {}
    return {"from": one.from_, "until": one.until, "of": list(one.of)}


def _ever_bound(atlas: Atlas) -> list[str]:
    """List the states with a status in any lens, those of the default lens last: on top."""
    lenses = atlas.timeline["memberships"]
    every = dict.fromkeys(code for codes in lenses.values() for code in codes)
    chief = lenses[atlas.config.default_lens]
    return sorted(every, key=lambda code: (code in chief, code))


def _layout(style: Style, x: tuple[float, float], y: tuple[float, float]) -> dict[str, Any]:
    axis = {"visible": False, "showgrid": False, "zeroline": False, "fixedrange": False}
    return {
        "template": "none",
        "paper_bgcolor": style.water,
        "plot_bgcolor": style.water,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "font": {"family": f"{style.font}, sans-serif", "size": style.sizes[1]},
        "xaxis": {**axis, "range": list(x)},
        "yaxis": {**axis, "range": list(y), "scaleanchor": "x", "scaleratio": 1},
        "dragmode": "pan",
        "hovermode": "closest",
        "showlegend": False,
    }


def _rounded(values: NDArray[np.float64], digits: int) -> list[float]:
    numbers: list[float] = np.round(values, digits).tolist()
    return numbers


def _outline(
    code: str, name: str, rings: Iterable[NDArray[np.float64]], style: Style, digits: int
) -> dict[str, Any]:
    x, y = figure_ground.joined(rings, digits)
    look = style.neutral
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": {"id": code},
        "name": name,
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": look.fill,
        "fillpattern": _hatch("", look.fill, ""),
        "line": {"color": look.line, "width": look.width, "dash": "solid", "simplify": False},
        "hoveron": "fills",
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _hatch(shape: str, fill: str, ink: str) -> dict[str, Any]:
    return {
        "shape": shape,
        "bgcolor": fill,
        "fgcolor": ink or fill,
        "size": _HATCH_SIZE,
        "solidity": _HATCH_SOLIDITY,
    }


def _area(area: Area, hover: Hover) -> dict[str, Any]:
    x, y = figure_ground.joined(area.rings, 2)
    return {
        "type": "scatter",
        "mode": "lines",
        "meta": {"id": area.id, "status": area.status},
        "name": area.name,
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": area.fill,
        "fillpattern": _hatch(area.hatch, area.fill, area.ink),
        "line": {
            "color": area.line,
            "width": area.width,
            "dash": _DASHES[area.dash],
            "simplify": False,
        },
        "hoveron": "fills",
        "hoverinfo": "text" if area.status else "skip",
        "text": hover.area(area) if area.status else "",
        "showlegend": False,
    }


def _line(line: Line, style: Style, hover: Hover) -> list[dict[str, Any]]:
    """Draw a sector: what lies below its line, the line, and what makes it hollow."""
    plain = {
        "type": "scatter",
        "mode": "lines",
        "x": _rounded(line.xy[:, 0], 2),
        "y": _rounded(line.xy[:, 1], 2),
        "showlegend": False,
    }
    look = stroke(line, 1.0)
    casing = {"color": style.halo, "width": look.casing}
    drawn = {"color": line.colour, "width": look.width, "dash": _pattern(look.dash)}
    core = {"color": style.halo, "width": look.core, "dash": _pattern(look.core_dash)}
    traces = [
        {**plain, "line": casing, "hoverinfo": "skip"},
        {
            **plain,
            "meta": {"id": line.id, "guard": line.guard},
            "name": line.name,
            "line": drawn,
            "hoverinfo": "text",
            "text": hover.line(line),
        },
    ]
    if look.core:
        traces.append({**plain, "line": core, "hoverinfo": "skip"})
    return traces


def _ticks(scene: Scene) -> list[dict[str, Any]]:
    """Draw the cuts between sectors."""
    ends = [tick(cut, scene.frame.km_per_px) for cut in scene.cuts]
    if not any(width for *_, width in ends):
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "meta": {"id": "cuts"},
            "x": [x for x0, _, x1, _, _ in ends for x in (x0, x1, None)][:-1],
            "y": [y for _, y0, _, y1, _ in ends for y in (y0, y1, None)][:-1],
            "line": {"color": scene.looks.text, "width": ends[0][4]},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def _leaders(symbols: Iterable[Symbol], style: Style) -> list[dict[str, Any]]:
    led = [s for s in symbols if s.leader]
    if not led:
        return []
    x: list[float | None] = []
    y: list[float | None] = []
    for symbol in led:
        x += [symbol.anchor_x, symbol.x, None]
        y += [symbol.anchor_y, symbol.y, None]
    plain = {"type": "scatter", "hoverinfo": "skip", "showlegend": False}
    return [
        {
            **plain,
            "mode": "lines",
            "meta": {"id": "leaders"},
            "x": x[:-1],
            "y": y[:-1],
            "line": {"color": style.leader, "width": LEADERS.width},
        },
        {
            **plain,
            "mode": "markers",
            "meta": {"id": "anchors"},
            "x": [s.anchor_x for s in led],
            "y": [s.anchor_y for s in led],
            "marker": {
                # A place of which only the town is known is a ring, an exact one a point.
                "symbol": ["circle-open" if s.soft else "circle" for s in led],
                "size": [2 * (LEADERS.soft if s.soft else LEADERS.exact) for s in led],
                "color": style.leader,
                "line": {"width": 1},
            },
        },
    ]


def _pointed(symbols: Iterable[Symbol], hover: Hover) -> dict[str, Any]:
    shown = list(symbols)
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": {"id": "hover"},
        "x": [s.x for s in shown],
        "y": [s.y for s in shown],
        "customdata": [list(s.members) for s in shown],
        "text": [hover.symbol(s) for s in shown],
        "hoverinfo": "text",
        "marker": {"size": [s.size for s in shown], "opacity": 0},
        "showlegend": False,
    }


def _points(layer: UserLayer, style: Style) -> dict[str, Any]:
    """Draw a user layer; symbols, which are pictures, lie above it here."""
    marker: dict[str, Any] = {"symbol": "square", "size": POINTS.square, "color": layer.colour}
    if not layer.crowded:
        colours = [colour or layer.colour for colour in layer.colours]
        edge = {"width": 1.2, "color": style.halo}
        sizes = (2 * layer.radii).tolist()
        marker = {"symbol": "circle", "size": sizes, "color": colours, "line": edge, "opacity": 1}
    return {
        "type": "scatter",
        "mode": "markers",
        "meta": {"id": f"own:{layer.name}"},
        "name": layer.title.replace("<", "&lt;"),
        "x": _rounded(layer.x, 2),
        "y": _rounded(layer.y, 2),
        "text": [(label or layer.title).replace("<", "&lt;") for label in layer.labels],
        "hoverinfo": "text",
        "marker": marker,
        "showlegend": False,
    }


def _image(symbol: Symbol, km_per_px: float) -> dict[str, Any]:
    size = symbol.size * km_per_px
    return {
        "name": symbol.id,
        "source": data_uri(symbol.svg),
        "xref": "x",
        "yref": "y",
        "x": symbol.x,
        "y": symbol.y,
        "sizex": size,
        "sizey": size,
        "xanchor": "center",
        "yanchor": "middle",
        "layer": "above",
    }


def _count(symbol: Symbol, km_per_px: float, style: Style) -> dict[str, Any]:
    reach = (symbol.size / 2 - 3) * km_per_px
    return {
        "name": f"count:{symbol.id}",
        "text": str(len(symbol.members)),
        "x": symbol.x + reach,
        "y": symbol.y + reach,
        "showarrow": False,
        "borderpad": 1,
        "bgcolor": style.text,
        "font": {"size": 9, "color": style.halo, "weight": 600},
    }


def _label(label: Label) -> dict[str, Any]:
    return {
        "name": f"label:{label.id}",
        "text": label.text.replace("<", "&lt;"),
        "x": label.x,
        "y": label.y,
        "showarrow": False,
        "borderpad": 0,
        "xanchor": {"start": "left", "middle": "center", "end": "right"}[label.anchor],
        "yanchor": "middle",
        "font": {
            "size": label.size,
            "weight": label.weight,
            "color": label.colour,
            "shadow": figure_people.halo(label.halo),
            "style": "italic" if label.italic else "normal",
        },
    }
