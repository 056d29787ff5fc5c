"""On which line of a TOML file something stands."""

import tomllib

import pytest

from csto_map import paths
from csto_map.facts.toml_lines import line_of, lines, places

TEXT = """# a comment with = and [brackets]
title = "A # of [things]"
box = [1, 2,
  3,  # three
  4]
"quoted key" = 'x'
long = \"\"\"
id = "not a key"
\"\"\"
[projection]
proj = "+proj"
[[views]]
id = "all"
text = { en = "All",  ru = "Всё" }
[[views.insets]]
view = "one"
[[views.insets]]
view = "two"
[[views]]
id = "near"
a.b.c = true
[charts]
hosts = ["x_*"]
[[charts.border]]
id = "red"
"""


def test_every_key_table_and_part_of_a_list_has_its_line():
    known = lines(TEXT)

    assert {place: known[place] for place in known if len(place) == 1} == {
        ("title",): 2, ("box",): 3, ("quoted key",): 6, ("long",): 7, ("projection",): 10,
        ("views",): 12, ("charts",): 22,
    }  # fmt: skip
    assert [known["box", k] for k in range(4)] == [3, 3, 4, 5]
    assert known["views", 0, "text", "ru"] == 14
    assert known["views", 0, "insets", 1, "view"] == 18
    assert known["views", 1, "id"] == 20
    assert known["views", 1, "a", "b", "c"] == 21
    assert known["charts", "border", 0, "id"] == 25


def _leaves(value, at=()):
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        yield (*at, key)
        if isinstance(part, dict | list):
            yield from _leaves(part, (*at, key))


@pytest.mark.parametrize(
    "name", ["atlas.toml", "atlas.ru.toml", "tours/guided.toml", "template/atlas.toml"]
)
def test_all_that_the_parser_sees_in_a_shipped_file_has_its_line(name):
    text = (paths.folder("geodata") / name).read_text(encoding="utf-8")
    known, written = lines(text), text.splitlines()

    for place in _leaves(tomllib.loads(text)):
        assert place in known, place
        if isinstance(place[-1], str):
            assert place[-1] in written[known[place] - 1]


def test_what_is_not_there_has_the_line_of_what_would_hold_it():
    known = lines(TEXT)

    assert line_of(known, ("views", 0, "level")) == 12
    assert line_of(known, ("groups", "lead")) == 0


def test_what_is_said_is_looked_for_whole_first():
    given = {"a": "x", "b": ["has x in it", "x"], "x": 1}

    assert list(places(given, "x")) == [("a",), ("b", 1), ("x",), ("a",), ("b", 0), ("b", 1)]
    assert list(places({"n": 5}, "5")) == [("n",)]


@pytest.mark.parametrize("text", ["a = [1", "a = {b = 1", "= 5", "[a", "a = 'x", "a", 'a = "\\'])
def test_what_is_no_toml_ends_the_search_and_nothing_else(text):
    assert lines(f"first = 1\n{text}")[("first",)] == 1
