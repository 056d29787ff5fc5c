"""Answers of the API: made once, kept while there is room, sent whole, in part or not at all.

An answer depends on the data and on what was asked, never on the day it is asked on,
so that its bytes can be kept; its ETag names the data version and the bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response

from ..http.problems import Problematic

# Ten minutes: a correction is seen soon, a busy caller rarely asks again.
CACHE = "public, max-age=600"
_ROOM = 64_000_000
_SMALL = 1000
# Thrice as fast as the usual 6, a tenth larger.
_EFFORT = 2
_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, the same compressed where that helps, and the tag of both."""

    body: bytes
    packed: bytes | None
    media_type: str
    tag: str

    @property
    def weight(self) -> int:
        """Bytes that keeping it takes, roughly."""
        return len(self.body) + len(self.packed or b"") + 500


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
        return _respond(request, answer, vary)

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
        return _respond(request, answer, "Accept-Encoding")

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
        packed = gzip.compress(body, _EFFORT, mtime=0) if len(body) >= _SMALL else None
        digest = hashlib.sha256(body).hexdigest()[:12]
        answer = Answer(body, packed, media_type, f"{self._version}-{digest}")
        with self._lock:
            if key not in self._kept and answer.weight <= self._room:
                self._kept[key] = answer
                self._weight += answer.weight
                while self._weight > self._room:
                    _, dropped = self._kept.popitem(last=False)
                    self._weight -= dropped.weight
        return answer


def _respond(request: Request, answer: Answer, vary: str) -> Response:
    headers = {
        "Cache-Control": CACHE,
        "Vary": vary,
        "Accept-Ranges": "bytes",
        "ETag": f'"{answer.tag}"',
    }
    known = _tags(request.headers.get("if-none-match", ""))
    part = request.headers.get("range")
    packed = answer.packed if part is None and _accepts_gzip(request) else None
    if packed is not None:
        headers["ETag"] = f'"{answer.tag}-gzip"'
        headers["Content-Encoding"] = "gzip"
    if known & {"*", answer.tag, f"{answer.tag}-gzip"}:
        headers.pop("Content-Encoding", None)
        return Response(status_code=304, headers=headers)
    if packed is not None:
        return Response(packed, headers=headers, media_type=answer.media_type)
    found = _RANGE.fullmatch(part or "")
    whole = request.headers.get("if-range", headers["ETag"]) != headers["ETag"]
    if found is None or whole or not any(found.groups()):
        # Several ranges, other units: the whole is always a right answer.
        return Response(answer.body, headers=headers, media_type=answer.media_type)
    return _part(answer, found, headers)


def _part(answer: Answer, asked: re.Match[str], headers: dict[str, str]) -> Response:
    size = len(answer.body)
    # A number of a hundred digits means the end as well as a shorter one does.
    first, last = (int(text[:15]) if text else None for text in asked.groups())
    if first is None:
        start, stop = size - min(last or 0, size), size
    else:
        start, stop = first, size if last is None else min(last + 1, size)
        if last is not None and last < first:
            return Response(answer.body, headers=headers, media_type=answer.media_type)
    if start >= size:
        raise Problematic(
            416,
            "range-not-satisfiable",
            f"The answer has {size} bytes; the range begins behind them.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return Response(
        answer.body[start:stop], status_code=206, headers=headers, media_type=answer.media_type
    )


def _tags(header: str) -> set[str]:
    """Read If-None-Match; tags that differ in weakness alone are the same here."""
    if header.strip() == "*":
        return {"*"}
    return set(re.findall(r'"([^"]*)"', header))


def _accepts_gzip(request: Request) -> bool:
    offered = accepted(request.headers.get("accept-encoding", ""))
    return offered.get("gzip", offered.get("*", 0.0)) > 0


def accepted(header: str) -> dict[str, float]:
    """Read an Accept header: what is offered, and how much it is liked (0 not at all, 1 most)."""
    found: dict[str, float] = {}
    for item in header.split(","):
        name, *rest = (part.strip().lower() for part in item.split(";"))
        if not name:
            continue
        liked = 1.0
        for part in rest:
            if re.fullmatch(r"q=(0(\.[0-9]{0,3})?|1(\.0{0,3})?)", part):
                liked = float(part[2:])
        found[name] = liked
    return found
