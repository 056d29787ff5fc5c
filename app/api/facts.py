"""Addresses of the facts themselves: what there is, a day, a source, a table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from inspect import cleandoc
from typing import Annotated

from fastapi import FastAPI, Path, Query, Request, Response
from pydantic import BaseModel

from csto_map import __version__
from csto_map.atlas import Atlas
from csto_map.exchange.writing import frames, provenance, separated
from csto_map.exchange.writing.rows import cell
from csto_map.facts import schema
from csto_map.facts.citations import cited_by
from csto_map.history.snapshot_json import as_object

from ..http.problems import Problematic, shorten
from . import models
from .answers import Answers
from .parameters import DateOf, day, wants_csv

CSV = "text/csv"
TableName = Annotated[
    str, Path(description="Name of a table", json_schema_extra={"enum": list(schema.TABLES)})
]
Code = Annotated[
    str,
    Query(
        pattern="^([A-Za-z0-9_]{1,10})?$",
        description="Country, ISO 3166-1 alpha-3; an operator may be an organisation. Empty: all",
    ),
]
Hosts = Annotated[
    str,
    Query(
        pattern="^([A-Za-z0-9_]{1,10}(,[A-Za-z0-9_]{1,10}){0,63})?$",
        description="Countries, ISO 3166-1 alpha-3, between commas; of several, `together` "
        "has one number too. Empty: all",
    ),
]
SourceId = Annotated[str, Path(description="Id of a source, as in any `source_ids`")]


def add(api: FastAPI, prefix: str, atlas: Atlas, answers: Answers) -> None:
    """Add the addresses; `prefix` is where `api` stands on the server."""
    sources = {row.source_id: row for row in atlas.tables.sources}
    cited = cited_by(atlas.tables)

    @api.get("/atlas", response_model=models.AtlasInfo, tags=["facts"])
    async def get_atlas(request: Request) -> Response:
        """Say what the atlas holds: versions, tables, layers, views and where each is."""
        return await answers.give(request, "/atlas", lambda: _json(_info(atlas, prefix)))

    @api.get("/snapshot", response_model=models.SnapshotOut, tags=["facts"])
    async def get_snapshot(request: Request, date: DateOf) -> Response:
        """Say what held on a day, as `csto-map show --json` does."""
        when = day(atlas, date, "date")

        def make() -> bytes:
            return _json(models.SnapshotOut.model_validate(as_object(atlas.at(when))))

        return await answers.give(request, ("/snapshot", when), make)

    _add_personnel(api, atlas, answers)

    @api.get("/sources/{id}", response_model=models.SourceOut, tags=["facts"])
    async def get_source(request: Request, id: SourceId) -> Response:  # noqa: A002
        """Give a source, and the rows that rest on it."""
        source = sources.get(id)
        if source is None:
            raise Problematic(
                404, "not-found", f"There is no source {shorten(id)}; see tables/sources.", "id"
            )

        def make() -> bytes:
            known = {
                **source.model_dump(),
                "citation": provenance.cite(source),
                "cited_by": cited.get(id, {}),
            }
            return _json(models.SourceOut.model_validate(known))

        return await answers.give(request, ("/sources", id), make)

    @api.get("/tables/{name}.csv", response_class=Response, tags=["facts"])
    async def get_table_csv(request: Request, name: TableName) -> Response:
        """Give a table as its CSV file."""
        return await table(request, name, as_csv=True)

    @api.get("/tables/{name}", response_model=models.TableOut, tags=["facts"])
    async def get_table(request: Request, name: TableName) -> Response:
        """Give a table whole, with the meaning of its columns."""
        return await table(request, name, as_csv=wants_csv(request))

    async def table(request: Request, name: str, *, as_csv: bool) -> Response:
        if name not in schema.TABLES:
            raise Problematic(
                404,
                "not-found",
                f"There is no table {shorten(name)}; there are {', '.join(schema.TABLES)}.",
                "name",
            )
        make, kind = (_table_csv, CSV) if as_csv else (_table, "application/json")
        return await answers.give(
            request,
            ("/tables", name, as_csv),
            lambda: make(atlas, name),
            kind,
            vary="Accept, Accept-Encoding",
        )


def _add_personnel(api: FastAPI, atlas: Atlas, answers: Answers) -> None:
    known = {code for party in atlas.headcount.parties for code in party}

    @api.get("/personnel", response_model=models.PersonnelOut, tags=["facts"])
    async def get_personnel(
        request: Request, date: DateOf, host: Hosts = "", operator: Code = ""
    ) -> Response:
        """Say how many people of which side were in which country on a day."""
        when = day(atlas, date, "date")
        hosts = sorted(set(filter(None, host.split(","))))
        for code in hosts:
            _check_codes(known, host=code)
        _check_codes(known, operator=operator)

        def make() -> bytes:
            by_host: dict[str, dict[str, object]] = {}
            for one in atlas.personnel(operator=operator, day=when):
                if not hosts or one.host in hosts:
                    by_host.setdefault(one.host, {})[one.operator] = one.as_object()
            several = atlas.personnel(hosts, operator, day=when) if len(hosts) > 1 else ()
            numbers = {
                "version": atlas.version,
                "date": when,
                "personnel_by_host": by_host,
                "together": {one.operator: one.as_object() for one in several},
            }
            return _json(models.PersonnelOut.model_validate(numbers))

        return await answers.give(request, ("/personnel", when, *hosts, "", operator), make)


def _check_codes(known: set[str], **given: str) -> None:
    for name, code in given.items():
        if code and code not in known:
            detail = f"No forces are known of or in {shorten(code)}; see personnel without {name}."
            raise Problematic(404, "nothing-there", detail, name)


def title_of(table: str) -> str:
    """Name a table in words."""
    return cleandoc(schema.TABLES[table].__doc__ or "").splitlines()[0].rstrip(".")


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write a table as CSV after RFC 4180, in UTF-8."""
    return separated.write(columns, rows, "\r\n")


