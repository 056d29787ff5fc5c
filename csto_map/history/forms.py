"""The form of the compiled timeline: what `csto_map.history.timeline` makes and the page reads.

Objects are typed dictionaries and lists of a fixed length are named tuples, so that
thousands of them cost no more than plain ones, are written as they are, and are checked
where they are made. `csto_map.page.files` makes JSON Schema, TypeScript and a document of
them; the texts here are the document's.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, NotRequired

from pydantic import Field
from pydantic.fields import FieldInfo
from typing_extensions import TypeAliasType, TypedDict

from csto_map.facts import ids
from csto_map.facts.config import Side
from csto_map.history.spells import StandingStatus


def about(text: str) -> FieldInfo:
    """Say what a field means, for the document."""
    info: FieldInfo = Field(description=text)
    return info


Day = TypeAliasType(
    "Day",
    Annotated[
        int, Field(ge=1, description="Proleptic Gregorian ordinal: 1 is 1 January of year 1")
    ],
)
MapId = TypeAliasType(
    "MapId",
    Annotated[
        ids.MapId,
        Field(
            pattern=ids.PATTERN,
            description="What can be selected: kind, colon, own id; of a state its code alone",
        ),
    ],
)
State = TypeAliasType("State", Annotated[str, about("ISO 3166-1 alpha-3 code")])
SourceId = TypeAliasType("SourceId", Annotated[str, about("A row of sources.csv")])
Until = Annotated[Day | None, about("First day after; null goes on")]
CertainFrom = Annotated[Day | None, about("First day of its certain part; null: none is")]
CertainUntil = Annotated[Day | None, about("First day after its certain part; null goes on")]
OldFrom = Annotated[Day | None, about("First day on which the figure is old")]
LastKnownFrom = Annotated[Day | None, about("First day on which it is only the last known")]
Title = Annotated[str, about("In the language of the file")]


class Box(NamedTuple):
    """A frame in projected kilometres."""

    x0: float
    y0: float
    x1: float
    y1: float


class Point(NamedTuple):
    """A place in projected kilometres."""

    x: float
    y: float


class Men(NamedTuple):
    """The figure of people that counts from a day on; null where none does."""

    from_: Day
    low: int | None
    high: int | None


class Amount(NamedTuple):
    """How many people there are from a day on: nulls for nobody, or for no known number."""

    from_: Day
    low: int | None
    high: int | None
    age: Annotated[
        Literal["fresh", "old", "last_known", "unknown"] | None,
        about("Of the figure; unknown: there are people, but no figure; null: nobody is there"),
    ]
    year: Annotated[int | None, about("Of the oldest figure in it")]


class Facets(TypedDict):
    """What a thing can be filtered by; what it has none of is left out."""

    at: NotRequired[Annotated[list[State], about("Where it is")]]
    by: NotRequired[Annotated[str, about("Operator, owner, sender or guard")]]
    echelon: NotRequired[Annotated[str, about("Its size, as units.csv has it")]]
    role: NotRequired[Annotated[str, about("In what role, as deployments.csv has it")]]
    men: NotRequired[Annotated[list[Men], about("In order of days")]]


Span = TypedDict(
    "Span",
    {
        "from": Annotated[Day, about("First day")],
        "until": Until,
        "cfrom": CertainFrom,
        "cuntil": CertainUntil,
    },
)


class Mark(Facets, Span):
    """A symbol of the map, and the days on which it stands."""

    id: MapId
    layer: Annotated[str, about("Its switch; one of `layers`")]
    kind: str
    x: Annotated[float, about("km")]
    y: Annotated[float, about("km")]
    icon: Annotated[str, about("Its symbol, the beginning of a key of `icons`")]
    plain: Annotated[str, about("Its plain symbol")]
    name: Title
    rank: Annotated[int, about("0 heads a stack")]
    accent: Annotated[str, about("Group of its operator, host for none; or event")]
    soft: Annotated[bool, about("Whether the point is not exact")]


class Presence(TypedDict):
    """How many people of one side there are in a country."""

    at: State
    by: Annotated[str, about("Operator: ISO 3166-1 or an organisation")]
    accent: Annotated[str, about("Group of its operator")]
    x: Annotated[float, about("km: where the name of the country stands, for days without a mark")]
    y: Annotated[float, about("km")]
    size: NotRequired[
        Annotated[float, about("How large its circle is, as a share of the usual size: 1")]
    ]
    steps: Annotated[list[Amount], about("In order of days")]


class Post(TypedDict):
    """A body of troops of which a number is known on some days, at one site or several."""

    id: Annotated[str, about("Row of units.csv or sites.csv, a colon and its host")]
    accent: Annotated[str, about("Group of its operator")]
    marks: Annotated[list[MapId], about("Its symbols")]
    steps: Annotated[list[Amount], about("In order of days")]


class Flow(Facets, Span):
    """What one sender has in one operation: an arrow."""

    id: Annotated[MapId, about("Of the first of `ids`")]
    ids: Annotated[list[MapId], about("What it stands for")]
    layer: Annotated[str, about("Its switch")]
    kind: str
    place: Annotated[str, about("Where it ends: a row of `arrivals`")]
    accent: Annotated[str, about("Group of the sender")]
    x: Annotated[float, about("km: where it begins")]
    y: Annotated[float, about("km")]
    derived: Annotated[bool, about("Whether its number is what the total leaves, at most")]
    size: NotRequired[Annotated[float, about("How wide it is, as a share of the usual width: 1")]]


class Arrival(Span):
    """Where the arrows of an operation end."""

    id: Annotated[MapId, about("Of the total, or of an arrow; each is of one ring")]
    ids: Annotated[list[MapId], about("The total and all contingents")]
    name: Annotated[str, about("Of the operation, in the language of the file")]
    x: Annotated[float, about("km")]
    y: Annotated[float, about("km")]
    soft: Annotated[
        bool, about("Whether no source gives the place: it is the country's, or a middle")
    ]
    men: Annotated[list[Men], about("The total, in order of days")]
    hides: Annotated[list[MapId], about("Symbols of the same people, not drawn beside it")]


class Pulse(NamedTuple):
    """A day on which somebody left or took over, and where: km."""

    day: Day
    x: float
    y: float


class Held(NamedTuple):
    """A state's status in a lens over some days."""

    from_: Day
    until: Until
    status: StandingStatus
    cfrom: CertainFrom
    cuntil: CertainUntil
    memberships: Annotated[list[str], about("Rows of memberships.csv behind it")]


