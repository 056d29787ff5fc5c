"""How often one client may ask."""

from __future__ import annotations

import time

from limits import parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from . import client
from .problems import Problematic, respond

# What a page brings with it, and what watches over the server.
_FREE = ("/static/", "/_dash-component-suites/", "/livez", "/readyz", "/healthz")


class Rates:
    """
    Counts what clients do, in this process; any other counts by itself.

    Parameters
    ----------
    text
        How often in which time, such as ``600/minute`` or ``50/second;2000/hour``.
    """

    def __init__(self, text: str) -> None:
        self._limits = parse_many(text)
        self._counts = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def take(self, who: str) -> int:
        """Count one, and give the seconds after which the next is allowed; 0 for now."""
        waits = [await self._wait(one, who, take=True) for one in self._limits]
        return max(waits)

    async def wait(self, who: str) -> int:
        """Give the seconds after which one is allowed, without counting any."""
        waits = [await self._wait(one, who, take=False) for one in self._limits]
        return max(waits)

    async def _wait(self, limit: object, who: str, *, take: bool) -> int:
        act = self._counts.hit if take else self._counts.test
        if await act(limit, who):  # type: ignore[arg-type]
            return 0
        found = await self._counts.get_window_stats(limit, who)  # type: ignore[arg-type]
        return max(1, round(found.reset_time - time.time() + 0.5))


def too_many(seconds: int) -> Problematic:
    """Say that a client asks too often, and when it may ask again."""
    return Problematic(
        429,
        "too-many-requests",
        f"Too many requests came from this address; ask again in {seconds} seconds.",
        headers={"Retry-After": str(seconds)},
    )


class Limit:
    """
    Let one client ask only so often.

    Parameters
    ----------
    rate
        As `Rates` takes it.
    """

    def __init__(self, app: ASGIApp, rate: str) -> None:
        self.app = app
        self._rates = Rates(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        if scope["type"] == "http" and not own_path(scope).startswith(_FREE):
            seconds = await self._rates.take(client.key(scope))
            if seconds:
                await respond(too_many(seconds))(scope, receive, send)
                return
        await self.app(scope, receive, send)


def own_path(scope: Scope) -> str:
    """Give the path of a request below that at which the server stands."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")).rstrip("/"))
