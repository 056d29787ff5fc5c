"""Ten questions of analysts, each answered as a person would: search, tables, compare, cards."""

import pytest
from web_world import TABLE_SHOWN

# Every row that the table shows, as the texts of its cells by heading.
ROWS = """() => {
  const { api } = window.cstoMap.page.tables;
  const found = [];
  api.forEachNodeAfterFilterAndSort((n) => found.push(Object.fromEntries(
    api.getColumns().map((c) => [c.getColDef().headerName,
      api.getCellValue({ rowNode: n, colKey: c, useFormatter: true })]))));
  return found;
}"""


@pytest.fixture
def page(tab):
    tab.show("?date=2009-06-14")
    return tab


@pytest.fixture
def to_day(page):
    """Type a date into the search and go there: to_day("1 June 2005", "2005-06-01")."""

    def to_day_(text, day):
        assert page.look_for(text)[0] == text
        page.press("Enter")
        page.wait("(day) => cstoMap.state().date === day", day)

    return to_day_


@pytest.fixture
def card(page):
    """Choose the first result of a search and read its card: card("kant", "site:kgz_kant")."""

    def card_(text, id_):
        page.look_for(text)
        page.press("Enter")
        page.wait("(id) => cstoMap.state().selection === id", id_)
        page.rest()
        return page.page.locator("#card").inner_text()

    return card_


@pytest.fixture
def table(page):
    """Open a table by its button and list, narrow it by headings, and read its rows."""

    def table_(name, **narrowed):
        if not page.page.locator("#dock-tables").is_visible():
            page.menu()
            page.page.locator("#toggle-tables").click()
        page.page.locator("#table-choice").select_option(name)
        page.wait(TABLE_SHOWN, name)
        for heading, text in narrowed.items():
            label = f"{heading.replace('_', ' ')} Filter input"
            page.page.locator(f"#table-grid input[aria-label='{label}']").fill(text)
            page.wait(
                """([heading, text]) => {
                  const { api } = window.cstoMap.page.tables;
                  const column = api.getColumns().find((c) => c.getColDef().headerName === heading);
                  return (api.getFilterModel()[column.getColId()] || {}).filter === (text || undefined);
                }""",
                [heading.replace("_", " "), text],
            )
        return page.run(ROWS)

    return table_


def test_who_guarded_the_pyanj_sector_on_1_june_2005_and_by_whose_word(to_day, card):
    to_day("1 June 2005", "2005-06-01")
    said = card("pyanj sector", "sector:pyanj")

    now = next(line for line in said.splitlines() if "– 12 July 2005" in line)
    assert "Group of Border Troops of the Russian Federation in Tajikistan" in now
    assert "on 1 June 2005" in now
    assert "Fergana" in now
    assert "1 September 2005" in now


def test_how_many_served_at_kant_in_2004_and_in_2014(to_day, card):
    for text, day, figure in [
        ("31 December 2004", "2004-12-31", "700 people as of 12 August 2004 ["),
        ("31 December 2014", "2014-12-31", "400 people as of 26 October 2013 [RT;"),
    ]:
        to_day(text, day)
        assert figure in card("kant", "site:kgz_kant")


def test_which_states_were_bound_by_the_treaty_on_1_may_1999(to_day, table):
    to_day("1 May 1999", "1999-05-01")

    bound = table("on_map", Layer="Member states")
    assert {row["Name"] for row in bound if row["Kind"] == "Member"} == {
        *("Armenia", "Belarus", "Kazakhstan", "Kyrgyzstan", "Russia", "Tajikistan"),
    }
    assert {row["Name"] for row in bound if row["Kind"] == "Former member"} == {
        *("Azerbaijan", "Georgia", "Uzbekistan"),
    }


def test_which_ksor_units_had_a_garrison_in_kazakhstan_in_2009(to_day, table):
    to_day("14 June 2009", "2009-06-14")
    rows = table("units", Role="rapid reaction", Country="Kazakhstan")

    assert [(row["Name"], row["Site"].split(" (")[0]) for row in rows] == [
        ("37th Air Assault Brigade", "Taldykorgan garrison")
    ]
    # Units of Kazakhstan whose garrison no source gives are there, without a place.
    placeless = table("units", Role="rapid reaction", Country="")
    assert {row["Name"] for row in placeless if row["Owner"] == "Kazakhstan" and not row["Site"]}


def test_what_changed_between_2003_and_2005_in_tajikistan(to_day, page):
    to_day("31 December 2005", "2005-12-31")
    page.page.locator("#toggle-compare").click()
    page.page.locator("#compare-day").fill("2003")
    page.press("Enter")
    page.wait("() => cstoMap.page.comparison?.ledger")
    list_ = page.page.locator("#differences-body")
    list_.locator("section").first.wait_for()
    said = list_.inner_text()

    for sector in ("Pyanj", "Moskovsky", "Kalai-Khumb", "Khorog", "Ishkashim"):
        assert f"{sector} sector: Russia → Tajikistan" in said
    assert "201st Military Base, Dushanbe garrison" in said
    assert "Jamestown" in said


def test_how_strong_was_the_201st_in_2003_2013_and_2021(to_day, card):
    for year, text, figures in [
        ("2003", "201st motor rifle division", "5,500 people as of 2003 [GlobalSecurity.org]"),
        ("2013", "201st military base", "7,000 people as of 19 April 2013"),
        ("2021", "201st military base", "7,000 people as of 7 April 2020 [Asia-Plus]"),
    ]:
        to_day(f"1 June {year}", f"{year}-06-01")
        unit = "rus_201mrd_at_tjk_bokhtar" if year == "2003" else "rus_201mb_at_tjk_dushanbe"
        assert figures in card(text, f"deployment:{unit}_stationed")


def test_which_contingents_went_to_kazakhstan_in_january_2022(to_day, table):
    to_day("10 January 2022", "2022-01-10")
    rows = table("contingents", Operation="Kazakhstan")

    assert {row["Country"] for row in rows} >= {
        *("Russia", "Belarus", "Armenia", "Tajikistan", "Kyrgyzstan"),
    }
    assert {row["Country"]: row["Personnel, low"] for row in rows}["Tajikistan"] == "200"


def test_when_uzbekistan_left_for_the_second_time_and_what_the_two_dates_are(card):
    said = card("uzbekistan", "UZB").splitlines()

    frozen = next(line for line in said if line.startswith("28 June 2012 – 18 December 2012"))
    suspended = next(line for line in said if line.startswith("19 December 2012"))
    assert "Participation frozen" in frozen
    assert "TASS" in frozen
    assert "Suspended" in suspended
    assert "BelTA" in suspended


def test_which_bridges_over_the_panj_were_open_in_2008(to_day, table):
    to_day("1 June 2008", "2008-06-01")
    rows = table("crossings", Kind="Bridge")

    open_ = {row["Name"].split(" bridge")[0] for row in rows if row["Certainty"] == "certain"}
    assert {name.split(" (")[0] for name in open_} == {
        *("Ishkashim", "Langar", "Panji Poyon - Shir Khan Bandar", "Darvaz", "Tem - Demogan"),
    }


def test_which_agreement_lets_the_102nd_base_stay_until_2044(card):
    said = card("102nd military base", "deployment:rus_102mb_at_arm_gyumri_stationed")

    [until] = [line for line in said.splitlines() if "until 2044" in line]
    assert until.startswith(
        "Protocol No. 5 to the treaty on the base in Armenia; signed August 2010"
    )
    assert "Azernews" in until
