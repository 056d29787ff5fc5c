"""Elements of our SVG drawn onto pixels: by Skia, in a tenth of the time of a whole document.

Skia reads no text from an SVG and none of its painting order. Here lines of text are
outlines with a halo below them. A line is drawn once: its pixels are kept, for the same line
stands at the same place on many sheets.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from csto_map.picture import fonts
from csto_map.picture.outlines import SHARES, TEXT, glyphs, outlined, read_text
from csto_map.sheet.blocks import Box

# What the library gives: it tells no types.
Native = Any
# Rows, columns, then blue, green, red and opacity.
Pixels = NDArray[np.uint8]
# A pixel's last byte, whatever the machine's order of bytes.
_OPAQUE = np.frombuffer(bytes((0, 0, 0, 255)), np.uint32)[0]


@functools.cache
def skia() -> ModuleType | None:
    """Give the library; None where it or what it needs of the system is not there."""
    try:
        import skia
    except ImportError as problem:
        # Who asked to stop while it was loaded did not say that it is not there.
        if isinstance(problem.__cause__, KeyboardInterrupt):
            raise problem.__cause__ from None
        return None
    found: ModuleType = skia
    return found


class Canvas:
    """
    Pixels to draw on, transparent at first.

    Parameters
    ----------
    size
        Width and height.
    scales
        Pixels that one unit of what is drawn takes, across and down.
    corner
        Where on the whole picture its left upper pixel lies.
    """

    def __init__(
        self, size: tuple[int, int], scales: tuple[float, float], corner: tuple[int, int] = (0, 0)
    ) -> None:
        wide, tall = size
        self.pixels: Pixels = np.zeros((tall, wide, 4), np.uint8)
        kit: Any = skia()
        self._skia = kit
        self._scales, self._corner = scales, corner
        looks = kit.ImageInfo.Make(wide, tall, kit.kBGRA_8888_ColorType, kit.kPremul_AlphaType)
        self._surface = kit.Surface.MakeRasterDirect(looks, self.pixels, 4 * wide)

    @contextmanager
    def _at(self, box: Box, *, cut: bool) -> Iterator[Any]:
        """Move to the whole picture's origin, in its units; where `cut`, draw in a box alone."""
        canvas = self._surface.getCanvas()
        canvas.save()
        canvas.translate(-self._corner[0], -self._corner[1])
        canvas.scale(*self._scales)
        if cut:
            edges = self._skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)
            canvas.clipRect(edges, doAntiAlias=True)
        yield canvas
        canvas.restore()

    def draw(self, parts: Sequence[str], box: Box, *, cut: bool) -> bool:
        """
        Draw elements of SVG from the corner of a box on.

        Parameters
        ----------
        parts
            One or several whole elements each.

        Returns
        -------
        done
            False if there are letters that no outline is known of; what comes after them is
            not drawn then.
        """
        whole, phase = self._corner_of(box)
        with self._at(box, cut=cut) as canvas:
            canvas.translate(box.x, box.y)
            matrix = canvas.getTotalMatrix()
            for one in _pieces(parts):
                if isinstance(one, str):
                    drawn = outlined(one, layered=True) if "<text" in one else one
                    if "<text" in drawn:
                        return False
                    _read(drawn, box.width, box.height).render(canvas)
                    continue
                tile = _tile(one.element, self._scales, phase)
                if tile is not None:
                    canvas.resetMatrix()
                    canvas.drawImage(tile.pixels, whole[0] + tile.left, whole[1] + tile.top)
                    canvas.setMatrix(matrix)
        return True

    def _corner_of(self, box: Box) -> tuple[tuple[int, int], tuple[float, float]]:
        """Give where a box begins: whole pixels, and what is left of one."""
        x, y = box.x * self._scales[0], box.y * self._scales[1]
        left, top = math.floor(x), math.floor(y)
        return (left - self._corner[0], top - self._corner[1]), (x - left, y - top)

    def put(self, picture: Pixels, corner: tuple[int, int], box: Box, *, cut: bool) -> None:
        """Put opaque pixels to where their corner lies on the whole picture, all within this."""
        if not cut:
            tall, wide, _ = picture.shape
            left, top = corner[0] - self._corner[0], corner[1] - self._corner[1]
            self.pixels[top : top + tall, left : left + wide] = picture
            return
        kit = self._skia
        image = kit.Image.fromarray(
            picture, kit.kBGRA_8888_ColorType, kit.kOpaque_AlphaType, copy=False
        )
        with self._at(box, cut=cut) as canvas:
            canvas.resetMatrix()
            canvas.drawImage(image, corner[0] - self._corner[0], corner[1] - self._corner[1])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: its element; outlines, and in what each is painted in turn."""

    element: str
    painted: tuple[tuple[Native, Native], ...]


@dataclass(frozen=True, slots=True)
class _Tile:
    """What is drawn of a line of text, and where from its map's first whole pixel on."""

    pixels: Native
    left: int
    top: int


