"""PNG: the right size, the right colours, drawn with our own fonts only."""

import io

import pytest
from PIL import Image

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.picture.png import png
from csto_map.picture.scene import build
from csto_map.picture.style import STYLES
from csto_map.sheet.svg import to_svg


@pytest.fixture(scope="module")
def atlas(real_atlas) -> Atlas:
    return real_atlas


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_the_scale_gives_the_size(atlas: Atlas, scale: float) -> None:
    scene = build(atlas, "2009-06-14", width=640, height=360)
    picture = opened(png(to_svg(scene), scale))
    assert picture.size == (int(640 * scale), int(360 * scale))


@pytest.mark.parametrize("style", list(STYLES))
def test_an_ally_has_the_colour_of_its_status_and_the_margin_is_paper(
    atlas: Atlas, style: str
) -> None:
    scene = build(atlas, "2009-06-14", layers=["states"], style=style)
    picture = opened(png(to_svg(scene, furniture=False)))
    colours = {c for _, c in picture.getcolors(1 << 20) or []}
    member = scene.looks.status("member").fill
    assert tuple(int(member[k : k + 2], 16) for k in (1, 3, 5)) in colours
    sheet = opened(png(to_svg(scene)))
    paper = scene.looks.paper
    assert sheet.getpixel((2, 2)) == tuple(int(paper[k : k + 2], 16) for k in (1, 3, 5))


def test_text_is_drawn(atlas: Atlas) -> None:
    title = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{}</svg>'
    text = '<text x="5" y="30" font-size="24" font-family="Inter">Ташкент</text>'
    assert png(title.format(text)) != png(title.format(""))


@pytest.mark.parametrize(("text", "scale"), [("no svg", 1.0), ("<svg/>", 0.0)])
def test_what_cannot_be_drawn_is_refused(text: str, scale: float) -> None:
    with pytest.raises(BadOption):
        png(text, scale)
