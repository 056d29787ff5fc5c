"""Two dates compared: side by side, by swiping, as a difference, and as a list with sources."""

import io
import random
from datetime import timedelta

import pytest
import web_world
from PIL import Image, ImageChops
from playwright.sync_api import TimeoutError as TooLate

from csto_map.history import compare
from csto_map.language.words import words

PAIR = "?date=2005-12-01&cmp=2003-01-01"
FRAMES = """() => [cstoMap.page.map, cstoMap.page.comparison.two.map].map(({ frame: f }) =>
  [(f.x0 + f.x1) / 2, (f.y0 + f.y1) / 2, (f.x1 - f.x0) / f.width])"""
BOTH = """() => {
  const { page } = cstoMap;
  const { two, ledger } = page.comparison || {};
  return ledger && page.cards && two.map && two.map.state && !two.element.hidden;
}"""

# What is drawn of the ground on both maps, without the tags of their patterns.
GROUNDS = """() => ["map", "map-two"].map((id) =>
  [...document.querySelectorAll(`#${id} .ground :is(path, image, circle)`)]
    .filter((node) => getComputedStyle(node).display !== "none")
    .map((node) => ({
      kind: node.getAttribute("class") || node.dataset.id,
      d: node.getAttribute("d"),
      fill: (node.getAttribute("fill") || "").replace(/#map\\d+-/, ""),
      place: node.getAttribute("transform") || node.dataset.key,
      href: node.getAttribute("href"),
    })))"""
SAME_GROUND = f"""() => {{
  const {{ map, comparison }} = cstoMap.page;
  // Finer or coarser ground comes a moment after the frame, first to one map.
  const {{ level }} = map;
  const whole = map.ground?.level === level && comparison.two.map.level === level;
  const [one, two] = ({GROUNDS})();
  return whole && comparison.two.map.ground && JSON.stringify(one) === JSON.stringify(two);
}}"""


@pytest.fixture
def page(tab):
    tab.show("?date=2009-06-14")
    return tab


@pytest.fixture
def pair(page):
    page.show(PAIR)
    page.wait(BOTH)
    page.rest()
    return page


def wait_for_the_same_ground(page):
    # To compare them at every drawn frame would leave the page no idle moment to load finer ones.
    try:
        page.page.wait_for_function(SAME_GROUND, polling=250)
    except TooLate:
        one, two = page.run(GROUNDS)
        assert one == two
        raise


def locked(page):
    one, two = page.run(FRAMES)
    return one == pytest.approx(two, abs=one[2] / 10)


def listed(page):
    page.wait("() => cstoMap.page.comparison?.ledger")
    page.page.locator("#differences-body section").first.wait_for()
    return page.page.locator("#differences-body")


def test_the_difference_is_that_of_the_library_on_random_pairs(shared, real_atlas):
    rng = random.Random(8)
    span = (real_atlas.horizon - real_atlas.first).days
    lenses = [lens.id for lens in real_atlas.config.lenses]
    asked = []
    for k in range(60):
        one, other = (real_atlas.first + timedelta(rng.randrange(span + 1)) for _ in range(2))
        if one != other:
            asked.append((one, other, lenses[0] if k % 2 else rng.choice(lenses)))
    found = shared.run(
        """async (asked) => {
          const { page } = cstoMap;
          const ledger = await page.load("ledger");
          const { differences } = await cstoMap.core.diff();
          const { Differences } = await import("/modules/compare/differences.js");
          const list = new Differences(page, {});
          return asked.map(([one, other, lens]) =>
            differences(page.data, ledger, one, other, lens)
              .map((row) => ({ ...row, sentence: list.sentence(row) })));
        }""",
        [[one.toordinal(), other.toordinal(), lens] for one, other, lens in asked],
    )

    for (one, other, lens), got in zip(asked, found, strict=True):
        own = compare.differences(real_atlas, one, other, lens)
        assert [(row["kind"], row["id"], row["layer"], row["certain"]) for row in got] == [
            (row.kind, row.id, row.layer, row.certain) for row in own
        ], (one, other, lens)
        assert [row["sources"] for row in got] == [list(row.source_ids) for row in own]
        assert [row["sentence"] for row in got] == [row.sentence for row in own]


