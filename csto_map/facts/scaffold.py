"""A new data folder: empty, a small living example, or from a package of tables; with a guide."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from csto_map import paths
from csto_map.errors import BadFile, ExportFailed
from csto_map.facts import config, dictionary, schema

# The slider needs days to run over; whoever begins will change them.
_COVERAGE = ("all", "1950-01-01", "2025-12-31", "Change the days to those that you cover.")


# What a package holds beside its tables that belongs in a data folder.
_BESIDE = ("atlas.toml", "LICENSE.md")
# Far beyond any table, far below what would fill a disk.
_MOST_BYTES = 100_000_000
# Tables of which an example has every row.
_WHOLE = ("countries", "country_names", "coverage", "disputed_areas")

_Rows = Mapping[str, Sequence[Mapping[str, str]]]


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
    return _made(folder, _fill)


def example(folder: Path) -> Path:
    """
    Write a small atlas that lives: a slice of the facts that come with the program.

    Which slice says ``template/example/slice.toml``: the memberships of some organisations, and
    sites, units, strengths and events in some countries, each row as it is, with its sources.

    Raises
    ------
    ExportFailed
        As `scaffold` does.
    """
    return _made(folder, _fill_example)


def from_package(folder: Path, package: Path) -> Path:
    """
    Write the atlas of a package of tables, the zip of ``csto-map data export``.

    Its tables and choices come back as they were; it has no outlines, so those that come with
    the program stand in for them.

    Raises
    ------
    BadFile
        If `package` is no such package.
    ExportFailed
        As `scaffold` does.
    """
    members = _members(package)
    return _made(folder, lambda made: _fill_from(made, members))


def _made(folder: Path, fill: Callable[[Path], None]) -> Path:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportFailed(f"{folder} is there already and not an empty folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".init-", dir=folder.parent) as working:
            made = Path(working) / "atlas"
            (made / "tables").mkdir(parents=True)
            (made / "boundaries").mkdir()
            fill(made)
            if folder.is_dir():
                folder.rmdir()
            made.rename(folder)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ExportFailed(f"{folder} cannot be written: {reason}") from problem
    return folder


def _fill(folder: Path) -> None:
    shipped = paths.folder("geodata")
    shutil.copyfile(shipped / "template" / "atlas.toml", folder / "atlas.toml")
    _add_guide(folder)
    _add_outlines(folder)
    for name, model in schema.TABLES.items():
        _write(folder, name, model.columns(), _rows(name, shipped))


def _add_guide(folder: Path) -> None:
    guide = (paths.folder("geodata") / "template" / "README.md").read_text(encoding="utf-8")
    text = f"{guide.rstrip()}\n\n{dictionary.dictionary()}"
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def _add_outlines(folder: Path, *, ours: bool = False) -> None:
    """
    Add the outlines that come with the program, and the recipe that they are built by.

    `ours` where the tables are the program's own: they have the sectors of its border, and the
    sources that its recipe names.
    """
    shipped = paths.folder("geodata")
    names = ["coarse.parquet", "fine.parquet", "whole.parquet", *(["border.parquet"] * ours)]
    for name in names:
        shutil.copyfile(shipped / "boundaries" / name, folder / "boundaries" / name)
    recipe = shipped / ("boundaries" if ours else "template") / "recipe.toml"
    shutil.copyfile(recipe, folder / "boundaries" / "recipe.toml")


def _write(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path = folder / "tables" / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _rows(name: str, shipped: Path) -> list[tuple[str, ...]]:
    """Give the few rows that even an atlas without facts needs."""
    if name == "coverage":
        return [_COVERAGE]
    if name not in ("sources", "countries"):
        return []
    cited = config.read(shipped / "template").boundary_source_ids
    columns = schema.TABLES[name].columns()
    rows = [tuple(row[column] for column in columns) for row in _read(shipped, name)]
    if name == "sources":
        return [row for row in rows if row[0] in cited]
    return [(*row[:-1], ";".join(cited)) for row in rows]


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fill_example(folder: Path) -> None:
    shipped = paths.folder("geodata")
    about = shipped / "template" / "example"
    shutil.copyfile(about / "atlas.toml", folder / "atlas.toml")
    _add_guide(folder)
    _add_outlines(folder)
    wanted = tomllib.loads((about / "slice.toml").read_text(encoding="utf-8"))
    every = {name: _read(shipped, name) for name in schema.TABLES}
    kept = _slice(every, set(wanted["orgs"]), set(wanted["hosts"]), wanted["weight"])
    cited = set(config.read(about).boundary_source_ids)
    cited |= {id_ for rows in kept.values() for row in rows for id_ in _ids(row, "source_ids")}
    kept["sources"] = [row for row in every["sources"] if row["source_id"] in cited]
    for name, model in schema.TABLES.items():
        columns = model.columns()
        _write(folder, name, columns, ([row[c] for c in columns] for row in kept.get(name, ())))


def _ids(row: Mapping[str, str], column: str) -> list[str]:
    return [id_ for id_ in row.get(column, "").split(";") if id_]


def _slice(
    every: _Rows, orgs: set[str], hosts: set[str], weight: int
) -> dict[str, list[Mapping[str, str]]]:
    """Choose rows so that whatever a row names is there, too; sources are for the caller."""
    sites = [row for row in every["sites"] if row["country"] in hosts]
    places = {row["site_id"] for row in sites}
    stays = [row for row in every["deployments"] if row["site_id"] in places]
    named = {row["unit_id"] for row in stays}
    named |= {row["grouping_id"] for row in every["groupings"] if row["host"] in hosts}
    forces = _with_predecessors(every, named)
    subjects = places | {row[schema.TABLES[n].key] for n, rows in forces.items() for row in rows}
    states = {row["country"] for row in every["countries"]}
    owners = {row["operator"] for row in sites} | {
        row["owner"] for rows in forces.values() for row in rows
    }
    kept_orgs = orgs | (owners - states)
    return {
        "organizations": [r for r in every["organizations"] if r["org_id"] in kept_orgs],
        "memberships": [row for row in every["memberships"] if row["org_id"] in orgs],
        "sites": sites,
        "deployments": stays,
        **forces,
        **{
            name: [row for row in every[name] if row["subject_id"] in subjects]
            for name in ("strengths", "equipment")
        },
        "agreements": [
            row
            for row in every["agreements"]
            if row["subject_ids"] and set(_ids(row, "subject_ids")) <= subjects | orgs
        ],
        "events": [
            row
            for row in every["events"]
            if row["country"] in hosts and int(row["weight"]) >= weight
        ],
        **{name: list(every[name]) for name in _WHOLE},
    }


def _with_predecessors(every: _Rows, wanted: set[str]) -> dict[str, list[Mapping[str, str]]]:
    """Give units and groupings by their ids, with all that they were made of, and so on back."""
    keys = {name: schema.TABLES[name].key for name in ("units", "groupings")}
    made_of = {row[key]: _ids(row, "succeeds") for name, key in keys.items() for row in every[name]}
    open_, seen = list(wanted), set[str]()
    while open_:
        id_ = open_.pop()
        if id_ not in seen:
            seen.add(id_)
            open_ += made_of.get(id_, [])
    return {name: [row for row in every[name] if row[key] in seen] for name, key in keys.items()}


def _members(package: Path) -> dict[str, bytes]:
    """Read what a package has of a data folder, by the paths there."""
    wanted = {*_BESIDE, *(f"tables/{name}.csv" for name in schema.TABLES)}
    try:
        with zipfile.ZipFile(package) as archive:
            infos = [info for info in archive.infolist() if info.filename in wanted]
            if sum(info.file_size for info in infos) > _MOST_BYTES:
                raise BadFile(f"{package.name} holds more than {_MOST_BYTES:,} bytes of tables")
            members = {info.filename: archive.read(info) for info in infos}
    except FileNotFoundError as problem:
        raise BadFile(f"{package} is not there") from problem
    except (
        OSError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        raise BadFile(f"{package.name} cannot be read as a zip archive: {problem}") from problem
    optional = {f"tables/{name}.csv" for name, model in schema.TABLES.items() if model.optional}
    lacking = sorted(wanted - set(members) - optional - {"LICENSE.md"})
    if lacking:
        raise BadFile(
            f"{package.name} is no package of csto-map data export FILE.zip: it has no "
            f"{', '.join(lacking)}"
        )
    return members


def _fill_from(folder: Path, members: Mapping[str, bytes]) -> None:
    for name, data in members.items():
        (folder / name).write_bytes(data)
    _add_guide(folder)
    sectors = io.StringIO(members["tables/border_sectors.csv"].decode("utf-8-sig"))
    cut = {row.get("sector_id") for row in csv.DictReader(sectors)}
    shipped = {row["sector_id"] for row in _read(paths.folder("geodata"), "border_sectors")}
    _add_outlines(folder, ours=bool(cut) and cut <= shipped)
