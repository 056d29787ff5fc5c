"""Borders in time: which outline holds on which day, and who asks for it."""

from datetime import date

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from csto_map import Atlas
from csto_map.errors import BadFile
from csto_map.facts import borders, dates
from csto_map.page import cards, search
from csto_map.picture import figure, lands, scene
from csto_map.query.times import Times
from tests.shared import toy_world

# The day before, on and after every day from which an outline is another.
DAYS = {
    "2003-04-30": {"UUU": (60, 80), "CCC": (80, 90)},
    "2003-05-01": {"AAA": (60, 70), "BBB": (70, 80), "CCC": (80, 90)},
    "2003-05-02": {"AAA": (60, 70), "BBB": (70, 80), "CCC": (80, 90)},
    "2007-12-31": {"AAA": (60, 70), "BBB": (70, 80), "CCC": (80, 90)},
    "2008-01-01": {"AAA": (60, 70), "BBB": (70, 85), "CCC": (85, 90)},
    "2008-01-02": {"AAA": (60, 70), "BBB": (70, 85), "CCC": (85, 90)},
    "2010-12-31": {"AAA": (60, 70), "BBB": (70, 85), "CCC": (85, 90)},
    "2011-01-01": {"UUU": (60, 85), "CCC": (85, 90)},
    "2011-01-02": {"UUU": (60, 85), "CCC": (85, 90)},
}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = toy_world.write(tmp_path_factory.mktemp("borders") / "toy")
    return Atlas.load(toy_world.with_borders_in_time(folder))


def row(code, west, east, start="", end="", of=()):
    days = (dates.earliest(text) for text in (start, end))
    return borders.Outline(code, box(west, 0, east, 1), *days, start, end, of)


@pytest.mark.parametrize("day", DAYS)
def test_states_are_outlined_as_on_the_day(world, day):
    told = world.boundaries("coarse", day)

    widths = {
        code: shape.bounds[::2] for code, shape in zip(told.country, told.geometry, strict=True)
    }
    assert widths == DAYS[day]


@pytest.mark.parametrize("day", DAYS)
def test_the_map_draws_the_states_of_the_day(world, day):
    shown = scene.build(world, day, layers=["bases"])

    assert {area.id for area in shown.areas} == set(DAYS[day])
    names = {label.id for label in shown.labels if label.kind == "state"}
    assert names == set(DAYS[day])


def test_without_a_day_all_outlines_are_told_with_their_days(world):
    told = world.boundaries("coarse")

    assert [tuple(one) for one in told[["country", "start", "end"]].to_numpy()] == [
        ("UUU", "", "2003-05-01"),
        ("UUU", "2011-01-01", ""),
        ("AAA", "2003-05-01", "2011-01-01"),
        ("BBB", "2003-05-01", "2008"),
        ("BBB", "2008", "2011-01-01"),
        ("CCC", "", "2008"),
        ("CCC", "2008", ""),
    ]
    assert world.border_days == (date(2003, 5, 1), date(2008, 1, 1), date(2011, 1, 1))


def test_a_range_of_days_shows_the_borders_of_its_last(world):
    whole = Times("range", date(2002, 1, 1), date(2009, 1, 1))
    shown = scene.build(world, "2002-01-01", layers=["bases"], times=whole)

    assert {area.id for area in shown.areas} == {"AAA", "BBB", "CCC"}


def test_rows_of_one_state_on_one_day_are_dissolved():
    rows = [
        row("A", 0, 1),
        row("B", 9, 10),
        row("A", 1, 2, "2000", "2001-06"),
        row("A", 2, 3, "2001"),
    ]

    known = borders.Borders(borders.in_time(rows))

    assert [(one.code, one.start, one.end, one.shape.bounds[2]) for one in known.rows] == [
        ("A", "", "2000", 1),
        ("A", "2000", "2001", 2),
        ("A", "2001", "2001-06", 3),
        ("A", "2001-06", "", 3),
        ("B", "", "", 10),
    ]
    assert [one.shape.area for one in known.rows] == pytest.approx([1, 2, 3, 2, 1])
    for day in ("1999-12-31", "2000-01-01", "2001-05-31", "2001-06-01"):
        codes = [one.code for one in known.on(date.fromisoformat(day))]
        assert sorted(codes) == ["A", "B"]


