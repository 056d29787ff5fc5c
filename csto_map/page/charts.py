"""The series of the linked charts: what each point says, when, how many, and on whose word.

Nothing is averaged and nothing is carried from one subject to another. A point is always a
source's own figure; lines of a host are the number of `csto_map.history.personnel`, which says
whether it is one figure or a sum. Which groupings and figures a chart shows is a choice of
``atlas.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from csto_map.facts import dates, ids
from csto_map.facts.config import BorderSeries
from csto_map.facts.ids import MapId
from csto_map.facts.schema import Dated, StrengthRow
from csto_map.history import personnel, spells, timeline
from csto_map.history.spells import Standing
from csto_map.page import chart_items
from csto_map.page.card_rows import Shelf, shelf
from csto_map.page.dock_forms import (
    AbroadChart,
    AbroadStep,
    AllCharts,
    BorderChart,
    Certain,
    Charts,
    ExercisesChart,
    Item,
    MemberItem,
    MembersChart,
    SeizuresChart,
)

if TYPE_CHECKING:
    from csto_map.atlas import Atlas


def compile_charts(atlas: Atlas, language: str = "en") -> Charts:
    """Make the series of all charts; their form is told by `csto_map.page.dock_forms`."""
    kit = shelf(atlas, language)
    atlas = kit.atlas
    charts: AllCharts = {
        "members": _members(kit),
        "abroad": _abroad(kit),
        "border": _border(kit),
        "seizures": _seizures(kit),
        "exercises": _exercises(kit),
    }
    named = {source for items in _all_items(charts) for item in items for source in item["sources"]}
    return {
        "charts": charts,
        "sources": {
            row.source_id: {
                "title": row.title,
                "publisher": row.publisher,
                "date": row.date,
                "url": row.url,
            }
            for row in atlas.tables.sources
            if row.source_id in named
        },
    }


def offered(atlas: Atlas) -> list[str]:
    """Name the charts that have anything to show, in their order."""
    kit, tables, chosen = shelf(atlas, "en"), atlas.tables, atlas.config.charts
    abroad = {subject for subject, _, _ in _lead_abroad(kit)}
    topics = {(row.topic, row.unit) for row in tables.figures}
    exercises = chosen.exercises
    shows = {
        "members": bool(tables.memberships),
        "abroad": any(row.subject_id in abroad and row.date for row in _totals(kit)),
        "border": bool(tables.border_sectors),
        "seizures": (chosen.seizures.topic, chosen.seizures.unit) in topics,
        "exercises": (exercises.topic, exercises.unit) in topics
        or any(row.kind == exercises.kind for row in tables.events),
    }
    return [name for name, has in shows.items() if has]


def _all_items(charts: AllCharts) -> Iterator[Sequence[Item]]:
    for chart in (charts["members"], charts["abroad"], charts["exercises"]):
        yield chart["items"]
    yield from (charts["border"]["items"], charts["border"]["sectors"])
    yield from (charts["seizures"]["items"], charts["seizures"]["several"])


def _between(kit: Shelf, start: tuple[str, str], end: tuple[str, str]) -> str:
    """Say from when to when a stay lasted; both are EDTF with a certainty."""
    return chart_items.phrase(
        kit, "between", start=kit.speech.date(*start), end=kit.speech.date(*end)
    )


def _ends(row: Dated) -> tuple[tuple[str, str], tuple[str, str]]:
    """Give the first and the last date of a row, each with its certainty."""
    last = dates.through(row.end, row.end_certainty)
    return (row.start, row.start_certainty), (last, row.end_certainty)


def _stay(standings: Sequence[Standing], k: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """
    Give the first and the last date of a standing, as `_ends` does.

    Where another row of the lens takes over before the standing's own ends, the dates of
    that one are the bounds.
    """
    held = standings[k]
    (start, _), (_, end) = _ends(held.rows[0]), _ends(held.rows[-1])
    if k and (dates.earliest(start[0]) or held.from_) < held.from_:
        start = standings[k - 1].rows[-1].end, "certain"
    after = standings[k + 1].rows[0] if k + 1 < len(standings) else None
    until = spells.of_rows([held.rows[-1]], held.from_)[0].until
    if after and held.until and held.until != until:
        end = dates.through(after.start, "certain"), "certain"
    return start, end


def _members(kit: Shelf) -> MembersChart:
    """Each state's status by lens, a stay an item; `certain` is its part without doubt."""
    atlas = kit.atlas
    items: list[MemberItem] = []
    for lens in atlas.config.lenses:
        for country, standings in atlas.world.standings[lens.id].items():
            for k, held in enumerate(standings):
                if held.from_ > atlas.horizon:
                    continue
                start, end = _stay(standings, k)
                when = _between(kit, start, end)
                if held.status == "former":
                    start, end = (held.rows[0].end, held.rows[0].end_certainty), ("..", "")
                    when = chart_items.phrase(kit, "since", start=kit.speech.date(*start))
                item = chart_items.item(
                    country,
                    held.from_,
                    held.until,
                    dated=(start[0], end[0]),
                    when=when,
                    text=kit.speech.word("status", held.status),
                    kind=held.status,
                    marks=[ids.make("state", country)],
                    sources=(s for row in held.rows for s in row.source_ids),
                )
                sure = (held.certain_from, held.certain_until)
                certain = Certain(*(day.isoformat() if day else None for day in sure))
                items.append({**item, "certain": certain, "lens": lens.id})
    seen = dict.fromkeys(item["series"] for item in items)
    return {"series": chart_items.series(kit, seen), "items": items}


