"""The parts that cards are made of: plain structures of short texts and day numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csto_map.facts import dates
from csto_map.history import personnel
from csto_map.history.personnel import Personnel
from csto_map.history.spells import Spell
from csto_map.language.speech import Speech, speech
from csto_map.query.filters import owner_titles

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

Card = dict[str, Any]
_WORD = re.compile(r"[a-z][a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What all cards are made from: the atlas, a language, rows by id, stays by site and unit."""

    atlas: Atlas
    speech: Speech
    countries: Mapping[str, str]
    units: Mapping[str, Any]
    sites: Mapping[str, Any]
    at_site: Mapping[str, list[Spell]]
    of_unit: Mapping[str, list[Spell]]
    publishers: Mapping[str, str]

    @property
    def border(self) -> str:
        """Name the guarded border."""
        return self.speech.title("border_name", "", self.atlas.config.border_name)

    def fact(self, key: str, **values: str) -> str:
        """Say a word of the cards, its places filled in."""
        return str(self.speech.said["facts"][key]).format(**values)

    def names(self, codes: str | Iterable[str]) -> str:
        """Name countries and other owners, in a row."""
        listed = codes.split(";") if isinstance(codes, str) else list(codes)
        return ", ".join(self.countries.get(code, code) for code in listed)


def shelf(atlas: Atlas, language: str) -> Shelf:
    """Put in order what the cards of an atlas need."""
    atlas, said = atlas.spoken(language), speech(language, atlas.folder)
    own = said.said["facts"]
    at_site: dict[str, list[Spell]] = defaultdict(list)
    of_unit: dict[str, list[Spell]] = defaultdict(list)
    for spell in sorted(atlas.world.deployments, key=lambda s: (s.from_, s.row.deployment_id)):
        at_site[spell.row.site_id].append(spell)
        of_unit[spell.row.unit_id].append(spell)
    names = {row.country: said.name(row) for row in atlas.tables.countries}
    return Shelf(
        atlas,
        said,
        {"": own["not_given"]} | owner_titles(atlas, said) | names,
        {row.unit_id: row for row in atlas.tables.units},
        {row.site_id: row for row in atlas.tables.sites},
        at_site,
        of_unit,
        {row.source_id: row.publisher or row.title for row in atlas.tables.sources},
    )


def card(
    kit: Shelf,
    row: Any,
    kind: str,
    facts: list[tuple[str, str]],
    cited: Iterable[Any],
    *,
    title: str = "",
    other: str = "",
    note: str = "",
    subjects: tuple[str, ...] = (),
    history: list[dict[str, Any]] | None = None,
    related: Iterable[str] = (),
    troops: list[dict[str, Any]] | None = None,
) -> Card:
    """
    Make a card.

    Parameters
    ----------
    row
        What the card is of; its start and end, where it has any, are said.
    facts
        (word of `facts`, value); empty values are left out.
    cited
        Rows whose sources are the card's.
    title, other
        Where they are not the row's name and its name in the other language.
    subjects
        Ids under which strengths, equipment and agreements are looked up.
    related
        Ids of other cards.
    troops
        Of a state: who has how many people there; see `troops_in`.
    """
    said = kit.speech
    strengths = _strengths(kit, subjects)
    equipment = _equipment(kit, subjects)
    agreements = _agreements(kit, subjects)
    sources = dict.fromkeys(source for one in cited for source in one.source_ids)
    for part in (*strengths, *equipment, *agreements):
        sources |= dict.fromkeys(part["sources"])
    dated = hasattr(row, "start_certainty")
    return {
        "title": title or said.name(row),
        "other": other or _other_name(said, row),
        "kind": kind,
        "facts": [[kit.fact(name), value] for name, value in facts if value],
        "since": said.date(row.start, row.start_certainty) if dated else "",
        "until": said.until(row.end, row.end_certainty) if dated else "",
        "note": note,
        "strengths": strengths,
        "counting": _counting(kit, subjects),
        **({"troops": troops} if troops else {}),
        "equipment": equipment,
        "agreements": agreements,
        "history": history or [],
        "related": list(dict.fromkeys(related)),
        "sources": list(kit.atlas.ranks.best_first(sources)),
    }


def _other_name(said: Speech, row: Any) -> str:
    """Give the name in the language that the title is not in."""
    own = said.name(row)
    named = (row.name, getattr(row, "name_ru", ""))
    return next((name for name in named if name and name != own), "")


def line(kit: Shelf, spell: Spell, text: str) -> dict[str, Any]:
    """Make one line of a history; `from` and `until` are day numbers, until None is open."""
    row = spell.row
    return {
        "from": spell.from_.toordinal(),
        "until": spell.until.toordinal() if spell.until else None,
        "text": text,
        "since": kit.speech.date(row.start, row.start_certainty),
        "end": kit.speech.until(row.end, row.end_certainty),
        "note": row.note,
        "sources": list(row.source_ids),
    }


