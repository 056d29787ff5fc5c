"""Symbols: valid codes, a drawing for every kind of the schema, small and safe."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from milsymbol import Symbol as MilSymbol

from csto_map.errors import BadOption
from csto_map.picture import symbols
from csto_map.picture.glyphs import GLYPHS
from csto_map.picture.style import LIGHT, STYLES

SITES = sorted(
    {"air_base", "headquarters", "naval_test", "comms", "seismic", "garrison", "training_ground"}
    | {"border_detachment", "space_tracking", "radar", "cosmodrome", "naval_base", "depot"}
    | {"missile_base", "camp", "monitoring_centre", "observer_mission"}
)
ICONS = [
    *(f"unit/{arm}/{echelon}" for arm in symbols.ARMS for echelon in symbols.ECHELONS),
    *(f"site/{kind}" for kind in SITES),
    *(f"plain/{kind}" for kind in GLYPHS),
    *(f"event/{kind}" for kind in sorted(symbols.EVENT_KINDS)),
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
