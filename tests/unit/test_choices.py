"""What atlas.toml names must be there: a fault for the check, a refusal for whoever serves."""

import re

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner
from shapely.geometry import Polygon

from csto_map import Atlas, cli, paths
from csto_map.audit.check import check
from csto_map.errors import DataError
from csto_map.facts import config
from csto_map.language.speech import load_speech

INSET = """y1 = 800
[[views.insets]]
text = {{ en = "Part", ru = "Часть" }}
{}
"""
HOSTS = '[charts]\nhosts = ["{}"]\n'
# What is written into the toy's atlas.toml (text, in place of what), and the column and value
# that are at fault.
SLIPS = {
    "a host that is no grouping": (
        HOSTS.format("aaa_in_bbbb"),
        None,
        "charts.hosts",
        "aaa_in_bbbb",
    ),
    "a pattern of hosts that matches nothing": (
        HOSTS.format("zzz_*"),
        None,
        "charts.hosts",
        "zzz_*",
    ),
    "a part that is no grouping": (
        "[charts.parts]\nzzz_parts = []\n",
        None,
        "charts.parts",
        "zzz_parts",
    ),
    "a fourth group": ('third = ["CCC"]', 'joint = ["JOINT"]', "groups", "third"),
    "a guard that is no country": ('[guards]\nAAAA = "first"\n', None, "guards", "AAAA"),
    "a title of nobody who guards": (
        '[guard_titles]\nBBB = "the Bees"\n',
        None,
        "guard_titles",
        "BBB",
    ),
    "a chart of figures that are not there": (
        '[charts.seizures]\ntopic = "lenght"\n',
        None,
        "charts.seizures.topic",
        "lenght",
    ),
    "a chart of events of no kind": (
        '[charts.exercises]\nkind = "exercice"\n',
        None,
        "charts.exercises.kind",
        "exercice",
    ),
    "a group of nobody": ('lead = ["AAAA"]', 'lead = ["AAA"]', "groups.lead", "AAAA"),
    "a group without a title": (
        'guest = ["CCC"]\n[group_titles]',
        "[group_titles]",
        "group_titles.guest",
        "missing",
    ),
    "an owner in two groups": ('joint = ["AAA"]', 'joint = ["JOINT"]', "groups", "AAA"),
    "a layer that does not exist": ('id = "sites"', 'id = "bases"', "layers", "sites"),
    "a layer that stands twice": ('id = "units"', 'id = "bases"', "layers", "units"),
    "a first layer that is not there": (
        'default_layers = ["base"]',
        None,
        "default_layers",
        "base",
    ),
    "an inset of a view that does not exist": (
        INSET.format('view = "none"'),
        "y1 = 800",
        "views.all.insets",
        "none",
    ),
    "an inset beyond its view": (
        INSET.format('view = "all"\nbox = [1000, -500, 1300, -200]'),
        "y1 = 800",
        "views.all.insets",
        "1000, -500, 1300, -200",
    ),
    "an inset the wrong way round": (
        INSET.format('view = "all"\nbox = [300, -500, 100, -200]'),
        "y1 = 800",
        "views.all.insets",
        "300, -500, 100, -200",
    ),
    "a frame the wrong way round": (
        "x0 = 1300",
        "x0 = -1200",
        "views.all",
        "1300, -1500, 1200, 800",
    ),
    "a frame in metres": (
        "x0 = -1200000",
        "x0 = -1200",
        "views.all",
        "-1.2e+06, -1500, 1200, 800",
    ),
    "a frame without an end": ("x1 = inf", "x1 = 1200", "views.all.x1", "inf"),
    "a box of fine outlines beyond the Earth": (
        "fine_boxes = [[60.0, 40.0, 400.0, 50.0]]\ntitle",
        "title",
        "fine_boxes",
        "60, 40, 400, 50",
    ),
    "a box of fine outlines the wrong way round": (
        "fine_boxes = [[60.0, 50.0, 90.0, 40.0]]\ntitle",
        "title",
        "fine_boxes",
        "60, 50, 90, 40",
    ),
    "a contingent of two operations": (
        "[movements.roots]\nAAA = [65.0, 45.0]\n"
        + "".join(
            f'[[movements.operations]]\nrows = "{rows}"\nhost = "BBB"\n' for rows in ("c1", "c*")
        ),
        None,
        "movements.operations",
        "c*",
    ),
    "a root beyond the Earth": (
        "[movements.roots]\nAAA = [65.0, 450.0]\n",
        None,
        "movements.roots.AAA",
        "65, 450",
    ),
    "metres": ("+units=m", "+units=km", "projection.proj", None),
    "no projection": ('proj = "Mercator"', None, "projection.proj", "Mercator"),
    "a line colour that does not exist": (
        '[guards]\nAAA = "eighth"\n',
        None,
        "guards.AAA",
        "eighth",
    ),
    "a figure of no table": (
        '[charts.seizures]\nwhole = ["x_2004"]\n',
        None,
        "charts.seizures",
        "x_2004",
    ),
    "an organisation that is not there": (
        'orgs = ["PACTS"]',
        'orgs = ["PACT"]',
        "lenses.pact",
        "PACTS",
    ),
    "a mission without a host": (
        '[[missions]]\ngrouping = "aaa_in_bbb"\nhost = "ZZZ"\n',
        None,
        "missions.1.host",
        "ZZZ",
    ),
    "a mission of no operation": (
        '[[missions]]\noperation = "Parade"\nhost = "BBB"\n',
        None,
        "missions.1.operation",
        "Parade",
    ),
    "a part of a mission that is no grouping": (
        '[[missions]]\ngrouping = "aaa_in_bbb"\nparts = ["zzz"]\nhost = "BBB"\n',
        None,
        "missions.1",
        "zzz",
    ),
    "a turning point of no event": (
        '[[turns]]\nevent = "ev_zzz"\nviews = ["all"]\ntext = { en = "A turn" }\n',
        None,
        "turns",
        "ev_zzz",
    ),
    "a view that may speak of nothing known": (
        'about = ["weather"]\nx0 = -1200',
        "x0 = -1200",
        "views.all.about.1",
        "weather",
    ),
    "a view of a host that is not there": (
        'hosts = ["ZZZ"]\nx0 = -1200',
        "x0 = -1200",
        "views.all.hosts",
        "ZZZ",
    ),
    "people of nowhere": (
        '[[peoples]]\ncountry = "ZZZ"\ntext = { en = "Zedish" }\n',
        None,
        "peoples",
        "ZZZ",
    ),
    "a treaty that is no organisation": (
        'treaties = ["PACTS"]\ntitle',
        "title",
        "treaties",
        "PACTS",
    ),
    "a question about a view that is not there": (
        '[[questions]]\ntext = { en = "Who?" }\nquery = "date=2003-01-01&view=moon"\n',
        None,
        "questions.query",
        "moon",
    ),
    "a question about a layer that is not there": (
        '[[questions]]\ntext = { en = "Who?" }\nquery = "layers=states,moons"\n',
        None,
        "questions.query",
        "moons",
    ),
    "a question about a day that is not covered": (
        '[[questions]]\ntext = { en = "Who?" }\nquery = "date=1800-01-01"\n',
        None,
        "questions.query",
        "date=1800-01-01",
    ),
    "a first day that is not covered": (
        'default_date = "1800-01-01"',
        None,
        "default_date",
        "1800-01-01",
    ),
}


