"""The typeface within an SVG: what of it a picture needs, so that browsers show its texts right."""

from __future__ import annotations

import base64
import functools
from collections import defaultdict
from pathlib import Path
from xml.sax.saxutils import unescape

import uharfbuzz as hb

from csto_map.picture import fonts, letters, outlines


def with_typeface(svg_text: str) -> str:
    """
    Put the letters that an SVG of ours sets into it, as fonts.

    Fonts of the machine stay out: their licences are not ours to give.
    """
    needed: dict[tuple[int, bool, str], set[str]] = defaultdict(set)
    for given, text in outlines.texts(svg_text):
        weight, italic = int(given.get("font-weight", 400)), given.get("font-style") == "italic"
        main = fonts.file_of(weight, italic)
        for run in letters.runs(unescape(text), main, weight):
            if Path(run.file).parent == Path(main).parent:
                needed[weight, italic, run.file].update(run.text)
    # Of several rules for a letter the last counts: the typeface itself.
    order = sorted(needed, key=lambda one: (fonts.file_of(one[0], one[1]) == one[2], one))
    rules = "".join(_rule(*one, "".join(sorted(needed[one]))) for one in order)
    start, bracket, rest = svg_text.partition(">")
    return f"{start}{bracket}<style>{rules}</style>{rest}"


def _rule(weight: int, italic: bool, file: str, used: str) -> str:
    body = base64.b64encode(_subset(file, used)).decode()
    return (
        f"@font-face{{font-family:Inter;font-weight:{weight};"
        f"font-style:{'italic' if italic else 'normal'};"
        f"src:url(data:font/ttf;base64,{body})}}"
    )


@functools.lru_cache(maxsize=64)
def _subset(file: str, used: str) -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, used))
    wanted.flags = hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(hb.Face(hb.Blob.from_file_path(file)), wanted).blob.data)
