"""Slides with maps: every word a native text box, the map a crisp picture."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from functools import lru_cache

from csto_map import extras
from csto_map.export.documents.deck import MapPage, scene_summary
from csto_map.export.documents.notes import notes
from csto_map.picture import fonts
from csto_map.picture.png import png
from csto_map.picture.style import Style
from csto_map.sheet.blocks import Text, leading
from csto_map.sheet.shapes import Patch, Stroke
from csto_map.sheet.shapes import Shape as Drawn
from csto_map.sheet.svg import key_svg, to_svg

with extras.needing("export"):
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_LINE_DASH_STYLE
    from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
    from pptx.presentation import Presentation
    from pptx.shapes.autoshape import Shape
    from pptx.shapes.picture import Picture
    from pptx.slide import Slide
    from pptx.util import Emu, Pt

# On every machine, and a little narrower than the typeface that the texts were measured in.
FONT = "Arial"
EMU_PER_POINT = 12_700
# Pixels of a slide's shorter side on a screen: 7.5 inches at 96 per inch.
_SHORT_PIXELS = 720.0
_TWICE = 2.0
TITLE_ONLY = 5
_ALIGN = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}
# Boxes of running text; PowerPoint breaks their lines itself.
_FLOWING = (
    *("changed", "note", "link", "version", "projection", "date", "handling", "handling-foot"),
)
# Boxes whose lines stand where bars and keys are.
_SET = ("legend", "tally", "timeline", "circles", "brand")


def rgb(colour: str) -> RGBColor:
    """Turn ``#rrggbb`` into the package's own colour."""
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=512)
def _icon(drawing: str) -> bytes:
    return png(drawing, 4.0)