def place(kit: Shelf, row: Any) -> str:
    """Say where a point is, how exact it is and where it is from."""
    own = kit.speech.said["coordinates"]
    if row.lat is None:
        return str(own["none"])
    coordinates = f"{row.lat:.4f}, {row.lon:.4f}"
    # Some points are told by a source of the atlas, which readers know by its publisher.
    origin = _WORD.sub(lambda m: kit.publishers.get(m[0], m[0]), row.coord_source)
    return kit.speech.joined([coordinates, own.get(row.coord_precision, ""), origin])


def _day(text: str) -> int | None:
    first = dates.earliest(text)
    return first.toordinal() if first else None


def _strengths(kit: Shelf, subjects: tuple[str, ...]) -> list[dict[str, Any]]:
    """All figures of some subjects, in order of date; only totals with a date can count."""
    return [
        {
            "day": _day(row.date),
            "as_of": kit.speech.date(row.date, row.date_certainty),
            "low": row.personnel_low,
            "high": row.personnel_high,
            "kind": kit.speech.word("figure_kind", row.kind),
            "counts": row.kind == "total" and bool(row.date),
            "text": row.text,
            "sources": list(row.source_ids),
        }
        for row in _figures(kit, subjects)
    ]


def _figures(kit: Shelf, subjects: tuple[str, ...]) -> list[Any]:
    own = (row for row in kit.atlas.tables.strengths if row.subject_id in subjects)
    return sorted(own, key=lambda row: _day(row.date) or 0)


def _counting(kit: Shelf, subjects: tuple[str, ...]) -> list[list[Any]]:
    """
    List what counts from which day on, by the rule of `csto_map.history.strengths`.

    Returns
    -------
    counting
        [day, low, high, as of in words, first day on which it is old, first day on which
        it is only the last known, indices of the card's figures behind it]; low None
        where nothing counts.
    """
    order = {row.strength_id: k for k, row in enumerate(_figures(kit, subjects))}
    found: list[list[Any]] = []
    for subject in subjects:
        for day, one in kit.atlas.strengths.steps(subject):
            told: list[Any] = [None, None, "", None, None, []]
            if one:
                said = kit.speech.date(one.as_of, one.rows[0].date_certainty)
                ages = one.old_from.toordinal(), one.last_known_from.toordinal()
                told = [one.low, one.high, said, *ages, [order[r.strength_id] for r in one.rows]]
            found.append([day.toordinal(), *told])
    return found


def troops_in(kit: Shelf, host: str) -> list[dict[str, Any]]:
    """
    List who has how many people in a country, by the rule of `csto_map.history.personnel`.

    Returns
    -------
    troops
        ``who`` and ``steps``: [day, until, low, high, as of and method in words, age,
        sources], ordinals, until not included.
    """
    found = []
    for place, operator in kit.atlas.headcount.parties:
        if place != host:
            continue
        steps = kit.atlas.headcount.steps(host, operator)
        told = [
            [
                *(from_.toordinal(), until.toordinal(), one.low, one.high),
                *(method_said(kit, one), one.age, list(one.source_ids)),
            ]
            for from_, until, one in personnel.spans(steps, kit.atlas.horizon)
        ]
        if told:
            found.append({"who": kit.names(operator), "steps": told})
    return found


def as_of_said(kit: Shelf, as_of: str) -> str:
    """Say the date of a figure, or the two between which those added lie."""
    return " – ".join(kit.speech.date(text) for text in as_of.split("/"))


def method_said(kit: Shelf, one: Personnel) -> str:
    """Say of when a number is and how it was come by."""
    key = "counted_whole" if one.method == "grouping" else "counted_sum"
    share = f"{one.covered:.0%}"
    return kit.fact(key, date=as_of_said(kit, one.as_of), share=share)


def _equipment(kit: Shelf, subjects: tuple[str, ...]) -> list[dict[str, Any]]:
    """All reports of equipment, in order of date, undated ones first."""
    found = [
        {
            "day": _day(row.date),
            "when": kit.speech.date(row.date) if row.date else kit.speech.said["dates"]["undated"],
            "text": f"{row.item}: {row.quantity}" if row.quantity else row.item,
            "kind": "" if row.kind == "present" else kit.speech.word("figure_kind", row.kind),
            "sources": list(row.source_ids),
        }
        for row in kit.atlas.tables.equipment
        if row.subject_id in subjects
    ]
    return sorted(found, key=lambda item: item["day"] or 0)


def _agreements(kit: Shelf, subjects: tuple[str, ...]) -> list[dict[str, Any]]:
    """Agreements that govern some subjects, in order of signature."""
    found = []
    for row in kit.atlas.tables.agreements:
        if not set(row.subject_ids) & set(subjects):
            continue
        when = [
            kit.fact(key, date=kit.speech.date(text))
            for key, text in (
                ("signed", row.signed),
                ("in_force", row.in_force),
                ("expires", row.expires),
            )
            if text
        ]
        found.append(
            {
                "day": _day(row.signed),
                "title": row.title,
                "when": "; ".join(when),
                "text": row.summary,
                "sources": list(row.source_ids),
            }
        )
    return sorted(found, key=lambda agreement: agreement["day"] or 0)
