"""Tables as text: single rows change, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_map import paths
from csto_map.errors import BadFile
from csto_map.facts import table_text
from csto_map.facts.schema import TABLES

PLAIN = b'site_id,name,note\nb,Base,\na,"Alpha, East","two\nlines"\nc,Camp,x\n'


@pytest.mark.parametrize("name", TABLES)
def test_a_shipped_table_is_read_and_written_byte_for_byte(name):
    data = (paths.folder("geodata") / "tables" / f"{name}.csv").read_bytes()

    assert table_text.read(data).to_bytes() == data


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.rstrip(b"\n"),
        b'site_id,name,note\n"a","needless ""quotes""",1\n\n,,\nshort\nlong,1,2,3\n',
        b"site_id,name,note",
    ],
    ids=["plain", "windows", "marked", "without an end", "untidy", "header"],
)
def test_others_stay_as_they_were_written_when_a_row_changes(data):
    table = table_text.read(data)
    before = [one.text for one in table.records]

    assert table.to_bytes() == data
    for record in table.records:
        changed = table_text.with_cells(table, record.number, {"name": "new, and true"})
        texts = [one.text for one in changed.records]
        assert changed.cell(record.number, "name") == "new, and true"
        assert texts[: record.number] == before[: record.number]
        assert texts[record.number + 1 :] == before[record.number + 1 :]
        assert (
            table_text.read(changed.to_bytes()).records[record.number].cells[1] == "new, and true"
        )
    added = table_text.with_row(table, {"site_id": "z"})
    assert added.to_bytes().startswith(data)
    assert table_text.read(added.to_bytes()).records[-1].cells == ("z", "", "")


def test_a_row_goes_where_it_is_wanted_and_leaves_without_a_trace():
    table = table_text.read(PLAIN)
    added = table_text.with_row(table, {"site_id": "n"}, after=0)

    assert [one.cells[0] for one in added.records] == ["b", "n", "a", "c"]
    assert table_text.without_rows(added, [3]).to_bytes() == PLAIN
    again = table_text.with_row(table_text.without_rows(added, [3]), {"site_id": "m"})
    assert [one.number for one in again.records] == [0, 1, 2, 4]


def test_a_cell_that_stays_changes_nothing():
    table = table_text.read(PLAIN)

    assert table_text.with_cells(table, 1, {"name": "Alpha, East"}) is table


def test_what_is_not_there_is_refused():
    table = table_text.read(PLAIN)

    with pytest.raises(KeyError):
        table_text.with_cells(table, 7, {"name": "x"})
    with pytest.raises(KeyError):
        table_text.with_cells(table, 0, {"nome": "x"})
    with pytest.raises(KeyError):
        table_text.with_row(table, {}, after=9)
    with pytest.raises(KeyError):
        table_text.without_rows(table, [0, 9])


@pytest.mark.parametrize("data", [b"", b"\xff\xfe1", b"\n"])
def test_a_file_that_is_no_table_is_refused(data):
    with pytest.raises(BadFile):
        table_text.read(data)


def test_lines_are_those_that_the_check_tells():
    """A row of two lines is told by its last, as csv.reader counts."""
    assert table_text.read(PLAIN).lines() == {2: 0, 4: 1, 5: 2}


class TestMerged:
    BASE = table_text.read(b"site_id,name,note\na,A,\nb,B,\nc,C,\nd,D,\n")

    def merged(self, ours, theirs):
        return table_text.merged(self.BASE, ours, table_text.read(theirs), "site_id").to_bytes()

    def test_changes_of_both_meet(self):
        ours = table_text.with_cells(self.BASE, 0, {"name": "ours"})
        ours = table_text.with_row(table_text.without_rows(ours, [3]), {"site_id": "new"}, after=0)
        theirs = b"site_id,name,note\na,A,theirs\nb,theirs,\nt,,\nc,C,\nd,D,\n"

        assert self.merged(ours, theirs) == (
            b"site_id,name,note\na,ours,theirs\nb,theirs,\nt,,\nc,C,\nnew,,\n"
        )

    def test_nothing_that_anybody_wrote_goes_with_a_row_that_the_other_deleted(self):
        ours = table_text.with_cells(self.BASE, 0, {"name": "ours"})
        ours = table_text.without_rows(ours, [1])
        theirs = b"site_id,name,note\nb,theirs,\nc,C,\nd,D,\n"

        assert self.merged(ours, theirs) == (b"site_id,name,note\nb,theirs,\nc,C,\nd,D,\na,ours,\n")


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5), cells, st.data())
def test_any_text_comes_back_as_it_was_given(rows, text, data):
    table = table_text.empty(("a", "b", "c"))
    for row in rows:
        table = table_text.with_row(table, dict(zip("abc", row, strict=True)))
    number = data.draw(st.sampled_from([one.number for one in table.records]))
    changed = table_text.with_cells(table, number, {"b": text})

    assert [one.cells for one in table_text.read(changed.to_bytes()).records] == [
        one.cells for one in changed.records
    ]
    assert table_text.read(changed.to_bytes()).to_bytes() == changed.to_bytes()
