"""A sheet drawn on a ground that is kept looks as its SVG does, drawn in one go."""

import io
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from csto_map.export import laid, options, still
from csto_map.picture import png, terrain
from csto_map.sheet import canvas, raster
from csto_map.sheet.blocks import Box
from csto_map.sheet.svg import Ground, layers, sheet_svg


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """No ground that another test has left is taken."""
    monkeypatch.setattr(raster, "_GROUNDS", raster._Grounds())


@pytest.fixture
def grounds(monkeypatch):
    """Gather the maps whose grounds are drawn."""
    drawn = []
    draw = raster._ground
    monkeypatch.setattr(raster, "_ground", lambda one, *how: drawn.append(one) or draw(one, *how))
    return drawn


@pytest.fixture
def documents(monkeypatch):
    """Gather the whole documents that are drawn in one go."""
    given = []
    draw = png.png
    monkeypatch.setattr(png, "png", lambda text, *more, **how: given.append(text) or draw(text))
    return given


def asked(atlas, **query):
    return options.read(atlas, {"date": "2013-06-01", "size": "960x540"} | query)


def in_one_go(sheet, size):
    data = png.png(sheet_svg(sheet, size))
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(
    "query",
    [
        {"view": "alliance"},
        {"view": "tajik-afghan", "date": "2004-12-01"},
        {"view": "central-asia", "style": "dark"},
        {"view": "alliance", "date": "2009-06-14", "compare": "2022", "mode": "side"},
        # The map begins and ends between two pixels.
        {"view": "caucasus", "size": "1000x521"},
    ],
)
def test_pixels_are_those_of_the_svg_drawn_in_one_go(real_atlas, query):
    own = asked(real_atlas, **query)
    sheet, size = laid.sheet(real_atlas, own), (own.size.width, own.size.height)

    whole = np.asarray(in_one_go(sheet, size)).astype(int)
    layered = np.asarray(raster.picture(sheet, size)).astype(int)

    apart = np.abs(whole - layered)
    assert layered.shape == (size[1], size[0], 3)
    assert apart.mean() < 0.01 * 255
    # Edges are smoothed a little otherwise; names, lines and edges are where they were.
    assert (apart.max(axis=2) > 32).mean() < 0.015
    assert (apart.max(axis=2) > 96).mean() < 0.001


def test_relief_is_in_the_pixels_and_plain_ground_has_none(real_atlas):
    own, plain = (asked(real_atlas, view="central-asia", ground=g) for g in ("relief", "plain"))
    size = (own.size.width, own.size.height)
    shaded, flat = (
        np.asarray(raster.picture(laid.sheet(real_atlas, one), size)).astype(int)
        for one in (own, plain)
    )

    differs = np.abs(shaded - flat).max(axis=2) > 2
    box = laid.sheet(real_atlas, own).map
    left = round(box.x * 960 / laid.sheet(real_atlas, own).width)
    assert differs[:, left:].mean() > 0.1
    assert not differs[:, : left - 1].any()


def test_the_next_day_of_a_view_draws_only_what_stands_on_the_ground(real_atlas, grounds):
    for day in ("2013-06-01", "2013-06-02", "2013-06-03"):
        still.render(real_atlas, asked(real_atlas, date=day), "png")

    # That of the map, and those of its insets.
    assert len(grounds) == 1 + len(laid.sheet(real_atlas, asked(real_atlas)).scene.plates) == 3


def test_two_who_want_the_same_ground_have_it_drawn_once(real_atlas, grounds):
    sheet = laid.sheet(real_atlas, asked(real_atlas, view="central-asia"))
    start = threading.Barrier(3)

    def draw(_):
        start.wait()
        return np.asarray(raster.picture(sheet)).tobytes()

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(draw, range(3)))) == 1
    assert len(grounds) == 1


def test_a_ground_that_fails_is_no_ground_and_the_next_one_draws_it(real_atlas, monkeypatch):
    sheet = laid.sheet(real_atlas, asked(real_atlas, view="central-asia"))
    draw = raster._ground
    monkeypatch.setattr(raster, "_ground", lambda *_: (_ for _ in ()).throw(MemoryError("full")))
    with pytest.raises(MemoryError, match="full"):
        raster.picture(sheet)
    monkeypatch.setattr(raster, "_ground", draw)

    assert raster.picture(sheet).size == (sheet.width, sheet.height)


def test_another_membership_is_another_ground(real_atlas, grounds):
    for day in ("2012-06-01", "2013-06-01"):
        still.render(real_atlas, asked(real_atlas, date=day, insets="off"), "png")

    assert len(grounds) == 2


def test_a_picture_has_the_same_bytes_whatever_was_drawn_before(real_atlas):
    one = asked(real_atlas, view="central-asia")
    first = still.render(real_atlas, one, "png")
    still.render(real_atlas, asked(real_atlas, view="caucasus"), "png")

    assert still.render(real_atlas, one, "png") == first


def test_grounds_are_kept_only_as_long_as_there_is_room(real_atlas, monkeypatch, grounds):
    monkeypatch.setattr(raster, "_KEPT_BYTES", 4 * 960 * 540)
    for view in ("tajik-afghan", "caucasus", "tajik-afghan"):
        still.render(real_atlas, asked(real_atlas, view=view), "png")

    assert len(grounds) == 3
    assert sum(one.nbytes for one in raster._GROUNDS._kept.values()) <= 4 * 960 * 540


