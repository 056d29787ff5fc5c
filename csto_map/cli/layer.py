"""``csto-map layer``: how a file of one's own is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csto_map.cli.common import data_option, mapped
from csto_map.machine import marks
from csto_map.picture.user_layers import WAYS, plain

if TYPE_CHECKING:
    from csto_map.exchange.reading.layer import Layer

# Longer labels would push the days out of sight.
_WIDEST = 40


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="For a program: columns, rows, refused, notes."
)
@click.option(
    "--map",
    "columns",
    metavar="ROLE=COLUMN",
    multiple=True,
    help="Column that plays a role where its name does not tell: date (or start), end, lat, lon, "
    "latlon, geometry, mgrs, utm, zone, easting, northing, label, sidc, colour, size. May be "
    "given several times.",
)
@click.option(
    "--dates",
    "order",
    type=click.Choice(list(WAYS)),
    default=None,
    help="Order of dates such as 03/04/2009 if the file does not tell it itself.",
)
@data_option
def layer(
    file: Path, as_json: bool, columns: tuple[str, ...], order: str | None, data: Path | None
) -> None:
    """
    Say how FILE, with places and dates of your own, is read.

    FILE#NAME is one layer, sheet or table of a file that holds several.

    Lists its rows with the point that is drawn and the first and last day on which each holds,
    the rows that cannot be used with the reasons, and what was assumed or repaired. The options
    --layer of render, film, brief, export and serve read files in the same way.
    """
    # Tables and shapes of other people's files are slow to import.
    from csto_map.atlas import Atlas
    from csto_map.exchange.reading.user_layers import read_all

    pairs = read_all([file], Atlas.load(data), WAYS[order] if order else "", mapped(columns))
    read, _ = pairs[0]
    told = read.as_json()
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(marks.lines(_report(read, told)))


def _report(read: Layer, told: dict[str, Any]) -> str:
    """Say it for a person."""
    lines = [read.summary(), ""]
    lines += [f"{role}: column {column!r}" for role, column in told["columns"].items()]
    lines += ["", *_table(told["rows"])]
    if read.refused:
        lines += ["", "refused:", *(f"  {plain(line)}" for line in read.refusals())]
    if read.notes:
        lines += ["", "notes:", *(f"  {plain(note)}" for note in read.notes)]
    return "\n".join(lines)


def _table(rows: list[dict[str, Any]]) -> list[str]:
    """Set rows as columns of text."""
    head = ("row", "label", "lat", "lon", "first day", "last day")
    cells = [
        (
            str(row["row"]),
            plain(row["label"])[:_WIDEST],
            f"{row['lat']:.5f}",
            f"{row['lon']:.5f}",
            row["start"] or "..",
            row["end"] or "..",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if k in (1, 4, 5) else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (head, *cells)
    ]
