"""Where the leading state's people are: by day as if each day were asked for by itself."""

from datetime import timedelta

from csto_map.history.abroad import Abroad


def test_every_day_is_as_the_headcount_has_it(real_atlas):
    headcount, lead = real_atlas.headcount, real_atlas.config.lead
    abroad = Abroad(headcount, lead)
    days = [real_atlas.first + timedelta(days=k) for k in range(0, 12_000, 151)]
    # Borders of whatever may change are where a mistake would show.
    edges = {day for host in abroad.hosts for day in headcount.turns(host, lead)}
    days += [day for edge in sorted(edges)[::3] for day in (edge - timedelta(days=1), edge)]
    seen = set()
    for day in (day for day in days if real_atlas.first <= day <= real_atlas.horizon):
        told = abroad.on(day)
        assert told.there == {h for h in abroad.hosts if headcount.is_there(h, lead, day)}
        numbers = {host: headcount.at(host, lead, day) for host in abroad.hosts}
        assert told.numbers == {host: one for host, one in numbers.items() if one}
        highest = [one.high for one in told.numbers.values()]
        assert highest == sorted(highest, reverse=True)
        seen.add(told.there)
    assert len(seen) > 5


def test_no_leading_state_has_people_nowhere(real_atlas):
    abroad = Abroad(real_atlas.headcount, "")
    assert abroad.hosts == ()
    assert not abroad.on(real_atlas.horizon).there
