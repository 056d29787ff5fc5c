"""The linked charts: the same time axis, the same selection, who says so."""

import csv
import io

import pytest
from web_world import Visit

CHARTS = ("members", "abroad", "border", "seizures", "exercises")
DRAWN = """(id) => {
  const { charts, view } = window.cstoMap.page;
  return charts && charts.drawn && charts.drawn.startsWith(`${id},`) &&
    document.querySelectorAll("#chart-points button").length > 0 &&
    document.querySelectorAll("#chart .main-svg").length > 0;
}"""
AT = "?date=2009-06-14"


@pytest.fixture(scope="module")
def tab(browser, url):
    own = Visit(browser, url).open(AT)
    yield own
    own.close()


@pytest.fixture
def page(tab):
    tab.show(AT)
    return tab


def show(page, chart, more=""):
    page.show(f"{AT}&dock=charts{'' if chart == 'members' else f'.{chart}'}{more}")
    page.wait(DRAWN, chart)
    page.rest()


def point(page, text):
    """The line of the list that says a text."""
    return page.page.locator("#chart-points button", has_text=text).first


def test_charts_are_not_asked_for_before_they_are_opened(visit):
    own = visit(AT)
    before = [url for url in own.requests if "/charts." in url or "dash_ag_grid" in url]
    assert before == []

    own.press("c")
    own.wait(DRAWN, "members")
    own.rest()

    assert sum("/charts." in url for url in own.requests) == 1
    assert "dock=charts" in own.query()
    assert own.foreign() == []
    assert own.said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_is_drawn_in_every_theme(page, chart, theme, real_atlas):
    show(page, chart, f"&theme={theme}")

    axis, colour = page.run(
        """() => {
          const { layout } = document.getElementById("chart");
          return [layout.xaxis.range, layout.font.color];
        }"""
    )
    assert axis == [real_atlas.first.isoformat(), real_atlas.horizon.isoformat()]
    assert colour == page.run("(theme) => window.cstoMap.page.data.style[theme].text", theme)
    assert page.page.locator("#chart-read").inner_text()
    assert page.page.locator("#chart-legend li").count() > 1
    assert page.said == []


def test_the_line_of_the_date_follows_when_the_slider_rests(page):
    show(page, "abroad")
    page.go("2013-05-09")
    page.rest()

    shape = page.run("() => document.getElementById('chart').layout.shapes[0]")
    assert (shape["x0"], shape["x1"]) == ("2013-05-09", "2013-05-09")


def test_steps_neither_redraw_a_chart_nor_ask_the_server(page):
    show(page, "abroad")
    asked = len(page.settle().requests)
    drawn = page.run(
        """async () => {
          let drawn = 0;
          const chart = document.getElementById("chart");
          chart.on("plotly_afterplot", () => drawn++);
          for (let k = 0; k < 20; k++) await window.cstoMap.goTo(`2010-03-${String(k + 1).padStart(2, "0")}`);
          return drawn;
        }"""
    )
    page.rest()

    assert drawn <= 1
    assert len(page.requests) == asked


def test_a_point_says_who_says_so_and_marks_the_map(page):
    show(page, "abroad")
    point(page, "700 service members").hover()

    said = page.page.locator("#chart-point")
    assert "Kant air base" in said.inner_text()
    assert said.locator("a[rel='noopener noreferrer'][target=_blank]").count() >= 1
    page.wait("() => document.querySelectorAll('.names .pointed').length === 1")
    before = float(page.page.locator(".names .pointed").get_attribute("cx"))
    page.run("() => cstoMap.page.pan(120, 0)")
    # The mark goes with what it marks while the pointer rests on the point.
    page.wait(
        """(x) => {
          const node = document.querySelector(".names .pointed");
          return node && Math.abs(Math.abs(node.getAttribute("cx") - x) - 120) < 2;
        }""",
        before,
    )


def test_choosing_a_point_goes_to_its_date_and_selects_it(page):
    show(page, "abroad")
    point(page, "500 troops at the opening").click()
    page.rest()

    assert page.state()["date"] == "2003-10-23"
    assert page.state()["selection"] == "site:kgz_kant"
    assert page.page.locator("#card").is_visible()


def test_the_list_of_points_is_walked_with_the_keyboard(page):
    show(page, "exercises")
    page.page.locator("#chart-points button").first.focus()
    page.press("ArrowDown", "ArrowDown")
    third = page.page.locator("#chart-points button").nth(2)

    assert third.evaluate("(node) => node === document.activeElement")
    assert page.page.locator("#chart-points [tabindex='0']").count() == 1
    assert page.state()["date"] == "2009-06-14"
    chosen = third.get_attribute("data-day") or third.inner_text()
    page.press("Enter")
    page.rest()
    assert page.state()["date"] != "2009-06-14"
    assert page.state()["date"][:4] in chosen


def test_pointing_into_the_picture_marks_and_clicking_goes_there(page):
    show(page, "members")
    bar = page.page.locator("#chart .barlayer .point path").first
    box = bar.bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    page.wait("() => document.querySelectorAll('.names .pointed').length > 0")
    page.page.mouse.down()
    page.page.mouse.up()
    # Plotly tells of a click a moment later.
    page.wait("() => window.cstoMap.page.view.selection")
    page.rest()

    assert page.state()["selection"] in page.run("() => [...window.cstoMap.page.countries.keys()]")


