"""What several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from csto_map.errors import BadOption
from csto_map.filters import NAMES, PREFIX

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of facts to use in place of those that come with the program.",
)

filter_option = click.option(
    "--filter",
    "filters",
    metavar="NAME=VALUES",
    multiple=True,
    help="Leave only what matches, values joined by commas; may be given for several of: "
    + ", ".join(name.removeprefix(PREFIX) for name in NAMES)
    + ".",
)


def filter_texts(filters: tuple[str, ...]) -> dict[str, str]:
    """
    Give filters of the command line by their names in the query string.

    Raises
    ------
    BadOption
        A ValueError: no ``NAME=VALUES``, no such name, or one that is there twice.
    """
    found: dict[str, str] = {}
    for given in filters:
        name, equals, text = given.partition("=")
        if not equals or PREFIX + name not in NAMES:
            known = ", ".join(known.removeprefix(PREFIX) for known in NAMES)
            raise BadOption(f"--filter {given!r} is not NAME=VALUES with a name among {known}")
        if PREFIX + name in found:
            raise BadOption(f"--filter {name} is given twice; join its values with commas")
        found[PREFIX + name] = text
    return found
