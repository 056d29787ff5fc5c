"""All that changes with time, compiled once for the browser, and its reading.

`compile_timeline` turns the spells of all tables into one plain structure of
numbers and short texts; `state_at` says what it holds on a day, `state_in` at any
time in a range, `missed` what is not covered. ``assets/src/core/state.js`` is their twin, and
browser tests hold them equal, as another holds `state_at` equal to the snapshot made
from the tables themselves.

Days are ``date.toordinal()`` numbers; intervals are half-open, None is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csto_map.facts import cone, dates, ids
from csto_map.facts.borders import NONE, Borders
from csto_map.facts.cone import Rotation, around, meet, upright
from csto_map.facts.config import Config, View
from csto_map.facts.schema import Event
from csto_map.facts.tables import Tables
from csto_map.history import changes as change_list
from csto_map.history import forms, marks, spells
from csto_map.history.forms import Box, Timeline
from csto_map.history.marks import EVENT_DAYS, Project, event_days
from csto_map.history.names import StateNames, called
from csto_map.language.speech import Speech, load_speech

__all__ = ["EVENT_DAYS", "State", "compile_timeline", "event_days", "state_at", "state_in"]

# An edge in degrees is cut into so many pieces before it is projected.
_EDGE = 8
# Of several statuses held in a range, the one that says most of the state's part.
STATUS_RANK: tuple[spells.StandingStatus, ...] = (
    "member",
    "frozen",
    "suspended",
    "signatory",
    "former",
    "associate",
    "observer",
    "partner",
)


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


def state_at(timeline: Timeline, day: int, lens: str) -> State:
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
    states: dict[str, tuple[str, bool]] = {}
    for country, standings in timeline["memberships"][lens].items():
        for from_, until, status, cfrom, cuntil, _ in standings:
            if _covers(day, from_, until):
                states[country] = (status, _certain(day, cfrom, cuntil))
    shown: dict[str, bool] = {
        mark["id"]: _certain(day, mark["cfrom"], mark["cuntil"])
        for mark in timeline["marks"]
        if mark["from"] <= day and ((until := mark["until"]) is None or day < until)
    }
    sectors = {}
    for sector in timeline["sectors"]:
        for from_, until, guard, force, cfrom, cuntil, guard_id in sector["spells"]:
            if _covers(day, from_, until):
                sectors[sector["id"]] = (guard, force, _certain(day, cfrom, cuntil), guard_id)
    events = [e for e in timeline["events"] if _covers(day, e["day"], e["until"])]
    events.sort(key=lambda e: (-e["day"], e["id"]))
    return State(states, shown, sectors, tuple(e["id"] for e in events))


def _meets(first: int, last: int, from_: int | None, until: int | None) -> bool:
    return from_ is not None and from_ <= last and (until is None or first < until)


def _over(until: int | None, linger: int) -> int | None:
    """Turn the first day on which an event is off the map into the first day after it."""
    return None if until is None else until - linger + 1


def state_in(timeline: Timeline, first: int, last: int, lens: str) -> State:
    """
    Say what held at any time in a range of days.

    A mark is there if it was there on some day of the range. A state has the status
    that says most of its part (``timeline["status_rank"]``) among those it held; a
    sector is held by the last who held it. Each is certain if it was so certainly on
    some day of the range. Events are those that happened in it: how long they stay
    on the map afterwards does not count.

    Parameters
    ----------
    timeline
        As `compile_timeline` makes it.
    first, last
        Days as for `state_at`, both included; nothing held if `last` is before `first`.
    lens
        An id of ``timeline["lenses"]``.
    """
    if last < first:
        return State({}, {}, {}, ())
    rank = timeline["status_rank"].index
    states: dict[str, tuple[str, bool]] = {}
    for country, standings in timeline["memberships"][lens].items():
        held = [s for s in standings if _meets(first, last, s[0], s[1])]
        if held:
            best = min((s[2] for s in held), key=rank)
            sure = any(_meets(first, last, s[3], s[4]) for s in held if s[2] == best)
            states[country] = best, sure
    linger = timeline["linger"]
    shown: dict[str, bool] = {}
    for mark in timeline["marks"]:
        until, cuntil = mark["until"], mark["cuntil"]
        if mark["layer"] == "events":
            until, cuntil = _over(until, linger), _over(cuntil, linger)
        if _meets(first, last, mark["from"], until):
            shown[mark["id"]] = _meets(first, last, mark["cfrom"], cuntil)
    sectors = {}
    for sector in timeline["sectors"]:
        for from_, until, guard, force, cfrom, cuntil, guard_id in sector["spells"]:
            if _meets(first, last, from_, until):
                sure = _meets(first, last, cfrom, cuntil)
                sectors[sector["id"]] = (guard, force, sure, guard_id)
    events = [
        e for e in timeline["events"] if _meets(first, last, e["day"], e["until"] - linger + 1)
    ]
    events.sort(key=lambda e: (-e["day"], e["id"]))
    return State(states, shown, sectors, tuple(e["id"] for e in events))


def compile_timeline(
    tables: Tables,
    config: Config,
    project: Project,
    *,
    first: date,
    horizon: date,
    version: str,
    outlines: Borders = NONE,
) -> Timeline:
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
    outlines
        Of states, of the days from `first` to `horizon`.

    Returns
    -------
    timeline
        JSON-ready; its form is `csto_map.history.forms.Timeline`.
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
        "groups": dict(config.group_titles),
        "status_rank": list(STATUS_RANK),
        "linger": EVENT_DAYS,
        "views": [_view(view, config) for view in config.views],
        "countries": _countries(tables, project, first),
        "lenses": [
            {"id": lens.id, "title": lens.title, "orgs": list(lens.orgs)} for lens in config.lenses
        ],
        "memberships": {
            lens: {
                country: [
                    forms.Held(
                        s.from_.toordinal(),
                        _ordinal(s.until),
                        s.status,
                        _ordinal(s.certain_from),
                        _ordinal(s.certain_until),
                        [row.membership_id for row in s.rows],
                    )
                    for s in standings
                ]
                for country, standings in by_country.items()
            }
            for lens, by_country in standing.items()
        },
        "layers": _layers(tables, config),
        "marks": marks.compile_marks(tables, config, project, first),
        "sectors": [
            {
                "id": row.sector_id,
                "name": row.name,
                "spells": [
                    forms.Guarded(
                        s.from_.toordinal(),
                        _ordinal(s.until),
                        s.row.guard_country,
                        s.row.guard_force,
                        _ordinal(s.certain_from),
                        _ordinal(s.certain_until),
                        s.row.guard_id,
                    )
                    for s in guards[row.sector_id]
                ],
            }
            for row in tables.border_sectors
        ],
        # `Atlas.timeline` fills these in, for they rest on the rule of personnel.
        "troops": [],
        "posts": [],
        "flows": [],
        "arrivals": [],
        "pulses": [],
        "events": event_entries(tables, first, horizon, load_speech()),
        "changes": [
            change_entry(change)
            for change in change_list.compile_changes(
                tables, config, first, horizon, outlines=outlines
            )
        ],
        "band": _band(standing[config.default_lens], horizon),
        "boundary_source": config.boundary_source,
        "licence": config.licence.short,
        "notes": boundary_notes(tables, first, load_speech(), outlines),
        "not_covered": not_covered(config, project, "en"),
    }


def _layers(tables: Tables, config: Config) -> list[forms.Layer]:
    """Give the layers, those marked of which the tables have nothing."""
    kinds = {marks.site_layer(row) for row in tables.sites}
    has = {
        "states": True,
        "bases": "bases" in kinds,
        "detachments": "detachments" in kinds,
        "units": bool(tables.deployments) or any(marks.drawn_groupings(tables)),
        "border": bool(tables.border_sectors),
        "crossings": any(row.kind in marks.CROSSINGS for row in tables.border_points),
        "events": bool(tables.events),
        "contingents": bool(tables.contingents or config.movements.forces),
    }
    layers: list[forms.Layer] = []
    for layer in config.layers:
        told: forms.Layer = {"id": layer.id, "title": layer.title}
        layers.append(told if has.get(layer.id) else {**told, "empty": True})
    return layers


def change_entry(change: change_list.Change) -> forms.Change:
    """Give a change as the browser gets it."""
    return {
        "day": change.day.toordinal(),
        "when": change.when,
        "exact": change.exact,
        "text": change.text,
        "weight": change.weight,
    }


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _view(view: View, config: Config) -> forms.View:
    turned = config.rotation(view.id)
    return {
        "id": view.id,
        "title": view.title,
        "level": view.level,
        "x0": view.x0,
        "y0": view.y0,
        "x1": view.x1,
        "y1": view.y1,
        "rotation": None if turned is None else forms.Rotation(*turned),
        "projection": projection_name(config, view.id, load_speech("en")),
        "insets": insets(view, config, "en"),
    }


def insets(view: View, config: Config, language: str) -> list[forms.Inset]:
    """Give the small maps that wide maps of a view have."""
    return [
        {
            "title": one.text_in(language),
            "view": one.view,
            "box": forms.Box(*config.inset_box(one)),
            "sides": list(one.sides),
        }
        for one in view.insets
    ]


def projection_name(config: Config, view_id: str, speech: Speech) -> str:
    """Name the projection of a view as it is printed: with the view's central meridian."""
    derived = config.projection.name or _derived(config.projection.proj, speech)
    name = speech.title("projection", "", derived)
    return name.replace("{meridian}", _degrees(config.meridian(view_id), "east", "west", speech))