class Guarded(NamedTuple):
    """Who guarded a sector over some days."""

    from_: Day
    until: Until
    country: Annotated[str, about("State; empty where troops had no clear one")]
    force: str
    cfrom: CertainFrom
    cuntil: CertainUntil
    guard: Annotated[str, about("Row of border_guards.csv")]


class Sector(TypedDict):
    """A sector of the guarded border."""

    id: Annotated[str, about("Row of border_sectors.csv")]
    name: Title
    spells: Annotated[list[Guarded], about("In order, none overlapping")]


class Event(TypedDict):
    """Something that happened."""

    id: MapId
    day: Annotated[Day, about("First day")]
    until: Annotated[Day, about("It leaves the map")]
    kind: str
    title: Title
    when: Annotated[str, about("The first day in words, as exact as the sources")]
    weight: Annotated[int, about("1 to 3, 3 for turning points")]


class Change(TypedDict):
    """What changed on a day."""

    day: Day
    when: Annotated[str, about("The date in words, as exact as the sources")]
    exact: Annotated[bool, about("Whether `when` is the day itself")]
    text: Annotated[str, about("One sentence without a full stop")]
    weight: Annotated[int, about("1 to 3, 3 for turning points")]


class Count(NamedTuple):
    """How many states are bound by the default lens from a day on."""

    from_: Day
    bound: int
    signed: Annotated[int, about("Of these only signed")]


class Note(NamedTuple):
    """The sentence about disputed areas from a day on; empty for none."""

    from_: Day
    text: str


class NamedFrom(NamedTuple):
    """What a state is called from a day on."""

    from_: Day
    name: Title


class Country(TypedDict):
    """A state of the map."""

    id: State
    name: Title
    name_ru: str
    label: Annotated[Point | None, about("Where its name stands; null: on no map")]
    names: NotRequired[
        Annotated[list[NamedFrom], about("In order of days; without, always as `name` has it")]
    ]
    bounds: NotRequired[Annotated[Box | None, about("Around its largest part; in `atlas` alone")]]


class Lens(TypedDict):
    """Organisations through which states are coloured."""

    id: str
    title: Title
    orgs: Annotated[list[str], about("Later ones speak before earlier ones")]


class Layer(TypedDict):
    """A switch of the map."""

    id: str
    title: Title
    empty: NotRequired[Annotated[bool, about("The atlas has nothing of it: not listed")]]


class Rotation(NamedTuple):
    """How a map is turned: cosine and sine of the angle, and about which place, in km."""

    cos: float
    sin: float
    x: float
    y: float


class Inset(TypedDict):
    """A small map within a wide one; see docs/explanation/insets.md."""

    title: Title
    view: Annotated[str, about("Id of the view as which it is turned")]
    box: Annotated[Box, about("What it shows, as a view's; in km")]
    sides: Annotated[list[Side], about("Of the map, at which it may stand, the best first")]


class View(TypedDict):
    """A named frame in projected kilometres; turned about its middle, if it is."""

    id: str
    title: Title
    level: Annotated[Literal["coarse", "fine"], about("Which outlines it shows")]
    x0: float
    y0: float
    x1: float
    y1: float
    rotation: Rotation | None
    projection: Annotated[Title, about("As printed on the map")]
    insets: list[Inset]


