"""The supervisor: holds the port, keeps a generation alive, and puts new ones in its place."""

from __future__ import annotations

import logging
import resource
import signal
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path

from csto_map.errors import CstoMapError

from ..jobs import scratch
from . import port, snapshot, systemd
from .copies import Copy, Lifeline, Signals, finish
from .generation import MARGIN, Charge, Generation, Ready, Refused
from .notice import Notice

log = logging.getLogger(__name__)

# Seconds after which a generation that died is begun anew, doubled each time up to the last.
_AGAIN, _AGAIN_AT_MOST = 1.0, 60.0
_FILES = 65_536
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class NotServed(CstoMapError):
    """The atlas cannot be served; its text is what the process that loads the data says."""


class Supervisor:
    """
    Serves an atlas with generations of processes until told to end.

    SIGTERM and SIGINT end it, SIGHUP loads the data anew: see `csto_map.app.serving`.
    """

    def __init__(self, charge: Charge) -> None:
        self.charge = charge
        self._line = Lifeline()
        self._now: Copy | None = None
        self._next: Copy | None = None
        self._retired: list[Copy] = []
        self._folders: dict[Copy, Path] = {}
        # How often new data were asked for, and up to which time each generation answers.
        self._asked = 0
        self._answers: dict[Copy, int] = {}
        self._began = False
        self._delay, self._not_before = _AGAIN, 0.0

    def run(self) -> None:
        """
        Serve.

        Raises
        ------
        NotServed
            If the data cannot be served as they are at the start.
        """
        _allow_files()
        with Notice(self.charge.settings.pid_file) as self._notice, Signals(*_SIGNALS) as signals:
            try:
                self._begin()
                while not self._ended(signals):
                    pass
            finally:
                systemd.notify("STOPPING=1")
                self.charge.listener.close()
                seconds = self.charge.settings.grace + 2 * MARGIN
                finish(self._all(), signal.SIGTERM, seconds)
                for one in list(self._folders):
                    self._forget(one)

    def _begin(self) -> None:
        """Have a generation come up."""
        folder = snapshot.taken(self.charge.data, scratch.chosen(self.charge.settings))

        def live(telling: Connection) -> None:
            Generation(self.charge, folder, self._line, telling).run()

        self._next = Copy(live, [self._line.let_go, self._notice.let_go])
        self._folders[self._next] = folder
        self._begun = self._asked
        self._answers[self._next] = self._begun

    def _forget(self, one: Copy) -> None:
        """Tidy up after a generation that has ended."""
        snapshot.dropped(self._folders.pop(one), self.charge.data)
        del self._answers[one]

    def _all(self) -> list[Copy]:
        return [one for one in (self._now, self._next, *self._retired) if one is not None]

    def _ended(self, signals: Signals) -> bool:
        """Wait for something to happen and see to it; say whether we are to end."""
        pause = None
        if self._now is None and self._next is None:
            pause = max(0.0, self._not_before - time.monotonic())
        came = wait([signals.fileno(), *(one.news for one in self._all())], pause)
        for number in signals.taken():
            if number != signal.SIGHUP:
                return True
            log.info("loading the data anew")
            systemd.reloading()
            self._asked = self._notice.ask()
        for one in self._all():
            if one.news in came:
                self._listen(one)
        due = self._now is None and time.monotonic() >= self._not_before
        if self._next is None and (self._asked > self._begun or due):
            self._begin()
        return False

    def _listen(self, one: Copy) -> None:
        try:
            news = one.hear()
        except EOFError:
            one.bury()
            self._lose(one)
            self._forget(one)
            return
        if isinstance(news, Ready):
            self._take(one, news.version)
        elif isinstance(news, Refused):
            self._refuse(one, news.told)

    def _take(self, one: Copy, version: str) -> None:
        """Put a generation that answers in the place of the one that did."""
        if self._now is not None:
            self._now.send(signal.SIGUSR1)
            self._retired.append(self._now)
        self._now, self._next = one, None
        self._delay = _AGAIN
        if not self._began:
            self._began = True
            port.announce(self.charge.listener, self.charge.settings)
        log.info("serving data %s", version)
        self._notice.tell(version, self._answers[one], served=True)
        systemd.notify("READY=1")

    def _refuse(self, one: Copy, told: str) -> None:
        """See to a generation that cannot serve: it is about to end."""
        if not self._began:
            raise NotServed(told)
        if one is self._now:
            log.error("%s", told)
            return
        if one is self._next:
            self._next = None
            self._retired.append(one)
        if self._now is not None:
            log.error("the data are served as they were: %s", told)
            self._notice.tell(told, self._answers[one], served=False)
            systemd.notify("READY=1")
        else:
            log.error("the data cannot be served: %s", told)

    def _lose(self, one: Copy) -> None:
        """See to it that one which has ended is missed by nobody."""
        if one in self._retired:
            self._retired.remove(one)
            return
        if not self._began:
            raise NotServed(f"the process that loads the data ended with code {one.code}")
        log.error("the process that loads the data ended with code %s", one.code)
        if one is self._next:
            self._next = None
            if self._now is not None:
                told = f"the process that loads them ended with code {one.code}"
                self._notice.tell(told, self._answers[one], served=False)
                systemd.notify("READY=1")
        else:
            self._now = None
        if self._now is None:
            self._not_before = time.monotonic() + self._delay
            self._delay = min(2 * self._delay, _AGAIN_AT_MOST)


def _allow_files() -> None:
    """Let all processes of the server have more connections open than a shell's may."""
    usual, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Some systems have no bound, which Python gives as -1.
    wanted = _FILES if most == resource.RLIM_INFINITY else min(most, _FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(usual, wanted), most))
