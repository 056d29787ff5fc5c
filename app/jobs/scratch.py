"""Where drafts lie: the system's temporary folder, or one beside the jobs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csto_map.errors import BadOption

from ..settings import Settings
from ..unavailable import NoRoom

_SECONDS = 60
# The name of a copy of the data begins so; its server has it for as long as it lives.
COPY = "csto-map-data-"


def chosen(settings: Settings) -> str:
    """Give the folder for drafts that was chosen; "" for the system's."""
    if not settings.jobs_folder:
        return ""
    return str(Path(settings.jobs_folder) / "work")


def use(settings: Settings) -> None:
    """
    Make this process put its drafts there.

    Raises
    ------
    BadOption
        A ValueError: the folder that was chosen cannot be written to.
    """
    place = chosen(settings)
    if not place:
        return
    try:
        Path(place).mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError as problem:
        raise BadOption(
            f"CSTO_MAP_JOBS_FOLDER={settings.jobs_folder!r} cannot be written to: "
            f"{problem.strerror}"
        ) from problem
    tempfile.tempdir = place


@contextmanager
def using(settings: Settings) -> Iterator[None]:
    """Put drafts there, as `use` does with its error, and where they were before afterwards."""
    before = tempfile.tempdir
    try:
        use(settings)
        yield
    finally:
        # The folder may be gone: whoever goes on in this process has another.
        tempfile.tempdir = before


def full(why: str | None) -> NoRoom:
    """Say that nothing can be written, and why if that is known."""
    # Python lists the folders that it tried.
    why = "no folder can be written to" if not why or "/" in why else why
    return NoRoom(
        f"This server has no room for files ({why}); whoever runs it can give it a folder "
        "with CSTO_MAP_JOBS_FOLDER",
        _SECONDS,
    )
