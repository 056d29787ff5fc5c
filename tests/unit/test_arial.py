"""Widths of Arial: those of its twin, where that is there, and what follows from them."""

from pathlib import Path

import pytest
from PIL import ImageFont

from csto_map.export.documents import arial, lettering

TWIN = Path("/usr/share/fonts/truetype/liberation")
TEXTS = ("Kazakhstan", "7,500 in 2009", "Таджикистан: 201-я база", "«Рубеж» – 15 %")


@pytest.mark.skipif(not TWIN.is_dir(), reason="Liberation Sans is not there")
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("face", "looks"), [("Regular", {}), ("Bold", {"bold": True}), ("Italic", {"italic": True})]
)
def test_widths_are_those_of_the_twin_of_arial(text, face, looks) -> None:
    file = str(TWIN / f"LiberationSans-{face}.ttf")
    font = ImageFont.truetype(file, 2048, layout_engine=ImageFont.Layout.BASIC)
    plain = sum(font.getlength(letter) for letter in text)
    assert arial.width(text, 2048, **looks) == pytest.approx(plain, abs=1)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("weight", [400, 600])
def test_a_line_is_spaced_until_it_is_as_wide_as_it_was_measured(text, weight) -> None:
    words, wide = lettering.line(text, 13, weight, "#000000")
    assert words.size == 13 * arial.LARGER
    drawn = arial.width(text, words.size, bold=words.bold) + words.gap * len(text)
    assert drawn == pytest.approx(wide)
    # So little that nobody sees it.
    assert abs(words.gap) < 0.06 * words.size


def test_letters_of_other_typefaces_are_left_as_they_are() -> None:
    assert arial.width("თბილისი", 10) is None
    words, wide = lettering.line("თბილისი", 10, 400, "#000000")
    assert (words.gap, wide > 0) == (0, True)


def test_running_text_never_gets_more_lines_than_it_was_given() -> None:
    text = "Boundaries: Natural Earth 5.1.1, German point of view, as of today on every date."
    for room in range(80, 400, 7):
        plain = arial.lines(text, 9, room)
        gap = arial.even_gap(text, 9, room, plain, 1.2 * arial.width(text, 9), bold=False)
        assert arial.lines(text, 9, room, more=gap) <= plain
    assert arial.lines("", 9, 100) == 1
    assert arial.lines("a" * 100, 9, 50) == pytest.approx(arial.width("a" * 100, 9) / 50, abs=1)
