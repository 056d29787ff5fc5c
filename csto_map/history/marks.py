"""Symbols of the map with their intervals, as the browser gets them.

A mark also carries what it can be filtered by: where it is (``at``), whose it is
(``by``), its ``echelon`` and ``role``, and the figures that count from a day on (``men``).
What a mark lacks is left out, so that the file stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csto_map.facts import dates, ids
from csto_map.facts.config import Config
from csto_map.facts.schema import (
    BorderPoint,
    Contingent,
    CoordPrecision,
    CountryRow,
    Deployment,
    Event,
    Grouping,
    Site,
    Unit,
)
from csto_map.facts.tables import Tables
from csto_map.facts.vocabulary import KNOWN, Vocabulary
from csto_map.history import lives, spells
from csto_map.history.forms import Facets, MapId, Mark, Men, Span
from csto_map.history.spells import RowT_co, Spell
from csto_map.history.strengths import Strengths

Project = Callable[[float, float], tuple[float, float]]

# How long an event stays on the map after it ends.
EVENT_DAYS = 365
# Kinds of sites, the most telling first: where forces live, then what else they have. Kinds
# that stand here in one row are equal; those that stand nowhere come last.
_SITE_RANK = (
    ("air_base", "naval_base", "missile_base", "garrison", "headquarters", "border_detachment"),
    ("radar", "cosmodrome", "space_tracking"),
    ("naval_test", "training_ground", "comms", "depot", "camp"),
)
CROSSINGS = ("bridge", "crossing")
# Where no unit is: as small as the smallest of them.
_NOBODY = KNOWN.place("team")


def _place(kind: str, rows: Iterable[Sequence[str]]) -> int:
    """Give the number of the row that a kind stands in, the number of rows if in none."""
    listed = list(rows)
    return next((k for k, row in enumerate(listed) if kind in row), len(listed))


# Of a kind of mark: the smaller, the more important.
_Weight = tuple[int, int, int, int]


def _weight(
    kind: int, places: Iterable[int] = (), figures: Iterable[Sequence[Men]] = ()
) -> _Weight:
    """
    Say how important a mark is in its layer: which of a stack is shown.

    This is the whole rule, over the whole time of the atlas: bases before facilities (or, of
    events, turning points before others; of contingents, totals before parts), then the
    higher echelon, then the largest figure, then the more units.

    Parameters
    ----------
    kind
        Of the most important 0.
    places, figures
        Of the unit, or of all that were ever at a site: places of echelons as
        `csto_map.facts.vocabulary.Vocabulary` gives them, and figures.
    """
    echelons = list(places)
    most = max((one.high or 0 for men in figures for one in men), default=0)
    return kind, min(echelons, default=_NOBODY), -most, -len(echelons)


def people(strengths: Strengths, subject_id: str) -> list[Men]:
    """List the figures from each day on which another figure counts for a subject."""
    return [
        Men(day.toordinal(), *((None, None) if figure is None else (figure.low, figure.high)))
        for day, figure in strengths.steps(subject_id)
    ]


def facts(
    *,
    at: Iterable[str] = (),
    by: str = "",
    echelon: str = "",
    role: str = "",
    men: list[Men] | None = None,
) -> Facets:
    """Give what a mark can be filtered by; what is empty is left out."""
    facets: Facets = {}
    if places := list(at):
        facets["at"] = places
    if by:
        facets["by"] = by
    if echelon:
        facets["echelon"] = echelon
    if role:
        facets["role"] = role
    if men:
        facets["men"] = men
    return facets


def of_site(row: Site, strengths: Strengths) -> Facets:
    """Give what a site can be filtered by."""
    return facts(at=(row.country,), by=row.operator, men=people(strengths, row.site_id))


def of_deployment(row: Deployment, unit: Unit, site: Site | None, strengths: Strengths) -> Facets:
    """Give what a deployment can be filtered by; `site` None where no source gives the place."""
    return facts(
        at=(site.country,) if site else (),
        by=unit.owner,
        echelon=unit.echelon,
        role=row.role,
        men=people(strengths, row.unit_id),
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in degrees, as rows have it; none where both are None."""

    lat: float | None
    lon: float | None
    coord_precision: CoordPrecision


def drawn_groupings(tables: Tables) -> Iterator[Grouping]:
    """Give the groupings that are symbols of the map: those of a size."""
    return (row for row in tables.groupings if row.echelon)


