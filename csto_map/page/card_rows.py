"""The parts that cards are made of: plain structures of short texts and day numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from csto_map.facts import dates, schema
from csto_map.facts.ids import MapId
from csto_map.facts.schema import (
    BorderPoint,
    BorderSector,
    Contingent,
    CountryRow,
    Dated,
    Deployment,
    Event,
    Grouping,
    Placed,
    Site,
    StrengthRow,
    Unit,
)
from csto_map.history import owners, personnel
from csto_map.history.hosts import Place
from csto_map.history.outdone import Outdone, outdone
from csto_map.history.personnel import Personnel
from csto_map.history.spells import Spell
from csto_map.language.speech import Speech
from csto_map.page.card_forms import (
    Agreement,
    Beside,
    Card,
    CardParts,
    Counting,
    Equipment,
    Fact,
    Figure,
    HistoryLine,
    Troops,
    TroopsStep,
)
from csto_map.page.concerning import Concerning

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

CardRow = Site | Unit | Grouping | BorderPoint | BorderSector | CountryRow | Event | Contingent
_WORD = re.compile(r"[a-z][a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Shelf:
    """
    What all cards are made from.

    The atlas, a language, rows by id, stays by site and unit, rows by what they tell of, parts
    that are said to be more than their whole.
    """

    atlas: Atlas
    speech: Speech
    countries: Mapping[str, str]
    units: Mapping[str, Unit]
    sites: Mapping[str, Site]
    at_site: Mapping[str, list[Spell[Deployment]]]
    of_unit: Mapping[str, list[Spell[Deployment]]]
    publishers: Mapping[str, str]
    strengths: Concerning[StrengthRow]
    equipment: Concerning[schema.Equipment]
    agreements: Concerning[schema.Agreement]
    outdone: Mapping[str, list[Outdone]]

    @property
    def border(self) -> str:
        """Name the guarded border."""
        return self.speech.title("border_name", "", self.atlas.config.border_name)

    def fact(self, key: str, **values: str) -> str:
        """Say a word of the cards, its places filled in."""
        return str(self.speech.words["facts"][key]).format(**values)

    def names(self, codes: str | Iterable[str], day: date | None = None) -> str:
        """Name countries and other owners, in a row, as on a day; None for as usual."""
        listed = codes.split(";") if isinstance(codes, str) else list(codes)
        then = self.atlas.states.called(day, self.speech) if day else self.countries
        return ", ".join(then.get(code) or self.countries.get(code, code) for code in listed)

    def where(self, row: Place, stay: Spell[Deployment] | None = None) -> str:
        """
        Name the state in which something is; of a site over a stay at it, if one is given.

        Where that changes, or its name, the last one: it says in brackets what came before.
        """
        span = dates.span(row.start, row.end, row.start_certainty, row.end_certainty)
        from_, until = (span.from_, span.until) if span else (None, None)
        if stay:
            from_, until = stay.from_, stay.until
        first = from_ or self.atlas.first
        steps = self.atlas.hosts.named(row, first, until, self.speech)
        if not steps:
            return self.names(row.host if isinstance(row, Grouping) else row.country)
        before = [
            self.fact("until_then", name=name, date=self.speech.day(after - timedelta(days=1)))
            for (_, name), (after, _) in pairwise(steps)
        ]
        return f"{steps[-1][1]} ({'; '.join(before)})" if before else steps[-1][1]


def shelf(atlas: Atlas, language: str) -> Shelf:
    """Put in order what the cards of an atlas need."""
    atlas, speech = atlas.spoken(language), atlas.speech(language)
    words = speech.words["facts"]
    at_site: dict[str, list[Spell[Deployment]]] = defaultdict(list)
    of_unit: dict[str, list[Spell[Deployment]]] = defaultdict(list)
    for spell in sorted(atlas.world.deployments, key=lambda s: (s.from_, s.row.deployment_id)):
        at_site[spell.row.site_id].append(spell)
        of_unit[spell.row.unit_id].append(spell)
    names = {row.country: speech.name(row) for row in atlas.tables.countries}
    return Shelf(
        atlas,
        speech,
        {"": words["not_given"]} | owners.titles(atlas.tables.organizations, speech) | names,
        {row.unit_id: row for row in atlas.tables.units},
        {row.site_id: row for row in atlas.tables.sites},
        at_site,
        of_unit,
        {row.source_id: row.publisher or row.title for row in atlas.tables.sources},
        Concerning(atlas.tables.strengths, lambda row: (row.subject_id,)),
        Concerning(atlas.tables.equipment, lambda row: (row.subject_id,)),
        Concerning(atlas.tables.agreements, lambda row: row.subject_ids),
        outdone(atlas.headcount, atlas.horizon),
    )


def card(
    kit: Shelf,
    row: CardRow,
    kind: str,
    facts: list[tuple[str, str]],
    id_: str,
    *,
    title: str = "",
    other: str = "",
    note: str = "",
    subjects: tuple[str, ...] = (),
    history: list[HistoryLine] | None = None,
    related: Iterable[MapId] = (),
    troops: list[Troops] | None = None,
) -> Card:
    """
    Make a card.

    Parameters
    ----------
    row
        What the card is of; its start and end, where it has any, are said.
    facts
        (word of `facts`, value); empty values are left out.
    id_
        The card's own id: the mark, sector or state whose sources it lists.
    title, other
        Where they are not the row's name and its name in the other language.
    subjects
        Ids under which strengths, equipment and agreements are looked up.
    related
        Ids of other cards.
    troops
        Of a state: who has how many people there; see `troops_in`.
    """
    speech = kit.speech
    strengths = _strengths(kit, subjects)
    equipment = _equipment(kit, subjects)
    agreements = _agreements(kit, subjects)
    dated = row if isinstance(row, Dated) else None
    parts: CardParts = {"troops": troops} if troops else {}
    beside = _beside(kit, subjects)
    if beside:
        parts["beside"] = beside
    return {
        "title": title or _name(speech, row),
        "other": other or _other_name(speech, row),
        "kind": kind,
        "facts": [Fact(kit.fact(name), value) for name, value in facts if value],
        "since": speech.date(dated.start, dated.start_certainty) if dated else "",
        "until": speech.until(dated.end, dated.end_certainty) if dated else "",
        "note": note,
        "strengths": strengths,
        "counting": _counting(kit, subjects),
        **parts,
        "equipment": equipment,
        "agreements": agreements,
        "history": history or [],
        "related": list(dict.fromkeys(related)),
        "sources": list(kit.atlas.sources.behind(id_)),
    }


def _name(speech: Speech, row: CardRow) -> str:
    """Name what a card is of; what has no name of its own is titled by whoever makes its card."""
    return "" if isinstance(row, Event | Contingent) else speech.name(row)


def _other_name(speech: Speech, row: CardRow) -> str:
    """Give the name in the language that the title is not in."""
    if isinstance(row, Event | Contingent):
        return ""
    title = speech.name(row)
    named = (getattr(row, "name", ""), getattr(row, "name_ru", ""))
    return next((name for name in named if name and name != title), "")


def line(kit: Shelf, spell: Spell[Dated], text: str) -> HistoryLine:
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


def place(kit: Shelf, row: Placed | Grouping) -> str:
    """Say where a point is, how exact it is and where it is from."""
    words = kit.speech.words["coordinates"]
    if row.lat is None:
        return str(words["none"])
    coordinates = f"{row.lat:.4f}, {row.lon:.4f}"
    # Some points are told by a source of the atlas, which readers know by its publisher.
    origin = _WORD.sub(lambda m: kit.publishers.get(m[0], m[0]), row.coord_source)
    return kit.speech.joined([coordinates, words.get(row.coord_precision, ""), origin])


def _day(text: str) -> int | None:
    first = dates.earliest(text)
    return first.toordinal() if first else None


def _strengths(kit: Shelf, subjects: tuple[str, ...]) -> list[Figure]:
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


def _figures(kit: Shelf, subjects: tuple[str, ...]) -> list[StrengthRow]:
    return sorted(kit.strengths.of(subjects), key=lambda row: _day(row.date) or 0)


def _counting(kit: Shelf, subjects: tuple[str, ...]) -> list[Counting]:
    """List what counts from which day on, by the rule of `csto_map.history.strengths`."""
    order = {row.strength_id: k for k, row in enumerate(_figures(kit, subjects))}
    counts: list[Counting] = []
    for subject in subjects:
        for day, one in kit.atlas.strengths.steps(subject):
            from_ = day.toordinal()
            if one is None:
                counts.append(Counting(from_, None, None, "", None, None, []))
                continue
            when = kit.speech.date(one.as_of, one.rows[0].date_certainty)
            ages = one.old_from.toordinal(), one.last_known_from.toordinal()
            rows = [order[row.strength_id] for row in one.rows]
            counts.append(Counting(from_, one.low, one.high, when, *ages, rows))
    return counts


def troops_in(kit: Shelf, host: str) -> list[Troops]:
    """List who has how many people in a country, by the rule of `csto_map.history.personnel`."""
    troops: list[Troops] = []
    for place, operator in kit.atlas.headcount.parties:
        if place != host:
            continue
        steps = kit.atlas.headcount.steps(host, operator)
        spans = [
            TroopsStep(
                from_.toordinal(),
                until.toordinal(),
                one.low,
                one.high,
                method_text(kit, one),
                one.age,
                list(one.source_ids),
            )
            for from_, until, one in personnel.spans(steps, kit.atlas.horizon)
        ]
        if spans:
            troops.append({"who": kit.names(operator), "steps": spans})
    return troops


def _beside(kit: Shelf, subjects: tuple[str, ...]) -> list[Beside]:
    """List the counts of all forces that are less than the figure of one of some subjects."""
    return [
        Beside(
            one.from_.toordinal(),
            one.until.toordinal(),
            kit.fact(
                "beside",
                who=kit.names(one.whole.operator, one.from_),
                host=kit.names(one.whole.host, one.from_),
                n=kit.speech.range(one.whole.low, one.whole.high),
                date=as_of_text(kit, one.whole.as_of),
            ),
            list(one.whole.source_ids),
        )
        for subject in subjects
        for one in kit.outdone.get(subject, ())
    ]


def as_of_text(kit: Shelf, as_of: str) -> str:
    """Say the date of a figure, or the two between which those added lie."""
    return " – ".join(kit.speech.date(text) for text in as_of.split("/"))


def method_text(kit: Shelf, one: Personnel) -> str:
    """Say as of when a number is and how it was arrived at."""
    key = "counted_whole" if one.method == "grouping" else "counted_sum"
    share = f"{one.covered:.0%}"
    return kit.fact(key, date=as_of_text(kit, one.as_of), share=share)


def _equipment(kit: Shelf, subjects: tuple[str, ...]) -> list[Equipment]:
    """All reports of equipment, in order of date, undated ones first."""
    reports: list[Equipment] = [
        {
            "day": _day(row.date),
            "when": kit.speech.date(row.date) if row.date else kit.speech.words["dates"]["undated"],
            "text": f"{row.item}: {row.quantity}" if row.quantity else row.item,
            "kind": "" if row.kind == "present" else kit.speech.word("figure_kind", row.kind),
            "sources": list(row.source_ids),
        }
        for row in kit.equipment.of(subjects)
    ]
    return sorted(reports, key=lambda item: item["day"] or 0)


def _agreements(kit: Shelf, subjects: tuple[str, ...]) -> list[Agreement]:
    """Agreements that govern some subjects, in order of signature."""
    agreements: list[Agreement] = []
    for row in kit.agreements.of(subjects):
        when = [
            kit.fact(key, date=kit.speech.date(text))
            for key, text in (
                ("signed", row.signed),
                ("in_force", row.in_force),
                ("expires", row.expires),
            )
            if text
        ]
        agreements.append(
            {
                "day": _day(row.signed),
                "title": row.title,
                "when": "; ".join(when),
                "text": row.summary,
                "sources": list(row.source_ids),
            }
        )
    return sorted(agreements, key=lambda agreement: agreement["day"] or 0)
