"""Which bodies of troops are said to be more than all forces around them.

Sources disagree: one gives a base 7,500 people, another all forces in its country 5,000. Both are
kept, and the card of the base tells of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csto_map.history.personnel import Headcount, Personnel


@dataclass(frozen=True, slots=True)
class Outdone:
    """A count of all forces that is less than the figure of a part, over [from_, until)."""

    from_: date
    until: date
    whole: Personnel


def outdone(headcount: Headcount, horizon: date) -> Mapping[str, list[Outdone]]:
    """Give the counts of all forces that are less than a part of them, by the part's id."""
    found: dict[str, list[Outdone]] = defaultdict(list)
    for host, operator in headcount.parties:
        turns = headcount.turns(host, operator)
        ends = [*turns[1:], horizon + timedelta(days=1)]
        for from_, until in zip(turns, ends, strict=True):
            whole = headcount.at(host, operator, from_)
            if whole is None or whole.method != "grouping":
                continue
            for id_, part in headcount.posts(host, operator, from_).items():
                # What is merely the last known may be gone.
                if part.low <= whole.high or part.age(from_) == "last_known":
                    continue
                last = found[id_][-1] if found[id_] else None
                if last and last.until == from_ and _told(last.whole) == _told(whole):
                    found[id_][-1] = replace(last, until=until)
                else:
                    found[id_].append(Outdone(from_, until, whole))
    return found


def _told(whole: Personnel) -> tuple[int, int, str, tuple[str, ...]]:
    return whole.low, whole.high, whole.as_of, whole.source_ids
