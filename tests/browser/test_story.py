"""The guided tour: every stop is its view, by keyboard, on a phone, and from a link."""

import pytest
import web_world

STOPS = 10
AT = """() => { const { view, state } = cstoMap.page;
  return [cstoMap.core.state.iso(view.day), view.view, view.lens, view.layers.join(), view.tour]; }"""


@pytest.fixture(scope="module")
def stops(real_atlas):
    (tour,) = real_atlas.tours
    return tour.stops


@pytest.fixture(scope="module")
def still(browser, url):
    """A page for a reader who wants less motion: it is at every stop at once."""
    own = web_world.Visit(browser, url, reduced_motion="reduce").open()
    yield own
    own.close()


@pytest.fixture
def page(still):
    still.show("?date=2009-06-14")
    return still


def begin(page):
    page.menu()
    page.page.locator("#open-tour").focus()
    page.press("Enter")
    page.wait("() => document.activeElement.id === 'story-next'")


def arrive(page, k):
    """Wait until the card tells of stop `k` and the map has come to it."""
    page.wait(
        """(tour) => cstoMap.page.view.tour === tour &&
             document.getElementById('story-again').hidden &&
             !document.getElementById('story').hidden""",
        f"guided:{k}",
    )
    page.rest()


def test_the_keyboard_leads_through_all_ten_stops(page, stops, real_atlas):
    begin(page)
    defaults = real_atlas.config
    for k, stop in enumerate(stops, start=1):
        arrive(page, k)
        layers = stop.layers or defaults.default_layers
        assert page.run(AT) == [
            stop.date.isoformat(),
            stop.view or defaults.default_view,
            stop.org or defaults.default_lens,
            ",".join(layers),
            f"guided:{k}",
        ]
        assert page.state()["selection"] == (stop.select or None)
        said = page.page.locator("#story-body").inner_text()
        assert stop.title in said
        assert all(one.text in said for one in stop.sentences)
        assert f"{k} of {STOPS}" in page.page.locator("#story-count").inner_text()
        page.press("Enter")
    arrive(page, STOPS)
    assert page.page.locator("#story-next").get_attribute("aria-disabled") == "true"


def test_every_sentence_is_followed_by_links_to_its_sources(page, stops, real_atlas):
    sources = {row.source_id: row for row in real_atlas.tables.sources}
    page.show("?date=1992-05-15&tour=guided:1")
    arrive(page, 1)
    for k, one in enumerate(stops[0].sentences):
        links = page.page.locator("#story-body > p").nth(k).locator("a")
        wanted = [sources[id_].url for id_ in one.sources if sources[id_].url]
        assert [link.get_attribute("href") for link in links.all()] == wanted
        assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
    cited = {id_ for one in stops[0].sentences for id_ in one.sources}
    assert page.page.locator("#story-body .sources li").count() == len(cited)


def test_n_and_p_and_arrows_in_the_card_step_and_leave_the_date_alone(page):
    begin(page)
    page.press("n")
    arrive(page, 2)
    page.press("ArrowRight")
    arrive(page, 3)
    page.press("Shift+N", "ArrowLeft")
    arrive(page, 1)
    page.press("Shift+N")

    assert page.run("() => cstoMap.page.view.tour") == "guided:1"
    assert page.state()["date"] == "1992-05-15"


def test_without_a_tour_its_keys_do_nothing(page):
    page.press("n", "Shift+N")

    assert page.query() == "?date=2009-06-14"


def test_a_stop_is_one_step_back(page):
    begin(page)
    arrive(page, 1)
    page.press("n")
    arrive(page, 2)
    page.page.go_back()
    page.wait("() => cstoMap.page.view.tour === 'guided:1'")
    page.page.go_back()
    page.wait("() => cstoMap.page.view.tour === null")

    assert page.page.locator("#story").is_hidden()
    assert page.state()["date"] == "2009-06-14"


def test_whoever_has_strayed_is_led_back_to_the_view_of_the_stop(page):
    begin(page)
    arrive(page, 1)
    page.go("1995-05-05")
    again = page.page.locator("#story-again")
    again.wait_for(state="visible")
    again.click()
    arrive(page, 1)

    assert page.state()["date"] == "1992-05-15"


def test_escape_ends_the_tour_and_gives_the_focus_back(page):
    begin(page)
    arrive(page, 1)
    # The card of what the stop speaks of lies above it.
    page.press("Escape")
    assert page.state()["selection"] is None
    page.press("Escape")

    assert page.page.locator("#story").is_hidden()
    # The tour's button is in the menu, which is closed by now.
    assert page.run("() => document.activeElement.id") == "toggle-menu"
    assert "tour" not in page.query()


def test_a_stop_puts_filters_and_a_comparison_aside(page):
    page.show("?date=2009-06-14&f.country=ARM&cmp=2012-12-31")
    begin(page)
    arrive(page, 1)

    assert "f.country" not in page.query()
    assert "cmp" not in page.query()


def test_a_stop_is_told_to_those_who_listen(page, stops):
    begin(page)
    arrive(page, 1)
    told = page.page.locator("#story-status")

    assert told.get_attribute("role") == "status"
    assert told.inner_text().startswith(f"1 of {STOPS}. {stops[0].title}. ")


