"""Files whose dates may be two are refused by every command that takes them, or told how to read."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import pytest
import toy_world
from click.testing import CliRunner
from csto_map.app import user_layers as own

from csto_map.atlas import Atlas
from csto_map.cli import main
from csto_map.cli.common import joined
from csto_map.errors import AmbiguousDates

ROWS = "lat,lon,date,name\n48,65,03/04/2005,one\n48,75,01/02/2006,two\n"
COMMANDS = {
    "render": ("render", "2005-03-04", "-o", "m.svg"),
    "film": (
        *("film", "-o", "f.gif", "--from", "2005", "--to", "2006", "--step", "year"),
        *("--size", "640x360", "--dwell", "0", "--workers", "1"),
    ),
    "brief": ("brief", "plan.yaml", "-o", "b.pptx"),
    "export": ("export", "atlas.html"),
}


@pytest.fixture(scope="module")
def toy_folder(tmp_path_factory):
    return toy_world.write(tmp_path_factory.mktemp("dates") / "toy")


@pytest.fixture
def run(toy_folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doubt.csv").write_text(ROWS)
    (tmp_path / "plan.yaml").write_text("title: T\nviews:\n  - date: 2005-03-04\n")

    def run_(*words):
        return CliRunner().invoke(main, [*words, "--data", str(toy_folder)])

    return run_


@pytest.mark.parametrize("command", COMMANDS)
def test_a_doubt_is_refused_with_both_readings_and_the_way_out(run, tmp_path, command):
    done = run(*COMMANDS[command], "--layer", "doubt.csv")

    assert done.exit_code == 2
    for said in ("03/04/2005", "3 April 2005", "4 March 2005", "--dates dmy", "--dates mdy"):
        assert said in done.output
    assert "Traceback" not in done.output
    assert not [p for p in tmp_path.iterdir() if p.name not in ("doubt.csv", "plan.yaml")]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_way_out_is_taken(run, command):
    done = run(*COMMANDS[command], "--layer", "doubt.csv", "--dates", "mdy")

    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("command", COMMANDS)
def test_a_column_is_told_to_every_command(run, tmp_path, command):
    (tmp_path / "doubt.csv").write_text(ROWS.replace("date", "Tag").replace("lat,", "Hoch,"))
    refused = run(*COMMANDS[command], "--layer", "doubt.csv")
    told = ("--map", "lat=Hoch", "--map", "date=Tag", "--dates", "mdy")
    done = run(*COMMANDS[command], "--layer", "doubt.csv", *told)

    assert refused.exit_code == 2
    assert "--map lat=COLUMN" in refused.output
    assert done.exit_code == 0, done.output


def test_a_column_is_of_the_files_that_have_it(run, tmp_path):
    (tmp_path / "one.csv").write_text("lat,lon,Tag\n48,65,2005-03-04\n")
    (tmp_path / "two.csv").write_text("lat,lon,date\n48,75,2005-03-04\n")
    files = ("--layer", "one.csv", "--layer", "two.csv")

    assert run(*COMMANDS["render"], *files, "--map", "date=Tag").exit_code == 0
    nowhere = run(*COMMANDS["render"], *files, "--map", "date=Jour")
    assert nowhere.exit_code == 2
    assert "no column 'Jour'; there are lat, lon, Tag, date" in nowhere.output
    assert run(*COMMANDS["render"], *files, "--map", "Tag").exit_code == 2
    assert run(*COMMANDS["render"], "--map", "date=Tag").exit_code == 2


class TestLayer:
    """``csto-map layer``."""

    def test_it_tells_a_program_how_a_file_is_read(self, run, tmp_path):
        (tmp_path / "mine.csv").write_text(
            "name,lat,lon,start,end\nA,48,65,2005-03,2006\nB,48,,2005,\nC,48,75,2005-03-04,\n"
        )
        told = json.loads(run("layer", "mine.csv", "--json").output)

        assert told["columns"] == {
            "lat": "lat", "lon": "lon", "label": "name", "start": "start", "end": "end"
        }  # fmt: skip
        place = {"lat": 48.0, "lon": 65.0}
        assert told["rows"] == [
            {"row": 1, "label": "A", **place, "start": "2005-03-01", "end": "2006-12-31"},
            {"row": 3, "label": "C", "lat": 48.0, "lon": 75.0, "start": "2005-03-04", "end": None},
        ]
        assert told["refused"] == [
            {"row": 2, "column": "lon", "value": "", "reason": "it is empty"}
        ]
        assert told["notes"] == []

    def test_it_tells_a_person(self, run):
        done = run("layer", "doubt.csv", "--dates", "dmy")

        assert done.exit_code == 0
        for words in ("2 rows used", "date: column 'date'", "65.00000", "2005-04-03"):
            assert words in done.output

    def test_what_cannot_be_read_is_one_line_with_the_way_out(self, run):
        done = run("layer", "doubt.csv", "--json")

        assert done.exit_code == 2
        for words in ("doubt.csv, row 1, column 'date': 03/04/2005", "--dates dmy"):
            assert words in done.output


@pytest.mark.parametrize(("order", "shown"), [("mdy", ["one"]), ("dmy", [])])
def test_a_picture_shows_what_was_told(run, tmp_path, order, shown):
    run(*COMMANDS["render"], "--layer", "doubt.csv", "--dates", order)
    text = (tmp_path / "m.svg").read_text()
    ET.fromstring(text)

    assert [name for name in ("one", "two") if f"<title>{name}</title>" in text] == shown


def test_an_order_without_a_file_is_refused(run):
    done = run(*COMMANDS["render"], "--dates", "mdy")

    assert done.exit_code == 2
    assert "--layer" in done.output


def test_rows_without_a_date_are_told(run, tmp_path):
    (tmp_path / "some.csv").write_text("lat,lon,start,end\n48,65,2001,\n48,75,,\n48,76,,\n")
    done = run(*COMMANDS["render"], "--layer", "some.csv")

    assert done.exit_code == 0
    assert "rows without a date, drawn on every date: 2" in done.stderr


def test_a_server_does_not_start_in_doubt(toy_folder, tmp_path):
    (tmp_path / "doubt.csv").write_text(ROWS)
    command = [sys.executable, "-m", "csto_map.cli", "serve", "--port", "0"]
    command += ["--data", str(toy_folder), "--layer", str(tmp_path / "doubt.csv")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 2
    assert re.search(r"3 April 2005 or 4 March 2005.*--dates dmy", done.stderr)
    assert "Traceback" not in done.stderr


def test_the_setting_of_a_server_carries_the_order(toy_folder, tmp_path):
    atlas = Atlas.load(toy_folder)
    path = tmp_path / "doubt.csv"
    path.write_text(ROWS)
    firsts = {
        order: own.read(joined([path], order), atlas)[0][0].frame.start_date[0]
        for order in ("dmy", "mdy")
    }

    assert firsts == {"dmy": date(2005, 4, 3), "mdy": date(2005, 3, 4)}
    setting = joined([path], "mdy", ["date=Tag: 1", "lat=a=b"])
    assert setting == os.pathsep.join(["mdy", "map=date=Tag%3A%201", "map=lat=a=b", str(path)])
    path.write_text("a=b,lon,Tag: 1\n48,65,03/04/2005\n")
    assert own.read(setting, atlas)[0][0].frame.start_date[0] == date(2005, 3, 4)
    path.write_text(ROWS)
    assert joined([path, path]) == f"{path}{os.pathsep}{path}"
    with pytest.raises(AmbiguousDates):
        own.read(joined([path]), atlas)