def test_the_list_speaks_the_language_of_the_page_as_the_slide_does(visit, real_atlas):
    own = visit("?date=2005-12-01&cmp=2003-01-01&lang=ru")
    own.wait("() => cstoMap.page.comparison?.ledger")
    found = own.run(
        """async () => { const { list, ledger } = cstoMap.page.comparison;
          const { data, view } = cstoMap.page;
          return (await cstoMap.core.diff()).differences(data, ledger, view.day, view.cmp, view.lens)
            .map((row) => [row.kind, list.sentence(row)]); }"""
    )
    rows = compare.differences(real_atlas, "2003-01-01", "2005-12-01", language="ru")

    assert found == [[row.kind, row.sentence] for row in rows]


def test_every_kind_has_a_heading_that_page_and_slide_share(shared):
    own = shared.words("compare")

    assert all(own[kind] for kind in compare.KINDS)
    assert own == words("en")["compare"]


def test_nothing_is_loaded_for_a_comparison_before_there_is_one(visit):
    own = visit("?date=2009-06-14")

    assert not [url for url in own.requests if "/ledger" in url]
    assert own.page.locator("#map-two .plot").count() == 0
    own.press("x")
    own.wait(BOTH)
    assert len([url for url in own.requests if "/ledger" in url]) == 1
    before = len(own.settle().requests)
    own.run("async () => { for (let y = 1996; y < 2012; y++) await cstoMap.goTo(`${y}-03-05`); }")
    own.rest()
    assert [url for url in own.requests[before:] if not url.startswith("data:")] == []


def test_a_key_opens_and_ends_the_comparison_and_back_undoes_it(page):
    page.press("x")
    page.wait(BOTH)
    page.rest()
    assert page.query() == "?date=2009-06-14&cmp=2004-06-14"
    assert page.page.locator("#toggle-compare").get_attribute("aria-pressed") == "true"
    page.page.go_back()
    page.wait("() => document.getElementById('compare').hidden")
    assert page.page.locator("#map-two").is_hidden()


def test_both_maps_show_their_own_day(pair):
    days = pair.page.locator(".day-label").all_inner_texts()
    states = pair.run(
        """() => [cstoMap.page.map, cstoMap.page.comparison.two.map]
             .map((map) => map.state.sectors.pyanj[0])"""
    )

    assert days == ["1 December 2005", "1 January 2003"]
    assert states == ["TJK", "RUS"]


@pytest.mark.parametrize("mode", ["side", "swipe"])
def test_the_frames_are_locked_both_ways(pair, mode):
    pair.page.locator(f"[data-mode={mode}]").click()
    pair.page.locator("#zoom-in").click()
    pair.rest()
    assert locked(pair)
    own = pair.page.locator("#map-two").bounding_box()
    before = pair.run(FRAMES)[0]
    pair.page.mouse.move(own["x"] + own["width"] * 0.8, own["y"] + own["height"] / 2)
    pair.page.mouse.wheel(0, -240)
    pair.wait("(scale) => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame) < scale", before[2])
    assert locked(pair)


def test_neither_map_draws_over_the_other(pair):
    """What lies beyond the frame of one is cut off, not laid over its neighbour."""
    pair.show(f"{PAIR}&view=central-asia")
    pair.wait(BOTH)
    pair.rest()
    box = pair.page.locator("#map").bounding_box()
    strip = {**box, "x": box["x"] + box["width"] * 0.6, "width": box["width"] * 0.39}
    pictures = []
    for visibility in ("", "hidden"):
        pair.run("(v) => { document.getElementById('map-two').style.visibility = v; }", visibility)
        body = pair.page.screenshot(clip=strip)
        pictures.append(Image.open(io.BytesIO(body)).convert("L"))
    pair.run("() => { document.getElementById('map-two').style.visibility = ''; }")
    # Lines are smoothed otherwise by a hair where a layer above them is gone.
    clearly = ImageChops.difference(*pictures).point(lambda value: value > 32)

    assert sum(clearly.histogram()[1:]) < 20


@pytest.mark.parametrize(
    ("view", "theme"), [("alliance", "light"), ("tajik-afghan", "dark"), ("alliance", "contrast")]
)
def test_both_maps_stand_on_the_same_ground(pair, view, theme):
    pair.show(f"{PAIR}&view={view}&theme={theme}")
    pair.wait(BOTH)
    pair.rest()
    wait_for_the_same_ground(pair)
    one, two = pair.run(GROUNDS)

    assert one == two
    assert len([part for part in one if part["d"]]) > 4
    assert any(part["kind"] == "relief" for part in one) is (theme != "contrast")
    assert pair.run("() => cstoMap.page.map.places === cstoMap.page.comparison.two.map.places")
    ids = pair.run("() => [...document.querySelectorAll('#stage pattern')].map((n) => n.id)")
    assert len(set(ids)) == len(ids) > 1


