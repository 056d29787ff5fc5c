"""What several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csto_map.errors import BadOption
from csto_map.picture.user_layers import WAYS, UserLayer
from csto_map.query.fields import Face, options
from csto_map.query.filters import NAMES, PREFIX
from csto_map.query.kinds import Flag

if TYPE_CHECKING:
    from csto_map.atlas import Atlas
    from csto_map.exchange.reading.layer import Layer

# How many refused rows are listed one by one.
_MOST_LISTED = 20
# Prefix of options in the arguments of a command: some of their names are keywords of Python.
_ASKED = "asked_"

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of facts to use in place of those that come with the program.",
)

_FILES = click.option(
    "--layer",
    "user_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="File with places and dates to show too: CSV, GeoJSON, GeoPackage, KML, Parquet.",
)
_DATES = click.option(
    "--dates",
    "user_dates",
    type=click.Choice(list(WAYS)),
    default=None,
    help="Order of dates such as 03/04/2009 in --layer files that do not tell it themselves.",
)


def layer_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for user layers: `user_files` and `user_dates`."""
    return _FILES(_DATES(command))


def question_options(
    asked: type[Any], face: Face, *, first: tuple[str, ...] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """
    Add an option for each name that a class of options has at a face; see `asked_texts`.

    Parameters
    ----------
    asked
        `csto_map.query.question.Question` or what is made of it.
    first
        Names that come first in the help; the others are as they are declared.
    """
    named = [one for one in options(asked, face) if one.command and one.faces & face]
    named.sort(key=lambda one: one.name not in first)

    def add(command: Callable[..., None]) -> Callable[..., None]:
        for one in reversed(named):
            text = one.help(face).rstrip(".")
            end = "" if text.endswith("]") else "."
            # A switch says what a query string says with 1.
            switch = isinstance(one.kind, Flag)
            # Click takes whoever has a flag's value, even None, for one whose text may be left out.
            form = {"is_flag": True, "flag_value": "1"} if switch else {"metavar": one.kind.metavar}
            command = click.option(
                f"--{one.name}",
                f"{_ASKED}{one.name}",
                default=None,
                help=f"{text[:1].upper()}{text[1:]}{end}",
                **form,
            )(command)
        return command

    return add


def asked_texts(given: Mapping[str, str | bool | None]) -> dict[str, str]:
    """Give what `question_options` added and somebody gave, by its names in query strings."""
    return {
        name.removeprefix(_ASKED): text
        for name, text in given.items()
        if name.startswith(_ASKED) and isinstance(text, str)
    }


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


def joined(paths: Sequence[Path], order: str | None = None) -> str | None:
    """Write files as the setting of a server has them; None leaves it to the environment."""
    _ordered(paths, order)
    # The order of their dates comes first; see csto_map.app.user_layers.
    return os.pathsep.join([*filter(None, [order]), *map(str, paths)]) if paths else None


def _ordered(paths: Sequence[Path], order: str | None) -> None:
    if order and not paths:
        raise BadOption("--dates says how the files of --layer write dates: give one")


def user_layers(paths: Sequence[Path], atlas: Atlas, order: str | None = None) -> list[UserLayer]:
    """
    Read files as user layers; what was not used of them is reported on standard error.

    Raises
    ------
    BadFile
        If one cannot be read, or none of its rows be used; `AmbiguousDates` if nobody tells
        the order of its dates.
    """
    _ordered(paths, order)
    if not paths:
        return []
    # Tables and shapes of other people's files are slow to import.
    from csto_map.exchange.reading.user_layers import read_all

    pairs = read_all(paths, atlas, WAYS[order] if order else "")
    for read, _ in pairs:
        if read.refused or read.notes:
            click.echo(_report(read), err=True)
    return [layer for _, layer in pairs]


def _report(read: Layer) -> str:
    lines = [read.summary(), *read.notes, *read.refusals()[:_MOST_LISTED]]
    if len(read.refused) > _MOST_LISTED:
        lines.append(f"and {len(read.refused) - _MOST_LISTED:,} more")
    return "\n  ".join(lines)
