"""Saving the view: the files that a user gets in the hand."""

from xml.etree import ElementTree

import pytest
from PIL import Image

QUERY = "?date=2005-06-20&view=tajik-afghan&theme=dark&layers=states,bases,border"


@pytest.fixture
def page(tab):
    tab.show(QUERY)
    tab.page.locator("#save-image").click()
    tab.page.locator("#export").wait_for()
    yield tab
    tab.run("() => document.getElementById('export').close()")


def save(page, ending, path):
    page.page.select_option("#export-format", ending)
    with page.page.expect_download() as waiting:
        page.page.locator("#export-save").click()
    assert waiting.value.suggested_filename == f"csto-map-2005-06-20.{ending}"
    waiting.value.save_as(path)
    return path


def test_a_png_is_saved_in_the_size_of_the_list(page, tmp_path):
    page.page.select_option("#export-size", "slide")
    with Image.open(save(page, "png", tmp_path / "map.png")) as image:
        assert image.size == (1920, 1080)
        assert len(image.convert("RGB").getcolors(1_000_000)) > 50
    assert page.page.locator("#export").is_hidden()


def test_an_svg_says_date_sources_and_note(page, tmp_path):
    root = ElementTree.parse(save(page, "svg", tmp_path / "map.svg")).getroot()
    texts = " ".join(node.get("aria-label", "") for node in root.iter())
    ids = {node.get("data-id") for node in root.iter() if node.get("data-id")}

    assert "20 June 2005" in texts
    assert "Natural Earth" in texts
    assert {"TJK", "sector:pyanj"} <= ids
    assert not any(id_.startswith("deployment:") for id_ in ids), "units are switched off"


def test_slides_can_have_their_maps_as_pictures(page):
    box = page.page.locator("#export-pictures")
    page.page.select_option("#export-format", "png")
    assert box.is_hidden()
    page.page.select_option("#export-format", "pptx")
    asked = []

    def answer(route):
        asked.append("picture=1" in route.request.url)
        route.fulfill(status=200, body=b"slides")

    page.page.route("**/export.pptx**", answer)
    try:
        for on in (False, True):
            box.set_checked(on)
            with page.page.expect_download():
                page.page.locator("#export-save").click()
            page.run("() => document.getElementById('save-image').click()")
            page.page.locator("#export").wait_for()
    finally:
        page.page.unroute("**/export.pptx**")
        box.set_checked(False)
    assert asked == [False, True]


def test_a_preview_shows_the_file(page):
    page.wait("() => document.getElementById('export-preview').naturalWidth > 300")

    assert "Wrong" not in page.page.locator("#export").inner_text()


def test_a_file_that_cannot_be_made_is_explained(page):
    page.page.select_option("#export-size", "custom")
    page.page.locator("#export-texts input").first.fill("90000x90000")
    page.page.locator("#notices .notice").first.wait_for()

    assert "90000" in page.notices()[0]
    page.page.select_option("#export-size", "slide")
    # The browser itself writes down that an answer was a refusal.
    assert all("400" in line for line in page.said)
    page.said.clear()


BUSY = {
    "status": 503,
    "headers": {"Retry-After": "1", "Content-Type": "application/problem+json"},
    "body": '{"type": "x", "title": "x", "status": 503, "detail": "Nothing can be drawn.", '
    '"id": "5f3c0123"}',
}


def test_a_server_that_is_busy_is_asked_again_after_the_time_that_it_says(page, tmp_path):
    page.page.select_option("#export-size", "slide")
    asked = []

    def answer(route):
        asked.append(route.request.url)
        # Full first, then asked too often.
        busy = {**BUSY, "status": 503 if len(asked) < 2 else 429}
        route.fulfill(**busy) if len(asked) < 3 else route.continue_()

    page.page.route("**/export.png?*size=slide*", answer)
    with Image.open(save(page, "png", tmp_path / "map.png")) as image:
        assert image.size == (1920, 1080)
    page.page.unroute("**/export.png?*size=slide*")

    assert len(asked) == 3
    assert page.notices() == []
    page.said.clear()


def test_a_server_that_stays_busy_is_told_in_its_own_words(page):
    later = {**BUSY, "headers": {**BUSY["headers"], "Retry-After": "600"}}
    page.page.route("**/export.*", lambda route: route.fulfill(**later))
    page.page.locator("#export-save").click()
    page.page.locator("#notices .notice").first.wait_for()
    page.page.unroute("**/export.*")

    # With the id by which whoever runs the server finds it in the log.
    assert "Nothing can be drawn. (ID 5f3c0123)" in page.notices()[-1]
    assert "{" not in page.notices()[-1]
    page.said.clear()


def test_letters_without_a_font_are_told_while_the_words_are_typed(page):
    asked = []

    def answer(route):
        asked.append(route.request.url)
        told = {"Csto-Map-Letters": "%E9%83%A8%20%28U%2B90E8%29"} if "title=" in asked[-1] else {}
        route.fulfill(status=200, content_type="image/png", body=b"", headers=told)

    page.page.route("**/export.*", answer)
    told = page.page.locator("#export-letters-missing")
    assert told.is_hidden()
    title = page.page.locator("#export-texts input").nth(1)
    title.fill("部")
    told.wait_for()
    assert "部 (U+90E8)" in told.inner_text()
    title.fill("")
    told.wait_for(state="hidden")
    page.page.unroute("**/export.*", answer)


def test_an_svg_is_saved_with_outlines_or_with_text(page, tmp_path):
    choice = page.page.locator("#export-letters")
    page.page.select_option("#export-format", "png")
    assert choice.is_hidden()
    page.page.select_option("#export-format", "svg")
    choice.select_option("text")
    body = save(page, "svg", tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "@font-face{font-family:Inter;" in body
    assert ">20 June 2005</text>" in body
    page.run("() => { document.getElementById('export-letters').value = 'outlines'; }")
