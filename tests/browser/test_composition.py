"""The screen as it is composed: who it greets, what is told above the map, what is noted below it, paper."""

import io
import itertools

import pytest
import web_world
from pypdf import PdfReader

DAY = "?date=2013-06-01"
BOX = """(selector) => {
  const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
  return [left, top, right, bottom];
}"""
# What stands before the map at points all over it, by the ids and classes of what is topmost.
OVER = """() => {
  const map = document.getElementById("map").getBoundingClientRect();
  const over = new Set();
  for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {
    const [x, y] = [map.left + (map.width * i) / 24, map.top + (map.height * j) / 24];
    const node = document.elementFromPoint(x, y);
    if (!node.closest("#map")) over.add(node.id || node.className);
  }
  return [...over];
}"""
SIZES = [(1440, 900), (1024, 768), (390, 844), (2560, 1300)]


def test_the_first_visit_is_greeted_with_questions_that_lead_to_a_day_and_a_view(visit):
    own = visit(first=True)
    band = own.page.locator("#welcome")
    questions = own.run("() => cstoMap.page.data.questions")

    assert band.is_visible()
    assert own.page.locator("#welcome-about").inner_text() == own.run(
        "() => cstoMap.page.data.tagline"
    )
    assert own.page.locator(".question").all_inner_texts() == [one["text"] for one in questions]
    assert own.notices() == []
    assert own.faults("#welcome") == []
    own.page.locator(".question").nth(1).click()
    own.rest()
    asked = dict(part.split("=") for part in questions[1]["query"].split("&"))
    assert own.state()["date"] == asked["date"]
    assert own.state()["view"] == asked["view"]
    assert band.is_hidden()
    # The way back leads to where the question was asked.
    own.page.go_back()
    own.wait(
        "(day) => cstoMap.state().date === day",
        own.run("() => cstoMap.core.state.iso(cstoMap.page.data.defaults.date)"),
    )
    own.look()
    own.rest()
    assert own.page.locator("#welcome").is_hidden()


def test_the_greeting_is_closed_by_its_button_and_kept_closed(visit):
    own = visit(first=True)
    own.page.locator("#close-welcome").click()
    assert own.page.locator("#welcome").is_hidden()
    own.look()
    own.rest()
    assert own.page.locator("#welcome").is_hidden()


def test_who_follows_a_link_is_not_greeted(visit):
    assert visit(DAY, first=True).page.locator("#welcome").is_hidden()


def test_it_opens_on_the_latest_day_and_shows_all_members(visit, real_atlas):
    own = visit()
    last = real_atlas.horizon.isoformat()

    assert own.state()["date"] == last
    members = own.run(
        """() => {
          const { page, core } = cstoMap;
          const { states } = page.today;
          return page.data.countries
            .filter((c) => c.label && ["member", "frozen", "suspended"].includes(states[c.id]?.[0]))
            .map((c) => [c.id, ...core.camera.toPx(page.map.frame, ...c.label)]);
        }"""
    )
    width, height = own.run("() => cstoMap.page.map.size()")
    assert {"BLR", "ARM", "KAZ", "KGZ", "TJK"} <= {id_ for id_, *_ in members}
    out = [id_ for id_, x, y in members if id_ != "RUS" and not (0 < x < width and 0 < y < height)]
    assert out == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_lies_over_the_map(browser, url, size):
    width, height = size
    own = web_world.Visit(browser, url, first=True, viewport={"width": width, "height": height})
    try:
        own.look()
        own.wait("() => !document.getElementById('welcome').hidden")
        own.run(
            "() => cstoMap.page.notice('A notice of some length, which has to stand somewhere.')"
        )
        own.run("() => cstoMap.page.notice('Another one.')")
        # On a projector the legend lies over the map once it is asked for, and not before.
        assert own.run(OVER) == []
        rows = ["#telling", "#stage", "#foot", "#timeline"]
        boxes = [own.run(BOX, row) for row in rows]
        for (_, _, _, bottom), (_, top, _, _) in itertools.pairwise(boxes):
            assert bottom <= top + 0.5
        assert own.run("() => document.documentElement.scrollWidth <= innerWidth")
        assert own.page.locator(".notice").count() == 2
    finally:
        own.close()


