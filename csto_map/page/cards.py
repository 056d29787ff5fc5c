"""What a card says of a mark: what it is, since when, how many, and who says so.

Cards are plain structures of short texts, made once for all dates; what depends on
the date (which figure counts, which line of the history is current) is told by day
numbers, so that the page and the single file need no server.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NotRequired

from typing_extensions import TypedDict

from csto_map.facts import dates, ids, ranks
from csto_map.facts.ids import MapId
from csto_map.facts.schema import BorderGuard, Dated, Deployment, Membership, Source, StrengthRow
from csto_map.history import marks, spells, timeline
from csto_map.history.spells import Spell
from csto_map.page import answers
from csto_map.page.card_forms import Card, Details
from csto_map.page.card_rows import Shelf, card, line, place, shelf, troops_in
from csto_map.picture import source_refs

if TYPE_CHECKING:
    from csto_map.atlas import Atlas


def compile_details(atlas: Atlas, language: str = "en") -> Details:
    """Make the cards of everything that can be selected, and the list of sources."""
    kit = shelf(atlas, language)
    made = (
        _sites(kit)
        | _deployments(kit)
        | _groupings(kit)
        | _points(kit)
        | _events(kit)
        | _contingents(kit)
        | _sectors(kit)
        | _states(kit)
    )
    return {
        "sources": {
            row.source_id: {
                "title": row.title,
                "publisher": row.publisher,
                "date": row.date,
                "url": row.url,
                "note": row.note,
                "worth": _worth(kit, row),
                **_told(kit, row),
            }
            for row in kit.atlas.tables.sources
        },
        "cards": made,
        "cited": {
            "boundaries": source_refs.of_boundaries(kit.atlas),
            "ground": source_refs.of_ground(kit.atlas),
            "rows": {
                **{r.membership_id: list(r.source_ids) for r in kit.atlas.tables.memberships},
                **{r.guard_id: list(r.source_ids) for r in kit.atlas.tables.border_guards},
            },
        },
    }


def _worth(kit: Shelf, row: Source) -> Literal["", "copy", "points"]:
    if row.source_id in kit.atlas.ranks.gazetteers:
        return "points"
    return "copy" if row.rank == ranks.COPIES else ""


class _Told(TypedDict):
    when: NotRequired[str]
    read: NotRequired[str]
    rank: NotRequired[int]
    original: NotRequired[str]


def _told(kit: Shelf, row: Source) -> _Told:
    """Give what a citation needs besides, where it is known: dates in words, rank, origin."""
    known: _Told = {}
    if row.date:
        known["when"] = kit.speech.date(row.date)
    if row.accessed:
        known["read"] = kit.speech.date(row.accessed)
    if row.rank:
        known["rank"] = row.rank
    if row.original:
        known["original"] = row.original
    return known


def plans(atlas: Atlas, language: str = "en") -> list[str]:
    """Say in a sentence each what was only announced, with its publishers; never drawn as fact."""
    kit = shelf(atlas, language)
    atlas = kit.atlas
    publishers = {row.source_id: row.publisher for row in atlas.tables.sources}
    names = {row.site_id: kit.speech.name(row) for row in atlas.tables.sites}
    names |= {row.unit_id: kit.speech.name(row) for row in atlas.tables.units}
    names |= {row.grouping_id: kit.speech.name(row) for row in atlas.tables.groupings}
    sentences = []
    for row in atlas.plans:
        if isinstance(row, StrengthRow):
            what = f"{names[row.subject_id]}: {row.text}"
            when = kit.speech.date(row.date) if row.date else ""
        elif isinstance(row, Deployment):
            where = names.get(row.site_id, kit.fact("place_unknown"))
            what, when = f"{names[row.unit_id]}, {where}", _planned(kit, row)
        else:
            what, when = kit.speech.name(row), _planned(kit, row)
        by = "; ".join(dict.fromkeys(publishers[s] for s in row.source_ids))
        sentences.append(f"{what}{f', {when}' if when else ''} ({by})")
    return sentences


def _planned(kit: Shelf, row: Dated) -> str:
    if row.end_certainty == "planned" and row.end:
        return kit.fact("end_planned", date=kit.speech.until(row.end))
    if row.start:
        return kit.fact("start_planned", date=kit.speech.date(row.start))
    return kit.fact("planned")


def _sites(kit: Shelf) -> dict[MapId, Card]:
    made: dict[MapId, Card] = {}
    for row in kit.atlas.tables.sites:
        stays = kit.at_site[row.site_id]
        units = [kit.units[s.row.unit_id] for s in stays]
        made[ids.of(row)] = card(
            kit,
            row,
            kit.speech.word("kind", row.kind),
            [
                ("former_names", row.former_names.replace(";", ", ")),
                ("country", kit.where(row)),
                ("operator", kit.names(row.operator)),
                ("place", place(kit, row)),
            ],
            ids.of(row),
            note=row.note,
            subjects=(row.site_id,),
            history=[
                line(kit, s, f"{kit.speech.name(unit)}, {kit.speech.word('role', s.row.role)}")
                for s, unit in zip(stays, units, strict=True)
            ],
            related=[*(ids.of(s.row) for s in stays), ids.make("state", row.country)],
        )
    return made


def _deployments(kit: Shelf) -> dict[MapId, Card]:
    made: dict[MapId, Card] = {}
    for row in kit.atlas.tables.deployments:
        unit, site = kit.units[row.unit_id], kit.sites.get(row.site_id)
        stays = kit.of_unit[row.unit_id]
        history = []
        for s in stays:
            at = kit.sites.get(s.row.site_id)
            where = kit.speech.name(at) if at else kit.fact("place_unknown")
            history.append(line(kit, s, f"{where}, {kit.speech.word('role', s.row.role)}"))
        arm, echelon = kit.speech.word("kind", unit.arm), kit.speech.word("echelon", unit.echelon)
        made[ids.of(row)] = card(
            kit,
            unit,
            f"{arm}, {echelon}",
            [
                ("owner", kit.names(unit.owner)),
                ("garrison", kit.speech.name(site) if site else kit.fact("garrison_unknown")),
                ("role", kit.speech.word("role", row.role)),
                ("formation", unit.formation),
                ("unit", unit.note),
            ],
            ids.of(row),
            note=row.note,
            subjects=(unit.unit_id,),
            history=history,
            related=[
                *([ids.of(site)] if site else []),
                *(ids.of(s.row) for s in stays if s.row is not row),
            ],
        ) | {
            "since": kit.speech.date(row.start, row.start_certainty),
            "until": kit.speech.until(row.end, row.end_certainty),
        }
    return made


def _groupings(kit: Shelf) -> dict[MapId, Card]:
    made: dict[MapId, Card] = {}
    for row in marks.drawn_groupings(kit.atlas.tables):
        arm = kit.speech.word("kind", marks.grouping_arm(row))
        made[ids.of(row)] = card(
            kit,
            row,
            f"{arm}, {kit.speech.word('echelon', row.echelon)}",
            [
                ("owner", kit.names(row.owner)),
                ("country", kit.where(row) if row.host else ""),
                ("place", "" if row.lat is None else place(kit, row)),
            ],
            ids.of(row),
            note=row.note,
            subjects=(row.grouping_id,),
            related=[
                *([ids.make("state", row.host)] if row.host else []),
                *(
                    ids.of(stay.row)
                    for unit in kit.atlas.headcount.units_of(row.grouping_id)
                    for stay in kit.of_unit[unit]
                ),
            ],
        )
    return made


def _points(kit: Shelf) -> dict[MapId, Card]:
    return {
        ids.of(row): card(
            kit,
            row,
            kit.speech.word("kind", row.kind),
            [("country", kit.where(row)), ("place", place(kit, row))],
            ids.of(row),
            other=row.name_alt,
            note=row.note,
        )
        for row in kit.atlas.tables.border_points
    }


def _events(kit: Shelf) -> dict[MapId, Card]:
    made: dict[MapId, Card] = {}
    for row in kit.atlas.tables.events:
        days = timeline.event_days(row)
        made[ids.of(row)] = card(
            kit,
            row,
            kit.speech.word("kind", row.kind),
            [
                ("date", kit.speech.date(row.start)),
                ("to", kit.speech.date(row.end) if row.end else ""),
                ("place", row.place),
            ],
            ids.of(row),
            title=row.title,
            other=" ",
            note=row.summary,
            related=[ids.make("state", row.country)] if row.country else [],
        ) | {"other": "", "day": days[0].toordinal() if days else None}
    return made


def _contingents(kit: Shelf) -> dict[MapId, Card]:
    made: dict[MapId, Card] = {}
    for row in kit.atlas.tables.contingents:
        low, high = row.personnel_low, row.personnel_high
        people = "" if low is None or high is None else kit.speech.range(low, high)
        who = kit.names(row.country, dates.earliest(row.start)) if row.country else ""
        if row.is_total:
            who = kit.fact("all_contingents")
        made[ids.of(row)] = card(
            kit,
            row,
            row.operation,
            [
                ("country", who or kit.fact("not_given")),
                ("personnel", people),
                ("place", row.place),
            ],
            ids.of(row),
            title=row.unit_text,
            other=" ",
            note=row.note,
            subjects=(row.unit_id,) if row.unit_id else (),
            related=[
                ids.of(other)
                for other in kit.atlas.tables.contingents
                if other.operation == row.operation and other is not row
            ],
        ) | {"other": ""}
    return made


def _sectors(kit: Shelf) -> dict[MapId, Card]:
    made: dict[MapId, Card] = {}

    def named(guarded: Spell[BorderGuard]) -> str:
        code = guarded.row.guard_country
        return kit.names(code, guarded.from_) if code else kit.fact("no_state")

    others = spells.of_rows(
        (r for r in kit.atlas.tables.border_guards if r.role != "guard" or not r.sector_id),
        kit.atlas.first,
    )
    for row in kit.atlas.tables.border_sectors:
        guards = kit.atlas.world.guards[row.sector_id]
        helpers = [s for s in others if s.row.sector_id == row.sector_id]
        made[ids.of(row)] = card(
            kit,
            row,
            kit.fact("sector_of", border=kit.border),
            [("drawn", row.note)],
            ids.of(row),
            title=kit.fact("sector", name=kit.speech.name(row)),
            history=[line(kit, s, f"{named(s)}: {s.row.guard_force}") for s in guards]
            + [
                line(
                    kit,
                    s,
                    f"{kit.speech.word('role', s.row.role)}: {named(s)}, {s.row.guard_force}",
                )
                for s in helpers
            ],
        )
    return made


def _called(kit: Shelf, country: str) -> str:
    """Say from when on a state is called what, where that changes."""
    steps = kit.atlas.states.steps(country, kit.speech)
    told = [kit.fact("from_then", name=name, date=kit.speech.day(day)) for day, name in steps[1:]]
    return "; ".join([*(name for _, name in steps[:1]), *told])


def _states(kit: Shelf) -> dict[MapId, Card]:
    orgs = {row.org_id: row for row in kit.atlas.tables.organizations}
    by_country: dict[str, list[Spell[Membership]]] = defaultdict(list)
    for (_, country), memberships in kit.atlas.world.memberships.items():
        by_country[country] += memberships
    made: dict[MapId, Card] = {}
    for row in kit.atlas.tables.countries:
        memberships = sorted(by_country[row.country], key=lambda s: s.from_)
        if not memberships:
            continue
        made[ids.of(row)] = card(
            kit,
            row,
            kit.fact("state"),
            [("names", _called(kit, row.country))],
            row.country,
            note=row.note,
            subjects=(row.country,),
            troops=troops_in(kit, row.country),
            history=[
                line(
                    kit,
                    s,
                    f"{answers.abbreviation(kit, orgs[s.row.org_id])}: "
                    f"{kit.speech.word('status', s.row.status)}",
                )
                | {"org": s.row.org_id}
                for s in memberships
            ],
            related=[ids.of(site) for site in kit.sites.values() if site.country == row.country],
        ) | {
            "answers": answers.of_state(kit, row.country),
            "hosting": [one.packed() for one in answers.troops(kit, row.country)],
        }
    return made
