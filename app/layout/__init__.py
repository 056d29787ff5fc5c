"""The page's shell, one component a file.

The shell holds no facts: what changes with the date is filled in by ``assets/js``.
"""

from __future__ import annotations

from dash import html

from csto_map.atlas import Atlas
from csto_map.language.words import Words

from .dialogs import dialog, help_dialog
from .dock import dock, skip_link
from .exports import export_dialog
from .header import header
from .panels import card_panel, differences_panel, filters_panel, layers_panel
from .parts import aria
from .said import knowing, mark
from .search import search_dialog
from .stage import stage
from .timeline import timeline

__all__ = ["shell"]


def shell(atlas: Atlas, language: str = "en") -> html.Div:
    """Make the whole page for a language."""
    said: Words = knowing(dict(atlas.speech(language).words))
    page = html.Div(
        id="shell",
        className="shell",
        children=[
            header(atlas, said),
            html.Main(
                id="main",
                className="main",
                children=[
                    skip_link(said),
                    layers_panel(said),
                    filters_panel(said),
                    html.Section(
                        id="compare",
                        className="compare",
                        hidden=True,
                        **aria(label=said["compare"]["title"]),
                    ),
                    stage(said),
                    differences_panel(said),
                    dock(said),
                    card_panel(said),
                ],
            ),
            timeline(said),
            export_dialog(said),
            help_dialog(said),
            search_dialog(said),
            dialog(
                "own-mapping",
                said["own"]["mapping"],
                said["own"]["mapping_close"],
                [html.Div(id="own-fields")],
            ),
            dialog(
                "own-order",
                said["own"]["order"],
                said["own"]["mapping_close"],
                [html.Div(id="own-readings")],
            ),
            # For ears only: the date and what changed, once the slider rests.
            html.P(id="spoken", className="unseen", role="status", **aria(live="polite")),
            html.Div(id="notices", className="notices", role="status", **aria(live="polite")),
        ],
    )
    mark(page)
    return page
