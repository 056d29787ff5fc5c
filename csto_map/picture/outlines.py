"""Texts of an SVG as outlines: viewers that lack the typeface then show the same picture.

Few of them read a typeface from an SVG: Inkscape, librsvg and office programs take the
one that the machine has, or another. Outlines need none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr, unescape

import uharfbuzz as hb

from csto_map.language.direction import LEFTWARD, bare
from csto_map.picture import bidi, fonts, letters

# Coordinates are whole thousandths of an em: 0.02 of a pixel at the size of a title.
_EM = 1000
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
# Lines of text between other elements, for splitting.
TEXT = re.compile(r"(<text [^>]*>[^<]*</text>)")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
# What of a line's width stands left of its place.
SHARES = {"start": 0.0, "middle": 0.5, "end": 1.0}
# What names and titles are written in: Latin, Cyrillic, punctuation, arrows, currencies.
_ALPHABET = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x259, 0x259), (0x2BB, 0x2BC)),
    *((0x400, 0x4FF), (0x2010, 0x2044), (0x20A0, 0x20BF), (0x2116, 0x2116)),
    *((0x2190, 0x2193), (0x2212, 0x2212), (0x2260, 0x2265)),
)
_ENTITIES = {"&quot;": '"', "&apos;": "'"}
_PLACED = frozenset(
    {
        *("x", "y", "font-size", "font-style", "font-weight", "letter-spacing", "text-anchor"),
        "stroke-width",
    }
)


def outlined(svg_text: str, *, layered: bool = False) -> str:
    """
    Draw the texts of an SVG of ours as paths.

    Each line of text is one path that keeps its looks and its ids, and gives its words as
    ``aria-label``. A line with letters that no font here has stays text: a viewer may have
    one.

    Parameters
    ----------
    layered
        A line with a halo is two paths, for whoever knows no ``paint-order``, and none
        gives its words.
    """
    return _TEXT.sub(_layered if layered else _path, svg_text)


def texts(svg_text: str) -> Iterator[tuple[dict[str, str], str]]:
    """Give the looks and the content, escaped as it is, of each line of text."""
    for match in _TEXT.finditer(svg_text):
        yield dict(_ATTRIBUTE.findall(match[1])), match[2]


def foreign_outlined(svg_text: str) -> str:
    """Draw the lines as paths that have letters which the typeface lacks; see `outlined`."""
    if not letters.lacking(svg_text) and LEFTWARD not in svg_text:
        return svg_text
    return _TEXT.sub(lambda one: _path(one) if letters.foreign(one[2]) else one[0], svg_text)


def _path(match: re.Match[str]) -> str:
    read = _read(match)
    if read is None:
        return match[0]
    place, looks, d = read
    label = quoteattr(bare(unescape(match[2], _ENTITIES)))
    return f'<path transform="{place}"{_written(looks)} aria-label={label} d="{d}"/>'


def _layered(match: re.Match[str]) -> str:
    read = _read(match)
    if read is None:
        return match[0]
    place, looks, d = read
    if looks.pop("paint-order", "") != "stroke":
        return f'<path transform="{place}"{_written(looks)} d="{d}"/>'
    halo = {name: value for name, value in looks.items() if name.startswith("stroke")}
    body = {name: value for name, value in looks.items() if name not in halo}
    return (
        f'<path transform="{place}" fill="none"{_written(halo)} d="{d}"/>'
        f'<path transform="{place}"{_written(body)} d="{d}"/>'
    )


def _read(match: re.Match[str]) -> tuple[str, dict[str, str], str] | None:
    """Give transform, looks and data of the path of a line; None for unknown letters."""
    text, given = read_text(match[0])
    scale = float(given["font-size"]) / _EM
    gap = float(given.get("letter-spacing", 0)) / scale
    drawn = line(text, int(given.get("font-weight", 400)), gap, given.get("font-style") == "italic")
    if drawn is None:
        return None
    d, ems = drawn
    x = float(given["x"]) - ems * scale * SHARES[given.get("text-anchor", "start")]
    looks = {name: value for name, value in given.items() if name not in _PLACED}
    if "stroke-width" in given:
        looks["stroke-width"] = _short(float(given["stroke-width"]) / scale)
    return f"translate({_short(x)} {given['y']}) scale({scale:.6g})", looks, d


def read_text(element: str) -> tuple[str, dict[str, str]]:
    """Give the words and the attributes of a line of text."""
    match = _TEXT.fullmatch(element)
    if match is None:
        raise ValueError(f"{element[:60]!r} is no line of text")
    return unescape(match[2], _ENTITIES), dict(_ATTRIBUTE.findall(match[1]))


def _written(looks: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in looks.items())


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


@functools.lru_cache(maxsize=8192)
def line(
    text: str, weight: int = 400, gap: float = 0, italic: bool = False
) -> tuple[str, int] | None:
    """
    Draw a line of text from (0, 0) on, with y downwards.

    Parameters
    ----------
    gap
        After each letter, in thousandths of an em.

    Returns
    -------
    path, width
        The data of a path and how wide the line is, both in thousandths of an em. None
        if no font has a letter.
    """
    runs = letters.runs(text, fonts.file_of(weight, italic), weight)
    at, parts = 0.0, []
    # Glyphs of a run stand from left to right, and so must the runs.
    for k in bidi.order([run.level for run in runs]):
        run = runs[k]
        units = _EM / letters.font(run.file).face.upem
        shaped = letters.shaped(run)
        placed = zip(shaped.glyph_infos or (), shaped.glyph_positions or (), strict=True)
        for info, place in placed:
            if info.codepoint == 0:
                return None
            right = round(at + place.x_offset * units)
            parts.append(_moved(_glyph(info.codepoint, run.file), right, place.y_offset * units))
            at += place.x_advance * units + gap
    return "".join(parts), round(at)


def glyphs(
    text: str, weight: int = 400, gap: float = 0, *, italic: bool = False
) -> tuple[list[tuple[int, float, float]], float] | None:
    """
    Set a line of text from (0, 0) on.

    Parameters
    ----------
    gap
        After each letter, in ems.

    Returns
    -------
    glyphs, width
        Numbers of glyphs, each with how far right and how far up it stands, and how wide the
        line is; all in ems. None if the typeface lacks a letter, or the line reads to the left.
    """
    if letters.foreign(text):
        return None
    font = letters.font(fonts.file_of(weight, italic))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    em = font.face.upem
    at, found = 0.0, []
    shaped = zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True)
    for info, place in shaped:
        if info.codepoint == 0:
            return None
        found.append((info.codepoint, (at + place.x_offset) / em, place.y_offset / em))
        at += place.x_advance + gap * em
    return found, at / em


def _moved(glyph: tuple[int, int, str] | None, right: int, up: float) -> str:
    if glyph is None:
        return ""
    x, y, rest = glyph
    return f"M{x + right} {y - round(up)}{rest}"


@functools.lru_cache(maxsize=2048)
def _glyph(glyph: int, file: str) -> tuple[int, int, str] | None:
    """Return where a glyph begins and the relative path from there; None for a blank."""
    font = letters.font(file)
    pen = _Pen(_EM / font.face.upem)
    font.draw_glyph(glyph, _functions(), pen)
    return (*pen.start, "".join(pen.parts)) if pen.start else None


class _Pen:
    """Writes relative steps between points that are rounded first, so that none drifts."""

    def __init__(self, units: float) -> None:
        self.units = units
        self.parts: list[str] = []
        self.start: tuple[int, int] | None = None
        self.contour = self.at = (0, 0)

    def _step(self, x: float, y: float) -> tuple[tuple[int, int], str]:
        to = round(x * self.units), -round(y * self.units)
        dx, dy = to[0] - self.at[0], to[1] - self.at[1]
        return to, f"{dx}{dy}" if dy < 0 else f"{dx} {dy}"

    def move(self, x: float, y: float) -> None:
        """Begin a contour."""
        to, step = self._step(x, y)
        if self.start is None:
            self.start = to
        else:
            self.parts.append(f"m{step}")
        self.contour = self.at = to

    def line(self, x: float, y: float) -> None:
        """Go straight."""
        to, step = self._step(x, y)
        self.parts.append(f"l{step}")
        self.at = to

    def curve(self, *points: float) -> None:
        """Go in a curve by one control point or two."""
        pairs = list(zip(points[::2], points[1::2], strict=True))
        steps = [self._step(x, y) for x, y in pairs]
        letter = "q" if len(pairs) == 2 else "c"
        self.parts.append(letter + " ".join(step for _, step in steps))
        self.at = steps[-1][0]

    def close(self) -> None:
        """End a contour: a path goes back to where it began."""
        self.parts.append("z")
        self.at = self.contour


@functools.cache
def _functions() -> hb.DrawFuncs:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.move(x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.line(x, y))
    functions.set_quadratic_to_func(lambda *given: given[-1].curve(*given[:-1]))
    functions.set_cubic_to_func(lambda *given: given[-1].curve(*given[:-1]))
    functions.set_close_path_func(lambda pen: pen.close())
    return functions


def alphabet() -> dict[str, dict[str, str]]:
    """
    Give the outlines of letters for a browser, which places them itself.

    Returns
    -------
    alphabet
        By weight or ``italic``, by letter: the data of a path in thousandths of an em, "" for a
        blank.
    """
    return {
        name: {
            chr(code): drawn[0]
            for first, last in _ALPHABET
            for code in range(first, last + 1)
            # Only the typeface's own: the file is the same on every machine.
            if not letters.lacking(chr(code))
            and (drawn := line(chr(code), weight, italic=name == "italic")) is not None
        }
        for name, weight in (("400", 400), ("600", 600), ("italic", 400))
    }
