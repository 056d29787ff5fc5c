"""Rows for ``countries.csv`` and ``disputed_areas.csv``: proposed where a person has none."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from csto_map import whole_files
from csto_map.boundaries.recipe import Told
from csto_map.boundaries.shapes import Plane
from csto_map.facts import schema

_TYPES = frozenset({"Disputed", "Indeterminate"})
_VIEW = re.compile(r"ADM0_A3_[A-Z]{2}")


def countries(
    told: Told, coarse: gpd.GeoDataFrame, about: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, str]]:
    """
    Give a row of ``countries.csv`` for every code of the coarse level.

    Names are those of the recipe, else of Natural Earth, else the code; a label stands where
    Natural Earth has it if that lies in the outline, else in the middle of its widest part.
    """
    plane = Plane(told.proj)
    named = {state.code: state for state in told.recipe.states if state.name}
    cited = _cited(told)
    rows = []
    for code, several in coarse.groupby("country", sort=True):
        row, state = about.get(code, {}), named.get(code)
        lat, lon = _label(several.geometry.to_numpy(), plane, row)
        rows.append(
            {
                "country": str(code),
                "name": state.name if state else _word(row, "NAME_EN") or str(code),
                "name_ru": state.name_ru if state else _word(row, "NAME_RU"),
                "label_lat": lat,
                "label_lon": lon,
                "note": "",
                "source_ids": ";".join(cited.get(str(code), told.cited)),
            }
        )
    return rows


def _word(row: Mapping[str, Any], column: str) -> str:
    """Give a cell of Natural Earth's table as text, "" for an empty one."""
    cell = row.get(column)
    return cell if isinstance(cell, str) else ""


def _cited(told: Told) -> dict[str, tuple[str, ...]]:
    """Give the sources of states in time, by code, those of all outlines first."""
    found: dict[str, tuple[str, ...]] = {}
    for state in told.recipe.states:
        for code in state.codes or (state.code,):
            known = found.get(code, told.cited)
            found[code] = tuple(dict.fromkeys((*known, *state.sources)))
    return found


def _label(
    several: Sequence[BaseGeometry], plane: Plane, row: Mapping[str, Any]
) -> tuple[str, str]:
    """Give a point that lies in as many of a state's outlines as can be, latitude first."""
    common = shapely.intersection_all(shapely.make_valid(np.array(several, dtype=object)))
    shape = common if common.area > 0 else several[-1]
    if row:
        lon, lat = float(row["LABEL_X"]), float(row["LABEL_Y"])
        for turn in (0.0, 360.0):
            if shape.contains(Point(lon + turn, lat)):
                return _rounded(shape, lon + turn, lat)
    parts = [one for one in shapely.get_parts(plane.km(shape)) if one.geom_type == "Polygon"]
    widest = max(parts, key=lambda part: part.area)
    middle = shapely.maximum_inscribed_circle(widest, tolerance=1.0).coords[0]
    at = plane.degrees(Point(middle))
    if not shape.contains(at):
        at = Point(at.x - 360, at.y) if shape.contains(Point(at.x - 360, at.y)) else (
            shape.representative_point()
        )  # fmt: skip
    return _rounded(shape, at.x, at.y)


def _rounded(shape: BaseGeometry, lon: float, lat: float) -> tuple[str, str]:
    """Write a point with as few decimals as leave it in a shape."""
    for decimals in (1, 2, 3, 5):
        short = round(lon, decimals), round(lat, decimals)
        if shape.contains(Point(short)):
            lon, lat = short
            break
    east = lon - 360 if lon > 180 else lon
    return f"{lat:.10g}", f"{east:.10g}"


def disputed(
    told: Told, codes: Iterable[str], about: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, str]]:
    """
    Give a row of ``disputed_areas.csv`` for every drawn code that not all call a state of its own.

    Natural Earth knows as part of which state others draw it, or whether it is disputed at all.
    The sentence is a proposal: whoever makes the atlas reads it, and sets a better one.
    """
    rows = []
    for code in sorted(set(codes) & set(about)):
        row = about[code]
        others = {str(row[key]) for key in row if _VIEW.fullmatch(key)}
        others = {one for one in others if re.fullmatch(r"[A-Z]{3}", one)} - {code}
        if row["TYPE"] not in _TYPES and not others:
            continue
        name = _word(row, "NAME_EN") or code
        part = sorted(_word(about[one], "NAME_EN") for one in others if one in about)
        drawn = f"others draw it as part of {' or '.join(part)}" if part else "it is disputed"
        rows.append(
            {
                "area_id": _slug(name),
                "name": name,
                "name_ru": _word(row, "NAME_RU"),
                "drawn_in": code,
                "lat": f"{float(row['LABEL_Y']):.4f}",
                "lon": f"{float(row['LABEL_X']):.4f}",
                "start": "",
                "end": "",
                "start_certainty": "unknown",
                "end_certainty": "unknown",
                "note": f"{name} is drawn as an area of its own, as Natural Earth does; {drawn}.",
                "source_ids": ";".join(told.cited),
            }
        )
    return rows


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "area"


def missing(path: Path, rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Give those of some rows whose key a table lacks; all where there is no table."""
    key = _key(path)
    if not path.is_file():
        return list(rows)
    with path.open(encoding="utf-8-sig", newline="") as file:
        known = {(row.get(key) or "").strip() for row in csv.DictReader(file)}
    return [row for row in rows if row[key] not in known]


def add(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """
    Add rows to a table; those that are there stay as they are, letter for letter.

    New rows go where they belong by their key if the table is in that order, else to its end.
    """
    key = _key(path)
    if not path.is_file():
        columns = list(schema.TABLES[path.stem].columns())
        path.write_text(_line(columns, "\n"), encoding="utf-8", newline="")
    # Its ends of lines are its own.
    raw = path.read_bytes().decode("utf-8")
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in raw else "\n"
    lines = raw.removeprefix(mark).splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    reader = csv.reader(lines)
    header = [name.strip() for name in next(reader)]
    texts, start = [], reader.line_num
    for cells in reader:
        # An empty line has no cells.
        name = cells[header.index(key)] if len(cells) > header.index(key) else ""
        texts.append((name, "".join(lines[start : reader.line_num])))
        start = reader.line_num
    names = [name for name, _ in texts]
    fresh = [(row[key], _line([row.get(one, "") for one in header], end)) for row in rows]
    in_order = names == sorted(names)
    whole = sorted([*texts, *fresh], key=lambda one: one[0]) if in_order else [*texts, *fresh]
    head = lines[: _head(lines)]
    text = mark + "".join([*head, *(line for _, line in whole)])
    whole_files.write(path, text.encode("utf-8"))


def _head(lines: Sequence[str]) -> int:
    reader = csv.reader(lines)
    next(reader, None)
    return reader.line_num


def _line(cells: Sequence[str], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerow(cells)
    return out.getvalue()


def _key(path: Path) -> str:
    return schema.TABLES[path.stem].key
