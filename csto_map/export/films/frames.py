"""The frames of a film: a sheet that stays while nothing changes, and a stamp for each day.

The sheet (map, headline, chart, legend, note, time axis) is drawn once per state,
composed as stills are, but for the map, which must not move. The stamp (date, sentence, flag)
is set on it in pixels, in a hundredth of the time; the sentence has a strip of its own.
"""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from csto_map.export.films.shots import Shot
from csto_map.history.findings import Tally
from csto_map.language import direction
from csto_map.language.speech import load_speech
from csto_map.language.words import words
from csto_map.picture import fonts, letters, outlines
from csto_map.picture.png import png
from csto_map.picture.scene import Scene
from csto_map.picture.style import Style
from csto_map.picture.subject import Subject
from csto_map.sheet import blocks, composition, strip
from csto_map.sheet.blocks import BODY, FINE, LARGE, SMALL, Box, Part, cut, leading
from csto_map.sheet.canvas import Pixels, image, opaque
from csto_map.sheet.composition import GUTTER, LEFT, RIGHT, Content, Held
from csto_map.sheet.forms import Draft, Place, Plate, Sheet, Trim
from csto_map.sheet.shapes import Stroke

# A film is read from afar: it is laid out on 720 lines and scaled up. Small ones are
# scaled down a little, or the legend would not fit.
_LINES, _LEAST_SCALE = 720, 0.66
_COLUMN, _LEAST_COLUMN = 318, 240
# Below the map: the sentence, then time axis and note.
_CAPTION, _PAD = 46.0, 10.0
_MOST_NOTES = 12
# From the middle of a line to its baseline, in type sizes.
_DROP = 0.36
_NOTE_WIDTHS = (264, 330, 400)
# Part of an upright frame between head and foot that the map has, and room for its head.
_MAP, _HEAD = 0.66, 150


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Where things stand on a frame, in units of which `scale` pixels make one.

    `map` is x, y, width, height; `beside` says that the column stands left of the map, not
    head and legend above and below it. `caption` is the top of the sentence's strip, `axis`
    x, y and width of the time axis, `note` x, y and width of the note.
    """

    width: int
    height: int
    scale: float
    beside: bool
    map: tuple[int, int, int, int]
    caption: float
    axis: tuple[float, float, float]
    note: tuple[float, float, float]

    @classmethod
    def of(cls, width: int, height: int, notes: Sequence[str]) -> Layout:
        """Lay out a frame of a size in pixels; it has room for the longest of `notes`."""
        scale = max(_LEAST_SCALE, min(width, height) / _LINES)
        wide, tall = round(width / scale), round(height / scale)
        beside = wide >= composition.WIDE * tall
        if beside:
            across = [w for w in _NOTE_WIDTHS if wide - w - 3 * GUTTER >= strip.LEAST]
            fitting = (w for w in across if _tall(notes, w) <= strip.HEIGHT)
            note_wide = float(next(fitting, (across or _NOTE_WIDTHS)[-1]))
            foot = _CAPTION + _PAD + max(strip.HEIGHT, _tall(notes, note_wide)) + _PAD
            column = min(_COLUMN, max(_LEAST_COLUMN, round(wide * 0.28)))
            map_box = (column, 0, wide - column, round(tall - foot))
            left = LEFT + note_wide + GUTTER
            axis = (left, tall - foot + _CAPTION + _PAD, wide - RIGHT - left)
            note = (float(LEFT), tall - foot + _CAPTION + _PAD, note_wide)
        else:
            room = float(wide - 2 * LEFT)
            foot = _CAPTION + _PAD + strip.HEIGHT + _PAD + _tall(notes, room) + _PAD
            map_box = (0, _HEAD, wide, round((tall - _HEAD - foot) * _MAP))
            axis = (float(LEFT), tall - foot + _CAPTION + _PAD, room)
            note = (float(LEFT), axis[1] + strip.HEIGHT + _PAD, room)
        return cls(wide, tall, scale, beside, map_box, tall - foot, axis, note)

    @property
    def column(self) -> tuple[float, float]:
        """Width and height of what stands beside the map."""
        return self.map[0] - LEFT - RIGHT, self.caption - 8

    def days(self, first: date, last: date) -> strip.Axis:
        """Give the time axis, from its own left edge on."""
        return strip.Axis(first.toordinal(), last.toordinal(), 6, self.axis[2] - 6)


def _tall(notes: Sequence[str], wide: float) -> float:
    return max(len(cut(note, FINE, wide, _MOST_NOTES)) for note in notes) * leading(FINE)


def held(
    subject: Subject, layout: Layout, told: Iterable[tuple[str, Tally | None]], title: str
) -> Held:
    """
    Choose how headline and chart are set on all frames of a film.

    Parameters
    ----------
    subject
        Of any day.
    told
        The headlines and charts of all days.
    title
        In place of the headlines; "" for these.
    """
    place = _place(subject, layout)
    contents = [
        _content(replace(subject, tally=chart), title or headline, place)
        for headline, chart in dict.fromkeys(told)
    ]
    if layout.beside:
        return composition.held(contents, *layout.column)
    return composition.held([_bare(one) for one in contents], layout.width - 2 * LEFT, _HEAD)


def sheet(
    scene: Scene,
    layout: Layout,
    shots: Sequence[Shot],
    title: str,
    limits: str = "",
    column: Held | None = None,
) -> Sheet:
    """
    Lay out what stays while nothing changes.

    Parameters
    ----------
    scene
        Of the map frame's size.
    shots
        Of the whole film: the time axis reaches from the first to the last.
    title
        In place of the day's headline; "" for that.
    column
        As `held` chose it; None for as fits this day.
    """
    headline = title or scene.headline
    draft = Draft(layout.width, layout.height, 0, layout.height, headline, scene.language)
    place = _place(scene, layout)
    content = _content(scene, draft.title, place)
    column = column or held(scene, layout, [(draft.title, scene.tally)], title)
    if layout.beside:
        parts = composition.column(content, [place], *layout.column, column)
        placed = composition.stacked(parts, LEFT, 0)
    else:
        placed = _above(content, place, layout, column)
    for part, left, top in placed:
        draft.part(part, left, top)
    rule = scene.looks.rule
    for line in (layout.caption, layout.caption + _CAPTION):
        draft.shapes.append(Stroke("", ((0, line + 0.5), (layout.width, line + 0.5)), rule))
    days = shots[0].day.toordinal(), shots[-1].day.toordinal()
    draft.part(strip.timeline(scene, layout.axis[2], (), days), *layout.axis[:2])
    told = note(
        scene.boundary_note,
        scene.atlas_title,
        composition.versioned(scene),
        scene.projection_name,
        limits,
        scene.language,
    )
    left, top, room = layout.note
    lines = cut(told, FINE, room, _MOST_NOTES)
    texts = tuple(blocks.set_lines("note", lines, 0, 0, FINE, soft=True))
    draft.part(Part("note", room, len(lines) * leading(FINE), texts, flow=told), left, top)
    return draft.done([Plate(scene, one.box) for one in draft.settled([place])])


def _place(subject: Subject, layout: Layout) -> Place:
    return Place(subject, Box("map", *layout.map))


def _bare(content: Content) -> Content:
    """Leave what does not stand above the map of an upright frame."""
    bare = replace(content, trim=Trim(hide=frozenset({"legend"})))
    return replace(bare, subject=replace(content.subject, tally=None))


def _content(subject: Subject, title: str, place: Place) -> Content:
    """Say what stands around the map of a frame; the date is stamped, its place kept free."""
    return Content(
        # Limits stand in the note.
        subject=replace(subject, limits=""),
        trim=Trim(),
        title=title,
        date="",
        held=True,
        sentence="",
        flags=(),
        placed=lambda _: [place],
        legend=lambda legends: legends[0],
        sources=lambda _: (),
    )


def _above(
    content: Content, place: Place, layout: Layout, column: Held
) -> list[tuple[Part, float, float]]:
    """Set the head above the map and the legend below it."""
    room = layout.width - 2 * LEFT
    head = composition.column(_bare(content), [place], room, _HEAD, column)
    placed = composition.stacked(head, LEFT, 0)
    top = place.box.y + place.box.height + 14
    columns = blocks.Columns(max(2, int(room // 165)), 15)
    legend = blocks.legend(
        content.subject, place.scene.legend, room, columns, layout.caption - top - 8
    )
    return [*placed, (legend, LEFT, top)]


def note(
    boundaries: str, title: str, version: str, projection: str, limits: str, language: str
) -> str:
    """
    Write what stands at the foot of a frame.

    `title` is the atlas's; `limits` say what the film leaves out.
    """
    template = words(language)["sheet"]["film_note"]
    facts = template.format(title=title, version=version, name=projection)
    return " ".join(filter(None, [limits, boundaries, facts]))


def _even(row: float) -> int:
    """Give the even row at or above a place."""
    return math.floor(row / 2) * 2


@functools.cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts.file_of(weight), size)


@dataclass(frozen=True, slots=True)
class _Type:
    """A weight and a size in pixels."""

    weight: int
    size: int

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The typeface."""
        return _font(self.weight, self.size)

    def width(self, text: str) -> float:
        """Measure a line of text."""
        if letters.foreign(text):
            return fonts.width(text, self.size, self.weight)
        return float(self.font.getlength(text))


