"""Zooming and moving the map: wheel, mouse, buttons, fingers."""

import pytest
from web_world import Visit

from csto_map.facts.cone import upright

FRAME = "() => cstoMap.page.map.frame"
KM_PER_PX = "() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame)"
# The frame after gestures that wait for a drawn frame.
SETTLED = "() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))"


@pytest.fixture
def page(tab):
    tab.show("?date=2009-06-14&numbers=off")
    return tab


@pytest.fixture(scope="module")
def phones_tab(browser, url):
    own = Visit(
        browser,
        url,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
    ).open()
    yield own
    own.close()


@pytest.fixture
def phone(phones_tab):
    phones_tab.show("?date=2009-06-14&numbers=off")
    return phones_tab


def middle(page):
    box = page.page.locator("#map").bounding_box()
    return round(box["x"] + box["width"] * 0.6), round(box["y"] + box["height"] * 0.6), box


def under(page, x, y, box):
    """Kilometres under a point of the screen."""
    return page.run(
        "([x, y]) => cstoMap.core.camera.toKm(cstoMap.page.map.frame, x, y)",
        [x - box["x"], y - box["y"]],
    )


def lone(page):
    """The lowest symbol on the screen that stands for one thing alone: a stack opens a list."""
    return page.run(
        """() => {
          const { symbols, frame } = cstoMap.page.map;
          const seen = symbols.filter(({ members, px, py }) => members.length === 1 &&
            px > 30 && px < frame.width - 60 && py > 30 && py < frame.height - 30);
          return seen.sort((a, b) => b.py - a.py)[0].id;
        }"""
    )


def symbol_at(page, id_):
    """Where a symbol is on the screen."""
    return page.run(
        """(id) => {
          const { map } = cstoMap.page;
          const every = [...map.symbols, ...(map.insets?.symbols() ?? [])];
          const s = every.find((one) => one.members.includes(id));
          const box = document.getElementById("map").getBoundingClientRect();
          return [box.left + s.px, box.top + s.py];
        }""",
        id_,
    )


def test_the_wheel_zooms_about_the_pointer(page):
    x, y, box = middle(page)
    before, place = page.run(KM_PER_PX), under(page, x, y, box)
    page.page.mouse.move(x, y)
    page.page.mouse.wheel(0, -120)
    page.wait("(was) => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame) < was", before)

    assert under(page, x, y, box) == pytest.approx(place, abs=1)
    page.rest()
    assert "box=" in page.query()


def test_symbols_keep_their_size_on_screen(page):
    size = """() => {
      const image = document.querySelector("#map .symbols image");
      return image.getBoundingClientRect().width;
    }"""
    before = page.run(size)
    page.page.locator("#zoom-in").click()
    page.run(SETTLED)

    assert page.run(size) == pytest.approx(before, abs=0.5)
    assert 18 < before < 32


def test_zooming_in_on_central_asia_loads_the_finer_outlines(page):
    page.page.select_option("#view", "central-asia")
    for _ in range(3):
        page.page.locator("#zoom-in").click()
    page.rest()

    assert page.run("() => cstoMap.page.map.level") == "fine"
    page.page.locator("#zoom-home").click()
    page.page.select_option("#view", "alliance")
    page.rest()
    assert page.run("() => cstoMap.page.map.level") == "coarse"


def test_zooming_has_its_limits(page):
    for factor in (1e-9, 1e9):
        page.run("(factor) => cstoMap.page.zoom(factor)", factor)
        assert 0.0499 <= page.run(KM_PER_PX) <= 16.01


def test_dragging_moves_the_map_with_the_pointer(page):
    x, y, box = middle(page)
    place = under(page, x, y, box)
    mouse = page.page.mouse
    mouse.move(x, y)
    mouse.down()
    for k in range(1, 11):
        mouse.move(x - 14 * k, y - 6 * k)
    mouse.up()
    page.run(SETTLED)

    assert under(page, x - 140, y - 60, box) == pytest.approx(place, abs=15)
    assert page.state()["selection"] is None, "a drag is no click"


def test_what_plotly_shows_is_the_frame(page):
    page.page.locator("#zoom-in").click()
    page.press("d", "s")
    page.rest()
    frame, x, y = page.run(
        """() => {
          const { map } = cstoMap.page;
          return [map.frame, map.plot.layout.xaxis.range, map.plot.layout.yaxis.range];
        }"""
    )
    assert [*x, *y] == pytest.approx([frame["x0"], frame["x1"], frame["y0"], frame["y1"]])


def test_a_drag_right_after_the_wheel_starts_from_what_is_seen(page):
    x, y, box = middle(page)
    mouse = page.page.mouse
    mouse.move(x, y)
    mouse.wheel(0, -600)
    page.run(SETTLED)
    before, place = page.run(KM_PER_PX), under(page, x, y, box)
    mouse.down()
    for k in range(1, 6):
        mouse.move(x - 10 * k, y - 4 * k)
    mouse.up()
    page.run(SETTLED)

    assert page.run(KM_PER_PX) == pytest.approx(before)
    assert under(page, x - 50, y - 20, box) == pytest.approx(place, abs=5)


