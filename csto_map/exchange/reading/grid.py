"""Cells as a table: where its header is, how its columns are called, what was repaired.

``assets/src/layers/grid.js`` is its twin: ``tests/cases/layer_tables.json`` holds for both.

Repairs, each told: lines above the header are left out, a cell of the header that is empty
gets the name ``column 5``, one that is there twice ``notes 2``; a row that is too short is
filled up with empty cells, one that is too long loses empty cells at its end and is refused
where they are not empty. Columns without a name in which nothing stands are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from csto_map.exchange.reading.columns import Columns, Refused, Remark, bad, bounded
from csto_map.exchange.reading.roles import is_place_header
from csto_map.exchange.reading.vocabulary import trim

Records = Sequence[Sequence[str]]
# A header further down would be no header.
_DEEPEST = 40
_SHOWN = 80
# So many rows are named one by one.
_NAMED = 10


def numbers(rows: Sequence[int]) -> str:
    """Name rows by their numbers, the first ones of many."""
    more = ", …" if len(rows) > _NAMED else ""
    return ", ".join(map(str, rows[:_NAMED])) + more


def table(
    records: Records,
    name: str,
    wanted: Collection[str] = (),
    *,
    repaired: Sequence[int] = (),
    cut: bool = False,
) -> Columns:
    """
    Make a table of cells.

    Parameters
    ----------
    records
        Lines of cells, with empty lines.
    wanted
        Names of columns that somebody asks for: they tell the header.
    repaired
        Lines (from 0) in which quotation marks were mended.
    cut
        Whether the last line may be cut off: nothing ends it.

    Raises
    ------
    BadFile
        If there is no header of at least two columns.
    """
    top = _header(records, wanted)
    if top is None:
        raise bad("no_header", name=name)
    made = Columns({}, [])
    above = sum(any(map(trim, record)) for record in records[:top])
    if above:
        made.notes.append(Remark("above_header", n=above))
    mended = [k - top for k in repaired if k >= top]
    if mended:
        made.notes.append(Remark("quotes", n=len(mended), rows=numbers(mended)))
    body = records[top + 1 :]
    columns = _named(records[top], body, made)
    rows = _rows(body, columns, made, name, cut=cut)
    if rows and all(map(_in_apostrophes, rows)):
        rows = [[trim(cell)[1:-1] for cell in row] for row in rows]
        made.notes.append(Remark("apostrophes"))
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    made.values = {column: list(cells[k]) for k, column in enumerate(columns) if column is not None}
    return made


def _header(records: Records, wanted: Collection[str]) -> int | None:
    """Find the line of the header: by names, else the first as wide as most lines."""
    first = records[:_DEEPEST]
    lines = [[trim(cell) for cell in record] for record in first]
    for k, line in enumerate(lines):
        names = _bare(line)
        if len(list(filter(None, names))) > 1 and (
            (wanted and not set(wanted).isdisjoint(names)) or is_place_header(names)
        ):
            return k
    widths = Counter(w for line in lines if (w := len(list(filter(None, line)))) > 1)
    if not widths:
        return None
    most = max(widths.values())
    usual = max(width for width, count in widths.items() if count == most)
    return next(
        (k for k, line in enumerate(lines)
         if len(list(filter(None, line))) >= usual and not line[0].startswith("#")),
        None,
    )  # fmt: skip


def _bare(line: Sequence[str]) -> list[str]:
    """Give the names of a header; the sign of a comment before them is none of them."""
    names = [trim(cell) for cell in line]
    if names:
        names[0] = trim(names[0].lstrip("#")) or names[0]
    return names


def _named(header: Sequence[str], body: Records, made: Columns) -> list[str | None]:
    """Name the columns; None for those without a name in which nothing stands."""
    names = _bare(header)
    columns: list[str | None] = []
    taken = set(filter(None, names))
    met: set[str] = set()
    for k, name in enumerate(names):
        chosen = name
        if not name:
            if not any(len(record) > k and trim(record[k]) for record in body):
                columns.append(None)
                continue
            chosen = f"column {k + 1}"
        number = 2
        while chosen in met or (chosen != name and chosen in taken):
            chosen = f"{name or f'column {k + 1}'} {number}"
            number += 1
        if chosen != name:
            made.notes.append(Remark("renamed", column=k + 1, old=name, new=chosen))
        met.add(chosen)
        columns.append(chosen)
    return columns


def _rows(
    body: Records, columns: Sequence[str | None], made: Columns, name: str, *, cut: bool
) -> list[Sequence[str]]:
    """Give the rows as wide as the header, and number them."""
    width = len(columns)
    rows: list[Sequence[str]] = []
    padded: list[int] = []
    last = len(body)
    for number, record in enumerate(body, start=1):
        size = len(record)
        if size != width:
            if not any(map(trim, record)):
                continue
            if size > width:
                if any(map(trim, record[width:])):
                    made.refused.append(_refused(number, record, width))
                    continue
                record = record[:width]
            elif record[0].startswith("#"):
                made.notes.append(Remark("comment", row=number, text=trim(record[0])[:_SHOWN]))
                continue
            elif cut and number == last:
                made.refused.append(_refused(number, record, width))
                continue
            else:
                record = [*record, *[""] * (width - size)]
                padded.append(number)
        elif not any(map(trim, record)):
            continue
        rows.append(record)
        made.rows.append(number)
        bounded(len(rows), name)
    if padded:
        made.notes.append(Remark("filled_up", n=len(padded), rows=numbers(padded)))
    return rows


def _in_apostrophes(row: Sequence[str]) -> bool:
    """Say whether all cells of a row that are not empty stand in apostrophes."""
    cells = [trim(cell) for cell in row]
    return all(not c or (len(c) > 1 and c[0] == "'" and c[-1] == "'") for c in cells)


def _refused(number: int, record: Sequence[str], width: int) -> Refused:
    value = ", ".join(map(trim, record))[:_SHOWN]
    return Refused(number, "*", value, Remark("cells", cells=len(record), header=width))
