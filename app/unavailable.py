"""What the server cannot do just now, or at all: without a web server, for whoever works for it."""

from __future__ import annotations

from csto_map.errors import CstoMapError


class Unavailable(CstoMapError):
    """
    Something that works again by itself or when its server is put right.

    Its text is for whoever asked: it names no folder and no address.
    """

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


class NoRoom(Unavailable):
    """Nothing more can be written where it would have to be kept, until somebody makes room."""


class Broken(CstoMapError):
    """Something that failed and would fail again; why is in the server's log."""
