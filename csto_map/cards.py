"""What a card says of a mark: what it is, since when, how many, and who says so.

Cards are plain structures of short English texts, made once for all dates; what
depends on the date (which figure counts, which line of the history is current) is
told by day numbers, so that the page and the single file need no server.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from csto_map import dates, spells, timeline
from csto_map.spells import Spell

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

_CERTAINTY = {True: "certain", False: "possible"}


def label(word: str) -> str:
    """Turn a vocabulary word into a readable one: ``air_base`` is ``Air base``."""
    return word.replace("_", " ").capitalize() if word else ""


def since(row: Any) -> str:
    """Say in words since when a row holds, with what certainty."""
    return dates.words(row.start, row.start_certainty)


def until(row: Any) -> str:
    """Say in words until when a row holds."""
    return dates.words(row.end, row.end_certainty)


def compile_details(atlas: Atlas) -> dict[str, Any]:
    """
    Make the cards of everything that can be selected, and the list of sources.

    Returns
    -------
    details
        ``sources``: id -> title, publisher, date, url, note. ``cards``: mark, sector
        or country id -> title, title_ru, kind, facts, history, strengths, note,
        sources; see ``docs/timeline.md``.
    """
    made: dict[str, dict[str, Any]] = {}
    made |= _site_cards(atlas)
    made |= _deployment_cards(atlas)
    made |= _point_cards(atlas)
    made |= _event_cards(atlas)
    made |= _contingent_cards(atlas)
    made |= _sector_cards(atlas)
    made |= _state_cards(atlas)
    return {
        "sources": {
            row.source_id: {
                "title": row.title,
                "publisher": row.publisher,
                "date": row.date,
                "url": row.url,
                "note": row.note,
            }
            for row in atlas.tables.sources
        },
        "cards": made,
    }


def plans(atlas: Atlas) -> list[str]:
    """Say in a sentence each what was only announced, with its publishers; never drawn as fact."""
    publishers = {row.source_id: row.publisher for row in atlas.tables.sources}
    names = {
        **{row.site_id: row.name for row in atlas.tables.sites},
        **{row.unit_id: row.name for row in atlas.tables.units},
        **{row.grouping_id: row.name for row in atlas.tables.groupings},
    }
    said = []
    for row in atlas.plans:
        if hasattr(row, "subject_id"):
            what = f"{names[row.subject_id]}: {row.text}"
            when = dates.words(row.date, "certain") if row.date else ""
        elif hasattr(row, "unit_id"):
            place = names.get(row.site_id, "place not given")
            what, when = f"{names[row.unit_id]}, {place}", _planned_when(row)
        else:
            what, when = row.name, _planned_when(row)
        by = "; ".join(dict.fromkeys(publishers[s] for s in row.source_ids))
        said.append(f"{what}{f', {when}' if when else ''} ({by})")
    return said


def _planned_when(row: Any) -> str:
    if row.end_certainty == "planned" and row.end:
        return f"end planned for {dates.words(row.end, 'certain')}"
    return f"planned for {dates.words(row.start, 'certain')}" if row.start else "planned"


def sources_of(atlas: Atlas, id_: str, day: date, lens: str) -> tuple[str, ...]:
    """Give the source ids behind a mark, a sector or a state; () for what is not in the atlas."""
    kind, _, rest = id_.partition(":")
    if kind == "sector":
        held = [s for s in atlas.world.guards.get(rest, ()) if s.covers(day)]
        return tuple(held[-1].row.source_ids) if held else ()
    if not rest:
        return tuple(
            dict.fromkeys(
                source
                for standing in atlas.world.standings[lens].get(id_, ())
                if standing.from_ <= day and (standing.until is None or day < standing.until)
                for row in standing.rows
                for source in row.source_ids
            )
        )
    card = atlas.details["cards"].get(id_)
    return tuple(card["sources"]) if card else ()


def _card(
    title: str,
    title_ru: str,
    kind: str,
    facts: list[tuple[str, str]],
    rows: Iterable[Any],
    *,
    since: str = "",
    until: str = "",
    note: str = "",
    strengths: list[dict[str, Any]] | None = None,
    history: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    sources = dict.fromkeys(source for row in rows for source in row.source_ids)
    sources |= dict.fromkeys(s for figure in strengths or () for s in figure["sources"])
    return {
        "title": title,
        "title_ru": title_ru,
        "kind": kind,
        "facts": [[name, value] for name, value in facts if value],
        "since": since,
        "until": until,
        "note": note,
        "strengths": strengths or [],
        "history": history or [],
        "sources": list(sources),
    }


def _figures(atlas: Atlas, *subject_ids: str) -> list[dict[str, Any]]:
    """All figures of some subjects, in order of date, those that are no totals marked so."""
    figures = []
    for row in atlas.tables.strengths:
        if row.subject_id not in subject_ids:
            continue
        when = dates.earliest(row.date)
        figures.append(
            {
                "subject": row.subject_id,
                "day": when.toordinal() if when else None,
                "as_of": dates.words(row.date, row.date_certainty),
                "low": row.personnel_low,
                "high": row.personnel_high,
                "kind": row.kind,
                "counts": row.kind == "total" and when is not None,
                "text": row.text,
                "sources": list(row.source_ids),
            }
        )
    return sorted(figures, key=lambda figure: figure["day"] or 0)


def _line(spell: Spell, text: str) -> dict[str, Any]:
    """One line of a history; `from` and `until` are day numbers, until None is open."""
    return {
        "from": spell.from_.toordinal(),
        "until": spell.until.toordinal() if spell.until else None,
        "text": text,
        "since": since(spell.row),
        "end": until(spell.row),
        "note": getattr(spell.row, "note", ""),
        "sources": list(spell.row.source_ids),
    }


def _names(atlas: Atlas) -> dict[str, str]:
    names = {row.country: row.name for row in atlas.tables.countries}
    orgs = {row.org_id: row.abbr for row in atlas.tables.organizations}
    return {"JOINT": "Joint", "": "not given by any source"} | orgs | names


def _countries(atlas: Atlas, codes: str | Iterable[str]) -> str:
    names = _names(atlas)
    listed = codes.split(";") if isinstance(codes, str) else list(codes)
    return ", ".join(names.get(code, code) for code in listed)


def _agreements(atlas: Atlas, *subject_ids: str) -> list[tuple[str, str]]:
    found = []
    for row in atlas.tables.agreements:
        if set(row.subject_ids) & set(subject_ids):
            parts = [row.title]
            if row.signed:
                parts.append(f"signed {dates.words(row.signed, 'certain')}")
            if row.in_force:
                parts.append(f"in force {dates.words(row.in_force, 'certain')}")
            if row.expires:
                parts.append(f"until {dates.words(row.expires, 'certain')}")
            found.append(("Agreement", "; ".join(parts)))
    return found


def _site_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    units = {row.unit_id: row for row in atlas.tables.units}
    stays: dict[str, list[Spell]] = defaultdict(list)
    for spell in atlas.world.deployments:
        stays[spell.row.site_id].append(spell)
    kit: dict[str, list[Any]] = defaultdict(list)
    for item in atlas.tables.equipment:
        kit[item.subject_id].append(item)
    made = {}
    for row in atlas.tables.sites:
        own = sorted(stays[row.site_id], key=lambda s: s.from_)
        made[f"site:{row.site_id}"] = _card(
            row.name,
            row.name_ru,
            label(row.kind),
            [
                ("Country", _countries(atlas, row.country)),
                ("Operator", _countries(atlas, row.operator)),
                ("Former names", row.former_names),
                ("Place", _place(row)),
                *_agreements(atlas, row.site_id, *(s.row.unit_id for s in own)),
                *(("Equipment", _equipment(item)) for item in kit[row.site_id]),
            ],
            [row, *(s.row for s in own)],
            since=since(row),
            until=until(row),
            note=row.note,
            strengths=_figures(atlas, row.site_id),
            history=[
                _line(s, f"{units[s.row.unit_id].name}, {label(s.row.role).lower()}") for s in own
            ],
        )
    return made


def _equipment(row: Any) -> str:
    when = dates.words(row.date, "certain") if row.date else "undated"
    kind = "" if row.kind == "present" else f" ({row.kind})"
    return f"{row.item}: {row.quantity}{kind}, {when}" if row.quantity else f"{row.item}, {when}"


def _place(row: Any) -> str:
    if row.lat is None:
        return "no source gives the place"
    precision = {
        "exact": "",
        "town": "town-level point",
        "area": "approximate area",
        "derived": "derived point",
    }.get(row.coord_precision, row.coord_precision)
    coordinates = f"{row.lat:.4f}, {row.lon:.4f}"
    words = [coordinates, precision, row.coord_source]
    return "; ".join(word for word in words if word)


def _deployment_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    units = {row.unit_id: row for row in atlas.tables.units}
    sites = {row.site_id: row for row in atlas.tables.sites}
    stays: dict[str, list[Spell]] = defaultdict(list)
    for spell in atlas.world.deployments:
        stays[spell.row.unit_id].append(spell)
    made = {}
    for row in atlas.tables.deployments:
        unit, site = units[row.unit_id], sites.get(row.site_id)
        history = [
            _line(
                s,
                f"{sites[s.row.site_id].name if s.row.site_id else 'place not given'}, "
                f"{label(s.row.role).lower()}",
            )
            for s in sorted(stays[row.unit_id], key=lambda s: s.from_)
        ]
        made[f"deployment:{row.deployment_id}"] = _card(
            unit.name,
            unit.name_ru,
            f"{label(unit.arm)}, {unit.echelon}",
            [
                ("Owner", _countries(atlas, unit.owner)),
                ("Garrison", site.name if site else "no source gives it"),
                ("Role", label(row.role)),
                ("Formation", unit.formation),
                ("Unit", unit.note),
                *_agreements(atlas, unit.unit_id, row.site_id),
            ],
            [row, unit],
            since=since(row),
            until=until(row),
            note=row.note,
            strengths=_figures(atlas, unit.unit_id),
            history=history,
        )
    return made


def _point_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    return {
        f"point:{row.point_id}": _card(
            row.name,
            row.name_alt,
            label(row.kind),
            [("Country", _countries(atlas, row.country)), ("Place", _place(row))],
            [row],
            since=since(row),
            until=until(row),
            note=row.note,
        )
        for row in atlas.tables.border_points
    }


def _event_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    made = {}
    for row in atlas.tables.events:
        days = timeline.event_days(row)
        made[f"event:{row.event_id}"] = _card(
            row.title,
            "",
            label(row.kind),
            [
                ("Date", dates.words(row.start, "certain")),
                ("To", dates.words(row.end, "certain") if row.end else ""),
                ("Place", row.place),
            ],
            [row],
            note=row.summary,
        ) | {"day": days[0].toordinal() if days else None}
    return made


def _contingent_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    made = {}
    for row in atlas.tables.contingents:
        low, high = row.personnel_low, row.personnel_high
        people = "" if low is None else f"{low:,}" if low == high else f"{low:,}-{high:,}"
        made[f"contingent:{row.contingent_id}"] = _card(
            row.unit_text,
            "",
            row.operation,
            [
                ("Country", _countries(atlas, row.country) if row.country else "all contingents"),
                ("Personnel", people),
                ("Place", row.place),
            ],
            [row],
            since=since(row),
            until=until(row),
            note=row.note,
        )
    return made


def _sector_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    names = _names(atlas) | {"": "no clear state"}
    made = {}
    others = spells.of_rows(
        (r for r in atlas.tables.border_guards if r.role != "guard" or not r.sector_id),
        atlas.first,
    )
    for row in atlas.tables.border_sectors:
        own = atlas.world.guards[row.sector_id]
        helpers = [s for s in others if s.row.sector_id == row.sector_id]
        made[f"sector:{row.sector_id}"] = _card(
            f"{row.name} sector",
            row.name_ru,
            f"Sector of the {atlas.config.border_name}",
            [("Drawn", row.note)],
            [row, *(s.row for s in own)],
            history=[_line(s, f"{names[s.row.guard_country]}: {s.row.guard_force}") for s in own]
            + [
                _line(
                    s,
                    f"{label(s.row.role)}: {names[s.row.guard_country]}, {s.row.guard_force}",
                )
                for s in helpers
            ],
        )
    return made


def _state_cards(atlas: Atlas) -> dict[str, dict[str, Any]]:
    orgs = {row.org_id: row for row in atlas.tables.organizations}
    by_country: dict[str, list[Spell]] = defaultdict(list)
    for (_, country), own in atlas.world.memberships.items():
        by_country[country] += own
    made = {}
    for row in atlas.tables.countries:
        own = sorted(by_country[row.country], key=lambda s: s.from_)
        if not own:
            continue
        made[row.country] = _card(
            row.name,
            row.name_ru,
            "State",
            [],
            [s.row for s in own],
            note=row.note,
            history=[
                _line(s, f"{orgs[s.row.org_id].abbr}: {s.row.status}") | {"org": s.row.org_id}
                for s in own
            ],
        )
    return made
