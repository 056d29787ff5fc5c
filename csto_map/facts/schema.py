"""One typed model per table: schema, vocabulary and data dictionary in one place.

Cells come in as text. ``geodata/README.md`` prints its data dictionary from here.
"""

from __future__ import annotations

import types
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Union, cast, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from csto_map.errors import BadDate
from csto_map.facts import dates

START_CERTAINTY = {
    "certain": "a source states it, at the precision given",
    "attested": "the first date seen in a source, not a real start",
    "inherited": "already there when coverage begins",
    "planned": "announced only; never shown as fact",
    "derived": "inferred or computed; the note says how",
    "unknown": "no source gives it; the cell is empty",
}
END_CERTAINTY = {
    "certain": "a source states it, at the precision given",
    "attested": "the last date seen in a source, not a real end",
    "ongoing": "still so in the newest source; the cell is `..`",
    "planned": "announced only; the row stays on the map as possible",
    "derived": "inferred or computed; the note says how",
    "unknown": "no source gives it; the cell is empty",
}

StartCertainty = Literal["certain", "attested", "inherited", "planned", "derived", "unknown"]
EndCertainty = Literal["certain", "attested", "ongoing", "planned", "derived", "unknown"]
Status = Literal["signatory", "member", "frozen", "suspended", "observer", "associate", "partner"]
CoordPrecision = Literal["exact", "town", "area", "derived", "none"]


# Asked of every date of every row; most dates come more than once.
@lru_cache(maxsize=32_768)
def _edtf(text: str) -> str:
    try:
        dates.validate(text)
    except BadDate:
        raise ValueError(
            "an EDTF date: 2003-10-23, 2004-10, 1992, 2013~, .. for open or empty for unknown"
        ) from None
    return text


def _split(text: object) -> object:
    return tuple(text.split(";")) if isinstance(text, str) and text else ()


def _blank(text: object) -> object:
    return None if text == "" else text


def _yes(text: object) -> object:
    if text not in ("yes", "no"):
        raise ValueError("yes or no")
    return text == "yes"


Text = Annotated[str, Field()]
Name = Annotated[str, Field(min_length=1)]
Edtf = Annotated[str, AfterValidator(_edtf)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_split)]
SourceIds = Annotated[
    tuple[str, ...],
    BeforeValidator(_split),
    Field(min_length=1, description="`source_id`s of sources.csv, joined by `;`, never empty"),
]
Country = Annotated[
    str, Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3; a row of countries.csv")
]
MaybeCountry = Annotated[str, Field(pattern=r"^([A-Z]{3})?$")]
Lat = Annotated[
    Annotated[float, Field(ge=-90, le=90)] | None,
    BeforeValidator(_blank),
    Field(description="Latitude in degrees, WGS 84 (EPSG:4326); empty where no source gives it"),
]
Lon = Annotated[
    Annotated[float, Field(ge=-180, le=180)] | None,
    BeforeValidator(_blank),
    Field(description="Longitude in degrees, WGS 84 (EPSG:4326); empty where no source gives it"),
]
People = Annotated[
    Annotated[int, Field(ge=0, le=50_000_000)] | None,
    BeforeValidator(_blank),
    Field(description="People"),
]
Number = Annotated[float | None, BeforeValidator(_blank)]
Rank = Annotated[Annotated[int, Field(ge=1, le=5)] | None, BeforeValidator(_blank)]
Slug = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
# Words that `csto_map.facts.vocabulary` knows or ``atlas.toml`` declares: held by
# `csto_map.facts.checks`, for a row alone cannot know what its atlas declares.
Word = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """A row of a table. `key` names the column whose value is unique."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: ClassVar[str] = ""
    # A folder made before the table was thought of need not have the file.
    optional: ClassVar[bool] = False
    # Columns for readers that are told in other languages by ``locale/``, see
    # `csto_map.language.translations`; names have columns of their own (``name_ru``)
    # or, in languages without such columns, stand in the catalogues, too.
    spoken: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Name the columns as the file has them: the row's own, place, dates, note, sources."""
        declared = [name for name in cls.__annotations__ if name in cls.model_fields]
        last = [name for name in ("summary", "note", "source_ids") if name in declared]
        shared = (*Placed.model_fields, *Dated.model_fields)
        between = [name for name in shared if name in cls.model_fields and name not in declared]
        return (*(name for name in declared if name not in last), *between, *last)

    @classmethod
    def may_lack(cls) -> frozenset[str]:
        """Name the columns that a file may leave out: those with a default."""
        return frozenset(n for n, f in cls.model_fields.items() if not f.is_required())

    @classmethod
    def cell_types(cls) -> dict[str, type]:
        """Say what each column's cells become: str, int, float, bool, date or tuple of ids."""
        return {name: _cell_type(cls.model_fields[name].annotation) for name in cls.columns()}

    @classmethod
    def never_empty(cls) -> frozenset[str]:
        """Name the columns that a row without any text has faults in."""
        try:
            cls.model_validate(dict.fromkeys(cls.model_fields, ""))
        except ValidationError as problem:
            return frozenset(str(error["loc"][0]) for error in problem.errors())
        return frozenset()

    @classmethod
    def edtf(cls) -> frozenset[str]:
        """Name the columns that hold EDTF dates: the only cells checked after parsing."""
        fields = cls.model_fields.items()
        checked = AfterValidator
        return frozenset(n for n, f in fields if any(isinstance(m, checked) for m in f.metadata))


