"""What the API answers, typed: the schemas of its OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from csto_map.history.compare import KINDS

Cell = str | int | float | bool | list[str] | None


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Licence(_Answer):
    """On what terms the data may be used; empty texts where nobody has said."""

    id: str = Field(description="SPDX identifier")
    title: str
    url: str
    attribution: str = Field(description="Whom to name")


class Table(_Answer):
    """A table of the facts."""

    name: str
    title: str
    rows: int
    json_url: str
    csv_url: str


class Layer(_Answer):
    """A layer for maps."""

    name: str
    title: str
    features: int = Field(description="In the whole history")
    geojson_url: str
    csv_url: str


class View(_Answer):
    """
    A named frame of the map, in kilometres of its projection.

    With a meridian, the map is turned about the middle of the frame, whose width and height
    are along its own edges.
    """

    id: str
    title: str
    x0: float
    y0: float
    x1: float
    y1: float
    meridian: float | None = Field(
        description="Degrees east: where north points straight up; null for the projection's own"
    )


class Lens(_Answer):
    """One organisation, or several read as one."""

    id: str
    title: str
    organizations: list[str]


class AtlasInfo(_Answer):
    """What the atlas holds."""

    title: str
    subject: str
    version: str = Field(description="Data version")
    program_version: str
    first_day: date
    horizon: date = Field(description="Last day to which the facts were checked")
    licence: Licence
    boundaries: str = Field(description="Whose boundaries, from whose point of view")
    projection: str = Field(description="PROJ string of the map")
    tables: list[Table]
    layers: list[Layer]
    lenses: list[Lens]
    views: list[View]


class Personnel(_Answer):
    """A strength: both ends of the sourced range, and the date of the figure (EDTF)."""

    low: int
    high: int
    as_of: str
    age: Literal["fresh", "old", "last_known"] = Field(
        description="Up to 3 years before the day, up to 8, or more"
    )
    source_ids: list[str]


class PersonnelIn(_Answer):
    """How many people of one side are in a country, and how that is known."""

    low: int
    high: int
    method: Literal["grouping", "sum"] = Field(
        description="grouping: a source counts all of them; sum: of posts that have a figure"
    )
    as_of: str = Field(description="EDTF; of a sum the interval of the figures added")
    age: Literal["fresh", "old", "last_known"] = Field(description="Of the oldest figure in it")
    covered: float = Field(ge=0, le=1, description="Share of the posts that it speaks for")
    source_ids: list[str]
    counted: list[str] = Field(description="Subjects whose figures are in it")
    left_out: list[str] = Field(description="Subjects whose figures are not")
    without: list[str] = Field(description="Subjects of whom no figure is known")


class PersonnelTogether(PersonnelIn):
    """How many people of one side are in several countries together: a sum over them."""

    hosts: list[str] = Field(description="Those asked for")
    parts: dict[str, PersonnelIn] = Field(description="What is added, by host")


class PersonnelOut(_Answer):
    """How many people of which side are in which country on a day."""

    version: str
    date: date
    personnel_by_host: dict[str, dict[str, PersonnelIn]] = Field(
        description="Host, operator, number"
    )
    together: dict[str, PersonnelTogether] = Field(
        description="Where several hosts are asked for: operator, number for all of them"
    )


class _Dated(_Answer):
    start: str | None = Field(description="EDTF; null where unknown")
    end: str | None = Field(description="EDTF; `..` still so, null where unknown")
    certainty: Literal["certain", "possible"]
    source_ids: list[str]


class SiteInUse(_Dated):
    """A site in use on the day."""

    id: str
    name: str
    kind: str
    country: str
    operator: str
    lat: float | None
    lon: float | None
    personnel: Personnel | None


class UnitInPlace(_Dated):
    """A unit at its site on the day."""

    id: str
    unit: str
    name: str
    country: str | None
    echelon: str
    arm: str
    site: str | None
    role: str
    personnel: Personnel | None


class GroupingThere(_Dated):
    """A grouping of troops that the map shows on the day."""

    id: str
    name: str
    country: str | None = Field(description="Whose it is")
    host: str | None
    echelon: str
    arm: str | None
    lat: float | None
    lon: float | None
    personnel: Personnel | None


class SectorGuarded(_Dated):
    """A sector of the border and who guards it on the day."""

    id: str = Field(description="Of the guard: a row of border_guards.csv")
    sector_id: str
    sector: str
    guard_country: str | None
    guard_force: str


class EventShown(_Answer):
    """An event that the map shows on the day: of the 365 days up to it."""

    id: str
    start: str
    end: str | None
    kind: str
    title: str
    place: str | None
    lat: float | None
    lon: float | None
    summary: str
    source_ids: list[str]


class SnapshotOut(_Answer):
    """What held on one day: the object of `csto-map show --json`."""

    date: date
    headline: str = Field(description="What is found on the day, in a sentence")
    organizations: dict[str, dict[str, list[str]]] = Field(
        description="Organisation, status, countries (ISO 3166-1 alpha-3)"
    )
    sites: list[SiteInUse]
    deployments: list[UnitInPlace]
    groupings: list[GroupingThere]
    border: list[SectorGuarded]
    events: list[EventShown]
    personnel_by_host: dict[str, dict[str, PersonnelIn]] = Field(
        description="Host, operator, number"
    )


class ChangeOut(_Answer):
    """Something that is different from a day on."""

    date: date
    when: str = Field(description="The date in words, no more exact than the sources")
    text: str
    weight: int = Field(ge=1, le=3, description="3 for turning points")
    ids: list[str] = Field(description="Rows concerned: memberships, sites, guards, events")


class Changes(_Answer):
    """The days of a period on which anything changed."""

    version: str
    first: date
    last: date
    changes: list[ChangeOut]


class DifferenceOut(_Answer):
    """One thing that differs between two days."""

    kind: str = Field(
        description="up, down: of a strength; handed_over: of a sector of the border",
        json_schema_extra={"enum": list(KINDS)},
    )
    id: str = Field(description="Country, or `site:`, `deployment:`, `sector:`... and an id")
    layer: str = Field(description="Layer of the map that shows it")
    name: str
    before: str
    after: str
    certain: bool = Field(description="false where sources leave one of the two days open")
    text: str
    source_ids: tuple[str, ...]


class Diff(_Answer):
    """What is different between two days."""

    version: str
    earlier: date
    later: date
    lens: str
    summary: str
    differences: list[DifferenceOut]


class SourceOut(_Answer):
    """A source, and the rows that rest on it."""

    source_id: str
    title: str
    publisher: str
    date: str = Field(description="EDTF; empty where unknown")
    url: str
    rank: int | None = Field(description="1 official record to 5 mirror; null: not ranked")
    language: str = Field(description="ISO 639; empty where not told")
    accessed: str = Field(description="EDTF date on which it was read; empty where not told")
    original: str = Field(description="Who said it first, where this is a copy")
    note: str
    citation: str
    cited_by: dict[str, list[str]] = Field(description="Table, ids of its rows")


class Column(_Answer):
    """A column of a table."""

    name: str
    meaning: str


class TableOut(_Answer):
    """A table of the facts, whole."""

    name: str
    title: str
    version: str
    key: str = Field(description="Column whose value is unique")
    columns: list[Column]
    rows: list[dict[str, Cell]]


class Feature(BaseModel):
    """A feature after RFC 7946."""

    type: Literal["Feature"]
    id: str
    geometry: dict[str, object] | None
    properties: dict[str, Cell]


class FeatureCollection(BaseModel):
    """A feature collection after RFC 7946, with a member that says where it is from."""

    type: Literal["FeatureCollection"]
    provenance: dict[str, object]
    features: list[Feature]
