"""``csto-map render``: stills, one by one or a whole list of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, filter_option, filter_texts, layer_option, own_layers
from csto_map.errors import BadOption
from csto_map.export import options, sizes, still
from csto_map.picture.own import listed as names_of
from csto_map.sheet.furniture import PARTS

_ENDINGS = list(still.MEDIA_TYPES)
# Options that are a name of the query string each, in the order of the help.
_TEXTS = (
    *("view", "org", "layers", "style", "icons", "lang", "box", "size"),
    *("title", "subtitle", "handling", "link", "compare", "mode", "tm", "range", "letters"),
)


def _picture_options(command: Callable[..., None]) -> Callable[..., None]:
    for part in reversed(PARTS):
        command = click.option(f"--no-{part}", is_flag=True, help=f"Leave out: {part}.")(command)
    for name in reversed(_TEXTS):
        text = options.NAMES[name]
        if name == "size":
            text = f"{text}; presets: {', '.join(sizes.PRESETS)}.  [default: slide]"
        command = click.option(f"--{name}", default=None, help=text[:1].upper() + text[1:])(command)
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
@_picture_options
@filter_option
@layer_option
@data_option
def render(
    day: str | None,
    output: Path,
    listed: Path | None,
    filters: tuple[str, ...],
    own_files: tuple[Path, ...],
    own_dates: str | None,
    data: Path | None,
    **given: Any,
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

        layers = own_layers(own_files, Atlas.load(data), own_dates) if own_files else []
        for path in batch.render(listed, output, data, own=layers):
            click.echo(path)
        return
    if not day:
        raise BadOption("give a DATE, such as 2009-06-14, or --batch FILE.csv")
    ending = whole_files.ending(output, _ENDINGS)
    asked = options.query(day) if day.startswith("?") else {"date": day}
    asked |= {name: given[name] for name in _TEXTS if given[name] is not None}
    asked |= filter_texts(filters)
    hidden = [part for part in PARTS if given[f"no_{part}"]]
    if hidden:
        asked["hide"] = ",".join([asked[name] for name in ("hide",) if name in asked] + hidden)
    atlas = Atlas.load(data)
    own = own_layers(own_files, atlas, own_dates)
    # A link of the page says which of its layers it shows.
    picture = options.read(atlas, {"own": names_of(own)} | asked, own=own)
    with whole_files.whole(output) as part:
        part.write_bytes(still.render(atlas, picture, ending))
