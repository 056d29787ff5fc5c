"""Maps of a series mark what changed since the map before, and say it in a line."""

from dataclasses import replace

import pytest

from csto_map.export.documents import pack, plan
from csto_map.export.documents.deck import MapPage
from csto_map.history import compare

SERIES = """
title: Two maps
layers: [states, bases, border]
views:
  - date: 1994-04-20
  - date: 1999-04-20
"""


def maps(atlas, text, language=""):
    told = plan.parse(text, atlas, language=language)
    pages = pack.pages(atlas, replace(told, tables=()))
    return [page for page in pages if isinstance(page, MapPage)]


@pytest.fixture(scope="module")
def pair(real_atlas):
    return maps(real_atlas, SERIES)


def signs(page):
    """The signs of the marks that a page shows, on its map and in its insets, by id."""
    scenes = [page.sheet.scene, *(plate.scene for plate in page.sheet.scene.plates)]
    return {mark.id: mark.sign for scene in scenes for mark in scene.seen.marks if mark.sign}


def test_the_second_map_marks_what_the_comparison_tells(real_atlas, pair) -> None:
    first, second = pair
    layers = ("states", "bases", "border")
    rows = compare.differences(real_atlas, "1994-04-20", "1999-04-20", None, layers)
    scene = second.sheet.scene
    changed = {row.id for row in rows if row.layer == "states"}
    told = {row.id: compare.SIGNS[row.kind] for row in rows if row.kind in compare.SIGNS}

    assert {area.id for area in scene.areas if area.changed} == changed == {"AZE", "GEO", "UZB"}
    shown = signs(second)
    assert len(shown) > 15
    assert shown.items() <= told.items()
    # What went is drawn, and what stayed is drawn as ever.
    assert {mark.id for mark in scene.seen.marks if mark.gone}
    assert not signs(first)
    assert not any(area.changed for area in first.sheet.scene.areas)


def test_it_says_so_in_a_line_a_legend_and_the_notes(pair) -> None:
    first, second = pair
    since = second.sheet.flows["since"]
    assert since.startswith("Since 20 April 1994: Left: Azerbaijan, Georgia and Uzbekistan; opened")
    assert since in second.changed.replace("Since 20 April 1994 ", "Since 20 April 1994: ")
    assert "since" not in first.sheet.flows
    entries = {e.key: e for e in second.sheet.scene.legend if e.layer == "changes"}
    assert list(entries) == ["states", "new", "gone"]
    assert entries["states"].count == 3
    counts = list(signs(second).values())
    assert (entries["new"].count, entries["gone"].count) == (counts.count("+"), counts.count("−"))
    assert not [e for e in first.sheet.scene.legend if e.layer == "changes"]


def test_the_table_of_changes_counts_as_the_map_does(real_atlas) -> None:
    told = plan.parse(SERIES, real_atlas)
    _, _, second, table = pack.pages(real_atlas, replace(told, tables=("changes",)))
    since = second.sheet.flows["since"]
    counts = {
        row[1].partition(" (")[0].lower(): row[1].rpartition("(")[2][:-1] for row in table.rows
    }
    assert set(counts) == {"left", "opened", "closed"}
    assert f"opened: {counts['opened']}; closed: {counts['closed']}." in since


def test_sources_of_what_went_are_in_the_annex(real_atlas, pair) -> None:
    gone = [mark for mark in pair[1].sheet.scene.seen.marks if mark.gone]
    numbered = {source.id for source in pair[1].sources}
    assert gone
    assert all(set(mark.source_ids) <= numbered for mark in gone)


@pytest.mark.parametrize(
    "second",
    [
        "  - date: 1999-04-20\n    view: central-asia",
        "  - date: 1999-04-20\n    layers: [states]",
        "  - date: 1999-04-20\n    compare: 2001-01-01",
        "  - date: 1999-04-20\n    tm: cumulative",
        "  - date: 1993-01-01",
        "  - date: 1994-04-20",
    ],
)
def test_maps_that_differ_in_more_than_a_later_day_are_no_series(real_atlas, second) -> None:
    told = plan.parse(SERIES.replace("  - date: 1999-04-20", second), real_atlas)
    assert pack.days_before(told.views) == [None, None]


def test_each_map_of_a_series_looks_back_to_the_one_before(real_atlas) -> None:
    told = plan.read(plan.find("seven-dates"), real_atlas)
    days = [view.still.day for view in told.views]
    assert pack.days_before(told.views) == [None, *days[:-1]]


def test_words_of_a_series_are_in_its_language(real_atlas) -> None:
    page = maps(real_atlas, SERIES, "ru")[1]
    assert page.sheet.flows["since"].startswith("После 20 апреля 1994")
