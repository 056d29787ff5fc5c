"""The page keeps to itself: its own server, little of it, nothing while the date moves."""

import random
import re
from datetime import timedelta

import pytest
import servers
import web_world

# Before the ground, which comes after it.
FIRST_VIEW_BYTES = 950_000
GROUND_BYTES = 350_000
INSETS_BYTES = 460_000
NARROW = {"width": 1000, "height": 800}


def of_the_insets(address):
    """Whether an address is of what small maps on a wide one are drawn of, and comes last."""
    return re.search(r"/static/(ground|map)-fine\W", address) is not None


def of_the_ground(address):
    """Whether an address is of what lies under all that changes, and is loaded after it."""
    found = re.search(r"/static/(ground|places|inter-italic)\W", address)
    return found is not None and not of_the_insets(address)


@pytest.fixture
def fresh(visit):
    """A page that has loaded all that it loads by itself."""
    return visit("?date=2009-06-14").settle()


def test_the_first_view_asks_only_its_own_server_and_little(browser, url):
    own = web_world.Visit(browser, url).look("?date=2009-06-14")
    try:
        own.settle()
        assert own.foreign() == []
        assert own.said == []
        ground, insets = own.transferred(of_the_ground), own.transferred(of_the_insets)
        first = own.transferred() - ground - insets
        print(f"first view: {first:,} bytes, then its ground: {ground:,}, insets: {insets:,}")
        assert 100_000 < first <= FIRST_VIEW_BYTES
        assert 100_000 < ground <= GROUND_BYTES
        assert 100_000 < insets <= INSETS_BYTES
        # Scripts that may be wanted soon come after all.
        files = [address for address in own.requests if ".js" not in address]
        later = [of_the_ground(one) + 2 * of_the_insets(one) for one in files]
        assert later == sorted(later), "the ground waits until the rest is there, insets for it"
        seen = len(own.requests)
        own.page.mouse.move(2, 2)
        own.wait("() => cstoMap.page.cards")
        assert any("/details." in request for request in own.requests[seen:])
    finally:
        own.close()


def test_a_hundred_and_twenty_steps_ask_for_nothing(fresh, real_atlas):
    """A few in the wide view, where a step takes longest, and the rest in a near one."""
    rng = random.Random(1)
    span = (real_atlas.horizon - real_atlas.first).days
    days = [(real_atlas.first + timedelta(rng.randrange(span))).isoformat() for _ in range(120)]
    steps = "async (days) => { for (const day of days) await cstoMap.goTo(day); }"
    before = len(fresh.requests)
    fresh.run(steps, days[:20])
    fresh.rest()
    assert fresh.requests[before:] == []
    fresh.show(f"?date={days[0]}&view=kyrgyzstan")
    fresh.settle()
    before = len(fresh.requests)
    fresh.run(steps, days[20:])
    fresh.rest()

    assert fresh.requests[before:] == []
    assert fresh.state()["date"] == days[-1]


def test_it_goes_on_working_when_the_network_is_cut(fresh):
    fresh.context.set_offline(True)
    fresh.go("2003-10-23")
    fresh.page.select_option("#lens", "CIS")
    fresh.page.select_option("#lens", "alliance")
    fresh.run("() => cstoMap.page.select('site:kgz_kant')")
    fresh.page.locator("#card").wait_for()
    fresh.press("PageDown")
    fresh.run("() => cstoMap.play()")
    fresh.wait("() => cstoMap.state().date > '2004-01-01'")
    fresh.run("() => cstoMap.pause()")
    fresh.rest()

    assert fresh.said == []
    assert "Kant" in fresh.page.locator("#card h2").inner_text()


@pytest.fixture
def narrow(visit):
    """One that has no room for insets, which bring fine outlines and ground."""
    return visit("?date=2009-06-14", viewport=NARROW).settle()


def test_a_near_view_without_its_finer_outlines_keeps_the_coarse_ones(narrow):
    """They load on zooming in; where the server is gone, the map is drawn all the same."""
    narrow.context.set_offline(True)
    narrow.page.select_option("#view", "tajik-afghan")
    narrow.wait("() => cstoMap.page.map.frame.x1 - cstoMap.page.map.frame.x0 < 1500")
    narrow.page.locator("#notices .notice").wait_for()

    assert narrow.notices() == [narrow.words("notice", "offline")]
    assert not [line for line in narrow.said if "Failed to load resource" not in line]
    assert narrow.run("() => cstoMap.page.map.level") == "coarse"
    narrow.context.set_offline(False)
    narrow.go("2004-12-03")
    narrow.rest()
    assert narrow.run("() => cstoMap.page.map.level") == "fine"


def test_the_finer_ground_is_asked_for_again_once_it_can_be_had(narrow):
    sheets = "() => cstoMap.page.map.ground.sheets.length"
    coarse = narrow.run(sheets)
    narrow.context.route("**/ground-fine.*", lambda route: route.abort())
    narrow.page.select_option("#view", "tajik-afghan")
    narrow.page.locator("#notices .notice").wait_for()
    assert narrow.notices() == [narrow.words("notice", "offline")]
    assert narrow.run("() => cstoMap.page.map.level") == "fine"
    assert narrow.run(sheets) == coarse

    narrow.context.unroute("**/ground-fine.*")
    narrow.go("2004-12-03")
    narrow.wait("(coarse) => cstoMap.page.map.ground.sheets.length > coarse", coarse)


