"""How an answer names the letters of what was asked for that no font of the server has."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from csto_map.picture import letters

# Read by assets/src/export/jobs.js.
HEADER = "Csto-Map-Letters"


def headers(asked: Mapping[str, str]) -> dict[str, str]:
    """Give the header with them, in the code of addresses; none where there are none."""
    gone = letters.missing("".join(asked.values()))
    return {HEADER: quote(letters.named(gone))} if gone else {}
