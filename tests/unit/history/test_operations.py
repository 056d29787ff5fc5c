"""Arrows of operations: where they end, and that a total is told once."""

from collections import Counter

import pytest
import toy_world

from csto_map.atlas import Atlas
from csto_map.picture import flows
from csto_map.query.filters import Filters

CHOICES = """
[movements.roots]
AAA = [65.0, 45.0]
CCC = [85.0, 45.0]
[[movements.operations]]
rows = "op_*"
host = "BBB"
"""
COLUMNS = (
    "contingent_id,operation,country,unit_text,unit_id,is_total,personnel_low,personnel_high,"
    "place,lat,lon,coord_precision,coord_source,start,end,start_certainty,end_certainty,note,"
    "source_ids\n"
)
WORDS = {"not_known": "?", "sender": "{who}, {n}", "total": "{n} in all", "thousands": ","}
WEST, EAST, NORTH = "44.0,72.0", "44.0,78.0", "48.0,75.0"


def row(
    id_, country, people="", at="", days="2005-01-01,2006-01-01", place="", unit="", whole=False
):
    """Give a row of contingents.csv; one without a country is a total."""
    total = "yes" if whole or not country else ""
    low_high = f"{people},{people}"
    point = f"{at},town,book" if at else ",,none,"
    return (
        f"op_{id_},Op,{country},Some,{unit},{total or 'no'},{low_high},{place},{point},"
        f"{days},certain,certain,,book\n"
    )


@pytest.fixture
def told(tmp_path):
    """Load the toy world with contingents, and give what is drawn on a day."""

    def load(*rows):
        folder = toy_world.write(tmp_path / f"toy{len(list(tmp_path.iterdir()))}")
        (folder / "atlas.toml").write_text(toy_world.TOML + CHOICES, encoding="utf-8")
        (folder / "tables" / "contingents.csv").write_text(COLUMNS + "".join(rows), "utf-8")
        atlas = Atlas.load(folder)

        def on(day):
            words = WORDS | {"people": "{n}"}
            days = (atlas.day(day).toordinal(),) * 2
            return flows.movements(atlas.timeline, days, words, Filters({}))

        return atlas.timeline, on

    return load


def ends_of(timeline):
    return {end["id"]: (end["x"], end["y"]) for end in timeline["arrivals"]}


def test_a_total_of_several_places_is_told_by_one_ring_in_their_middle(told):
    timeline, _ = told(
        row("all", "", "900"),
        row("a_west", "AAA", at=WEST, place="West"),
        row("a_east", "AAA", at=EAST, place="East"),
        row("c", "CCC", "100", at=NORTH),
    )

    (end,) = timeline["arrivals"]
    assert [men[1:] for men in end["men"]] == [(900, 900)]
    assert end["soft"]
    # The symbols stay where they are, for the ring is at none of the places.
    assert end["hides"] == ["contingent:op_all"]
    arrows = {flow["by"]: flow for flow in timeline["flows"]}
    assert Counter(flow["by"] for flow in timeline["flows"]) == {"AAA": 1, "CCC": 1}
    assert arrows["AAA"]["ids"] == ["contingent:op_a_east", "contingent:op_a_west"]
    # What the total leaves is said once, too.
    assert arrows["AAA"]["men"][0][1:] == (0, 800)
    assert arrows["CCC"]["men"][0][1:] == (100, 100)


def test_the_ring_stands_where_the_total_does_if_a_source_says_it(told):
    spread = [row("a", "AAA", "500", at=WEST), row("c", "CCC", "400", at=EAST)]
    middle, _ = told(row("all", "", "900"), *spread)
    timeline, _ = told(row("all", "", "900", at=NORTH), *spread)

    (end,), (before,) = timeline["arrivals"], middle["arrivals"]
    assert not end["soft"]
    assert (end["x"], end["y"]) != (before["x"], before["y"])


def test_without_a_total_each_place_has_a_ring_with_a_name_of_its_own(told):
    timeline, _ = told(row("a", "AAA", "500", at=WEST), row("c", "CCC", "400", at=EAST))

    assert len(ends_of(timeline)) == len(timeline["arrivals"]) == 2
    assert {flow["place"] for flow in timeline["flows"]} == set(ends_of(timeline))
    assert all(end["men"] == [] for end in timeline["arrivals"])


def test_places_that_are_left_before_others_are_taken_stay_apart(told):
    """The total then belongs to one place after the other, and is never told twice on a day."""
    timeline, on = told(
        row("all", "", "900", days="2005-01-01,2007-01-01"),
        row("a_1", "AAA", "500", at=WEST, days="2005-01-01,2006-01-01"),
        row("a_2", "AAA", "600", at=EAST, days="2006-01-01,2007-01-01"),
    )

    assert len(ends_of(timeline)) == len(timeline["arrivals"]) == 2
    for day in ("2005-06-01", "2006-06-01"):
        moved, arrivals = on(day)
        assert [end.text for end in arrivals] == ["900 in all"]
        assert len(moved) == 1


def test_totals_follow_one_another(told):
    timeline, _ = told(
        row("all_1", "", "900", days="2005-01-01,2005-04-01"),
        row("all_2", "", "700", days="2005-06-01,2006-01-01"),
        row("a", "AAA", at=WEST),
    )

    (end,) = timeline["arrivals"]
    assert [men[1:] for men in end["men"]] == [(900, 900), (None, None), (700, 700)]


def test_what_a_total_leaves_is_not_said_of_two_arrows_on_one_day(told):
    late = "2005-03-01,2006-02-01"
    timeline, _ = told(
        row("all", "", "900"),
        row("a_1", "AAA", at=WEST),
        row("a_2", "AAA", at=WEST, days=late),
        row("c", "CCC", "100", at=WEST),
    )

    arrows = [flow for flow in timeline["flows"] if flow["by"] == "AAA"]
    assert len(arrows) == 2
    assert not any("men" in flow or flow["derived"] for flow in arrows)


def test_a_total_of_one_country_is_its_arrow_and_what_it_counts_is_told_no_second_time(told):
    timeline, _ = told(
        row("a_all", "AAA", "700", at=NORTH, whole=True),
        row("a_west", "AAA", "200", at=WEST, days="2005-03-01,2005-06-01"),
        row("a_before", "AAA", "50", at=WEST, days="2004-03-01,2004-06-01"),
        row("c", "CCC", "100", at=NORTH),
    )

    people = {
        (flow["by"], flow["ids"][0]): flow["men"][0][1:]
        for flow in timeline["flows"]
        if flow["kind"] == "contingent"
    }
    assert people == {
        ("AAA", "contingent:op_a_before"): (50, 50),
        ("AAA", "contingent:op_a_all"): (700, 700),
        ("CCC", "contingent:op_c"): (100, 100),
    }
    (arrow,) = (f for f in timeline["flows"] if f["ids"][0] == "contingent:op_a_all")
    assert arrow["ids"] == ["contingent:op_a_all", "contingent:op_a_west"]
    assert all(end["men"] == [] for end in timeline["arrivals"])
