"""The six views in both themes at three sizes look as in the references that people approved.

`pytest tests/browser/test_looks.py --renew-references` draws them anew: look at every one
before it is committed. They are kept at half size, which is enough to see that one symbol
moved, and little enough to keep; in all their colours, for a palette of few has none for a
colour that one symbol alone has.
"""

from collections import Counter
from io import BytesIO
from pathlib import Path

import crops
import numpy as np
import pytest
import web_world
from PIL import Image

REFERENCES = Path(__file__).parent / "references"
VIEWS = ("alliance", "central-asia", "tajik-afghan", "kyrgyzstan", "caucasus", "belarus")
SIZES = ((1440, 900), (1024, 768), (390, 844))
# All that stands on the map by itself.
THINGS = "#map .symbols image, #map .names text"
BOXES = """(things) => [...document.querySelectorAll(things)].map((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  return [left, top, right, bottom];
})"""
HIDE = """([things, hidden]) => document.querySelectorAll(things).forEach((one) => {
  one.style.visibility = hidden ? "hidden" : "";
})"""


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def page(browser, url, request):
    width, height = request.param
    phone = {"has_touch": True, "is_mobile": True} if width < 640 else {}
    own = web_world.Visit(browser, url, viewport={"width": width, "height": height}, **phone)
    yield own.open("?date=2009-06-14")
    own.close()


def seen(page):
    """The screen, once it rests."""
    page.run("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    image = Image.open(BytesIO(page.page.screenshot(animations="disabled", caret="hide")))
    return image.convert("RGB")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_approved(page, view, theme, pytestconfig, tmp_path):
    page.page.emulate_media(color_scheme=theme)
    page.show(f"?date=2009-06-14&view={view}")
    page.settle()
    drawn = seen(page).reduce(2)
    size = page.page.viewport_size
    name = f"{view}-{theme}-{size['width']}x{size['height']}.webp"
    if pytestconfig.getoption("--renew-references", default=False):
        REFERENCES.mkdir(exist_ok=True)
        drawn.save(REFERENCES / name, lossless=True, method=6)
        return

    with Image.open(REFERENCES / name) as reference:
        approved = reference.convert("RGB")
    found = crops.faults(drawn, approved)
    if found:
        drawn.save(tmp_path / name)
        if drawn.size == approved.size:
            Image.fromarray(crops.apart(drawn, approved)).save(tmp_path / f"where-{name}.png")
    assert not found, f"{len(found)} places of {name}, first {found[:3]}: see {tmp_path}"


@pytest.fixture(scope="module", params=[("alliance", "light"), ("caucasus", "dark")], ids="-".join)
def parts(browser, url, request):
    """A view with and without its symbols and names, and the box of each of them."""
    view, theme = request.param
    own = web_world.Visit(browser, url, color_scheme=theme)
    own.open(f"?date=2009-06-14&view={view}").settle()
    whole, boxes = seen(own), own.run(BOXES, THINGS)
    own.run(HIDE, [THINGS, True])
    bare = seen(own)
    own.run(HIDE, [THINGS, False])
    again = seen(own)
    own.close()
    wide, tall = whole.size
    around = [
        (int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2)
        for left, top, right, bottom in boxes
    ]
    inside = [
        box for box in around if box[0] > 0 and box[1] > 0 and box[2] < wide - 4 and box[3] < tall
    ]
    things = [Thing(whole, bare, box) for box in inside]
    # Some stand below the panels.
    return whole, again, [thing for thing in things if thing.inked() > 30]


class Thing:
    """A symbol or name of a picture, and the picture without it or with another in its place."""

    def __init__(self, whole, bare, box):
        self.whole, self.box = whole, box
        self.cut, self.ground = whole.crop(box), bare.crop(box)
        ink = np.abs(np.asarray(self.cut, dtype=np.int16) - np.asarray(self.ground, dtype=np.int16))
        self.ink = Image.fromarray((ink > 8).any(axis=2).astype(np.uint8) * 255)

    def inked(self):
        return int(np.asarray(self.ink).astype(bool).sum())

    def colour(self):
        """The commonest colour of its ink."""
        own = np.asarray(self.cut)[np.asarray(self.ink) > 0]
        return Counter(map(tuple, own.tolist())).most_common(1)[0][0]

    def gone(self):
        made = self.whole.copy()
        made.paste(self.ground, self.box[:2])
        return made

    def moved(self):
        made = self.gone()
        made.paste(self.cut, (self.box[0] + 3, self.box[1]), self.ink)
        return made

    def painted(self, colour):
        """Its commonest colour, and what is nearly that, replaced by another."""
        made, cut = self.whole.copy(), np.asarray(self.cut).copy()
        near = (np.abs(cut.astype(np.int16) - np.int16(self.colour())) < 40).all(axis=2)
        cut[near & (np.asarray(self.ink) > 0)] = colour
        made.paste(Image.fromarray(cut), self.box[:2])
        return made


def unseen(whole, pictures):
    small = whole.reduce(2)
    return [k for k, made in enumerate(pictures) if not crops.faults(made.reduce(2), small)]


def test_one_symbol_or_name_that_vanishes_is_seen(parts):
    whole, _, things = parts

    assert len(things) > 25
    assert unseen(whole, [thing.gone() for thing in things]) == []


def test_one_symbol_or_name_that_moves_by_three_pixels_is_seen(parts):
    whole, _, things = parts

    assert unseen(whole, [thing.moved() for thing in things]) == []


def test_one_symbol_or_name_in_the_colour_of_another_is_seen(parts):
    whole, _, things = parts
    colours = [colour for colour, _ in Counter(thing.colour() for thing in things).most_common()]
    painted = []
    for thing in things:
        own = np.int16(thing.colour())
        others = [c for c in colours if np.abs(own - np.int16(c)).max() > 2 * crops.FAR]
        painted.append(thing.painted(others[0]))

    assert unseen(whole, painted) == []


def test_what_is_drawn_again_is_the_same(parts):
    whole, again, _ = parts

    assert crops.faults(whole.reduce(2), again.reduce(2)) == []


def test_there_is_one_reference_for_each_and_no_other():
    names = {
        f"{view}-{theme}-{width}x{height}.webp"
        for view in VIEWS
        for theme in ("light", "dark")
        for width, height in SIZES
    }
    assert {path.name for path in REFERENCES.glob("*")} == names
    assert sum(path.stat().st_size for path in REFERENCES.glob("*")) < 4_500_000
