"""Editing a data folder: a draft of its tables, changed step by step, checked and written.

A draft is a value: every change gives another one. Files are read by `opened`, looked at by
`others` and written by `written`, and by nothing else.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from csto_map import whole_files
from csto_map.atlas import Atlas
from csto_map.audit import check
from csto_map.errors import BadFile, CstoMapError, Fault, MissingFolder
from csto_map.facts import checks, schema, table_text
from csto_map.facts.rules import RULES
from csto_map.facts.table_text import TableText

# Where changes wait that are not in the files yet.
KEPT = ".unwritten"

_Tables = Mapping[str, TableText]


class ChangedElsewhere(CstoMapError):
    """Files that another program has changed since they were read: nothing is written."""

    def __init__(self, tables: Iterable[str]) -> None:
        self.tables = tuple(tables)
        names = ", ".join(f"{name}.csv" for name in self.tables)
        super().__init__(f"another program has changed {names}")


@dataclass(frozen=True, slots=True)
class Draft:
    """
    The tables of a folder as they are being edited.

    Attributes
    ----------
    read
        What each file held when it was last read or written; None for one that is not there.
    tables
        The tables now; those that cannot be edited are missing.
    unreadable
        Why each of those cannot be edited.
    before, after
        Tables as they were before each step, and after those that were undone.
    """

    folder: Path
    read: Mapping[str, bytes | None]
    tables: _Tables
    unreadable: Mapping[str, str] = field(default_factory=dict)
    before: tuple[_Tables, ...] = ()
    after: tuple[_Tables, ...] = ()

    def unwritten(self) -> tuple[str, ...]:
        """Name the tables that differ from what was read or written last."""
        return tuple(
            name for name, table in self.tables.items() if _differs(table, self.read[name])
        )


def _differs(table: TableText, data: bytes | None) -> bool:
    return bool(table.records) if data is None else table.to_bytes() != data


def opened(folder: Path) -> Draft:
    """
    Begin a draft of a folder's tables.

    Raises
    ------
    MissingFolder
        If it is no data folder.
    """
    if not (folder / "tables").is_dir() or not (folder / "atlas.toml").is_file():
        raise MissingFolder(f"{folder} is no data folder: it has not both atlas.toml and tables/")
    return reread(Draft(folder, {}, {}), schema.TABLES)


def reread(draft: Draft, names: Iterable[str]) -> Draft:
    """Read tables anew; what was changed in them is dropped, and steps before are forgotten."""
    read, tables = dict(draft.read), dict(draft.tables)
    unreadable = dict(draft.unreadable)
    for name in names:
        read[name] = _data(draft.folder, name)
        unreadable.pop(name, None)
        try:
            tables[name] = _text(name, read[name])
        except BadFile as problem:
            tables.pop(name, None)
            unreadable[name] = str(problem)
    ordered = {name: tables[name] for name in schema.TABLES if name in tables}
    return Draft(draft.folder, read, ordered, unreadable)


def _path(folder: Path, name: str) -> Path:
    return folder / "tables" / f"{name}.csv"


def _data(folder: Path, name: str) -> bytes | None:
    try:
        return _path(folder, name).read_bytes()
    except FileNotFoundError:
        return None


def _text(name: str, data: bytes | None) -> TableText:
    if data is None:
        return table_text.empty(schema.TABLES[name].columns())
    return table_text.read(data)


def _stepped(draft: Draft, name: str, change: Callable[[TableText], TableText]) -> Draft:
    if name not in draft.tables:
        raise KeyError(name)
    changed = change(draft.tables[name])
    if changed == draft.tables[name]:
        return draft
    tables = {**draft.tables, name: changed}
    return replace(draft, tables=tables, before=(*draft.before, draft.tables), after=())


def with_cells(draft: Draft, name: str, number: int, cells: Mapping[str, str]) -> Draft:
    """Set cells of a row; KeyError where there is no such table, row or column."""
    plain = {column: _plain(text) for column, text in cells.items()}
    return _stepped(draft, name, lambda table: table_text.with_cells(table, number, plain))


def with_row(draft: Draft, name: str, cells: Mapping[str, str], after: int | None = None) -> Draft:
    """Add a row; without an id it gets a new one, where ids are names. KeyError as above."""
    key = schema.TABLES[name].key

    def added(table: TableText) -> TableText:
        given = {column: _plain(text) for column, text in cells.items()}
        if key in table.columns and key.endswith("_id") and not given.get(key):
            given[key] = fresh_id(table, key)
        return table_text.with_row(table, given, after)

    return _stepped(draft, name, added)


def without_rows(draft: Draft, name: str, numbers: Iterable[int]) -> Draft:
    """Delete rows; KeyError as above."""
    gone = tuple(numbers)
    return _stepped(draft, name, lambda table: table_text.without_rows(table, gone))


def _plain(text: str) -> str:
    """Give a cell's text on one line, without blanks at its ends: what was pasted may have both."""
    return re.sub(r"\s*[\r\n\t]\s*", " ", text).strip()


