"""Files that are whole or not there: written beside their place, then renamed."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csto_map.errors import BadOption


@contextmanager
def whole(path: Path, *, folder: bool = False) -> Iterator[Path]:
    """
    Give a path to write to; it becomes `path` if the block ends well, else it goes.

    Parameters
    ----------
    folder
        Make a folder; `path` must then be free or an empty folder.

    Raises
    ------
    BadOption
        A ValueError: nothing can be written there.
    """
    check(path, folder=folder)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if folder:
            beside.mkdir()
        yield beside
        if folder and path.is_dir():
            path.rmdir()
        beside.replace(path)
    except OSError as problem:
        raise BadOption(f"cannot write {path}: {problem.strerror or problem}") from problem
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)


def check(path: Path, *, folder: bool = False) -> None:
    """Raise BadOption unless `path` can be written: said before the work, not after."""
    parent = path.parent
    if not parent.is_dir():
        raise BadOption(f"cannot write {path}: {parent} is not a folder")
    if not os.access(parent, os.W_OK):
        raise BadOption(f"cannot write {path}: {parent} is not writable")
    if folder:
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise BadOption(f"cannot write {path}: it is there already")
    elif path.is_dir():
        raise BadOption(f"cannot write {path}: it is a folder")
