"""The header: name, date, what changed, views, tools."""

from __future__ import annotations

from dash import html

from csto_map.atlas import Atlas
from csto_map.language.words import Words

from .parts import aria, button, choice


def header(atlas: Atlas, words: Words) -> html.Header:
    """Make the header; the script fills in the date and the sentence."""
    said = words["header"]
    return html.Header(
        className="header",
        children=[
            button("toggle-layers", said["panel"], "layers", expanded="true"),
            html.H1(atlas.config.title, className="brand"),
            html.Div(id="date-box", className="date-box"),
            html.P(id="changed", className="changed"),
            html.Div(
                className="tools",
                children=[
                    choice(
                        "view",
                        said["view"],
                        [(view.id, view.title) for view in atlas.config.views],
                        shown=False,
                    ),
                    button("open-search", said["search"], "search"),
                    button("open-tour", said["tour"], "tour"),
                    button(
                        "toggle-charts", words["dock"]["toggle_charts"], "charts", expanded="false"
                    ),
                    button(
                        "toggle-tables", words["dock"]["toggle_tables"], "tables", expanded="false"
                    ),
                    button("toggle-compare", words["compare"]["open"], "compare", pressed="false"),
                    button("save-image", said["save_image"], "save"),
                    button("copy-link", said["copy_link"], "link"),
                    html.Button(
                        id="language",
                        type="button",
                        title=said["language"],
                        className="button",
                        **aria(label=said["language"]),
                    ),
                    button("toggle-theme", said["theme_dark"], "theme"),
                    button("show-help", said["help"], "help"),
                ],
            ),
        ],
    )
