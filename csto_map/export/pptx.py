"""PPTX decks: every word a native text box, the maps as crisp pictures.

The maps are PNG at twice the resolution of the screen: PowerPoint's own SVG drawing
knows neither halos behind letters nor our typeface, and would spoil both.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Pt

from csto_map import fonts
from csto_map.atlas import Atlas
from csto_map.blocks import Text, leading
from csto_map.export.deck import (
    CoverPage,
    MapPage,
    Page,
    Source,
    SourcesPage,
    TablePage,
    scene_summary,
)
from csto_map.export.png import png
from csto_map.export.sizes import Size
from csto_map.style import STYLES, Style
from csto_map.svg import key_svg, to_svg
from csto_map.words import words

MORE = "more_notes"
# On every machine, and a little narrower than the typeface that the texts were measured in.
_FONT = "Arial"
_EMU_PER_POINT = 12_700
# Pixels of a slide on a screen: its shorter side is 7.5 inches at 96 a inch.
_SHORT_POINTS, _SHORT_PIXELS = 540.0, 720.0
_TWICE = 2.0
_TITLE_ONLY, _BLANK = 5, 6
_MARGIN = 56
_ALIGN = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
# Boxes whose words run on; PowerPoint breaks their lines itself.
_FLOWING = ("changed", "note", "link", "version", "date", "handling", "handling-foot")
# Zip files cannot be older.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(atlas: Atlas, pages: Sequence[Page], size: Size, style: str = "light") -> bytes:
    """
    Write pages as a presentation.

    Parameters
    ----------
    size
        Its shape becomes that of the slides; sizes with a resolution keep their
        size on paper.
    style
        A name of `csto_map.style.STYLES`, for pages without a map.

    Returns
    -------
    presentation
        The same bytes for the same pages and data: dates are those of the data.
    """
    deck = Presentation()
    short = min(size.points) if size.dpi else _SHORT_POINTS
    width, height = size.layout
    unit = short / min(width, height)
    deck.slide_width = Emu(round(width * unit * _EMU_PER_POINT))
    deck.slide_height = Emu(round(height * unit * _EMU_PER_POINT))
    language = next((p.sheet.scene.language for p in pages if isinstance(p, MapPage)), "en")
    writer = _Writer(deck, unit, (width, height), STYLES[style], language)
    for page in pages:
        if isinstance(page, MapPage):
            writer.map(page)
        elif isinstance(page, CoverPage):
            writer.cover(page)
        elif isinstance(page, TablePage):
            writer.table(page)
        else:
            writer.sources(page)
    about = deck.core_properties
    first = pages[0]
    about.title = first.sheet.title if isinstance(first, MapPage) else first.title
    about.author = about.last_modified_by = atlas.config.title
    about.subject = atlas.config.subject
    about.comments = f"Data {atlas.version}"
    about.created = about.modified = datetime.combine(atlas.horizon, time())
    about.revision = 1
    file = io.BytesIO()
    deck.save(file)
    return _dateless(file.getvalue())


def _dateless(data: bytes) -> bytes:
    """Pack a zip file anew without the hour at which it was packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            fresh = zipfile.ZipInfo(item.filename, _EPOCH)
            fresh.compress_type = (
                zipfile.ZIP_STORED if item.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            )
            fresh.external_attr = 0o644 << 16
            new.writestr(fresh, old.read(item))
    return out.getvalue()


def _rgb(colour: str) -> RGBColor:
    """Turn ``#rrggbb`` into the package's own colour."""
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=512)
def _icon(drawing: str) -> bytes:
    return png(drawing, 4.0)


