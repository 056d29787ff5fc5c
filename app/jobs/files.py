"""Finished files where all machines reach them: a folder, or a bucket, through fsspec.

The address says which: ``file:///srv/films`` (a folder that all machines share),
``s3://bucket/films`` (with s3fs installed), or any other that fsspec knows.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from csto_map import extras
from csto_map.errors import BadOption

from ..http.unavailable import Unavailable

log = logging.getLogger(__name__)

_SECONDS = 15
_FOLDER = "csto-map-jobs"


class Files(Protocol):
    """Files by key."""

    def keep(self, key: str, path: Path) -> None:
        """Keep a file; it is there whole or not at all."""

    def read(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""

    def drop(self, key: str) -> None:
        """Forget a file."""

    def tidy(self, seconds: float) -> None:
        """Take away what has lain there for so long."""


class SharedFiles:
    """
    Files at an address that fsspec knows.

    Raises
    ------
    BadOption
        A ValueError: the address is none, what it needs is not installed, or nothing can be
        written there.
    """

    def __init__(self, url: str) -> None:
        with extras.needing("scale"):
            from fsspec.core import url_to_fs

        try:
            # Each has its own: a transaction is a state of it.
            opened: tuple[Any, str] = url_to_fs(url, skip_instance_cache=True)
            self._system = opened[0]
            # What is old is taken away there: nothing of others may lie in it.
            self._root = f"{opened[1].rstrip('/')}/{_FOLDER}"
            self._system.makedirs(self._root, exist_ok=True)
            probe = f"{self._root}/probe-{secrets.token_hex(8)}"
            self._system.pipe_file(probe, b"")
            self._system.rm_file(probe)
        # Each kind of store has errors of its own.
        except Exception as problem:
            log.debug("the store of files", exc_info=True)
            raise BadOption(
                f"CSTO_MAP_STORE_URL={url!r}: nothing can be kept there: "
                f"{getattr(problem, 'strerror', None) or problem}"
            ) from problem

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except Exception as problem:
            log.warning("the store of files: %s", problem)
            raise Unavailable("The store of finished files does not answer", _SECONDS) from problem

    def keep(self, key: str, path: Path) -> None:
        """Keep a file; it is there whole or not at all."""
        with (
            path.open("rb") as source,
            self._answering(),
            self._system.transaction,
            self._system.open(self._path(key), "wb") as target,
        ):
            shutil.copyfileobj(source, target, 1 << 20)

    def read(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""
        found: bytes | None = self._there(self._system.cat_file, self._path(key))
        return found

    def drop(self, key: str) -> None:
        """Forget a file."""
        self._there(self._system.rm_file, self._path(key))

    def tidy(self, seconds: float) -> None:
        """Take away what has lain there for so long."""
        old = time.time() - seconds
        with self._answering():
            self._system.invalidate_cache()
            paths = [info["name"] for info in self._system.ls(self._root, detail=True)]
        for path in paths:
            # Another worker may be tidying too.
            changed = self._there(self._system.modified, path)
            if changed is not None and changed.timestamp() < old:
                self._there(self._system.rm_file, path)

    def _there(self, act: Callable[[str], Any], path: str) -> Any:  # noqa: ANN401 - as it is asked
        """Do something with a file; None if it is not there."""
        with self._answering():
            try:
                return act(path)
            except FileNotFoundError:
                return None

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"
