"""Layers that only a map of its own needs: the ground, and states as the map colours them.

Formats that carry a map, such as the GeoPackage, have them besides those of
`csto_map.exchange.writing.frames`, in whose shape they are. None of them but ``standings``
and, where borders change with time, ``states`` holds facts of a day.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames, provenance
from csto_map.facts import dates, ground_tables
from csto_map.facts.borders import Borders, Outline
from csto_map.history.snapshot import CRS
from csto_map.history.spells import Spell, Standing
from csto_map.picture import ground

TITLES = {
    "standings": "States as the map colours them, through each lens",
    "states": "Ground: outlines of states",
    "land": "Ground: land of the rest of the world",
    "lakes": "Ground: lakes",
    "rivers": "Ground: rivers",
    "disputed_outlines": "Ground: disputed areas",
    "towns": "Ground: towns",
}
# Columns of every layer, in their order, before the geometry.
_NAMED = ("id", "name", "name_ru")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "standings": (
        *(*_NAMED, "country", "outline", "lens", "status"),
        *("start_date", "end_date", "shown_until", "certain_from", "certain_until"),
        *("certainty", "source_ids", "sources"),
    ),
    "states": (*_NAMED, "country", "start", "end", "start_date", "shown_until"),
    "land": ("id",),
    "lakes": (*_NAMED, "rank"),
    "rivers": (*_NAMED, "rank"),
    "disputed_outlines": _NAMED,
    "towns": (*_NAMED, "country", "population", "rank"),
}

Rows = list[dict[str, object]]


def layers(atlas: Atlas, day: date | None = None) -> dict[str, gpd.GeoDataFrame]:
    """
    Give all layers that are not empty, by the names of `TITLES`.

    Parameters
    ----------
    day
        For ``standings`` and ``states``: a day for what held on it, None for the whole
        history. There a standing has a row for each outline that the state has meanwhile.

    Returns
    -------
    layers
        As `frames.layers` gives them, ids unique in each; EPSG:4326, longitudes within 180.
        A folder without ground has only outlines and standings.

    Raises
    ------
    DateOutOfRange
        If the facts do not cover `day`.
    """
    made = {name: layer(atlas, name, day) for name in TITLES}
    return {name: frame for name, frame in made.items() if len(frame)}


def layer(atlas: Atlas, name: str, day: date | None = None) -> gpd.GeoDataFrame:
    """Give one layer; `name` is one of `TITLES` (KeyError otherwise). See `layers`."""
    makers: dict[str, Callable[[], Rows]] = {
        "standings": lambda: _standings(atlas, day),
        "states": lambda: _states(atlas, day),
        "land": lambda: _shapes(atlas, "land"),
        "lakes": lambda: _waters(atlas, "lake"),
        "rivers": lambda: _waters(atlas, "river"),
        "disputed_outlines": lambda: _disputed(atlas),
        "towns": lambda: _towns(atlas),
    }
    return _frame(makers[name](), name)


def _frame(rows: Rows, name: str) -> gpd.GeoDataFrame:
    table = pd.DataFrame(rows, columns=[*_COLUMNS[name], "geometry"], dtype=object)
    for column in ("rank", "population"):
        if column in table:
            table[column] = table[column].astype("Int64")
    return gpd.GeoDataFrame(table, geometry="geometry", crs=CRS)


def _standings(atlas: Atlas, day: date | None) -> Rows:
    tell, shape = _teller(atlas, day), _shaper()
    return [
        {
            **tell(lens.id, one),
            "outline": outline and outline_id(outline),
            "geometry": outline and shape(outline),
        }
        for lens in atlas.config.lenses
        for stays in atlas.world.standings[lens.id].values()
        for standing in stays
        for one, outline in _outlined(atlas, standing)
        if day is None or (one.from_ <= day and (one.until is None or day < one.until))
    ]


def _outlined(atlas: Atlas, one: Standing) -> Iterator[tuple[Standing, Outline | None]]:
    """Cut a standing where the state's outline becomes another."""
    stretches = atlas.outlines("whole").stretches(one.country, one.from_, one.until)
    for from_, until, outline in stretches:
        sure = one.certain_from and max(from_, one.certain_from)
        ends = min((day for day in (until, one.certain_until) if day), default=None)
        if sure and ends and ends <= sure:
            sure = ends = None
        part = replace(one, from_=from_, until=until)
        yield replace(part, certain_from=sure, certain_until=ends if sure else None), outline