class MapSlides:
    """Writes pages onto slides; places and sizes are those of the layout."""

    def __init__(
        self, deck: Presentation, unit: float, shape: tuple[int, int], style: Style, language: str
    ) -> None:
        self.deck = deck
        self.unit = unit
        self.width, self.height = shape
        self.style = style
        self.language = language
        self.slide: Slide

    def _emu(self, value: float) -> Emu:
        return Emu(round(value * self.unit * EMU_PER_POINT))

    def _begin(self, layout: int, paper: str) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        fill = self.slide.background.fill
        fill.solid()
        fill.fore_color.rgb = rgb(paper)

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
        shape: Shape | None = None,
    ) -> Shape:
        """Put a text box; each paragraph is a text and whether it is bold."""
        x, y, width, height = (self._emu(v) for v in place)
        if shape is None:
            shape = self.slide.shapes.add_textbox(x, y, width, height)
        else:
            shape.left, shape.top, shape.width, shape.height = x, y, width, height
        shape.name = name
        body = shape.text_frame
        body.word_wrap = wrap
        body.auto_size = MSO_AUTO_SIZE.NONE
        body.vertical_anchor = MSO_ANCHOR.TOP
        body.margin_left = body.margin_right = body.margin_top = body.margin_bottom = 0
        for k, (text, bold) in enumerate(paragraphs):
            paragraph = body.paragraphs[0] if k == 0 else body.add_paragraph()
            paragraph.alignment = _ALIGN[align]
            paragraph.line_spacing = 1.0
            paragraph.space_before = paragraph.space_after = Pt(0)
            run = paragraph.add_run()
            run.text = text
            run.font.name = FONT
            run.font.size = Pt(round(size * self.unit * 10) / 10)
            run.font.bold = bold
            run.font.color.rgb = rgb(colour)
        return shape

    def _notes(self, text: str) -> None:
        body = self.slide.notes_slide.notes_text_frame
        if body is not None:
            body.text = text

    def map(self, page: MapPage) -> None:
        """Put a map with all its words on a slide, and the rest into its notes."""
        sheet = page.sheet
        style = sheet.scene.looks
        self._begin(TITLE_ONLY, style.paper)
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
        for key in sheet.keys:
            drawn = _icon(key_svg(key.entry, style))
            place = [self._emu(v) for v in (key.x - 16, key.y - 13, 32, 26)]
            icon = self.slide.shapes.add_picture(io.BytesIO(drawn), *place)
            icon.name = f"Key: {key.entry.label}"
            _describe(icon, key.entry.label)
        self._shapes(sheet.shapes)
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
        if title is not None and "title" not in by_box:
            title.element.getparent().remove(title.element)
        for box in sheet.boxes:
            texts = by_box.get(box.name)
            if not texts:
                continue
            if box.name in _SET:
                for text in texts:
                    self._line(text, style)
                continue
            if box.name.startswith(("scale", "caption")):
                self._line(texts[0], style)
                continue
            colour = texts[0].colour or (style.text_soft if texts[-1].soft else style.text)
            if box.name == "sources":
                paragraphs = [(texts[0].text, True), (sheet.flows["sources"], False)]
            elif box.name in _FLOWING or box.name == "title":
                paragraphs = [(sheet.flows[box.name], texts[0].weight > 400)]
            else:
                paragraphs = [(text.text, text.weight > 400) for text in texts]
            top = texts[0].y - texts[0].size
            place = (box.x, top, box.width, box.y + box.height - top)
            shape = title if box.name == "title" else None
            self._box(
                box.name.replace("-", " ").capitalize(),
                place,
                paragraphs,
                texts[0].size,
                colour,
                align=texts[0].anchor,
                shape=shape,
            )

    def _line(self, text: Text, style: Style) -> None:
        """Put one line of text where its baseline is."""
        wide = fonts.width(text.text, text.size, text.weight) + 6
        x = {"start": text.x, "middle": text.x - wide / 2, "end": text.x - wide}[text.anchor]
        place = (x, text.y - text.size, wide, leading(text.size))
        colour = text.colour or (style.text_soft if text.soft else style.text)
        name = f"{text.box.capitalize()}: {text.text}"
        words = [(text.text, text.weight > 400)]
        self._box(name, place, words, text.size, colour, align=text.anchor, wrap=False)

    def _shapes(self, shapes: Sequence[Drawn]) -> None:
        """Draw bars, lines and points of time as native shapes."""
        for shape in shapes:
            if isinstance(shape, Stroke):
                self._stroke(shape)
                continue
            if isinstance(shape, Patch):
                kind = MSO_SHAPE.ROUNDED_RECTANGLE if shape.round else MSO_SHAPE.RECTANGLE
                place = shape.x, shape.y, shape.width, shape.height
            else:
                kind = MSO_SHAPE.OVAL if shape.kind == "disc" else MSO_SHAPE.DIAMOND
                r = shape.radius
                place = shape.x - r, shape.y - r, 2 * r, 2 * r
            drawn = self.slide.shapes.add_shape(kind, *(self._emu(v) for v in place))
            drawn.name = f"{shape.box.capitalize()}: {kind.name.lower()}"
            drawn.shadow.inherit = False
            if shape.fill:
                drawn.fill.solid()
                drawn.fill.fore_color.rgb = rgb(shape.fill)
            else:
                drawn.fill.background()
            if shape.line:
                drawn.line.color.rgb = rgb(shape.line)
                drawn.line.width = Pt(shape.weight * self.unit)
                if isinstance(shape, Patch) and shape.dash != "solid":
                    drawn.line.dash_style = MSO_LINE_DASH_STYLE.SQUARE_DOT
            else:
                drawn.line.fill.background()

    def _stroke(self, stroke: Stroke) -> None:
        for start, end in itertools.pairwise(stroke.points):
            connector = self.slide.shapes.add_connector(
                MSO_CONNECTOR.STRAIGHT, *(self._emu(v) for v in (*start, *end))
            )
            connector.name = f"{stroke.box.capitalize() or 'Sheet'}: line"
            connector.line.color.rgb = rgb(stroke.colour)
            connector.line.width = Pt(stroke.weight * self.unit)

    def _bar(self, x: float, y: float, px: float, style: Style) -> None:
        ends = ((x, y, x + px, y), (x, y - 4, x, y), (x + px, y - 4, x + px, y))
        for k, end in enumerate(ends):
            connector = self.slide.shapes.add_connector(
                MSO_CONNECTOR.STRAIGHT, *(self._emu(v) for v in end)
            )
            connector.name = f"Scale bar {k + 1}"
            connector.line.color.rgb = rgb(style.text)
            connector.line.width = Pt(1)


def _describe(shape: Picture, text: str) -> None:
    """Set the alternative text of a picture."""
    about = shape._element.nvPicPr.cNvPr  # type: ignore[union-attr]  # noqa: SLF001 - no public way
    about.set("descr", text)
