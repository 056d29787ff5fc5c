"""The header: name, date, what changed, views, tools."""

from __future__ import annotations

from dash import html

from csto_map.atlas import Atlas
from csto_map.language.words import Words

from .parts import aria, button, choice


def header(atlas: Atlas, words: Words) -> html.Header:
    """Make the header; the script fills in the date and the sentence."""
    texts = words["header"]
    return html.Header(
        className="header",
        children=[
            button("toggle-layers", texts["panel"], "layers", expanded="true"),
            html.H1(atlas.config.title, className="brand"),
            html.Div(id="date-box", className="date-box"),
            html.P(id="changed", className="changed"),
            html.Div(
                className="tools",
                children=[
                    choice(
                        "view",
                        texts["view"],
                        [(view.id, view.title) for view in atlas.config.views],
                        shown=False,
                    ),
                    button("open-search", texts["search"], "search"),
                    button("open-tour", texts["tour"], "tour"),
                    button(
                        "toggle-charts", words["dock"]["toggle_charts"], "charts", expanded="false"
                    ),
                    button(
                        "toggle-tables", words["dock"]["toggle_tables"], "tables", expanded="false"
                    ),
                    button("toggle-compare", words["compare"]["open"], "compare", pressed="false"),
                    button("save-image", texts["save_image"], "save"),
                    button("copy-link", texts["copy_link"], "link"),
                    html.Button(
                        id="language",
                        type="button",
                        title=texts["language"],
                        className="button",
                        **aria(label=texts["language"]),
                    ),
                    button("toggle-theme", texts["theme_dark"], "theme"),
                    button("show-help", texts["help"], "help"),
                ],
            ),
        ],
    )
