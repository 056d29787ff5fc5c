"""The forms of `charts` and `tables`, which the dock below the map shows."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from typing_extensions import TypedDict

from csto_map.history.forms import (
    CertainFrom,
    CertainUntil,
    Day,
    MapId,
    SourceId,
    State,
    Title,
    Until,
    about,
)
from csto_map.history.personnel import Method
from csto_map.history.strengths import Age

IsoDay = Annotated[str, about("ISO 8601 date")]


class Dated(NamedTuple):
    """The first and the last date of something in EDTF, as exact as the sources."""

    first: str
    last: str


class Certain(NamedTuple):
    """The certain part of a stay; null as in the timeline."""

    from_: str | None
    until: str | None


_Stretch = TypedDict(
    "_Stretch",
    {
        "from": IsoDay,
        "to": Annotated[
            str | None,
            about("The same for one date; the first day after a stay; null: it goes on"),
        ],
    },
)


class Item(_Stretch):
    """A point or a bar of a chart; never a sum or a mean."""

    series: Annotated[str, about("Its series")]
    dated: Dated
    when: Annotated[str, about("In words")]
    text: str
    kind: str
    low: Annotated[float | None, about("Null: no source gives a number")]
    high: float | None
    marks: list[MapId]
    sources: list[SourceId]


class MemberItem(Item):
    """A state's status in a lens, a stay each."""

    certain: Certain
    lens: str


class Series(TypedDict):
    """A row or a column of a chart."""

    id: str
    title: Title


class GuardSeries(Series):
    """The people of one guard of the border."""

    guard: Annotated[State, about("Whose colour it has")]


class AbroadStep(NamedTuple):
    """How many people the lead group has in a host over some days."""

    host: str
    from_: IsoDay
    until: Annotated[str, about("ISO 8601 date, the first day after")]
    low: int
    high: int
    age: Age
    method: Method


class MembersChart(TypedDict):
    """Each state's status by lens."""

    series: list[Series]
    items: list[MemberItem]


class AbroadChart(TypedDict):
    """Personnel of the lead group by host; `personnel.md` has the rule."""

    series: list[Series]
    items: Annotated[list[Item], about("Kind `whole`: all forces there; `part`: single posts")]
    steps: list[AbroadStep]


class BorderChart(TypedDict):
    """Personnel on the guarded border by guard, and who guarded each sector."""

    series: list[GuardSeries]
    items: list[Item]
    sectors: Annotated[list[Item], about("A stay each, of kind: the guard's state")]
    lanes: Annotated[list[Series], about("The sectors")]


class SeizuresChart(TypedDict):
    """Drugs seized, by year."""

    series: list[Series]
    items: Annotated[list[Item], about("Kind `whole`: a year's operation; `part`: a stage")]
    several: Annotated[list[Item], about("Sums over years, which belong to no year")]
    gaps: Annotated[list[str], about("Years between of which no figure is known")]
    unit: str


class ExercisesChart(TypedDict):
    """Exercises by size; kind `unknown` where no source gives one."""

    series: list[Series]
    items: list[Item]


class AllCharts(TypedDict):
    """The charts by id."""

    members: MembersChart
    abroad: AbroadChart
    border: BorderChart
    seizures: SeizuresChart
    exercises: ExercisesChart


class NamedSource(TypedDict):
    """A source that an item names."""

    title: str
    publisher: str
    date: Annotated[str, about("EDTF; empty where unknown")]
    url: Annotated[str, about("Empty for a document without one")]


class Charts(TypedDict):
    """The series of the linked charts."""

    charts: AllCharts
    sources: dict[SourceId, NamedSource]


class DateCell(NamedTuple):
    """A date of a table."""

    day: Annotated[Day | None, about("What it sorts by")]
    words: str


class AgeCell(NamedTuple):
    """How old a figure is, which depends on the day."""

    old_from: Day
    last_known_from: Day


Cell = str | int | float | DateCell | AgeCell | None


class TableRow(NamedTuple):
    """A row of a table, and the days on which it holds."""

    id: Annotated[MapId | Literal[""], about("What it selects; empty: nothing")]
    from_: Annotated[Day | None, about("Null where nobody knows since when")]
    until: Until
    cfrom: CertainFrom
    cuntil: CertainUntil
    cells: Annotated[list[Cell], about("One for each column")]
    sources: list[SourceId]


class Column(TypedDict):
    """A column, and how the page shows, sorts and filters it."""

    id: str
    kind: Literal["text", "date", "age", "number"]


class Table(TypedDict):
    """A table of the dock."""

    id: str
    columns: list[Column]
    rows: list[TableRow]


class Tables(TypedDict):
    """The tables of the page."""

    tables: list[Table]
    sources: Annotated[dict[SourceId, str], about("The line that cites it")]
