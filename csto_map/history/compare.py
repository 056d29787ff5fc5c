"""What differs between two days, in plain rows: who joined, what closed, who took over.

The rows are made from the spells themselves, so that they also tell of what no map
shows because nobody knows its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.history.changes import short_name
from csto_map.history.spells import BOUND, Spell
from csto_map.history.strengths import Strength
from csto_map.history.timeline import state_at
from csto_map.language.speech import Speech
from csto_map.language.words import words
from csto_map.picture.ground import ground
from csto_map.picture.views import Frame, is_seen

# Also the order of the rows; the section `compare` of the words has a heading for each.
KINDS = (
    *("joined", "left", "frozen", "status", "handed_over", "opened", "closed"),
    *("arrived", "departed", "up", "down"),
)
_SITE_LAYERS = {"border_detachment": "detachments"}
_CROSSINGS = "crossings"


@dataclass(frozen=True, slots=True)
class Difference:
    """
    One thing that differs.

    `id` is that of its mark, sector or country (``grouping:…`` for strengths of
    groupings, which no map shows); `before` and `after` say how it was and is;
    `layer` is the layer that shows it; `certain` is False where the sources leave
    one of the two days open.
    """

    kind: str
    id: str
    layer: str
    name: str
    before: str
    after: str
    source_ids: tuple[str, ...]
    certain: bool = True

    @property
    def text(self) -> str:
        """The row in a few words, below the heading of its kind."""
        if self.kind in ("frozen", "status", "handed_over", "up", "down"):
            said = f"{self.name}: {self.before} → {self.after}"
        elif self.kind == "joined":
            said = f"{self.name} ({self.after})"
        else:
            said = self.name
        return said if self.certain else f"{said} (?)"


def ordered(atlas: Atlas, one: date | str, other: date | str) -> tuple[date, date]:
    """Read two different days, the earlier first; BadOption if they are the same."""
    first, second = sorted((atlas.day(one), atlas.day(other)))
    if first == second:
        raise BadOption(f"{first.isoformat()} compared with itself: give two different days")
    return first, second


def differences(
    atlas: Atlas,
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
    days = ordered(atlas, one, other)
    atlas, said = atlas.spoken(language), atlas.speech(language)
    found = [
        *_states(atlas, *days, lens or atlas.config.default_lens, said),
        *_sectors(atlas, *days, said),
        *_sites(atlas, *days, said),
        *_units(atlas, *days, said),
        *_strengths(atlas, *days, said),
    ]
    if layers is not None:
        found = [row for row in found if row.layer in layers]
    return tuple(sorted(found, key=lambda row: (KINDS.index(row.kind), row.name, row.id)))


def sentence(rows: Sequence[Difference], language: str = "en") -> str:
    """Count the rows by kind in one line."""
    own = words(language)["compare"]
    counts = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    said = [f"{own[kind].lower()} {count}" for kind, count in counts.items() if count]
    if not said:
        return str(own["nothing"])
    text = ", ".join(said)
    doubt = "" if all(row.certain for row in rows) else f" {own['doubt']}"
    return f"{text[:1].upper()}{text[1:]}.{doubt}"


def within(atlas: Atlas, rows: Sequence[Difference], frame: Frame) -> tuple[Difference, ...]:
    """Keep the rows that a map frame shows, and those whose place nobody knows."""
    places = {mark["id"]: (mark["x"], mark["y"]) for mark in atlas.timeline["marks"]}
    own = ground(atlas, "coarse")
    hosts = {f"grouping:{row.grouping_id}": row.host for row in atlas.tables.groupings}

    def seen(row: Difference) -> bool:
        if row.id in places:
            return frame.holds(*places[row.id])
        kind, _, name = row.id.partition(":")
        if kind == "sector":
            line = own.sectors.get(name)
            return line is None or any(frame.holds(x, y) for x, y in line)
        country = hosts.get(row.id, row.id)
        return country not in own.countries or is_seen(own.countries[country], frame)

    return tuple(row for row in rows if seen(row))


def _states(atlas: Atlas, first: date, second: date, lens: str, said: Speech) -> list[Difference]:
    names = {row.country: said.name(row) for row in atlas.tables.countries}
    was = state_at(atlas.timeline, first.toordinal(), lens).states
    now = state_at(atlas.timeline, second.toordinal(), lens).states
    found = []
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
        own = [atlas.sources_of(country, day, lens) for day in (first, second)]
        found.append(
            Difference(
                kind,
                country,
                "states",
                names[country],
                _status(before, said),
                _status(after, said),
                tuple(dict.fromkeys([*own[0], *own[1]])),
                sure_before and sure_after,
            )
        )
    return found


def _sectors(atlas: Atlas, first: date, second: date, said: Speech) -> list[Difference]:
    names = {row.country: said.name(row) for row in atlas.tables.countries}
    names[""] = said.said["compare"]["no_state"]
    found = []
    for sector in atlas.tables.border_sectors:
        own = atlas.world.guards[sector.sector_id]
        held = [next((s for s in own if s.covers(day)), None) for day in (first, second)]
        if held[0] is None or held[1] is None:
            continue
        before, after = held[0].row, held[1].row
        if before.guard_country != after.guard_country:
            found.append(
                Difference(
                    "handed_over",
                    f"sector:{sector.sector_id}",
                    "border",
                    said.said["compare"]["sector"].format(name=said.name(sector)),
                    names[before.guard_country],
                    names[after.guard_country],
                    tuple(dict.fromkeys([*before.source_ids, *after.source_ids])),
                    held[0].certain(first) and held[1].certain(second),
                )
            )
    return found


def _held(spells: Sequence[Spell], day: date) -> dict[str, Spell]:
    """Give the spells that cover a day, by the id of their row."""
    return {_row_id(spell.row): spell for spell in spells if spell.covers(day)}


def _row_id(row: Any) -> str:
    for prefix, column in (("site", "site_id"), ("point", "point_id")):
        if hasattr(row, column):
            return f"{prefix}:{getattr(row, column)}"
    raise TypeError(f"{type(row).__name__} is neither site nor point")


def _sites(atlas: Atlas, first: date, second: date, said: Speech) -> list[Difference]:
    found = []
    for spells in (atlas.world.sites, atlas.world.points):
        was, now = _held(spells, first), _held(spells, second)
        gone = [("closed", first, was[id_]) for id_ in was.keys() - now.keys()]
        new = [("opened", second, now[id_]) for id_ in now.keys() - was.keys()]
        for kind, day, spell in gone + new:
            id_ = _row_id(spell.row)
            layer = _SITE_LAYERS.get(spell.row.kind, "bases")
            found.append(
                Difference(
                    kind,
                    id_,
                    layer if id_.startswith("site:") else _CROSSINGS,
                    short_name(said.name(spell.row)),
                    *_presence(kind == "closed", said),
                    tuple(spell.row.source_ids),
                    spell.certain(day),
                )
            )
    return found


def _stays(atlas: Atlas, day: date) -> dict[tuple[str, str], Spell]:
    """Give deployments by unit and site: a new role at the old place is no move."""
    return {
        (spell.row.unit_id, spell.row.site_id): spell
        for spell in atlas.world.deployments
        if spell.covers(day)
    }


def _units(atlas: Atlas, first: date, second: date, said: Speech) -> list[Difference]:
    units = {row.unit_id: said.name(row) for row in atlas.tables.units}
    sites = {row.site_id: short_name(said.name(row)) for row in atlas.tables.sites}
    was, now = _stays(atlas, first), _stays(atlas, second)
    gone = [("departed", first, key, was[key]) for key in was.keys() - now.keys()]
    new = [("arrived", second, key, now[key]) for key in now.keys() - was.keys()]
    found = []
    for kind, day, (unit, site), spell in gone + new:
        where = sites.get(site, "")
        found.append(
            Difference(
                kind,
                f"deployment:{spell.row.deployment_id}",
                "units",
                f"{short_name(units[unit])}, {where}" if where else short_name(units[unit]),
                *_presence(kind == "departed", said),
                tuple(spell.row.source_ids),
                spell.certain(day),
            )
        )
    return found


def _strengths(atlas: Atlas, first: date, second: date, said: Speech) -> list[Difference]:
    """Compare the figures that count, of what was there on both days and of groupings."""
    subjects = {
        spell.row.site_id: (_row_id(spell.row), "bases", said.name(spell.row))
        for id_, spell in _held(atlas.world.sites, first).items()
        if id_ in _held(atlas.world.sites, second)
    }
    later = {unit: spell for (unit, _), spell in _stays(atlas, second).items()}
    names = {row.unit_id: said.name(row) for row in atlas.tables.units}
    for unit, _ in _stays(atlas, first):
        if unit in later:
            mark = f"deployment:{later[unit].row.deployment_id}"
            subjects[unit] = mark, "units", names[unit]
    for grouping in atlas.tables.groupings:
        own = f"grouping:{grouping.grouping_id}"
        subjects[grouping.grouping_id] = own, "units", said.name(grouping)
    found = []
    for subject, (id_, layer, name) in subjects.items():
        before, after = atlas.strengths.at(subject, first), atlas.strengths.at(subject, second)
        if before is None or after is None:
            continue
        kind = _direction(before, after)
        if kind:
            sources = tuple(dict.fromkeys([*before.source_ids, *after.source_ids]))
            told = short_name(name), figure(before, first, said), figure(after, second, said)
            found.append(Difference(kind, id_, layer, *told, sources))
    return found


def _direction(before: Strength, after: Strength) -> str:
    """Say "up" or "down" where both ends of the range moved so or stayed; "" otherwise."""
    low, high = after.low - before.low, after.high - before.high
    if low == high == 0:
        return ""
    if low >= 0 and high >= 0:
        return "up"
    return "down" if low <= 0 and high <= 0 else ""


def figure(strength: Strength, day: date, said: Speech) -> str:
    """Say a strength on a day with date and age: ``300–350 (October 2003, last known)``."""
    people = said.range(strength.low, strength.high)
    return said.figure(people, said.date(strength.as_of), strength.age(day))


def _status(status: str, said: Speech) -> str:
    if not status:
        return str(said.said["compare"]["no_status"])
    own = said.word("status", status)
    return own[:1].lower() + own[1:]


def _presence(gone: bool, said: Speech) -> tuple[str, str]:
    """Say how it was and is of something that went or came."""
    own = said.said["compare"]["there"], said.said["compare"]["not_there"]
    return own if gone else own[::-1]
