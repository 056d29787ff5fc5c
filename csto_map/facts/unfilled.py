"""Which tables whoever begins an atlas fills in first."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# In this order: each row may name rows of the tables before it.
FIRST = ("sources", "organizations", "memberships", "sites", "events")
# With rows in any of these there is something to see.
_SHOWN = ("memberships", "sites", "events")


def unfilled(ids: Mapping[str, Collection[str]], cited: Collection[str]) -> list[str]:
    """
    Name the tables to fill in first, in order; none once the map has something to show.

    Parameters
    ----------
    ids
        Ids of the rows of every table.
    cited
        Sources that came with the atlas, such as those of its boundaries.
    """
    if any(ids[name] for name in _SHOWN):
        return []
    return [name for name in FIRST if not set(ids[name]) - set(cited)]
