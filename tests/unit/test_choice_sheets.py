"""Choices as tables: all of them, read and written without touching what stands beside them."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from csto_map import paths
from csto_map.audit import choice_text, drafts, editing, examining
from csto_map.errors import BadOption
from csto_map.facts import choice_columns, choice_sheets, config, schema, table_text
from csto_map.facts.allowed import May, allowed
from csto_map.facts.choice_sheets import ATLAS
from csto_map.facts.config import Config
from csto_map.facts.scaffold import scaffold

TEMPLATE = paths.folder("geodata") / "template"
EXAMPLES = Path(__file__).parents[2] / "examples"


def comments(text):
    return Counter(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


def cells(table):
    return [record.cells for record in table.records]


def fields(model, at=()):
    """All places of choices in a model."""
    for name, field in model.model_fields.items():
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        models = [one for one in inner if hasattr(one, "model_fields")]
        if models:
            yield from fields(models[0], (*at, name))
        else:
            yield (*at, name)


def test_every_choice_of_the_model_stands_in_a_table():
    found = set()
    for sheet in choice_sheets.sheets().values():
        before = sheet.path if sheet.shape == "rows" else ()
        found |= {(*before, *part.path) for part in sheet.parts}
    missing = {
        one for one in fields(Config)
        if one not in found and (*one, "en") not in found
    }  # fmt: skip

    # Small maps within views are lists within lists.
    assert {one[:2] for one in missing} == {("views", "insets")}


def changes(sheet, table):
    """Every kind of change that a table can have."""
    records = table.records if sheet.shape == "settings" else table.records[:2]
    columns = ["value"] if sheet.shape == "settings" else table.columns
    for record in records:
        for column in columns:
            for text in ("zz", ""):
                if text or column != sheet.key:
                    yield table_text.with_cells(table, record.number, {column: text})
    if sheet.shape == "settings":
        return
    new = {table.columns[0]: "new"}
    yield table_text.with_row(table, new)
    for record in (*table.records[:1], *table.records[-1:]):
        yield table_text.with_row(table, new, record.number)
        yield table_text.without_rows(table, [record.number])
    yield table_text.without_rows(table, [record.number for record in table.records])


@pytest.mark.parametrize("folder", [TEMPLATE / "example", EXAMPLES / "nato"], ids=lambda p: p.name)
def test_a_change_changes_nothing_else_and_no_comment(folder):
    text = (folder / "atlas.toml").read_text(encoding="utf-8")
    tables, odd = choice_sheets.read(text)
    count = 0
    assert odd == {}
    for name, sheet in choice_sheets.in_text(text).items():
        for changed in changes(sheet, tables[name]):
            new = choice_text.applied(text, sheet, tables[name], changed)
            now, _ = choice_sheets.read(new)
            count += 1
            assert comments(new) == comments(text)
            wanted = cells(choice_sheets.plain(sheet, changed))
            assert sorted(cells(now[name])) == sorted(wanted), name
            for other, table in tables.items():
                # Words of a language that is not offered any more have no column.
                if other != name and table.columns == now[other].columns:
                    assert cells(now[other]) == cells(table), (name, other)
    assert count > 100


def changed(text, name, row, column, cell):
    tables, _ = choice_sheets.read(text)
    number = next(one.number for one in tables[name].records if one.cells[0] == row)
    after = table_text.with_cells(tables[name], number, {column: cell})
    return choice_text.applied(text, choice_sheets.in_text(text)[name], tables[name], after)


class TestText:
    def test_a_new_choice_stands_below_its_example(self):
        text = (TEMPLATE / "atlas.toml").read_text(encoding="utf-8")
        lines = changed(text, ATLAS, "tagline", "value", "In short").splitlines()
        at = lines.index('tagline = "In short"')

        assert lines[at - 1].startswith("#tagline =")
        assert [*lines[:at], *lines[at + 1 :]] == text.splitlines()

    def test_one_line_changes_where_one_choice_does_and_its_comment_stays(self):
        text = 'title = "A"  # as on the cover\nsubject = "B"\n'

        assert changed(text, ATLAS, "title", "value", "C") == text.replace('"A"', '"C"')
        windows = text.replace("\n", "\r\n")
        assert changed(windows, ATLAS, "title", "value", "C") == windows.replace('"A"', '"C"')

    def test_a_list_keeps_the_comments_of_its_parts(self):
        text = 'treaties = [\n  "A",  # the first\n  "B",\n]\n'
        new = changed(text, ATLAS, "treaties", "value", "A;C")

        assert '"A",  # the first' in new
        assert tomllib.loads(new) == {"treaties": ["A", "C"]}

    def test_what_no_column_has_stays_with_its_row(self):
        text = '[[views]]\nid = "a"\nodd = 1\n[[views.insets]]\nview = "b"\n\n# End.\n[[views]]\nid = "b"\n'
        new = tomllib.loads(changed(text, "atlas.views", "a", "title", "A"))

        assert new["views"][0] == {
            "id": "a", "odd": 1, "title": "A", "insets": [{"view": "b"}],
        }  # fmt: skip

    @pytest.mark.parametrize("text", ["[groups]\nlead = []\n", "groups = { lead = [] }\n"])
    def test_a_name_stands_once(self, text):
        tables, _ = choice_sheets.read(text)
        sheet = choice_sheets.in_text(text)["atlas.groups"]
        twice = table_text.with_row(tables[sheet.name], {"group": "lead"})
        nameless = table_text.with_row(tables[sheet.name], {})
        named = table_text.with_row(tables[sheet.name], {"group": "guest", "codes": "A;B"})

        with pytest.raises(BadOption, match="'lead' stands twice"):
            choice_text.applied(text, sheet, tables[sheet.name], twice)
        one = choice_text.applied(text, sheet, tables[sheet.name], nameless)
        with pytest.raises(BadOption, match="name the row first"):
            choice_text.applied(one, sheet, nameless, table_text.with_row(nameless, {}))
        new = choice_text.applied(text, sheet, tables[sheet.name], named)
        assert tomllib.loads(new)["groups"] == {"lead": [], "guest": ["A", "B"]}

    def test_what_has_another_shape_is_told_and_left(self):
        tables, odd = choice_sheets.read('views = 5\ntitle = "A"\n')

        assert odd == {"atlas.views": "views is no list of tables"}
        assert "atlas" in tables


@pytest.fixture
def folder(tmp_path):
    return scaffold(tmp_path / "atlas")


def number(draft, name, row):
    return next(one.number for one in draft.tables[name].records if one.cells[0] == row)


def with_choice(draft, row, text):
    return editing.with_cells(draft, ATLAS, number(draft, ATLAS, row), {"value": text})


class TestDraft:
    def test_choices_are_written_and_undone_byte_for_byte(self, folder):
        path = folder / "atlas.toml"
        before = path.read_bytes()
        draft = with_choice(drafts.opened(folder), "title", "The Pact")
        draft = editing.without_rows(draft, "atlas.views", [0])
        draft = drafts.written(draft)

        assert tomllib.loads(path.read_text(encoding="utf-8"))["title"] == "The Pact"
        drafts.written(editing.undone(editing.undone(draft)))
        assert path.read_bytes() == before

    def test_nobody_names_choices_anew_or_adds_any(self, folder):
        draft = drafts.opened(folder)

        with pytest.raises(KeyError):
            editing.with_cells(draft, ATLAS, 0, {"setting": "mine"})
        with pytest.raises(KeyError):
            editing.with_row(draft, ATLAS, {"setting": "mine"})
        with pytest.raises(KeyError):
            editing.without_rows(draft, ATLAS, [0])

    def test_a_language_more_is_a_column_more(self, folder):
        draft = with_choice(drafts.opened(folder), "languages", "en;ru")

        assert "text.ru" in draft.tables["atlas.questions"].columns
        assert "text.ru" not in editing.undone(draft).tables["atlas.questions"].columns

    def test_what_others_change_meanwhile_stays_where_ours_is_put_on_theirs(self, folder):
        path = folder / "atlas.toml"
        draft = with_choice(drafts.opened(folder), "title", "Mine")
        theirs = path.read_text(encoding="utf-8").replace("Whole map", "All of it")
        path.write_text(f"# Theirs.\n{theirs}", encoding="utf-8")

        assert drafts.others(draft) == (ATLAS,)
        with pytest.raises(drafts.ChangedElsewhere, match=r"atlas\.toml"):
            drafts.written(draft)
        drafts.kept(draft)
        for both in (drafts.merged(draft, [ATLAS]), drafts.resumed(folder)):
            assert both.choices.startswith("# Theirs.\n")
            given = tomllib.loads(both.choices)
            assert (given["title"], given["views"][0]["title"]) == ("Mine", "All of it")

    def test_what_was_not_written_is_there_the_next_time(self, folder):
        draft = with_choice(drafts.opened(folder), "default_date", "soon")
        drafts.kept(draft)
        again = drafts.resumed(folder)

        assert again.choices == draft.choices
        assert again.unwritten() == (ATLAS,)

    def test_a_file_that_is_no_toml_is_told_and_left(self, folder):
        (folder / "atlas.toml").write_bytes(b"title = \n")
        draft = drafts.opened(folder)

        assert "not TOML" in draft.unreadable[ATLAS]
        assert draft.unwritten() == ()
        with pytest.raises(KeyError):
            editing.with_row(draft, "atlas.views", {})


# Slips by table, row and column, and where the check has to tell of each.
SLIPS = {
    "a text for a number": ("atlas.views", "whole", "x0", "far"),
    "an edge on the wrong side": ("atlas.views", "whole", "level", "close"),
    "a host that is nowhere": ("atlas.views", "whole", "hosts", "ABW;XYZ"),
    "an organisation that is none": ("atlas.lenses", "alliance", "orgs", "NOBODY"),
    "neither yes nor no": ("atlas.lenses", "alliance", "derive_former", "perhaps"),
    "a layer that is none": ("atlas.layers", "bases", "id", "camps"),
    "no title": (ATLAS, "title", "value", ""),
    "a day that is none": (ATLAS, "default_date", "value", "1 May 1960"),
    "a view that is none": (ATLAS, "default_view", "value", "hole"),
    "no projection": (ATLAS, "projection.proj", "value", "+proj=none"),
    "a number that is too large": (ATLAS, "charts.circles", "value", "7"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_at_its_cell(folder, slip):
    name, row, column, text = SLIPS[slip]
    draft = drafts.opened(folder)
    at = number(draft, name, row)
    draft = editing.with_cells(draft, name, at, {column: text})
    examined = examining.examined(draft)

    assert not examined.runs
    told = {(one.table, one.row, one.column): one for one in examined.faults}
    assert (name, at, column) in told, examined.faults
    fault = told[name, at, column]
    assert fault.file == "atlas.toml"
    assert fault.fix
    lines = draft.choices.splitlines()
    assert not text or text.split(";")[-1] in lines[fault.line - 1]


def test_rows_that_lack_what_they_need_say_so_at_their_cells(folder):
    draft = editing.with_row(drafts.opened(folder), "atlas.views", {})
    draft = editing.with_row(draft, "atlas.groups", {"group": "lead", "codes": "NONE"})
    draft = editing.with_row(draft, "atlas.not_covered", {"box": "1;2;3"})
    told = {(one.table, one.row, one.column) for one in examining.examined(draft).faults}

    assert {("atlas.views", 1, "title"), ("atlas.views", 1, "x0")} <= told
    assert ("atlas.not_covered", 0, "text.en") in told
    draft = editing.undone(editing.undone(editing.undone(draft)))
    draft = editing.with_row(draft, "atlas.groups", {"group": "lead", "codes": "NONE"})
    told = {(one.table, one.row, one.column) for one in examining.examined(draft).faults}
    assert told == {("atlas.groups", 0, "codes"), ("atlas.groups", 0, "title")}


def test_cells_offer_what_the_check_accepts():
    sheets = choice_sheets.sheets()
    sources = table_text.with_row(
        table_text.empty(("source_id", "title", "date")),
        {"source_id": "paper", "title": "The Paper", "date": "1955"},
    )
    may = {
        "boundary_source_ids": May({"paper"}, "sources.csv", ("sources",)),
        "default_view": May(["whole", "close"]),
        "groups": May(("lead", "joint")),
        "groups.*": May({"POL", "JOINT"}),
    }
    asked = choice_columns.settings(sheets[ATLAS], {"sources": sources}, may)
    told = {(one.value, one.about) for one in asked["boundary_source_ids"].choices}

    assert told == {("paper", "The Paper, 1955")}
    assert asked["boundary_source_ids"].kind == "ids"
    assert [one.value for one in asked["default_view"].choices] == ["whole", "close"]
    assert asked["default_date"].kind == "date"
    assert (asked["title"].kind, asked["title"].needed) == ("text", True)
    group, codes, title = choice_columns.columns(sheets["atlas.groups"], {}, may)
    assert ([one.value for one in group.choices], codes.kind) == (["lead", "joint"], "ids")
    assert title.kind == "text"
    views = {one.name: one for one in choice_columns.columns(sheets["atlas.views"], {}, {})}
    assert [one.value for one in views["level"].choices] == ["coarse", "fine"]
    assert "troops" in [one.value for one in views["about"].choices]
    assert views["x0"].kind == "number"


def test_what_may_be_named_is_named_by_choices_that_exist():
    """A place that no table of choices has would be offered to nobody."""
    nothing = {name: set[str]() for name in schema.TABLES}
    may = allowed(config.read(TEMPLATE), nothing, lambda *_: set(), ["en"])
    places = set()
    for sheet in choice_sheets.sheets().values():
        at = ".".join(sheet.path)
        for part in sheet.parts:
            place = ".".join(part.path)
            keyed = {place, f"{place}.*"}
            places |= keyed if sheet.shape == "keyed" else {f"{at}.{part.name}".lstrip(".")}
    links = {"questions.view", "questions.org", "questions.layers", "views.insets.view"}

    assert set(may) - places == links
