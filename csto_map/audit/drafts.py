"""Files of a draft: read, looked at, written whole, and kept while they wait."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from csto_map import whole_files
from csto_map.audit import editing
from csto_map.audit.editing import Draft, is_choices
from csto_map.errors import BadFile, CstoMapError, MissingFolder
from csto_map.facts import choice_sheets, schema, table_text
from csto_map.facts.choice_sheets import ATLAS
from csto_map.facts.table_text import TableText

# Where changes wait that are not in the files yet.
KEPT = ".unwritten"
# What a draft has of a folder: its tables, and its choices.
FILES = (*schema.TABLES, ATLAS)


class ChangedElsewhere(CstoMapError):
    """Files that another program has changed since they were read: nothing is written."""

    def __init__(self, tables: Iterable[str]) -> None:
        self.tables = tuple(tables)
        names = ", ".join(path_of(Path(), name).name for name in self.tables)
        super().__init__(f"another program has changed {names}")


def path_of(folder: Path, name: str) -> Path:
    """Say where the file of a table, or of the choices, stands in a folder."""
    return folder / "atlas.toml" if name == ATLAS else folder / "tables" / f"{name}.csv"


def opened(folder: Path) -> Draft:
    """
    Begin a draft of a folder's tables and choices.

    Raises
    ------
    MissingFolder
        If it is no data folder.
    """
    if not (folder / "tables").is_dir() or not (folder / "atlas.toml").is_file():
        raise MissingFolder(f"{folder} is no data folder: it has not both atlas.toml and tables/")
    return reread(Draft(folder, {}, {}), FILES)


def reread(draft: Draft, names: Iterable[str]) -> Draft:
    """Read files anew; what was changed in them is dropped, and steps before are forgotten."""
    read, tables, choices = dict(draft.read), dict(draft.tables), draft.choices
    unreadable = dict(draft.unreadable)
    for name in names:
        read[name] = _data(draft.folder, name)
        for one in [one for one in (*tables, *unreadable) if _file(one) == name]:
            tables.pop(one, None)
            unreadable.pop(one, None)
        try:
            if name == ATLAS:
                choices = choice_sheets.decoded(read[name] or b"")
                known, odd = choice_sheets.read(choices)
                tables |= known
                unreadable |= odd
            else:
                tables[name] = _text(name, read[name])
        except BadFile as problem:
            parts = choice_sheets.sheets() if name == ATLAS else (name,)
            unreadable |= dict.fromkeys(parts, str(problem))
    return Draft(draft.folder, read, tables, choices, unreadable)


def _file(table: str) -> str:
    """Name the file of a table."""
    return ATLAS if is_choices(table) else table


def _data(folder: Path, name: str) -> bytes | None:
    try:
        return path_of(folder, name).read_bytes()
    except FileNotFoundError:
        return None


def _text(name: str, data: bytes | None) -> TableText:
    if data is None:
        return table_text.empty(schema.TABLES[name].columns())
    return table_text.read(data)


def others(draft: Draft) -> tuple[str, ...]:
    """Name the files that another program has changed since."""
    return tuple(name for name in FILES if _data(draft.folder, name) != draft.read[name])


def merged(draft: Draft, names: Iterable[str]) -> Draft:
    """Put our changes on what others have made of the files, by `table_text.merged`."""
    chosen = list(names)
    fresh = reread(draft, chosen)
    for name in chosen:
        if name == ATLAS:
            fresh = _merged_choices(fresh, draft.tables, draft.read[name] or b"")
        elif name in fresh.tables and name in draft.tables:
            base, key = _text(name, draft.read[name]), schema.TABLES[name].key
            both = table_text.merged(base, draft.tables[name], fresh.tables[name], key)
            fresh = replace(fresh, tables={**fresh.tables, name: both})
    return fresh


def _merged_choices(fresh: Draft, ours: Mapping[str, TableText], was: bytes) -> Draft:
    """Put our choices on those of a draft, table by table; `was` is the file they began with."""
    before, _ = choice_sheets.read(choice_sheets.decoded(was))
    for name, base in before.items():
        mine, theirs = ours.get(name), fresh.tables.get(name)
        if mine is None or theirs is None or mine.columns != theirs.columns:
            continue
        mine = table_text.aligned(base, mine, editing.key_of(name))
        both = table_text.merged(base, mine, theirs, editing.key_of(name))
        fresh = editing.with_table(fresh, name, both)
    return replace(fresh, before=())


def written(draft: Draft) -> Draft:
    """
    Write the files that were changed: all of them whole, or none.

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
    data = {name: draft.data(name) or b"" for name in names}
    # The files take their places together, when all of them are written.
    with contextlib.ExitStack() as stack:
        for name, body in data.items():
            place = path_of(draft.folder, name).resolve()
            stack.enter_context(whole_files.whole(place)).write_bytes(body)
    return replace(draft, read={**draft.read, **data})


def kept(draft: Draft) -> None:
    """Keep what is not in the files yet in the folder `KEPT` of the data folder, for `resumed`."""
    place = draft.folder / KEPT
    wanted: dict[str, bytes] = {}
    for name in draft.unwritten():
        path = path_of(Path(), name)
        wanted[path.name] = draft.data(name) or b""
        wanted[path.with_suffix(".was").name] = draft.read[name] or b""
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
    for name in FILES:
        path = folder / KEPT / path_of(Path(), name).name
        try:
            ours, was = path.read_bytes(), path.with_suffix(".was").read_bytes()
            draft = _resumed(draft, name, ours, was)
        except (OSError, BadFile):
            # Nothing was kept, or not all of it.
            continue
    return draft


def _resumed(draft: Draft, name: str, ours: bytes, was: bytes) -> Draft:
    same = was == (draft.read[name] or b"")
    if name == ATLAS:
        text = choice_sheets.decoded(ours)
        tables, _ = choice_sheets.read(text)
        if not same:
            return _merged_choices(draft, tables, was)
        return replace(draft, tables={**draft.tables, **tables}, choices=text)
    if name not in draft.tables:
        return draft
    base, key = _text(name, was or None), schema.TABLES[name].key
    mine = table_text.aligned(base, table_text.read(ours), key)
    both = mine if same else table_text.merged(base, mine, draft.tables[name], key)
    return replace(draft, tables={**draft.tables, name: both})
