"""Storms: a slow line, ten thousand moves of the slider, back and forward, two tabs at once."""

import re

import web_world
from playwright.sync_api import expect

# "3G" as WebPageTest has it: bytes and milliseconds.
LINE = {"latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 96_000}
MOVES = 10_000
LINKED = "() => new URLSearchParams(location.search).get('date')"


def test_a_slow_line_sees_whose_page_it_is_and_that_it_is_coming(browser, url):
    own = web_world.Visit(browser, url)
    line = own.context.new_cdp_session(own.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **LINE})
    try:
        with own.holding("**/dash_renderer*.js"):
            own.page.goto(url, wait_until="commit")
            expect(own.page.locator(".entry-title")).to_have_text("CSTO Map")
            expect(own.page.locator(".entry-wait")).to_be_visible()
        own.wait(web_world.READY)
        assert own.page.locator(".entry").count() == 0
        assert own.said == []
    finally:
        own.close()


def test_a_browser_without_scripts_is_told_where_the_facts_are(browser, url):
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(url)
        expect(page.locator(".entry-wait")).to_be_hidden()
        assert "/api/v1" in page.locator(".entry noscript").inner_text()
    finally:
        context.close()


def test_ten_thousand_moves_of_the_slider_end_where_the_last_one_was(tab):
    """As a hand that shakes: the page keeps up, forgets what is past, and keeps nothing of it."""
    tab.show("?date=2009-06-14")
    before = tab.run("() => [history.length, document.querySelectorAll('*').length]")
    tab.run(
        """(moves) => {
          const slider = document.getElementById("slider");
          // No true pointer is down that could be held.
          slider.setPointerCapture = () => {};
          const { left, width, top, height } = slider.getBoundingClientRect();
          let seed = 7;
          const send = (type, x) => slider.dispatchEvent(new PointerEvent(type, {
            bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0,
            buttons: type === "pointerup" ? 0 : 1, clientX: x, clientY: top + height / 2 }));
          send("pointerdown", left + width / 2);
          for (let n = 0; n < moves; n += 1) {
            seed = (seed * 1103515245 + 12345) % 2147483648;
            send("pointermove", left + (width * seed) / 2147483648);
          }
          send("pointermove", left + width / 2);
          send("pointerup", left + width / 2);
        }""",
        MOVES,
    )
    tab.rest()
    linked = tab.run(LINKED)
    assert linked == tab.state()["date"]
    # In the middle of the slider.
    assert re.fullmatch(r"200[89]-\d\d-\d\d", linked)
    after = tab.run("() => [history.length, document.querySelectorAll('*').length]")
    assert after[0] <= before[0] + 1
    assert after[1] < before[1] * 1.5
    assert tab.said == []


def test_storms_of_back_and_forward_end_at_one_of_their_views(tab):
    tab.show("?date=2009-06-14")
    tab.run(
        """async () => {
          const before = navigation.currentEntry.index;
          for (let n = 0; n < 30; n += 1) {
            const view = ["caucasus", "central-asia", "belarus"][n % 3];
            cstoMap.page.follow(`?date=2009-06-${10 + (n % 20)}&view=${view}`);
          }
          for (let n = 0; n < 60; n += 1) {
            // Never past what this test has added, however many steps are still to come.
            const near = navigation.currentEntry.index < before + 20;
            history.go(near ? 1 : [-1, -2, 1, 2, -1, 1][n % 6]);
            if (n % 10 === 0) await new Promise((done) => setTimeout(done));
          }
        }"""
    )
    tab.rest()
    shown = tab.run("() => [cstoMap.page.view.view, document.getElementById('view').value]")
    assert shown[0] == shown[1]
    assert tab.said == []


def test_two_tabs_do_not_disturb_each_other(url, tab):
    """They share what the browser keeps for the page, and nothing of what each shows."""
    tab.show("?date=2009-06-14")
    other = tab.context.new_page()
    other.set_default_timeout(web_world.PATIENCE)
    said = []
    other.on("pageerror", lambda error: said.append(error))  # noqa: PLW0108 - it is marked
    other.goto(f"{url}?date=1999-01-01&view=caucasus&theme=dark")
    other.wait_for_function(web_world.READY, polling=50)
    tab.rest()
    assert tab.query() == "?date=2009-06-14"
    other.close()
    tab.go("2010-01-01")
    tab.rest()
    assert tab.query() == "?date=2010-01-01"
    assert said == tab.said == []
