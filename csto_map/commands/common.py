"""What several commands share."""

from __future__ import annotations

from pathlib import Path

import click

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of facts to use in place of those that come with the program.",
)
