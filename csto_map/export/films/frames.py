"""The frames of a film: a sheet that stays while nothing changes, and a stamp for each day.

The sheet (map, title, legend, note, time axis) is drawn once per state as SVG.
The stamp (date, sentence, progress bar) is set on it in pixels, in a hundredth of
the time.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFont

from csto_map.export.films import keys
from csto_map.export.films.shots import Shot
from csto_map.language.speech import load_speech
from csto_map.language.words import words
from csto_map.picture import fonts
from csto_map.picture.scene import Scene
from csto_map.picture.style import STYLES, Style
from csto_map.sheet.blocks import cut, leading
from csto_map.sheet.svg import map_svg

MARGIN = 28
# A film is read from afar: it is laid out on 720 lines and scaled up. Small ones are
# scaled down a little, or the legend would not fit.
_LINES, _LEAST_SCALE = 720, 0.9
_HEADER, _GUTTER = 72, 20
# Under the map: the sentence, the time axis, its labels; then the notes.
_BAND, _MOST_NOTES = 114, 6
_COLUMN = 304
_DATE = 36
_LEAST = 480
_MONTHS_BELOW_DAYS = 1200
_LABEL_ROOM = 64


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Where things stand on a frame, in units of which `scale` pixels make one.

    `map` and `legend` are x, y, width, height; `beside` says that the legend stands
    to the right of the map, not under it; `rail` is y of the time axis, `note` the
    baseline of the first note.
    """

    width: int
    height: int
    scale: float
    beside: bool
    map: tuple[int, int, int, int]
    legend: tuple[int, int, int, int]
    rail: int
    note: int

    @classmethod
    def of(cls, width: int, height: int, notes: Sequence[str]) -> Layout:
        """Lay out a frame of a size in pixels; it has room for the longest of `notes`."""
        scale = max(_LEAST_SCALE, min(width, height) / _LINES)
        wide, tall = round(width / scale), round(height / scale)
        room, small = wide - 2 * MARGIN, STYLES["light"].sizes[0]
        lines = max(len(cut(note, small, room, _MOST_NOTES)) for note in notes)
        foot = round(_BAND + lines * leading(small))
        low = tall - _HEADER - foot
        beside = wide >= 1.1 * tall and wide >= _LEAST
        if beside:
            column = min(_COLUMN, room // 3)
            left = room - column - _GUTTER
            map_box = (MARGIN, _HEADER, left, low)
            legend = (MARGIN + left + _GUTTER, _HEADER, column, low)
        else:
            part = round(low * 0.62)
            map_box = (MARGIN, _HEADER, room, part)
            legend = (MARGIN, _HEADER + part + 12, room, low - part - 12)
        rail, note = tall - foot + 70, tall - foot + _BAND + 3
        return cls(wide, tall, scale, beside, map_box, legend, rail, note)

    def along(self, day: date, first: date, last: date) -> float:
        """Give x of a day on the time axis."""
        span = max(1, (last - first).days)
        return MARGIN + (self.width - 2 * MARGIN) * (day - first).days / span


def sheet(scene: Scene, layout: Layout, shots: Sequence[Shot], title: str, limits: str = "") -> str:
    """
    Draw what stays while nothing changes.

    Parameters
    ----------
    scene
        Of the map frame's size.
    shots
        Of the whole film: the time axis has its turning points.
    """
    style = scene.looks
    small = style.sizes[0]
    x, y, wide, tall = layout.map
    body = [
        f'<g transform="translate({x} {y})">{map_svg(scene)}</g>',
        # Paper around the map hides what sticks out of the frame, faster than a clip path.
        (
            f'<path d="M0 0h{layout.width}v{layout.height}H0zM{x} {y}v{tall}h{wide}v-{tall}z" '
            f'fill="{style.paper}" fill-rule="evenodd"/>'
        ),
        f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" fill="none" stroke="{style.rule}"/>',
        *_title(title, layout, style, scene.language),
        *keys.legend(scene, layout.legend),
        *_rail(layout, shots, style, scene.language),
    ]
    lines = cut(
        note(
            scene.boundary_note,
            scene.data_version,
            scene.projection_name,
            limits,
            scene.language,
        ),
        small,
        layout.width - 2 * MARGIN,
        _MOST_NOTES,
    )
    body += [
        _text(line, MARGIN, layout.note + k * leading(small), small, style.text_soft)
        for k, line in enumerate(lines)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width}" height="{layout.height}" '
        f'viewBox="0 0 {layout.width} {layout.height}" font-family="{style.font}, sans-serif">'
        f"{''.join(body)}</svg>"
    )


def note(boundaries: str, version: str, projection: str, limits: str, language: str) -> str:
    """Write what stands at the foot of a frame; `limits` say what the film leaves out."""
    template = words(language)["sheet"]["film_note"]
    facts = template.format(version=version, name=projection)
    return " ".join(filter(None, [limits, boundaries, facts]))


def _text(text: str, x: float, y: float, size: int, colour: str, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}">{escape(text)}</text>'
    )


def _title(title: str, layout: Layout, style: Style, language: str) -> list[str]:
    longest = load_speech(language).day(date(2000, 9, 30))
    room = layout.width - 2 * MARGIN - _GUTTER - fonts.width(longest, _DATE, 600)
    for size in (style.sizes[3], style.sizes[2]):
        if fonts.width(title, size, 600) <= room:
            return [_text(title, MARGIN, 52, size, style.text, 600)]
    lines = cut(title, style.sizes[2], max(room, 60), 2, 600)
    step = leading(style.sizes[2])
    top = 52 - step * (len(lines) - 1)
    return [
        _text(line, MARGIN, top + k * step, style.sizes[2], style.text, 600)
        for k, line in enumerate(lines)
    ]