def test_two_rows_on_every_day_are_one_outline_on_every_day():
    known = borders.Borders(borders.in_time([row("A", 0, 1), row("A", 1, 2)]))

    assert [(one.from_, one.until, one.shape.area) for one in known.rows] == [(None, None, 2)]
    assert known.days == ()


def test_of_the_days_that_facts_cover_no_more_is_kept():
    rows = [
        row("A", 0, 1, "", "1990"),
        row("B", 0, 1, "1990", "2000"),
        row("C", 0, 1, "2000", ""),
        row("D", 0, 1, "2020", ""),
        row("E", 0, 1, "1980", "2020"),
    ]

    kept = borders.Borders(rows).over(date(1990, 1, 1), date(2010, 12, 31))

    assert [(one.code, one.from_, one.until) for one in kept.rows] == [
        ("B", None, date(2000, 1, 1)),
        ("C", date(2000, 1, 1), None),
        ("E", None, None),
    ]
    # What the file says of them stays.
    assert (kept.rows[0].start, kept.rows[0].end) == ("1990", "2000")


@pytest.mark.parametrize("code", ["code", "country"])
def test_a_file_may_name_its_codes_either_way_and_lack_days(tmp_path, code):
    path = tmp_path / "coarse.parquet"
    gpd.GeoDataFrame({code: ["A"]}, geometry=[box(0, 0, 1, 1)], crs=4326).to_parquet(path)

    (one,) = borders.read(path).rows

    assert (one.code, one.from_, one.until, one.of) == ("A", None, None, ())


@pytest.mark.parametrize("crs", [4326, 3857])
def test_days_are_read_as_text_as_days_and_as_nothing(tmp_path, crs):
    """Whoever makes a file by GeoPandas has dates as often as texts."""
    path = tmp_path / "coarse.parquet"
    days = {"start": [None, date(1991, 12, 26)], "end": ["1991-12-26", None]}
    shapes = [box(0, 0, 2, 1), box(0, 0, 1, 1)]
    told = gpd.GeoDataFrame({"code": ["A", "B"], **days}, geometry=shapes, crs=4326)
    told.to_crs(crs).to_parquet(path)

    assert [(one.start, one.end) for one in borders.read(path).rows] == [
        ("", "1991-12-26"),
        ("1991-12-26", ""),
    ]


def test_a_day_that_is_none_is_refused_in_one_line(tmp_path):
    path = tmp_path / "coarse.parquet"
    table = gpd.GeoDataFrame(
        {"code": ["A"], "start": ["soon"]}, geometry=[box(0, 0, 1, 1)], crs=4326
    )
    table.to_parquet(path)

    with pytest.raises(BadFile, match=r"coarse\.parquet: A: 'soon' is not an EDTF date"):
        borders.read(path)


