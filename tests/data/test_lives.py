"""Figures end with what they are of: asked of the shipped facts, on every day."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from csto_map import cli
from csto_map.exchange.writing import rows as file_rows
from csto_map.facts import dates
from csto_map.history.snapshot_json import as_object


def spans(rows):
    return [
        span
        for row in rows
        for span in [dates.span(row.start, row.end, row.start_certainty, row.end_certainty)]
        if span
    ]


def there(atlas, subject):
    """Say, from the rows alone, on which days a subject may be there: a function of a day."""
    t = atlas.tables
    own = [r for r in t.sites if r.site_id == subject]
    own += [r for r in t.groupings if r.grouping_id == subject]
    stays = [r for r in t.deployments if r.unit_id == subject]
    held = spans(own or stays)
    always = not own and not stays
    newer = [r.grouping_id for r in t.groupings if subject in r.succeeds]
    newer += [r.unit_id for r in t.units if subject in r.succeeds]
    begun = []
    for id_ in newer:
        rows = [r for r in t.groupings if r.grouping_id == id_]
        rows += [r for r in t.deployments if r.unit_id == id_]
        starts = [dates.earliest(r.start) for r in rows]
        if starts and None not in starts:
            begun.append(min(starts))

    def on(day):
        if any(day >= start for start in begun):
            return False
        return always or any(
            (s.from_ is None or s.from_ <= day) and (s.until is None or day < s.until) for s in held
        )

    return on


@pytest.mark.slow
def test_no_figure_is_given_on_any_day_on_which_its_subject_is_not_there(real_atlas):
    subjects = dict.fromkeys(row.subject_id for row in real_atlas.tables.strengths)
    days = [
        real_atlas.first + timedelta(k)
        for k in range((real_atlas.horizon - real_atlas.first).days + 1)
    ]
    given = 0
    for subject in subjects:
        on = there(real_atlas, subject)
        steps = iter([*real_atlas.strengths.steps(subject), (date.max, None)])
        counting, (begins, following) = None, next(steps)
        for day in days:
            while begins <= day:
                counting = following
                begins, following = next(steps)
            assert real_atlas.strengths.at(subject, day) == counting
            if counting:
                given += 1
                assert on(day), (subject, day)
    assert given > 50_000


def test_a_predecessor_and_its_successor_never_both_count(real_atlas):
    t = real_atlas.tables
    pairs = [(old, r.unit_id) for r in t.units for old in r.succeeds]
    pairs += [(old, r.grouping_id) for r in t.groupings for old in r.succeeds]
    assert ("rus_201mrd", "rus_201mb") in pairs
    for older, newer in pairs:
        for day, one in real_atlas.strengths.steps(newer):
            assert not (one and real_atlas.strengths.at(older, day))


def shown(day):
    done = CliRunner().invoke(cli.main, ["show", day, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def figures(told):
    """Give all figures of a day: (id, as of)."""
    return {
        (row.get("unit") or row["id"], row["personnel"]["as_of"])
        for row in (*told["sites"], *told["deployments"])
        if row["personnel"]
    }


# Subjects, with the day on which they were counted though they were gone.
GONE = [
    ("2008-01-01", "rus_forces_aze_1992"),
    ("2022-06-01", "geo_batumi"),
    ("2022-06-01", "cis_pkf_tjk"),
    ("2013-01-01", "cis_pkf_abkhazia"),
    ("2013-01-01", "rus_201mrd"),
    ("2023-01-01", "kms_kaz2022"),
]


@pytest.mark.parametrize(("day", "subject"), GONE)
def test_what_is_gone_has_no_figure_anywhere(real_atlas, day, subject):
    on = real_atlas.day(day)
    dated = {r.date for r in real_atlas.tables.strengths if r.subject_id == subject}

    assert dated
    assert real_atlas.strengths.at(subject, on) is None
    assert subject not in {id_ for id_, _ in figures(shown(day))}
    assert subject not in {row.subject_id for row in file_rows.rows(real_atlas, on)["strengths"]}
    for mark in real_atlas.timeline["marks"]:
        if mark["id"].endswith(f":{subject}"):
            counting = [step for step in mark["men"] if step[0] <= on.toordinal()][-1]
            assert counting[1:] == (None, None)


def test_of_the_division_and_the_base_only_one_has_a_figure_in_2013():
    of_201 = {id_ for id_, _ in figures(shown("2013-06-01")) if id_.startswith("rus_201m")}

    assert of_201 == {"rus_201mb"}


def test_every_figure_of_a_day_says_how_old_it_is(real_atlas):
    told = as_object(real_atlas.at("2023-06-01"))
    ages = {row["id"]: row["personnel"]["age"] for row in told["sites"] if row["personnel"]}
    ages |= {r["unit"]: r["personnel"]["age"] for r in told["deployments"] if r["personnel"]}

    # The last figure for Kant is of 26 October 2013, for the 201st base of 25 January 2022.
    assert ages["kgz_kant"] == "last_known"
    assert ages["rus_201mb"] == "fresh"
