"""Presenting to a class: large type, a strip for captions, the map goes to where the change is."""

import pytest

BOXES = """() => Object.fromEntries(["map", "strip", "telling", "timeline"].map((id) => {
  const { left, top, right, bottom } = document.getElementById(id).getBoundingClientRect();
  return [id, [left, top, right, bottom]];
}))"""
TYPE = """(one) => parseFloat(getComputedStyle(document.querySelector(one)).fontSize)"""
ON = "() => 'presenting' in document.documentElement.dataset"
# Violence begins in Osh; the summit of December is in Moscow, out of the view.
OSH = "2010-06-11"
DWELL = """(date) => cstoMap.page.tell("caption", cstoMap.core.state.ordinal(date))"""


@pytest.fixture
def class_(visit):
    own = visit("?date=2010-06-13&view=central-asia", viewport={"width": 1280, "height": 720})
    own.press("p")
    own.wait(ON)
    return own


def test_what_is_told_is_large_and_lies_beside_the_map(class_):
    boxes = class_.run(BOXES)
    left, top, right, bottom = boxes["map"]
    assert bottom - top >= 0.5 * 720
    for name in ("strip", "telling", "timeline"):
        x0, y0, x1, y1 = boxes[name]
        assert y1 <= top + 1 or y0 >= bottom - 1 or x1 <= left + 1 or x0 >= right - 1, name
    assert class_.run(TYPE, "#headline") >= 30
    assert class_.run(TYPE, ".strip-text") >= 20
    assert class_.page.locator("#tools").is_hidden()
    assert class_.faults() == []


@pytest.mark.parametrize("way", ["p", "Escape", "button"])
def test_it_ends_as_it_began(class_, way):
    if way == "button":
        class_.page.locator("#strip > button").click()
    else:
        class_.press(way)
    class_.wait(f"() => !({ON})()")

    assert class_.page.locator("#strip").count() == 0
    assert class_.page.locator("#stage #story").count() == 1
    assert class_.page.locator("#tools").is_visible()
    assert class_.run("() => cstoMap.page.player.clock.dwellMs") == 1400


def test_the_map_goes_to_where_the_change_is_and_back(class_):
    before = class_.run("() => cstoMap.page.map.frame")
    names = """() => {
      const seen = new Set();
      const look = () => {
        // Where there is room, in capitals; with the circle that counts troops there.
        seen.add([...document.querySelectorAll("#map text")]
          .some((one) => one.textContent.toUpperCase() === "KYRGYZSTAN"));
        window.looked = [...seen];
        if (window.looking) requestAnimationFrame(look);
      };
      window.looking = true;
      requestAnimationFrame(look);
    }"""
    class_.run(names)
    class_.page.evaluate(DWELL, OSH)
    class_.wait(
        "(wide) => { const f = cstoMap.page.map.frame; return f.x1 - f.x0 < 0.8 * wide; }",
        before["x1"] - before["x0"],
    )
    class_.page.wait_for_timeout(600)
    frame = class_.run("() => { window.looking = false; return cstoMap.page.map.frame; }")
    place = class_.run(
        "() => { const { x, y } = cstoMap.page.marks.get('event:ev_2010_osh_violence'); return [x, y]; }"
    )

    assert frame["x0"] < place[0] < frame["x1"]
    assert frame["y0"] < place[1] < frame["y1"]
    # The name of the state was there in every frame of the way.
    assert class_.run("() => window.looked") == [True]
    class_.page.evaluate(DWELL, "2010-12-10")
    class_.wait(
        "(wide) => { const f = cstoMap.page.map.frame; return f.x1 - f.x0 > 0.95 * wide; }",
        before["x1"] - before["x0"],
    )


def test_it_rests_on_what_concerns_the_view_alone(class_):
    ask = """() => {
      const { data, player, view } = cstoMap.page;
      const days = new Set(data.findings[view.view].changes.map(([n]) => data.changes[n].day));
      const { dwells } = player.clock;
      return [dwells.length, dwells.every((day) => days.has(day))];
    }"""
    many, concerned = class_.run(ask)
    assert concerned
    class_.page.evaluate("() => cstoMap.page.goToView('belarus')")
    few, concerned = class_.run(ask)
    assert concerned
    assert 0 < few < many


def test_the_strip_says_what_changed_last(class_):
    class_.go("2004-12-06")
    text = class_.page.locator(".strip-text").text_content()

    assert text == class_.run(
        """() => {
          const { told } = cstoMap.page;
          return document.getElementById("changed").textContent.replace(/^[^,]*, /, "");
        }"""
    )
    assert "2004" in text or "December" in text


def test_the_tour_tells_its_stops_in_the_strip(class_):
    class_.page.evaluate("() => document.getElementById('open-tour').click()")
    class_.page.locator("#strip #story-title").wait_for()
    class_.run("() => document.activeElement.blur()")
    # What presenters hold in their hand sends page keys.
    class_.press("PageDown")
    class_.wait("() => cstoMap.page.view.tour === 'guided:2'")
    class_.page.wait_for_timeout(700)
    _, top, _, bottom = class_.run(BOXES)["map"]
    story = class_.page.locator("#story").bounding_box()

    assert story["y"] >= bottom - 1
    assert bottom - top >= 0.38 * 720
    assert class_.page.locator("#card").is_hidden()
    assert class_.run(
        "() => { const n = document.getElementById('story-body'); return n.scrollHeight <= n.clientHeight + 2; }"
    )
    class_.press("PageUp")
    class_.wait("() => cstoMap.page.view.tour === 'guided:1'")


def test_names_on_the_axis_and_charts_beside_the_map_keep_to_their_room(class_):
    boxes = class_.run(
        """() => [...document.querySelectorAll(".slider .turn-name text, .slider .band-text")]
          .map((n) => { const b = n.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"""
    )
    assert len(boxes) > 4
    for k, (left, top, right, bottom) in enumerate(boxes):
        for x0, y0, x1, y1 in boxes[k + 1 :]:
            # Letters leave room within the height of their line.
            assert right <= x0 or x1 <= left or bottom - 3 <= y0 or y1 - 3 <= top
    body = "() => { const n = document.getElementById('layers-body'); return n.scrollWidth - n.clientWidth; }"
    assert class_.run(body) <= 0


def test_on_a_phone_the_headline_and_the_axis_are_there(visit):
    own = visit("?date=2009-06-14&view=central-asia", viewport={"width": 390, "height": 844})
    own.press("p")
    own.wait(ON)
    for id_ in ("headline", "slider", "play", "map"):
        box = own.page.locator(f"#{id_}").bounding_box()
        assert box, id_
        assert box["x"] >= 0, id_
        assert box["x"] + box["width"] <= 390, id_
        assert box["height"] > 15, id_
    assert own.page.locator("#slider").bounding_box()["width"] > 300
    assert own.page.locator("#map").bounding_box()["height"] > 0.45 * 844


def test_of_a_comparison_both_maps_stay_large(visit):
    own = visit(
        "?date=2004-12-06&view=tajik-afghan&cmp=2009-06-14",
        viewport={"width": 1280, "height": 720},
    )
    own.press("p")
    own.wait(ON)
    own.page.locator(".map-two").wait_for()
    for one in ("#map", ".map-two"):
        assert own.page.locator(one).bounding_box()["height"] >= 0.4 * 720, one
    assert own.page.locator("#headline").is_visible()
