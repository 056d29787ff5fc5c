"""Tables as text: CSV and its like."""

from __future__ import annotations

import csv
import io

from csto_map.errors import BadFile
from csto_map.exchange.reading.columns import Columns, Refused, Remark, bounded
from csto_map.exchange.reading.text import decoded

_LONGEST_CELL = 1_000_000


def read(data: bytes, name: str) -> Columns:
    """Read a table of text; the first line is its header."""
    text = decoded(data, name)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    table = Columns({}, [])
    rows: list[list[str]] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if len(header) < 2 or len(set(header)) < len(header) or "" in header:
            raise BadFile(f"{name}: its first line is no header with a name for every column")
        for number, row in enumerate(reader, start=1):
            if len(row) == len(header):
                rows.append(row)
                table.rows.append(number)
            elif any(row):
                reason = Remark("cells", cells=len(row), header=len(header))
                table.refused.append(Refused(number, "*", delimiter.join(row)[:80], reason))
            bounded(len(rows), name)
    except csv.Error as problem:
        where = f"line {reader.line_num}"
        raise BadFile(f"{name}, {where}: {problem}; the file may be cut off") from problem
    cells = zip(*rows, strict=True) if rows else [()] * len(header)
    table.values = {key: list(column) for key, column in zip(header, cells, strict=True)}
    return table
