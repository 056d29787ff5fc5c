"""Slides without maps: the cover, native tables, the annex of sources."""

from __future__ import annotations

from collections.abc import Sequence

from csto_map import extras
from csto_map.export.documents.deck import CoverPage, Source, SourcesPage, TablePage
from csto_map.export.documents.slides import FONT, TITLE_ONLY, MapSlides, rgb
from csto_map.language.words import words
from csto_map.picture import fonts

with extras.needing("export"):
    from lxml import etree
    from pptx.table import _Cell
    from pptx.util import Pt

_MARGIN = 56


class Slides(MapSlides):
    """Writes pages of every kind onto slides."""

    def cover(self, page: CoverPage) -> None:
        """Put the first slide."""
        style = self.style
        self._begin(TITLE_ONLY, style.paper)
        room = self.width - 2 * _MARGIN
        lines = fonts.wrap(page.title, 46, room * 0.9, 600)
        y = self.height * 0.3
        title = self.slide.shapes.title
        place = (_MARGIN, y, room, len(lines) * 58)
        self._box("Title", place, [(page.title, True)], 46, style.text, shape=title)
        y += place[3] + 10
        below = [(page.subtitle, False)]
        self._box("Subtitle", (_MARGIN, y, room, 60), below, 20, style.text_soft)
        y += 100
        about = [(line, False) for line in page.lines]
        self._box("About", (_MARGIN, y, room, len(about) * 22), about, 13, style.text)

    def _continued(self, title: str) -> str:
        template: str = words(self.language)["document"]["continued"]
        return template.format(title=title)

    def _heading(self, text: str) -> float:
        """Put the title of a slide without map; return where its body begins."""
        room = self.width - 2 * _MARGIN
        tall = len(fonts.wrap(text, 24, room, 600)) * 32
        title = self.slide.shapes.title
        words = [(text, True)]
        self._box("Title", (_MARGIN, 36, room, tall), words, 24, self.style.text, shape=title)
        return 36 + tall + 14

    def table(self, page: TablePage) -> None:
        """Put a table on as many slides as it needs."""
        room = self.width - 2 * _MARGIN
        total = sum(page.widths)
        widths = [room * share / total for share in page.widths]
        size = 11.5
        rows = list(page.rows)
        while rows:
            self._begin(TITLE_ONLY, self.style.paper)
            first = len(rows) == len(page.rows)
            y = self._heading(page.title if first else self._continued(page.title))
            floor = self.height - 60 - 26
            taken, tall = 0, 26.0
            while taken < len(rows):
                need = _row_height(rows[taken], widths, size)
                if taken and y + tall + need > floor:
                    break
                tall += need
                taken += 1
            self._grid(page.columns, rows[:taken], widths, y, size)
            rows = rows[taken:]
            if not rows and page.note:
                place = (_MARGIN, self.height - 62, room, 32)
                self._box("Note", place, [(page.note, False)], 10, self.style.text_soft)

    def _grid(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        y: float,
        size: float,
    ) -> None:
        place = [self._emu(v) for v in (_MARGIN, y, sum(widths), 26)]
        shape = self.slide.shapes.add_table(len(rows) + 1, len(columns), *place)
        shape.name = "Table"
        table = shape.table
        table.horz_banding = False
        # The plain style: lines between rows, no fill, on any paper.
        style_id = shape.element.find(".//{*}tableStyleId")
        style_id.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
        for k, width in enumerate(widths):
            table.columns[k].width = self._emu(width)
        for r, row in enumerate([columns, *rows]):
            table.rows[r].height = self._emu(26 if r == 0 else _row_height(row, widths, size))
            for c, text in enumerate(row):
                self._cell(table.cell(r, c), text, size, r == 0)

    def _cell(self, cell: _Cell, text: str, size: float, head: bool) -> None:
        cell.margin_left = cell.margin_right = self._emu(6)
        cell.margin_top = cell.margin_bottom = self._emu(3)
        paragraph = cell.text_frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = text
        run.font.name = FONT
        run.font.size = Pt(round(size * self.unit * 10) / 10)
        run.font.bold = head
        run.font.color.rgb = rgb(self.style.text)
        colour = self.style.text if head else self.style.rule
        _underline(cell, colour, 12_700 if head else 6_350)

    def sources(self, page: SourcesPage) -> None:
        """Put the annex on as many slides as it needs, in two columns."""
        size, gap = 9.5, 28
        columns = 2 if self.width > self.height else 1
        width = (self.width - 2 * _MARGIN - gap * (columns - 1)) / columns
        rest = list(page.sources)
        first = True
        while rest:
            self._begin(TITLE_ONLY, self.style.paper)
            y = self._heading(page.title if first else self._continued(page.title))
            first = False
            for column in range(columns):
                taken, tall = 0, 0.0
                while taken < len(rest):
                    need = _source_height(rest[taken], size, width)
                    if taken and y + tall + need > self.height - 40:
                        break
                    tall += need
                    taken += 1
                if not taken:
                    break
                place = (_MARGIN + column * (width + gap), y, width, tall)
                self._source_box(rest[:taken], place, size)
                rest = rest[taken:]

    def _source_box(
        self, sources: Sequence[Source], place: tuple[float, float, float, float], size: float
    ) -> None:
        words = [(f"{source.n}", False) for source in sources]
        box = self._box("Sources", place, words, size, self.style.text)
        for paragraph, source in zip(box.text_frame.paragraphs, sources, strict=True):
            paragraph.space_after = Pt(3 * self.unit)
            number = paragraph.runs[0]
            # Only the number is the link: PowerPoint paints links in its own blue.
            if source.url.startswith(("http://", "https://")):
                number.hyperlink.address = source.url
            text = paragraph.add_run()
            text.text = f"  {source.text}"
            text.font.name = FONT
            text.font.size = number.font.size
            text.font.color.rgb = rgb(self.style.text)


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    lines = max(
        len(fonts.wrap(text, size, width - 12)) or 1
        for text, width in zip(row, widths, strict=True)
    )
    return lines * size * 1.25 + 8


def _source_height(source: Source, size: float, width: float) -> float:
    return len(fonts.wrap(f"{source.n}  {source.text}", size, width)) * size * 1.22 + 4


def _underline(cell: _Cell, colour: str, width: int) -> None:
    """Draw the line below a cell."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    border = etree.SubElement(cell._tc.get_or_add_tcPr(), f"{{{space}}}lnB")  # noqa: SLF001
    border.set("w", str(width))
    fill = etree.SubElement(border, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr").set("val", colour[1:])
