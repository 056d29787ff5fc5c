"""Search: the index in the browser is that of Python, and the keyboard alone finds anything."""

import pytest

from csto_map.language import spelling

START = "?date=2009-06-14"
# The core of the search, with the real index, in the page.
INDEX = """async () => {
  const { page } = window.cstoMap;
  if (window.found) return;
  window.searching = await cstoMap.core.search();
  window.found = new searching.Index(await page.load("search"));
  const { letters } = window.found;
  const months = searching.months(["en", "ru"], letters);
  window.found.readDate = (text) => searching.readSpan(text, months, letters, page.data);
}"""


@pytest.fixture(scope="module")
def core(shared):
    shared.run(INDEX)
    return shared


@pytest.fixture
def page(tab):
    tab.run("() => document.querySelector('dialog[open]')?.close()")
    tab.show(START)
    return tab


def titles(core, text, day="2009-06-14"):
    return core.run(
        """([text, day]) => window.found.find(text, cstoMap.core.state.ordinal(day))
             .map(({ entry }) => entry.title)""",
        [text, day],
    )


def test_words_are_treated_in_the_browser_as_in_the_index(core):
    words = ["Қӯрғонтеппа", "Пяндж", "Kurgan-Tyube", "Азербайджан", "Երևան", "Moskovskiy", "O‘sh"]
    browser = core.run(
        """(words) => words.map((text) => window.found.split(text)
             .map((w) => [w, searching.fold(w, window.found.folds)]))""",
        words,
    )

    assert browser == [[[w, spelling.fold(w)] for w in spelling.split(text)] for text in words]


@pytest.mark.parametrize(
    ("typed", "word", "most", "edits"),
    [
        ("kant", "kant", 1, [0, 0]),
        ("kannt", "kant", 1, [1, 1]),
        ("knat", "kant", 1, [1, 1]),
        ("kan", "kant", 1, [1, 0]),
        ("moskvsky", "moskovskydetachment", 2, [None, 1]),
        ("abcd", "wxyz", 1, [None, None]),
        ("", "kant", 1, [None, 0]),
    ],
)
def test_edits_count_swaps_as_one_and_stop_at_their_bound(core, typed, word, most, edits):
    found = core.run("(a) => searching.edits(...a)", [typed, word, most])

    assert [None if k == float("inf") else k for k in found] == edits


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kant", "Kant air base (999th Air Base)"),
        ("Кант", "Kant air base (999th Air Base)"),
        ("kannt", "Kant air base (999th Air Base)"),
        ("kurgan-tyube", "Bokhtar (Qurghonteppa, Kurgan-Tube) garrison"),
        ("Қурғонтеппа", "Bokhtar (Qurghonteppa, Kurgan-Tube) garrison"),
        ("бохтар", "Bokhtar (Qurghonteppa, Kurgan-Tube) garrison"),
        ("piandj sector", "Pyanj sector"),
        ("Московский участок", "Moskovsky sector"),
        ("201st military", "201st Military Base"),
        ("kazakhstan", "Kazakhstan"),
        ("Белоруссия", "Belarus"),
        ("kirgizia", "Kyrgyzstan"),
        ("ШОС", "SCO"),
        ("rubezh 2012", "Rubezh-2012"),
        ("karimov", "Karimov signs the law restoring CSTO membership"),
    ],
)
def test_the_first_result_is_what_was_meant(core, text, first):
    assert titles(core, text)[0] == first


