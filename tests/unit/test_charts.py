"""The series of the linked charts: the figures of the tables, none added, none averaged."""

from datetime import date, timedelta

import pytest

from csto_map.atlas import Atlas
from csto_map.page import charts


@pytest.fixture(scope="module")
def made(real_atlas):
    return charts.compile_charts(real_atlas)


def pairs(items, kind=None):
    return [(i["low"], i["high"]) for i in items if kind is None or i["kind"] == kind]


def test_every_chart_names_sources_that_there_are_and_marks_that_can_be_shown(made, real_atlas):
    known = {f"sector:{s['id']}" for s in real_atlas.timeline["sectors"]}
    known |= set(real_atlas.details["cards"]) | {c.country for c in real_atlas.tables.countries}
    for name, chart in made["charts"].items():
        assert chart["items"], name
        for item in (*chart["items"], *chart.get("sectors", ()), *chart.get("several", ())):
            assert item["sources"], item
            assert set(item["sources"]) <= set(made["sources"])
            assert set(item["marks"]) <= known, item
            assert item["when"]


def test_a_hosts_total_is_the_figure_of_one_grouping_and_never_a_sum(made, real_atlas):
    tables = real_atlas.tables
    chosen = {id_ for ids in real_atlas.headcount.wholes.values() for id_ in ids}
    host_of = {row.grouping_id: row.host for row in tables.groupings}
    wanted = sorted(
        (host_of[row.subject_id], row.personnel_low, row.personnel_high)
        for row in tables.strengths
        if row.subject_id in chosen and row.kind == "total" and row.date
    )
    wholes = [i for i in made["charts"]["abroad"]["items"] if i["kind"] == "whole"]

    assert sorted((i["series"], i["low"], i["high"]) for i in wholes) == wanted
    assert {host_of[id_] for id_ in chosen} >= {i["series"] for i in wholes}


def test_plans_claims_and_additions_are_no_personnel_abroad(made, real_atlas):
    others = {row.text for row in real_atlas.tables.strengths if row.kind != "total"}
    totals = {row.text for row in real_atlas.tables.strengths if row.kind == "total"}
    for item in made["charts"]["abroad"]["items"]:
        # A name may hold a colon too, so the figure is what the text ends with.
        assert any(item["text"].endswith(f": {said}") for said in totals)
        assert not any(item["text"].endswith(f": {said}") for said in others - totals)


def test_figures_of_one_date_that_disagree_are_both_there(made, real_atlas):
    own = [r for r in real_atlas.tables.strengths if r.subject_id == "rus_102mb"]
    of_2011 = {r.personnel_low for r in own if r.date == "2011" and r.kind == "total"}
    shown = {
        i["low"]
        for i in made["charts"]["abroad"]["items"]
        if i["series"] == "ARM" and i["from"] == "2011-01-01"
    }

    assert len(of_2011) > 1
    assert shown == of_2011


def test_lines_are_the_number_of_personnel_and_end_with_it(made, real_atlas):
    ends = {}
    for host, from_, until, low, high, age, method in made["charts"]["abroad"]["steps"]:
        first, last = date.fromisoformat(from_), date.fromisoformat(until) - timedelta(days=1)
        for day in (first, last):
            (one,) = real_atlas.personnel(host, "RUS", day=day)
            assert (one.low, one.high, one.age, one.method) == (low, high, age, method)
        assert age != "last_known"
        assert ends.get(host, first) <= first <= last <= real_atlas.horizon
        ends[host] = date.fromisoformat(until)


def test_a_line_is_cut_where_the_next_figure_is_far(toy):
    """The toy's grouping has one figure, of 2003, three years fresh, eight in all."""
    text = (toy / "atlas.toml").read_text(encoding="utf-8")
    choice = '[charts]\nhosts = ["aaa_in_bbb"]\n'
    (toy / "atlas.toml").write_text(text + choice, encoding="utf-8")
    own = charts.compile_charts(Atlas.load(toy))["charts"]["abroad"]

    assert own["steps"] == [
        ["BBB", "2002-06-01", "2003-01-01", 100, 120, "fresh", "sum"],
        ["BBB", "2003-01-01", "2007-01-01", 500, 500, "fresh", "grouping"],
        # The base's figure of 2004 is newer than the grouping's, which is fresh no more.
        ["BBB", "2007-01-01", "2008-01-01", 200, 200, "fresh", "sum"],
        ["BBB", "2008-01-01", "2010-06-15", 200, 200, "old", "sum"],
        ["BBB", "2010-06-15", "2012-01-01", 500, 500, "old", "grouping"],
    ]
    assert pairs(own["items"], "whole") == [(500, 500)]
    # The base in Beland is a part; what was only added there is none.
    assert pairs(own["items"], "part") == [(100, 120), (200, 200)]