def test_what_is_drawn_follows_a_drag(page):
    where = """() => ["#map .symbols image", "#map .areas [data-id=KAZ]", "#map .names text"]
      .map((one) => document.querySelector(one).getBoundingClientRect())
      .map(({ x, y }) => [x, y])"""
    x, y, _ = middle(page)
    page.rest()
    before = page.run(where)
    mouse = page.page.mouse
    mouse.move(x, y)
    mouse.down()
    for k in range(1, 6):
        mouse.move(x - 10 * k, y - 4 * k)
    page.run(SETTLED)
    moved = page.run(where)
    mouse.up()
    page.run(SETTLED)
    after = page.run(where.replace(', "#map .names text"', ""))

    for (x0, y0), (x1, y1) in zip(before, moved, strict=True):
        assert (x1 - x0, y1 - y0) == pytest.approx((-50, -20), abs=0.6)
    for (x1, y1), (x2, y2) in zip(moved, after, strict=False):
        assert (x2, y2) == pytest.approx((x1, y1), abs=0.6)


def test_a_double_click_zooms_in(page):
    x, y, _ = middle(page)
    before = page.run(KM_PER_PX)
    page.page.mouse.dblclick(x, y)
    page.run(SETTLED)

    assert page.run(KM_PER_PX) == pytest.approx(before / 2)


def test_the_map_cannot_be_lost(page):
    page.run("() => { for (let k = 0; k < 50; k++) cstoMap.page.pan(-900, -900); }")
    frame, box, limits = page.run(
        """() => [cstoMap.page.map.frame, cstoMap.page.view.box, cstoMap.page.data.limits]"""
    )

    # A quarter of the frame, at least, still shows what the map is about: it is not further
    # from it than that, however it is turned.
    assert frame["rotation"] is not None
    for axis in (0, 1):
        middle = (box[axis] + box[axis + 2]) / 2
        quarter = (box[axis + 2] - box[axis]) / 4
        assert middle <= limits[axis + 2] + quarter + 1
        assert middle >= limits[axis] - quarter - 1


def test_another_size_of_the_window_keeps_the_view(page, real_atlas):
    page.page.set_viewport_size({"width": 1024, "height": 768})
    page.wait("() => cstoMap.page.map.frame.width < 1100")
    frame = page.run(FRAME)
    view = real_atlas.config.view("alliance")
    page.page.set_viewport_size({"width": 1440, "height": 900})
    page.wait("() => cstoMap.page.map.frame.width > 1100")

    x0, _, _, y1 = upright(
        (view.x0, view.y0, view.x1, view.y1), real_atlas.config.rotation(view.id)
    )
    assert frame["x0"] <= x0 + 1
    assert frame["y1"] >= y1 - 1
    page.rest()
    assert page.query() == "?date=2009-06-14&numbers=off"


def test_hovering_tells_what_is_under_the_pointer(page):
    page.page.mouse.move(*symbol_at(page, "site:kgz_kant"))
    tip = page.page.locator("#tip")
    tip.wait_for()
    assert "Kant" in tip.inner_text()
    page.page.mouse.move(720, 5)
    tip.wait_for(state="hidden")


class Fingers:
    """Touches through the browser's own input, as a screen would send them."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page.page)
        self.page = page

    def send(self, kind, *points):
        touches = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(self, *paths):
        """Put fingers down, move each from its first to its last point, and lift them."""
        self.send("touchStart", *(start for start, _ in paths))
        for k in range(1, 11):
            share = k / 10
            self.send(
                "touchMove",
                *((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in paths),
            )
            self.page.run(SETTLED)
        self.send("touchEnd")
        self.page.run(SETTLED)


def test_two_fingers_zoom_on_a_phone(phone):
    before = phone.run(KM_PER_PX)
    Fingers(phone).move(((170, 300), (100, 300)), ((220, 300), (290, 300)))
    near = phone.run(KM_PER_PX)
    assert near < before / 2
    Fingers(phone).move(((100, 300), (170, 300)), ((290, 300), (220, 300)))
    assert phone.run(KM_PER_PX) > near * 1.9


def test_one_finger_moves_the_map_and_a_tap_selects(phone):
    _, _, box = middle(phone)
    place = under(phone, 200, 300, box)
    Fingers(phone).move(((200, 300), (120, 330)))
    assert under(phone, 120, 330, box) == pytest.approx(place, abs=1)
    assert phone.state()["selection"] is None

    phone.rest()
    id_ = lone(phone)
    phone.page.touchscreen.tap(*symbol_at(phone, id_))
    phone.page.locator("#card").wait_for()
    assert phone.state()["selection"] == id_


def test_a_phone_shows_the_whole_page_without_scrolling(phone):
    wide, tall = phone.run(
        "() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert (wide, tall) == (390, 844)
    assert phone.said == []


def test_the_card_of_what_was_tapped_does_not_cover_it(phone):
    before = phone.run(KM_PER_PX)
    phone.page.touchscreen.tap(*symbol_at(phone, lone(phone)))
    phone.page.locator("#card").wait_for()
    phone.wait(
        """() => {
          const { page } = cstoMap;
          const mark = page.marks.get(page.view.selection);
          const [, y] = cstoMap.core.camera.toPx(page.map.frame, mark.x, mark.y);
          const top = document.getElementById("map").getBoundingClientRect().top;
          return y > 0 && top + y < document.getElementById("card").getBoundingClientRect().top;
        }"""
    )

    assert phone.run(KM_PER_PX) == pytest.approx(before)
