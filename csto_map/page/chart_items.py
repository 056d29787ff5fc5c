"""The parts that the series of charts are made of: items, each with its words and sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from csto_map.facts import dates, ids
from csto_map.facts.ids import MapId
from csto_map.facts.row_kinds import Named
from csto_map.facts.schema import Figure, StrengthRow
from csto_map.history import timeline
from csto_map.page.card_rows import Shelf
from csto_map.page.dock_forms import Dated, Item, Series


def item(
    of: str,
    from_: date,
    to: date | None,
    *,
    dated: tuple[str, str],
    when: str,
    text: str,
    kind: str,
    sources: Iterable[str],
    marks: Iterable[MapId] = (),
    low: float | None = None,
    high: float | None = None,
) -> Item:
    """Make an item of the series `of`; its form is told by `csto_map.page.dock_forms`."""
    return {
        "series": of,
        "from": from_.isoformat(),
        "to": to.isoformat() if to else None,
        "dated": Dated(*dated),
        "when": when,
        "text": text,
        "kind": kind,
        "low": low,
        "high": high,
        "marks": list(marks),
        "sources": list(dict.fromkeys(sources)),
    }


def series(kit: Shelf, codes: Iterable[str]) -> list[Series]:
    """Make a series for each country, named."""
    return [{"id": code, "title": kit.names(code)} for code in codes]


def phrase(kit: Shelf, key: str, **values: str) -> str:
    """Say a word of the charts, its places filled in."""
    return str(kit.speech.words["charts"][key]).format(**values)


def figure(kit: Shelf, row: StrengthRow, series: str, day: date) -> Item:
    """Make the item of a row of strengths.csv."""
    return item(
        series,
        day,
        day,
        dated=(row.date, row.date),
        when=kit.speech.date(row.date, row.date_certainty),
        text=f"{subject_name(kit, row.subject_id)}: {row.text}",
        kind=row.kind,
        low=row.personnel_low,
        high=row.personnel_high,
        sources=row.source_ids,
    )


def subject_name(kit: Shelf, id_: str) -> str:
    """Name the site, unit or grouping that a figure is of."""
    rows: dict[str, Named] = {row.grouping_id: row for row in kit.atlas.tables.groupings}
    return kit.speech.name((rows | dict(kit.units) | dict(kit.sites))[id_])


def counted(kit: Shelf, row: Figure, series: str, day: date) -> Item:
    """Make the item of a row of figures.csv."""
    return item(
        series,
        day,
        day,
        dated=(row.as_of, row.as_of),
        when=kit.speech.date(row.as_of),
        text=". ".join(part.rstrip(".") for part in (row.quantity, row.note) if part) + ".",
        kind="",
        low=row.value_low,
        high=row.value_high,
        sources=row.source_ids,
    )


def events_of(kit: Shelf, row: Figure, day: date, kind: str) -> list[MapId]:
    """Find the events that a figure tells of: of its kind, in its time, by a source of its own."""
    latest = dates.latest(row.as_of) or day
    found = []
    for event in kit.atlas.tables.events:
        days = timeline.event_days(event)
        shared = set(event.source_ids) & set(row.source_ids)
        if days and event.kind == kind and shared and days[0] <= latest and days[1] >= day:
            found.append(ids.of(event))
    return found
