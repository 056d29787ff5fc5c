"""Selecting: every mark answers who says so."""

import re
from urllib.parse import urlsplit

import pytest
import web_world

from csto_map.history.timeline import missed
from csto_map.language.words import words
from csto_map.page import cards


@pytest.fixture
def page(tab):
    tab.show("?date=2009-06-14&view=kyrgyzstan")
    return tab


@pytest.fixture
def card(page):
    """The card's element, once something is selected: card(id)."""

    def card_(id_):
        page.run("(id) => cstoMap.page.select(id)", id_)
        page.page.locator("#card").wait_for()
        page.rest()
        return page.page.locator("#card")

    return card_


def test_a_click_on_kant_opens_its_card_with_its_sources(page, real_atlas):
    box = page.page.locator("#map").bounding_box()
    x, y = page.run(
        """() => {
          const s = cstoMap.page.map.symbols.find((one) => one.members.includes("site:kgz_kant"));
          return [s.px, s.py];
        }"""
    )
    page.page.mouse.click(box["x"] + x, box["y"] + y)
    card = page.page.locator("#card")
    card.wait_for()

    assert page.state()["selection"] == "site:kgz_kant"
    assert card.locator("h2").inner_text().startswith("Kant air base")
    assert "23 October 2003" in card.inner_text()
    assert "700 people" in card.inner_text()
    assert "12 August 2004" in card.inner_text()
    row = next(row for row in real_atlas.tables.sites if row.site_id == "kgz_kant")
    urls = {s.url for s in real_atlas.tables.sources if s.source_id in row.source_ids and s.url}
    links = card.locator(".sources a")
    assert urls <= set(links.evaluate_all("all => all.map((a) => a.getAttribute('href'))"))
    page.rest()
    assert "sel=site:kgz_kant" in page.query()


def test_links_to_sources_open_apart_and_tell_nothing(card):
    links = card("site:kgz_kant").locator(".sources a")

    assert links.count() > 3
    for target, rel, href in links.evaluate_all("all => all.map((a) => [a.target, a.rel, a.href])"):
        assert target == "_blank"
        assert {"noopener", "noreferrer"} <= set(rel.split())
        assert urlsplit(href).scheme in ("http", "https")


def only_copies(atlas, wanted):
    """Find a mark all of whose sources, gazetteers aside, only repeat others; or one with none."""
    rank = {row.source_id: row.rank for row in atlas.tables.sources}
    for id_, card in cards.compile_details(atlas)["cards"].items():
        own = {rank[s] for s in card["sources"] if s not in atlas.ranks.gazetteers}
        if ":" in id_ and not id_.startswith("sector:") and own and (own == {5}) is wanted:
            return id_
    raise AssertionError("no such card")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_card_says_that_it_rests_on_copies_only(browser, url, real_atlas, language):
    said = words(language)["card"]["copies_only"]
    for wanted in (True, False):
        id_ = only_copies(real_atlas, wanted)
        own = web_world.Visit(browser, url).open(f"?lang={language}&sel={id_}")
        try:
            own.page.locator("#card").wait_for()
            assert (said in own.page.locator("#card").inner_text()) is wanted, id_
        finally:
            own.close()


def test_a_card_lists_the_best_source_first(card, real_atlas):
    listed = (
        card("site:kgz_kant")
        .locator(".sources > li")
        .evaluate_all("all => all.map((one) => one.dataset.source)")
    )

    assert len(listed) > 3
    assert tuple(listed) == real_atlas.ranks.best_first(listed)


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("RUS", "Russia"),
        ("sector:pyanj", "Pyanj"),
        ("site:kgz_kant", "Kant"),
        ("deployment:", ""),
        ("event:", ""),
        ("point:", ""),
        ("contingent:", ""),
    ],
)
def test_everything_that_can_be_selected_has_a_card_with_sources(page, card, id_, words):
    if id_.endswith(":"):
        id_ = page.run("(start) => [...cstoMap.page.ids].find((id) => id.startsWith(start))", id_)
    shown = card(id_)

    assert words in shown.locator("h2").inner_text()
    assert shown.locator(".sources li").count() > 0


def test_every_id_of_the_map_has_a_card(page):
    missing = page.run("() => [...cstoMap.page.ids].filter((id) => !cstoMap.page.cards.known(id))")

    assert missing == []


def test_a_card_follows_the_date(page, card):
    shown = card("site:kgz_kant")
    assert page.words("card", "here_now") in shown.inner_text()
    page.go("2003-10-22")
    page.rest()

    assert page.words("card", "not_now") in shown.inner_text()
    assert "700 people" not in shown.inner_text()


def test_a_card_tells_where_all_forces_are_counted_as_fewer(page, card):
    shown = card("deployment:rus_201mb_at_tjk_dushanbe_stationed")
    page.go("2024-06-01")
    page.rest()
    assert "Russia in Tajikistan" in shown.locator(".beside").inner_text()
    page.go("2018-06-01")
    page.rest()

    assert shown.locator(".beside").count() == 0


