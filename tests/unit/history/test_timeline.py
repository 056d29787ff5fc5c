"""What held at any time in a range of days, and what marks can be filtered by."""

import pytest

from csto_map.atlas import Atlas
from csto_map.history.timeline import missed, state_at, state_in

DAY = "2003-01-01"


@pytest.fixture
def atlas(toy):
    return Atlas.load(toy)


def held(atlas, first, last):
    days = [atlas.day(text).toordinal() for text in (first, last)]
    return state_in(atlas.timeline, *days, "pact")


def test_a_mark_is_there_if_it_was_on_some_day_of_the_range(atlas):
    gone = "site:bbb_base"

    assert gone not in held(atlas, "2000-01-01", "2001-12-31").marks
    assert held(atlas, "2000-01-01", "2002-01-01").marks[gone] is False
    assert held(atlas, "2000-01-01", "2003-01-01").marks[gone] is True
    assert held(atlas, "2010-06-14", "2012-01-01").marks[gone] is True
    assert gone not in held(atlas, "2010-06-15", "2012-01-01").marks


def test_a_state_has_the_status_that_says_most_of_its_part(atlas):
    assert held(atlas, "2000-06-01", "2012-01-01").states["BBB"] == ("member", True)
    assert held(atlas, "2010-06-15", "2012-01-01").states["BBB"] == ("former", True)
    assert held(atlas, "2000-01-01", "2000-12-31").states["BBB"] == ("signatory", True)


def test_a_sector_is_held_by_the_last_who_held_it(atlas):
    assert held(atlas, "2005-01-01", "2005-05-04").sectors["red"][0] == "AAA"
    assert held(atlas, "2005-01-01", "2005-05-05").sectors["red"][0] == "BBB"


def test_events_are_those_that_happened_in_the_range(atlas):
    """On a day an event is shown for a year; a range does not stretch it."""
    assert (
        "event:signed"
        in state_at(atlas.timeline, atlas.day("2000-06-01").toordinal(), "pact").marks
    )
    assert "event:signed" not in held(atlas, "2000-01-02", "2000-06-01").marks
    assert held(atlas, "2000-01-01", "2000-01-01").marks["event:signed"] is True
    assert held(atlas, "2004-08-06", "2004-09-01").events == ("event:drill",)
    assert held(atlas, "2004-08-07", "2004-09-01").events == ()


def test_nothing_held_in_a_range_that_ends_before_it_begins(atlas):
    nothing = held(atlas, "2005-01-02", "2005-01-01")

    assert (nothing.states, nothing.marks, nothing.sectors, nothing.events) == ({}, {}, {}, ())


def test_marks_say_what_they_can_be_filtered_by(atlas):
    marks = {mark["id"]: mark for mark in atlas.timeline["marks"]}
    base, unit = marks["site:bbb_base"], marks["deployment:aaa_1bn_bee"]
    june, january = (atlas.day(text).toordinal() for text in ("2002-06-01", "2004-01-01"))

    assert (base["at"], base["by"]) == (["BBB"], "AAA")
    closed = atlas.day("2010-06-15").toordinal()
    assert base["men"] == [[june, 100, 120], [january, 200, 200], [closed, None, None]]
    assert (unit["at"], unit["echelon"], unit["role"]) == (["BBB"], "battalion", "stationed")
    assert marks["point:bridge"]["at"] == ["AAA", "BBB"]
    assert marks["contingent:c1"]["men"][0][1:] == [90, 110]
    assert "men" not in unit


def test_steps_of_strength_are_what_counts_from_a_day_on(atlas):
    strengths = atlas.strengths
    for day, strength in strengths.steps("bbb_base"):
        assert strengths.at("bbb_base", day) == strength
    assert strengths.steps("nobody") == []


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ((0, 0, 10, 10), True),
        ((0, 0, 5, 10), False),
        ((0, 0, 5.1, 10), True),
        ((8, 0, 10, 10), False),
        ((7.9, 0, 10, 10), True),
        ((0, 0, 10, 4), False),
        ((0, 0, 10, 4.1), True),
        ((0, 9, 10, 10), False),
        ((0, 8.9, 10, 10), True),
    ],
)
def test_a_gap_is_missed_in_a_frame_that_its_box_reaches_into(frame, told):
    gap = {"text": "it", "from": None, "until": None, "box": [5, 4, 8, 9]}

    assert missed({"not_covered": [gap]}, 1, 1, frame) == (["it"] if told else [])


@pytest.mark.parametrize(
    ("first", "last", "told"), [(1, 9, False), (1, 10, True), (19, 30, True), (20, 30, False)]
)
def test_a_gap_is_missed_on_its_days_alone(first, last, told):
    gap = {"text": "it", "from": 10, "until": 20, "box": None}

    assert missed({"not_covered": [gap]}, first, last, (0, 0, 1, 1)) == (["it"] if told else [])
