"""A table's file as text: single rows are changed, and all others stay byte for byte.

`csto_map.facts.tables` reads what the rows say; here they are only text, faults and all.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from csto_map.errors import BadFile


@dataclass(frozen=True, slots=True)
class Record:
    """
    A row: `number` names it for as long as its file is open, wherever it moves.

    `text` is the row as it stands in the file, with the end of its line.
    """

    number: int
    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableText:
    """
    A table's file: `start` is all up to the first row, `newline` how its lines end.

    `following` is the number of the next new row.
    """

    start: str
    newline: str
    columns: tuple[str, ...]
    records: tuple[Record, ...] = ()
    following: int = 0

    def to_bytes(self) -> bytes:
        """Write the file."""
        return "".join([self.start, *(one.text for one in self.records)]).encode()

    def cell(self, number: int, column: str) -> str:
        """Give the text of a cell; KeyError where there is none such."""
        cells = {one.number: one.cells for one in self.records}[number]
        return dict(zip(self.columns, cells, strict=False))[column]

    def lines(self) -> dict[int, int]:
        """Give the rows by the line on which a report tells of them: a row's last."""
        line, found = max(1, self.start.count("\n")), {}
        for one in self.records:
            line += max(1, one.text.count("\n"))
            found[line] = one.number
        return found


def empty(columns: Iterable[str]) -> TableText:
    """Give a table without rows."""
    names = tuple(columns)
    return TableText(_row(names, "\n"), "\n", names)


def read(data: bytes) -> TableText:
    """
    Take a file apart.

    Raises
    ------
    BadFile
        If it is not text in UTF-8, or no table.
    """
    try:
        # Lines end as they do in the file.
        text = data.decode()
        rows = list(_rows(text.removeprefix("\ufeff")))
    except UnicodeDecodeError as problem:
        raise BadFile(f"byte {problem.start} is not UTF-8 text") from problem
    except csv.Error as problem:
        raise BadFile(f"not comma-separated text: {problem}") from problem
    if not rows or not rows[0][1]:
        raise BadFile("no header")
    (head, columns), *others = rows
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    records = tuple(Record(k, raw, tuple(cells)) for k, (raw, cells) in enumerate(others))
    newline = "\r\n" if head.endswith("\r\n") else "\n"
    return TableText(mark + head, newline, tuple(columns), records, len(records))


def _rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give rows as they are written and as they are read."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    for row in csv.reader(lines()):
        yield "".join(taken), row
        taken.clear()


def _row(cells: Iterable[str], newline: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=newline).writerow(cells)
    return out.getvalue()


def with_cells(table: TableText, number: int, cells: Mapping[str, str]) -> TableText:
    """
    Set cells of a row, by column; the text of all other rows stays.

    Raises
    ------
    KeyError
        If there is no such row or column.
    """
    places = {table.columns.index(name): value for name, value in _known(table, cells)}
    before = {one.number: one for one in table.records}[number]
    padded = [*before.cells, *[""] * (len(table.columns) - len(before.cells))]
    after = tuple(places.get(k, value) for k, value in enumerate(padded))
    if after == before.cells:
        return table
    end = table.newline if before.text.endswith(("\n", "\r")) else ""
    changed = Record(number, _row(after, table.newline).removesuffix(table.newline) + end, after)
    records = (changed if one.number == number else one for one in table.records)
    return replace(table, records=tuple(records))


def with_row(table: TableText, cells: Mapping[str, str], after: int | None = None) -> TableText:
    """
    Add a row with cells by column, after another or at the end.

    Raises
    ------
    KeyError
        If there is no such row or column.
    """
    given = dict(_known(table, cells))
    row = tuple(given.get(name, "") for name in table.columns)
    new = Record(table.following, _row(row, table.newline), row)
    numbers = [one.number for one in table.records]
    if after is not None and after not in numbers:
        raise KeyError(after)
    place = len(numbers) if after is None else numbers.index(after) + 1
    ended = replace(_ended(table), following=table.following + 1)
    return replace(ended, records=(*ended.records[:place], new, *ended.records[place:]))


def _ended(table: TableText) -> TableText:
    """Give the same with an end to its last line, which a row may follow."""
    last = table.records[-1].text if table.records else table.start
    if last.endswith(("\n", "\r")):
        return table
    if not table.records:
        return replace(table, start=last + table.newline)
    closed = replace(table.records[-1], text=last + table.newline)
    return replace(table, records=(*table.records[:-1], closed))


def without_rows(table: TableText, numbers: Iterable[int]) -> TableText:
    """
    Delete rows.

    Raises
    ------
    KeyError
        If one of them is not there.
    """
    gone = set(numbers)
    missing = gone - {one.number for one in table.records}
    if missing:
        raise KeyError(missing.pop())
    return replace(table, records=tuple(one for one in table.records if one.number not in gone))


def _known(table: TableText, cells: Mapping[str, str]) -> list[tuple[str, str]]:
    for name in cells:
        if name not in table.columns:
            raise KeyError(name)
    return list(cells.items())


def aligned(base: TableText, table: TableText, key: str) -> TableText:
    """Number the rows of a table as those of another that have the same ids."""
    numbers = {id_: one.number for id_, one in _by_id(base, key).items() if id_}
    following, records = base.following, []
    for one in table.records:
        number = numbers.pop(_id(table, one, key), None)
        if number is None:
            number, following = following, following + 1
        records.append(replace(one, number=number))
    return replace(table, records=tuple(records), following=following)


def merged(base: TableText, ours: TableText, theirs: TableText, key: str) -> TableText:
    """
    Put what we changed on what others have made of the same file meanwhile.

    Rows are known by their ids. A cell that both changed is as we have it; a row that we
    changed and they deleted is there, and one that we deleted and they changed is there, too.

    Parameters
    ----------
    base
        The file of which `ours` was made.
    theirs
        The file as it is now; its order stays, and new rows of ours follow at the end.
    key
        Column of the ids; "*" where rows have none and are known by all that they say.
    """
    known, made = _by_id(base, key), _by_id(theirs, key)
    result = theirs
    kept = {one.number for one in ours.records}
    for number, id_ in {one.number: _id(base, one, key) for one in base.records}.items():
        here = made.get(id_)
        if number not in kept and here and here.cells == known[id_].cells:
            result = without_rows(result, [here.number])
    start = {one.number: one for one in base.records}
    for one in ours.records:
        before = start.get(one.number)
        if before is not None and before.cells == one.cells:
            continue
        cells = dict(zip(ours.columns, one.cells, strict=False))
        if before is not None:
            was = dict(zip(base.columns, before.cells, strict=False))
            changed = {name: value for name, value in cells.items() if value != was.get(name)}
            here = made.get(_id(base, before, key))
            if here:
                result = with_cells(result, here.number, changed)
                continue
        result = with_row(result, {n: v for n, v in cells.items() if n in result.columns})
    return result


def _by_id(table: TableText, key: str) -> dict[str, Record]:
    return {_id(table, one, key): one for one in table.records}


def _id(table: TableText, record: Record, key: str) -> str:
    if key == "*":
        return "\0".join(record.cells)
    return dict(zip(table.columns, record.cells, strict=False)).get(key, "")
