"""Sizes of pictures and pages: presets, pixels, millimetres at a resolution.

A sheet is laid out with about `LINES.usual` pixels on its shorter side and then scaled, so
that text keeps its proportion at every size; pages have fewer, so that on A4 notes are 7 points
and labels 8, and so have pictures too small for text of that proportion to be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from csto_map.errors import BadOption
from csto_map.sheet.measures import LINES

LEAST, MOST = 320, 16_384
MAX_PIXELS = 64_000_000
# Without a resolution of its own a pixel is what it is on the web: 1/96 inch.
_SCREEN_DPI = 96.0
_MM_PER_INCH = 25.4
_PX = re.compile(r"(\d{1,6})x(\d{1,6})")
_MM = re.compile(r"(\d{1,5}(?:\.\d+)?)x(\d{1,5}(?:\.\d+)?)mm@(\d{2,4})(?:dpi)?")


@dataclass(frozen=True, slots=True)
class Size:
    """
    A size in pixels.

    `dpi` is their density on paper, None for screens; `lines` is how many layout
    pixels the shorter side has, 0 for as many as usual.
    """

    width: int
    height: int
    dpi: float | None = None
    lines: int = 0

    @property
    def scale(self) -> float:
        """Pixels of the file per pixel of the layout."""
        short = min(self.width, self.height)
        usual = LINES.page if self.dpi else min(LINES.usual, round(LINES.smallest * short))
        return short / (self.lines or usual)

    @property
    def layout(self) -> tuple[int, int]:
        """Width and height of the layout, in its own pixels."""
        return round(self.width / self.scale), round(self.height / self.scale)

    @property
    def points(self) -> tuple[float, float]:
        """Width and height on paper, in points of 1/72 inch."""
        per_point = (self.dpi or _SCREEN_DPI) / 72
        return self.width / per_point, self.height / per_point


def _page(width_mm: float, height_mm: float, dpi: float = 300) -> Size:
    per_mm = dpi / _MM_PER_INCH
    return Size(round(width_mm * per_mm), round(height_mm * per_mm), dpi)


PRESETS: Mapping[str, Size] = MappingProxyType(
    {
        "slide": Size(1920, 1080),
        "4k": Size(3840, 2160),
        "slide43": Size(1600, 1200),
        "a4": _page(297, 210),
        "a4-portrait": _page(210, 297),
        "letter": _page(279.4, 215.9),
        "letter-portrait": _page(215.9, 279.4),
        "square": Size(1600, 1600),
        # Seen small, in a stream of other pictures: larger letters.
        "social": Size(1200, 628, lines=628),
    }
)


def parse(text: str, max_pixels: int = MAX_PIXELS) -> Size:
    """
    Read a size.

    Parameters
    ----------
    text
        The name of a preset, ``1600x900`` in pixels, or ``297x210mm@300`` in
        millimetres at dots per inch.
    max_pixels
        Largest picture allowed.

    Raises
    ------
    BadOption
        A ValueError: it is none of these, or too small, or too large.
    """
    wanted = text.strip().lower()
    if wanted in PRESETS:
        return checked(PRESETS[wanted], text, max_pixels)
    if px := _PX.fullmatch(wanted):
        return checked(Size(int(px[1]), int(px[2])), text, max_pixels)
    if mm := _MM.fullmatch(wanted):
        dpi = float(mm[3])
        if dpi < 36:
            raise BadOption(f"size {text!r}: {dpi:.0f} dpi are too few; 36 to 2400 are possible")
        return checked(_page(float(mm[1]), float(mm[2]), dpi), text, max_pixels)
    raise BadOption(
        f"size {text!r} does not exist; there are {', '.join(PRESETS)}, "
        "1600x900 (pixels) and 297x210mm@300 (mm at dpi)"
    )


def checked(size: Size, text: str, max_pixels: int = MAX_PIXELS) -> Size:
    """Return the size if it can be drawn; `text` is how it was asked for."""
    if size.width * size.height > max_pixels:
        raise BadOption(
            f"size {text!r} is {size.width} x {size.height} pixels, "
            f"more than the {max_pixels / 1e6:g} million allowed"
        )
    if not (LEAST <= size.width <= MOST and LEAST <= size.height <= MOST):
        raise BadOption(
            f"size {text!r} is {size.width} x {size.height} pixels; "
            f"each side must be {LEAST} to {MOST}"
        )
    if max(size.width, size.height) > 4 * min(size.width, size.height):
        raise BadOption(f"size {text!r}: one side is more than four times the other")
    return size
