"""How many, by country: nothing twice, nothing of the dead, the page held current."""

import random
import runpy
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from csto_map.history.outdone import outdone
from csto_map.history.snapshot_json import as_object
from csto_map.history.strengths import AGES
from csto_map.page import cards

ROOT = Path(__file__).resolve().parents[2]


def some_days(atlas):
    return [
        atlas.first + timedelta(k) for k in range(0, (atlas.horizon - atlas.first).days + 1, 61)
    ]


def test_the_page_tells_the_numbers_of_today(real_atlas):
    page = ROOT / "docs/explanation/personnel.md"
    made = runpy.run_path(str(ROOT / "scripts/personnel_table.py"))
    text = page.read_text(encoding="utf-8")

    assert made["renewed"](text, real_atlas) == text, (
        "renew it: python scripts/personnel_table.py docs/explanation/personnel.md"
    )


def test_a_number_is_the_sum_of_figures_that_count_and_of_none_twice(real_atlas):
    tables = real_atlas.tables
    older = {(r.unit_id, o) for r in tables.units for o in r.succeeds}
    older |= {(r.grouping_id, o) for r in tables.groupings for o in r.succeeds}
    seen = set()
    for day in some_days(real_atlas):
        for one in real_atlas.personnel(day=day):
            figures = [real_atlas.strengths.at(id_, day) for id_ in one.counted]
            assert one.low == sum(f.low for f in figures)
            assert one.high == sum(f.high for f in figures)
            assert set(one.source_ids) == {s for f in figures for s in f.source_ids}
            assert not [pair for pair in older if set(pair) <= set(one.counted)]
            assert not set(one.counted) & {*one.left_out, *one.without}
            assert 0 < one.covered <= 1
            assert one.method == "sum" or len(one.counted) == 1
            stays = {
                (s.row.unit_id, s.row.site_id)
                for s in real_atlas.world.deployments
                if s.covers(day)
            }
            assert not [pair for pair in stays if set(pair) <= set(one.counted)]
            seen.add((one.method, one.age))
    assert seen >= {("grouping", "fresh"), ("sum", "fresh"), ("sum", "old")}


def test_hosts_together_are_their_numbers_added_once(real_atlas):
    hosts = sorted({host for host, _ in real_atlas.headcount.parties})
    rng = random.Random(3)
    seen = 0
    for day in some_days(real_atlas):
        few = rng.sample(hosts, 4)
        each = [one for one in real_atlas.personnel(day=day) if one.host in few]
        parts = {o: [p for p in each if p.operator == o] for _, o in real_atlas.headcount.parties}
        for one in real_atlas.personnel(few, day=day):
            own = parts.pop(one.operator)
            assert one.parts == tuple(sorted(own, key=lambda p: p.host))
            assert (one.low, one.high) == (sum(p.low for p in own), sum(p.high for p in own))
            assert one.method == "sum"
            assert one.age == max((p.age for p in own), key=AGES.index)
            assert len(one.counted) == sum(len(p.counted) for p in own)
            assert 0 < one.covered <= 1
            ends = [text for p in own for text in p.as_of.split("/")]
            assert set(one.as_of.split("/")) <= set(ends)
            seen += len(own) > 1
        assert not any(parts.values())
    assert seen > 50


def test_a_part_above_all_forces_around_it_is_told(real_atlas):
    told = outdone(real_atlas.headcount, real_atlas.horizon)

    assert {"rus_201mb", "rus_102mb"} <= told.keys()
    for id_, spans in told.items():
        for one, after in pairwise([*spans, None]):
            part = real_atlas.strengths.at(id_, one.from_)
            assert part.low > one.whole.high
            assert part.age(one.from_) != "last_known"
            assert one.whole.method == "grouping"
            assert one.from_ < one.until
            assert after is None or one.until <= after.from_


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "all forces of Russia in Tajikistan are 3,000\N{EN DASH}5,000 (2023)"),
        ("ru", "(Россия) в стране (Таджикистан)"),
    ],
)
def test_the_card_of_a_base_tells_of_a_lesser_count_of_all_forces(real_atlas, language, text):
    made = cards.compile_details(real_atlas, language)["cards"]

    said = {id_: [one[2] for one in card.get("beside", ())] for id_, card in made.items()}
    of_base = {id_ for id_, texts in said.items() if any(text in one for one in texts)}
    assert of_base
    assert all(id_.startswith("deployment:rus_201mb_at_tjk_") for id_ in of_base)


@pytest.mark.parametrize(("day", "host"), [("2008-01-01", "AZE"), ("2022-06-01", "GEO")])
def test_the_forces_of_the_nineties_are_in_no_later_number(real_atlas, day, host):
    told = as_object(real_atlas.at(day))["personnel_by_host"].get(host, {})

    counted = {id_ for one in told.values() for id_ in one["counted"]}
    assert not [id_ for id_ in counted if id_.endswith("_1992")]
    assert "geo_batumi" not in counted


def test_border_guards_are_added_once_and_only_while_they_are_there(real_atlas):
    """In 2004: the division's 5,500 and almost 14,000 of the border troops, no detachments."""
    (one,) = real_atlas.personnel("TJK", "RUS", day="2004-06-01")

    assert set(one.counted) == {"rus_201mrd", "rus_border_tjk"}
    assert (one.low, one.high, one.method) == (19_500, 19_500, "sum")
    (later,) = real_atlas.personnel("TJK", "RUS", day="2013-06-01")
    assert later.counted == ("rus_forces_tjk",)
    assert "rus_201mb" in later.left_out


def test_a_count_of_one_part_of_a_country_is_not_one_of_all_forces_there(real_atlas):
    """In November 2008 3,700 stood in Abkhazia, and 3,700 more in South Ossetia."""
    (one,) = real_atlas.personnel("GEO", "RUS", day="2009-06-14")
    assert set(one.counted) == {"rus_forces_abk", "rus_forces_so"}
    assert (one.low, one.high, one.method) == (7_400, 7_400, "sum")
    assert one.covered < 0.5
    (one,) = real_atlas.personnel("UKR", "RUS", day="2016-06-01")
    assert (one.counted, one.method) == (("rus_forces_crimea",), "sum")


def test_counts_of_all_forces_follow_one_another(real_atlas):
    """Two that hold on one day would each claim to be all of them."""
    for (host, owner), ids in real_atlas.headcount.wholes.items():
        for day in some_days(real_atlas):
            alive = [id_ for id_ in ids if real_atlas.strengths.at(id_, day)]
            assert len(alive) < 2, (host, owner, day, alive)


def test_steps_are_the_numbers_of_every_day(real_atlas):
    for party in real_atlas.headcount.parties:
        steps = real_atlas.headcount.steps(*party)
        for day in some_days(real_atlas):
            held = [one for from_, one in steps if from_ <= day]
            assert (held[-1] if held else None) == real_atlas.headcount.at(*party, day), (
                party,
                day,
            )
        assert all(first != second for (_, first), (_, second) in zip(steps, steps[1:]))  # noqa: B905, RUF007
    assert date(2013, 1, 1) in [d for d, _ in real_atlas.headcount.steps("TJK", "RUS")]
