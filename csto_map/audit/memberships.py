"""The rule about organisations and their members: nobody belongs to what is no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from csto_map.errors import Fault
from csto_map.facts import dates
from csto_map.facts.checks import Read
from csto_map.facts.rules import breach


def faults(tables: Mapping[str, Read]) -> Iterator[Fault]:
    """Warn of memberships that begin before their organisation does, or outlast it."""
    orgs = {row.org_id: row for row in tables["organizations"].rows.values()}
    table = tables["memberships"]
    for line, row in table.rows.items():
        org = orgs.get(row.org_id)
        if org is None:
            continue
        began, ended = dates.earliest(org.start), dates.latest(org.end)
        start, end = dates.latest(row.start), dates.earliest(row.end)
        if began and start and start < began:
            wanted = f"on or after {org.start}, when {org.org_id} begins"
            yield breach("outside-organization", table.path, line, "start", row.start, wanted)
        if ended and (end is None or end > ended):
            wanted = f"on or before {org.end}, when {org.org_id} ends"
            yield breach("outside-organization", table.path, line, "end", row.end, wanted)
