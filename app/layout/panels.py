"""The side panels: layers and filters on the left, the card and differences on the right."""

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


def filters_panel(words: dict[str, Any]) -> html.Aside:
    """Make the frame of the filters, which stand in place of the layers."""
    said = words["filters"]
    return html.Aside(
        id="filters",
        className="panel panel-left",
        hidden=True,
        tabIndex="-1",
        **aria(label=said["title"]),
        children=[
            html.Div(
                className="panel-head",
                children=[
                    html.H2(said["title"]),
                    button("close-filters", said["close"], "close"),
                ],
            ),
            html.Div(id="filters-body", className="panel-body"),
        ],
    )


def differences_panel(words: dict[str, Any]) -> html.Aside:
    """Make the frame of the list of what differs between two days."""
    said = words["compare"]
    return html.Aside(
        id="differences",
        className="panel panel-list",
        hidden=True,
        tabIndex="-1",
        **aria(label=said["list"]),
        children=[
            html.Div(
                className="panel-head",
                children=[
                    html.H2(id="differences-title"),
                    button("close-differences", said["list_close"], "close"),
                ],
            ),
            html.Div(id="differences-body", className="panel-body"),
        ],
    )
