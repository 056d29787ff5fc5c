"""Where jobs and finished files lie, so that any web process and any worker finds them.

Two stores of one kind: a folder (with `diskcache`) for one machine, Redis for several.
Entries go by themselves: what nobody fetches is not kept.
"""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from csto_map import extras
from csto_map.drawing import keeper
from csto_map.errors import BadOption

from ..unavailable import NoRoom, Unavailable
from . import scratch
from .files import Files

if TYPE_CHECKING:
    import redis

log = logging.getLogger(__name__)

# How long a finished film is kept.
KEPT_SECONDS = 3600
# Bytes that must find room where there is some.
_PROBE = 65_536
# What lies among the drafts for as long as its server lives.
_LIVING = (scratch.COPY, keeper.DRAWN)
_AWAY = "The queue of background jobs does not answer"


class Store(Protocol):
    """
    Small JSON values and files by key, each with an end; and the doors of jobs.

    A door is made with its job and is open for as long as somebody may work at it. To shut one
    takes no room: so a job ends even where nothing more can be written, not even that it failed.
    What is refused for want of room is `NoRoom`.
    """

    def put(self, key: str, value: object, seconds: float = KEPT_SECONDS) -> None:
        """Keep a value for some time."""

    def add(self, key: str, value: object, seconds: float) -> bool:
        """Keep a value if there is none under the key, and say whether; nobody comes between."""

    def get(self, key: str) -> Any:  # noqa: ANN401 - JSON, known to whoever put it
        """Return a value, or None."""

    def drop(self, key: str) -> None:
        """Forget a value."""

    def keys(self, prefix: str) -> list[str]:
        """List the keys that begin with a prefix."""

    def keep_file(self, key: str, path: Path) -> None:
        """Keep a file under a key; it is there whole or not at all."""

    def file(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""

    def drop_file(self, key: str) -> None:
        """Forget a file."""

    def tidy(self) -> None:
        """Take away files that nobody has fetched in time."""

    def alone(self) -> AbstractContextManager[object]:
        """Keep all others waiting outside a block that looks and then acts."""

    def open_door(self, job: str) -> None:
        """Make a job's door."""

    def shut_door(self, job: str) -> None:
        """Take a job's door away."""

    def has_door(self, job: str) -> bool:
        """Say whether a job's door is open."""

    def probe(self) -> None:
        """Raise one of our errors unless something can be kept."""


class DiskStore:
    """A store in a folder of this machine; `cache` is also the queue's, `work` for drafts."""

    def __init__(self, folder: Path) -> None:
        import diskcache

        self.folder = folder
        self._files = folder / "files"
        self._doors = folder / "doors"
        self.work = folder / "work"
        self._busy: type[Exception] = diskcache.Timeout
        with self._writing():
            for subfolder in (self._files, self._doors, self.work):
                subfolder.mkdir(parents=True, exist_ok=True)
            self.cache = diskcache.Cache(str(folder / "jobs"))

    def gone(self) -> bool:
        """Say whether the folder was taken away, as when its server ended."""
        return not (self.folder / "jobs" / "cache.db").is_file()

    def put(self, key: str, value: object, seconds: float = KEPT_SECONDS) -> None:
        """Keep a value for some time."""
        with self._writing():
            self.cache.set(key, json.dumps(value), expire=seconds)

    def add(self, key: str, value: object, seconds: float) -> bool:
        """Keep a value if there is none under the key, and say whether."""
        with self._writing():
            return bool(self.cache.add(key, json.dumps(value), expire=seconds))

    def get(self, key: str) -> Any:  # noqa: ANN401 - JSON, known to whoever put it
        """Return a value, or None."""
        with self._reading():
            text = self.cache.get(key)
        return None if text is None else json.loads(text)

    def drop(self, key: str) -> None:
        """Forget a value."""
        with self._writing():
            self.cache.delete(key)

    def keys(self, prefix: str) -> list[str]:
        """List the keys that begin with a prefix."""
        with self._reading():
            named = [key for key in self.cache.iterkeys() if str(key).startswith(prefix)]
            return [key for key in named if self.cache.get(key) is not None]

    def keep_file(self, key: str, path: Path) -> None:
        """Keep a file under a key; old ones of others go."""
        self.tidy()
        part = self._files / f"{key}.part"
        try:
            shutil.copyfile(path, part)
            part.replace(self._files / key)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def file(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""
        path = self._files / key
        return path.read_bytes() if path.is_file() else None

    def drop_file(self, key: str) -> None:
        """Forget a file."""
        (self._files / key).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all others out of a block."""
        with self._writing(), self.cache.transact():
            yield

    def open_door(self, job: str) -> None:
        """Make a job's door: an empty file."""
        with self._writing():
            (self._doors / job).touch()

    def shut_door(self, job: str) -> None:
        """Take a job's door away."""
        (self._doors / job).unlink(missing_ok=True)

    def has_door(self, job: str) -> bool:
        """Say whether a job's door is open."""
        return (self._doors / job).exists()

    def probe(self) -> None:
        """Raise `NoRoom` unless something can be kept."""
        self.put("ready", time.time(), 60)
        # SQLite may have room left over where nobody else has any.
        with self._writing(), tempfile.TemporaryFile(dir=self.work) as file:
            file.write(bytes(_PROBE))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as problem:
            self.cache.close()
            log.warning("the queue of jobs on disk: %s", problem)
            raise Unavailable(_AWAY, 15) from problem

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """
        Say that there is no room, where SQLite or the system would say what they cannot do.

        What has failed at its end is an open transaction still, and keeps everybody out until
        its connection is closed; the next one to ask opens another.
        """
        try:
            yield
        except (sqlite3.Error, OSError, self._busy) as problem:
            if cache := getattr(self, "cache", None):
                cache.close()
            log.warning("the queue of jobs on disk: %r", problem)
            raise scratch.full(getattr(problem, "strerror", None)) from problem

    def tidy(self) -> None:
        """Take away files that nobody has fetched in time."""
        old = time.time() - 2 * KEPT_SECONDS
        folders = (self._files, self._doors, self.work)
        for path in (path for folder in folders for path in folder.iterdir()):
            if path.stat().st_mtime > old or path.name.startswith(_LIVING):
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


class RedisStore:
    """A store in Redis, for any number of machines; its files may lie elsewhere, in `files`."""

    # Redis holds at most 512 MB in a value; nobody waits for such a film.
    most_bytes = 256_000_000
    _PREFIX = "csto-map:"

    def __init__(self, url: str, files: Files | None = None) -> None:
        self._files = files
        with extras.needing("scale"):
            import redis

        self._redis = connect(url)
        self._full = redis.exceptions.OutOfMemoryError
        self._errors = (redis.RedisError, OSError)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Say that the queue cannot be reached, where Redis would say how and at which address."""
        try:
            yield
        except self._full as problem:
            log.warning("Redis: %s", problem)
            raise NoRoom("The queue of background jobs has no room", 60) from problem
        except self._errors as problem:
            log.warning("Redis: %s", problem)
            raise Unavailable(_AWAY, 15) from problem

    def _key(self, key: str) -> str:
        return self._PREFIX + key

    def put(self, key: str, value: object, seconds: float = KEPT_SECONDS) -> None:
        """Keep a value for some time."""
        with self._answering():
            self._redis.set(self._key(key), json.dumps(value), px=round(1000 * seconds))

    def add(self, key: str, value: object, seconds: float) -> bool:
        """Keep a value if there is none under the key, and say whether."""
        px = round(1000 * seconds)
        with self._answering():
            return bool(self._redis.set(self._key(key), json.dumps(value), px=px, nx=True))

    def get(self, key: str) -> Any:  # noqa: ANN401 - JSON, known to whoever put it
        """Return a value, or None."""
        with self._answering():
            text = self._redis.get(self._key(key))
        return None if text is None else json.loads(text)

    def drop(self, key: str) -> None:
        """Forget a value."""
        with self._answering():
            self._redis.delete(self._key(key))

    def keys(self, prefix: str) -> list[str]:
        """List the keys that begin with a prefix."""
        with self._answering():
            found = list(self._redis.scan_iter(match=f"{self._key(prefix)}*", count=1000))
        return [key.decode().removeprefix(self._PREFIX) for key in found]

    def keep_file(self, key: str, path: Path) -> None:
        """Keep a file under a key."""
        if self._files:
            self._files.keep(key, path)
            return
        if path.stat().st_size > self.most_bytes:
            size = f"{path.stat().st_size:,} bytes, more than {self.most_bytes:,}"
            raise BadOption(f"the file has {size}: take fewer or smaller pictures")
        body = path.read_bytes()
        with self._answering():
            self._redis.set(self._key(f"file:{key}"), body, ex=KEPT_SECONDS)

    def file(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""
        if self._files:
            return self._files.read(key)
        with self._answering():
            found = self._redis.get(self._key(f"file:{key}"))
        return found if isinstance(found, bytes) else None

    def drop_file(self, key: str) -> None:
        """Forget a file."""
        if self._files:
            self._files.drop(key)
        else:
            self.drop(f"file:{key}")

    def tidy(self) -> None:
        """Take away files that nobody has fetched in time; Redis does so by itself."""
        if self._files:
            self._files.tidy(2 * KEPT_SECONDS)

    def open_door(self, job: str) -> None:
        """Make a job's door: a key, which may be deleted where none can be set."""
        self.put(f"door:{job}", True, 2 * KEPT_SECONDS)

    def shut_door(self, job: str) -> None:
        """Take a job's door away."""
        self.drop(f"door:{job}")

    def has_door(self, job: str) -> bool:
        """Say whether a job's door is open."""
        return bool(self.get(f"door:{job}"))

    def probe(self) -> None:
        """Raise `NoRoom` or `Unavailable` unless something can be kept, also of files."""
        self.put("ready", time.time(), 60)
        if self._files:
            self._files.probe()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all others out of a block; for a few seconds at most."""
        with (
            self._answering(),
            self._redis.lock(self._key("alone"), timeout=10, blocking_timeout=5),
        ):
            yield


def connect(url: str) -> redis.Redis:
    """
    Connect to Redis.

    Raises
    ------
    BadOption
        A ValueError: the address is none of Redis, or nobody answers there.
    MissingExtra
        If ``csto-map[scale]`` is not installed.
    """
    with extras.needing("scale"):
        import redis
    try:
        found = redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=20)
        found.ping()
    except (redis.RedisError, ValueError) as problem:
        raise BadOption(f"CSTO_MAP_BROKER_URL: no Redis answers there: {problem}") from problem
    return found
