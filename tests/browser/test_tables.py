"""The tables: every layer, the date or the whole history, one selection with the map."""

import csv
import io
import re
from datetime import date
from urllib.parse import quote

import pytest
from web_world import TABLE_SHOWN, Visit

AT = "?date=2009-06-14"
TABLES = (
    *("on_map", "states", "sites", "units", "border", "crossings"),
    *("events", "contingents", "strengths", "personnel", "agreements", "sources"),
)


@pytest.fixture(scope="module")
def tab(browser, url):
    own = Visit(browser, url).open(f"{AT}&dock=tables")
    own.wait(TABLE_SHOWN, "on_map")
    yield own
    own.close()


def show(page, table, more="", at=AT):
    page.show(f"{at}&dock=tables.{table}{more}")
    page.wait(TABLE_SHOWN, table)
    page.rest()


def ids(page):
    """Ids of the rows shown, in their order."""
    return page.run(
        """() => {
          const found = [];
          window.cstoMap.page.tables.api.forEachNodeAfterFilterAndSort((n) => found.push(n.data.id));
          return found;
        }"""
    )


def column(page, name):
    return page.run(
        """(name) => {
          const { api } = window.cstoMap.page.tables;
          const found = [];
          api.forEachNodeAfterFilterAndSort((n) => {
            found.push(api.getCellValue({ rowNode: n, colKey: name }));
          });
          return found;
        }""",
        name,
    )


def download(page):
    with page.page.expect_download() as caught:
        page.page.locator("#dock-csv").click()
    text = caught.value.path().read_text(encoding="utf-8-sig")
    return caught.value.suggested_filename, list(csv.reader(io.StringIO(text)))


def test_the_grid_runs_under_the_strict_policy_and_asks_nobody_else(tab):
    assert tab.said == []
    assert tab.foreign() == []
    assert tab.run("() => document.querySelectorAll('#table-grid .ag-cell').length") > 0


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_shown_with_its_headings(tab, table, real_atlas):
    show(tab, table, "" if table == "on_map" else ".all")
    heads = tab.page.locator("#table-grid .ag-header-cell-text").all_inner_texts()

    assert len(heads) >= 3
    assert all(heads)
    assert len(ids(tab)) > 0
    assert tab.page.locator("#table-count").inner_text().endswith("rows")
    assert tab.said == []


@pytest.mark.parametrize("day", ["1994-05-01", "2005-06-01", "2009-06-14", "2022-01-08"])
def test_the_list_is_the_twin_of_the_map(tab, day):
    tab.show(f"?date={day}&dock=tables")
    tab.wait(TABLE_SHOWN, "on_map")
    on_map = tab.run(
        """() => {
          const { state, marks, view } = window.cstoMap.page;
          return [
            ...Object.keys(state.states),
            ...Object.keys(state.sectors).map((id) => `sector:${id}`),
            ...Object.keys(state.marks).filter((id) => view.layers.includes(marks.get(id).layer)),
          ];
        }"""
    )

    assert sorted(ids(tab)) == sorted(on_map)


def test_a_table_of_the_date_follows_the_slider(tab, real_atlas):
    show(tab, "sites")
    for day in ("2003-10-22", "2003-10-23"):
        tab.go(day)
        tab.rest()
        assert ("site:kgz_kant" in ids(tab)) == (day == "2003-10-23")
        points = [i for i in ids(tab) if tab.run("(id) => window.cstoMap.page.marks.has(id)", i)]
        assert set(points) <= set(tab.run("() => Object.keys(window.cstoMap.page.state.marks)"))


def test_the_whole_history_does_not_follow_the_slider(tab):
    show(tab, "sites", ".all")
    before = ids(tab)
    tab.go("1995-01-01")
    tab.rest()

    assert ids(tab) == before
    assert tab.page.locator("#table-scope").input_value() == "all"


def test_a_row_is_chosen_by_keyboard_and_selects_on_the_map(tab):
    show(tab, "sites")
    tab.page.locator("#table-grid .ag-row[row-index='0'] .ag-cell").first.click()
    first, second = ids(tab)[:2]
    chosen = "(id) => window.cstoMap.page.view.selection === id"
    tab.wait(chosen, first)
    tab.press("ArrowDown", "Enter")
    tab.wait(chosen, second)
    tab.rest()

    assert tab.state()["date"] == "2009-06-14"
    assert f"sel={second}" in tab.query()


def test_what_is_selected_on_the_map_is_selected_in_the_table(tab):
    show(tab, "sites", "&sel=site:kgz_kant")
    row = tab.page.locator("#table-grid .ag-row-selected").first
    row.wait_for()

    assert "Kant" in row.inner_text()


def test_pointing_at_a_row_marks_it_on_the_map(tab):
    show(tab, "on_map")
    tab.page.locator("#table-grid .ag-row[row-index='1'] .ag-cell").first.hover()
    tab.wait("() => document.querySelectorAll('.names .pointed').length === 1")


def test_sorting_by_date_goes_by_days_with_unknown_ones_last(tab):
    show(tab, "strengths", ".all&sort=-date")
    days = column(tab, "date")

    assert days[0].endswith(("2023", "2022", "2024", "2025"))
    assert days[-1] == "unknown"
    show(tab, "strengths", ".all&sort=date")
    assert column(tab, "date")[-1] == "unknown"
    assert re.search(r"\b19[89]\d\b", column(tab, "date")[0])