def _cell_type(annotation: object) -> type:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _cell_type(inner[0])
    if origin is Literal:
        return str
    if origin in (Union, types.UnionType):
        return _cell_type(next(one for one in inner if one is not types.NoneType))
    return cast("type", origin or annotation)


class Dated(Row):
    """A row that holds from `start` to `end`, half-open."""

    start: Edtf = Field(description="EDTF date from which it holds; empty where unknown")
    end: Edtf = Field(
        description="EDTF date; a day is the first on which it no longer holds; `..` open"
    )
    start_certainty: StartCertainty = Field(description="How sure the start is")
    end_certainty: EndCertainty = Field(description="How sure the end is")
    if TYPE_CHECKING:
        # Every dated row has them, among its own columns, and says what they hold there.
        note: str
        source_ids: tuple[str, ...]


class Placed(Row):
    """A row with a point on the map, or with none and saying so."""

    lat: Lat
    lon: Lon
    coord_precision: CoordPrecision = Field(
        description="exact; town: its town's point; area: a wider area's; derived; none"
    )
    coord_source: Text = Field(description="Where the point is from")


class Source(Row):
    """Who says so."""

    key: ClassVar[str] = "source_id"
    spoken: ClassVar[tuple[str, ...]] = ("publisher", "original", "note")
    source_id: Slug = Field(description="Stable id, cited by every other table")
    title: Name = Field(description="Title, or a description where the copy seen had none")
    publisher: Name = Field(description="Who published it")
    date: Edtf = Field(description="EDTF date of publication; empty where unknown")
    url: str = Field(
        pattern=r"^(https?://\S+)?$", description="Address; empty for a document without one"
    )
    rank: Rank = Field(
        default=None,
        description=(
            "1 law, treaty, official record; 2 the actor's own statement or a news agency; "
            "3 press of record, research institute; 4 other press, encyclopedia; "
            "5 mirror, repost, forum"
        ),
    )
    language: str = Field(
        default="", pattern=r"^([a-z]{2,3})?$", description="ISO 639 code of the language read"
    )
    accessed: Edtf = Field(default="", description="EDTF date on which it was read")
    original: Text = Field(default="", description="Who said it first, where this is a copy")
    note: Text = Field(description="Reliability, what it is used for")


class CountryRow(Row):
    """A state and where its name stands on the map."""

    key: ClassVar[str] = "country"
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    country: Country
    name: Name = Field(description="English short name")
    name_ru: Text = Field(description="Russian name")
    label_lat: Lat
    label_lon: Lon
    note: Text = Field(description="Anything a reader should know")
    source_ids: SourceIds


class CountryName(Dated):
    """What a state was called for a time; on other days it has its name of countries.csv."""

    key: ClassVar[str] = "name_id"
    optional: ClassVar[bool] = True
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    name_id: Slug = Field(description="Stable id")
    country: Country
    name: Name = Field(description="English short name on these days")
    name_ru: Text = Field(description="Russian name on these days")
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class Organization(Dated):
    """An organisation that states belong to."""

    key: ClassVar[str] = "org_id"
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    org_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_ru: Text = Field(description="Russian name")
    abbr: Name = Field(description="English abbreviation")
    abbr_ru: Text = Field(description="Russian abbreviation")
    note: Text = Field(description="How it came about")
    source_ids: SourceIds