class _Writer:
    """Writes pages onto slides; places and sizes are those of the layout."""

    def __init__(
        self, deck: Any, unit: float, shape: tuple[int, int], style: Style, language: str
    ) -> None:
        self.deck = deck
        self.unit = unit
        self.width, self.height = shape
        self.style = style
        self.language = language
        self.slide: Any = None

    def _emu(self, value: float) -> Emu:
        return Emu(round(value * self.unit * _EMU_PER_POINT))

    def _begin(self, layout: int, paper: str) -> Any:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        fill = self.slide.background.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(paper)
        return self.slide

    def _box(
        self,
        name: str,
        place: tuple[float, float, float, float],
        paragraphs: Sequence[tuple[str, bool]],
        size: float,
        colour: str,
        *,
        align: str = "start",
        wrap: bool = True,
        shape: Any = None,
    ) -> Any:
        """Put a text box; each paragraph is a text and whether it is bold."""
        x, y, width, height = (self._emu(v) for v in place)
        if shape is None:
            shape = self.slide.shapes.add_textbox(x, y, width, height)
        else:
            shape.left, shape.top, shape.width, shape.height = x, y, width, height
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = wrap
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for k, (text, bold) in enumerate(paragraphs):
            own = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
            own.alignment = _ALIGN[align]
            own.line_spacing = 1.0
            own.space_before = own.space_after = Pt(0)
            run = own.add_run()
            run.text = text
            run.font.name = _FONT
            run.font.size = Pt(round(size * self.unit * 10) / 10)
            run.font.bold = bold
            run.font.color.rgb = _rgb(colour)
        return shape

    def _notes(self, text: str) -> None:
        self.slide.notes_slide.notes_text_frame.text = text

    def map(self, page: MapPage) -> None:
        """Put a map with all its words on a slide, and the rest into its notes."""
        sheet = page.sheet
        style = sheet.scene.looks
        self._begin(_TITLE_ONLY, style.paper)
        pixels = _TWICE * _SHORT_PIXELS / min(self.width, self.height)
        for plate in sheet.plates:
            drawn = png(to_svg(plate.scene, furniture=False), pixels)
            box = plate.box
            place = [self._emu(v) for v in (box.x, box.y, box.width, box.height)]
            picture = self.slide.shapes.add_picture(io.BytesIO(drawn), *place)
            picture.name = f"Map, {plate.scene.subtitle}"
            _describe(
                picture, page.summary if len(sheet.plates) == 1 else scene_summary(plate.scene)
            )
            picture.line.color.rgb = _rgb(style.rule)
            picture.line.width = Pt(0.75)
        for key in sheet.keys:
            drawn = _icon(key_svg(key.entry, style))
            place = [self._emu(v) for v in (key.x - 16, key.y - 13, 32, 26)]
            icon = self.slide.shapes.add_picture(io.BytesIO(drawn), *place)
            icon.name = f"Key: {key.entry.label}"
            _describe(icon, key.entry.label)
        self._words(page, style)
        for bar in sheet.bars:
            self._bar(bar.x, bar.y, bar.px, style)
        self._notes(notes(page))

    def _words(self, page: MapPage, style: Style) -> None:
        sheet = page.sheet
        by_box: dict[str, list[Text]] = {}
        for text in sheet.texts:
            by_box.setdefault(text.box, []).append(text)
        title = self.slide.shapes.title
        if "title" not in by_box:
            title.element.getparent().remove(title.element)
        for box in sheet.boxes:
            own = by_box.get(box.name)
            if not own:
                continue
            if box.name == "legend":
                for text in own:
                    self._line(text, style)
                continue
            if box.name.startswith(("scale", "caption")):
                self._line(own[0], style)
                continue
            colour = style.text_soft if own[-1].soft else style.text
            if box.name == "sources":
                paragraphs = [(own[0].text, True), (sheet.flows["sources"], False)]
            elif box.name in _FLOWING or box.name == "title":
                paragraphs = [(sheet.flows[box.name], own[0].weight > 400)]
            else:
                paragraphs = [(text.text, text.weight > 400) for text in own]
            top = own[0].y - own[0].size
            place = (box.x, top, box.width, box.y + box.height - top)
            shape = title if box.name == "title" else None
            self._box(
                box.name.replace("-", " ").capitalize(),
                place,
                paragraphs,
                own[0].size,
                colour,
                align=own[0].anchor,
                shape=shape,
            )

    def _line(self, text: Text, style: Style) -> None:
        """Put one line of text where its baseline is."""
        wide = fonts.width(text.text, text.size, text.weight) + 6
        x = {"start": text.x, "middle": text.x - wide / 2, "end": text.x - wide}[text.anchor]
        place = (x, text.y - text.size, wide, leading(text.size))
        colour = style.text_soft if text.soft else style.text
        name = f"{text.box.capitalize()}: {text.text}"
        words = [(text.text, text.weight > 400)]
        self._box(name, place, words, text.size, colour, align=text.anchor, wrap=False)

    def _bar(self, x: float, y: float, px: float, style: Style) -> None:
        ends = ((x, y, x + px, y), (x, y - 4, x, y), (x + px, y - 4, x + px, y))
        for k, end in enumerate(ends):
            line = self.slide.shapes.add_connector(
                MSO_CONNECTOR.STRAIGHT, *(self._emu(v) for v in end)
            )
            line.name = f"Scale bar {k + 1}"
            line.line.color.rgb = _rgb(style.text)
            line.line.width = Pt(1)

    def cover(self, page: CoverPage) -> None:
        """Put the first slide."""
        style = self.style
        self._begin(_TITLE_ONLY, style.paper)
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
        said = [(line, False) for line in page.lines]
        self._box("About", (_MARGIN, y, room, len(said) * 22), said, 13, style.text)

    def _continued(self, title: str) -> str:
        own: str = words(self.language)["document"]["continued"]
        return own.format(title=title)

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
            self._begin(_TITLE_ONLY, self.style.paper)
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

    def _cell(self, cell: Any, text: str, size: float, head: bool) -> None:
        cell.margin_left = cell.margin_right = self._emu(6)
        cell.margin_top = cell.margin_bottom = self._emu(3)
        paragraph = cell.text_frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = text
        run.font.name = _FONT
        run.font.size = Pt(round(size * self.unit * 10) / 10)
        run.font.bold = head
        run.font.color.rgb = _rgb(self.style.text)
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
            self._begin(_TITLE_ONLY, self.style.paper)
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
        self, found: Sequence[Source], place: tuple[float, float, float, float], size: float
    ) -> None:
        words = [(f"{source.n}", False) for source in found]
        box = self._box("Sources", place, words, size, self.style.text)
        for paragraph, source in zip(box.text_frame.paragraphs, found, strict=True):
            paragraph.space_after = Pt(3 * self.unit)
            number = paragraph.runs[0]
            # Only the number is the link: PowerPoint paints links in its own blue.
            if source.url.startswith(("http://", "https://")):
                number.hyperlink.address = source.url
            text = paragraph.add_run()
            text.text = f"  {source.text}"
            text.font.name = _FONT
            text.font.size = number.font.size
            text.font.color.rgb = _rgb(self.style.text)


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    lines = max(
        len(fonts.wrap(text, size, width - 12)) or 1
        for text, width in zip(row, widths, strict=True)
    )
    return lines * size * 1.25 + 8


