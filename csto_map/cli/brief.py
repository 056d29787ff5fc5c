"""``csto-map brief``: a plan of views as a deck or a document."""

from __future__ import annotations

from pathlib import Path

import click

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.cli.common import (
    asked_texts,
    data_option,
    layer_option,
    question_options,
    tell_letters,
    user_layers,
)
from csto_map.export.options import Still
from csto_map.picture.user_layers import listed
from csto_map.query.fields import Face


@click.command()
@click.argument("name", metavar="PLAN")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; its ending is the format: pptx or pdf.",
)
@question_options(Still, Face.BRIEF)
@layer_option
@data_option
def brief(
    name: str,
    output: Path,
    user_files: tuple[Path, ...],
    user_dates: str | None,
    user_columns: tuple[str, ...],
    data: Path | None,
    **given: str | None,
) -> None:
    """
    Make a briefing pack of PLAN: cover, maps, tables, annex of sources.

    PLAN is a YAML file, the name of one in plans/ of the data folder, or one that every atlas
    has: bases, changes, composition.
    """
    # What writes decks is slow to import, and only this command needs it.
    from csto_map.export.documents import pack, plan

    ending = whole_files.ending(output, list(pack.ENDINGS))
    atlas = Atlas.load(data)
    asked = asked_texts(given)
    layers = user_layers(user_files, atlas, user_dates, user_columns)
    text, called = plan.text_of(name, atlas)
    language = asked.get("lang", "")
    shown = listed(layers)
    briefing = plan.parse(text, atlas, called, layers, shown=shown, language=language)
    if ending == "pdf":
        # The words of slides are set by whoever shows them.
        tell_letters(text, shown)
    with whole_files.whole(output) as part:
        part.write_bytes(pack.write(atlas, briefing, ending, pictured="picture" in asked))