def _pieces(parts: Sequence[str]) -> Iterator[str | _Line]:
    """Give lines of text, and what lies between them as elements in one text."""
    between: list[str] = []
    for part in parts:
        # Within groups what is painted when, and how, says the group.
        split = [part] if "<g" in part or "<svg" in part else TEXT.split(part)
        for k, one in enumerate(split):
            line = _line(one) if k % 2 else None
            if line is None:
                between.append(one)
                continue
            if any(between):
                yield "".join(between)
            between = []
            yield line
    if any(between):
        yield "".join(between)


@functools.lru_cache(maxsize=1024)
def _line(element: str) -> _Line | None:
    """
    Set a line of text in outlines; None where the typeface lacks a letter.

    Skia's own glyphs would be drawn in a quarter of the time, but on quarters of pixels.
    """
    kit: Any = skia()
    text, looks = read_text(element)
    size = float(looks["font-size"])
    weight, italic = int(looks.get("font-weight", 400)), looks.get("font-style") == "italic"
    gap = float(looks.get("letter-spacing", 0)) / size
    shaped = glyphs(text, weight, gap, italic=italic)
    if shaped is None:
        return None
    placed, ems = shaped
    font = _font(weight, italic, size)
    x = float(looks["x"]) - ems * size * SHARES[looks.get("text-anchor", "start")]
    y = float(looks["y"])
    letters = kit.Path()
    for number, right, up in placed:
        outline = font.getPath(number)
        if outline is not None:
            letters.addPath(outline, x + right * size, y - up * size)
    fill = letters, kit.Paint(AntiAlias=True, Color=_colour(looks["fill"]))
    if looks.get("paint-order") != "stroke":
        return _Line(element, (fill,))
    pen = kit.Paint(
        Style=kit.Paint.kStroke_Style,
        StrokeWidth=float(looks["stroke-width"]),
        StrokeJoin=kit.Paint.kRound_Join,
    )
    halo = kit.Path()
    pen.getFillPath(letters, halo)
    return _Line(element, ((halo, kit.Paint(AntiAlias=True, Color=_colour(looks["stroke"]))), fill))


@functools.lru_cache(maxsize=1024)
def _tile(element: str, scales: tuple[float, float], phase: tuple[float, float]) -> _Tile | None:
    """Draw a line of text on pixels of its own; None where nothing of it can be seen."""
    kit: Any = skia()
    line = _line(element)
    matrix = kit.Matrix.Scale(*scales).postTranslate(*phase)
    edges = kit.Rect.MakeEmpty()
    for outline, _ in line.painted if line else ():
        edges.join(matrix.mapRect(outline.getBounds()))
    if line is None or edges.isEmpty():
        return None
    room = edges.roundOut()
    surface = kit.Surface.MakeRaster(
        kit.ImageInfo.MakeN32Premul(room.width() + 2, room.height() + 2)
    )
    left, top = room.left() - 1, room.top() - 1
    with surface as canvas:
        canvas.translate(-left, -top)
        canvas.concat(matrix)
        for outline, paint in line.painted:
            canvas.drawPath(outline, paint)
    return _Tile(surface.makeImageSnapshot(), left, top)


def _colour(text: str) -> int:
    red, green, blue = bytes.fromhex(text[1:])
    return 0xFF000000 | red << 16 | green << 8 | blue


@functools.lru_cache(maxsize=64)
def _font(weight: int, italic: bool, size: float) -> Native:
    kit: Any = skia()
    font = kit.Font(_typeface(fonts.file_of(weight, italic)), size)
    font.setHinting(kit.FontHinting.kNone)
    font.setLinearMetrics(True)
    return font


@functools.cache
def _typeface(file: str) -> Native:
    kit: Any = skia()
    # Of no typeface of the system's, which need not even be looked for.
    return kit.FontMgr.New_Custom_Empty().makeFromFile(file, 0)


@functools.lru_cache(maxsize=24)
def _read(elements: str, width: float, height: float) -> Native:
    """Read elements; what stands around a map is the same on many days of a film."""
    kit: Any = skia()
    document = f'<svg xmlns="http://www.w3.org/2000/svg">{elements}</svg>'.encode()
    read = kit.SVGDOM.MakeFromStream(kit.MemoryStream(document, True))
    read.setContainerSize(kit.Size(width, height))
    return read


def image(pixels: Pixels) -> Image.Image:
    """Give pixels, which must be opaque, as a picture in red, green and blue."""
    tall, wide, _ = pixels.shape
    return Image.frombuffer("RGB", (wide, tall), pixels, "raw", "BGRX", 0, 1)


def opaque(picture: Image.Image) -> Pixels:
    """Give the pixels of a picture in red, green and blue."""
    given = np.frombuffer(picture.convert("RGB").tobytes("raw", "BGRX"), np.uint32)
    pixels: Pixels = (given | _OPAQUE).view(np.uint8)
    return pixels.reshape(picture.height, picture.width, 4)
