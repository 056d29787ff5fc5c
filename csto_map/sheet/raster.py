"""A sheet as pixels: grounds are drawn once and kept, and all else is drawn over them.

Relief through an SVG costs a renderer as much as half of a picture. Here it is drawn straight
into the pixels of the ground: water, land and areas, which are the same on most days of a
film, or in the next picture of a view. The SVG of a sheet, drawn in one go, looks the same.
"""

from __future__ import annotations

import functools
import hashlib
import io
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

from PIL import Image

from csto_map import processes
from csto_map.picture import png as pngs
from csto_map.picture import terrain
from csto_map.picture.parts import Relief
from csto_map.picture.views import Frame
from csto_map.sheet.blocks import Box
from csto_map.sheet.canvas import Canvas, Pixels, image, opaque, skia
from csto_map.sheet.forms import Sheet
from csto_map.sheet.svg import Ground, layers, relief_of, sheet_svg

# Larger pictures are drawn in one go: several at once would not fit into a small machine.
_MOST_PIXELS = 9_000_000
# Bytes of all grounds that are kept.
_KEPT_BYTES = 48_000_000
# Pixels of a ground beyond the edges of its map: there lines are cut less finely.
_RIM = 8


def png(sheet: Sheet, size: tuple[int, int] | None = None, dpi: float | None = None) -> bytes:
    """
    Draw a sheet that is laid out already as PNG.

    Parameters
    ----------
    size
        Width and height in pixels; None for those of the layout.
    dpi
        As for `csto_map.picture.png.png`.
    """
    drawn = _on_grounds(sheet, size or (sheet.width, sheet.height))
    if drawn is None:
        return pngs.png(sheet_svg(sheet, size), dpi=dpi)
    return pngs.encoded(image(drawn), dpi)


def picture(sheet: Sheet, size: tuple[int, int] | None = None) -> Image.Image:
    """
    Draw a sheet that is laid out already, in red, green and blue.

    Parameters
    ----------
    size
        Width and height in pixels; None for those of the layout.
    """
    drawn = _on_grounds(sheet, size or (sheet.width, sheet.height))
    return image(drawn) if drawn is not None else _at_once(sheet, size)


def pixels(sheet: Sheet, size: tuple[int, int]) -> Pixels:
    """Draw a sheet that is laid out already, of a width and a height in pixels."""
    drawn = _on_grounds(sheet, size)
    return drawn if drawn is not None else opaque(_at_once(sheet, size))


def _at_once(sheet: Sheet, size: tuple[int, int] | None) -> Image.Image:
    return Image.open(io.BytesIO(pngs.png(sheet_svg(sheet, size)))).convert("RGB")


def _on_grounds(sheet: Sheet, size: tuple[int, int]) -> Pixels | None:
    """
    Draw a sheet on grounds that are kept; None where that cannot be.

    Whether it can be depends on the sheet and the machine, never on what was drawn before:
    the same picture has the same bytes in every process.
    """
    if skia() is None or size[0] * size[1] > _MOST_PIXELS:
        return None
    processes.keep_memory()
    scales = size[0] / sheet.width, size[1] / sheet.height
    canvas = Canvas(size, scales)
    for layer in layers(sheet):
        if isinstance(layer, Ground):
            window = _window(layer.box, scales, size)
            key = _key(layer, scales, window)
            make = functools.partial(_ground, layer, scales, window)
            canvas.put(_GROUNDS.drawn(key, make), window[:2], layer.box, cut=layer.cut)
        elif not canvas.draw(layer.parts, layer.box, cut=layer.cut):
            return None
    return canvas.pixels


class _Grounds:
    """Grounds that were drawn, the latest last, as long as there is room for them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Pixels] = OrderedDict()
        self._coming: dict[Hashable, Future[Pixels]] = {}
        self._lock = threading.Lock()

    def drawn(self, key: Hashable, make: Callable[[], Pixels]) -> Pixels:
        """Return a ground, which nobody may change; of several who want it, one draws it."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
            coming = self._coming.get(key)
            if coming is None:
                mine = self._coming[key] = Future[Pixels]()
        if coming is not None:
            return coming.result()
        try:
            made = make()
        except BaseException as problem:
            mine.set_exception(problem)
            raise
        else:
            mine.set_result(made)
            self._keep(key, made)
            return made
        finally:
            with self._lock:
                del self._coming[key]

    def _keep(self, key: Hashable, made: Pixels) -> None:
        with self._lock:
            self._kept[key] = made
            while sum(one.nbytes for one in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)


_GROUNDS = _Grounds()


def _key(layer: Ground, scales: tuple[float, float], window: tuple[int, int, int, int]) -> Hashable:
    """Tell grounds apart; texts as long as a ground's are told apart by their hash."""
    drawn = hashlib.blake2b(f"{layer.under}\n{layer.over}".encode(), digest_size=16).digest()
    scene = layer.scene
    return drawn, relief_of(scene), scene.frame, scene.style, layer.box, scales, window


def _window(
    box: Box, scales: tuple[float, float], size: tuple[int, int]
) -> tuple[int, int, int, int]:
    """Give the whole pixels around a box, and some more: left, top, right and bottom."""
    across, down = scales
    return (
        max(math.floor(box.x * across) - _RIM, 0),
        max(math.floor(box.y * down) - _RIM, 0),
        min(math.ceil((box.x + box.width) * across) + _RIM, size[0]),
        min(math.ceil((box.y + box.height) * down) + _RIM, size[1]),
    )


def _ground(
    layer: Ground, scales: tuple[float, float], window: tuple[int, int, int, int]
) -> Pixels:
    """Draw the ground of a map: a part of the picture that is as large as its window."""
    left, top, right, bottom = window
    canvas = Canvas((right - left, bottom - top), scales, (left, top))
    canvas.draw([layer.under], layer.box, cut=False)
    relief = relief_of(layer.scene)
    if relief is not None:
        shaded = image(canvas.pixels)
        _shade(shaded, relief, layer, scales, (left, top))
        canvas.put(opaque(shaded), (left, top), layer.box, cut=False)
    canvas.draw([layer.over], layer.box, cut=False)
    return canvas.pixels


def _shade(
    ground: Image.Image,
    relief: Relief,
    layer: Ground,
    scales: tuple[float, float],
    corner: tuple[int, int],
) -> None:
    """Draw the relief of a map at the picture's scale into a part of it that has a corner."""
    scene, box = layer.scene, layer.box
    across, down = scales
    left, top = math.floor(box.x * across), math.floor(box.y * down)
    right = math.ceil((box.x + box.width) * across)
    bottom = math.ceil((box.y + box.height) * down)
    laid = scene.frame
    x0, y1 = laid.upright_km(left / across - box.x, top / down - box.y)
    x1, y0 = laid.upright_km(right / across - box.x, bottom / down - box.y)
    frame = Frame(x0, y0, x1, y1, right - left, bottom - top, laid.rotation)
    at = left - corner[0], top - corner[1]
    terrain.shade(ground, relief, frame, at, scene.looks, laid.km_per_px)
