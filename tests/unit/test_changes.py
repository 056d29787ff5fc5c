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