def fresh_id(table: TableText, key: str) -> str:
    """Make an id that no row of a table has: site-3."""
    place = table.columns.index(key)
    taken = {one.cells[place] for one in table.records if len(one.cells) > place}
    stem, number = key.removesuffix("_id"), 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


@dataclass(frozen=True, slots=True)
class Citing:
    """A cell that names a row: its table, the number of its own row, and its column."""

    table: str
    row: int
    column: str


def citing(draft: Draft, name: str, id_: str) -> tuple[Citing, ...]:
    """Give the cells that name a row of a table by its id, also in lists of ids."""
    columns = checks.naming(name, id_) if id_ else {}
    found: list[Citing] = []
    for other, named in columns.items():
        table = draft.tables.get(other)
        for record in table.records if table else ():
            cells = dict(zip(table.columns, record.cells, strict=False)) if table else {}
            for column in named:
                subject = column != "subject_id" or f"{cells.get('subject_type')}s" == name
                if subject and id_ in cells.get(column, "").split(";"):
                    found.append(Citing(other, record.number, column))
    return tuple(found)


def id_of(draft: Draft, name: str, number: int) -> str:
    """Give the id of a row; KeyError where there is no such row."""
    table = draft.tables[name]
    place = table.columns.index(schema.TABLES[name].key)
    cells = next((one.cells for one in table.records if one.number == number), None)
    if cells is None:
        raise KeyError(number)
    return cells[place] if place < len(cells) else ""


def cited_rows(draft: Draft, name: str, numbers: Iterable[int]) -> tuple[Citing, ...]:
    """Give the cells of other rows that name any of some rows."""
    gone = set(numbers)
    found = (one for number in gone for one in citing(draft, name, id_of(draft, name, number)))
    return tuple(one for one in found if one.table != name or one.row not in gone)


def renamed(draft: Draft, name: str, number: int, was: str) -> Draft:
    """
    Let every cell that names a row by an id that it had name it by the one it has.

    It is one step with the last one, if that gave the row its new id.
    """
    new = id_of(draft, name, number)
    tables = dict(draft.tables)
    for one in citing(draft, name, was):
        table = tables[one.table]
        place = table.columns.index(one.column)
        cells = next(row.cells for row in table.records if row.number == one.row)
        ids = [new if id_ == was else id_ for id_ in cells[place].split(";")]
        tables[one.table] = table_text.with_cells(table, one.row, {one.column: ";".join(ids)})
    before = draft.before
    if not before or id_of(replace(draft, tables=before[-1]), name, number) != was:
        before = (*before, draft.tables)
    return replace(draft, tables=tables, before=before, after=())


def undone(draft: Draft) -> Draft:
    """Take the last step back; the same draft where there is none."""
    if not draft.before:
        return draft
    *before, last = draft.before
    return replace(draft, tables=last, before=tuple(before), after=(*draft.after, draft.tables))


def redone(draft: Draft) -> Draft:
    """Take the step again that was taken back last; the same draft where there is none."""
    if not draft.after:
        return draft
    *after, last = draft.after
    return replace(draft, tables=last, after=tuple(after), before=(*draft.before, draft.tables))


def others(draft: Draft) -> tuple[str, ...]:
    """Name the tables whose files another program has changed since."""
    return tuple(name for name in schema.TABLES if _data(draft.folder, name) != draft.read[name])


def merged(draft: Draft, names: Iterable[str]) -> Draft:
    """Put our changes to tables on what others have made of their files, by `table_text.merged`."""
    chosen = [name for name in names if name in draft.tables]
    fresh = reread(draft, chosen)
    tables = dict(fresh.tables)
    for name in chosen:
        if name in tables:
            base = _text(name, draft.read[name])
            key = schema.TABLES[name].key
            tables[name] = table_text.merged(base, draft.tables[name], tables[name], key)
    return replace(fresh, tables=tables)


def written(draft: Draft) -> Draft:
    """
    Write the tables that were changed: all of them whole, or none.

    Raises
    ------
    ChangedElsewhere
        If another program has changed one of these files; nothing is written.
    BadOption
        If one cannot be written; what stood there stays.
    """
    names = draft.unwritten()
    changed = [name for name in names if name in others(draft)]
    if changed:
        raise ChangedElsewhere(changed)
    data = {name: draft.tables[name].to_bytes() for name in names}
    # The files take their places together, when all of them are written.
    with contextlib.ExitStack() as stack:
        for name, body in data.items():
            part = stack.enter_context(whole_files.whole(_path(draft.folder, name).resolve()))
            part.write_bytes(body)
    return replace(draft, read={**draft.read, **data})


