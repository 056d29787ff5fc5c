"""The timeline along the bottom: the slider and its controls."""

from __future__ import annotations

from dash import html

from csto_map.language.words import Words

from .parts import aria, button, choice


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
                            button("previous-event", texts["previous_event"], "previous-event"),
                            button("previous-change", texts["previous"], "previous"),
                            button("step-back", texts["back"], "back"),
                            button("play-reverse", texts["reverse"], "reverse"),
                            button("play", texts["play"], "play"),
                            button("step-forward", texts["forward"], "forward"),
                            button("next-change", texts["next"], "next"),
                            button("next-event", texts["next_event"], "next-event"),
                        ],
                    ),
                    html.Div(
                        className="group",
                        children=[
                            choice(
                                "step",
                                texts["step"],
                                [
                                    (unit, texts[unit])
                                    for unit in ("day", "month", "year", "change", "event")
                                ],
                            ),
                            choice(
                                "speed",
                                texts["speed"],
                                [
                                    (days, texts[f"speed_{name}"])
                                    for days, name in (
                                        ("30.4", "month"),
                                        ("91.3", "quarter"),
                                        ("182.6", "half"),
                                        ("365.2", "year"),
                                        ("730.5", "2years"),
                                        ("1826.2", "5years"),
                                    )
                                ],
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
