"""`csto-map data check`: every rule is broken once, and told with its fix."""

import json
import shutil

import geopandas as gpd
import pytest
import toy_world
from click.testing import CliRunner
from shapely.geometry import box

from csto_map import cli, paths
from csto_map.atlas import Atlas
from csto_map.audit.check import check
from csto_map.errors import CstoMapError
from csto_map.facts.rules import RULES
from csto_map.picture import ground as grounds

ZERO_WIDTH = "Bee\u200bbase"
# rule -> table, row, column, the cell that breaks it
CELLS = {
    "required": ("sites", "bbb_base", "name", ""),
    "number": ("sites", "bbb_base", "lat", "45,5"),
    "whole-number": ("strengths", "s1", "personnel_low", "about 100"),
    "calendar-date": ("coverage", "all", "horizon", "2012"),
    "edtf": ("memberships", "pact_aaa_2", "start", "01.01.2001"),
    "vocabulary": ("memberships", "pact_aaa_2", "status", "frzen"),
    "id-form": ("figures", "f1", "figure_id", "length of border"),
    "country-form": ("memberships", "pact_aaa_2", "country", "Aland"),
    "code-form": ("sites", "bbb_base", "operator", "Aland"),
    "address-form": ("sources", "book", "url", "ftp://example.org"),
    "yes-no": ("contingents", "c1", "is_total", "maybe"),
    "limits": ("events", "signed", "weight", "9"),
    "latitude": ("sites", "bbb_base", "lat", "95"),
    "longitude": ("sites", "bbb_base", "lon", "195"),
    "stray-spaces": ("sites", "bbb_base", "note", "seen "),
    "double-spaces": ("sites", "bbb_base", "note", "seen  there"),
    "invisible-characters": ("sites", "bbb_base", "note", ZERO_WIDTH),
    "mojibake": ("sites", "bbb_base", "note", "MoldaviÃ« and â€“"),
    "not-composed": ("sites", "bbb_base", "note", "Cafe\u0301"),
    "mixed-script": ("sites", "bbb_base", "name_ru", "Cитуация"),
    "formula-cell": ("sites", "bbb_base", "note", "=HYPERLINK(1)"),
    "empty-list-part": ("memberships", "pact_aaa_2", "source_ids", "book;"),
    "repeated-list-part": ("memberships", "pact_aaa_2", "source_ids", "book;book"),
    "duplicate-id": ("memberships", "pact_aaa_2", "membership_id", "pact_aaa_1"),
    "no-source": ("memberships", "pact_aaa_2", "source_ids", ""),
    "unknown-source": ("memberships", "pact_aaa_2", "source_ids", "bok"),
    "unknown-country": ("memberships", "pact_ccc_1", "country", "XYZ"),
    "unknown-organization": ("memberships", "pact_ccc_1", "org_id", "PAKT"),
    "unknown-site": ("deployments", "aaa_1bn_bee", "site_id", "ccc_base"),
    "unknown-unit": ("deployments", "aaa_1bn_bee", "unit_id", "aaa_2bn"),
    "unknown-sector": ("border_guards", "g4", "sector_id", "green"),
    "unknown-subject": ("strengths", "s1", "subject_id", "nobody"),
    "unknown-owner": ("units", "aaa_1bn", "owner", "ZZZ"),
    "end-before-start": ("memberships", "pact_bbb_2", "end", "2000-12-31"),
    "certainty-of-empty": ("memberships", "pact_aaa_2", "end", ""),
    "start-open": ("border_guards", "g4", "start", ".."),
    "half-point": ("sites", "bbb_base", "lon", ""),
    "point-precision": ("sites", "bbb_base", "coord_precision", "none"),
    "point-source": ("sites", "bbb_base", "coord_source", ""),
    "range-order": ("strengths", "s1", "personnel_high", "80"),
    "half-range": ("strengths", "s1", "personnel_low", ""),
    "overlapping-status": ("memberships", "pact_aaa_2", "start", "2000-06-01"),
    "overlapping-guards": ("border_guards", "g2", "start", "2005-01-01"),
    "sector-gap": ("border_sectors", "blue", "from_km", "120"),
    "undated-source": ("sources", "paper", "date", ""),
    "untraceable-source": ("sources", "paper", "note", ""),
    "coverage-order": ("coverage", "all", "first_day", "2013-01-01"),
    "far-from-country": ("sites", "bbb_base", "lat", "30.5"),
    "label-outside": ("countries", "BBB", "label_lat", "30"),
}
# rules that no single cell can break
OTHERS = {
    "missing-table": lambda toy: (toy / "tables/units.csv").unlink(),
    "encoding": lambda toy: rewrite(toy, "sites", lambda text: text.encode("cp1251")),
    "header": lambda toy: rewrite(toy, "sites", lambda t: t.replace("lat,lon", "lon", 1).encode()),
    "words": lambda toy: speak(toy, '[status]\nmembr = "Mitglied"\n'),
    "untranslated-words": lambda toy: speak(toy, '[status]\nmember = "Mitglied"\n'),
    "cell-count": lambda toy: append(toy, "figures", "f2,length"),
    "empty-row": lambda toy: append(toy, "figures", ",,,,,,,,"),
    "repeated-row": lambda toy: append(toy, "figures", "f2,length,Length of the border,"
                                                       "1000,1000,km,2003,,book"),
    "impossible-strength": lambda toy: append(toy, "strengths", "s9,unit,aaa_1bn,2003,certain,"
                                                                "total,90000,90000,much,book"),
    "unranked-source": lambda toy: rank(toy, book="1", paper=""),
    "weak-sources": lambda toy: rank(toy, book="4", paper="5"),
    "figure-after-end": lambda toy: toy_world.spoil(toy, "strengths", "s2", "date", "2011"),
    "counted-twice": lambda toy: succeed(toy, "aaa_1bn", "2003", "2005"),
    "unnamed-predecessor": lambda toy: succeed(toy, "", "2010-06-15", ".."),
    "heaped-contingents": lambda toy: append(toy, "contingents", "c2,Drill-2004,BBB,A platoon,,no,"
                                             "20,20,Beetown,45.5,74.5,town,book,2004-08-02,"
                                             "2004-08-07,certain,certain,,paper"),
    "repeated-address": lambda toy: toy_world.spoil(toy, "sources", "paper", "url",
                                                    "https://example.org/book"),
    "unused-source": lambda toy: append(toy, "sources", "more,More,Press,2012,,a note"),
    "no-coverage": lambda toy: rewrite(toy, "coverage", lambda t: t.splitlines(True)[0].encode()),
    "language-form": lambda toy: rewrite(toy, "sources", lambda text: "\n".join(
        line + cell for line, cell in zip(text.splitlines(), (",language", ",English", ",en"),
                                          strict=True)).encode()),
    "tour": lambda toy: tour(toy, "no_such_row"),
    "choices": lambda toy: (toy / "atlas.toml").write_text("title = 1"),
    "unknown-choice": lambda toy: choose(toy, 'orgs = ["PACT"]', 'orgs = ["PAKT"]'),
    "inset": lambda toy: choose(toy, "y1 = 800", 'y1 = 800\n[[views.insets]]\nview = "all"\n'
                                                 'text = { en = "Part" }'),
    "boundaries": lambda toy: (toy / "boundaries/coarse.parquet").write_bytes(b"PAR1"),
    "cut-view": lambda toy: choose(toy, 'level = "coarse"', 'level = "fine"'),
    "empty-view": lambda toy: choose(toy, "x0 = -1200\ny0 = -1500\nx1 = 1200\ny1 = 800",
                                          "x0 = 60\ny0 = 40\nx1 = 90\ny1 = 50"),
    "unnamed-outline": lambda toy: outlined(toy, "country", {"AAA": "AAB"}),
    "undrawn-country": lambda toy: outlined(toy, "country", {"AAA": "AAB"}),
    "overlapping-outlines": lambda toy: outlined(toy, "geometry", {0: box(60, 40, 75, 50)}),
    "outside-organization": lambda toy: toy_world.spoil(toy, "organizations", "PACT", "start",
                                                        "2000-06"),
    "ground": lambda toy: ground(toy, "coarse.parquet", b"PAR1"),
}  # fmt: skip