def _derived(proj: str, speech: Speech) -> str:
    """Name a projection by its PROJ string."""
    told, words = cone.named(proj), speech.words["sheet"]
    parallels = [_degrees(one, "north", "south", speech) for one in told.parallels]
    parts = [told.method]
    if len(parallels) == 1:
        parts.append(str(words["proj_parallel"]).format(a=parallels[0]))
    elif parallels:
        parts.append(str(words["proj_parallels"]).format(a=parallels[0], b=parallels[1]))
    if told.centre:
        lat, lon = told.centre
        here = {
            "lat": _degrees(lat, "north", "south", speech),
            "lon": _degrees(lon, "east", "west", speech),
        }
        parts.append(str(words["proj_centre"]).format(**here))
    else:
        parts.append(str(words["proj_meridian"]).replace("{lon}", "{meridian}"))
    return ", ".join([*parts, told.ellipsoid])


def _degrees(value: float, above: str, below: str, speech: Speech) -> str:
    side = speech.words["annotations"][above if value >= 0 else below]
    return str(side).format(n=speech.number(abs(value)))


def view_in(timeline: Timeline, view_id: str) -> forms.View:
    """Find a view of a timeline; `view_id` must exist (KeyError otherwise)."""
    return {view["id"]: view for view in timeline["views"]}[view_id]