def test_the_notes_say_all_when_they_are_unfolded(tab):
    tab.show(DAY)
    note = tab.page.locator("#note")
    folded = note.bounding_box()["height"]
    tab.page.locator("#note summary").click()

    assert note.bounding_box()["height"] > folded
    assert tab.run(
        "() => { const n = document.querySelector('#note summary'); return n.scrollWidth <= n.clientWidth; }"
    )
    tab.page.locator("#note summary").click()


def test_sources_are_a_press_away(tab):
    tab.show(DAY)
    tab.page.locator("#show-sources").click()
    tab.wait(web_world.TABLE_SHOWN, "sources")
    tab.press("Escape")


def test_names_of_turning_points_never_overlap(tab):
    for view in tab.run("() => cstoMap.page.data.views.map((one) => one.id)"):
        tab.show(f"{DAY}&view={view}")
        boxes = tab.run(
            """() => [...document.querySelectorAll(".turn-name text")].map((n) => {
              const { left, top, right, bottom } = n.getBoundingClientRect();
              return [left, top, right, bottom]; })"""
        )
        lines = tab.run(
            """() => [...document.querySelectorAll(".turn-name path")].map((n) => {
              const { left, top, bottom } = n.getBoundingClientRect(); return [left, top, bottom]; })"""
        )
        assert boxes, view
        for k, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[k + 1 :]:
                apart = (
                    right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                )
                assert apart, (view, boxes)
            for x, high, low in lines:
                assert not (left + 1 < x < right - 1 and high < bottom - 2 and low > top), view
        # The line of the day itself passes beneath them.
        assert tab.run(
            """() => { const day = document.querySelector(".slider .handle");
              return [...document.querySelectorAll(".turn-name text")].every((n) =>
                day.compareDocumentPosition(n) === Node.DOCUMENT_POSITION_FOLLOWING); }"""
        ), view


def test_a_diamond_says_what_it_is_to_the_pointer_and_to_the_keys(tab):
    tab.show(DAY)
    mark, tip = tab.page.locator(".turn-named").first, tab.page.locator(".turn-tip")
    mark.hover()
    said = mark.get_attribute("aria-label")
    assert "; ".join(tip.locator("p").all_inner_texts()) == said
    assert "1992" in said
    tab.page.mouse.move(2, 2)
    assert tip.is_hidden()

    tab.page.locator("#slider").focus()
    tab.press("Tab")
    active = """() => { const n = document.activeElement;
      const one = document.getElementById(n.getAttribute("aria-activedescendant"));
      return [n.getAttribute("role"), one.getAttribute("aria-label"), Number(one.dataset.day)]; }"""
    role, before, day = tab.run(active)
    assert role == "listbox"
    assert day <= tab.run("() => cstoMap.page.view.day")
    assert "; ".join(tip.locator("p").all_inner_texts()) == before
    tab.press("ArrowRight")
    _, after, next_day = tab.run(active)
    assert next_day > day
    assert after != before
    tab.press("Enter")
    assert tab.run("() => cstoMap.page.view.day") == next_day
    tab.run("() => document.activeElement.blur()")
    assert tip.is_hidden()


def test_the_band_and_the_names_are_those_of_the_view(tab):
    told = """() => [document.querySelector(".slider .band").getAttribute("class"),
      [...document.querySelectorAll(".turn-name text")].map((n) => n.textContent)]"""
    tab.show(f"{DAY}&view=alliance")
    members, names = tab.run(told)
    tab.show(f"{DAY}&view=tajik-afghan")
    sectors, others = tab.run(told)

    assert (members, sectors) == ("band band-member", "band band-lead")
    assert names != others


