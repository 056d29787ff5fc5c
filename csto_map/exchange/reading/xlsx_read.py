"""Workbooks of other people: the first sheet with a table, its cells as text.

``assets/src/layers/xlsx.js`` is its twin: ``tests/cases/layer_files.json`` holds for both.

Formulas are not run: their values are those that the file keeps. Cells that are formatted as
dates are ISO texts, whichever of its two calendars the workbook has.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

from csto_map.exchange.reading import grid
from csto_map.exchange.reading.archives import Archive
from csto_map.exchange.reading.columns import MOST_ROWS, Columns, Remark, bad
from csto_map.exchange.reading.roles import is_place_header
from csto_map.exchange.reading.vocabulary import text_of, trim

Records = list[list[str]]
# What openpyxl raises on workbooks that are none or damaged.
_DAMAGED = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError),
    *(ParseError, SyntaxError, zipfile.BadZipFile, NotImplementedError, RuntimeError),
    zlib.error,
)
# Of a sheet, each row as wide as the widest.
_MOST_CELLS = 100 * MOST_ROWS
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HEADER_DEPTH = 40
# Larger whole numbers are not exact in JavaScript, nor in a spreadsheet.
_EXACT = 2**53


def is_workbook(archive: Archive) -> bool:
    """Say whether an archive is a workbook."""
    return "xl/workbook.xml" in archive.members


def read(archive: Archive, layer: str | None = None, wanted: Collection[str] = ()) -> Columns:
    """
    Read the first sheet that says where rows are, else the first with a table.

    Parameters
    ----------
    layer
        The name of the sheet that is meant.
    wanted
        Names of columns that somebody asks for: they tell the header.

    Raises
    ------
    BadFile
        If it is no workbook, damaged or locked, or has no table, or not the sheet.
    """
    name = archive.name
    parts = [m for m in archive.members if m.endswith((".xml", ".rels"))]
    # This unpacks no more than is allowed; openpyxl would.
    texts = dict(zip(parts, archive.read(*parts), strict=True))
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text for text in texts.values()):
        raise bad("bad_xlsx", name=name)
    filled = _filled(archive.data, name, layer)
    if layer is not None and not filled:
        # The one that is meant is not there, or empty: those that are there are told.
        filled = _filled(archive.data, name)
    title, records = _chosen(filled, name, layer, wanted)
    table = grid.table(records, name, wanted)
    others = [other for other, _ in filled if other != title]
    if others and layer is None:
        table.notes.append(Remark("other_sheets", sheet=title, others=", ".join(others)))
    bare = sum(len(_UNCALCULATED.findall(t)) for m, t in texts.items() if _SHEET.fullmatch(m))
    if bare:
        table.notes.append(Remark("uncalculated", n=bare))
    return table


def _chosen(
    filled: list[tuple[str, Records]], name: str, layer: str | None, wanted: Collection[str]
) -> tuple[str, Records]:
    """Choose a sheet by its name, or by what is in it."""
    if layer is not None:
        titles = [title for title, _ in filled]
        if layer not in titles:
            raise bad("no_layer", name=name, layer=layer, layers=", ".join(titles))
        return filled[titles.index(layer)]
    chosen = next((one for one in filled if _places(one[1], wanted)), None)
    chosen = chosen or next((one for one in filled if _is_table(one[1])), None)
    if chosen is None:
        raise bad("no_sheet", name=name)
    return chosen


def _filled(data: bytes, name: str, only: str | None = None) -> list[tuple[str, Records]]:
    """Give the sheets of a workbook that are not empty, or one of them by its name."""
    sheets = _sheets(data, name, only)
    return [(title, records) for title, records in sheets if any(map(any, records))]


def _sheets(data: bytes, name: str, only: str | None) -> list[tuple[str, Records]]:
    """Give the sheets of a workbook as lines of texts of one width."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            # What it does not keep is not wanted here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            sheets = []
            for sheet in book.worksheets:
                # The others of a large workbook take seconds.
                if only is not None and sheet.title != only:
                    continue
                # What a sheet says of its size may be a lie.
                sheet.reset_dimensions()
                records: Records = []
                for row in sheet.iter_rows(values_only=True):
                    record = [_text(cell) for cell in row]
                    # Cells that only have a look reach far to the right.
                    while record and not record[-1]:
                        record.pop()
                    records.append(record)
                    if len(records) > 2 * MOST_ROWS:
                        raise bad("too_many_rows", name=name, most=MOST_ROWS)
                width = max(map(len, records), default=0)
                if width * len(records) > _MOST_CELLS:
                    raise bad("too_many_rows", name=name, most=MOST_ROWS)
                sheets.append(
                    (sheet.title, [[*row, *[""] * (width - len(row))] for row in records])
                )
    except _DAMAGED as problem:
        raise bad("bad_xlsx", name=name) from problem
    return sheets


def _text(cell: object) -> str:
    """Give the text of a cell."""
    if isinstance(cell, datetime):
        moment = cell.replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.replace(microsecond=0).isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) > _EXACT:
        return text_of(float(cell))
    return cell if isinstance(cell, str) else text_of(cell)


def _places(records: Records, wanted: Collection[str]) -> bool:
    """Say whether a sheet has a header that says where rows are, or has the columns asked for."""
    for record in records[:_HEADER_DEPTH]:
        names = [trim(cell) for cell in record]
        if len(list(filter(None, names))) > 1 and (
            is_place_header(names) or not set(wanted).isdisjoint(names)
        ):
            return True
    return False


def _is_table(records: Records) -> bool:
    """Say whether a sheet has two lines with two cells that are not empty."""
    return sum(len([1 for cell in record if trim(cell)]) > 1 for record in records) > 1
