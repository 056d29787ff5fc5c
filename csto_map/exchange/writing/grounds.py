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
    makers: dict[str, Callable[[], Rows]] = {
        "standings": lambda: _standings(atlas, day),
        "states": lambda: _states(atlas),
        "towns": lambda: _towns(atlas),
        **_terrain(atlas),
    }
    made = {name: _frame(makers[name](), name) for name in TITLES}
    return {name: frame for name, frame in made.items() if len(frame)}


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


def _terrain(atlas: Atlas) -> dict[str, Callable[[], Rows]]:
    """Give what makes the layers of land, waters and disputed areas, as fine as there are."""
    shapes = ground.shapes_of(atlas.folder, "fine")
    waters = {row.id: row for row in ground_tables.sound(ground_tables.waters(atlas.folder))}
    areas = {row.area_id: row for row in atlas.tables.disputed_areas}

    def water(kind: str) -> Rows:
        return [
            {
                "id": id_,
                "name": getattr(waters.get(f"{kind}:{id_}"), "name", ""),
                "name_ru": getattr(waters.get(f"{kind}:{id_}"), "name_ru", ""),
                "rank": getattr(waters.get(f"{kind}:{id_}"), "rank", None),
                "geometry": multi(_sound(shape)),
            }
            for id_, shape in sorted(shapes[kind].items())
        ]

    def disputed() -> Rows:
        return [
            {
                "id": id_,
                "name": areas[id_].name if id_ in areas else id_,
                "name_ru": areas[id_].name_ru if id_ in areas else "",
                "geometry": multi(_sound(shape)),
            }
            for id_, shape in sorted(shapes["disputed"].items())
        ]

    return {
        "land": lambda: [
            {"id": id_, "geometry": multi(_sound(shape))}
            for id_, shape in sorted(shapes["land"].items())
        ],
        "lakes": lambda: water("lake"),
        "rivers": lambda: water("river"),
        "disputed_outlines": disputed,
    }


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
