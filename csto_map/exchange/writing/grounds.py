"""Layers that only a map of its own needs: the ground, and states as the map colours them.

Formats that carry a map, such as the GeoPackage, have them besides those of
`csto_map.exchange.writing.frames`, in whose shape they are. None of them but ``standings``
holds facts of a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames, provenance
from csto_map.facts import ground_tables
from csto_map.history.snapshot import CRS
from csto_map.history.spells import Spell
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
        *(*_NAMED, "country", "lens", "status"),
        *("start_date", "end_date", "shown_until", "certain_from", "certain_until"),
        *("certainty", "source_ids", "sources"),
    ),
    "states": (*_NAMED, "country"),
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
        For ``standings``: a day for what held on it, None for the whole history.

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
        "states": lambda: _states(atlas),
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
    shapes = _outlines(atlas)
    names = {row.country: row for row in atlas.tables.countries}
    cited = provenance.citations(atlas)
    held = [
        (lens.id, one)
        for lens in atlas.config.lenses
        for stays in atlas.world.standings[lens.id].values()
        for one in stays
    ]
    rows: Rows = []
    for lens, one in held:
        spell = Spell(one.rows[-1], one.from_, one.until, one.certain_from, one.certain_until)
        if day is not None and not spell.covers(day):
            continue
        sources = list(dict.fromkeys(id_ for row in one.rows for id_ in row.source_ids))
        rows.append(
            {
                "id": f"{lens}_{one.country}_{one.from_.isoformat()}",
                "name": names[one.country].name,
                "name_ru": names[one.country].name_ru,
                "country": one.country,
                "lens": lens,
                "status": one.status,
                "start_date": one.from_,
                "end_date": one.until,
                "shown_until": one.until,
                "certain_from": one.certain_from,
                "certain_until": one.certain_until,
                "certainty": frames.certainty(spell, day, (atlas.first, atlas.horizon)),
                "source_ids": ";".join(sources),
                "sources": provenance.cited(sources, cited),
                "geometry": shapes.get(one.country),
            }
        )
    return rows


def _outlines(atlas: Atlas) -> dict[str, BaseGeometry | None]:
    outlines = atlas.outlines("whole")
    pairs = zip(outlines.codes, outlines.geometries, strict=True)
    return {code: multi(frames.within_180(shape)) for code, shape in pairs}


def _states(atlas: Atlas) -> Rows:
    names = {row.country: row for row in atlas.tables.countries}
    return [
        {
            "id": code,
            "name": names[code].name if code in names else code,
            "name_ru": names[code].name_ru if code in names else "",
            "country": code,
            "geometry": shape,
        }
        for code, shape in sorted(_outlines(atlas).items())
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
