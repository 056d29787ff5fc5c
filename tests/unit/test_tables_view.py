"""The tables of the page: all rows, all sources, and the days on which they hold."""

from datetime import date

import pytest

from csto_map.atlas import Atlas
from csto_map.page import tables_view

DAY = date(2009, 6, 14)


@pytest.fixture(scope="module")
def made(real_atlas):
    return {t["id"]: t for t in tables_view.compile_tables(real_atlas)["tables"]}


def held(table, day):
    at = day.toordinal()
    return [
        row
        for row in table["rows"]
        if row[1] is not None and row[1] <= at and (row[2] is None or at < row[2])
    ]


CELLS = {"text": str, "date": list, "number": int | None, "age": list | str | None}


def test_every_row_has_a_cell_for_every_column_and_sources_that_there_are(real_atlas):
    own = tables_view.compile_tables(real_atlas)
    for table in own["tables"]:
        assert table["rows"], table["id"]
        kinds = [column["kind"] for column in table["columns"]]
        for _, _, _, _, _, cells, sources in table["rows"]:
            assert len(cells) == len(kinds)
            assert sources
            assert set(sources) <= set(own["sources"])
            for kind, cell in zip(kinds, cells, strict=True):
                assert isinstance(cell, CELLS[kind])


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("strengths", "strengths"),
        ("agreements", "agreements"),
        ("sources", "sources"),
        ("contingents", "contingents"),
        ("crossings", "border_points"),
    ],
)
def test_the_whole_history_leaves_no_row_out(made, real_atlas, table, rows):
    all_rows = getattr(real_atlas.tables, rows)
    planned = [row for row in all_rows if getattr(row, "start_certainty", "") == "planned"]

    assert len(made[table]["rows"]) == len(all_rows) - len(planned)


def test_on_a_day_the_tables_hold_what_the_map_holds(made, real_atlas):
    state = real_atlas.timeline
    marks = {m["id"]: (m["from"], m["until"], m["cfrom"], m["cuntil"]) for m in state["marks"]}
    checked = 0
    for name in ("sites", "units", "contingents", "events"):
        for id_, *span, _, _ in made[name]["rows"]:
            if id_ in marks:
                assert tuple(span) == marks[id_], id_
                checked += 1
    assert checked > 300


def test_on_a_day_each_sector_has_its_guard_once(made):
    guards = [row for row in held(made["border"], DAY) if row[5][3] == "Guard" and row[0]]

    assert sorted(row[0] for row in guards) == sorted({row[0] for row in guards})
    assert len(guards) == 6


def test_a_total_counts_until_the_next_one_of_its_subject(real_atlas, made):
    own = [row for row in made["strengths"]["rows"] if row[0] == "site:kgz_kant"]
    on_day = [row for row in own if row in held(made["strengths"], DAY)]
    counts = real_atlas.strengths.at("kgz_kant", DAY)

    assert [(row[5][4], row[5][5]) for row in on_day] == [(counts.low, counts.high)]


def test_every_figure_that_counts_has_an_age_and_no_other_has_one(real_atlas, made):
    columns = [column["id"] for column in made["strengths"]["columns"]]
    counting = {
        row.strength_id
        for subject in {row.subject_id for row in real_atlas.tables.strengths}
        for spell in real_atlas.strengths.spells(subject)
        for row in spell.rows
    }
    rows = zip(real_atlas.tables.strengths, made["strengths"]["rows"], strict=True)
    aged = {row.strength_id: told[5][columns.index("age")] for row, told in rows}

    assert {id_ for id_, age in aged.items() if age} == counting
    assert all(old < last for age in aged.values() if age for old, last in [age])


def test_the_toy_world_has_its_base_on_the_days_of_its_stay(toy):
    own = {t["id"]: t for t in tables_view.compile_tables(Atlas.load(toy))["tables"]}

    assert held(own["sites"], date(2001, 12, 31)) == []
    assert [row[0] for row in held(own["sites"], date(2002, 1, 1))] == ["site:bbb_base"]
    assert [row[0] for row in held(own["sites"], date(2010, 6, 14))] == ["site:bbb_base"]
    assert held(own["sites"], date(2010, 6, 15)) == []
    # Kept though nothing is on the map any more: tables are the whole history too.
    assert len(own["sites"]["rows"]) == 1


def test_the_tables_speak_russian(real_atlas):
    own = {t["id"]: t for t in tables_view.compile_tables(real_atlas, "ru")["tables"]}
    kant = next(row for row in own["sites"]["rows"] if row[0] == "site:kgz_kant")

    assert kant[5][0].startswith("Авиабаза Кант")
    assert kant[5][3] == "Киргизия"
    assert kant[5][5][1] == "23 октября 2003"
