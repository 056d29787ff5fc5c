"""Writing on the map: by keys and by pointer, kept in the link, drawn as pictures draw it."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from csto_map.picture import annotations as annotating
from csto_map.picture import views
from csto_map.picture.style import LIGHT
from csto_map.query import annotations, kinds
from csto_map.sheet import svg

TEXT = (
    "text:66,44:Written here <&>~arrow,blue:64,47,71.4,51.2:To Astana"
    "~circle,green:68.78,38.57,150:В радиусе 150 км"
    "~distance,ink,2004-01-01..2005-12-31:69.24,41.3,76.9,43.2:By air"
)
QUERY = "?date=2004-12-03&view=central-asia"
DRAWN = "() => document.querySelectorAll('.annotations').length && cstoMap.page.map.ground"
SHOWN = """() => {
  const [group] = document.querySelectorAll("#map .annotations");
  const { map, view } = cstoMap.page;
  const { x0, y0, x1, y1, width, height, rotation } = map.frame;
  return { svg: group?.innerHTML ?? "", frame: [x0, y0, x1, y1, width, height, rotation] };
}"""
PLATES = """() => [...document.querySelectorAll("#map .annotated")].map((node) => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
})"""
NAMES = """() => [...document.querySelectorAll("#map .names text")].map((node) => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


@pytest.fixture(scope="module")
def opened(tab):
    tab.look(f"{QUERY}&ann={quote(TEXT)}")
    tab.wait(DRAWN)
    return tab


def kept(tab):
    return tab.run("() => cstoMap.page.view.annotations")


def start(tab, query=QUERY):
    """Open a page with the panel, as the key does it."""
    tab.look(query)
    tab.wait("() => cstoMap.page.userLayers")
    tab.press("m")
    tab.page.wait_for_selector("#annotate .annotate-tools")
    return tab.page


def plain(text):
    """A drawing without what a browser writes otherwise: closing tags and entities."""
    return unescape(re.sub(r"></(path|circle|rect)>", "/>", text))


def test_a_link_shows_what_a_picture_of_it_has(opened, real_atlas):
    opened.settle()
    shown = opened.run(SHOWN)
    x0, y0, x1, y1, width, height, rotation = shown["frame"]
    turn = real_atlas.config.rotation("central-asia")
    assert list(turn) == rotation
    frame = views.Frame(x0, y0, x1, y1, width, height, turn)
    asked = annotations.Annotations().read("ann", TEXT, kinds.Given(real_atlas))
    projector = views.Projector(real_atlas.config.projection.proj)
    speech = real_atlas.speech("en")
    sketched = annotating.sketches(asked, real_atlas.timeline, projector, speech)
    day = real_atlas.day("2004-12-03").toordinal()
    drawn = annotating.drawn(sketched, (day, day), frame, LIGHT)

    assert plain(shown["svg"]) == unescape(svg.annotations_svg(drawn, LIGHT, {}))
    assert "Annotations: Text: Written here <&>; Arrow: To Astana" in opened.run(
        "() => document.getElementById('map-about').textContent"
    )


def test_names_make_room_for_words(opened):
    opened.settle()
    for left, top, right, foot in opened.run(PLATES):
        for west, north, east, south in opened.run(NAMES):
            assert not (left < east and west < right and top < south and north < foot)


def test_all_of_it_works_by_keys(tab):
    page = start(tab)
    assert tab.run("() => document.activeElement.textContent") == "Text"
    tab.press("ArrowRight", "Enter")
    # In the middle of the map, and its root has the focus.
    assert tab.run("() => document.activeElement.dataset.grip") == "start"
    before = kept(tab)
    assert re.fullmatch(r"arrow:[\d.]+,[\d.]+,[\d.]+,[\d.]+", before)
    tab.press("ArrowLeft", "ArrowLeft", "Shift+ArrowUp")
    moved = kept(tab)
    start_, end = (text.split(",")[k : k + 2] for text, k in ((moved, 0), (moved, 2)))
    assert moved != before
    assert end == before.split(",")[2:4]
    assert start_ != before.split(",")[:2]
    assert re.search(r"° N, .*° E", page.locator(".annotate-status").inner_text())
    tab.press("Enter")
    page.keyboard.insert_text("Reinforced: twice")
    tab.rest()
    assert kept(tab).endswith(":Reinforced: twice")
    assert quote(kept(tab), safe=":,~!'()*") in tab.query()
    # One thing at a time is left, and the last leads out of the panel.
    tab.press("Escape")
    assert page.locator(".annotate-handle").count() == 0
    assert not tab.run("() => document.getElementById('annotate').hidden")
    assert tab.run("() => document.activeElement.className") == "button annotate-edit"
    tab.press("Delete")
    assert kept(tab) is None
    tab.press("Control+z")
    assert kept(tab).endswith(":Reinforced: twice")
    tab.press("Control+z", "Control+z")
    assert kept(tab) == before
    tab.press("Escape")
    assert tab.run("() => document.getElementById('annotate').hidden")
    assert tab.said == []


def test_a_pointer_places_moves_and_takes_away(tab):
    page = start(tab)
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.get_by_role("button", name="Distance").click()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 60, steps=3)
    page.mouse.up()
    first = kept(tab)
    assert first.startswith("distance:")
    page.get_by_role("button", name="Circle", exact=True).click()
    page.mouse.click(x - 200, y)
    page.mouse.click(x - 120, y)
    assert kept(tab).split("~")[1].startswith("circle:")
    page.get_by_role("button", name="Highlight").click()
    page.mouse.click(x, y - 100)
    assert kept(tab).endswith("~state:KAZ")
    page.locator(".annotate-edit").first.click()
    handle = page.locator(".annotate-handle").last.bounding_box()
    page.mouse.move(handle["x"] + 12, handle["y"] + 12)
    page.mouse.down()
    page.mouse.move(x + 40, y - 40, steps=3)
    page.mouse.up()
    assert kept(tab).split("~")[0] != first
    assert kept(tab).split("~")[0].split(",")[:2] == first.split(",")[:2]
    page.get_by_label("Blue").check()
    page.get_by_label("Only on these days").check()
    page.get_by_label("To", exact=True).fill("2005-01-31")
    page.get_by_label("To", exact=True).press("Tab")
    assert kept(tab).startswith("distance,blue,2004-12-03..2005-01-31:")
    assert page.locator("#map .annotated").count() == 1
    tab.go("2005-02-01")
    assert page.locator("#map .annotated").count() == 0
    page.locator(".annotate-list .icon-close").first.click()
    assert kept(tab).startswith("circle:")
    assert tab.said == []


def test_a_bad_one_is_told_and_left_out(tab):
    tab.look(f"{QUERY}&ann=text:66,44")
    tab.wait("() => document.querySelector('#notices .notice')")
    assert "“text:66,44” is not known" in tab.notices()[0]
    tab.rest()
    assert "ann=" not in tab.query()


def test_each_of_two_days_shows_its_own(tab):
    text = "text,2004-01-01..2004-12-31:66,44:Then~text:66,48:Always"
    tab.look(f"{QUERY}&cmp=2009-06-14&ann={quote(text)}")
    tab.wait("() => document.querySelectorAll('#map-two .annotated').length")

    one, two = (
        tab.page.locator(f"{part} .annotated text").all_text_contents()
        for part in ("#map", "#map-two")
    )
    assert (one, two) == (["Then", "Always"], ["Always"])
