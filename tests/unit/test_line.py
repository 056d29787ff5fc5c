"""Whose turn is next, and who loses their place when there is no room."""

from hypothesis import given
from hypothesis import strategies as st

from csto_map.drawing.line import Line


def all_of(line):
    taken = []
    while (thing := line.take()) is not None:
        taken.append(thing)
    return taken


def test_clients_have_their_turn_one_by_one():
    line = Line(10)
    for thing in ("a1", "a2", "a3", "b1", "c1", "c2"):
        assert line.add(thing[0], thing) == []
    assert all_of(line) == ["a1", "b1", "c1", "a2", "c2", "a3"]


def test_whoever_has_most_waiting_loses_the_newest():
    line = Line(4)
    for k in range(4):
        assert line.add("greedy", f"g{k}") == []
    assert line.add("greedy", "g4") == [("greedy", "g4")]
    assert line.add("modest", "m0") == [("greedy", "g3")]
    assert line.add("modest", "m1") == [("greedy", "g2")]
    # Nobody takes a place from one who has no more than they.
    assert line.add("modest", "m2") == [("modest", "m2")]
    assert all_of(line) == ["g0", "m0", "g1", "m1"]


def test_the_same_thing_takes_one_place_and_comes_when_the_first_has_their_turn():
    line = Line(3)
    for thing in ("x1", "x2", "both"):
        line.add("x", thing)
    assert line.add("y", "both") == []
    assert len(line) == 3
    assert all_of(line) == ["x1", "both", "x2"]


def test_what_a_modest_client_waits_for_too_stays_when_a_greedy_one_gives_up_a_place():
    line = Line(2)
    for client, thing in (("greedy", "g"), ("greedy", "both"), ("modest", "both")):
        assert line.add(client, thing) == []
    assert line.add("another", "a") == [("greedy", "g")]
    assert all_of(line) == ["both", "a"]


def test_two_that_wait_for_the_same_do_not_keep_a_third_one_out():
    line = Line(2)
    for client in ("x", "y"):
        for thing in ("1", "2"):
            assert line.add(client, thing) == []
    assert line.add("z", "3") == [("x", "2"), ("y", "2")]
    assert all_of(line) == ["1", "3"]


def test_a_thing_stays_as_long_as_somebody_waits_for_it():
    line = Line(3)
    line.add("x", "both")
    line.add("y", "both")
    line.leave("x", "both")
    line.leave("x", "never")
    assert len(line) == 1
    line.leave("y", "both")
    assert line.take() is None


acts = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 12), st.sampled_from("+++-!")))


@given(acts, st.integers(1, 6))
def test_nothing_is_lost_or_told_twice(steps, room):
    line, waiting = Line(room), set()
    for client, thing, act in steps:
        if act == "+":
            waiting.add((client, str(thing)))
            lost = line.add(client, str(thing))
            assert len(set(lost)) == len(lost)
            assert set(lost) <= waiting
            waiting -= set(lost)
            share = len([one for one in waiting if one[0] == client])
            # Of those with more than one had, one always finds a place.
            assert share or all(one == client for one, _ in lost)
            # Nobody loses a place that is not free then.
            assert not {thing for _, thing in lost} & {thing for _, thing in waiting}
        elif act == "-":
            waiting.discard((client, str(thing)))
            line.leave(client, str(thing))
        else:
            taken = line.take()
            assert (taken is None) == (not waiting)
            waiting = {one for one in waiting if one[1] != taken}
        assert len(line) == len({thing for _, thing in waiting}) <= room
    assert set(all_of(line)) == {thing for _, thing in waiting}
