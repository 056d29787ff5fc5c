"""An index by time: what holds on a day is found without a look at what does not.

A history that gets longer does not make a day's answer slower: of N spells of which A hold on
a day, the answer takes of the order of A + log N steps, and the index of N room.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar


class _Spell(Protocol):
    @property
    def from_(self) -> date: ...
    @property
    def until(self) -> date | None: ...


SpellT_co = TypeVar("SpellT_co", bound=_Spell, covariant=True)
# From one day of which all that holds is written down to the next there are so many changes.
_STRIDE = 256


class Held(Generic[SpellT_co]):
    """
    Spells, asked by day.

    Parameters
    ----------
    spells
        In the order in which answers give them.
    """

    def __init__(self, spells: Iterable[SpellT_co]) -> None:
        self._spells: Sequence[SpellT_co] = tuple(spells)
        changes: list[tuple[date, int, bool]] = []
        for k, spell in enumerate(self._spells):
            if spell.until is not None and spell.until <= spell.from_:
                continue
            changes.append((spell.from_, k, True))
            if spell.until is not None:
                changes.append((spell.until, k, False))
        changes.sort()
        self._changes = changes
        self._days = [day for day, *_ in changes]
        # What holds before the first change, before change 256, before change 512 and so on.
        self._written: list[tuple[int, ...]] = []
        now: set[int] = set()
        for n, (_, k, begins) in enumerate(changes):
            if n % _STRIDE == 0:
                self._written.append(tuple(now))
            if begins:
                now.add(k)
            else:
                now.discard(k)

    def __iter__(self) -> Iterator[SpellT_co]:
        """Give all of them, in their order."""
        return iter(self._spells)

    def on(self, day: date) -> list[SpellT_co]:
        """Give those that cover a day, in their order."""
        upto = bisect_right(self._days, day)
        if not upto:
            return []
        nearest = (upto - 1) // _STRIDE
        now = set(self._written[nearest])
        for _, k, begins in self._changes[nearest * _STRIDE : upto]:
            if begins:
                now.add(k)
            else:
                now.discard(k)
        return [self._spells[k] for k in sorted(now)]
