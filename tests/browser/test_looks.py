"""The six views in both themes at three sizes look as in the references that people approved.

`pytest tests/browser/test_looks.py --renew-references` draws them anew: look at every one
before it is committed. They are kept at half size in few colours, which is enough to see
that something moved, and little enough to keep.
"""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import web_world
from PIL import Image

REFERENCES = Path(__file__).parent / "references"
VIEWS = ("alliance", "central-asia", "tajik-afghan", "kyrgyzstan", "caucasus", "belarus")
SIZES = ((1440, 900), (1024, 768), (390, 844))
COLOURS = 96
# A pixel differs when a channel is off by more than this; noise of edges stays below.
FAR, SHARE = 24, 0.01


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def page(browser, url, request):
    width, height = request.param
    phone = {"has_touch": True, "is_mobile": True} if width < 640 else {}
    own = web_world.Visit(browser, url, viewport={"width": width, "height": height}, **phone)
    yield own.open("?date=2009-06-14")
    own.close()


def halved(page):
    """The screen at half size, once it rests."""
    page.run("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    image = Image.open(BytesIO(page.page.screenshot(animations="disabled", caret="hide")))
    return image.convert("RGB").reduce(2)


def few_colours(image):
    return image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_approved(page, view, theme, pytestconfig, tmp_path):
    page.page.emulate_media(color_scheme=theme)
    page.show(f"?date=2009-06-14&view={view}")
    drawn = halved(page)
    size = page.page.viewport_size
    name = f"{view}-{theme}-{size['width']}x{size['height']}.webp"
    if pytestconfig.getoption("--renew-references", default=False):
        REFERENCES.mkdir(exist_ok=True)
        few_colours(drawn).convert("RGB").save(REFERENCES / name, lossless=True, method=6)
        return

    with Image.open(REFERENCES / name) as reference:
        approved = np.asarray(reference.convert("RGB"), dtype=np.int16)
    now = np.asarray(drawn, dtype=np.int16)
    assert now.shape == approved.shape
    far = (np.abs(now - approved) > FAR).any(axis=2)
    if far.mean() >= SHARE:
        drawn.save(tmp_path / name)
        Image.fromarray((far * 255).astype(np.uint8)).save(tmp_path / f"where-{name}")
    assert far.mean() < SHARE, f"{far.mean():.1%} of {name} differ: see {tmp_path}"


def test_there_is_one_reference_for_each_and_no_other():
    names = {
        f"{view}-{theme}-{width}x{height}.webp"
        for view in VIEWS
        for theme in ("light", "dark")
        for width, height in SIZES
    }
    assert {path.name for path in REFERENCES.glob("*")} == names
    assert sum(path.stat().st_size for path in REFERENCES.glob("*")) < 2_500_000
