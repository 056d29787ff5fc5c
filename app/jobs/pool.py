"""What a web process asks the drawing house for: pictures and large files, never made here."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from fastapi import Request

from csto_map import processes
from csto_map.atlas import Atlas
from csto_map.drawing import (
    Address,
    Answer,
    Changed,
    Commission,
    Drawn,
    Full,
    NoRoom,
    Question,
    Refused,
    Slow,
    Start,
    Tally,
    keeper,
    wire,
)
from csto_map.drawing.keeper import Keeper
from csto_map.facts import contents
from csto_map.picture.user_layers import UserLayer

from ..http import client
from ..settings import Settings
from ..unavailable import Broken, Unavailable
from . import scratch

log = logging.getLogger(__name__)

_AWAY = "Pictures cannot be drawn just now"
_MEGABYTE = 1_000_000
# How often to look whether the caller is still there.
_LOOK = 1.0
# How often a house that dies is asked again, and the seconds between.
_TRIES, _PAUSE = 3, 0.2


class Pool:
    """
    Has pictures drawn and large files made.

    Parameters
    ----------
    user_layers
        User layers that pictures may ask for.
    """

    def __init__(self, atlas: Atlas, settings: Settings, user_layers: Sequence[UserLayer]) -> None:
        self._atlas, self._settings = atlas, settings
        self._start = Start(
            atlas.folder,
            tuple(user_layers),
            scratch.chosen(settings),
            settings.drawing_megabytes * _MEGABYTE,
        )
        self._house: Address | None = None
        # Of all files of the folder: looks and outlines are in no table.
        self._mark = contents.mark(atlas.folder)

    @contextmanager
    def opened(self) -> Iterator[Keeper]:
        """
        Keep a drawing house until the block ends, for this process and all copies of it.

        Whoever opens it mends it. Where nobody does, a house of our own is opened and mended
        when the first picture is asked for.
        """
        house = self._keeper()
        self._house = house.address
        try:
            yield house
        finally:
            house.close()

    def warm(self) -> None:
        """Have a drawing process come up before the first picture is asked for."""
        self._address()

    async def make(self, commission: Commission, request: Request) -> Drawn:
        """
        Make a picture or a file; those who ask for the same at the same time get one.

        Raises
        ------
        Unavailable
            If too many wait already, or it takes too long.
        Broken
            If the drawing process failed or died at it.
        BadOption and the like
            As the drawing process said.
        """
        question = Question(
            commission=processes.packed(commission),
            key=hashlib.sha256(f"{self._mark} {commission!r}".encode()).hexdigest(),
            version=self._atlas.version,
            client=client.key(request.scope),
            kept=not commission.private,
        )
        asking = asyncio.ensure_future(self._ask(question))
        try:
            while not (await asyncio.wait({asking}, timeout=_LOOK))[0]:
                if await request.is_disconnected():
                    # Nobody will see the answer.
                    raise Unavailable("Whoever asked has gone", 1)
            return _drawn(asking.result())
        finally:
            asking.cancel()

    def tally(self) -> Tally:
        """Say how busy the house is and what it has done; `Unavailable` while it is away."""
        if self._house is None:
            # Nobody has asked for anything.
            return Tally()
        try:
            return keeper.tally(self._house)
        except (EOFError, OSError) as problem:
            raise Unavailable(_AWAY, 5) from problem

    def _keeper(self) -> Keeper:
        settings = self._settings
        return Keeper(
            self._start,
            settings.drawing_processes or os.cpu_count() or 1,
            settings.cache_folder,
            settings.cache_megabytes * _MEGABYTE,
        )

    def _address(self) -> Address:
        if self._house is None:
            house = self._keeper()
            house.watch()
            # It goes with the app that has it.
            weakref.finalize(self, house.close)
            self._house = house.address
        return self._house

    async def _ask(self, what: Question) -> Any:  # noqa: ANN401 - the answer to that
        """Ask the house; one that has died is asked again when it has come up."""
        for _ in range(_TRIES):
            try:
                return await self._say(what)
            except (EOFError, OSError) as problem:
                log.warning("the drawing house did not answer: %r", problem)
            await asyncio.sleep(_PAUSE)
        raise Unavailable(_AWAY, 5)

    async def _say(self, what: Question) -> Any:  # noqa: ANN401 - the answer to that
        address = self._address()
        reader, writer = await wire.streams(address)
        try:
            writer.write(address.key + processes.packed(what))
            await writer.drain()
            return await processes.heard(reader)
        finally:
            writer.close()


def _drawn(answer: Answer) -> Drawn:
    """Give what was drawn, or raise what stands for the answer."""
    match answer:
        case Drawn():
            return answer
        case Refused():
            raise answer.kind(answer.text)
        case NoRoom():
            raise scratch.full(answer.why)
        case Full():
            text = "Too many pictures are being drawn; ask again a little later"
            raise Unavailable(text, answer.seconds)
        case Slow():
            raise Unavailable("That takes too long to draw", 60)
        case Changed():
            raise Unavailable("The data are just being changed", 5)
        case _:
            raise Broken("The picture could not be drawn")
