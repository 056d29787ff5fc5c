"""EDTF dates."""

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_map.errors import BadDate
from csto_map.facts import dates

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
forms = st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"])
marks = st.sampled_from(["", "~", "?"])


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2003-10-23", date(2003, 10, 23), date(2003, 10, 23)),
            ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
            ("1992", date(1992, 1, 1), date(1992, 12, 31)),
            ("2013~", date(2013, 1, 1), date(2013, 12, 31)),
            ("200X", date(2000, 1, 1), date(2009, 12, 31)),
        ],
    )
    def test_earliest_and_latest_are_the_strict_bounds(self, text, first, last):
        assert (dates.earliest(text), dates.latest(text)) == (first, last)

    @pytest.mark.parametrize("text", ["", ".."])
    def test_unknown_and_open_have_none(self, text):
        assert dates.earliest(text) is None
        assert dates.latest(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            *("2001-02-30", "2001-13", "14/06/2009", "soon", "20", "2001-2-3", "2001-00"),
            *("2001-02-30/2003", "1999/2001-13", "1999/2001/2003", "/", "2001/.."),
        ],
    )
    def test_what_is_no_date_is_refused(self, text):
        with pytest.raises(BadDate, match="is not an EDTF date"):
            dates.earliest(text)

    @pytest.mark.slow
    @settings(deadline=None)
    @given(days, forms, marks)
    def test_the_short_way_agrees_with_the_library(self, day, form, mark):
        text = day.strftime(form) + mark
        parsed = parse_edtf(text)

        assert dates.earliest(text) == date(*parsed.lower_strict()[:3])
        assert dates.latest(text) == date(*parsed.upper_strict()[:3])

    @pytest.mark.slow
    @settings(deadline=None)
    @given(days, forms, marks, days, forms, marks)
    def test_the_short_way_of_an_interval_agrees_too(
        self, one, form, mark, other, to_form, to_mark
    ):
        text = f"{one.strftime(form)}{mark}/{other.strftime(to_form)}{to_mark}"
        parsed = parse_edtf(text)

        assert dates.earliest(text) == date(*parsed.lower_strict()[:3])
        assert dates.latest(text) == date(*parsed.upper_strict()[:3])


class TestSpan:
    @given(days, st.integers(1, 5000))
    def test_two_days_make_a_span_that_is_certain_throughout(self, start, length):
        end = start + timedelta(length)

        found = dates.span(start.isoformat(), end.isoformat(), "certain", "certain")
        assert found == dates.Span(start, end, start, end)

    def test_an_attested_end_holds_on_the_day_it_was_seen(self):
        found = dates.span("2010-04-01", "2010-07-08", "certain", "attested")

        assert found.until == date(2010, 7, 9)
        assert found.certain_until == date(2010, 7, 9)

    def test_one_month_attested_is_possible_throughout_and_certain_never(self):
        found = dates.span("2009-10", "2009-10", "attested", "attested")

        assert (found.from_, found.until) == (date(2009, 10, 1), date(2009, 11, 1))
        assert found.certain_from is None

    def test_what_is_inherited_is_certain_from_its_first_day(self):
        assert dates.span("1992", "..", "inherited", "ongoing").certain_from == date(1992, 1, 1)

    def test_an_unknown_start_leaves_nothing_certain(self):
        found = dates.span("", "2004-12", "unknown", "certain")

        assert found.from_ is None
        assert found.certain_from is None


class TestParseDay:
    def test_an_imprecise_date_means_its_earliest_day(self):
        assert dates.parse_day("2004-10") == date(2004, 10, 1)

    @pytest.mark.parametrize("text", ["", "..", "today"])
    def test_no_day_is_refused(self, text):
        with pytest.raises(BadDate):
            dates.parse_day(text)


def test_a_year_that_no_calendar_has_is_no_date():
    with pytest.raises(BadDate):
        dates.validate("Y17000000002")
