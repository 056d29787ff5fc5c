"""What differs between two days, in the toy world."""

import pytest

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.history import compare
from csto_map.history.strengths import Strength


@pytest.fixture
def atlas(toy) -> Atlas:
    return Atlas.load(toy)


def found(atlas: Atlas, one: str, other: str) -> dict[str, list[str]]:
    rows = compare.differences(atlas, one, other)
    return {kind: [row.text for row in rows if row.kind == kind] for kind in compare.KINDS}


def test_who_joined_and_what_opened_is_told(atlas) -> None:
    rows = found(atlas, "1999-06-01", "2003-01-01")
    assert rows["joined"] == ["Aland (member)", "Beland (member)"]
    assert rows["opened"] == ["Bee base"]
    assert rows["arrived"] == ["1st Battalion, Bee base"]
    assert not rows["left"]
    assert not rows["handed_over"]


def test_who_left_what_closed_and_who_took_over_is_told(atlas) -> None:
    rows = found(atlas, "2005-05-04", "2010-06-15")
    assert rows["left"] == ["Beland"]
    assert rows["closed"] == ["Bee base"]
    assert rows["departed"] == ["1st Battalion, Bee base"]
    assert rows["handed_over"] == ["Red sector: Aland → Beland"]


@pytest.mark.parametrize(("day", "left"), [("2010-06-14", []), ("2010-06-15", ["Beland"])])
def test_the_last_day_is_still_a_day_of_membership(atlas, day: str, left: list[str]) -> None:
    assert found(atlas, "2003-01-01", day)["left"] == left


def test_a_signature_that_comes_into_force_is_a_change_of_status(atlas) -> None:
    rows = found(atlas, "2000-06-01", "2001-06-01")
    assert rows["status"] == [
        "Aland: signed, not yet in force → member",
        "Beland: signed, not yet in force → member",
    ]


def test_strengths_are_compared_with_their_own_dates_and_additions_do_not_count(atlas) -> None:
    rows = found(atlas, "2003-01-01", "2006-01-01")
    assert rows["up"] == ["Bee base: 100–120 (1 June 2002) → 200 (2004)"]
    assert not rows["down"]


@pytest.mark.parametrize(
    ("low", "high", "direction"),
    [
        (100, 120, ""),
        (90, 130, ""),
        (110, 119, ""),
        (100, 121, "up"),
        (101, 120, "up"),
        (101, 121, "up"),
        (100, 119, "down"),
        (99, 120, "down"),
        (99, 119, "down"),
    ],
)
def test_a_range_goes_up_or_down_if_neither_end_goes_the_other_way(low, high, direction) -> None:
    before, after = Strength(100, 120, "2002", ()), Strength(low, high, "2003", ())
    assert compare._direction(before, after) == direction


def test_the_order_of_the_days_does_not_matter(atlas) -> None:
    assert found(atlas, "2010-06-15", "1999-06-01") == found(atlas, "1999-06-01", "2010-06-15")


def test_a_day_is_not_compared_with_itself(atlas) -> None:
    with pytest.raises(BadOption, match="two different days"):
        compare.differences(atlas, "2003-01-01", "2003")
