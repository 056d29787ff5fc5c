"""What questions are answered by: steps of memberships, people in a country, single figures.

These entries are found only when a question asks for their kind (did it leave, how many)
or for their number; which words ask for what is in ``locale/*.toml``, section ``asked``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csto_map.facts import dates, ids
from csto_map.facts.ids import MapId
from csto_map.facts.schema import Grouping, Membership, Organization, Site, StrengthRow, Unit
from csto_map.history import changes
from csto_map.history.spells import BOUND, Spell
from csto_map.language.spelling import split
from csto_map.language.words import languages, words
from csto_map.page import answers
from csto_map.page.card_rows import Shelf, shelf
from csto_map.page.search_entries import Entry, Kit, Target, names, ordinal, tongues

# A card that tells of a subject over [from, until).
Stay = tuple[MapId, date, date | None]
_LEFT = ("frozen", "suspended", "left")
# What is in force says more than what was signed or announced, and both more than watching.
_WEIGHT = {"member": 3, "suspended": 3, "left": 3, "signatory": 2, "frozen": 2}


def asked() -> dict[str, list[str]]:
    """Give the words of questions in all languages, by what they ask for; and endings."""
    found: dict[str, dict[str, None]] = {}
    for language in languages():
        for kind, listed in words(language)["asked"].items():
            found.setdefault(kind, {}).update(dict.fromkeys(split(listed)))
    return {kind: list(terms) for kind, terms in found.items()}


def entries(kit: Kit, language: str) -> Iterator[Entry]:
    """Give everything that answers a question."""
    card_kit = shelf(kit.atlas, language)
    yield from _steps(kit, card_kit)
    yield from _troops(kit, card_kit)
    yield from _figures(kit)


def _steps(kit: Kit, card_kit: Shelf) -> Iterator[Entry]:
    """Give each step of each membership, told as the changes tell it."""
    atlas = kit.atlas
    orgs = {row.org_id: row for row in atlas.tables.organizations}
    countries = {row.country: row for row in atlas.tables.countries}
    phrases = changes.phrases(atlas.tables, atlas.config, kit.speech)
    for (org, country), spells in atlas.world.memberships.items():
        id_ = ids.make("state", country)
        if id_ not in kit.cards:
            continue
        lens = next((lens for lens in atlas.config.lenses if org in lens.orgs), None)
        beside = [orgs[o] for o in (lens.orgs if lens else ()) if o != org and o in orgs]
        line = answers.story(card_kit, spells, orgs[org])
        for status, day, until, edtf in _moves(spells, orgs[org]):
            title = changes.tell(
                kit.speech, status, 1, who=kit.country(country, day), org=phrases[org]
            )
            first = max(day, atlas.first)
            when = kit.speech.date(edtf)
            yield Entry(
                "status",
                title[:1].upper() + title[1:],
                kit.speech.word("facts", "status_change"),
                [Target(id_, "", when, ordinal(first), ordinal(until), ordinal(first))],
                also=(
                    *names(countries[country]),
                    *tongues(country),
                    *_called(orgs[org]),
                ),
                about=(text for row in beside for text in _called(row)),
                # Later organisations of a lens speak before earlier ones.
                rank=_WEIGHT.get(status, 1) + (lens.orgs.index(org) if lens else 0),
                kinds=("leave",) if status in _LEFT else ("join",),
                lens=lens.id if lens else "",
                line=f"{answers.abbreviation(card_kit, orgs[org])}: {line}",
            )


def _called(org: Organization) -> tuple[str, ...]:
    return (*names(org), org.abbr, org.abbr_ru)


def _moves(
    spells: list[Spell[Membership]], org: Organization
) -> Iterator[tuple[str, date, date | None, str]]:
    """Yield (status or left, day, until, EDTF date) of every step, in order."""
    ended = dates.earliest(org.end)
    for k, spell in enumerate(spells):
        after = spells[k + 1] if k + 1 < len(spells) else None
        yield spell.row.status, spell.from_, spell.until, spell.row.start
        until = spell.until
        if until is None or (after is not None and until >= after.from_):
            continue
        if spell.row.status in BOUND and until != ended:
            yield "left", until, after.from_ if after else None, spell.row.end


def _troops(kit: Kit, card_kit: Shelf) -> Iterator[Entry]:
    """Give how many people of one side are in a country, with what counts on which days."""
    countries = {row.country: row for row in kit.atlas.tables.countries}
    orgs = {row.org_id: row for row in kit.atlas.tables.organizations}
    publishers = {row.source_id: row.publisher for row in kit.atlas.tables.sources}
    for host, operator in kit.atlas.headcount.parties:
        id_ = ids.make("state", host)
        if id_ not in kit.cards:
            continue
        targets = [
            Target(
                id_,
                ", ".join(dict.fromkeys(publishers[source] for source in one.source_ids[:2])),
                answers.people(card_kit, one),
                from_.toordinal(),
                until.toordinal(),
                from_.toordinal(),
            )
            for from_, until, one in answers.counted(card_kit, host, operator)
        ]
        if not targets:
            continue
        sender = countries.get(operator)
        key = "troops_in" if sender else "people_in"
        by = names(sender) if sender else _called(orgs[operator]) if operator in orgs else ()
        yield Entry(
            "troops",
            kit.speech.words["answer"][key].format(
                who=card_kit.names(operator), host=kit.countries[host]
            ),
            str(kit.speech.words["charts"]["abroad"]),
            targets,
            also=(
                *by,
                *(tongues(operator) if sender else ()),
                *kit.ever(host),
                *tongues(host),
            ),
            rank=9,
            kinds=("figure", "troops"),
        )


def _figures(kit: Kit) -> Iterator[Entry]:
    """Give each number of each subject once, with the dates on which sources give it."""
    tables = kit.atlas.tables
    subjects: dict[str, Site | Unit | Grouping] = {row.site_id: row for row in tables.sites}
    subjects |= {row.unit_id: row for row in tables.units}
    subjects |= {row.grouping_id: row for row in tables.groupings}
    stays = _stays(kit)
    publishers = {row.source_id: row.publisher for row in tables.sources}
    by_number: dict[tuple[str, int, int], list[StrengthRow]] = {}
    for row in tables.strengths:
        if row.personnel_low is not None and row.personnel_high is not None:
            key = row.subject_id, row.personnel_low, row.personnel_high
            by_number.setdefault(key, []).append(row)
    for (subject_id, low, high), rows in by_number.items():
        subject = subjects.get(subject_id)
        held = stays.get(subject_id, [])
        if subject is None or not held:
            continue
        ordered = sorted(rows, key=lambda row: dates.earliest(row.date) or kit.atlas.horizon)
        targets = [
            _dated(kit, held, row, publishers[row.source_ids[0]], after)
            for row, after in zip(ordered, [*ordered[1:], None], strict=True)
        ]
        numbers = tuple(dict.fromkeys((low, high)))
        host, owner = getattr(subject, "host", ""), getattr(subject, "owner", "")
        yield Entry(
            "figure",
            f"{kit.speech.name(subject)}: {kit.speech.range(low, high)}",
            kit.speech.word("figure_kind", rows[0].kind),
            targets,
            also=(*names(subject), *map(str, numbers)),
            about=[kit.countries.get(code, "") for code in (host, owner) if code],
            rank=2 if rows[0].kind == "total" else 0,
            kinds=("figure",),
            numbers=numbers,
        )


def _dated(
    kit: Kit, cards: list[Stay], row: StrengthRow, publisher: str, after: StrengthRow | None
) -> Target:
    """Make a target of a figure: the card of its subject on the day of the figure."""
    day = dates.earliest(row.date)
    until = dates.earliest(after.date) if after else None
    held = [id_ for id_, from_, to in cards if day and from_ <= day and (to is None or day < to)]
    when = kit.speech.date(row.date, row.date_certainty) if row.date else ""
    undated = str(kit.speech.words["dates"]["undated"])
    id_ = (held or [id_ for id_, *_ in cards])[0]
    return Target(id_, publisher, when or undated, ordinal(day), ordinal(until), ordinal(day))


def _stays(kit: Kit) -> dict[str, list[Stay]]:
    """Give the cards that tell a subject's figures, by subject."""
    found: dict[str, list[Stay]] = {}
    first = kit.atlas.first
    for row in kit.atlas.tables.sites:
        found[row.site_id] = [(ids.of(row), first, None)]
    for grouping in kit.atlas.tables.groupings:
        host = ids.make("state", grouping.host)
        if host in kit.cards:
            found[grouping.grouping_id] = [(host, first, None)]
    for spell in sorted(kit.atlas.world.deployments, key=lambda s: s.from_):
        id_ = ids.of(spell.row)
        found.setdefault(spell.row.unit_id, []).append((id_, spell.from_, spell.until))
    return found
