"""Where insets stand: on their best free side, as large as can be, as many as can be."""

import itertools

import pytest

from csto_map.picture import insets
from csto_map.picture.constants import INSETS
from csto_map.picture.insets import Wanted

SIZE = (1500, 900)
SCALE = 3.0
FAR = (600.0, 400.0, 640.0, 440.0)


def wanted(*sides, across=700.0, up=500.0, source=FAR):
    return Wanted(across, up, sides, source)


def apart(one, other, gap=0.0):
    return (
        one[2] + gap <= other[0]
        or other[2] + gap <= one[0]
        or one[3] + gap <= other[1]
        or other[3] + gap <= one[1]
    )


def test_an_inset_takes_its_first_side_at_the_largest_scale() -> None:
    (box,) = insets.place([wanted("north-east", "south")], SIZE, SCALE, [])
    wide, tall = round(700 * INSETS.zooms[0] / SCALE), round(500 * INSETS.zooms[0] / SCALE)
    east, north = SIZE[0] - INSETS.edge, INSETS.edge
    assert box == (east - wide, north, east, north + tall)
    (south,) = insets.place([wanted("south")], SIZE, SCALE, [])
    assert south[3] == SIZE[1] - INSETS.edge
    assert abs((south[0] + south[2]) / 2 - SIZE[0] / 2) <= 1


def test_it_is_smaller_or_moves_along_before_it_takes_another_side() -> None:
    corner = (1400.0, 0.0, 1500.0, 60.0)
    (moved,) = insets.place([wanted("north-east", "south")], SIZE, SCALE, [corner])
    assert apart(moved, corner, INSETS.clear)
    assert moved[1] == INSETS.edge or moved[2] == SIZE[0] - INSETS.edge
    # All of the corner's two edges is taken but for a strip that only a smaller one fits.
    small = 500 * INSETS.zooms[-1] / SCALE
    strip = (0.0, 2 * INSETS.edge + small, 1500.0, 900.0)
    (less,) = insets.place(
        [wanted("north-east", source=(700, 600, 710, 610))], SIZE, SCALE, [strip]
    )
    assert less[3] - less[1] == round(small)


def test_the_other_side_is_taken_where_the_first_is_full_and_none_where_all_are() -> None:
    upper, lower = (0.0, 0.0, 1500.0, 380.0), (0.0, 460.0, 1500.0, 900.0)
    (box,) = insets.place([wanted("north", "south")], SIZE, SCALE, [upper])
    assert box[3] == SIZE[1] - INSETS.edge
    assert insets.place([wanted("north", "south")], SIZE, SCALE, [upper, lower]) == [None]


def test_the_first_yields_its_best_side_where_else_the_second_had_no_room() -> None:
    free_only_above = (0.0, 430.0, 1500.0, 900.0)
    first, second = wanted("north-east", "north-west"), wanted("north-east")
    alone = insets.place([first], SIZE, SCALE, [free_only_above])
    both = insets.place([first, second], SIZE, SCALE, [free_only_above])
    assert alone[0][2] == SIZE[0] - INSETS.edge
    assert None not in both
    assert apart(*both, INSETS.apart)


def test_no_inset_lies_on_what_any_shows() -> None:
    sources = [(1100.0, 20.0, 1400.0, 200.0), (100.0, 700.0, 300.0, 850.0)]
    asked = [wanted("north-east", "east", source=sources[0]), wanted("south", source=sources[1])]
    boxes = insets.place(asked, SIZE, SCALE, [])
    for box, source in itertools.product(boxes, sources):
        assert apart(box, source, INSETS.clear)


def test_a_name_keeps_one_of_its_places() -> None:
    north, south = (700.0, 30.0, 800.0, 46.0), (700.0, 850.0, 800.0, 866.0)
    asked = [wanted("north", "south", source=(10, 400, 20, 410))]
    (free,) = insets.place(asked, SIZE, SCALE, [], [[north, south]])
    assert free[1] == INSETS.edge
    (moved,) = insets.place(asked, SIZE, SCALE, [], [[north]])
    assert apart(moved, north, INSETS.apart)
    # Two insets do not take its last place together.
    both = insets.place(
        [*asked, wanted("south", source=(10, 500, 20, 510))], SIZE, SCALE, [], [[north, south]]
    )
    assert any(all(apart(box, place) for box in both) for place in (north, south))
    # A name that has no place at all asks for none.
    assert insets.place(asked, SIZE, SCALE, [], [[]])[0] == free


@pytest.mark.parametrize("km_per_px", [INSETS.most_km * INSETS.zooms[0] + 0.1, 0.4])
def test_a_map_too_small_or_too_close_has_none(km_per_px) -> None:
    # Of the closer one an inset would cover more than its share.
    assert insets.place([wanted("north-east")], SIZE, km_per_px, []) == [None]


def test_lines_lead_from_the_outline_to_the_frame_and_cross_neither() -> None:
    corners = ((100.0, 500.0), (300.0, 480.0), (320.0, 640.0), (120.0, 660.0))
    box = (1000.0, 20.0, 1300.0, 260.0)
    lines = insets.ties(corners, box)
    assert len(lines) == 2
    for (x0, y0), (x1, y1) in lines:
        assert (x0, y0) in corners
        assert x1 in (box[0], box[2])
        assert y1 in (box[1], box[3])
        for x, y in ((x0 + (x1 - x0) * t / 50, y0 + (y1 - y0) * t / 50) for t in range(1, 50)):
            assert not (box[0] < x < box[2] and box[1] < y < box[3])
