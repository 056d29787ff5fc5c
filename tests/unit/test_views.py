"""Projection, frames and clipping."""

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from csto_map.facts import config
from csto_map.facts.cone import NoCone, central_meridian, rotation
from csto_map.history import timeline
from csto_map.picture.views import (
    Frame,
    Projector,
    clip_rings,
    fit,
    polygon_rings,
    scale_bar,
    turned,
    upright,
)

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


# Cones of both hemispheres, on a sphere and an ellipsoid, one with an origin of its own; the
# last two are planes about a pole, which turn as cones do.
CONES = (
    ALBERS,
    "+proj=lcc +lat_1=33 +lat_2=45 +lat_0=39 +lon_0=-96 +x_0=500000 +y_0=9000 +units=km",
    "+proj=eqdc +lat_1=-20 +lat_2=-40 +lat_0=-30 +lon_0=140 +R=6371000 +units=km",
    "+proj=stere +lat_0=90 +lon_0=10 +units=km",
    "+proj=laea +lat_0=90 +lon_0=75 +units=km",
)


@pytest.mark.parametrize("proj", CONES)
@pytest.mark.parametrize("away", [-47.0, -0.5, 11.0, 33.25])
def test_a_turn_is_the_projection_of_another_meridian(proj: str, away: float) -> None:
    middle = central_meridian(proj)
    south = "-20" in proj
    lon, lat = np.meshgrid(middle + np.linspace(-50, 60, 23), np.linspace(5, 80, 16))
    places = shapely.points(lon.ravel(), -lat.ravel() if south else lat.ravel())
    there = proj.replace(f"+lon_0={middle:g}", f"+lon_0={middle + away!r}")
    turn = rotation(proj, middle + away)
    assert turn is not None
    got = turned(shapely.get_coordinates(Projector(proj).geometry(places)), turn)
    wanted = shapely.get_coordinates(Projector(there).geometry(places))

    assert np.abs(got - wanted).max() < 1e-9


def test_north_stands_up_on_the_meridian() -> None:
    turn = rotation(ALBERS, 28)
    project = Projector(ALBERS)
    frame = fit(-3400, 1000, -2400, 1700, 1500, 900, turn)
    columns = [frame.px(*project.point(28, lat))[0] for lat in (40, 50, 54, 60)]

    assert columns == pytest.approx([columns[0]] * 4, abs=1e-9)


@pytest.mark.parametrize(
    "proj",
    [
        "+proj=laea +lat_0=55 +lon_0=-18 +units=km",
        "+proj=merc +lon_0=20 +units=km",
        "+proj=tmerc +lon_0=39 +units=km",
        "+proj=robin +units=km",
    ],
)
def test_a_projection_that_is_no_cone_has_no_other_meridian(proj: str) -> None:
    assert rotation(proj, None) is None
    with pytest.raises(NoCone, match="needs a conic projection"):
        rotation(proj, 55)


def test_a_meridian_that_is_the_projections_own_turns_nothing() -> None:
    assert rotation(ALBERS, 75) is None
    frame, plain = fit(-7, 3, 90, 40, 640, 480, None), fit(-7, 3, 90, 40, 640, 480)
    assert (frame, frame.px(1.1, 2.2)) == (plain, plain.px(1.1, 2.2))


@given(
    x=st.floats(-5000, 5000),
    y=st.floats(-3000, 4000),
    across=st.floats(1, 9000),
    meridian=st.floats(-180, 180).filter(lambda value: value != 75),
    px=st.floats(-2000, 4000),
    py=st.floats(-2000, 4000),
)
def test_pixels_of_a_turned_frame_are_those_of_its_places(
    x: float, y: float, across: float, meridian: float, px: float, py: float
) -> None:
    turn = rotation(ALBERS, meridian)
    box = (x, y, x + across, y + across / 2)
    frame = fit(*box, 1200, 700, turn)
    there = frame.km(px, py)
    slack = 1e-6 * (1 + 20_000 / across)

    assert frame.px(*there) == pytest.approx((px, py), abs=slack)
    assert frame.pixels(np.array([there]))[0] == pytest.approx((px, py), abs=slack)
    # The box keeps its middle and its scale, however the frame is turned.
    middle = (x + x + across) / 2, (y + y + across / 2) / 2
    assert frame.px(*middle) == pytest.approx((600, 350), abs=slack)
    assert frame.km_per_px == pytest.approx(fit(*box, 1200, 700).km_per_px)
    assert frame.holds(*middle)
    west, south, east, north = frame.around()
    for at in ((0, 0), (1200, 0), (0, 700), (1200, 700)):
        corner = frame.km(*at)
        assert west - 1e-6 <= corner[0] <= east + 1e-6
        assert south - 1e-6 <= corner[1] <= north + 1e-6


def test_a_turned_frame_clips_what_lies_outside_it() -> None:
    turn = rotation(ALBERS, 20)
    box = (-3300.0, 900.0, -2300.0, 1500.0)
    frame = fit(*box, 1000, 600, turn)
    x0, y0, x1, y1 = upright(box, turn)
    around = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
    corners = np.array([frame.projected(x, y) for x, y in around])
    (ring,) = clip_rings([corners], frame, margin_px=0)

    assert shapely.area(shapely.polygons(ring)) == pytest.approx(1000 * 600)
    # A quarter of it, then nothing.
    half, whole = (np.array(frame.projected(x0 + far, y0)) - corners[0] for far in (500, 1000))
    (quarter,) = clip_rings([corners + half + _down(frame, 300)], frame, margin_px=0)
    assert shapely.area(shapely.polygons(quarter)) == pytest.approx(500 * 300)
    assert clip_rings([corners + whole + whole / 50], frame) == ()


def _down(frame: Frame, far: float) -> NDArray[np.float64]:
    return np.subtract(frame.projected(0, -far), frame.projected(0, 0))


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


class TestNameOfAProjection:
    """Whoever names none gets what its PROJ string says, so that both cannot differ."""

    @pytest.mark.parametrize(
        ("proj", "language", "name"),
        [
            (
                "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km",
                "en",
                "Albers Equal Area, parallels 40° N and 60° N, central meridian 75° E, WGS 84",
            ),
            (
                "+proj=laea +lat_0=55 +lon_0=-18 +ellps=WGS84 +units=km",
                "en",
                "Lambert Azimuthal Equal Area, centre 55° N, 18° W, WGS 84",
            ),
            (
                "+proj=eqc +lat_ts=-15 +lon_0=170 +ellps=WGS84 +units=km",
                "ru",
                "Equidistant Cylindrical, параллель 15° ю. ш., осевой меридиан 170° в. д., WGS 84",
            ),
        ],
    )
    def test_it_is_derived_from_its_proj_string(self, real_atlas, proj, language, name):
        given = config.Projection(proj=proj)
        view = real_atlas.config.views[0].model_copy(update={"meridian": None})
        changed = real_atlas.config.model_copy(update={"projection": given, "views": (view,)})
        # The shipped atlas names its projection in Russian.
        speech = replace(real_atlas.speech(language), titles={})

        assert timeline.projection_name(changed, view.id, speech) == name
