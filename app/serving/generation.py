"""A generation: one version of the data, loaded once, and the web processes that serve it."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.drawing.keeper import Keeper
from csto_map.errors import CstoMapError
from csto_map.machine import garbage

from ..create import create_app
from ..jobs import scratch
from ..page import Page
from ..settings import Settings
from . import web
from .copies import Copy, Lifeline, Signals, finish

log = logging.getLogger(__name__)

# A web process that has said nothing for so long hangs.
SILENCE = 60.0
# One that dies sooner than this has not been of use; so many of them end their generation.
_YOUNG, _TOO_MANY = 5.0, 5
# Beyond the time that web processes give themselves.
MARGIN = 5.0


@dataclass(frozen=True, slots=True)
class Ready:
    """All web processes of a generation answer."""

    version: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The data cannot be served; `told` says why, fit for a person to read."""

    told: str


@dataclass(frozen=True, slots=True)
class Charge:
    """
    What a generation is to do.

    Attributes
    ----------
    data
        The data folder.
    load
        Reads and checks such a folder.
    workers
        How many web processes share the port.
    listener
        The port, which is open.
    """

    data: Path
    load: Callable[[Path], Atlas]
    settings: Settings
    workers: int
    listener: socket.socket


def made(charge: Charge, folder: Path) -> Page:
    """
    Load the data and make all that web processes need of them.

    Parameters
    ----------
    folder
        The data, or a copy of them.

    Raises
    ------
    CstoMapError
        If the data cannot be served.
    """
    scratch.use(charge.settings)
    with garbage.uncollected():
        atlas = charge.load(folder)
        atlas.check_boundaries()
        return create_app(atlas, charge.settings)


class Generation:
    """
    Serves one version of the data until it is told to end, in a process of its own.

    SIGTERM ends it, SIGUSR1 too, but without haste: others go on in its place.

    Parameters
    ----------
    folder
        The data, or a copy of them that stays as it is.
    above
        The supervisor's line of life.
    telling
        The pipe to the supervisor.
    """

    def __init__(self, charge: Charge, folder: Path, above: Lifeline, telling: Connection) -> None:
        self._charge, self._folder = charge, folder
        self._above, self._telling = above, telling
        self._line = Lifeline()
        self._copies: list[Copy] = []
        self._heard: dict[int, float] = {}
        self._early = 0
        self._house: Keeper

    def run(self) -> None:
        """Load, serve, end. SystemExit 1 if the data cannot be served."""
        # Whoever is told to end before there are web processes just ends.
        try:
            page = made(self._charge, self._folder)
        except CstoMapError as problem:
            # What is wrong is wrong in the data, not in their copy alone.
            told = problem.told().replace(str(self._folder), str(self._charge.data))
            self._telling.send(Refused(told))
            raise SystemExit(1) from None
        # What is shared stays shared: whoever looks for garbage writes on each page of memory.
        gc.collect()
        gc.freeze()
        # What all web processes share is begun here: in processes of its own, since a
        # thread in this one could be in the way of every copy.
        with page.pool.opened() as house, Signals(signal.SIGTERM, signal.SIGUSR1) as signals:
            self._house = house
            self._copies = [self._copy(page) for _ in range(self._charge.workers)]
            number = self._look_after(page, signals)
            finish(self._copies, number, self._charge.settings.grace + MARGIN)

    def _copy(self, page: Page) -> Copy:
        charge, line = self._charge, self._line

        def serve(telling: Connection) -> None:
            web.serve(page, charge.listener, charge.settings, line, telling)

        made = Copy(serve, [line.let_go, self._telling.close, self._house.let_go])
        self._heard[made.pid] = made.born
        return made

    def _look_after(self, page: Page, signals: Signals) -> int:
        """Keep all web processes alive until a signal comes, which is given."""
        ready = False
        while True:
            house = self._house.fileno()
            came = wait(
                [
                    *(signals.fileno(), self._above.fileno(), house),
                    *(one.news for one in self._copies),
                ],
                SILENCE / 4,
            )
            taken = signals.taken()
            if taken:
                return signal.SIGUSR1 if signal.SIGTERM not in taken else signal.SIGTERM
            if self._above.fileno() in came:
                # The supervisor is gone.
                return signal.SIGTERM
            if house in came:
                self._house.mend()
            for place, one in enumerate(self._copies):
                if not self._lives(one, heard=one.news in came):
                    self._copies[place] = self._anew(one, page)
            if not ready and all(self._heard[one.pid] > one.born for one in self._copies):
                ready = True
                self._telling.send(Ready(page.version))

    def _lives(self, one: Copy, *, heard: bool) -> bool:
        if heard:
            try:
                one.hear()
            except EOFError:
                return False
            self._heard[one.pid] = time.monotonic()
            return True
        return time.monotonic() - self._heard[one.pid] < SILENCE

    def _anew(self, one: Copy, page: Page) -> Copy:
        """Put a new web process in the place of one that is dead or hangs."""
        one.kill()
        age = time.monotonic() - one.born
        log.error("web process %d ended with code %s after %.0f s", one.pid, one.code, age)
        del self._heard[one.pid]
        self._early = self._early + 1 if age < _YOUNG else 0
        if self._early >= _TOO_MANY:
            self._telling.send(Refused("web processes die as soon as they begin; see the log"))
            finish(self._copies, signal.SIGTERM, MARGIN)
            raise SystemExit(1)
        return self._copy(page)
