"""The rules about lives and figures: nothing is counted after its end, nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from csto_map.errors import Fault
from csto_map.facts import dates
from csto_map.facts.checks import Read
from csto_map.facts.rules import breach
from csto_map.history import lives
from csto_map.history.lives import Stretch

# What begins this close to the end of another of its kind may well be the same under a new name.
NEAR_DAYS = 31

Lives = Mapping[str, tuple[Stretch, ...]]


def faults(tables: Mapping[str, Read]) -> Iterator[Fault]:
    """Apply the rules to all tables, by their names in `csto_map.facts.schema.TABLES`."""
    stays: dict[str, list[Any]] = defaultdict(list)
    for row in tables["deployments"].rows.values():
        stays[row.unit_id].append(row)
    sites, units, groupings = (
        list(tables[name].rows.values()) for name in ("sites", "units", "groupings")
    )
    # date.min: whatever has no start is older than anything that has one.
    stretches = lives.own_lives(sites, units, stays, groupings, date.min)
    yield from _late_figures(tables["strengths"], stretches)
    for table, key in ((tables["units"], "unit_id"), (tables["groupings"], "grouping_id")):
        yield from _overlaps(table, key, stretches)
    yield from _unnamed(tables, stays, stretches)


def _late_figures(table: Read, stretches: Lives) -> Iterator[Fault]:
    for line, row in table.rows.items():
        day, life = dates.earliest(row.date), stretches.get(row.subject_id, ())
        ends = [one.until for one in life]
        if row.kind != "total" or day is None or not ends or None in ends:
            continue
        end = max(end for end in ends if end)
        if day > end:
            wanted = f"at or before the end of {row.subject_id}, {end}"
            yield breach("figure-after-end", table.path, line, "date", row.date, wanted)


def _overlaps(table: Read, key: str, stretches: Lives) -> Iterator[Fault]:
    """Find what certainly is there on a day on which its successor certainly is too."""
    for line, row in table.rows.items():
        for older in row.succeeds:
            both = [
                (one, other)
                for one in stretches.get(older, ())
                for other in stretches.get(getattr(row, key), ())
                if _certainly_meet(one, other)
            ]
            if both:
                end = both[0][0].certain_until
                until = f"until {end}" if end else "without an end"
                wanted = f"gone when {getattr(row, key)} is there: it lasts {until}"
                yield breach(
                    "counted-twice", table.path, line, "succeeds", ";".join(row.succeeds), wanted
                )


def _certainly_meet(one: Stretch, other: Stretch) -> bool:
    if one.certain_from is None or other.certain_from is None:
        return False
    starts_first, ends_last = one.certain_from, one.certain_until or date.max
    return other.certain_from < ends_last and starts_first < (other.certain_until or date.max)


def _unnamed(
    tables: Mapping[str, Read], stays: Mapping[str, Sequence[Any]], stretches: Lives
) -> Iterator[Fault]:
    """Find what begins where another of the same owner ends and does not name it."""
    places = {unit: {stay.site_id for stay in rows if stay.site_id} for unit, rows in stays.items()}
    for name, key in (("units", "unit_id"), ("groupings", "grouping_id")):
        table = tables[name]
        rows = [(line, getattr(row, key), row) for line, row in table.rows.items()]
        for line, id_, row in rows:
            for _, older, before in rows:
                here = (
                    places.get(id_, set()) & places.get(older, set())
                    if name == "units"
                    else bool(row.host) and row.host == before.host
                )
                near = id_ != older and row.owner and row.owner == before.owner and here
                if (
                    near
                    and older not in row.succeeds
                    and _follows(stretches[older], stretches[id_])
                ):
                    wanted = f"{older}, which ends where this begins, or what this was made of"
                    yield breach(
                        "unnamed-predecessor",
                        table.path,
                        line,
                        "succeeds",
                        ";".join(row.succeeds),
                        wanted,
                    )


def _follows(older: Sequence[Stretch], newer: Sequence[Stretch]) -> bool:
    """Say whether one begins, for certain, within `NEAR_DAYS` of the other's end."""
    if not older or not newer or older[-1].until is None or newer[0].from_ == date.min:
        return False
    return abs((newer[0].from_ - older[-1].until).days) <= NEAR_DAYS
