"""What differs between two days, in plain rows: who joined, what closed, who took over.

The rows are made from the spells themselves, so that they also tell of what no map
shows because nobody knows its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from csto_map.errors import BadOption
from csto_map.facts import ids
from csto_map.facts.ids import MapId
from csto_map.facts.schema import BorderPoint, Deployment, Grouping, Site
from csto_map.history import marks
from csto_map.history.base import Facts
from csto_map.history.changes import short_name
from csto_map.history.held import Held
from csto_map.history.spells import BOUND, Spell
from csto_map.history.strengths import Strength
from csto_map.history.timeline import state_at
from csto_map.language.speech import Speech
from csto_map.language.words import words

# What the page's code knows too. The kinds stand in the order of the rows; the section
# `compare` of the words has a heading for each.
_KEPT = json.loads(Path(__file__).with_name("differences.json").read_text(encoding="utf-8"))
KINDS: tuple[str, ...] = tuple(_KEPT["kinds"])
# What the badge of a symbol says; a stack may need several.
SIGNS: Mapping[str, str] = MappingProxyType(_KEPT["signs"])
# Kinds after which the thing is no longer there.
GONE: tuple[str, ...] = tuple(_KEPT["gone"])
_CROSSINGS = "crossings"
PlaceT = TypeVar("PlaceT", bound=Site | BorderPoint | Grouping)


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One thing that differs.

    `id` is that of its mark, sector or country (``grouping:…`` for strengths of
    groupings, whether a map shows them or not); `before` and `after` say how it was and is;
    `layer` is the layer that shows it; `certain` is False where the sources leave
    one of the two days open.
    """

    kind: str
    id: MapId
    layer: str
    name: str
    before: str
    after: str
    source_ids: tuple[str, ...]
    certain: bool = True

    @property
    def sentence(self) -> str:
        """The row in a few words, below the heading of its kind, without any doubt."""
        if self.kind in ("frozen", "status", "handed_over", "up", "down"):
            return f"{self.name}: {self.before} → {self.after}"
        return f"{self.name} ({self.after})" if self.kind == "joined" else self.name

    @property
    def text(self) -> str:
        """The same with a sign where the sources leave it open; the page has room for words."""
        return self.sentence if self.certain else f"{self.sentence} (?)"


def ordered(facts: Facts, one: date | str, other: date | str) -> tuple[date, date]:
    """Read two different days, the earlier first; BadOption if they are the same."""
    first, second = sorted((facts.day(one), facts.day(other)))
    if first == second:
        raise BadOption(f"{first.isoformat()} compared with itself: give two different days")
    return first, second


def differences(
    facts: Facts,
    one: date | str,
    other: date | str,
    lens: str | None = None,
    layers: Sequence[str] | None = None,
    language: str = "en",
) -> tuple[Difference, ...]:
    """
    Say what differs between two days.

    Parameters
    ----------
    one, other
        In any order: the rows tell what changed from the earlier to the later.
    lens, layers
        None for the default lens and for all layers.
    language
        Of names and words.

    Returns
    -------
    differences
        In the order of `KINDS`, by name within each.
    """
    days = ordered(facts, one, other)
    facts, speech = facts.spoken(language), facts.speech(language)
    rows = [
        *_states(facts, *days, facts.lens(lens), speech),
        *_sectors(facts, *days, speech),
        *_sites(facts, *days, speech),
        *_units(facts, *days, speech),
        *_groupings(facts, *days, speech),
        *_strengths(facts, *days, speech),
    ]
    if layers is not None:
        rows = [row for row in rows if row.layer in layers]
    return tuple(sorted(rows, key=lambda row: (KINDS.index(row.kind), row.name, row.id)))


