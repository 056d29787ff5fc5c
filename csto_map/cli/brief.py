"""``csto-map brief``: a plan of views as a deck or a document."""

from __future__ import annotations

from pathlib import Path

import click

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.cli.common import data_option, layer_option, own_layers


@click.command()
@click.argument("name", metavar="PLAN")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; its ending is the format: pptx or pdf.",
)
@click.option("--lang", default="", help="Language of the pack.  [default: the plan's]")
@layer_option
@data_option
def brief(
    name: str,
    output: Path,
    lang: str,
    own_files: tuple[Path, ...],
    own_dates: str | None,
    data: Path | None,
) -> None:
    """
    Make a briefing pack of PLAN: cover, maps, tables, annex of sources.

    PLAN is a YAML file, or the name of a plan that comes with the program.
    """
    # What writes decks is slow to import, and only this command needs it.
    from csto_map.export.documents import pack, plan

    ending = whole_files.ending(output, list(pack.ENDINGS))
    atlas = Atlas.load(data)
    briefing = plan.read(plan.find(name), atlas, own_layers(own_files, atlas, own_dates), lang)
    with whole_files.whole(output) as part:
        part.write_bytes(pack.write(atlas, briefing, ending))
