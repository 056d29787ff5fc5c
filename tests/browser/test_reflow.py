"""Little room: small windows, phones held sideways, large text. The map keeps half the height."""

import pytest
import web_world

SIZES = [(320, 256), (640, 400), (844, 390), (720, 450), (390, 844)]
sizes = pytest.mark.parametrize("size", SIZES, ids=str)
SHARE = """() => document.getElementById('map').getBoundingClientRect().height / innerHeight"""
# What lies over the middle or an edge of the map and is no part of it.
OVER = """() => {
  const map = document.getElementById("map");
  const { left, top, right, bottom } = map.getBoundingClientRect();
  const places = [0.02, 0.5, 0.98].flatMap((u) => [0.04, 0.5, 0.96].map((v) =>
    [left + u * (right - left), top + v * (bottom - top)]));
  return places.map(([x, y]) => document.elementFromPoint(x, y))
    .filter((node) => node && !map.contains(node)).map((node) => node.id || node.className);
}"""
# Tools that cannot be brought into sight in full, once their menu is open.
OUT = """() => {
  const nodes = [...document.querySelectorAll("#tools button, #tools select, .map-tools button")];
  return nodes.filter((node) => {
    node.scrollIntoView({ block: "nearest" });
    const { left, top, right, bottom, width } = node.getBoundingClientRect();
    return !(width && left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1);
  }).map((node) => node.id);
}"""


def narrow(browser, url, size, query, **options):
    viewport = {"width": size[0], "height": size[1]}
    own = web_world.Visit(browser, url, viewport=viewport, **options)
    own.page.goto(url + query)
    own.wait(web_world.READY)
    return own


@sizes
def test_the_map_keeps_half_of_the_height(browser, url, size):
    own = narrow(browser, url, size, "?date=2009-06-14")
    try:
        assert own.run(SHARE) >= 0.5
        assert own.run(OVER) == []
        assert own.run("() => document.documentElement.scrollWidth <= innerWidth")
        assert own.page.locator("#date-box").is_visible()
        assert own.page.locator("#slider").is_visible()
        assert own.page.locator("#play").is_visible()
        own.page.locator("#toggle-menu").click()
        assert own.run(OUT) == []
        assert own.faults() == []
    finally:
        own.close()


def test_a_card_and_the_help_can_be_read_and_closed_where_there_is_hardly_any_room(browser, url):
    own = narrow(browser, url, (320, 256), "?date=2009-06-14&sel=site:kgz_kant")
    try:
        for what, close in (("#card", "#close-card"), ("#help", "#help-close")):
            if what == "#help":
                own.press("?")
            own.page.locator(what).wait_for()
            box = own.page.locator(what).bounding_box()
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= 320
            assert box["y"] + box["height"] <= 256
            own.page.locator(close).click()
            own.page.locator(what).wait_for(state="hidden")
    finally:
        own.close()


def test_text_and_what_is_measured_by_it_grow_with_the_readers_own(visit):
    own = visit("?date=2009-06-14")
    sizes = """() => ["#headline", "#changed", "#note", "#lens", "#slider text", ".layer-head"]
      .map((one) => parseFloat(getComputedStyle(document.querySelector(one)).fontSize))"""
    before = own.run(sizes)
    own.run("() => { document.documentElement.style.fontSize = '24px'; }")
    own.page.wait_for_timeout(100)

    assert own.run(sizes) == pytest.approx([1.5 * size for size in before], rel=0.02)
    assert own.run("() => document.documentElement.scrollWidth <= innerWidth")
