"""Ranges of days, asked of the shipped facts."""

import random

from csto_map.history.timeline import state_at, state_in


def test_a_range_is_the_sum_of_its_days(real_atlas):
    timeline = real_atlas.timeline
    events = {mark["id"] for mark in timeline["marks"] if mark["layer"] == "events"}
    rank = timeline["status_rank"].index
    rng = random.Random(11)
    for _ in range(25):
        first = rng.randrange(timeline["first"], timeline["horizon"] - 40)
        last = first + rng.randrange(40)
        lens = rng.choice(timeline["lenses"])["id"]
        whole = state_in(timeline, first, last, lens)
        days = [state_at(timeline, day, lens) for day in range(first, last + 1)]

        marks: dict[str, bool] = {}
        best: dict[str, str] = {}
        for state in days:
            for id_, sure in state.marks.items():
                marks[id_] = sure or marks.get(id_, False)
            for country, (status, _) in state.states.items():
                best[country] = min(best.get(country, status), status, key=rank)
        assert {k: v for k, v in whole.marks.items() if k not in events} == {
            k: v for k, v in marks.items() if k not in events
        }
        assert {country: status for country, (status, _) in whole.states.items()} == best
        for country, (status, sure) in whole.states.items():
            assert sure == any(s.states.get(country) == (status, True) for s in days)
        for id_, (guard, _, _, guard_id) in whole.sectors.items():
            held = [s.sectors[id_] for s in days if id_ in s.sectors]
            assert (held[-1][0], held[-1][3]) == (guard, guard_id)


def test_every_status_has_a_rank(real_atlas):
    timeline = real_atlas.timeline
    held = {s[2] for own in timeline["memberships"].values() for c in own.values() for s in c}

    assert held <= set(timeline["status_rank"])
