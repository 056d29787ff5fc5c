"""Files of every format are the same to the byte, whichever process of whichever machine made them.

Tags of answers, caches between, and whoever mirrors a frozen site depend on it.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime

import every_format
import pytest
import toy_world

from csto_map.machine import clock


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two folders of files by two processes, at another second and with another order of sets."""
    data = toy_world.write(tmp_path_factory.mktemp("same") / "toy")
    env = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}

    def by_two():
        today = datetime.now(UTC).date()
        folders = [tmp_path_factory.mktemp("made") for _ in range(2)]
        writers = [
            subprocess.Popen(
                [sys.executable, every_format.__file__, str(data), str(folder)],
                env={**env, "PYTHONHASHSEED": str(seed), "TZ": zone},
            )
            for folder, seed, zone in zip(folders, (1, 2), ("UTC", "Asia/Dushanbe"), strict=True)
        ]
        assert [one.wait(300) for one in writers] == [0, 0]
        return folders if datetime.now(UTC).date() == today else by_two()

    return by_two()


@pytest.mark.parametrize("name", every_format.names())
def test_a_file_is_the_same_whoever_makes_it(made, name):
    one, other = ((folder / name).read_bytes() for folder in made)
    assert one
    assert one == other


def test_what_is_made_says_its_day(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    day = clock.day_made()
    assert (day.hour, day.minute, day.second) == (0, 0, 0)
    assert 0 <= (datetime.now(UTC) - day).days <= 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    assert clock.day_made().timestamp() == 1_700_000_001
