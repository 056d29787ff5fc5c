"""PNG pictures, drawn from SVG without a browser."""

from __future__ import annotations

import resvg_py

from csto_map import fonts
from csto_map.errors import BadOption


def png(svg_text: str, scale: float = 1.0) -> bytes:
    """
    Draw an SVG text as a PNG picture.

    Only the project's own fonts are used, so that every machine draws the same.

    Parameters
    ----------
    scale
        Pixels per SVG unit.

    Raises
    ------
    BadOption
        A ValueError: the text is not SVG or the scale is not positive.
    """
    if not scale > 0:
        raise BadOption(f"a scale of {scale} draws nothing")
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg_text,
                zoom=scale,
                skip_system_fonts=True,
                font_files=list(fonts.files()),
                font_family="Inter",
                sans_serif_family="Inter",
            )
        )
    except ValueError as problem:
        raise BadOption(f"not drawable: {problem}") from problem
