"""Pictures and files that were made before, on disk: nothing breaks where there is no disk."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from csto_map import extras, paths
from csto_map.drawing import Drawn

with extras.needing("web"):
    import diskcache

log = logging.getLogger(__name__)

_DRAWERS = (
    *("skia-python", "resvg-py", "typst", "python-pptx", "pyogrio", "openpyxl", "pillow"),
    *("shapely", "pyproj", "numpy", "milsymbol", "plotly", "babel", "anyascii", "uharfbuzz"),
    *("pydantic", "edtf", "brotli"),
)
# Seconds after which a disk that took nothing is tried again.
_REST = 60.0
_DIGEST = hashlib.sha256().digest_size

T = TypeVar("T")


class Results:
    """
    What has been drawn, by its question; when it is too much, what nobody asks for goes.

    Parameters
    ----------
    folder
        Where to keep it; "" for nowhere.
    room
        Bytes that it may take; 0 for none.
    """

    def __init__(self, folder: str, room: int) -> None:
        self._told = False
        self._rests = 0.0
        self._kept: diskcache.Cache | None = None
        # What is half of all or more would push out everything else.
        self._largest = room // 2
        if folder and room:
            self._kept = self._try(
                lambda: diskcache.Cache(
                    folder,
                    size_limit=room,
                    # We make room ourselves: of itself it takes away few at a time, however
                    # large what came is.
                    cull_limit=0,
                    eviction_policy="least-recently-used",
                    timeout=5,
                )
            )
            self._drawers = drawers()

    def get(self, key: str) -> Drawn | None:
        """Give what was kept; None if nothing was, or it is damaged."""
        kept = self._kept
        if kept is None:
            return None
        entry: bytes | None = self._try(lambda: kept.get(self._name(key)))
        if not isinstance(entry, bytes):
            return None
        found = Drawn.of(entry[_DIGEST:])
        return found if found.tag == entry[:_DIGEST].hex() else None

    def keep(self, key: str, drawn: Drawn) -> None:
        """Keep something, if there is room."""
        kept = self._kept
        if kept is None or len(drawn.body) > self._largest or time.monotonic() < self._rests:
            return
        entry = bytes.fromhex(drawn.tag) + drawn.body
        if not self._try(lambda: kept.set(self._name(key), entry)):
            # The disk is full, or the like: what was begun is taken away again.
            self._rests = time.monotonic() + _REST
            self.tidy()
        self._try(kept.cull)

    def tidy(self) -> None:
        """Take away what somebody has begun and not ended."""
        kept = self._kept
        if kept is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._try(lambda: kept.check(fix=True))

    def close(self) -> None:
        """Let go of the files."""
        if self._kept is not None:
            self._try(self._kept.close)

    def _name(self, key: str) -> str:
        # Another release may draw the same question in another way.
        return f"{self._drawers}:{key}"

    def _try(self, act: Callable[[], T]) -> T | None:
        """Do something with the files; what the disk refuses is made anew, and told once."""
        try:
            return act()
        except (OSError, sqlite3.Error, diskcache.Timeout) as problem:
            if self._kept is not None:
                # What has failed at its end is an open transaction still, and keeps the other
                # threads out; the next one to ask opens another connection.
                self._kept.close()
            if not self._told:
                log.warning("what was made cannot be kept on disk, and is made anew: %s", problem)
            self._told = True
            return None


def drawers() -> str:
    """Give a mark of all that draws: our own files, and the versions of those of others."""
    seen = hashlib.sha256(sys.version.encode())
    library = Path(__file__).parents[1]
    for folder in (library, paths.folder("assets") / "fonts"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                state = path.stat()
                told = (path.relative_to(folder).as_posix(), state.st_size, state.st_mtime_ns)
                seen.update(repr(told).encode())
    for name in _DRAWERS:
        try:
            seen.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            seen.update(name.encode())
    return seen.hexdigest()[:16]
