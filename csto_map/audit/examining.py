"""What is wrong with a draft, told at its cells."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from csto_map.atlas import Atlas
from csto_map.audit import check, choice_faults, drafts
from csto_map.audit.choice_faults import Place
from csto_map.audit.editing import Draft
from csto_map.errors import CstoMapError, Fault
from csto_map.facts.rules import RULES

# What everybody breaks at first who fills tables in one after the other: it only warns here.
_UNTIL_LATER = ("unused-source",)


@dataclass(frozen=True, slots=True)
class Told:
    """
    A fault, placed in the draft.

    `file` is its file within the folder, `line` its line there as drafted, 0 for all of it.
    `table` and `row` are of the row that it concerns; "" and None where it is about a whole
    file. `mild` ones only warn.
    """

    file: str
    line: int
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
        told = [
            _told(fault, folder, draft, mild=mild or fault.rule in _UNTIL_LATER)
            for mild, faults in ((False, report.faults), (True, report.warnings))
            for fault in faults
        ]
    return Examined(tuple(told), why)


def _lay_out(draft: Draft, folder: Path) -> None:
    """Make a folder with the drafted tables, and beside them all that the draft's folder has."""
    (folder / "tables").mkdir(parents=True)
    for name in drafts.FILES:
        data = draft.data(name)
        if data is not None:
            drafts.path_of(folder, name).write_bytes(data)
    for path in draft.folder.iterdir():
        if path.name not in ("tables", "atlas.toml") and not path.name.startswith("."):
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


def _told(fault: Fault, folder: Path, draft: Draft, *, mild: bool) -> Told:
    file = fault.path.relative_to(folder).as_posix() if folder in fault.path.parents else ""
    place: Place | None = None
    if file == "atlas.toml":
        place = choice_faults.place(fault, draft.tables)
    elif file.startswith("tables/"):
        name = fault.path.stem
        lines = draft.tables[name].lines() if name in draft.tables else {}
        place = Place(name, lines.get(fault.line), fault.column)
    place = place or Place("", None, fault.column)
    return Told(
        file or fault.path.name,
        fault.line,
        place.table,
        place.row,
        place.column,
        fault.value,
        fault.expected.replace(f"{folder}/", ""),
        RULES[fault.rule].about if fault.rule in RULES else "",
        fault.fix,
        mild,
    )
