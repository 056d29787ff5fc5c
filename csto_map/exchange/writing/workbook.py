"""An Excel workbook: a reading guide, then a sheet a table; nothing in it is a formula."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from inspect import cleandoc
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from csto_map import archive
from csto_map.atlas import Atlas
from csto_map.exchange.writing.provenance import provenance
from csto_map.exchange.writing.sheets import Sheet, sheets
from csto_map.facts import schema

_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1D5A78")
_WRAP = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_WIDE = {"note": 60, "summary": 60, "text": 50, "source_ids": 40, "title": 50, "url": 40}
# What Excel takes in one cell.
_LONGEST = 32_767

_HOW = """
    Dates: EDTF texts as sources give them (2003-10-23, 2004-10, 1992, 2013~).
    An empty start or end is unknown, .. is open. Columns ending in _date or _first hold real dates.
    A stay holds from its start to the day before its end: a day in end is the first without it.
    source_ids are rows of the sheet sources, joined by ;.
    Numbers are ranges from low to high; figures of different subjects are never added.
"""


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:  # noqa: ARG001
    """Write the guide and all tables; the workbook has no layers."""
    book = Workbook(write_only=True)
    all_sheets = sheets(atlas, day)
    _guide(book, atlas, day, all_sheets)
    for sheet in all_sheets:
        _sheet(book, sheet)
    stamp = datetime.datetime.combine(atlas.horizon, datetime.time())
    book.properties.created = book.properties.modified = stamp
    book.properties.creator = atlas.config.licence.attribution
    book.properties.title = atlas.config.title
    book.properties.description = " ".join(provenance(atlas, day).sentences())
    out = io.BytesIO()
    book.save(out)
    archive.write(path, dict(_members(out.getvalue(), stamp)))


def _members(book: bytes, stamp: datetime.datetime) -> list[tuple[str, bytes]]:
    """Give the parts of a workbook without the time at which it was saved."""
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    members = []
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/core.xml":
                head, _, rest = data.partition(b"<dcterms:modified")
                attributes, _, rest = rest.partition(b">")
                _, _, tail = rest.partition(b"</dcterms:modified>")
                data = (
                    head + b"<dcterms:modified" + attributes + b">" + moment
                    + b"</dcterms:modified>" + tail
                )  # fmt: skip
            members.append((name, data))
    return members


def _guide(book: Workbook, atlas: Atlas, day: date | None, all_sheets: list[Sheet]) -> None:
    page = book.create_sheet("Reading guide")
    page.column_dimensions["A"].width = 24
    page.column_dimensions["B"].width = 26
    page.column_dimensions["C"].width = 16
    page.column_dimensions["D"].width = 100
    title = _cell(page, atlas.config.title)
    title.font = Font(bold=True, size=16)
    page.append([title])
    for sentence in provenance(atlas, day).sentences():
        page.append([_cell(page, sentence)])
    page.append([])
    for line in cleandoc(_HOW).splitlines():
        page.append([_cell(page, line)])
    page.append([])
    page.append(_header(page, ("Sheet", "Column", "Rows", "Meaning")))
    for sheet in all_sheets:
        page.append([_cell(page, v) for v in (sheet.name, "", len(sheet.rows), sheet.about)])
        for (column, _), meaning in zip(sheet.columns, sheet.meanings, strict=True):
            page.append([_cell(page, v) for v in ("", column, "", meaning)])
    for column, words in (
        ("start_certainty", schema.START_CERTAINTY),
        ("end_certainty", schema.END_CERTAINTY),
    ):
        for word, meaning in words.items():
            page.append([_cell(page, v) for v in ("", column, word, meaning)])


def _sheet(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "B2"
    names = [name for name, _ in sheet.columns]
    for k, (name, kind) in enumerate(sheet.columns, start=1):
        width = 12 if kind is not str else _WIDE.get(name, 22)
        page.column_dimensions[get_column_letter(k)].width = width
    page.append(_header(page, names))
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    page.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(sheet.rows) + 1}"


def _header(page: WriteOnlyWorksheet, names: Iterable[str]) -> list[Cell]:
    cells = [_cell(page, name) for name in names]
    for cell in cells:
        cell.font, cell.fill = _HEAD, _HEAD_FILL
    return cells


def _cell(page: WriteOnlyWorksheet, value: object) -> Cell:
    """Make a cell; a text is always a text, whatever it begins with."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LONGEST]
        cell = WriteOnlyCell(page, value=text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
        cell.alignment = _WRAP if len(text) > 30 else _TOP
        return cell
    cell = WriteOnlyCell(page, value=value)
    cell.alignment = _TOP
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
