"""Letters that the typeface lacks: which other font has them, and which none has.

Georgian, Armenian, Arabic, Hebrew and the rarer Cyrillic letters come with the program, as Noto
Sans; for others the machine's fonts are looked through, once they are needed. Then pictures may
differ from machine to machine, which they never do else.
"""

from __future__ import annotations

import functools
import os
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

from csto_map import paths
from csto_map.language.direction import DONE, LEFTWARD
from csto_map.picture import bidi

_SHIPPED = (
    *("NotoSansGeorgian", "NotoSansArmenian", "NotoSansCyrillic"),
    *("NotoSansArabic", "NotoSansHebrew"),
)
_INTER = {400: "Inter_400Regular.ttf", 600: "Inter_600SemiBold.ttf"}
# What has no shape of its own, whatever the font.
_SHAPELESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = range(0xFE00, 0xFE10)
_JOINERS = "\u200c\u200d"
_DIRECTING = LEFTWARD + DONE
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_MOST_FILES = 5000
# Fonts that have a shape for all letters, or pictures in place of shapes.
_UNFIT = re.compile(r"emoji|last.?resort|blank|fallback", re.IGNORECASE)
# The plainest come first: upright sans-serif ones of the usual weight and width.
_PLAINER = (
    re.compile(r"noto ?sans", re.IGNORECASE),
    re.compile(r"sans|arial|tahoma|segoe|helvetica|gothic|yahei|hei", re.IGNORECASE),
)
_SPECIAL = re.compile(
    r"bold|ital|obli|thin|light|black|heavy|medium|cond|narrow|mono|serif|ui|display", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that follow each other in one font and one direction."""

    text: str
    file: str
    level: int


@functools.cache
def _folder() -> Path:
    return paths.folder("assets") / "fonts"


@functools.lru_cache(maxsize=256)
def _codes(file: str) -> frozenset[int]:
    try:
        return frozenset(hb.Face(hb.Blob.from_file_path(file)).unicodes)
    except (OSError, ValueError, hb.HarfBuzzError):
        # A file that is no font has no letters.
        return frozenset()


@functools.cache
def _known() -> frozenset[str]:
    """Give the letters of the typeface, in both of its weights."""
    one, other = (_codes(str(_folder() / name)) for name in _INTER.values())
    return frozenset(map(chr, one & other))


def lacking(text: str) -> frozenset[str]:
    """Give the letters of a text that the typeface lacks and that have a shape."""
    letters = set("".join(_FOREIGN.findall(text))) - _known()
    return frozenset(letter for letter in letters if not _shapeless(letter))


def foreign(text: str) -> bool:
    """Say whether a line needs more than the typeface and its letters one after the other."""
    return bidi.marked(text) or bool(lacking(text))


def _shapeless(letter: str) -> bool:
    return unicodedata.category(letter) in _SHAPELESS or ord(letter) in _SELECTORS


@functools.lru_cache(maxsize=4096)
def _file(letter: str, weight: int) -> str | None:
    """Give the font that has a letter which the typeface lacks; None if none has."""
    name = "400Regular" if weight < 500 else "600SemiBold"
    shipped = (str(_folder() / f"{family}_{name}.ttf") for family in _SHIPPED)
    return next((file for file in shipped if ord(letter) in _codes(file)), None) or _system(letter)


@functools.lru_cache(maxsize=4096)
def _system(letter: str) -> str | None:
    return next((file for file in system_files() if ord(letter) in _codes(file)), None)


@functools.cache
def system_files() -> tuple[str, ...]:
    """Give the font files of this machine, the plainest first."""
    found = {
        str(path)
        for folder in _system_folders()
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() in (".ttf", ".otf", ".ttc") and not _UNFIT.search(path.name)
    }
    return tuple(sorted(found, key=_plainness)[:_MOST_FILES])


def _plainness(file: str) -> tuple[bool, int, int, str]:
    name = Path(file).stem
    rank = next((k for k, one in enumerate(_PLAINER) if one.search(name)), len(_PLAINER))
    return bool(_SPECIAL.search(name)), rank, len(name), file


def _system_folders() -> Iterable[Path]:
    try:
        home = Path.home()
    except RuntimeError:
        home = Path(os.sep)
    if sys.platform == "win32":
        return Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def missing(text: str) -> str:
    """Give the letters of a text that no font has, each once, in order."""
    wanted = lacking(text)
    return "".join(sorted(letter for letter in wanted if _file(letter, 400) is None))


def named(letters: str, most: int = 6) -> str:
    """Name letters with their numbers, as in ``部 (U+90E8)``; those beyond `most` are counted."""
    names = [f"{letter} (U+{ord(letter):04X})" for letter in letters[:most]]
    if len(letters) > most:
        names.append(f"+ {len(letters) - most}")
    return ", ".join(names)


@functools.lru_cache(maxsize=2048)
def runs(text: str, main: str, weight: int) -> tuple[Run, ...]:
    """
    Part a text by font and direction, in reading order.

    Parameters
    ----------
    main
        The file of the typeface, which has what it can; what no font has is its too.
    """
    foreign = lacking(text)
    made: list[tuple[list[str], str, int]] = []
    for letter, level in zip(text, bidi.levels(text), strict=True):
        if letter in _DIRECTING:
            continue
        file = _file(letter, weight) or main if letter in foreign else main
        # Marks and joiners stay with the letter that they belong to, if its font has them.
        if made and _joins(letter) and (letter in _JOINERS or ord(letter) in _codes(made[-1][1])):
            _, file, level = made[-1]
        if made and made[-1][1:] == (file, level):
            made[-1][0].append(letter)
        else:
            made.append(([letter], file, level))
    return tuple(Run("".join(letters), file, level) for letters, file, level in made)


def _joins(letter: str) -> bool:
    return letter in _JOINERS or unicodedata.category(letter)[0] == "M"


@functools.lru_cache(maxsize=64)
def font(file: str) -> hb.Font:
    """Open a font for shaping."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(file)))


def shaped(run: Run) -> hb.Buffer:
    """Shape a run: its glyphs from left to right."""
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    hb.shape(font(run.file), buffer)
    return buffer


def ems(text: str, main: str, weight: int) -> float:
    """Give the width of a text some of whose letters the typeface lacks, in ems."""
    wide = 0.0
    for run in runs(text, main, weight):
        units = sum(place.x_advance for place in shaped(run).glyph_positions or ())
        wide += units / font(run.file).face.upem
    return wide


def files_for(text: str) -> tuple[str, ...]:
    """Give the fonts beside the typeface that the letters of a text need, in both weights."""
    needed = (_file(letter, weight) for letter in lacking(text) for weight in (400, 600))
    return tuple(sorted({file for file in needed if file}))
