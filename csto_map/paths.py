"""Where the package's own folders are: inside it (wheel) or beside it (checkout)."""

from __future__ import annotations

from pathlib import Path

from csto_map.errors import MissingFolder

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """
    Find ``geodata`` or ``assets``.

    Raises
    ------
    MissingFolder
        If it is neither inside the package nor beside it in a checkout.
    """
    inside = _PACKAGE / name
    if inside.is_dir():
        return inside
    beside = _PACKAGE.parent / name
    if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise MissingFolder(f"{name} is neither in {inside} nor in {beside}")