def sentence(rows: Sequence[Difference], language: str = "en") -> str:
    """Count the rows by kind in one line."""
    phrases = words(language)["compare"]
    counts = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    parts = [f"{phrases[kind].lower()} {count}" for kind, count in counts.items() if count]
    if not parts:
        return str(phrases["nothing"])
    text = ", ".join(parts)
    doubt = "" if all(row.certain for row in rows) else f" {phrases['doubt']}"
    return f"{text[:1].upper()}{text[1:]}.{doubt}"


def _states(facts: Facts, first: date, second: date, lens: str, speech: Speech) -> list[Difference]:
    names = facts.states.called(max(first, second), speech)
    was = state_at(facts.timeline, first.toordinal(), lens).states
    now = state_at(facts.timeline, second.toordinal(), lens).states
    rows = []
    for country in {**was, **now}:
        before, sure_before = was.get(country, ("", True))
        after, sure_after = now.get(country, ("", True))
        if before == after:
            continue
        bound = before in BOUND, after in BOUND
        if after in ("frozen", "suspended"):
            kind = "frozen"
        elif bound == (False, True):
            kind = "joined"
        elif bound == (True, False):
            kind = "left"
        else:
            kind = "status"
        sources = [facts.sources_of(country, day, lens) for day in (first, second)]
        rows.append(
            Difference(
                kind,
                ids.make("state", country),
                "states",
                names[country],
                _status(before, speech),
                _status(after, speech),
                tuple(dict.fromkeys([*sources[0], *sources[1]])),
                sure_before and sure_after,
            )
        )
    return rows


def _sectors(facts: Facts, first: date, second: date, speech: Speech) -> list[Difference]:
    names = {
        **facts.states.called(max(first, second), speech),
        "": speech.words["compare"]["no_state"],
    }
    rows = []
    for sector in facts.tables.border_sectors:
        spells = facts.world.guards[sector.sector_id]
        held = [next((s for s in spells if s.covers(day)), None) for day in (first, second)]
        if held[0] is None or held[1] is None:
            continue
        before, after = held[0].row, held[1].row
        if before.guard_country != after.guard_country:
            rows.append(
                Difference(
                    "handed_over",
                    ids.of(sector),
                    "border",
                    speech.words["compare"]["sector"].format(name=speech.name(sector)),
                    names[before.guard_country],
                    names[after.guard_country],
                    tuple(dict.fromkeys([*before.source_ids, *after.source_ids])),
                    held[0].certain(first) and held[1].certain(second),
                )
            )
    return rows


def _held(spells: Held[Spell[PlaceT]], day: date) -> dict[MapId, Spell[PlaceT]]:
    """Give the spells that cover a day, by the id of their row."""
    return {ids.of(spell.row): spell for spell in spells.on(day)}


def _placed(facts: Facts, day: date) -> Mapping[MapId, Spell[Site | BorderPoint]]:
    return {**_held(facts.world.sites, day), **_held(facts.world.points, day)}


def _sites(facts: Facts, first: date, second: date, speech: Speech) -> list[Difference]:
    was, now = _placed(facts, first), _placed(facts, second)
    gone = [("closed", first, was[id_]) for id_ in was.keys() - now.keys()]
    new = [("opened", second, now[id_]) for id_ in now.keys() - was.keys()]
    return [
        Difference(
            kind,
            ids.of(spell.row),
            _layer(spell.row),
            short_name(speech.name(spell.row)),
            *_presence(kind == "closed", speech),
            tuple(spell.row.source_ids),
            spell.certain(day),
        )
        for kind, day, spell in gone + new
    ]


def _layer(row: Site | BorderPoint) -> str:
    return marks.site_layer(row) if isinstance(row, Site) else _CROSSINGS


def _stays(facts: Facts, day: date) -> dict[tuple[str, str], Spell[Deployment]]:
    """Give deployments by unit and site: a new role at the old place is no move."""
    return {
        (spell.row.unit_id, spell.row.site_id): spell for spell in facts.world.deployments.on(day)
    }


