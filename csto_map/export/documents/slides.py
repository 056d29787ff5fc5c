"""Slides with maps: every word, line and symbol a native shape, or the map as one picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from csto_map import extras
from csto_map.export.documents import lettering
from csto_map.export.documents.deck import MapPage, scene_summary
from csto_map.export.documents.drawingml import (
    SPACES,
    Drawing,
    Fill,
    Line,
    Outline,
    Shape,
    Words,
)
from csto_map.export.documents.master import EMPTY, LAYOUTS, number_box, paper
from csto_map.export.documents.media import Media, Parts
from csto_map.export.documents.native import MapShapes, badge
from csto_map.export.documents.notes import notes
from csto_map.export.documents.swatches import line_swatch, swatch
from csto_map.language.direction import leftward
from csto_map.language.words import words
from csto_map.picture.constants import DASHES
from csto_map.picture.png import png
from csto_map.picture.style import Style
from csto_map.sheet.blocks import FINE, Bar, Box, Key, Text, leading
from csto_map.sheet.forms import Plate
from csto_map.sheet.furniture import Sheet
from csto_map.sheet.shapes import Patch, Stroke
from csto_map.sheet.shapes import Shape as Drawn
from csto_map.sheet.svg import to_svg

with extras.needing("export"):
    import numpy as np
    from pptx.oxml import parse_xml
    from pptx.presentation import Presentation
    from pptx.slide import Slide

# Pixels of a picture of a map per unit of the layout.
_PICTURE = 1.78
# Boxes of running text; the reader's program breaks their lines itself.
_FLOWING = ("changed", "note", "link", "version", "projection", "date", "title")
# Boxes whose lines stand where bars and keys are.
_SET = ("legend", "tally", "timeline", "circles", "brand")
# Placeholders of the layouts that boxes fill.
_HOLDERS = {
    "title": 'type="title"',
    "date": 'type="body" sz="quarter" idx="10"',
    "changed": 'type="body" sz="quarter" idx="11"',
}
# What PowerPoint calls the languages of the program; others it knows by their codes.
_TAGS = {"en": "en-GB", "ru": "ru-RU"}
# Boxes that come first: in this order a slide is read aloud.
_FIRST = ("title", "date", "changed")


class MapSlides:
    """Writes pages onto slides; places and sizes are those of the layout."""

    def __init__(
        self,
        deck: Presentation,
        unit: float,
        shape: tuple[int, int],
        style: Style,
        language: str,
        *,
        pictured: bool = False,
    ) -> None:
        """
        Begin.

        Parameters
        ----------
        unit
            Points per unit of the layout.
        pictured
            Whether maps are pictures.
        """
        self.deck = deck
        self.unit = unit
        self.width, self.height = shape
        self.style = style
        self.language = language
        self.leftward = leftward(language)
        # Where lines begin.
        self.side = "end" if self.leftward else "start"
        self.pictured = pictured
        self.names = words(language)["slide"]
        self.parts = Parts()
        self.slide: Slide
        self.draw: Drawing
        self.media: Media

    def _begin(self, layout: str, style: Style) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[LAYOUTS.index(layout)])
        self.draw = Drawing(
            self.unit, _TAGS.get(self.language, self.language), leftward=self.leftward
        )
        self.media = Media(self.parts, self.slide)
        if style.paper != self.style.paper:
            self.slide.element.find("{*}cSld").insert(0, paper(style.paper))

    def _end(self, shapes: Iterable[Shape | None], style: Style, told: str = "") -> None:
        """Put shapes on the slide that was begun, with its number and its notes."""
        number = self._number(style)
        body = "".join(one.xml for one in (*shapes, number) if one is not None)
        tree = self.slide.shapes._spTree  # noqa: SLF001 - no public way
        # Moved at once, not shape by shape, which would take most of the time.
        tree.getparent().replace(tree, parse_xml(f"<p:spTree {SPACES}>{EMPTY}{body}</p:spTree>"))
        if told:
            frame = self.slide.notes_slide.notes_text_frame
            if frame is not None:
                frame.text = told

    def _number(self, style: Style) -> Shape:
        place = number_box(self.width, self.height)
        text = Words(str(len(self.deck.slides)), FINE, style.text_soft, anchor="end")
        return self.draw.number(self.names["number"], place, text)

    def map(self, page: MapPage) -> None:
        """Put a map with all its words on a slide, and what is lines of it into its notes."""
        sheet = page.sheet
        style = sheet.scene.looks
        self._begin("compare" if len(sheet.plates) > 1 else "map", style)
        first = [box for name in _FIRST for box in sheet.boxes if box.name == name]
        rest = [box for box in sheet.boxes if box.name not in _FIRST]
        shapes = [
            *(self._box(box, sheet, style) for box in first),
            *(one for plate in sheet.plates for one in self._plate(page, plate)),
            *(self._box(box, sheet, style) for box in rest),
            *(self._drawn(one) for one in sheet.shapes if not one.box),
        ]
        self._end(shapes, style, notes(page))

    def _plate(self, page: MapPage, plate: Plate) -> Iterator[Shape | None]:
        box = plate.box
        alone = len(page.sheet.plates) == 1
        told = page.summary if alone else scene_summary(plate.scene)
        if not self.pictured:
            shapes = MapShapes(self.draw, self.media, plate.scene, (box.x, box.y))
            yield from shapes.shapes(told)
            return
        blob = png(to_svg(plate.scene, furniture=False), _PICTURE)
        place = box.x, box.y, box.width, box.height
        name = self.names["picture"].format(date=plate.scene.subtitle)
        yield self.draw.picture(name, place, self.media.picture(blob), told=told)

    def _box(self, box: Box, sheet: Sheet, style: Style) -> Shape | None:
        texts = [text for text in sheet.texts if text.box == box.name]
        if box.name in _SET or box.name == "scale":
            return self._set(box, texts, sheet, style)
        if not texts:
            return None
        name = self.names.get(box.name) or self.names["caption"].format(day=texts[0].text)
        if box.name.startswith(("caption", "handling")):
            return self._line(texts[0], style, name)
        first = texts[0]
        step = texts[1].y - first.y if len(texts) > 1 else float(leading(first.size))
        tall = max(box.y + box.height - first.y + first.size, first.size * 1.3)
        # Exact spacing has its first baseline where a line's foot leaves room for its letters.
        top = first.y - step + 0.212 * first.size
        place = (box.x, top, box.width, tall + first.y - first.size - top)
        if box.name in _FLOWING:
            lines = [self._running(sheet.flows[box.name], texts, box.width, step, style)]
        elif box.name == "sources":
            lines = [
                self._words(first, style, step),
                self._running(sheet.flows["sources"], texts[1:], box.width, step, style),
            ]
        else:
            lines = [self._words(text, style, step) for text in texts]
        return self.draw.frame(name, place, lines, holder=_HOLDERS.get(box.name, ""))

    def _running(
        self, flow: str, texts: Sequence[Text], room: float, step: float, style: Style
    ) -> Words:
        first = texts[0]
        colour = _colour(first, style)
        told = lettering.running(flow, first.size, first.weight, colour, room, len(texts), step)
        return replace(told, anchor=self.side)

    def _words(self, text: Text, style: Style, step: float) -> Words:
        colour = _colour(text, style)
        set_ = lettering.line(text.text, text.size, text.weight, colour, anchor=self.side)
        return set_.words.spaced(step)

    def _line(self, text: Text, style: Style, name: str = "") -> Shape:
        """Put one line of text where its baseline is."""
        colour = _colour(text, style)
        told = lettering.line(text.text, text.size, text.weight, colour, anchor=text.anchor)
        return self.draw.line_of_text(name or text.text, text.x, text.y, told.wide, told.words)

    def _set(self, box: Box, texts: Sequence[Text], sheet: Sheet, style: Style) -> Shape | None:
        """Put a box with its bars, keys and lines of text as a group."""
        shapes = [self._drawn(shape) for shape in sheet.shapes if shape.box == box.name]
        if box.name == "legend":
            shapes += [self._key(key, style) for key in sheet.keys]
        if box.name == "scale":
            shapes += [one for bar in sheet.bars for one in self._bar(bar, style)]
        shapes += [self._line(text, style) for text in texts]
        name = self.names["circles_scale" if box.name == "circles" else box.name]
        return self.draw.group(name, shapes, name)

    def _key(self, key: Key, style: Style) -> Shape | None:
        """Draw the swatch of a line of the legend."""
        look = key.entry.swatch
        name = self.names["key"].format(label=key.entry.label)
        x, y = key.x, key.y
        if look.icon:
            raster, vectors = self.media.drawing(look.icon, faded=look.faded)
            place = (x - 10, y - 10, 20.0, 20.0)
            icon = self.draw.picture(name, place, raster, vectors, key.entry.label)
            if not look.sign:
                return icon
            return self.draw.group(name, (icon, *badge(self.draw, look.sign, x + 8, y - 5, style)))
        if not look.fill:
            return line_swatch(self.draw, look, x, y, name)
        return swatch(self.draw, look, x, y, name, self.names["hatch"])

    def _drawn(self, shape: Drawn) -> Shape | None:
        """Draw a bar, a line or a point of time."""
        name = self.names.get(shape.box) or self.names["sheet"]
        if isinstance(shape, Patch):
            form = "roundRect" if shape.round else "rect"
            place = (shape.x, shape.y, shape.width, shape.height)
            line = Line(shape.line, shape.weight, DASHES[shape.dash]) if shape.line else None
            fill = Fill(shape.fill) if shape.fill else None
            return self.draw.preset(name, form, place, fill, line, rounded=shape.round, plain=True)
        if isinstance(shape, Stroke):
            return self._stroke(shape, name)
        r = shape.radius
        form = "ellipse" if shape.kind == "disc" else "diamond"
        place = (shape.x - r, shape.y - r, 2 * r, 2 * r)
        line = Line(shape.line, shape.weight) if shape.line else None
        fill = Fill(shape.fill) if shape.fill else None
        return self.draw.preset(name, form, place, fill, line, plain=True)

    def _stroke(self, shape: Stroke, name: str) -> Shape | None:
        outline = Outline([], [np.array(shape.points)])
        line = Line(shape.colour, shape.weight, DASHES[shape.dash])
        drawn = self.draw.freeform(name, outline, None, line, plain=True)
        if not shape.casing:
            return drawn
        casing = Line(shape.casing, shape.weight + 2)
        below = self.draw.freeform(self.names["casing"], outline, None, casing, plain=True)
        return self.draw.group(name, (below, drawn))

    def _bar(self, bar: Bar, style: Style) -> Iterator[Shape | None]:
        x, y = bar.x, bar.y
        points = np.array([(x, y - 4), (x, y), (x + bar.px, y), (x + bar.px, y - 4)])
        outline = Outline([], [points])
        light, dark = Line(style.halo, 3.6, opacity=0.8), Line(style.text, 1.2)
        yield self.draw.freeform(self.names["casing"], outline, None, light, plain=True)
        yield self.draw.freeform(self.names["scale"], outline, None, dark, plain=True)


def _colour(text: Text, style: Style) -> str:
    return text.colour or (style.text_soft if text.soft else style.text)