class Defaults(TypedDict):
    """What the page starts with."""

    view: str
    lens: str
    date: Day
    layers: list[str]


_Missing = TypedDict(
    "_Missing",
    {
        "from": Annotated[Day | None, about("First day on which it is missed; null: always was")],
        "until": Until,
    },
)


class NotCovered(_Missing):
    """What the facts leave out."""

    text: Title
    box: Annotated[Box | None, about("Where; null for every map")]


class Headline(NamedTuple):
    """What a sentence says of a view from a day on, until the next."""

    from_: Day
    text: Annotated[str, about("Without a date and a full stop")]
    tally: Annotated[int | None, about("Which of `tallies` counts what it speaks of")]


class TallyRow(TypedDict):
    """A bar: how many people, or states, of one."""

    label: Title
    low: int | None
    high: Annotated[int | None, about("Null: no number is known")]
    text: Annotated[str, about("The number in words, with its date where it is old")]
    accent: Annotated[str, about("Group whose colour it has, host for none")]
    hollow: Annotated[bool, about("Not certain, or old")]
    strong: Annotated[bool, about("A member of the alliance on the day")]


class Watch(NamedTuple):
    """Who kept a sector over some days."""

    from_: Day
    until: Until
    guard: Annotated[str, about("State, or `none`: a key of the looks' `guards`")]
    certain: bool


class SpanRow(TypedDict):
    """A row of days: who guarded a sector when."""

    label: Title
    spells: list[Watch]


class BarTally(TypedDict):
    """A small chart that counts."""

    kind: Literal["bars"]
    title: Title
    rows: list[TallyRow]
    note: str


class SpanTally(TypedDict):
    """A small chart of who held what when."""

    kind: Literal["spans"]
    title: Title
    rows: list[SpanRow]
    note: str


class Turn(NamedTuple):
    """A turning point that the timeline names."""

    day: Day
    text: Annotated[str, about("Its year and a few words")]


class Step(NamedTuple):
    """How many from a day on."""

    from_: Day
    n: int


class Band(TypedDict):
    """The one number that the timeline draws."""

    title: Title
    steps: list[Step]
    accent: Annotated[str, about("Group whose colour it has, or `member`")]


class LastChange(NamedTuple):
    """A change that concerns a view."""

    change: Annotated[int, about("Which of `changes`")]
    when: Annotated[str | None, about("Its date in words; null: as there")]
    text: Annotated[str | None, about("What of it concerns the view; null for all of it")]


class Findings(TypedDict):
    """What is told of a view, or of a lens, day by day."""

    headlines: Annotated[list[Headline], about("In order of days; each holds until the next")]
    tallies: Annotated[list[BarTally | SpanTally], about("Each once")]
    changes: Annotated[list[LastChange], about("Those that concern it, in order")]
    turns: Annotated[list[Turn], about("At most 7, the most important first")]
    band: Band


class Asked(TypedDict):
    """A question to click, and the link that answers it."""

    text: Title
    query: Annotated[str, about("Of a link of the page, without the question mark")]


class Timeline(TypedDict):
    """All that changes with time."""

    version: Annotated[str, about("Of the facts: the horizon and a hash of the tables")]
    title: Title
    subject: Title
    first: Annotated[Day, about("First day of the atlas")]
    horizon: Annotated[Day, about("Last day of the atlas")]
    defaults: Defaults
    groups: Annotated[dict[str, str], about("Group of operators -> title")]
    status_rank: Annotated[list[StandingStatus], about("What says most of a state's part first")]
    linger: Annotated[int, about("Days that an event stays on the map after its last day")]
    views: list[View]
    countries: list[Country]
    lenses: list[Lens]
    memberships: Annotated[
        dict[str, dict[State, list[Held]]],
        about("Lens -> state -> what it held, in order, none overlapping"),
    ]
    layers: Annotated[list[Layer], about("In drawing order")]
    marks: Annotated[list[Mark], about("In order of layer, rank and id")]
    sectors: list[Sector]
    troops: Annotated[list[Presence], about("In order of host and operator")]
    posts: Annotated[list[Post], about("In order of id")]
    flows: Annotated[list[Flow], about("In order of id")]
    arrivals: Annotated[list[Arrival], about("In order of id")]
    pulses: Annotated[list[Pulse], about("In order of days")]
    events: Annotated[list[Event], about("In order of their first day")]
    changes: Annotated[list[Change], about("One entry a day, in order")]
    band: Annotated[list[Count], about("One for each day on which a count changes")]
    boundary_source: Annotated[str, about("Whose boundaries, from whose point of view")]
    licence: Annotated[str, about("The licence of the facts and whom to name; empty for none")]
    notes: list[Note]
    not_covered: list[NotCovered]
