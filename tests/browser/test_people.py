"""Numbers and movements on the page: the switch, cards and tips of arrows, and the pulse."""

import re

import pytest
from playwright.sync_api import expect


def shapes_of(page):
    return page.evaluate(
        """() => {
          const { drawn } = window.cstoMap.page.map.people;
          return drawn.numbers.map(({ shape }) => shape);
        }"""
    )


# Where an arrow or a place is drawn, in pixels of the page, once what is selected lies clear of
# its card; on the way there nothing is drawn.
SPOT = """(id) => {
  const { map, view } = window.cstoMap.page;
  const { left, top } = map.element.getBoundingClientRect();
  const card = document.getElementById("card").getBoundingClientRect();
  const { flows, rings } = map.people.drawn;
  const spots = Object.fromEntries([
    ...flows.map(({ id, along }) => [id, along[24]]),
    ...rings.map(({ id, x, y }) => [id, [x, y]]),
  ].map(([id, [x, y]]) => [id, [left + x, top + y]]));
  const chosen = spots[view.selection];
  return (!chosen || (card.width && chosen[0] < card.left)) && spots[id];
}"""


@pytest.fixture
def kazakhstan(tab):
    tab.show("?date=2022-01-10&view=central-asia")
    page = tab.page
    expect(page.locator('.people [data-id="flow:contingent:kaz2022_rus_31"]')).to_be_attached()
    yield page
    page.emulate_media(reduced_motion="null")


def test_the_switch_says_how_people_are_counted(kazakhstan) -> None:
    page = kazakhstan
    shapes = {}
    for way in ("circles", "symbols", "off"):
        page.locator("#numbers").select_option(way)
        expect(page).to_have_url(re.compile(f"numbers={way}"))
        page.wait_for_timeout(50)
        shapes[way] = set(shapes_of(page))
    assert "circle" in shapes["circles"]
    assert shapes["symbols"]
    assert shapes["symbols"] <= {"text", "plate"}
    assert not shapes["off"]


def test_arrows_and_places_open_their_cards(kazakhstan, tab) -> None:
    page = kazakhstan
    page.emulate_media(reduced_motion="reduce")
    for row in ("kaz2022_total", "kaz2022_tjk"):
        id_ = f"contingent:{row}"
        x, y = tab.wait(SPOT, id_).json_value()
        page.mouse.move(x, y)
        expect(page.locator("#tip")).to_be_visible()
        page.mouse.click(x, y)
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


# A pixel of the map at which a disputed area and nothing over it is hit.
DISPUTED = """(id) => {
  const { map } = window.cstoMap.page;
  const { toKm, kmPerPx } = window.cstoMap.core.camera;
  const { width, height } = map.frame;
  for (let y = 20; y < height; y += 5) for (let x = 20; x < width; x += 5) {
    const hit = map.hit(x, y);
    if (hit?.symbol || hit?.told || hit?.people) continue;
    if (map.ground.at(...toKm(map.frame, x, y), kmPerPx(map.frame))?.id === id) return [x, y];
  }
}"""


# Symbols of the wide map itself: an inset is a closer view, and comes a moment later.
WIDE = "#map .drawn > .symbols"


def test_circles_speak_alone_and_the_legend_says_what_is_left_to_closer_views(tab) -> None:
    tab.show("?date=2013-07-01&numbers=off")
    tab.settle()
    every = tab.page.locator(f"{WIDE} image").count()
    assert not tab.page.locator("#layers .closer").count()
    tab.show("?date=2013-07-01")
    expect(tab.page.locator('.people [data-id="people:TJK:RUS"]')).to_be_attached()
    expect(tab.page.locator("#layers li.closer").first).to_be_attached()
    tab.settle()
    assert tab.page.locator(f"{WIDE} image").count() < 0.7 * every
    assert not tab.page.locator(f'{WIDE} image[data-id="site:tjk_dushanbe"]').count()
    closer = tab.page.locator("#layers li.closer").all_inner_texts()
    assert closer
    assert all("From closer" in text for text in closer)
    tab.show("?date=2013-07-01&sel=site:tjk_dushanbe")
    # In whichever of them it is now.
    expect(tab.page.locator('.symbols image[data-id="site:tjk_dushanbe"]').first).to_be_attached()


def test_disputed_areas_are_in_the_legend_and_tell_their_names(tab) -> None:
    tab.show("?date=2013-07-01")
    tab.wait("() => window.cstoMap.page.map.ground")
    row = tab.page.locator("#layers li", has_text="Disputed area")
    areas = tab.run("() => window.cstoMap.page.map.ground.areas.length")
    assert row.locator(".count").inner_text() == str(areas)
    x, y = tab.run(DISPUTED, "disputed:crimea")
    box = tab.page.locator("#map").bounding_box()
    tab.page.mouse.move(box["x"] + x, box["y"] + y)
    expect(tab.page.locator("#tip")).to_contain_text("Crimea")
    expect(tab.page.locator("#tip")).to_contain_text("Disputed area")
    tab.page.mouse.move(box["x"] - 5, box["y"] + y)
    expect(tab.page.locator("#tip")).to_be_hidden()


def test_the_tally_stands_under_the_member_states(tab) -> None:
    tab.show("?date=2013-07-01")
    order = tab.run(
        """() => [...document.querySelector(".layers-on").children]
          .map((node) => node.id || node.querySelector("input, select").id)"""
    )
    assert order[:2] == ["layer-states", "tally"]
    expect(tab.page.locator("#tally")).to_be_visible()


def test_a_ring_over_a_disputed_area_opens_its_card(tab) -> None:
    tab.show("?date=2013-07-01")
    tab.wait("() => window.cstoMap.page.map.ground")
    tab.wait("() => window.cstoMap.page.map.people.drawn.rings.length")
    spots = tab.run(
        """() => {
          const { map } = window.cstoMap.page;
          const { camera } = window.cstoMap.core;
          const disputed = (x, y) =>
            map.ground.at(...camera.toKm(map.frame, x, y), camera.kmPerPx(map.frame));
          return map.people.drawn.rings.flatMap(({ ids, x, y, radius }) =>
            [[1, 0], [0, 1], [-1, 0], [0, -1]].map(([u, v]) => [ids[0], x + u * radius, y + v * radius]))
            .filter(([, x, y]) => {
              const hit = map.hit(x, y);
              return hit?.told && disputed(x, y);
            });
        }"""
    )
    assert spots
    id_, x, y = spots[0]
    box = tab.page.locator("#map").bounding_box()
    tab.page.mouse.click(box["x"] + x, box["y"] + y)
    expect(tab.page).to_have_url(re.compile(f"sel={id_}"))


def test_numbers_and_names_make_room_for_the_ring(tab) -> None:
    tab.show("?date=2004-06-01&view=kyrgyzstan&sel=site:kgz_kant")
    ring = tab.page.locator(".names .ring")
    expect(ring).to_be_visible()
    gaps = tab.run(
        """() => {
          const ring = document.querySelector(".names .ring").getBoundingClientRect();
          const [x, y] = [ring.left + ring.width / 2, ring.top + ring.height / 2];
          return [...document.querySelectorAll("#map .people text, #map .names text")].map((one) => {
            const { left, top, right, bottom } = one.getBoundingClientRect();
            const [dx, dy] = [Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0)];
            return [one.textContent, Math.hypot(dx, dy) - ring.width / 2];
          });
        }"""
    )
    assert {"500", "Kant air base"} <= {text for text, _ in gaps}
    # Boxes of texts are higher than their letters.
    assert {text: gap for text, gap in gaps if gap < 0} == {}
