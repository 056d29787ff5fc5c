"""A short report for those who fill the tables: what is there, what is thin, what is old.

``make facts``, or
``python -m csto_map.audit.progress [FOLDER] [--since DATE] [--target TABLE=ROWS]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import click

from csto_map.atlas import Atlas
from csto_map.errors import CstoMapError
from csto_map.facts import dates, ranks, schema

# Rows that the tables are to have.
TARGETS = {
    "sites": 150,
    "units": 160,
    "deployments": 220,
    "strengths": 320,
    "agreements": 85,
    "events": 550,
}
# Years in which an exercise is looked for.
YEARS = range(2004, 2026)
# A row that is still open is stale when its newest source is older than this.
STALE_YEARS = 5


def counts(atlas: Atlas, targets: Mapping[str, int]) -> Iterator[str]:
    """Tell the rows of each table, against its target where it has one."""
    for name in schema.TABLES:
        count = len(getattr(atlas.tables, name))
        wanted = targets.get(name, 0)
        whole = f" of {wanted:,}" if wanted else ""
        missing = f", {wanted - count:,} missing" if count < wanted else ""
        yield f"{name}: {count:,}{whole}{missing}"


def exercises(atlas: Atlas, years: Sequence[int]) -> Iterator[str]:
    """Count exercises by the year of their first day, and name the years that have none."""
    tally = dict.fromkeys(years, 0)
    for row in atlas.tables.events:
        first = dates.earliest(row.start)
        if row.kind == "exercise" and first and first.year in tally:
            tally[first.year] += 1
    yield ", ".join(f"{year}: {count}" for year, count in tally.items())
    without = [str(year) for year, count in tally.items() if not count]
    yield f"without any: {', '.join(without) or 'none'}"


def uncounted(atlas: Atlas) -> Iterator[str]:
    """Name open sites of a foreign power for which no total is given, theirs or their units'."""
    counted = {row.subject_id for row in atlas.tables.strengths if row.kind == "total"}
    states = {row.country for row in atlas.tables.countries}
    units: dict[str, set[str]] = {}
    for stay in atlas.tables.deployments:
        units.setdefault(stay.site_id, set()).add(stay.unit_id)
    for row in atlas.tables.sites:
        subjects = {row.site_id} | units.get(row.site_id, set())
        foreign = row.operator in states and row.operator != row.country
        if foreign and row.end == ".." and not subjects & counted:
            yield f"{row.name} ({row.country}, {row.operator})"


def looked_at(atlas: Atlas, since: date) -> Iterator[str]:
    """Count rows of which a source was read on or after a day, by table."""
    read = {
        row.source_id
        for row in atlas.tables.sources
        if (dates.latest(row.accessed) or date.min) >= since
    }
    for name, rows in _facts(atlas):
        fresh = sum(1 for row in rows if read.intersection(row.source_ids))
        yield f"{name}: {fresh:,} of {len(rows):,}"


def stale(atlas: Atlas, years: int) -> Iterator[str]:
    """
    Name rows that are still open though their newest source is older than some years.

    Years are counted back from the horizon. A row without any dated source is named too.
    """
    before = atlas.horizon.replace(year=atlas.horizon.year - years)
    source_days = {row.source_id: dates.latest(row.date) for row in atlas.tables.sources}
    for name, rows in _facts(atlas):
        for row in rows:
            if getattr(row, "end", "") != "..":
                continue
            support = [s for s in row.source_ids if s not in atlas.ranks.gazetteers]
            days = [day for day in map(source_days.get, support) if day]
            newest = max(days, default=None)
            if newest is None or newest < before:
                when = newest.isoformat() if newest else "undated"
                yield f"{name}: {getattr(row, row.key)} ({when})"


def _facts(atlas: Atlas) -> Iterator[tuple[str, Sequence[Any]]]:
    for name in ranks.shares(atlas.tables, atlas.ranks):
        yield name, getattr(atlas.tables, name)


def report(atlas: Atlas, since: date, targets: Mapping[str, int] = TARGETS) -> str:
    """Make the whole report."""
    without, old = list(uncounted(atlas)), list(stale(atlas, STALE_YEARS))
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        ("Rows", counts(atlas, targets)),
        ("Exercises by year", exercises(atlas, YEARS)),
        (f"Open bases of foreign powers without a figure: {len(without)}", without),
        (f"Rows with a source read since {since.isoformat()}", looked_at(atlas, since)),
        (f"Still open, newest source older than {STALE_YEARS} years: {len(old)}", old),
    )
    shares = ranks.as_markdown(ranks.shares(atlas.tables, atlas.ranks))
    texts = [f"{atlas.config.title}, data {atlas.version}"]
    for title, lines in parts:
        texts += ["", title, *(f"  {line}" for line in lines)]
    return "\n".join([*texts, "", "Facts by the rank of their best source", shares])


def _target(text: str) -> tuple[str, int]:
    name, _, rows = text.partition("=")
    if name not in schema.TABLES or not rows.isdigit():
        raise click.BadParameter(f"{text!r} is not TABLE=ROWS", param_hint="--target")
    return name, int(rows)


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
@click.option("--since", default="", help="A day, YYYY-MM-DD; the newest on which any was read.")
@click.option("--target", "targets", multiple=True, help="TABLE=ROWS, for other targets.")
def main(folder: str | None, since: str, targets: tuple[str, ...]) -> None:
    """Say how full, how well supported and how fresh the tables of FOLDER are."""
    try:
        atlas = Atlas.load(folder)
        days = [dates.latest(row.accessed) for row in atlas.tables.sources]
        newest = max((day for day in days if day), default=atlas.horizon)
        day = dates.parse_day(since) if since else newest
    except (CstoMapError, ValueError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(report(atlas, day, TARGETS | dict(map(_target, targets))))


if __name__ == "__main__":
    main()