@pytest.mark.parametrize(
    ("text", "title", "target", "day"),
    [
        (
            "did uzbekistan leave the csto",
            "Uzbekistan is suspended from the CSTO",
            "UZB",
            "2012-12-19",
        ),
        (
            "Вышел ли Узбекистан из ОДКБ?",
            "Uzbekistan is suspended from the CSTO",
            "UZB",
            "2012-12-19",
        ),
        (
            "did uzbekistan leave in 1999",
            "Uzbekistan leaves the Collective Security Treaty",
            "UZB",
            "1999-04-20",
        ),
        ("did georgia leave the cis", "Georgia leaves the CIS", "GEO", "2009-08-18"),
        ("when did armenia join", "Armenia becomes a party to the CSTO", "ARM", "2003-09-18"),
        ("когда вступила Армения", "Armenia becomes a party to the CSTO", "ARM", "2003-09-18"),
        ("who left", "Uzbekistan is suspended from the CSTO", "UZB", "2012-12-19"),
        ("кто вышел", "Uzbekistan is suspended from the CSTO", "UZB", "2012-12-19"),
        (
            "how many russian troops in tajikistan 2013",
            "Troops of Russia in Tajikistan",
            "TJK",
            "2013-01-01",
        ),
        ("russian troops tajikistan 2013", "Troops of Russia in Tajikistan", "TJK", "2013-01-01"),
        (
            "сколько российских войск в таджикистане в 2013",
            "Troops of Russia in Tajikistan",
            "TJK",
            "2013-01-01",
        ),
        ("сколько войск в армении в июне 2014", "Troops of Russia in Armenia", "ARM", "2014-06-15"),
        ("201st 7000", "201st Military Base: 7,000", "deployment:rus_201mb", "2013-04-19"),
        ("201-я 7000", "201st Military Base: 7,000", "deployment:rus_201mb", "2013-04-19"),
        (
            "who says 7,000 at the 201st?",
            "201st Military Base: 7,000",
            "deployment:rus_201mb",
            "2013-04-19",
        ),
        ("201st base", "201st Military Base", "deployment:rus_201mb", None),
        ("tskhinvali", "Tskhinvali garrison (4th base)", "site:geo_tskhinvali_4mb", None),
        ("цхинвал", "Tskhinvali garrison (4th base)", "site:geo_tskhinvali_4mb", None),
        ("tiraspol", "Tiraspol: 14th Army, then Operational Group", "site:mda_tiraspol", None),
        (
            "stepanakert",
            "Khankendi (Stepanakert): command post of the peacekeepers",
            "site:aze_khankendi_rmk",
            None,
        ),
        ("where is kant", "Kant air base (999th Air Base)", "site:kgz_kant", None),
        ("armenia 1995", "Armenia", "ARM", "1995-07-02"),
        ("kyrgyz troops", "Kyrgyz troops", "contingent:", None),
    ],
)
def test_questions_are_answered_first(core, text, title, target, day):
    found = core.run(
        """(text) => { const [one] = window.found.find(text, cstoMap.core.state.ordinal("2009-06-14"), "alliance");
             return [one.entry.title, one.target.id, one.on === null ? null : cstoMap.core.state.iso(one.on)]; }""",
        text,
    )

    assert found[0] == title
    assert found[1].startswith(target)
    assert found[2] == day


def test_answers_stand_behind_the_organisation_that_is_shown(core):
    lenses = core.run(
        """() => window.found.find("who left", cstoMap.core.state.ordinal("2009-06-14"), "CIS")
             .map(({ entry }) => entry.lens)"""
    )

    assert lenses[0] == "CIS"
    assert "alliance" in lenses


def test_without_a_figure_of_the_year_the_nearest_one_is_told_with_its_own(core):
    years = core.run(
        """() => { const day = cstoMap.core.state.ordinal("2009-06-14");
             const [one] = window.found.find("russian troops in kyrgyzstan 2001", day, "alliance");
             return [one.entry.title, one.target.years]; }"""
    )

    assert years[0] == "Troops of Russia in Kyrgyzstan"
    assert "2001" not in years[1]
    assert "2003" in years[1]


@pytest.mark.parametrize("text", ["201st", "tajikistan", "kant", "2013", "moscow"])
def test_figures_and_steps_are_found_by_questions_alone(core, text):
    groups = core.run(
        """(text) => window.found.find(text, cstoMap.core.state.ordinal("2009-06-14"), "alliance")
             .map(({ entry }) => entry.group)""",
        text,
    )

    assert not {"status", "troops", "figure"} & set(groups)


def test_numbers_are_one_word_however_they_are_grouped(core):
    read = core.run(
        """() => ["7,000", "7 000", "7\u00a0000", "7.000", "201 700", "1999-2005"]
             .map((text) => window.found.read(text).plain)"""
    )

    assert read == [["7000"]] * 4 + [["201", "700"], ["1999", "2005"]]


def test_people_in_the_texts_of_events_are_found(core):
    assert "Khachaturov takes office as Secretary General" in titles(core, "бордюжа")


