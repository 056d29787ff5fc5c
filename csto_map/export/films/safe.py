"""Folders that are written whole or not at all, and a check beforehand that they can be written."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csto_map import whole_files
from csto_map.errors import BadOption


@contextmanager
def whole(path: Path, *, folder: bool) -> Iterator[Path]:
    """
    Do what `files.whole` does, for a folder as well as for a file.

    A folder's place must be free or an empty folder; errors as for `check`.
    """
    check(path, folder=folder)
    if not folder:
        with whole_files.whole(path) as part:
            yield part
        return
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        beside.mkdir()
        yield beside
        if path.is_dir():
            path.rmdir()
        beside.replace(path)
    except OSError as problem:
        raise BadOption(f"{path} cannot be written: {problem.strerror or problem}") from problem
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check(path: Path, *, folder: bool = False) -> None:
    """Raise BadOption unless `path` can be written: reported before the work, not after."""
    parent = path.parent
    if not parent.is_dir():
        raise BadOption(f"{path} cannot be written: {parent} is not a folder")
    if not os.access(parent, os.W_OK):
        raise BadOption(f"{path} cannot be written: {parent} is not writable")
    if folder:
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise BadOption(f"{path} cannot be written: it is there already")
    elif path.is_dir():
        raise BadOption(f"{path} is a folder, not a file")