def _slip(folder, text, instead):
    path = folder / "atlas.toml"
    choices = path.read_text(encoding="utf-8")
    key = re.match(r"(\w+) = ", text)
    if instead is not None:
        assert instead in choices
        choices = choices.replace(instead, text, 1)
    elif key and re.search(rf"^{key[1]} = .*$", choices, re.MULTILINE):
        choices = re.sub(rf"^{key[1]} = .*$", text, choices, count=1, flags=re.MULTILINE)
    else:
        choices += text
    path.write_text(choices, encoding="utf-8")


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_a_fault_and_nobody_serves_it(toy, name):
    text, instead, column, value = SLIPS[name]
    _slip(toy, text, instead)
    found = [f for f in check(toy).faults if f.path.name == "atlas.toml"]

    assert any(f.column == column and value in (None, f.value) for f in found), found
    assert all(f.fix for f in found)
    # Its line is that of what is wrong, or of what lacks what is missing.
    written = ["", *(toy / "atlas.toml").read_text(encoding="utf-8").splitlines()]
    for f in found:
        said = re.split(r"[.,; ]", f"{f.value},{column}")
        assert f.line or f.value in ("missing", "nothing")
        assert not f.line or any(word and word in written[f.line] for word in said), f
    with pytest.raises(DataError, match=re.escape(column)):
        Atlas.load(toy)
    served = CliRunner().invoke(cli.main, ["serve", "--data", str(toy), "--port", "0"])
    assert served.exit_code == 2
    assert "Traceback" not in served.output
    assert column in served.output


def test_a_meridian_needs_a_projection_that_is_a_cone(toy):
    _slip(toy, "x1 = 1200\nmeridian = 55", "x1 = 1200")
    assert not [f for f in check(toy).faults if f.path.name == "atlas.toml"]

    _slip(toy, "+proj=merc", "+proj=aea +lat_1=40 +lat_2=60 +lat_0=50")
    (fault,) = [f for f in check(toy).faults if f.path.name == "atlas.toml"]
    assert (fault.column, fault.value) == ("views.all", "meridian = 55")
    assert "conic projection" in fault.expected
    with pytest.raises(DataError, match="meridian"):
        Atlas.load(toy)


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("defualt_view", "default_view"), ("boundary_sources", "boundary_source")],
)
def test_a_misspelt_choice_is_named_with_its_line_and_the_right_one(toy, wrong, near):
    path = toy / "atlas.toml"
    choices = path.read_text(encoding="utf-8")
    path.write_text(f'{wrong} = "all"\n{choices}', encoding="utf-8")
    (fault,) = [f for f in check(toy).faults if f.column == wrong]

    assert fault.line == 1
    assert f"did you mean {near}" in fault.expected


