"""PNG pictures, drawn from SVG without a browser."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from csto_map import extras
from csto_map.errors import BadOption
from csto_map.picture import fonts, letters, outlines

# Length, type, 13 bytes and checksum of the header chunk follow the signature.
_AFTER_HEADER = 8 + 4 + 4 + 13 + 4
_INCHES_PER_METRE = 1 / 0.0254
_SPACED = re.compile(
    r'(<text [^>]*?\bx=")([-\d.]+)("[^>]*? letter-spacing=")([-\d.]+)'
    r'("[^>]*? text-anchor=")(middle|end)"'
)
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Higher levels save a few per cent and take twice as long.
_LEVEL = 3
# Bytes from which a text is pressed.
_LONG = 1024
_STRIPS = 4
_WHOLE_BYTES = zlib.Z_SYNC_FLUSH


def png(svg_text: str, scale: float = 1.0, dpi: float | None = None) -> bytes:
    """
    Draw an SVG text as a PNG picture.

    Only the project's own fonts are used, so that every machine draws the same; for letters
    that none of them has, the machine's (see `csto_map.picture.letters`).

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
    MissingExtra
        If ``csto-map[export]`` is not installed.
    """
    if not scale > 0:
        raise BadOption(f"a scale of {scale} draws nothing")
    with extras.needing("export"):
        import resvg_py
    try:
        drawn = bytes(
            resvg_py.svg_to_bytes(
                svg_string=for_usvg(svg_text),
                zoom=scale,
                skip_system_fonts=True,
                font_files=[*fonts.files(), *letters.files_for(svg_text)],
                font_family="Inter",
                sans_serif_family="Inter",
            )
        )
    except ValueError as problem:
        raise BadOption(f"not drawable: {problem}") from problem
    return drawn if dpi is None else _dense(drawn, dpi)


def for_usvg(svg_text: str) -> str:
    """
    Move spaced letters to where a browser has them, and draw lines with foreign ones as paths.

    The library that reads SVG for us, and for Typst, leaves out the gap after the last letter
    when it centres a line; browsers count it. For a letter that the typeface lacks it takes
    any font that has it, whatever the weight, and sets the rest of the line in another one.
    """
    return _SPACED.sub(_moved, outlines.foreign_outlined(svg_text))


def _moved(match: re.Match[str]) -> str:
    before, x, between, gap, after, anchor = match.groups()
    share = {"middle": 0.5, "end": 1.0}[anchor]
    return f'{before}{float(x) - float(gap) * share:g}{between}{gap}{after}{anchor}"'


def _pressed(data: bytes, level: int) -> bytes:
    """
    Press data as `zlib.compress` does, in strips that threads share.

    Into how many strips depends on the data alone, so that every machine writes the same bytes.
    """
    size = max(1, -(-len(data) // _STRIPS))
    strips = [data[k : k + size] for k in range(0, len(data), size)] or [b""]

    def press(k: int) -> bytes:
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        last = k == len(strips) - 1
        return packer.compress(strips[k]) + packer.flush(zlib.Z_FINISH if last else _WHOLE_BYTES)

    with ThreadPoolExecutor(min(len(strips), os.cpu_count() or 1)) as threads:
        pressed = b"".join(threads.map(press, range(len(strips))))
    # Window of 32 kB, no dictionary; the two bytes are a multiple of 31.
    return b"\x78\x5e" + pressed + struct.pack(">I", zlib.adler32(data))


def _dense(drawn: bytes, dpi: float) -> bytes:
    """Put a pHYs chunk after the header."""
    per_metre = round(dpi * _INCHES_PER_METRE)
    chunk = _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
    return drawn[:_AFTER_HEADER] + chunk + drawn[_AFTER_HEADER:]


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def with_texts(drawn: bytes, texts: Mapping[str, str]) -> bytes:
    """Put texts into a PNG file by their keywords, long ones pressed."""
    chunks = (_text(keyword, text.encode()) for keyword, text in texts.items())
    return drawn[:_AFTER_HEADER] + b"".join(chunks) + drawn[_AFTER_HEADER:]


def _text(keyword: str, text: bytes) -> bytes:
    # XMP is only found where it is not pressed.
    pressed = len(text) > _LONG and not keyword.startswith("XML:")
    flags = b"\x01\x00" if pressed else b"\x00\x00"
    # No language and no keyword in one follow.
    head = keyword.encode("latin-1") + b"\x00" + flags + b"\x00\x00"
    return _chunk(b"iTXt", head + (zlib.compress(text) if pressed else text))


def encoded(picture: Image.Image, dpi: float | None = None, level: int = _LEVEL) -> bytes:
    """
    Write a picture as PNG.

    Its rows are not filtered: of flat colours and letters that makes the smaller file, in half
    the time.

    Parameters
    ----------
    picture
        In red, green and blue.
    dpi
        As for `png`.
    level
        How hard to press, 1 to 9.
    """
    rows = np.zeros((picture.height, 1 + 3 * picture.width), np.uint8)
    rows[:, 1:] = np.asarray(picture).reshape(picture.height, -1)
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    drawn = (
        _SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", _pressed(rows.tobytes(), level))
        + _chunk(b"IEND", b"")
    )
    return drawn if dpi is None else _dense(drawn, dpi)
