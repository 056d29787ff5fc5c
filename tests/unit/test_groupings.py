"""Groupings of a size are marks: drawn, with a card, found, and counted once."""

import csv
import json

import pytest
from click.testing import CliRunner

from csto_map import cli
from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.exchange.writing import frames, symbol_columns
from csto_map.history import compare
from csto_map.history.snapshot_json import as_object
from csto_map.page import bundle
from csto_map.picture.scene import build

HEAD = (
    "grouping_id,name,name_ru,owner,host,echelon,arm,lat,lon,coord_precision,coord_source,"
    "start,end,start_certainty,end_certainty,note,source_ids"
)
# Two that follow one another at the host's name, and one at a place of its own, elsewhere.
GROUPINGS = """
north,Northern Group,Северная группа,AAA,BBB,group_of_forces,,,,none,,2000,2006-01-01,inherited,certain,,book
west,Western Group,,AAA,BBB,group_of_forces,armour,46,75,exact,book,2006-01-01,2010-06-15,certain,certain,,book
home,Home Army,,CCC,CCC,army,,,,none,,,,unknown,unknown,,paper
loose,Advisers together,,AAA,CCC,,,,,none,,,,unknown,unknown,,paper
""".strip()
FIGURES = """
n1,grouping,north,2002,certain,total,90000,100000,about 95 thousand,book
w1,grouping,west,2006-02-01,certain,total,80000,80000,80 thousand,book
h1,grouping,home,2003,certain,total,7000,7000,7 thousand,paper
b1,unit,aaa_1bn,2004-05-01,certain,total,600,600,600,paper
""".strip()


def write(toy, groupings=GROUPINGS, figures=FIGURES):
    (toy / "tables" / "groupings.csv").write_text(f"{HEAD}\n{groupings}\n", encoding="utf-8")
    path = toy / "tables" / "strengths.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if ",aaa_in_bbb," not in line]
    path.write_text("\n".join([*kept, figures]) + "\n", encoding="utf-8")
    return toy


@pytest.fixture
def grouped(toy):
    return write(toy)


@pytest.fixture
def atlas(grouped):
    return Atlas.load(grouped)


def marks(atlas):
    return {m["id"]: m for m in atlas.timeline["marks"] if m["id"].startswith("grouping:")}


def test_the_table_breaks_no_rule(grouped):
    assert check(grouped).faults == ()


class TestMarks:
    def test_those_of_a_size_are_symbols_with_their_echelon(self, atlas):
        assert {id_: m["icon"] for id_, m in marks(atlas).items()} == {
            "grouping:north": "unit/combined_arms/army_group",
            "grouping:west": "unit/armour/army_group",
            "grouping:home": "unit/combined_arms/army",
        }

    def test_they_stand_at_their_place_or_at_their_hosts_name(self, atlas):
        north, west = marks(atlas)["grouping:north"], marks(atlas)["grouping:west"]

        assert (north["x"], north["y"]) == pytest.approx(atlas.project(75, 45), abs=0.01)
        assert north["soft"]
        assert (west["x"], west["y"]) == pytest.approx(atlas.project(75, 46), abs=0.01)
        assert not west["soft"]

    def test_they_are_there_as_long_as_their_rows_say(self, atlas):
        north = marks(atlas)["grouping:north"]
        assert (north["until"], north["cuntil"]) == (atlas.day("2006-01-01").toordinal(),) * 2

    def test_they_can_be_filtered_as_units_are(self, atlas):
        west = marks(atlas)["grouping:west"]
        assert (west["layer"], west["accent"]) == ("units", "lead")
        assert (west["at"], west["by"], west["echelon"]) == (["BBB"], "AAA", "group_of_forces")
        assert west["men"][0][1:] == (80_000, 80_000)

    def test_they_are_on_pictures_with_their_numbers(self, atlas):
        def on(day):
            scene = build(atlas, day, numbers="symbols")
            shown = {id_ for one in scene.symbols for id_ in one.members}
            return shown, {one.text for one in scene.counted}

        shown, numbers = on("2004-06-01")
        assert "grouping:north" in shown
        assert any("100,000" in text for text in numbers)
        shown, numbers = on("2007-06-01")
        assert "grouping:west" in shown
        assert "grouping:north" not in shown
        assert any("80,000" in text for text in numbers)

    def test_a_number_stands_at_the_symbol(self, atlas):
        posts = {tuple(one["marks"]): one["steps"] for one in atlas.timeline["posts"]}

        steps = posts["grouping:north",]
        assert steps[0][:4] == (atlas.day("2002-01-01").toordinal(), 90_000, 100_000, "fresh")
        assert steps[-1][1] is None

    def test_one_that_is_an_arrow_already_is_refused(self, grouped):
        path = grouped / "atlas.toml"
        more = '[[movements.forces]]\ngrouping = "north"\nsite = "bbb_base"\n'
        roots = "[movements.roots]\nAAA = [65.0, 45.0]\n"
        path.write_text(path.read_text(encoding="utf-8") + more + roots, encoding="utf-8")

        (fault,) = check(grouped).faults
        assert (fault.column, fault.value) == ("movements.forces", "north")


