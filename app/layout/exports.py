"""The dialog that saves the view: as an image, a page, a slide."""

from __future__ import annotations

from dash import html

from csto_map.export import sizes, still
from csto_map.export.options import LETTERS
from csto_map.language.words import Words
from csto_map.picture.style import STYLES
from csto_map.sheet.furniture import PARTS

from .dialogs import dialog
from .parts import Child, aria, choice


def _place(part: str) -> html.Span:
    """Where the script puts the switch of a part of the sheet."""
    place = html.Span(className="export-part")
    setattr(place, "data-part", part)
    return place


def _missing(panel: str) -> html.P:
    """Where the script says which layers a file of a panel will lack."""
    place = html.P(className="export-missing", hidden=True)
    setattr(place, "data-panel", panel)
    return place


def export_dialog(words: Words) -> html.Dialog:
    """Make the dialog; the script fills in the preview and the inputs."""
    texts = words["export"]
    size = choice("export-size", texts["size"], [*((name, texts[name]) for name in sizes.PRESETS)])
    options = size.children[1].children
    for option, preset in zip(options, sizes.PRESETS.values(), strict=True):
        # For the preview, which has the same shape and fewer pixels.
        setattr(option, "data-size", f"{preset.width}x{preset.height}")
        setattr(option, "data-lines", str(min(preset.layout)))
    options.append(html.Option(texts["custom"], value="custom"))
    return dialog(
        "export",
        texts["title"],
        texts["cancel"],
        [
            _tabs(texts),
            html.Div(
                id="export-image",
                className="export-panel",
                role="tabpanel",
                **aria(labelledby="tab-image"),
                children=_image(texts, size),
            ),
            *(
                html.Div(
                    id=f"export-{name}",
                    className="export-panel",
                    role="tabpanel",
                    hidden=True,
                    **aria(labelledby=f"tab-{name}"),
                )
                for name in ("film", "plan")
            ),
        ],
    )


def _tabs(texts: Words) -> html.Div:
    """Make the three tabs: image, film, briefing; the script fills in the last two."""
    return html.Div(
        className="tabs",
        role="tablist",
        children=[
            html.Button(
                texts[name],
                id=f"tab-{name}",
                type="button",
                role="tab",
                className="tab",
                **aria(controls=f"export-{name}", selected="true" if name == "image" else "false"),
            )
            for name in ("image", "film", "plan")
        ],
    )


def _image(texts: Words, size: html.Label) -> list[Child]:
    """Make the panel of images, pages and slides."""
    return [
        html.P(id="export-about"),
        _missing("image"),
        html.Div(
            className="export",
            children=[
                html.Figure(
                    className="export-preview",
                    children=[
                        html.Img(id="export-preview", alt=texts["preview"]),
                        html.Figcaption(texts["preview"], className="unseen"),
                    ],
                ),
                html.Div(
                    className="export-options",
                    children=[
                        choice(
                            "export-format",
                            texts["format"],
                            [(ending, ending.upper()) for ending in still.MEDIA_TYPES],
                        ),
                        choice(
                            "export-letters",
                            texts["letters"],
                            [(name, texts[f"letters_{name}"]) for name in LETTERS],
                        ),
                        size,
                        choice(
                            "export-style",
                            texts["style"],
                            [(name, texts[name]) for name in STYLES],
                        ),
                        html.Div(id="export-texts"),
                        html.Fieldset(
                            className="export-parts",
                            children=[
                                html.Legend(texts["parts"]),
                                *(
                                    html.Label(
                                        className="radio",
                                        children=[
                                            _place(part),
                                            html.Span(texts[f"part_{part}"]),
                                        ],
                                    )
                                    for part in PARTS
                                ),
                            ],
                        ),
                    ],
                ),
            ],
        ),
        html.Div(
            className="group",
            children=[
                html.Button(
                    texts["save"], id="export-save", type="button", className="button primary"
                ),
                html.Button(texts["copy"], id="export-copy", type="button", className="button"),
            ],
        ),
    ]
