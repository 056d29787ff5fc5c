"""Who says so: one place answers, for cards, pictures and files alike."""

from datetime import date

import pytest

from csto_map import Atlas
from csto_map.page import cards


@pytest.fixture(scope="module")
def made(real_atlas):
    return cards.compile_details(real_atlas)["cards"]


def told_by(atlas, id_, card):
    """Gather the sources of all that a card says, part by part."""
    kind, _, rest = id_.partition(":")
    table = {"point": "border_points", "sector": "border_sectors"}.get(kind, f"{kind}s")
    own = [row for row in getattr(atlas.tables, table, ()) if getattr(row, row.key) == rest]
    if kind == "deployment":
        own += [row for row in atlas.tables.units if row.unit_id == own[0].unit_id]
    # The history of a unit tells of its other stays too, that of a sector of helpers.
    past = card["history"] if kind == "site" or not rest else ()
    parts = (*past, *card["strengths"], *card["equipment"], *card["agreements"])
    return {s for row in own for s in row.source_ids} | {
        s for part in parts for s in part["sources"]
    }


def test_a_card_lists_the_sources_of_all_that_it_says_and_no_other(real_atlas, made):
    assert len(made) > 1000
    for id_, card in made.items():
        if id_.startswith("sector:"):
            assert set(card["sources"]) >= told_by(real_atlas, id_, card), id_
        else:
            assert set(card["sources"]) == told_by(real_atlas, id_, card), id_


def test_whatever_is_drawn_has_sources_each_once_and_the_best_first(real_atlas, made):
    lens = real_atlas.config.default_lens
    drawn = {mark["id"] for mark in real_atlas.timeline["marks"]} | set(made)

    for id_ in drawn:
        whole = real_atlas.sources.behind(id_)
        assert whole, id_
        assert whole == real_atlas.ranks.best_first(whole), id_
        shown = real_atlas.sources.between(id_, real_atlas.first, real_atlas.horizon, lens)
        assert set(shown) <= set(whole), id_
        if ":" in id_ and not id_.startswith("sector:"):
            assert shown == whole, id_


def test_a_range_of_days_has_the_sources_of_each_of_its_days(real_atlas):
    first, last = date(2004, 6, 1), date(2007, 6, 1)
    every = {
        source
        for day in range(first.toordinal(), last.toordinal() + 1)
        for source in real_atlas.sources_of("UZB", date.fromordinal(day))
    }

    assert len(every) > len(real_atlas.sources_of("UZB", first))
    assert set(real_atlas.sources_of("UZB", last, since=first)) == every


def test_what_a_toy_world_rests_on(toy):
    atlas = Atlas.load(toy)

    # s2 and s3 are figures of the base.
    assert atlas.sources_of("site:bbb_base") == ("book", "paper")
    assert atlas.sources_of("site:bbb_plan") == ("paper",)
    # Beland left in 2010: what it is then rests on the row that ended.
    assert atlas.sources_of("BBB", date(2000, 6, 1)) == ("book",)
    assert atlas.sources_of("BBB", date(2012, 6, 1)) == ("book", "paper")
    assert atlas.sources_of("CCC", date(2001, 1, 1)) == ()
    for nothing in ("site:nowhere", "sector:nowhere", "ZZZ", "tale:of_old", ":"):
        assert atlas.sources_of(nothing) == ()


def test_a_sector_has_the_sources_of_its_last_guard(real_atlas):
    for sector, own in real_atlas.world.guards.items():
        for spell in own:
            assert real_atlas.sources_of(f"sector:{sector}", spell.from_) == spell.row.source_ids
        whole = real_atlas.sources_of(f"sector:{sector}", since=real_atlas.first)
        assert whole == own[-1].row.source_ids


def test_who_says_so_is_told_without_a_word_of_a_card(toy, monkeypatch):
    atlas = Atlas.load(toy)

    def mute(self, language):
        raise AssertionError(f"no words of {language} are needed")

    monkeypatch.setattr(Atlas, "spoken", mute)
    monkeypatch.setattr(Atlas, "speech", mute)

    assert atlas.sources_of("site:bbb_base")


def test_sources_are_the_same_in_every_language(real_atlas, made):
    russian = real_atlas.spoken("ru")

    assert all(russian.sources_of(id_) == real_atlas.sources_of(id_) for id_ in made)
