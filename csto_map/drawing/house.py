"""The drawing house: one process that all web processes of a machine ask for pictures and files.

``python -m csto_map.drawing.house`` is started by `csto_map.drawing.keeper`, never by hand. It
draws nothing itself. It knows who waits, hands their commissions on to drawing processes, gives
the answer to all who have asked for the same, and keeps it on disk for the next.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import shutil
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from csto_map import processes
from csto_map.drawing import (
    Answer,
    Changed,
    Drawn,
    Failed,
    Full,
    Opening,
    Question,
    Slow,
    Tally,
    wire,
)
from csto_map.drawing.drawer import Drawer
from csto_map.drawing.line import Line
from csto_map.drawing.results import Results

log = logging.getLogger(__name__)

# Pictures that may wait for each drawing process: a wait of seconds, not of minutes. Of two hundred
# readers on two processors that do all else too, every fiftieth asking for one, all find a place.
_WAITING = 12
# Seconds within which whoever comes in says who they are and what they want.
_HASTE = 10.0
# Seconds after which data that had changed are looked for again.
_GONE = 30.0

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Wanted:
    """
    A question that has been asked.

    Attributes
    ----------
    askers
        What those who wait are told by, and the client of each.
    queued
        Whether it waits for a drawing process.
    answer
        What is being put on disk.
    """

    question: Question
    askers: dict[asyncio.Future[Answer], str] = field(default_factory=dict)
    queued: bool = False
    answer: Drawn | None = None

    def tell(self, answer: Answer, client: str = "") -> None:
        """Answer everybody, or everybody of a client."""
        for asker, one in list(self.askers.items()):
            if client in ("", one):
                del self.askers[asker]
                if not asker.done():
                    asker.set_result(answer)


class House:
    """Who waits for what, and the drawing processes."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._line = Line(_WAITING * opening.seats)
        self._wanted: dict[str, Wanted] = {}
        self._seats: set[asyncio.Task[None]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        # Drawing processes that have nothing to do, those among them that are up, and the others.
        self._idle = 0
        self._sleepers: deque[asyncio.Future[None]] = deque()
        self._drawing = 0
        self._results = Results(opening.folder, opening.room)
        # The disk may be slow; nobody who wants something else waits for it.
        self._disk = ThreadPoolExecutor(2, "disk")
        self._count: Counter[str] = Counter()
        # Seconds that pictures took of late, for a fair estimate of when to come back.
        self._usual = 1.0
        # Data that are there no more, and until when we believe that.
        self._gone: dict[str, float] = {}

    async def open(self) -> None:
        """Answer until we are told to end."""
        loop, work = asyncio.get_running_loop(), asyncio.current_task()
        assert work
        for number in (signal.SIGINT, signal.SIGTERM):
            # On Windows the end of its pipe is what ends it.
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, work.cancel)
        server = await asyncio.start_server(self._meet, sock=wire.taken(self._opening.listener))
        self._hire()
        await self._on_disk(self._results.tidy)
        async with server:
            await server.serve_forever()

    def close(self) -> None:
        """Let go of what is on disk."""
        self._results.close()
        if self._opening.temporary:
            shutil.rmtree(self._opening.folder, ignore_errors=True)

    def tally(self) -> Tally:
        """Say how busy it is."""
        told = {
            name: self._count[name] for name in ("drawn", "failed", "shared", "kept", "refused")
        }
        return Tally(len(self._line), self._drawing, len(self._seats), **told)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one question of whoever comes in; they are gone when their side is closed."""
        try:
            async with asyncio.timeout(_HASTE):
                key = await reader.readexactly(len(self._opening.key))
                if not hmac.compare_digest(key, self._opening.key):
                    return
                question = await processes.heard(reader)
            answer: Answer | Tally | None
            if isinstance(question, Question):
                answer = await self._until_gone(question, reader)
            else:
                answer = self.tally()
            if answer is not None:
                writer.write(processes.packed(answer))
                await writer.drain()
        except (EOFError, OSError):
            # They have gone, or were too slow.
            return
        finally:
            writer.close()

    async def _until_gone(self, question: Question, reader: asyncio.StreamReader) -> Answer | None:
        """Wait for an answer; None if nobody waits any more."""
        coming = self._join(question)
        gone = asyncio.ensure_future(reader.read(1))
        try:
            both: set[asyncio.Future[Any]] = {coming, gone}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            return coming.result() if coming.done() else None
        finally:
            gone.cancel()
            self._part(question, coming)

    def _join(self, question: Question) -> asyncio.Future[Answer]:
        """Take a question, or join those who have the same."""
        coming: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        wanted = self._wanted.get(question.key)
        if wanted is None:
            wanted = self._wanted[question.key] = Wanted(question)
            wanted.askers[coming] = question.client
            self._run(self._look(wanted), self._tasks)
            return coming
        self._count["shared"] += 1
        if wanted.answer is not None:
            coming.set_result(wanted.answer)
            return coming
        wanted.askers[coming] = question.client
        if wanted.queued:
            self._queue(question.client, wanted)
        return coming

    def _part(self, question: Question, coming: asyncio.Future[Answer]) -> None:
        """Forget one who waited."""
        wanted = self._wanted.get(question.key)
        if wanted is None or wanted.askers.pop(coming, None) is None:
            return
        if question.client not in wanted.askers.values():
            self._line.leave(question.client, question.key)
        if wanted.queued and not wanted.askers:
            del self._wanted[question.key]

    async def _look(self, wanted: Wanted) -> None:
        """Look whether the answer is on disk; else queue the question."""
        question = wanted.question
        if question.kept:
            kept: Drawn | None = await self._on_disk(self._results.get, question.key)
            if kept is not None:
                self._count["kept"] += 1
                wanted.tell(kept)
        if not wanted.askers:
            # They have it, or have gone.
            del self._wanted[question.key]
            return
        wanted.queued = True
        for client in set(wanted.askers.values()):
            self._queue(client, wanted)

    def _queue(self, client: str, wanted: Wanted) -> None:
        """Put a question into a client's lane; who loses their place is told when to come back."""
        seconds = min(60, 1 + round(len(self._line) * self._usual / self._opening.seats))
        for one, key in self._line.add(client, wanted.question.key):
            loser = self._wanted[key]
            before = len(loser.askers)
            loser.tell(Full(seconds), one)
            self._count["refused"] += before - len(loser.askers)
            if not loser.askers:
                del self._wanted[key]
        if self._sleepers:
            self._sleepers.popleft().set_result(None)
        self._hire()

    def _hire(self) -> None:
        """Take one more drawing process, if too few are idle and more are allowed."""
        if self._idle < max(1, len(self._line)) and len(self._seats) < self._opening.seats:
            # It counts as idle while it comes up: a first picture calls for one only.
            self._idle += 1
            self._run(self._sit(), self._seats)

    async def _sit(self) -> None:
        """Have one thing drawn after the other."""
        drawer = await Drawer.begin(self._opening.start)
        while True:
            while (key := self._line.take()) is None:
                sleeper = asyncio.get_running_loop().create_future()
                self._sleepers.append(sleeper)
                await sleeper
            wanted = self._wanted[key]
            wanted.queued = False
            self._idle -= 1
            self._drawing += 1
            drawer, answer = await self._draw(drawer, wanted.question)
            self._drawing -= 1
            self._idle += 1
            self._answer(wanted, answer)
            if drawer is None or drawer.worn:
                drawer = await self._another(drawer)

    async def _draw(
        self, drawer: Drawer | None, question: Question
    ) -> tuple[Drawer | None, Answer]:
        """Have something drawn; give the process that can go on, if one can."""
        version, now = question.version, time.monotonic()
        if now < self._gone.get(version, 0.0):
            return drawer, Changed()
        if drawer is None or drawer.worn or drawer.version != version:
            drawer = await self._another(drawer)
        if drawer is None:
            return None, Failed()
        if drawer.version != version:
            log.error("the data are now %s; somebody asks for %s", drawer.version, version)
            self._gone[version] = now + _GONE
            return drawer, Changed()
        began = time.monotonic()
        answer = await drawer.draw(question.commission)
        self._usual += (time.monotonic() - began - self._usual) / 4
        self._count["failed" if isinstance(answer, Failed | Slow) else "drawn"] += 1
        return drawer, answer

    async def _another(self, drawer: Drawer | None) -> Drawer | None:
        """Take another drawing process in the place of one; None if it cannot start."""
        if drawer is not None:
            await drawer.end()
        return await Drawer.begin(self._opening.start)

    def _answer(self, wanted: Wanted, answer: Answer) -> None:
        """Tell all who wait, and keep what is to be kept."""
        wanted.tell(answer)
        if wanted.question.kept and isinstance(answer, Drawn):
            wanted.answer = answer
            self._run(self._put_by(wanted, answer), self._tasks)
        else:
            del self._wanted[wanted.question.key]

    async def _put_by(self, wanted: Wanted, drawn: Drawn) -> None:
        """Put a picture on disk; whoever asks meanwhile gets it from us."""
        key = wanted.question.key
        await self._on_disk(self._results.keep, key, drawn)
        del self._wanted[key]

    async def _on_disk(self, act: Callable[..., T], *given: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._disk, act, *given)

    @staticmethod
    def _run(work: Coroutine[None, None, None], among: set[asyncio.Task[None]]) -> None:
        """Do something beside all else; an error of ours ends the house, and it starts anew."""

        def ended(task: asyncio.Task[None]) -> None:
            among.discard(task)
            if not task.cancelled() and task.exception() is not None:
                log.critical("the drawing house failed", exc_info=task.exception())
                os.kill(os.getpid(), signal.SIGTERM)

        task = asyncio.ensure_future(work)
        among.add(task)
        task.add_done_callback(ended)


def main() -> None:
    """Answer until the pipe closes."""
    opening: Opening = processes.listen(lambda _: None)
    house = House(opening)
    try:
        asyncio.run(house.open())
    finally:
        house.close()


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, EOFError, asyncio.CancelledError):
        sys.exit(1)