def _abroad(kit: Shelf) -> AbroadChart:
    """
    Personnel of the lead group by host.

    Items of kind ``whole`` are figures of the groupings of ``charts.hosts``: a source
    counts all forces in the host as one. Items of kind ``part`` are totals of a single
    site, unit or other grouping there; they are in the wholes, or beside them, and are
    never drawn as a whole. ``steps`` are [host, from, until, low, high, age, method]: the
    number of `csto_map.history.personnel`; no line stands where it is merely the last one known.
    """
    atlas = kit.atlas
    lead = atlas.config.groups.get("lead", ())
    wholes = {
        id_: host
        for (host, owner), ids in atlas.headcount.wholes.items()
        if owner in lead and host not in lead
        for id_ in ids
    }
    places = {
        (subject, host): marks
        for subject, host, marks in _lead_abroad(kit)
        if subject not in wholes
    }
    items: list[Item] = []
    for row in _totals(kit):
        day = dates.earliest(row.date)
        if day is None or day > atlas.horizon:
            continue
        whole = wholes.get(row.subject_id)
        hosts = [host for subject, host in places if subject == row.subject_id]
        if whole is None and len(hosts) != 1:
            continue
        host = whole or hosts[0]
        items.append(
            chart_items.figure(kit, row, host, day)
            | {
                "kind": "whole" if whole else "part",
                "marks": [ids.make("state", host)] if whole else places[row.subject_id, host],
            }
        )
    steps = [
        step
        for host, operator in atlas.headcount.parties
        if operator in lead and host not in lead
        for step in _steps(atlas, host, operator)
    ]
    shown = {item["series"] for item in items}
    order = list(dict.fromkeys([*wholes.values(), *sorted(shown)]))
    return {
        "series": chart_items.series(kit, (host for host in order if host in shown)),
        "items": sorted(items, key=lambda item: item["from"]),
        "steps": steps,
    }


def _totals(kit: Shelf) -> Iterator[StrengthRow]:
    for row in kit.atlas.tables.strengths:
        if row.kind == "total" and row.personnel_low is not None and row.personnel_high is not None:
            yield row


def _lead_abroad(kit: Shelf) -> Iterator[tuple[str, str, list[MapId]]]:
    """Yield what the lead group has abroad: subject id, host, ids on the map."""
    lead = set(kit.atlas.config.groups.get("lead", ()))
    for site in kit.sites.values():
        if site.operator in lead and site.country not in lead:
            yield site.site_id, site.country, [ids.of(site)]
    for unit in kit.units.values():
        by_host: dict[str, list[MapId]] = {}
        for stay in kit.of_unit[unit.unit_id] if unit.owner in lead else ():
            at = kit.sites.get(stay.row.site_id)
            if at and at.country not in lead:
                by_host.setdefault(at.country, []).append(ids.of(stay.row))
        for host, marks in by_host.items():
            yield unit.unit_id, host, marks
    for row in kit.atlas.tables.groupings:
        if row.owner in lead and row.host and row.host not in lead:
            yield row.grouping_id, row.host, [ids.make("state", row.host)]


def _steps(atlas: Atlas, host: str, operator: str) -> list[AbroadStep]:
    """Give the steps in which a number is fresh or old, equal neighbours as one."""
    steps = atlas.headcount.steps(host, operator)
    found: list[AbroadStep] = []
    for from_, until, one in personnel.spans(steps, atlas.horizon):
        if one.age == "last_known":
            continue
        days = from_.isoformat(), until.isoformat()
        step = AbroadStep(host, *days, one.low, one.high, one.age, one.method)
        if found and found[-1].until == step.from_ and found[-1][3:] == step[3:]:
            found[-1] = found[-1]._replace(until=step.until)
        else:
            found.append(step)
    return found


