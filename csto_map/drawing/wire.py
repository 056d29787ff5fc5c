"""The socket at which the drawing house is asked: on this machine alone, with a key.

A Unix socket where Python has them; on Windows, which has not, a port of the loopback. Anybody on
the machine may find either: whoever does not know the key gets nothing.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
import socket
import sys
import tempfile
from pathlib import Path

from csto_map.drawing import Address

# Questions that may come in while the house is being started anew.
_BACKLOG = 256
_HOST = "127.0.0.1"
# Seconds to wait for a word that takes no time.
_PATIENCE = 2.0


class Listener:
    """
    A socket that stays open while houses come and go.

    Attributes
    ----------
    address
        Where to ask.
    """

    def __init__(self) -> None:
        self._folder = ""
        self._socket, place = self._port() if _portly() else self._unix()
        self._socket.listen(_BACKLOG)
        self.address = Address(place, secrets.token_bytes(32))

    def inherited(self) -> tuple[int, ...]:
        """Give what a child is to be started with, so that it can take the socket."""
        return () if hasattr(self._socket, "share") else (self._socket.fileno(),)

    def told(self, pid: int) -> int | bytes:
        """Give what a child with that number takes the socket by; see `taken`."""
        # Windows knows no files that are inherited, and a way for sockets alone.
        share = getattr(self._socket, "share", None)
        return share(pid) if share else self._socket.fileno()

    def close(self) -> None:
        """Ask nobody in any more."""
        self._socket.close()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def let_go(self) -> None:
        """Close it in a copy of the process that has it."""
        self._socket.close()

    def _unix(self) -> tuple[socket.socket, str]:
        found = socket.socket(socket.AF_UNIX)
        name = f"csto-map-{secrets.token_hex(16)}"
        # A name that is in no folder: it needs none that can be written to, and goes with us.
        path = f"\0{name}"
        if sys.platform != "linux":
            self._folder = tempfile.mkdtemp(prefix="csto-map-")
            path = str(Path(self._folder) / "drawing")
        found.bind(path)
        return found, path

    @staticmethod
    def _port() -> tuple[socket.socket, int]:
        found = socket.socket(socket.AF_INET)
        if exclusive := getattr(socket, "SO_EXCLUSIVEADDRUSE", None):
            # Elsewhere a port that is taken is taken.
            found.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        found.bind((_HOST, 0))
        return found, found.getsockname()[1]


def taken(told: int | bytes) -> socket.socket:
    """In a child: take the socket of a `Listener`."""
    if isinstance(told, int):
        return socket.socket(fileno=told)
    taking = getattr(socket, "fromshare")  # noqa: B009 - no other system has it
    found: socket.socket = taking(told)
    return found


def line(address: Address) -> socket.socket:
    """Open a line to the house, which answers at once or never; OSError if it does not."""
    if isinstance(address.place, int):
        return socket.create_connection((_HOST, address.place), _PATIENCE)
    return _met(address.place, _PATIENCE)


async def streams(address: Address) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a line to the house, as `line`, and give its two ends."""
    if isinstance(address.place, int):
        return await asyncio.open_connection(_HOST, address.place)
    # At once or never: it is on this machine. uvloop itself knows no name in no folder.
    return await asyncio.open_unix_connection(sock=_met(address.place, 0))


def _met(place: str, patience: float) -> socket.socket:
    """Open a line through a Unix socket; OSError if nobody is there."""
    found = socket.socket(socket.AF_UNIX)
    found.settimeout(patience)
    try:
        found.connect(place)
    except OSError:
        found.close()
        raise
    return found


def _portly() -> bool:
    """Say whether there is but a port."""
    return not hasattr(socket, "AF_UNIX")
