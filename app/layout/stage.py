"""The map's place on the page, what is told above it and noted below it."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from csto_map.atlas import Atlas
from csto_map.dash import TimeMap
from csto_map.language.words import Words

from .parts import aria, button
from .story import story_card


def headline_row(words: Words) -> html.Section:
    """
    Make the row above the map: what the day and the view are about, and the map's buttons.

    Notices appear in it, too, so that nothing lies over the map; see `shell`.
    """
    texts = words["map"]
    return html.Section(
        id="telling",
        className="telling",
        **aria(label=words["header"]["telling"]),
        children=[
            html.Div(
                className="telling-text",
                children=[
                    html.H2(id="headline", className="headline"),
                    html.Div(
                        className="telling-line",
                        children=[
                            html.Div(id="date-box", className="date-box"),
                            html.P(id="changed", className="changed"),
                            html.P(id="caption", className="caption", hidden=True),
                        ],
                    ),
                ],
            ),
            html.Div(
                className="map-tools",
                children=[
                    button("zoom-out", texts["zoom_out"], "minus"),
                    button("zoom-in", texts["zoom_in"], "plus"),
                    button("zoom-home", texts["home"], "home"),
                    button("toggle-layers", words["header"]["panel"], "list", expanded="true"),
                ],
            ),
            html.Div(id="notices", className="notices", role="status", **aria(live="polite")),
        ],
    )


def notes_row(words: Words) -> html.Div:
    """Make the row below the map: whose boundaries, what is left out, the scale, the sources."""
    return html.Div(
        id="foot",
        className="map-foot",
        children=[
            html.Details(
                id="note",
                className="note",
                children=[
                    html.Summary(
                        children=[
                            html.Span(id="note-source"),
                            html.Span(id="note-text"),
                            html.Span(id="note-gaps"),
                        ]
                    ),
                ],
            ),
            html.Div(id="scale", className="scale"),
            html.Button(
                words["sheet"]["sources"],
                id="show-sources",
                type="button",
                className="sources-link",
            ),
        ],
    )


def stage(atlas: Atlas, words: Words, files: Mapping[str, str]) -> html.Section:
    """Make the map and the hover card; see `shell`."""
    texts = words["map"]
    return html.Section(
        id="stage",
        className="stage",
        **aria(label=texts["label"]),
        children=[
            TimeMap(
                id="map",
                atlas=atlas,
                files=files,
                timeline=False,
                className="map",
                **aria(describedby="map-about"),
            ),
            # The map of a second day.
            html.Div(
                id="map-two",
                className="map map-two",
                role="img",
                hidden=True,
                **aria(describedby="map-about"),
            ),
            html.P(id="map-about", hidden=True),
            story_card(words),
            html.Div(id="tip", className="tip", role="tooltip", hidden=True),
            html.P(texts["loading"], id="loading", className="loading", role="status"),
        ],
    )
