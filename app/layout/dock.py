"""Charts and tables, in a dock under the map."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from csto_map.language.words import Words

from .parts import aria, button, choice


def skip_link(words: Words) -> html.Button:
    """Make the button that leads past the map, for those who do not see it, to its list."""
    return html.Button(words["dock"]["skip"], id="skip-to-list", type="button", className="skip")


def dock(words: Words, charts: Sequence[str], tables: Sequence[str]) -> html.Section:
    """
    Make the dock's frame; the script fills in charts and tables when first opened.

    Parameters
    ----------
    charts, tables
        Ids of those that have rows.
    """
    texts = words["dock"]
    return html.Section(
        id="dock",
        className="dock",
        hidden=True,
        tabIndex="-1",
        **aria(label=texts["label"]),
        children=[
            html.Div(
                className="dock-head",
                children=[
                    html.Div(
                        className="tabs",
                        role="tablist",
                        children=[
                            _tab("charts", texts, hidden=not charts),
                            _tab("tables", texts),
                        ],
                    ),
                    html.Div(id="dock-choice", className="dock-choice"),
                    html.Div(
                        className="dock-tools",
                        children=[
                            html.Button(
                                texts["csv"],
                                id="dock-csv",
                                type="button",
                                className="button",
                                title=texts["csv_title"],
                                **aria(label=texts["csv_title"]),
                            ),
                            button("dock-taller", texts["taller"], "taller"),
                            button("dock-lower", texts["lower"], "lower"),
                            button("close-dock", texts["close"], "close"),
                        ],
                    ),
                ],
            ),
            _charts(words, charts),
            _tables(words, tables),
            html.P(id="dock-status", className="dock-status", role="status", hidden=True),
        ],
    )


def _tab(name: str, texts: Words, *, hidden: bool = False) -> html.Button:
    return html.Button(
        texts[name],
        id=f"tab-{name}",
        type="button",
        role="tab",
        className="tab",
        hidden=hidden,
        **aria(controls=f"dock-{name}", selected="false"),
    )


def _charts(words: Words, charts: Sequence[str]) -> html.Div:
    texts = words["charts"]
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
                                texts["choose"],
                                [(name, texts[name]) for name in charts],
                                shown=False,
                            ),
                            html.Div(
                                id="chart-range",
                                className="chart-range",
                                hidden=True,
                                children=[
                                    html.Span(id="chart-range-text"),
                                    html.Button(
                                        texts["range_clear"],
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
                    html.H2(texts["points"], className="unseen"),
                    html.Div(
                        id="chart-point",
                        className="chart-point",
                        children=html.P(texts["point_hint"]),
                        **aria(live="polite"),
                    ),
                    html.Ul(id="chart-points", className="chart-points"),
                ],
            ),
        ],
    )


def _tables(words: Words, tables: Sequence[str]) -> html.Div:
    texts = words["tables"]
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
                        texts["choose"],
                        [(name, texts[name]) for name in tables],
                        shown=False,
                    ),
                    choice("table-scope", texts["scope"], [("date", ""), ("all", "")], shown=False),
                    html.P(id="table-count", className="soft", role="status"),
                    html.P(texts["hint"], className="soft table-hint"),
                ],
            ),
            # The grid is put in here as a Dash component when tables are first opened.
            html.Div(id="table-slot", className="table-slot"),
        ],
    )
