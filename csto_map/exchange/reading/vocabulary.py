"""What readers of people's files know: names of columns, months, forms of dates, colours.

It stands in ``vocabulary.json``, which ``assets/src/layers/vocabulary.js`` reads too. Its
patterns are of the kind that Python and JavaScript take alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

WORDS: Mapping[str, Any] = MappingProxyType(
    json.loads(Path(__file__).with_name("vocabulary.json").read_text(encoding="utf-8"))
)
# Python and JavaScript do not agree on what is a blank.
BLANKS: str = WORDS["blanks"]
_BLANK_RUN = re.compile(f"[{BLANKS}]+")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS = re.compile(f"[{BLANKS}_.,:;°'\"#*/-]")
# JavaScript writes no exponent before this.
_LARGE = 1e21
# How many cells tell what stands in a column.
_SAMPLE = 200


def trim(text: str) -> str:
    """Give a text without the blanks around it."""
    return text.strip(BLANKS)


def squeeze(text: str) -> str:
    """Give a text with single blanks, none around it."""
    return _BLANK_RUN.sub(" ", text).strip(" ")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Give the name of a column without case, blanks, signs and what stands in brackets."""
    lower = name.lower()
    return _SIGNS.sub("", _ASIDE.sub("", lower)) or _SIGNS.sub("", lower)


def text_of(value: object) -> str:
    """
    Give the text of a cell, as JavaScript would write it.

    Missing values are empty; of lists and objects it is JSON without blanks.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return trim(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return trim(str(value))


def _float_text(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value == int(value) and abs(value) < _LARGE:
        return str(int(value))
    text = repr(float(value))
    if "e" not in text:
        return text
    if 1e-6 <= abs(value) < 1:
        return format(Decimal(text), "f")
    return re.sub(r"e([+-])0*", r"e\1", text)


def label_of(value: object) -> str:
    """Give the text of a label; of names by language the English one, else the first."""
    if isinstance(value, dict):
        texts = [cell for cell in value.values() if isinstance(cell, str) and trim(cell)]
        english = value.get("en")
        return trim(english if isinstance(english, str) and trim(english) else (texts or [""])[0])
    return text_of(value)


def filled(cells: Iterable[object]) -> list[str]:
    """Give the texts of the first cells of a column that are not empty: by these it is known."""
    texts: list[str] = []
    for cell in cells:
        text = text_of(cell)
        if text:
            texts.append(text)
            if len(texts) == _SAMPLE:
                break
    return texts
