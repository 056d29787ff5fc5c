"""Symbols: none covers another, none is lost."""

import math

from hypothesis import given
from hypothesis import strategies as st

from csto_map.picture.layout import Anchor, declutter

places = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=60).map(
    lambda at: [Anchor(f"m{k}", float(x), float(y)) for k, (x, y) in enumerate(at)]
)


@given(anchors=places, cell=st.sampled_from([12.0, 26.0, 30.0]), spread=st.booleans())
def test_no_two_symbols_overlap(anchors: list[Anchor], cell: float, spread: bool) -> None:
    placed = declutter(anchors, cell, spread=spread)
    for k, one in enumerate(placed):
        for other in placed[k + 1 :]:
            apart = max(abs(one.x - other.x), abs(one.y - other.y))
            assert apart >= cell - 1e-6, f"{one.id} and {other.id} are {apart} px apart"


@given(anchors=places, cell=st.sampled_from([12.0, 26.0, 30.0]), spread=st.booleans())
def test_every_symbol_is_in_exactly_one_place(
    anchors: list[Anchor], cell: float, spread: bool
) -> None:
    placed = declutter(anchors, cell, spread=spread)
    members = [id_ for p in placed for id_ in p.members]
    assert sorted(members) == sorted(a.id for a in anchors)
    assert all(p.members[0] == p.id for p in placed)


@given(anchors=places)
def test_the_same_anchors_give_the_same_places(anchors: list[Anchor]) -> None:
    assert declutter(anchors, 30) == declutter(list(anchors), 30)


def test_a_lonely_symbol_stands_on_its_place() -> None:
    (only,) = declutter([Anchor("a", 50, 60)], 30)
    assert (only.x, only.y, only.leader, only.members) == (50, 60, False, ("a",))


def test_two_on_one_spot_stand_side_by_side() -> None:
    one, other = declutter([Anchor("a", 50, 60), Anchor("b", 50, 60)], 30)
    assert math.isclose(abs(one.x - other.x), 30)
    assert (one.anchor_x, other.anchor_x) == (50, 50)


def test_more_than_nine_on_one_spot_are_a_stack() -> None:
    (stack,) = declutter([Anchor(f"m{k}", 50, 60) for k in range(10)], 30)
    assert len(stack.members) == 10
