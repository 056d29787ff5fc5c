"""Whoever looks after the drawing house: starts it, starts it anew when it dies, ends it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import replace

from csto_map import processes
from csto_map.drawing import Address, HowBusy, Opening, Start, Tally, wire

log = logging.getLogger(__name__)

_MODULE = "csto_map.drawing.house"
# The name of a folder of answers that goes with its house begins so.
DRAWN = "csto-map-drawn-"
# Seconds that the house has to tidy up. One that lived for less than so many is started anew
# after a pause.
_GRACE, _SOON, _PAUSE = 2.0, 1.0, 0.5


def tally(address: Address) -> Tally:
    """Ask the house at an address how busy it is; OSError or EOFError while it is away."""
    with wire.line(address) as line, line.makefile("rb") as stream:
        line.sendall(address.key + processes.packed(HowBusy()))
        told: Tally = processes.receive(stream)
        return told


class Keeper:
    """
    Keeps a drawing house, which is at the same address all the while.

    Whoever has one waits until it can be read (`fileno`) and then calls `mend`, or has that done
    by a thread (`watch`). Processes that are copied from this one may ask too, and `let_go` of it.

    Parameters
    ----------
    start
        What drawing processes must know.
    seats
        Drawing processes at most.
    folder
        Where answers are kept; "" for a folder that goes with the house.
    room
        Bytes that they may take; 0 to keep none.
    """

    def __init__(self, start: Start, seats: int, folder: str, room: int) -> None:
        self._folders: list[str] = []
        self._listener = wire.Listener()
        self.address = self._listener.address
        temporary = bool(room) and not folder
        self._opening = Opening(
            start=processes.packed(start),
            seats=seats,
            listener=0,
            key=self.address.key,
            folder=self._temporary(start.scratch) if temporary else folder,
            temporary=temporary,
            room=room,
        )
        self._lock = threading.Lock()
        self._closed = False
        self._child = self._begin()

    @property
    def pid(self) -> int:
        """Number of the process that is the house now."""
        return self._child.pid

    def fileno(self) -> int:
        """Give what can be read once the house has ended."""
        assert self._child.stdout
        return self._child.stdout.fileno()

    def mend(self) -> None:
        """Start the house anew, as it has ended; whoever asks meanwhile waits at the socket."""
        with self._lock:
            if self._closed:
                return
            processes.end(self._child)
            code = self._child.returncode
            log.error("the drawing house ended with code %s, and is started anew", code)
            if time.monotonic() - self._began < _SOON:
                time.sleep(_PAUSE)
            self._child = self._begin()

    def watch(self) -> None:
        """Mend it whenever it ends, by a thread: not where this process is to be copied."""
        threading.Thread(target=self._watch, name="drawing house", daemon=True).start()

    def let_go(self) -> None:
        """In a copy of the process that keeps it: have nothing to do with its life."""
        self._listener.let_go()
        if self._child.stdin:
            self._child.stdin.close()

    def close(self) -> None:
        """End the house, and with it all drawing processes."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        if self._child.stdin:
            # It tidies up by itself when its pipe closes.
            with suppress(OSError):
                self._child.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(_GRACE)
        processes.end(self._child)
        self._listener.close()
        for folder in self._folders:
            shutil.rmtree(folder, ignore_errors=True)

    def _begin(self) -> subprocess.Popen[bytes]:
        self._began = time.monotonic()
        return processes.start(
            _MODULE,
            given=lambda pid: replace(self._opening, listener=self._listener.told(pid)),
            answers=True,
            keeps=self._listener.inherited(),
        )

    def _watch(self) -> None:
        while not self._closed:
            self._child.wait()
            self.mend()

    def _temporary(self, within: str) -> str:
        """Make a folder that goes with us; "" where none can be written."""
        try:
            folder = tempfile.mkdtemp(prefix=DRAWN, dir=within or None)
        except OSError:
            # What was drawn is not kept, then.
            return ""
        self._folders.append(folder)
        return folder
