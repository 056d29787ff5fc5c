"""Which days a view asks about: its day, any time in a range, all from a day up to its own.

The twin of ``spanOf`` in ``assets/src/core/state.js``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csto_map.language.speech import Speech

MODES = ("instant", "range", "cumulative")


@dataclass(frozen=True, slots=True)
class Times:
    """
    A time mode: one of `MODES`, and the first and last day of its range, both included.

    "range" asks what held at any time in the range, "cumulative" what held at any time
    from its first day up to the day of the view.
    """

    mode: str
    first: date
    last: date

    def span(self, day: date) -> tuple[date, date] | None:
        """Give the first and the last day asked about; None for the day alone."""
        if self.mode == "instant":
            return None
        return self.first, self.last if self.mode == "range" else min(day, self.last)

    def in_words(self, day: date, speech: Speech) -> str:
        """Say the days asked about, as the page does; "" for the day alone."""
        span = self.span(day)
        if span is None:
            return ""
        template: str = speech.words["filters"][f"chip_{self.mode}"]
        return template.format_map({"from": speech.day(span[0]), "to": speech.day(span[1])})
