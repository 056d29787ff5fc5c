"""Small maps on the page's wide view: where they are, what a click in them finds, how they go."""

import pytest

WIDE = "?date=2009-06-14&view=alliance"
PLATES = "() => cstoMap.page.map.insets.plates.map(({ inset, box }) => [inset.title, ...box])"
# The symbol of the base at Kant in its inset, in pixels of the map; null where there is none.
KANT = """() => {
  const one = cstoMap.page.map.insets.symbols().find(({ members }) => members.includes("site:kgz_kant"));
  return one ? [one.px, one.py] : null;
}"""
TAJIK = "Tajikistan and Fergana"


@pytest.fixture
def page(tab):
    tab.show(WIDE)
    tab.settle()
    return tab


def at(page, px, py):
    box = page.page.locator("#map").bounding_box()
    return box["x"] + px, box["y"] + py


def test_a_symbol_in_an_inset_has_its_card_and_its_ring(page):
    assert not page.run(
        "() => cstoMap.page.map.symbols.some((s) => s.members.includes('site:kgz_kant'))"
    )
    page.page.mouse.click(*at(page, *page.run(KANT)))
    # The card lies where the inset was: it makes way.
    page.page.locator(".others.stack button").first.click()
    page.wait("() => cstoMap.page.view.selection === 'site:kgz_kant'")
    page.rest()
    ring = page.page.locator("#map .inset .ring")
    ring.wait_for(state="attached")
    x, y = page.run(KANT)
    box = ring.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    assert middle == pytest.approx(at(page, x, y), abs=1)
    page.run("() => cstoMap.page.select(null)")


def test_what_is_under_an_inset_is_not_hit_through_it(page):
    """Of what lies below nothing is told: where an inset has its sea, there is nothing."""
    found = page.run(
        """() => {
          const { map } = cstoMap.page;
          const hits = [];
          for (const { box: [x0, y0, x1, y1] } of map.insets.plates) {
            for (let x = x0 + 3; x < x1; x += 9) for (let y = y0 + 30; y < y1; y += 9) {
              const hit = map.hit(x, y);
              if (hit?.people || hit?.told) hits.push([x, y]);
            }
          }
          return hits;
        }"""
    )
    assert found == []


def test_a_title_shows_its_part_on_the_whole_map_and_home_brings_the_insets_back(page):
    titles = [title for title, *_ in page.run(PLATES)]
    assert TAJIK in titles
    button = page.page.get_by_role("button", name=f"Enlarge: {TAJIK}")
    wide = page.run("() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame)")
    button.focus()
    page.page.keyboard.press("Enter")
    page.wait("() => cstoMap.page.view.box")
    page.rest()

    assert page.run("() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame)") < wide / 2
    assert page.run(PLATES) == []
    assert page.page.locator(".inset-title, .inset").count() == 0
    assert page.run(
        "() => cstoMap.page.map.symbols.some((s) => s.members.includes('site:kgz_kant'))"
    )
    page.page.locator("#zoom-home").click()
    page.rest()
    page.wait("() => cstoMap.page.map.insets.plates.length")
    assert [title for title, *_ in page.run(PLATES)] == titles


def test_a_step_keeps_them_and_draws_what_changed(page):
    before = page.run(PLATES)
    page.run("() => cstoMap.goTo('2003-10-20')")
    assert page.run(KANT) is None
    page.run("() => cstoMap.goTo('2003-10-24')")
    assert page.run(KANT) is not None
    assert [title for title, *_ in page.run(PLATES)] == [title for title, *_ in before]


@pytest.mark.parametrize("query", ["&compare=2005-06-14", "&box=-3000,-1500,900,1300"])
def test_there_are_none_beside_another_day_or_in_a_frame_of_ones_own(page, query):
    page.show(WIDE + query)
    page.rest()
    assert page.run(PLATES) == []


def test_there_are_none_on_a_narrow_map_nor_under_layers_of_ones_own(visit):
    own = visit(WIDE, viewport={"width": 1440, "height": 900}).settle()
    assert own.run(PLATES)
    own.run(
        """() => {
          const file = new File(["lat,lon,start,end,name\\n38.5,68.8,2001,,Post\\n"], "own.csv");
          return cstoMap.page.userLayers.take(file);
        }"""
    )
    own.wait("() => cstoMap.page.userLayers?.shown().length")
    own.wait("() => !cstoMap.page.map.insets.plates.length")
    own.page.set_viewport_size({"width": 1000, "height": 800})
    own.rest()
    assert own.run(PLATES) == []
