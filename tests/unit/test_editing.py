"""Editing a folder: steps, undo, the check beside each cell, and files written whole."""

import csv

import pytest

from csto_map import errors
from csto_map.audit import check, drafts, editing, examining
from csto_map.facts import checks, filling, schema
from csto_map.facts.scaffold import scaffold

SOURCE = {"source_id": "paper", "title": "The Paper", "publisher": "Daily", "date": "2001"} | {
    "url": "https://example.org/paper"
}
ORGANIZATION = {"org_id": "PACT", "name": "The Pact", "abbr": "PACT", "start": "2000-01-01"} | {
    "end": "..", "start_certainty": "certain", "end_certainty": "ongoing", "source_ids": "paper"
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return scaffold(tmp_path / "atlas")


@pytest.fixture
def draft(folder):
    return drafts.opened(folder)


def data(folder, name):
    return (folder / "tables" / f"{name}.csv").read_bytes()


def told(examined):
    return {(one.table, one.row, one.column): one for one in examined.faults if not one.mild}


class TestSteps:
    def test_a_folder_that_nobody_touched_is_written_by_nothing(self, folder, draft):
        before = {path: path.stat().st_mtime_ns for path in (folder / "tables").iterdir()}

        assert draft.unwritten() == ()
        assert drafts.written(draft) == draft
        assert {path: path.stat().st_mtime_ns for path in (folder / "tables").iterdir()} == before

    def test_steps_are_undone_and_redone(self, draft):
        one = editing.with_row(draft, "sources", SOURCE)
        two = editing.with_cells(one, "sources", 1, {"title": "Another"})

        assert editing.undone(two).tables == one.tables
        assert editing.undone(editing.undone(two)).tables == draft.tables
        assert editing.redone(editing.undone(two)).tables == two.tables
        assert editing.undone(draft) is draft
        assert editing.redone(two) is two
        branched = editing.with_cells(editing.undone(two), "sources", 1, {"title": "Third"})
        assert branched.after == ()

    def test_a_step_that_changes_nothing_is_none(self, draft):
        one = editing.with_row(draft, "sources", SOURCE)

        assert editing.with_cells(one, "sources", 1, {"title": "The Paper"}) is one

    def test_new_rows_have_ids_that_nobody_has(self, draft):
        for _ in range(3):
            draft = editing.with_row(draft, "sites", {})
        draft = editing.without_rows(draft, "sites", [1])
        draft = editing.with_row(draft, "sites", {}, after=0)

        assert [one.cells[0] for one in draft.tables["sites"].records] == [
            "site-1", "site-2", "site-3",
        ]  # fmt: skip

    def test_what_was_pasted_stands_on_one_line(self, draft):
        one = editing.with_row(draft, "sources", {"title": " Two \r\n lines\t"})

        assert one.tables["sources"].cell(1, "title") == "Two lines"

    def test_a_table_that_is_not_there_is_refused(self, draft):
        with pytest.raises(KeyError):
            editing.with_row(draft, "passwords", {})


class TestFiles:
    def test_only_what_changed_is_written(self, folder, draft):
        before = {name: data(folder, name) for name in schema.TABLES if name != "sources"}
        start = data(folder, "sources")
        done = drafts.written(editing.with_row(draft, "sources", SOURCE))

        assert data(folder, "sources").startswith(start)
        assert done.unwritten() == ()
        assert {name: data(folder, name) for name in before} == before
        with (folder / "tables" / "sources.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file))[-1]["title"] == "The Paper"

    def test_undo_reaches_back_over_what_was_written(self, folder, draft):
        start = data(folder, "sources")
        done = drafts.written(editing.with_row(draft, "sources", SOURCE))
        drafts.written(editing.undone(done))

        assert data(folder, "sources") == start

    def test_a_table_that_a_folder_lacks_is_made_with_its_first_row(self, folder):
        (folder / "tables" / "officers.csv").unlink()
        draft = drafts.opened(folder)
        assert draft.unwritten() == ()

        drafts.written(editing.with_row(draft, "officers", {"org_id": "PACT"}))

        assert data(folder, "officers").startswith(b"term_id,org_id,")

    def test_all_files_are_written_or_none(self, folder, draft, monkeypatch):
        one = editing.with_row(draft, "sources", SOURCE)
        two = editing.with_row(one, "organizations", ORGANIZATION)
        before = {name: data(folder, name) for name in ("sources", "organizations")}
        real, calls = drafts.whole_files.whole, []

        def failing(path):
            calls.append(path)
            if len(calls) == 2:
                raise errors.BadOption("the disk is full")
            return real(path)

        monkeypatch.setattr(drafts.whole_files, "whole", failing)
        with pytest.raises(errors.BadOption):
            drafts.written(two)

        assert {name: data(folder, name) for name in before} == before
        assert not list((folder / "tables").glob(".*"))

    def test_a_folder_that_is_none_is_refused(self, tmp_path):
        with pytest.raises(errors.MissingFolder):
            drafts.opened(tmp_path)


class TestOthers:
    def test_a_change_by_another_program_is_seen_and_not_overwritten(self, folder, draft):
        mine = editing.with_row(draft, "sources", SOURCE)
        path = folder / "tables" / "sources.csv"
        path.write_bytes(path.read_bytes() + b"theirs,Theirs,T,2002,,,,,,seen on paper\n")

        assert drafts.others(mine) == ("sources",)
        with pytest.raises(drafts.ChangedElsewhere, match=r"sources\.csv"):
            drafts.written(mine)
        both = drafts.written(drafts.merged(mine, ["sources"]))
        assert [one.cells[0] for one in both.tables["sources"].records][1:] == ["theirs", "paper"]
        assert b"theirs,Theirs" in path.read_bytes()

    def test_another_table_of_theirs_is_no_reason_to_wait(self, folder, draft):
        mine = editing.with_row(draft, "sources", SOURCE)
        path = folder / "tables" / "sites.csv"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

        assert drafts.written(mine).unwritten() == ()
        assert drafts.reread(mine, ["sites"]).unwritten() == ("sources",)

    def test_a_file_that_nobody_can_read_is_told_and_left_alone(self, folder):
        (folder / "tables" / "sites.csv").write_bytes(b"site_id\xff\n")
        draft = drafts.opened(folder)

        assert list(draft.unreadable) == ["sites"]
        drafts.written(editing.with_row(draft, "sources", SOURCE))
        assert data(folder, "sites") == b"site_id\xff\n"
        (fault,) = [one for one in examining.examined(draft).faults if one.table == "sites"]
        assert fault.row is None


class TestKept:
    def test_what_was_not_written_is_there_the_next_time(self, folder, draft):
        mine = editing.with_row(draft, "memberships", {"country": "POL"})
        mine = editing.with_cells(mine, "countries", 0, {"note": "x"})
        drafts.kept(mine)
        again = drafts.resumed(folder)

        assert again.unwritten() == ("memberships", "countries")
        assert {n: t.to_bytes() for n, t in again.tables.items()} == {
            n: t.to_bytes() for n, t in mine.tables.items()
        }
        drafts.kept(drafts.written(again))
        assert not (folder / drafts.KEPT).exists()

    def test_what_others_did_meanwhile_stays(self, folder, draft):
        mine = editing.with_cells(draft, "countries", 0, {"note": "mine"})
        drafts.kept(editing.without_rows(mine, "countries", [2]))
        path = folder / "tables" / "countries.csv"
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join([*lines[:2], *lines[3:], b"XXX,Theirs,,,,,ne511deu\n"]))
        rows = drafts.resumed(folder).tables["countries"].records

        assert rows[0].cells[5] == "mine"
        assert rows[-1].cells[0] == "XXX"
        assert len(rows) == len(draft.tables["countries"].records) - 1

    def test_a_folder_where_nothing_waits_is_opened_as_it_is(self, folder, draft):
        drafts.kept(draft)

        assert drafts.resumed(folder) == draft
        assert not (folder / drafts.KEPT).exists()


class TestExamined:
    def test_an_untouched_folder_runs_and_breaks_no_rule(self, draft):
        assert examining.examined(draft) == examining.Examined((), "")

    def test_faults_stand_at_their_cells_with_rule_and_remedy(self, draft):
        draft = editing.with_row(draft, "sources", SOURCE | {"date": "1.5.2001", "url": "paper"})
        draft = editing.with_row(draft, "memberships", {"country": "POL"})
        examined = examining.examined(draft)
        found = told(examined)

        assert not examined.runs
        date = found["sources", 1, "date"]
        assert date.value == "1.5.2001"
        assert date.rule == "Dates are EDTF"
        assert date.fix.startswith("write what the source gives")
        assert ("sources", 1, "url") in found
        assert found["memberships", 0, "status"].rule.startswith("Words of a vocabulary")
        assert all(str(draft.folder.parent) not in f"{one}" for one in examined.faults)

    def test_it_says_what_data_check_says_of_the_files_once_written(self, folder, draft):
        draft = editing.with_row(draft, "sources", SOURCE)
        draft = editing.with_row(draft, "organizations", ORGANIZATION | {"end": "1999"})
        before = sorted(
            (one.file, one.column, one.value) for one in examining.examined(draft).faults
        )
        drafts.written(draft)
        after = check.check(folder)

        assert before == sorted(
            (str(one.path.relative_to(folder)), one.column, one.value)
            for one in (*after.faults, *after.warnings)
        )

    def test_an_atlas_runs_while_it_breaks_rules_that_nothing_hangs_on(self, draft):
        """A source that no row cites yet: what everybody writes first."""
        examined = examining.examined(editing.with_row(draft, "sources", SOURCE))

        assert examined.runs
        assert told(examined) == {}
        assert (1, "source_id") in {(one.row, one.column) for one in examined.faults}

    def test_a_row_of_several_lines_moves_no_fault(self, folder):
        path = folder / "tables" / "sources.csv"
        path.write_bytes(path.read_bytes() + b'a,"Two\nlines",P,2001,,,,,,n\nb,B,P,soon,,,,,,n\n')
        found = told(examining.examined(drafts.opened(folder)))

        assert ("sources", 1, "title") in found
        assert ("sources", 2, "date") in found


class TestColumns:
    def test_every_column_that_the_check_looks_up_has_its_choices(self, draft):
        """What `csto_map.facts.checks` accepts is what is offered."""
        stand_ins = {name: {f"<{name}>"} for name in schema.TABLES}
        tables = dict(draft.tables)
        for name in schema.TABLES:
            key = schema.TABLES[name].key
            tables[name] = editing.with_row(draft, name, {key: f"<{name}>"}).tables[name]
        known = dict(checks._known(stand_ins))
        known["memberships"] = known["memberships"] | {
            "source_ids": ("unknown-source", stand_ins["sources"], "sources.csv")
        }
        for name, columns in known.items():
            offered = {one.name: one for one in filling.columns(name, tables)}
            for column, (_, accepted, _) in columns.items():
                there = {choice.value for choice in offered[column].choices}
                wanted = {value for value in accepted if value not in ("", "JOINT")}
                assert wanted <= there, (name, column)
                assert offered[column].kind in ("id", "ids"), (name, column)

    def test_sources_are_offered_by_what_they_are(self, draft):
        draft = editing.with_row(draft, "sources", SOURCE)
        column = {one.name: one for one in filling.columns("sites", draft.tables)}["source_ids"]

        assert column.kind == "ids"
        assert column.needed
        assert filling.Choice("paper", "The Paper, Daily, 2001") in column.choices

    def test_words_numbers_and_dates_are_told_apart(self, draft):
        found = {one.name: one for one in filling.columns("memberships", draft.tables)}

        assert found["status"].kind == "choice"
        assert "member" in [choice.value for choice in found["status"].choices]
        assert found["start"].kind == "date"
        assert found["note"].kind == "text"
        assert {one.name: one.kind for one in filling.columns("sites", draft.tables)}["lat"] == (
            "number"
        )
        sites = {one.name: one for one in filling.columns("sites", draft.tables)}
        assert sites["kind"].kind == "choice"
        assert filling.Choice("garrison") in sites["kind"].choices
