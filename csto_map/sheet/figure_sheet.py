"""A scene as a Plotly figure with what stands around a map: headline, date, legend, notes.

The map itself is `csto_map.picture.figure`'s; texts and swatches are set as on every other
sheet. All of it is native to Plotly, so that a notebook can change it: the headline is the
figure's title, the date its subtitle, the rest are annotations and images named ``sheet:...``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.picture.figure import to_figure
from csto_map.picture.figure_hover import safe
from csto_map.picture.scene import Scene
from csto_map.picture.style import Style
from csto_map.picture.symbols import data_uri
from csto_map.sheet.blocks import Columns, Part, Text, legend, paragraph
from csto_map.sheet.svg import key_svg

# Sizes of type in pixels: those of the page.
_HEADLINE, _DATE, _NOTE = 22, 15, 11
# Room for the legend, and around all of it.
_LEGEND, _EDGE = 236, 14
# Height of the headline with its date, and of the notes; more where they need it.
_HEAD, _FOOT = 78, 34
_STEP = 16
# Sheets are set in units of which a screen's pixel is this much.
_SCALE = 1.25
# The swatch of a legend entry, as `key_svg` draws it.
_KEY = (32, 26)


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a figure is not map: pixels at its sides."""

    left: int = _EDGE
    right: int = _LEGEND + 2 * _EDGE
    top: int = _HEAD
    bottom: int = _FOOT

    def map_size(self, width: int, height: int) -> tuple[int, int]:
        """Give width and height of the map in a figure of these."""
        return width - self.left - self.right, height - self.top - self.bottom


def furnished(scene: Scene, room: Room, strengths: Mapping[str, str] | None = None) -> go.Figure:
    """
    Draw a scene with all that stands around it.

    Parameters
    ----------
    scene
        Its frame is the map alone, without the `room` around it.
    strengths
        As for `csto_map.picture.figure.to_figure`.

    Errors are those of `csto_map.picture.figure.to_figure`.
    """
    figure = to_figure(scene, strengths)
    style = scene.looks
    width, height = scene.width + room.left + room.right, scene.height + room.top + room.bottom
    headline = fonts.wrap(
        scene.headline or scene.title, _HEADLINE, width - room.left - _EDGE, weight=600
    )
    date = " · ".join(filter(None, (scene.subtitle, scene.title if scene.headline else "")))
    notes = paragraph(
        "notes", _notes(scene), (width - room.left - _EDGE) / _SCALE, _NOTE / _SCALE, soft=True
    )
    # What needs more room than it has makes the figure higher, never the map smaller.
    above = (len(headline) - 1) * round(_HEADLINE * 1.3)
    below = max(0, round(notes.height * _SCALE) + _EDGE - room.bottom)
    top, bottom = room.top + above, room.bottom + below
    # As much of the legend as there is height for; what is left out is counted.
    columns, most = Columns(1, _STEP), scene.height / _SCALE
    keys = legend(scene, scene.legend, _LEGEND / _SCALE, columns, most=most)
    at = _Paper(scene.width, scene.height)
    figure.update_layout(
        width=width,
        height=height + above + below,
        margin={"l": room.left, "r": room.right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor=style.paper,
        title={
            "text": "<br>".join(map(safe, headline)),
            "font": {"size": _HEADLINE, "color": style.text, "weight": 600},
            "subtitle": {
                "text": safe(date),
                "font": {"size": _DATE, "color": style.text_soft},
            },
            "x": room.left / width,
            "xanchor": "left",
            "xref": "container",
            "y": 1 - _EDGE / (height + above + below),
            "yanchor": "top",
            "yref": "container",
        },
        annotations=[
            *figure.layout.annotations,
            *(at.text(t, scene.width + _EDGE, 0, style) for t in keys.texts),
            *(at.text(t, 0, scene.height + _EDGE / 2, style) for t in notes.texts),
        ],
        images=[*figure.layout.images, *_swatches(keys, at, scene.width + _EDGE, style)],
    )
    return figure


def _notes(scene: Scene) -> str:
    """Say whose boundaries are drawn, what is left out, and which data these are."""
    version = words(scene.language)["sheet"]["data"].format(version=scene.data_version)
    return " ".join(filter(None, (scene.boundary_note, scene.limits, scene.user_note, version)))


@dataclass(frozen=True, slots=True)
class _Paper:
    """Places around a map of this size: Plotly counts from its lower left corner, in maps."""

    width: int
    height: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Turn pixels from the map's upper left corner into Plotly's paper."""
        return x / self.width, 1 - y / self.height

    def text(self, text: Text, dx: float, dy: float, style: Style) -> dict[str, Any]:
        """Write a line; its `y` is its baseline, of which Plotly knows the box alone."""
        size = text.size * _SCALE
        x, y = self.place(text.x * _SCALE + dx, text.y * _SCALE + dy - 0.36 * size)
        return {
            "name": f"sheet:{text.box}",
            "text": safe(text.text),
            "x": x,
            "y": y,
            "xref": "paper",
            "yref": "paper",
            "xanchor": {"start": "left", "middle": "center", "end": "right"}[text.anchor],
            "yanchor": "middle",
            "showarrow": False,
            "borderpad": 0,
            "font": {
                "size": size,
                "weight": text.weight,
                "color": text.colour or (style.text_soft if text.soft else style.text),
            },
        }


def _swatches(part: Part, at: _Paper, dx: float, style: Style) -> list[dict[str, Any]]:
    found = []
    for key in part.keys:
        x, y = at.place(key.x * _SCALE + dx, key.y * _SCALE)
        found.append(
            {
                "name": f"sheet:{key.entry.layer}:{key.entry.key}",
                "source": data_uri(key_svg(key.entry, style)),
                "xref": "paper",
                "yref": "paper",
                "x": x,
                "y": y,
                "sizex": _SCALE * _KEY[0] / at.width,
                "sizey": _SCALE * _KEY[1] / at.height,
                "xanchor": "center",
                "yanchor": "middle",
                "layer": "above",
            }
        )
    return found
