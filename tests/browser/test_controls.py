"""Playing, stepping, the slider, layers, lens, views and theme, by their controls."""

import pytest

from csto_map.facts.cone import upright

DAY = "2009-06-14"


@pytest.fixture
def page(tab):
    tab.show(f"?date={DAY}")
    tab.run("() => document.activeElement.blur()")
    return tab


@pytest.fixture
def timed(page):
    """The page with the menu of its timeline open."""
    page.menu("timing")
    yield page
    page.press("Escape")


def test_play_moves_the_date_and_pause_holds_it(page):
    play = page.page.locator("#play")
    play.click()
    page.wait("(day) => cstoMap.state().date > day", "2009-07-01")
    assert page.state()["playing"] is True
    assert play.get_attribute("aria-label") == page.words("timeline", "pause")
    play.click()
    held = page.state()

    assert held["playing"] is False
    assert play.get_attribute("aria-label") == page.words("timeline", "play")
    page.rest()
    assert page.state()["date"] == held["date"]
    assert page.query() == f"?date={held['date']}"


def test_it_plays_backwards(timed):
    timed.page.locator("#play-reverse").click()
    timed.wait("(day) => cstoMap.state().date < day", "2009-05-30")
    timed.page.locator("#play-reverse").click()

    assert timed.state()["playing"] is False


def test_the_speed_is_that_of_the_list(timed):
    timed.page.select_option("#speed", "30.4")
    assert timed.run("() => cstoMap.page.player.clock.daysPerSecond") == 30.4
    timed.page.select_option("#speed", "182.6")


def test_repeat_is_a_switch(timed):
    loop = timed.page.locator("#loop")
    for wanted in ("true", "false"):
        loop.click()
        assert loop.get_attribute("aria-pressed") == wanted
        assert str(timed.run("() => cstoMap.page.player.clock.loop")).lower() == wanted


@pytest.mark.parametrize(
    ("unit", "day"),
    [("day", "2009-06-15"), ("month", "2009-07-14"), ("year", "2010-06-14")],
)
def test_steps_are_of_the_chosen_unit(timed, unit, day):
    timed.page.select_option("#step", unit)
    timed.page.locator("#step-forward").click()
    assert timed.state()["date"] == day
    timed.page.locator("#step-back").click()
    assert timed.state()["date"] == DAY
    timed.page.select_option("#step", "day")


def test_next_and_previous_change(page, real_atlas):
    days = [change.day.isoformat() for change in real_atlas.changes]
    page.page.locator("#next-change").click()
    assert page.state()["date"] == min(day for day in days if day > DAY)
    page.show(f"?date={DAY}")
    page.page.locator("#previous-change").click()
    assert page.state()["date"] == max(day for day in days if day < DAY)


def test_next_and_previous_event(timed, real_atlas):
    days = [
        timed.run("cstoMap.core.state.iso", e["day"])
        for e in real_atlas.timeline["events"]
        if e["weight"] > 1
    ]
    timed.page.locator("#next-event").click()
    assert timed.state()["date"] == min(day for day in days if day > DAY)
    timed.show(f"?date={DAY}")
    timed.page.locator("#previous-event").click()
    assert timed.state()["date"] == max(day for day in days if day < DAY)


def test_the_slider_is_dragged_to_a_day(page):
    box = page.page.locator("#slider").bounding_box()
    mouse = page.page.mouse
    mouse.move(box["x"] + 300, box["y"] + 20)
    mouse.down()
    for k in range(10):
        mouse.move(box["x"] + 300 + 20 * k, box["y"] + 20)
    dragged = page.state()["date"]
    mouse.up()

    width = box["width"] - 40
    first, horizon = page.run("() => [cstoMap.page.data.first, cstoMap.page.data.horizon]")
    wanted = first + round((480 - 20) / width * (horizon - first))
    assert abs(page.run("cstoMap.core.state.ordinal", dragged) - wanted) <= 8
    page.rest()
    assert page.query() == f"?date={dragged}"
    slider = page.page.locator("#slider")
    assert slider.get_attribute("aria-valuenow") == str(
        page.run("cstoMap.core.state.ordinal", dragged)
    )
    assert dragged[:4] in slider.get_attribute("aria-valuetext")


def test_a_turning_point_on_the_slider_is_hit_exactly(page):
    mark = page.page.locator(".turns [data-day]").nth(3)
    day = int(mark.get_attribute("data-day"))
    mark.click()

    assert page.run("() => cstoMap.page.view.day") == day


def test_the_slider_of_a_keyboard_is_the_page(page):
    page.page.locator("#slider").focus()
    page.press("ArrowRight")

    assert page.state()["date"] == "2009-06-15"


def test_layers_hide_and_show_what_they_name(page):
    page.show(f"?date={DAY}&numbers=off")
    symbols = """(layer) => [...document.querySelectorAll("#map .symbols image")]
      .filter((i) => cstoMap.page.marks.get(i.dataset.id).layer === layer).length"""
    before = page.run(symbols, "bases")
    box = page.page.locator("#layer-bases")
    assert before > 5
    assert box.is_checked()
    box.uncheck()
    assert page.run(symbols, "bases") == 0
    page.rest()
    assert "layers=states,units,detachments,border" in page.query()
    box.check()
    assert page.run(symbols, "bases") == before
    page.rest()
    assert page.query() == f"?date={DAY}&numbers=off"


