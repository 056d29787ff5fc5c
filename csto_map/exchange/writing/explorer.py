"""A map of one day to look around on, as one HTML document: for notebooks, without a network.

The map is a Plotly figure on our own ground. A click on it shows the rows of what was hit
with the columns that they have in every file (`csto_map.exchange.writing.frames`).
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template

import pandas as pd
import plotly.graph_objects as go

from csto_map import paths, whole_files
from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames
from csto_map.exchange.writing.rows import cell
from csto_map.facts import ids
from csto_map.language.words import words

Record = dict[str, str]
# Layers whose rows are marks of the map, by the kind of their ids.
_MARKS: Mapping[str, ids.Kind] = {
    "sites": "site",
    "deployments": "deployment",
    "border_points": "point",
    "events": "event",
    "contingents": "contingent",
    "disputed_areas": "disputed",
}
_PAGE = Path(__file__).with_name("explorer.html")
# How much wider than its figure the document is: the rows stand beside the map.
_BESIDE = 380


@dataclass(frozen=True, slots=True)
class Explorer:
    """
    A map to look around on.

    Attributes
    ----------
    figure
        The Plotly figure that it shows.
    html
        The whole document.
    """

    figure: go.Figure
    html: str

    def save(self, path: str | Path) -> Path:
        """
        Write the document to a file.

        Errors are those of `csto_map.whole_files.write`.
        """
        path = Path(path)
        whole_files.write(path, self.html.encode())
        return path

    def _repr_html_(self) -> str:
        """Show it in a notebook: in a frame of its own, so that neither disturbs the other."""
        layout = self.figure.layout
        return (
            f'<iframe title="{html.escape(layout.title.text or "")}" '
            f'style="width:100%;max-width:{layout.width + _BESIDE}px;height:{layout.height + 8}px;'
            f'border:0" sandbox="allow-scripts allow-popups" srcdoc="{html.escape(self.html)}">'
            "</iframe>"
        )


def explorer(atlas: Atlas, day: date, figure: go.Figure, language: str) -> Explorer:
    """Make the document of a figure of a day."""
    told = {"empty": words(language)["sheet"]["explore"]}
    page = Template(_PAGE.read_text(encoding="utf-8"))
    text = page.substitute(
        title=html.escape(f"{atlas.config.title}, {day.isoformat()}"),
        plotly=_plotly(),
        figure=_script(json.loads(figure.to_json())),
        rows=_script(records(atlas, day)),
        words=_script(told),
        language=language,
    )
    return Explorer(figure, text)


def records(atlas: Atlas, day: date) -> dict[str, list[Record]]:
    """
    Give the rows of a day by the id under which the map has them.

    Returns
    -------
    records
        Every row says its ``layer``; empty cells are left out. Those of a state are its
        statuses in all organisations.
    """
    found: dict[str, list[Record]] = {}
    for name, layer in frames.layers(atlas, day).items():
        columns = [column for column in layer.columns if column != "geometry"]
        for values in layer[columns].itertuples(index=False):
            row = {
                column: text
                for column, value in zip(columns, values, strict=True)
                if (text := "" if value is pd.NA else cell(value))
            }
            found.setdefault(_id(name, row), []).append({"layer": frames.TITLES[name], **row})
    return found


def _id(layer: str, row: Record) -> str:
    if layer == "memberships":
        return ids.make("state", row["country"])
    if layer == "border":
        return ids.make("sector", row["sector_id"])
    # Groupings of troops stand among the units, and are of none.
    grouped = layer == "deployments" and "unit_id" not in row
    return ids.make("grouping" if grouped else _MARKS[layer], row["id"])


@cache
def _plotly() -> str:
    """Give the drawing library that the page has: what a third of plotly's own weighs."""
    (file,) = sorted((paths.folder("assets") / "vendor").glob("plotly-basic-*.min.js"))
    return file.read_text(encoding="utf-8")


def _script(value: object) -> str:
    """Write a value so that no text of it can end the script around it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