def test_an_atlas_without_choices_has_charts_without_figures(toy):
    own = charts.compile_charts(Atlas.load(toy))["charts"]

    assert own["border"]["items"] == own["seizures"]["items"] == []
    assert {i["text"] for i in own["exercises"]["items"]} == {"Drill-2004"}
    assert {(i["series"], i["kind"]) for i in own["members"]["items"]} >= {
        ("BBB", "member"),
        ("BBB", "former"),
    }


def test_stays_of_states_are_the_standings_of_the_map(made, real_atlas):
    for lens in real_atlas.config.lenses:
        own = [i for i in made["charts"]["members"]["items"] if i["lens"] == lens.id]
        held = [
            (country, s.from_.isoformat(), s.until.isoformat() if s.until else None, s.status)
            for country, standings in real_atlas.world.standings[lens.id].items()
            for s in standings
            if s.from_ <= real_atlas.horizon
        ]
        assert [(i["series"], i["from"], i["to"], i["kind"]) for i in own] == held


def test_sectors_are_guarded_as_on_the_map(made, real_atlas):
    for day in ("1992-02-01", "2005-06-01", "2009-06-14"):
        shown = {
            i["series"]: i["kind"]
            for i in made["charts"]["border"]["sectors"]
            if i["from"] <= day and (i["to"] is None or day < i["to"])
        }
        held = {
            sector: spell.row.guard_country
            for sector, own in real_atlas.world.guards.items()
            for spell in own
            if spell.covers(date.fromisoformat(day))
        }
        assert shown == held


def test_years_without_a_seizure_are_gaps_and_sums_over_years_belong_to_none(made, real_atlas):
    own = made["charts"]["seizures"]
    years = {i["series"] for i in own["items"]}
    figures = {f.figure_id: f for f in real_atlas.tables.figures}
    choice = real_atlas.config.charts.seizures
    sums = sorted(figures[id_].value_low for id_ in choice.several)

    assert not years & set(own["gaps"])
    assert years | set(own["gaps"]) == {str(y) for y in range(int(min(years)), int(max(years)) + 1)}
    assert sorted(i["low"] for i in own["several"]) == sums
    assert not {i["text"] for i in own["several"]} & {i["text"] for i in own["items"]}
    assert sorted(pairs(own["items"], "whole")) == sorted(
        (figures[id_].value_low, figures[id_].value_high) for id_ in choice.whole
    )


def test_every_exercise_is_there_with_its_size_or_without(made, real_atlas):
    items = made["charts"]["exercises"]["items"]
    shown = {mark for item in items for mark in item["marks"]}
    events = {f"event:{e.event_id}" for e in real_atlas.tables.events if e.kind == "exercise"}

    assert shown == events
    assert all((i["low"] is None) == (i["kind"] == "unknown") for i in items)
    # A range is kept: 1,700 afterwards, over 2,000 before.
    assert (1700, 2000) in pairs(items)


@pytest.mark.parametrize("id_", ["hosts", "border", "seizures", "exercises"])
def test_every_choice_names_rows_that_there_are(real_atlas, id_):
    tables, own = real_atlas.tables, real_atlas.config.charts
    figures = {f.figure_id for f in tables.figures}
    subjects = {row.subject_id for row in tables.strengths}
    chosen = {
        "hosts": (
            {id_ for id_ in own.hosts if "*" not in id_}
            | {unit for id_, units in own.parts.items() for unit in (id_, *units)},
            {g.grouping_id for g in tables.groupings} | {u.unit_id for u in tables.units},
        ),
        "border": (
            {s for one in own.border for s in (*one.subjects, *one.figures)},
            subjects | figures,
        ),
        "seizures": ({*own.seizures.whole, *own.seizures.several}, figures),
        "exercises": (set(own.exercises.leave_out), figures),
    }[id_]

    assert chosen[0] <= chosen[1]
    assert chosen[0]


def test_the_charts_speak_russian(real_atlas):
    own = charts.compile_charts(real_atlas, "ru")["charts"]

    assert "Таджикистан" in {s["title"] for s in own["abroad"]["series"]}
    assert any("пограничные войска" in s["title"] for s in own["border"]["series"])
