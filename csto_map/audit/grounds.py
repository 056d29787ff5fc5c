"""The rule of what lies under the map: whatever a folder has of it can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from csto_map.errors import BadFile, Fault, MissingFolder
from csto_map.facts import ground_tables
from csto_map.facts.rules import breach
from csto_map.picture import ground


def faults(folder: Path) -> Iterator[Fault]:
    """Find what is wrong in ``ground`` of a data folder, which need not have one."""
    under = folder / "ground"
    if not under.is_dir():
        return
    _, wrong = ground_tables.towns(folder)
    yield from wrong
    rows, wrong = ground_tables.waters(folder)
    yield from wrong
    spoilt = False
    for path in ground.shape_files(folder, "fine"):
        for fault in _read(path, lambda path: list(ground.shapes_in(path))):
            spoilt = True
            yield fault
    if not spoilt:
        yield from ground.unshaped(folder, rows)
    listed = list(_read(under / "relief.json", lambda _: ground.relief_files(folder)))
    yield from listed
    for path, _ in [] if listed else ground.relief_files(folder):
        yield from _read(path, ground.relief_picture)


def _read(path: Path, read: Callable[[Path], object]) -> Iterator[Fault]:
    """Try to read a file, and tell why it cannot be."""
    try:
        read(path)
    except (BadFile, MissingFolder) as problem:
        reason = str(problem).removeprefix(f"{path} ")
        yield breach("ground", path, 0, "*", reason, "a file as make data builds it")