def test_a_disputed_area_of_the_second_map_has_its_card(pair):
    pair.show(f"{PAIR}&view=caucasus")
    pair.wait(BOTH)
    pair.rest()
    wait_for_the_same_ground(pair)
    x, y, name = pair.run(
        """() => {
          const { map } = cstoMap.page.comparison.two;
          const { toKm, kmPerPx } = cstoMap.core.camera;
          for (let x = 4; x < map.frame.width; x += 4) for (let y = 4; y < map.frame.height; y += 4) {
            const hit = map.hit(x, y);
            const area = map.ground.at(...toKm(map.frame, x, y), kmPerPx(map.frame));
            if (area && !hit?.symbol && !hit?.told && !hit?.people) return [x, y, area.name];
          }
        }"""
    )
    box = pair.page.locator("#map-two").bounding_box()
    pair.page.mouse.click(box["x"] + x, box["y"] + y)

    pair.page.locator("#card h2", has_text=name).wait_for()


@pytest.fixture(scope="module")
def docked(browser, url):
    """A page of a comparison and charts that tests bring to their size."""
    own = web_world.Visit(browser, url).open(f"{PAIR}&dock=charts")
    yield own
    own.close()


@pytest.mark.parametrize("size", [(2560, 1300), (1440, 900), (1180, 800), (1024, 768)], ids=str)
def test_the_list_covers_neither_the_bar_nor_the_dock(visit, docked, size):
    """Where there is no room beside the map it lies over the dock, never over the bar."""
    width, height = size
    viewport = {"width": width, "height": height}
    # Whether there is room for the list at first is asked once, when the page is loaded.
    own = docked if width > 1100 else visit(f"{PAIR}&dock=charts", viewport=viewport)
    own.page.set_viewport_size(viewport)
    own.show(f"{PAIR}&dock=charts")
    own.wait(BOTH)
    own.page.locator("#chart-points button").first.wait_for(state="attached")
    own.rest()
    if width < 1100:
        own.page.locator("#toggle-differences").click()
    assert own.page.locator("#differences").is_visible()
    seen = own.run(
        """(parts) => [...document.querySelectorAll(parts)]
             .map((node) => [node, node.getBoundingClientRect()])
             .filter(([, box]) => box.width)
             .map(([node, { left, top, width, height }]) => [node.id || node.textContent,
               node.contains(document.elementFromPoint(left + width / 2, top + height / 2))])""",
        "#compare :is(button, input)" + (", .dock-head button" if width > 1100 else ""),
    )

    assert len(seen) > 4
    assert [name for name, free in seen if not free] == []


def test_sources_of_the_list_have_their_names_as_soon_as_they_are_there(browser, url, real_atlas):
    own = web_world.Visit(browser, url)
    try:
        with own.holding("**/details*") as held:
            own.look(PAIR)
            own.page.locator("#differences-body .difference-sources summary").first.wait_for()
            held()
        row, *_ = compare.differences(real_atlas, "2003-01-01", "2005-12-01")
        sources = {source.source_id: source for source in real_atlas.tables.sources}
        named = sources[row.source_ids[0]].publisher
        own.page.locator(
            "#differences-body .difference-sources summary", has_text=named
        ).first.wait_for()
    finally:
        own.close()


def test_while_one_map_is_dragged_the_other_goes_along(pair):
    box = pair.page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = pair.run(FRAMES)
    pair.page.mouse.move(x, y)
    pair.page.mouse.down()
    pair.page.mouse.move(x + 40, y + 30, steps=4)
    pair.wait(
        "(x) => { const f = cstoMap.page.comparison.two.map.frame; return (f.x0 + f.x1) / 2 < x - 1; }",
        before[1][0],
    )
    pair.page.mouse.move(x + 80, y + 60, steps=4)
    pair.page.mouse.up()
    pair.rest()

    assert locked(pair)
    assert pair.run(FRAMES)[0][0] < before[0][0]


