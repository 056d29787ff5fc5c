"""One bad cell, one clear message; all bad cells in one report."""

import pytest
import toy_world

from csto_map.atlas import Atlas
from csto_map.errors import DataError, MissingFolder
from csto_map.facts import tables


def faults_of(folder):
    with pytest.raises(DataError) as caught:
        tables.read(folder)
    return caught.value.faults


def test_the_toy_world_is_sound(toy):
    loaded = tables.read(toy)

    assert [row.country for row in loaded.memberships] == ["AAA", "AAA", "BBB", "BBB", "CCC"]
    assert loaded.memberships[3].source_ids == ("book", "paper")
    assert loaded.contingents[0].is_total is False


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "expected"),
    [
        ("memberships", "pact_aaa_2", "start", "2001-02-30", "an EDTF date"),
        ("memberships", "pact_aaa_2", "start", "first of May", "an EDTF date"),
        ("memberships", "pact_aaa_2", "status", "frzen", "one of 'signatory', 'member'"),
        ("memberships", "pact_aaa_2", "org_id", "PAKT", "an id in organizations.csv"),
        ("memberships", "pact_aaa_2", "country", "AND", "an id in countries.csv"),
        ("memberships", "pact_aaa_2", "country", "Aland", "three capital letters"),
        ("memberships", "pact_aaa_2", "country", "aaa", "did you mean AAA?"),
        ("memberships", "pact_aaa_2", "start", "31.12.2001", "did you mean 2001-12-31?"),
        ("memberships", "pact_aaa_2", "start", "12/31/2001", "did you mean 2001-12-31?"),
        ("memberships", "pact_aaa_2", "start", "3/4/2001", "empty for unknown"),
        ("coverage", "all", "horizon", "31.12.2012", "did you mean 2012-12-31?"),
        ("coverage", "all", "horizon", "1990-12-31", "after first_day (1999-01-01)"),
        ("memberships", "pact_aaa_2", "source_ids", "", "at least one source id"),
        ("memberships", "pact_aaa_2", "source_ids", "bok", "an id in sources.csv"),
        ("memberships", "pact_aaa_2", "start_certainty", "sure", "one of 'certain'"),
        ("memberships", "pact_aaa_2", "end", "", "`unknown`, as end is empty"),
        ("memberships", "pact_bbb_2", "end", "2000-12-31", "on or after 2001-01-01"),
        ("memberships", "pact_aaa_2", "start", "2000-06-01", "after the end of line 2"),
        ("memberships", "pact_aaa_2", "membership_id", "pact_aaa_1", "unique: line 2 has it too"),
        ("border_guards", "g2", "start", "2005-01-01", "after the end of line 2"),
        ("border_guards", "g2", "sector_id", "green", "an id in border_sectors.csv"),
        ("sites", "bbb_base", "kind", "airport", "one of air_base, air_defence_site"),
        ("sites", "bbb_base", "lat", "95", "less than or equal to 90"),
        ("sites", "bbb_base", "lat", "north", "a number"),
        ("sites", "bbb_base", "lon", "", "given together with lat"),
        ("sites", "bbb_base", "coord_precision", "none", "`none` exactly where"),
        ("sites", "bbb_base", "coord_source", "", "filled in for a point"),
        ("sites", "bbb_base", "name", "", "filled in"),
        ("sites", "bbb_base", "name", " Bee base", "free of blanks at its ends"),
        ("sites", "bbb_base", "note", "=1+1", "plain text"),
        ("sites", "bbb_base", "name_ru", "Ð\ufffd", "UTF-8 text"),
        ("deployments", "aaa_1bn_bee", "unit_id", "aaa_2bn", "an id in units.csv"),
        ("deployments", "aaa_1bn_bee", "site_id", "ccc_base", "an id in sites.csv"),
        ("strengths", "s1", "subject_id", "nobody", "an id in sites.csv"),
        ("strengths", "s1", "personnel_high", "80", "at least personnel_low (100)"),
        ("strengths", "s1", "personnel_low", "-5", "greater than or equal to 0"),
        ("strengths", "s1", "personnel_low", "", "given together with"),
        ("agreements", "a1", "subject_ids", "bbb_base;x", "an id in sites, units"),
        ("border_points", "bridge", "country", "AAA;XXX", "an id in countries.csv"),
        ("events", "signed", "weight", "9", "less than or equal to 3"),
        ("contingents", "c1", "is_total", "maybe", "yes or no"),
        ("coverage", "all", "horizon", "2012", "a date (YYYY-MM-DD)"),
        ("sources", "book", "url", "javascript:alert(1)", "a whole address"),
    ],
)
def test_one_bad_cell_gives_one_clear_fault(toy, table, key, column, value, expected):
    line = toy_world.spoil(toy, table, key, column, value)
    faults = faults_of(toy)

    assert len(faults) == 1
    assert faults[0].line == line
    assert expected in faults[0].expected
    assert f"{table}.csv:{line}: column " in str(faults[0])


def test_two_standings_at_once_are_told_as_they_stand_in_the_file(toy):
    """Of an earlier row without an end no made-up day is told."""
    path = toy / "tables" / "memberships.csv"
    again = "pact_aaa_3,PACT,AAA,frozen,2005,..,certain,ongoing,,book\n"
    path.write_text(path.read_text(encoding="utf-8") + again, encoding="utf-8")

    (fault,) = faults_of(toy)

    assert fault.value == "2005"
    assert fault.expected == "after the end of line 3, which holds for PACT AAA without an end"


def test_all_faults_are_told_at_once(toy):
    """Whoever mends a table should not have to run the check once a fault."""
    toy_world.spoil(toy, "memberships", "pact_aaa_1", "status", "x")
    toy_world.spoil(toy, "memberships", "pact_aaa_2", "start", "y")
    toy_world.spoil(toy, "sites", "bbb_base", "lat", "z")

    assert [(f.path.name, f.column) for f in faults_of(toy)] == [
        ("memberships.csv", "status"),
        ("memberships.csv", "start"),
        ("sites.csv", "lat"),
    ]


def test_a_missing_table_is_named(toy):
    (toy / "tables" / "figures.csv").unlink()

    (fault,) = faults_of(toy)
    assert fault.path.name == "figures.csv"


def test_a_wrong_header_is_told_with_the_right_one(toy):
    path = toy / "tables" / "figures.csv"
    path.write_text(path.read_text().replace("topic", "subject"), encoding="utf-8")

    (fault,) = faults_of(toy)
    assert fault.line == 1
    assert "topic" in fault.expected


def test_a_row_with_a_cell_too_many_is_told(toy):
    path = toy / "tables" / "figures.csv"
    path.write_text(path.read_text().rstrip() + ",more\n", encoding="utf-8")

    (fault,) = faults_of(toy)
    assert fault.expected == "a row of 9 cells"


def test_a_file_in_another_encoding_is_told(toy):
    path = toy / "tables" / "units.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1251"))

    assert any(fault.expected == "UTF-8 text" for fault in faults_of(toy))


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(MissingFolder, match="is not a folder"):
        Atlas.load(tmp_path / "nowhere")


def test_a_folder_without_choices_is_told(toy):
    (toy / "atlas.toml").unlink()

    with pytest.raises(MissingFolder, match=r"atlas\.toml"):
        Atlas.load(toy)


@pytest.mark.parametrize("text", ["title = ", 'title = "x"', "nonsense = true"])
def test_bad_choices_are_told_by_name(toy, text):
    (toy / "atlas.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=r"atlas\.toml"):
        Atlas.load(toy)
