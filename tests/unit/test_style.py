"""Looks: told apart without colour, readable, and the page's tokens are current."""

from itertools import combinations
from pathlib import Path

import pytest

from csto_map import paths
from csto_map.facts.choices import ACCENTS, GUARD_LINES
from csto_map.picture.style import STYLES, Style, contrast, css_tokens, luminance

# Linear RGB as protanopes and deuteranopes see it (Vienot, Brettel and Mollon 1999).
BLINDNESS = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
styles = pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    ]
    return tuple(sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)


@styles
def test_a_style_draws_whatever_an_atlas_may_choose(style: Style) -> None:
    assert set(style.accents) == {*ACCENTS, "host", "event"}
    assert set(style.guards) == {*GUARD_LINES, "none", "unknown"}
    assert set(style.guard_texts) == set(style.guards)


@styles
def test_every_two_statuses_differ_without_their_hue(style: Style) -> None:
    for (one, a), (other, b) in combinations(style.statuses.items(), 2):
        form = (a.hatch, a.dash, a.filled) != (b.hatch, b.dash, b.filled)
        lightness = contrast(a.fill, b.fill) >= 1.25
        assert form or lightness, f"{style.name}: {one} and {other} look the same in grey"


@styles
@pytest.mark.parametrize("matrix", BLINDNESS.values(), ids=list(BLINDNESS))
def test_main_guards_differ_for_colour_blind_eyes(
    style: Style, matrix: tuple[tuple[float, ...], ...]
) -> None:
    main = [style.guards[code] for code in ("first", "second", "third")]
    for one, other in combinations(main, 2):
        a, b = seen(one, matrix), seen(other, matrix)
        assert sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 > 0.05
        assert contrast(one, other) >= 1.4


@styles
def test_texts_and_symbols_are_readable(style: Style) -> None:
    for ground in (style.paper, style.land, style.water):
        assert contrast(style.text, ground) >= 7
        assert contrast(style.text_soft, ground) >= 4.5
    assert contrast(style.text, style.halo) >= 7
    for name, accent in style.accents.items():
        assert contrast(accent.body, accent.mark) >= 4.5, name
    for name, look in style.statuses.items():
        assert contrast(look.line, style.land) >= 3, name
        assert not look.hatch or contrast(look.ink, look.fill) >= 1.25, name
    for code, colour in style.guards.items():
        if code in ("first", "second", "third") and style.name != "grey":
            assert contrast(colour, style.halo) >= 1.9, code


@styles
def test_words_on_the_map_are_readable_on_every_tint(style: Style) -> None:
    grounds = {style.land, style.paper, *(look.fill for look in style.statuses.values())}
    # Small letters of the quieter colours stand on a halo, those of the map's own texts need none.
    haloed = {"soft": style.text_soft, "town": style.town, "water": style.water_text}
    for ground in grounds:
        assert contrast(style.text, ground) >= 7, ground
        for name, accent in style.accents.items():
            assert contrast(accent.text, ground) >= 4.5, (name, ground)
        for slot, colour in style.guard_texts.items():
            assert contrast(colour, ground) >= 4.5, (slot, ground)
        for name, colour in haloed.items():
            assert contrast(colour, ground) >= 3.7, (name, ground)
    for name, colour in haloed.items():
        assert contrast(colour, style.halo) >= 4.5, name
    assert contrast(style.water_text, style.water) >= 4.5
    assert contrast(style.headline, style.paper) >= 4.5
    assert contrast(style.flag, style.flag_text) >= 7


@styles
def test_lines_and_circles_stand_out(style: Style) -> None:
    for name, accent in style.accents.items():
        assert contrast(accent.line, accent.hollow) >= 3, name
        assert contrast(accent.line, style.halo) >= 3, name
    for slot, colour in style.guards.items():
        assert contrast(colour, style.halo) >= 2.9, slot
    for colour in (style.disputed_line, style.disputed_ink):
        assert contrast(colour, style.land) >= 2.4
    if style.name not in ("grey", "contrast"):
        assert style.relief is not None
        for shade, light in (style.relief.close, style.relief.wide, style.relief.inset):
            assert 0 < shade <= 0.5
            assert 0 < light <= 0.5


@styles
def test_every_colour_is_six_hex_digits(style: Style) -> None:
    def colours(value: object) -> list[str]:
        if isinstance(value, dict):
            return [c for v in value.values() for c in colours(v)]
        return [value] if isinstance(value, str) and value.startswith("#") else []

    found = colours(style.as_dict())
    assert len(found) > 30
    assert all(len(c) == 7 and 0 <= luminance(c) <= 1 for c in found)


def test_the_committed_tokens_are_current() -> None:
    committed = Path(paths.folder("assets") / "css" / "tokens.css").read_text(encoding="utf-8")
    assert committed == css_tokens()
