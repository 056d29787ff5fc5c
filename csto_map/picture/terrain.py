"""Relief as it is drawn in a frame: grey sheets made into a picture of shade and light."""

from __future__ import annotations

import base64
import functools
import io
import itertools
import math
from collections.abc import Sequence

from PIL import Image

from csto_map.picture.constants import TERRAIN
from csto_map.picture.parts import Relief
from csto_map.picture.style import STYLES, Style
from csto_map.picture.style import Relief as Shading
from csto_map.picture.views import Frame


def strength(km_per_px: float) -> float:
    """
    Say how much of the relief is left, 0 to 1: close up it would be a blur.

    The twin of ``strength`` in ``assets/src/map/ground.js``.
    """
    first, least = TERRAIN.fade[0]
    if km_per_px <= first:
        return least
    for (x0, y0), (x1, y1) in itertools.pairwise(TERRAIN.fade):
        if km_per_px < x1:
            return y0 + (y1 - y0) * (km_per_px - x0) / (x1 - x0)
    return TERRAIN.fade[-1][1]


def palette(style: Style, km_per_px: float) -> tuple[bytes, bytes] | None:
    """
    Give the colours and the opacities of all 256 greys of a sheet; None for a plain style.

    The twin of ``palette`` in ``assets/src/map/ground.js``.
    """
    return None if style.relief is None else _colours(style.relief, km_per_px)


@functools.lru_cache(maxsize=64)
def _colours(looks: Shading, km_per_px: float) -> tuple[bytes, bytes]:
    wide = km_per_px > TERRAIN.wide_above
    shade, light = looks.wide if wide else looks.close
    colours, opacities = bytearray(), bytearray()
    for grey in range(256):
        away = grey - TERRAIN.flat
        share = min(max((abs(away) - TERRAIN.dead) / (TERRAIN.full - TERRAIN.dead), 0), 1)
        step = int(share * TERRAIN.steps + 0.5) / TERRAIN.steps
        colour, most = (looks.shade, shade) if away < 0 else (looks.light, light)
        colours += bytes.fromhex(colour[1:])
        opacities.append(int(255 * most * step + 0.5))
    return bytes(colours), bytes(opacities)


def sheet_for(reliefs: Sequence[Relief], frame: Frame) -> Relief | None:
    """Choose the finest sheet that holds a whole frame, else the widest; None for none."""
    x0, y0, x1, y1 = frame.around()
    whole = [
        one
        for one in reliefs
        if one.box[0] <= x0 and one.box[1] <= y0 and one.box[2] >= x1 and one.box[3] >= y1
    ]
    if whole:
        return min(whole, key=lambda one: (one.box[2] - one.box[0]) / one.columns)
    return max(reliefs, key=lambda one: one.box[2] - one.box[0], default=None)


@functools.lru_cache(maxsize=32)
def picture(
    relief: Relief, frame: Frame, style_name: str
) -> tuple[str, tuple[float, float, float, float]] | None:
    """
    Draw the part of a sheet that a frame shows.

    Returns
    -------
    href, box
        A data address of a PNG, and its left, top, width and height in pixels of the frame;
        None where nothing of it is seen.
    """
    colours = drawn_palette(STYLES[style_name], frame.km_per_px)
    cut = cut_out(relief, frame) if colours else None
    if not colours or not cut:
        return None
    part, (left_px, top) = cut
    # As few greys as there are steps: a picture of them is quicker to write, and smaller.
    steps = part.point(_levels(colours))
    drawn = Image.frombytes("P", part.size, steps.tobytes())
    drawn.putpalette(colours[0])
    out = io.BytesIO()
    drawn.save(out, "PNG", transparency=colours[1], compress_level=1)
    href = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")
    return href, (left_px, top, *part.size)


def drawn_palette(style: Style, km_per_px: float) -> tuple[bytes, bytes] | None:
    """
    Give `palette` with all that dulls it; None where nothing is drawn.

    A picture that is transparent as a whole costs a renderer one more picture of all.
    """
    colours, left = palette(style, km_per_px), strength(km_per_px)
    if colours is None or not left:
        return None
    return colours[0], bytes(int(opacity * left + 0.5) for opacity in colours[1])


