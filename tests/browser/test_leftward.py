"""The page in a language that is written from right to left, from a single file."""

import pytest
from csto_map.app import single

from csto_map.atlas import Atlas
from csto_map.export import laid, options
from csto_map.language import direction, own
from tests.shared import leftward_world

pytestmark = pytest.mark.browser
QUERY = "lang=ar&date=2005-01-01"
SIDES = """() => {
  const box = (name) => {
    const node = document.querySelector(name);
    const { left, right } = node.getBoundingClientRect();
    return [left, right];
  };
  return {
    panel: box("#layers"),
    map: box("#map"),
    brand: box(".brand"),
    menu: box("#more, #toggle-menu"),
    years: [...document.querySelectorAll(".slider text")]
      .map((node) => [Number(node.textContent), node.getBoundingClientRect().left])
      .filter(([year]) => year > 1900 && year < 2100),
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""
# The lines of text of a picture that the page draws, and the places of its maps.
DRAWN = """async (asked) => {
  const answer = await cstoMap.page.painter(cstoMap.page, "svg", new URLSearchParams(asked));
  const root = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  const of = (name) => [...root.children].filter((node) => node.localName === name);
  return {
    texts: of("text").map((node) => [
      node.textContent, Number(node.getAttribute("x")), node.getAttribute("text-anchor") || "start",
    ]),
    maps: of("svg").map((node) => Number(node.getAttribute("x"))),
  };
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return leftward_world.write(tmp_path_factory.mktemp("leftward") / "toy")


@pytest.fixture(scope="module")
def page(folder, browser):
    """The page of the atlas, and what it complained about."""
    atlas = Atlas.load(folder)
    file = single.write(atlas, folder.parent / "atlas.html")
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    made = context.new_page()
    made.wrong = []
    made.on("console", lambda message: made.wrong.append(message.text))
    made.on("pageerror", lambda problem: made.wrong.append(str(problem)))
    made.goto(f"{file.as_uri()}?{QUERY}")
    made.wait_for_function("() => window.cstoMap?.page.map.ground && cstoMap.page.userLayers")
    yield made
    context.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_it_is_mirrored_but_for_time(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})

    assert page.evaluate("() => [document.documentElement.dir, document.documentElement.lang]") == [
        "rtl",
        "ar",
    ]
    sides = page.evaluate(SIDES)
    assert sides["wide"] == 0
    assert sides["brand"][1] > size[0] - 40
    if size[0] > 1000:
        assert sides["panel"][0] >= sides["map"][1] - 1
    years = sorted(sides["years"])
    assert len(years) > 2
    assert [left for _, left in years] == sorted(left for _, left in years)
    assert page.locator("#date, .date").first.inner_text() == "1 يناير 2005"
    assert page.wrong == []


def test_what_it_draws_itself_stands_where_the_program_puts_it(page, folder):
    page.set_viewport_size({"width": 1440, "height": 900})
    drawn = page.evaluate(DRAWN, {"size": "slide"})
    own.read(folder)
    atlas = Atlas.load(folder)
    asked = {"date": "2005-01-01", "lang": "ar", "size": "slide"}
    sheet = laid.sheet(atlas, options.read(atlas, asked))

    assert drawn["maps"] == [plate.box.x for plate in sheet.plates]
    there = {text.text: (text.x, text.anchor) for text in sheet.texts}
    here = {text: (x, anchor) for text, x, anchor in drawn["texts"]}
    both = there.keys() & here.keys()
    marked = [text for text in both if text != direction.bare(text)]
    assert len(marked) > 5
    for text in both:
        assert here[text][1] == there[text][1], text
        # The page measures in fonts of its own.
        assert here[text][0] == pytest.approx(there[text][0], abs=12), text