def test_counts_of_layers_are_those_of_the_day(page, real_atlas):
    snapshot = real_atlas.at(DAY)
    bound = snapshot.member_states.status.isin(["member", "signatory", "frozen"]).sum()
    counts = page.page.locator("#layers-body .layer-head .count").all_inner_texts()

    assert counts[0] == str(bound) == "7"
    assert counts[4] == str(len(snapshot.border)) == "6"


def test_a_layer_of_states_switched_off_leaves_plain_land(page):
    page.page.locator("#layer-states").uncheck()
    neutral, colour = page.run(
        """() => {
          const { map } = cstoMap.page;
          const russia = document.querySelector("#map .areas [data-id=RUS]");
          return [map.style().neutral.fill, russia.getAttribute("fill")];
        }"""
    )
    assert colour == neutral
    page.page.locator("#layer-states").check()


def test_a_lens_shows_another_organisation(page):
    look = "(id) => document.querySelector(`#map .areas [data-id=${id}]`).getAttribute('fill')"
    before = page.run(look, "CHN")
    page.page.select_option("#lens", "SCO")

    assert page.state()["organization"] == "SCO"
    assert page.run(look, "CHN") != before
    page.rest()
    assert "org=SCO" in page.query()


def test_every_view_frames_its_box(page, real_atlas):
    for view in real_atlas.config.views:
        page.page.select_option("#view", view.id)
        frame = page.run("() => cstoMap.page.map.frame")
        box = (view.x0, view.y0, view.x1, view.y1)
        x0, y0, x1, y1 = upright(box, real_atlas.config.rotation(view.id))
        assert max(frame["x0"] - x0, x1 - frame["x1"]) <= 1
        assert max(frame["y0"] - y0, y1 - frame["y1"]) <= 1
        page.rest()
        assert page.state()["view"] == view.id


def test_the_theme_is_switched_and_kept_in_the_link(page):
    paper = "() => getComputedStyle(document.body).backgroundColor"
    water = "() => cstoMap.page.map.plot.layout.paper_bgcolor"
    light = page.run(paper), page.run(water)
    page.menu()
    page.page.locator("#toggle-theme").click()
    dark = page.run(paper), page.run(water)

    assert light[0] != dark[0]
    assert light[1] != dark[1]
    page.rest()
    assert page.query() == f"?date={DAY}&theme=dark"


def test_without_a_choice_the_theme_is_the_systems(page):
    page.page.emulate_media(color_scheme="dark")
    page.wait("() => document.documentElement.dataset.theme === 'dark'")
    page.rest()
    assert page.query() == f"?date={DAY}"
    page.page.emulate_media(color_scheme="light")
    page.wait("() => document.documentElement.dataset.theme === 'light'")


def test_plain_icons_are_the_alternative_to_military_symbols(page):
    page.show(f"?date={DAY}&numbers=off")
    icons = "() => cstoMap.page.map.symbols.map((s) => s.icon.split('/')[0])"
    assert "unit" in page.run(icons) or "site" in page.run(icons)
    page.page.locator("#layers-body input[value=plain]").check()

    assert set(page.run(icons)) == {"plain"}
    page.page.locator("#layers-body input[value=app6]").check()
    assert "plain" not in page.run(icons)


def test_the_row_above_the_map_says_what_changed_last(page):
    changed = page.page.locator("#changed")
    page.go("2003-10-23")
    page.rest()
    assert changed.inner_text().startswith("Last change, 23 October: Kant air base opens")
    page.go("2003-10-26")
    page.rest()
    assert changed.inner_text().startswith("Last change, 23 October: ")
    page.go("2004-01-01")
    page.rest()
    assert "2003: " in changed.inner_text()


def test_the_headline_follows_day_view_lens_and_range_and_has_its_chart(page):
    headline, tally = page.page.locator("#headline"), page.page.locator("#tally")

    def told(**view):
        page.run("(view) => cstoMap.page.set(view, 'rest')", view)
        page.rest()
        return headline.inner_text()

    try:
        page.go("2022-01-10")
        assert told(view="central-asia").startswith("About 2,030 peacekeepers of five states")
        row = tally.get_by_role("row", name="Russia")
        row.wait_for()
        assert row.get_by_role("rowheader").inner_text() == "Russia"
        assert "up to 1,580" in row.inner_text()
        assert "Belarus included" in tally.inner_text()
        page.go("2004-12-06")
        assert told(view="tajik-afghan") == "Russia still guards at least two of six sectors"
        tally.get_by_role("row", name="Murghab").wait_for()
        assert told(lens="CIS").startswith("Ten states are members of the CIS")
        assert told(tm="cumulative").startswith("All from ")
    finally:
        told(view="alliance", lens="alliance", tm="instant")


def test_a_promise_of_go_to_is_kept_when_the_day_is_drawn(page):
    ids = page.run(
        """async () => {
          await cstoMap.goTo("2003-10-22");
          const before = cstoMap.page.state.marks["site:kgz_kant"];
          await cstoMap.goTo("2003-10-23");
          return [before === undefined, cstoMap.page.state.marks["site:kgz_kant"]];
        }"""
    )
    assert ids == [True, True]


@pytest.mark.parametrize("day", ["1990-12-31", "2030-01-01", "soon", "2009-02-30"])
def test_go_to_refuses_what_is_no_day_of_the_atlas(page, day):
    said = page.run("(day) => cstoMap.goTo(day).catch((e) => `${e.name}: ${e.message}`)", day)

    assert said.startswith("RangeError")
    assert "1991-01-01" in said
    assert page.state()["date"] == DAY
