"""Which figure counts."""

from datetime import date
from types import SimpleNamespace

from csto_map.history.strengths import Strengths


def figure(day, low, high=None, kind="total", subject="base", sources=("s",)):
    return SimpleNamespace(
        subject_id=subject,
        date=day,
        kind=kind,
        personnel_low=low,
        personnel_high=low if high is None else high,
        source_ids=sources,
    )


class TestStrengths:
    def test_the_latest_at_or_before_the_day_counts(self):
        known = Strengths([figure("2003-10-23", 500), figure("2004-08-12", 700)])

        assert known.at("base", date(2003, 10, 22)) is None
        assert known.at("base", date(2003, 10, 23)).low == 500
        assert known.at("base", date(2004, 8, 11)).low == 500
        assert known.at("base", date(2004, 8, 12)).low == 700

    def test_additions_and_plans_are_never_totals(self):
        known = Strengths([figure("2003", 500), figure("2009", 30, kind="addition")])

        assert known.at("base", date(2010, 1, 1)).low == 500

    def test_figures_of_one_date_are_kept_as_a_range_with_both_sources(self):
        known = Strengths(
            [figure("2011", 3000, sources=("a",)), figure("2011", 5000, sources=("b",))]
        )
        found = known.at("base", date(2011, 6, 1))

        assert (found.low, found.high) == (3000, 5000)
        assert found.source_ids == ("a", "b")

    def test_a_figure_without_a_date_never_counts(self):
        assert Strengths([figure("", 7000)]).at("base", date(2020, 1, 1)) is None

    def test_figures_stay_with_their_subject(self):
        known = Strengths([figure("2003", 500, subject="other")])

        assert known.at("base", date(2010, 1, 1)) is None
