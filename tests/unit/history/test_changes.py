"""Sentences about change, from rows that say how sure their dates are."""

from datetime import date

import pytest
import toy_world

from csto_map.atlas import Atlas

HAND_OVER = date(2005, 5, 5)


def told_on(folder, day):
    return {change.day: change.text for change in Atlas.load(folder).changes}.get(day, "")


def test_a_sector_that_changes_hands_is_told(toy):
    assert "Beland takes over the Red sector" in told_on(toy, HAND_OVER)


@pytest.mark.parametrize("certainty", ["attested", "inherited"])
def test_a_guard_whose_start_is_not_known_takes_nothing_over(toy, certainty):
    toy_world.spoil(toy, "border_guards", "g2", "start_certainty", certainty)

    assert "takes over" not in told_on(toy, HAND_OVER)


def test_a_derived_start_is_told(toy):
    toy_world.spoil(toy, "border_guards", "g2", "start_certainty", "derived")

    assert "takes over" in told_on(toy, HAND_OVER)


def test_what_is_known_to_the_year_is_not_told_of_its_first_day(toy):
    toy_world.spoil(toy, "memberships", "pact_ccc_1", "start", "2006")
    told = {change.day: change for change in Atlas.load(toy).changes}[date(2006, 1, 1)]

    assert (told.when, told.exact) == ("2006", False)
    assert told.text == "Celand becomes an observer of PACT"


def test_of_several_vague_dates_the_vaguest_stands_for_all(toy):
    toy_world.spoil(toy, "memberships", "pact_ccc_1", "start", "2006")
    toy_world.spoil(toy, "sites", "bbb_base", "start", "2006-01")
    told = {change.day: change for change in Atlas.load(toy).changes}[date(2006, 1, 1)]

    assert (told.when, told.exact) == ("2006", False)
    assert told.text.count("(January 2006)") == 1
    assert "1 January" not in told.text


def test_beside_a_day_what_is_vague_says_so(toy):
    toy_world.spoil(toy, "memberships", "pact_ccc_1", "start", "2006")
    toy_world.spoil(toy, "sites", "bbb_base", "start", "2006-01-01")
    told = {change.day: change for change in Atlas.load(toy).changes}[date(2006, 1, 1)]

    assert (told.when, told.exact) == ("1 January 2006", True)
    assert "observer of PACT (2006)" in told.text
