"""Make the fonts of rare letters: those that Inter lacks, from unpacked packages of Noto Sans.

``make fonts`` fetches the packages, which are pinned, and runs this: of each font it keeps the
letters of one script, in both weights that sheets are set in. Of Inter itself it cuts out the
Cyrillic letters of other languages than Russian, which a page loads when it shows one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import uharfbuzz as hb

FONTS = Path(__file__).resolve().parents[1] / "assets" / "fonts"
WEIGHTS = ("400Regular", "600SemiBold")
# By the name of the font that is made: its package, the font in it, first and last letters.
_CYRILLIC = ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F))
MADE = {
    "NotoSansGeorgian": (
        "noto-sans-georgian",
        "NotoSansGeorgian",
        ((0x589, 0x589), (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    ),
    "NotoSansArmenian": (
        "noto-sans-armenian",
        "NotoSansArmenian",
        ((0x531, 0x58F), (0xFB13, 0xFB17)),
    ),
    # With the letters of Persian, Urdu, Pashto and Kurdish, and what joins letters or does not.
    "NotoSansArabic": (
        "noto-sans-arabic",
        "NotoSansArabic",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200D)),
    ),
    "NotoSansHebrew": ("noto-sans-hebrew", "NotoSansHebrew", ((0x591, 0x5F4), (0xFB1D, 0xFB4F))),
    "NotoSansCyrillic": ("noto-sans", "NotoSans", _CYRILLIC),
}
# What pages load by a name of its own: more than Russian needs, as `assets/css/fonts.css` says.
OF_INTER = {"InterCyrillicExt": ((0x460, 0x52F),)}
# With their combining marks and the circle that stands for a missing letter below one.
_ALWAYS = ((0x300, 0x36F), (0x25CC, 0x25CC))


def main() -> None:
    """Write the fonts, and their licence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="where they are unpacked")
    packages = parser.parse_args().packages
    lacking = _lacking()
    for name, (package, font, spans) in MADE.items():
        folder = packages / package
        for weight in WEIGHTS:
            source = folder / weight / f"{font}_{weight}.ttf"
            kept = _letters(spans) & lacking if name == "NotoSansCyrillic" else _letters(spans)
            (FONTS / f"{name}_{weight}.ttf").write_bytes(_subset(source, kept))
    for name, spans in OF_INTER.items():
        for weight in WEIGHTS:
            kept = {code for first, last in spans for code in range(first, last + 1)} - lacking
            (FONTS / f"{name}_{weight}.ttf").write_bytes(
                _subset(FONTS / f"Inter_{weight}.ttf", kept, named=False)
            )
    licences = [(packages / made[0] / "LICENSE_FONT").read_text("utf-8") for made in MADE.values()]
    owners = [text.partition("\n")[0] for text in licences]
    terms = licences[0].partition("\n")[2]
    (FONTS / "OFL-Noto.txt").write_text("\n".join([*owners, terms]), encoding="utf-8")


def _letters(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for first, last in (*spans, *_ALWAYS) for code in range(first, last + 1)}


def _lacking() -> set[int]:
    """Give the letters that Inter has not, in any of its weights."""
    faces = [hb.Face(hb.Blob.from_file_path(FONTS / f"Inter_{weight}.ttf")) for weight in WEIGHTS]
    common = set.intersection(*(set(face.unicodes) for face in faces))
    return set(range(0x110000)) - common


def _subset(source: Path, letters: set[int], *, named: bool = True) -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(letters)
    names = wanted.sets(hb.SubsetInputSets.NAME_ID)
    if named:
        # The names by which a renderer knows that two weights are of one family.
        names.update({16, 17})
    else:
        # Typst would take it for the whole of its family.
        names.clear()
    # Sizes on sheets are many: hints for screens would make them uneven.
    wanted.flags = hb.SubsetFlags.NO_HINTING
    made = hb.subset(hb.Face(hb.Blob.from_file_path(source)), wanted)
    return bytes(made.blob.data)


if __name__ == "__main__":
    main()
