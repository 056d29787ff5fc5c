"""Layers and files: what GIS programs open by address."""

import warnings

import pyogrio
import pytest

from csto_map.exchange.writing import files, frames

DAY = "2009-06-14"


@pytest.fixture
def curl(url):
    """Read an address of the API as GDAL does, without downloading it first."""
    return lambda path, **options: pyogrio.read_dataframe(f"/vsicurl/{url}api/v1/{path}", **options)


@pytest.mark.parametrize("name", list(frames.TITLES))
def test_gdal_opens_a_layer_of_a_day_by_its_address(curl, real_atlas, name):
    own = frames.layer(real_atlas, name, real_atlas.day(DAY))
    read = curl(f"layers/{name}.geojson?date={DAY}")

    assert read.crs.to_epsg() == 4326
    assert list(read["id"].str.removeprefix(f"{name}/")) == list(own["id"])
    assert list(read.geometry.notna()) == list(own.geometry.notna())
    assert read["sources"].str.len().min() > 0


def test_gdal_opens_the_whole_history_with_dates(curl, real_atlas):
    read = curl("layers/sites.geojson")

    assert len(read) == len(frames.layer(real_atlas, "sites"))
    assert {"start", "end", "start_date", "end_date"} <= set(read.columns)


def test_gdal_opens_a_geopackage_by_its_address_in_ranges_of_bytes(curl, real_atlas):
    with warnings.catch_warnings():
        # The address ends in a query, which GDAL remarks on.
        warnings.simplefilter("ignore", RuntimeWarning)
        read = curl(f"data.gpkg?date={DAY}", layer="sites")

    assert len(read) == len(frames.layer(real_atlas, "sites", real_atlas.day(DAY)))


def test_a_box_keeps_what_touches_it(api):
    inside = api.get("/layers/sites.geojson", params={"bbox": "67,36,76,42"}).json()["features"]
    everywhere = api.get("/layers/sites.geojson").json()["features"]
    points = [one["geometry"]["coordinates"] for one in everywhere if one["geometry"]]
    wanted = [(x, y) for x, y in points if 67 <= x <= 76 and 36 <= y <= 42]

    assert [tuple(one["geometry"]["coordinates"]) for one in inside] == wanted
    assert 0 < len(inside) < len(points)


def test_a_box_across_180_degrees_finds_both_ends_of_russia_only(api):
    asked = {"date": DAY, "bbox": "170,60,-170,75"}
    found = api.get("/layers/memberships.geojson", params=asked).json()["features"]

    assert {one["properties"]["country"] for one in found} == {"RUS"}


def test_a_layer_as_csv_has_the_places_of_its_points(api):
    lines = api.get("/layers/sites.csv", params={"date": DAY}).text.splitlines()

    assert lines[0].endswith(",lat,lon")
    assert len(lines) == 1 + len(
        api.get("/layers/sites.geojson", params={"date": DAY}).json()["features"]
    )


def test_longitudes_stay_within_180_and_outer_rings_run_counter_clockwise(api):
    shapely = pytest.importorskip("shapely")
    found = api.get("/layers/memberships.geojson", params={"date": DAY}).json()["features"]
    for one in found:
        shape = shapely.geometry.shape(one["geometry"])
        west, _, east, _ = shape.bounds
        assert west >= -180
        assert east <= 180
        assert all(part.exterior.is_ccw for part in shape.geoms)


def test_a_file_has_the_bytes_that_the_library_writes_and_a_name(api, real_atlas):
    response = api.get("/data.csv.zip", params={"date": DAY})

    assert response.content == files.content(real_atlas, ".csv.zip", real_atlas.day(DAY))
    assert response.headers["content-type"] == "application/zip"
    assert response.headers["content-disposition"].endswith('2009-06-14.csv.zip"')
