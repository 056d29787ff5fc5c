"""The header: the name spelled out, the search, views, tools; the rest in a menu."""

from __future__ import annotations

from dash import html

from csto_map.atlas import Atlas
from csto_map.language.words import Words

from .parts import aria, button, choice, item


def header(atlas: Atlas, words: Words, *, charts: bool) -> html.Header:
    """
    Make the header; `charts` says whether there are any to open.

    Where there is room, the tools stand in a row and what is wanted less often in a menu
    beside them; on a phone all of them are in the menu.
    """
    texts = words["header"]
    dock = words["dock"]
    return html.Header(
        id="header",
        className="header",
        children=[
            html.H1(atlas.config.title, className="brand"),
            html.P(atlas.config.subject, id="tagline", className="tagline"),
            html.Div(
                id="tools",
                className="tools",
                children=[
                    html.Button(
                        html.Span(texts["search_for"]),
                        id="open-search",
                        type="button",
                        title=texts["search"],
                        className="button search-opener icon icon-search",
                    ),
                    choice(
                        "view",
                        texts["view"],
                        [(view.id, view.title) for view in atlas.config.views],
                        shown=False,
                    ),
                    item("toggle-compare", texts["compare"], words["compare"]["open"], "false"),
                    item("save-image", texts["export"], texts["save_image"]),
                    html.Button(
                        id="language",
                        type="button",
                        title=texts["language"],
                        className="button",
                    ),
                    button("show-help", texts["help"], "help"),
                    html.Div(
                        id="more",
                        className="menu more",
                        children=[
                            button("open-tour", texts["tour"], "tour", named=True),
                            button(
                                "toggle-charts",
                                dock["toggle_charts"],
                                "charts",
                                named=True,
                                hidden=not charts,
                                expanded="false",
                            ),
                            button(
                                "toggle-tables",
                                dock["toggle_tables"],
                                "tables",
                                named=True,
                                expanded="false",
                            ),
                            button(
                                "open-annotate",
                                words["annotations"]["open"],
                                "annotate",
                                named=True,
                                expanded="false",
                            ),
                            button("present", texts["present"], "present", named=True),
                            button("copy-link", texts["copy_link"], "link", named=True),
                            button("toggle-theme", texts["theme_dark"], "theme", named=True),
                        ],
                    ),
                ],
            ),
            button("toggle-menu", texts["menu"], "menu", expanded="false", haspopup="true"),
        ],
    )


def welcome_band(words: Words) -> html.Section:
    """Make the frame of the band that greets whoever is here for the first time."""
    texts = words["welcome"]
    return html.Section(
        id="welcome",
        className="welcome",
        hidden=True,
        **aria(label=texts["label"]),
        children=[
            html.P(texts["about"], id="welcome-about", className="welcome-about"),
            html.Div(
                className="welcome-row",
                children=[
                    html.P(texts["start"], className="welcome-start"),
                    html.Ul(id="questions", className="questions"),
                ],
            ),
            button("close-welcome", texts["close"], "close"),
        ],
    )
