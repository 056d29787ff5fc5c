"""The map's place on the page, with what floats over it."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from csto_map.atlas import Atlas
from csto_map.dash import TimeMap
from csto_map.language.words import Words

from .parts import aria, button
from .story import story_card


def stage(atlas: Atlas, words: Words, files: Mapping[str, str]) -> html.Section:
    """Make the map, its buttons, the hover card, the caption and the note; see `shell`."""
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
            # The map of a second day, and what is left out of both, as chips.
            html.Div(
                id="map-two",
                className="map map-two",
                role="img",
                hidden=True,
                **aria(describedby="map-about"),
            ),
            html.P(id="map-about", hidden=True),
            html.Div(id="chips", className="chips"),
            html.Div(
                className="map-tools",
                children=[
                    button("zoom-in", texts["zoom_in"], "plus"),
                    button("zoom-out", texts["zoom_out"], "minus"),
                    button("zoom-home", texts["home"], "home"),
                ],
            ),
            story_card(words),
            html.Div(id="tip", className="tip", role="tooltip", hidden=True),
            html.P(id="caption", className="caption", hidden=True),
            html.Div(
                className="map-foot",
                children=[
                    html.Div(id="scale", className="scale"),
                    html.Details(
                        id="note",
                        className="note",
                        children=[
                            html.Summary(id="note-source"),
                            html.P(id="note-text"),
                            html.P(id="note-gaps"),
                        ],
                    ),
                ],
            ),
            html.P(texts["loading"], id="loading", className="loading", role="status"),
        ],
    )