def test_the_second_date_is_typed_swapped_and_moved_by_its_handle(pair):
    day = pair.page.locator("#compare-day")
    assert day.input_value() == "1 January 2003"
    day.fill("13 July 2001")
    day.press("Enter")
    pair.rest()
    assert pair.query() == "?date=2005-12-01&cmp=2001-07-13"
    pair.page.locator("#compare-swap").click()
    pair.rest()
    assert pair.query() == "?date=2001-07-13&cmp=2005-12-01"
    handle = pair.page.locator(".handle-cmp")
    handle.focus()
    for keys in ("ArrowRight", "Shift+ArrowRight", "Shift+PageUp"):
        handle.press(keys)
    pair.rest()
    assert handle.get_attribute("aria-valuetext") == "2 January 2005"
    assert pair.query() == "?date=2001-07-13&cmp=2005-01-02"
    box = handle.bounding_box()
    pair.page.mouse.move(box["x"] + 12, box["y"] + 10)
    pair.page.mouse.down()
    pair.page.mouse.move(box["x"] + 300, box["y"] + 10, steps=3)
    pair.page.mouse.up()
    pair.rest()
    assert "cmp=201" in pair.query()


def test_a_bad_second_date_is_named_and_changes_nothing(pair):
    day = pair.page.locator("#compare-day")
    day.fill("someday")
    day.press("Enter")

    assert "“someday” is not a date" in pair.notices()[-1]
    assert pair.state()["date"] == "2005-12-01"
    assert pair.run("() => cstoMap.core.state.iso(cstoMap.page.view.cmp)") == "2003-01-01"


def test_the_divider_moves_by_keys_and_by_hand(pair):
    pair.page.locator("[data-mode=swipe]").click()
    divider = pair.page.locator(".divider")
    divider.focus()
    divider.press("ArrowRight")
    divider.press("Shift+ArrowRight")
    assert divider.get_attribute("aria-valuenow") == "62"
    assert divider.get_attribute("aria-valuetext") == "62 % 1 December 2005, 38 % 1 January 2003"
    clip = "() => document.getElementById('map-two').style.clipPath"
    assert pair.run(clip).endswith("62%)")
    assert pair.state()["date"] == "2005-12-01"
    stage, box = (pair.page.locator(name).bounding_box() for name in ("#stage", ".divider"))
    pair.page.mouse.move(box["x"] + 12, box["y"] + box["height"] / 2)
    pair.page.mouse.down()
    pair.page.mouse.move(stage["x"] + stage["width"] / 4, box["y"] + box["height"] / 2, steps=3)
    pair.page.mouse.up()
    assert divider.get_attribute("aria-valuenow") == "25"
    divider.press("Home")
    assert pair.run(clip).endswith(" 0%)")


def test_the_difference_keeps_what_changed_and_mutes_the_rest(pair, real_atlas):
    pair.page.locator("[data-mode=diff]").click()
    pair.rest()
    drawn = pair.run(
        """() => {
          const { map } = cstoMap.page;
          const look = (id, name) =>
            document.querySelector(`#map .areas [data-id="${id}"]`).getAttribute(name);
          return {
            symbols: map.symbols.map((s) => ({ members: s.members, dot: Boolean(s.dot), badge: s.badge, faded: s.faded })),
            kazakhstan: look("KAZ", "fill"), pyanj: look("sector:pyanj", "stroke"),
            land: map.style().neutral.fill, guard: map.style().guards.TJK,
          };
        }"""
    )
    rows = compare.differences(real_atlas, "2003-01-01", "2005-12-01")
    changed = {row.id: row.kind for row in rows}

    assert drawn["kazakhstan"] == drawn["land"]
    assert drawn["pyanj"] == drawn["guard"]
    for symbol in drawn["symbols"]:
        kinds = [changed.get(id_) for id_ in symbol["members"]]
        if symbol["dot"]:
            assert kinds == [None]
        else:
            assert all(kinds)
            assert symbol["faded"] == all(kind in ("closed", "departed") for kind in kinds)
            assert ("+" in symbol["badge"]) == bool({"opened", "arrived"} & set(kinds))
    assert any(not symbol["dot"] for symbol in drawn["symbols"])
    assert pair.page.locator("#map-two").is_hidden()


