"""What was true on one day, as GeoDataFrames in EPSG:4326.

A snapshot is made from the checked tables by the rules of `csto_map.history.spells` (what
holds when) and `csto_map.history.strengths` (which figure counts). It knows nothing of how
things are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from shapely.geometry import Point

from csto_map.history import spells, timeline
from csto_map.history.personnel import Personnel
from csto_map.history.spells import Spell
from csto_map.history.strengths import Strength

if TYPE_CHECKING:
    import geopandas as gpd
    import plotly.graph_objects as go

    from csto_map.atlas import Atlas

CRS = "EPSG:4326"
Records = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class World:
    """What an atlas has worked out once and every snapshot shares."""

    memberships: Mapping[tuple[str, str], list[Spell]]
    standings: Mapping[str, Mapping[str, list[spells.Standing]]]
    sites: list[Spell]
    deployments: list[Spell]
    guards: Mapping[str, list[Spell]]
    contingents: list[Spell]
    points: list[Spell]


class Snapshot:
    """
    The alliance on one day.

    Every frame has EPSG:4326 geometry (None where no source gives a place), a
    column `certainty` ("certain", or "possible" where imprecise or unknown dates
    leave room for doubt), EDTF `start` and `end` texts as in the tables, and
    `source_ids` (ids of sources.csv, joined by ``;``). Frames are made when first asked
    for. Their columns are what `to_file` can write: texts, and whole numbers of people as
    ``Int64``, missing where not known.
    """

    def __init__(self, atlas: Atlas, day: date) -> None:
        self.date = day
        self._atlas = atlas
        self._world = atlas.world

    def __repr__(self) -> str:
        return f"<Snapshot {self.date.isoformat()} of {self._atlas.config.title}>"

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
        found: dict[str, dict[str, list[str]]] = {
            row.org_id: {} for row in self._atlas.tables.organizations
        }
        for (org, country), own in self._world.memberships.items():
            for spell in own:
                if spell.covers(self.date):
                    found[org].setdefault(spell.row.status, []).append(country)
        return {org: {s: sorted(who) for s, who in by.items()} for org, by in found.items()}

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
            geometry (polygons of the coarse boundaries; None off the map).
        """
        lens = lens or self._atlas.config.default_lens
        outlines = self._atlas.boundaries("coarse").set_index("country").geometry
        names = {row.country: row.name for row in self._atlas.tables.countries}
        rows = []
        for country, own in self._world.standings[lens].items():
            for standing in own:
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
                            "geometry": outlines.get(country),
                        }
                    )
        columns = ["country", "name", "status", "certainty", "start", "end", "note", "source_ids"]
        return _frame(rows, columns)

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
        return _frame(self._bases(), columns)

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
            for spell in self._held(self._world.sites)
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
        return _frame(self._garrisons(), columns)

    def _garrisons(self) -> Records:
        tables = self._atlas.tables
        units = {row.unit_id: row for row in tables.units}
        sites = {row.site_id: row for row in tables.sites}
        rows = []
        for spell in self._held(self._world.deployments):
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
        return _frame(self._border(), [*columns, "certainty", "start", "end", "note", "source_ids"])

    def _border(self) -> Records:
        found = self._atlas.border_lines()
        lines = dict(zip(found["sector_id"], found.geometry, strict=True))
        names = {row.sector_id: row.name for row in self._atlas.tables.border_sectors}
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
            for sector, own in self._world.guards.items()
            for spell in self._held(own)
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
        return _frame(self._events(days), [*_EVENT, "source_ids"])

    def _events(self, days: int) -> Records:
        rows = []
        for row in self._atlas.tables.events:
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
            for spell in self._held(self._world.contingents)
        ]
        tail = ["personnel_low", "personnel_high", "certainty", "start", "end", "note"]
        return _frame(rows, [*columns, *tail, "source_ids"])

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
            for spell in self._held(self._world.points)
        ]
        return _frame(rows, [*columns, "certainty", "start", "end", "note", "source_ids"])

    def figure(self, **options: Any) -> go.Figure:
        """
        Draw the snapshot as a Plotly figure that needs no network.

        Parameters
        ----------
        **options
            As for `csto_map.picture.scene.build`: view, lens, layers, style, width, height.
        """
        # Pictures are above snapshots: only whoever asks for one pays for the import.
        from csto_map.picture import figure, scene

        return figure.to_figure(scene.build(self._atlas, self.date, **options))

    def strength(self, subject_id: str) -> Strength | None:
        """Give the strength of a site, unit or grouping that counts on the day."""
        return self._atlas.strengths.at(subject_id, self.date)

    def personnel(self) -> dict[str, dict[str, Personnel]]:
        """Say how many people of which side were where: host -> operator -> number."""
        found: dict[str, dict[str, Personnel]] = {}
        for one in self._atlas.personnel(day=self.date):
            found.setdefault(one.host, {})[one.operator] = one
        return found

    def records(self, layer: str, days: int = timeline.EVENT_DAYS) -> Records:
        """
        Give the rows of a frame as plain objects, for a hundredth of a frame's price.

        Parameters
        ----------
        layer
            bases, garrisons, border or events.
        days
            For events: as for `recent_events`.
        """
        if layer == "events":
            return self._events(days)
        made = {"bases": self._bases, "garrisons": self._garrisons, "border": self._border}
        return made[layer]()

    def _held(self, all_spells: Iterable[Spell]) -> list[Spell]:
        return [spell for spell in all_spells if spell.covers(self.date)]

    def _dated(self, spell: Spell) -> dict[str, str]:
        return {
            "certainty": _word(spell.certain(self.date)),
            "start": spell.row.start,
            "end": spell.row.end,
        }

    def _personnel(self, subject_id: str) -> dict[str, Any]:
        found = self.strength(subject_id)
        if found is None:
            import pandas as pd

            return dict(zip(_PERSONNEL, (pd.NA, pd.NA, "", "", ()), strict=True))
        age = found.age(self.date)
        values = (found.low, found.high, found.as_of, age, found.source_ids)
        return dict(zip(_PERSONNEL, values, strict=True))


_EVENT = (
    *("event_id", "start", "end", "kind", "theme", "title", "place", "country"),
    *("weight", "summary"),
)
_PEOPLE = frozenset({"personnel_low", "personnel_high"})
_IDS = frozenset({"source_ids", "personnel_source_ids"})
_PERSONNEL = (
    *("personnel_low", "personnel_high", "personnel_as_of", "personnel_age"),
    "personnel_source_ids",
)


def _word(certain: bool) -> str:
    return "certain" if certain else "possible"


def _cells(row: Any, columns: Iterable[str]) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def _point(row: Any) -> Point | None:
    return None if row.lat is None or row.lon is None else Point(row.lon, row.lat)


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> gpd.GeoDataFrame:
    """Make a frame of records: lists of ids are joined, and numbers of people whole."""
    # Slow to import, and only who asks for a frame needs them.
    import geopandas as gpd
    import pandas as pd

    frame = pd.DataFrame(rows, columns=[*columns, "geometry"])
    for name in _IDS.intersection(columns):
        frame[name] = pd.Series([";".join(ids) for ids in frame[name]], frame.index, dtype=object)
    for name in _PEOPLE.intersection(columns):
        frame[name] = frame[name].astype("Int64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS)
