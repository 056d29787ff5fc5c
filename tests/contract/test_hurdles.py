"""Pages of hurdles are whole, and what they say holds is held by tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# How many rows each page has.
PAGES = {"hurdles": 35, "hardening": 41}
ROWS = {
    page: [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in (ROOT / f"docs/explanation/{page}.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"\| \d", line)
    ]
    for page in PAGES
}


@pytest.mark.parametrize("page", PAGES)
def test_every_hurdle_is_there_with_what_holds_now(page):
    assert [int(row[0]) for row in ROWS[page]] == list(range(1, PAGES[page] + 1))
    assert all(len(row) == 5 and all(row) for row in ROWS[page])


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=f"{page}-{row[0]}") for page in PAGES for row in ROWS[page]],
)
def test_the_tests_of_a_hurdle_are_there(row):
    named = re.findall(r"`(tests/[^`]+)`", row[-1])

    assert named
    for one in named:
        file, _, name = one.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert f"def {name}(" in text or f'test("{name}"' in text, one
