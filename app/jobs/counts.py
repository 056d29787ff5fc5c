"""What the jobs and the drawing of a server come to, for whoever watches it."""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Protocol

from fastapi import Request

from csto_map.drawing import Commission, Drawn, Tally

from ..unavailable import Unavailable
from .store import Store

log = logging.getLogger(__name__)

STATES = ("queued", "running", "done", "failed", "cancelled")


class Draws(Protocol):
    """Whoever makes pictures and files."""

    async def make(self, commission: Commission, request: Request) -> Drawn:
        """Make one."""


class Watch(Protocol):
    """Whoever counts what waits to be drawn."""

    def drawing(self, kind: str) -> AbstractContextManager[None]:
        """Count one from its beginning to its end."""


class Watched:
    """Makes what `draws` makes, and lets `watch` count it."""

    def __init__(self, draws: Draws, watch: Watch) -> None:
        self._draws, self._watch = draws, watch

    async def make(self, commission: Commission, request: Request) -> Drawn:
        """Make a picture or a file; errors as those of who makes it."""
        with self._watch.drawing(type(commission).__name__):
            return await self._draws.make(commission, request)


class _House(Protocol):
    def tally(self) -> Tally:
        """Say how busy the drawing house is."""


def of_house(pool: _House) -> dict[str, int]:
    """Give the tally of the drawing house by its names; nothing while it is away."""
    try:
        return asdict(pool.tally())
    except Unavailable as problem:
        log.warning("the drawing house cannot be asked: %s", problem)
        return {}


class _Jobs(Protocol):
    def store(self) -> Store | None:
        """Give the store, if there is one."""


def of(jobs: _Jobs) -> dict[str, int]:
    """Count jobs by their state; as `by_state`."""
    return by_state(jobs.store())


def by_state(store: Store | None) -> dict[str, int]:
    """Count the jobs in a store by their state; nothing where it cannot be asked."""
    if store is None:
        return dict.fromkeys(STATES, 0)
    try:
        states = [store.get(key) for key in store.keys("state:")]
    except Unavailable as problem:
        log.warning("jobs cannot be counted: %s", problem)
        return {}
    found = Counter(state["state"] for state in states if state)
    return {state: found[state] for state in STATES}
