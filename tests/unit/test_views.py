"""Projection, frames and clipping."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from csto_map.picture.views import Projector, clip_rings, fit, polygon_rings, scale_bar

ALBERS = "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km"


def test_the_centre_of_the_projection_is_the_origin() -> None:
    assert Projector(ALBERS).point(75, 50) == pytest.approx((0, 0), abs=1e-6)


def test_the_projection_keeps_areas() -> None:
    square = Projector(ALBERS).geometry(shapely.segmentize(shapely.box(60, 45, 61, 46), 0.05))
    geodesic = 111.32 * math.cos(math.radians(45.5)) * 111.14
    assert shapely.area(square) == pytest.approx(geodesic, rel=0.01)


def test_holes_run_against_their_exterior() -> None:
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    outer, hole = polygon_rings(shapely.MultiPolygon([ring]))
    assert shapely.is_ccw(shapely.linearrings(outer))
    assert not shapely.is_ccw(shapely.linearrings(hole))


@given(
    x=st.floats(-5000, 5000),
    y=st.floats(-5000, 5000),
    across=st.floats(1, 9000),
    up=st.floats(1, 9000),
    width=st.integers(64, 4000),
    height=st.integers(64, 4000),
)
def test_a_fitted_frame_holds_its_box_at_one_scale(
    x: float, y: float, across: float, up: float, width: int, height: int
) -> None:
    frame = fit(x, y, x + across, y + up, width, height)
    slack = 1e-6 * (1 + abs(x) + abs(y) + across + up)
    assert frame.x0 <= x + slack
    assert frame.x1 >= x + across - slack
    assert frame.y0 <= y + slack
    assert frame.y1 >= y + up - slack
    assert frame.km_per_px == pytest.approx((frame.y1 - frame.y0) / height, rel=1e-6)
    px = frame.px(x + across / 3, y + up / 3)
    assert frame.km(*px) == pytest.approx((x + across / 3, y + up / 3), abs=slack)


@given(km_per_px=st.floats(0.05, 50), longest=st.floats(60, 400))
def test_a_scale_bar_is_round_and_fits(km_per_px: float, longest: float) -> None:
    km, px = scale_bar(km_per_px, longest)
    assert str(km).rstrip("0") in ("1", "2", "5")
    assert px == pytest.approx(km / km_per_px)
    assert px <= longest + 1e-9 or km == 1
    assert px > longest / 2.6 or km == 1


def test_clipping_keeps_area_and_direction_inside_the_frame() -> None:
    frame = fit(0, 0, 100, 100, 200, 200)
    land = shapely.box(-50, 20, 60, 80).difference(shapely.box(-10, 40, 20, 60))
    outer, hole = clip_rings(polygon_rings(land), frame, margin_px=0)
    assert shapely.area(shapely.polygons(outer)) == pytest.approx(120 * 120)
    assert shapely.area(shapely.polygons(hole)) == pytest.approx(40 * 40)
    directions = [shapely.is_ccw(shapely.linearrings(r)) for r in (outer, hole)]
    assert directions[0] != directions[1]


def test_what_lies_outside_the_frame_is_gone() -> None:
    frame = fit(0, 0, 100, 100, 200, 200)
    away = np.array([[500, 500], [600, 500], [600, 600], [500, 500]], dtype=float)
    assert clip_rings([away], frame) == ()
