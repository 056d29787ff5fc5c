"""Symbols: valid codes, a drawing for every kind of the schema, small and safe."""

import io
from itertools import combinations
from xml.etree import ElementTree

import eyes
import numpy as np
import pytest
import resvg_py
from milsymbol import Symbol as MilSymbol
from numpy.typing import NDArray
from PIL import Image, ImageColor

from csto_map.errors import BadOption
from csto_map.facts.allowed import ACCENTS
from csto_map.facts.vocabulary import KNOWN
from csto_map.picture import app6, symbols
from csto_map.picture.glyphs import GLYPHS
from csto_map.picture.style import LIGHT, STYLES, Style

SITES = sorted(KNOWN.drawn["site_kinds"].values())
ICONS = [
    *(f"unit/{arm}/{echelon}" for arm in symbols.ARMS for echelon in symbols.ECHELONS),
    *(f"site/{kind}" for kind in SITES),
    *(f"plain/{kind}" for kind in GLYPHS),
    *(f"event/{kind}" for kind in GLYPHS),
    *symbols.BARE.values(),
    "point/bridge",
    "point/crossing",
    "contingent/contingent",
]


def test_unit_codes_are_valid_and_friendly() -> None:
    codes = [symbols.sidc(echelon, arm) for arm in symbols.ARMS for echelon in symbols.ECHELONS]
    wrong = [
        code
        for code in codes
        if len(code) != 20 or not code.startswith("100310") or not MilSymbol(code).is_valid()
    ]
    assert len(codes) > 100
    assert wrong == []


def test_site_codes_are_valid_installations() -> None:
    codes = {kind: symbols.site_sidc(kind) for kind in SITES}
    wrong = {
        kind: code
        for kind, code in codes.items()
        if len(code) != 20 or code[4:6] != "20" or not MilSymbol(code).is_valid()
    }
    assert wrong == {}


def faults_of(text: str) -> list[str]:
    """Say what is wrong with a drawing: it is small and square, and has neither ids nor text."""
    root = ElementTree.fromstring(text)
    _, _, wide, tall = map(float, root.attrib["viewBox"].split())
    found = [f"{len(text)} characters"] if len(text) >= 1500 else []
    found += [f"{wide}x{tall}"] if wide != tall else []
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        found += [tag] if tag not in {"svg", "g", "path", "circle", "rect"} else []
        found += [
            f"{tag} {key}={value}"
            for key, value in element.attrib.items()
            if key == "id" or "url(" in value or "href" in key
        ]
    return found


def test_drawings_are_small_square_and_without_ids_or_text() -> None:
    keys = [
        symbols.icon_key(icon, "lead", certain=sure) for icon in ICONS for sure in (True, False)
    ]
    found = {key: wrong for key in keys if (wrong := faults_of(symbols.svg(key, LIGHT)))}
    assert len(keys) > 300
    assert found == {}


def test_a_drawing_with_an_id_a_text_or_a_link_is_found() -> None:
    text = '<svg viewBox="0 0 2 3"><text id="a" href="b">x</text><g fill="url(#c)"/></svg>'
    assert faults_of(text) == ["2.0x3.0", "text", "text id=a", "text href=b", "g fill=url(#c)"]


@pytest.mark.parametrize("icon", ["unit/motor_rifle/division", "site/air_base", "plain/treaty"])
def test_possible_is_hollow_and_dashed_and_accents_differ(icon: str) -> None:
    for style in STYLES.values():
        certain = symbols.svg(symbols.icon_key(icon, "lead"), style)
        possible = symbols.svg(symbols.icon_key(icon, "lead", certain=False), style)
        assert "stroke-dasharray" in possible
        assert "stroke-dasharray" not in certain
        drawn = {a: symbols.svg(symbols.icon_key(icon, a), style) for a in style.accents}
        for one, other in combinations(drawn, 2):
            assert drawn[one] != drawn[other], f"{style.name}: {one} looks like {other}"


