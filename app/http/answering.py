"""Answers with a tag: sent whole, in part or not at all, compressed where that is asked for."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass

from fastapi import Request, Response

from .problems import Problematic

# Ten minutes: a correction is seen soon, a busy caller rarely asks again.
CACHE = "public, max-age=600"
# Whoever keeps it asks each time whether it has changed.
ASK_AGAIN = "no-cache"
_SMALL = 1000
# Bytes that take so long to unpack that others would wait.
_LARGE = 500_000
# Thrice as fast as the usual 6, a tenth larger.
_EFFORT = 2
# What is packed already.
_PACKED = (
    *("image/png", "image/webp", "image/jpeg", "application/pdf"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
)
_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")


@dataclass(frozen=True, slots=True)
class Answer:
    """
    A body and its tag.

    Attributes
    ----------
    packed
        The body compressed, where that helps.
    whole
        The body, unless it is small and compressed: few ask for it as it is.
    """

    whole: bytes | None
    packed: bytes | None
    media_type: str
    tag: str

    @property
    def body(self) -> bytes:
        """The body as it is."""
        return gzip.decompress(self.packed or b"") if self.whole is None else self.whole

    @property
    def weight(self) -> int:
        """Bytes that keeping it takes, roughly."""
        return len(self.whole or b"") + len(self.packed or b"") + 500

    @classmethod
    def of(cls, body: bytes, media_type: str, tag: str) -> Answer:
        """Make an answer; compress what is worth it, which takes its time."""
        if len(body) < _SMALL or media_type in _PACKED:
            return cls(body, None, media_type, tag)
        packed = gzip.compress(body, _EFFORT, mtime=0)
        return cls(body if len(body) > _LARGE else None, packed, media_type, tag)

    @classmethod
    def page(cls, html: str) -> Answer:
        """Make an answer of a page that is the same for everybody."""
        body = html.encode()
        return cls.of(body, "text/html; charset=utf-8", hashlib.sha256(body).hexdigest()[:32])


def respond(
    request: Request, answer: Answer, vary: str = "Accept-Encoding", cache: str = CACHE
) -> Response:
    """
    Answer a request: with the whole, with a part, or that it has not changed.

    Parameters
    ----------
    vary
        Request headers that the answer depends on.
    cache
        Who may keep it, and how long.
    """
    headers = {
        "Cache-Control": cache,
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
    body = answer.body
    size = len(body)
    # A number of a hundred digits means the end as well as a shorter one does.
    first, last = (int(text[:15]) if text else None for text in asked.groups())
    if first is None:
        start, stop = size - min(last or 0, size), size
    else:
        start, stop = first, size if last is None else min(last + 1, size)
        if last is not None and last < first:
            return Response(body, headers=headers, media_type=answer.media_type)
    if start >= size:
        raise Problematic(
            416,
            "range-not-satisfiable",
            f"The answer has {size} bytes; the range begins behind them.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return Response(
        body[start:stop], status_code=206, headers=headers, media_type=answer.media_type
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
