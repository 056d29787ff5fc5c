"""The card of a guided tour, over the map."""

from __future__ import annotations

from dash import html

from csto_map.language.words import Words

from .parts import aria, button


def story_card(words: Words) -> html.Section:
    """Make the card's frame; the script fills in the stop."""
    texts = words["story"]
    return html.Section(
        id="story",
        className="story",
        hidden=True,
        tabIndex="-1",
        **aria(label=texts["label"]),
        children=[
            html.Div(
                className="story-head",
                children=[
                    html.P(id="story-count", className="story-count"),
                    button("story-again", texts["again"], "home"),
                    button("story-previous", texts["previous"], "back"),
                    button("story-next", texts["next"], "forward"),
                    button("story-close", texts["close"], "close"),
                ],
            ),
            html.Div(
                id="story-body",
                className="story-body",
                tabIndex="0",
                role="group",
                **aria(labelledby="story-title"),
            ),
            html.P(id="story-status", className="unseen", role="status"),
        ],
    )
