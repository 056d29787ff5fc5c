"""The whole atlas on another alliance's facts, and on none at all."""

import json
import subprocess
import sys
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


@pytest.fixture(scope="module")
def nato():
    return Atlas.load(NATO)


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

    def test_its_borders_are_those_of_today_and_say_so(self, nato):
        note = build(nato, "1955-05-06").boundary_note

        assert "as of today on every date" in note

    @pytest.mark.slow
    def test_the_built_outlines_are_what_its_recipe_makes(self, tmp_path):
        command = [sys.executable, "-m", "csto_map", "boundaries", NATO, "--out", tmp_path]
        subprocess.run(command, check=True)

        for path in tmp_path.iterdir():
            assert path.read_bytes() == (NATO / "boundaries" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("folder", ["nato", "empty"])
class TestWholeAtlas:
    @pytest.fixture
    def atlas(self, folder, request):
        return request.getfixturevalue("nato") if folder == "nato" else (
            Atlas.load(request.getfixturevalue("empty"))
        )  # fmt: skip

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
