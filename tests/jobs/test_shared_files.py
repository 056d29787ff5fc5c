"""Finished files outside Redis: kept whole, given, and taken away after their time."""

import os
import resource
import time

import pytest
from csto_map.app.jobs.files import SharedFiles
from csto_map.app.jobs.store import RedisStore
from csto_map.app.jobs.trial import try_out
from csto_map.app.unavailable import NoRoom, Unavailable

from csto_map.errors import BadOption


@pytest.fixture(params=["file", "memory"])
def shared(request, tmp_path):
    """A store, and its address, of two kinds."""
    url = (tmp_path / "shared").as_uri() if request.param == "file" else "memory://films"
    return SharedFiles(url)


def test_files_are_given_as_they_were_kept(shared, tmp_path):
    film = tmp_path / "film"
    film.write_bytes(b"one" * 1000)
    assert shared.read("job") is None
    shared.keep("job", film)
    assert shared.read("job") == film.read_bytes()
    film.write_bytes(b"two")
    shared.keep("job", film)
    assert shared.read("job") == b"two"
    shared.drop("job")
    shared.drop("job")
    assert shared.read("job") is None


def test_what_was_kept_long_enough_is_taken_away(shared, tmp_path):
    film = tmp_path / "film"
    film.write_bytes(b"film")
    shared.keep("old", film)
    shared.tidy(60)
    assert shared.read("old") == b"film"
    shared.tidy(-60)
    assert shared.read("old") is None


def test_only_old_files_are_taken_away(tmp_path):
    film = tmp_path / "film"
    film.write_bytes(b"film")
    shared = SharedFiles(tmp_path.as_uri())
    shared.keep("old", film)
    shared.keep("new", film)
    before = time.time() - 100
    # Nothing of others is touched.
    for path in (film, tmp_path / "csto-map-jobs" / "old"):
        os.utime(path, (before, before))
    shared.tidy(60)
    assert film.exists()
    assert [path.name for path in (tmp_path / "csto-map-jobs").iterdir()] == ["new"]


def test_a_file_that_cannot_be_kept_whole_is_not_there(tmp_path):
    shared = SharedFiles((tmp_path / "shared").as_uri())
    shared.check()
    with pytest.raises(FileNotFoundError):
        shared.keep("job", tmp_path / "missing")
    assert list((tmp_path / "shared" / "csto-map-jobs").iterdir()) == []
    film = tmp_path / "film"
    film.write_bytes(b"film")
    folder = tmp_path / "shared" / "csto-map-jobs"
    folder.rmdir()
    folder.write_bytes(b"in the way")
    for act in (lambda: shared.keep("job", film), lambda: shared.read("job"), shared.probe):
        with pytest.raises(Unavailable, match="does not answer"):
            act()


@pytest.mark.parametrize("url", ["nonsense://x", "file:///proc/films"])
def test_an_address_where_nothing_can_be_kept_is_refused_at_the_start(url):
    with pytest.raises(BadOption, match=f"CSTO_MAP_STORE_URL='{url}': nothing can be kept there"):
        SharedFiles(url).check()
    # As a server has it, which may begin no threads.
    with pytest.raises(BadOption, match="nothing can be kept there"):
        try_out(url)


def test_a_store_is_tried_out_and_nothing_is_left_there(shared, tmp_path):
    shared.check()
    shared.probe()
    shared.tidy(-60)
    try_out((tmp_path / "shared").as_uri())
    assert list((tmp_path / "shared").rglob("probe*")) == []


def test_a_queue_is_ready_when_its_files_can_be_kept_too(broker, tmp_path):
    store = RedisStore(broker, SharedFiles(tmp_path.as_uri()))
    store.probe()
    folder = tmp_path / "csto-map-jobs"
    folder.rmdir()
    folder.write_bytes(b"in the way")
    with pytest.raises(Unavailable, match="store of finished files does not answer"):
        store.probe()
    folder.unlink()
    folder.mkdir()
    store.probe()


def test_a_full_store_is_told_apart_from_one_that_is_away(tmp_path):
    film = tmp_path / "film"
    film.write_bytes(bytes(10_000))
    shared = SharedFiles((tmp_path / "shared").as_uri())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, before[1]))
    try:
        with pytest.raises(NoRoom, match="has no room"):
            shared.keep("job", film)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert shared.read("job") is None