class TestPage:
    @pytest.fixture
    def made(self, atlas):
        return {name: json.loads(body) for name, body in bundle.files(atlas).items()}

    def test_it_has_a_card_with_figures_and_sources(self, made):
        card = made["details"]["cards"]["grouping:north"]

        assert card["title"] == "Northern Group"
        assert card["kind"] == "Combined arms, group of forces"
        assert ["Owner", "Aland"] in card["facts"]
        assert [one["high"] for one in card["strengths"]] == [100_000]
        assert card["sources"] == ["book"]
        assert "BBB" in card["related"]
        assert made["details-ru"]["cards"]["grouping:north"]["title"] == "Северная группа"

    def test_it_is_found_by_search(self, made):
        entries = {entry[1]: entry for entry in made["search"]["entries"]}

        assert entries["Northern Group"][4][0][0] == "grouping:north"
        assert entries["Northern Group"][4][0][1] == "Beland"

    def test_its_drawings_are_there(self, made):
        assert "unit/combined_arms/army_group:lead:certain" in made["atlas"]["icons"]["light"]
        assert "plain/combined_arms:lead:possible" in made["atlas"]["icons"]["dark"]

    def test_it_comes_and_goes_between_two_days(self, atlas, made):
        days = atlas.day("2005-01-01"), atlas.day("2007-01-01")
        rows = {(row.kind, row.id) for row in compare.differences(atlas, *days)}

        assert {("departed", "grouping:north"), ("arrived", "grouping:west")} <= rows
        things = {thing["id"]: thing for thing in made["ledger"]["things"]}
        assert things["grouping:west"]["place"] == ""
        assert [one["id"] for one in made["ledger"]["groupings"]] == ["grouping:loose"]


class TestSums:
    def test_it_counts_once_and_its_units_not_beside_it(self, atlas):
        (one,) = atlas.personnel("BBB", "AAA", day="2004-06-01")

        assert (one.low, one.high, one.method) == (90_000, 100_000, "grouping")
        assert one.counted == ("north",)
        assert {"aaa_1bn", "bbb_base"} <= set(one.left_out)
        assert one.covered == 1.0

    def test_its_successor_takes_its_place(self, atlas):
        (one,) = atlas.personnel("BBB", "AAA", day="2007-06-01")
        assert (one.high, one.counted) == (80_000, ("west",))

    def test_forces_at_home_are_in_no_sum_of_forces_abroad(self, atlas):
        assert atlas.personnel("CCC", "CCC", day="2004-06-01") == ()

    def test_two_of_one_size_are_added_and_a_smaller_one_is_not(self, toy):
        other = (
            "south,Southern Group,,AAA,BBB,group_of_forces,,,,none,,2000,..,certain,ongoing,,book"
        )
        army = "first,1st Army,,AAA,BBB,army,,,,none,,2000,..,certain,ongoing,,book"
        figures = FIGURES + (
            "\no1,grouping,south,2003,certain,total,10000,10000,ten thousand,paper"
            "\na1,grouping,first,2003,certain,total,5000,5000,five thousand,paper"
        )
        atlas = Atlas.load(write(toy, f"{GROUPINGS}\n{other}\n{army}", figures))

        (one,) = atlas.personnel("BBB", "AAA", day="2004-06-01")
        assert (one.low, one.high, one.method) == (100_000, 110_000, "sum")
        assert one.counted == ("north", "south")
        assert "first" in one.left_out
        assert one.as_of == "2002/2003"

    def test_what_is_not_known_of_one_is_told(self, toy):
        other = (
            "south,Southern Group,,AAA,BBB,group_of_forces,,,,none,,2000,..,certain,ongoing,,book"
        )
        atlas = Atlas.load(write(toy, f"{GROUPINGS}\n{other}"))

        (one,) = atlas.personnel("BBB", "AAA", day="2004-06-01")
        assert (one.high, one.covered, one.without) == (100_000, 0.5, ("south",))

    def test_a_part_is_added_without_the_units_that_it_holds(self, grouped):
        path = grouped / "atlas.toml"
        parts = '[charts.parts]\nnorth = ["aaa_1bn"]\n'
        path.write_text(path.read_text(encoding="utf-8") + parts, encoding="utf-8")

        (one,) = Atlas.load(grouped).personnel("BBB", "AAA", day="2004-06-01")
        assert (one.counted, one.method, one.high) == (("north",), "sum", 100_000)

    def test_it_is_in_the_chart_of_forces_abroad_and_in_the_cards_of_its_host(self, atlas):
        made = bundle.files(atlas)
        items = json.loads(made["charts"])["charts"]["abroad"]["items"]
        assert {(i["kind"], i["high"]) for i in items} >= {("whole", 100_000), ("whole", 80_000)}
        troops = json.loads(made["details"])["cards"]["BBB"]["troops"]
        assert any(step[3] == 100_000 for one in troops for step in one["steps"])


