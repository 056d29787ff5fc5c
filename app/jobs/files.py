"""Finished files where all machines reach them: a folder, or a bucket, through fsspec.

The address says which: ``file:///srv/films`` (a folder that all machines share),
``s3://bucket/films`` (with s3fs installed), or any other that fsspec knows.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from csto_map import extras
from csto_map.errors import BadOption, CstoMapError

from ..unavailable import NoRoom, Unavailable

log = logging.getLogger(__name__)

_SECONDS = 15
_FOLDER = "csto-map-jobs"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Stores that have no folders: to make one would make a bucket, perhaps of a slip of the pen.
_BUCKETS = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss")


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

    def probe(self) -> None:
        """Raise one of our errors unless something can be kept."""


class SharedFiles:
    """
    Files at an address that fsspec knows.

    The store is opened when it is first asked, and again in each copy of the process: what its
    library has begun, as threads and connections, does not go on there.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._opened: tuple[int, Any, str] | None = None

    def check(self) -> None:
        """
        Try out whether something can be kept there.

        Raises
        ------
        BadOption
            A ValueError: the address is none, what it needs is not installed, or nothing can be
            written there.
        """
        try:
            self._leave_and_take()
        # Each kind of store has errors of its own.
        except Exception as problem:
            log.debug("the store of files", exc_info=True)
            raise BadOption(
                f"CSTO_MAP_STORE_URL={self._url!r}: nothing can be kept there: "
                f"{getattr(problem, 'strerror', None) or problem}"
            ) from problem

    def probe(self) -> None:
        """Raise `NoRoom` or `Unavailable` unless something can be kept there just now."""
        with self._answering():
            self._leave_and_take()

    def _leave_and_take(self) -> None:
        probe = self._path(f"probe-{secrets.token_hex(8)}")
        self._system.pipe_file(probe, b"ready")
        self._system.rm_file(probe)

    @property
    def _system(self) -> Any:  # noqa: ANN401 - fsspec's, which has no types
        return self._open()[0]

    def _open(self) -> tuple[Any, str]:
        """Give the store and our place in it."""
        with self._lock:
            if self._opened is None or self._opened[0] != os.getpid():
                with extras.needing("scale"):
                    from fsspec.core import split_protocol, url_to_fs

                # Each has its own: a transaction is a state of it.
                system, path = url_to_fs(self._url, skip_instance_cache=True)
                # What is old is taken away there: nothing of others may lie in it.
                root = f"{path.rstrip('/')}/{_FOLDER}"
                if split_protocol(self._url)[0] not in _BUCKETS:
                    system.makedirs(root, exist_ok=True)
                self._opened = os.getpid(), system, root
            return self._opened[1:]

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except CstoMapError:
            raise
        except Exception as problem:
            log.warning("the store of files: %s", problem)
            if getattr(problem, "errno", None) in _FULL:
                raise NoRoom("The store of finished files has no room", 60) from problem
            raise Unavailable("The store of finished files does not answer", _SECONDS) from problem

    def keep(self, key: str, path: Path) -> None:
        """Keep a file; it is there whole or not at all."""
        with path.open("rb") as source, self._answering():
            system, _ = self._open()
            with system.transaction, system.open(self._path(key), "wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)

    def read(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""
        found: bytes | None = self._there("cat_file", key)
        return found

    def drop(self, key: str) -> None:
        """Forget a file."""
        self._there("rm_file", key)

    def tidy(self, seconds: float) -> None:
        """Take away what has lain there for so long."""
        old = time.time() - seconds
        with self._answering():
            system, root = self._open()
            system.invalidate_cache()
            keys = []
            # A bucket has no folder before something lies in it.
            with suppress(FileNotFoundError):
                keys = [info["name"].rpartition("/")[2] for info in system.ls(root, detail=True)]
                keys = [key for key in keys if key]
        for key in keys:
            # Another worker may be tidying too.
            changed = self._there("modified", key)
            if changed is not None and changed.timestamp() < old:
                self._there("rm_file", key)

    def _there(self, act: str, key: str) -> Any:  # noqa: ANN401 - as it is asked
        """Have the store do something with a file; None if it is not there."""
        with self._answering():
            try:
                return getattr(self._system, act)(self._path(key))
            except FileNotFoundError:
                return None

    def _path(self, key: str) -> str:
        return f"{self._open()[1]}/{key}"