def _border(kit: Shelf) -> BorderChart:
    """Personnel on the guarded border by guard, and who guarded each sector."""
    atlas = kit.atlas
    chosen = atlas.config.charts.border
    items = [item for one in chosen for item in _border_items(kit, one)]
    last = atlas.horizon
    sectors = [
        chart_items.item(
            row.sector_id,
            spell.from_,
            spell.until,
            dated=(spell.row.start, dates.through(spell.row.end, spell.row.end_certainty)),
            when=_between(kit, *_ends(spell.row)),
            text=f"{kit.speech.name(row)}: {spell.row.guard_force}",
            kind=spell.row.guard_country,
            marks=[ids.of(row)],
            sources=spell.row.source_ids,
        )
        for row in atlas.tables.border_sectors
        for spell in atlas.world.guards[row.sector_id]
        if spell.from_ <= last
    ]
    return {
        "series": [
            {
                "id": one.id,
                "guard": one.guard,
                "title": chart_items.phrase(
                    kit, f"border_{one.role}", country=kit.names(one.guard)
                ),
            }
            for one in chosen
        ],
        "items": sorted(items, key=lambda item: item["from"]),
        "sectors": sectors,
        "lanes": [
            {"id": row.sector_id, "title": kit.speech.name(row)}
            for row in atlas.tables.border_sectors
        ],
    }


def _border_items(kit: Shelf, one: BorderSeries) -> Iterator[Item]:
    for row in kit.atlas.tables.strengths:
        day = dates.earliest(row.date)
        wanted = row.subject_id in one.subjects and row.kind in ("total", "part")
        if wanted and day and row.personnel_low is not None and row.personnel_high is not None:
            item = chart_items.figure(kit, row, one.id, day)
            kind = "whole" if row.kind == "total" else "part"
            yield item | {"kind": kind, "marks": _guarded(kit, one.guard, day)}
    for figure in kit.atlas.tables.figures:
        day = dates.earliest(figure.as_of)
        if figure.figure_id in one.figures and day:
            yield chart_items.counted(kit, figure, one.id, day) | {
                "kind": "whole",
                "marks": _guarded(kit, one.guard, day),
            }


def _guarded(kit: Shelf, guard: str, day: date) -> list[MapId]:
    """Give the sectors that a country guarded on a day; the country's own id where none."""
    held = [
        ids.make("sector", sector)
        for sector, spells in kit.atlas.world.guards.items()
        if any(s.covers(day) and s.row.guard_country == guard for s in spells)
    ]
    return held or [ids.make("state", guard)]


def _seizures(kit: Shelf) -> SeizuresChart:
    """
    Drugs seized, by year.

    Kind ``whole`` is a figure for all of a year's operation, ``part`` one for a stage or
    a state; ``several`` are sums over years, which belong to no year.
    """
    choices = kit.atlas.config.charts.seizures
    items: list[Item] = []
    several: list[Item] = []
    for row in kit.atlas.tables.figures:
        day = dates.earliest(row.as_of)
        if (
            row.topic != choices.topic
            or row.unit != choices.unit
            or day is None
            or row.value_low is None
        ):
            continue
        item = chart_items.counted(kit, row, str(day.year), day)
        item["marks"] = chart_items.events_of(kit, row, day, "operation")
        item["kind"] = "whole" if row.figure_id in choices.whole else "part"
        (several if row.figure_id in choices.several else items).append(item)
    items.sort(key=lambda item: (item["series"], item["kind"] != "whole", item["from"]))
    years = sorted({item["series"] for item in items})
    return {
        "series": [{"id": year, "title": year} for year in years],
        "items": items,
        "several": several,
        "gaps": [str(y) for y in range(int(years[0]), int(years[-1])) if str(y) not in years]
        if years
        else [],
        "unit": choices.unit,
    }


def _exercises(kit: Shelf) -> ExercisesChart:
    """Exercises with their size, and those of which no source gives one (kind ``unknown``)."""
    choices = kit.atlas.config.charts.exercises
    atlas = kit.atlas
    items: list[Item] = []
    for row in atlas.tables.figures:
        day = dates.earliest(row.as_of)
        wanted = row.topic == choices.topic and row.unit == choices.unit
        if wanted and day and row.value_low is not None and row.figure_id not in choices.leave_out:
            item = chart_items.counted(kit, row, str(day.year), day) | {"kind": "whole"}
            items.append(item | {"marks": chart_items.events_of(kit, row, day, choices.kind)})
    sized = {mark for item in items for mark in item["marks"]}
    for event in atlas.tables.events:
        days = timeline.event_days(event)
        id_ = ids.of(event)
        if event.kind != choices.kind or id_ in sized or days is None or days[0] > atlas.horizon:
            continue
        items.append(
            chart_items.item(
                str(days[0].year),
                days[0],
                days[0],
                dated=(event.start, event.start),
                when=kit.speech.date(event.start),
                text=event.title,
                kind="unknown",
                marks=[id_],
                sources=event.source_ids,
            )
        )
    items.sort(key=lambda item: item["from"])
    years = dict.fromkeys(item["series"] for item in items)
    return {"series": [{"id": year, "title": year} for year in years], "items": items}