def silhouette(key: str, style: Style) -> NDArray[np.bool_]:
    """Which pixels of a symbol at its size on the map are its body."""
    drawing = symbols.drawing(key, style)
    text = drawing.svg.replace("<svg ", '<svg width="26" height="26" ', 1)
    image = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=text)))).convert("RGBA")
    body = np.array(ImageColor.getrgb(style.accent(key.split(":")[1]).body))
    pixels = np.asarray(image).astype(int)
    near = np.abs(pixels[..., :3] - body).sum(axis=2) < 120
    shape: NDArray[np.bool_] = near & (pixels[..., 3] > 128)
    return shape


@pytest.mark.parametrize("icons", symbols.BARE)
def test_groups_differ_by_shape_as_well_as_by_colour(icons: str) -> None:
    style = STYLES["grey"]
    groups = [*ACCENTS, "host", *(["event"] if icons == "plain" else [])]
    shapes = {g: silhouette(f"{symbols.BARE[icons]}:{g}:certain", style) for g in groups}
    assert min(shape.sum() for shape in shapes.values()) > 200
    for one, other in combinations(groups, 2):
        share = (shapes[one] ^ shapes[other]).sum() / (shapes[one] | shapes[other]).sum()
        assert share >= 0.04, f"{one} and {other}: {share:.3f}"


def test_all_groups_differ_by_colour_for_whoever_sees_colours() -> None:
    for style in STYLES.values():
        if style.name == "grey":
            continue
        for one, other in combinations((*ACCENTS, "host"), 2):
            apart = eyes.distance(style.accents[one].body, style.accents[other].body)
            assert apart >= 7, f"{style.name}: {one} and {other}: {apart:.1f}"


@pytest.mark.parametrize("seen_by", eyes.EYES)
def test_groups_differ_by_colour_for_most_eyes(seen_by: str) -> None:
    for style in STYLES.values():
        if style.name == "grey" or seen_by == "greyscale":
            continue
        for one, other in combinations(("lead", "joint", "guest", "host"), 2):
            apart = eyes.distance(style.accents[one].body, style.accents[other].body, seen_by)
            assert apart >= 7, f"{style.name}: {one} and {other}: {apart:.1f}"


def test_the_drawings_kept_are_those_of_the_package() -> None:
    assert app6.KEPT.read_text(encoding="utf-8") == app6.keep(symbols.codes()), "make data"


@pytest.mark.parametrize("arm", symbols.ARMS)
def test_an_echelon_stands_above_whatever_the_frame_holds(arm: str) -> None:
    alone = parts(f"1003100000{'0' * 10}")
    for echelon, digits in symbols.ECHELONS.items():
        above = parts(f"10031000{digits}{'0' * 10}")[len(alone) :]
        assert len(above) == (echelon != "base")
        assert parts(symbols.sidc(echelon, arm)) == parts(symbols.sidc("base", arm)) + above


def parts(code: str) -> list[str]:
    """Let the package draw a symbol, and give its elements as texts."""
    return [ElementTree.tostring(e, "unicode") for e in ElementTree.fromstring(app6.drawn(code))]


def test_a_symbol_that_is_not_kept_is_drawn_by_the_package() -> None:
    code = "10031000001208000000"

    assert code not in symbols.codes()
    assert [ElementTree.tostring(e, "unicode") for e in app6.elements(code)] == parts(code)
    with pytest.raises(BadOption, match="no symbol"):
        app6.elements("99999999999999999999")


def test_every_arm_looks_different() -> None:
    drawn = {arm: symbols.svg(f"unit/{arm}/brigade:lead:certain", LIGHT) for arm in symbols.ARMS}
    assert len(set(drawn.values())) == len(drawn)


def test_echelons_show() -> None:
    drawn = {e: symbols.svg(f"unit/infantry/{e}:lead:certain", LIGHT) for e in symbols.ECHELONS}
    assert len(set(drawn.values())) == len(drawn)


def test_a_data_uri_needs_no_escaping() -> None:
    uri = symbols.data_uri(symbols.svg("plain/radar:joint:possible", LIGHT))
    assert uri.startswith("data:image/svg+xml,")
    assert not set('<>"#%{}|\\^`\n') & set(uri.replace("%", ""))


@pytest.mark.parametrize("key", ["", "unit/dragoons/regiment:lead:certain", "plain/ufo", "site/x"])
def test_unknown_icons_are_refused(key: str) -> None:
    with pytest.raises(BadOption):
        symbols.svg(key, LIGHT)
