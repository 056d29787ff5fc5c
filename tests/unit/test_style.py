"""Looks: told apart without colour, readable, and the page's tokens are current."""

from itertools import combinations
from pathlib import Path

import eyes
import pytest

from csto_map import paths
from csto_map.facts.allowed import ACCENTS, GUARD_LINES
from csto_map.picture.constants import PEOPLE
from csto_map.picture.style import (
    STYLES,
    GuardLine,
    Style,
    contrast,
    css_tokens,
    luminance,
)

styles = pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))


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


# Pairs of Sharma, Wu and Dalal, with the distances that they print.
@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_distances_are_those_of_the_published_pairs(one, other, apart) -> None:
    assert eyes.ciede2000(one, other) == pytest.approx(apart, abs=1e-4)
    assert eyes.ciede2000(other, one) == pytest.approx(apart, abs=1e-4)


def rhythm(line: GuardLine) -> tuple[float, float, float, float]:
    """What an eye keeps of a broken line: longest dash, widest gap, dashes in turn, width."""
    on, off = line.dash[::2] or (999.0,), line.dash[1::2] or (1.0,)
    return max(on), max(off), len(on), line.width


def differ(one: GuardLine, other: GuardLine) -> bool:
    """Whether two lines are told apart without colour: one of their measures by a third."""
    pairs = zip(rhythm(one), rhythm(other), strict=True)
    return any(max(a, b) >= 1.35 * min(a, b) for a, b in pairs)


@styles
@pytest.mark.parametrize("seen_by", eyes.EYES)
def test_guards_differ_for_all_eyes(style: Style, seen_by: str) -> None:
    for one, other in combinations(GUARD_LINES, 2):
        apart = eyes.distance(style.guards[one], style.guards[other], seen_by)
        broken = differ(style.guard_line(one), style.guard_line(other))
        assert apart >= 20 or broken, f"{one} and {other}: {apart:.1f}"
    # Those that this border has had for years are told apart by both at once.
    if style.name != "grey" and seen_by != "greyscale":
        for one, other in combinations(GUARD_LINES[:3], 2):
            assert eyes.distance(style.guards[one], style.guards[other], seen_by) >= 10


def test_every_two_guards_differ_in_print_without_colour() -> None:
    style = STYLES["grey"]
    for one, other in combinations([*GUARD_LINES, "none", "unknown"], 2):
        assert differ(style.guard_line(one), style.guard_line(other)), f"{one} and {other}"


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


def veiled(colour: str, ground: str) -> str:
    """A ground seen through what is hollow."""
    pairs = [(int(colour[k : k + 2], 16), int(ground[k : k + 2], 16)) for k in (1, 3, 5)]
    mixed = [round(PEOPLE.veil * over + (1 - PEOPLE.veil) * under) for over, under in pairs]
    return "#" + "".join(f"{part:02x}" for part in mixed)


@styles
def test_the_map_shows_through_hollow_circles_and_their_numbers_are_read(style: Style) -> None:
    grounds = {style.land, style.water, *(look.fill for look in style.statuses.values())}
    for name, accent in style.accents.items():
        for ground in grounds:
            seen = veiled(accent.hollow, ground)
            assert contrast(accent.text, seen) >= 4.5, (name, ground)
            assert contrast(accent.line, seen) >= 3, (name, ground)
        # What is told apart beside a circle is told apart under it.
        lost = contrast(veiled(accent.hollow, style.land), veiled(accent.hollow, style.water))
        assert lost >= contrast(style.land, style.water) ** 0.5, name


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
