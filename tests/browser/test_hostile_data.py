"""Data of an enemy never become markup or a script in the page."""

import re

import hostile_world
import pytest
import servers
import web_world
from csto_map.app import create_app
from csto_map.app.settings import Settings

from csto_map.atlas import Atlas

DAY = "2003-01-01"


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory):
    folder = hostile_world.write(tmp_path_factory.mktemp("hostile") / "world")
    with servers.hosting(create_app(Atlas.load(folder), Settings()).server) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser, hostile_url):
    own = web_world.Visit(browser, hostile_url).open(f"?date={DAY}")
    yield own
    own.close()


def assert_page_is_tame(page):
    assert page.run("() => window.pwned") is None
    found = page.run(
        """() => [...document.querySelectorAll("*")].flatMap((node) =>
          [...node.attributes]
            .filter((a) => /^on/i.test(a.name) || /^\\s*javascript:/i.test(a.value))
            .map((a) => `${node.tagName} ${a.name}=${a.value}`))"""
    )
    assert found == []
    images = page.run("() => [...document.images].map((one) => one.getAttribute('src'))")
    # Ours are drawn in the page, or are waiting for something to show.
    assert [src for src in images if src and not src.startswith("data:image/svg+xml")] == []
    assert page.foreign() == []
    assert [line for line in page.said if "error" in line or "policy" in line] == []


@pytest.mark.parametrize(
    "selection",
    ["site:bbb_base", "sector:red", "BBB", "event:signed"],
)
def test_a_card_shows_hostile_texts_as_they_are_written(page, selection):
    day = "2000-03-01" if selection.startswith("event") else DAY
    page.show(f"?date={day}&layers=states,bases,units,border,events&sel={selection}")
    page.wait("() => !document.getElementById('card').hidden")

    card = page.page.locator("#card")
    card.locator("details").evaluate_all("found => found.forEach((one) => (one.open = true))")
    assert re.search(r"<(script|img|a)[ >]", card.inner_text())
    links = card.locator("a[target]").evaluate_all("found => found.map((a) => a.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert_page_is_tame(page)


@pytest.mark.parametrize(
    "dock", ["tables.sites.all", "tables.states", "tables.events.all", "charts"]
)
def test_tables_and_charts_show_hostile_texts_as_they_are_written(page, dock):
    page.show(f"?date={DAY}&dock={dock}")
    shown = page.page.locator("#dock")
    shown.wait_for()
    if dock.startswith("tables"):
        page.wait("() => /<(script|img|a)[ >]/.test(document.getElementById('dock').innerText)")
    else:
        page.wait("() => document.querySelector('#dock .plotly .main-svg, #dock .js-plotly-plot')")
    page.page.wait_for_timeout(300)
    assert_page_is_tame(page)


def test_what_a_search_finds_is_shown_as_it_is_written(page):
    page.show(f"?date={DAY}")
    page.run("() => document.activeElement.blur()")
    page.press("/")
    page.page.locator("#search-input").fill("bee")
    page.wait("() => document.querySelectorAll('#search-results [role=option]').length")

    assert "<script>" in page.page.locator("#search-results").inner_text()
    assert_page_is_tame(page)
    page.press("Escape")


def test_labels_and_panels_show_hostile_names_as_they_are_written(page):
    page.show(f"?date={DAY}")

    assert "<img src=x onerror=window.pwned=1>" in page.page.locator("body").inner_text()
    assert_page_is_tame(page)


@pytest.mark.parametrize(
    "query",
    [
        "?sel=<script>window.pwned=1</script>",
        "?sel=__proto__&org=constructor&view=toString",
        "?date=<img src=x onerror=window.pwned=1>&layers=__proto__,<b>",
        "?title=%3Cscript%3Ewindow.pwned=1%3C/script%3E&lang=../../x#<img src=x onerror=window.pwned=1>",
    ],
)
def test_a_hostile_link_is_read_as_words_or_not_at_all(browser, hostile_url, query):
    own = web_world.Visit(browser, hostile_url)
    own.open(query)

    assert_page_is_tame(own)
    own.close()
