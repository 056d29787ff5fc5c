"""What rows of several tables have in common, for whoever asks no more of a row than that."""

from __future__ import annotations

from typing import Protocol


class Sourced(Protocol):
    """A row that says who says so."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of rows of ``sources.csv``, never none."""
        ...


class Named(Protocol):
    """A row with an English name; it may have names in other languages in further columns."""

    @property
    def name(self) -> str:
        """The English name."""
        ...
