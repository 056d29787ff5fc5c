"""What a card says of a mark: what it is, since when, how many, and who says so.

Cards are plain structures of short texts, made once for all dates; what depends on
the date (which figure counts, which line of the history is current) is told by day
numbers, so that the page and the single file need no server.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from csto_map.facts import ranks
from csto_map.history import spells, timeline
from csto_map.history.spells import Spell
from csto_map.page import answers
from csto_map.page.card_rows import Card, Shelf, card, line, place, shelf, troops_in

if TYPE_CHECKING:
    from csto_map.atlas import Atlas


def compile_details(atlas: Atlas, language: str = "en") -> dict[str, Any]:
    """
    Make the cards of everything that can be selected, and the list of sources.

    Returns
    -------
    details
        ``sources``: id -> title, publisher, date, url, note, what it is worth ("copy": it
        only repeats, "points": a gazetteer, or "") and, where known, ``when`` and ``read``
        (dates in words), ``rank``, ``original``. ``cards``: mark, sector
        or country id -> the card; see ``docs/timeline.md``.
    """
    kit = shelf(atlas, language)
    made = (
        _sites(kit)
        | _deployments(kit)
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
    }


def _worth(kit: Shelf, row: Any) -> str:
    if row.source_id in kit.atlas.ranks.gazetteers:
        return "points"
    return "copy" if row.rank == ranks.COPIES else ""


def _told(kit: Shelf, row: Any) -> dict[str, Any]:
    """Give what a citation needs besides, where it is known: dates in words, rank, origin."""
    known = {
        "when": kit.speech.date(row.date) if row.date else "",
        "read": kit.speech.date(row.accessed) if row.accessed else "",
        "rank": row.rank,
        "original": row.original,
    }
    return {key: value for key, value in known.items() if value}


def sources_of(atlas: Atlas, id_: str, first: date, last: date, lens: str) -> tuple[str, ...]:
    """
    Give the source ids behind a mark, a sector or a state in a range of days.

    A sector's are those of its last guard in the range; () for what is not in the atlas.
    """
    kind, _, rest = id_.partition(":")
    if kind == "sector":
        own = atlas.world.guards.get(rest, ())
        held = [s for s in own if s.from_ <= last and (s.until is None or first < s.until)]
        return tuple(held[-1].row.source_ids) if held else ()
    if not rest:
        return atlas.ranks.best_first(
            source
            for standing in atlas.world.standings[lens].get(id_, ())
            if standing.from_ <= last and (standing.until is None or first < standing.until)
            for row in standing.rows
            for source in row.source_ids
        )
    found = atlas.details["cards"].get(id_)
    return tuple(found["sources"]) if found else ()


def plans(atlas: Atlas, language: str = "en") -> list[str]:
    """Say in a sentence each what was only announced, with its publishers; never drawn as fact."""
    kit = shelf(atlas, language)
    atlas = kit.atlas
    publishers = {row.source_id: row.publisher for row in atlas.tables.sources}
    names = {row.site_id: kit.speech.name(row) for row in atlas.tables.sites}
    names |= {row.unit_id: kit.speech.name(row) for row in atlas.tables.units}
    names |= {row.grouping_id: kit.speech.name(row) for row in atlas.tables.groupings}
    said = []
    for row in atlas.plans:
        if hasattr(row, "subject_id"):
            what = f"{names[row.subject_id]}: {row.text}"
            when = kit.speech.date(row.date) if row.date else ""
        elif hasattr(row, "unit_id"):
            where = names.get(row.site_id, kit.fact("place_unknown"))
            what, when = f"{names[row.unit_id]}, {where}", _planned(kit, row)
        else:
            what, when = kit.speech.name(row), _planned(kit, row)
        by = "; ".join(dict.fromkeys(publishers[s] for s in row.source_ids))
        said.append(f"{what}{f', {when}' if when else ''} ({by})")
    return said


def _planned(kit: Shelf, row: Any) -> str:
    if row.end_certainty == "planned" and row.end:
        return kit.fact("end_planned", date=kit.speech.until(row.end))
    if row.start:
        return kit.fact("start_planned", date=kit.speech.date(row.start))
    return kit.fact("planned")


def _sites(kit: Shelf) -> dict[str, Card]:
    made = {}
    for row in kit.atlas.tables.sites:
        stays = kit.at_site[row.site_id]
        units = [kit.units[s.row.unit_id] for s in stays]
        made[f"site:{row.site_id}"] = card(
            kit,
            row,
            kit.speech.word("kind", row.kind),
            [
                ("former_names", row.former_names.replace(";", ", ")),
                ("country", kit.names(row.country)),
                ("operator", kit.names(row.operator)),
                ("place", place(kit, row)),
            ],
            [row, *(s.row for s in stays)],
            note=row.note,
            subjects=(row.site_id,),
            history=[
                line(kit, s, f"{kit.speech.name(unit)}, {kit.speech.word('role', s.row.role)}")
                for s, unit in zip(stays, units, strict=True)
            ],
            related=[*(f"deployment:{s.row.deployment_id}" for s in stays), row.country],
        )
    return made


def _deployments(kit: Shelf) -> dict[str, Card]:
    made = {}
    for row in kit.atlas.tables.deployments:
        unit, site = kit.units[row.unit_id], kit.sites.get(row.site_id)
        stays = kit.of_unit[row.unit_id]
        history = []
        for s in stays:
            at = kit.sites.get(s.row.site_id)
            where = kit.speech.name(at) if at else kit.fact("place_unknown")
            history.append(line(kit, s, f"{where}, {kit.speech.word('role', s.row.role)}"))
        arm, echelon = kit.speech.word("kind", unit.arm), kit.speech.word("echelon", unit.echelon)
        made[f"deployment:{row.deployment_id}"] = card(
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
            [row, unit],
            note=row.note,
            subjects=(unit.unit_id,),
            history=history,
            related=[
                *([f"site:{row.site_id}"] if site else []),
                *(f"deployment:{s.row.deployment_id}" for s in stays if s.row is not row),
            ],
        ) | {
            "since": kit.speech.date(row.start, row.start_certainty),
            "until": kit.speech.until(row.end, row.end_certainty),
        }
    return made


def _points(kit: Shelf) -> dict[str, Card]:
    return {
        f"point:{row.point_id}": card(
            kit,
            row,
            kit.speech.word("kind", row.kind),
            [("country", kit.names(row.country)), ("place", place(kit, row))],
            [row],
            other=row.name_alt,
            note=row.note,
        )
        for row in kit.atlas.tables.border_points
    }


def _events(kit: Shelf) -> dict[str, Card]:
    made = {}
    for row in kit.atlas.tables.events:
        days = timeline.event_days(row)
        made[f"event:{row.event_id}"] = card(
            kit,
            row,
            kit.speech.word("kind", row.kind),
            [
                ("date", kit.speech.date(row.start)),
                ("to", kit.speech.date(row.end) if row.end else ""),
                ("place", row.place),
            ],
            [row],
            title=row.title,
            other=" ",
            note=row.summary,
            related=[row.country] if row.country else [],
        ) | {"other": "", "day": days[0].toordinal() if days else None}
    return made


def _contingents(kit: Shelf) -> dict[str, Card]:
    made = {}
    for row in kit.atlas.tables.contingents:
        low, high = row.personnel_low, row.personnel_high
        people = "" if low is None or high is None else kit.speech.range(low, high)
        who = kit.names(row.country) if row.country else ""
        if row.is_total:
            who = kit.fact("all_contingents")
        made[f"contingent:{row.contingent_id}"] = card(
            kit,
            row,
            row.operation,
            [
                ("country", who or kit.fact("not_given")),
                ("personnel", people),
                ("place", row.place),
            ],
            [row],
            title=row.unit_text,
            other=" ",
            note=row.note,
            subjects=(row.unit_id,) if row.unit_id else (),
            related=[
                f"contingent:{other.contingent_id}"
                for other in kit.atlas.tables.contingents
                if other.operation == row.operation and other is not row
            ],
        ) | {"other": ""}
    return made


def _sectors(kit: Shelf) -> dict[str, Card]:
    made = {}
    names = {**kit.countries, "": kit.fact("no_state")}
    others = spells.of_rows(
        (r for r in kit.atlas.tables.border_guards if r.role != "guard" or not r.sector_id),
        kit.atlas.first,
    )
    for row in kit.atlas.tables.border_sectors:
        own = kit.atlas.world.guards[row.sector_id]
        helpers = [s for s in others if s.row.sector_id == row.sector_id]
        made[f"sector:{row.sector_id}"] = card(
            kit,
            row,
            kit.fact("sector_of", border=kit.border),
            [("drawn", row.note)],
            [row, *(s.row for s in own)],
            title=kit.fact("sector", name=kit.speech.name(row)),
            history=[
                line(kit, s, f"{names[s.row.guard_country]}: {s.row.guard_force}") for s in own
            ]
            + [
                line(
                    kit,
                    s,
                    f"{kit.speech.word('role', s.row.role)}: "
                    f"{names[s.row.guard_country]}, {s.row.guard_force}",
                )
                for s in helpers
            ],
        )
    return made


def _states(kit: Shelf) -> dict[str, Card]:
    orgs = {row.org_id: row for row in kit.atlas.tables.organizations}
    by_country: dict[str, list[Spell]] = defaultdict(list)
    for (_, country), own in kit.atlas.world.memberships.items():
        by_country[country] += own
    made = {}
    for row in kit.atlas.tables.countries:
        own = sorted(by_country[row.country], key=lambda s: s.from_)
        if not own:
            continue
        made[row.country] = card(
            kit,
            row,
            kit.fact("state"),
            [],
            [s.row for s in own],
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
                for s in own
            ],
            related=[
                f"site:{site.site_id}" for site in kit.sites.values() if site.country == row.country
            ],
        ) | {
            "answers": answers.of_state(kit, row.country),
            "hosting": [one.packed() for one in answers.troops(kit, row.country)],
        }
    return made
