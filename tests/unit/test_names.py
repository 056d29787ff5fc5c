"""What states are called by day, in which state places lie, and whose troops are guests."""

from datetime import date, timedelta

import pytest

from csto_map import Atlas
from csto_map.errors import DataError
from csto_map.exchange.writing import frames, grounds
from csto_map.facts import tables
from csto_map.history.names import name_on, named_on
from csto_map.page import cards, search, snapshot_text, tables_view
from csto_map.picture import scene
from csto_map.query.times import Times
from tests.shared import toy_world

HEADER = "name_id,country,name,name_ru,start,end,start_certainty,end_certainty,note,source_ids"
# Beland is New Beland for some years, and Celand was another thing up to 2004.
NAMES = """
bbb_new,BBB,New Beland,Новый Беланд,2005-01-01,2009-01-01,certain,certain,,book
ccc_old,CCC,Sealand,,,2004-01-01,unknown,certain,,paper
"""


def named(folder, rows=NAMES):
    path = folder / "tables" / "country_names.csv"
    path.write_text(f"{HEADER}\n{rows.strip()}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    return Atlas.load(named(toy_world.write(tmp_path_factory.mktemp("names") / "toy")))


@pytest.fixture(scope="module")
def union(tmp_path_factory):
    """Aland and Beland are one state to 2003-05-01, and again from 2011-01-01."""
    folder = toy_world.write(tmp_path_factory.mktemp("names") / "toy")
    return Atlas.load(toy_world.with_borders_in_time(folder))


class TestNames:
    def test_a_folder_without_the_table_has_its_usual_names(self, union):
        assert union.states.on(date(2006, 1, 1))["BBB"].name == "Beland"
        assert not union.states.steps("BBB", union.speech())
        assert not any("names" in one for one in union.timeline["countries"])

    @pytest.mark.parametrize(
        ("day", "name"),
        [
            ("2004-12-31", "Beland"),
            ("2005-01-01", "New Beland"),
            ("2008-12-31", "New Beland"),
            ("2009-01-01", "Beland"),
        ],
    )
    def test_one_day_has_one_name_wherever_it_is_told(self, toy, day, name):
        then = date.fromisoformat(day)
        (told,) = (one for one in toy.timeline["countries"] if one["id"] == "BBB")
        states = toy.at(day).states()
        file = frames.layer(toy, "memberships", then)
        outlines = grounds.layer(toy, "states", then)

        assert name_on(told, then.toordinal()) == name
        assert {a.id: a.name for a in scene.subject(toy, day).areas}["BBB"] == name
        assert states.set_index("country").name["BBB"] == name
        assert file.set_index("country").name["BBB"] == name
        assert outlines.set_index("country").name["BBB"] == name
        assert f"{name}: Bee base" in snapshot_text.as_text(toy, day)

    def test_a_name_without_a_beginning_holds_from_the_first_day(self, toy):
        assert toy.states.steps("CCC", toy.speech()) == [
            (toy.first, "Sealand"),
            (date(2004, 1, 1), "Celand"),
        ]

    def test_other_languages_have_their_own_and_else_the_english_one(self, toy):
        russian = named_on(toy.timeline_in("ru"), date(2003, 6, 1).toordinal())
        later = named_on(toy.timeline_in("ru"), date(2006, 1, 1).toordinal())

        assert {one["id"]: one["name"] for one in russian["countries"]}["CCC"] == "Sealand"
        assert {one["id"]: one["name"] for one in later["countries"]}["BBB"] == "Новый Беланд"

    def test_a_picture_of_a_range_has_the_names_of_its_last_day(self, toy):
        whole = Times("range", date(2002, 1, 1), date(2006, 1, 1))
        shown = scene.subject(toy, "2002-01-01", times=whole)

        assert {area.id: area.name for area in shown.areas}["BBB"] == "New Beland"

    def test_changes_call_a_state_as_it_was_on_their_day(self, tmp_path):
        rows = "bbb_old,BBB,Old Beland,,,2005-06-01,unknown,certain,,book"
        told = {
            one.day: one.text
            for one in Atlas.load(named(toy_world.write(tmp_path / "toy"), rows)).changes
        }

        assert "Old Beland" in told[date(2000, 1, 1)]
        assert "Old Beland" in told[date(2005, 5, 5)]
        assert "Old" not in told[date(2010, 6, 15)]

    def test_cards_tell_all_names_and_search_finds_them(self, toy):
        details = cards.compile_details(toy)
        facts = dict(details["cards"]["BBB"]["facts"])
        index = search.compile_index(toy, details)
        words = [one.word for one in index["words"]]
        (state,) = (
            one for one in index["entries"] if one.targets[0].id == "BBB" and one.group == "state"
        )

        assert (
            facts["Names"] == "Beland; New Beland from 1 January 2005; Beland from 1 January 2009"
        )
        assert {words[k] for field in state.fields for k in field} >= {"beland", "new", "novyy"}

    def test_a_name_of_no_country_is_a_fault(self, tmp_path):
        folder = named(toy_world.write(tmp_path / "toy"), NAMES.replace("BBB", "BBX"))

        with pytest.raises(DataError, match=r"country_names\.csv.*BBX.*countries\.csv"):
            tables.read(folder)


class TestHosts:
    """The state of the day at the place."""

    def test_a_card_says_in_which_states_a_site_was(self, union):
        facts = dict(cards.compile_details(union)["cards"]["site:bbb_base"]["facts"])

        assert facts["Country"] == "Beland (The Union to 30 April 2003)"

    @pytest.mark.parametrize(
        ("day", "host"), [("2003-04-30", "The Union"), ("2003-05-01", "Beland")]
    )
    def test_lists_of_a_day_name_that_of_the_day(self, union, day, host):
        assert f"  {host}: Bee base" in snapshot_text.as_text(union, day)

    def test_tables_say_the_same_as_cards(self, union):
        listed = {one["id"]: one for one in tables_view.compile_tables(union)["tables"]}

        assert "Beland (The Union to 30 April 2003)" in listed["sites"]["rows"][0].cells


class TestAtHome:
    """Troops of a state within its own borders are no guests there."""

    def test_who_is_in_another_part_of_the_same_state_is_not_counted(self, union):
        count, eve = union.headcount, date(2003, 4, 30)
        abroad = eve + timedelta(days=1)

        assert (count.at("BBB", "AAA", eve), count.is_there("BBB", "AAA", eve)) == (None, False)
        assert count.posts("BBB", "AAA", eve) == {}
        assert count.at("BBB", "AAA", abroad).counted == ("bbb_base",)
        assert count.is_there("BBB", "AAA", abroad)

    def test_circles_begin_on_the_day_on_which_they_come_to_be_abroad(self, union):
        (troops,) = union.timeline["troops"]

        first = next(step for step in troops["steps"] if step.low)
        assert first.from_ == date(2003, 5, 1).toordinal()

    def test_the_shipped_map_has_no_guests_in_the_soviet_union(self, real_atlas):
        count, day = real_atlas.headcount, date(1991, 12, 25)
        hosts = {
            host for host, op in count.parties if op == "RUS" and count.is_there(host, op, day)
        }
        after = {
            host
            for host, op in count.parties
            if op == "RUS" and count.is_there(host, op, day + timedelta(days=1))
        }

        within = real_atlas.borders.within(day)
        assert "TJK" in within
        assert hosts
        assert not hosts & set(within)
        assert {"TJK", "KGZ"} <= after | set(within)
        assert "TJK" in after
