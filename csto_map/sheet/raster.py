"""A sheet as pixels: its ground is drawn once and kept, and all else is drawn over it.

Relief through an SVG costs a renderer as much as half of a picture. Here it is drawn straight
into the pixels of the ground: water, land and areas, which are the same on most days of a
film, or in the next picture of a view. The SVG of a sheet, drawn in one go, looks the same.
"""

from __future__ import annotations

import io
import math
import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from PIL import Image

from csto_map.picture import png as pngs
from csto_map.picture import terrain
from csto_map.picture.views import Frame
from csto_map.sheet.forms import Plate, Sheet
from csto_map.sheet.svg import Layers, layers, relief_of, sheet_svg

# Larger pictures are drawn in one go: several at once would not fit into a small machine.
_MOST_PIXELS = 9_000_000
# Pixels of all grounds that are kept, three bytes each.
_KEPT_PIXELS = 16_000_000


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
    drawn = _on_ground(sheet, size or (sheet.width, sheet.height))
    return pngs.png(sheet_svg(sheet, size), dpi=dpi) if drawn is None else pngs.encoded(drawn, dpi)


def picture(
    sheet: Sheet, size: tuple[int, int] | None = None, *, more: bool = False
) -> Image.Image:
    """
    Draw a sheet that is laid out already, in red, green and blue.

    Parameters
    ----------
    size
        Width and height in pixels; None for those of the layout.
    more
        More pictures on the same ground will follow: one without relief is kept too.
    """
    drawn = _on_ground(sheet, size or (sheet.width, sheet.height), more)
    return _opened(sheet_svg(sheet, size)).convert("RGB") if drawn is None else drawn


def _on_ground(sheet: Sheet, size: tuple[int, int], more: bool = False) -> Image.Image | None:
    """
    Draw a sheet on a ground that is kept; None where that does not pay.

    Whether it pays depends on the sheet alone, never on what was drawn before: the same
    picture has the same bytes in every process.
    """
    relief = any(relief_of(plate.scene) for plate in sheet.plates)
    if size[0] * size[1] > _MOST_PIXELS or not (relief or more):
        return None
    drawn = layers(sheet, size)
    whole, cover = Image.new("RGB", size), _opened(drawn.over)
    whole.paste(_GROUNDS.drawn(drawn, sheet, size), drawn.window)
    whole.paste(cover, mask=cover)
    return whole


def _opened(svg_text: str) -> Image.Image:
    return Image.open(io.BytesIO(pngs.png(svg_text)))


class _Grounds:
    """Grounds that were drawn, the latest last, as long as there is room for them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Image.Image] = OrderedDict()
        self._lock = threading.Lock()

    def drawn(self, parts: Layers, sheet: Sheet, size: tuple[int, int]) -> Image.Image:
        """Return a ground, which nobody may change."""
        plates = [sheet.plates[k] for k in parts.shaded]
        reliefs = tuple((relief_of(plate.scene), plate.scene.frame, plate.box) for plate in plates)
        key = parts.under, parts.ground, size, reliefs, sheet.scene.style
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                return kept
        made = _ground(parts, plates, sheet, size)
        with self._lock:
            self._kept[key] = made
            while sum(one.width * one.height for one in self._kept.values()) > _KEPT_PIXELS:
                self._kept.popitem(last=False)
        return made


_GROUNDS = _Grounds()


def _ground(
    parts: Layers, plates: Sequence[Plate], sheet: Sheet, size: tuple[int, int]
) -> Image.Image:
    drawn = _opened(parts.under).convert("RGB")
    for plate in plates:
        _shade(drawn, plate, (size[0] / sheet.width, size[1] / sheet.height), parts.window[:2])
    cover = _opened(parts.ground)
    drawn.paste(cover, mask=cover)
    return drawn


def _shade(
    ground: Image.Image, plate: Plate, scales: tuple[float, float], corner: tuple[int, int]
) -> None:
    """Draw the relief of a map at the picture's scale into a part of it that has a corner."""
    scene, box = plate.scene, plate.box
    relief = relief_of(scene)
    if relief is None:
        return
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
