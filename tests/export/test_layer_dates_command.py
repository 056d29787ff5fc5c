"""Files whose dates may be two are refused by every command that takes them, or told how to read."""

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
    assert "2 rows without a date are drawn on every date" in done.stderr


def test_a_server_does_not_start_in_doubt(toy_folder, tmp_path):
    (tmp_path / "doubt.csv").write_text(ROWS)
    command = [sys.executable, "-m", "csto_map.cli", "serve", "--port", "0"]
    command += ["--data", str(toy_folder), "--layer", str(tmp_path / "doubt.csv")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

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
    assert joined([path, path]) == f"{path}{os.pathsep}{path}"
    with pytest.raises(AmbiguousDates):
        own.read(joined([path]), atlas)
