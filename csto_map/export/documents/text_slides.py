"""Slides without maps: the cover, native tables, the annex of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from csto_map import extras
from csto_map.export.documents import arial, lettering
from csto_map.export.documents.deck import CoverPage, Source, SourcesPage, TablePage
from csto_map.export.documents.drawingml import Box, Shape, TableLook, Words
from csto_map.export.documents.master import MARGIN
from csto_map.export.documents.slides import MapSlides
from csto_map.language.direction import piece
from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.sheet.blocks import leading

with extras.needing("export"):
    from pptx.opc.constants import RELATIONSHIP_TYPE

_TITLE, _HEADING, _CELL, _SOURCE = 46.0, 24.0, 11.5, 9.5
_HEAD_ROW = 26.0
_LINE = 1.22
_BESIDE = 28.0


class Slides(MapSlides):
    """Writes pages of every kind onto slides."""

    def cover(self, page: CoverPage) -> None:
        """Put the first slide."""
        style = self.style
        self._begin("title", style)
        room = self.width - 2 * MARGIN
        y = self.height * 0.3
        title, tall = self._text(page.title, _TITLE, style.text, room * 0.9, bold=True)
        place = (MARGIN, y, room, tall)
        shapes: list[Shape | None] = [
            self.draw.frame(self.names["title"], place, [title], holder='type="title"')
        ]
        y += tall + 10
        if page.subtitle:
            below, tall = self._text(page.subtitle, 20, style.text_soft, room)
            place = (MARGIN, y, room, tall)
            holder = 'type="body" idx="1"'
            shapes.append(self.draw.frame(self.names["subtitle"], place, [below], holder=holder))
            y += tall
        y += 40
        told = [self._text(line, 13, style.text, room) for line in page.lines]
        place = (MARGIN, y, room, sum(tall for _, tall in told))
        lines = [line for line, _ in told]
        holder = 'type="body" sz="quarter" idx="15"'
        shapes.append(self.draw.frame(self.names["about"], place, lines, holder=holder))
        self._end(shapes, style)

    def _text(
        self, text: str, size: float, colour: str, room: float, *, bold: bool = False
    ) -> tuple[Words, float]:
        """Set running text, and give its height."""
        weight = 600 if bold else 400
        count = len(fonts.wrap(text, size, room, weight)) or 1
        step = leading(size)
        told = lettering.running(text, size, weight, colour, room, count, step)
        return replace(told, anchor=self.side), float(count * step)

    def _continued(self, title: str) -> str:
        template: str = words(self.language)["document"]["continued"]
        return template.format(title=title)

    def _heading(self, text: str) -> tuple[Shape, float]:
        """Put the title of a slide without map, and give where its body begins."""
        room = self.width - 2 * MARGIN
        title, tall = self._text(text, _HEADING, self.style.text, room, bold=True)
        place = (MARGIN, 36, room, tall)
        shape = self.draw.frame(self.names["title"], place, [title], holder='type="title"')
        return shape, 36 + tall + 14

    def table(self, page: TablePage) -> None:
        """Put a table on as many slides as it needs."""
        room = self.width - 2 * MARGIN
        total = sum(page.widths)
        widths = [room * share / total for share in page.widths]
        rows = list(page.rows)
        first = True
        while rows:
            self._begin("table", self.style)
            title = page.title if first else self._continued(page.title)
            heading, y = self._heading(title)
            first = False
            note, high = self._text(page.note, 10, self.style.text_soft, room)
            floor = self.height - 34 - high
            taken, tall = 0, _HEAD_ROW
            while taken < len(rows):
                need = _row_height(rows[taken], widths)
                if taken and y + tall + need > floor:
                    break
                tall += need
                taken += 1
            shapes: list[Shape | None] = [heading, self._grid(title, page, rows[:taken], widths, y)]
            rows = rows[taken:]
            if not rows and page.note:
                place = (MARGIN, self.height - 26 - high, room, high)
                shapes.append(self.draw.frame(self.names["note_of_table"], place, [note]))
            self._end(shapes, self.style)

    def _grid(
        self,
        title: str,
        page: TablePage,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        y: float,
    ) -> Shape:
        style = self.style
        every = [page.columns, *rows]
        highs = [_HEAD_ROW, *(_row_height(row, widths) for row in rows)]
        cells = [
            [Words(text, _CELL, style.text, bold=k == 0, anchor=self.side) for text in row]
            for k, row in enumerate(every)
        ]
        told = self.names["table_told"].format(
            title=title, columns=", ".join(page.columns), n=len(rows)
        )
        look = TableLook(head=style.text, rule=style.rule)
        name = self.names["table"].format(title=title)
        return self.draw.table(name, (MARGIN, y), widths, highs, cells, look, told)

    def sources(self, page: SourcesPage) -> None:
        """Put the annex on as many slides as it needs, in two columns."""
        columns = 2 if self.width > self.height else 1
        width = (self.width - 2 * MARGIN - _BESIDE * (columns - 1)) / columns
        rest = list(page.sources)
        first = True
        while rest:
            self._begin("sources", self.style)
            heading, y = self._heading(page.title if first else self._continued(page.title))
            first = False
            shapes: list[Shape | None] = [heading]
            for column in range(columns):
                taken, tall = 0, 0.0
                while taken < len(rest):
                    need = _source_height(rest[taken], width)
                    if taken and y + tall + need > self.height - 40:
                        break
                    tall += need
                    taken += 1
                if not taken:
                    break
                beside = column * (width + _BESIDE)
                if self.leftward:
                    beside = self.width - 2 * MARGIN - width - beside
                place = (MARGIN + beside, y, width, tall)
                shapes.append(self._source_box(rest[:taken], place, 13 + column))
                rest = rest[taken:]
            self._end(shapes, self.style)

    def _source_box(self, sources: Sequence[Source], place: Box, idx: int) -> Shape:
        step = float(round(_SOURCE * _LINE, 2))
        paragraphs = []
        for source in sources:
            link = ""
            # Only the number is the link: PowerPoint paints links in a colour of their own.
            if source.url.startswith(("http://", "https://")):
                part = self.slide.part
                link = part.relate_to(source.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            look = Words("", _SOURCE, self.style.text, line=step, anchor=self.side)
            number = replace(look, text=f"{source.n}")
            text = replace(look, text=f"  {piece(source.text, self.language)}")
            paragraphs.append(self.draw.paragraph(number, text, link=link, after=3.0))
        holder = f'type="body" sz="half" idx="{idx}"'
        name = self.names["layout_sources"]
        return self.draw.frame(name, place, paragraphs, holder=holder)


def _row_height(row: Sequence[str], widths: Sequence[float]) -> float:
    lines = max(
        arial.lines(text, _CELL, width - 12) for text, width in zip(row, widths, strict=True)
    )
    return lines * _CELL * 1.25 + 8


def _source_height(source: Source, width: float) -> float:
    lines = arial.lines(f"{source.n}  {source.text}", _SOURCE, width)
    return lines * _SOURCE * _LINE + 4
