"""What clients make of the features: GDAL's driver, which QGIS reads files with, and a fuzzer."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
import servers
import toy_world
from csto_map.app import create_app
from csto_map.app.http import addresses
from csto_map.app.ogc import asking
from csto_map.app.settings import Settings
from starlette.requests import Request

from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames

OAPIF = "OAPIF" in pyogrio.list_drivers()
needs_driver = pytest.mark.skipif(not OAPIF, reason="this GDAL has no driver OAPIF")


@needs_driver
def test_gdal_opens_the_address_with_nothing_to_set(ogc, real_atlas):
    layers = dict(pyogrio.list_layers(f"OAPIF:{ogc.root}"))

    assert list(layers) == list(frames.TITLES)
    assert (layers["sites"], layers["memberships"]) == ("Point", "MultiPolygon")
    # Memberships are of the same make, and their outlines long.
    for name in set(frames.TITLES) - {"memberships"}:
        read = pyogrio.read_dataframe(f"OAPIF:{ogc.root}", layer=name).set_index("id")
        layer = frames.layer(real_atlas, name).set_index("id").loc[read.index]
        assert read.crs == "EPSG:4326"
        assert len(read) == len(frames.layer(real_atlas, name))
        assert set(layer.columns) == set(read.columns)
        for column in set(layer.columns) - {"geometry"}:
            expected = [str(value) for value in layer[column]]
            found = read[column]
            if column in frames.DAYS:
                found = [None if pd.isna(day) else day.date() for day in found]
            elif column.startswith("personnel") or column in ("weight", "is_total"):
                found = layer[column].where(found == layer[column], None)
            assert [str(value) for value in found] == expected, (name, column)


@needs_driver
def test_gdal_has_the_server_choose_by_place_and_property(ogc):
    address = f"OAPIF:{ogc.root}"
    here = pyogrio.read_dataframe(address, layer="sites", bbox=(66, 36, 75, 42))
    theirs = pyogrio.read_dataframe(address, layer="sites", where="country = 'TJK'")
    placed = {one["id"] for one in ogc.every("sites") if one["geometry"]}

    assert set(here["id"]) == set(ogc.ids("sites", bbox="66,36,75,42")) & placed
    assert set(theirs["id"]) == set(ogc.ids("sites", country="TJK"))


@pytest.mark.parametrize(
    ("setting", "host", "root"),
    [
        ("", "localhost", "http://localhost/ogc"),
        ("", "127.0.0.1:8050", "http://127.0.0.1:8050/ogc"),
        # A proxy takes /map away; nobody asks it for what stands elsewhere.
        ("https://atlas.example.org/map/", "localhost", "https://atlas.example.org/map/ogc"),
    ],
)
def test_links_have_the_public_address_or_that_which_is_asked(tmp_path, setting, host, root):
    atlas = Atlas.load(toy_world.write(tmp_path / "toy"))
    app = create_app(atlas, Settings(address=setting))
    paths = ("/ogc", "/ogc/", "/ogc/collections", "/ogc/collections/events/items?limit=1")
    for answer in servers.ask(app.server, *paths, host=host):
        assert answer.status_code == 200
        links = [one["href"] for one in answer.json()["links"] if one["rel"] != "license"]
        assert links
        assert all(one.startswith(root) for one in links), links


@pytest.mark.parametrize("root", ["", "/map"])
def test_a_server_that_is_told_its_path_has_it_in_its_links(root):
    scope = {
        "type": "http",
        "scheme": "https",
        "server": ("10.0.0.1", 8050),
        "path": f"{root}/ogc/",
        "root_path": f"{root}/ogc",
        "app_root_path": root,
        "headers": [(b"host", b"atlas.org")],
    }
    assert addresses.base("")(Request(scope)) == f"https://atlas.org{root}"
    # What is no host is no part of a link.
    bad = {**scope, "headers": [(b"host", b'a"><script>')]}
    assert addresses.base("")(Request(bad)) == f"https://10.0.0.1:8050{root}"


def test_a_limit_beyond_the_most_is_the_most():
    assert asking.page({"limit": str(asking.MOST + 1)}) == (asking.MOST, 0)
    assert asking.page({"limit": "9" * 5000, "offset": "9" * 5000})[0] == asking.MOST


@pytest.mark.slow
def test_schemathesis_finds_nothing(ogc, tmp_path):
    command = [
        *(Path(sys.executable).with_name("schemathesis"), "run", f"{ogc.root}/api"),
        *("--generation-deterministic", "--max-examples", "4", "--no-color"),
        # One collection is as any other.
        *("--include-path-regex", "^/(conformance|api|collections(/contingents.*)?)?$"),
        # The standard wants no error for a limit beyond the most; texts of days and boxes are
        # narrower than OpenAPI can tell.
        *("--exclude-checks", "negative_data_rejection,positive_data_acceptance"),
    ]
    ran = subprocess.run(
        command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=600
    )

    assert ran.returncode == 0, ran.stdout
    assert "No issues found" in ran.stdout
