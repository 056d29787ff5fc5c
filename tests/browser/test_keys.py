"""Keys, and dates as people type them."""

import pytest

DAY = "2009-06-14"
START = f"?date={DAY}"


@pytest.fixture
def page(tab):
    tab.show(START)
    tab.run("() => document.activeElement.blur()")
    return tab


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("ArrowRight", "2009-06-15"),
        ("ArrowLeft", "2009-06-13"),
        ("Shift+ArrowRight", "2009-07-14"),
        ("Shift+ArrowLeft", "2009-05-14"),
        ("Shift+PageDown", "2010-06-14"),
        ("Shift+PageUp", "2008-06-14"),
        ("Home", "1991-01-01"),
    ],
)
def test_keys_move_in_time(page, key, day):
    page.press(key)

    assert page.state()["date"] == day


def test_the_end_key_goes_to_the_last_day_checked(page, real_atlas):
    page.press("End")

    assert page.state()["date"] == real_atlas.horizon.isoformat()
    page.press("ArrowRight")
    assert page.state()["date"] == real_atlas.horizon.isoformat()


def test_page_keys_go_to_the_next_and_the_previous_change(page, real_atlas):
    days = [change.day.isoformat() for change in real_atlas.changes]
    after = min(day for day in days if day > DAY)
    page.press("PageDown")
    assert page.state()["date"] == after
    page.press("PageUp")
    assert page.state()["date"] == max(day for day in days if day < after)


def test_a_month_is_never_overshot(page):
    page.go("2009-01-31")
    page.press("Shift+ArrowRight")

    assert page.state()["date"] == "2009-02-28"


def test_space_plays_and_pauses(page):
    page.press("Space")
    assert page.state()["playing"] is True
    page.press("Space")
    assert page.state()["playing"] is False


def test_zoom_keys_and_home(page):
    scale = "() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame)"
    before = page.run(scale)
    page.press("+")
    assert page.run(scale) == pytest.approx(before * 0.6)
    page.press("-")
    assert page.run(scale) == pytest.approx(before)
    page.press("d", "0")
    assert page.run(scale) == pytest.approx(before)
    page.rest()
    assert page.query() == START


def test_letters_switch_theme_and_layers(page):
    page.press("t")
    assert page.run("() => document.documentElement.dataset.theme") == "dark"
    page.press("t")
    assert page.run("() => document.documentElement.dataset.theme") == "contrast"
    page.press("t", "l")
    assert page.run("() => document.documentElement.dataset.theme") == "light"
    assert page.page.locator("#layers").is_hidden()
    page.press("l")
    assert page.page.locator("#layers").is_visible()


def test_the_question_mark_opens_the_help_and_escape_closes_it(page):
    page.press("?")
    assert page.page.locator("#help").is_visible()
    page.press("ArrowRight")
    assert page.state()["date"] == DAY, "a dialog keeps its keys"
    page.press("Escape")
    assert page.page.locator("#help").is_hidden()


def test_a_key_with_the_control_key_is_the_browsers(shared):
    command = "async (e) => (await import('/modules/shell/keys.js')).command({ key: 'd', ...e })"

    assert shared.run(command, {}) == ["pan", [-1, 0]]
    assert shared.run(command, {"ctrlKey": True}) is None
    assert shared.run(command, {"metaKey": True}) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2009-06-14", "2009-06-14"),
        ("2009-6-4", "2009-06-04"),
        ("14.6.2009", "2009-06-14"),
        ("14/06/2009", "2009-06-14"),
        ("14 June 2009", "2009-06-14"),
        (" 14  jun 2009 ", "2009-06-14"),
        ("June 14, 2009", "2009-06-14"),
        ("June 2009", "2009-06-01"),
        ("2009-06", "2009-06-01"),
        ("2009", "2009-01-01"),
        ("29 Feb 2008", "2008-02-29"),
    ],
)
def test_dates_are_read_as_people_type_them(shared, text, day):
    assert (
        shared.run("(text) => cstoMap.core.state.iso(cstoMap.core.state.readDate(text))", text)
        == day
    )


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31 June 2009", "2009-02-29", "2009-13-01", "14 Quintil 2009", "1e3", "20090614"],
)
def test_what_is_no_date_is_none(shared, text):
    assert shared.run("(text) => Number.isNaN(cstoMap.core.state.readDate(text))", text)


def test_a_date_is_typed_into_the_header(page):
    page.press("g")
    page.page.keyboard.type("23 October 2003")
    page.press("Enter")

    assert page.state()["date"] == "2003-10-23"
    page.rest()
    assert page.query() == "?date=2003-10-23"
    assert "Kant air base opens" in page.page.locator("#changed").inner_text()


def test_letters_typed_into_a_field_are_not_commands(page):
    page.press("g")
    page.page.keyboard.type("t")

    assert page.run("() => document.documentElement.dataset.theme") == "light"
    page.press("Escape")
    assert page.page.locator(".date").inner_text() == "14 June 2009"


@pytest.mark.parametrize("text", ["31 June 2009", "1989", "2030-01-01"])
def test_a_wrong_date_is_answered_by_a_notice(page, text):
    page.press("g")
    page.page.keyboard.type(text)
    page.press("Enter")

    (notice,) = page.notices()
    assert text in notice
    assert "1 January 1991" in notice
    assert page.state()["date"] == DAY
    page.press("Escape")


def test_a_key_pressed_while_the_focus_leaves_a_closed_dialog_is_the_pages(page):
    opened = page.run(
        """() => {
          const key = new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true });
          document.getElementById("search-input").dispatchEvent(key);
          const dialog = document.getElementById("search");
          const { open } = dialog;
          dialog.close();
          return open && key.defaultPrevented;
        }"""
    )

    assert opened
