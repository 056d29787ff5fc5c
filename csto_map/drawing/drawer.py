"""A drawing process as the house sees it: asked for one thing at a time, ended when it is worn."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from csto_map import processes
from csto_map.drawing import Failed, Outcome, Ready, Slow
from csto_map.machine import surroundings

log = logging.getLogger(__name__)

# Seconds that a picture, or a process that comes up, may take.
LONGEST = 120.0
# A process has drawn enough after so many, or with so many bytes that it no longer needs:
# whatever a library forgets to give back goes with it.
_MOST_DRAWN, _MOST_HELD = 1000, 900_000_000
_MODULE = "csto_map.drawing.process"
# Arrow's own allocator takes a gigabyte of addresses beforehand, which a bound would count.
_ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system"}


class Drawer:
    """
    A drawing process.

    Attributes
    ----------
    version
        The data that it has.
    """

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self._child = child
        self._drawn = 0
        self.version = ""

    @classmethod
    async def begin(cls, start: bytes) -> Drawer | None:
        """
        Start a process and wait until it can be asked; None if it cannot.

        Parameters
        ----------
        start
            A `csto_map.drawing.Start` as a message.
        """
        try:
            child = await asyncio.create_subprocess_exec(
                *processes.command(_MODULE),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
                env=surroundings.with_more(**_ENVIRONMENT),
            )
        except OSError:
            log.exception("no drawing process can be started")
            return None
        drawer = cls(child)
        answer = await drawer._say(start)
        if not isinstance(answer, Ready):
            await drawer.end()
            log.error("a drawing process could not start, and ended with code %s", child.returncode)
            return None
        drawer.version = answer.version
        return drawer

    async def draw(self, commission: bytes) -> Outcome | Slow:
        """Have something drawn."""
        began = time.monotonic()
        answer = await self._say(commission)
        self._drawn += 1
        if answer is not None:
            assert not isinstance(answer, Ready)
            return answer
        took = time.monotonic() - began
        await self.end()
        log.error("a drawing process ended after %.1f s with code %s", took, self._child.returncode)
        return Slow() if took >= LONGEST else Failed()

    @property
    def worn(self) -> bool:
        """Whether another one should take its place."""
        dead = self._child.returncode is not None
        return dead or self._drawn >= _MOST_DRAWN or processes.held(self._child.pid) > _MOST_HELD

    async def end(self) -> None:
        """End it, and take note of that."""
        with suppress(ProcessLookupError):
            self._child.kill()
        await self._child.wait()

    async def _say(self, message: bytes) -> Ready | Outcome | None:
        """Send a message and wait for the answer; None if it died, or took too long."""
        assert self._child.stdin
        assert self._child.stdout
        try:
            async with asyncio.timeout(LONGEST):
                self._child.stdin.write(message)
                await self._child.stdin.drain()
                answer: Ready | Outcome = await processes.heard(self._child.stdout)
                return answer
        except (EOFError, OSError):
            # TimeoutError is an OSError.
            return None