class TestWithin:
    """Facts name the states of one day, whose land is another's on the next."""

    def test_land_of_a_state_is_that_of_the_one_within_which_it_lies(self, world):
        shown = scene.subject(world, "2002-06-01", layers=["bases"])
        ground = lands.of(shown.areas)
        x, y = world.project(75, 45)
        inside, across = (
            (x - 9, y - 9, x + 9, y + 9),
            (*world.project(79, 45), *world.project(81, 46)),
        )

        assert ground.at(x, y) == "UUU"
        assert ground.name("BBB") == "UUU"
        assert ground.clear(["BBB"], inside)
        assert not ground.foreign(["BBB"], inside)
        # Beyond the union lies Celand.
        assert not ground.clear(["BBB"], across)
        assert ground.foreign(["BBB"], across)
        # Without the word of the file it would be any other state.
        assert ground.foreign(["CCC"], inside)

    def test_a_symbol_stands_where_it_stood_before_its_state(self, world):
        sites = {
            day: next(s for s in scene.build(world, day).symbols if s.layer == "bases")
            for day in ("2003-04-30", "2003-05-01")
        }

        before, after = sites.values()
        assert not before.leader
        assert before.states == after.states == ("BBB",)
        assert (before.x, before.y) == pytest.approx((after.x, after.y))

    def test_a_status_colours_the_part_whose_it_is(self, world):
        shown = scene.build(world, "2002-06-01", layers=["states"])

        status = {area.id: area.status for area in shown.areas}
        assert status == {"UUU": None, "CCC": None, "AAA": "member", "BBB": "member"}
        drawn = [area.id for area in shown.areas]
        assert drawn.index("UUU") < drawn.index("AAA")
        part = next(area for area in shown.areas if area.id == "AAA")
        later = next(area for area in scene.build(world, "2004-06-01").areas if area.id == "AAA")
        assert all(
            map(shapely.equals_exact, *(map(shapely.linearrings, a.rings) for a in (part, later)))
        )
        # Whoever lies within another is found on it.
        assert lands.of(shown.areas).at(*world.project(75, 45)) == "BBB"
        assert not lands.of(shown.areas).foreign(
            ["BBB"], (*world.project(75, 45), *world.project(75.1, 45.1))
        )

    def test_a_part_is_drawn_as_on_the_nearest_day(self, world):
        shown = scene.build(world, "2012-06-01", layers=["states"])

        widths = {
            area.id: round(max(ring[:, 0].max() for ring in area.rings))
            for area in shown.areas
            if area.id in ("AAA", "BBB")
        }
        # Beland left the pact in 2010; it is drawn with the part of Celand that it took.
        assert widths["BBB"] == round(world.project(85, 40)[0])


def test_the_page_is_given_each_outline_once_with_its_days(world):
    traces = figure.base_figure(world, "coarse").to_plotly_json()["data"]

    told = [
        (t["meta"]["id"], t["meta"].get("from"), t["meta"].get("until"), t["meta"].get("of"))
        for t in traces
        if t.get("fill")
    ]
    split, grown, joined = (day.toordinal() for day in world.border_days)
    assert told == [
        ("land", None, None, None),
        ("UUU", None, split, ["AAA", "BBB"]),
        ("UUU", joined, None, ["AAA", "BBB"]),
        ("AAA", split, joined, []),
        ("BBB", split, grown, []),
        ("BBB", grown, joined, []),
        ("CCC", None, grown, []),
        ("CCC", grown, None, []),
    ]


def test_states_of_a_day_have_their_outlines_of_the_day(world):
    told = world.at("2009-01-01").states()

    widths = dict(zip(told.country, told.geometry.bounds.maxx, strict=True))
    assert widths == {"AAA": 70, "BBB": 85, "CCC": 90}
    # A part of another state as on the nearest day, as the map draws it.
    later = world.at("2012-01-01").states().set_index("country").geometry
    assert later["AAA"].bounds[2] == 70


class TestChanges:
    def test_states_that_come_and_go_are_changes_of_their_day(self, world):
        told = {change.day.isoformat(): change for change in world.changes}

        assert told["2003-05-01"].text.startswith(
            "No longer on the map: The Union; New on the map: Aland and Beland"
        )
        assert told["2003-05-01"].exact
        assert told["2011-01-01"].text == (
            "No longer on the map: Aland and Beland; New on the map: The Union"
        )
        assert told["2011-01-01"].ids == ("AAA", "BBB", "UUU")

    def test_other_borders_are_told_no_more_exactly_than_the_file_does(self, world):
        told = next(one for one in world.changes if one.day == date(2008, 1, 1))

        assert told.text == "Other borders on the map: Beland and Celand"
        assert (told.when, told.exact, told.weight) == ("2008", False, 1)

    def test_the_page_is_told_in_both_languages(self, world):
        day = date(2003, 5, 1).toordinal()
        english, russian = (
            next(one["text"] for one in world.timeline_in(language)["changes"] if one["day"] == day)
            for language in ("en", "ru")
        )
        assert "New on the map: Aland and Beland" in english
        assert "Новое на карте: Аланд и Беланд" in russian

    def test_a_view_is_told_of_the_states_that_it_shows(self, world):
        assert (
            world.findings_in("en").last_change("all", date(2011, 2, 1)).startswith("Last change")
        )
        assert "The Union" in world.findings_in("en").last_change("all", date(2011, 2, 1))
        assert date(2008, 1, 1) in world.findings_in("en").days

    def test_a_folder_without_outlines_has_changes_all_the_same(self, tmp_path):
        folder = toy_world.write(tmp_path / "toy")
        (folder / "boundaries" / "coarse.parquet").unlink()

        assert Atlas.load(folder).changes