def _countries(tables: Tables, project: Project, first: date) -> list[forms.Country]:
    states, speech = StateNames(tables, first), load_speech()
    found: list[forms.Country] = [
        {
            "id": row.country,
            "name": row.name,
            "name_ru": row.name_ru,
            "label": None
            if row.label_lon is None or row.label_lat is None
            else forms.Point(*(round(v, 1) for v in project(row.label_lon, row.label_lat))),
        }
        for row in tables.countries
    ]
    return [called(country, states, speech) for country in found]


def event_entries(tables: Tables, first: date, horizon: date, speech: Speech) -> list[forms.Event]:
    """Give the events as the browser gets them, each with its date in words."""
    return [
        _event_entry(s, speech)
        for s in sorted(marks.event_spells(tables, first), key=lambda s: (s.from_, s.row.event_id))
        if s.from_ <= horizon
    ]


def _event_entry(spell: spells.Spell[Event], speech: Speech) -> forms.Event:
    assert spell.until is not None, "every event leaves the map"
    return {
        "id": ids.of(spell.row),
        "day": spell.from_.toordinal(),
        "until": spell.until.toordinal(),
        "kind": spell.row.kind,
        "title": spell.row.title,
        "when": speech.date(spell.row.start),
        "weight": spell.row.weight,
    }


