"""The toy world in Arabic, which is written from right to left."""

from pathlib import Path

from tests.shared import toy_world

WORDS = """
[header]
compare = "قارن"
export = "تصدير"
[status]
member = "عضو"
former = "عضو سابق"
[sheet]
on_the_map = "على الخريطة"
sources = "المصادر"
data = "البيانات {version}."
[map]
scale = "{km} كم"
[finding]
takes_part = "{n} دول في {org}"
[numerals]
"""
TITLES = """
title = "خريطة الحلف"
subject = "حلف من ثلاث دول (PACT)"
[views]
all = "الكل"
"""


def write(folder: Path) -> Path:
    """Write it and return its folder."""
    toy_world.write(folder)
    path = folder / "atlas.toml"
    text = path.read_text(encoding="utf-8").replace('["en", "ru"]', '["en", "ar"]')
    path.write_text(text, encoding="utf-8")
    (folder / "locale").mkdir()
    (folder / "locale" / "ar.toml").write_text(WORDS, encoding="utf-8")
    (folder / "atlas.ar.toml").write_text(TITLES, encoding="utf-8")
    return folder