def kept(draft: Draft) -> None:
    """Keep what is not in the files yet in the folder `KEPT` of the data folder, for `resumed`."""
    place = draft.folder / KEPT
    wanted: dict[str, bytes] = {}
    for name in draft.unwritten():
        wanted[f"{name}.csv"] = draft.tables[name].to_bytes()
        wanted[f"{name}.was"] = draft.read[name] or b""
    if not wanted:
        shutil.rmtree(place, ignore_errors=True)
        return
    place.mkdir(exist_ok=True)
    for path in place.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, data in wanted.items():
        if not (place / name).is_file() or (place / name).read_bytes() != data:
            whole_files.write(place / name, data)


def resumed(folder: Path) -> Draft:
    """
    Begin a draft with what was kept when the last one ended before its changes were written.

    What other programs did to the files since then stays; see `merged`.

    Raises
    ------
    MissingFolder
        As `opened` does.
    """
    draft = opened(folder)
    tables = dict(draft.tables)
    for name in draft.tables:
        path = folder / KEPT / f"{name}.csv"
        try:
            ours = table_text.read(path.read_bytes())
            was = path.with_suffix(".was").read_bytes()
            base = _text(name, was or None)
        except (OSError, BadFile):
            # Nothing was kept, or not all of it.
            continue
        key = schema.TABLES[name].key
        ours = table_text.aligned(base, ours, key)
        same = was == (draft.read[name] or b"")
        tables[name] = ours if same else table_text.merged(base, ours, tables[name], key)
    return replace(draft, tables=tables)


@dataclass(frozen=True, slots=True)
class Told:
    """
    A fault, placed in the draft.

    `file` is its file within the folder. `table` and `row` are of the row that it concerns;
    "" and None where it is about a whole file. `mild` ones only warn.
    """

    file: str
    table: str
    row: int | None
    column: str
    value: str
    expected: str
    rule: str
    fix: str
    mild: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check of a draft says; `why` it does not run, "" where it does."""

    faults: tuple[Told, ...]
    why: str

    @property
    def runs(self) -> bool:
        """Whether the atlas can be loaded as it is drafted."""
        return not self.why


def examined(draft: Draft) -> Examined:
    """Apply all rules of `csto_map.audit.check` to a folder as it is drafted."""
    with tempfile.TemporaryDirectory(prefix="csto-map-edit-") as working:
        folder = Path(working) / "atlas"
        _lay_out(draft, folder)
        report = check.check(folder)
        why = ""
        try:
            Atlas.load(folder)
        except CstoMapError as problem:
            why = str(problem).replace(f"{folder}/", "")
        numbers = {name: table.lines() for name, table in draft.tables.items()}
        told = [
            _told(fault, folder, numbers, mild=mild)
            for mild, faults in ((False, report.faults), (True, report.warnings))
            for fault in faults
        ]
    return Examined(tuple(told), why)


def _lay_out(draft: Draft, folder: Path) -> None:
    """Make a folder with the drafted tables, and beside them all that the draft's folder has."""
    (folder / "tables").mkdir(parents=True)
    for name in schema.TABLES:
        data = draft.read[name]
        if name in draft.tables and (data is not None or draft.tables[name].records):
            data = draft.tables[name].to_bytes()
        if data is not None:
            _path(folder, name).write_bytes(data)
    for path in draft.folder.iterdir():
        if path.name != "tables" and not path.name.startswith("."):
            _beside(path.resolve(), folder / path.name)


def _beside(path: Path, there: Path) -> None:
    try:
        there.symlink_to(path)
    except OSError:
        # Not everybody may make links on every system.
        if path.is_dir():
            shutil.copytree(path, there)
        else:
            shutil.copyfile(path, there)


def _told(
    fault: Fault, folder: Path, numbers: Mapping[str, Mapping[int, int]], *, mild: bool
) -> Told:
    file = fault.path.relative_to(folder).as_posix() if folder in fault.path.parents else ""
    table = fault.path.stem if file.startswith("tables/") else ""
    row = numbers.get(table, {}).get(fault.line)
    rule = RULES[fault.rule].about if fault.rule in RULES else ""
    return Told(
        file or fault.path.name,
        table,
        row,
        fault.column,
        fault.value,
        fault.expected.replace(f"{folder}/", ""),
        rule,
        fault.fix,
        mild,
    )
