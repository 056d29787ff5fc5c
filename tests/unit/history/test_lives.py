"""How long subjects last, and how old their figures are."""

from datetime import date
from types import SimpleNamespace

import pytest

from csto_map.history import lives
from csto_map.history.strengths import Strengths

FIRST = date(1991, 1, 1)


def dated(start, end, sure="certain", **more):
    ends = {"": "unknown", "..": "ongoing"}.get(end, "certain")
    starts = sure if start else "unknown"
    return SimpleNamespace(start=start, end=end, start_certainty=starts, end_certainty=ends, **more)


def unit(id_, *succeeds):
    return SimpleNamespace(unit_id=id_, succeeds=succeeds)


def stay(of, start, end, sure="certain"):
    return dated(start, end, sure, unit_id=of)


def grouping(id_, start, end, *succeeds):
    return dated(start, end, grouping_id=id_, succeeds=succeeds)


def made(*, sites=(), units=(), stays=(), groupings=()):
    found = lives.of_rows(sites, units, stays, groupings, FIRST)
    return {id_: [(s.from_, s.until) for s in life] for id_, life in found.items()}


def test_a_site_lives_from_its_earliest_start_through_its_latest_end():
    found = made(sites=[dated("2003", "2007-11", site_id="base")])

    assert found["base"] == [(date(2003, 1, 1), date(2007, 12, 1))]


def test_a_unit_lives_while_it_has_a_deployment():
    found = made(
        units=[unit("bn")],
        stays=[
            stay("bn", "2001", "2003-05-01"),
            stay("bn", "2003-01", "2004-06-01"),
            stay("bn", "2010-01-01", ".."),
        ],
    )

    assert found["bn"] == [(date(2001, 1, 1), date(2004, 6, 1)), (date(2010, 1, 1), None)]


def test_a_unit_that_was_planned_only_has_no_life():
    assert made(units=[unit("bn")], stays=[stay("bn", "2001", "..", "planned")])["bn"] == []


def test_a_successor_ends_a_unit_without_deployments_and_a_grouping_across_tables():
    found = made(
        units=[unit("old"), unit("new", "old", "group")],
        stays=[stay("new", "2004-10-16", "..")],
        groupings=[grouping("group", "1992", "")],
    )

    assert found["old"] == [(FIRST, date(2004, 10, 16))]
    assert found["group"] == [(date(1992, 1, 1), date(2004, 10, 16))]


@pytest.mark.parametrize("start", ["", "1992"])
def test_a_successor_ends_nothing_before_it_began_nor_without_a_start(start):
    found = made(
        groupings=[grouping("old", "1993", "2005-09-01"), grouping("new", start, "..", "old")]
    )

    assert found["old"] == [(date(1993, 1, 1), date(2005, 9, 1))]


def test_figures_count_within_each_stretch_only():
    row = SimpleNamespace(
        subject_id="bn", date="2002", kind="total", personnel_low=5, personnel_high=9,
        source_ids=("s",),
    )  # fmt: skip
    stretches = (
        lives.Stretch(date(2003, 1, 1), date(2004, 1, 1)),
        lives.Stretch(date(2010, 1, 1), None),
    )
    known = Strengths([row], {"bn": stretches})

    assert [(day, one and one.high) for day, one in known.steps("bn")] == [
        (date(2003, 1, 1), 9),
        (date(2004, 1, 1), None),
        (date(2010, 1, 1), 9),
    ]
    assert known.at("bn", date(2002, 6, 1)) is None
    assert known.at("bn", date(2003, 12, 31)).low == 5
    assert known.at("bn", date(2004, 1, 1)) is None


@pytest.mark.parametrize(
    ("as_of", "day", "age"),
    [
        ("2004", "2004-01-01", "fresh"),
        ("2004", "2007-12-31", "fresh"),
        ("2004", "2008-01-01", "old"),
        ("2004", "2012-12-31", "old"),
        ("2004", "2013-01-01", "last_known"),
        ("2004-08-12", "2007-08-12", "fresh"),
        ("2004-08-12", "2007-08-13", "old"),
        ("2008-02-29", "2011-02-28", "fresh"),
        ("2008-02-29", "2011-03-01", "old"),
        ("2008-02-29", "2016-02-29", "old"),
        ("2008-02-29", "2016-03-01", "last_known"),
    ],
)
def test_age_is_counted_from_the_last_day_that_the_date_can_mean(as_of, day, age):
    row = SimpleNamespace(
        subject_id="bn", date=as_of, kind="total", personnel_low=5, personnel_high=5,
        source_ids=("s",),
    )  # fmt: skip
    on = date.fromisoformat(day)

    assert Strengths([row]).at("bn", on).age(on) == age