def test_all_that_a_stranger_does_leaves_the_console_empty(fresh):
    """Every view, lens, theme, card and dialog: no error, no warning, no breach of the policy."""
    page = fresh.page
    for view in page.locator("#view option").evaluate_all("all => all.map((o) => o.value)"):
        page.select_option("#view", view)
        fresh.rest()
    for lens in page.locator("#lens option").evaluate_all("all => all.map((o) => o.value)"):
        page.select_option("#lens", lens)
    for box in page.locator("#layers-body input[type=checkbox]").all():
        box.click()
    fresh.press("t", "t", "?", "Escape", "g", "Escape", "+", "-", "0")
    fresh.run(
        "() => { for (const id of [...cstoMap.page.ids].filter((_, k) => k % 7 === 0)) cstoMap.page.select(id); }"
    )
    fresh.rest()

    assert fresh.said == []
    assert fresh.foreign() == []


def test_when_the_server_is_gone_saving_says_so_and_the_map_goes_on(browser):
    with servers.serving() as (url, process):
        page = web_world.Visit(browser, url).open()
        page.rest()
        page.page.locator("#save-image").click()
        page.page.locator("#export-close").click()
        process.terminate()
        process.wait(timeout=60)
        # The preview is missed first: of another day, for the browser may have kept the first.
        page.go("2004-10-16")
        page.page.locator("#save-image").click()
        notice = page.page.locator("#notices .notice")
        notice.wait_for()
        assert page.notices() == [page.words("notice", "offline")]
        notice.locator("button").click()
        page.page.locator("#export-save").click()
        notice.wait_for()
        assert page.notices() == [page.words("notice", "offline")]

        page.press("Escape")
        page.go("2005-07-13")
        assert page.state()["date"] == "2005-07-13"
        page.close()


# What is loaded when somebody wants it: how to want it, and what is there then.
LATER = {
    "saving": ("#save-image", "() => document.getElementById('export').open"),
    "the tour": ("#open-tour", "() => !document.getElementById('story').hidden"),
    "comparing": ("#toggle-compare", "() => !document.getElementById('compare').hidden"),
}


@pytest.mark.parametrize("what", LATER)
def test_a_click_without_a_network_says_so_and_works_once_it_is_back(fresh, what):
    button, there = LATER[what]
    before = fresh.query()
    fresh.context.set_offline(True)
    # Told once, however often it is clicked.
    for _ in range(2):
        if button == "#open-tour":
            fresh.menu()
        with fresh.page.expect_event("requestfailed", lambda one: "/static/icon." not in one.url):
            fresh.page.locator(button).click()
        fresh.page.locator("#notices .notice").wait_for()
        assert fresh.notices() == [fresh.words("notice", "offline")]
    assert not fresh.run(there)
    assert fresh.query() == before

    fresh.context.set_offline(False)
    if button == "#open-tour":
        fresh.menu()
    fresh.page.locator(button).click()
    fresh.wait(there)
    assert not [line for line in fresh.said if "Failed to load resource" not in line]


def test_a_search_without_a_network_says_so_and_finds_once_it_is_back(fresh):
    fresh.context.set_offline(True)
    fresh.press("/")
    # Keys that are commands of the page are text here, before the search is loaded too.
    fresh.page.keyboard.type("osh")
    fresh.wait(
        "(text) => document.getElementById('search-hint').textContent === text",
        fresh.words("search", "failed"),
    )
    assert fresh.page.locator("#search-input").input_value() == "osh"
    fresh.press("Escape")

    fresh.context.set_offline(False)
    assert any("Osh" in title for title in fresh.look_for("osh"))


def test_a_file_dropped_without_a_network_is_told_and_read_once_it_is_back(fresh):
    drop = """() => cstoMap.page.userLayers.take(
      new File(["name,lat,lon,start\\nA,40.5,72.8,2001-01-01\\n"], "x.csv"))"""
    fresh.context.set_offline(True)
    fresh.run(drop)
    assert fresh.notices() == [fresh.words("own", "offline").replace("{name}", "x.csv")]

    fresh.context.set_offline(False)
    fresh.run(drop)
    assert fresh.page.locator("#own-list li").count() == 1


def test_a_link_to_a_comparison_opens_once_the_network_is_back(browser, url):
    """What a link asks for is tried again without a click."""
    page = web_world.Visit(browser, url)
    page.context.route("**/comparison-*.js", lambda route: route.abort())
    page.open("?date=2005-12-01&cmp=2003-01-01")
    page.page.locator("#notices .notice").wait_for()
    assert page.notices() == [page.words("notice", "offline")]
    assert "cmp=" in page.query()

    page.context.unroute("**/comparison-*.js")
    page.go("2005-12-02")
    page.wait("() => cstoMap.page.comparison?.ledger")
    assert page.page.locator("#differences-body section").count() > 0
    page.close()


def test_a_script_that_comes_late_is_waited_for(browser, url):
    """A server that has just begun takes its time with the largest one."""
    page = web_world.Visit(browser, url)
    with page.holding("**/static/plotly*") as held:
        page.page.goto(url, wait_until="commit")
        held()
        page.page.locator("#map").wait_for(state="attached")
        # Time enough for whoever would not wait.
        page.page.wait_for_timeout(500)
    page.wait(web_world.READY)
    assert page.said == []
    page.close()


def test_it_is_usable_soon(browser, url):
    """Promised are two seconds; counted are those of its processor, whatever else that does."""
    page = web_world.Visit(browser, url)
    asked = page.context.new_cdp_session(page.page)
    asked.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.page.goto(url)
    page.wait(web_world.READY)
    found = {one["name"]: one["value"] for one in asked.send("Performance.getMetrics")["metrics"]}
    page.close()

    assert 0 < found["TaskDuration"] < 3
