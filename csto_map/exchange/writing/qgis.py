"""What QGIS needs to know of a GeoPackage: which columns are the time of a layer."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

# Mode 2: start and end from fields, so that the slider shows what the map shows on the day;
# limit mode 0: the end itself is excluded.
_QML = (
    '<qgis version="3.34" styleCategories="Temporal">'
    '<temporal enabled="1" mode="2" startField="start_date" endField="shown_until" limitMode="0" '
    'startExpression="" endExpression="" fixedDuration="0" durationField="" durationUnit="d" '
    'accumulate="0"><fixedRange><start></start><end></end></fixedRange></temporal></qgis>'
)
_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT NULL
)
"""


def add_styles(path: Path, layers: Sequence[str]) -> None:
    """Let QGIS's temporal controller know the dates of every layer as soon as it is opened."""
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_TABLE)
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)"
            " SELECT 'layer_styles', 'attributes', 'layer_styles', max(last_change)"
            " FROM gpkg_contents"
        )
        base.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
            " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner)"
            " VALUES ('', '', ?, 'geom', ?, ?, '', 1, 'Dates of the layer', '')",
            [(name, name, _QML) for name in layers],
        )
