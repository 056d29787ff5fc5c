"""What was true on one day, as GeoDataFrames in EPSG:4326.

A snapshot is made from the checked tables by the rules of `csto_map.history.spells` (what
holds when) and `csto_map.history.strengths` (which figure counts). It knows nothing of how
things are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shapely.geometry import Point

from csto_map.facts.schema import (
    Dated,
    Placed,
    Row,
)
from csto_map.history import timeline
from csto_map.history.base import Facts
from csto_map.history.findings import Findings
from csto_map.history.marks import Spot, grouping_spot
from csto_map.history.personnel import Headcount, Personnel
from csto_map.history.spells import Spell
from csto_map.history.strengths import Strength

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"
# A row of a table by column: texts, numbers, ids, a geometry; each table has its own columns.
Record = dict[str, Any]
Records = list[Record]


class Snapshot:
    """
    The alliance on one day.

    Every frame has EPSG:4326 geometry (None where no source gives a place), a
    column `certainty` ("certain", or "possible" where imprecise or unknown dates
    leave room for doubt), EDTF `start` and `end` texts as in the tables, and
    `source_ids` (ids of sources.csv, joined by ``;``). Frames are made when first asked
    for. Their columns are what `to_file` can write: texts, and whole numbers of people as
    ``Int64``, missing where not known.

    Attributes
    ----------
    date
        The day.
    """

    def __init__(self, facts: Facts, day: date, headcount: Headcount, findings: Findings) -> None:
        self.date = day
        self._facts = facts
        self._headcount = headcount
        self._findings = findings
        self._world = facts.world

    def __repr__(self) -> str:
        return f"<Snapshot {self.date.isoformat()} of {self._facts.config.title}>"

    @property
    def headline(self) -> str:
        """What is found on the day, in a sentence, in the view that the atlas begins with."""
        return self._findings.at(self._facts.config.default_view, self.date).headline

    @cached_property
    def organizations(self) -> dict[str, dict[str, list[str]]]:
        """
        Say who had which status where, by organisation.

        Returns
        -------
        organizations
            org_id -> status -> sorted ISO 3166-1 alpha-3 codes; an organisation
            nobody had a status in on the day maps to an empty dict.
        """
        by_org: dict[str, dict[str, list[str]]] = {
            row.org_id: {} for row in self._facts.tables.organizations
        }
        for (org, country), spells in self._world.memberships.items():
            for spell in spells:
                if spell.covers(self.date):
                    by_org[org].setdefault(spell.row.status, []).append(country)
        return {org: {s: sorted(who) for s, who in by.items()} for org, by in by_org.items()}

    def states(self, lens: str | None = None) -> gpd.GeoDataFrame:
        """
        Give the states that have a status in a lens.

        Parameters
        ----------
        lens
            A lens id of the atlas; None for the default one.

        Returns
        -------
        states
            Columns country, name, status, certainty, start, end, note, source_ids,
            geometry (polygons of the coarse boundaries on the day; None off the map).

        Raises
        ------
        BadOption
            A ValueError: there is no such lens; it lists those that there are.
        """
        lens = self._facts.lens(lens)
        outlines = self._facts.outlines("coarse")
        names = {code: row.name for code, row in self._facts.states.on(self.date).items()}
        rows = []
        for country, standings in self._world.standings[lens].items():
            shown = outlines.shown(country, self.date)
            for standing in standings:
                if standing.from_ <= self.date and (
                    standing.until is None or self.date < standing.until
                ):
                    row = standing.rows[-1]
                    certain = standing.certain_from is not None and (
                        standing.certain_from <= self.date
                        and (standing.certain_until is None or self.date < standing.certain_until)
                    )
                    former = standing.status == "former"
                    rows.append(
                        {
                            "country": country,
                            "name": names[country],
                            "status": standing.status,
                            "certainty": _word(certain),
                            "start": row.end if former else row.start,
                            "end": "" if former else row.end,
                            "note": row.note,
                            "source_ids": tuple(row.source_ids),
                            "geometry": shown.shape if shown else None,
                        }
                    )
        columns = ["country", "name", "status", "certainty", "start", "end", "note", "source_ids"]
        return _geo_table(rows, columns)

    @cached_property
    def member_states(self) -> gpd.GeoDataFrame:
        """The states with a status in the default lens; see `states`."""
        return self.states()

    @cached_property
    def bases(self) -> gpd.GeoDataFrame:
        """
        Sites in use on the day: bases, facilities, border detachments, ranges.

        Returns
        -------
        bases
            Columns site_id, name, name_ru, kind, country, operator, certainty, start,
            end, personnel_low, personnel_high, personnel_as_of (people; missing where
            no total is known), personnel_age (fresh, old or last_known),
            personnel_source_ids, coord_precision, note, source_ids.
        """
        columns = [
            *["site_id", "name", "name_ru", "kind", "country", "operator", "certainty"],
            *["start", "end", *_PERSONNEL, "coord_precision", "note", "source_ids"],
        ]
        return _geo_table(self._bases(), columns)

    def _bases(self) -> Records:
        return [
            {
                **_cells(spell.row, ["site_id", "name", "name_ru", "kind", "country", "operator"]),
                **self._dated(spell),
                **self._personnel(spell.row.site_id),
                **_cells(spell.row, ["coord_precision", "note"]),
                "source_ids": tuple(spell.row.source_ids),
                "geometry": _point(spell.row),
            }
            for spell in self._world.sites.on(self.date)
        ]

    @cached_property
    def garrisons(self) -> gpd.GeoDataFrame:
        """
        Units at their sites on the day, one row a deployment.

        Returns
        -------
        garrisons
            Columns deployment_id, unit_id, unit, unit_ru, country (owner, ISO 3166-1
            alpha-3 or an organisation; empty where no source gives it), echelon, arm,
            site_id (empty where the garrison was not found), site, role, certainty,
            start, end, personnel_*, note, source_ids; geometry of the site or None.
        """
        columns = [
            *["deployment_id", "unit_id", "unit", "unit_ru", "country", "echelon", "arm"],
            *["site_id", "site", "role", "certainty", "start", "end", *_PERSONNEL],
            *["note", "source_ids"],
        ]
        return _geo_table(self._garrisons(), columns)

    def _garrisons(self) -> Records:
        units, sites = self._facts.units, self._facts.sites
        rows = []
        for spell in self._world.deployments.on(self.date):
            unit, site = units[spell.row.unit_id], sites.get(spell.row.site_id)
            rows.append(
                {
                    "deployment_id": spell.row.deployment_id,
                    "unit_id": unit.unit_id,
                    "unit": unit.name,
                    "unit_ru": unit.name_ru,
                    "country": unit.owner,
                    "echelon": unit.echelon,
                    "arm": unit.arm,
                    "site_id": spell.row.site_id,
                    "site": site.name if site else "",
                    "role": spell.row.role,
                    **self._dated(spell),
                    **self._personnel(unit.unit_id),
                    "note": spell.row.note,
                    "source_ids": tuple(spell.row.source_ids),
                    "geometry": _point(site) if site else None,
                }
            )
        return rows

    @cached_property
    def groupings(self) -> gpd.GeoDataFrame:
        """
        Groupings that the map shows on the day: those of a size.

        Returns
        -------
        groupings
            Columns grouping_id, name, name_ru, owner, host, echelon, arm, certainty, start, end,
            personnel_*, coord_precision, note, source_ids; Points, at the host's name where no
            source gives a place.
        """
        columns = [*_GROUPING, "certainty", "start", "end", *_PERSONNEL]
        return _geo_table(self._groupings(), [*columns, "coord_precision", "note", "source_ids"])

    def _groupings(self) -> Records:
        countries = {row.country: row for row in self._facts.tables.countries}
        rows = []
        for spell in self._world.groupings.on(self.date):
            spot = grouping_spot(spell.row, countries)
            rows.append(
                {
                    **_cells(spell.row, _GROUPING),
                    **self._dated(spell),
                    **self._personnel(spell.row.grouping_id),
                    "coord_precision": spot.coord_precision,
                    "note": spell.row.note,
                    "source_ids": tuple(spell.row.source_ids),
                    "geometry": _point(spot),
                }
            )
        return rows

    @cached_property
    def border(self) -> gpd.GeoDataFrame:
        """
        Sectors of the guarded border with who guards each.

        Returns
        -------
        border
            Columns guard_id, sector_id, sector, guard_country (empty where troops had no
            clear state), guard_force, certainty, start, end, note, source_ids; LineStrings.
        """
        columns = ["guard_id", "sector_id", "sector", "guard_country", "guard_force"]
        return _geo_table(
            self._border(), [*columns, "certainty", "start", "end", "note", "source_ids"]
        )

    def _border(self) -> Records:
        table = self._facts.border_lines()
        lines = dict(zip(table["sector_id"], table.geometry, strict=True))
        names = {row.sector_id: row.name for row in self._facts.tables.border_sectors}
        return [
            {
                "guard_id": spell.row.guard_id,
                "sector_id": sector,
                "sector": names[sector],
                **_cells(spell.row, ["guard_country", "guard_force"]),
                **self._dated(spell),
                "note": spell.row.note,
                "source_ids": tuple(spell.row.source_ids),
                "geometry": lines.get(sector),
            }
            for sector, spells in self._world.guards.items()
            for spell in spells
            if spell.covers(self.date)
        ]

    @cached_property
    def events(self) -> gpd.GeoDataFrame:
        """Events of the 365 days up to and including the day; see `recent_events`."""
        return self.recent_events(timeline.EVENT_DAYS)

    def recent_events(self, days: int) -> gpd.GeoDataFrame:
        """
        Give the events that began or went on in the last `days` days.

        Returns
        -------
        events
            Columns event_id, start, end, kind, theme, title, place, country, weight,
            summary, source_ids, in order of start; Points or None.
        """
        return _geo_table(self._events(days), [*_EVENT, "source_ids"])

    def _events(self, days: int) -> Records:
        rows = []
        for row in self._facts.tables.events:
            spread = timeline.event_days(row)
            if spread and spread[0] <= self.date and (self.date - spread[1]).days < days:
                rows.append((spread[0], row))
        rows.sort(key=lambda pair: (pair[0], pair[1].event_id))
        return [
            {
                **_cells(row, _EVENT),
                "source_ids": tuple(row.source_ids),
                "geometry": _point(row),
            }
            for _, row in rows
        ]

    @cached_property
    def contingents(self) -> gpd.GeoDataFrame:
        """Contingents of operations and exercises under way; totals have `is_total` true."""
        columns = ["contingent_id", "operation", "country", "unit_text", "is_total", "place"]
        rows = [
            {
                **_cells(spell.row, columns),
                **_cells(spell.row, ["personnel_low", "personnel_high"]),
                **self._dated(spell),
                "note": spell.row.note,
                "source_ids": tuple(spell.row.source_ids),
                "geometry": _point(spell.row),
            }
            for spell in self._world.contingents.on(self.date)
        ]
        tail = ["personnel_low", "personnel_high", "certainty", "start", "end", "note"]
        return _geo_table(rows, [*columns, *tail, "source_ids"])

    @cached_property
    def points(self) -> gpd.GeoDataFrame:
        """Bridges, crossings, outposts and training centres of the border on the day."""
        columns = ["point_id", "name", "name_alt", "kind", "country"]
        rows = [
            {
                **_cells(spell.row, columns),
                **self._dated(spell),
                "note": spell.row.note,
                "source_ids": tuple(spell.row.source_ids),
                "geometry": _point(spell.row),
            }
            for spell in self._world.points.on(self.date)
        ]
        return _geo_table(rows, [*columns, "certainty", "start", "end", "note", "source_ids"])

    def strength(self, subject_id: str) -> Strength | None:
        """Give the strength of a site, unit or grouping that counts on the day."""
        return self._facts.strengths.at(subject_id, self.date)

    def personnel(self) -> dict[str, dict[str, Personnel]]:
        """Say how many people of which side were where: host -> operator -> number."""
        by_host: dict[str, dict[str, Personnel]] = {}
        for one in self._headcount.of_day(self.date):
            by_host.setdefault(one.host, {})[one.operator] = one
        return by_host

    def records(self, layer: str, days: int = timeline.EVENT_DAYS) -> Records:
        """
        Give the rows of a frame as plain objects, which takes a hundredth of the time.

        Parameters
        ----------
        layer
            bases, garrisons, groupings, border or events.
        days
            For events: as for `recent_events`.
        """
        if layer == "events":
            return self._events(days)
        made = {
            "bases": self._bases,
            "garrisons": self._garrisons,
            "groupings": self._groupings,
            "border": self._border,
        }
        return made[layer]()

    def _dated(self, spell: Spell[Dated]) -> dict[str, str]:
        return {
            "certainty": _word(spell.certain(self.date)),
            "start": spell.row.start,
            "end": spell.row.end,
        }

    def _personnel(self, subject_id: str) -> Record:
        strength = self.strength(subject_id)
        if strength is None:
            import pandas as pd

            return dict(zip(_PERSONNEL, (pd.NA, pd.NA, "", "", ()), strict=True))
        age = strength.age(self.date)
        values = (strength.low, strength.high, strength.as_of, age, strength.source_ids)
        return dict(zip(_PERSONNEL, values, strict=True))


_EVENT = (
    *("event_id", "start", "end", "kind", "theme", "title", "place", "country"),
    *("weight", "summary"),
)
_GROUPING = ("grouping_id", "name", "name_ru", "owner", "host", "echelon", "arm")
_PEOPLE = frozenset({"personnel_low", "personnel_high"})
_IDS = frozenset({"source_ids", "personnel_source_ids"})
_PERSONNEL = (
    *("personnel_low", "personnel_high", "personnel_as_of", "personnel_age"),
    "personnel_source_ids",
)


def _word(certain: bool) -> str:
    return "certain" if certain else "possible"


def _cells(row: Row, columns: Iterable[str]) -> Record:
    return {column: getattr(row, column) for column in columns}


def _point(row: Placed | Spot) -> Point | None:
    return None if row.lat is None or row.lon is None else Point(row.lon, row.lat)


def _geo_table(rows: Records, columns: list[str]) -> gpd.GeoDataFrame:
    """Make a table of records: lists of ids are joined, and numbers of people are whole."""
    # Slow to import, and only whoever asks for a table needs them.
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame(rows, columns=[*columns, "geometry"])
    for name in _IDS.intersection(columns):
        table[name] = pd.Series([";".join(ids) for ids in table[name]], table.index, dtype=object)
    for name in _PEOPLE.intersection(columns):
        table[name] = table[name].astype("Int64")
    return gpd.GeoDataFrame(table, geometry="geometry", crs=CRS)
