"""The tables as CSV with a Frictionless data package: types, keys, licences, sources.

Beside the tables stand the layers of the map, with the columns of every other format.
Unpacked, the archive is a data folder again: its tables are those that the program
reads, in the same form.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from inspect import cleandoc
from pathlib import Path
from typing import Literal, get_args, get_origin

from csto_map import archive
from csto_map.atlas import Atlas
from csto_map.exchange.writing import croissant, frames, placed, separated
from csto_map.exchange.writing.days import MEANT as DAYS_MEANT
from csto_map.exchange.writing.days import Days, of_tables
from csto_map.exchange.writing.provenance import provenance
from csto_map.exchange.writing.rows import Rows, cell, rows
from csto_map.exchange.writing.sheets import Sheet
from csto_map.facts import schema

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}
# Columns that name one row of another table; lists of ids cannot be keys in Table Schema,
# which is why the table `citations` lists every source of every row.
_FOREIGN = {
    "memberships": {"org_id": "organizations", "country": "countries"},
    "sites": {"country": "countries"},
    "deployments": {"unit_id": "units", "site_id": "sites"},
    "groupings": {"host": "countries"},
    "border_guards": {"sector_id": "border_sectors", "guard_country": "countries"},
    "events": {"country": "countries"},
    "contingents": {"country": "countries", "unit_id": "units"},
    "disputed_areas": {"drawn_in": "countries"},
    "country_names": {"country": "countries"},
}
_CITATIONS = ("table", "id", "source_id")
_DAYS = ("table", "id", *(column.name for column in fields(Days)))
_DAYS_MEANT = ("Table of the row", "Its id", *DAYS_MEANT.values())


def write(atlas: Atlas, path: Path, day: date | None, layer: str | None) -> None:  # noqa: ARG001
    """Write layers, tables, descriptor, reading guide and choices."""
    tables = rows(atlas, day)
    layers = [placed.sheet(atlas, name, day) for name in frames.TITLES]
    described = descriptor(atlas, tables, layers, day)
    members = {
        "datapackage.json": _json(described),
        "README.md": _readme(atlas, day).encode(),
    }
    for name in ("LICENSE.md", "atlas.toml"):
        file = atlas.folder / name
        if file.is_file():
            members[name] = file.read_bytes()
    # Before the tables: who asks for "sites" in the archive means what is on the map.
    for one in layers:
        names = [name for name, _ in one.columns]
        body = [[cell(value) for value in row] for row in one.rows]
        members[f"layers/{one.name}.csv"] = _csv(names, body)
    for name, table in tables.items():
        columns = schema.TABLES[name].columns()
        members[f"tables/{name}.csv"] = _csv(columns, _cells(atlas, name, table))
    members["citations.csv"] = _csv(_CITATIONS, _citations(tables))
    members["days.csv"] = _csv(_DAYS, _days(tables, of_tables(atlas)))
    members[croissant.NAME] = _json(croissant.document(described, members))
    archive.write(path, members)


def _cells(atlas: Atlas, name: str, table: Sequence[object]) -> list[list[str]]:
    """Give rows cell by cell as they stand in the table: 38.50 is not made 38.5."""
    columns, key = schema.TABLES[name].columns(), _key(name)
    path = atlas.folder / "tables" / f"{name}.csv"
    if not table:
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        written = {row[key]: [row.get(c, "") for c in columns] for row in csv.DictReader(file)}
    return [written[getattr(row, key)] for row in table]


def descriptor(
    atlas: Atlas, tables: Rows, layers: Sequence[Sheet], day: date | None
) -> dict[str, object]:
    """Give ``datapackage.json`` for these rows."""
    origin = provenance(atlas, day)
    licence = {"name": origin.licence, "title": origin.licence_title, "path": origin.licence_url}
    return {
        "profile": "tabular-data-package",
        "name": "".join(c if c.isalnum() else "-" for c in origin.title.lower()).strip("-"),
        "title": origin.title,
        "description": " ".join(origin.sentences()),
        "version": origin.version,
        **({"licenses": [licence]} if origin.licence else {}),
        "sources": [_source(row) for row in tables["sources"]],
        "temporal": {"start": origin.first.isoformat(), "end": origin.horizon.isoformat()},
        "date": origin.as_dict()["date"],
        "resources": [
            *map(_layer_resource, layers),
            *(_resource(atlas, name) for name in tables),
            _citation_resource(),
            _day_resource(),
        ],
    }


def _source(row: schema.Source) -> dict[str, str]:
    title = row.title if row.publisher == row.title else f"{row.publisher}: {row.title}"
    return {"title": title, "name": row.source_id, **({"path": row.url} if row.url else {})}


def _resource(atlas: Atlas, name: str) -> dict[str, object]:
    model = schema.TABLES[name]
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [_key(other)]}}
        for column, other in _FOREIGN.get(name, {}).items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"tables/{name}.csv",
        "title": " ".join(cleandoc(model.__doc__ or "").split()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                _field(model, column, kind, atlas.config.vocabulary.words(name, column))
                for column, kind in model.cell_types().items()
            ],
            "missingValues": [""],
            "primaryKey": [model.key],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _layer_resource(layer: Sheet) -> dict[str, object]:
    columns = zip(layer.columns, layer.meanings, strict=True)
    return {
        "profile": "tabular-data-resource",
        "name": f"layer_{layer.name}",
        "path": f"layers/{layer.name}.csv",
        "title": layer.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": name,
                    "type": _TYPES[kind],
                    "description": meaning,
                    **({"trueValues": ["yes"], "falseValues": ["no"]} if kind is bool else {}),
                }
                for (name, kind), meaning in columns
            ],
            "missingValues": [""],
            "primaryKey": ["id"],
        },
    }


def _key(name: str) -> str:
    return schema.TABLES[name].key


def _field(
    model: type[schema.Row], column: str, kind: type, words: Sequence[str]
) -> dict[str, object]:
    info = model.model_fields[column]
    field: dict[str, object] = {
        "name": column,
        "type": _TYPES.get(kind, "string"),
        "description": info.description or "",
    }
    if kind is bool:
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    limits: dict[str, object] = {}
    if column in model.never_empty():
        limits["required"] = True
    if column == model.key:
        limits["unique"] = True
    if get_origin(info.annotation) is Literal:
        limits["enum"] = [str(word) for word in get_args(info.annotation)]
    elif words:
        limits["enum"] = list(words)
    return {**field, **({"constraints": limits} if limits else {})}


def _citation_resource() -> dict[str, object]:
    meanings = ("Table of the row", "Its id", "A source of it: a row of sources")
    return {
        "profile": "tabular-data-resource",
        "name": "citations",
        "path": "citations.csv",
        "title": "Every source of every row, one a line.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": column,
                    "type": "string",
                    "description": meaning,
                    "constraints": {"required": True},
                }
                for column, meaning in zip(_CITATIONS, meanings, strict=True)
            ],
            "primaryKey": list(_CITATIONS),
            "foreignKeys": [
                {
                    "fields": ["source_id"],
                    "reference": {"resource": "sources", "fields": ["source_id"]},
                }
            ],
        },
    }


def _day_resource() -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": "days",
        "path": "days.csv",
        "title": "The days of every row that has a start: what its EDTF dates mean, worked out.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": column,
                    "type": "string" if column in ("table", "id") else "date",
                    "description": meaning,
                    **({"constraints": {"required": True}} if column in ("table", "id") else {}),
                }
                for column, meaning in zip(_DAYS, _DAYS_MEANT, strict=True)
            ],
            "missingValues": [""],
            "primaryKey": ["table", "id"],
        },
    }


def _days(tables: Rows, known: Mapping[tuple[str, str], Days]) -> list[list[str]]:
    return [
        [name, id_, *(value.isoformat() if value else "" for value in astuple(known[name, id_]))]
        for name, table in tables.items()
        for id_ in (getattr(row, _key(name)) for row in table)
        if (name, id_) in known
    ]


def _citations(tables: Rows) -> list[list[str]]:
    return [
        [name, getattr(row, _key(name)), source]
        for name, table in tables.items()
        for row in table
        for source in dict.fromkeys(getattr(row, "source_ids", ()))
    ]


def _csv(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> bytes:
    return separated.write(columns, cells, "\n")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _readme(atlas: Atlas, day: date | None) -> str:
    sentences = "\n".join(f"- {sentence}" for sentence in provenance(atlas, day).sentences())
    return f"""# {atlas.config.title}: the tables

{sentences}

`datapackage.json` describes every column of every table; `frictionless validate
datapackage.json` checks them; `croissant.json` tells the same in the terms of Croissant 1.0.
Dates are EDTF (2003-10-23, 2004-10, 1992, 2013~; `..` open,
empty unknown). A stay holds from its start to the day before its end. `source_ids` are rows
of `tables/sources.csv` joined by `;`; `citations.csv` has them one a line. `days.csv` has the
days of every row, worked out: it is on the map from `start_date` to the day before
`shown_until`, and certain from `certain_from` to the day before `certain_until`.

`layers` has what the map shows, ready to be drawn or counted: names beside ids, days worked
out, sources cited, `lat` and `lon`. Lines and areas have the point that stands for them, as
`shape` says; their outlines are in the GeoPackage, GeoJSON and GeoParquet files.
"""
