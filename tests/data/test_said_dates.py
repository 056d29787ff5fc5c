"""What is said of dates, over every row of the shipped facts: no day too many, none invented."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
import spoken

from csto_map.facts import dates
from csto_map.facts.schema import TABLES
from csto_map.page import cards, charts, search, tables_view

EDTF = ("start", "end", "date", "signed", "in_force", "expires", "as_of", "accessed")


@pytest.fixture(scope="module", params=spoken.LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def details(real_atlas, language):
    return cards.compile_details(real_atlas, language)


def rows(atlas):
    for table in fields(atlas.tables):
        for row in getattr(atlas.tables, table.name):
            yield table.name, row


def named(row, columns=("start", "end")):
    """Give the days that cells name, and those before an end: what may be said of a row."""
    found = set()
    for column in columns:
        text = getattr(row, column, "")
        if dates.is_day(text):
            found.add(dates.earliest(text))
        if column == "end" and hasattr(row, "end_certainty"):
            last = dates.through(text, row.end_certainty)
            found |= {dates.earliest(last)} if dates.is_day(last) else set()
    return found


def outside(text, language, from_, until):
    """Give the days of a text that are not in [from_, until), ordinals with None for open."""
    return [
        day
        for day in spoken.days(text, language)
        if (from_ is not None and day.toordinal() < from_)
        or (until is not None and day.toordinal() >= until)
    ]


def test_the_days_of_a_text_are_found():
    assert spoken.days("23 October 2003; May 1961, 1 May 1961", "en") == {
        date(2003, 10, 23),
        date(1961, 5, 1),
    }
    assert spoken.days("с 23 октября 2003, май 1961", "ru") == {date(2003, 10, 23)}


def test_no_card_names_a_day_on_which_its_row_did_not_hold(real_atlas, details, language):
    ids = {
        "sites": "site:{.site_id}",
        "deployments": "deployment:{.deployment_id}",
        "border_points": "point:{.point_id}",
        "contingents": "contingent:{.contingent_id}",
    }
    seen = 0
    for table, row in rows(real_atlas):
        span = table in ids and dates.span(
            row.start, row.end, row.start_certainty, row.end_certainty
        )
        if not span:
            continue
        card = details["cards"][ids[table].format(row)]
        until = span.until.toordinal() if span.until else None
        from_ = span.from_.toordinal() if span.from_ else None
        said = f"{card['since']}; {card['until']}"
        assert outside(said, language, from_, until) == [], (card["title"], said)
        seen += bool(spoken.days(card["until"], language))
    assert seen > 40


def test_no_line_of_a_history_names_a_day_on_which_it_did_not_hold(details, language):
    seen = 0
    for id_, card in details["cards"].items():
        for line in card["history"]:
            said = f"{line['since']}; {line['end']}"
            assert outside(said, language, line["from"], line["until"]) == [], (id_, line)
            seen += bool(spoken.days(line["end"], language))
    assert seen > 80


def test_no_row_of_a_table_names_a_day_on_which_it_did_not_hold(real_atlas, language):
    seen = 0
    for table in tables_view.compile_tables(real_atlas, language)["tables"]:
        columns = [column["id"] for column in table["columns"]]
        if not {"start", "end"} <= set(columns):
            continue
        for _, from_, until, _, _, cells, _ in table["rows"]:
            own = [cells[columns.index(name)] for name in ("start", "end")]
            said = "; ".join(words for _, words in own)
            assert outside(said, language, from_, until) == [], (table["id"], cells)
            seen += bool(spoken.days(own[1][1], language))
    assert seen > 100


def test_no_item_of_a_chart_names_a_day_on_which_it_did_not_hold(real_atlas, language):
    told = charts.compile_charts(real_atlas, language)["charts"]
    seen = 0
    for item in (*told["members"]["items"], *told["border"]["sectors"]):
        first = date.fromisoformat(item["from"]).toordinal()
        last = date.fromisoformat(item["to"]).toordinal() if item["to"] else None
        assert outside(item["when"], language, first, last) == [], item
        seen += bool(spoken.days(item["when"], language))
    assert seen > 40


def test_no_search_hit_names_a_year_in_which_it_was_no_more(real_atlas, details, language):
    index = search.compile_index(real_atlas, details, language)
    seen = 0
    for entry in index["entries"]:
        for _, _, years, _, until, _, _ in entry[4]:
            if entry[0] == "event" or until is None or not years[-4:].isdigit():
                continue
            last = date.fromordinal(until) - timedelta(days=1)
            assert int(years[-4:]) <= last.year, (entry[1], years)
            seen += 1
    assert seen > 60


def test_no_date_is_said_more_exactly_than_its_cell(real_atlas, language):
    said = real_atlas.speech(language)
    seen = 0
    for table, row in rows(real_atlas):
        for column in set(EDTF) & set(TABLES[table].columns()):
            cell = getattr(row, column)
            if not isinstance(cell, str) or not cell or dates.is_day(cell):
                continue
            for certainty in ("certain", "attested", "inherited", "derived", "planned"):
                for text in (said.date(cell, certainty), said.until(cell, certainty)):
                    assert spoken.days(text, language) == set(), (table, cell, text)
            seen += cell != ".."
    assert seen > 200


def test_no_sentence_about_a_change_names_a_day_that_its_rows_do_not_have(real_atlas, language):
    by_id = {getattr(row, TABLES[table].columns()[0]): row for table, row in rows(real_atlas)}
    told = real_atlas.timeline_in(language)["changes"]
    vague = 0
    for change, entry in zip(real_atlas.changes, told, strict=True):
        own = set().union(*(named(by_id[id_]) for id_ in change.ids))
        own |= {
            day
            for row in real_atlas.outlines("coarse").rows
            if row.code in change.ids
            for day in (row.from_, row.until)
        }
        titles = " ".join(getattr(by_id[id_], "title", "") for id_ in change.ids)
        said = spoken.days(f"{entry['when']}: {entry['text']}", language)
        assert said <= own | spoken.days(titles, "en"), entry
        vague += not change.exact
    assert vague > 20


def test_no_event_and_no_point_of_a_chart_is_said_on_a_day_that_its_cells_do_not_have(
    real_atlas, language
):
    events = {f"event:{row.event_id}": row for row in real_atlas.tables.events}
    for entry in real_atlas.timeline_in(language)["events"]:
        assert spoken.days(entry["when"], language) <= named(events[entry["id"]]), entry
    for chart in charts.compile_charts(real_atlas, language)["charts"].values():
        for item in (*chart["items"], *chart.get("several", ()), *chart.get("sectors", ())):
            own = {dates.earliest(text) for text in item["dated"] if dates.is_day(text)}
            assert spoken.days(item["when"], language) == own, item
