"""Checking a whole data folder: every breach of `csto_map.facts.rules` in one report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from csto_map.audit import grounds, heaps, memberships, outlines, successions, titles, trial
from csto_map.errors import DataError, Fault, MissingFolder
from csto_map.facts import choices as chosen
from csto_map.facts import config, ranks, tables, tours
from csto_map.facts.checks import Read
from csto_map.facts.checks import whole as read_whole
from csto_map.facts.rules import RULES, breach
from csto_map.language import own
from csto_map.language.words import languages

# Warnings of one rule that a terminal is shown; more would bury the others.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Report:
    """
    What a check found.

    `rows` is how many rows could be read; `faults` and `warnings`, breaches of rules
    that only warn, are in order of place.
    """

    folder: Path
    rows: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()

    def as_text(self) -> str:
        """Say it for a terminal: a fault with its rule, and below it how to mend it."""
        lines = []
        lines += [fault.told() for fault in self.faults]
        counts: Counter[str] = Counter()
        for fault in self.warnings:
            counts[fault.rule] += 1
            if counts[fault.rule] <= SHOWN:
                lines.append(f"warning: {fault.told()}")
        for rule, count in counts.items():
            if count > SHOWN:
                lines.append(f"warning: {count - SHOWN} more [{rule}]; --format json has all")
        summary = _counted(self.faults, "fault") or "no faults"
        if self.warnings:
            summary += f", {_counted(self.warnings, 'warning')}"
        lines.append(f"{self.folder}: {self.rows:,} rows, {len(RULES)} rules, {summary}")
        return "\n".join(lines)

    def as_json(self) -> str:
        """Give it as one JSON object for other programs."""
        report = {
            "folder": str(self.folder),
            "rows": self.rows,
            "rules": len(RULES),
            "faults": [self._entry(fault) for fault in self.faults],
            "warnings": [self._entry(fault) for fault in self.warnings],
        }
        return json.dumps(report, ensure_ascii=False, indent=2)

    def _entry(self, fault: Fault) -> dict[str, object]:
        return {
            "file": str(fault.path.relative_to(self.folder)),
            "line": fault.line,
            "column": fault.column,
            "value": fault.value,
            "rule": fault.rule,
            "expected": fault.expected,
            "fix": fault.fix,
        }


def _mild(fault: Fault) -> bool:
    return fault.rule in RULES and RULES[fault.rule].warns


def _counted(faults: Sequence[Fault], word: str) -> str:
    return f"{len(faults)} {word}{'' if len(faults) == 1 else 's'}" if faults else ""


def check(folder: Path) -> Report:
    """
    Apply every rule to a data folder.

    Raises
    ------
    MissingFolder
        If `folder` is not a folder, or has neither ``atlas.toml`` nor ``tables``.
    """
    if not folder.is_dir():
        raise MissingFolder(f"{folder} is not a folder")
    if not (folder / "tables").is_dir() and not (folder / "atlas.toml").is_file():
        raise MissingFolder(f"{folder} is no data folder: it has neither atlas.toml nor tables/")
    choices, path, unread = None, folder / "atlas.toml", list[Fault]()
    try:
        choices = config.read(folder)
    except DataError as problem:
        unread = problem.faults
    except MissingFolder:
        unread = [breach("choices", path, 0, "*", "missing", "the choices of an atlas")]
    # Without its choices, words of the atlas's own are not known.
    contents, faults = tables.inspect(folder, choices.vocabulary if choices else None)
    whole = not faults
    faults += successions.faults(contents)
    faults += memberships.faults(contents)
    faults += unread
    named = choices.gazetteer_source_ids if choices else ()
    under = (*choices.ground_source_ids, *choices.boundary_source_ids) if choices else ()
    cited = (*named, *under)
    ids = {name: table.ids for name, table in contents.items()}
    rows = {name: table.rows.values() for name, table in contents.items()}
    faults += _sources(contents, cited, whole=read_whole(ids, rows, *contents))
    faults += _ranks(contents, named)
    if choices:
        faults += own.read(folder)
        wrong = list(chosen.faults(path, choices, ids, rows, languages()))
        faults += wrong
        faults += titles.faults(folder, choices)
        faults += heaps.faults(choices, contents["contingents"])
        # Without a projection nothing lies anywhere.
        if not any(fault.column.startswith("projection") for fault in wrong):
            faults += outlines.faults(folder, choices, contents)
        if whole:
            faults += tours.inspect(folder, tables.typed(contents), choices)[1]
    faults += grounds.faults(folder)
    count = sum(len(table.rows) for table in contents.values())
    faults.sort(key=lambda fault: (str(fault.path), fault.line, fault.column, fault.rule))
    return Report(
        folder,
        count,
        tuple(fault for fault in faults if not _mild(fault)),
        tuple(fault for fault in faults if _mild(fault)),
    )


def prove(folder: Path, told: trial.Told = lambda _: None) -> Report:
    """
    Apply every rule to a data folder, and if it keeps them all try it out.

    Parameters
    ----------
    told
        Called with what is tried next.

    Raises
    ------
    MissingFolder
        As for `check`.
    """
    report = check(folder)
    # Whatever else cannot be made follows from the faults there are.
    return report if report.faults else replace(report, faults=tuple(trial.faults(folder, told)))


def _sources(contents: Mapping[str, Read], named: Sequence[str], *, whole: bool) -> Iterator[Fault]:
    """Find sources that cannot be traced, and those that nobody cites if all rows are known."""
    table = contents["sources"]
    cited = {
        source
        for other in contents.values()
        for row in other.rows.values()
        for source in getattr(row, "source_ids", ())
    }
    first: dict[str, int] = {}
    for line, row in table.rows.items():
        where = (table.path, line)
        if not row.date and "date" not in row.note.lower():
            wanted = "a date, or told in the note why there is none"
            yield breach("undated-source", *where, "date", "", wanted)
        if not row.url and not row.note:
            wanted = "an address, or told in the note where it was seen"
            yield breach("untraceable-source", *where, "url", "", wanted)
        if row.url and row.url in first:
            wanted = f"new: line {first[row.url]} has it too"
            yield breach("repeated-address", *where, "url", row.url, wanted)
        first.setdefault(row.url, line)
        if whole and row.source_id not in cited and row.source_id not in named:
            wanted = "cited by any row"
            yield breach("unused-source", *where, "source_id", row.source_id, wanted)


def _ranks(contents: Mapping[str, Read], gazetteers: Sequence[str]) -> Iterator[Fault]:
    """Warn of what rests on weak sources alone; a folder that ranks no source is spared."""
    order = ranks.of(contents["sources"].rows.values(), gazetteers)
    for line, row in contents["sources"].rows.items():
        if order.known and row.rank is None:
            where = (contents["sources"].path, line)
            yield breach("unranked-source", *where, "rank", "", "a rank from 1 to 5")
    for table in contents.values():
        for line, row in table.rows.items():
            best = order.best(getattr(row, "source_ids", ()))
            if best is not None and best >= ranks.WEAK:
                value = ";".join(row.source_ids)
                wanted = f"a source of rank 1 to {ranks.WEAK - 1}; the best has rank {best}"
                yield breach("weak-sources", table.path, line, "source_ids", value, wanted)
