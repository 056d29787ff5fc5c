"""Copies of a process (fork), as supervisor and generations make them, and how the two talk."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Self

log = logging.getLogger(__name__)


class Lifeline:
    """
    A pipe on which nothing is ever said: it closes when whoever made it is gone.

    Its maker holds the writing end; each copy lets go of that end and keeps the other.
    """

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()

    def fileno(self) -> int:
        """Give what can be waited for."""
        return self._reading

    def let_go(self) -> None:
        """In a copy: hold on no longer."""
        os.close(self._writing)

    def follow(self) -> None:
        """Wait until the maker is gone."""
        os.read(self._reading, 1)


class Signals:
    """Signals as something that can be waited for, together with pipes."""

    def __init__(self, *numbers: int) -> None:
        self._numbers = numbers
        self._came: list[int] = []

    def __enter__(self) -> Self:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)
        self._before = {one: signal.signal(one, self._take) for one in self._numbers}
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._reading)
        os.close(self._writing)

    def fileno(self) -> int:
        """Give what can be waited for."""
        return self._reading

    def taken(self) -> list[int]:
        """Give the signals that have come since the last time."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self._reading, 4096):
                pass
        came, self._came = self._came, []
        return came

    def _take(self, number: int, _: FrameType | None) -> None:
        self._came.append(number)


class Copy:
    """
    A copy of this process that does one thing and ends.

    Parameters
    ----------
    act
        What it does; it is given the pipe through which it tells us things.
    let_go
        Called in the copy first: closes what only its maker may hold.

    Attributes
    ----------
    pid
        Process id.
    born
        When it was made, by the monotonic clock.
    news
        What it tells; closed when it is gone.
    """

    def __init__(
        self, act: Callable[[Connection], None], let_go: Iterable[Callable[[], None]] = ()
    ) -> None:
        if threading.active_count() > 1:
            names = ", ".join(one.name for one in threading.enumerate())
            raise RuntimeError(f"a process with threads cannot be copied: {names}")
        self.news, telling = Pipe(duplex=False)
        self.born = time.monotonic()
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal in between would be taken by the copy as if it were us.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            with warnings.catch_warnings():
                # Python counts the threads that OpenBLAS and Arrow start in C, and warns of
                # them. Both see to their own at a fork; those of Python are ruled out above.
                warnings.simplefilter("ignore", DeprecationWarning)
                self.pid = os.fork()
            if not self.pid:
                self._live(act, telling, let_go, before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        telling.close()
        self.code: int | None = None

    def _live(
        self,
        act: Callable[[Connection], None],
        telling: Connection,
        let_go: Iterable[Callable[[], None]],
        mask: set[int | signal.Signals],
    ) -> None:
        """In the copy: act and end, without a way back into what was copied."""
        code = 1
        try:
            self.news.close()
            for close in let_go:
                close()
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGTERM, signal.SIGUSR1):
                signal.signal(number, signal.SIG_DFL)
            # A terminal tells all of us of Ctrl+C: the supervisor sees to it, and passes it on.
            for number in (signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            act(telling)
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException:
            log.exception("a process of the server failed")
        finally:
            with contextlib.suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
            # What the maker tidies up at its end is not ours to tidy up.
            os._exit(code)

    def hear(self) -> Any:  # noqa: ANN401 - what the copy sent
        """Give what it tells next; EOFError when it is gone."""
        try:
            return self.news.recv()
        except OSError as problem:
            raise EOFError from problem

    def send(self, number: int) -> None:
        """Send it a signal, if it is there."""
        if self.code is None:
            os.kill(self.pid, number)

    def bury(self) -> int:
        """Take note of its end; give its exit code, negative for a signal."""
        if self.code is None:
            self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            self.news.close()
        return self.code

    def kill(self) -> None:
        """End it at once."""
        self.send(signal.SIGKILL)
        self.bury()


def finish(copies: Iterable[Copy], number: int, seconds: float) -> None:
    """Ask copies to end with a signal; kill those that still live after so many seconds."""
    left = [one for one in copies if one.code is None]
    for one in left:
        one.send(number)
    end = time.monotonic() + seconds
    while left:
        heard = wait([one.news for one in left], max(0.0, end - time.monotonic()))
        for one in list(left):
            if one.news in heard:
                try:
                    one.hear()
                except EOFError:
                    one.bury()
                    left.remove(one)
        if time.monotonic() >= end:
            break
    for one in left:
        log.error("process %d did not end in %.0f s", one.pid, seconds)
        one.kill()
