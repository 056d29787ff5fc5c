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


@pytest.mark.parametrize("arm", symbols.ARMS)
@pytest.mark.parametrize("echelon", symbols.ECHELONS)
def test_unit_codes_are_valid_and_friendly(arm: str, echelon: str) -> None:
    code = symbols.sidc(echelon, arm)
    assert len(code) == 20
    assert code.startswith("100310")
    assert MilSymbol(code).is_valid()


@pytest.mark.parametrize("kind", SITES)
def test_site_codes_are_valid_installations(kind: str) -> None:
    code = symbols.site_sidc(kind)
    assert len(code) == 20
    assert code[4:6] == "20"
    assert MilSymbol(code).is_valid()


@pytest.mark.parametrize("icon", ICONS)
def test_drawings_are_small_square_and_without_ids_or_text(icon: str) -> None:
    for certain in (True, False):
        text = symbols.svg(symbols.icon_key(icon, "lead", certain=certain), LIGHT)
        assert len(text) < 1500
        root = ElementTree.fromstring(text)
        _, _, wide, tall = map(float, root.attrib["viewBox"].split())
        assert wide == tall
        for element in root.iter():
            assert element.tag.rpartition("}")[2] in {"svg", "g", "path", "circle", "rect"}
            assert "id" not in element.attrib
            assert not any("url(" in v or "href" in k for k, v in element.attrib.items())


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