def _band(standings: dict[str, list[spells.Standing]], horizon: date) -> list[forms.Count]:
    """Count the states bound, and those only signed, on each day on which a count changes."""
    steps = sorted(
        {s.from_ for of_state in standings.values() for s in of_state}
        | {s.until for of_state in standings.values() for s in of_state if s.until}
    )
    band: list[forms.Count] = []
    for day in steps:
        if day > horizon:
            continue
        held = [
            s.status
            for of_state in standings.values()
            for s in of_state
            if s.from_ <= day and (s.until is None or day < s.until)
        ]
        counts = (
            sum(status in ("signatory", "member", "frozen") for status in held),
            sum(status == "signatory" for status in held),
        )
        if not band or band[-1][1:] != counts:
            band.append(forms.Count(day.toordinal(), *counts))
    return band


def not_covered(config: Config, project: Project, language: str) -> list[forms.NotCovered]:
    """List what the facts leave out: its text, when and where (km) it would be missed."""
    return [
        {
            "text": one.text_in(language),
            "from": _ordinal(dates.earliest(one.first)),
            "until": _ordinal(latest + timedelta(days=1) if latest else None),
            "box": None if one.box is None else _around(one.box, project),
        }
        for one in config.not_covered
        for latest in (dates.latest(one.last),)
    ]


def _around(box: tuple[float, float, float, float], project: Project) -> Box:
    """Give the smallest box in km around one in degrees, whose edges bend when projected."""
    west, south, east, north = box
    shares = [k / _EDGE for k in range(_EDGE + 1)]
    lons = [west + share * (east - west) for share in shares]
    lats = [south + share * (north - south) for share in shares]
    points = [project(lon, lat) for lon in lons for lat in (south, north)]
    points += [project(lon, lat) for lat in lats for lon in (west, east)]
    xs, ys = zip(*points, strict=True)
    return Box(*(round(v, 1) for v in (min(xs), min(ys), max(xs), max(ys))))


def missed(
    timeline: Timeline,
    first: int,
    last: int,
    box: tuple[float, float, float, float],
    rotation: Rotation | None = None,
) -> list[str]:
    """
    Say what is not covered of a range of days in a frame.

    The twin of ``missed`` in ``assets/src/core/state.js``.

    Parameters
    ----------
    timeline
        As `compile_timeline` makes it.
    first, last
        Ordinals, both included.
    box
        The frame that was asked for, x0, y0, x1, y1 in km.
    rotation
        How it is turned; None for not at all.
    """
    frame = upright(box, rotation)

    def seen(where: Sequence[float] | None) -> bool:
        if where is None or rotation is None:
            return where is None or meet(where, frame)
        # Two oblongs are apart if they are along an edge of either.
        there = meet(around(where, rotation.ahead), frame)
        return there and meet(where, around(frame, rotation.back))

    return [
        one["text"]
        for one in timeline["not_covered"]
        if (one["from"] is None or one["from"] <= last)
        and (one["until"] is None or first < one["until"])
        and seen(one["box"])
    ]


def boundary_notes(
    tables: Tables, first: date, speech: Speech, outlines: Borders = NONE
) -> list[forms.Note]:
    """
    List the sentences from each day on: one names all disputed areas, "" for none.

    Where the state in which an area is drawn lies within another on a day, that one is named.
    """
    states = StateNames(tables, first)
    disputed = spells.of_rows(tables.disputed_areas, first)
    ends = {s.until for s in disputed if s.until}
    days = sorted({first, *outlines.days} | {s.from_ for s in disputed} | ends)
    words = speech.words["sheet"]
    notes: list[forms.Note] = []
    for day in days:
        drawn: dict[str, list[str]] = {}
        within, names = outlines.within(day), states.called(day, speech)
        for s in disputed:
            if s.covers(day):
                where = within.get(s.row.drawn_in, s.row.drawn_in)
                drawn.setdefault(names.get(where, where), []).append(speech.name(s.row))
        parts = [
            words["disputed_in"].format(areas=speech.listing(areas), where=where)
            for where, areas in drawn.items()
        ]
        text = words["disputed"].format(areas="; ".join(parts)) if parts else ""
        if not notes or notes[-1][1] != text:
            notes.append(forms.Note(day.toordinal(), text))
    return notes
