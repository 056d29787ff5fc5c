"""The words of the interface, by language: ``locale/*.toml``, one file a language."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from csto_map.errors import BadOption

# A tree of texts, as deep as its sections; whoever uses a text knows whether it is a list.
Words = dict[str, Any]
_FOLDER = Path(__file__).resolve().parent / "locale"


def languages() -> tuple[str, ...]:
    """Give the language codes (ISO 639-1) that have words."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@functools.cache
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
    if language not in languages():
        raise BadOption(f"language {language!r} does not exist; there are {', '.join(languages())}")
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
