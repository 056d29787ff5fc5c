"""Slips that people have made in data folders: each is one fault or warning that names its fix.

Every folder is the toy world with one slip. What is no atlas any more is refused by all commands
with the same words, and never with a traceback.
"""

import re

import geopandas as gpd
import pytest
import toy_world
from click.testing import CliRunner
from shapely.geometry import LineString, Polygon, box

from csto_map import cli
from csto_map.audit.check import check
from csto_map.facts.rules import RULES


def _text(name, change):
    def slip(toy):
        path = toy / name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        path.write_bytes(after if isinstance(after, bytes) else after.encode())

    return slip


def _choice(old, new):
    return _text("atlas.toml", lambda text: text.replace(old, new, 1))


def _added(text):
    return _text("atlas.toml", lambda before: f"{text}\n{before}")


def _titles(text):
    return lambda toy: (toy / "atlas.ru.toml").write_text(text, encoding="utf-8")


def _shape(shape, level="coarse"):
    def slip(toy):
        path = toy / "boundaries" / f"{level}.parquet"
        frame = gpd.read_parquet(path)
        frame.set_geometry([shape, *frame.geometry[1:]], crs=4326).to_parquet(path)

    return slip


def _column(level, column, change):
    def slip(toy):
        path = toy / "boundaries" / f"{level}.parquet"
        frame = gpd.read_parquet(path)
        frame[column] = frame[column].replace(change)
        frame.to_parquet(path)

    return slip


def _dated(toy, level, column, cells):
    path = toy / "boundaries" / f"{level}.parquet"
    frame = gpd.read_parquet(path)
    frame[column] = cells
    frame.to_parquet(path)


def _gone(name):
    return lambda toy: (toy / name).unlink()


def _cell(*where):
    return lambda toy: toy_world.spoil(toy, *where)


