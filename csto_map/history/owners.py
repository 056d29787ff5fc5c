"""Names of the owners and operators that are no states."""

from __future__ import annotations

from collections.abc import Iterable

from csto_map.facts.schema import Organization
from csto_map.language.speech import Speech


def titles(organizations: Iterable[Organization], speech: Speech) -> dict[str, str]:
    """Name them, by what the tables call them."""
    return {
        "JOINT": speech.words["facts"]["joint"],
        **{
            row.org_id: getattr(row, f"abbr_{speech.language}", "") or row.abbr
            for row in organizations
        },
    }
