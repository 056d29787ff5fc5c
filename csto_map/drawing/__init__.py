"""What the drawing house is asked for, and what it answers: see `csto_map.drawing.house`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csto_map.errors import CstoMapError

if TYPE_CHECKING:
    from csto_map.atlas import Atlas
    from csto_map.picture.user_layers import UserLayer

# What makes a commission is imported where it is made: the house hands commissions on, starts
# in no time and takes little memory.


@dataclass(frozen=True, slots=True)
class Picture:
    """A still to draw: its ending, and its names and texts as in a query string."""

    ending: str
    asked: tuple[tuple[str, str], ...]
    max_pixels: int

    @property
    def private(self) -> bool:
        """Whether it shows user layers, which are for whoever asks and for no store."""
        return any(name == "own" and text for name, text in self.asked)

    def make(self, atlas: Atlas, user_layers: Sequence[UserLayer]) -> bytes:
        """Draw it."""
        from csto_map.export import options, still

        return still.render(
            atlas, options.read(atlas, dict(self.asked), self.max_pixels, user_layers), self.ending
        )


@dataclass(frozen=True, slots=True)
class Download:
    """A file with the facts to write, of a day or (None) the whole history."""

    ending: str
    day: date | None
    private = False

    def make(self, atlas: Atlas, user_layers: Sequence[UserLayer]) -> bytes:
        """Write it; it has no user layers."""
        from csto_map.exchange.writing import files

        del user_layers
        return files.content(atlas, self.ending, self.day)


@dataclass(frozen=True, slots=True)
class FilmForecast:
    """What a film will be like, as JSON: its ending, and its names and texts."""

    ending: str
    asked: tuple[tuple[str, str], ...]
    max_pixels: int
    # How long something takes is true of this machine and hour.
    private = True

    def make(self, atlas: Atlas, user_layers: Sequence[UserLayer]) -> bytes:
        """Draw and write a few days of it."""
        from csto_map.export.films.film_options import read
        from csto_map.export.films.forecast import forecast

        film = read(atlas, dict(self.asked), user_layers, self.max_pixels)
        return json.dumps(asdict(forecast(atlas, film, self.ending))).encode()


Commission = Picture | Download | FilmForecast


@dataclass(frozen=True, slots=True)
class Start:
    """
    What a drawing process must know.

    Attributes
    ----------
    scratch
        Folder for drafts; "" for the system's.
    memory
        Bytes that it may take; 0 for any number.
    """

    folder: Path
    user_layers: tuple[UserLayer, ...]
    scratch: str
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """A drawing process can be asked; the data that it has."""

    version: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture or file; equal bytes have equal tags."""

    body: bytes
    tag: str

    @classmethod
    def of(cls, body: bytes) -> Drawn:
        """Tag a body."""
        return cls(body, hashlib.sha256(body).hexdigest())


@dataclass(frozen=True, slots=True)
class Refused:
    """One of our own errors: its class and its text."""

    kind: type[CstoMapError]
    text: str


@dataclass(frozen=True, slots=True)
class NoRoom:
    """No file can be written, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Any other error, or the end of the drawing process; the log says more."""


@dataclass(frozen=True, slots=True)
class Full:
    """Too much waits already; the seconds after which to ask again."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Slow:
    """It took too long, and was given up."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The data are no longer those that were asked about."""


# What a drawing process says, and what the house says.
Outcome = Drawn | Refused | NoRoom | Failed
Answer = Outcome | Full | Slow | Changed


@dataclass(frozen=True, slots=True)
class Question:
    """
    What a web process asks the house.

    Attributes
    ----------
    commission
        As bytes: the house hands it on as it is.
    key
        The same for the same commission on the same data.
    version
        Of the data.
    client
        Who is behind it; each has their turn.
    kept
        Whether its answer may lie on disk for whoever asks next.
    """

    commission: bytes
    key: str
    version: str
    client: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """
    How busy the house is, and what it has done since it began.

    Attributes
    ----------
    waiting, drawing
        Pictures and files now.
    processes
        Drawing processes now.
    drawn, failed
        How often a drawing process succeeded, and how often it failed, died or was too slow.
    shared
        How often somebody got what another had asked for at the same time.
    kept
        How often the answer lay on disk.
    refused
        How often there was no room to wait.
    """

    waiting: int = 0
    drawing: int = 0
    processes: int = 0
    drawn: int = 0
    failed: int = 0
    shared: int = 0
    kept: int = 0
    refused: int = 0


class HowBusy:
    """Asks the house for its `Tally`."""


@dataclass(frozen=True, slots=True)
class Opening:
    """
    What the house must know.

    Attributes
    ----------
    start
        What each drawing process is told first, as a message.
    seats
        Drawing processes at most.
    listener
        What it takes the socket by at which it is asked; see `csto_map.drawing.wire`.
    key
        What whoever asks says first: others on this machine may find the socket.
    folder, temporary
        Where answers are kept, "" for nowhere, and whether that goes with the house.
    room
        Bytes that they may take there.
    """

    start: bytes
    seats: int
    listener: int | bytes
    key: bytes
    folder: str
    temporary: bool
    room: int


@dataclass(frozen=True, slots=True)
class Address:
    """
    Where the house is asked, and what whoever asks says first.

    Attributes
    ----------
    place
        Name of a Unix socket, or number of a port of the loopback.
    """

    place: str | int
    key: bytes