def _rail(layout: Layout, shots: Sequence[Shot], style: Style, language: str) -> list[str]:
    first, last = shots[0].day, shots[-1].day
    y, small = layout.rail, style.sizes[0]
    right = layout.width - MARGIN
    parts = [
        (
            f'<path d="M{MARGIN} {y}H{right}" stroke="{style.rule}" stroke-width="4" '
            'stroke-linecap="round"/>'
        )
    ]
    for day, label in ticks(layout, first, last, language):
        x = layout.along(day, first, last)
        long = 9 if label else 6
        parts.append(
            f'<path d="M{x:.1f} {y + 5}v{long - 3}" stroke="{style.text_soft}" stroke-width="1"/>'
        )
        if label:
            half = fonts.width(label, small) / 2
            at = min(max(x - half, MARGIN), right - 2 * half)
            parts.append(_text(label, at, y + 23, small, style.text_soft))
    parts += [
        f'<circle cx="{layout.along(shot.day, first, last):.1f}" cy="{y - 8}" r="2.2" '
        f'fill="{style.text_soft}"/>'
        for shot in shots
        if shot.turning
    ]
    return parts


def ticks(layout: Layout, first: date, last: date, language: str = "en") -> list[tuple[date, str]]:
    """Give the days marked on the time axis, with a label where there is room for one."""
    months = (last - first).days <= _MONTHS_BELOW_DAYS
    start = first.year * 12 + first.month - 1
    stops = [
        date(k // 12, k % 12 + 1, 1)
        for k in range(start, last.year * 12 + last.month)
        if months or k % 12 == 0
    ]
    stops = [day for day in stops if first <= day <= last]
    room = (layout.width - 2 * MARGIN) / max(1, len(stops))
    if months:
        every = next((n for n in (1, 2, 3, 6, 12) if n * room >= _LABEL_ROOM), 12)
        speech = load_speech(language)
        return [(d, speech.month(d) if (d.month - 1) % every == 0 else "") for d in stops]
    every = next((n for n in (1, 2, 5, 10) if n * room >= _LABEL_ROOM), 10)
    return [(d, str(d.year) if d.year % every == 0 else "") for d in stops]


@functools.cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts.file_of(weight), size)


class Stamp:
    """Sets date, sentence and progress bar on copies of a sheet, in pixels."""

    def __init__(
        self, layout: Layout, style: Style, shots: Sequence[Shot], language: str = "en"
    ) -> None:
        self.layout, self.style, self.speech = layout, style, load_speech(language)
        self.first, self.last = shots[0].day, shots[-1].day
        self._date = _font(600, self._px(_DATE))

    def _px(self, units: float) -> int:
        return max(1, round(units * self.layout.scale))

    def on(self, drawn: Image.Image, shot: Shot) -> Image.Image:
        """Return a stamped copy."""
        picture = drawn.copy()
        pen = ImageDraw.Draw(picture)
        self._day(pen, shot.day)
        self._sentence(pen, shot)
        self._progress(picture, shot.day)
        return picture

    def _day(self, pen: ImageDraw.ImageDraw, day: date) -> None:
        """Set the date from the right, its digits all of one width, so that nothing jumps."""
        digit = max(self._date.getlength(c) for c in "0123456789")
        x = (self.layout.width - MARGIN) * self.layout.scale
        y = 54 * self.layout.scale
        for c in reversed(self.speech.day(day)):
            width = self._date.getlength(c)
            wide = digit if c.isdigit() else width
            x -= wide
            pen.text((x + (wide - width) / 2, y), c, self.style.text, self._date, anchor="ls")

    def _sentence(self, pen: ImageDraw.ImageDraw, shot: Shot) -> None:
        large = self.style.sizes[2]
        weight = 600 if shot.turning else 400
        room = self.layout.width - 2 * MARGIN
        colour = self.style.text if shot.turning else self.style.text_soft
        top = self.layout.rail - 44
        lines = cut(shot.caption, large, room, 2, weight)
        font = _font(weight, self._px(large))
        for k, line in enumerate(lines):
            at = MARGIN * self.layout.scale, (top + k * leading(large)) * self.layout.scale
            pen.text(at, line, colour, font, anchor="ls")

    def _progress(self, picture: Image.Image, day: date) -> None:
        """Draw the progress bar and its knob at four times the size, and reduce them: smooth."""
        scale, fine = self.layout.scale, 4
        x = self.layout.along(day, self.first, self.last)
        accent = self.style.statuses["member"].line
        left, top = int((MARGIN - 10) * scale), int((self.layout.rail - 10) * scale)
        wide, tall = int((x + 10) * scale) - left, int(20 * scale)
        mask = Image.new("L", (wide * fine, tall * fine))
        pen = ImageDraw.Draw(mask)

        def box(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
            return (
                (x0 * scale - left) * fine,
                (y0 * scale - top) * fine,
                (x1 * scale - left) * fine,
                (y1 * scale - top) * fine,
            )

        y = self.layout.rail
        pen.rounded_rectangle(box(MARGIN - 2, y - 2, x, y + 2), 2 * scale * fine, 255)
        pen.ellipse(box(x - 7, y - 7, x + 7, y + 7), 255)
        picture.paste(accent, (left, top), mask.resize((wide, tall), Image.Resampling.BOX))
        knob = Image.new("L", mask.size)
        ImageDraw.Draw(knob).ellipse(box(x - 3, y - 3, x + 3, y + 3), 255)
        halo = knob.resize((wide, tall), Image.Resampling.BOX)
        picture.paste(self.style.halo, (left, top), halo)
