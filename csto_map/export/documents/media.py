"""Pictures of a deck: each is one part of the file, however often slides show it."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import replace
from functools import lru_cache

from PIL import Image

from csto_map import extras
from csto_map.picture.parts import Drawing
from csto_map.picture.png import png

with extras.needing("export"):
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.slide import Slide

# Pixels of the picture that stands in for a vector one where a program cannot draw that.
_SIDE = 112
_FADED = ".45"


class Parts:
    """The parts of a deck that hold pictures."""

    def __init__(self) -> None:
        self._kept: dict[str, Part] = {}

    def part(self, blob: bytes, ending: str, kind: str, slide: Slide) -> Part:
        """Give the part of a picture; the same bytes are the same part."""
        name = hashlib.sha256(blob).hexdigest()
        if name not in self._kept:
            uri = PackURI(f"/ppt/media/{kind}{len(self._kept) + 1}.{ending}")
            media = {"png": "image/png", "svg": "image/svg+xml"}[ending]
            self._kept[name] = Part(uri, media, slide.part.package, blob)
        return self._kept[name]


class Media:
    """The pictures of one slide, by the ids of their relations."""

    def __init__(self, parts: Parts, slide: Slide) -> None:
        self.parts = parts
        self.slide = slide

    def _id(self, blob: bytes, ending: str, kind: str) -> str:
        part = self.parts.part(blob, ending, kind, self.slide)
        relation: str = self.slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return relation

    def drawing(self, drawing: Drawing, *, faded: bool = False) -> tuple[str, str]:
        """Give the ids of a small drawing as picture and as vectors."""
        if faded:
            drawing = replace(drawing, body=f'<g opacity="{_FADED}">{drawing.body}</g>')
        blob, vectors = _drawn(drawing)
        return self._id(blob, "png", "symbol"), self._id(vectors, "svg", "symbol")

    def relief(self, href: str) -> str:
        """Give the id of a relief."""
        return self._id(_small(href), "png", "relief")

    def picture(self, blob: bytes) -> str:
        """Give the id of a picture of a whole map."""
        return self._id(blob, "png", "map")


@lru_cache(maxsize=1024)
def _drawn(drawing: Drawing) -> tuple[bytes, bytes]:
    wide, tall = (float(one) for one in drawing.box.split()[2:])
    size = f' width="{wide:g}" height="{tall:g}"'
    vectors = drawing.svg.replace("<svg", f"<svg{size}", 1)
    return png(vectors, _SIDE / max(wide, tall)), vectors.encode()


@lru_cache(maxsize=16)
def _small(href: str) -> bytes:
    """Press the picture of a data address harder."""
    blob = base64.b64decode(href.partition(",")[2])
    with Image.open(io.BytesIO(blob)) as picture:
        out = io.BytesIO()
        picture.save(out, "PNG", transparency=picture.info["transparency"], compress_level=7)
    return out.getvalue()
