"""Rules of dates: the day before, on and after."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_map.facts.config import Lens
from csto_map.history import spells

FIRST = date(1991, 1, 1)


def row(start, end="..", start_certainty="certain", end_certainty="ongoing", **more):
    return SimpleNamespace(
        start=start,
        end=end,
        start_certainty=start_certainty,
        end_certainty=end_certainty,
        **more,
    )


def only(a_row):
    (spell,) = spells.of_rows([a_row], FIRST)
    return spell


class TestOneSpell:
    @pytest.mark.parametrize(
        ("day", "from_", "sure"),
        [
            ("1992-12-31", "1993-01-01", ("1993-12-31", "2001-02-01")),
            ("1993-06-01", "1993-06-01", ("1993-12-31", "2001-02-01")),
            ("1999-06-01", "1999-06-01", ("1999-06-01", "2001-02-01")),
            ("2001-02-03", "2001-02-03", (None, None)),
        ],
    )
    def test_it_may_begin_later(self, day, from_, sure):
        spell = only(row("1993", "2001-02", end_certainty="certain"))
        begun = spell.begun(date.fromisoformat(day))

        assert (begun.from_, begun.until) == (date.fromisoformat(from_), spell.until)
        assert (begun.certain_from, begun.certain_until) == tuple(
            one and date.fromisoformat(one) for one in sure
        )

    def test_a_day_precise_end_is_the_first_day_without(self):
        spell = only(row("2003-10-23", "2005-07-13", end_certainty="certain"))

        assert not spell.covers(date(2003, 10, 22))
        assert spell.covers(date(2003, 10, 23))
        assert spell.covers(date(2005, 7, 12))
        assert not spell.covers(date(2005, 7, 13))

    def test_a_month_is_on_the_map_from_its_first_day_but_certain_from_its_last(self):
        spell = only(row("2004-10"))

        assert spell.covers(date(2004, 10, 1))
        assert not spell.certain(date(2004, 10, 1))
        assert spell.certain(date(2004, 10, 31))

    def test_an_end_known_to_the_month_may_last_to_its_last_day(self):
        spell = only(row("1993-01-01", "2001-02", end_certainty="certain"))

        assert spell.certain(date(2001, 1, 31))
        assert not spell.certain(date(2001, 2, 1))
        assert spell.covers(date(2001, 2, 28))
        assert not spell.covers(date(2001, 3, 1))

    def test_an_unknown_end_stays_possible_but_is_certain_no_longer(self):
        spell = only(row("2005-07-01", "", end_certainty="unknown"))

        assert spell.certain(date(2005, 7, 1))
        assert spell.covers(date(2025, 1, 1))
        assert not spell.certain(date(2025, 1, 1))

    def test_a_planned_row_is_not_on_the_map(self):
        assert spells.of_rows([row("2013-06-26", start_certainty="planned")], FIRST) == []

    def test_a_planned_end_does_not_close_but_takes_certainty_away(self):
        spell = only(row("2020-11-13", "2024", end_certainty="planned"))

        assert spell.certain(date(2023, 12, 31))
        assert spell.covers(date(2025, 12, 31))
        assert not spell.certain(date(2024, 1, 1))


class TestHandOver:
    def test_the_later_start_wins_where_imprecise_dates_overlap(self):
        before, after = spells.hand_over(
            spells.of_rows(
                [
                    row("2000-10-10", "2001-05", end_certainty="certain", n=1),
                    row("2001-05", n=2),
                ],
                FIRST,
            )
        )

        assert before.until == after.from_ == date(2001, 5, 1)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 4000)), min_size=1, max_size=8),
    st.integers(0, 14000),
)
def test_at_most_one_holds_on_any_day_of_a_hand_over(raw, offset):
    """Whatever the dates, a hand-over leaves no day with two guards."""
    rows = [
        row(
            (FIRST + timedelta(a)).isoformat(),
            (FIRST + timedelta(a + b)).isoformat(),
            end_certainty="certain",
        )
        for a, b in raw
    ]
    chain = spells.hand_over(spells.of_rows(rows, FIRST))

    day = FIRST + timedelta(offset)
    assert sum(spell.covers(day) for spell in chain) <= 1


def lens_of(orgs, memberships, *, former=True):
    rows = spells.of_rows(memberships, FIRST)
    by_key = {}
    for spell in rows:
        by_key.setdefault((spell.row.org_id, spell.row.country), []).append(spell)
    lens = Lens(id="l", title="L", orgs=orgs, derive_former=former)
    found = spells.standings(lens, by_key, FIRST)

    def at(country, *ymd):
        day = date(*ymd)
        return [
            s.status
            for s in found.get(country, [])
            if s.from_ <= day and (s.until is None or day < s.until)
        ]

    return at


class TestLens:
    def test_a_charter_signature_does_not_hide_a_treaty_in_force(self):
        at = lens_of(
            ("OLD", "NEW"),
            [
                row("1994-04-20", org_id="OLD", country="AAA", status="member"),
                row(
                    "2002-10-07",
                    "2003-09-18",
                    end_certainty="certain",
                    org_id="NEW",
                    country="AAA",
                    status="signatory",
                ),
                row("2003-09-18", org_id="NEW", country="AAA", status="member"),
                row("2024-02-22", org_id="NEW", country="BBB", status="frozen"),
                row("1994-04-20", org_id="OLD", country="BBB", status="member"),
            ],
        )

        assert at("AAA", 2003, 1, 1) == ["member"]
        assert at("BBB", 2024, 2, 21) == ["member"]
        assert at("BBB", 2024, 2, 22) == ["frozen"]

    def test_a_state_that_left_is_former_from_that_day(self):
        at = lens_of(
            ("OLD",),
            [
                row(
                    "1994-04-20",
                    "1999-04-20",
                    end_certainty="certain",
                    org_id="OLD",
                    country="AAA",
                    status="member",
                )
            ],
        )

        assert at("AAA", 1994, 4, 19) == []
        assert at("AAA", 1999, 4, 19) == ["member"]
        assert at("AAA", 1999, 4, 20) == ["former"]

    @pytest.mark.parametrize("status", ["observer", "partner"])
    def test_whoever_only_watched_has_nothing_to_leave(self, status):
        at = lens_of(
            ("OLD",),
            [
                row(
                    "2002",
                    "2015-01-01",
                    end_certainty="certain",
                    org_id="OLD",
                    country="AAA",
                    status=status,
                )
            ],
        )

        assert at("AAA", 2016, 1, 1) == []