def test_a_card_is_closed_by_its_button_and_by_escape(page, card):
    shown = card("site:kgz_kant")
    page.page.locator("#close-card").click()
    shown.wait_for(state="hidden")
    assert page.state()["selection"] is None
    card("KAZ")
    page.page.keyboard.press("Escape")
    shown.wait_for(state="hidden")
    page.rest()
    assert "sel=" not in page.query()


def test_an_open_card_leaves_the_buttons_and_the_note_in_reach(page, card):
    box = card("site:kgz_kant").bounding_box()

    for name in ("#zoom-in", "#zoom-home", "#note"):
        other = page.page.locator(name).bounding_box()
        beside = other["x"] + other["width"] <= box["x"]
        above, below = (
            other["y"] + other["height"] <= box["y"],
            other["y"] >= box["y"] + box["height"],
        )
        assert beside or above or below, name
    assert page.run(
        "() => { const b = document.getElementById('card-body');"
        " return b.scrollWidth <= b.clientWidth; }"
    ), "nothing sticks out of the card"


def test_a_selected_state_is_outlined(page, card):
    width = """() => {
      const path = document.querySelector("#map .areas [data-id=KGZ]");
      return Number(path.getAttribute("stroke-width"));
    }"""
    before = page.run(width)
    card("KGZ")
    assert page.run(width) > before > 0


def test_the_help_lists_what_is_only_planned(page, real_atlas):
    page.page.locator("#show-help").click()
    dialog = page.page.locator("#help")
    dialog.wait_for()
    plans = dialog.locator("#help-plans li").all_inner_texts()

    assert plans == cards.plans(real_atlas)
    assert plans
    assert real_atlas.version in dialog.locator("#help-data").inner_text()
    keys = dialog.locator("kbd").all_inner_texts()
    assert {"Space", "?", "Esc"} <= set(keys)
    page.page.locator("#help-close").click()
    dialog.wait_for(state="hidden")


def test_the_note_names_the_point_of_view_and_the_disputed_areas(page):
    note = page.page.locator("#note")

    assert "Natural Earth" in note.inner_text()
    assert re.search(r"Crimea[^;]* in Ukraine", note.inner_text())


def drawn_until(page):
    """The last day to which the small chart of a card draws a line."""
    return page.run(
        """() => document.querySelector('.strength-chart').data
          .filter((t) => t.mode === 'lines').flatMap((t) => t.x).filter(Boolean).sort().at(-1)"""
    )


def test_a_line_ends_where_its_figure_is_no_longer_even_old(page):
    """Of Kant the last figure is of 26 October 2013: dotted after three years, gone after eight."""
    page.show("?date=2025-06-14&sel=site:kgz_kant")
    card = page.page.locator("#card")
    card.locator(".strength-chart .plot-container").wait_for()

    card.locator(".strength-after", has_text="after 26 October 2013.").wait_for()
    assert drawn_until(page) == "2021-10-27"
    assert card.locator("p.strength.age-last_known").is_visible()
    dashes = page.run(
        """() => document.querySelector('.strength-chart').data
          .filter((t) => t.x.includes('2021-10-27')).map((t) => t.line.dash)"""
    )
    assert set(dashes) == {"dot"}


@pytest.mark.parametrize(
    ("query", "language"), [("?date=2021-01-01&view=central-asia", "en"), ("?lang=ru", "ru")]
)
def test_the_note_and_the_help_tell_what_is_not_covered(visit, real_atlas, query, language):
    page = visit(query)
    view = page.run("() => [cstoMap.page.view.day, ...cstoMap.page.map.box(cstoMap.page.view)]")
    gaps = missed(real_atlas.timeline_in(language), view[0], view[0], view[1:])

    assert gaps
    assert page.page.locator("#note-gaps").text_content().endswith(f"{'; '.join(gaps)}.")
    page.page.locator("#show-help").click()
    page.page.locator("#help[open]").wait_for()
    told = page.page.locator("#help-gaps li").all_text_contents()
    assert told == [one.text_in(language) for one in real_atlas.config.not_covered]


def test_no_figure_is_carried_beyond_the_end_of_a_base(page, real_atlas):
    """Gabala closed in 2012: its figures stay listed, but none counts or is drawn on after."""
    page.show("?date=2014-06-14&sel=site:aze_gabala")
    card = page.page.locator("#card")
    card.locator(".strength-chart .plot-container").wait_for()

    assert card.locator("p.strength, .figures .counts").count() == 0
    assert card.locator(".figures li").count() > 2
    assert drawn_until(page) == "2013-01-01"
    assert not card.locator(".strength-after").is_visible()

    page.go("2012-06-14")
    page.rest()
    assert "1,100" in card.locator("p.strength").inner_text()
