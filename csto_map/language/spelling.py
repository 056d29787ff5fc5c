"""Words in any script and spelling: how they read in Latin letters, and how they sound.

Pure, and small enough to be sent to a browser: `letters` and `FOLDS` are all that it
needs to treat what is typed as the index is treated.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from anyascii import anyascii

# Spellings that one sound has, in the order in which they are replaced. The patterns
# are read by Python and by JavaScript alike.
FOLDS: tuple[tuple[str, str], ...] = (
    ("shch|sch", "sh"),
    ("dzh|dj|zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("tz", "ts"),
    ("q|ck", "k"),
    ("w", "v"),
    ("x", "ks"),
    # One letter or two for the same sound: Tyube and Tube, Yerevan and Erevan.
    ("[yi](?=[aeou])", ""),
    ("y", "i"),
    ("ou", "u"),
    (r"([a-z])(?=\1)", ""),
)
# Scripts that people type the names of the region in.
_SCRIPTS = ((0x00A0, 0x0590), (0x10A0, 0x1100), (0x1E00, 0x1F00), (0x2010, 0x2050))
_SILENT = re.compile(r"['\"`]")
_WORD = re.compile("[a-z0-9]+")
_FOLDS = tuple((re.compile(pattern), to) for pattern, to in FOLDS)


@cache
def _letter(char: str) -> str:
    """Give one character in lower-case Latin letters; "" for a silent mark."""
    return char if char.isascii() else _SILENT.sub("", anyascii(char).lower())


def normalise(text: str) -> str:
    """
    Write a text in plain lower-case Latin letters.

    Examples
    --------
    >>> normalise("Қӯрғонтеппа")
    'qurghonteppa'
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    return "".join(map(_letter, _SILENT.sub("", lowered)))


def split(text: str) -> list[str]:
    """Give the words of a text, normalised."""
    return _WORD.findall(normalise(text))


def fold(word: str) -> str:
    """
    Give a normalised word as it sounds, whatever its spelling.

    Examples
    --------
    >>> fold("pyandzh") == fold("panj")
    True
    """
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


def letters() -> dict[str, str]:
    """Give `normalise` as a table, character by character, for the scripts of the region."""
    chars = (chr(code) for first, end in _SCRIPTS for code in range(first, end))
    return {char: _letter(char) for char in chars if char.lower() == char}
