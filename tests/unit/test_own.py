"""User layers as pictures draw them: when they hold, where they lie, what they are called."""

from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely

from csto_map.errors import BadFile, BadOption
from csto_map.exchange.reading.user_layers import read_all
from csto_map.picture import user_layers as own
from csto_map.picture.style import USER_COLOURS
from csto_map.picture.views import Frame, Projector

# Ten pixels a kilometre, so that places can be read off.
FRAME = Frame(0, 0, 10, 10, 100, 100)
DAY = date(2005, 1, 1).toordinal()


def layer(xy, *, crowded=False, since=None, until=None, colours=None, sizes=None, labels=None):
    n = len(xy)
    x, y = np.array(xy, dtype=float).reshape(n, 2).T
    return own.UserLayer(
        "a.csv",
        "#d6278a",
        x,
        y,
        np.array(since or [DAY] * n, dtype=np.int32),
        np.array(until or [DAY + 10] * n, dtype=np.int32),
        np.array(colours or [""] * n, dtype=object),
        np.array(sizes or [0.0] * n),
        np.array(labels or [""] * n, dtype=object),
        crowded,
    )


def rows(**columns):
    given = {
        "start_date": [date(2001, 1, 1)],
        "end_date": [None],
        "colour": [""],
        "size": [float("nan")],
        "label": ["x"],
        "lon": [75.0],
        "lat": [50.0],
        "geometry": [shapely.Point(75, 50)],
    }
    return gpd.GeoDataFrame({**given, **columns}, geometry="geometry", crs=4326)


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_point_holds_from_its_first_day_to_the_day_before_its_end(day, holds):
    assert list(layer([(1, 1)]).holding(DAY + day, DAY + day)) == [holds]


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(-9, -1, False), (-9, 0, True), (3, 4, True), (9, 20, True), (10, 20, False), (4, 3, False)],
)
def test_a_point_holds_in_a_range_that_has_a_day_of_it(first, last, holds):
    assert list(layer([(1, 1)]).holding(DAY + first, DAY + last)) == [holds]


def test_what_holds_on_a_day_keeps_colours_sizes_and_labels_together():
    found = layer(
        [(1, 1), (2, 2)],
        since=[DAY + 1, DAY],
        colours=["#000000", "#ffffff"],
        sizes=[1.0, 30.0],
        labels=["a", "b"],
    ).at(DAY, DAY)

    assert (found.x[0], found.colours[0], found.radii[0], found.labels[0]) == (
        2,
        "#ffffff",
        15,
        "b",
    )
    assert len(found.x) == 1


def test_only_what_lies_in_the_frame_is_counted():
    assert (
        len(layer([(0, 0), (10, 10), (10.1, 5), (5, -0.1), (np.inf, np.inf)]).within(FRAME).x) == 2
    )


def test_points_of_one_pixel_are_one_square_and_squares_that_touch_are_one_oblong():
    # Pixels (10, 20) twice, (14, 20) touching it, (40, 20), and one out of sight.
    xy = [(1.01, 7.95), (1.09, 7.91), (1.45, 7.95), (4.05, 7.95), (11, 5)]
    found = layer(xy, crowded=True).squares(FRAME)

    assert found.tolist() == [[8, 18, 9], [38, 18, 5]]


def test_a_frame_without_points_has_no_squares():
    assert layer([(-1, 5)], crowded=True).squares(FRAME).tolist() == []
    assert layer([(10, 0)], crowded=True).squares(FRAME).tolist() == [[97, 97, 5]]


def test_equal_layers_are_equal_values():
    assert layer([(1, 1)]) == layer([(1, 1)])
    assert hash(layer([(1, 1)])) == hash(layer([(1, 1)]))
    assert layer([(1, 1)]) != layer([(1, 2)])
    assert layer([(1, 1)]) != "a.csv"


