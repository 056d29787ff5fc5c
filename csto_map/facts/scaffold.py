"""A new data folder: every table with its header, choices to fill in, and a guide."""

from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path

from csto_map import paths
from csto_map.errors import ExportFailed
from csto_map.facts import config, dictionary, schema

# The slider needs days to run over; whoever begins will change them.
_COVERAGE = ("all", "1950-01-01", "2025-12-31", "Change the days to those that you cover.")


def scaffold(folder: Path) -> Path:
    """
    Write an empty atlas that runs: no facts, but outlines and the names of countries.

    Parameters
    ----------
    folder
        Where; made if it is not there. It appears whole or not at all.

    Raises
    ------
    ExportFailed
        If `folder` is there and holds anything, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportFailed(f"{folder} is there already and not an empty folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".init-", dir=folder.parent) as working:
            _fill(Path(working) / "atlas")
            if folder.is_dir():
                folder.rmdir()
            (Path(working) / "atlas").rename(folder)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ExportFailed(f"{folder} cannot be written: {reason}") from problem
    return folder


def _fill(folder: Path) -> None:
    shipped = paths.folder("geodata")
    template = shipped / "template"
    (folder / "tables").mkdir(parents=True)
    (folder / "boundaries").mkdir()
    shutil.copyfile(template / "atlas.toml", folder / "atlas.toml")
    guide = (template / "README.md").read_text(encoding="utf-8")
    text = f"{guide.rstrip()}\n\n{dictionary.dictionary()}"
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")
    for name in ("coarse.parquet", "fine.parquet", "whole.parquet", "recipe.toml"):
        shutil.copyfile(shipped / "boundaries" / name, folder / "boundaries" / name)
    for name, model in schema.TABLES.items():
        path = folder / "tables" / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(model.columns())
            writer.writerows(_rows(name, shipped))


def _rows(name: str, shipped: Path) -> list[tuple[str, ...]]:
    """Give the few rows that even an atlas without facts needs."""
    if name == "coverage":
        return [_COVERAGE]
    if name not in ("sources", "countries"):
        return []
    cited = config.read(shipped / "template").boundary_source_ids
    columns = schema.TABLES[name].columns()
    with (shipped / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row[column] for column in columns) for row in csv.DictReader(file)]
    if name == "sources":
        return [row for row in rows if row[0] in cited]
    return [(*row[:-1], ";".join(cited)) for row in rows]
