"""APP-6 drawings of the milsymbol package, kept beside this file: ``app6.json``.

The package unpacks 30 MB of all symbols before it draws the first, which takes longer than
a picture; the atlas needs some forty. ``make data`` writes them anew, and a test holds
them equal to the package's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from csto_map.errors import BadOption

KEPT = Path(__file__).with_name("app6.json")


@lru_cache(maxsize=256)
def elements(code: str) -> tuple[ElementTree.Element, ...]:
    """
    Give the elements that a symbol is drawn from, frame first.

    Parameters
    ----------
    code
        A symbol identification code of 20 characters.

    Raises
    ------
    BadOption
        If the standard has no such symbol.
    """
    text = _kept().get(code) or drawn(code)
    return tuple(ElementTree.fromstring(text))  # noqa: S314 - the package's own text # nosec B314


def drawn(code: str) -> str:
    """Let the package draw a symbol as SVG; errors as for `elements`."""
    from milsymbol import Symbol

    symbol = Symbol(code)
    if not symbol.is_valid():
        raise BadOption(f"milsymbol knows no symbol {code}")
    return str(symbol.as_svg())


def keep(codes: Iterable[str]) -> str:
    """Write the drawings of some codes as the text of ``app6.json``."""
    return json.dumps({code: drawn(code) for code in sorted(codes)}, indent=1) + "\n"


@lru_cache(maxsize=1)
def _kept() -> Mapping[str, str]:
    drawings: dict[str, str] = json.loads(KEPT.read_text(encoding="utf-8"))
    return drawings
