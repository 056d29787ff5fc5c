"""PNG pictures, drawn from SVG without a browser."""

from __future__ import annotations

import struct
import zlib

import resvg_py

from csto_map.errors import BadOption
from csto_map.picture import fonts

# Length, type, 13 bytes and checksum of the header chunk follow the signature.
_AFTER_HEADER = 8 + 4 + 4 + 13 + 4
_INCHES_PER_METRE = 1 / 0.0254


def png(svg_text: str, scale: float = 1.0, dpi: float | None = None) -> bytes:
    """
    Draw an SVG text as a PNG picture.

    Only the project's own fonts are used, so that every machine draws the same.

    Parameters
    ----------
    scale
        Pixels per SVG unit.
    dpi
        Pixels per inch of paper, written into the file; None writes nothing.

    Raises
    ------
    BadOption
        A ValueError: the text is not SVG or the scale is not positive.
    """
    if not scale > 0:
        raise BadOption(f"a scale of {scale} draws nothing")
    try:
        drawn = bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg_text,
                zoom=scale,
                skip_system_fonts=True,
                font_files=list(fonts.files()),
                font_family="Inter",
                sans_serif_family="Inter",
            )
        )
    except ValueError as problem:
        raise BadOption(f"not drawable: {problem}") from problem
    return drawn if dpi is None else _dense(drawn, dpi)


def _dense(drawn: bytes, dpi: float) -> bytes:
    """Put a pHYs chunk after the header."""
    per_metre = round(dpi * _INCHES_PER_METRE)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    return drawn[:_AFTER_HEADER] + chunk + drawn[_AFTER_HEADER:]
