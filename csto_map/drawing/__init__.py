"""What a drawing process is asked for, and what it answers: see `csto_map.drawing.process`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.errors import CstoMapError
from csto_map.exchange.writing import files
from csto_map.export import options, still
from csto_map.picture.user_layers import UserLayer


@dataclass(frozen=True, slots=True)
class Picture:
    """A still to draw: its ending, and its names and texts as in a query string."""

    ending: str
    asked: tuple[tuple[str, str], ...]
    max_pixels: int

    def make(self, atlas: Atlas, user_layers: Sequence[UserLayer]) -> bytes:
        """Draw it."""
        return still.render(
            atlas, options.read(atlas, dict(self.asked), self.max_pixels, user_layers), self.ending
        )


@dataclass(frozen=True, slots=True)
class Download:
    """A file with the facts to write, of a day or (None) the whole history."""

    ending: str
    day: date | None

    def make(self, atlas: Atlas, user_layers: Sequence[UserLayer]) -> bytes:
        """Write it; it has no user layers."""
        del user_layers
        return files.content(atlas, self.ending, self.day)


@dataclass(frozen=True, slots=True)
class FilmForecast:
    """What a film will be like, as JSON: its ending, and its names and texts."""

    ending: str
    asked: tuple[tuple[str, str], ...]
    max_pixels: int

    def make(self, atlas: Atlas, user_layers: Sequence[UserLayer]) -> bytes:
        """Draw and write a few days of it."""
        # Stills are drawn without what films need.
        from csto_map.export.films.film_options import read
        from csto_map.export.films.forecast import forecast

        film = read(atlas, dict(self.asked), user_layers, self.max_pixels)
        return json.dumps(asdict(forecast(atlas, film, self.ending))).encode()


Commission = Picture | Download | FilmForecast


@dataclass(frozen=True, slots=True)
class Start:
    """What a drawing process must know; `scratch` is a folder for drafts, "" for the system's."""

    folder: Path
    user_layers: tuple[UserLayer, ...]
    scratch: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A drawing process can be asked."""

    version: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture or file."""

    body: bytes


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
    """Any other error; its trace is in the log."""


Outcome = Drawn | Refused | NoRoom | Failed
