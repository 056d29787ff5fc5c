"""The timeline along the bottom: the slider and its controls."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from dash import html

from csto_map.language.words import Words

from .parts import Child, aria, button, choice

# The component's own timeline has the same, which assets/src/time_map/shape.js makes.
CONTROLS: dict[str, Any] = json.loads(
    (files("csto_map.page") / "timeline_controls.json").read_text(encoding="utf-8")
)


# What stands beside the axis; the rest is in a menu above it.
FIRST = ("play", "previous-change", "next-change")


def timeline(words: Words) -> html.Footer:
    """Make the controls and the slider's frame, which the script draws."""
    texts = words["timeline"]
    buttons = {
        one["id"]: button(one["id"], texts[one["word"]], one["icon"]) for one in CONTROLS["buttons"]
    }
    return html.Footer(
        id="timeline",
        className="timeline",
        children=[
            html.Div(
                className="controls",
                children=[
                    html.Div(className="group", children=[buttons[name] for name in FIRST]),
                    html.Button(
                        id="toggle-timing",
                        type="button",
                        className="timing-opener",
                        title=texts["timing"],
                        children=[
                            html.Span(id="speed-told"),
                            html.Span(texts["steps_told"], id="steps-told"),
                        ],
                        **aria(expanded="false", controls="timing"),
                    ),
                    html.Div(
                        id="timing",
                        className="menu timing",
                        role="group",
                        children=_timing(
                            words, [one for name, one in buttons.items() if name not in FIRST]
                        ),
                        **aria(label=texts["timing"]),
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


def _timing(words: Words, buttons: list[html.Button]) -> list[Child]:
    """Make what is in the menu of the timeline: steps, speed, and which time is shown."""
    texts = words["timeline"]
    return [
        html.Div(className="group", children=buttons),
        choice("step", texts["step"], [(unit, texts[unit]) for unit in CONTROLS["steps"]]),
        html.Div(
            className="group",
            children=[
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
                    [(mode, words["filters"][mode]) for mode in ("instant", "range", "cumulative")],
                ),
            ],
        ),
    ]