class Membership(Dated):
    """One state's status in one organisation over one interval; none overlap."""

    key: ClassVar[str] = "membership_id"
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    membership_id: Slug = Field(description="Stable id")
    org_id: Name = Field(description="Row of organizations.csv")
    country: Country
    status: Status = Field(
        description="frozen: the state says it stopped taking part; suspended: accepted by the rest"
    )
    note: Text = Field(description="Conflicts among sources, and the choice made")
    source_ids: SourceIds


class Site(Dated, Placed):
    """A place that forces use."""

    key: ClassVar[str] = "site_id"
    spoken: ClassVar[tuple[str, ...]] = ("former_names", "coord_source", "note")
    site_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_ru: Text = Field(description="Russian name")
    former_names: Text = Field(description="Former or other names, joined by `;`")
    kind: Word = Field(description="What it is")
    country: Country
    operator: str = Field(
        pattern=r"^[A-Z][A-Z0-9_]*$", description="Who runs it: ISO 3166-1, an org_id or JOINT"
    )
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class Unit(Row):
    """A body of troops."""

    key: ClassVar[str] = "unit_id"
    spoken: ClassVar[tuple[str, ...]] = ("formation", "note")
    unit_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_ru: Text = Field(description="Russian name")
    owner: str = Field(
        pattern=r"^([A-Z][A-Z0-9_]*)?$",
        description="Whose: ISO 3166-1, an org_id or JOINT; empty where no source says",
    )
    echelon: Word = Field(description="Size on the map; the note says where it is inferred")
    arm: Word = Field(description="Branch")
    formation: Text = Field(description="What it belongs to")
    succeeds: Ids = Field(
        default=(),
        description="Units or groupings that it was made of or renamed from, joined by `;`",
    )
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class Deployment(Dated):
    """A unit's stay at a site, in a role."""

    key: ClassVar[str] = "deployment_id"
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    deployment_id: Slug = Field(description="Stable id")
    unit_id: Name = Field(description="Row of units.csv")
    site_id: Text = Field(description="Row of sites.csv; empty where the garrison was not found")
    role: Word = Field(description="In what role")
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class Grouping(Dated):
    """Several units that sources count together, for as long as they were there."""

    key: ClassVar[str] = "grouping_id"
    spoken: ClassVar[tuple[str, ...]] = ("coord_source", "note")
    grouping_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_ru: Text = Field(description="Russian name")
    owner: Text = Field(description="Whose: ISO 3166-1, an org_id, JOINT or empty")
    host: MaybeCountry = Field(description="Where: ISO 3166-1, or empty")
    echelon: Text = Field(
        default="",
        description="Size on the map, as of a unit; the map shows it where this is filled in",
    )
    arm: Text = Field(default="", description="Branch, as of a unit; empty: combined arms")
    lat: Lat = Field(
        default=None,
        description="Latitude of its headquarters; empty: it stands at its host's name",
    )
    lon: Lon = Field(default=None, description="Longitude of its headquarters")
    coord_precision: CoordPrecision = Field(
        default="none", description=Placed.model_fields["coord_precision"].description
    )
    coord_source: Text = Field(
        default="", description=Placed.model_fields["coord_source"].description
    )
    succeeds: Ids = Field(
        default=(),
        description="Groupings or units that it was made of or renamed from, joined by `;`",
    )
    start: Edtf = Field(default="", description=Dated.model_fields["start"].description)
    end: Edtf = Field(default="", description=Dated.model_fields["end"].description)
    start_certainty: StartCertainty = Field(
        default="unknown", description=Dated.model_fields["start_certainty"].description
    )
    end_certainty: EndCertainty = Field(
        default="unknown", description=Dated.model_fields["end_certainty"].description
    )
    note: Text = Field(description="What it holds")
    source_ids: SourceIds


class StrengthRow(Row):
    """A number of people that a source gives for a subject at a date."""

    key: ClassVar[str] = "strength_id"
    spoken: ClassVar[tuple[str, ...]] = ("text",)
    strength_id: Slug = Field(description="Stable id")
    subject_type: Literal["site", "unit", "grouping"] = Field(description="Table of the subject")
    subject_id: Name = Field(description="Row of that table")
    date: Edtf = Field(description="EDTF date of the figure; empty where undated")
    date_certainty: Literal["certain", "attested", "unknown"] = Field(
        description="How sure the date is"
    )
    kind: Literal["total", "addition", "plan", "exercise", "cumulative", "part", "claim"] = Field(
        description="Only totals ever count as a strength"
    )
    personnel_low: People
    personnel_high: People
    text: Name = Field(description="What the source says, in our words")
    source_ids: SourceIds