def test_a_brush_chooses_a_span_of_time_that_is_in_the_link(page):
    show(page, "abroad")
    box = page.page.locator("#chart .nsewdrag").first.bounding_box()
    mouse, y = page.page.mouse, box["y"] + box["height"] / 3
    mouse.move(box["x"] + box["width"] * 0.4, y)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.45, y, steps=3)
    mouse.move(box["x"] + box["width"] * 0.6, y, steps=3)
    mouse.up()
    page.wait("() => window.cstoMap.page.view.range")
    page.rest()

    first, last = page.run("() => window.cstoMap.page.view.range.map(cstoMap.core.state.iso)")
    assert "2004" <= first < "2006"
    assert "2011" <= last < "2013"
    assert f"range={first}..{last}" in page.query()
    rect = page.run(
        "() => document.getElementById('chart').layout.shapes.find((s) => s.type === 'rect')"
    )
    assert (rect["x0"], rect["x1"]) == (first, last)
    page.page.locator("#chart-range-clear").click()
    page.rest()
    assert "range=" not in page.query()


def test_the_dock_comes_back_from_its_link_and_goes_with_escape(page):
    show(page, "seizures", "&tm=range&range=2003-01-01..2005-12-31")
    assert page.page.locator("#chart-choice").input_value() == "seizures"
    assert page.page.locator("#chart-range").is_visible()
    page.page.locator("#close-dock").focus()
    page.press("Escape")
    page.rest()

    assert page.page.locator("#dock").is_hidden()
    assert "dock=" not in page.query()


def test_the_height_is_changed_in_three_steps_and_the_map_keeps_the_rest(page):
    show(page, "members")
    heights = []
    for _ in range(2):
        heights.append(page.page.locator("#dock").bounding_box()["height"])
        page.page.locator("#dock-lower" if len(heights) == 1 else "#dock-taller").click()
        page.rest()
    heights.append(page.page.locator("#dock").bounding_box()["height"])

    assert heights[1] < heights[0] == heights[2]
    stage, dock = (page.page.locator(f"#{name}").bounding_box() for name in ("stage", "dock"))
    assert stage["y"] + stage["height"] <= dock["y"] + 1


def test_a_bad_dock_in_a_link_is_named_and_left_out(visit):
    own = visit(f"{AT}&dock=charts.nothing")

    assert any("dock" in notice for notice in own.notices())
    assert own.page.locator("#dock").is_hidden()


def test_a_charts_csv_has_every_point_with_sources_and_version(page, real_atlas):
    show(page, "seizures")
    with page.page.expect_download() as caught:
        page.page.locator("#dock-csv").click()
    text = caught.value.path().read_text(encoding="utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text)))

    topic = [f for f in real_atlas.tables.figures if f.topic == "operation_channel"]
    assert len(rows) == sum(f.unit == "tonnes" for f in topic)
    assert head[-2:] == ["Sources", "Data version"]
    assert {row[-1] for row in rows} == {real_atlas.version}
    assert all(row[-2] for row in rows)


def test_on_a_phone_the_charts_are_a_sheet_over_the_map(visit):
    own = visit(
        f"{AT}&dock=charts.abroad",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    own.wait(DRAWN, "abroad")
    dock = own.page.locator("#dock").bounding_box()
    chart = own.page.locator("#chart").bounding_box()

    assert (dock["x"], dock["width"]) == (0, 390)
    assert chart["height"] >= 200
    assert own.run("() => document.documentElement.scrollWidth") <= 390
    own.menu()
    for id_ in ("toggle-charts", "toggle-tables", "tab-tables", "dock-taller", "close-dock"):
        box = own.page.locator(f"#{id_}").bounding_box()
        assert min(box["width"], box["height"]) >= 44, id_


def test_a_filter_to_countries_is_one_of_the_chart_too(tab):
    """On an axis that its own figures need, and with the same colours as before."""
    drawn = """() => {
      const { data, layout } = document.querySelector("#chart");
      const shown = data.filter((t) => t.legendgroup && t.mode === "markers");
      return {
        hosts: [...new Set(shown.map((t) => t.legendgroup))].sort(),
        colours: Object.fromEntries(shown.map((t) => [t.legendgroup, t.marker.color])),
        axis: layout.yaxis.range.map((end) => 10 ** end),
      };
    }"""
    tab.show("?dock=charts.abroad")
    tab.page.locator("#chart .plot-container").wait_for()
    whole = tab.run(drawn)
    tab.show("?dock=charts.abroad&f.country=KGZ,ARM")
    tab.page.locator("#chart .plot-container").wait_for()
    tab.rest()
    few = tab.run(drawn)

    assert {"ARM", "KGZ", "TJK"} < set(whole["hosts"])
    assert few["hosts"] == ["ARM", "KGZ"]
    assert few["axis"][1] < whole["axis"][1] / 2
    assert few["colours"] == {code: whole["colours"][code] for code in few["hosts"]}
    points = tab.page.locator("#chart-points").inner_text()
    assert "Kant" in points
    assert "201st" not in points


def test_a_state_says_how_many_foreign_troops_it_has(tab, real_atlas):
    tab.show("?date=2013-06-14&sel=TJK")
    troops = tab.page.locator("#card .troops")
    troops.wait_for()
    (one,) = real_atlas.personnel("TJK", "RUS", day="2013-06-14")

    assert f"Russia: {one.low:,} people" in troops.inner_text()
    assert "2013" in troops.inner_text()


def test_personnel_by_host_is_a_table(tab, real_atlas):
    tab.show("?date=2013-06-14&dock=tables.personnel")
    tab.page.locator(".ag-row").first.wait_for()
    there = real_atlas.personnel(day="2013-06-14")

    assert tab.page.locator(".ag-center-cols-container .ag-row").count() == len(there)
