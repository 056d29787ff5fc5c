"""Finished files outside Redis: kept whole, given, and taken away after their time."""

import os
import time

import pytest
from csto_map.app.http.unavailable import Unavailable
from csto_map.app.jobs.files import SharedFiles

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
    with pytest.raises(FileNotFoundError):
        shared.keep("job", tmp_path / "missing")
    assert list((tmp_path / "shared" / "csto-map-jobs").iterdir()) == []
    film = tmp_path / "film"
    film.write_bytes(b"film")
    folder = tmp_path / "shared" / "csto-map-jobs"
    folder.rmdir()
    folder.write_bytes(b"in the way")
    for act in (lambda: shared.keep("job", film), lambda: shared.read("job")):
        with pytest.raises(Unavailable, match="does not answer"):
            act()


@pytest.mark.parametrize("url", ["nonsense://x", "file:///proc/films"])
def test_an_address_where_nothing_can_be_kept_is_refused_at_the_start(url):
    with pytest.raises(BadOption, match=f"CSTO_MAP_STORE_URL='{url}': nothing can be kept there"):
        SharedFiles(url)
