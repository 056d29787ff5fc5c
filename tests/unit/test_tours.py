"""Tours are read from the data folder; every fault is told by file and line."""

import pytest

from csto_map.atlas import Atlas
from csto_map.audit import check
from csto_map.errors import DataError
from csto_map.facts import tours

GOOD = """title = "Walk"
title_ru = "Прогулка"

[[stops]]
title = "The base"
date = 2003-01-01
select = "site:bbb_base"
[[stops.sentences]]
text = "Aland has a base."
rows = ["bbb_base"]
sources = ["book"]

[[stops]]
title = "The exit"
title_ru = "Уход"
date = 2010-06-15
view = "all"
layers = ["states"]
[[stops.sentences]]
text = "Beland leaves."
text_ru = "Беланд уходит."
rows = ["pact_bbb_2"]
sources = ["book", "paper"]
"""


def load(toy, text):
    folder = toy / "tours"
    folder.mkdir(exist_ok=True)
    (folder / "walk.toml").write_text(text, encoding="utf-8")
    return Atlas.load(toy)


def test_a_folder_without_tours_has_none(toy):
    assert Atlas.load(toy).tours == ()


def test_a_stop_is_a_view_and_what_it_leaves_out_is_as_by_default(toy):
    atlas = load(toy, GOOD)
    first, second = tours.compile_tours(atlas.tours, atlas.config)["walk"]["stops"]

    assert first["view"] == {
        "day": atlas.day("2003-01-01").toordinal(),
        "view": "all",
        "lens": "pact",
        "layers": ["states", "bases", "units", "border"],
        "selection": "site:bbb_base",
        "box": None,
    }
    assert second["view"]["layers"] == ["states"]
    assert second["view"]["selection"] is None
    assert first["sentences"] == [{"text": "Aland has a base.", "sources": ["book"]}]


def test_a_tour_speaks_russian_where_it_has_russian(toy):
    atlas = load(toy, GOOD)
    walk = tours.compile_tours(atlas.tours, atlas.config, "ru")["walk"]

    assert walk["title"] == "Прогулка"
    assert [stop["title"] for stop in walk["stops"]] == ["The base", "Уход"]
    assert walk["stops"][1]["sentences"][0]["text"] == "Беланд уходит."


@pytest.mark.parametrize(
    ("was", "now", "line", "column", "value"),
    [
        ("2010-06-15", "2099-01-01", 16, "date", "2099-01-01"),
        ('view = "all"', 'view = "none"', 17, "view", "none"),
        ('layers = ["states"]', 'layers = ["sky"]', 18, "layers", "sky"),
        ("site:bbb_base", "site:nowhere", 7, "select", "site:nowhere"),
        ('rows = ["pact_bbb_2"]', 'rows = ["pact"]', 22, "rows", "pact"),
        ('["book", "paper"]', '["book", "gossip"]', 23, "sources", "gossip"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_its_line(toy, was, now, line, column, value):
    with pytest.raises(DataError) as caught:
        load(toy, GOOD.replace(was, now))

    (fault,) = caught.value.faults
    assert (fault.path.name, fault.line, fault.column, fault.value) == (
        "walk.toml",
        line,
        column,
        value,
    )


def test_a_sentence_may_cite_only_the_sources_of_its_rows(toy):
    with pytest.raises(DataError, match=r"walk.toml:11: .*'paper' is not a source of bbb_base"):
        load(toy, GOOD.replace('sources = ["book"]\n\n', 'sources = ["paper"]\n\n'))


@pytest.mark.parametrize(
    ("was", "now", "line", "column"),
    [
        ('rows = ["bbb_base"]\n', "", 8, "rows"),
        ('sources = ["book", "paper"]', "sources = []", 23, "sources"),
        ("date = 2010-06-15", 'date = "soon"', 16, "date"),
        ('layers = ["states"]', 'layer = ["states"]', 18, "layer"),
    ],
)
def test_what_is_missing_or_misspelt_is_told_with_its_line(toy, was, now, line, column):
    with pytest.raises(DataError) as caught:
        load(toy, GOOD.replace(was, now))

    (fault,) = caught.value.faults
    assert (fault.line, fault.column) == (line, column)


def test_a_file_that_is_no_toml_is_told(toy):
    with pytest.raises(DataError, match="valid TOML"):
        load(toy, "title = ")


def test_all_faults_come_in_one_report(toy):
    broken = GOOD.replace("2010-06-15", "2099-01-01").replace("site:bbb_base", "site:nowhere")

    with pytest.raises(DataError) as caught:
        load(toy, broken)
    assert len(caught.value.faults) == 2


def test_checking_a_folder_checks_its_tours(toy):
    load(toy, GOOD)
    (toy / "tours" / "walk.toml").write_text(GOOD.replace("site:bbb_base", "site:nowhere"))
    found = [fault for fault in check.check(toy).faults if fault.rule == "tour"]

    assert [(fault.line, fault.value) for fault in found] == [(7, "site:nowhere")]