def test_rows_become_points_in_the_atlas_projection():
    projector = Projector(
        "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75 +ellps=WGS84 +units=km"
    )
    found = own.of(rows(), "a.csv", "#d6278a", projector)

    assert (found.x[0], found.y[0]) == pytest.approx((0, 0), abs=1e-6)
    assert found.first_days == [date(2001, 1, 1).toordinal()]
    assert found.end_days == [None]
    assert found.days == {date(2001, 1, 1).toordinal()}
    assert (found.sizes[0], found.crowded) == (0, False)
    assert list(found.holding(DAY + 100_000, DAY + 100_000)) == [True]


def test_other_shapes_are_the_point_that_was_chosen_and_sizes_have_bounds():
    projector = Projector("+proj=longlat +units=km")
    area = shapely.box(60, 40, 62, 42)
    table = rows(geometry=[area], lon=[61.5], lat=[40.5], size=[900.0])
    found = own.of(table, "a", "#d6278a", projector)

    assert (found.x[0], found.y[0]) == pytest.approx((61.5, 40.5))
    assert found.radii[0] == own.POINTS.most / 2


@pytest.mark.parametrize(
    ("colour", "told"),
    [("#d6278a", "#666666"), ("#fff", "#ffffff"), ("", ""), ("#000000", "#000000")],
)
def test_in_grey_a_colour_keeps_its_brightness(colour, told):
    assert layer([(1, 1)], colours=[colour]).grey().colours[0] == told


def test_names_with_commas_and_percents_are_found_again():
    given = [named(name) for name in ("a,b.csv", "50%2C.csv", "c d.csv")]

    assert own.listed(given) == "a%2Cb.csv,50%252C.csv,c d.csv"
    assert own.chosen(own.listed(given), given) == tuple(given)
    assert own.chosen("c d.csv, a%2Cb.csv", given) == (given[0], given[2])
    assert own.chosen("", given) == ()


def named(name):
    from dataclasses import replace

    return replace(layer([(1, 1)]), name=name)


@pytest.mark.parametrize(
    ("known", "said"), [(["a.csv", "b.csv"], "there are a.csv, b.csv"), ([], "there are none")]
)
def test_an_unknown_name_is_told_with_those_that_exist(known, said):
    with pytest.raises(BadOption, match=f"user layer 'x' does not exist; {said}"):
        own.chosen("x", [named(name) for name in known])


def test_a_long_name_is_printed_without_its_middle():
    long = named("incidents-of-every-kind-in-the-valley-2001-to-2012.geojson")

    assert long.title == "incidents-of-every-…01-to-2012.geojson"[:19] + "…" + long.name[-19:]
    assert named("short.csv").title == "short.csv"


class TestFiles:
    def test_files_are_named_without_their_folders_and_coloured_by_their_order(
        self, toy_atlas, tmp_path
    ):
        paths = []
        for k in range(6):
            path = tmp_path / str(k) / ("same.csv" if k < 2 else f"{k}.csv")
            path.parent.mkdir()
            path.write_text("lat,lon\n45,65\n")
            paths.append(path)
        found = [layer for _, layer in read_all(paths, toy_atlas)]

        assert [layer.name for layer in found[:3]] == ["same.csv", "same.csv (2)", "2.csv"]
        assert [layer.colour for layer in found] == [*USER_COLOURS, USER_COLOURS[0]]

    def test_a_name_and_a_label_lose_what_xml_cannot_hold(self, toy_atlas, tmp_path):
        path = tmp_path / "a\x0bb.csv"
        path.write_text("lat,lon,name\n45,65,one\x08two\ufffe\n")
        ((_, found),) = read_all([path], toy_atlas)

        assert found.name == "a b.csv"
        assert found.labels[0] == "one two"

    def test_a_bad_file_is_told(self, toy_atlas, tmp_path):
        with pytest.raises(BadFile, match="is not a file"):
            read_all([tmp_path / "none.csv"], toy_atlas)


@pytest.fixture
def toy_atlas(toy):
    from csto_map.atlas import Atlas

    return Atlas.load(toy)
