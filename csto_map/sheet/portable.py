"""An SVG of ours for viewers that keep to older rules: Inkscape, Illustrator, office programs.

They find a picture within an SVG by its older name only, and let what an inner document
holds stick out of it.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"<svg\b[^>]*>|</svg>")
_PLACE = re.compile(r'<svg x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)">')
_PICTURE = re.compile(r'(<image [^>]*?) href="')
_NAME = 'xmlns="http://www.w3.org/2000/svg"'
_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def portable(svg_text: str) -> str:
    """Write inner documents as groups with a clip path, and pictures by their older name."""
    parts: list[str] = []
    ends: list[str] = []
    at = count = 0
    for tag in _TAG.finditer(svg_text):
        parts.append(svg_text[at : tag.start()])
        at = tag.end()
        place = _PLACE.fullmatch(tag[0])
        if place:
            x, y, wide, tall = place.groups()
            parts.append(
                f'<g transform="translate({x} {y})"><clipPath id="inner{count}">'
                f'<rect width="{wide}" height="{tall}"/></clipPath>'
                f'<g clip-path="url(#inner{count})">'
            )
            count += 1
        parts.append("" if place else ends.pop() if tag[0] == "</svg>" else tag[0])
        if tag[0] != "</svg>":
            ends.append("</g></g>" if place else "</svg>")
    parts.append(svg_text[at:])
    named = _PICTURE.sub(r'\1 xlink:href="', "".join(parts))
    return named.replace(_NAME, f"{_NAME} {_LINKS}", 1)
