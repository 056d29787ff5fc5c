"""What changed, day by day, in one English sentence each.

Sentences are made from the tables alone: states joining and leaving, sites opening
and closing, border sectors changing hands, and events. Imprecise dates are said to
be so; planned things do not appear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from csto_map import dates, spells
from csto_map.config import Config
from csto_map.tables import Tables

_ARRIVES = {
    "signatory": ("signs {org}", "sign {org}"),
    "member": ("becomes a party to {org}", "become parties to {org}"),
    "frozen": ("freezes its part in {org}", "freeze their part in {org}"),
    "suspended": ("is suspended from {org}", "are suspended from {org}"),
    "observer": ("becomes an observer of {org}", "become observers of {org}"),
    "associate": ("becomes an associate of {org}", "become associates of {org}"),
    "partner": ("becomes a partner of {org}", "become partners of {org}"),
}
_LEAVES = ("leaves {org}", "leave {org}")
# Seen there by some day is no news of that day: only these certainties date a beginning.
_TOLD = ("certain", "derived")


@dataclass(frozen=True, slots=True)
class Change:
    """
    Something that is different from `day` on.

    `text` is one sentence without a full stop; `weight` is 1 to 3, 3 for turning
    points; `ids` are the rows concerned (membership, site, guard or event ids).
    """

    day: date
    text: str
    weight: int
    ids: tuple[str, ...]


def listing(names: Sequence[str], most: int = 9) -> str:
    """Join names as a sentence does: ``A, B and C``; beyond `most`, ``A, B and 5 more``."""
    names = list(names)
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def short_name(name: str) -> str:
    """Drop what stands in brackets: ``Kant air base (999th Air Base)`` is ``Kant air base``."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def compile_changes(tables: Tables, config: Config, first: date, horizon: date) -> list[Change]:
    """
    List every day from `first` to `horizon` on which anything changes.

    Returns
    -------
    changes
        One entry a day, in order; several things of one day are joined by
        semicolons, the weightiest first. Where a day has both a change of state
        and an event that reports it, only the change is told.
    """
    states = (
        _memberships(tables, config, first) + _sites(tables, first) + _guards(tables, config, first)
    )
    by_day: dict[date, list[Change]] = defaultdict(list)
    for change in states:
        by_day[change.day].append(change)
    for row in tables.events:
        day = dates.earliest(row.start)
        if day and (day not in by_day or all(c.weight < row.weight for c in by_day[day])):
            by_day[day].append(Change(day, row.title, row.weight, (row.event_id,)))
    return [
        _joined(day, sorted(found, key=lambda c: -c.weight))
        for day, found in sorted(by_day.items())
        if first <= day <= horizon
    ]


def _joined(day: date, found: list[Change]) -> Change:
    texts = list(dict.fromkeys(change.text for change in found))
    shown = texts[:3] + ([f"{len(texts) - 3} more changes"] if len(texts) > 3 else [])
    return Change(
        day,
        "; ".join(shown),
        max(change.weight for change in found),
        tuple(id_ for change in found for id_ in change.ids),
    )


def _memberships(tables: Tables, config: Config, first: date) -> list[Change]:
    names = {row.country: row.name for row in tables.countries}
    default = set(config.lens(config.default_lens).orgs)
    moves: dict[tuple[date, str, str], list[Any]] = defaultdict(list)
    for (org, _), own in spells.memberships(tables, first).items():
        for k, spell in enumerate(own):
            moves[spell.from_, org, spell.row.status].append(spell.row)
            following = own[k + 1] if k + 1 < len(own) else None
            if spell.until and (following is None or following.from_ != spell.until):
                moves[spell.until, org, "left"].append(spell.row)
    orgs = {row.org_id: row for row in tables.organizations}
    changes = []
    for (day, org, status), rows in moves.items():
        ended = dates.earliest(orgs[org].end) if orgs[org].end else None
        phrase = config.org_phrases.get(org, orgs[org].abbr)
        ids = tuple(row.membership_id for row in rows)
        weight = 3 if org in default and status != "observer" else 1
        if status == "left" and ended == day:
            changes.append(Change(day, f"{_capital(phrase)} ends", weight, ids))
            continue
        one, many = _LEAVES if status == "left" else _ARRIVES[status]
        who = sorted(names[row.country] for row in rows)
        verb = one if len(who) == 1 else many
        changes.append(Change(day, f"{listing(who)} {verb.format(org=phrase)}", weight, ids))
    return changes


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sites(tables: Tables, first: date) -> list[Change]:
    moves: dict[tuple[date, str], list[Any]] = defaultdict(list)
    for spell in spells.of_rows(tables.sites, first):
        if spell.row.start_certainty in _TOLD and spell.from_ > first:
            moves[spell.from_, "opens"].append(spell.row)
        if spell.until and spell.row.end_certainty in _TOLD:
            moves[spell.until, "closes"].append(spell.row)
    return [
        Change(
            day,
            f"{_capital(listing([short_name(row.name) for row in rows], 4))} "
            f"{verb if len(rows) == 1 else verb[:-1]}",
            2,
            tuple(row.site_id for row in rows),
        )
        for (day, verb), rows in moves.items()
    ]


def _guards(tables: Tables, config: Config, first: date) -> list[Change]:
    names = {row.country: row.name for row in tables.countries}
    sectors = {row.sector_id: row.name for row in tables.border_sectors}
    moves: dict[tuple[date, str, str], list[Any]] = defaultdict(list)
    for own in spells.guards(tables, config.near_side, first).values():
        for before, after in pairwise(own):
            handed = before.row.guard_country != after.row.guard_country
            if handed and after.row.start_certainty in _TOLD:
                key = (after.from_, after.row.guard_country, before.row.guard_country)
                moves[key].append(after.row)
    changes = []
    for (day, to, from_), rows in moves.items():
        who = names[to] if to else "Troops without a clear state"
        line = listing([sectors[row.sector_id] for row in rows])
        text = f"{who} takes over" if to else f"{who} hold"
        ending = f" from {names[from_]}" if from_ and to else ""
        noun = "sector" if len(rows) == 1 else "sectors"
        changes.append(
            Change(
                day,
                f"{text} the {line} {noun} of the {config.border_name}{ending}",
                3,
                tuple(row.guard_id for row in rows),
            )
        )
    return changes
