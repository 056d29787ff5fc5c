"""Journeys of users, each in at most four clicks: a click is a click or Enter; typing is free."""

import pytest
from web_world import TABLE_SHOWN

MOST = 4
# Every row that the table shows, as the texts of its cells by heading.
ROWS = """() => {
  const { api } = window.cstoMap.page.tables;
  const found = [];
  api.forEachNodeAfterFilterAndSort((n) => found.push(Object.fromEntries(
    api.getColumns().map((c) => [c.getColDef().headerName,
      api.getCellValue({ rowNode: n, colKey: c, useFormatter: true })]))));
  return found;
}"""


class Journey:
    """A page that counts what its user does."""

    def __init__(self, visit):
        self.visit = visit
        self.clicks = 0

    def click(self, selector):
        self.visit.page.locator(selector).click()
        self.clicks += 1

    def ask(self, text):
        """Type a question, choose the first answer, and give its title."""
        first = self.visit.look_for(text)[0]
        self.visit.press("Enter")
        self.clicks += 1
        self.visit.wait("() => !document.querySelector('dialog[open]')")
        self.visit.rest()
        return first

    def card(self):
        self.visit.page.locator("#card").wait_for()
        return self.visit.page.locator("#card").inner_text()

    def cite(self):
        """Copy by the card's button, and give what was copied."""
        self.visit.run("() => { cstoMap.page.copy = (text) => (window.copied = text); }")
        label = self.visit.words("card", "cite")
        self.click(f".card-actions button:text-is('{label}')")
        return self.visit.run("() => window.copied")


@pytest.fixture
def go(tab):
    made = []

    def go_(query="?date=2009-06-14"):
        tab.run("() => document.querySelector('dialog[open]')?.close()")
        tab.show(query)
        made.append(Journey(tab))
        return made[-1]

    yield go_
    assert all(0 < journey.clicks <= MOST for journey in made)


@pytest.mark.parametrize("year", [2003, 2013, 2023])
def test_1_russian_troops_in_three_countries_by_questions(go, real_atlas, year):
    journey = go()
    own = {one.host: one for one in real_atlas.personnel(operator="RUS", day=f"{year}-06-30")}
    for host, name in [("TJK", "tajikistan"), ("KGZ", "kyrgyzstan"), ("ARM", "armenia")]:
        journey.ask(f"how many russian troops in {name} 30 june {year}")
        if host in own:
            said = next(
                line for line in journey.card().splitlines() if line.startswith("Troops of Russia")
            )
            assert f"{own[host].high:,}" in said
            assert journey.visit.state()["date"] == f"{year}-06-30"


def test_1_russian_troops_in_three_countries_in_one_table(go, real_atlas):
    journey = go()
    journey.click("#toggle-menu")
    journey.click("#toggle-tables")
    journey.visit.wait(TABLE_SHOWN, "on_map")
    journey.visit.page.locator("#table-choice").select_option("personnel")
    journey.clicks += 1
    journey.visit.wait(TABLE_SHOWN, "personnel")
    rows = journey.visit.run(ROWS)

    day = real_atlas.personnel(operator="RUS", day="2009-06-14")
    assert {row["Host"] for row in rows if row["Operator"] == "Russia"} == {
        next(c.name for c in real_atlas.tables.countries if c.country == one.host) for one in day
    }


def test_3_did_uzbekistan_leave_and_when_in_law(go):
    journey = go()
    first = journey.ask("did uzbekistan leave the csto")
    card = journey.card()

    assert first == "Uzbekistan is suspended from the CSTO"
    assert journey.visit.state()["date"] == "2012-12-19"
    assert "Left: froze its part 28 June 2012, suspended from 19 December 2012" in card
    # The answer stands before everything else, the other organisations folded.
    assert card.index("Left: froze") < card.index("History")
    assert not journey.visit.page.locator(".answers-more").evaluate("(node) => node.open")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Abkhazia", "Abkhazia"),
        ("South Ossetia base", "South Ossetia"),
        ("Transnistria", "Transnistria"),
        ("Karabakh", "Karabakh"),
        ("Tskhinvali", "4th"),
        ("Tiraspol", "14th Army"),
        ("Stepanakert", "peacekeepers"),
    ],
)
def test_4_who_stood_in_disputed_places(go, asked, said):
    journey = go()
    journey.ask(asked)

    assert said in journey.card()
    assert journey.visit.page.locator("#card .sources li").count() > 0


