"""Elements of our SVG drawn onto pixels: by Skia, in a tenth of the time of a whole document.

Skia reads no text from an SVG and none of its painting order. Here lines of text are outlines,
and a halo is a path of its own below its letters.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from csto_map.picture.outlines import outlined
from csto_map.sheet.blocks import Box

# Rows, columns, then blue, green, red and opacity.
Pixels = NDArray[np.uint8]


@functools.cache
def skia() -> ModuleType | None:
    """Give the library; None where it or what it needs of the system is not there."""
    try:
        import skia
    except ImportError:
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

    def draw(self, body: str, box: Box, *, cut: bool) -> bool:
        """
        Draw elements of SVG from the corner of a box on.

        Returns
        -------
        done
            False if there are letters that no outline is known of; then nothing is drawn.
        """
        drawn = outlined(body, layered=True)
        if "<text" in drawn:
            return False
        document = f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'.encode()
        read = self._skia.SVGDOM.MakeFromStream(self._skia.MemoryStream(document, True))
        read.setContainerSize(self._skia.Size(box.width, box.height))
        with self._at(box, cut=cut) as canvas:
            canvas.translate(box.x, box.y)
            read.render(canvas)
        return True

    def put(self, picture: Pixels, corner: tuple[int, int], box: Box, *, cut: bool) -> None:
        """Put opaque pixels to where their corner lies on the whole picture."""
        image = self._skia.Image.fromarray(
            picture, colorType=self._skia.kBGRA_8888_ColorType, copy=False
        )
        with self._at(box, cut=cut) as canvas:
            canvas.scale(1 / self._scales[0], 1 / self._scales[1])
            canvas.drawImage(image, *corner)

    def picture(self) -> Image.Image:
        """Give what is drawn, which must be opaque, in red, green and blue."""
        tall, wide, _ = self.pixels.shape
        return Image.frombuffer("RGB", (wide, tall), self.pixels, "raw", "BGRX", 0, 1)


def opaque(picture: Image.Image) -> Pixels:
    """Give the pixels of a picture in red, green and blue."""
    given = np.frombuffer(picture.convert("RGBX").tobytes("raw", "BGRX"), np.uint8)
    pixels = given.reshape(picture.height, picture.width, 4).copy()
    pixels[..., 3] = 255
    return pixels
