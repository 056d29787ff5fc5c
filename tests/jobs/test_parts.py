"""Parts of a job: each made by one, those of the dead by another, and joined once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from csto_map.app.jobs.parts import PartLost, Parts, made, taken, tell_made
from csto_map.app.jobs.queue import settled
from csto_map.app.jobs.store import DiskStore


@pytest.fixture
def store(tmp_path):
    with DiskStore(tmp_path).cache as cache:
        found = DiskStore(tmp_path)
        found.cache = cache
        assert settled(found, "job", "v") == "v"
        yield found


def beat(store, owner):
    store.put(f"beat:job:{owner}", True, 60)


def test_each_part_is_taken_by_one_though_many_ask_at_once(store):
    ready = threading.Barrier(8)

    def take_all(k):
        beat(store, f"p{k}")
        mine = Parts(store, "job", "v", f"p{k}", 20)
        ready.wait()
        return list(iter(mine.take, None))

    with ThreadPoolExecutor(8) as threads:
        shares = list(threads.map(take_all, range(8)))
    assert sorted(k for share in shares for k in share) == list(range(20))


def test_the_part_of_a_dead_process_is_taken_by_another_and_that_of_a_live_one_is_not(store):
    dead, alive, other = (Parts(store, "job", "v", name, 3) for name in ("dead", "alive", "other"))
    for name in ("dead", "alive", "other"):
        beat(store, name)
    assert (dead.take(), alive.take()) == (0, 1)
    store.drop("beat:job:dead")
    assert [other.take(), other.take()] == [0, 2]
    assert other.take() is None
    # Who has it is not offered it again.
    assert alive.take() is None
    # Whoever was thought dead and comes back has lost it to a live one.
    assert dead.take() is None


def test_one_sees_to_the_end_and_is_succeeded_when_it_dies(store):
    first, second = Parts(store, "job", "v", "first", 1), Parts(store, "job", "v", "second", 1)
    beat(store, "first")
    beat(store, "second")
    assert first.take() == 0
    assert second.take_end()
    assert second.take_end()
    assert taken(store, "job")
    assert not first.take_end()
    assert second.missing()
    first.finished(0)
    assert not second.missing()
    store.drop("beat:job:second")
    assert not taken(store, "job")
    assert first.take_end()
    # A file that is not there any more is made anew.
    first.give_up(0)
    assert first.missing()
    assert first.take() == 0


def test_a_part_that_kills_whoever_takes_it_is_given_up(store):
    for name in ("one", "two", "three"):
        assert Parts(store, "job", "v", name, 1).take() == 0
    with pytest.raises(PartLost):
        Parts(store, "job", "v", "four", 1).take()


def test_pictures_of_a_part_that_is_made_anew_are_counted_once(store):
    tell_made(store, "job", "v", 0, 30)
    tell_made(store, "job", "v", 1, 7)
    tell_made(store, "job", "v", 0, 2)
    assert made(store, "job", 3) == 9
