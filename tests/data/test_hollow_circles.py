"""Hollow circles let the map through wherever they are drawn; lines begin at their edges."""

import math
import re
from dataclasses import replace

import pytest

from csto_map.picture.constants import PEOPLE
from csto_map.picture.figure import to_figure
from csto_map.picture.scene import Scene, build
from csto_map.sheet.svg import map_svg

DAYS = ("2026-03-01", "2022-01-10", "1995-06-01")


@pytest.fixture(scope="module", params=DAYS)
def scene(real_atlas, request) -> Scene:
    return build(real_atlas, request.param, view="alliance", numbers="circles", width=700)


def discs(scene: Scene) -> list[str]:
    """The circles that stand for people or ends of movements, but for dots, as SVG."""
    groups = re.findall(r'<g data-id="(?:people|ring):.*?</g>', map_svg(scene), re.DOTALL)
    found = [disc for group in groups for disc in re.findall(r"<circle[^>]*>", group)]
    return [one for one in found if f'r="{PEOPLE.dot}"' not in one]


def test_pictures(scene: Scene) -> None:
    # What is filled by a sure number alone hides what is below.
    shares = [float(re.search(r'fill-opacity="([^"]+)"', one)[1]) for one in discs(scene)]
    assert PEOPLE.veil in shares
    assert set(shares) <= {PEOPLE.veil, PEOPLE.band, PEOPLE.core}


def test_the_legend(scene: Scene) -> None:
    keys = ("hollow", "unknown", "settled")
    drawn = [one.swatch.icon.body for one in scene.legend if one.key in keys and one.swatch.icon]
    assert drawn
    for one in drawn:
        assert f'fill-opacity="{PEOPLE.veil}"' in one


def test_figures(scene: Scene) -> None:
    hollow = {f"people:{one.id}" for one in scene.counted if one.hollow or one.shape == "unknown"}
    traces = [one for one in to_figure(scene).data if one.meta and one.meta.get("id") in hollow]
    assert traces
    for one in traces:
        fill = one.fillcolor or one.marker.color[0]
        assert fill.endswith((f",{PEOPLE.veil:g})", f", {PEOPLE.veil:g})")), fill


def test_lines_begin_at_the_edge_of_a_circle(scene: Scene) -> None:
    circles = [one for one in scene.counted if one.shape in ("circle", "unknown")]
    led = [(one, foot) for one in circles for foot in one.feet]
    for one, (x, y) in led:
        root = one.root(x, y)
        if root is None:
            assert math.dist((one.x, one.y), (x, y)) <= one.radius
            continue
        assert math.dist((one.x, one.y), root) == pytest.approx(one.radius)
        whole = math.dist((one.x, one.y), (x, y))
        assert math.dist(root, (x, y)) == pytest.approx(whole - one.radius)
    one = circles[0]
    assert replace(one, shape="plate").root(one.x + 99, one.y) == (one.x, one.y)
