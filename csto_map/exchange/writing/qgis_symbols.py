"""Symbols as QGIS writes them: fills, lines and drawings of ours, sizes in millimetres.

A pixel of the map is one of 96 an inch, so that QGIS's canvas shows what the page shows.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Literal
from xml.sax.saxutils import quoteattr

from csto_map.picture.constants import SECTORS, SYMBOLS, TERRAIN
from csto_map.picture.style import AreaLook, Style

Kind = Literal["fill", "line", "marker"]

_MM = 25.4 / 96
_DASHES = {"solid": "solid", "dash": "dash", "dot": "dot"}
# Hatches of `csto_map.picture.style.AreaLook`: angle, distance and width of their lines, in pixels.
_LINES = {"/": (45, 5.66, 1.7), "\\": (-45, 5.66, 1.6)}
_STIPPLE = (8.0, 4.0, 1.8)
# Views of a smaller scale have smaller symbols, as a share of their size.
_WIDE, _SMALLER = 12_000_000, 0.7


def mm(px: float) -> str:
    """Write pixels as millimetres."""
    return f"{px * _MM:.4g}"


def colour(rgb: str, opacity: float = 1.0) -> str:
    """Turn ``#rrggbb`` into QGIS's ``red,green,blue,alpha``."""
    red, green, blue = (int(rgb[k : k + 2], 16) for k in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def options(values: Mapping[str, str]) -> str:
    """Write settings as the map that QGIS reads them from."""
    inner = "".join(
        f'<Option name="{name}" value={quoteattr(value)} type="QString"/>'
        for name, value in values.items()
    )
    return f'<Option type="Map">{inner}</Option>'


def layer(kind: str, values: Mapping[str, str], inner: str = "") -> str:
    """Write one layer of a symbol."""
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0">{options(values)}{inner}</layer>'


def symbol(kind: Kind, name: str, layers: Sequence[str]) -> str:
    """Write a symbol of layers, the lowest first."""
    body = "".join(part.replace("@@", f"@{name}@{k}") for k, part in enumerate(layers))
    return (
        f'<symbol type="{kind}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f"{body}</symbol>"
    )


def _stroke(rgb: str, width: float, dash: Sequence[float] = (), **more: str) -> str:
    values = {
        "line_color": colour(rgb),
        "line_width": mm(width),
        "line_width_unit": "MM",
        "capstyle": "flat",
        "joinstyle": "round",
        **more,
    }
    if dash:
        values |= {
            "use_custom_dash": "1",
            "customdash": ";".join(mm(length) for length in dash),
            "customdash_unit": "MM",
        }
    return layer("SimpleLine", values)


def area(look: AreaLook, *, certain: bool = True) -> list[str]:
    """Give the layers of a status: fill, hatch, and the outline on top of both."""
    opacity = 1.0 if certain else 0.5
    parts = []
    if look.filled:
        parts.append(plain(look.fill, opacity))
    if look.hatch:
        parts.append(_hatch(look.hatch, look.ink))
    style = _DASHES[look.dash]
    edge = {"line_style": style, "joinstyle": "round"}
    values = {"line_color": colour(look.line, opacity), "line_width": mm(look.width), **edge}
    return [*parts, layer("SimpleLine", values | {"line_width_unit": "MM"})]


def plain(rgb: str, opacity: float = 1.0) -> str:
    """Fill an area without an outline."""
    return layer(
        "SimpleFill", {"color": colour(rgb, opacity), "style": "solid", "outline_style": "no"}
    )


def _hatch(hatch: str, ink: str) -> str:
    if hatch == ".":
        wide, high, size = _STIPPLE
        dot = {"name": "circle", "color": colour(ink), "outline_style": "no", "size": mm(size)}
        values = {
            "distance_x": mm(wide),
            "distance_y": mm(high),
            "displacement_x": mm(wide / 2),
            **{f"{name}_unit": "MM" for name in ("distance_x", "distance_y", "displacement_x")},
        }
        return layer(
            "PointPatternFill", values, symbol("marker", "@@", [layer("SimpleMarker", dot)])
        )
    angle, distance, width = _LINES[hatch]
    return lines(angle, distance, ink, width)


def lines(angle: float, distance: float, ink: str, width: float) -> str:
    """Hatch an area; `distance` between lines and their `width` in pixels."""
    values = {"angle": f"{angle:g}", "distance": mm(distance), "distance_unit": "MM"}
    return layer("LinePatternFill", values, symbol("line", "@@", [_stroke(ink, width)]))


def disputed(style: Style) -> list[str]:
    """Give the layers of a disputed area: a hatch within a dashed line."""
    hatch = lines(45, TERRAIN.tile / 2**0.5, style.disputed_ink, 1)
    return [hatch, _stroke(style.disputed_line, TERRAIN.disputed, TERRAIN.dash)]


def water(style: Style) -> list[str]:
    """Give the layers of a lake."""
    return [plain(style.water), _stroke(style.shore, TERRAIN.shore)]


def river(style: Style, width: float) -> list[str]:
    """Give the layer of a river."""
    return [_stroke(style.river, width)]


def guard(style: Style, slot: str, *, certain: bool) -> list[str]:
    """Give the layers of a sector in the line of its guard, hollow where that is in doubt."""
    broken = style.guard_line(slot)
    width = style.sector_width * broken.width
    parts = [
        _stroke(style.halo, width + SECTORS.casing),
        _stroke(style.guard(slot), width, broken.dash),
    ]
    if not certain:
        parts.append(_stroke(style.halo, width * SECTORS.core, broken.dash))
    return parts


def drawing(svg: str, *, up: float = 0) -> list[str]:
    """
    Give the layer of a drawing of ours, the drawing itself within; smaller in wide views.

    Parameters
    ----------
    up
        How far above its place it stands, in symbols.
    """
    text = base64.b64encode(svg.encode()).decode("ascii")
    values = {"name": f"base64:{text}", "size": mm(SYMBOLS.size), "size_unit": "MM"}
    size = f"if(@map_scale > {_WIDE}, {mm(SYMBOLS.size * _SMALLER)}, {mm(SYMBOLS.size)})"
    told = {"size": size}
    if up:
        told["offset"] = f"'0,' || to_string(-{up:g} * {size})"
    return [layer("SvgMarker", values | {"offset_unit": "MM"}, by_expressions(told))]


def by_expressions(told: Mapping[str, str], tag: str = "data_defined_properties") -> str:
    """Write settings that an expression gives for each row or view."""
    properties = "".join(
        f'<Option name="{name}" type="Map"><Option name="active" value="true" type="bool"/>'
        f'<Option name="expression" value={quoteattr(text)} type="QString"/>'
        '<Option name="type" value="3" type="int"/></Option>'
        for name, text in told.items()
    )
    return (
        f'<{tag}><Option type="Map"><Option name="name" value="" type="QString"/>'
        f'<Option name="properties" type="Map">{properties}</Option>'
        f'<Option name="type" value="collection" type="QString"/></Option></{tag}>'
    )


def dot(rgb: str, edge: str, size: float) -> list[str]:
    """Give the layer of a dot, `size` pixels wide."""
    values = {
        "name": "circle",
        "color": colour(rgb),
        "outline_color": colour(edge),
        "outline_width": mm(0.7),
        "size": mm(size),
    }
    return [layer("SimpleMarker", values)]
