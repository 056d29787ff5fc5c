"""What filters leave of a state and of a difference, and how they are read and said."""

import random

import pytest
import toy_world

from csto_map.atlas import Atlas
from csto_map.history import compare
from csto_map.history.timeline import state_at
from csto_map.picture import scene
from csto_map.query import filters, ledger, question
from csto_map.query.filters import FACETS, Filters

DAY = "2003-06-14"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("toy") / "toy"))


def left(atlas, **asked):
    """What filters leave of the toy world on a day: ids."""
    own = question.read(atlas, {f"f.{name}": text for name, text in asked.items()}).filters
    day = atlas.day(DAY)
    state = scene.truth(atlas.timeline, day, "pact", None, own)
    return set(state.states) | set(state.marks) | {f"sector:{id_}" for id_ in state.sectors}


def test_without_filters_all_is_left(atlas):
    day = atlas.day(DAY).toordinal()
    whole = state_at(atlas.timeline, day, "pact")

    assert Filters().apply(whole, atlas.timeline, (day, day)) is whole
    assert not Filters()


def test_a_filter_leaves_alone_what_has_no_such_property(atlas):
    whole = left(atlas)
    only = left(atlas, country="BBB")

    assert "BBB" in only
    assert "AAA" in whole - only
    assert {id_ for id_ in only if id_.startswith("sector:")} == {
        id_ for id_ in whole if id_.startswith("sector:")
    }


def test_a_sector_answers_to_its_guard(atlas):
    assert "sector:red" in left(atlas, by="AAA")
    assert "sector:red" not in left(atlas, by="BBB")


def test_what_has_no_figure_does_not_reach_any(atlas):
    few, many = left(atlas, men="1"), left(atlas, men="1000000")

    assert not [id_ for id_ in many if id_.startswith(("site:", "deployment:"))]
    assert many <= few


def test_only_what_is_certain_is_left(real_atlas):
    day = real_atlas.day("2009-06-14")
    lens = real_atlas.config.default_lens
    state = scene.truth(real_atlas.timeline, day, lens, None, Filters(sure=True))
    whole = scene.truth(real_atlas.timeline, day, lens)

    assert set(state.marks) == {id_ for id_, certain in whole.marks.items() if certain}
    assert set(state.marks) < set(whole.marks)


def test_filters_only_take_away_and_more_of_them_take_more(real_atlas):
    rng = random.Random(3)
    known = filters.values(real_atlas.timeline)
    span = (real_atlas.horizon - real_atlas.first).days
    lens = real_atlas.config.default_lens
    for _ in range(60):
        day = real_atlas.first.toordinal() + rng.randrange(span)
        whole = state_at(real_atlas.timeline, day, lens)
        one, two = (
            (facet, tuple(rng.sample(known[facet], min(2, len(known[facet])))))
            for facet in rng.sample(list(known), 2)
        )
        less = Filters((one,)).apply(whole, real_atlas.timeline, (day, day))
        least = Filters((one, two), sure=True).apply(whole, real_atlas.timeline, (day, day))
        assert set(least.marks) <= set(less.marks) <= set(whole.marks)
        assert set(least.states) <= set(less.states) <= set(whole.states)
        assert set(least.events) <= set(less.events) <= set(whole.events)


def test_differences_are_filtered_by_what_differs(real_atlas):
    first, last = real_atlas.day("2003-01-01"), real_atlas.day("2006-01-01")
    rows = compare.differences(real_atlas, first, last)

    def kept(**own):
        return ledger.let_through(real_atlas, rows, Filters(**own), first, last)

    assert kept() == rows
    # A hand-over is one of either guard.
    for guard in ("RUS", "TJK"):
        assert any(row.kind == "handed_over" for row in kept(chosen=(("by", (guard,)),)))
    assert not any(row.kind == "handed_over" for row in kept(chosen=(("by", ("BLR",)),)))
    abroad = kept(chosen=(("country", ("KGZ",)),))
    assert {row.id for row in abroad if row.layer == "bases"} <= {
        f"site:{row.site_id}" for row in real_atlas.tables.sites if row.country == "KGZ"
    }
    assert all(row.certain for row in kept(sure=True))


def test_filters_are_said_in_both_languages(real_atlas):
    asked = {"f.country": "KGZ,TJK", "f.echelon": "base", "f.men": "1500", "f.sure": "1"}
    own = question.read(real_atlas, asked).filters
    said = {
        language: own.in_words(
            real_atlas.timeline_in(language), real_atlas, real_atlas.speech(language)
        )
        for language in ("en", "ru")
    }

    assert said["en"].startswith("Shown only: Country: Kyrgyzstan and Tajikistan; Echelon: ")
    assert "At least 1,500 people; Certain only." in said["en"]
    assert "Киргизия и Таджикистан" in said["ru"]
    assert Filters().in_words(real_atlas.timeline, real_atlas, real_atlas.speech()) == ""


def test_filters_read_what_they_write(real_atlas):
    rng = random.Random(9)
    known = filters.values(real_atlas.timeline)
    for _ in range(50):
        chosen = tuple(
            (facet.id, tuple(sorted(rng.sample(known[facet.id], rng.randint(1, 2)))))
            for facet in FACETS
            if rng.random() < 0.3 and len(known[facet.id]) > 1
        )
        own = Filters(chosen, rng.choice([None, 5, 1_000_000]), rng.random() < 0.5)
        texts = question.Question(day=real_atlas.first, filters=own).texts()
        assert question.read(real_atlas, texts).filters == own


def test_a_country_keeps_the_movements_that_end_in_it_alone(real_atlas):
    asked = question.read(real_atlas, {"date": "2022-01-10", "f.country": "KAZ"})
    day = real_atlas.day("2022-01-10").toordinal()
    timeline = real_atlas.timeline
    under_way = [one for one in timeline["flows"] if one["from"] <= day < (one["until"] or day + 1)]
    left_over = [one for one in under_way if asked.filters.passes(one, (day, day))]

    assert {place for one in left_over for place in one["at"]} == {"KAZ"}
    assert len(left_over) < len(under_way)
