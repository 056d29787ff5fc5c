"""What somebody's file says cannot move a terminal's cursor, nor turn its text around."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from csto_map.cli import main
from csto_map.machine import marks

EVIL = "\x1b[2Jgone\u202egpj.exe\u200b\x07"


def test_lines_stay_and_what_is_unseen_is_told():
    assert marks.lines(f"a\n  {EVIL}\nb") == "a\n  \\x1b[2Jgone\\u202egpj.exe\\u200b\\x07\nb"


@pytest.mark.parametrize("rows", [f"{EVIL},45,65,2001", f"{EVIL},45,65,never"])
@pytest.mark.parametrize("command", ["layer", "render"])
def test_no_file_writes_to_the_terminal_what_it_likes(tmp_path, rows, command):
    path = tmp_path / "mine.csv"
    path.write_text(f"name,lat,lon,start\n{rows}\nother,45,65,{EVIL}\n", encoding="utf-8")
    words = {
        "layer": ["layer", str(path)],
        "render": ["render", "2009", "--layer", str(path), "-o", str(tmp_path / "x.svg")],
    }
    ran = CliRunner().invoke(main, words[command])
    said = ran.output + ran.stderr
    assert "row" in said.lower()
    assert all(line.isprintable() for line in said.split("\n"))


CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "marks.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("text", "told"), CASES)
def test_marks_are_told_as_in_the_page(text, told):
    assert marks.shown(text) == told


def test_a_label_of_a_layer_shows_what_would_turn_it_around(real_atlas, tmp_path):
    from csto_map.exchange.reading.user_layers import read_all

    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon,start,kind\nexe\u202egpj,45,65,2001,a\u200bb\n", encoding="utf-8")
    ((layer, drawn),) = read_all([path], real_atlas)
    assert drawn.labels.tolist() == ["exe[U+202E]gpj"]
    assert layer.frame.details.tolist() == [{"kind": "a[U+200B]b"}]
