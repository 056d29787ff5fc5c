"""WebP pictures, lossless: a third smaller than PNG, and letters stay sharp."""

from __future__ import annotations

import io

from PIL import Image

from csto_map.errors import BadOption

_MOST = 16_383


def check(size: tuple[int, int]) -> None:
    """Raise BadOption (a ValueError) if a side in pixels is too long for WebP."""
    if max(size) > _MOST:
        raise BadOption(f"WebP has at most {_MOST} pixels a side; PNG has no such limit")


def webp(picture: Image.Image, *, exif: bytes = b"", xmp: bytes = b"") -> bytes:
    """Write a picture as WebP, with what it says of itself; its sides as `check` has them."""
    file = io.BytesIO()
    # The fastest method: the others save a few per cent and take many times as long.
    picture.save(file, "WEBP", lossless=True, quality=20, method=1, exif=exif, xmp=xmp)
    return file.getvalue()