def test_on_a_phone_the_name_and_every_tool_are_a_tap_away(browser, url):
    size = {"width": 390, "height": 844}
    own = web_world.Visit(browser, url, viewport=size, has_touch=True, is_mobile=True).open(DAY)
    try:
        for name in (".brand", "#tagline", "#toggle-menu", "#toggle-layers", "#play"):
            assert own.page.locator(name).is_visible(), name
        own.page.locator("#toggle-menu").tap()
        tools = [
            *("open-search", "view", "toggle-compare", "save-image", "language", "open-tour"),
            *("toggle-charts", "toggle-tables", "copy-link", "toggle-theme", "show-help"),
        ]
        for name in tools:
            box = own.page.locator(f"#{name}").bounding_box()
            assert box, name
            assert box["height"] >= 44, name
            assert 0 <= box["x"] <= box["x"] + box["width"] <= 390, name
        assert own.faults("#header") == []
        own.press("Escape")
        assert own.page.locator("#open-tour").is_hidden()
        assert own.run("() => document.activeElement.id") == "toggle-menu"
    finally:
        own.close()


def test_what_a_menu_opens_gives_the_focus_back_to_its_button(tab):
    tab.show(DAY)
    tab.menu()
    tab.page.locator("#toggle-charts").focus()
    tab.press("Enter")
    tab.page.locator("#dock").wait_for()
    assert tab.page.locator("#more").is_hidden()
    tab.press("Escape")
    tab.page.locator("#dock").wait_for(state="hidden")

    assert tab.run("() => document.activeElement.id") == "toggle-menu"


def test_a_layer_that_is_switched_on_moves_up_and_keeps_the_focus(tab):
    tab.show(f"{DAY}&layers=states")
    group = "(id) => document.getElementById(id).closest('.layers-on, .layers-off').className"
    assert tab.run(group, "layer-bases") == "layers-off"
    tab.page.locator("#layer-bases").focus()
    tab.press(" ")
    tab.rest()

    assert tab.run(group, "layer-bases") == "layers-on"
    assert tab.run("() => document.activeElement.id") == "layer-bases"


@pytest.mark.parametrize(("size", "scheme"), [((1440, 900), "dark"), ((390, 844), "light")])
def test_the_browsers_print_has_map_legend_and_sources_on_one_page(browser, url, size, scheme):
    width, height = size
    viewport = {"width": width, "height": height}
    own = web_world.Visit(browser, url, viewport=viewport, color_scheme=scheme).open(DAY)
    try:
        own.rest()
        own.wait(
            "() => getComputedStyle(document.getElementById('stage')).getPropertyValue('--map-w')"
        )
        reader = PdfReader(io.BytesIO(own.page.pdf(prefer_css_page_size=True)))
        assert len(reader.pages) == 1
        own.page.emulate_media(media="print")
        # A4 held sideways, less its margins.
        own.page.set_viewport_size({"width": 1047, "height": 718})
        own.wait("() => document.getElementById('print-sources').textContent")
        seen = ("#map", "#layers-body .legend", "#print-sources", "#headline", "#note", ".brand")
        for name in seen:
            assert own.page.locator(name).first.is_visible(), name
        for name in ("#timeline", ".map-tools", "#lens", "#toggle-menu"):
            assert own.page.locator(name).first.is_hidden(), name
        own.wait("() => document.documentElement.dataset.theme === 'light'")
        assert own.page.locator("#print-sources").inner_text().count(" · ") > 20
        own.page.emulate_media(media="screen")
        own.wait("(theme) => document.documentElement.dataset.theme === theme", scheme)
        assert own.said == []
    finally:
        own.close()


def test_a_long_headline_is_told_whole_and_the_panel_holds_its_content(visit):
    own = visit("?date=2009-06-14&view=caucasus&lang=ru", viewport={"width": 1440, "height": 720})
    whole = """(id) => {
      const n = document.getElementById(id);
      return n.scrollWidth <= n.clientWidth && (id !== "headline" || n.scrollHeight <= n.clientHeight);
    }"""
    for width in (1440, 1280, 1024):
        own.page.set_viewport_size({"width": width, "height": 720})
        for date, view in (("2009-06-14", "caucasus"), ("1999-08-31", "alliance")):
            own.show(f"?date={date}&view={view}&lang=ru")
            assert len(own.page.locator("#headline").inner_text()) > 50
            assert own.run(whole, "headline"), (width, view)
            if width > 1100:
                assert own.run(whole, "layers-body"), (width, view)
