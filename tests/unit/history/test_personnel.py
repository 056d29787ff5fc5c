"""How many people are in a country, in a small world of its own."""

from datetime import date

import toy_world

from csto_map.atlas import Atlas
from csto_map.history import personnel

CHOICE = '[charts]\nhosts = ["aaa_in_*"]\n'


def choose(toy, more=""):
    path = toy / "atlas.toml"
    path.write_text(path.read_text(encoding="utf-8") + CHOICE + more, encoding="utf-8")


def add(toy, table, line):
    path = toy / "tables" / f"{table}.csv"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{line}\n", encoding="utf-8")


def of(toy, day):
    (one,) = Atlas.load(toy).personnel("BBB", "AAA", day=day)
    return one


def test_a_fresh_count_of_all_is_taken_and_names_what_it_leaves_out(toy):
    choose(toy)
    one = of(toy, "2004-06-01")

    assert (one.low, one.high, one.method, one.age) == (500, 500, "grouping", "fresh")
    assert (one.counted, one.left_out) == (("aaa_in_bbb",), ("bbb_base",))


def test_else_the_newer_posts_are_added(toy):
    choose(toy)
    one = of(toy, "2007-06-01")

    assert (one.low, one.high, one.method, one.as_of) == (200, 200, "sum", "2004")
    assert one.left_out == ("aaa_in_bbb",)
    assert one.covered == 1


def test_a_garrison_and_the_unit_there_are_added_once_the_newer_of_them(toy):
    add(toy, "strengths", "s8,unit,aaa_1bn,2005,certain,total,90,90,90,book")
    one = of(toy, "2005-06-01")

    assert (one.low, one.counted) == (90, ("aaa_1bn",))
    # The grouping is no choice of this atlas: it speaks for nobody.
    assert one.left_out == ("aaa_in_bbb", "bbb_base")


def test_two_posts_are_added_and_a_post_without_a_figure_lowers_what_is_covered(toy):
    row = "air_base,BBB,AAA,45.6,74.6,exact,book,2002,..,certain,ongoing,,book"
    for id_ in ("bbb_two", "bbb_three"):
        add(toy, "sites", f"{id_},{id_},,,{row}")
    add(toy, "strengths", "s8,site,bbb_two,2003,certain,total,50,60,50 to 60,paper")
    one = of(toy, "2005-06-01")

    assert (one.low, one.high, one.as_of) == (250, 260, "2003/2004")
    assert round(one.covered, 3) == 0.667
    assert one.without == ("bbb_three",)
    assert one.source_ids == ("paper",)


def test_what_is_too_old_is_not_added_and_without_any_figure_there_is_no_number(toy):
    toy_world.spoil(toy, "sites", "bbb_base", "end", "..")
    toy_world.spoil(toy, "sites", "bbb_base", "end_certainty", "ongoing")
    toy_world.spoil(toy, "strengths", "s2", "date", "2002-07-01")

    assert Atlas.load(toy).personnel("BBB", "AAA", day="2011-06-01") == ()
    assert of(toy, "2010-06-01").age == "old"


def test_a_grouping_is_added_only_with_the_units_that_it_holds(toy):
    add(toy, "groupings", "guards,Guards,,AAA,BBB,,book")
    add(toy, "strengths", "s8,grouping,guards,2004,certain,total,700,700,700,book")
    assert of(toy, "2005-06-01").counted == ("bbb_base",)
    assert "guards" in of(toy, "2005-06-01").left_out

    choose(toy, '[charts.parts]\nguards = ["aaa_1bn"]\n')
    toy_world.spoil(toy, "strengths", "s4", "kind", "claim")
    one = of(toy, "2005-06-01")
    assert (one.low, one.counted) == (700, ("guards",))
    assert "bbb_base" in one.left_out


def second_host(toy):
    """A base of AAA in CCC too, of which nobody counts the people."""
    row = "air_base,CCC,AAA,45.6,74.6,exact,book,2002,..,certain,ongoing,,book"
    add(toy, "sites", f"ccc_base,ccc_base,,,{row}")