def rewrite(toy, table, change):
    path = toy / "tables" / f"{table}.csv"
    path.write_bytes(change(path.read_text(encoding="utf-8")))


def ground(toy, name, content):
    """Give the toy world the ground of the shipped atlas, with one file of it replaced."""
    shutil.copytree(paths.folder("geodata") / "ground", toy / "ground")
    (toy / "ground" / name).write_bytes(content)


def outlined(toy, column, codes):
    """Give the coarse outlines other codes, or other shapes by their number."""
    path = toy / "boundaries" / "coarse.parquet"
    shapes = gpd.read_parquet(path)
    if column == "country":
        shapes[column] = shapes[column].replace(codes)
    for number, shape in codes.items() if column == "geometry" else ():
        shapes.loc[number, column] = shape
    shapes.to_parquet(path)


def append(toy, table, line):
    rewrite(toy, table, lambda text: f"{text.rstrip()}\n{line}\n".encode())


def rank(toy, **given):
    """Give the sources ranks, in the order of the table."""
    head, *rows = (toy / "tables/sources.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{head},rank", *(f"{row},{given[row.split(',')[0]]}" for row in rows)]
    (toy / "tables/sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def succeed(toy, older, start, end):
    """Add a second battalion at the base of the first, which left on 15 June 2010."""
    sure = "certain,ongoing" if end == ".." else "certain,certain"
    append(toy, "deployments", f"d2,aaa_2bn,bbb_base,stationed,{start},{end},{sure},,book")
    rewrite(toy, "units", lambda t: t.replace(",formation,", ",formation,succeeds,", 1)
            .replace("infantry,,,book", "infantry,,,,book").encode())  # fmt: skip
    append(toy, "units", f"aaa_2bn,2nd Battalion,,AAA,battalion,infantry,,{older},,book")


def tour(toy, row):
    """Write a tour of one stop whose sentence rests on a row."""
    (toy / "tours").mkdir()
    (toy / "tours/short.toml").write_text(
        f"""
title = "Short"
[[stops]]
title = "One"
date = 2003-01-01
view = "all"
[[stops.sentences]]
text = "Something."
rows = ["{row}"]
sources = ["book"]
""",
        encoding="utf-8",
    )


def choose(toy, old, new):
    path = toy / "atlas.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def speak(toy, text):
    (toy / "locale").mkdir()
    (toy / "locale" / "de.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def sound(toy):
    """The toy world, which is as the check wants it: see the test below."""
    return toy


def test_the_toy_world_breaks_no_rule(toy):
    assert check(toy).faults == ()


def test_the_shipped_facts_break_no_rule():
    report = check(paths.folder("geodata"))

    assert report.faults == ()
    assert report.rows > 2000
    assert "rules, no faults" in report.as_text().splitlines()[-1]


def test_every_rule_is_broken_by_a_test():
    # What only making it shows is broken below.
    assert {*CELLS, *OTHERS, "runs"} == set(RULES)
    assert len(RULES) >= 30


@pytest.mark.parametrize("rule", CELLS)
def test_a_cell_that_breaks_a_rule_is_told_where_it_stands(sound, rule):
    table, key, column, value = CELLS[rule]
    line = toy_world.spoil(sound, table, key, column, value)
    found = [fault for fault in check(sound).faults if fault.rule == rule]

    assert [(f.path.name, f.line) for f in found] == [(f"{table}.csv", line)]
    assert found[0].expected
    assert found[0].fix


@pytest.mark.parametrize("rule", OTHERS)
def test_a_folder_that_breaks_a_rule_is_told(sound, rule):
    OTHERS[rule](sound)
    report = check(sound)
    told = report.warnings if RULES[rule].warns else report.faults
    found = [fault for fault in told if fault.rule == rule]

    assert found
    assert all(fault.fix for fault in found)


def test_a_source_that_the_boundaries_are_from_is_cited(sound):
    append(sound, "sources", "map,The Map,Press,2012,,seen")
    assert [fault.value for fault in check(sound).faults] == ["map"]

    choose(sound, 'subject = "', 'boundary_source_ids = ["map"]\nsubject = "')
    assert check(sound).faults == ()


def test_exchanged_coordinates_are_told_as_such(sound):
    toy_world.spoil(sound, "sites", "bbb_base", "lat", "74.5")
    toy_world.spoil(sound, "sites", "bbb_base", "lon", "45.5")

    (fault,) = check(sound).faults
    assert fault.rule == "far-from-country"
    assert "exchange lat and lon" in fault.fix


def test_a_bad_table_does_not_hide_the_faults_of_another(sound):
    toy_world.spoil(sound, "memberships", "pact_aaa_2", "status", "frzen")
    (sound / "tables/units.csv").write_bytes(b"\xff\xfe")
    (sound / "atlas.toml").unlink()

    assert {fault.rule for fault in check(sound).faults} >= {"vocabulary", "encoding", "choices"}


TOWN = "geonameid,name,name_ru,country,lon,lat,population,rank"
SPOILT = {
    "no picture": ("relief-near.webp", "RIFF", "relief-near.webp", 0, "*", "is not a picture"),
    "no list": ("relief.json", '[{"file": "a.webp"}]', "relief.json", 0, "*", "cannot be read"),
    "no shapes": ("fine.parquet", "", "fine.parquet", 0, "*", "cannot be read"),
    "no column": ("towns.csv", "geonameid,name\n1,A\n", "towns.csv", 1, "*", "geonameid,name"),
    "no number": ("towns.csv", f"{TOWN}\n1,A,,AAA,x,1,9,1\n", "towns.csv", 2, "lon", "x"),
    "no rank": ("towns.csv", f"{TOWN}\n1,A,,AAA,1,1,9,7\n", "towns.csv", 2, "rank", "7"),
    "no cell": ("towns.csv", f"{TOWN}\n1,A,,AAA,1,1\n", "towns.csv", 2, "*", "6 cells"),
    "no water": ("waters.csv", "id,name,rank\nlake:no,A,1\n", "waters.csv", 2, "id", "lake:no"),
    "no kind": ("waters.csv", "id,name,rank\nbog:a,A,1\n", "waters.csv", 2, "id", "bog:a"),
}


@pytest.mark.parametrize("slip", SPOILT)
def test_what_cannot_be_drawn_of_the_ground_is_told_by_file_line_and_column(sound, slip):
    name, content, *where, value = SPOILT[slip]
    ground(sound, name, content.encode())
    (fault,) = check(sound).faults

    assert [fault.path.name, fault.line, fault.column] == where
    assert value in fault.value
    # Whoever starts the atlas with it is told the same file, never shown a trace.
    with pytest.raises(CstoMapError, match=name):
        drawn(sound)


def test_all_files_of_the_ground_are_told_at_once(sound):
    ground(sound, "relief-near.webp", b"RIFF")
    (sound / "ground/coarse.parquet").write_bytes(b"")

    names = [fault.path.name for fault in check(sound).faults]
    assert names == ["coarse.parquet", "relief-near.webp"]


def drawn(folder):
    atlas = Atlas.load(folder)
    return [
        read(atlas)
        for read in (grounds.towns, grounds.waters, lambda atlas: grounds.backdrop(atlas, "fine"))
    ]


def test_a_shape_of_no_kind_that_is_drawn_is_told(sound):
    ground(sound, "towns.csv", f"{TOWN}\n".encode())
    path = sound / "ground/coarse.parquet"
    shapes = gpd.read_parquet(path)
    shapes.loc[0, "id"] = "swamp:a"
    shapes.to_parquet(path)
    (fault,) = check(sound).faults

    assert fault.rule == "ground"
    assert fault.value.endswith("swamp:a")


class TestCommand:
    def test_a_sound_folder_is_exit_0(self, sound):
        done = CliRunner().invoke(cli.main, ["data", "check", "--quick", str(sound)])

        assert done.exit_code == 0
        assert "no faults" in done.output

    def test_a_fault_names_file_line_column_value_rule_and_fix(self, sound):
        line = toy_world.spoil(sound, "sites", "bbb_base", "lat", "95")
        done = CliRunner().invoke(cli.main, ["data", "check", "--quick", str(sound)])

        assert done.exit_code == 1
        assert f"sites.csv:{line}: column 'lat': '95' is not" in done.output
        assert "[latitude]" in done.output
        assert RULES["latitude"].fix in done.output

    def test_json_tells_the_same_to_a_program(self, sound):
        line = toy_world.spoil(sound, "sites", "bbb_base", "lat", "95")
        done = CliRunner().invoke(
            cli.main, ["data", "check", "--quick", str(sound), "--format", "json"]
        )
        told = json.loads(done.output)

        assert done.exit_code == 1
        (fault,) = told["faults"]
        assert fault["file"] == "tables/sites.csv"
        assert (fault["line"], fault["column"], fault["value"]) == (line, "lat", "95")
        assert (fault["rule"], fault["fix"]) == ("latitude", RULES["latitude"].fix)

    def test_weak_sources_only_warn_and_do_not_bury_the_rest(self, sound):
        rank(sound, book="4", paper="5")
        done = CliRunner().invoke(cli.main, ["data", "check", "--quick", str(sound)])
        told = CliRunner().invoke(
            cli.main, ["data", "check", "--quick", str(sound), "--format", "json"]
        )

        warnings = json.loads(told.output)["warnings"]
        assert done.exit_code == told.exit_code == 0
        assert {one["rule"] for one in warnings} == {"weak-sources"}
        assert len(warnings) > 20
        assert done.output.count("warning: ") == 6
        assert f"no faults, {len(warnings)} warnings" in done.output
        best = {one["value"]: one["expected"] for one in warnings}
        assert best["paper"].endswith("the best has rank 5")
        assert best["book;paper"].endswith("the best has rank 4")

    def test_one_good_source_is_enough(self, sound):
        rank(sound, book="3", paper="5")
        weak = [one for one in check(sound).warnings if one.rule == "weak-sources"]

        assert {one.value for one in weak} == {"paper"}

    def test_a_warning_is_shown_and_counted_and_is_exit_0(self, sound):
        succeed(sound, "", "2010-06-15", "..")
        done = CliRunner().invoke(cli.main, ["data", "check", "--quick", str(sound)])
        told = CliRunner().invoke(
            cli.main, ["data", "check", "--quick", str(sound), "--format", "json"]
        )

        assert done.exit_code == told.exit_code == 0
        assert "warning: " in done.output
        assert done.output.rstrip().endswith("no faults, 1 warning")
        (warning,) = json.loads(told.output)["warnings"]
        assert (warning["rule"], warning["column"]) == ("unnamed-predecessor", "succeeds")

    def test_a_predecessor_that_is_named_is_no_warning(self, sound):
        succeed(sound, "aaa_1bn", "2010-06-15", "..")
        report = check(sound)

        assert (report.faults, report.warnings) == ((), ())

    @pytest.mark.parametrize("given", ["nowhere", "."])
    def test_no_data_folder_is_exit_2(self, tmp_path, monkeypatch, given):
        monkeypatch.chdir(tmp_path)
        done = CliRunner().invoke(cli.main, ["data", "check", given])

        assert done.exit_code == 2
        assert "Traceback" not in done.output


def test_a_unit_and_a_grouping_of_one_id_are_a_fault(toy):
    """A figure names its subject by the id alone."""
    path = toy / "tables" / "groupings.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("aaa_in_bbb", "aaa_1bn"), encoding="utf-8")

    assert ("duplicate-id", "aaa_1bn") in {(f.rule, f.value) for f in check(toy).faults}
