"""Whole files of every kind: how each is read, with the right values of each, in both readers."""

import json
import shutil
import subprocess

import pytest
from layer_twins import LAYERS, ROOT, by_node, outcome

OPTIONS = ("map", "dates", "extent")
CASES = LAYERS.parent
FILES = json.loads((CASES / "layer_files.json").read_text(encoding="utf-8"))["files"]
TABLES = json.loads((CASES / "layer_tables.json").read_text(encoding="utf-8"))["tables"]


def asked(case, path):
    return {"path": str(path), "name": path.name} | {k: case[k] for k in OPTIONS if k in case}


@pytest.mark.parametrize("case", FILES, ids=lambda c: f"{c['file']} {c.get('map', c.get('dates'))}")
def test_a_file_is_read_as(case) -> None:
    answer = outcome(asked(case, LAYERS / case["file"]))
    answer.pop("looks", None)

    assert answer == case["expected"]


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case["name"])
def test_a_table_is_read_as(case, tmp_path) -> None:
    path = tmp_path / f"table.{case['ending']}"
    path.write_bytes(case["text"].encode())

    assert outcome(asked(case, path)) == case["expected"]


def test_every_table_and_workbook_is_a_case() -> None:
    cases = {case["file"] for case in FILES}
    there = {p.name for p in LAYERS.iterdir() if p.suffix.lower() in (".csv", ".tsv", ".xlsx")}
    assert there - cases == set()
    assert len(cases) >= 80
    assert len(TABLES) >= 50


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
def test_the_page_reads_the_same() -> None:
    done = subprocess.run(
        ["node", "--no-warnings", "--test", str(ROOT / "tests/js/layers_tables.test.js")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert f"# pass {len(FILES) + len(TABLES)}" in done.stdout


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
def test_looks_and_other_cells_of_files_are_the_same() -> None:
    questions = [asked(case, LAYERS / case["file"]) for case in FILES]
    assert [outcome(one) for one in questions] == by_node(questions)
