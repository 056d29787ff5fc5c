"""How dates are said: never more exactly than they are known, ends as people read them."""

from datetime import date, timedelta

import pytest
import spoken
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from csto_map.facts import dates
from csto_map.language.speech import load_speech
from csto_map.language.words import languages


def test_days_and_months_are_said_as_babel_says_them():
    for language in languages():
        said = load_speech(language)
        for n in range(366 * 2):
            day = date(1999, 12, 1) + timedelta(days=n)
            assert said.day(day) == format_date(day, "d MMMM y", locale=language)
            assert said.month(day) == format_date(day, "LLL y", locale=language)
            whole = said.date(f"{day:%Y-%m}")
            assert whole == format_date(day, "LLLL y", locale=language)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2003-10-23", "23 October 2003"),
        ("1961-05", "May 1961"),
        ("1961", "1961"),
        ("1961~", "about 1961"),
        ("2003-10-23%", "about 23 October 2003"),
        ("2004-06/2006-08", "June 2004 – August 2006"),
        ("196X", "1960 – 1969"),
        ("2004-XX", "2004"),
        ("2003-10-23/2003-10-25", "23 October 2003 – 25 October 2003"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(edtf, said):
    assert load_speech().date(edtf) == said


@pytest.mark.parametrize(
    ("end", "certainty", "said"),
    [
        ("2022-01-20", "certain", "19 January 2022"),
        ("2022-01-01", "derived", "31 December 2021 (derived)"),
        ("2022-01-20~", "certain", "about 19 January 2022"),
        ("2022-01-20", "attested", "20 January 2022 (as attested; the true date is unknown)"),
        ("2005-07", "certain", "July 2005"),
        ("2005", "certain", "2005"),
        ("..", "ongoing", "still so"),
        ("", "unknown", "unknown"),
    ],
)
def test_an_end_is_the_last_day_on_which_it_held(end, certainty, said):
    assert load_speech().until(end, certainty) == said


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
    st.sampled_from(["", "~", "?"]),
    st.sampled_from(["certain", "derived", "attested"]),
    st.sampled_from(spoken.LANGUAGES),
)
def test_the_day_of_an_end_is_the_last_one_that_the_row_covers(day, form, doubt, sure, language):
    end = day.strftime(form) + doubt
    span = dates.span("1850", end, "certain", sure)

    named = spoken.days(load_speech(language).until(end, sure), language)

    assert named == ({span.until - timedelta(days=1)} if form.endswith("%d") else set())


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(spoken.LANGUAGES))
def test_no_day_is_invented_for_a_month_or_a_year(day, language):
    for form in ("%Y-%m", "%Y", "%Y-%m~", "%Y?"):
        assert spoken.days(load_speech(language).date(day.strftime(form)), language) == set()