@pytest.mark.parametrize("text", ["zzzz", "qqqqqqq", "4711", "-", ""])
def test_what_is_not_there_is_not_found(core, text):
    assert titles(core, text) == []


def test_figures_are_never_guessed(core):
    assert not any("201st" in title for title in titles(core, "209th"))


def test_what_is_there_on_the_day_is_chosen(core):
    def chosen(day):
        return core.run(
            """(day) => { const at = cstoMap.core.state.ordinal(day);
                 const one = window.found.find("201st Motor Rifle Division", at)[0];
                 return [one.target.id, cstoMap.core.state.iso(searching.dayOf(one.target, at,
                   cstoMap.page.data))]; }""",
            day,
        )

    then, _ = chosen("1998-01-01")
    assert chosen("1998-01-01")[1] == "1998-01-01"
    late, day = chosen("2020-01-01")
    assert late.startswith("deployment:rus_201mrd")
    assert then.startswith("deployment:rus_201mrd")
    assert day < "1993-01-01"


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("june 2009", "2009-06-01", "month"),
        ("June 2009", "2009-06-01", "month"),
        ("июнь 2009", "2009-06-01", "month"),
        ("14 июня 2009 г.", "2009-06-14", "day"),
        ("14 june 2009", "2009-06-14", "day"),
        ("14.6.2009", "2009-06-14", "day"),
        ("2009-06", "2009-06-01", "month"),
        ("мая 1992", "1992-05-01", "month"),
        ("2005", "2005-01-01", "year"),
        ("2031", None, None),
        ("march", None, None),
        ("kant", None, None),
        ("31 june 2009", None, None),
    ],
)
def test_dates_are_read_in_both_languages(core, text, day, precision):
    found = core.run(
        """(text) => {
          const { letters } = window.found;
          const span = searching.readSpan(text, searching.months(["en", "ru"], letters),
            letters, cstoMap.page.data);
          return span && [cstoMap.core.state.iso(span.day), span.precision];
        }""",
        text,
    )

    assert found == (None if day is None else [day, precision])


def test_a_part_of_the_map_beside_a_panel_is_left_above_and_right_of_it(core):
    beside = core.run(
        "async () => (await import('/modules/map/flight.js')).beside([0, 0, 1000, 800], [10, 500, 410, 790])"
    )

    assert beside == [[0, 0, 1000, 500], [410, 0, 1000, 800]]


def test_a_place_is_found_and_shown_by_keyboard_alone(page):
    assert page.look_for("панджи поён")[0].startswith("Panji Poyon")
    page.press("Enter")
    page.rest()
    page.wait("() => cstoMap.core.camera.kmPerPx(cstoMap.page.map.frame) < 1.2")
    state = page.state()

    assert state["selection"] == "point:br_panjipoyon"
    assert "crossings" in state["layers"]
    assert state["date"] == "2009-06-14"
    assert page.run("() => document.activeElement.id") == "card"
    assert page.page.locator("#card-head").inner_text().count("Panji Poyon")
    left, top, right, bottom = page.run(
        """async () => { const { map } = cstoMap.page; const f = map.frame;
             const m = cstoMap.page.marks.get('point:br_panjipoyon');
             const box = [m.x, m.y, m.x, m.y];
             const [x, y] = cstoMap.core.camera.toPx(f, m.x, m.y);
             const { clear } = await import("/modules/map/flight.js");
             const part = clear(cstoMap.page, box);
             return [x - part[0], y - part[1], part[2] - x, part[3] - y]; }"""
    )
    assert min(left, top, right, bottom) > 30


def test_choosing_is_one_step_back(page):
    before = page.run("() => history.length")
    page.look_for("kant opens")
    page.press("Enter")
    page.wait("() => cstoMap.state().selection === 'event:ev_2003_kant_opens'")
    page.rest()

    assert page.run("() => history.length") == before + 1
    assert page.state()["date"] == "2003-10-23"
    page.page.go_back()
    page.wait("() => cstoMap.state().date === '2009-06-14'")
    assert page.state()["selection"] is None


def test_a_thing_that_is_not_there_yet_is_shown_on_its_first_sure_day(page):
    page.show("?date=1995-01-01")
    page.look_for("air base kant 999th")
    page.press("Enter")

    assert page.state()["date"] == "2003-10-23"


