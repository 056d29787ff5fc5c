"""Guided tours as the browser is given them; what they are is in `csto_map.facts.tours`."""

from __future__ import annotations

from collections.abc import Iterable

from csto_map.facts import ids
from csto_map.facts.config import Config
from csto_map.facts.tours import Sentence, Stop, Tour
from csto_map.history.forms import Box
from csto_map.language.speech import load_speech
from csto_map.page import forms


def compile_tours(
    tours: Iterable[Tour], config: Config, language: str = "en"
) -> dict[str, forms.Tour]:
    """
    Compile tours for the browser.

    Returns
    -------
    compiled
        By id.
    """
    speech = load_speech(language)

    def text(part: Tour | Stop | Sentence, name: str) -> str:
        return str(getattr(part, f"{name}_{speech.language}", "") or getattr(part, name))

    return {
        tour.id: {
            "title": text(tour, "title"),
            "stops": [
                {
                    "title": text(stop, "title"),
                    "sentences": [
                        {"text": text(one, "text"), "sources": list(one.sources)}
                        for one in stop.sentences
                    ],
                    "view": {
                        "day": stop.date.toordinal(),
                        "view": stop.view or config.default_view,
                        "lens": stop.org or config.default_lens,
                        "layers": list(stop.layers or config.default_layers),
                        "selection": ids.MapId(stop.select) if stop.select else None,
                        "box": Box(*stop.box) if stop.box else None,
                    },
                }
                for stop in tour.stops
            ],
        }
        for tour in tours
    }