def shade(
    picture: Image.Image,
    relief: Relief,
    frame: Frame,
    at: tuple[int, int],
    style: Style,
    km_per_px: float,
) -> None:
    """
    Draw shade and light into a picture, as `picture` does it for an SVG.

    Parameters
    ----------
    frame
        Of the picture's own pixels, from `at` on.
    km_per_px
        Of the map as it is laid out: says how strongly.
    """
    colours = drawn_palette(style, km_per_px)
    cut = cut_out(relief, frame) if colours else None
    if not colours or not cut:
        return
    part, (left, top) = cut
    left, top = left + at[0], top + at[1]
    box = left, top, left + part.width, top + part.height
    looks = [tuple(colours[0][3 * k : 3 * k + 3]) for k in range(256)]
    for colour in sorted(set(looks)):
        opacities = [colours[1][k] if looks[k] == colour else 0 for k in range(256)]
        picture.paste(colour, box, part.point(opacities))


def is_seen(relief: Relief, frame: Frame, style: Style) -> bool:
    """Say whether anything of a sheet is drawn in a frame."""
    straight = frame if frame.rotation is None else _surrounding(frame)
    seen = _crop(relief, straight) is not None
    return seen and drawn_palette(style, frame.km_per_px) is not None


def cut_out(relief: Relief, frame: Frame) -> tuple[Image.Image, tuple[int, int]] | None:
    """Cut a frame out of a sheet: greys, their left and their top in pixels; None for nothing."""
    return _straight(relief, frame) if frame.rotation is None else _turned(relief, frame)


def _straight(relief: Relief, frame: Frame) -> tuple[Image.Image, tuple[int, int]] | None:
    """Cut a frame that is not turned out of a sheet: the part, its left and its top in pixels."""
    crop = _crop(relief, frame)
    if crop is None:
        return None
    left, top, right, bottom = crop
    x0, y1 = frame.upright_km(left, top)
    x1, y0 = frame.upright_km(right, bottom)
    width, height = _cell(relief)
    sheet = Image.frombytes("L", (relief.columns, relief.rows), relief.grey)
    part = sheet.resize(
        (right - left, bottom - top),
        Image.Resampling.BICUBIC,
        (
            (x0 - relief.box[0]) / width,
            (relief.box[3] - y1) / height,
            (x1 - relief.box[0]) / width,
            (relief.box[3] - y0) / height,
        ),
    )
    return part, (left, top)


def _turned(relief: Relief, frame: Frame) -> tuple[Image.Image, tuple[int, int]] | None:
    """
    Cut a turned frame out of a sheet.

    First what is around the frame is cut out straight at the frame's own scale, which makes
    means of cells where these are smaller than pixels; then that is turned.
    """
    km, around = frame.km_per_px, _surrounding(frame)
    x0, y1 = around.x0, around.y1
    cut = _straight(relief, around)
    if cut is None:
        return None
    part, (left, top) = cut
    origin, across, down = (frame.km(*at) for at in ((0, 0), (1, 0), (0, 1)))
    a, b = (across[0] - origin[0]) / km, (down[0] - origin[0]) / km
    d, e = (origin[1] - across[1]) / km, (origin[1] - down[1]) / km
    c, f = (origin[0] - x0) / km - left, (y1 - origin[1]) / km - top
    turned = part.transform(
        (frame.width, frame.height),
        Image.Transform.AFFINE,
        (a, b, c, d, e, f),
        Image.Resampling.BICUBIC,
        fillcolor=TERRAIN.flat,
    )
    return turned, (0, 0)


def _surrounding(frame: Frame) -> Frame:
    """Give the straight frame around a turned one, of the same scale."""
    km = frame.km_per_px
    x0, y0, x1, y1 = frame.around()
    # A few pixels more, for whatever is read between them.
    wide, high = math.ceil((x1 - x0) / km) + 4, math.ceil((y1 - y0) / km) + 4
    x0, y1 = x0 - 2 * km, y1 + 2 * km
    return Frame(x0, y1 - high * km, x0 + wide * km, y1, wide, high)


def _levels(colours: tuple[bytes, bytes]) -> list[int]:
    """Give the first grey that looks like each of all 256."""
    looks = [(colours[0][3 * k : 3 * k + 3], colours[1][k]) for k in range(256)]
    clear = next(k for k, (_, opacity) in enumerate(looks) if not opacity)
    return [clear if not look[1] else looks.index(look) for look in looks]


def _cell(relief: Relief) -> tuple[float, float]:
    x0, y0, x1, y1 = relief.box
    return (x1 - x0) / relief.columns, (y1 - y0) / relief.rows


def _crop(relief: Relief, frame: Frame) -> tuple[int, int, int, int] | None:
    """Give the pixels of a frame that a sheet covers: left, top, right, bottom."""
    left, top = frame.px(relief.box[0], relief.box[3])
    right, bottom = frame.px(relief.box[2], relief.box[1])
    x0, y0 = max(math.ceil(left), 0), max(math.ceil(top), 0)
    x1, y1 = min(math.floor(right), frame.width), min(math.floor(bottom), frame.height)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
