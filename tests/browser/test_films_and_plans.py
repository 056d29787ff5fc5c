"""Films and briefings made from the page, in the background, while it stays usable."""

import re

import av
import pytest
from pypdf import PdfReader

from csto_map.export.documents import plan
from csto_map.query.filters import Filters
from csto_map.query.times import Times


@pytest.fixture
def page(visit):
    return visit("?date=2004-06-20&view=tajik-afghan&layers=states,bases,border")


def tab(page, name):
    """Open the dialog at a tab; gives the panel."""
    page.page.locator("#save-image").click()
    page.page.locator(f"#tab-{name}").click()
    return page.page.locator(f"#export-{name}")


def field(page, panel, key):
    """The input of a panel that is labelled with one of the words of [export]."""
    named = page.page.get_by_text(page.words("export", key), exact=True)
    return panel.locator("label").filter(has=named).locator("input, select")


def button(page, panel, key):
    return panel.get_by_role("button", name=page.words("export", key), exact=True)


def film(page, panel, **asked):
    field(page, panel, "size").select_option("960x540")
    field(page, panel, "film_dwell").fill("0")
    field(page, panel, "film_end").fill("0")
    for key, text in asked.items():
        own = field(page, panel, f"film_{key}")
        own.select_option(text) if key == "step" else own.fill(text)


def test_a_film_is_made_while_the_page_stays_usable(page, tmp_path):
    panel = tab(page, "film")
    film(page, panel, **{"from": "2004-01", "to": "2004-06", "step": "month"})
    with page.page.expect_download(timeout=60_000) as waiting:
        button(page, panel, "film_make").click()
        page.page.locator("#export-close").click()
        page.go("2009-06-14")
        assert page.state()["date"] == "2009-06-14"
    assert waiting.value.suggested_filename == "csto-map-film.mp4"
    path = tmp_path / "film.mp4"
    waiting.value.save_as(path)
    with av.open(str(path)) as box:
        frames = list(box.decode(video=0))
        assert box.metadata["title"].endswith("2004-01-01 to 2004-06-01")
    assert [(f.width, f.height) for f in frames] == [(960, 540)] * 6
    assert page.foreign() == []


def test_a_film_is_foretold_for_the_range_that_is_shown(visit):
    page = visit("?date=2004-06-20&view=tajik-afghan&tm=range&range=2004-05-01..2005-07-31")
    panel = tab(page, "film")
    assert field(page, panel, "film_from").input_value() == "2004-05-01"
    assert field(page, panel, "film_to").input_value() == "2005-07-31"
    field(page, panel, "size").select_option("960x540")
    field(page, panel, "film_length").fill("20")
    panel.get_by_text(re.compile(r"pictures, 20 s long; about [\d.]+ MB, ready in")).wait_for(
        timeout=60_000
    )
    field(page, panel, "film_speed").fill("1")
    panel.get_by_text("give one of them").wait_for(timeout=30_000)


def test_a_film_can_be_cancelled_half_way(page):
    panel = tab(page, "film")
    film(page, panel, **{"from": "1992", "to": "2025", "step": "day"})
    # So many days are more frames than a film may have: said at once, nothing begun.
    button(page, panel, "film_make").click()
    panel.get_by_text("more than 3,600").wait_for()
    film(page, panel, **{"from": "2000", "to": "2008", "step": "day"})
    button(page, panel, "film_make").click()
    job = panel.locator(".job").last
    job.locator("progress[value]").wait_for(timeout=60_000)
    job.get_by_role("button").click()
    job.get_by_text(page.words("export", "job_cancelled")).wait_for(timeout=30_000)

    assert job.get_by_role("button").count() == 0
    # The browser itself writes down that the first answer was a refusal.
    assert all("400" in line for line in page.said)


def test_views_are_collected_put_in_order_and_taken_away(page, real_atlas, tmp_path):
    panel = tab(page, "plan")
    button(page, panel, "plan_add").click()
    page.page.locator("#export-close").click()
    page.show(
        "?date=2009-06-14&f.country=KGZ,TJK&f.men=50&tm=cumulative&range=1999-01-01..2012-12-31"
    )
    panel = tab(page, "plan")
    button(page, panel, "plan_add").click()
    items = panel.locator(".plan li")
    assert items.count() == 2
    items.nth(1).get_by_role("button").first.click()
    field(page, panel, "plan_title").fill('Two "views": a test')
    with page.page.expect_download() as waiting:
        button(page, panel, "plan_save").click()
    own = plan.parse(waiting.value.path().read_text(encoding="utf-8"), real_atlas)

    assert own.title == 'Two "views": a test'
    first, second = (view.still for view in own.views)
    assert first.filters == Filters((("country", ("KGZ", "TJK")),), 50)
    assert first.times == Times("cumulative", *map(real_atlas.day, ("1999-01-01", "2012-12-31")))
    assert (second.view, second.layers) == ("tajik-afghan", ("states", "bases", "border"))
    assert second.day == real_atlas.day("2004-06-20")

    with page.page.expect_download(timeout=60_000) as waiting:
        button(page, panel, "plan_pdf").click()
    text = "".join(sheet.extract_text() for sheet in PdfReader(waiting.value.path()).pages)
    assert 'Two "views": a test' in text
    assert "Shown only: Country: Kyrgyzstan and Tajikistan; At least 50 people." in " ".join(
        text.split()
    )


def test_a_briefing_is_in_the_language_of_the_page(visit, real_atlas):
    page = visit("?date=2004-06-20&lang=ru")
    panel = tab(page, "plan")
    button(page, panel, "plan_add").click()
    with page.page.expect_download() as waiting:
        button(page, panel, "plan_save").click()
    own = plan.parse(waiting.value.path().read_text(encoding="utf-8"), real_atlas)

    assert own.views[0].still.language == "ru"
