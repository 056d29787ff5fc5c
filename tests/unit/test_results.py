"""Pictures on disk: kept while there is room, and nothing breaks without a disk."""

import logging
import subprocess
import sys

import pytest

from csto_map.drawing import Drawn
from csto_map.drawing.results import Results

PICTURE = Drawn.of(bytes(range(256)) * 200)


@pytest.fixture
def results(tmp_path):
    opened = []

    def opening(folder=tmp_path, room=1_000_000):
        opened.append(Results(str(folder), room))
        return opened[-1]

    yield opening
    for one in opened:
        one.close()


def test_what_was_kept_is_there_after_a_restart(results):
    first = results()
    assert first.get("x") is None
    first.keep("x", PICTURE)
    first.close()
    assert results().get("x") == PICTURE


def test_what_nobody_asks_for_goes_first_and_the_room_is_kept(results, tmp_path):
    kept = results(room=2_000_000)
    kept.keep("asked for", PICTURE)
    for k in range(60):
        kept.keep(f"picture {k}", PICTURE)
        assert kept.get("asked for") == PICTURE
    assert kept.get("picture 0") is None
    assert kept.get("picture 59") == PICTURE
    on_disk = sum(path.stat().st_size for path in tmp_path.rglob("*.val"))
    assert 1_000_000 < on_disk <= 2_000_000


def test_one_that_would_push_out_the_others_is_not_kept(results):
    kept = results(room=60_000)
    kept.keep("x", PICTURE)
    assert kept.get("x") is None


def test_a_damaged_file_is_no_picture(results, tmp_path):
    kept = results()
    kept.keep("x", PICTURE)
    (file,) = tmp_path.rglob("*.val")
    file.write_bytes(file.read_bytes()[:-1])
    assert kept.get("x") is None
    file.unlink()
    assert kept.get("x") is None
    kept.keep("x", PICTURE)
    assert kept.get("x") == PICTURE


def test_a_damaged_index_is_told_once_and_nothing_breaks(results, tmp_path, caplog):
    (tmp_path / "cache.db").write_bytes(b"SQLite format 3\0" + 5000 * b"\x9f")
    kept = results()
    kept.keep("x", PICTURE)
    assert kept.get("x") is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


@pytest.mark.parametrize("folder", ["/proc/nowhere", ""])
def test_without_a_folder_nothing_is_kept(results, folder):
    kept = results(folder)
    kept.keep("x", PICTURE)
    assert kept.get("x") is None


_FULL = """
import pathlib, resource, sys
from csto_map.drawing import Drawn, results
from csto_map.drawing.results import Results
results._REST = 0.0
kept = Results(sys.argv[1], 10_000_000)
small, large = Drawn.of(40_000 * b"s"), Drawn.of(400_000 * b"l")
kept.keep("small", small)
# What a full disk looks like: a file can grow no further.
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, most))
kept.keep("large", large)
print(kept.get("small") == small, kept.get("large"), len(list(pathlib.Path(sys.argv[1]).rglob("*.val"))))
# Nor can what says where they are.
resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
tiny = Drawn.of(b"t")
kept.keep("tiny", tiny)
print(kept.get("small") == small, kept.get("tiny"))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
kept.keep("tiny", tiny)
print(kept.get("small") == small, kept.get("tiny") == tiny)
"""


def test_a_full_disk_costs_what_does_not_fit(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["True None 1", "False None", "True True"]
    assert done.stderr.count("cannot be kept on disk") == 1
