"""Static files, held in memory: named by their hash, cached for ever.

A file is compressed when a browser first asks for it, and kept so: a server that has all of
them to compress starts two seconds later, and many are never asked for.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import brotli
from fastapi import Request, Response

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


@dataclass(frozen=True, slots=True)
class Static:
    """One file: its body, and the same compressed as it has been asked for."""

    url: str
    media_type: str
    body: bytes
    cache: str = _FOREVER
    packed: dict[str, bytes] = field(default_factory=dict)
    packing: Lock = field(default_factory=Lock)

    def coded(self, accepted: str) -> tuple[str, bytes]:
        """Give the coding that a browser gets by what it accepts, "" for none, and the bytes."""
        if not self.media_type.startswith(_TEXT):
            return "", self.body
        for coding, pack in CODINGS.items():
            if coding in accepted:
                with self.packing:
                    if coding not in self.packed:
                        self.packed[coding] = pack(self.body)
                return coding, self.packed[coding]
        return "", self.body


class Registry:
    """
    Files by URL. A file's URL changes with its content, so that it is never stale.

    Parameters
    ----------
    prefix
        What all of their URLs begin with.
    """

    def __init__(self, prefix: str = FOLDER) -> None:
        self.prefix = prefix
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
        self._files[url] = Static(url, kind, body, _NEVER if private else _FOREVER)
        return url

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Give all files by their URLs."""
        return ((url, one.body) for url, one in self._files.items())

    def respond(self, request: Request, url: str) -> Response:
        """Answer a request for `url`; 404 if there is no such file."""
        found = self._files.get(url)
        if found is None:
            return Response("Not found", status_code=404, media_type="text/plain")
        coding, body = found.coded(request.headers.get("accept-encoding", ""))
        headers = {"Cache-Control": found.cache, "Vary": "Accept-Encoding"}
        if coding:
            headers["Content-Encoding"] = coding
        return Response(body, media_type=found.media_type, headers=headers)


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
