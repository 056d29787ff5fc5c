"""`make facts`: counts, gaps and ages of the tables, on a world that fits in one's head."""

from datetime import date

import pytest
import toy_world
from click.testing import CliRunner

from csto_map import Atlas
from csto_map.audit import progress


@pytest.fixture
def toy(tmp_path):
    return toy_world.write(tmp_path)


def test_rows_are_counted_against_targets(toy):
    told = list(progress.counts(Atlas.load(toy), {"sites": 5, "units": 1}))

    assert "sites: 2 of 5, 3 missing" in told
    assert "units: 1 of 1" in told
    assert "countries: 3" in told


def test_years_without_an_exercise_are_named(toy):
    toy_world.spoil(toy, "events", "signed", "kind", "exercise")
    counted, without = progress.exercises(Atlas.load(toy), range(1999, 2002))

    assert counted == "1999: 0, 2000: 1, 2001: 0"
    assert without == "without any: 1999, 2001"


def test_an_open_base_of_a_foreign_power_without_a_figure_is_named(toy):
    assert list(progress.uncounted(Atlas.load(toy))) == []

    toy_world.spoil(toy, "sites", "bbb_base", "end", "..")
    toy_world.spoil(toy, "sites", "bbb_base", "end_certainty", "ongoing")
    assert list(progress.uncounted(Atlas.load(toy))) == []

    for figure in ("s1", "s2"):
        toy_world.spoil(toy, "strengths", figure, "kind", "claim")
    assert list(progress.uncounted(Atlas.load(toy))) == ["Bee base (1st) (BBB, AAA)"]

    # A total of the unit that is there will do.
    toy_world.spoil(toy, "strengths", "s2", "kind", "total")
    toy_world.spoil(toy, "strengths", "s2", "subject_type", "unit")
    toy_world.spoil(toy, "strengths", "s2", "subject_id", "aaa_1bn")
    assert list(progress.uncounted(Atlas.load(toy))) == []


def test_open_rows_with_old_sources_are_named(toy):
    atlas = Atlas.load(toy)

    assert "memberships: pact_ccc_1 (2003-02-28)" in list(progress.stale(atlas, 5))
    assert not [one for one in progress.stale(atlas, 5) if "pact_aaa" in one]
    assert list(progress.stale(atlas, 50)) == []


def test_rows_looked_at_since_a_day_are_counted(toy):
    path = toy / "tables/sources.csv"
    head, book, paper = path.read_text(encoding="utf-8").splitlines()
    lines = (f"{head},accessed", f"{book},2010-01-01", f"{paper},2011-03")
    path.write_text("\n".join(lines), encoding="utf-8")
    atlas = Atlas.load(toy)

    assert "memberships: 2 of 5" in list(progress.looked_at(atlas, date(2011, 3, 1)))
    assert "memberships: 5 of 5" in list(progress.looked_at(atlas, date(2009, 1, 1)))


def test_the_report_says_all_of_it(toy):
    done = CliRunner().invoke(
        progress.main, [str(toy), "--since", "2010-01-01", "--target", "sites=9"]
    )

    assert done.exit_code == 0, done.output
    assert "  sites: 2 of 9, 7 missing" in done.output
    assert "Rows with a source read since 2010-01-01" in done.output
    assert "| `memberships` | 5 |" in done.output


@pytest.mark.parametrize("wrong", [["--target", "places=9"], ["--since", "soon"]])
def test_what_cannot_be_read_is_told(toy, wrong):
    done = CliRunner().invoke(progress.main, [str(toy), *wrong])

    assert done.exit_code != 0
    assert "Error: " in done.output
