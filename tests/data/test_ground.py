"""The built ground: whole, true, no larger than agreed, and drawn as it should be."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from csto_map.atlas import Atlas
from csto_map.errors import BadFile, MissingFolder
from csto_map.picture import ground, scene, terrain
from csto_map.picture.style import STYLES, contrast
from csto_map.picture.views import Frame, Projector
from csto_map.query.question import Question
from csto_map.sheet.svg import to_svg

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "geodata/ground"
MANIFEST = json.loads((FOLDER / "MANIFEST.json").read_text(encoding="utf-8"))
# Points within states of all continents, by GeoNames: capitals, and France, Spain, Britain, Libya.
CAPITALS = {
    "FRA": (2.3488, 48.85341),
    "ESP": (-3.70256, 40.4165),
    "GBR": (-1.25, 52.6),
    "LBY": (15.0, 27.0),
    "DZA": (2.0, 28.0),
    "USA": (-98.0, 39.0),
    "CAN": (-108.0, 56.0),
    "BRA": (-47.92972, -15.77972),
    "AUS": (134.0, -25.0),
    "ZAF": (24.0, -29.0),
    "LKA": (80.7, 7.6),
    "IDN": (114.0, -1.0),
    "PRT": (-8.0, 39.6),
    "ISL": (-18.5, 64.9),
}
# Towns on rivers and lakes, by GeoNames, each with the river that runs by it.
BY_WATER = {
    "panj": ("Panj", 12),
    "amu_darya": ("Termez", 12),
    "vakhsh": ("Bokhtar", 25),
    "syr_darya": ("Khujand", 12),
    "ural": ("Orenburg", 15),
    "irtysh": ("Omsk", 15),
    "volga": ("Volgograd", 20),
    "dnieper": ("Kyiv", 15),
    "kura": ("Tbilisi", 15),
    "aras": ("Nakhchivan", 40),
}


@pytest.fixture(scope="module")
def levels() -> dict[str, gpd.GeoDataFrame]:
    found = {name: gpd.read_parquet(FOLDER / f"{name}.parquet") for name in ("coarse", "fine")}
    return {name: table.set_index("id") for name, table in found.items()}


def test_the_manifest_names_what_is_there() -> None:
    for name, told in MANIFEST["outputs"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == told["sha256"], name
    inputs = MANIFEST["inputs"]
    for name in ("coarse", "fine"):
        path = f"boundaries/{name}.parquet"
        body = (ROOT / "geodata" / path).read_bytes()
        assert inputs[path] == hashlib.sha256(body).hexdigest()


def test_the_ground_is_no_larger_than_agreed() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_200_000


def test_every_state_of_the_world_is_land(levels: dict[str, gpd.GeoDataFrame]) -> None:
    projector = Projector(
        tomllib.loads((ROOT / "geodata/atlas.toml").read_text(encoding="utf-8"))["projection"][
            "proj"
        ]
    )
    table = levels["coarse"].geometry
    land = [shape for id_, shape in table.items() if id_.startswith("land:")]
    states = gpd.read_parquet(ROOT / "geodata/boundaries/coarse.parquet").geometry
    rings = np.array(
        [
            shapely.union_all(
                [shapely.make_valid(shapely.Polygon(ring)) for ring in projector.rings(shape)]
            )
            for shape in [*land, *states]
        ]
    )
    tree = shapely.STRtree(rings)
    for code, at in CAPITALS.items():
        assert len(tree.query(shapely.Point(projector.point(*at)), "within")), code
    names = {id_.partition(":")[2] for id_ in table.index if id_.startswith("land:")}
    assert {"FRA", "ESP", "GBR", "LBY", "USA", "CAN", "GRL", "ATA", "AUS", "NZL"} <= names
    # No gap between what the boundary files draw and the rest: along Libya's border with Egypt.
    for lat in np.linspace(22.3, 31.0, 60):
        x, y = projector.point(24.98, float(lat))
        assert len(tree.query(shapely.Point(x, y), "within")), lat


@pytest.mark.parametrize("river", BY_WATER)
def test_rivers_run_by_their_towns(river: str, real_atlas: Atlas) -> None:
    town, most_km = BY_WATER[river]
    (at,) = [one for one in ground.towns(real_atlas) if one.name == town]
    lines = ground.terrain(real_atlas, "fine").rivers
    line = shapely.LineString(lines[river])
    assert line.distance(shapely.Point(at.x, at.y)) < most_km


def test_the_panj_is_the_border_where_both_run_together(real_atlas: Atlas) -> None:
    sectors = ground.sectors(real_atlas)
    rivers = ground.terrain(real_atlas, "fine").rivers
    # Of the border of the six sectors most is the river, and the river lies on it.
    river = shapely.union_all([shapely.LineString(rivers[name]) for name in ("panj", "amu_darya")])
    points = shapely.points([xy for line in sectors.values() for xy in line])
    near = shapely.distance(points, river)
    assert np.mean(near < 1.5) > 0.6
    beside = (near > 1.5) & (near < 3.5)
    assert np.mean(beside) < 0.1


@pytest.mark.parametrize(
    ("lake", "at", "km2"),
    [
        ("balkhash", (74.2, 45.9), (14_000, 20_000)),
        ("issyk_kul", (77.2, 42.45), (5_500, 7_000)),
        ("sevan", (45.3, 40.35), (1_100, 1_500)),
        ("karakul", (73.45, 39.05), (330, 430)),
        ("sarez", (72.75, 38.2), (60, 100)),
        # What is left of the Aral Sea: far less than the 68,000 of 1960.
        ("aral_north", (60.7, 46.4), (2_500, 4_000)),
        ("aral_west", (58.5, 45.0), (2_500, 5_000)),
    ],
)
def test_lakes_lie_where_they_should(
    lake: str, at: tuple[float, float], km2: tuple[int, int], levels: dict[str, gpd.GeoDataFrame]
) -> None:
    shape = levels["fine"].geometry[f"lake:{lake}"]
    assert shapely.contains_xy(shape, *at)
    area = gpd.GeoSeries([shape], crs=4326).to_crs("+proj=cea +units=km").area.iloc[0]
    assert km2[0] < area < km2[1]


def test_the_caspian_is_sea_and_no_lake_is_drawn_over_its_shore(
    levels: dict[str, gpd.GeoDataFrame],
) -> None:
    states = gpd.read_parquet(ROOT / "geodata/boundaries/coarse.parquet").geometry
    assert not any(shapely.contains_xy(shape, 51.0, 41.0) for shape in states)
    for table in levels.values():
        lakes = [shape for id_, shape in table.geometry.items() if id_.startswith("lake:")]
        assert not any(shapely.contains_xy(shape, 51.0, 41.0) for shape in lakes)


def test_disputed_areas_are_outlined_where_units_are_known(real_atlas: Atlas) -> None:
    areas = {area.id.partition(":")[2]: area for area in ground.disputed(real_atlas, "fine")}
    outlined = {id_ for id_, area in areas.items() if area.rings}
    assert outlined == {"abkhazia", "crimea", "eastern_ukraine", "transnistria"}
    for id_ in set(areas) - outlined:
        assert "no source at hand outlines it" in areas[id_].told
    size = {id_: sum(shapely.Polygon(ring).area for ring in areas[id_].rings) for id_ in outlined}
    assert 8_000 < size["abkhazia"] < 9_300
    assert 25_500 < size["crimea"] < 28_500
    assert 100_000 < size["eastern_ukraine"] < 112_000
    assert 2_500 < size["transnistria"] < 4_500


def test_towns_have_names_in_both_languages(real_atlas: Atlas) -> None:
    with (FOLDER / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["name"] and row["name_ru"] for row in rows)
    capitals = {town.country: town.name for town in ground.towns(real_atlas) if town.rank == 0}
    assert capitals["TJK"] == "Dushanbe"
    assert capitals["KAZ"] == "Astana"
    assert {"RUS", "BLR", "ARM", "KGZ", "UZB", "AFG", "TUR", "IRN", "UKR"} <= set(capitals)


def test_waters_have_room_for_their_names(real_atlas: Atlas) -> None:
    waters = {water.id: water for water in ground.waters(real_atlas, "ru")}
    assert waters["river:panj"].name == "Пяндж"
    assert waters["river:panj"].line
    assert waters["sea:caspian"].kind == "sea"
    assert all(water.span_km > 2 for water in waters.values())


def test_relief_is_weaker_close_up_and_gone_at_last() -> None:
    assert terrain.strength(5) == terrain.strength(1.5) == 1
    assert 0.35 < terrain.strength(0.5) < terrain.strength(1.0) < 1
    assert terrain.strength(0.2) == terrain.strength(0.05) == 0


def test_words_stand_out_on_the_darkest_relief() -> None:
    for style in STYLES.values():
        if style.relief is None:
            continue
        colours, opacities = terrain.palette(style, 2.0)
        for ground_colour in (style.land, style.status("member").fill):
            for grey in (0, 255):
                share = opacities[grey] / 255
                under = bytes.fromhex(ground_colour[1:])
                over = colours[3 * grey : 3 * grey + 3]
                mixed = [round(a + (b - a) * share) for a, b in zip(under, over, strict=True)]
                shown = "#" + "".join(f"{value:02x}" for value in mixed)
                assert contrast(style.text, shown) >= 4.5, (style.name, shown)


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [
        ({}, True),
        ({"ground": "plain"}, False),
        ({"style": "grey"}, False),
        ({"style": "contrast"}, False),
        ({"box": (-60.0, -1300.0, 0.0, -1270.0)}, False),
    ],
)
def test_relief_is_drawn_unless_plain(
    asked: dict[str, object], drawn: bool, real_atlas: Atlas
) -> None:
    text = to_svg(scene.build(real_atlas, "2013-01-01", **asked), furniture=False)
    assert ('class="relief"' in text) == drawn
    assert ('class="land"' in text) == ("box" not in asked)
    assert 'data-id="disputed:abkhazia"' in text or "box" in asked


@pytest.mark.parametrize("view", ["alliance", "central-asia", "caucasus", "kyrgyzstan"])
def test_the_legend_counts_the_disputed_areas_of_a_frame(view: str, real_atlas: Atlas) -> None:
    one = scene.build(real_atlas, "2013-01-01", view=view)
    hatched = to_svg(one, furniture=False).count('data-id="disputed:')
    entries = [entry.count for entry in one.legend if entry.key == "disputed"]
    assert entries == ([hatched] if hatched else [])


def test_a_frame_takes_the_finest_sheet_that_holds_it(real_atlas: Atlas) -> None:
    reliefs = ground.backdrop(real_atlas, "coarse").reliefs
    near = terrain.sheet_for(reliefs, Frame(-700, -1500, 60, -1000, 760, 500))
    wide = terrain.sheet_for(reliefs, Frame(-3700, -1900, 4400, 3000, 1496, 944))
    assert near.columns / (near.box[2] - near.box[0]) > wide.columns / (wide.box[2] - wide.box[0])


def test_a_folder_without_ground_is_drawn_plain(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "geodata", folder, ignore=shutil.ignore_patterns("ground", "build"))
    atlas = Atlas.load(folder)
    text = to_svg(scene.build(atlas, "2013-01-01"), furniture=False)
    assert 'class="relief"' not in text
    assert "disputed:" not in text
    assert ground.towns(atlas) == ground.waters(atlas) == ()


def test_the_question_knows_the_switch() -> None:
    assert Question.__dataclass_fields__["ground"].default == "relief"


def test_the_page_and_pictures_paint_relief_alike() -> None:
    script = """
      import { palette, strength } from "./assets/src/map/ground.js";
      const asked = JSON.parse(process.argv[1]);
      const told = asked.map(({ relief, km }) => [strength(km), [...palette({ relief }, km)]]);
      console.log(JSON.stringify(told));
    """
    cases = [
        (name, km) for name in ("light", "dark") for km in (0.1, 0.3, 0.8, 1.49, 2.1, 4.0, 5.4)
    ]
    asked = [{"km": km, "relief": STYLES[name].as_dict()["relief"]} for name, km in cases]
    done = subprocess.run(
        ["node", "--input-type=module", "--no-warnings", "-e", script, json.dumps(asked)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for (name, km), (left, colours) in zip(cases, json.loads(done.stdout), strict=True):
        rgb, opacities = terrain.palette(STYLES[name], km)
        wanted = np.column_stack(
            [np.frombuffer(rgb, np.uint8).reshape(-1, 3), np.frombuffer(opacities, np.uint8)]
        )
        assert left == terrain.strength(km)
        assert colours == wanted.ravel().tolist()


def test_a_missing_sheet_of_relief_is_not_called_a_bad_one(tmp_path):
    with pytest.raises(MissingFolder, match=r"near\.webp is not there: make data builds it"):
        ground.relief_picture(tmp_path / "near.webp")
    (tmp_path / "far.webp").write_text("junk")
    with pytest.raises(BadFile, match=r"far\.webp is not a picture"):
        ground.relief_picture(tmp_path / "far.webp")
