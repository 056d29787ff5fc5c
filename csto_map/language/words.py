"""
The words of the interface, by language: ``locale/*.toml``, one file a language.

An atlas may bring a language that the program has not: ``locale/<language>.toml`` of its folder,
see `csto_map.language.own`. It then is a language of this process, as those of the program are.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from csto_map.errors import BadOption

# A tree of texts, as deep as its sections; whoever uses a text knows whether it is a list.
Words = dict[str, Any]
_FOLDER = Path(__file__).resolve().parent / "locale"
# What atlases have brought: language -> the folder that did, and its words.
_brought: dict[str, tuple[Path, Words]] = {}


@functools.cache
def packaged() -> tuple[str, ...]:
    """Give the language codes (ISO 639-1) that the program has words in."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def languages() -> tuple[str, ...]:
    """Give the language codes that have words: the program's, and those brought by atlases."""
    return tuple(sorted({*packaged(), *_brought}))


def bring(language: str, folder: Path, brought: Words) -> None:
    """
    Add a language of an atlas to those of this process.

    The same folder may bring it again, with other words: somebody edits them.

    Raises
    ------
    BadOption
        If another folder has brought the language with other words: pictures of both would
        have those of the last.
    """
    known = _brought.get(language)
    if known and known[0] != folder.resolve() and known[1] != brought:
        raise BadOption(
            f"language {language!r} has other words in {known[0]}, which is open too: "
            "open one of the two atlases at a time"
        )
    _brought[language] = folder.resolve(), brought


def words(language: str = "en") -> Words:
    """
    Give the words of a language.

    Returns
    -------
    words
        Section -> key -> text; ``{name}`` in a text is filled in where it is shown.

    Raises
    ------
    BadOption
        If there is no such language; it lists those that there are.
    """
    if language in _brought:
        return _brought[language][1]
    if language not in packaged():
        raise BadOption(f"language {language!r} does not exist; there are {', '.join(languages())}")
    return _read(language)


@functools.cache
def _read(language: str) -> Words:
    return tomllib.loads(source(language))


def source(language: str) -> str:
    """Give the file of a language of the program, as it is."""
    return (_FOLDER / f"{language}.toml").read_text(encoding="utf-8")