class Equipment(Row):
    """Equipment that a source reports for a subject at a date."""

    key: ClassVar[str] = "equipment_id"
    spoken: ClassVar[tuple[str, ...]] = ("item", "quantity")
    equipment_id: Slug = Field(description="Stable id")
    subject_type: Literal["site", "unit", "grouping"] = Field(description="Table of the subject")
    subject_id: Name = Field(description="Row of that table")
    date: Edtf = Field(description="EDTF date; empty where undated")
    item: Name = Field(description="Type")
    quantity: Text = Field(description="As the source puts it")
    kind: Literal["present", "arrived", "plan", "withdrawn"] = Field(description="What is told")
    source_ids: SourceIds


class Agreement(Row):
    """A treaty, agreement or decision."""

    key: ClassVar[str] = "agreement_id"
    spoken: ClassVar[tuple[str, ...]] = ("title", "summary")
    agreement_id: Slug = Field(description="Stable id")
    title: Name = Field(description="Title")
    parties: Ids = Field(description="ISO 3166-1 alpha-3, joined by `;`")
    signed: Edtf = Field(description="EDTF date of signature")
    in_force: Edtf = Field(description="EDTF date of entry into force; empty where not found")
    expires: Edtf = Field(description="EDTF date; empty where none is given")
    subject_ids: Ids = Field(description="Sites, units, groupings or organisations, by `;`")
    summary: Text = Field(description="What it says")
    source_ids: SourceIds


class BorderSector(Row):
    """A stretch of the guarded border, cut along the drawn line."""

    key: ClassVar[str] = "sector_id"
    spoken: ClassVar[tuple[str, ...]] = ("line", "note")
    sector_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_ru: Text = Field(description="Russian name")
    line: Name = Field(description="Which border")
    from_km: float = Field(ge=0, description="Start along the drawn line, km, not a real length")
    to_km: float = Field(ge=0, description="End along the drawn line, km")
    cut: Literal["schematic", "surveyed"] = Field(description="How good the cut is")
    note: Text = Field(description="How each cut was made")
    source_ids: SourceIds


class BorderGuard(Dated):
    """Who guarded a sector, or helped to, over one interval."""

    key: ClassVar[str] = "guard_id"
    spoken: ClassVar[tuple[str, ...]] = ("guard_force", "note")
    guard_id: Slug = Field(description="Stable id")
    sector_id: Text = Field(description="Row of border_sectors.csv; empty where none is named")
    side: Name = Field(description="Which side of the border")
    role: Literal["guard", "reinforcement", "support", "adviser"] = Field(
        description="Only guards colour a sector"
    )
    guard_country: MaybeCountry = Field(description="ISO 3166-1; empty: no clear state")
    guard_force: Name = Field(description="Which force")
    note: Text = Field(description="Conflicts among sources, and the choice made")
    source_ids: SourceIds


class BorderPoint(Dated, Placed):
    """A bridge, crossing, headquarters, outpost or training centre of the border."""

    key: ClassVar[str] = "point_id"
    spoken: ClassVar[tuple[str, ...]] = ("name", "name_alt", "coord_source", "note")
    point_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_alt: Text = Field(description="Other names")
    kind: Literal["bridge", "crossing", "detachment_hq", "outpost", "training_centre"] = Field(
        description="What it is"
    )
    country: Text = Field(description="ISO 3166-1, joined by `;` for a bridge between two")
    note: Text = Field(description="Anything a reader should know")
    source_ids: SourceIds


class Event(Placed):
    """Something that happened."""

    key: ClassVar[str] = "event_id"
    spoken: ClassVar[tuple[str, ...]] = ("title", "place", "series", "coord_source", "summary")
    event_id: Slug = Field(description="Stable id")
    start: Edtf = Field(description="EDTF date of the first day")
    end: Edtf = Field(description="EDTF date of the last day, included; empty for one day")
    kind: Word = Field(description="What kind of event it is")
    theme: Literal["membership", "forces", "border"] = Field(description="What it is about")
    title: Name = Field(description="Headline")
    place: Text = Field(description="Where")
    country: Text = Field(description="ISO 3166-1; empty where it has none")
    weight: int = Field(ge=1, le=3, description="1 to 3; 3 for turning points")
    series: Text = Field(default="", description="Series of exercises or operations it belongs to")
    participants: Ids = Field(
        default=(), description="States that took part: ISO 3166-1 alpha-3, joined by `;`"
    )
    personnel_low: People = Field(default=None, description="People who took part, at least")
    personnel_high: People = Field(default=None, description="People who took part, at most")
    summary: Text = Field(description="What happened, in our words")
    source_ids: SourceIds


