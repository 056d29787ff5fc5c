"""The layers of the map as GeoDataFrames for other programs: one shape for every format.

Every layer has these columns, besides its own:

* ``id`` (unique in the layer), ``name``
* ``start``, ``end``, ``start_certainty``, ``end_certainty``: as in the tables (EDTF)
* ``start_date``, ``end_date``: real dates (`datetime.date`); the earliest day of the
  stay, and the first day on which it no longer holds; None where unknown or open
* ``shown_until``: the first day on which the map no longer shows it; ``end_date`` but
  for events, which stay for a year after their last day
* ``certain_from``, ``certain_until``: the days on which it certainly holds, half-open
  as well; the first is None where no day is certain, the second alone where certainty
  does not end
* ``certainty``: ``certain`` or ``possible``, on the day asked for; without a day, how
  it is on the days on which the map shows it: ``certain`` on all, ``possible`` on all,
  or ``partly``
* ``note``, ``source_ids`` (joined by ``;``), ``sources`` (cited, joined by `` | ``)
* ``geometry``: EPSG:4326, longitudes within 180; None where no source gives a place

Texts are empty, never missing; missing numbers are `pandas.NA`. What was only planned
is in no layer: it never held as far as the sources say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from datetime import date, timedelta

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.atlas import Atlas
from csto_map.exchange.writing import days, provenance
from csto_map.facts.schema import Dated, DisputedArea, Placed, Row
from csto_map.history import marks, spells, timeline
from csto_map.history.snapshot import CRS
from csto_map.history.spells import DatedT, Spell

TITLES = {
    "memberships": "States by their status in each organisation",
    "sites": "Sites that forces use",
    "deployments": "Units at their sites, and groupings of troops",
    "border": "Sectors of the guarded border, with who guards them",
    "border_points": "Bridges, crossings, outposts and headquarters of the border",
    "events": "Events",
    "contingents": "Contingents of operations and exercises",
    "disputed_areas": "Disputed areas and how the map draws them",
}
# What a layer is drawn of, if not of points.
SHAPES = {"memberships": "MultiPolygon", "border": "LineString"}
_PEOPLE = ("personnel_low", "personnel_high")
# The columns of real dates, in their order.
DAYS = tuple(column.name for column in fields(days.Days))
_DATED = ("start", "end", "start_certainty", "end_certainty", *DAYS)
_TAIL = (*_DATED, "certainty", "note", "source_ids", "sources")

Cells = dict[str, object]


def layers(atlas: Atlas, day: date | None = None) -> dict[str, gpd.GeoDataFrame]:
    """
    Give all layers, by the names of `TITLES`; empty ones too.

    Parameters
    ----------
    atlas
        The facts.
    day
        A day for what held on it (events: of the 365 days up to it, as on the map);
        None for the whole history.

    Raises
    ------
    DateOutOfRange
        If the facts do not cover `day`.
    """
    return {name: layer(atlas, name, day) for name in TITLES}


def layer(atlas: Atlas, name: str, day: date | None = None) -> gpd.GeoDataFrame:
    """Give one layer; `name` is one of `TITLES` (KeyError otherwise). See `layers`."""
    if day is not None:
        atlas.day(day)
    columns, rows = _LAYERS[name](atlas, day)
    table = pd.DataFrame(rows, columns=["id", "name", *columns, *_TAIL, "geometry"], dtype=object)
    for column in _PEOPLE:
        if column in table:
            table[column] = table[column].astype("Int64")
    return gpd.GeoDataFrame(table, geometry="geometry", crs=CRS)


def _memberships(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    shapes = shapes_of(atlas)
    orgs = {row.org_id: row for row in atlas.tables.organizations}
    tell = _teller(atlas, day)
    rows = [
        {
            "id": spell.row.membership_id,
            **_called(atlas, spell.row.country, day or _last_day(atlas, spell)),
            "country": spell.row.country,
            "org_id": spell.row.org_id,
            "organization": orgs[spell.row.org_id].name,
            "status": spell.row.status,
            **tell(spell),
            "geometry": shapes(spell.row.country, day or _last_day(atlas, spell)),
        }
        for stays in atlas.world.memberships.values()
        for spell in _held(stays, day)
    ]
    return ["name_ru", "country", "org_id", "organization", "status"], rows


def _called(atlas: Atlas, country: str, day: date) -> Cells:
    """Name a state as it is called on a day."""
    row = atlas.states.on(day)[country]
    return {"name": row.name, "name_ru": row.name_ru}


def _sites(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    columns = ["name_ru", "former_names", "kind", "country", "operator"]
    tell = _teller(atlas, day)
    rows = [
        {
            "id": spell.row.site_id,
            **_cells(spell.row, ["name", *columns, "coord_precision", "coord_source"]),
            **_people(atlas, spell.row.site_id, spell, day),
            **tell(spell),
            "geometry": _point(spell.row),
        }
        for spell in _held(atlas.world.sites, day)
    ]
    people = [*_PEOPLE, "personnel_as_of", "personnel_age", "personnel_sources"]
    return [*columns, *people, "coord_precision", "coord_source"], rows


def _deployments(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    units = {row.unit_id: row for row in atlas.tables.units}
    sites = {row.site_id: row for row in atlas.tables.sites}
    tell = _teller(atlas, day)
    rows = []
    for spell in _held(atlas.world.deployments, day):
        unit, site = units[spell.row.unit_id], sites.get(spell.row.site_id)
        rows.append(
            {
                "id": spell.row.deployment_id,
                **_cells(unit, ["name", "name_ru", "unit_id", "owner", "echelon", "arm"]),
                **_cells(spell.row, ["site_id", "role"]),
                "site": site.name if site else "",
                "country": site.country if site else "",
                "coord_precision": site.coord_precision if site else "none",
                **_people(atlas, unit.unit_id, spell, day),
                **tell(spell),
                "geometry": _point(site) if site else None,
            }
        )
    rows += _groupings(atlas, day)
    columns = ["name_ru", "unit_id", "owner", "echelon", "arm", "role", "site_id", "site"]
    people = [*_PEOPLE, "personnel_as_of", "personnel_age", "personnel_sources"]
    return [*columns, "country", *people, "coord_precision"], rows


def _groupings(atlas: Atlas, day: date | None) -> list[Cells]:
    """Give the groupings of the map as units that are at no site."""
    countries = {row.country: row for row in atlas.tables.countries}
    tell = _teller(atlas, day)
    rows = []
    for spell in _held(atlas.world.groupings, day):
        spot = marks.grouping_spot(spell.row, countries)
        rows.append(
            {
                "id": spell.row.grouping_id,
                **_cells(spell.row, ["name", "name_ru", "owner", "echelon"]),
                "unit_id": "",
                "role": "",
                "site_id": "",
                "site": "",
                "arm": marks.grouping_arm(spell.row),
                "country": spell.row.host,
                "coord_precision": spot.coord_precision,
                **_people(atlas, spell.row.grouping_id, spell, day),
                **tell(spell),
                "geometry": _point(spot),
            }
        )
    return rows


def _border(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    lines = atlas.border_lines().set_index("sector_id").geometry
    sectors = {row.sector_id: row for row in atlas.tables.border_sectors}
    tell = _teller(atlas, day)
    rows = [
        {
            "id": spell.row.guard_id,
            **_cells(sectors[sector], ["name", "name_ru", "line", "cut"]),
            "sector_id": sector,
            **_cells(spell.row, ["guard_country", "guard_force"]),
            **tell(spell),
            "geometry": within_180(lines.get(sector)),
        }
        for sector, stays in atlas.world.guards.items()
        for spell in _held(stays, day)
    ]
    return ["name_ru", "sector_id", "line", "cut", "guard_country", "guard_force"], rows


def _border_points(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    columns = ["name_alt", "kind", "country", "coord_precision", "coord_source"]
    tell = _teller(atlas, day)
    rows = [
        {
            "id": spell.row.point_id,
            **_cells(spell.row, ["name", *columns]),
            **tell(spell),
            "geometry": _point(spell.row),
        }
        for spell in _held(atlas.world.points, day)
    ]
    return columns, rows


def _events(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    columns = ["kind", "theme", "place", "country", "weight", "summary"]
    where = ["coord_precision", "coord_source"]
    lines = provenance.citations(atlas)
    rows = []
    for row in atlas.tables.events:
        spread = timeline.event_days(row)
        if spread is None or spread[0] > (day or atlas.horizon):
            continue
        if day and (day - spread[1]).days >= timeline.EVENT_DAYS:
            continue
        when = days.of_event(row)
        rows.append(
            {
                "id": row.event_id,
                "name": row.title,
                **_cells(row, [*columns, *where, "start", "end"]),
                "start_certainty": "certain",
                "end_certainty": "certain",
                **asdict(when),
                "certainty": "certain" if when.certain_from else "possible",
                "note": "",
                "source_ids": ";".join(row.source_ids),
                "sources": provenance.cited(row.source_ids, lines),
                "geometry": _point(row),
            }
        )
    rows.sort(key=lambda cells: (cells["start_date"], cells["id"]))
    return [*columns, *where], rows


def _contingents(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    columns = ["operation", "country", "unit_id", "is_total", *_PEOPLE, "place"]
    where = ["coord_precision", "coord_source"]
    tell = _teller(atlas, day)
    rows = [
        {
            "id": spell.row.contingent_id,
            "name": spell.row.unit_text,
            **_cells(spell.row, [*columns, *where]),
            **tell(spell),
            "geometry": _point(spell.row),
        }
        for spell in _held(atlas.world.contingents, day)
    ]
    return [*columns, *where], rows


def _disputed(atlas: Atlas, day: date | None) -> tuple[list[str], list[Cells]]:
    tell = _teller(atlas, day)
    rows = [
        {
            "id": spell.row.area_id,
            **_cells(spell.row, ["name", "name_ru", "drawn_in"]),
            **tell(spell),
            "geometry": _point(spell.row),
        }
        for spell in _held(spells.of_rows(atlas.tables.disputed_areas, atlas.first), day)
    ]
    return ["name_ru", "drawn_in"], rows


_LAYERS: dict[str, Callable[[Atlas, date | None], tuple[list[str], list[Cells]]]] = {
    "memberships": _memberships,
    "sites": _sites,
    "deployments": _deployments,
    "border": _border,
    "border_points": _border_points,
    "events": _events,
    "contingents": _contingents,
    "disputed_areas": _disputed,
}


def shapes_of(atlas: Atlas) -> Callable[[str, date], BaseGeometry | None]:
    """Give what says how files outline a state on a day: whole, cut at 180 degrees."""
    outlines = atlas.outlines("whole")
    cut: dict[int, BaseGeometry | None] = {}

    def shape(code: str, day: date) -> BaseGeometry | None:
        row = outlines.shown(code, day)
        if row is None:
            return None
        if id(row) not in cut:
            cut[id(row)] = within_180(row.shape)
        return cut[id(row)]

    return shape


def within_180(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Cut at 180 degrees what runs on past it, as RFC 7946 wants and maps of the world need."""
    if shape is None or shape.bounds[2] <= 180:
        return shape
    west, south, east, north = shape.bounds
    here = shapely.intersection(shape, shapely.box(west, south, 180, north))
    there = shapely.intersection(shape, shapely.box(180, south, east, north))
    moved = shapely.transform(there, lambda xy: xy - [360, 0])
    kind = shapely.get_dimensions(shape)
    parts = [*shapely.get_parts(here), *shapely.get_parts(moved)]
    whole = [part for part in parts if shapely.get_dimensions(part) == kind]
    return shapely.multipolygons(whole) if kind == 2 else shapely.multilinestrings(whole)