def test_disputed_areas_are_drawn_in_the_state_of_the_day(world):
    told = {date.fromordinal(day).isoformat(): text for day, text in world.timeline["notes"]}

    assert list(told) == ["1999-01-01", "2001-01-01", "2003-05-01", "2011-01-01"]
    assert [("The Union" in text, "Aland" in text) for text in told.values()] == [
        (False, False),
        (True, False),
        (False, True),
        (True, False),
    ]


class TestEndedStates:
    """Whose land it is, and who counts what stands there, when a state is no more."""

    def test_a_state_is_gone_where_no_other_is_of_it(self, world):
        assert [world.borders.gone(code) for code in ("AAA", "UUU", "CCC", "XXX")] == [None] * 4
        ends = borders.Borders([row("AAA", 0, 5, "", "2003"), row("BBB", 0, 9, "2003", "")])
        inside = borders.Borders([*ends.rows[:1], row("BBB", 0, 9, "2003", "", ("AAA",))])

        assert ends.gone("AAA") == date(2003, 1, 1)
        assert inside.gone("AAA") is None

    def test_a_place_has_the_state_of_the_day(self, world):
        days = (date(2003, 4, 30), date(2007, 1, 1), date(2008, 1, 1))

        assert [world.borders.at(82, 45, day) for day in days] == ["CCC", "CCC", "BBB"]
        assert world.borders.at(0, 0, days[0]) == ""

    def test_forces_in_a_state_that_ended_count_where_its_land_went(self, tmp_path):
        folder = toy_world.write(tmp_path / "toy")
        before = Atlas.load(folder).headcount
        rows = [("BBB", 70, 80, "", "2004-01-01"), ("CCC", 80, 90, "", "2004-01-01"),
                ("CCC", 70, 90, "2004-01-01", ""), ("AAA", 60, 70, "", "")]  # fmt: skip
        codes, shapes, starts, ends = zip(
            *((code, box(west, 40, east, 50), a, b) for code, west, east, a, b in rows), strict=True
        )
        table = {"code": codes, "start": starts, "end": ends}
        frame = gpd.GeoDataFrame(table, geometry=list(shapes), crs=4326)
        for name in ("coarse", "fine"):
            frame.to_parquet(folder / "boundaries" / f"{name}.parquet")
        after = Atlas.load(folder).headcount

        assert ("CCC", "AAA") not in before.parties
        for day, there in (("2003-12-31", ["BBB"]), ("2004-01-01", ["CCC"])):
            when = date.fromisoformat(day)
            assert before.is_there("BBB", "AAA", when)
            assert [c for c in ("BBB", "CCC") if after.is_there(c, "AAA", when)] == there
            assert [one.host for one in after.of_day(when) if one.operator == "AAA"] == there


def test_search_leads_from_a_part_of_a_state_to_it_and_says_so(tmp_path):
    """The Soviet Union is found by "Ukraine" where the atlas knows no Ukraine."""
    folder = toy_world.with_borders_in_time(toy_world.write(tmp_path / "toy"))
    for path in (folder / "tables").glob("*.csv"):
        path.write_text(
            path.read_text("utf-8").replace("AAA", "SUN").replace("BBB", "UKR"), "utf-8"
        )
    (folder / "atlas.toml").write_text(toy_world.TOML.replace("AAA", "SUN"), "utf-8")
    atlas = Atlas.load(folder)
    for language, told in (("en", "Part of: Aland"), ("ru", "В составе: Аланд")):
        index = search.compile_index(atlas, cards.compile_details(atlas, language), language)
        found = {
            entry.title: (entry.kind, [t.id for t in entry.targets]) for entry in index["entries"]
        }
        # Beland, Ukraine by its code, has a card of its own.
        assert ("Ukraine" if language == "en" else "Украина") not in found
        assert found["Kazakhstan" if language == "en" else "Казахстан"] == (told, ["SUN"])
