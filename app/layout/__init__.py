"""The page's shell, one component a file.

The shell holds no facts: what changes with the date is filled in by ``assets/src``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from csto_map.atlas import Atlas
from csto_map.language.words import Words
from csto_map.page import charts, tables_view

from .dialogs import dialog, help_dialog
from .dock import dock, skip_link
from .exports import export_dialog
from .header import header, welcome_band
from .panels import (
    annotations_panel,
    card_panel,
    differences_panel,
    filters_panel,
    layers_panel,
)
from .parts import aria
from .search import search_dialog
from .stage import headline_row, notes_row, stage
from .timeline import timeline
from .word_keys import knowing, mark

__all__ = ["shell"]


def shell(atlas: Atlas, files: Mapping[str, str]) -> html.Div:
    """
    Make the whole page.

    Parameters
    ----------
    files
        Of the map, by name: ``script`` is the page's own, which puts all else around the map.
        Without any, the script is there when the page is.
    """
    words: Words = knowing(dict(atlas.speech("en").words))
    offered = charts.offered(atlas)
    lacking = {"keys_tour": not atlas.tours, "keys_charts": not offered}
    without = [name for name, lacks in lacking.items() if lacks]
    page = html.Div(
        id="shell",
        className="shell",
        children=[
            header(atlas, words, charts=bool(offered)),
            welcome_band(words),
            html.Main(
                id="main",
                className="main",
                children=[
                    skip_link(words),
                    layers_panel(words),
                    filters_panel(words),
                    annotations_panel(words),
                    html.Section(
                        id="compare",
                        className="compare",
                        hidden=True,
                        **aria(label=words["compare"]["title"]),
                    ),
                    headline_row(words),
                    # What is left out of the map, as chips.
                    html.Div(id="chips", className="chips"),
                    stage(atlas, words, files),
                    notes_row(words),
                    # On paper only: who says what is shown.
                    html.P(id="print-sources", className="print-sources"),
                    differences_panel(words),
                    dock(words, offered, tables_view.offered(atlas)),
                    card_panel(words),
                ],
            ),
            timeline(words),
            export_dialog(words),
            help_dialog(words, without),
            search_dialog(words),
            dialog(
                "own-mapping",
                words["own"]["mapping"],
                words["own"]["mapping_close"],
                [html.Div(id="own-fields")],
            ),
            dialog(
                "own-order",
                words["own"]["order"],
                words["own"]["mapping_close"],
                [html.Div(id="own-readings")],
            ),
            # For screen readers only: the date and what changed, once the slider rests.
            html.P(id="spoken", className="unseen", role="status", **aria(live="polite")),
        ],
    )
    mark(page)
    return page
