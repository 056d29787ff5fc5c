"""Answers in a line, by rule: on the toy world, on rows of a test's own, and on the real atlas."""

from datetime import date
from itertools import pairwise

import pytest

from csto_map.atlas import Atlas
from csto_map.page import answers, card_rows, cards

LEFT = (
    "Left: froze its part 28 June 2012, suspended from 19 December 2012; "
    "not counted as a member since"
)


@pytest.fixture(scope="module")
def real(real_atlas):
    return {
        language: cards.compile_details(real_atlas, language)["cards"] for language in ("en", "ru")
    }


def on(card, org, day):
    """What a card says of an organisation on a day; None where it says nothing."""
    (own,) = (one for one in card["answers"] if one["org"] == org)
    at = date.fromisoformat(day).toordinal()
    held = [line for line in own["days"] if line[0] <= at and (line[1] is None or at < line[1])]
    return held[0][2] if held else None


def story(card, org):
    (own,) = (one for one in card["answers"] if one["org"] == org)
    return own["story"]


@pytest.mark.parametrize(
    ("country", "org", "day", "said"),
    [
        ("UZB", "CSTO", "2000-01-01", "Not a member on this day: member from 16 August 2006"),
        ("UZB", "CSTO", "2009-06-14", "Member since 16 August 2006"),
        ("UZB", "CSTO", "2012-09-01", "Member, its participation frozen since 28 June 2012"),
        (
            *("UZB", "CSTO", "2024-01-01"),
            LEFT,
        ),
        ("UZB", "CST", "1993-01-01", "Signed 15 May 1992, not in force for it on this day"),
        ("UZB", "CST", "1995-01-01", "Signed 15 May 1992, in force for it from 20 April 1994"),
        ("UZB", "CST", "2009-06-14", "Not a member on this day: left 20 April 1999"),
        (
            "UZB",
            "EURASEC",
            "2016-01-01",
            "Not a member on this day: the organisation ended 1 January 2015",
        ),
        ("AFG", "CSTO_PA", "2020-01-01", "Never a member; observer since 2013"),
        ("IND", "SCO", "2010-01-01", "Observer since 5 July 2005; member from 9 June 2017"),
        ("ARM", "EURASEC", "2000-01-01", "No part in it on this day: observer from April 2003"),
    ],
)
def test_a_state_says_what_it_is_to_an_organisation_on_a_day(real, country, org, day, said):
    if country not in real["en"]:
        pytest.skip(f"{country} has no card")

    assert on(real["en"][country], org, day) == said


def test_the_whole_story_is_told_whatever_the_day(real):
    assert story(real["en"]["UZB"], "CSTO") == (
        "Member from 16 August 2006; participation frozen from 28 June 2012; "
        "suspended from 19 December 2012, not counted as a member since"
    )
    assert story(real["ru"]["UZB"], "CST") == (
        "Подписано: 15 мая 1992; в силе для него с: 20 апреля 1994; выход: 20 апреля 1999"
    )


def test_every_day_of_the_atlas_has_exactly_one_line(real, real_atlas):
    first, horizon = real_atlas.first.toordinal(), real_atlas.horizon.toordinal()
    for card in real["en"].values():
        for one in card.get("answers", ()):
            spans = [(line[0], line[1] or horizon + 1) for line in one["days"]]
            assert spans[0][0] <= first
            assert spans[-1][1] > horizon
            assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_every_line_has_sources(real):
    lines = [
        line
        for card in real["en"].values()
        for one in card.get("answers", ())
        for line in (*one["days"], *card["hosting"])
    ]

    assert len(lines) > 300
    assert all(line[3] for line in lines)


def test_troops_are_those_of_personnel(real, real_atlas):
    told = 0
    for day in ("2003-06-30", "2013-06-30", "2023-06-30"):
        at = date.fromisoformat(day).toordinal()
        for host, by in real_atlas.at(day).personnel().items():
            lines = real["en"][host]["hosting"] if host in real["en"] else ()
            held = [line for line in lines if line[0] <= at < line[1]]
            for line, one in zip(held, by.values(), strict=host in real["en"]):
                assert f"{one.high:,}" in line[2]
                assert line[3] == list(one.source_ids)
                told += 1
    assert told > 10


def test_a_sum_of_some_posts_is_at_least_so_many(real, real_atlas):
    kit = card_rows.shelf(real_atlas, "en")
    sums = [
        one
        for party in real_atlas.headcount.parties
        for _, _, one in answers.counted(kit, *party)
        if one.method == "sum" and one.low
    ]
    partial = [one for one in sums if one.covered < 1]

    assert partial
    assert all(answers.people(kit, one).startswith("at least ") for one in partial)
    assert not any(
        answers.people(kit, one).startswith("at least ") for one in sums if one.covered == 1
    )


def test_a_member_that_comes_back_is_a_member_again(toy):
    path = toy / "tables" / "memberships.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "pact_ccc_1,",
            "pact_bbb_3,PACT,BBB,member,2012-03,..,certain,ongoing,,book\npact_ccc_1,",
        ),
        encoding="utf-8",
    )
    card = cards.compile_details(Atlas.load(toy))["cards"]["BBB"]

    assert on(card, "PACT", "2011-01-01") == (
        "Not a member on this day: left 15 June 2010; member again from March 2012"
    )
    assert story(card, "PACT").endswith("left 15 June 2010; member again from March 2012")


def test_a_suspension_that_nobody_announced_is_not_called_leaving(toy):
    path = toy / "tables" / "memberships.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "pact_ccc_1,",
            "pact_bbb_3,PACT,BBB,suspended,2010-06-15,..,certain,ongoing,,book\npact_ccc_1,",
        ),
        encoding="utf-8",
    )
    card = cards.compile_details(Atlas.load(toy))["cards"]["BBB"]

    assert on(card, "PACT", "2011-01-01") == (
        "Suspended since 15 June 2010; not counted as a member since"
    )
