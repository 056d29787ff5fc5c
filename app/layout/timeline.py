"""The timeline along the bottom: the slider and its controls."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from dash import html

from csto_map.language.words import Words

from .parts import aria, button, choice

# The component's own timeline has the same, which assets/src/time_map/shape.js makes.
CONTROLS: dict[str, Any] = json.loads(
    (files("csto_map.page") / "timeline_controls.json").read_text(encoding="utf-8")
)


def timeline(words: Words) -> html.Footer:
    """Make the controls and the slider's frame, which the script draws."""
    texts = words["timeline"]
    return html.Footer(
        id="timeline",
        className="timeline",
        children=[
            html.Div(
                className="controls",
                children=[
                    html.Div(
                        className="group",
                        children=[
                            *(
                                button(one["id"], texts[one["word"]], one["icon"])
                                for one in CONTROLS["buttons"]
                            )
                        ],
                    ),
                    html.Div(
                        className="group",
                        children=[
                            choice(
                                "step",
                                texts["step"],
                                [(unit, texts[unit]) for unit in CONTROLS["steps"]],
                            ),
                            choice(
                                "speed",
                                texts["speed"],
                                [(one["days"], texts[one["word"]]) for one in CONTROLS["speeds"]],
                            ),
                            button("loop", texts["loop"], "loop", pressed="false"),
                        ],
                    ),
                    html.Div(
                        id="times",
                        className="group",
                        children=[
                            choice(
                                "time-mode",
                                words["filters"]["mode"],
                                [
                                    (mode, words["filters"][mode])
                                    for mode in ("instant", "range", "cumulative")
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            html.Div(
                className="slider-box",
                children=[
                    html.Div(
                        id="slider",
                        className="slider",
                        role="slider",
                        tabIndex="0",
                        **aria(label=texts["label"]),
                    ),
                    # Handles of a second date and of a range, which the script makes.
                    html.Div(id="handles", className="handles"),
                ],
            ),
        ],
    )
