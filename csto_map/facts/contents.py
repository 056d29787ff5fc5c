"""Which files of a folder an atlas is read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

_FILES = ("*.toml", "*.md")
_FOLDERS = ("boundaries", "ground", "locale", "plans", "tables", "tours")


def files(folder: Path) -> Iterator[Path]:
    """Give all of them, in order; whatever else lies in the folder is not ours."""
    for pattern in _FILES:
        yield from sorted(folder.glob(pattern))
    for name in _FOLDERS:
        yield from sorted(path for path in (folder / name).rglob("*") if path.is_file())


def mark(folder: Path) -> str:
    """Give a hash of them: it is another one when any of them is."""
    seen = hashlib.sha256()
    for path in files(folder):
        body = path.read_bytes()
        seen.update(f"{path.relative_to(folder).as_posix()} {len(body)}\n".encode())
        seen.update(body)
    return seen.hexdigest()