def _teller(atlas: Atlas, day: date | None) -> Callable[[str, Standing], dict[str, object]]:
    """Make the cells of a standing but for its outline."""
    cited = provenance.citations(atlas)
    covered = atlas.first, atlas.horizon

    def tell(lens: str, one: Standing) -> dict[str, object]:
        ends = (one.until - timedelta(days=1)) if one.until else atlas.horizon
        called = atlas.states.on(day or ends)[one.country]
        spell = Spell(one.rows[-1], one.from_, one.until, one.certain_from, one.certain_until)
        sources = list(dict.fromkeys(id_ for row in one.rows for id_ in row.source_ids))
        return {
            "id": f"{lens}_{one.country}_{one.from_.isoformat()}",
            "name": called.name,
            "name_ru": called.name_ru,
            "country": one.country,
            "lens": lens,
            "status": one.status,
            "start_date": one.from_,
            "end_date": one.until,
            "shown_until": one.until,
            "certain_from": one.certain_from,
            "certain_until": one.certain_until,
            "certainty": frames.certainty(spell, day, covered),
            "source_ids": ";".join(sources),
            "sources": provenance.cited(sources, cited),
        }

    return tell


def _shaper() -> Callable[[Outline], BaseGeometry | None]:
    """Give what cuts an outline at 180 degrees, once."""
    return functools.cache(lambda outline: multi(frames.within_180(outline.shape)))


def outline_id(outline: Outline) -> str:
    """Name an outline: by its state and, if it is not the first there is, since when it holds."""
    return f"{outline.code}_{outline.start}" if outline.start else outline.code


def _shown(outlines: Borders, codes: Iterable[str], day: date) -> Iterator[Outline]:
    for code in sorted(codes):
        row = outlines.shown(code, day)
        if row is not None:
            yield row


def _states(atlas: Atlas, day: date | None) -> Rows:
    outlines, shape = atlas.outlines("whole"), _shaper()
    rows = list(outlines.rows)
    if day is not None:
        # Those of states with a standing too, which may lie within another state's.
        bound = {code for held in atlas.world.standings.values() for code in held}
        rows = list(dict.fromkeys([*outlines.on(day), *_shown(outlines, bound, day)]))

    def called(row: Outline) -> dict[str, str]:
        """Name a state as on the day, or on the last day of its outline."""
        last = row.until - timedelta(days=1) if row.until else atlas.horizon
        named = atlas.states.on(day or last).get(row.code)
        return {
            "name": named.name if named else row.code,
            "name_ru": named.name_ru if named else "",
        }

    return [
        {
            "id": outline_id(row),
            **called(row),
            "country": row.code,
            "start": row.start,
            "end": row.end,
            "start_date": dates.earliest(row.start),
            "shown_until": dates.earliest(row.end),
            "geometry": shape(row),
        }
        for row in sorted(rows, key=outline_id)
    ]


def _towns(atlas: Atlas) -> Rows:
    rows = ground_tables.sound(ground_tables.towns(atlas.folder))
    return [
        {
            "id": row.geonameid,
            "name": row.name,
            "name_ru": row.name_ru,
            "country": row.country,
            "population": row.population,
            "rank": row.rank,
            "geometry": shapely.Point(row.lon, row.lat),
        }
        for row in sorted(rows, key=lambda row: (row.rank, -row.population, row.geonameid))
    ]


def _shapes(atlas: Atlas, kind: str) -> Rows:
    """Give the shapes of a kind, as fine as the folder's ground has them."""
    shapes = ground.shapes_of(atlas.folder, "fine")[kind]
    return [{"id": id_, "geometry": multi(_sound(shapes[id_]))} for id_ in sorted(shapes)]


def _waters(atlas: Atlas, kind: str) -> Rows:
    named = {row.id: row for row in ground_tables.sound(ground_tables.waters(atlas.folder))}
    rows = _shapes(atlas, kind)
    for row in rows:
        water = named.get(f"{kind}:{row['id']}")
        row["name"] = water.name if water else ""
        row["name_ru"] = water.name_ru if water else ""
        row["rank"] = water.rank if water else None
    return rows


def _disputed(atlas: Atlas) -> Rows:
    areas = {row.area_id: row for row in atlas.tables.disputed_areas}
    rows = _shapes(atlas, "disputed")
    for row in rows:
        area = areas.get(str(row["id"]))
        row["name"] = area.name if area else row["id"]
        row["name_ru"] = area.name_ru if area else ""
    return rows


def _sound(shape: BaseGeometry) -> BaseGeometry:
    """Mend an outline that crosses itself in degrees, though not in the plane it was made in."""
    if shape.geom_type in ("LineString", "MultiLineString"):
        return shape
    whole = frames.within_180(shapely.make_valid(shape))
    parts = [part for part in shapely.get_parts(whole) if shapely.get_dimensions(part) == 2]
    return shapely.union_all([*shapely.get_parts(parts)]) if len(parts) > 1 else parts[0]


def multi(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Give a shape as one of several parts, as a table whose shapes are of one type needs."""
    if shape is None or shape.geom_type == "Point":
        return shape
    parts = [part for part in shapely.get_parts(shape) if not part.is_empty]
    if shape.geom_type.endswith("LineString"):
        return shapely.MultiLineString(parts)
    return shapely.MultiPolygon(parts)
