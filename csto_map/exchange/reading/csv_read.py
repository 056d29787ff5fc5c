"""Tables as text: CSV and its like, read as Excel and pandas read them.

``assets/src/layers/csv.js`` is its twin: ``tests/cases/layer_tables.json`` holds for both.

A line ``sep=;`` names the sign between cells; without it, it is that of comma, semicolon,
tab and bar that gives most of the first lines one width. Lines end with LF, CR LF or CR. A
cell that begins with a quotation mark goes on to the next one that is not doubled, over
lines; what follows that one up to the end of the cell is taken as it stands, further marks
too, and such rows are told. A mark within a cell that does not begin with one is a mark. A
cell ``="007"`` is the text that it protects.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice

from csto_map.exchange.reading import grid
from csto_map.exchange.reading.columns import Columns, bad
from csto_map.exchange.reading.text import decode

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
_NO_LIMIT = 2**31 - 1
_SEPARATOR = re.compile(r"\"?sep=([^\r\n\"])\"?(?:\r\n|\n|\r|$)", re.IGNORECASE)
# What spreadsheets are made to take as text: ="007".
_QUOTED = re.compile(r"^=\"([^\"]*)\"$")
_LINE_END = re.compile(r"\r\n|\n|\r")
# Lines that tell the sign between cells.
_SAMPLE = 60
Records = list[list[str]]


def read(data: bytes, name: str, wanted: Collection[str] = ()) -> Columns:
    """
    Read a table of text.

    Parameters
    ----------
    wanted
        Names of columns that somebody asks for: they tell the header.

    Raises
    ------
    BadFile
        If it is no text, has no header, or a cell in quotation marks does not end.
    """
    text, guess = decode(data, name)
    separator = _SEPARATOR.match(text)
    body = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else delimiter_of(body)
    records, repaired = parse(body, delimiter, name)
    if '="' in body:
        records = [[_QUOTED.sub(r"\1", cell) for cell in record] for record in records]
    cut = not body.endswith(("\n", "\r"))
    made = grid.table(records, name, wanted, repaired=repaired, cut=cut)
    if guess:
        made.notes.insert(0, guess)
    return made


def delimiter_of(text: str) -> str:
    """Find the sign between cells: the one that gives most of the first lines one width."""
    # However long a cell is: whether it is too long is seen when it is read.
    csv.field_size_limit(_NO_LIMIT)
    ends = (end.end() for end in islice(_LINE_END.finditer(text), _SAMPLE))
    sample = text[: max(ends, default=len(text))]
    best, chosen = (0, 0), ","
    for delimiter in _DELIMITERS:
        lines = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = Counter(len(line) for line in lines if len(line) > 1)
        usual = max(((count, width) for width, count in widths.items()), default=(0, 0))
        if usual > best:
            best, chosen = usual, delimiter
    return chosen


def parse(text: str, delimiter: str, name: str) -> tuple[Records, list[int]]:
    """
    Part a text into lines of cells.

    Returns
    -------
    records, repaired
        The lines, and which of them (from 0) have a mark after the end of a quoted cell.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return list(strict), []
    except csv.Error:
        return _mended(text, delimiter, name)


def _mended(text: str, delimiter: str, name: str) -> tuple[Records, list[int]]:
    """Part a text in which some marks are wrong, and find the lines that have them."""
    read_lines: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            read_lines.append(line)
            yield line

    records: Records = []
    repaired: list[int] = []
    reader = csv.reader(lines(), delimiter=delimiter)
    begun = 0
    last: list[str] = []
    try:
        for record in reader:
            last = read_lines.copy()
            if not _sound(last, delimiter):
                repaired.append(len(records))
            begun += len(last)
            read_lines.clear()
            records.append(record)
    except csv.Error:
        raise bad("long_cell", name=name, line=begun + 1, most=_LONGEST_CELL) from None
    if _open(last, delimiter):
        raise bad("open_quote", name=name, line=begun - len(last) + 1)
    return records, repaired


def _sound(lines: list[str], delimiter: str) -> bool:
    """Say whether nothing follows the quoted cells of a record."""
    if not any('"' in line for line in lines):
        return True
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as problem:
        return "end of data" in str(problem)
    return True


def _open(lines: list[str], delimiter: str) -> bool:
    """Say whether a quoted cell of a record does not end: one more line would belong to it."""
    whole = [*lines[:-1], *(line.rstrip("\r\n") + "\n" for line in lines[-1:]), "x"]
    return len(list(csv.reader(whole, delimiter=delimiter))) == 1 and bool(lines)