def test_what_was_looked_for_is_shown_in_spite_of_filters(page):
    page.show(f"{START}&f.country=ARM")
    page.look_for("erebuni")
    page.press("Enter")
    assert "f.country=ARM" in page.query()
    page.look_for("999th air base")
    page.press("Enter")

    assert "f.country" not in page.query()
    assert page.run("() => 'site:kgz_kant' in cstoMap.page.state.marks")


def test_a_date_is_a_result_with_what_happened_then(page):
    found = page.look_for("October 2003")

    assert found[0] == "October 2003"
    assert "Kant air base opens" in found
    page.press("Enter")
    assert page.state()["date"] == "2003-10-01"


def test_a_garrison_without_a_place_opens_its_card_and_its_link_works(page, visit):
    page.look_for("marine battalion kazakhstan")
    page.press("Enter")
    page.rest()
    selection = page.state()["selection"]
    assert selection.startswith("deployment:kaz_marine_bn")
    again = visit(page.query())

    assert again.state()["selection"] == selection
    assert again.notices() == []
    assert again.page.locator("#card").is_visible()


def test_an_organisation_and_a_view_can_be_chosen(page):
    page.look_for("GUAM")
    page.press("Enter")
    assert page.state()["organization"] == "GUAM"
    page.look_for("caucasus")
    page.press("Enter")
    assert page.state()["view"] == "caucasus"


def test_arrows_move_through_the_list_and_the_field_tells_where(page):
    page.look_for("khorog")
    field = page.page.locator("#search-input")
    active = "() => document.querySelector('.result[aria-selected=true]').id"

    assert field.get_attribute("aria-activedescendant") == "search-option-0"
    page.press("ArrowDown", "ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "search-option-2" == page.run(active)
    page.press("ArrowUp", "ArrowUp", "ArrowUp")
    last = page.page.locator(".result").count() - 1
    assert page.run(active) == f"search-option-{last}"
    assert page.state()["date"] == "2009-06-14"


def test_nothing_found_says_what_can_be_searched(page):
    page.press("/")
    page.page.keyboard.insert_text("zzzz")
    hint = page.page.locator("#search-hint")

    assert "zzzz" in hint.inner_text()
    assert "21 March 2026" in hint.inner_text()
    assert page.page.locator("#search-input").get_attribute("aria-expanded") == "false"


def test_escape_closes_and_gives_the_focus_back(page):
    page.page.locator("#open-search").focus()
    page.press("Enter")
    page.wait("() => document.activeElement.id === 'search-input'")
    page.press("Escape")

    assert page.run("() => document.activeElement.id") == "open-search"


def test_the_index_is_loaded_once_and_only_when_it_is_wanted(visit):
    page = visit(START)

    def asked():
        return [url for url in page.requests if "/static/search." in url]

    assert asked() == []
    for _ in range(2):
        page.look_for("osh")
        page.press("Escape")
    assert len(asked()) == 1
    assert page.foreign() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_searches_by_touch(visit, scheme):
    page = visit(START, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme)
    page.page.locator("#toggle-menu").tap()
    page.page.locator("#open-search").tap()
    page.wait("() => document.activeElement.id === 'search-input'")
    page.page.keyboard.insert_text("кант")
    option = page.page.locator(".result").first
    assert option.bounding_box()["height"] >= 44
    option.tap()
    page.wait("() => cstoMap.state().selection === 'site:kgz_kant'")
    page.rest()

    place = page.run(
        """() => { const m = cstoMap.page.marks.get('site:kgz_kant');
             return cstoMap.core.camera.toPx(cstoMap.page.map.frame, m.x, m.y); }"""
    )
    sheet = page.run(
        """() => document.getElementById('card').getBoundingClientRect().top
             - document.getElementById('map').getBoundingClientRect().top"""
    )
    assert 0 < place[0] < 390
    assert 0 < place[1] < sheet
    assert page.said == []


def test_the_search_speaks_russian(visit):
    page = visit(f"{START}&lang=ru")

    assert page.look_for("kyrgyzstan")[0] == "Киргизия"
    assert page.page.locator("#search-input").get_attribute("aria-label") == "Поиск"
