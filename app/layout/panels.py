"""The two side panels: layers on the left, the card on the right."""

from __future__ import annotations

from typing import Any

from dash import html

from .parts import aria, button


def layers_panel(words: dict[str, Any]) -> html.Aside:
    """Make the layer list's frame; the script fills in switches, counts and swatches."""
    said = words["layers"]
    return html.Aside(
        id="layers",
        className="panel panel-left",
        tabIndex="-1",
        **aria(label=said["title"]),
        children=[
            html.Div(
                className="panel-head",
                children=[
                    html.H2(said["title"]),
                    button("close-layers", said["close"], "close"),
                ],
            ),
            html.Div(id="layers-body", className="panel-body"),
        ],
    )


def card_panel(words: dict[str, Any]) -> html.Aside:
    """Make the card's frame; the script fills it with what is selected."""
    said = words["card"]
    return html.Aside(
        id="card",
        className="panel panel-right",
        hidden=True,
        tabIndex="-1",
        **aria(label=said["label"]),
        children=[
            html.Div(
                className="panel-head",
                children=[
                    html.Div(id="card-head", className="card-head"),
                    button("close-card", said["close"], "close"),
                ],
            ),
            html.Div(id="card-body", className="panel-body"),
        ],
    )
