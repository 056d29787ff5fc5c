"""Many stills from a list, on all processors."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.errors import BadOption, CstoMapError
from csto_map.export import options
from csto_map.export.options import Still
from csto_map.export.still import MEDIA_TYPES
from csto_map.export.still import render as draw
from csto_map.picture.user_layers import UserLayer
from csto_map.picture.user_layers import listed as names_of

_Job = tuple[Still, Path]
# The atlas of this process, loaded once.
_ATLAS: list[Atlas] = []


def read(
    listed: Path, folder: Path, atlas: Atlas, user_layers: Sequence[UserLayer] = ()
) -> list[_Job]:
    """
    Read a list of stills.

    Parameters
    ----------
    listed
        CSV with a column `file` (name and ending) and columns named as in the query
        string; empty cells are left to the defaults.
    folder
        Where the files will be.
    user_layers
        User layers; a line that does not say which shows them all.

    Raises
    ------
    BadOption
        A ValueError with file and line: a line that cannot be drawn, a name that is
        no plain file name, or one that is there twice.
    """
    try:
        with listed.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise BadOption(f"{listed} cannot be read: {problem}") from problem
    jobs: list[_Job] = []
    for number, line in enumerate(lines, start=2):
        try:
            if None in line or None in line.values():
                raise BadOption("has more or fewer cells than the header")
            asked = {name: cell.strip() for name, cell in line.items() if cell.strip()}
            name = asked.pop("file", "")
            if not name or Path(name).name != name or name.startswith("."):
                raise BadOption(f"file {name!r} is not a plain file name")
            whole_files.ending(Path(name), list(MEDIA_TYPES))
            if user_layers:
                asked.setdefault("own", names_of(user_layers))
            jobs.append((options.read(atlas, asked, user_layers=user_layers), folder / name))
        except CstoMapError as problem:
            raise BadOption(f"{listed}:{number}: {problem}") from problem
    names = [path.name for _, path in jobs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise BadOption(f"{listed}: file {twice!r} is there {names.count(twice)} times")
    return jobs


def render(
    listed: Path,
    folder: Path,
    data: Path | None,
    workers: int = 0,
    user_layers: Sequence[UserLayer] = (),
) -> Iterator[Path]:
    """
    Draw a list of stills, and give the path of each file when it is written.

    Parameters
    ----------
    data
        Folder of facts; None for those that come with the package.
    workers
        Processes; 0 for one per processor.
    user_layers
        As for `read`.

    Raises
    ------
    BadOption
        A ValueError: as for `read`, or `folder` cannot be written to. Nothing is
        drawn before the whole list has been read.
    """
    atlas = Atlas.load(data)
    jobs = read(listed, folder, atlas, user_layers)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadOption(f"{folder} cannot be made: {problem.strerror}") from problem
    count = min(workers or os.cpu_count() or 1, len(jobs))
    if count < 2:
        _ATLAS[:] = [atlas]
        yield from map(_draw, jobs)
        return
    with ProcessPoolExecutor(count, initializer=_load, initargs=(data,)) as pool:
        yield from pool.map(_draw, jobs, chunksize=2)


def _load(data: Path | None) -> None:
    _ATLAS[:] = [Atlas.load(data)]


def _draw(job: _Job) -> Path:
    picture, path = job
    whole_files.write(path, draw(_ATLAS[0], picture, path.suffix[1:].lower()))
    return path