def _set(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, colour: str, type_: _Type
) -> None:
    """Set a line of text on its baseline: the same one is drawn only once."""
    left, top = math.floor(at[0]), math.floor(at[1])
    drawn, over, above = _line(text, type_, at[0] - left, at[1] - top)
    pen.bitmap((left + over, top + above), drawn, colour)


@functools.lru_cache(maxsize=1024)
def _line(text: str, type_: _Type, right: float, down: float) -> tuple[Image.Image, int, int]:
    """Draw a line of text as a mask, and say where that lies; it begins within a pixel."""
    outline = outlines.line(text, type_.weight) if letters.foreign(text) else None
    if outline is not None:
        return _drawn(*outline, type_.size, right, down)
    font = type_.font
    west, north, east, south = font.getbbox(text, anchor="ls")
    over, above = math.floor(west) - 2, math.floor(north) - 2
    mask = Image.new("L", (math.ceil(east) + 3 - over, math.ceil(south) + 3 - above))
    ImageDraw.Draw(mask).text((right - over, down - above), text, 255, font, anchor="ls")
    return mask, over, above


def _drawn(d: str, ems: int, size: int, right: float, down: float) -> tuple[Image.Image, int, int]:
    """Draw the outlines of a line, in thousandths of an em, as `_line` draws letters."""
    wide, tall = math.ceil(ems / 1000 * size) + 2 * size, 4 * size
    place = f"translate({size + right:.2f} {2 * size + down:.2f}) scale({size / 1000:.6g})"
    drawn = png(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}">'
        f'<path transform="{place}" d="{d}"/></svg>'
    )
    return Image.open(io.BytesIO(drawn)).getchannel("A"), -size, -2 * size


