"""Files and folders written whole or not at all, folders over nothing but their like."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
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


@contextlib.contextmanager
def whole_folder(path: Path, mark: str) -> Iterator[Path]:
    """
    Give a temporary folder beside `path` to write to; it takes the place at the end.

    If the block fails or is cancelled, nothing is left and what stood at `path` stays. The
    new folder takes the place of the old one in two steps of the file system: for a moment
    between them there is none, but never a part of one.

    Parameters
    ----------
    mark
        Name of a file that lists what was written, by hashes. A folder at `path` is taken
        away only if it is empty, or holds what its own list says and nothing else.

    Raises
    ------
    BadOption
        A ValueError: `path` holds something else, or cannot be written.
    """
    path = path.absolute()
    _refuse(path, mark)
    try:
        part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    except OSError as problem:
        raise BadOption(f"{path} cannot be written: {problem.strerror}") from problem
    try:
        yield part
        listed = json.dumps({"files": hashes(part)}, indent=1)
        (part / mark).write_text(f"{listed}\n", encoding="utf-8")
        # A temporary folder is its owner's alone; this one has the rights of any new folder.
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o777 & ~mask)
        # Writing takes its time, in which somebody may have put something there.
        _refuse(path, mark)
        _exchange(part, path)
    except OSError as problem:
        raise BadOption(f"{path} cannot be written: {problem.strerror or problem}") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def hashes(folder: Path) -> dict[str, str]:
    """Give the hashes of a folder's files by their paths, in the order of these."""
    found = {}
    for one in sorted(folder.rglob("*")):
        if one.is_symlink() or not one.is_dir():
            with one.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
            found[one.relative_to(folder).as_posix()] = digest.hexdigest()
    return found


def _refuse(path: Path, mark: str) -> None:
    """Refuse a place where there is anything that was not written here."""
    if path.is_symlink():
        raise BadOption(f"{path} is a link; name the folder itself")
    if not path.exists():
        return
    if not path.is_dir():
        raise BadOption(f"{path} is a file, not a folder")
    try:
        there = hashes(path)
    except OSError as problem:
        raise BadOption(f"{path} cannot be read: {problem.strerror}") from problem
    if not there:
        return
    if mark not in there:
        raise BadOption(f"{path} is not empty, and without {mark} it is none of ours: not touched")
    del there[mark]
    try:
        known = json.loads((path / mark).read_text(encoding="utf-8"))["files"]
        strange = next((one for one, digest in there.items() if known.get(one) != digest), None)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        strange = mark
    if strange is not None:
        raise BadOption(f"{path} holds {strange}, which was not written here as it is: not touched")


def _exchange(part: Path, path: Path) -> None:
    """Put a folder in the place of another, which is deleted."""
    if not path.exists():
        part.rename(path)
        return
    away = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".old", dir=path.parent))
    old = away / "old"
    path.rename(old)
    try:
        part.rename(path)
    except OSError:
        old.rename(path)
        raise
    finally:
        shutil.rmtree(away, ignore_errors=True)
