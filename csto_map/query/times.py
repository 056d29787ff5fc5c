"""Which days a view asks about: its day, any time in a range, all from a day up to its own.

The twin of ``spanOf`` in ``assets/js/state.js``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
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

    def in_words(self, day: date, said: Speech) -> str:
        """Say the days asked about, as the page does; "" for the day alone."""
        span = self.span(day)
        if span is None:
            return ""
        own: str = said.said["filters"][f"chip_{self.mode}"]
        return own.format_map({"from": said.day(span[0]), "to": said.day(span[1])})

    def query(self) -> dict[str, str]:
        """Give the names and texts of a query string that ask for this; none for the day alone."""
        if self.mode == "instant":
            return {}
        return {"tm": self.mode, "range": f"{self.first.isoformat()}..{self.last.isoformat()}"}


def read(atlas: Atlas, asked: Mapping[str, str]) -> Times:
    """
    Read `tm` and `range` from named texts; without a range all days of the atlas count.

    Raises
    ------
    BadOption, BadDate, DateOutOfRange
        ValueErrors: no such mode, or no range of two days that the facts cover.
    """
    mode = asked.get("tm") or "instant"
    if mode not in MODES:
        raise BadOption(f"tm {mode!r} does not exist; there are {', '.join(MODES)}")
    if "range" not in asked:
        return Times(mode, atlas.first, atlas.horizon)
    text = asked["range"]
    ends = text.split("..")
    if len(ends) != 2:
        raise BadOption(f"range {text!r} is not two dates, such as 1999-01-01..2005-12-31")
    first, last = (atlas.day(end) for end in ends)
    if first > last:
        raise BadOption(f"range {text!r} runs backwards")
    return Times(mode, first, last)
