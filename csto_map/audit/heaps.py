"""Contingents of several states that would be one heap of symbols."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from csto_map.errors import Fault
from csto_map.facts import config
from csto_map.facts.checks import Read
from csto_map.facts.rules import breach


def faults(choices: config.Config, table: Read) -> Iterator[Fault]:
    """Warn of operations whose contingents of several states would be one heap of symbols."""
    drawn = [operation.rows for operation in choices.movements.operations]
    senders: dict[tuple[str, float, float], dict[str, int]] = {}
    for line, row in table.rows.items():
        arrow = any(fnmatchcase(row.contingent_id, pattern) for pattern in drawn)
        if row.country and row.lat is not None and not row.is_total and not arrow:
            place = row.operation, row.lat, row.lon
            senders.setdefault(place, {}).setdefault(row.country, line)
    for (operation, _, _), lines in senders.items():
        if len(lines) > 1:
            wanted = f"an arrow for each of {', '.join(lines)}, which stand at one place"
            line = min(lines.values())
            yield breach("heaped-contingents", table.path, line, "operation", operation, wanted)
