"""A copy of the data as they are now, for one generation.

Much is read only when somebody asks for it, and drawing processes read all anew. Whoever edits
the folder meanwhile, or puts new data there, must not change what is being served.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

from csto_map.facts import contents

from ..jobs.scratch import COPY

log = logging.getLogger(__name__)


def taken(data: Path, drafts: str) -> Path:
    """
    Copy a data folder.

    Parameters
    ----------
    drafts
        Folder to put the copy in, "" for the system's temporary one.

    Returns
    -------
    folder
        The copy; `data` itself where there is no room for one.
    """
    if not data.is_dir():
        # Whoever loads it says so.
        return data
    try:
        copy = Path(tempfile.mkdtemp(prefix=COPY, dir=drafts or None))
    except OSError as problem:
        log.warning("no copy of the data can be made, leave them alone: %s", problem.strerror)
        return data
    try:
        for file in contents.files(data):
            place = copy / file.relative_to(data)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    except OSError as problem:
        log.warning("no copy of the data can be made, leave them alone: %s", problem)
        shutil.rmtree(copy, ignore_errors=True)
        return data
    return copy


def dropped(copy: Path, data: Path) -> None:
    """Remove a copy, where one was made."""
    if copy != data:
        shutil.rmtree(copy, ignore_errors=True)
