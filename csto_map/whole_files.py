"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from csto_map.errors import BadOption


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """
    Give a temporary path beside `path` to write to; it takes the place at the end.

    If the block fails or is cancelled, nothing is left and what stood at `path` stays.

    Raises
    ------
    BadOption
        A ValueError: the folder is not there or cannot be written to.
    """
    if path.is_dir():
        raise BadOption(f"{path} is a folder, not a file")
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=f".part{path.suffix}", dir=path.parent)
        os.close(handle)
    except OSError as problem:
        raise BadOption(f"{path} cannot be written: {problem.strerror}") from problem
    part = Path(name)
    try:
        yield part
        # A temporary file is its owner's alone; a picture has the rights of any new file.
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(path)
    except OSError as problem:
        raise BadOption(f"{path} cannot be written: {problem.strerror}") from problem
    finally:
        part.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all; errors as for `whole`."""
    with whole(path) as part:
        part.write_bytes(data)


def ending(path: Path, allowed: list[str]) -> str:
    """Give a file's ending, without the dot; BadOption if it is not among those allowed."""
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in allowed:
        what = f"ending {suffix!r}" if suffix else "a file name without an ending"
        raise BadOption(f"{path.name}: {what} says no format; there are {', '.join(allowed)}")
    return suffix
