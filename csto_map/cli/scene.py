"""``csto-map scene``: what is drawn where on the map of a day."""

from __future__ import annotations

import json
from pathlib import Path

import click

from csto_map.atlas import Atlas
from csto_map.cli.common import (
    asked_texts,
    data_option,
    filter_option,
    filter_texts,
    layer_option,
    question_options,
    user_layers,
)
from csto_map.errors import BadOption
from csto_map.export import options
from csto_map.picture import asked as scenes
from csto_map.picture import scene_json
from csto_map.picture.scene import compose
from csto_map.picture.scene_json import SceneObject
from csto_map.picture.user_layers import listed as names_of
from csto_map.picture.views import Projector
from csto_map.query.fields import Face
from csto_map.query.question import Question, parted


@click.command()
@click.argument("day", metavar="DATE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@question_options(Question, Face.STILL)
@click.option(
    "--size", default=None, help="Preset or 1600x900: of the map alone.  [default: slide]"
)
@filter_option
@layer_option
@data_option
def scene(
    day: str,
    as_json: bool,
    filters: tuple[str, ...],
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
    size: str | None,
    **given: str | bool | None,
) -> None:
    """
    Say what is drawn where on the map of DATE.

    DATE and the options are those of render; the size is that of the map alone, without
    title and legend.
    """
    asked = parted(day) if day.startswith("?") else {"date": day}
    asked |= asked_texts(given) | filter_texts(filters) | ({"size": size} if size else {})
    atlas = Atlas.load(data)
    layers = user_layers(user_files, atlas, user_dates, user_columns)
    still = options.read(atlas, {"own": names_of(layers)} | asked, user_layers=layers)
    if still.second is not None:
        raise BadOption("a scene is of one day: leave compare out")
    wide, tall = still.size.layout
    subject = scenes.of(atlas, still, (wide, tall), user_layers=still.user_layers)
    drawn = compose(subject, wide, tall)
    told = scene_json.as_object(drawn, Projector(atlas.config.projection.proj))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo(_text(told))


def _text(told: SceneObject) -> str:
    """Write a line for each symbol and each name."""
    lines = [told["headline"]] if told["headline"] else []
    for symbol in told["symbols"]:
        more = len(symbol["stack"]) - 1
        lines.append(
            f"{symbol['lat']:9.4f} {symbol['lon']:9.4f}  {symbol['country'] or '-':3}  "
            f"{symbol['id']}{f' and {more} more' if more else ''}"
            f"{', on a line to its place' if symbol['leader'] else ''}"
        )
    lines += [f"{one['lat']:9.4f} {one['lon']:9.4f}  {one['text']}" for one in told["labels"]]
    return "\n".join(lines)
