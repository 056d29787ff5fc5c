"""The tables of a GeoPackage that GDAL does not write: dictionary, metadata, a layer by a view."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import geopandas as gpd

from csto_map.atlas import Atlas
from csto_map.exchange.writing.columns import Column
from csto_map.exchange.writing.frames import DAYS
from csto_map.exchange.writing.provenance import Provenance

_SPEC = "http://www.geopackage.org/spec130/#extension_schema"
_DICTIONARY = """
CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
  description TEXT, mime_type TEXT, constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
  min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
"""
# What the metadata of one layer is written in, which QGIS reads, and that of the whole file.
_QGIS_METADATA = "http://mrcc.com/qgis.dtd"
_DUBLIN_CORE = "http://purl.org/dc/terms/"
# QGIS heeds the authority's code only beside its own.
WGS_84 = (
    "<spatialrefsys><wkt></wkt><proj4>+proj=longlat +datum=WGS84 +no_defs</proj4>"
    "<srsid>3452</srsid><srid>4326</srid><authid>EPSG:4326</authid><description>WGS 84"
    "</description><projectionacronym>longlat</projectionacronym><ellipsoidacronym>EPSG:7030"
    "</ellipsoidacronym><geographicflag>true</geographicflag></spatialrefsys>"
)


def add_dictionary(base: sqlite3.Connection, tables: Mapping[str, Mapping[str, Column]]) -> None:
    """
    Tell what every column means, and in words what the values of a vocabulary stand for.

    Columns with the same vocabulary share one constraint.
    """
    base.executescript(_DICTIONARY)
    base.executemany(
        "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)"
        " VALUES (?, NULL, 'gpkg_schema', ?, 'read-write')",
        [("gpkg_data_columns", _SPEC), ("gpkg_data_column_constraints", _SPEC)],
    )
    names: dict[tuple[tuple[str, str], ...], str] = {}
    for table, columns in tables.items():
        for column, told in columns.items():
            words = tuple(told.words.items()) if told.closed else ()
            if words and words not in names:
                names[words] = f"{table}_{column}"
            base.execute(
                "INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, NULL, ?)",
                (table, column, told.title, told.title, told.meaning, names.get(words)),
            )
    base.executemany(
        "INSERT INTO gpkg_data_column_constraints (constraint_name, constraint_type, value,"
        " description) VALUES (?, 'enum', ?, ?)",
        [(name, value, told) for words, name in names.items() for value, told in words],
    )


def add_standings(base: sqlite3.Connection, layer: gpd.GeoDataFrame, title: str) -> None:
    """
    Add the layer of standings: rows of their own, outlines of the layer ``states``.

    An outline would stand in the file twenty times; a view of both takes it from one place.
    """
    columns = [column for column in layer.columns if column != "geometry"]
    kinds = ", ".join(f'"{c}" {"DATE" if c in DAYS else "TEXT"}' for c in columns)
    base.execute(f"CREATE TABLE standing_rows (fid INTEGER PRIMARY KEY NOT NULL, {kinds})")
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    base.executemany(
        f"INSERT INTO standing_rows ({names}) VALUES ({marks})",  # noqa: S608 - columns of ours # nosec B608
        [
            tuple(cell.isoformat() if isinstance(cell, date) else cell for cell in row)
            for row in layer[columns].itertuples(index=False)
        ],
    )
    picked = ", ".join(f'r."{column}" AS "{column}"' for column in columns)
    base.execute(
        f"CREATE VIEW standings AS SELECT r.fid AS fid, s.geom AS geom, {picked}"  # noqa: S608 # nosec B608
        " FROM standing_rows AS r LEFT JOIN states AS s ON s.id = r.outline"
    )
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change,"
        " min_x, min_y, max_x, max_y, srs_id) SELECT 'standings', data_type, ?, description,"
        " last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents"
        " WHERE table_name = 'states'",
        [title],
    )
    base.execute(
        "INSERT INTO gpkg_geometry_columns SELECT 'standings', column_name, geometry_type_name,"
        " srs_id, z, m FROM gpkg_geometry_columns WHERE table_name = 'states'"
    )


def keywords(atlas: Atlas) -> tuple[str, ...]:
    """List what the atlas can be found by: its title, organisations, views and layers."""
    told = [
        atlas.config.title,
        *(row.abbr for row in atlas.tables.organizations),
        *(view.title for view in atlas.config.views),
        *(layer.title for layer in atlas.config.layers),
    ]
    return tuple(dict.fromkeys(told))


def add_metadata(
    base: sqlite3.Connection, atlas: Atlas, told: Provenance, layers: Mapping[str, str]
) -> None:
    """Say of the file (Dublin Core) and of each layer (as QGIS does) licence and keywords."""
    (last_change,) = base.execute("SELECT max(last_change) FROM gpkg_contents").fetchone()
    words = keywords(atlas)
    documents: list[tuple[str, str, str, str, str | None]] = [
        ("dataset", _DUBLIN_CORE, _dublin_core(told, words), "geopackage", None)
    ]
    documents += [
        ("dataset", _QGIS_METADATA, layer_metadata(told, name, title, words), "table", name)
        for name, title in layers.items()
    ]
    for scope, standard, text, reference, table in documents:
        added = base.execute(
            "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata)"
            " VALUES (?, ?, 'text/xml', ?)",
            (scope, standard, text),
        )
        base.execute(
            "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp,"
            " md_file_id) VALUES (?, ?, ?, ?)",
            (reference, table, last_change, added.lastrowid),
        )


def _dublin_core(told: Provenance, words: Iterable[str]) -> str:
    terms = [
        ("title", told.title),
        ("description", " ".join(told.sentences())),
        ("creator", told.attribution),
        ("license", told.licence_url or told.licence),
        ("rights", told.licence_title),
        ("hasVersion", told.version),
        ("temporal", f"{told.first.isoformat()}/{told.horizon.isoformat()}"),
        *(("subject", word) for word in words),
    ]
    rows = "".join(f"<dct:{n}>{escape(text)}</dct:{n}>" for n, text in terms if text)
    return f'<metadata xmlns:dct="{_DUBLIN_CORE}">{rows}</metadata>'


def layer_metadata(told: Provenance, name: str, title: str, words: Iterable[str]) -> str:
    """Give the metadata of a layer as QGIS has them."""
    return f'<qgis version="3.22.0">{qgis_metadata(told, name, title, words)}</qgis>'


def qgis_metadata(told: Provenance, name: str, title: str, words: Iterable[str]) -> str:
    """Give what stands within QGIS's metadata of a layer, here and in a project."""
    return (
        f"{described(told, name, title, words)}<fees></fees>"
        f"<rights>{escape(told.attribution)}</rights>"
        f"<license>{escape(told.licence_title or told.licence)}</license><encoding></encoding>"
        f"<crs>{WGS_84}</crs>"
        "<extent><temporal><period>"
        f"<start>{(told.day or told.first).isoformat()}T00:00:00Z</start>"
        f"<end>{(told.day or told.horizon).isoformat()}T00:00:00Z</end>"
        "</period></temporal></extent>"
    )


def described(told: Provenance, identifier: str, title: str, words: Iterable[str]) -> str:
    """Give what QGIS tells of layers and of projects alike, keywords and licence in it."""
    listed = "".join(f"<keyword>{escape(word)}</keyword>" for word in words)
    link = ""
    if told.licence_url:
        link = (
            f"<link type='WWW:LINK' name={quoteattr(told.licence)} "
            f"url={quoteattr(told.licence_url)} description='Licence' size='' format='' "
            "mimeType=''/>"
        )
    return (
        f"<identifier>{escape(identifier)}</identifier><parentidentifier></parentidentifier>"
        f"<language>eng</language><type>dataset</type><title>{escape(title)}</title>"
        f"<abstract>{escape(' '.join(told.sentences()))}</abstract>"
        f"<keywords vocabulary='keywords'>{listed}</keywords><links>{link}</links>"
    )
