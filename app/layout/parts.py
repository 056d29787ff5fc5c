"""Small things that several components are made of."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

# What may stand in a component.
Child = str | int | float | Component | None


def aria(**names: str) -> dict[str, Any]:
    """Give ARIA attributes as a component's keywords: ``aria(label="Map")``."""
    return {f"aria-{name}": text for name, text in names.items()}


def button(
    id_: str, title: str, icon: str, *, named: bool = False, hidden: bool = False, **extra: str
) -> html.Button:
    """Make a button that shows an icon and is named by its title; `named`: shown beside it."""
    return html.Button(
        title if named else None,
        id=id_,
        type="button",
        title=title,
        className=f"button icon icon-{icon}",
        hidden=hidden,
        **aria(label=title, **extra),
    )


def item(id_: str, text: str, title: str, pressed: str | None = None) -> html.Button:
    """Make a button that shows a word; its title says more, `pressed` whether it is on."""
    states = {} if pressed is None else {"pressed": pressed}
    return html.Button(
        text, id=id_, type="button", title=title, className="button", **aria(**states)
    )


def choice(
    id_: str, label: str, options: list[tuple[str, str]], *, shown: bool = True
) -> html.Label:
    """Make a labelled drop-down list of (value, text); the label may be for screen readers only."""
    return html.Label(
        className="choice",
        children=[
            html.Span(label, className="choice-label" if shown else "unseen"),
            html.Select(
                id=id_, children=[html.Option(text, value=value) for value, text in options]
            ),
        ],
    )
