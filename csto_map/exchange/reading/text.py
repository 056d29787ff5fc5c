"""The text of somebody's file."""

from __future__ import annotations

from csto_map.errors import BadFile


def decoded(data: bytes, name: str) -> str:
    """Give the text of a file; UTF-8 alone, with or without its mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadFile(f"{name} is UTF-16: save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadFile(
            f"{name} is not UTF-8 (byte {problem.start + 1}): save it as UTF-8"
        ) from problem
    if "\0" in text:
        raise BadFile(f"{name} is not a text file")
    return text
