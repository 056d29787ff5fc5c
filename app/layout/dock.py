"""Charts and tables, in a dock under the map."""

from __future__ import annotations

from dash import html

from csto_map.language.words import Words

from .parts import aria, button, choice

CHARTS = ("members", "abroad", "border", "seizures", "exercises")
TABLES = (
    *("on_map", "states", "sites", "units", "border", "crossings"),
    *("events", "contingents", "strengths", "personnel", "agreements", "sources"),
)


def skip_link(words: Words) -> html.Button:
    """Make the way past the map for those who do not see it: the list of what is on it."""
    return html.Button(words["dock"]["skip"], id="skip-to-list", type="button", className="skip")


def dock(words: Words) -> html.Section:
    """Make the dock's frame; the script fills in charts and tables when first opened."""
    said = words["dock"]
    return html.Section(
        id="dock",
        className="dock",
        hidden=True,
        tabIndex="-1",
        **aria(label=said["label"]),
        children=[
            html.Div(
                className="dock-head",
                children=[
                    html.Div(
                        className="tabs",
                        role="tablist",
                        children=[_tab("charts", said), _tab("tables", said)],
                    ),
                    html.Div(id="dock-choice", className="dock-choice"),
                    html.Div(
                        className="dock-tools",
                        children=[
                            html.Button(
                                said["csv"],
                                id="dock-csv",
                                type="button",
                                className="button",
                                title=said["csv_title"],
                                **aria(label=said["csv_title"]),
                            ),
                            button("dock-taller", said["taller"], "taller"),
                            button("dock-lower", said["lower"], "lower"),
                            button("close-dock", said["close"], "close"),
                        ],
                    ),
                ],
            ),
            _charts(words),
            _tables(words),
            html.P(id="dock-status", className="dock-status", role="status", hidden=True),
        ],
    )


def _tab(name: str, said: Words) -> html.Button:
    return html.Button(
        said[name],
        id=f"tab-{name}",
        type="button",
        role="tab",
        className="tab",
        **aria(controls=f"dock-{name}", selected="false"),
    )


def _charts(words: Words) -> html.Div:
    said = words["charts"]
    return html.Div(
        id="dock-charts",
        className="dock-body charts",
        role="tabpanel",
        hidden=True,
        **aria(labelledby="tab-charts"),
        children=[
            html.Div(
                className="chart-main",
                children=[
                    html.Div(
                        className="dock-row",
                        children=[
                            choice(
                                "chart-choice",
                                said["choose"],
                                [(name, said[name]) for name in CHARTS],
                                shown=False,
                            ),
                            html.Div(
                                id="chart-range",
                                className="chart-range",
                                hidden=True,
                                children=[
                                    html.Span(id="chart-range-text"),
                                    html.Button(
                                        said["range_clear"],
                                        id="chart-range-clear",
                                        type="button",
                                        className="button",
                                    ),
                                ],
                            ),
                        ],
                    ),
                    html.P(id="chart-read", className="chart-read"),
                    html.Ul(id="chart-legend", className="chart-legend"),
                    html.Div(id="chart", className="chart"),
                    html.P(id="chart-note", className="chart-read", hidden=True),
                ],
            ),
            html.Div(
                className="chart-side",
                children=[
                    html.H2(said["points"], className="unseen"),
                    html.Div(
                        id="chart-point",
                        className="chart-point",
                        children=html.P(said["point_hint"]),
                        **aria(live="polite"),
                    ),
                    html.Ul(id="chart-points", className="chart-points"),
                ],
            ),
        ],
    )


def _tables(words: Words) -> html.Div:
    said = words["tables"]
    return html.Div(
        id="dock-tables",
        className="dock-body tables",
        role="tabpanel",
        hidden=True,
        **aria(labelledby="tab-tables"),
        children=[
            html.Div(
                className="dock-row",
                children=[
                    choice(
                        "table-choice",
                        said["choose"],
                        [(name, said[name]) for name in TABLES],
                        shown=False,
                    ),
                    choice("table-scope", said["scope"], [("date", ""), ("all", "")], shown=False),
                    html.P(id="table-count", className="soft", role="status"),
                    html.P(said["hint"], className="soft table-hint"),
                ],
            ),
            # The grid is put in here as a Dash component when tables are first opened.
            html.Div(id="table-slot", className="table-slot"),
        ],
    )
