"""The dialogs: saving an image, help."""

from __future__ import annotations

from typing import Any

from dash import html

from .parts import aria, button, choice

_KEYS = (
    ("Space", "keys_play"),
    ("← →", "keys_step"),
    ("Shift + ← →", "keys_month"),
    ("Alt + ← →", "keys_year"),
    ("PageUp PageDown", "keys_change"),
    ("Home End", "keys_ends"),
    ("+ −", "keys_zoom"),
    ("0", "keys_home"),
    ("W A S D", "keys_pan"),
    ("G", "keys_date"),
    ("L", "keys_layers"),
    ("T", "keys_theme"),
    ("Esc", "keys_close"),
    ("?", "keys_help"),
)


def _dialog(id_: str, title: str, close: str, body: list[Any]) -> html.Dialog:
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


def export_dialog(words: dict[str, Any]) -> html.Dialog:
    """Make the dialog that saves the current view as PNG or SVG."""
    said = words["export"]
    return _dialog(
        "export",
        said["title"],
        said["cancel"],
        [
            html.P(id="export-about"),
            choice(
                "export-size",
                said["size"],
                [
                    ("1920x1080", said["slide"]),
                    ("3840x2160", said["uhd"]),
                    ("2480x1754", said["a4"]),
                    ("1600x1600", said["square"]),
                ],
            ),
            choice(
                "export-style",
                said["style"],
                [(name, said[name]) for name in ("light", "dark", "grey")],
            ),
            html.Div(
                className="group",
                children=[
                    html.Button(said["png"], id="export-png", type="button", className="button"),
                    html.Button(said["svg"], id="export-svg", type="button", className="button"),
                ],
            ),
        ],
    )


def help_dialog(words: dict[str, Any]) -> html.Dialog:
    """Make the dialog that says how to read the map, and lists the keys."""
    said = words["help"]
    rows = [html.Tr([html.Th(html.Kbd(keys)), html.Td(said[name])]) for keys, name in _KEYS]
    return _dialog(
        "help",
        said["title"],
        said["close"],
        [
            html.P(said["about"]),
            html.P(html.A(said["methods"], href="/methods", target="_blank")),
            html.Table(html.Tbody(rows), className="keys"),
            html.P(id="help-data"),
            html.H3(said["plans"], id="help-plans-title"),
            html.Ul(id="help-plans", className="plans"),
        ],
    )
