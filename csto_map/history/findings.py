"""What a view finds on a day: the forms of headlines, counts, turning points and bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A counted row."""

    label: str
    low: int | None
    high: int | None
    text: str
    accent: str = "lead"
    hollow: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class SpanRow:
    """A row of spells: first day, day after the last or None, guard slot, certain."""

    label: str
    spells: tuple[tuple[int, int | None, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A small chart."""

    id: str
    title: str
    kind: Literal["bars", "spans"]
    rows: tuple[TallyRow | SpanRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point."""

    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """A number through time: from each day on, so many."""

    title: str
    steps: tuple[tuple[int, int], ...]
    accent: str
