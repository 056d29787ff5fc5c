"""The page of hurdles is whole, and what it says holds is held by tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "hurdles.md"
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def test_every_hurdle_is_there_with_what_holds_now():
    assert [int(row[0]) for row in ROWS] == list(range(1, 36))
    assert all(len(row) == 5 and all(row) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_tests_of_a_hurdle_are_there(row):
    named = re.findall(r"`(tests/[^`]+)`", row[-1])

    assert named
    for one in named:
        file, _, name = one.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name}(" in text or f'test("{name}"' in text, one
