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
