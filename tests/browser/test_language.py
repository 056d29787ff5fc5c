"""The page in Russian: complete, marked as such, and kept in the link."""

import re

import pytest

LATIN = re.compile(r"[A-Za-z]{3,}")
# Names that are the same in Russian.
KEPT = re.compile(
    r"APP-6|MP4|GIF|ZIP|PNG|JPG|SVG|PDF|WEBP|PPTX|Natural Earth|WGS|CSV|GeoJSON|csto-map|UTF|Letter"
)


@pytest.fixture(scope="module")
def russian(browser, url):
    import web_world

    own = web_world.Visit(browser, url).open("?date=2004-12-03&view=tajik-afghan&lang=ru")
    yield own
    own.close()


def test_the_document_says_its_language(russian):
    assert russian.page.evaluate("() => document.documentElement.lang") == "ru"


def test_dates_names_and_sentences_are_russian(russian):
    page = russian.page

    assert page.locator(".date").inner_text() == "3 декабря 2004"
    assert "Россия → Таджикистан" in page.locator("#changed").inner_text()
    # States are named in capitals, towns as they are written.
    assert {"ТАДЖИКИСТАН", "Душанбе"} <= set(page.locator(".names text").all_text_contents())
    assert "Спорные территории" in page.locator("#note-text").text_content()


def test_no_word_of_the_interface_stays_english(russian):
    """Buttons, labels, options and headings; names of the data may lack a Russian form."""
    texts = russian.page.evaluate(
        """() => [...document.querySelectorAll(
             "button:not(#language), label, option, h2, h3, legend, th, summary, [aria-label]")]
           .flatMap((n) => [n.title, n.getAttribute("aria-label"), n.children.length ? "" : n.textContent])
           .filter(Boolean)"""
    )

    left = {text for text in texts if LATIN.search(KEPT.sub("", text))}
    assert left <= {
        "PageUp PageDown",
        "Home End",
        "Shift + ← →",
        "Shift + PageUp PageDown",
        "Русский",
        "English",
        "EN / RU: English",
    }


def test_the_language_stays_in_the_link_and_the_switch_leads_back(russian):
    assert "lang=ru" in russian.page.evaluate("() => location.search")
    with russian.page.expect_navigation():
        russian.page.locator("#language").click()
    russian.page.wait_for_function("() => window.cstoMap")
    assert russian.page.evaluate("() => document.documentElement.lang") == "en"
    assert "date=2004-12-03" in russian.page.evaluate("() => location.search")
