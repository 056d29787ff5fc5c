"""
Every error this package raises on purpose.

* CstoMapError
  + DataError        cells of a data folder break their schema (`faults` lists all)
  + MissingFolder    a data folder, table or built file is not where it should be
  + BadDate          a text is not a date (also a ValueError)
  + DateOutOfRange   a day outside the days that the facts cover (also a ValueError)
  + BadOption        an unknown view, layer, lens, style or size (also a ValueError)
  + BadFile          a file given by a user cannot be read as what it claims to be
    - AmbiguousDates   nothing tells whether its dates begin with the day or the month
  + ExportFailed     a file cannot be written where it was asked for
  + MissingExtra     a package that comes with an extra is not installed (also an ImportError)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class CstoMapError(Exception):
    """Base of all errors of this package; its text is fit for a person to read."""

    def told(self) -> str:
        """Say all that is known, for whoever is to mend it."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing wrong with one cell, placed where an editor can jump to it.

    `line` counts from 1, the header; 0 stands for the file as a whole. `column` is
    ``*`` where a fault concerns a whole line. `rule` is one of `csto_map.facts.rules` and
    `fix` says what to do; both are empty for faults that no rule has a name for.
    """

    path: Path
    line: int
    column: str
    value: str
    expected: str
    rule: str = ""
    fix: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: column {self.column!r}: {self.value!r} is not {self.expected}"

    def told(self) -> str:
        """Say it in full: with its rule, and on a line of its own how to mend it."""
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self}{rule}" + (f"\n    {self.fix}" if self.fix else "")


class DataError(CstoMapError):
    """Cells break their schema; `faults` lists every one of them, by file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults, key=lambda f: (str(f.path), f.line, f.column))
        count = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
        super().__init__("\n".join([f"{count} in the data", *map(str, self.faults)]))

    def told(self) -> str:
        """Say each fault in full; see `Fault.told`."""
        count, _, _ = str(self).partition("\n")
        return "\n".join([count, *(one.told() for one in self.faults)])


class MissingFolder(CstoMapError):
    """A folder or file that the atlas needs is not there."""


class BadDate(CstoMapError, ValueError):
    """A text that cannot be read as a date."""


class DateOutOfRange(CstoMapError, ValueError):
    """A day that the facts say nothing about."""


class BadOption(CstoMapError, ValueError):
    """A name or number that is not among those allowed."""


class BadFile(CstoMapError):
    """A file that somebody brought along and that is not what it should be."""


class AmbiguousDates(BadFile):
    """
    Dates such as 03/04/2009 where neither another row nor the user says which part comes first.

    `readings` are the two days that the text may mean, the day first and the month first.
    """

    def __init__(self, sentence: str, readings: tuple[date, date]) -> None:
        self.readings = readings
        super().__init__(sentence)


class ExportFailed(CstoMapError):
    """A file that cannot be written."""


class MissingExtra(CstoMapError, ModuleNotFoundError):
    """Something that is not installed; says which extra it comes with. See `csto_map.extras`."""