def test_a_missing_choice_is_said_in_plain_words(toy):
    path = toy / "atlas.toml"
    choices = path.read_text(encoding="utf-8")
    path.write_text(choices.replace('title = "Toy Map"\n', "", 1), encoding="utf-8")
    (fault,) = [f for f in check(toy).faults if f.column == "title"]

    assert "missing" in str(fault)
    assert "Field required" not in str(fault)


@pytest.mark.parametrize(
    ("wrong", "column", "said"),
    [
        ('default_date = "2000"', "default_date", "'2000' is not a day, such as 2000-01-01"),
        ("default_layers = 5", "default_layers", "'5' is not a list in square brackets"),
        ("title = 5", "title", "'5' is not a text"),
        ("views = 5", "views", "'5' is not a list in square brackets"),
        ('lenses = [{id = "a"}]', "lenses.a.orgs", "'missing' is not given: it is needed there"),
    ],
)
def test_what_is_expected_of_a_choice_is_said_in_plain_words(tmp_path, wrong, column, said):
    """On the line that sets it, or that of what lacks it."""
    (tmp_path / "atlas.toml").write_text(f"{wrong}\norgs = []\n", encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        config.read(tmp_path)
    (fault,) = [f for f in refusal.value.faults if f.column == column]

    assert said in str(fault)
    assert fault.line == 1


def test_a_box_the_wrong_way_round_is_said_in_plain_words(toy):
    path = toy / "atlas.toml"
    row = '[[not_covered]]\ntext = { en = "ships" }\nbox = [30.0, 53.0, 9.0, 66.0]\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{row}", encoding="utf-8")
    (fault,) = [f for f in check(toy).faults if f.column == "not_covered.1"]

    assert "is not right: box is not west, south, east, north" in str(fault)
    assert "Value error" not in str(fault)


@pytest.mark.parametrize(
    ("text", "column"),
    [("title = 5", "title"), ("[lenses]\npact = 1", "lenses.pact"), ("title = ", "*"),
     ("words = 5", "words"), ("words.charts = 'x'", "words.charts"),
     ("words.charts.abroad = 3", "words.charts.abroad"), ("views = [1]", "views"), ("[lenses.pact]\na = 'x'", "lenses.pact")],
)  # fmt: skip
def test_titles_in_another_language_that_are_no_texts_are_a_fault(toy, text, column):
    (toy / "atlas.ru.toml").write_text(text, encoding="utf-8")

    assert [f.column for f in check(toy).faults if f.path.name == "atlas.ru.toml"] == [column]
    with pytest.raises(DataError, match=re.escape("atlas.ru.toml")):
        load_speech("ru", toy)


def test_words_of_an_atlas_may_be_of_every_kind_of_the_general_ones(toy):
    """Some are a text for one and a text for several."""
    (toy / "atlas.ru.toml").write_text(
        'title = "Карта"\n[words.change]\nmember = ["{who} - да", "{who} - да"]\n[words.charts]\nabroad = "Там"\n',
        "utf-8",
    )
    assert load_speech("ru", toy).words["charts"]["abroad"] == "Там"


@pytest.mark.parametrize("folder", ["geodata", "template"])
def test_the_shipped_choices_have_no_fault(folder):
    shipped = paths.folder("geodata")
    if folder == "geodata":
        assert [f for f in check(shipped).faults if f.path.name == "atlas.toml"] == []
    else:
        assert "guest" in (shipped / "template" / "atlas.toml").read_text(encoding="utf-8")


class TestOutlines:
    def _boundaries(self, folder, change):
        path = folder / "boundaries" / "coarse.parquet"
        change(gpd.read_parquet(path)).to_parquet(path)
        return [f for f in check(folder).faults if f.rule == "boundaries"]

    def test_a_country_with_two_rows_is_one_country(self, toy):
        assert not self._boundaries(toy, lambda own: pd.concat([own, own.iloc[:1]]))

    def test_a_shape_that_crosses_itself_is_a_fault(self, toy):
        def cross(own):
            bow = Polygon([(60, 40), (70, 50), (70, 40), (60, 50)])
            return own.set_geometry([bow, *own.geometry[1:]], crs=4326)

        (fault,) = self._boundaries(toy, cross)
        assert "Self-intersection" in fault.value