def _held(stays: Iterable[Spell[DatedT]], day: date | None) -> list[Spell[DatedT]]:
    return [spell for spell in stays if day is None or spell.covers(day)]


def _teller(atlas: Atlas, day: date | None) -> Callable[[Spell[Dated]], Cells]:
    """Make the cells that all dated layers share."""
    lines = provenance.citations(atlas)

    def tell(spell: Spell[Dated]) -> Cells:
        row = spell.row
        return {
            **_cells(row, ["start", "end", "start_certainty", "end_certainty", "note"]),
            **asdict(days.of_spell(spell)),
            "certainty": certainty(spell, day, (atlas.first, atlas.horizon)),
            "source_ids": ";".join(row.source_ids),
            "sources": provenance.cited(row.source_ids, lines),
        }

    return tell


def certainty(spell: Spell[Dated], day: date | None, covered: tuple[date, date]) -> str:
    """Say it of a day, or of all days of the stay that the atlas covers."""
    if day is not None:
        return "certain" if spell.certain(day) else "possible"
    if spell.certain_from is None:
        return "possible"
    starts, ends = covered[0], covered[1] + timedelta(days=1)
    whole = spell.certain_from <= max(spell.from_, starts) and (
        spell.certain_until is None or spell.certain_until >= min(spell.until or ends, ends)
    )
    return "certain" if whole else "partly"


def _last_day(atlas: Atlas, spell: Spell[Dated]) -> date:
    """Give the last day of a stay that the atlas covers."""
    ends = spell.until or atlas.horizon + timedelta(days=1)
    return min(ends - timedelta(days=1), atlas.horizon)


def _people(atlas: Atlas, subject: str, spell: Spell[Dated], day: date | None) -> Cells:
    """Give the strength that counts on the day, or on the last day of the stay."""
    last = _last_day(atlas, spell)
    strength = atlas.strengths.at(subject, day or last)
    if strength is None:
        texts = ("personnel_as_of", "personnel_age", "personnel_sources")
        return dict.fromkeys(_PEOPLE) | dict.fromkeys(texts, "")
    return {
        "personnel_low": strength.low,
        "personnel_high": strength.high,
        "personnel_as_of": strength.as_of,
        "personnel_age": strength.age(day or last),
        "personnel_sources": ";".join(strength.source_ids),
    }


def _cells(row: Row, columns: Iterable[str]) -> Cells:
    return {column: getattr(row, column) for column in columns}


def _point(row: Placed | DisputedArea | marks.Spot) -> BaseGeometry | None:
    return None if row.lat is None or row.lon is None else shapely.Point(row.lon, row.lat)
