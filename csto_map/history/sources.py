"""Who says so: the source ids behind whatever can be drawn, straight from the rows.

The one place that knows which rows, figures, reports of equipment and agreements stand
behind a mark, a sector or a state. Cards list what is given here, and so do pictures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from csto_map.facts import dates, ids, schema
from csto_map.facts.ranks import Ranks
from csto_map.facts.tables import Tables
from csto_map.history.marks import drawn_groupings
from csto_map.history.spells import Spell, Standing

# What has source ids; the table of sources and that of coverage have none.
_Sourced = (
    schema.Site
    | schema.Deployment
    | schema.Unit
    | schema.Grouping
    | schema.BorderPoint
    | schema.Event
    | schema.Contingent
    | schema.BorderSector
    | schema.BorderGuard
    | schema.Membership
    | schema.StrengthRow
    | schema.Equipment
    | schema.Agreement
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What something rests on: rows of its own, and the subject of its figures, "" for none."""

    rows: tuple[_Sourced, ...]
    subject: str = ""


class Sources:
    """
    The sources of marks (``site:…``), sectors (``sector:…``) and states (ISO 3166-1 alpha-3).

    All answers name the best source first, each once.
    """

    def __init__(
        self,
        tables: Tables,
        ranks: Ranks,
        *,
        memberships: Mapping[tuple[str, str], Sequence[Spell[schema.Membership]]],
        standings: Mapping[str, Mapping[str, Sequence[Standing]]],
        stays: Iterable[Spell[schema.Deployment]],
        guards: Mapping[str, Sequence[Spell[schema.BorderGuard]]],
    ) -> None:
        """
        Keep what the answers come from; nothing is worked out before the first question.

        Parameters
        ----------
        memberships
            By organisation and country, in order of time.
        standings
            By lens and country.
        stays
            The spells of deployments.
        guards
            By sector, in order of time.
        """
        self._tables = tables
        self._ranks = ranks
        self._memberships = memberships
        self._standings = standings
        self._stays = stays
        self._guards = guards
        self._known: dict[str, tuple[str, ...]] = {}

    def behind(self, id_: str) -> tuple[str, ...]:
        """
        Give the sources of all that is said of something, on whatever day.

        Those of its rows, figures, equipment and agreements; () for what is not there.
        """
        if id_ not in self._known:
            ground = self._grounds.get(id_)
            rows = (*ground.rows, *self._told.get(ground.subject, ())) if ground else ()
            self._known[id_] = self._ranks.best_first(s for row in rows for s in row.source_ids)
        return self._known[id_]

    def between(self, id_: str, first: date, last: date, lens: str) -> tuple[str, ...]:
        """
        Give the sources of what a map shows of something from `first` through `last`.

        A state's are those of its standings in the lens; a sector's those of its last
        guard in the range; a mark's are those of all that is said of it.
        """
        kind, row_id = ids.parse(id_)
        if kind == "sector":
            held = [one for one in self._guards.get(row_id, ()) if _meets(one, first, last)]
            return tuple(held[-1].row.source_ids) if held else ()
        if kind != "state":
            return self.behind(id_)
        return self._ranks.best_first(
            source
            for standing in self._standings[lens].get(id_, ())
            if _meets(standing, first, last)
            for row in standing.rows
            for source in row.source_ids
        )

    @cached_property
    def _told(self) -> Mapping[str, Sequence[_Sourced]]:
        """What is told of each subject: figures, equipment, agreements, each by date."""
        by_subject: dict[str, list[_Sourced]] = defaultdict(list)
        for figure in sorted(self._tables.strengths, key=lambda row: _day(row.date)):
            by_subject[figure.subject_id].append(figure)
        for item in sorted(self._tables.equipment, key=lambda row: _day(row.date)):
            by_subject[item.subject_id].append(item)
        for agreement in sorted(self._tables.agreements, key=lambda row: _day(row.signed)):
            for subject in set(agreement.subject_ids):
                by_subject[subject].append(agreement)
        return by_subject

    @cached_property
    def _grounds(self) -> Mapping[str, _Ground]:
        return {
            **dict(self._of_places()),
            **{ids.of(r): _Ground((r,)) for r in self._tables.border_points},
            **{ids.of(r): _Ground((r,)) for r in self._tables.events},
            **{ids.of(r): _Ground((r,), r.unit_id) for r in self._tables.contingents},
            **{ids.of(r): _Ground((r,), r.grouping_id) for r in drawn_groupings(self._tables)},
            **{
                ids.of(r): _Ground((r, *(s.row for s in self._guards[r.sector_id])))
                for r in self._tables.border_sectors
            },
            **dict(self._of_states()),
        }

    def _of_places(self) -> Iterator[tuple[str, _Ground]]:
        """Sites rest on those who stay there as well, stays on the row of their unit."""
        at_site: dict[str, list[schema.Deployment]] = defaultdict(list)
        for stay in sorted(self._stays, key=lambda s: (s.from_, s.row.deployment_id)):
            at_site[stay.row.site_id].append(stay.row)
        for site in self._tables.sites:
            rows: tuple[_Sourced, ...] = (site, *at_site[site.site_id])
            yield ids.of(site), _Ground(rows, site.site_id)
        units = {row.unit_id: row for row in self._tables.units}
        for row in self._tables.deployments:
            ground = _Ground((row, units[row.unit_id]), row.unit_id)
            yield ids.of(row), ground

    def _of_states(self) -> Iterator[tuple[str, _Ground]]:
        """States that are in no organisation are drawn, but nothing is said of them."""
        by_country: dict[str, list[Spell[schema.Membership]]] = defaultdict(list)
        for (_, country), spells in self._memberships.items():
            by_country[country] += spells
        for country, spells in by_country.items():
            rows = tuple(spell.row for spell in sorted(spells, key=lambda s: s.from_))
            yield country, _Ground(rows, country)


def _meets(one: Spell[schema.Row] | Standing, first: date, last: date) -> bool:
    """Say whether something holds on any day from `first` through `last`."""
    return one.from_ <= last and (one.until is None or first < one.until)


def _day(text: str) -> date:
    """Give the first day of an EDTF date; undated comes first."""
    return dates.earliest(text) or date.min
