"""Whole files of every kind: how each is read, with the right values of each, in both readers."""

import json

import node
import pytest
from layer_twins import LAYERS, by_node, outcome

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


@node.needed
def test_the_page_reads_the_same() -> None:
    assert node.passes("layers_tables.test.js") == len(FILES) + len(TABLES)


@node.needed
def test_looks_and_other_cells_of_files_are_the_same() -> None:
    questions = [asked(case, LAYERS / case["file"]) for case in FILES]
    assert [outcome(one) for one in questions] == by_node(questions)


@node.needed
def test_half_of_a_way_to_say_where_gives_way_to_a_whole_one(tmp_path) -> None:
    """A latitude that is named alone, beside a column of shapes."""
    path = tmp_path / "half.csv"
    path.write_text("A,wkt\n1,POINT (74.5 42.5)\n")
    question = asked({"map": {"lat": "A", "geometry": "wkt"}}, path)
    answer = outcome(question)

    assert [answer] == by_node([question])
    assert (answer["rows"][0]["lat"], answer["rows"][0]["lon"]) == (42.5, 74.5)
