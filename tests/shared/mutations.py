"""A toy world that uses every choice, and ways to spoil any choice or any cell of it.

A spoilt folder is either refused by the check or runs: nobody need have thought of the slip.
"""

from __future__ import annotations

import copy
import csv
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import toy_world

from csto_map.facts import schema

# Every choice that the toy world does without.
MORE = """
name_long = "The Toy Map spelled out"
tagline = "Three states in one sentence."
treaties = ["PACT"]
boundary_source = "Boundaries: made up."
boundary_source_ids = ["book"]
ground_source_ids = ["book"]
gazetteer_source_ids = ["paper"]
fine_boxes = [[60.0, 40.0, 90.0, 50.0]]
guards = { AAA = "first", BBB = "second" }
guard_titles = { AAA = "Aland's guards", BBB = "Beland's guards" }
where = { BBB = "in Beland", AAA = "on Aland" }
org_phrases = { PACT = "the Pact" }
licence = { id = "CC-BY-4.0", title = "A licence", url = "https://example.org/licence", attribution = "Toys" }
peoples = [{ country = "AAA", before = 2005-01-01, text = { en = "Alandish", ru = "аландский" }, name = { en = "Old Aland" } }]
missions = [{ operation = "Drill-2004", grouping = "aaa_in_bbb", parts = ["aaa_in_bbb"], host = "BBB", where = { en = "in the north" }, allied = true }]
turns = [{ event = "signed", views = ["all"], text = { en = "The Pact" } }]
questions = [{ text = { en = "Who was in?" }, query = "date=2003-01-01&view=all" }]
echelons = [{ id = "horde", like = "army", text = { en = "Horde" }, most = 5000 }]
arms = [{ id = "catapult", like = "artillery", text = { en = "Catapults" } }]
site_kinds = [{ id = "keep", like = "garrison", text = { en = "Keep" } }]
event_kinds = [{ id = "tourney", like = "exercise", text = { en = "Tourney" } }]
roles = [{ id = "siege", text = { en = "Siege" } }]
not_covered = [{ text = { en = "ships" }, first = "2000", last = "2005", box = [60.0, 40.0, 70.0, 50.0], hosts = ["BBB"] }]
[charts]
hosts = ["aaa_in_bbb"]
parts = { aaa_in_bbb = ["aaa_1bn"] }
border = [{ id = "Aland", guard = "AAA", role = "guard", subjects = ["bbb_base"], figures = ["f1"] }]
seizures = { topic = "length", unit = "km", whole = ["f1"], several = [] }
exercises = { topic = "length", unit = "km", kind = "exercise", leave_out = ["f1"] }
[movements]
roots = { AAA = [65.0, 45.0], BBB = [75.0, 45.0] }
operations = [{ rows = "c*", host = "BBB" }]
forces = [{ grouping = "aaa_in_bbb", site = "bbb_base" }]
widths = 0.5
"""
VIEW = """
about = ["freeze", "members", "presence", "guards"]
hosts = ["BBB"]
meridian = 75.0
insets = [{ view = "all", box = [-300.0, -300.0, 300.0, 300.0], sides = ["north", "south"], text = { en = "Part", ru = "Часть" } }]
"""
_TEXTS = (
    "",
    "x",
    "nobody",
    "Ж",
    "{",
    "{nn}",
    "a" * 400,
    "2099-01-01",
    "0001-01-01",
    "*",
    "<b>&",
    "..",
)
_NUMBERS = (0, -1, 1e9, -1e9, 1e-9, float("nan"), float("inf"), "x")
_CELLS = (*_TEXTS[:10], "-1", "0", "1", "1e9", "99999999999", "nan", "2003", "2003-05-05", "2003~",
          "2000/2012", "1999-01-01", "2012-12-31", "9999-12-31", "AAA", "CCC", "JOINT", "PACT", "aaa_1bn", "yes")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutation:
    """
    One slip: what stands at a place of atlas.toml, or in a column of a table, is another.

    `value` None takes it away.
    """

    file: str
    place: tuple[str | int, ...]
    value: object

    def __str__(self) -> str:
        where = ".".join(map(str, self.place))
        return f"{self.file}: {where} = {str(self.value)[:30]!r}"


def world(folder: Path) -> Path:
    """Write the toy world with every choice made; give its folder."""
    toy_world.write(folder)
    path = folder / "atlas.toml"
    head, projection, rest = path.read_text(encoding="utf-8").partition("[projection]")
    top, charts, below = MORE.partition("[charts]")
    text = f"{head}{top}{projection}{rest}{VIEW}{charts}{below}"
    path.write_text(text, encoding="utf-8")
    return folder


def every(folder: Path) -> Iterator[Mutation]:
    """Give all slips of a folder that `world` wrote."""
    given = tomllib.loads((folder / "atlas.toml").read_text(encoding="utf-8"))
    for place, value in _places(given):
        for other in _others(value):
            yield Mutation("atlas.toml", place, other)
    for name, model in schema.TABLES.items():
        path = folder / "tables" / f"{name}.csv"
        if path.is_file():
            header = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
            yield from (
                Mutation(f"tables/{name}.csv", (column,), cell)
                for column in header
                if column in model.model_fields
                for cell in _CELLS
            )


def _places(
    value: Any, at: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*at, key), part
        if isinstance(part, dict | list):
            yield from _places(part, (*at, key))


def _others(value: object) -> Iterator[object]:
    yield None
    if isinstance(value, bool):
        yield from (not value, "x", 5)
    elif isinstance(value, int | float):
        yield from _NUMBERS
    elif isinstance(value, date):
        yield from (date(1, 1, 1), date(9999, 12, 31), date(2003, 5, 5), "2003")
    elif isinstance(value, str):
        yield from (*_TEXTS, 5)
    elif isinstance(value, list):
        yield from ([], value + value, value[::-1], "x", 5)
    elif isinstance(value, dict):
        yield from ({}, "x", {**value, "extra": 5}, {**value, "AAA": "x"})


def apply(folder: Path, slip: Mutation) -> None:
    """Make a slip in a folder."""
    path = folder / slip.file
    if slip.file == "atlas.toml":
        given = copy.deepcopy(tomllib.loads(path.read_text(encoding="utf-8")))
        part: Any = given
        for key in slip.place[:-1]:
            part = part[key]
        if slip.value is None:
            del part[slip.place[-1]]
        else:
            part[slip.place[-1]] = slip.value
        path.write_text(_toml(given), encoding="utf-8")
        return
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    # The last row: of several it is the one that others have least to do with.
    rows[-1][header.index(str(slip.place[0]))] = str(slip.value)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def _toml(given: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_inline(value)}\n" for key, value in given.items())


def _inline(value: object) -> str:
    if isinstance(value, dict):
        parts = ", ".join(
            f"{json.dumps(key, ensure_ascii=False)} = {_inline(one)}" for key, one in value.items()
        )
        return f"{{ {parts} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
