"""Files that somebody brings along, read as columns: guarded, bounded, offline.

A file is taken by its bytes first and by its name second: addresses and GDAL's virtual
paths are refused before any reader sees them, GeoPackages must be SQLite databases,
XML may declare no entities, archives may not lead out of themselves. What is larger
than `MOST_BYTES`, packed or unpacked, or has more than `MOST_ROWS` rows, is refused.

``assets/src/layers/open.js`` is its twin; ``kinds.json`` says to both which file is what.
"""

from __future__ import annotations

import codecs
import json
import re
import tempfile
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from csto_map.errors import BadFile
from csto_map.exchange.reading import (
    archives,
    columns,
    csv_read,
    geojson_read,
    gpx_read,
    kml_read,
    xlsx_read,
)
from csto_map.exchange.reading.archives import Archive
from csto_map.exchange.reading.columns import Columns, bad
from csto_map.exchange.reading.text import decode
from csto_map.machine import garbage

_KINDS = json.loads(Path(__file__).with_name("kinds.json").read_text(encoding="utf-8"))
_BINARY = [(kind, called, bytes.fromhex(start)) for kind, called, start in _KINDS["binary"]]
_ENDINGS: dict[str, str] = {
    ending: kind for kind, endings in _KINDS["endings"].items() for ending in endings
}
_DATABASES: dict[str, str] = _KINDS["databases"]
_PACKED: list[str] = _KINDS["packed"]
_BASES = ("sqlite", "parquet", "flatgeobuf", "pmtiles")
# How texts begin that are no tables, whatever they are called.
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])|\s*\x1e")
_XML = re.compile(r"\s*<(?:\?xml|!--|!DOCTYPE|kml|gpx|html)\b", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml.*?\?>\s*)?<(?:!DOCTYPE\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_GPX = re.compile(r"<(?:[\w.-]+:)?(?:(gpx)|\w)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{1,80}encoding\s*=\s*[\"']([\w.-]+)[\"']", re.IGNORECASE)
# What browsers and Python both know by these names.
_CODECS = frozenset({"cp1251", "cp1252", "cp1250", "koi8-r", "cp866", "iso8859-5", "iso8859-15"})


@garbage.uncollected()
def read(path: str | Path, layer: str | None = None, wanted: Collection[str] = ()) -> Columns:
    """
    Read a file by its content, and where that leaves it open by its ending.

    Parameters
    ----------
    path
        A local file: CSV and its like, GeoJSON and its kin, one JSON value a line, KML, KMZ,
        GPX, GeoPackage, FlatGeobuf, PMTiles, Parquet, or a zip with a shapefile or one of these.
    layer
        The layer of a GeoPackage, the sheet of a workbook, or the member of a zip, that has
        several.
    wanted
        Names of columns that somebody asks for: they tell the header of a table.

    Raises
    ------
    BadFile
        If it is no such file, damaged, too large, or would lead elsewhere.
    """
    address = str(path)
    if "://" in address or address.lower().startswith(("/vsi", "\\\\")):
        raise BadFile(f"{address} is an address, not a file of this machine: fetch it first")
    path = Path(path)
    if not path.is_file():
        raise bad("not_a_file", name=address)
    size = path.stat().st_size
    if size == 0:
        raise bad("empty_file", name=address)
    if size > columns.MOST_BYTES:
        raise bad("too_large", name=address, most=columns.MOST_BYTES // 1024**2)
    with path.open("rb") as file:
        kind, called = kind_of(file.read(64))
    ending = path.suffix.lower()
    if ending in _DATABASES or kind in _BASES:
        table = _database(path, ending, kind, layer, address)
    elif kind == "zip" or ending in _PACKED:
        table = _unpacked(archives.opened(path.read_bytes(), address), ending, layer, wanted)
    elif kind:
        raise _unread(kind, called, address)
    else:
        table = text_table(path.read_bytes(), address, ending, wanted)
    if not table.rows and not table.refused:
        raise bad("no_rows", name=address)
    return table


def kind_of(head: bytes) -> tuple[str, str]:
    """Say what a file is by its first bytes, and what people call it; "" of a text."""
    fitting = (item for item in _BINARY if head.startswith(item[2]))
    kind, called, _ = next(fitting, ("", "", b""))
    return kind, called


def _database(path: Path, ending: str, kind: str, layer: str | None, name: str) -> Columns:
    # GDAL and Arrow take a second to load: only whoever has such a file pays for them.
    from csto_map.exchange.reading import databases

    if _DATABASES.get(ending) in ("GeoPackage", "SQLite") or kind == "sqlite":
        return databases.geopackage(path, layer, name)
    if ending == ".fgb" or kind == "flatgeobuf":
        return databases.flatgeobuf(path, name)
    if ending == ".pmtiles" or kind == "pmtiles":
        return databases.pmtiles(path, layer, name)
    return databases.parquet(path, name)


def _unread(kind: str, called: str, name: str) -> BadFile:
    if kind == "shapefile":
        return bad("shapefile_parts", name=name)
    known = kind if kind in ("packed", "old_excel") else "binary"
    return bad(known, name=name, kind=called)


def text_table(data: bytes, name: str, ending: str, wanted: Collection[str] = ()) -> Columns:
    """Read a text by how it begins, and where that leaves it open by the ending of its name."""
    kind = _ENDINGS.get(ending, "")
    if kind == "parts":
        raise bad("shapefile_parts", name=name)
    if kind == "table" and not _is_marked(data):
        return csv_read.read(data, name, wanted)
    text, guess = _xml_text(data), None
    if not text:
        text, guess = decode(data, name)
    table = _marked_up(text, name, kind)
    if guess:
        table.notes.append(guess)
    return table


def _marked_up(text: str, name: str, kind: str) -> Columns:
    if _PAGE.match(text):
        raise bad("web_page", name=name)
    if kind == "lines" or (kind != "xml" and _JSON.match(text)) or kind == "json":
        return geojson_read.read(text, name, lines=kind == "lines")
    if kind == "xml" or _XML.match(text):
        root = _GPX.search(text)
        read_xml = gpx_read.read if root and root[1] else kml_read.read
        return read_xml(text, name)
    known = [
        one for role, endings in _KINDS["endings"].items() if role != "parts" for one in endings
    ]
    raise bad("bad_ending", name=name, endings=", ".join([*known, *_DATABASES, *_PACKED]))


def _is_marked(data: bytes) -> bool:
    """Say whether a file begins as JSON or XML does."""
    start = data[:200].replace(b"\0", b"").removeprefix(codecs.BOM_UTF8).decode("latin-1")
    return bool(_JSON.match(start) or _XML.match(start.lstrip("\xff\xfe")))


def _xml_text(data: bytes) -> str:
    """Give the text of XML that names an encoding other than UTF-8; "" of others."""
    match = _DECLARED.match(data)
    try:
        codec = codecs.lookup(match[1].decode()).name if match else ""
        return data.decode(codec, errors="replace") if codec in _CODECS else ""
    except LookupError:
        return ""


def _unpacked(archive: Archive, ending: str, layer: str | None, wanted: Collection[str]) -> Columns:
    """Read the one file of an archive that can be read, no more of it than is allowed."""
    if ending == ".xlsx" or xlsx_read.is_workbook(archive):
        if not xlsx_read.is_workbook(archive):
            raise bad("bad_xlsx", name=archive.name)
        return xlsx_read.read(archive, layer, wanted)
    kml = archive.ending(".kml")
    if archive.ending(".shp"):
        # GDAL again.
        from csto_map.exchange.reading import shapefile_read

        return shapefile_read.read(archive, layer)
    if ending == ".kmz" or (kml and "doc.kml" in kml):
        if not kml:
            raise bad("zip_nothing", name=archive.name, endings=".kml")
        chosen = next((one for one in kml if one.lower() == "doc.kml"), kml[0])
    else:
        readable = tuple(one for one, kind in _ENDINGS.items() if kind != "parts")
        members = archive.ending(*readable)
        bases = [] if members else archive.ending(*_DATABASES)
        if bases:
            return _unpacked_base(archive, archives.one_of(bases, archive.name, layer))
        if not members:
            endings = ", ".join([*readable, ".shp"])
            raise bad("zip_nothing", name=archive.name, endings=endings)
        chosen = archives.one_of(members, archive.name, layer)
    name = f"{archive.name}/{chosen}"
    (data,) = archive.read(chosen)
    if not data:
        raise bad("empty_file", name=name)
    return text_table(data, name, PurePosixPath(chosen).suffix.lower(), wanted)


def _unpacked_base(archive: Archive, member: str) -> Columns:
    """Read the one database of an archive: GDAL and SQLite want a file."""
    (data,) = archive.read(member)
    kind, _ = kind_of(data[:64])
    ending = PurePosixPath(member).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="csto-map-zip-") as folder:
        # Its name in the archive may be anything: it is told, and no path is made of it.
        path = Path(folder) / f"part{ending}"
        path.write_bytes(data)
        return _database(path, ending, kind, None, f"{archive.name}/{member}")