class Contingent(Dated, Placed):
    """What one state sent to one operation or exercise."""

    key: ClassVar[str] = "contingent_id"
    spoken: ClassVar[tuple[str, ...]] = ("operation", "unit_text", "place", "coord_source", "note")
    contingent_id: Slug = Field(description="Stable id")
    operation: Name = Field(description="Operation, force or exercise")
    country: MaybeCountry = Field(description="ISO 3166-1; empty for a total or where unknown")
    unit_text: Name = Field(description="What was sent")
    unit_id: Text = Field(description="Row of units.csv, where it is one")
    is_total: Annotated[bool, BeforeValidator(_yes)] = Field(
        description="yes: over all contingents, or all of its country; never added to the others"
    )
    personnel_low: People
    personnel_high: People
    place: Text = Field(description="Where")
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class Officer(Dated):
    """A term in an office of an organisation."""

    key: ClassVar[str] = "term_id"
    optional: ClassVar[bool] = True
    spoken: ClassVar[tuple[str, ...]] = ("office_text", "note")
    term_id: Slug = Field(description="Stable id")
    org_id: Name = Field(description="Row of organizations.csv")
    office: Literal[
        "secretary_general",
        "acting_secretary_general",
        "deputy_secretary_general",
        "chief_of_joint_staff",
        "commander",
        "chair",
    ] = Field(description="Which office; chair: the state that presides, or its head of state")
    office_text: Text = Field(description="The office in the source's words, in English")
    name: Text = Field(description="Who; empty where the office is a state's")
    name_ru: Text = Field(description="Russian name")
    country: MaybeCountry = Field(description="ISO 3166-1 of the person or state")
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class Figure(Row):
    """A number that is not a strength: lengths, seizures, casualties, money."""

    key: ClassVar[str] = "figure_id"
    spoken: ClassVar[tuple[str, ...]] = ("quantity", "unit", "note")
    figure_id: Slug = Field(description="Stable id")
    topic: Name = Field(description="Figures of one topic can be compared")
    quantity: Name = Field(description="What is counted")
    value_low: Number = Field(description="Lowest value")
    value_high: Number = Field(description="Highest value")
    unit: Text = Field(description="Unit of the values")
    as_of: Edtf = Field(description="EDTF date; empty where undated")
    note: Text = Field(description="Conflicts, doubts")
    source_ids: SourceIds


class DisputedArea(Dated):
    """An area whose belonging is disputed, and how the map draws it."""

    key: ClassVar[str] = "area_id"
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    area_id: Slug = Field(description="Stable id")
    name: Name = Field(description="English name")
    name_ru: Text = Field(description="Russian name")
    drawn_in: Country
    lat: Lat
    lon: Lon
    note: Name = Field(description="One neutral sentence for the boundary note")
    source_ids: SourceIds


class Coverage(Row):
    """The days to which the facts of a sheet were checked."""

    key: ClassVar[str] = "sheet"
    spoken: ClassVar[tuple[str, ...]] = ("note",)
    sheet: Slug = Field(description="membership, forces or border")
    first_day: date = Field(description="First day covered")
    horizon: date = Field(description="Last day covered; the slider ends at the earliest")
    note: Text = Field(description="How it was set")


TABLES: dict[str, type[Row]] = {
    "organizations": Organization,
    "memberships": Membership,
    "sites": Site,
    "units": Unit,
    "deployments": Deployment,
    "groupings": Grouping,
    "strengths": StrengthRow,
    "equipment": Equipment,
    "agreements": Agreement,
    "border_sectors": BorderSector,
    "border_guards": BorderGuard,
    "border_points": BorderPoint,
    "events": Event,
    "contingents": Contingent,
    "officers": Officer,
    "figures": Figure,
    "disputed_areas": DisputedArea,
    "countries": CountryRow,
    "country_names": CountryName,
    "coverage": Coverage,
    "sources": Source,
}