def grouping_spot(row: Grouping, countries: Mapping[str, CountryRow]) -> Spot:
    """Say where a grouping stands: at its headquarters, or at its host's name."""
    host = countries.get(row.host)
    if row.lat is not None or host is None:
        return Spot(row.lat, row.lon, row.coord_precision)
    return Spot(host.label_lat, host.label_lon, "none" if host.label_lat is None else "area")


def grouping_arm(row: Grouping) -> str:
    """Name the arm of a grouping: all arms together where it has none."""
    return row.arm or "combined_arms"


def of_grouping(row: Grouping, strengths: Strengths) -> Facets:
    """Give what a grouping can be filtered by."""
    return facts(
        at=(row.host,) if row.host else (),
        by=row.owner,
        echelon=row.echelon,
        men=people(strengths, row.grouping_id),
    )


def _unit_icon(words: Vocabulary, arm: str, echelon: str) -> str:
    return f"unit/{words.like('arms', arm)}/{words.like('echelons', echelon)}"


def _mark(
    spell: Spell[RowT_co],
    id_: MapId,
    layer: str,
    kind: str,
    place: Site | BorderPoint | Event | Contingent | Spot,
    project: Project,
    *,
    icon: str,
    name: str,
    weight: _Weight,
    accent: str,
    facts: Facets,
) -> list[tuple[_Weight, Mark]]:
    """Give the mark and its weight in a list, or nothing when the place has no point."""
    if place.lat is None or place.lon is None:
        return []
    x, y = project(place.lon, place.lat)
    mark: Mark = {
        "id": id_,
        "layer": layer,
        "kind": kind,
        "x": round(x, 2),
        "y": round(y, 2),
        "icon": icon,
        "plain": f"plain/{icon.split('/')[1]}",
        "name": name,
        "rank": 0,
        "accent": accent,
        "soft": place.coord_precision != "exact",
        **span(spell),
        **facts,
    }
    return [(weight, mark)]


def span(spell: Spell[RowT_co]) -> Span:
    """Give the days of a spell as numbers."""
    return {
        "from": spell.from_.toordinal(),
        "until": ordinal(spell.until),
        "cfrom": ordinal(spell.certain_from),
        "cuntil": ordinal(spell.certain_until),
    }


def ordinal(day: date | None) -> int | None:
    """Give the number of a day; None is open."""
    return None if day is None else day.toordinal()


def site_layer(row: Site) -> str:
    """Name the layer that shows a site."""
    return "detachments" if row.kind == "border_detachment" else "bases"


def compile_marks(tables: Tables, config: Config, project: Project, first: date) -> list[Mark]:
    """Make all marks, in order of layer, rank and id; see `csto_map.history.forms`."""
    strengths = Strengths(tables.strengths, lives.of_tables(tables, first))
    marks = [
        *_sites(tables, config, project, first, strengths),
        *_deployments(tables, config, project, first, strengths),
        *_groupings(tables, config, project, first, strengths),
        *_points(tables, project, first),
        *_happenings(tables, config, project, first),
        *_contingents(tables, config, project, first),
    ]
    order = {layer.id: k for k, layer in enumerate(config.layers)}
    shown = [(weight, mark) for weight, mark in marks if mark["layer"] in order]
    weights: dict[str, set[_Weight]] = defaultdict(set)
    for weight, mark in shown:
        weights[mark["layer"]].add(weight)
    ranks = {layer: sorted(known) for layer, known in weights.items()}
    for weight, mark in shown:
        mark["rank"] = ranks[mark["layer"]].index(weight)
    return sorted(
        (mark for _, mark in shown), key=lambda m: (order[m["layer"]], m["rank"], m["id"])
    )


def _sites(
    tables: Tables, config: Config, project: Project, first: date, strengths: Strengths
) -> Iterable[tuple[_Weight, Mark]]:
    units, words = {row.unit_id: row for row in tables.units}, config.vocabulary
    there: dict[str, dict[str, Unit]] = defaultdict(dict)
    for row in tables.deployments:
        there[row.site_id][row.unit_id] = units[row.unit_id]
    for s in spells.of_rows(tables.sites, first):
        known, drawn = of_site(s.row, strengths), words.like("site_kinds", s.row.kind)
        yield from _mark(
            s,
            ids.of(s.row),
            site_layer(s.row),
            s.row.kind,
            s.row,
            project,
            icon=f"site/{drawn}",
            name=s.row.name,
            weight=_weight(
                _place(drawn, _SITE_RANK),
                [words.place(unit.echelon) for unit in there[s.row.site_id].values()],
                [known.get("men", ()), *(people(strengths, id_) for id_ in there[s.row.site_id])],
            ),
            accent=config.group_of(s.row.operator),
            facts=known,
        )