# What was done -> how, the rule, the file, its line by number or text, and words that are told.
ONE = {
    "a table with semicolons": (
        _text("tables/sites.csv", lambda text: text.replace(",", ";")),
        "header", "sites.csv", 1, ("semicolons", "save the file as CSV with commas"),
    ),
    "a table with tabs": (
        _text("tables/sources.csv", lambda text: text.replace(",", "\t")),
        "header", "sources.csv", 1, ("tabs", "with commas"),
    ),
    "a table in an old code page": (
        _text("tables/countries.csv", lambda text: text.replace("Beland", "Bělánd").encode("cp1250", "replace")),
        "encoding", "countries.csv", 3, ("byte EC", "UTF-8"),
    ),
    "a table in UTF-16": (
        _text("tables/organizations.csv", lambda text: text.encode("utf-16")),
        "encoding", "organizations.csv", 1, ("UTF-16", "save the file as UTF-8"),
    ),
    "a column with another name": (
        _text("tables/countries.csv", lambda text: text.replace(",note,", ",notes,", 1)),
        "header", "countries.csv", 1, ("'notes'", "did you mean note?"),
    ),
    "a column too few": (
        _text("tables/sites.csv", lambda text: re.sub(r",[^,\n]*\n", "\n", text)),
        "header", "sites.csv", 1, ("lacks source_ids",),
    ),
    "a column that stands twice": (
        _text("tables/figures.csv", lambda text: text.replace("topic", "topic,topic", 1)),
        "header", "figures.csv", 1, ("'topic' is not there once",),
    ),
    "a row with a comma too many": (
        _text("tables/units.csv", lambda text: text.replace("1st Battalion", "1st, Battalion")),
        "cell-count", "units.csv", 2, ("10 cells", "double quotes"),
    ),
    "a table that is not there": (
        _gone("tables/organizations.csv"), "missing-table", "organizations.csv", 0, ("missing",),
    ),
    "a word with a letter too few": (
        _cell("memberships", "pact_aaa_2", "status", "membr"),
        "vocabulary", "memberships.csv", 3, ("did you mean member?",),
    ),
    "a source with a letter too few": (
        _cell("memberships", "pact_aaa_2", "source_ids", "bok"),
        "unknown-source", "memberships.csv", 3, ("did you mean book?",),
    ),
    "no outlines": (
        _gone("boundaries/coarse.parquet"),
        "boundaries", "coarse.parquet", 0, ("'missing' is not there",),
    ),
    "no fine outlines where they are promised": (
        lambda toy: [_added("fine_boxes = [[60.0, 40.0, 90.0, 50.0]]")(toy), _gone("boundaries/fine.parquet")(toy)],
        "boundaries", "fine.parquet", 0, ("'missing'",),
    ),
    "no lines of sectors": (
        _gone("boundaries/border.parquet"),
        "boundaries", "border.parquet", 0, ("'missing'", "sector_id"),
    ),
    "outlines without codes": (
        lambda toy: gpd.read_parquet(toy / "boundaries/coarse.parquet").rename(columns={"country": "iso"}).to_parquet(toy / "boundaries/coarse.parquet"),
        "boundaries", "coarse.parquet", 0, ("country and geometry",),
    ),
    "an outline that crosses itself": (
        _shape(Polygon([(60, 40), (70, 50), (70, 40), (60, 50)]), "fine"),
        "boundaries", "fine.parquet", 0, ("Self-intersection", "AAA"),
    ),
    "an outline across 180 degrees": (
        _shape(Polygon([(179, 40), (-179, 40), (-179, 50), (179, 50)])),
        "boundaries", "coarse.parquet", 0, ("around the Earth", "cut where it crosses 180 degrees"),
    ),
    "outlines in metres": (
        _shape(box(6.0e6, 4.0e6, 7.0e6, 5.0e6)), "boundaries", "coarse.parquet", 0, ("degrees",),
    ),
    "an outline that is a line": (
        _shape(LineString([(60, 40), (70, 50)])),
        "boundaries", "coarse.parquet", 0, ("a LineString",),
    ),
    "an outline with a day that is none": (
        lambda toy: _dated(toy, "coarse", "end", ["", "26.12.1991", ""]),
        "boundaries", "coarse.parquet", 0, ("'26.12.1991'", "an EDTF date of BBB"),
    ),
    "an outline that ends before it begins": (
        lambda toy: [_dated(toy, "fine", "start", ["2005", "", ""]), _dated(toy, "fine", "end", ["2004-12-31", "", ""])],
        "boundaries", "fine.parquet", 0, ("after 2005", "AAA"),
    ),
    "a file that is no outlines": (
        lambda toy: (toy / "boundaries/coarse.parquet").write_bytes(b"PAR1"),
        "boundaries", "coarse.parquet", 0, ("GeoParquet",),
    ),
    "a projection that is none": (
        _choice("+proj=aea", "+proj=albers"),
        "unknown-choice", "atlas.toml", "proj = ", ("projection.proj", "a PROJ string"),
    ),
    "people of a state that never ends": (
        _choice("[projection]", '[[peoples]]\ncountry = "AAA"\nbefore = "BBB"\ntext = { en = "Old" }\n[projection]'),
        "unknown-choice", "atlas.toml", "before = ", ("peoples.before", "outlines in coarse.parquet end"),
    ),
    "a projection in metres": (
        _choice("+units=km", "+units=m"),
        "unknown-choice", "atlas.toml", "proj = ", ("projection.proj", "+units=km"),
    ),
    "a projection of the other side of the Earth": (
        _choice("+proj=aea +lat_1=40 +lat_2=60 +lat_0=50 +lon_0=75", "+proj=ortho +lat_0=-50 +lon_0=-105"),
        "unknown-choice", "atlas.toml", "proj = ", ("shows all of AAA",),
    ),
    "a projection that contradicts itself": (
        _choice("+lat_1=40 +lat_2=60", "+lat_1=40 +lat_2=-40"),
        "unknown-choice", "atlas.toml", "proj = ", ("projection.proj",),
    ),
    "a frame the wrong way round": (
        _choice("x0 = -1200", "x0 = 1200.5"),
        "unknown-choice", "atlas.toml", "[[views]]", ("x0 < x1",),
    ),
    "a misspelt choice that is needed": (
        _choice("default_view", "defualt_view"),
        "choices", "atlas.toml", "defualt_view", ("'defualt_view'", "did you mean default_view?"),
    ),
    "a misspelt choice of a view": (
        _choice("level = ", "lvel = "),
        "choices", "atlas.toml", "lvel", ("'lvel'", "did you mean level?"),
    ),
    "a misspelt choice of a chart": (
        _text("atlas.toml", lambda text: f"{text}\n[[charts.border]]\nid = 'a'\ngaurd = 'AAA'\nrole = 'guard'\n"),
        "choices", "atlas.toml", "gaurd", ("'gaurd'", "did you mean guard?"),
    ),
    "a misspelt table of choices": (
        _choice("[groups]", "[group]"),
        "choices", "atlas.toml", "[group]", ("'group'", "did you mean groups?"),
    ),
    "a text that is a number": (
        _choice('title = "Bases"', "title = 5"),
        "choices", "atlas.toml", "title = 5", ("'5' is not a text",),
    ),
    "choices that are no TOML": (
        _choice('title = "Bases"', 'title = "Bases'),
        "choices", "atlas.toml", 'title = "Bases', ("valid TOML",),
    ),
    "a chart of a host that is no grouping": (
        _text("atlas.toml", lambda text: f'{text}\n[charts]\nhosts = ["aaa_in_bb"]\n'),
        "unknown-choice", "atlas.toml", "hosts = ", ("charts.hosts",),
    ),
    "a layer with a letter too few": (
        _choice('id = "crossings"', 'id = "crossing"'),
        "unknown-choice", "atlas.toml", 'id = "crossing"', ("did you mean crossings?",),
    ),
    "a lens of an organisation that is not there": (
        _choice('orgs = ["PACT"]', 'orgs = ["pact"]'),
        "unknown-choice", "atlas.toml", "orgs = ", ("did you mean PACT?",),
    ),
    "a title of a view that is not there": (
        _titles('title = "Карта"\n[views]\nal = "Всё"\n'),
        "choices", "atlas.ru.toml", 3, ("did you mean all?",),
    ),
    "a title of nothing that has one": (
        _titles('[lense]\npact = "Пакт"\n'),
        "choices", "atlas.ru.toml", 1, ("did you mean lenses?",),
    ),
    "a word that nobody says": (
        _titles('[words.charts]\nabraod = "Там"\n'),
        "choices", "atlas.ru.toml", 2, ("did you mean abroad?",),
    ),
    "a word with a gap that nobody fills": (
        _titles('[words.card]\npeople = "{count} чел."\n'),
        "choices", "atlas.ru.toml", 2, ("'{count}'", "none but these gaps: n"),
    ),
    "translations that are none": (
        lambda toy: [(toy / "locale/ru").mkdir(parents=True), (toy / "locale/ru/sites.po").write_text("msgid nothing")],
        "choices", "sites.po", 0, ("gettext catalogue",),
    ),
    "a table that is a folder": (
        lambda toy: (toy / "tables/officers.csv").mkdir(),
        "missing-table", "officers.csv", 0, ("missing",),
    ),
    "days at the end of the calendar": (
        _cell("coverage", "all", "horizon", "9999-12-31"),
        "limits", "coverage.csv", 2, ("9900",),
    ),
    "outlines without a system of coordinates": (
        lambda toy: gpd.read_parquet(toy / "boundaries/coarse.parquet").set_crs(None, allow_override=True).to_parquet(toy / "boundaries/coarse.parquet"),
        "boundaries", "coarse.parquet", 0, ("crs",),
    ),
    "days that no two sheets share": (
        _text("tables/coverage.csv", lambda text: f"{text}early,1950-01-01,1960-01-01,\n"),
        "unknown-choice", "coverage.csv", 0, ("share days",),
    ),
}  # fmt: skip

