"""Static files, held in memory: named by their hash, cached for ever.

A file is compressed when a browser first asks for it, and kept so: a server that has all of
them to compress starts two seconds later, and many are never asked for. A page asks for forty
of them: they are answered before the app looks for an address, and by no thread.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import brotli
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from csto_map.drawing import Drawn
from csto_map.drawing.results import Results

from . import identity

FOLDER = "/static/"
STYLES = (
    "tokens.css",
    "fonts.css",
    "map.css",
    "layout.css",
    "components.css",
    "exports.css",
    "own.css",
    "annotate.css",
    "icons.css",
    "reading.css",
    "search.css",
    "story.css",
    "filters.css",
    "compare.css",
    "dock.css",
    "tally.css",
    "reflow.css",
    "present.css",
    "forced.css",
    "print.css",
)
# Those of the editor, which is a page of its own.
EDITOR_STYLES = (
    *("tokens.css", "fonts.css", "map.css", "layout.css", "components.css", "dock.css"),
    "edit.css",
)
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
# A face whose file nobody named.
_FACE = re.compile(rb'@font-face \{[^}]*url\("\.\./fonts/[^}]*\}\n?')
_FOREVER = "public, max-age=31536000, immutable"
# User layers: for whoever asked this server, and for nobody who comes later.
_NEVER = "private, no-store"


# Quality 9 is near the best ratio at a tenth of the time of 11. The first that a browser takes.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=9),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}


Head = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Coded:
    """A file as it is sent: all headers of its own, and the bytes."""

    head: Head
    body: bytes


class Static:
    """
    One file: its body, and the same compressed as it has been asked for.

    Parameters
    ----------
    kept
        Where others look for what was compressed here.
    """

    def __init__(self, media_type: str, body: bytes, cache: str, kept: Results) -> None:
        self.body = body
        self._type, self._cache, self._kept = media_type, cache, kept
        if media_type.startswith("text/"):
            self._type = f"{media_type}; charset=utf-8"
        self._packs = media_type.startswith(_TEXT)
        self._ready = {"": self._coded("", body)}
        self._packing = Lock()

    def coding(self, accepted: str) -> str:
        """Say how it is coded for a browser, by what that accepts; "" for not at all."""
        if not self._packs:
            return ""
        return next((coding for coding in CODINGS if coding in accepted), "")

    def ready(self, coding: str) -> Coded | None:
        """Give it in a coding; None if it is to be compressed first."""
        return self._ready.get(coding)

    def packed(self, coding: str) -> Coded:
        """Give it in a coding, compressed by now: that takes its time."""
        with self._packing:
            if coding not in self._ready:
                key = f"{coding} {hashlib.sha256(self.body).hexdigest()}"
                coded = self._kept.get(key)
                if coded is None:
                    coded = Drawn.of(CODINGS[coding](self.body))
                    if self._cache == _FOREVER:
                        self._kept.keep(key, coded)
                self._ready[coding] = self._coded(coding, coded.body)
        return self._ready[coding]

    def _coded(self, coding: str, body: bytes) -> Coded:
        told = {
            "content-type": self._type,
            "content-length": str(len(body)),
            "cache-control": self._cache,
            "vary": "Accept-Encoding",
            **({"content-encoding": coding} if coding else {}),
        }
        return Coded([(name.encode(), value.encode()) for name, value in told.items()], body)


class Registry:
    """
    Files by URL. A file's URL changes with its content, so that it is never stale.

    Parameters
    ----------
    prefix
        What all of their URLs begin with.
    kept
        Where compressed files are kept for the next start; nowhere without it.
    """

    def __init__(self, prefix: str = FOLDER, kept: Results | None = None) -> None:
        self.prefix = prefix
        self._kept = kept or Results("", 0)
        self._files: dict[str, Static] = {}

    def add(
        self, name: str, body: bytes, media_type: str | None = None, *, private: bool = False
    ) -> str:
        """Take a file and give its URL; no cache may keep a private one."""
        stem, dot, ending = name.rpartition(".")
        url = f"{self.prefix}{stem}.{hashlib.sha256(body).hexdigest()[:12]}{dot}{ending}"
        return self._take(url, body, media_type, private=private)

    def keep(self, name: str, body: bytes) -> str:
        """Take a file whose name has the hash of its content already, and give its URL."""
        return self._take(self.prefix + name, body, None, private=False)

    def _take(self, url: str, body: bytes, media_type: str | None, *, private: bool) -> str:
        kind = media_type or mimetypes.guess_type(url)[0] or "application/octet-stream"
        self._files[url] = Static(kind, body, _NEVER if private else _FOREVER, self._kept)
        return url

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Give all files by their URLs."""
        return ((url, one.body) for url, one in self._files.items())

    def get(self, url: str) -> Static | None:
        """Give the file at a URL."""
        return self._files.get(url)


class Files:
    """
    Answer what is asked for below a folder with the files of a registry.

    Parameters
    ----------
    folder
        The beginning of their addresses as this server is asked for them.
    """

    def __init__(self, app: ASGIApp, files: Registry, folder: str = FOLDER) -> None:
        self.app = app
        self._files, self._folder = files, folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as an ASGI app."""
        ours = scope["type"] == "http" and scope["path"].startswith(self._folder)
        if not ours or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        identity.came_to(scope, f"{self._folder}{{name}}")
        file = self._files.get(self._files.prefix + scope["path"][len(self._folder) :])
        if file is None:
            await PlainTextResponse("Not file", status_code=404)(scope, receive, send)
            return
        accepted = Headers(scope=scope).get("accept-encoding", "")
        coding = file.coding(accepted)
        coded = file.ready(coding)
        if coded is None:
            # In a thread: whoever asks first waits until the file is compressed, nobody else does.
            coded = await run_in_threadpool(file.packed, coding)
        # Those outside add headers of theirs.
        head = list(coded.head)
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": coded.body})


def page_scripts(assets: Path) -> tuple[dict[str, bytes], list[str]]:
    """
    Give the files that the page's code is bundled into, and the names of those that run first.

    The first of these is the page's own script; it imports the others. What only the
    atlas in one file needs is left out.
    """
    folder = assets / "dist"
    first = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["first"]
    files = {
        path.name: path.read_bytes()
        for path in sorted(folder.glob("*-*.js*"))
        if path.suffix in (".js", ".map")
    }
    return files, first


def map_script(assets: Path) -> tuple[dict[str, bytes], list[str]]:
    """
    Give the files that the script of the map may ask for, and the names of those that run first.

    As `page_scripts`, without what other pages have and without what helps in looking for faults.
    """
    folder = assets / "dist"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {name: (folder / name).read_bytes() for name in manifest["page"]}, manifest["first"]


def editor_script(assets: Path) -> tuple[str, bytes]:
    """Give the name and the text of the script of the editor."""
    folder = assets / "dist"
    name = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["editor"]
    return name, (folder / name).read_bytes()


def stylesheet(assets: Path, urls: Mapping[str, str], names: Sequence[str] = STYLES) -> bytes:
    """Join style sheets of ours into one; font files are named by their URLs, others left out."""
    text = _joined(assets / "css" / name for name in names)
    for name, url in urls.items():
        text = text.replace(f"../fonts/{name}".encode(), url.encode())
    return _FACE.sub(b"", text)


def _joined(paths: Iterable[Path]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)