def test_what_is_too_large_is_drawn_in_one_go(real_atlas, monkeypatch, documents):
    monkeypatch.setattr(raster, "_MOST_PIXELS", 960 * 540 - 1)
    still.render(real_atlas, asked(real_atlas, view="tajik-afghan"), "png")

    assert ["<image" in text for text in documents] == [True]


def test_a_machine_without_the_quick_renderer_draws_in_one_go(real_atlas, monkeypatch, documents):
    monkeypatch.setattr(raster, "skia", lambda: None)
    still.render(real_atlas, asked(real_atlas, view="tajik-afghan"), "png")

    assert len(documents) == 1


def test_letters_without_outlines_are_left_to_the_other_renderer(real_atlas, documents):
    own = asked(real_atlas, view="tajik-afghan", title="\U00013080 eye")
    still.render(real_atlas, own, "png")

    assert len(documents) == 1


def test_all_that_is_drawn_apart_is_in_the_svg_too(real_atlas):
    sheet = laid.sheet(real_atlas, asked(real_atlas, compare="2022", mode="side"))
    whole = sheet_svg(sheet)
    bodies = [
        body
        for layer in layers(sheet)
        for body in ([layer.under, layer.over] if isinstance(layer, Ground) else layer.parts)
    ]

    assert sorted(re.findall('data-id="[^"]*"', "".join(bodies))) == sorted(
        re.findall('data-id="[^"]*"', whole)
    )
    assert all(body in whole for body in bodies if "url(#" not in body)


def test_an_svg_has_its_relief_in_it(real_atlas):
    drawn = still.render(real_atlas, asked(real_atlas, view="tajik-afghan"), "svg").decode()

    assert drawn.count('<image class="relief"') == 1
    assert 'href="data:image/png;base64,' in drawn


def test_a_faded_relief_has_its_opacity_in_its_colours(real_atlas):
    own = asked(real_atlas, view="tajik-afghan", date="2004-12-01")
    scene = laid.sheet(real_atlas, own).scene
    km = scene.frame.km_per_px
    colours, opacities = terrain.drawn_palette(scene.looks, km)

    assert 0 < terrain.strength(km) < 1
    assert colours == terrain.palette(scene.looks, km)[0]
    most = max(terrain.palette(scene.looks, km)[1]) * terrain.strength(km)
    assert max(opacities) == int(most + 0.5)


@pytest.mark.parametrize("dpi", [None, 300])
def test_a_picture_written_as_png_is_read_as_it_was(dpi):
    noise = np.random.default_rng(1).integers(0, 256, (7, 5, 3), dtype=np.uint8)
    read = Image.open(io.BytesIO(png.encoded(Image.fromarray(noise), dpi)))

    assert (read.mode, read.size) == ("RGB", (5, 7))
    assert (np.asarray(read) == noise).all()
    assert round(read.info.get("dpi", (0,))[0]) == (dpi or 0)


LINE = (
    '<text x="20.3" y="30" font-size="13" font-weight="600" text-anchor="start" '
    'fill="#102030" paint-order="stroke" stroke="#ffffff" stroke-width="3">Dushanbe</text>'
)


def drawn_line(at, element=LINE, scale=4 / 3):
    drawn = canvas.Canvas((200, 80), (scale, scale))
    drawn.pixels[:] = (200, 220, 240, 255)
    assert drawn.draw([element], Box("", *at, 100, 50), cut=False)
    return drawn.pixels.astype(int)


@pytest.mark.parametrize("at", [(0.0, 0.0), (3.0, 6.0), (0.4, 0.7), (7.3, 1.1)])
def test_a_line_of_text_that_is_kept_looks_as_if_drawn_there(at):
    whole = canvas.Canvas((200, 80), (4 / 3, 4 / 3))
    whole.pixels[:] = (200, 220, 240, 255)
    with whole._at(Box("", *at, 100, 50), cut=False) as pen:
        pen.translate(*at)
        for outline, paint in canvas._line(LINE).painted:
            pen.drawPath(outline, paint)
    for _ in range(2):
        assert np.abs(drawn_line(at) - whole.pixels).max() <= 8


def test_a_line_of_text_is_kept_for_one_scale_and_one_place_within_a_pixel():
    one, again = drawn_line((0.0, 0.0)), drawn_line((3.0, 6.0))
    assert (one[:60, :150] == again[8:68, 4:154]).all()
    assert (one != drawn_line((0.5, 0.0))).any()
    assert (one != drawn_line((0.0, 0.0), scale=1.5)).any()
    assert (one != drawn_line((0.0, 0.0), LINE.replace("#102030", "#a02030"))).any()


def test_what_lies_outside_of_the_pixels_is_left_out():
    assert (drawn_line((500.0, 0.0)) == (200, 220, 240, 255)).all()
    assert (drawn_line((0.0, 0.0), LINE.replace("Dushanbe", " ")) == (200, 220, 240, 255)).all()


def test_a_wish_to_stop_while_the_renderer_is_loaded_is_no_lack_of_it(monkeypatch):
    """Its loader turns any error into "initialization failed"; nothing of that is kept."""

    class Stopped:
        def find_spec(self, name, *_):
            if name == "skia":
                raise ImportError("initialization failed") from KeyboardInterrupt()

    before = canvas.skia()
    monkeypatch.delitem(sys.modules, "skia")
    monkeypatch.setattr(sys, "meta_path", [Stopped(), *sys.meta_path])
    canvas.skia.cache_clear()
    with pytest.raises(KeyboardInterrupt):
        canvas.skia()
    monkeypatch.undo()
    assert canvas.skia() is before
