"""What changed, day by day, in one sentence each.

Sentences are made from the tables: states joining and leaving, sites opening
and closing, border sectors changing hands, and events; and from the outlines of states, which
may appear, end and change their borders. Imprecise dates are said to
be so; planned things do not appear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from csto_map.facts import dates
from csto_map.facts.borders import NONE, Borders, Outline
from csto_map.facts.config import Config
from csto_map.facts.schema import BorderGuard, Event, Membership, Site
from csto_map.facts.tables import Tables
from csto_map.history import spells
from csto_map.history.names import StateNames
from csto_map.language.speech import Speech, load_speech

# What is only attested or inherited did not happen on the day that is known.
_TOLD = ("certain", "derived")
_MOST_SITES, _MOST_TEXTS = 4, 3
# What a change is of.
Changed = Membership | Site | BorderGuard | Event | Outline


@dataclass(frozen=True, slots=True)
class Change:
    """
    Something that is different from `day` on.

    `text` is one sentence without a full stop; `weight` is 1 to 3, 3 for turning
    points; `ids` are the rows concerned (membership, site, guard or event ids, codes of states
    with other outlines);
    `when` says the date in words, no more exactly than the sources do, and `exact`
    whether that is the day itself.
    """

    day: date
    text: str
    weight: int
    ids: tuple[str, ...]
    when: str
    exact: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that changed; `edtf` is its date as the table has it, `row` one of its rows."""

    text: str
    weight: int
    ids: tuple[str, ...]
    edtf: str
    row: Changed


