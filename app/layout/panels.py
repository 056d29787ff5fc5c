"""The side panels: layers and filters on the left, the card and differences on the right."""

from __future__ import annotations

from dash import html

from csto_map.language.words import Words

from .parts import Child, aria, button


def layers_panel(words: Words) -> html.Aside:
    """Make the frame of what is on the map; the script fills in switches, counts and swatches."""
    texts = words["layers"]
    head = html.H2(texts["title"])
    count = html.Span(texts["count"], className="count-head")
    return _panel("layers", "left", texts["title"], head, texts["close"], beside=count)


def card_panel(words: Words) -> html.Aside:
    """Make the card's frame; the script fills it with what is selected."""
    texts = words["card"]
    head = html.Div(id="card-head", className="card-head")
    return _panel("card", "right", texts["label"], head, texts["close"], hidden=True)


def filters_panel(words: Words) -> html.Aside:
    """Make the frame of the filters, which stand in place of the layers."""
    texts = words["filters"]
    head = html.H2(texts["title"])
    return _panel("filters", "left", texts["title"], head, texts["close"], hidden=True)


def annotations_panel(words: Words) -> html.Aside:
    """Make the frame of what writes on the map, which stands in place of the layers."""
    texts = words["annotations"]
    head = html.H2(texts["title"])
    return _panel("annotate", "left", texts["title"], head, texts["close"], hidden=True)


def differences_panel(words: Words) -> html.Aside:
    """Make the frame of the list of what differs between two days."""
    texts = words["compare"]
    head = html.H2(id="differences-title")
    return _panel("differences", "list", texts["list"], head, texts["list_close"], hidden=True)


def _panel(
    name: str,
    side: str,
    label: str,
    head: Child,
    close: str,
    *,
    beside: Child = None,
    hidden: bool = False,
) -> html.Aside:
    """Make a panel with a head, a button that closes it, and a body for the script."""
    return html.Aside(
        id=name,
        className=f"panel panel-{side}",
        hidden=hidden,
        tabIndex="-1",
        **aria(label=label),
        children=[
            html.Div(
                className="panel-head",
                children=[head, beside, button(f"close-{name}", close, "close")],
            ),
            html.Div(id=f"{name}-body", className="panel-body"),
        ],
    )
