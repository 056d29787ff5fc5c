"""Files of a site as they are written: each with its compressed twins beside it."""

from __future__ import annotations

import re
from pathlib import Path

from ..http.static import CODINGS

# What shrinks; pictures, fonts and archives are packed already.
_TEXT = re.compile(r"\.(css|csv|geojson|html|js|json|jsonld|kml|svg|txt|xml)$")
_ENDINGS = {"br": ".br", "gzip": ".gz"}
# Less than this is one packet of the network either way.
_LEAST = 1000


class Output:
    """
    Writes files into a folder and counts them.

    Attributes
    ----------
    files, bytes
        How many there are, and how large they are together.
    packed
        Bytes of the compressed ones beside them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files = self.bytes = self.packed = 0

    def put(self, path: str, body: bytes) -> None:
        """Write a file; a text comes compressed, too, where that makes it smaller."""
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
        self.files += 1
        self.bytes += len(body)
        if not _TEXT.search(path) or len(body) < _LEAST:
            return
        for coding, pack in CODINGS.items():
            small = pack(body)
            if len(small) < len(body):
                place.with_name(place.name + _ENDINGS[coding]).write_bytes(small)
                self.packed += len(small)