def short_name(name: str) -> str:
    """Drop what stands in brackets: ``North air base (1st Air Base)`` is ``North air base``."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def compile_changes(
    tables: Tables,
    config: Config,
    first: date,
    horizon: date,
    speech: Speech | None = None,
    keep: Callable[[Changed], bool] | None = None,
    outlines: Borders = NONE,
) -> list[Change]:
    """
    List every day from `first` to `horizon` on which anything changes.

    Parameters
    ----------
    speech
        The language of the sentences; None for English.
    keep
        Says of a row that changed whether it is told; None for all.
    outlines
        Of states, of the days from `first` to `horizon`.

    Returns
    -------
    changes
        One entry a day, in order; several things of one day are joined by
        semicolons, the weightiest first. Where a day has both a change of state
        and an event that reports it, only the change is told.
    """
    speech = speech or load_speech()
    by_day: dict[date, list[_Part]] = defaultdict(list)
    for dated in (
        _memberships(tables, config, first, speech),
        _sites(tables, first, speech, keep),
        _guards(tables, config, first, speech),
        _outlines(tables, first, outlines, speech, keep),
    ):
        for day, part in dated:
            by_day[day].append(part)
    for row in tables.events:
        began = dates.earliest(row.start)
        if began and all(part.weight < row.weight for part in by_day.get(began, ())):
            part = _Part(row.title, row.weight, (row.event_id,), row.start, row)
            by_day[began].append(part)
    told = {
        day: [part for part in parts if keep is None or keep(part.row)]
        for day, parts in sorted(by_day.items())
    }
    return [
        _joined(day, sorted(parts, key=lambda part: -part.weight), speech)
        for day, parts in told.items()
        if parts and first <= day <= horizon
    ]


def _joined(day: date, parts: list[_Part], speech: Speech) -> Change:
    """
    Join what changed on a day; what is dated otherwise than the day says so for itself.

    Where no part names the day itself, they are all told under the least exact of their
    dates: of "1961" and "May 1961" nothing is known of a first day of May.
    """
    periods = {part.edtf for part in parts}
    exact = day.isoformat() in periods
    shared = day.isoformat() if exact else max(periods, key=lambda edtf: (_length(edtf), edtf))
    when = speech.date(shared)
    texts = [
        part.text if part.edtf == shared else f"{part.text} ({speech.date(part.edtf)})"
        for part in parts
    ]
    texts = list(dict.fromkeys(texts))
    shown = texts[:_MOST_TEXTS]
    if len(texts) > _MOST_TEXTS:
        shown.append(speech.words["change"]["others"].format(n=len(texts) - _MOST_TEXTS))
    return Change(
        day,
        "; ".join(shown),
        max(part.weight for part in parts),
        tuple(id_ for part in parts for id_ in part.ids),
        when,
        exact,
    )


def _length(edtf: str) -> timedelta:
    """Give how long the period is that a date leaves open."""
    first, last = dates.earliest(edtf), dates.latest(edtf)
    return last - first if first and last else timedelta()


def tell(speech: Speech, key: str, count: int, **names: str) -> str:
    """Fill in a sentence of the language, its first form for one, its second for several."""
    one, many = speech.words["change"][key]
    return str((one if count == 1 else many).format(**names))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def phrases(tables: Tables, config: Config, speech: Speech) -> dict[str, str]:
    """How a sentence calls each organisation."""
    if speech.language == "en":
        return {
            row.org_id: config.org_phrases.get(row.org_id, row.abbr) for row in tables.organizations
        }
    abbr = f"abbr_{speech.language}"
    return {row.org_id: getattr(row, abbr, "") or row.abbr for row in tables.organizations}


def _memberships(
    tables: Tables, config: Config, first: date, speech: Speech
) -> Iterable[tuple[date, _Part]]:
    states = StateNames(tables, first)
    named = phrases(tables, config, speech)
    default = set(config.lens(config.default_lens).orgs)
    moves: dict[tuple[date, str, str, str], list[Membership]] = defaultdict(list)
    for (org, _), held in spells.memberships(tables, first).items():
        for k, spell in enumerate(held):
            row = spell.row
            if row.start_certainty in _TOLD:
                moves[spell.from_, org, row.status, row.start].append(row)
            following = held[k + 1] if k + 1 < len(held) else None
            goes_on = following is not None and following.from_ == spell.until
            if spell.until and not goes_on and row.end_certainty in _TOLD:
                moves[spell.until, org, "left", row.end].append(row)
    ends = {row.org_id: dates.earliest(row.end) for row in tables.organizations if row.end}
    for (day, org, status, edtf), rows in moves.items():
        ids = tuple(row.membership_id for row in rows)
        weight = 3 if org in default and status != "observer" else 1
        if status == "left" and ends.get(org) == day:
            text = _capital(speech.words["change"]["ended"].format(org=named[org]))
        else:
            names = states.called(day, speech)
            who = sorted(names[row.country] for row in rows)
            text = tell(speech, status, len(who), who=speech.listing(who), org=named[org])
        yield day, _Part(text, weight, ids, edtf, rows[0])


def _sites(
    tables: Tables, first: date, speech: Speech, keep: Callable[[Changed], bool] | None
) -> Iterable[tuple[date, _Part]]:
    """Tell of sites; several of one day are one text, of those alone that are to be told."""
    moves: dict[tuple[date, str, str], list[Site]] = defaultdict(list)
    for spell in spells.of_rows(tables.sites, first):
        row = spell.row
        if keep is not None and not keep(row):
            continue
        if row.start_certainty in _TOLD and spell.from_ > first:
            moves[spell.from_, "opens", row.start].append(row)
        if spell.until and row.end_certainty in _TOLD:
            moves[spell.until, "closes", row.end].append(row)
    for (day, verb, edtf), rows in moves.items():
        what = speech.listing([short_name(speech.name(row)) for row in rows], _MOST_SITES)
        text = _capital(tell(speech, verb, len(rows), what=what))
        yield day, _Part(text, 2, tuple(row.site_id for row in rows), edtf, rows[0])


def _guards(
    tables: Tables, config: Config, first: date, speech: Speech
) -> Iterable[tuple[date, _Part]]:
    states = StateNames(tables, first)
    sectors = {row.sector_id: speech.name(row) for row in tables.border_sectors}
    moves: dict[tuple[date, str, str, str], list[BorderGuard]] = defaultdict(list)
    for held in spells.guards(tables, config.near_side, first).values():
        for before, after in pairwise(held):
            to, from_ = after.row.guard_country, before.row.guard_country
            if to != from_ and after.row.start_certainty in _TOLD:
                moves[after.from_, to, from_, after.row.start].append(after.row)
    border = speech.title("border_name", "", config.border_name)
    for (day, to, from_, edtf), rows in moves.items():
        names = states.called(day, speech)
        key = "holds" if not to else "takes_from" if from_ else "takes"
        text = tell(
            speech,
            key,
            len(rows),
            who=names.get(to, ""),
            from_=names.get(from_, ""),
            what=speech.listing([sectors[row.sector_id] for row in rows]),
            border=border,
        )
        ids = tuple(row.guard_id for row in rows)
        yield day, _Part(_capital(text), 3, ids, edtf, rows[0])


def _outlines(
    tables: Tables,
    first: date,
    outlines: Borders,
    speech: Speech,
    keep: Callable[[Changed], bool] | None,
) -> Iterable[tuple[date, _Part]]:
    """Tell of states that appear on the map and end, and of other borders where none does."""
    states = StateNames(tables, first)
    for day in outlines.days:
        eve = day - timedelta(days=1)
        before = {row.code: row for row in outlines.on(eve)}
        after = {row.code: row for row in outlines.on(day)}
        ends = [row for code, row in before.items() if code not in after]
        begins = [row for code, row in after.items() if code not in before]
        other = [row for code, row in after.items() if before.get(code, row) is not row]
        told = [("state_ends", ends, 2), ("state_begins", begins, 2)]
        if not ends and not begins:
            told = [("state_reshaped", other, 1)]
        for key, changed, weight in told:
            # What ends is called as it was.
            names = states.called(eve if key == "state_ends" else day, speech)
            rows = [row for row in changed if row.code in names and (keep is None or keep(row))]
            if rows:
                who = speech.listing(sorted(names[row.code] for row in rows), _MOST_SITES)
                text = speech.words["change"][key].format(who=who)
                edtf = rows[0].start if rows[0].from_ == day else rows[0].end
                yield day, _Part(text, weight, tuple(row.code for row in rows), edtf, rows[0])
