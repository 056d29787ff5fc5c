"""Zipped shapefiles of other people: shapes, attributes in their encoding, degrees by the .prj.

``assets/src/layers/shapefile.js`` is its twin.
"""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from csto_map.exchange.reading.archives import Archive, one_of
from csto_map.exchange.reading.columns import Columns, Remark, bad, bounded, to_degrees
from csto_map.exchange.reading.databases import values_of
from csto_map.exchange.reading.text import decode

_ENCODINGS = json.loads(Path(__file__).with_name("encodings.json").read_text(encoding="utf-8"))
_WGS = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (r"^\s*GEOGCS", r"WGS_?(?:19)?84", "Degree")
)
_PARTS = (".dbf", ".prj", ".cpg", ".shx")


def read(archive: Archive, layer: str | None) -> Columns:
    """
    Read one shapefile of an archive.

    Raises
    ------
    BadFile
        If there are several and none is named, a part is missing or damaged, or it is not in
        degrees and says nowhere what it is in.
    """
    name = archive.name
    chosen = one_of(archive.ending(".shp"), name, layer)
    lower = {member.lower(): member for member in archive.members}
    stem = chosen[:-4].lower()
    there = {part: lower[stem + part] for part in _PARTS if stem + part in lower}
    unpacked = archive.read(chosen, *there.values())
    parts = dict(zip([".shp", *there], unpacked, strict=True))
    table = Columns({}, [])
    encoding, guess = _encoding(parts.get(".dbf", b""), parts.get(".cpg", b""), name)
    if guess:
        table.notes.append(guess)
    with tempfile.TemporaryDirectory(prefix="csto-map-") as folder:
        # Under names of our own, whatever they are called in the archive.
        for part, data in parts.items():
            if part not in (".cpg", ".prj"):
                (Path(folder) / f"layer{part}").write_bytes(data)
        frame = _frame(Path(folder) / "layer.shp", encoding, name)
    bounded(len(frame), name)
    geometries = np.full(len(frame), None, dtype=object)
    if isinstance(frame, gpd.GeoDataFrame):
        geometries = shapely.force_2d(np.asarray(frame.geometry.to_numpy(), dtype=object))
        table.values = values_of(frame.drop(columns=frame.geometry.name))
    else:
        table.values = values_of(frame)
    table.rows = list(range(1, len(frame) + 1))
    table.shapes = geometries
    if ".prj" in parts:
        text = parts[".prj"].decode("utf-8", errors="replace").strip("\ufeff\0 \r\n")
        table.shapes = geometries if _is_wgs(text) else to_degrees(geometries, text, name)
    elif not _in_degrees(parts[".shp"]):
        raise bad("no_prj", name=name)
    else:
        table.notes.append(Remark("no_prj_degrees"))
    if ".dbf" not in parts:
        table.notes.append(Remark("no_dbf"))
    return table


def _frame(path: Path, encoding: str, name: str) -> gpd.GeoDataFrame:
    # The index can be made from the shapes: many archives lack it.
    before = pyogrio.get_gdal_config_option("SHAPE_RESTORE_SHX")
    pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            return pyogrio.read_dataframe(path, encoding=encoding)
    except (
        *(pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError),
        *(pyogrio.errors.FeatureError, pyogrio.errors.FieldError),
        *(UnicodeDecodeError, ValueError, shapely.errors.ShapelyError),
    ) as problem:
        raise bad("bad_shapefile", name=name) from problem
    finally:
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": before})


def _encoding(dbf: bytes, cpg: bytes, name: str) -> tuple[str, Remark | None]:
    """Say in which encoding attributes are, and what of that is a guess."""
    named = re.sub(r"[^a-z0-9]", "", cpg.decode("latin-1").lower())
    known = _ENCODINGS["names"].get(named) or _ENCODINGS["drivers"].get(str(*dbf[29:30]))
    if known:
        return str(known), None
    records = dbf[int.from_bytes(dbf[8:10], "little") :].replace(b"\0", b" ")
    guess = decode(records, name)[1]
    return (str(guess.params["encoding"]) if guess else "utf-8"), guess


def _is_wgs(text: str) -> bool:
    """Say whether well-known text names degrees of WGS 84: that of nearly every shapefile does."""
    return all(pattern.search(text) for pattern in _WGS)


def _in_degrees(shp: bytes) -> bool:
    """Say whether the box of a shapefile can be one of longitudes and latitudes."""
    west, south, east, north = np.frombuffer(shp[36:68], dtype="<f8")
    return bool(abs(west) <= 360 and abs(east) <= 360 and abs(south) <= 90 and abs(north) <= 90)
