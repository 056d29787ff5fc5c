"""All that changes with time, compiled once for the browser, and its reading.

`compile_timeline` turns the spells of all tables into one plain structure of
numbers and short texts; `state_at` says what it holds on a day. ``assets/js/
state.js`` is the twin of `state_at`, and a browser test holds the two equal, as
another holds `state_at` equal to the snapshot made from the tables themselves.

Days are ``date.toordinal()`` numbers; intervals are half-open, None is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from csto_map import changes as change_list
from csto_map import dates, spells
from csto_map.config import Config
from csto_map.speech import Speech, speech
from csto_map.spells import Spell
from csto_map.tables import Tables

Project = Callable[[float, float], tuple[float, float]]

# How long an event stays on the map after it ends.
EVENT_DAYS = 365
# Kinds that head a stack, most telling first; others follow in alphabetical order.
_SITE_RANK = ("air_base", "radar", "cosmodrome", "space_tracking", "naval_test", "headquarters")
_ECHELON_RANK = ("corps", "division", "base", "brigade", "regiment", "battalion", "company")
_CROSSINGS = ("bridge", "crossing")


@dataclass(frozen=True, slots=True)
class State:
    """
    What a timeline holds on one day.

    `states` maps ISO 3166-1 alpha-3 to (status, certain); `marks` maps mark ids to
    certain; `sectors` maps sector ids to (guard country or "", force, certain,
    guard_id); `events` are the ids of the events on the map, newest first.
    """

    states: dict[str, tuple[str, bool]]
    marks: dict[str, bool]
    sectors: dict[str, tuple[str, str, bool, str]]
    events: tuple[str, ...]


def _certain(day: int, from_: int | None, until: int | None) -> bool:
    return from_ is not None and from_ <= day and (until is None or day < until)


def _covers(day: int, from_: int, until: int | None) -> bool:
    return from_ <= day and (until is None or day < until)


def state_at(timeline: dict[str, Any], day: int, lens: str) -> State:
    """
    Say what held on a day.

    Parameters
    ----------
    timeline
        As `compile_timeline` makes it.
    day
        A ``date.toordinal()`` between ``timeline["first"]`` and ``["horizon"]``.
    lens
        An id of ``timeline["lenses"]``.
    """
    states = {}
    for country, standings in timeline["memberships"][lens].items():
        for from_, until, status, cfrom, cuntil, _ in standings:
            if _covers(day, from_, until):
                states[country] = (status, _certain(day, cfrom, cuntil))
    marks = {
        mark["id"]: _certain(day, mark["cfrom"], mark["cuntil"])
        for mark in timeline["marks"]
        if _covers(day, mark["from"], mark["until"])
    }
    sectors = {}
    for sector in timeline["sectors"]:
        for from_, until, guard, force, cfrom, cuntil, guard_id in sector["spells"]:
            if _covers(day, from_, until):
                sectors[sector["id"]] = (guard, force, _certain(day, cfrom, cuntil), guard_id)
    events = [e for e in timeline["events"] if _covers(day, e["day"], e["until"])]
    events.sort(key=lambda e: (-e["day"], e["id"]))
    return State(states, marks, sectors, tuple(e["id"] for e in events))


def compile_timeline(
    tables: Tables,
    config: Config,
    project: Project,
    *,
    first: date,
    horizon: date,
    version: str,
) -> dict[str, Any]:
    """
    Compile everything that changes with time.

    Parameters
    ----------
    tables
        The checked tables.
    config
        Titles, lenses, layers, views.
    project
        Longitude and latitude in degrees to km on the map.
    first, horizon
        First and last day of the atlas.
    version
        Data version, carried along.

    Returns
    -------
    timeline
        JSON-ready; its form is written down in ``docs/timeline.md``.
    """
    guards = spells.guards(tables, config.near_side, first)
    standing = {
        lens.id: spells.standings(lens, spells.memberships(tables, first), first)
        for lens in config.lenses
    }
    return {
        "version": version,
        "title": config.title,
        "subject": config.subject,
        "first": first.toordinal(),
        "horizon": horizon.toordinal(),
        "defaults": {
            "view": config.default_view,
            "lens": config.default_lens,
            "date": config.default_date.toordinal(),
            "layers": list(config.default_layers),
        },
        "projection": config.projection.name,
        "groups": dict(config.group_titles),
        "views": [view.model_dump() for view in config.views],
        "countries": _countries(tables, project),
        "lenses": [
            {"id": lens.id, "title": lens.title, "orgs": list(lens.orgs)} for lens in config.lenses
        ],
        "memberships": {
            lens: {
                country: [
                    [
                        s.from_.toordinal(),
                        _ordinal(s.until),
                        s.status,
                        _ordinal(s.certain_from),
                        _ordinal(s.certain_until),
                        [row.membership_id for row in s.rows],
                    ]
                    for s in standings
                ]
                for country, standings in by_country.items()
            }
            for lens, by_country in standing.items()
        },
        "layers": [layer.model_dump() for layer in config.layers],
        "marks": _marks(tables, config, project, first),
        "sectors": [
            {
                "id": row.sector_id,
                "name": row.name,
                "spells": [
                    [
                        s.from_.toordinal(),
                        _ordinal(s.until),
                        s.row.guard_country,
                        s.row.guard_force,
                        _ordinal(s.certain_from),
                        _ordinal(s.certain_until),
                        s.row.guard_id,
                    ]
                    for s in guards[row.sector_id]
                ],
            }
            for row in tables.border_sectors
        ],
        "events": _events(tables, first, horizon),
        "changes": [
            change_entry(change)
            for change in change_list.compile_changes(tables, config, first, horizon)
        ],
        "band": _band(standing[config.default_lens], horizon),
        "boundary_source": config.boundary_source,
        "notes": boundary_notes(tables, first, speech()),
    }


def change_entry(change: change_list.Change) -> dict[str, Any]:
    """Give a change as the browser gets it."""
    return {
        "day": change.day.toordinal(),
        "when": change.when,
        "text": change.text,
        "weight": change.weight,
    }


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _countries(tables: Tables, project: Project) -> list[dict[str, Any]]:
    return [
        {
            "id": row.country,
            "name": row.name,
            "name_ru": row.name_ru,
            "label": None
            if row.label_lon is None or row.label_lat is None
            else [round(v, 1) for v in project(row.label_lon, row.label_lat)],
        }
        for row in tables.countries
    ]


def _rank(kind: str, order: tuple[str, ...]) -> int:
    return order.index(kind) if kind in order else len(order)


def _mark(
    spell: Spell,
    id_: str,
    layer: str,
    kind: str,
    place: Any,
    project: Project,
    *,
    icon: str,
    name: str,
    rank: int,
    accent: str,
) -> list[dict[str, Any]]:
    """Give the mark in a list, or no mark when the place has no point."""
    if place.lat is None or place.lon is None:
        return []
    x, y = project(place.lon, place.lat)
    return [
        {
            "id": id_,
            "layer": layer,
            "kind": kind,
            "x": round(x, 2),
            "y": round(y, 2),
            "icon": icon,
            "plain": f"plain/{kind}",
            "name": name,
            "rank": rank,
            "accent": accent,
            "soft": place.coord_precision != "exact",
            "from": spell.from_.toordinal(),
            "until": _ordinal(spell.until),
            "cfrom": _ordinal(spell.certain_from),
            "cuntil": _ordinal(spell.certain_until),
        }
    ]


def _marks(tables: Tables, config: Config, project: Project, first: date) -> list[dict[str, Any]]:
    sites = {row.site_id: row for row in tables.sites}
    units = {row.unit_id: row for row in tables.units}
    marks: list[dict[str, Any]] = []
    for s in spells.of_rows(tables.sites, first):
        detachment = s.row.kind == "border_detachment"
        marks += _mark(
            s,
            f"site:{s.row.site_id}",
            "detachments" if detachment else "bases",
            s.row.kind,
            s.row,
            project,
            icon=f"site/{s.row.kind}",
            name=s.row.name,
            rank=_rank(s.row.kind, _SITE_RANK),
            accent=config.group_of(s.row.operator),
        )
    for s in spells.of_rows(tables.deployments, first):
        site = sites.get(s.row.site_id)
        unit = units[s.row.unit_id]
        if site is None or site.kind == "border_detachment":
            continue
        marks += _mark(
            s,
            f"deployment:{s.row.deployment_id}",
            "units",
            unit.arm,
            site,
            project,
            icon=f"unit/{unit.arm}/{unit.echelon}",
            name=unit.name,
            rank=_rank(unit.echelon, _ECHELON_RANK),
            accent=config.group_of(unit.owner),
        )
    for s in spells.of_rows((r for r in tables.border_points if r.kind in _CROSSINGS), first):
        marks += _mark(
            s,
            f"point:{s.row.point_id}",
            "crossings",
            s.row.kind,
            s.row,
            project,
            icon=f"point/{s.row.kind}",
            name=s.row.name,
            rank=0,
            accent="host",
        )
    for s in _event_spells(tables, first):
        marks += _mark(
            s,
            f"event:{s.row.event_id}",
            "events",
            s.row.kind,
            s.row,
            project,
            icon=f"event/{s.row.kind}",
            name=s.row.title,
            rank=3 - s.row.weight,
            accent="event",
        )
    for s in spells.of_rows(tables.contingents, first):
        marks += _mark(
            s,
            f"contingent:{s.row.contingent_id}",
            "contingents",
            "contingent",
            s.row,
            project,
            icon="contingent/contingent",
            name=s.row.unit_text,
            rank=0 if s.row.is_total else 1,
            accent=config.group_of(s.row.country or "JOINT"),
        )
    order = {layer.id: k for k, layer in enumerate(config.layers)}
    shown = (mark for mark in marks if mark["layer"] in order)
    return sorted(shown, key=lambda m: (order[m["layer"]], m["rank"], m["id"]))


def event_days(row: Any) -> tuple[date, date] | None:
    """Give the first and the last day of an event, both included; None without a start."""
    start = dates.earliest(row.start)
    if start is None:
        return None
    return start, dates.latest(row.end or row.start) or start


def _event_spells(tables: Tables, first: date) -> Iterable[Spell]:
    """Events stay on the map for a year after their last day."""
    for row in tables.events:
        days = event_days(row)
        if days is None:
            continue
        start, last = max(days[0], first), days[1]
        until = last + timedelta(days=EVENT_DAYS)
        yield Spell(row, start, until, start, until)


def _events(tables: Tables, first: date, horizon: date) -> list[dict[str, Any]]:
    return [
        {
            "id": f"event:{s.row.event_id}",
            "day": s.from_.toordinal(),
            "until": _ordinal(s.until),
            "kind": s.row.kind,
            "title": s.row.title,
            "weight": s.row.weight,
        }
        for s in sorted(_event_spells(tables, first), key=lambda s: (s.from_, s.row.event_id))
        if s.from_ <= horizon
    ]


def _band(standings: dict[str, list[spells.Standing]], horizon: date) -> list[list[int]]:
    """List [day, states bound, of these only signed] for each day on which a count changes."""
    steps = sorted(
        {s.from_ for own in standings.values() for s in own}
        | {s.until for own in standings.values() for s in own if s.until}
    )
    band: list[list[int]] = []
    for day in steps:
        if day > horizon:
            continue
        held = [
            s.status
            for own in standings.values()
            for s in own
            if s.from_ <= day and (s.until is None or day < s.until)
        ]
        counts = [
            sum(status in ("signatory", "member", "frozen") for status in held),
            sum(status == "signatory" for status in held),
        ]
        if not band or band[-1][1:] != counts:
            band.append([day.toordinal(), *counts])
    return band


def boundary_notes(tables: Tables, first: date, said: Speech) -> list[list[Any]]:
    """List [day, sentence from that day on]: it names all disputed areas, "" for none."""
    names = {row.country: said.name(row) for row in tables.countries}
    own = spells.of_rows(tables.disputed_areas, first)
    days = sorted({first} | {s.from_ for s in own} | {s.until for s in own if s.until})
    words = said.said["sheet"]
    notes: list[list[Any]] = []
    for day in days:
        drawn: dict[str, list[str]] = {}
        for s in own:
            if s.covers(day):
                drawn.setdefault(names[s.row.drawn_in], []).append(said.name(s.row))
        parts = [
            words["disputed_in"].format(areas=said.listing(areas), where=where)
            for where, areas in drawn.items()
        ]
        text = words["disputed"].format(areas="; ".join(parts)) if parts else ""
        if not notes or notes[-1][1] != text:
            notes.append([day.toordinal(), text])
    return notes
