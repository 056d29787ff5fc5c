"""Answers of the API: made once, kept while there is room, sent whole, in part or not at all.

An answer depends on the data and on what was asked, never on the day it is asked on,
so that its bytes can be kept; its ETag names the data version and the bytes.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response

from ..http.answering import Answer, respond

_ROOM = 32_000_000


class Answers:
    """
    Makes answers and keeps the last of them.

    Parameters
    ----------
    version
        Of the data.
    room
        Bytes to keep at most.
    """

    def __init__(self, version: str, room: int = _ROOM) -> None:
        self._version = version
        self._room = room
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()
        # Few at a time: more would only share the same interpreter, and their memory adds up.
        self._limiter: CapacityLimiter | None = None

    async def give(
        self,
        request: Request,
        key: Hashable,
        make: Callable[[], bytes],
        media_type: str = "application/json",
        *,
        vary: str = "Accept-Encoding",
    ) -> Response:
        """
        Answer a request.

        Parameters
        ----------
        key
            What was asked, with every parameter that matters.
        make
            Makes the body; called in a thread, if at all.
        media_type
            Of the body.
        vary
            Request headers that the answer depends on.
        """
        answer = self._recall(key)
        if answer is None:
            answer = await self._in_thread(key, make, media_type)
        return respond(request, answer, vary)

    async def give_made(
        self,
        request: Request,
        key: Hashable,
        make: Callable[[], Awaitable[bytes]],
        media_type: str,
    ) -> Response:
        """Answer a request with what is made elsewhere; as for `give`."""
        answer = self._recall(key)
        if answer is None:
            body = await make()
            answer = await self._in_thread(key, lambda: body, media_type)
        return respond(request, answer, "Accept-Encoding")

    async def _in_thread(self, key: Hashable, make: Callable[[], bytes], media_type: str) -> Answer:
        if self._limiter is None:
            # Of the running loop.
            self._limiter = CapacityLimiter(2)
        return await to_thread.run_sync(self._make, key, make, media_type, limiter=self._limiter)

    def _recall(self, key: Hashable) -> Answer | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _make(self, key: Hashable, make: Callable[[], bytes], media_type: str) -> Answer:
        found = self._recall(key)  # another request may have made it meanwhile
        if found is not None:
            return found
        body = make()
        digest = hashlib.sha256(body).hexdigest()[:12]
        answer = Answer.of(body, media_type, f"{self._version}-{digest}")
        with self._lock:
            if key not in self._kept and answer.weight <= self._room:
                self._kept[key] = answer
                self._weight += answer.weight
                while self._weight > self._room:
                    _, dropped = self._kept.popitem(last=False)
                    self._weight -= dropped.weight
        return answer