class Stamp:
    """
    Sets date, sentence and flag on copies of parts of a sheet, in pixels.

    All that it sets is in two bands of rows: nothing else of a frame needs to be looked at.
    They begin and end at even rows, for video has colours by twos.
    """

    def __init__(
        self, layout: Layout, style: Style, shots: Sequence[Shot], language: str = "en"
    ) -> None:
        self.layout, self.style, self.speech = layout, style, load_speech(language)
        self.first, self.last = shots[0].day, shots[-1].day
        self._leftward = direction.leftward(language)
        self._date = _Type(600, self._px(LARGE))
        self._widths: dict[str, float] = {}
        self._digit = max(self._date.width(c) for c in "0123456789")
        line, caption = composition.DATE_LINE, layout.caption
        foot = layout.axis[1] + strip.HEIGHT
        self._bands = tuple(
            (max(0, _even(top * layout.scale)), _even(below * layout.scale + 2), mark)
            for top, below, mark in (
                (line - 2 * LARGE, line + LARGE, self._mark_day),
                (caption - _PAD, foot + _PAD, self._mark_foot),
            )
        )

    def _px(self, units: float) -> int:
        return max(1, round(units * self.layout.scale))

    def bands(self, drawn: Pixels, shot: Shot) -> tuple[tuple[int, Pixels], ...]:
        """Return the bands of a sheet with a stamp on them, each with its first row."""
        stamped = []
        for top, below, mark in self._bands:
            band = image(drawn[top:below].copy())
            mark(band, top, shot)
            stamped.append((top, opaque(band)))
        return tuple(stamped)

    def _mark_day(self, band: Image.Image, top: int, shot: Shot) -> None:
        self._day(ImageDraw.Draw(band), top, shot.day)

    def _mark_foot(self, band: Image.Image, top: int, shot: Shot) -> None:
        self._sentence(ImageDraw.Draw(band), top, shot)
        self._flag(band, top, shot.day)

    def _day(self, pen: ImageDraw.ImageDraw, top: int, day: date) -> None:
        """Set the date below the name, its digits all of one width, so that nothing jumps."""
        scale = self.layout.scale
        x, y = LEFT * scale, composition.DATE_LINE * scale - top
        colour = self.style.accent("lead").body
        told = self._told(self.speech.day(day))
        if letters.foreign(told):
            # Letters that are joined, or go the other way, stand as they are.
            _set(pen, (self._across(told, self._date), y), told, colour, self._date)
            return
        for c in told:
            width = self._widths.get(c) or self._widths.setdefault(c, self._date.width(c))
            wide = self._digit if c.isdigit() else width
            _set(pen, (x + (wide - width) / 2, y), c, colour, self._date)
            x += wide

    def _sentence(self, pen: ImageDraw.ImageDraw, top: int, shot: Shot) -> None:
        weight = 600 if shot.turning else 400
        room = self.layout.width - LEFT - RIGHT
        colour = self.style.text if shot.turning else self.style.text_soft
        size = next(
            (s for s in (LARGE, BODY) if fonts.width(shot.caption, s, weight) <= room), BODY
        )
        lines = cut(shot.caption, size, room, 2, weight)
        type_ = _Type(weight, self._px(size))
        tall = len(lines) * leading(size)
        first = self.layout.caption + (_CAPTION - tall) / 2 + size
        for k, line in enumerate(lines):
            y = (first + k * leading(size)) * self.layout.scale - top
            told = self._told(line)
            _set(pen, (self._across(told, type_), y), told, colour, type_)

    def _told(self, line: str) -> str:
        return direction.line(line, self.speech.language)

    def _across(self, line: str, type_: _Type) -> float:
        """Give where a line begins that starts at the side where the language does."""
        if not self._leftward:
            return LEFT * self.layout.scale
        return (self.layout.width - LEFT) * self.layout.scale - type_.width(line)

    def _flag(self, picture: Image.Image, first: int, day: date) -> None:
        """Draw the time that is gone and the day's flag at four times the size, and reduce."""
        scale, fine = self.layout.scale, 4
        left, top, wide = self.layout.axis
        left = self.layout.width - left - wide if self._leftward else left
        axis = self.layout.days(self.first, self.last)
        x, told = axis.x(day.toordinal()), self.speech.day(day)
        start, end = strip.flag_box(told, x, axis)
        at = round(left * scale), round(top * scale) - first
        # The part of the axis that the flag is on, in whole pixels.
        west = math.floor((min(start, x) - 6) * scale)
        size = math.ceil((max(end, x) + 6) * scale) - west, round(strip.HEIGHT * scale)

        def box(x0: float, y0: float, x1: float, y1: float) -> tuple[float, ...]:
            across = (x0 * scale - west, y0 * scale, x1 * scale - west, y1 * scale)
            return tuple(v * fine for v in across)

        line, thick = at[1] + round(strip.AXIS * scale), max(2, round(2.4 * scale))
        ImageDraw.Draw(picture).rectangle(
            (
                at[0] + round(axis.left * scale),
                line - thick // 2,
                at[0] + round(x * scale),
                line - thick // 2 + thick - 1,
            ),
            self.style.statuses["member"].line,
        )
        y = strip.AXIS
        mask = Image.new("L", (size[0] * fine, size[1] * fine))
        pen = ImageDraw.Draw(mask)
        pen.rectangle(box(x - 0.7, strip.FLAG, x + 0.7, y), 255)
        pen.ellipse(box(x - 4.5, y - 4.5, x + 4.5, y + 4.5), 255)
        pen.rounded_rectangle(box(start, 0, end, strip.FLAG), 2.5 * scale * fine, 255)
        reduced = mask.reduce(fine)
        picture.paste(self.style.text, (at[0] + west, at[1]), reduced)
        middle = at[0] + (start + end) / 2 * scale, at[1] + strip.FLAG / 2 * scale
        type_, pen = _Type(600, self._px(SMALL)), ImageDraw.Draw(picture)
        told = self._told(told)
        if letters.foreign(told):
            corner = middle[0] - type_.width(told) / 2, middle[1] + _DROP * type_.size
            _set(pen, corner, told, self.style.paper, type_)
            return
        pen.text(middle, told, self.style.paper, type_.font, anchor="mm")
