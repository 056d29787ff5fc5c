"""Access for everybody: axe finds nothing; keyboard, ears and touch have what eyes have."""

from importlib.resources import files

import pytest
import web_world

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(1440, 900), (1024, 768), (390, 844)]
OPEN = {
    "map": None,
    "card": None,
    "help": "#show-help",
    "export": "#save-image",
}
QUERIES = {"card": "?date=2009-06-14&sel=site:kgz_kant", "sector": "?sel=sector:pyanj"}


@pytest.fixture(scope="module")
def axe():
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(visit, axe):
    visit.page.evaluate(axe)
    found = visit.page.evaluate(
        "(rules) => axe.run(document, { runOnly: rules })",
        RULES,
    )["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing(browser, url, axe, size, theme):
    width, height = size
    own = web_world.Visit(browser, url, viewport={"width": width, "height": height})
    try:
        for what, opener in OPEN.items():
            query = QUERIES.get(what, "?date=2009-06-14")
            own.open(f"{query}{'&' if '?' in query else '?'}theme={theme}")
            if opener:
                own.page.evaluate("(id) => document.querySelector(id).click()", opener)
            own.page.wait_for_timeout(250)
            assert violations(own, axe) == [], what
    finally:
        own.close()


@pytest.mark.parametrize(
    ("size", "theme"), [*zip(SIZES, ["light", "dark", "contrast"], strict=True)], ids=str
)
def test_axe_finds_nothing_in_comparisons_filters_and_ranges(browser, url, axe, size, theme):
    width, height = size
    own = web_world.Visit(browser, url, viewport={"width": width, "height": height})
    day = f"date=2009-06-14&theme={theme}"
    try:
        own.open(f"?{day}&cmp=2003-01-01")
        own.wait("() => cstoMap.page.comparison.ledger && cstoMap.page.comparison.two.map")
        for mode in ("side", "swipe", "diff"):
            own.show(f"?{day}&cmp=2003-01-01&mode={mode}")
            assert violations(own, axe) == [], mode
        own.page.evaluate("() => cstoMap.page.comparison.showList(true)")
        assert violations(own, axe) == []
        own.show(f"?{day}&tm=range&range=1999-01-01..2005-12-31&f.country=TJK,KGZ&f.sure=1")
        assert violations(own, axe) == []
        own.press("f")
        for name in own.page.locator("#filters summary").all():
            name.evaluate("(node) => (node.parentNode.open = true)")
        assert violations(own, axe) == []
        own.page.goto(f"{url}embed?{day}")
        own.wait(web_world.READY)
        assert violations(own, axe) == []
    finally:
        own.close()


def test_axe_finds_nothing_on_the_methods_page(browser, url, axe):
    own = web_world.Visit(browser, url, viewport={"width": 390, "height": 844})
    try:
        own.page.goto(f"{url}methods")
        assert violations(own, axe) == []
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


def test_ears_hear_the_date_and_what_changed_once_the_slider_rests(tab):
    tab.show("?date=2009-06-13")
    tab.page.evaluate("() => cstoMap.goTo('2009-06-14')")
    tab.page.wait_for_timeout(400)

    assert tab.page.locator("#spoken").text_content().startswith("14 June 2009. KSOR")


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


@pytest.mark.parametrize("selector", ["button", "select", "#slider", "summary"])
def test_targets_are_large_enough_for_fingers(visit, selector):
    own = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    small = own.page.evaluate(
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