def test_a_heading_sorts_and_a_box_filters_and_both_are_in_the_link(tab):
    show(tab, "sites", ".all")
    tab.page.locator("#table-grid .ag-header-cell-label", has_text="Name").first.click()
    tab.page.locator("#table-grid input[aria-label='Country Filter input']").fill("Tajik")
    tab.wait("() => window.cstoMap.page.view.find === 'country~Tajik'")
    tab.wait("() => location.search.includes('find=') && location.search.includes('sort=name')")
    names = column(tab, "name")

    # A site that is older than its state says of what that was part before.
    assert {country.partition(" (")[0] for country in column(tab, "country")} == {"Tajikistan"}
    assert len(names) > 3
    query = tab.query()
    show(tab, "states")
    tab.show(query)
    tab.wait(TABLE_SHOWN, "sites")
    tab.wait("() => window.cstoMap.page.tables.api.getDisplayedRowCount() < 40")
    assert column(tab, "name") == names


def test_the_csv_is_what_is_shown_with_sources_and_version(tab, real_atlas):
    show(tab, "strengths", ".all&find=subject~Kant&sort=date")
    name, (head, *rows) = download(tab)

    assert name == "csto-map-strengths-all.csv"
    assert head[-2:] == ["Sources", "Data version"]
    assert [row[0] for row in rows] == column(tab, "subject")
    assert {row[-1] for row in rows} == {real_atlas.version}
    assert all(row[-2] for row in rows)
    assert any("http" in row[-2] for row in rows)
    kinds = {row[3] for row in rows}
    assert {"total", "plan", "addition"} <= kinds


def test_the_csv_is_no_formula_for_a_spreadsheet(tab):
    said = tab.run(
        """async () => (await import("/modules/core/csv.js")).write(["a"], [["=1+1"], ["+7"], ["-x"], ["@y"], ["a,b"], ['q"'], [-5], [null]])"""
    )

    lines = said.removeprefix("\ufeff").split("\r\n")
    assert lines[1:9] == ["'=1+1", "'+7", "'-x", "'@y", '"a,b"', '"q"""', "-5", ""]


def test_the_way_past_the_map_is_the_first_thing_in_it(visit):
    own = visit(AT, color_scheme="dark")
    own.run("() => document.getElementById('skip-to-list').focus()")
    assert own.page.locator("#skip-to-list").bounding_box()["height"] > 20
    own.press("Enter")
    own.wait(TABLE_SHOWN, "on_map")

    assert own.run("() => document.getElementById('dock').contains(document.activeElement)")
    own.press("Escape")
    own.rest()
    assert own.page.locator("#dock").is_hidden()
    assert own.run("() => document.activeElement.id") == "skip-to-list"


def test_letters_are_typed_into_a_filter_and_not_taken_for_keys(tab):
    show(tab, "events", ".all")
    tab.page.locator("#table-grid input[aria-label='Name Filter input']").click()
    tab.page.keyboard.type("bct")
    tab.wait("() => window.cstoMap.page.view.find === 'name~bct'")

    assert tab.run("() => window.cstoMap.page.view.theme") is None
    assert tab.page.locator("#dock-tables").is_visible()
    # Nothing is called so: the grid says it in words.
    assert re.fullmatch(r"0 of \d+ rows", tab.page.locator("#table-count").inner_text())


def test_on_a_phone_the_tables_can_be_touched(visit):
    own = visit(
        f"{AT}&dock=tables.units&lang=ru",
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    own.wait(TABLE_SHOWN, "units")
    row = own.page.locator("#table-grid .ag-row").first
    row.wait_for()

    assert row.bounding_box()["height"] >= 44
    assert own.page.locator("#table-grid .ag-header-cell-text").first.inner_text() == "Название"
    row.locator(".ag-cell").first.tap()
    own.wait("() => window.cstoMap.page.view.selection")
    assert own.said == []


@pytest.mark.parametrize(
    ("theme", "size"),
    [("light", (1440, 900)), ("dark", (390, 844)), ("contrast", (1024, 768))],
    ids=str,
)
def test_axe_finds_nothing_in_the_dock(tab, theme, size):
    tab.page.set_viewport_size({"width": size[0], "height": size[1]})
    try:
        for dock in ("tables.sites", "charts.border"):
            tab.show(f"{AT}&theme={theme}&dock={dock}")
            tab.wait(
                """(dock) => {
                  const { tables, charts } = window.cstoMap.page;
                  const name = dock.split(".")[1];
                  const own = dock.startsWith("tables") ? tables && tables.shown : charts && charts.drawn;
                  return own && own.startsWith(`${name},`);
                }""",
                dock,
            )
            assert tab.faults("#dock") == []
    finally:
        tab.page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("day", "age"), [("2005-06-14", "fresh"), ("2018-06-14", "old"), ("2022-06-14", "last_known")]
)
def test_a_figure_says_how_old_it_is_on_the_day(tab, real_atlas, day, age):
    """In the table and under the pointer alike, as `Speech.figure` says it."""
    said = real_atlas.speech("en")
    name = next(row.name for row in real_atlas.tables.sites if row.site_id == "kgz_kant")
    show(tab, "strengths", f"&find=subject~{quote(name)}", f"?date={day}")
    assert set(column(tab, "age")) == {said.words["age"][age]}

    one = real_atlas.strengths.at("kgz_kant", date.fromisoformat(day))
    told = tab.run(
        """async ([low, high, dated, age]) => {
          const { range, figure } = await import("/modules/shell/dom.js");
          return figure(cstoMap.page.words.figure, range(low, high), dated, age);
        }""",
        [one.low, one.high, said.date(one.as_of), age],
    )
    assert told == said.figure(said.range(one.low, one.high), said.date(one.as_of), age)


def test_in_the_whole_history_only_what_does_not_age_has_an_age(tab):
    show(tab, "personnel", ".all")
    assert set(column(tab, "age")) >= {"fresh", "old"}
    show(tab, "strengths", ".all&sort=date")
    assert "" in column(tab, "age")