def test_of_several_hosts_there_is_one_number_and_what_nobody_counts_lowers_the_share(toy):
    second_host(toy)
    atlas = Atlas.load(toy)
    (alone,) = atlas.personnel("BBB", "AAA", day="2005-06-01")
    (one,) = atlas.personnel(["CCC", "BBB"], "AAA", day="2005-06-01")

    assert (one.host, one.low, one.method, one.parts) == ("BBB;CCC", alone.low, "sum", (alone,))
    assert (one.covered, one.without) == (0.5, ("ccc_base",))
    add(toy, "strengths", "s8,site,ccc_base,2003,certain,total,50,60,50 to 60,paper")
    (both,) = Atlas.load(toy).personnel(["CCC", "BBB"], day="2005-06-01")
    assert (both.low, both.high) == (alone.low + 50, alone.high + 60)
    assert (both.as_of, both.covered, both.without) == ("2003/2004", 1, ())
    assert both.as_object()["parts"].keys() == {"BBB", "CCC"}


def test_a_unit_that_is_in_two_hosts_on_a_day_is_added_once(toy):
    second_host(toy)
    add(toy, "strengths", "s8,unit,aaa_1bn,2005,certain,total,90,90,90,book")
    stay = next(
        line
        for line in (toy / "tables/deployments.csv").read_text().splitlines()
        if "aaa_1bn" in line
    )
    cells = stay.split(",")
    cells[0], cells[cells.index("bbb_base")] = "d9", "ccc_base"
    add(toy, "deployments", ",".join(cells))
    atlas = Atlas.load(toy)
    assert [p.low for p in atlas.personnel(day="2005-06-01")] == [90, 90]
    (one,) = atlas.personnel(["BBB", "CCC"], day="2005-06-01")

    assert (one.low, one.counted) == (90, ("aaa_1bn",))
    assert [part.host for part in one.parts] == ["BBB"]


def test_of_a_host_with_a_unit_that_is_counted_already_the_rest_is_added(toy):
    """The rest has its own range, dates, age and sources, not those of the whole."""
    second_host(toy)
    row = "air_base,CCC,AAA,45.6,74.6,exact,book,2002,..,certain,ongoing,,book"
    for id_ in ("ccc_two", "ccc_three"):
        add(toy, "sites", f"{id_},{id_},,,{row}")
    add(toy, "strengths", "s5,unit,aaa_1bn,2003,certain,total,90,95,90 to 95,book")
    toy_world.spoil(toy, "strengths", "s2", "date", "2002-07-01")
    add(toy, "strengths", "s8,site,ccc_two,2006,certain,total,50,60,50 to 60,paper")
    add(toy, "strengths", "s9,site,ccc_three,2005,certain,total,7,8,7 to 8,book")
    add(toy, "deployments", "d9,aaa_1bn,ccc_base,stationed,2002-03,..,certain,ongoing,,book")
    atlas = Atlas.load(toy)
    (whole,) = atlas.personnel("CCC", "AAA", day="2007-06-01")
    assert (whole.low, whole.high, whole.age, whole.as_of) == (147, 163, "old", "2003/2006")
    (one,) = atlas.personnel(["BBB", "CCC"], "AAA", day="2007-06-01")
    first, rest = one.parts

    assert (first.counted, first.low) == (("aaa_1bn",), 90)
    assert (rest.host, rest.operator, rest.method) == ("CCC", "AAA", "sum")
    assert (rest.low, rest.high, rest.counted) == (57, 68, ("ccc_three", "ccc_two"))
    assert (rest.as_of, rest.age, rest.source_ids) == ("2005/2006", "fresh", ("book", "paper"))
    assert (one.low, one.high, one.age) == (147, 163, "old")


def test_numbers_have_spans_from_each_step_to_the_next_and_the_last_to_the_horizon(toy):
    atlas = Atlas.load(toy)
    steps = atlas.headcount.steps("BBB", "AAA")
    known = [one for _, one in steps if one]

    found = list(personnel.spans(steps, atlas.horizon))
    assert [one for _, _, one in found] == known
    assert found[0][0] == steps[0][0]
    assert [until for _, until, one in found][:-1] == [day for day, _, _ in found][1:]
    ((_, until, _),) = personnel.spans(steps[:1], date(2012, 12, 31))
    assert until == date(2013, 1, 1)