def test_the_thing_told_of_is_beside_the_cards_and_not_under_them(page):
    page.show("?date=2009-06-14&tour=guided:1")
    for k in (2, 3):
        page.press("n")
        arrive(page, k)
    page.press("Shift+N")
    arrive(page, 2)
    covered = page.run(
        """() => { const { map } = cstoMap.page; const own = map.element.getBoundingClientRect();
             const { camera } = cstoMap.core;
             const view = { ...cstoMap.page.view, box: null };
             const [x0, y0, x1, y1] = camera.upright(map.box(view), map.rotation(view));
             const corner = (x, y) => { const [px, py] = camera.uprightPx(map.frame, x, y);
               const hit = document.elementFromPoint(own.left + px, own.top + py);
               return Boolean(hit && hit.closest('.panel, .story')); };
             const inner = (a, b, t) => a + (b - a) * t;
             return [0.02, 0.98].flatMap((u) => [0.02, 0.98].map((v) =>
               corner(inner(x0, x1, u), inner(y0, y1, v)))); }"""
    )

    assert covered == [False] * 4


def test_a_link_restores_the_stop_and_whatever_was_changed_since(page, visit):
    begin(page)
    page.press("n", "n", "n", "n")
    arrive(page, 5)
    page.run("() => cstoMap.page.set({ theme: 'dark' }, 'push')")
    page.rest()
    link = page.query()
    again = visit(link)
    arrive(again, 5)

    assert again.query() == link
    assert again.run(AT) == page.run(AT)
    assert len(link) <= 400


def test_a_link_that_names_only_the_stop_shows_its_view(visit, stops):
    # Between both cards there is a fifth of a small window for a wide view: nobody has strayed.
    page = visit("?tour=guided:3", viewport={"width": 1200, "height": 700})
    # What the map shows beside them is in the address as soon as it is there.
    page.wait("() => location.search.includes('box=')")
    arrive(page, 3)

    assert page.state()["date"] == stops[2].date.isoformat()
    assert page.state()["selection"] == stops[2].select


@pytest.mark.parametrize("stop", ["guided:0", "guided:11", "lost:1", "guided"])
def test_a_stop_that_is_not_there_is_named_and_the_rest_is_honoured(page, stop):
    parsed = page.run(
        """(stop) => cstoMap.core.link.parse(`?date=2001-01-01&tour=${stop}`, cstoMap.page.data,
             () => true)""",
        stop,
    )

    assert [(p["name"], p["value"]) for p in parsed["problems"]] == [("tour", stop)]
    assert "guided:10" in parsed["problems"][0]["expected"]
    assert parsed["view"]["tour"] is None


def test_a_stop_that_is_asked_for_on_the_way_to_another_is_reached(visit):
    page = visit("?date=2009-06-14")
    # The first key comes before the card is loaded, the second while the map flies.
    page.run(
        """() => {
          cstoMap.page.set({ tour: 'guided:1' }, 'rest');
          cstoMap.page.act('tour', 1);
        }"""
    )
    page.wait("() => cstoMap.page.view.tour === 'guided:2'")
    page.page.wait_for_timeout(100)
    page.run("() => cstoMap.page.act('tour', 1)")
    arrive(page, 3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_stop_under_the_map(visit, stops, scheme):
    page = visit(
        "?date=2009-06-14",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        color_scheme=scheme,
    )
    page.menu()
    page.page.locator("#open-tour").tap()
    arrive(page, 1)
    page.page.locator("#story-next").tap()
    arrive(page, 2)

    assert page.page.locator("#card").is_hidden()
    assert stops[1].sentences[1].text in page.page.locator("#story-body").inner_text()
    sheet = page.page.locator("#story").bounding_box()
    size = page.run("() => cstoMap.page.map.size()")
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["height"] < 0.6 * size[1]
    for name in ("story-previous", "story-next", "story-close"):
        box = page.page.locator(f"#{name}").bounding_box()
        assert min(box["width"], box["height"]) >= 44
    assert page.said == []


@pytest.mark.parametrize(("motion", "steps"), [("reduce", [1]), ("no-preference", range(2, 60))])
def test_the_map_flies_unless_less_motion_is_wanted(visit, motion, steps):
    page = visit("?date=2009-06-14", reduced_motion=motion)
    page.run(
        """() => { const { map } = cstoMap.page; const move = map.moveTo.bind(map);
             // Sixty frames a second, however many the machine draws.
             const draw = window.requestAnimationFrame.bind(window);
             let now = performance.now();
             performance.now = () => now;
             window.requestAnimationFrame = (act) => draw(() => act((now += 1000 / 60)));
             window.moves = 0; map.moveTo = (frame) => { window.moves++; move(frame); };
             document.getElementById('open-tour').click(); }"""
    )
    arrive(page, 1)

    page.wait("(least) => window.moves >= least", steps[0])
    # It has landed when nothing has moved for ten frames.
    moves = page.run(
        """async () => {
          for (let still = 0, last = moves; still < 10; still++) {
            await new Promise(requestAnimationFrame);
            if (moves !== last) [still, last] = [-1, moves];
          }
          return moves;
        }"""
    )
    assert moves in steps


def test_the_tour_speaks_russian(visit, stops):
    page = visit("?tour=guided:2&lang=ru")
    arrive(page, 2)

    assert stops[1].sentences[0].text_ru in page.page.locator("#story-body").inner_text()
