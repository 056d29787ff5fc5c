"""An Excel workbook: a reading guide, then a sheet a table; nothing in it is a formula."""

from __future__ import annotations

import datetime
import io
import math
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from inspect import cleandoc
from pathlib import Path
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from csto_map import archive
from csto_map.atlas import Atlas
from csto_map.exchange.writing import placed, separated
from csto_map.exchange.writing.provenance import provenance
from csto_map.exchange.writing.sheets import Sheet, sheets
from csto_map.facts import schema
from csto_map.machine import clock

_FACE = "Calibri"
_HEAD = Font(name=_FACE, bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1D5A78")
_LINK = Font(name=_FACE, color="0B5394", underline="single")
_WRAP = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_WIDE = {"note": 80, "summary": 80, "text": 70, "source_ids": 40, "title": 50, "url": 40}
_CITED = "sources"
_WIDE |= {_CITED: 60}
# What Excel takes in one cell, and as the address of a link.
_LONGEST, _LONGEST_LINK = 32_767, 2_079
# Widths of the guide's columns, in characters; what is merged over all of them wraps.
_GUIDE = (24, 26, 16, 74)
# Points that a line of text takes, and the most that a row may have.
_LINE, _HIGHEST = 15.0, 409.0
_MARGINS = PageMargins(left=0.4, right=0.4, top=0.8, bottom=0.7, header=0.3, footer=0.3)
# On paper: A3 across, in characters at half size; wider sheets take several pages.
_A3, _ACROSS = 8, 410

_HOW = """
    Dates: EDTF texts as sources give them (2003-10-23, 2004-10, 1992, 2013~).
    An empty start or end is unknown, .. is open. Columns ending in _date or _first hold real dates.
    A stay holds from its start to the day before its end: a day in end is the first without it.
    On a day the map shows the rows with start_date <= day < shown_until; those with certain_from \
<= day < certain_until are certain, the others possible. certainty is planned where a row was \
only announced: the map never shows it.
    source_ids are rows of the sheet sources, joined by ;. The cell leads to the first of them.
    lat and lon are those of the row, of its site, or a point that stands for a line or an area: \
shape says which.
    Numbers are ranges from low to high; figures of different subjects are never added.
"""


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:  # noqa: ARG001
    """Write the guide and all tables; the workbook has no layers."""
    book = Workbook(write_only=True)
    all_sheets = placed.with_layers(atlas, sheets(atlas, day), day)
    _guide(book, atlas, day, all_sheets)
    places = _places(all_sheets)
    for sheet in all_sheets:
        _sheet(book, sheet, places)
    stamp = clock.day_made().replace(tzinfo=None)
    book.properties.created = book.properties.modified = stamp
    book.properties.creator = atlas.config.licence.attribution
    book.properties.title = atlas.config.title
    book.properties.description = " ".join(provenance(atlas, day).sentences())
    out = io.BytesIO()
    book.save(out)
    archive.write(path, dict(_members(out.getvalue(), stamp)))


def _members(book: bytes, stamp: datetime.datetime) -> list[tuple[str, bytes]]:
    """Give the parts of a workbook with one time of making: the library takes its own."""
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
    for letter, width in zip("ABCD", _GUIDE, strict=True):
        page.column_dimensions[letter].width = width
    _on_paper(page, sum(_GUIDE))
    title = Font(name=_FACE, bold=True, size=16)
    origin = provenance(atlas, day)
    texts = [*origin.sentences(), "", *cleandoc(_HOW).splitlines(), ""]
    # Row heights and merged cells are written before the rows themselves.
    guide = [
        *_explained(all_sheets),
        *(
            ("", column, word, meaning)
            for column, words in (
                ("start_certainty", schema.START_CERTAINTY),
                ("end_certainty", schema.END_CERTAINTY),
            )
            for word, meaning in words.items()
        ),
    ]
    page.row_dimensions[1].height = 26
    for n, text in enumerate(texts, start=2):
        page.row_dimensions[n].height = _height([(text, sum(_GUIDE))])
    first = len(texts) + 3
    for n, row in enumerate(guide, start=first):
        page.row_dimensions[n].height = _height(
            [(str(cell), width) for cell, width in zip(row, _GUIDE, strict=True)]
        )
    page.append([_cell(page, atlas.config.title, title), *_blank(page)])
    for text in texts:
        page.append([_cell(page, text), *_blank(page)])
    page.append(_header(page, ("Sheet", "Column", "Rows", "Meaning")))
    for n, row in enumerate(guide, start=first):
        cells = [_cell(page, str(value)) for value in row]
        if row[0]:
            _link(cells[0], f"A{n}", location=f"'{row[0]}'!A1")
        page.append(cells)
    for n in range(1, len(texts) + 2):
        page.merged_cells.ranges.add(CellRange(f"A{n}:D{n}"))
    page.print_title_rows = f"{first - 1}:{first - 1}"


def _explained(all_sheets: list[Sheet]) -> Iterator[tuple[str, str, int | str, str]]:
    """Give the lines of the guide on every sheet, and on every column of it."""
    for sheet in all_sheets:
        yield sheet.name, "", len(sheet.rows), sheet.about
        for (column, _), meaning in zip(sheet.columns, sheet.meanings, strict=True):
            yield "", column, "", meaning


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Give the height of a row, in points, in which texts wrap in columns of these widths."""
    lines = max(
        1 if len(text) <= width and "\n" not in text else len(wrap(text, int(width)))
        for text, width in cells
    )
    return min(_HIGHEST, _LINE * max(1, lines))


def _blank(page: WriteOnlyWorksheet) -> list[Cell]:
    return [_cell(page, None) for _ in _GUIDE[1:]]


def _places(all_sheets: list[Sheet]) -> dict[str, int]:
    """Say in which row of its sheet each source stands."""
    (sources,) = [sheet for sheet in all_sheets if sheet.name == "sources"]
    return {str(row[0]): n for n, row in enumerate(sources.rows, start=2)}


def _sheet(book: Workbook, sheet: Sheet, places: Mapping[str, int]) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "B2"
    names = [name for name, _ in sheet.columns]
    letters = [get_column_letter(k) for k in range(1, len(names) + 1)]
    widths = [12 if kind is not str else _WIDE.get(name, 22) for name, kind in sheet.columns]
    for letter, width in zip(letters, widths, strict=True):
        page.column_dimensions[letter].width = width
    _on_paper(page, sum(widths[:-1] if names[-1] == _CITED else widths))
    page.print_title_rows, page.print_title_cols = "1:1", "A:A"
    # Whole citations run on to the right of all else, and are not printed: ids lead to them.
    printed = len(names) - (names[-1] == _CITED)
    page.print_area = f"A1:{letters[printed - 1]}{len(sheet.rows) + 1}"
    page.append(_header(page, names))
    for n, row in enumerate(sheet.rows, start=2):
        # Programs that do not measure wrapped text would let it run over the next row.
        texts = [
            (value, width)
            for value, width in zip(row[:printed], widths, strict=False)
            if isinstance(value, str)
        ]
        page.row_dimensions[n].height = _height(texts)
        cells = [_cell(page, value) for value in row]
        for name, letter, value, cell in zip(names, letters, row, cells, strict=True):
            _lead(cell, f"{letter}{n}", name, value, places)
        if printed < len(cells):
            cells[-1].alignment = _TOP
        page.append(cells)
    page.auto_filter.ref = f"A1:{letters[-1]}{len(sheet.rows) + 1}"


def _lead(cell: Cell, at: str, name: str, value: object, places: Mapping[str, int]) -> None:
    """Make a link of an address, and of sources a link to the first of them."""
    if not isinstance(value, str) or not value:
        return
    if name == "url" and value.startswith(("https://", "http://")):
        if len(value) <= _LONGEST_LINK:
            _link(cell, at, target=value)
    elif name in ("source_ids", "source_id", "personnel_sources", "coord_source"):
        row = places.get(value.partition(";")[0])
        if row and not (name == "source_id" and at == f"A{row}"):
            _link(cell, at, location=f"'sources'!A{row}")


def _link(cell: Cell, at: str, **leads: str) -> None:
    cell.hyperlink = Hyperlink(ref=at, **leads)
    # A cell that is written as it comes does not know its place before.
    cell.hyperlink.ref = at
    cell.font = _LINK


def _on_paper(page: WriteOnlyWorksheet, width: float) -> None:
    """Print across, as many pages wide as can be read, each with the sheet's name and number."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A3 if width > _ACROSS / 3 else 9
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth = math.ceil(width / _ACROSS)
    page.page_setup.fitToHeight = 0
    page.page_margins = PageMargins(
        left=0.4, right=0.4, top=0.8, bottom=0.7, header=0.3, footer=0.3
    )
    page.oddHeader.left.text, page.oddHeader.right.text = "&A", "&F"
    page.oddFooter.right.text = "&P / &N"


def _header(page: WriteOnlyWorksheet, names: Iterable[str]) -> list[Cell]:
    cells = [_cell(page, name) for name in names]
    for cell in cells:
        cell.font, cell.fill = _HEAD, _HEAD_FILL
    return cells


def _cell(page: WriteOnlyWorksheet, value: object, font: Font | None = None) -> Cell:
    """Make a cell; a text is always a text, whatever it begins with."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LONGEST]
        cell = WriteOnlyCell(page, value=text)
        cell.data_type = "s"
        cell.quotePrefix = separated.inert(text) != text
        cell.alignment = _WRAP if len(text) > 20 else _TOP
        if font:
            cell.font = font
        return cell
    cell = WriteOnlyCell(page, value=value)
    cell.alignment = _TOP
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
