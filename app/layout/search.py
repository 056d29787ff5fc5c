"""The search: a combobox over everything that has a name or a date."""

from __future__ import annotations

from dash import html

from csto_map.language.words import Words

from .parts import aria, button


def search_dialog(words: Words) -> html.Dialog:
    """Make the search's frame; the script puts in its field and its results."""
    texts = words["search"]
    return html.Dialog(
        id="search",
        className="dialog search",
        **aria(label=texts["title"]),
        children=[
            html.Div(
                className="search-head",
                children=[
                    html.Div(id="search-field", className="search-field"),
                    button("search-close", texts["close"], "close"),
                ],
            ),
            html.Ul(
                id="search-results",
                hidden=True,
                className="results",
                role="listbox",
                **aria(label=texts["title"]),
            ),
            html.P(texts["hint"], id="search-hint", className="search-hint"),
            html.P(id="search-status", className="unseen", role="status"),
        ],
    )