def _json(model: BaseModel) -> bytes:
    return model.model_dump_json().encode()


def _info(atlas: Atlas, prefix: str) -> models.AtlasInfo:
    config = atlas.config
    return models.AtlasInfo(
        title=config.title,
        subject=config.subject,
        version=atlas.version,
        program_version=__version__,
        first_day=atlas.first,
        horizon=atlas.horizon,
        licence=models.Licence(
            id=config.licence.id,
            title=config.licence.title,
            url=config.licence.url,
            attribution=config.licence.attribution,
        ),
        boundaries=config.boundary_source,
        projection=config.projection.proj,
        tables=[
            models.Table(
                name=item.name,
                title=title_of(item.name),
                rows=len(getattr(atlas.tables, item.name)),
                json_url=f"{prefix}/tables/{item.name}",
                csv_url=f"{prefix}/tables/{item.name}.csv",
            )
            for item in fields(atlas.tables)
        ],
        layers=[
            models.Layer(
                name=name,
                title=title,
                features=len(frames.layer(atlas, name)),
                geojson_url=f"{prefix}/layers/{name}.geojson",
                csv_url=f"{prefix}/layers/{name}.csv",
            )
            for name, title in frames.TITLES.items()
        ],
        lenses=[
            models.Lens(id=lens.id, title=lens.title, organizations=list(lens.orgs))
            for lens in config.lenses
        ],
        views=[
            models.View(
                id=v.id, title=v.title, x0=v.x0, y0=v.y0, x1=v.x1, y1=v.y1, meridian=v.meridian
            )
            for v in config.views
        ],
    )


def _table(atlas: Atlas, name: str) -> bytes:
    model = schema.TABLES[name]
    columns = model.columns()
    rows = [
        {column: row[column] for column in columns}
        for row in (one.model_dump(mode="json") for one in getattr(atlas.tables, name))
    ]
    table = models.TableOut(
        name=name,
        title=title_of(name),
        version=atlas.version,
        key=model.key,
        columns=[
            models.Column(name=column, meaning=model.model_fields[column].description or "")
            for column in columns
        ],
        rows=[],
    )
    # The rows were checked when they were read.
    return json.dumps(
        {**table.model_dump(), "rows": rows}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _table_csv(atlas: Atlas, name: str) -> bytes:
    columns = schema.TABLES[name].columns()
    rows = getattr(atlas.tables, name)
    return csv_text(columns, ([cell(getattr(row, column)) for column in columns] for row in rows))