def _units(facts: Facts, first: date, second: date, speech: Speech) -> list[Difference]:
    units = {row.unit_id: speech.name(row) for row in facts.tables.units}
    sites = {row.site_id: short_name(speech.name(row)) for row in facts.tables.sites}
    was, now = _stays(facts, first), _stays(facts, second)
    gone = [("departed", first, key, was[key]) for key in was.keys() - now.keys()]
    new = [("arrived", second, key, now[key]) for key in now.keys() - was.keys()]
    rows = []
    for kind, day, (unit, site), spell in gone + new:
        where = sites.get(site, "")
        rows.append(
            Difference(
                kind,
                ids.of(spell.row),
                "units",
                f"{short_name(units[unit])}, {where}" if where else short_name(units[unit]),
                *_presence(kind == "departed", speech),
                tuple(spell.row.source_ids),
                spell.certain(day),
            )
        )
    return rows


def _groupings(facts: Facts, first: date, second: date, speech: Speech) -> list[Difference]:
    """Compare which groupings of the map are there."""
    was, now = _held(facts.world.groupings, first), _held(facts.world.groupings, second)
    gone = [("departed", first, was[id_]) for id_ in was.keys() - now.keys()]
    new = [("arrived", second, now[id_]) for id_ in now.keys() - was.keys()]
    return [
        Difference(
            kind,
            ids.of(spell.row),
            "units",
            short_name(speech.name(spell.row)),
            *_presence(kind == "departed", speech),
            tuple(spell.row.source_ids),
            spell.certain(day),
        )
        for kind, day, spell in gone + new
    ]


def _strengths(facts: Facts, first: date, second: date, speech: Speech) -> list[Difference]:
    """Compare the figures that count, of what was there on both days and of groupings."""
    still = _held(facts.world.sites, second)
    subjects = {
        spell.row.site_id: (ids.of(spell.row), _layer(spell.row), speech.name(spell.row))
        for id_, spell in _held(facts.world.sites, first).items()
        if id_ in still
    }
    later = {unit: spell for (unit, _), spell in _stays(facts, second).items()}
    names = {row.unit_id: speech.name(row) for row in facts.tables.units}
    for unit, _ in _stays(facts, first):
        if unit in later:
            mark = ids.of(later[unit].row)
            subjects[unit] = mark, "units", names[unit]
    for grouping in facts.tables.groupings:
        mark = ids.of(grouping)
        subjects[grouping.grouping_id] = mark, "units", speech.name(grouping)
    rows = []
    for subject, (id_, layer, name) in subjects.items():
        before, after = facts.strengths.at(subject, first), facts.strengths.at(subject, second)
        if before is None or after is None:
            continue
        kind = _direction(before, after)
        if kind:
            sources = tuple(dict.fromkeys([*before.source_ids, *after.source_ids]))
            texts = short_name(name), figure(before, first, speech), figure(after, second, speech)
            rows.append(Difference(kind, id_, layer, *texts, sources))
    return rows


def _direction(before: Strength, after: Strength) -> str:
    """Say "up" or "down" where both ends of the range moved so or stayed; "" otherwise."""
    low, high = after.low - before.low, after.high - before.high
    if low == high == 0:
        return ""
    if low >= 0 and high >= 0:
        return "up"
    return "down" if low <= 0 and high <= 0 else ""


def figure(strength: Strength, day: date, speech: Speech) -> str:
    """Say a strength on a day with date and age: ``300–350 (October 2003, last known)``."""
    people = speech.range(strength.low, strength.high)
    return speech.figure(people, speech.date(strength.as_of), strength.age(day))


def _status(status: str, speech: Speech) -> str:
    if not status:
        return str(speech.words["compare"]["no_status"])
    word = speech.word("status", status)
    return word[:1].lower() + word[1:]


def _presence(gone: bool, speech: Speech) -> tuple[str, str]:
    """Say how it was and is of something that went or came."""
    texts = speech.words["compare"]["there"], speech.words["compare"]["not_there"]
    return texts if gone else texts[::-1]
