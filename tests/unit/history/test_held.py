"""The index by time gives what a look at every spell gives, on every day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csto_map.history.held import Held
from csto_map.history.spells import Spell

START = date(2000, 1, 1)
DAYS = st.integers(0, 900).map(lambda n: START + timedelta(days=n))


@st.composite
def spells(draw):
    from_ = draw(DAYS)
    # Open, of many days, of one, and of none.
    until = draw(st.none() | st.integers(0, 400).map(lambda n: from_ + timedelta(days=n)))
    return Spell(draw(st.integers()), from_, until, None, None)


@given(st.lists(spells(), max_size=400), st.lists(DAYS, min_size=1))
def test_it_gives_those_that_cover_a_day_in_their_order(some, days):
    held = Held(some)

    assert list(held) == some
    asked = {*days, *(one.from_ for one in some), *(one.until for one in some if one.until)}
    for day in asked | {one - timedelta(days=1) for one in asked}:
        assert held.on(day) == [one for one in some if one.covers(day)]


def test_a_long_history_is_cut_into_many_pieces():
    long = [
        Spell(n, START + timedelta(days=n), START + timedelta(days=n + 5), None, None)
        for n in range(3000)
    ]

    held = Held(long)

    for day in (0, 4, 5, 255, 256, 257, 1500, 2999, 3003, 3004):
        on = START + timedelta(days=day)
        assert [one.row for one in held.on(on)] == [one.row for one in long if one.covers(on)]
