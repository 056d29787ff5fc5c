"""The parts of a job that several processes share: who has which, and whose are free again.

All of it is in the store. A part belongs to the process that took it first, for as long as that
one's keeper is alive; the part of a dead one is taken by another. The last part, the end, is to
wait for all others and to join them.
"""

from __future__ import annotations

from dataclasses import dataclass

from .queue import LEASE, RETRIES, version_of
from .store import KEPT_SECONDS, Store

_DONE = "done"
_END = "end"


class PartLost(Exception):
    """Whoever takes a part dies of it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """
    The parts of a job, as one process sees them.

    Attributes
    ----------
    version
        The data of which it makes them: parts of others are not parts of the same file.
    owner
        The name of its keeper's beat.
    """

    store: Store
    job: str
    version: str
    owner: str
    count: int

    def take(self) -> int | None:
        """
        Take a part that is free; None if there is none.

        Raises
        ------
        PartLost
            If too many have died of a part.
        """
        return next((k for k in range(self.count) if self._take(str(k))), None)

    def take_end(self) -> bool:
        """Take it upon this process to wait for all parts and to join them, if nobody has."""
        return self._take(_END)

    def finished(self, k: int) -> None:
        """Say that a part is made and kept."""
        self.store.put(self._key(str(k)), _DONE)

    def give_up(self, k: int) -> None:
        """Say that a part has to be made anew: what was kept of it is not there."""
        self.store.drop(self._key(str(k)))

    def missing(self) -> bool:
        """Say whether any part is still to be made."""
        return any(self.store.get(self._key(str(k))) != _DONE for k in range(self.count))

    def _key(self, part: str) -> str:
        return _key(self.job, self.version, part)

    def _take(self, part: str) -> bool:
        key = self._key(part)
        if self.store.add(key, self.owner, KEPT_SECONDS):
            return True
        holder = self.store.get(key)
        if holder == self.owner:
            # Only the end is asked for again by who has it.
            return part == _END
        if holder in (None, _DONE) or _alive(self.store, self.job, holder):
            return False
        # One of those that see it at the same time takes it.
        if not self.store.add(f"lost:{self.job}:{part}:{holder}", self.owner, LEASE):
            return False
        for attempt in range(RETRIES):
            if self.store.add(f"retry:{self.job}:{part}:{attempt}", True, KEPT_SECONDS):
                self.store.put(key, self.owner)
                return True
        raise PartLost(part)


def _key(job: str, version: str, part: str) -> str:
    return f"part:{job}:{version}:{part}"


def _alive(store: Store, job: str, owner: str) -> bool:
    return store.get(f"beat:{job}:{owner}") is not None


def taken(store: Store, job: str) -> bool:
    """Say whether nothing is left to take of a job: a live process waits for its last parts."""
    holder = store.get(_key(job, version_of(store, job), _END))
    return holder is not None and _alive(store, job, holder)


def made(store: Store, job: str, count: int) -> int:
    """Count the pictures that were made of so many parts."""
    version = version_of(store, job)
    return sum(store.get(f"made:{job}:{version}:{k}") or 0 for k in range(count))


def tell_made(store: Store, job: str, version: str, k: int, pictures: int) -> None:
    """Say how many pictures of a part were made."""
    store.put(f"made:{job}:{version}:{k}", pictures)


def name(job: str, version: str, k: int) -> str:
    """Name the file of a part."""
    return f"{job}.{version}.{k}"
