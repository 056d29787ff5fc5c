"""Animations in GIF and WebP taken apart and put together, without looking into their pictures."""

from __future__ import annotations

import functools
import operator
import struct
from collections.abc import Iterable, Iterator

# What stands before the time to begin anew, and the byte that ends a file.
GIF_LOOP, GIF_END = b"\x21\xff", b"\x3b"
_IMAGE, _MORE, _TABLE = 0x2C, 0x21, 0x80
_ANIMATED, _CLEAR = 0x02, 0x10
_FRAME = b"ANMF"
# Kinds of chunks that are a picture.
_DRAWN = (b"ALPH", b"VP8 ", b"VP8L")
# A frame leaves what stood there where it has no pixels: all of ours are opaque.
_NO_BLENDING = 0x02


def after_gif_head(data: bytes) -> int:
    """Say where the blocks of a GIF begin: after its size and its palette."""
    return 13 + _table(data[10])


def _table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & _TABLE else 0


def gif_blocks(data: bytes, at: int) -> Iterator[bytes]:
    """Give the blocks of a GIF one by one, but for its end."""
    while data[at] in (_IMAGE, _MORE):
        start = at
        # Label; or place, size, palette and the width of codes.
        at += 2 if data[at] == _MORE else 11 + _table(data[at + 9])
        while data[at]:
            at += data[at] + 1
        at += 1
        yield data[start:at]


def webp_of_one(data: bytes, size: tuple[int, int], time: int) -> bytes:
    """Give a picture in WebP as an animation, on which it stays for thousandths of a second."""
    drawn = [(kind, body) for kind, body in _chunks(data) if kind in _DRAWN]
    place = bytes(6) + _three(size[0] - 1) + _three(size[1] - 1)
    picture = b"".join(_chunk(kind, body) for kind, body in drawn)
    frame = _chunk(_FRAME, place + _three(time) + bytes([_NO_BLENDING]) + picture)
    clear = _CLEAR if any(kind == b"ALPH" for kind, _ in drawn) else 0
    head = bytes([_ANIMATED | clear, 0, 0, 0]) + place[6:]
    # Nothing behind the pictures, and no end.
    return _riff(_chunk(b"VP8X", head) + _chunk(b"ANIM", bytes(6)) + frame)


def webp_joined(animations: Iterable[bytes]) -> bytes:
    """Put animations in WebP of one size on end."""
    read = [list(_chunks(one)) for one in animations]
    heads = [body for one in read for kind, body in one if kind == b"VP8X"]
    flags = functools.reduce(operator.or_, (head[0] for head in heads))
    begins = next(body for kind, body in read[0] if kind == b"ANIM")
    body = [_chunk(b"VP8X", bytes([flags]) + heads[0][1:]), _chunk(b"ANIM", begins)]
    body += [_chunk(kind, frame) for one in read for kind, frame in one if kind == _FRAME]
    return _riff(b"".join(body))


def _riff(body: bytes) -> bytes:
    return _chunk(b"RIFF", b"WEBP" + body)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        (size,) = struct.unpack_from("<I", data, at + 4)
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")
