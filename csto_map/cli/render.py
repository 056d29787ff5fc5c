"""``csto-map render``: stills, one by one or a whole list of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.cli.common import (
    asked_texts,
    data_option,
    filter_option,
    filter_texts,
    layer_option,
    question_options,
    tell_letters,
    user_layers,
)
from csto_map.errors import BadOption
from csto_map.export import options, still
from csto_map.export.options import Still
from csto_map.picture.user_layers import listed as names_of
from csto_map.query.fields import Face
from csto_map.query.question import parted
from csto_map.sheet.furniture import PARTS

_ENDINGS = list(still.MEDIA_TYPES)


def _part_options(command: Callable[..., None]) -> Callable[..., None]:
    for part in reversed(PARTS):
        command = click.option(f"--no-{part}", is_flag=True, help=f"Leave out: {part}.")(command)
    return command


@click.command()
@click.argument("day", metavar="DATE", required=False)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help=f"File to write; its ending is the format: {', '.join(_ENDINGS)}. A folder with --batch.",
)
@click.option(
    "--batch",
    "listed",
    type=click.Path(path_type=Path),
    default=None,
    help="CSV file with a picture a line: column file, and columns named as in the query string.",
)
@question_options(Still, Face.STILL)
@_part_options
@filter_option
@layer_option
@data_option
def render(
    day: str | None,
    output: Path,
    listed: Path | None,
    filters: tuple[str, ...],
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
    **given: str | bool | None,
) -> None:
    """
    Draw the map of DATE as a picture, a page or a slide.

    DATE is 2009-06-14, 2009-06 or 2009, or a whole query string as the page's address
    has it: '?date=2009-06-14&view=central-asia'.
    """
    if listed is not None:
        if day or filters or any(value for value in given.values()):
            raise BadOption(
                "--batch takes the rest from its file: no DATE and no options but --layer, --data"
            )
        # Pools of processes take a moment to import.
        from csto_map.export import batch

        layers = (
            user_layers(user_files, Atlas.load(data), user_dates, user_columns)
            if user_files
            else []
        )
        # What cannot be read is told where it is read for good.
        if listed.is_file():
            tell_letters(listed.read_text(encoding="utf-8-sig", errors="replace"), names_of(layers))
        for path in batch.render(listed, output, data, user_layers=layers):
            click.echo(path)
        return
    if not day:
        raise BadOption("give a DATE, such as 2009-06-14, or --batch FILE.csv")
    ending = whole_files.ending(output, _ENDINGS)
    asked = parted(day) if day.startswith("?") else {"date": day}
    asked |= asked_texts(given)
    asked |= filter_texts(filters)
    hidden = [part for part in PARTS if given[f"no_{part}"]]
    if hidden:
        asked["hide"] = ",".join([asked[name] for name in ("hide",) if name in asked] + hidden)
    atlas = Atlas.load(data)
    layers = user_layers(user_files, atlas, user_dates, user_columns)
    # A link of the page says which of its layers it shows.
    asked = {"own": names_of(layers)} | asked
    picture = options.read(atlas, asked, user_layers=layers)
    tell_letters(*asked.values())
    with whole_files.whole(output) as part:
        part.write_bytes(still.render(atlas, picture, ending))
