"""Numbers and movements on the page: the switch, cards and tips of arrows, and the pulse."""

import re

import pytest
from playwright.sync_api import expect


def people(page):
    return page.evaluate(
        """() => {
          const { drawn } = window.cstoMap.page.map.people;
          const arrows = drawn.flows.map(({ id, along }) => [id, along[24]]);
          const shapes = drawn.numbers.map(({ shape }) => shape);
          return { arrows, shapes, rings: drawn.rings.map(({ id, x, y }) => [id, [x, y]]) };
        }"""
    )


@pytest.fixture
def kazakhstan(tab):
    tab.show("?date=2022-01-10&view=central-asia")
    page = tab.page
    expect(page.locator('.people [data-id="flow:contingent:kaz2022_rus_31"]')).to_be_attached()
    return page


def test_the_switch_says_how_people_are_counted(kazakhstan) -> None:
    page = kazakhstan
    shapes = {}
    for way in ("circles", "symbols", "off"):
        page.locator("#numbers").select_option(way)
        expect(page).to_have_url(re.compile(f"numbers={way}"))
        page.wait_for_timeout(50)
        shapes[way] = set(people(page)["shapes"])
    assert "circle" in shapes["circles"]
    assert shapes["symbols"]
    assert shapes["symbols"] <= {"text", "plate"}
    assert not shapes["off"]


def test_arrows_and_places_open_their_cards(kazakhstan) -> None:
    page = kazakhstan
    for row in ("kaz2022_total", "kaz2022_tjk"):
        id_ = f"contingent:{row}"
        page.wait_for_timeout(400)
        drawn = people(page)
        x, y = (dict(drawn["rings"]) | dict(drawn["arrows"]))[id_]
        box = page.locator("#map").bounding_box()
        page.mouse.move(box["x"] + x, box["y"] + y)
        expect(page.locator("#tip")).to_be_visible()
        page.mouse.click(box["x"] + x, box["y"] + y)
        expect(page).to_have_url(re.compile(f"sel={id_}"))


def test_a_departure_pulses_as_the_day_passes_it(kazakhstan) -> None:
    page = kazakhstan
    page.evaluate("() => window.cstoMap.goTo('2022-01-14')")
    page.evaluate("() => window.cstoMap.goTo('2022-01-15')")
    assert page.locator(".pulse").count()
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("() => window.cstoMap.goTo('2022-01-14')")
    page.wait_for_timeout(1000)
    page.evaluate("() => window.cstoMap.goTo('2022-01-15')")
    assert not page.locator(".pulse").count()
