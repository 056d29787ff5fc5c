"""One atlas that is being edited: its draft, what is wrong with it, and what the map shows.

What is drafted is written as soon as the atlas runs with it; until then it is kept here, with
the faults that are in the way.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from threading import RLock
from typing import Any

from csto_map.audit import drafts, editing, examining
from csto_map.audit.editing import Citing, Draft
from csto_map.errors import BadOption, CstoMapError, DataError
from csto_map.facts import choice_columns, choice_sheets, config, filling, schema, unfilled
from csto_map.facts.allowed import May, allowed
from csto_map.facts.config import Config
from csto_map.facts.table_text import Record, TableText
from csto_map.facts.vocabulary import KNOWN
from csto_map.language.words import languages

# Tables as a page lists them: those that come first for whoever begins.
_IN_ORDER = tuple(dict.fromkeys((*unfilled.FIRST, *schema.TABLES)))
# What stands beside the tables and the choices and changes what the map shows.
_BESIDE = ("atlas.*.toml", "boundaries/*", "ground/*", "locale/*/*", "locale/*", "tours/*")


class Session:
    """
    What the editor works on; several pages may show it, and one change is made at a time.

    Attributes
    ----------
    folder
        The data folder.
    revision
        Grows whenever the files that the map is made from have changed and run.

    Raises
    ------
    MissingFolder
        If it is no data folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.revision = 0
        self._lock = RLock()
        self._draft = drafts.resumed(folder)
        self._beside = self._signature()
        # Why the last step was not taken, why the last try to write failed, and tables that were
        # read anew since anybody was told.
        self._refused = self._failed = ""
        self._reread: list[str] = []
        # What is asked of whoever took the last step.
        self._asked: dict[str, Any] | None = None
        self._examined = examining.examined(self._draft)
        # The choices as they were when they were last without a fault.
        self._choices: Config | None = None

    def state(self, table: str) -> dict[str, Any]:
        """Look whether files have changed, and tell all that a page shows; KeyError: no table."""
        with self._lock:
            self._look()
            return self._told(table)

    def change(self, table: str, step: Mapping[str, Any]) -> dict[str, Any]:
        """
        Take a step and tell all that a page shows then.

        Parameters
        ----------
        table
            The table that is changed and told of.
        step
            ``act`` and what it needs: see `app.edit.routes.Step`.

        Raises
        ------
        KeyError
            If a row or column is not there, any more or at all; nothing is changed.
        """
        with self._lock:
            self._look()
            before, self._asked, self._refused = self._draft, None, ""
            try:
                self._draft = self._stepped(table, step)
            except BadOption as problem:
                self._refused = str(problem)
            if self._draft.tables is not before.tables:
                self._examined = examining.examined(self._draft)
            self._write(whatever=step["act"] == "write")
            self._keep()
            return self._told(table)

    def _stepped(self, table: str, step: Mapping[str, Any]) -> Draft:
        draft = self._draft
        match step["act"]:
            case "set":
                changed = editing.with_cells(draft, table, step["row"], step["cells"])
                self._offer(draft, changed, table, step)
                return changed
            case "add":
                return editing.with_row(draft, table, step["cells"], step["row"])
            case "delete":
                named = editing.cited_rows(draft, table, step["rows"])
                if named and not step.get("sure"):
                    self._asked = _asks("delete", table, named, rows=step["rows"])
                    return draft
                return editing.without_rows(draft, table, step["rows"])
            case "rename":
                return editing.renamed(draft, table, step["row"], step["was"])
            case "undo":
                return editing.undone(draft)
            case "redo":
                return editing.redone(draft)
            case "merge":
                return drafts.merged(draft, self._clashes())
            case "theirs":
                return drafts.reread(draft, self._clashes())
            case _:
                return draft

    def _offer(self, draft: Draft, changed: Draft, table: str, step: Mapping[str, Any]) -> None:
        """Offer to change what names a row by an id that the step has changed."""
        if editing.key_of(table) not in step["cells"] or editing.is_choices(table):
            return
        was, new = (editing.id_of(one, table, step["row"]) for one in (draft, changed))
        named = editing.citing(draft, table, was) if new and was != new else ()
        if named:
            self._asked = _asks("rename", table, named, row=step["row"], was=was)

    def _write(self, *, whatever: bool) -> None:
        """Write what was changed if the atlas runs with it, or `whatever` its faults."""
        self._failed = ""
        if not self._draft.unwritten() or not (self._examined.runs or whatever):
            return
        try:
            self._draft = drafts.written(self._draft)
        except drafts.ChangedElsewhere:
            # Told as a clash, with what can be done.
            return
        except CstoMapError as problem:
            self._failed = str(problem)
            return
        if self._examined.runs:
            self.revision += 1

    def _keep(self) -> None:
        """Keep what is not written yet, for the next time that the folder is opened."""
        try:
            drafts.kept(self._draft)
        except (OSError, CstoMapError) as problem:
            self._failed = self._failed or str(problem)

    def _look(self) -> None:
        """Read tables anew that another program has changed, where nothing is lost by it."""
        changed, beside = drafts.others(self._draft), self._signature()
        unwritten = self._draft.unwritten()
        fresh = [name for name in changed if name not in unwritten]
        if fresh:
            self._draft = drafts.reread(self._draft, fresh)
            self._reread += fresh
        if fresh or beside != self._beside:
            self._beside = beside
            self._examined = examining.examined(self._draft)
            if self._examined.runs and not unwritten:
                self.revision += 1

    def _clashes(self) -> list[str]:
        unwritten = self._draft.unwritten()
        return [name for name in drafts.others(self._draft) if name in unwritten]

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        """Give what changes when a file beside the tables does."""
        files = {path for pattern in _BESIDE for path in self.folder.glob(pattern)}
        told = ((path, path.stat()) for path in sorted(files) if path.is_file())
        return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in told)

    def _told(self, table: str) -> dict[str, Any]:
        draft, faults = self._draft, self._examined.faults
        if table not in draft.tables and table not in draft.unreadable:
            raise KeyError(table)
        reread, self._reread = self._reread, []
        choices = self._chosen()
        return {
            "title": choices.title if choices else "",
            "revision": self.revision,
            "runs": self._examined.runs,
            "unwritten": _files(draft.unwritten()),
            "clashes": _files(self._clashes()),
            "reread": _files(reread),
            "failed": self._failed,
            "refused": self._refused,
            "asks": self._asked if self._asked and self._asked["table"] == table else None,
            "undo": bool(draft.before),
            "redo": bool(draft.after),
            "choices": [self._summary(name) for name in choice_sheets.sheets()],
            "tables": [self._summary(name) for name in _IN_ORDER],
            "first": self._first(),
            "others": [asdict(one) for one in faults if not one.table],
            "table": self._table(table),
        }

    def _summary(self, name: str) -> dict[str, Any]:
        rows = self._draft.tables[name].records if name in self._draft.tables else ()
        wrong = [one for one in self._examined.faults if one.table == name and not one.mild]
        return {"id": name, "rows": len(rows), "faults": len(wrong)}

    def _first(self) -> list[str]:
        tables = self._draft.tables
        ids = {name: list(_ids(name, tables)) for name in schema.TABLES}
        choices = self._chosen()
        cited = choices.boundary_source_ids if choices else ()
        return unfilled.unfilled(ids, cited)

    def _chosen(self) -> Config | None:
        """Give the choices as they are drafted, or as they were before they had faults."""
        # The check says what is wrong with them.
        with contextlib.suppress(DataError):
            path = drafts.path_of(self.folder, choice_sheets.ATLAS)
            self._choices = config.parsed(self._draft.choices, path)
        return self._choices

    def _table(self, name: str) -> dict[str, Any]:
        draft, choices = self._draft, self._chosen()
        told = {
            "id": name, "unreadable": draft.unreadable.get(name, ""), "columns": [], "rows": [],
            "faults": [asdict(one) for one in self._examined.faults if one.table == name],
            # Whether rows can be added and deleted.
            "fixed": name == choice_sheets.ATLAS,
        }  # fmt: skip
        if name not in draft.tables:
            return told
        table = draft.tables[name]
        if editing.is_choices(name):
            return told | self._sheet(name, table, self._may(choices))
        known = choices.vocabulary if choices else KNOWN
        columns = filling.columns(name, draft.tables, known)
        return told | {
            "columns": list(map(asdict, columns)),
            "rows": list(map(_row, table.records)),
        }

    def _may(self, choices: Config | None) -> dict[str, May]:
        tables = self._draft.tables
        if choices is None:
            return {}
        ids = {name: set(_ids(name, tables)) for name in schema.TABLES}

        def texts(name: str, column: str) -> set[str]:
            return set(_texts(name, column, tables)) - {""}

        return allowed(choices, ids, texts, languages())

    def _sheet(self, name: str, table: TableText, may: dict[str, May]) -> dict[str, Any]:
        draft = self._draft
        sheet = draft.sheet(name)
        columns = list(map(asdict, choice_columns.columns(sheet, draft.tables, may)))
        rows = list(map(_row, table.records))
        if sheet.shape == "settings":
            asked = choice_columns.settings(sheet, draft.tables, may)
            for row in rows:
                about = asked[row["cells"][0]]
                row["cells"].append(about.about)
                row["asks"] = asdict(about)
        return {"columns": columns, "rows": rows}


def _row(record: Record) -> dict[str, Any]:
    return {"id": record.number, "cells": list(record.cells)}


def _files(names: Iterable[str]) -> list[str]:
    return [drafts.path_of(Path(), name).name for name in names]


def _ids(name: str, tables: Mapping[str, TableText]) -> Iterator[str]:
    return _texts(name, schema.TABLES[name].key, tables)


def _texts(name: str, column: str, tables: Mapping[str, TableText]) -> Iterator[str]:
    if name in tables and column in tables[name].columns:
        place = tables[name].columns.index(column)
        for record in tables[name].records:
            if len(record.cells) > place:
                yield record.cells[place]


def _asks(act: str, table: str, named: tuple[Citing, ...], **more: object) -> dict[str, Any]:
    """Make what a page asks of whoever took a step: whether to do `act`, too."""
    tables = list(dict.fromkeys(one.table for one in named))
    return {"act": act, "table": table, "cells": len(named), "tables": tables, **more}
