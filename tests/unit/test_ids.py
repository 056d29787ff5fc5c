"""Ids of what a map shows: made and taken apart in one place."""

import re
from pathlib import Path

import pytest

from csto_map.facts import ids

ROOT = Path(__file__).resolve().parents[2]


def test_a_row_has_the_id_of_its_kind(real_atlas):
    tables = real_atlas.tables

    assert ids.of(tables.sites[0]) == f"site:{tables.sites[0].site_id}"
    assert ids.of(tables.deployments[0]) == f"deployment:{tables.deployments[0].deployment_id}"
    assert ids.of(tables.border_points[0]) == f"point:{tables.border_points[0].point_id}"
    assert ids.of(tables.events[0]) == f"event:{tables.events[0].event_id}"
    assert ids.of(tables.contingents[0]) == f"contingent:{tables.contingents[0].contingent_id}"
    assert ids.of(tables.border_sectors[0]) == f"sector:{tables.border_sectors[0].sector_id}"
    assert ids.of(tables.groupings[0]) == f"grouping:{tables.groupings[0].grouping_id}"
    assert ids.of(tables.countries[0]) == tables.countries[0].country


@pytest.mark.parametrize("kind", ids.KINDS)
def test_what_is_made_can_be_taken_apart_and_fits_the_pattern(kind):
    own = "AAA" if kind == "state" else "one.two-three_4"

    made = ids.make(kind, own)

    assert ids.parse(made) == (kind, own)
    assert re.match(ids.PATTERN, made)


@pytest.mark.parametrize("text", ["base:one", "site:", "aaa", "", "AAAA", ":x"])
def test_the_pattern_refuses_what_is_no_id(text):
    assert not re.match(ids.PATTERN, text)


def test_a_colon_of_the_own_id_stays_and_no_kind_is_a_state():
    assert ids.parse("site:a:b") == ("site", "a:b")
    assert ids.parse("base:one") == ("state", "base:one")


def test_nobody_else_makes_ids_or_takes_them_apart():
    kinds = "|".join(ids.KINDS[1:])
    # In a text that is filled in or compared with, the kind stands before the colon.
    made = re.compile(rf"""f?["'](?:{kinds}):["'{{]""")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("csto_map", "app", "scripts")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.name != "ids.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if made.search(line)
    ]

    assert not found, "use csto_map.facts.ids"