# Slips that may be right, and are warnings.
MILD = {
    "a member without an outline": (
        _column("coarse", "country", {"CCC": "CCD"}),
        {("undrawn-country", "memberships.csv", "CCC"), ("unnamed-outline", "coarse.parquet", "CCD")},
    ),
    "an outline of no country": (
        _column("coarse", "country", {"CCC": "CCD"}),
        {("unnamed-outline", "coarse.parquet", "CCD")},
    ),
    "an outline of the land of nobody": (
        lambda toy: _dated(toy, "coarse", "of", ["BBBB", "", ""]),
        {("unnamed-outline", "coarse.parquet", "BBBB")},
    ),
    "a membership past the end of its organisation": (
        lambda toy: [toy_world.spoil(toy, "organizations", "PACT", "end", "2011-01-01"),
                     toy_world.spoil(toy, "organizations", "PACT", "end_certainty", "certain")],
        {("outside-organization", "memberships.csv", "..")},
    ),
    "a membership before its organisation": (
        _cell("organizations", "PACT", "start", "2000-06-01"),
        {("outside-organization", "memberships.csv", "2000-01-01")},
    ),
    "a member without an outline for some of its days": (
        lambda toy: _dated(toy, "coarse", "end", ["2008-01-01", "", ""]),
        {("undrawn-country", "memberships.csv", "AAA")},
    ),
    "two countries that share land": (
        _shape(box(60, 40, 75, 50)), {("overlapping-outlines", "coarse.parquet", "AAA")},
    ),
    "a frame without land": (
        _choice("y0 = -1500\nx1 = 1200\ny1 = 800", "y0 = -9000\nx1 = 1200\ny1 = -8000"),
        {("empty-view", "atlas.toml", "-1200, -9000, 1200, -8000")},
    ),
    "a frame in degrees": (
        _choice("x0 = -1200\ny0 = -1500\nx1 = 1200\ny1 = 800", "x0 = 60\ny0 = 40\nx1 = 90\ny1 = 50"),
        {("empty-view", "atlas.toml", "60, 40, 90, 50")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_a_slip_is_one_fault_at_its_cause(toy, name):
    slip, rule, file, line, words = ONE[name]
    slip(toy)
    found = check(toy).faults

    assert [(f.rule, f.path.name) for f in found] == [(rule, file)], found
    (fault,) = found
    if isinstance(line, str):
        text = fault.path.read_text(encoding="utf-8").splitlines()[fault.line - 1]
        assert line in text, fault.told()
    else:
        assert fault.line == line, fault.told()
    assert all(word in fault.told() for word in words), fault.told()
    assert fault.fix


@pytest.mark.parametrize("name", MILD)
def test_a_slip_that_may_be_right_is_a_warning(toy, name):
    slip, wanted = MILD[name]
    slip(toy)
    report = check(toy)

    assert report.faults == ()
    assert {(f.rule, f.path.name, f.value) for f in report.warnings} >= wanted
    assert all(f.fix for f in report.warnings)


def test_a_byte_order_mark_is_no_slip(toy):
    """Some editors write it."""
    for path in [toy / "atlas.toml", *(toy / "tables").glob("*.csv")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert check(toy).faults == ()


def _commands(toy, folder):
    return (
        ["serve", "--data", toy, "--port", "0"],
        ["render", "2003", "-o", f"{folder}/map.svg", "--data", toy],
        ["film", "-o", f"{folder}/film.gif", "--data", toy],
        ["show", "2003", "--data", toy],
        ["data", "export", f"{folder}/facts.xlsx", "--data", toy],
    )


@pytest.mark.parametrize(
    "name",
    [
        "a table with semicolons", "a column with another name", "a misspelt choice that is needed",
        "a projection that is none", "days that no two sheets share",
    ],
)  # fmt: skip
def test_every_command_refuses_it_in_the_same_words(toy, tmp_path, name):
    ONE[name][0](toy)
    (fault,) = check(toy).faults

    for command in _commands(str(toy), str(tmp_path)):
        done = CliRunner().invoke(cli.main, command)
        assert done.exit_code == 2, command
        assert fault.told() in done.output


@pytest.mark.parametrize(
    "name", ["a projection that contradicts itself", "no outlines", "a file that is no outlines"]
)
def test_what_only_drawing_meets_is_told_as_the_check_tells_it(toy, tmp_path, name):
    ONE[name][0](toy)
    (fault,) = check(toy).faults

    for command in _commands(str(toy), str(tmp_path))[:3]:
        done = CliRunner().invoke(cli.main, command)
        assert done.exit_code == 2, command
        assert fault.told() in done.output


def test_all_tables_and_the_choices_are_told_at_once(toy):
    ONE["a table with semicolons"][0](toy)
    ONE["a misspelt choice that is needed"][0](toy)
    ONE["a word with a letter too few"][0](toy)
    done = CliRunner().invoke(cli.main, ["show", "2003", "--data", str(toy)])

    assert "3 faults in the data" in done.output
    for fault in check(toy).faults:
        assert fault.told() in done.output


def test_every_slip_has_a_rule_and_those_that_warn_are_apart():
    assert {rule for _, rule, *_ in ONE.values()} <= {n for n, r in RULES.items() if not r.warns}
    mild = {rule for _, wanted in MILD.values() for rule, *_ in wanted}
    assert mild <= {name for name, rule in RULES.items() if rule.warns}
