"""The text of somebody's file: which encoding it is in.

``assets/src/layers/text.js`` is its twin: ``tests/cases/layer_tables.json`` holds for both.
"""

from __future__ import annotations

import re

from csto_map.exchange.reading.columns import Remark, bad

# As many bytes tell whether a text without a mark is of two bytes a letter.
_SAMPLE = 4096
# Letters of an alphabet other than Latin stand side by side; accented ones mostly alone.
_HIGH = rb"[\xa8\xb8\xc0-\xff]"
_RUN = re.compile(_HIGH + rb"{2,}")
# Small and capital letters of KOI8-R have each other's places in CP1251: words show which it is.
_WORDS = re.compile("[А-Я][а-я]{2,}")
_TURNED = re.compile("[а-я][А-Я]{2,}")
# Letters of CP866, from 0x80 to 0xAF and from 0xE0 on; the former are signs elsewhere.
_DOS = re.compile(rb"[\x80-\xaf\xe0-\xf1]{3,}")
_ALL = re.compile(rb"[\x80-\xff]+")
_DOS_LOW = re.compile(rb"[\x80-\xaf]")
_LONE = re.compile(_HIGH)


def decode(data: bytes, name: str) -> tuple[str, Remark | None]:
    """
    Give the text of a file, and what was guessed about its encoding.

    A mark at its beginning decides; without one it is UTF-16 if every other byte of its
    beginning is mostly zero, else UTF-8 if it can be. What follows is a guess: CP866 if runs of
    its letters make up most of the text that is not ASCII, CP1251 if most other letters stand
    side by side, as Cyrillic ones do (KOI8-R if more words begin with a small letter before
    capitals than the other way round), else CP1252.

    Raises
    ------
    BadFile
        If it is not a text.
    """
    codec = _marked(data) or _wide(data)
    if codec:
        try:
            text = data.decode(codec).removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise bad("not_text", name=name) from None
        return _checked(text, name), None
    try:
        return _checked(data.decode("utf-8").removeprefix("\ufeff"), name), None
    except UnicodeDecodeError:
        pass
    codec = _guessed(data)
    text = data.decode(codec, errors="surrogateescape")
    # Bytes that the code page leaves out stand for themselves, as browsers have it.
    text = re.sub("[\udc80-\udcff]", lambda lone: chr(ord(lone[0]) - 0xDC00), text)
    return _checked(text, name), Remark("encoding", encoding=codec.upper())


def _marked(data: bytes) -> str:
    if data[:2] == b"\xff\xfe":
        return "utf-16-le"
    return "utf-16-be" if data[:2] == b"\xfe\xff" else ""


def _wide(data: bytes) -> str:
    """Give the order of bytes of a text of two bytes a letter without a mark; "" for others."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < 4:
        return ""
    half = len(sample) // 2
    first, second = (sample[k::2].count(0) for k in (0, 1))
    if 2 * second > half and 20 * first < half:
        return "utf-16-le"
    return "utf-16-be" if 2 * first > half and 20 * second < half else ""


def _guessed(data: bytes) -> str:
    """Guess the code page of a text that is not UTF-8."""
    dos = b"".join(_DOS.findall(data))
    all_ = sum(map(len, _ALL.findall(data)))
    if 2 * len(dos) > all_ and 4 * len(_DOS_LOW.findall(dos)) > all_:
        return "cp866"
    if not _cyrillic(data):
        return "cp1252"
    text = data.decode("cp1251", errors="replace")
    return "koi8-r" if len(_TURNED.findall(text)) > len(_WORDS.findall(text)) else "cp1251"


def _cyrillic(data: bytes) -> bool:
    beside = sum(len(run) for run in _RUN.findall(data))
    return 2 * beside > len(_LONE.findall(data))


def _checked(text: str, name: str) -> str:
    if "\0" in text:
        raise bad("not_text", name=name)
    return text
