"""Dialogs, and the help."""

from __future__ import annotations

from collections.abc import Collection

from dash import html

from csto_map.language.words import Words

from .parts import Child, aria, button

_KEYS = (
    ("Space", "keys_play"),
    ("← →", "keys_step"),
    ("Shift + ← →", "keys_month"),
    ("Shift + PageUp PageDown", "keys_year"),
    ("PageUp PageDown", "keys_change"),
    ("Home End", "keys_ends"),
    ("+ −", "keys_zoom"),
    ("0", "keys_home"),
    ("W A S D", "keys_pan"),
    ("G", "keys_date"),
    ("/", "keys_search"),
    ("N, Shift + N", "keys_tour"),
    ("P", "keys_present"),
    ("L", "keys_layers"),
    ("C", "keys_charts"),
    ("B", "keys_tables"),
    ("T", "keys_theme"),
    ("X", "keys_compare"),
    ("F", "keys_filters"),
    ("M", "keys_annotate"),
    ("Esc", "keys_close"),
    ("?", "keys_help"),
)


def dialog(id_: str, title: str, close: str, body: list[Child]) -> html.Dialog:
    """Make a dialog with a heading and a button that closes it."""
    heading = f"{id_}-title"
    return html.Dialog(
        id=id_,
        className="dialog",
        **aria(labelledby=heading),
        children=[
            html.Div(
                className="panel-head",
                children=[
                    html.H2(title, id=heading),
                    button(f"{id_}-close", close, "close"),
                ],
            ),
            html.Div(className="dialog-body", children=body),
        ],
    )


def help_dialog(words: Words, without: Collection[str]) -> html.Dialog:
    """
    Make the dialog that says how to read the map, and lists the keys.

    Parameters
    ----------
    without
        Names of keys of which the atlas has nothing to show: `keys_tour`, `keys_charts`.
    """
    texts = words["help"]
    rows = [
        html.Tr([html.Th(html.Kbd(keys)), html.Td(texts[name])])
        for keys, name in _KEYS
        if name not in without
    ]
    return dialog(
        "help",
        texts["title"],
        texts["close"],
        [
            html.P(texts["about"]),
            html.P(html.A(texts["methods"], id="help-methods", target="_blank")),
            html.Table(html.Tbody(rows), className="keys"),
            html.P(id="help-data"),
            html.H3(texts["not_covered"], id="help-gaps-title"),
            html.Ul(id="help-gaps", className="plans"),
            html.H3(texts["plans"], id="help-plans-title"),
            html.Ul(id="help-plans", className="plans"),
        ],
    )
