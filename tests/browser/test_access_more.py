"""Access: forced colours, keys that are the browser's, the list of what is on the map, the map's name."""

import io

import pytest
import web_world
from PIL import Image, ImageChops
from web_world import TABLE_SHOWN

VIEW = "?date=2009-06-14&view=central-asia&sel=site:kgz_kant"
# What can be opened, with buttons of its own: by which button, and what is there then.
OPEN = {
    "the page": (None, "#card"),
    "the dock": ("toggle-charts", "#dock"),
    "a comparison": ("toggle-compare", "#compare"),
    "the tour": ("open-tour", "#story"),
    "the help": ("show-help", "#help[open]"),
    "the image": ("save-image", "#export[open]"),
}
# Visible buttons that show an icon and nothing else, where nothing lies over them.
ICONS = """() => [...document.querySelectorAll(".icon")].filter((node) => {
  const box = node.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return box.width && node.contains(over);
}).map((node) => {
  const { left, top, width, height } = node.getBoundingClientRect();
  return [node.id || node.className, left, top, width, height];
})"""


def picture(visit):
    return Image.open(io.BytesIO(visit.page.screenshot())).convert("RGB")


def drawn(image, box):
    """How many pixels within a button, without its border, are not of its ground."""
    left, top, width, height = box
    inner = image.crop(
        (round(left) + 5, round(top) + 5, round(left + width) - 5, round(top + height) - 5)
    )
    return inner.width * inner.height - max(count for count, _ in inner.getcolors(1 << 16))


@pytest.fixture(scope="module", params=["light", "dark"])
def forced(browser, url, request):
    """A page in the system's colours that tests drive in turn; nothing moves in it."""
    own = web_world.Visit(
        browser, url, forced_colors="active", color_scheme=request.param, reduced_motion="reduce"
    ).open(VIEW)
    yield own
    own.close()


@pytest.fixture
def in_colours(forced):
    forced.show(VIEW)
    forced.page.locator("#card").wait_for()
    return forced


def test_every_icon_is_seen_in_forced_colours(in_colours):
    own = in_colours
    seen = set()
    for what, (button, there) in OPEN.items():
        if button:
            own.run("(id) => document.getElementById(id).click()", button)
        own.page.locator(there).wait_for()
        own.page.wait_for_load_state("networkidle")
        image = picture(own)
        icons = own.run(ICONS)
        seen |= {name for name, *_ in icons}
        empty = [name for name, *box in icons if drawn(image, box) < 12]
        assert empty == [], what
        own.press("Escape")
    assert {"toggle-layers", "zoom-in", "play", "close-card", "close-dock", "help-close"} <= seen