def _source_height(source: Source, size: float, width: float) -> float:
    return len(fonts.wrap(f"{source.n}  {source.text}", size, width)) * size * 1.22 + 4


def _describe(shape: Any, text: str) -> None:
    """Set the alternative text of a picture."""
    shape._element.nvPicPr.cNvPr.set("descr", text)  # noqa: SLF001 - there is no public way


def _underline(cell: Any, colour: str, width: int) -> None:
    """Draw the line below a cell."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    line = etree.SubElement(cell._tc.get_or_add_tcPr(), f"{{{space}}}lnB")  # noqa: SLF001
    line.set("w", str(width))
    fill = etree.SubElement(line, f"{{{space}}}solidFill")
    etree.SubElement(fill, f"{{{space}}}srgbClr").set("val", colour[1:])


def notes(page: MapPage) -> str:
    """Say what a speaker needs: remarks, what changed, figures, sources with links."""
    said = words(page.sheet.scene.language)["document"]
    numbers = {source.id: source.n for source in page.sources}
    parts = [page.remarks] if page.remarks else []
    if page.changed:
        parts.append(said["changed"].format(text=page.changed))
    if "list" in page.sheet.flows:
        parts.append(f"{said['differences']}:\n{page.sheet.flows['list']}")
    if page.figures:
        lines = []
        for figure in page.figures:
            own = ", ".join(str(numbers[s]) for s in figure.source_ids if s in numbers)
            lines.append(f"{figure.text} [{own}]")
        parts.append(f"{said['figures']}:\n" + "\n".join(lines))
    parts.append(page.sheet.scene.boundary_note)
    listed = [f"{s.n}  {s.text}" + (f" {s.url}" if s.url else "") for s in page.sources]
    parts.append(f"{said['sources']}:\n" + "\n".join(listed))
    version = words(page.sheet.scene.language)["sheet"]["data"]
    parts.append(f"{version.format(version=page.sheet.scene.data_version)}. {page.summary}")
    return "\n\n".join(part for part in parts if part)
