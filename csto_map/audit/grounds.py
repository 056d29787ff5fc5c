"""The rule of what lies under the map: whatever a folder has of it can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from csto_map.errors import BadFile, CstoMapError, Fault, MissingFolder
from csto_map.facts import ground_tables
from csto_map.facts.rules import breach
from csto_map.picture import ground


def faults(folder: Path) -> Iterator[Fault]:
    """Find what is wrong in ``ground`` of a data folder, which need not have one."""
    if not (folder / "ground").is_dir():
        return
    _, wrong = ground_tables.towns(folder)
    yield from wrong
    rows, wrong = ground_tables.waters(folder)
    yield from wrong
    try:
        ground.shapes_of(folder, "fine")
        yield from ground.unshaped(folder, rows)
        for path, _ in ground.relief_files(folder):
            ground.relief_picture(path)
    except (BadFile, MissingFolder) as problem:
        yield _unread(folder, problem)


def _unread(folder: Path, problem: CstoMapError) -> Fault:
    told = str(problem).removeprefix(f"{folder / 'ground'}/")
    name, _, reason = told.partition(" ")
    wanted = "a file as make data builds it"
    return breach("ground", folder / "ground" / name, 0, "*", reason, wanted)