def _deployments(
    tables: Tables, config: Config, project: Project, first: date, strengths: Strengths
) -> Iterable[tuple[_Weight, Mark]]:
    sites = {row.site_id: row for row in tables.sites}
    units, words = {row.unit_id: row for row in tables.units}, config.vocabulary
    for s in spells.of_rows(tables.deployments, first):
        site = sites.get(s.row.site_id)
        unit = units[s.row.unit_id]
        if site is None or site.kind == "border_detachment":
            continue
        known = of_deployment(s.row, unit, site, strengths)
        yield from _mark(
            s,
            ids.of(s.row),
            "units",
            unit.arm,
            site,
            project,
            icon=_unit_icon(words, unit.arm, unit.echelon),
            name=unit.name,
            weight=_weight(0, (words.place(unit.echelon),), (known.get("men", ()),)),
            accent=config.group_of(unit.owner),
            facts=known,
        )


def _groupings(
    tables: Tables, config: Config, project: Project, first: date, strengths: Strengths
) -> Iterable[tuple[_Weight, Mark]]:
    countries, words = {row.country: row for row in tables.countries}, config.vocabulary
    for s in spells.of_rows(drawn_groupings(tables), first):
        known, arm = of_grouping(s.row, strengths), grouping_arm(s.row)
        yield from _mark(
            s,
            ids.of(s.row),
            "units",
            arm,
            grouping_spot(s.row, countries),
            project,
            icon=_unit_icon(words, arm, s.row.echelon),
            name=s.row.name,
            weight=_weight(0, (words.place(s.row.echelon),), (known.get("men", ()),)),
            accent=config.group_of(s.row.owner),
            facts=known,
        )


def _points(tables: Tables, project: Project, first: date) -> Iterable[tuple[_Weight, Mark]]:
    for s in spells.of_rows((r for r in tables.border_points if r.kind in CROSSINGS), first):
        yield from _mark(
            s,
            ids.of(s.row),
            "crossings",
            s.row.kind,
            s.row,
            project,
            icon=f"point/{s.row.kind}",
            name=s.row.name,
            weight=_weight(0),
            accent="host",
            facts=facts(at=s.row.country.split(";")),
        )


def _happenings(
    tables: Tables, config: Config, project: Project, first: date
) -> Iterable[tuple[_Weight, Mark]]:
    for s in event_spells(tables, first):
        yield from _mark(
            s,
            ids.of(s.row),
            "events",
            s.row.kind,
            s.row,
            project,
            icon=f"event/{config.vocabulary.like('event_kinds', s.row.kind)}",
            name=s.row.title,
            weight=_weight(3 - s.row.weight),
            accent="event",
            facts=facts(at=(s.row.country,) if s.row.country else ()),
        )


def _contingents(
    tables: Tables, config: Config, project: Project, first: date
) -> Iterable[tuple[_Weight, Mark]]:
    for s in spells.of_rows(tables.contingents, first):
        low, high = s.row.personnel_low, s.row.personnel_high
        known = low is not None and high is not None
        men = [Men(s.from_.toordinal(), low, high)] if known else []
        yield from _mark(
            s,
            ids.of(s.row),
            "contingents",
            "contingent",
            s.row,
            project,
            icon="contingent/contingent",
            name=s.row.unit_text,
            weight=_weight(0 if s.row.is_total else 1, (), (men,)),
            accent=config.group_of(s.row.country or "JOINT"),
            facts=facts(
                by=s.row.country or "JOINT",
                men=men,
            ),
        )


def event_days(row: Event) -> tuple[date, date] | None:
    """Give the first and the last day of an event, both included; None without a start."""
    start = dates.earliest(row.start)
    if start is None:
        return None
    return start, dates.latest(row.end or row.start) or start


def event_spells(tables: Tables, first: date) -> Iterable[Spell[Event]]:
    """Events stay on the map for a year after their last day."""
    for row in tables.events:
        days = event_days(row)
        if days is None:
            continue
        start, last = max(days[0], first), days[1]
        until = last + timedelta(days=EVENT_DAYS)
        yield Spell(row, start, until, start, until)