class TestExports:
    def test_it_is_a_row_of_the_layer_of_units(self, atlas):
        layer = frames.layer(atlas, "deployments", atlas.day("2004-06-01"))
        row = layer[layer.id == "north"].iloc[0]

        assert (row["name"], row.owner, row.country) == ("Northern Group", "AAA", "BBB")
        assert (row.echelon, row.arm) == ("group_of_forces", "combined_arms")
        assert (row.personnel_high, row.coord_precision) == (100_000, "area")
        assert (row.geometry.x, row.geometry.y) == (75, 45)
        drawn = symbol_columns.with_symbols(atlas, "deployments", layer)
        assert dict(zip(drawn.id, drawn.symbol, strict=True))["north"] == (
            "unit/combined_arms/army_group:lead"
        )

    def test_a_snapshot_tells_it(self, atlas):
        snapshot = atlas.at("2007-06-01")

        assert list(snapshot.groupings.grouping_id) == ["west", "home"]
        told = {one["id"]: one for one in as_object(snapshot)["groupings"]}
        assert told["west"]["personnel"]["high"] == 80_000
        assert (told["west"]["lat"], told["west"]["lon"]) == (46, 75)

    def test_the_command_line_shows_it(self, grouped):
        done = CliRunner().invoke(cli.main, ["show", "2004-06-01", "--data", str(grouped)])

        assert "Aland: Northern Group, Beland, 90,000" in done.output


def test_no_grouping_of_the_shipped_atlas_becomes_a_symbol(real_atlas):
    """Its groupings are counts; none has an echelon, so that its maps stay as they are."""
    assert not list(real_atlas.world.groupings)


def test_a_point_says_where_it_is_from(grouped):
    path = grouped / "tables" / "groupings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[2][rows[0].index("coord_source")] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)

    assert [fault.rule for fault in check(grouped).faults] == ["point-source"]


class TestGroups:
    """As many groups as an atlas needs, each with its accent in every file and picture."""

    @pytest.fixture
    def atlas(self, grouped):
        path = grouped / "atlas.toml"
        text = path.read_text(encoding="utf-8")
        text = text.replace('joint = ["JOINT"]', 'joint = ["JOINT"]\nfifth = ["CCC"]')
        titles = 'joint = "Joint forces"\nfifth = "Celand\'s forces"'
        text = text.replace('joint = "Joint forces"', titles)
        path.write_text(text, encoding="utf-8")
        return Atlas.load(grouped)

    def test_a_fifth_group_is_on_the_page(self, atlas):
        told = json.loads(bundle.files(atlas)["atlas"])

        assert told["groups"]["fifth"] == "Celand's forces"
        home = next(mark for mark in told["marks"] if mark["id"] == "grouping:home")
        for theme in ("light", "dark", "contrast"):
            assert {mark["accent"] for mark in told["marks"]} <= set(
                told["style"][theme]["accents"]
            )
            assert f"{home['icon']}:fifth:certain" in told["icons"][theme]
            assert "bare/plain:fifth:certain" in told["icons"][theme]

    def test_a_fifth_group_is_on_pictures_and_in_their_legend(self, atlas):
        scene = build(atlas, "2004-06-01", numbers="off")

        assert {e.label for e in scene.legend if e.layer == "groups"} >= {"Celand's forces"}
        assert any(":fifth:" in one.icon for one in scene.symbols)

    def test_the_page_has_no_accent_that_nobody_has(self, atlas):
        told = json.loads(bundle.files(atlas)["atlas"])
        assert set(told["style"]["light"]["accents"]) == {
            *("lead", "joint", "guest", "fifth", "host", "event")
        }
