"""The form of `details`: what cards say, and the sources that they name."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, NotRequired

from typing_extensions import TypedDict

from csto_map.history.forms import Day, LastKnownFrom, MapId, OldFrom, SourceId, Title, Until, about
from csto_map.history.strengths import Age

People = Annotated[int | None, about("People; null where no source says")]
Sources = Annotated[list[SourceId], about("The best first")]


class Source(TypedDict):
    """Who says so, as a card lists it."""

    title: str
    publisher: str
    date: Annotated[str, about("EDTF; empty where unknown")]
    url: Annotated[str, about("Empty for a document without one")]
    note: str
    worth: Annotated[Literal["", "copy", "points"], about("It only repeats; it only gives points")]
    when: NotRequired[Annotated[str, about("Its date in words")]]
    read: NotRequired[Annotated[str, about("When it was read, in words")]]
    rank: NotRequired[Annotated[int, about("1 the best to 5")]]
    original: NotRequired[Annotated[str, about("Who said it first, of a copy")]]


class Fact(NamedTuple):
    """A line of a card's head."""

    label: str
    value: str


class Figure(TypedDict):
    """A figure of people that a source gives."""

    day: Annotated[Day | None, about("Earliest day that its date means; null: undated")]
    as_of: Annotated[str, about("Its date in words")]
    low: People
    high: People
    kind: Annotated[str, about("In words")]
    counts: Annotated[bool, about("Whether it can count as a strength at all")]
    text: str
    sources: Sources


class Counting(NamedTuple):
    """What counts from a day on; `low` null where nothing does."""

    from_: Day
    low: int | None
    high: int | None
    as_of: Annotated[str, about("Its date in words")]
    old_from: OldFrom
    last_known_from: LastKnownFrom
    figures: Annotated[list[int], about("Which of the card's `strengths` are behind it")]


class TroopsStep(NamedTuple):
    """How many people one side has in a state over some days."""

    from_: Day
    until: Annotated[Day, about("First day after")]
    low: int
    high: int
    basis: Annotated[str, about("As of when and how counted, in words")]
    age: Age
    sources: list[SourceId]


class Troops(TypedDict):
    """The people of one side in a state."""

    who: str
    steps: list[TroopsStep]


class Beside(NamedTuple):
    """All forces in a state, where a source counts fewer than the card's own figure."""

    from_: Day
    until: Annotated[Day, about("First day after")]
    text: Annotated[str, about("Whose, where and how many, in words")]
    sources: list[SourceId]


class Equipment(TypedDict):
    """A report of equipment."""

    day: Day | None
    when: str
    text: str
    kind: Annotated[str, about("In words; empty: it is there")]
    sources: Sources


class Agreement(TypedDict):
    """An agreement that governs what the card is of."""

    day: Day | None
    title: str
    when: Annotated[str, about("Signed, in force, expires: in words")]
    text: str
    sources: Sources


_Stretch = TypedDict("_Stretch", {"from": Day, "until": Until})


class HistoryLine(_Stretch):
    """A line of a card's history."""

    text: str
    since: Annotated[str, about("Start in words")]
    end: Annotated[str, about("Last day in words")]
    note: str
    sources: Sources
    org: NotRequired[Annotated[str, about("Of a state: the organisation")]]


class AnswerLine(NamedTuple):
    """A sentence that holds over some days."""

    from_: Day
    until: Until
    text: str
    sources: list[SourceId]


class Answer(TypedDict):
    """What a state was to an organisation."""

    org: str
    name: str
    days: Annotated[list[AnswerLine], about("What to say on which days, none overlapping")]
    story: Annotated[str, about("The whole of it in a line, whatever the day")]


class CardParts(TypedDict):
    """What only some cards have."""

    troops: NotRequired[Annotated[list[Troops], about("Of a state: who has people there")]]
    beside: NotRequired[Annotated[list[Beside], about("Of a part said to be more than the whole")]]
    day: NotRequired[Annotated[Day | None, about("Of an event: its first day")]]
    answers: NotRequired[Annotated[list[Answer], about("Of a state: its part in organisations")]]
    hosting: NotRequired[Annotated[list[AnswerLine], about("Of a state: troops there, in words")]]


class Card(CardParts):
    """What is said of something that can be selected."""

    title: Title
    other: Annotated[str, about("Its name in the other language")]
    kind: str
    facts: list[Fact]
    since: Annotated[str, about("In words")]
    until: Annotated[str, about("In words")]
    note: str
    strengths: Annotated[list[Figure], about("In order of date, those without one first")]
    counting: list[Counting]
    equipment: Annotated[list[Equipment], about("In order of date, those without one first")]
    agreements: Annotated[list[Agreement], about("In order of signature")]
    history: list[HistoryLine]
    related: Annotated[list[MapId], about("Other cards")]
    sources: Sources


class Cited(TypedDict):
    """What pictures cite besides what cards do."""

    boundaries: Annotated[list[SourceId], about("Behind the boundaries of every map")]
    ground: Annotated[list[SourceId], about("Behind what lies under it")]
    rows: Annotated[
        dict[str, list[SourceId]],
        about("Row of memberships.csv or border_guards.csv -> the sources of it alone"),
    ]


class Details(TypedDict):
    """The cards of everything that can be selected."""

    sources: dict[SourceId, Source]
    cards: dict[MapId, Card]
    cited: Cited
