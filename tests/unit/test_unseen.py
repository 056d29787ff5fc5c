"""What somebody's file says cannot move a terminal's cursor, nor turn its text around."""

import pytest
from click.testing import CliRunner

from csto_map import marks
from csto_map.cli import main

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
