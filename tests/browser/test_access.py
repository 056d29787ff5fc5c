"""Access for everybody: axe finds nothing; keyboard, ears and touch have what eyes have."""

import pytest
import web_world

SIZES = [(1440, 900), (1024, 768), (390, 844)]
THEMES = ["light", "dark", "contrast"]
# What can stand open over the map: how it is opened, and what is in it once it is whole.
OPEN = {
    "card": ("() => cstoMap.page.select('site:kgz_kant')", "#card .sources li"),
    "help": ("() => document.getElementById('show-help').click()", "#help[open] #help-plans li"),
    "export": ("() => document.getElementById('save-image').click()", "#export[open] img[src]"),
}


@pytest.fixture(scope="module", params=SIZES, ids=str)
def sized(browser, url, request):
    """The number of a size, and a page of that size that tests drive in turn."""
    width, height = request.param
    own = web_world.Visit(browser, url, viewport={"width": width, "height": height}).open()
    yield SIZES.index(request.param), own
    own.close()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(sized, theme):
    """The page in every theme of every size; what opens over it once in each theme and each size."""
    size, own = sized
    own.show(f"?date=2009-06-14&theme={theme}")
    assert own.faults() == []
    what = list(OPEN)[(size + THEMES.index(theme)) % len(OPEN)]
    opener, whole = OPEN[what]
    own.run(opener)
    own.page.locator(whole).first.wait_for()
    assert own.faults() == [], what
    own.press("Escape")
    own.page.locator(whole).first.wait_for(state="hidden")


def test_axe_finds_nothing_in_comparisons_filters_and_ranges(sized):
    size, own = sized
    day = f"date=2009-06-14&theme={THEMES[size]}"
    own.show(f"?{day}&cmp=2003-01-01")
    own.wait("() => cstoMap.page.comparison?.ledger && cstoMap.page.comparison.two.map")
    for mode in ("side", "swipe", "diff"):
        own.show(f"?{day}&cmp=2003-01-01&mode={mode}")
        assert own.faults() == [], mode
    own.page.evaluate("() => cstoMap.page.comparison.showList(true)")
    assert own.faults() == []
    own.show(f"?{day}&tm=range&range=1999-01-01..2005-12-31&f.country=TJK,KGZ&f.sure=1")
    assert own.faults() == []
    own.press("f")
    for name in own.page.locator("#filters summary").all():
        name.evaluate("(node) => (node.parentNode.open = true)")
    assert own.faults() == []
    own.press("Escape")


def test_axe_finds_nothing_in_a_frame(browser, url):
    own = web_world.Visit(browser, url)
    try:
        own.look("embed?date=2009-06-14")
        for (width, height), theme in zip(SIZES, THEMES, strict=True):
            own.page.set_viewport_size({"width": width, "height": height})
            own.show(f"?date=2009-06-14&theme={theme}")
            assert own.faults() == [], theme
    finally:
        own.close()


def test_axe_finds_nothing_on_the_methods_page(browser, url):
    own = web_world.Visit(browser, url, viewport={"width": 390, "height": 844})
    try:
        own.page.goto(f"{url}methods")
        assert own.faults() == []
    finally:
        own.close()


def test_the_slider_says_its_value_in_words(tab):
    tab.show("?date=2009-06-14")
    slider = tab.page.locator("#slider")

    assert slider.get_attribute("role") == "slider"
    assert slider.get_attribute("aria-valuetext").startswith("14 June 2009; 7 states")
    low, now, high = (
        int(slider.get_attribute(f"aria-value{end}")) for end in ("min", "now", "max")
    )
    assert low < now < high


def test_ears_hear_the_date_and_the_headline_once_the_slider_rests(tab):
    tab.show("?date=2009-06-13")
    tab.page.evaluate("() => cstoMap.goTo('2009-06-14')")
    tab.wait("() => document.getElementById('spoken').textContent.startsWith('14 June 2009')")

    spoken = tab.page.locator("#spoken").text_content()
    assert spoken == "14 June 2009: Seven states are members of the CSTO."


def test_focus_is_visible_on_everything_that_tab_reaches(visit):
    own = visit("?date=2009-06-14")
    seen = set()
    for _ in range(40):
        own.page.keyboard.press("Tab")
        name, outline = own.page.evaluate(
            """() => { const n = document.activeElement;
                 const s = getComputedStyle(n);
                 return [n.id || n.className || n.tagName, s.outlineStyle + " " + s.outlineWidth]; }"""
        )
        if name == "BODY":
            break
        seen.add(name)
        assert "none" not in outline, name
        assert not outline.endswith(" 0px"), name
    assert {"toggle-layers", "save-image", "zoom-in", "lens"} <= seen


@pytest.fixture(scope="module")
def phone(browser, url):
    size = {"width": 390, "height": 844}
    own = web_world.Visit(browser, url, viewport=size, has_touch=True, is_mobile=True).open()
    yield own
    own.close()


@pytest.mark.parametrize("selector", ["button", "select", "#slider", "summary"])
def test_targets_are_large_enough_for_fingers(phone, selector):
    small = phone.run(
        """(selector) => [...document.querySelectorAll(selector)]
             .map((n) => [n.id || n.textContent, n.getBoundingClientRect()])
             .filter(([, b]) => b.width && (b.height < 43.5))
             .map(([name, b]) => [name, b.width, b.height])""",
        selector,
    )

    assert small == []


def test_with_reduced_motion_the_player_goes_from_event_to_event(visit):
    own = visit("?date=1999-01-01", reduced_motion="reduce")

    assert own.page.evaluate("() => cstoMap.page.player.clock.jumps.length") > 20


def test_the_page_can_be_read_at_twice_the_size(visit):
    """Twice the size is half the room: nothing runs out of sight sideways."""
    own = visit("?date=2009-06-14&sel=site:kgz_kant", viewport={"width": 720, "height": 450})

    assert own.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    # What a link selects lies clear of its card, however small the page.
    own.wait(
        """() => {
          const [ring, card] = [document.querySelector("#map .ring"), document.getElementById("card")];
          return ring && card.checkVisibility() &&
            ring.getBoundingClientRect().right < card.getBoundingClientRect().left;
        }"""
    )