def test_the_list_tells_each_difference_with_its_sources(pair, real_atlas):
    body = listed(pair)
    shown = real_atlas.config.default_layers
    rows = compare.differences(real_atlas, "2003-01-01", "2005-12-01", layers=shown)

    assert body.locator("li .difference").count() == len(rows)
    assert pair.page.locator("#toggle-differences").inner_text() == f"Differences: {len(rows)}"
    first = body.locator("li").first
    row = rows[0]
    assert first.locator(".difference").inner_text() == row.text
    first.locator("summary").click()
    links = first.locator(".sources li")
    links.first.wait_for()
    assert links.count() == len(row.source_ids)


def test_choosing_a_difference_selects_it_and_the_card_gives_it_back(pair):
    entry = listed(pair).locator("[data-id='sector:pyanj']")
    entry.click()
    pair.page.locator("#card h2").wait_for()
    pair.rest()

    assert pair.page.locator("#card h2").inner_text().startswith("Pyanj")
    assert entry.get_attribute("aria-current") == "true"
    assert "sel=sector:pyanj" in pair.query()
    pair.press("Escape")
    assert pair.page.locator("#card").is_hidden()
    assert pair.page.locator("#differences").is_visible()


def test_a_difference_beside_the_frame_is_brought_into_it(page):
    page.show(f"{PAIR}&view=caucasus&mode=diff")
    listed(page).locator("[data-kind=closed] [data-id^='site:tjk']").first.click()
    page.rest()
    id_ = page.state()["selection"]
    inside = page.run(
        """(id) => {
          const { map, marks } = cstoMap.page;
          const { x, y } = marks.get(id);
          return cstoMap.core.camera.shows(map.frame, x, y);
        }""",
        id_,
    )

    assert inside


def test_differences_of_layers_that_are_off_are_counted_and_can_be_shown(page, real_atlas):
    page.show("?date=2009-06-14&cmp=2003-01-01&layers=states,bases&mode=diff")
    body = listed(page)
    every = compare.differences(real_atlas, "2003-01-01", "2009-06-14")
    other = [row for row in every if row.layer not in ("states", "bases")]
    button = body.locator("> .button")

    assert button.inner_text().endswith(f": {len(other)}")
    button.click()
    page.wait(
        "(n) => document.querySelectorAll('#differences-body .difference').length === n",
        len(every),
    )


def test_filters_apply_to_both_days_and_to_the_list(page, real_atlas):
    page.show("?date=2009-06-14&cmp=2003-01-01&mode=diff&f.country=KGZ")
    body = listed(page)
    ids = body.locator("button.difference").evaluate_all("(all) => all.map((n) => n.dataset.id)")
    sites = {f"site:{row.site_id}": row.country for row in real_atlas.tables.sites}

    assert ids
    assert {sites[id_] for id_ in ids if id_.startswith("site:")} == {"KGZ"}
    assert not {"UZB"} & set(ids)


def test_a_range_and_a_comparison_rule_each_other_out(pair):
    pair.menu("timing")
    pair.page.locator("#time-mode").select_option("range")
    pair.rest()
    assert "cmp=" not in pair.query()
    pair.press("x")
    pair.rest()
    assert "tm=" not in pair.query()
    assert "cmp=" in pair.query()


def test_a_link_restores_the_comparison(visit):
    own = visit("?date=2005-12-01&view=tajik-afghan&theme=dark&cmp=2003-01-01&mode=diff")
    own.rest()
    query = own.query()
    own.page.reload()
    own.wait("() => window.cstoMap && cstoMap.page.cards && cstoMap.page.comparison?.ledger")
    own.rest()

    assert own.query() == query
    assert own.page.locator("#stage").get_attribute("data-compare") == "diff"
    assert own.said == []


def test_on_a_phone_the_maps_stand_over_each_other_and_the_list_is_a_sheet(visit):
    own = visit(PAIR, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    own.wait(BOTH)
    own.rest()
    one, two = (own.page.locator(id_).bounding_box() for id_ in ("#map", "#map-two"))

    assert one["y"] + one["height"] <= two["y"] + 1
    assert one["width"] == pytest.approx(two["width"], abs=2)
    assert own.page.locator("#differences").is_hidden()
    own.page.locator("#toggle-differences").click()
    assert own.page.locator("#differences").is_visible()
    own.press("Escape")
    assert own.page.locator("#differences").is_hidden()
    small = own.run(
        """() => [...document.querySelectorAll("#compare button, #compare input, .handle-more")]
             .map((n) => [n.id || n.className, n.getBoundingClientRect()])
             .filter(([, b]) => b.width && (b.height < 40 || b.width < 43)).map(([name]) => name)"""
    )
    assert small == []