def test_without_icons_the_measure_finds_empty_buttons(in_colours):
    own = in_colours
    own.run(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(".icon::before { background: Canvas !important; }");
          window.theirs = [...document.adoptedStyleSheets];
          document.adoptedStyleSheets = [...window.theirs, sheet];
        }"""
    )
    image = picture(own)

    empty = [name for name, *box in own.run(ICONS) if drawn(image, box) < 12]
    own.run("() => { document.adoptedStyleSheets = window.theirs; }")
    assert len(empty) > 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_in_forced_colours(visit, scheme):
    own = visit(VIEW, forced_colors="active", color_scheme=scheme)
    seen = set()
    for _ in range(30):
        own.press("Tab")
        name, *box = own.run(
            """() => { const n = document.activeElement;
                 const { left, top, width, height } = n.getBoundingClientRect();
                 return [n.id || n.className || n.tagName, left, top, width, height]; }"""
        )
        if name == "BODY":
            break
        if not box[2] or box[0] < 0 or box[1] < 0:
            continue
        clip = {"x": max(0, box[0] - 7), "y": max(0, box[1] - 7)}
        clip |= {"width": box[2] + 14, "height": box[3] + 14}
        focused = own.page.screenshot(clip=clip)
        own.run("() => { window.was = document.activeElement; window.was.blur(); }")
        plain = own.page.screenshot(clip=clip)
        own.run("() => window.was.focus()")
        one, other = (Image.open(io.BytesIO(body)).convert("RGB") for body in (focused, plain))
        apart = ImageChops.difference(one, other).convert("L")
        assert sum(apart.histogram()[64:]) > 60, name
        seen.add(name)
    assert {"toggle-layers", "save-image", "lens"} <= seen


def test_the_timeline_is_drawn_in_the_systems_colours(in_colours):
    own = in_colours
    dark = own.run("() => matchMedia('(prefers-color-scheme: dark)').matches")
    ground, *drawn = own.run(
        """() => {
          const look = (one, name, part) =>
            getComputedStyle(document.querySelector(one), part)[name];
          return [
            look("#timeline", "backgroundColor"),
            look(".slider .handle path", "stroke"), look(".slider .ticks path", "stroke"),
            look(".slider .handle circle", "fill"), look(".slider .ticks text", "fill"),
            look(".turn:not(.turn-named)", "backgroundColor", "::before"), look(".flag span", "borderTopColor"),
            look(".controls #play", "borderTopColor"),
          ];
        }"""
    )
    text = "rgb(255, 255, 255)" if dark else "rgb(0, 0, 0)"

    assert ground != text
    assert drawn == [text] * len(drawn)


def test_axe_finds_nothing_in_forced_colours(visit):
    own = visit(VIEW, forced_colors="active")

    assert own.faults() == []


KEYS = [
    *("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"),
    *("a", "d", "f", "l", "t", "n", "p", "s", "w", "+", "-", "0", " ", "Enter"),
]
FIRE = """([selector, keys, modifier]) => {
  const target = document.querySelector(selector);
  if (target.focus) target.focus();
  return keys.filter((key) => !target.dispatchEvent(new KeyboardEvent("keydown", {
    key, [modifier]: true, bubbles: true, cancelable: true })));
}"""


def test_shortcuts_of_the_browser_are_left_to_it(visit):
    own = visit("?date=2009-06-14&cmp=2003-01-01&mode=swipe&dock=charts")
    own.page.locator("#chart-points button").first.wait_for(state="attached")
    before = own.state()
    places = (
        *("body", "#slider", "#play", "#lens", "#layers-body", "#dock", "#tab-charts"),
        *(".handle-cmp", "#chart-points button", "#map"),
    )
    for modifier in ("altKey", "ctrlKey", "metaKey"):
        for place in places:
            assert own.run(FIRE, [place, KEYS, modifier]) == [], (place, modifier)
        own.rest()
        assert own.state() == before, modifier


def test_the_keys_without_modifiers_are_still_ours(tab):
    tab.show("?date=2009-06-14")
    taken = tab.run(
        """(keys) => keys.filter((key) => !document.body.dispatchEvent(new KeyboardEvent("keydown", {
          key, bubbles: true, cancelable: true })))""",
        ["ArrowLeft", "PageDown", "Home"],
    )

    assert taken == ["ArrowLeft", "PageDown", "Home"]


def test_the_list_of_what_is_on_the_map_keeps_the_focus(visit):
    own = visit("?date=2009-06-14")
    own.run("() => document.getElementById('skip-to-list').focus()")
    # At once, while the list is still on its way, and again when it is there.
    with own.holding("**/dash_ag_grid*") as held:
        own.press("Enter")
        held()
        own.press("ArrowDown", "PageDown")
    own.wait(TABLE_SHOWN, "on_map")
    row = """() => {
      const row = document.activeElement.closest('.ag-row');
      return row && document.activeElement.closest('#table-grid') ? Number(row.getAttribute('row-index')) : null;
    }"""
    own.wait(f"() => ({row})() === 0")
    own.press("ArrowDown", "ArrowDown")
    own.wait(f"() => ({row})() === 2")
    own.press("PageDown")
    own.wait(f"() => ({row})() > 2")
    own.rest()

    assert own.state()["date"] == "2009-06-14"
    own.press("Escape")
    own.rest()
    assert own.run("() => document.activeElement.id") == "skip-to-list"
    own.press("ArrowDown")
    own.rest()
    assert own.state()["date"] == "2009-06-13"


@pytest.mark.parametrize(
    ("query", "id_", "named"),
    [
        (
            "?date=2009-06-14&view=central-asia",
            "map",
            "Map: CST / CSTO, Central Asia, 14 June 2009",
        ),
        ("?date=2009-06-14&cmp=2003-01-01", "map-two", "1 January 2003"),
        ("?date=2009-06-14&tm=range&range=1999-01-01..2005-12-31", "map", "31 December 2005"),
        ("?date=2009-06-14&lang=ru", "map", "Карта: ДКБ / ОДКБ"),
    ],
)
def test_the_map_has_a_role_a_name_and_a_description(tab, visit, query, id_, named):
    # The language of a page is that of its first address.
    own = visit(query) if "lang=" in query else tab
    own.show(query)
    own.wait("(id) => document.getElementById(id).hasAttribute('aria-label')", id_)
    place = own.page.locator(f"#{id_}")

    assert place.get_attribute("role") == "img"
    assert named in place.get_attribute("aria-label")
    about = own.page.locator(f"#{place.get_attribute('aria-describedby')}").text_content()
    ways = f"{own.words('map', 'about_keys')} {own.words('map', 'about_list')}"
    assert about == f"{own.page.locator('#headline').text_content()}. {ways}"


def test_the_name_of_the_map_follows_date_and_view(tab):
    own = tab
    own.show("?date=2009-06-14")
    own.go("2004-12-03")
    own.wait(
        "() => document.getElementById('map').getAttribute('aria-label').endsWith('3 December 2004')"
    )
    own.press("d")
    own.rest()

    assert "alliance" not in own.page.locator("#map").get_attribute("aria-label")


def test_a_page_without_a_list_does_not_speak_of_one(browser, url):
    own = web_world.Visit(browser, url)
    try:
        own.page.goto(f"{url}embed?date=2009-06-14")
        own.wait(web_world.READY)
        shown = own.run("() => getComputedStyle(document.getElementById('skip-to-list')).display")
        assert shown == "none"
        about = own.page.locator("#map-about").text_content()
        assert own.words("map", "about_list") not in about
        assert own.words("map", "about_keys") in about
    finally:
        own.close()


def test_bars_of_the_chart_are_seen_in_forced_colours(forced):
    own = forced
    own.show("?date=2022-01-10")
    own.page.locator(".tally-bar").first.wait_for()
    colours = own.run(
        """() => [...document.querySelectorAll('.tally-bar[data-known="true"][data-hollow="false"]')]
          .map((bar) => [getComputedStyle(bar.children[1]).backgroundColor,
            getComputedStyle(document.body).backgroundColor])"""
    )
    assert len(colours) > 2
    assert all(bar != ground for bar, ground in colours)
