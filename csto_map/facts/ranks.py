"""How good sources are: best first, and what rests on weak ones or on copies alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import TypeVar, cast

from csto_map.facts.row_kinds import Sourced
from csto_map.facts.schema import Row, Source
from csto_map.facts.tables import Tables

RowT = TypeVar("RowT", bound=Row)

# `csto_map.facts.schema.Source` explains the ranks: other press and encyclopedias begin here ...
WEAK = 4
# ... and mirrors, reposts and forums, which only repeat.
COPIES = 5
# Tables whose rows are no facts.
_NO_FACTS = frozenset({"sources", "coverage"})


@dataclass(frozen=True, slots=True)
class Ranks:
    """Ranks of sources by id, None where none is given; gazetteers only give points."""

    by_id: Mapping[str, int | None]
    gazetteers: frozenset[str]

    @property
    def known(self) -> bool:
        """Whether any source has a rank."""
        return any(rank is not None for rank in self.by_id.values())

    def best_first(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Order ids of sources by rank, those without one after these, gazetteers last."""
        return tuple(sorted(dict.fromkeys(ids), key=self.place))

    def best(self, ids: Iterable[str]) -> int | None:
        """
        Give the rank of the best of some sources.

        None where there are none, or where one has no rank and may be better than the
        others. Gazetteers count where there is nothing else.
        """
        given = list(ids)
        counted = [id_ for id_ in given if id_ not in self.gazetteers] or given
        ranks = [self.by_id.get(id_) for id_ in counted]
        known = [rank for rank in ranks if rank is not None]
        return min(known) if known and len(known) == len(ranks) else None

    def copies(self, ids: Iterable[str]) -> bool:
        """Whether all that is told rests on mirrors, reposts and forums."""
        return self.best(ids) == COPIES

    def place(self, id_: str) -> tuple[bool, int]:
        """Give what sources are sorted by, the best first."""
        return id_ in self.gazetteers, self.by_id.get(id_) or COPIES + 1


def of(sources: Iterable[Source], gazetteers: Iterable[str]) -> Ranks:
    """Make the ranks of rows of ``sources.csv``."""
    return Ranks(
        MappingProxyType({row.source_id: row.rank for row in sources}), frozenset(gazetteers)
    )


def ordered(tables: Tables, ranks: Ranks) -> Tables:
    """Put the best source first in every row, whatever the order of the cell."""
    return replace(
        tables,
        **{
            item.name: tuple(_ordered(row, ranks) for row in getattr(tables, item.name))
            for item in fields(tables)
            if item.name not in _NO_FACTS
        },
    )


def _ordered(row: RowT, ranks: Ranks) -> RowT:
    given = cast("Sourced", row).source_ids
    if len(given) < 2:
        return row
    best = ranks.best_first(given)
    return row if best == given else row.model_copy(update={"source_ids": best})


def shares(tables: Tables, ranks: Ranks) -> dict[str, Counter[int | None]]:
    """
    Count the facts of each table by the rank of their best source.

    Returns
    -------
    shares
        table -> rank, or None where it cannot be told, -> rows; tables without rows are
        left out.
    """
    return {
        item.name: Counter(ranks.best(row.source_ids) for row in rows)
        for item in fields(tables)
        if item.name not in _NO_FACTS and (rows := getattr(tables, item.name))
    }


def good(counts: Mapping[int | None, int]) -> float:
    """Give the share, 0 to 1, of facts that have a source better than `WEAK`."""
    whole = sum(counts.values())
    return sum(n for rank, n in counts.items() if rank and rank < WEAK) / whole if whole else 0.0


def as_markdown(by_table: Mapping[str, Mapping[int | None, int]]) -> str:
    """Set shares as a table of Markdown: percent by rank, and how many facts there are."""
    ranked: Sequence[int] = range(1, COPIES + 1)
    head = ["Table", "Facts", *(f"Rank {rank}" for rank in ranked), f"1 to {WEAK - 1}"]
    whole: Counter[int | None] = Counter()
    for counts in by_table.values():
        whole.update(counts)
    lines = [head, ["---", *(["---:"] * (len(head) - 1))]]
    for name, counts in (
        *((f"`{name}`", counted) for name, counted in by_table.items()),
        ("All", whole),
    ):
        facts = sum(counts.values())
        parts = [counts.get(rank, 0) / facts for rank in ranked]
        lines.append(
            [name, f"{facts:,}", *(f"{part:.0%}" for part in parts), f"{good(counts):.0%}"]
        )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
