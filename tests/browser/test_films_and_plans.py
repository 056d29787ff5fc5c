"""Films and briefings made from the page, in the background, while it stays usable."""

import re

import av
import pytest
from pypdf import PdfReader

from csto_map.export.documents import plan
from csto_map.query.filters import Filters
from csto_map.query.times import Times

PAIR = ("2004-06-20", "2006-01-01")


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
    with page.page.expect_download() as waiting:
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
    panel.get_by_text(re.compile(r"pictures, 20 s long; about [\d.]+ MB, ready in")).wait_for()
    field(page, panel, "film_speed").fill("1")
    panel.get_by_text("give one of them").wait_for()


def test_a_film_can_be_cancelled_half_way(page):
    panel = tab(page, "film")
    film(page, panel, **{"from": "1992", "to": "2025", "step": "day"})
    # So many days are more frames than a film may have: said at once, nothing begun.
    button(page, panel, "film_make").click()
    panel.get_by_text("more than 3,600").wait_for()
    film(page, panel, **{"from": "2004", "to": "2006", "step": "day"})
    button(page, panel, "film_make").click()
    job = panel.locator(".job").last
    job.locator("progress[value]").wait_for()
    job.get_by_role("button").click()
    job.get_by_text(page.words("export", "job_cancelled")).wait_for()

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
    items.nth(1).locator("[data-act=up]").click()
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

    with page.page.expect_download() as waiting:
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


def names(panel):
    return [one.inner_text() for one in panel.locator(".plan-words > span").all()]


def test_the_room_orders_tells_and_gives_views_back(page, real_atlas):
    panel = tab(page, "plan")
    button(page, panel, "plan_add").click()
    panel.locator(".plan-other").fill("no day")
    button(page, panel, "plan_pair").click()
    assert "no day" in panel.locator(".plan-fault").inner_text()
    panel.locator(".plan-other").fill("2006-01-01")
    button(page, panel, "plan_pair").click()
    assert panel.locator(".plan-fault").is_hidden()
    panel.locator(".plan img[src^=blob]").nth(1).wait_for()

    # By the keys: the focus stays with what is moved, and its place is told.
    one, two = names(panel)
    panel.locator(".plan li").nth(1).locator("[data-act=copy]").focus()
    page.page.keyboard.press("Alt+ArrowUp")
    assert [name[3:] for name in names(panel)] == [two[3:], one[3:]]
    assert "1" in panel.locator("[role=status]").first.inner_text()
    focused = "document.activeElement.closest('li').matches(':first-child')"
    assert page.page.evaluate(focused)
    # By the pointer.
    first, second = (handle.bounding_box() for handle in panel.locator(".plan-handle").all())
    page.page.mouse.move(first["x"] + 4, first["y"] + 20)
    page.page.mouse.down()
    page.page.mouse.move(second["x"] + 4, second["y"] + 30, steps=3)
    page.page.mouse.up()
    assert names(panel) == [one, two]

    item = panel.locator(".plan li").nth(1)
    item.locator("input").fill("Six sectors later")
    item.locator("input").blur()
    item.locator("summary").click()
    item.locator(".plan-remarks button").click()
    page.page.keyboard.type("Any questions?")
    page.page.keyboard.press("Tab")
    item.locator("[data-act=copy]").click()
    panel.locator(".plan li").nth(0).locator("[data-act=remove]").click()
    assert len(names(panel)) == 2
    page.page.keyboard.press("Enter")
    assert len(names(panel)) == 3

    with page.page.expect_download() as waiting:
        button(page, panel, "plan_save").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    told = plan.parse(text, real_atlas)
    assert [view.still.second is None for view in told.views] == [True, False, False]
    pair = told.views[1]
    assert (pair.still.day, pair.still.second) == tuple(map(real_atlas.day, PAIR))
    assert (pair.still.trim.title, pair.remarks[0].text) == ("Six sectors later", "Any questions?")

    panel.locator(".plan-picture").nth(1).click()
    page.page.locator("#export").wait_for(state="hidden")
    assert page.state()["date"] == PAIR[0]
    assert f"cmp={PAIR[1]}" in page.page.url
    assert page.foreign() == []


def test_a_plan_is_opened_whole_and_its_faults_are_told(page, real_atlas, tmp_path):
    text = plan.find("seven-dates").read_text(encoding="utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text(text.replace("2009-06-14", "1909-06-14"), encoding="utf-8")
    panel = tab(page, "plan")
    files = panel.locator("input[type=file]")
    files.set_input_files(plan.find("seven-dates"))
    panel.locator(".plan li").nth(6).wait_for()
    assert field(page, panel, "plan_title").input_value() == "The alliance in seven dates"
    files.set_input_files(bad)
    panel.get_by_text("bad.yaml:23: views 5, date: 1909-06-14 is outside").wait_for()
    assert panel.locator(".plan li").count() == 7

    with page.page.expect_download() as waiting:
        button(page, panel, "plan_save").click()
    saved = plan.document(waiting.value.path().read_text(encoding="utf-8"), real_atlas)
    assert saved["shared"].pop("lang") == "en"
    assert saved == plan.document(text, real_atlas)
    # The browser itself writes down that the second answer was a refusal.
    assert all("400" in line for line in page.said)
