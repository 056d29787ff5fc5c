"""Pictures are compared crop by crop: nothing small is lost in a large whole."""

import crops
import pytest
from PIL import Image, ImageDraw


def picture(*boxes, colour=(200, 30, 30)):
    image = Image.new("RGB", (720, 450), (240, 240, 235))
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=colour)
    return image


# What is a thousandth of the picture, in the middle, on two tiles, in its last corner.
PLACES = [(300, 200, 303, 203), (318, 222, 322, 226), (716, 446, 719, 449), (0, 0, 3, 3)]


@pytest.mark.parametrize("box", PLACES)
def test_one_small_thing_that_vanishes_is_found_where_it_was(box):
    found = crops.faults(picture(box), picture())

    assert found
    x, y = map(int, found[0].rpartition(" ")[2].split(","))
    assert x - 1 <= box[2] <= x + crops.TILE + 8
    assert y - 1 <= box[3] <= y + crops.TILE + 8


@pytest.mark.parametrize("box", PLACES)
def test_one_small_thing_in_another_colour_is_found(box):
    assert crops.faults(picture(box), picture(box, colour=(30, 30, 200)))


def test_the_worst_place_is_named_first():
    found = crops.faults(picture((8, 8, 11, 11), (400, 400, 411, 411)), picture())

    assert found[0].startswith("144 pixels")


def test_edges_that_are_smoothed_otherwise_are_let_be():
    one, other = picture(), picture()
    for k in range(crops.MOST):
        one.putpixel((100 + 2 * k, 100), (0, 0, 0))
    for x in range(720):
        other.putpixel((x, 50), (240 - crops.FAR, 240, 235))

    assert crops.faults(one, other) == []


def test_pictures_of_two_sizes_differ():
    assert crops.faults(picture(), picture().resize((10, 10))) == ["(720, 450) is not (10, 10)"]