def test_8_who_says_7000_at_the_201st(go, real_atlas):
    journey = go()
    assert journey.ask("who says 7,000 at the 201st?") == "201st Military Base: 7,000"
    assert "7,000 people as of 19 April 2013" in journey.card()
    copied = journey.cite()
    row = next(r for r in real_atlas.tables.strengths if r.strength_id == "rus_201mb_2013-04-19")
    sources = {s.source_id: s for s in real_atlas.tables.sources}

    assert copied.startswith(
        "201st Military Base, 19 April 2013: 7,000 people as of 19 April 2013."
    )
    for id_ in row.source_ids:
        assert sources[id_].publisher in copied
        assert sources[id_].url in copied
    assert real_atlas.version in copied
    assert "date=2013-04-19" in copied


def test_9_everything_in_russian(visit, real_atlas):
    journey = Journey(visit("?date=2009-06-14&lang=ru"))
    first = journey.ask("вышел ли узбекистан из одкб")
    assert "Узбекистан" in first
    assert "Вышло: участие заморожено 28 июня 2012" in journey.card()
    copied = journey.cite()
    assert copied.startswith("Узбекистан, 19 декабря 2012: ОДКБ: Вышло")
    assert "Источник: " in copied
    # What the catalogues translate is told in Russian.
    spoken = {row.event_id: row.title for row in real_atlas.spoken("ru").tables.events}
    journey.ask("Открытие базы Кант" if "Кант" in spoken["ev_2003_kant_opens"] else "kant opens")
    assert spoken["ev_2003_kant_opens"] in journey.card()
    assert journey.clicks <= MOST


def cite(shared, script, values):
    return shared.run(
        f"async (values) => {{ const c = await import('/modules/core/cite.js'); {script} }}", values
    )


def test_a_citation_names_the_best_source_first_and_the_rest_by_number(shared):
    every = {
        "a": {"title": "A", "publisher": "Forum", "url": "https://a.example", "rank": 5},
        "b": {"title": "B", "publisher": "Nobody", "url": ""},
        "c": {
            "title": "C",
            "publisher": "Ministry",
            "url": "https://c.example",
            "rank": 1,
            "when": "9 May 2003",
            "read": "25 November 2026",
            "original": "Agency",
        },
        "d": {"title": "D", "publisher": "Press", "url": "https://d.example", "rank": 3},
    }
    said = cite(
        shared,
        """return c.text({ said: "400 people", sources: ["a", "b", "c", "d"], all: values,
             values: { title: "T", date: "D", atlas: "X", version: "v", url: "u" },
             words: cstoMap.page.words.card });""",
        every,
    )

    assert said == (
        "T, D: 400 people. Source: "
        "Ministry, “C”, 9 May 2003, https://c.example (after Agency; read 25 November 2026); "
        "Press, “D”, undated, https://d.example; Forum, “A”, undated, https://a.example; "
        "and 1 more on the card. X, data version v. u"
    )


def test_an_event_is_cited_by_its_own_date(shared):
    said = cite(
        shared,
        """return c.claim({ day: 1, facts: values, sources: ["s"] }, 9, { lens: { orgs: [] },
             strength: null, standing: ["On this date", true], dated: [],
             words: cstoMap.page.words.card });""",
        [["Date", "23 October 2003"], ["Place", "Kant"]],
    )

    assert said == {"said": "Date: 23 October 2003; Place: Kant", "sources": ["s"]}
