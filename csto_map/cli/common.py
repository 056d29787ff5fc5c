"""What several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click
from click.exceptions import Exit

from csto_map.errors import BadOption, CstoMapError, DataError, Fault, MissingFolder
from csto_map.machine import logs, marks
from csto_map.picture import letters
from csto_map.picture.user_layers import COLUMN, WAYS, UserLayer
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

_DATA = click.option(
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
    help="File with places and dates to show too: CSV, XLSX, GeoJSON, GeoPackage, KML, GPX, a "
    "zipped shapefile, Parquet, FlatGeobuf, PMTiles. FILE#NAME is one layer, sheet or table of "
    "those that hold several.",
)
_DATES = click.option(
    "--dates",
    "user_dates",
    type=click.Choice(list(WAYS)),
    default=None,
    help="Order of dates such as 03/04/2009 in --layer files that do not tell it themselves.",
)


_COLUMNS = click.option(
    "--map",
    "user_columns",
    metavar="ROLE=COLUMN",
    multiple=True,
    help="Column of --layer files that plays a role where its name does not tell: date (or start), "
    "end, lat, lon, latlon, geometry, mgrs, utm, zone, easting, northing, label, sidc, colour, "
    "size. May be given several times; files without the column are read as they are.",
)


def data_option(command: Callable[..., None]) -> Callable[..., None]:
    """
    Add the option for a folder of facts: `data`.

    What breaks because of a fault of that folder is told as `csto-map data check` tells it.
    """

    @functools.wraps(command)
    def guarded(*, data: Path | None, **given: object) -> None:
        try:
            command(data=data, **given)
        except Exception as problem:
            faults = () if data is None or _is_clear(problem, data) else _faults(data)
            if not faults:
                raise
            raise DataError(faults) from problem

    return _DATA(guarded)


def _is_clear(problem: Exception, data: Path) -> bool:
    """Say whether an error tells its cause already, or is of something else than the folder."""
    if isinstance(problem, click.ClickException | click.Abort | Exit | DataError):
        return True
    return isinstance(problem, CstoMapError) and str(data) not in str(problem)


def _faults(data: Path) -> Sequence[Fault]:
    """Look for the faults of a folder; none in one that is not there."""
    # Polygons and projections are needed here alone.
    from csto_map.audit.check import check

    try:
        return check(data).faults
    except MissingFolder:
        return ()


def refuse_outlines(data: Path) -> None:
    """
    Refuse a folder with outlines that cannot be drawn or cut, before anybody asks for a map.

    Raises
    ------
    DataError
        Lists their faults.
    """
    faults = [fault for fault in _faults(data) if fault.rule == "boundaries"]
    if faults:
        raise DataError(faults)


_LOG_FORMAT = click.option(
    "--log-format",
    type=click.Choice(logs.FORMATS),
    default=None,
    help="Form of the log, on standard error.  [default: text]",
)
_LOG_LEVEL = click.option(
    "--log-level",
    type=click.Choice(logs.LEVELS),
    default=None,
    help="Least that the log tells; info has a line for each request.  [default: warning]",
)


def log_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for the log: `log_format` and `log_level`."""
    return _LOG_FORMAT(_LOG_LEVEL(command))


def layer_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for user layers: `user_files`, `user_dates` and `user_columns`."""
    return _FILES(_DATES(_COLUMNS(command)))


def mapped(columns: Sequence[str]) -> list[tuple[str, str]]:
    """
    Give roles and columns of ``--map ROLE=COLUMN``.

    Raises
    ------
    BadOption
        A ValueError: one is no such pair.
    """
    pairs = []
    for given in columns:
        role, equals, column = given.partition("=")
        if not equals or not role.strip() or not column.strip():
            raise BadOption(f"--map {given!r} is not ROLE=COLUMN, such as date=Tag")
        pairs.append((role.strip(), column.strip()))
    return pairs


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


def joined(
    paths: Sequence[Path], order: str | None = None, columns: Sequence[str] = ()
) -> str | None:
    """Write files as the setting of a server has them; None leaves it to the environment."""
    _alone(paths, order, columns)
    # The order of their dates and their columns come first; see csto_map.app.user_layers.
    told = [COLUMN + quote(f"{role}={column}", safe="=") for role, column in mapped(columns)]
    return os.pathsep.join([*filter(None, [order]), *told, *map(str, paths)]) if paths else None


def _alone(paths: Sequence[Path], order: str | None, columns: Sequence[str]) -> None:
    if order and not paths:
        raise BadOption("--dates says how the files of --layer write dates: give one")
    if columns and not paths:
        raise BadOption("--map says what columns of the files of --layer mean: give one")


def user_layers(
    paths: Sequence[Path], atlas: Atlas, order: str | None = None, columns: Sequence[str] = ()
) -> list[UserLayer]:
    """
    Read files as user layers; what was not used of them is reported on standard error.

    Raises
    ------
    BadFile
        If one cannot be read, or none of its rows be used; `AmbiguousDates` if nobody tells
        the order of its dates.
    """
    _alone(paths, order, columns)
    if not paths:
        return []
    # Tables and shapes of other people's files are slow to import.
    from csto_map.exchange.reading.user_layers import read_all

    pairs = read_all(paths, atlas, WAYS[order] if order else "", mapped(columns))
    for read, _ in pairs:
        if read.refused or read.notes:
            click.echo(marks.lines(_report(read)), err=True)
    return [layer for _, layer in pairs]


def tell_letters(*texts: str) -> None:
    """Name on standard error the letters of texts for a picture that no font here has."""
    gone = letters.missing("".join(texts))
    if gone:
        click.echo(
            f"No font of this machine has {letters.named(gone)}: boxes stand in their place. "
            "Install a font that has them, such as one of Noto Sans.",
            err=True,
        )


def _report(read: Layer) -> str:
    lines = [read.summary(), *read.notes, *read.refusals()[:_MOST_LISTED]]
    if len(read.refused) > _MOST_LISTED:
        lines.append(f"and {len(read.refused) - _MOST_LISTED:,} more")
    return "\n  ".join(lines)
