"""Texts of the data are shown as they are: rows that would be markup stay text."""

import io

import pytest
import servers
import toy_world
import web_world
from csto_map.app import create_app
from csto_map.app.settings import Settings
from PIL import Image

from csto_map.atlas import Atlas

EVIL = "<img src=x onerror=\"window.pwned='{}'\"><script>window.pwned='{}'</script>"
CELLS = [
    ("countries", "AAA", "name"),
    ("countries", "BBB", "name_ru"),
    ("sites", "bbb_base", "name"),
    ("sites", "bbb_base", "name_ru"),
    ("sites", "bbb_base", "note"),
    ("units", "aaa_1bn", "name"),
    ("strengths", "s2", "text"),
    ("equipment", "e1", "item"),
    ("agreements", "a1", "title"),
    ("border_sectors", "red", "name"),
    ("border_guards", "g2", "guard_force"),
    ("border_points", "bridge", "name"),
    ("events", "signed", "title"),
    ("events", "signed", "summary"),
    ("contingents", "c1", "unit_text"),
    ("disputed_areas", "isle", "name"),
    ("disputed_areas", "isle", "note"),
    ("sources", "book", "title"),
    ("sources", "book", "publisher"),
    ("sources", "paper", "note"),
]


@pytest.fixture(scope="module")
def hostile(browser, tmp_path_factory):
    folder = toy_world.write(tmp_path_factory.mktemp("hostile") / "data")
    for table, key, column in CELLS:
        name = f"{table}.{column}"
        toy_world.spoil(folder, table, key, column, EVIL.format(name, name))
    with servers.hosting(create_app(Atlas.load(folder), Settings()).server) as url:
        page = web_world.Visit(browser, url).open(
            "?date=2005-06-01&layers=states,bases,units,border"
        )
        yield page
        page.close()


def unharmed(page):
    assert page.run("() => window.pwned") is None
    assert page.page.locator("img[src=x]").count() == 0
    assert page.said == []


def test_the_map_and_its_frame_show_them_as_text(hostile):
    hostile.rest()
    unharmed(hostile)
    hostile.go("2000-01-01")
    hostile.rest()
    unharmed(hostile)
    assert "<img" in hostile.page.locator("#changed").inner_text()


def test_every_card_shows_them_as_text(hostile):
    for id_ in hostile.run("() => [...cstoMap.page.ids]"):
        hostile.run("(id) => cstoMap.page.select(id)", id_)
        hostile.rest()
    unharmed(hostile)
    hostile.run("() => cstoMap.page.select('site:bbb_base')")
    hostile.page.locator("#card").wait_for()
    assert hostile.page.locator("#card h2").inner_text().startswith("<img")


def test_the_tip_under_the_pointer_shows_them_as_text(hostile):
    hostile.show("?date=2005-06-01")
    box = hostile.page.locator("#map").bounding_box()
    x, y = hostile.run("() => { const [s] = cstoMap.page.map.symbols; return [s.px, s.py]; }")
    hostile.page.mouse.move(box["x"] + x, box["y"] + y)
    hostile.page.locator("#tip").wait_for()
    unharmed(hostile)
    assert "<img" in hostile.page.locator("#tip").inner_text()


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_saved_picture_holds_them_as_text(hostile, ending):
    answer = hostile.page.request.get(
        f"{hostile.url}export.{ending}?date=2005-06-01&layers=states,bases,units,border"
    )
    assert answer.ok
    if ending == "svg":
        assert b"<img" not in answer.body()
        return
    # The title of a PNG is plain text; markup of its own is in the packet of XMP alone.
    texts = Image.open(io.BytesIO(answer.body())).text
    packet = texts.pop("XML:com.adobe.xmp")
    assert "<img" not in packet
    assert "<script" not in packet


def test_a_link_cannot_put_markup_into_a_notice(hostile):
    hostile.run(
        """() => history.replaceState(null, "", "/?view=" + encodeURIComponent("<img src=x onerror=pwned=1>"))"""
    )
    hostile.page.reload()
    hostile.wait(web_world.READY)
    assert "<img" in hostile.notices()[0]
    unharmed(hostile)
