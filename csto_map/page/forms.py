"""The forms of `atlas`, `search`, `tours`, the maps and the letters, as the page loads them.

`atlas` is the timeline of `csto_map.history.forms` with what is needed to draw it.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, NotRequired

from typing_extensions import TypeAliasType, TypedDict

from csto_map.history.forms import (
    Asked,
    Box,
    Day,
    Findings,
    MapId,
    Point,
    SourceId,
    State,
    Timeline,
    Title,
    about,
)
from csto_map.language.direction import Direction
from csto_map.picture.style import Dash
from csto_map.query.question import Theme

Colour = TypeAliasType("Colour", Annotated[str, about("#rrggbb")])
Words = TypeAliasType(
    "Words",
    "Annotated[dict[str, str | list[str] | Words], about('Section -> key -> text of `locale/`')]",
)


class AreaLook(TypedDict):
    """How a state of one status is filled and outlined."""

    fill: Colour
    line: Colour
    width: Annotated[float, about("Pixels")]
    dash: Dash
    hatch: Annotated[str, about('One of "" "/" "\\\\" "x" "."')]
    ink: Annotated[str, about("Colour of the hatch; empty for none")]
    filled: Annotated[bool, about("Whether the fill is more than the land's own")]


class GuardLine(TypedDict):
    """How the line of a guard is broken."""

    width: Annotated[float, about("A share of `sector_width`")]
    dash: Annotated[list[float], about("Dashes and gaps in turn, in pixels at full width")]


class Accent(TypedDict):
    """Colours of one group of operators."""

    body: Annotated[Colour, about("Of a symbol, under `mark`, edged in `edge`")]
    mark: Colour
    edge: Colour
    line: Annotated[Colour, about("Of circles, rings and arrows")]
    text: Annotated[Colour, about("Of what is said of it on the map")]
    hollow: Annotated[Colour, about("Inside the line of what is not certain or old")]


class Relief(TypedDict):
    """How strongly relief lies on the land: opacities of shade and of light."""

    shade: Colour
    light: Colour
    close: Annotated[list[float], about("In views of a few states")]
    wide: Annotated[list[float], about("In the whole map")]
    inset: Annotated[list[float], about("In small maps in a corner")]
    blurred: Annotated[list[float], about("At scales finer than the relief's own")]


class Looks(TypedDict):
    """Everything visible of one theme."""

    name: str
    water: Colour
    land: Colour
    border: Colour
    text: Colour
    text_soft: Colour
    halo: Colour
    paper: Colour
    rule: Colour
    leader: Colour
    shore: Annotated[Colour, about("Edge of seas and lakes")]
    river: Colour
    water_text: Colour
    town: Colour
    disputed_line: Colour
    disputed_ink: Annotated[Colour, about("Of the hatch of disputed areas")]
    headline: Annotated[Colour, about("Of the date beside the finding")]
    flag: Annotated[Colour, about("Of the day on the timeline, under `flag_text`")]
    flag_text: Colour
    neutral: AreaLook
    statuses: dict[str, AreaLook]
    guards: Annotated[dict[str, Colour], about("State, `none` or `unknown` -> colour of a line")]
    guard_texts: Annotated[dict[str, Colour], about("The same -> colour of words about them")]
    guard_lines: Annotated[dict[str, GuardLine], about("The same -> how the line is broken")]
    accents: Annotated[dict[str, Accent], about("Those of the atlas's groups, and of no group")]
    series: Annotated[list[Colour], about("Of charts, for states that have none as guards")]
    pens: Annotated[dict[str, Colour], about("Pen of annotations -> its colour")]
    relief: Annotated[Relief | None, about("None where the style is plain")]
    sector_width: Annotated[float, about("Pixels")]
    sizes: Annotated[list[int], about("Of type, in pixels, the smallest first")]
    font: str


class Titles(TypedDict):
    """Words of vocabularies by key."""

    status: dict[str, str]
    kinds: dict[str, str]
    owners: dict[str, str]
    guards: dict[str, str]


class Path(NamedTuple):
    """A closed path in projected kilometres."""

    xs: list[float]
    ys: list[float]


class TourSize(TypedDict):
    """How long a tour is, before it is loaded."""

    id: str
    stops: int


class LinkOption(TypedDict):
    """A name of a link: where the page keeps its value, and how it is read and written."""

    name: str
    alias: NotRequired[Annotated[str, about("Another name for it")]]
    key: Annotated[str, about("What the page's view calls it")]
    kind: Annotated[str, about("Which reader and writer it has")]
    initial: NotRequired[
        Annotated[
            str | float | bool | list[str] | list[int] | None,
            about("Value where a link says nothing; a day is an ordinal"),
        ]
    ]
    always: NotRequired[Annotated[bool, about("A link says it even where it is the default")]]
    beside: NotRequired[Annotated[str, about("The key without which it is not written")]]
    still: NotRequired[Annotated[bool, about("Pictures are asked for it too")]]
    film: NotRequired[Annotated[bool, about("Films are asked for it too")]]
    values: NotRequired[list[str]]
    also: NotRequired[Annotated[dict[str, str], about("Another word -> value")]]
    least: NotRequired[float]
    most: NotRequired[float]


class AtlasFile(Timeline):
    """The timeline with everything needed to draw it: what the page starts with."""

    findings: Annotated[dict[str, Findings], about("View -> what is told of it")]
    lens_findings: Annotated[
        dict[str, Findings], about("Lens, without the default one -> what is told of it")
    ]
    name_long: Annotated[str, about("The title spelled out; may be empty")]
    tagline: Annotated[str, about("What the atlas tells, in a sentence; may be empty")]
    questions: Annotated[list[Asked], about("To begin with")]
    style: dict[Theme, Looks]
    icons: Annotated[dict[Theme, dict[str, str]], about("Key of an icon -> SVG")]
    words: Words
    titles: Titles
    direction: Annotated[Direction, about("Which way the language is written")]
    proj: Annotated[str, about("PROJ string of the map")]
    mark_order: Annotated[list[str], about("Layers in the order in which marks get places")]
    own_colours: Annotated[list[Colour], about("Of user layers, in their order")]
    extent: Annotated[
        Extent | None,
        about("West, south, east, north of what the atlas is about, in degrees"),
    ]
    advances: Annotated[
        dict[str, dict[str, int]],
        about("Weight of type -> letter of a name -> 2048ths of an em to the next"),
    ]
    fine: Annotated[list[Path], about("Inside them fine outlines exist")]
    relief: Annotated[bool, about("Whether the ground has any")]
    limits: Annotated[Box, about("The middle of the map stays in it")]
    plans: Annotated[list[str], about("What was only announced, a sentence each")]
    unfilled: Annotated[list[str], about("Tables a first map needs that have no rows")]
    unplaced: Annotated[list[MapId], about("What has a card and no place on the map")]
    tours: list[TourSize]
    link: Annotated[list[LinkOption], about("What a link can say, in its order")]


class Target(NamedTuple):
    """Something to select when an entry is chosen."""

    id: MapId
    place: str
    years: str
    from_: Day | None
    until: Day | None
    sure: Annotated[Day | None, about("First day on which it certainly was there")]
    point: Point | None


class Asks(NamedTuple):
    """What a question must ask for to find an entry."""

    kinds: Annotated[list[str], about("Keys of `asked`")]
    numbers: Annotated[list[int], about("That find it too")]
    lens: Annotated[str, about("To show with it; empty for none")]
    line: Annotated[str, about("The answer below its title")]


class Entry(NamedTuple):
    """Something that can be found."""

    group: str
    title: Title
    kind: str
    rank: Annotated[int, about("Decides between what matches alike, the greater first")]
    targets: list[Target]
    fields: Annotated[
        list[list[int]],
        about("Numbers of `words`: of its name, other names, what and where it is, its text"),
    ]
    asks: Annotated[Asks | None, about("Null: it is found by its words")]


class Fold(NamedTuple):
    """How letters that sound alike are made the same."""

    pattern: Annotated[str, about("Regular expression")]
    replacement: str


class Word(NamedTuple):
    """A word of the index."""

    word: str
    sound: Annotated[str, about("Empty where it is the word itself")]


class SearchIndex(TypedDict):
    """The index of everything that can be found."""

    letters: Annotated[dict[str, str], about("A character -> Latin letters")]
    folds: Annotated[list[Fold], about("In order")]
    asked: Annotated[dict[str, list[str]], about("What questions ask for -> words")]
    words: list[Word]
    entries: list[Entry]


class Sentence(TypedDict):
    """A sentence of a stop, and who says so."""

    text: str
    sources: list[SourceId]


class StopView(TypedDict):
    """What the map shows at a stop."""

    day: Day
    view: str
    lens: str
    layers: list[str]
    selection: Annotated[MapId | None, about("What has its card open")]
    box: Annotated[Box | None, about("The frame where no view fits")]


class Stop(TypedDict):
    """A stop of a tour."""

    title: Title
    sentences: list[Sentence]
    view: StopView


class Tour(TypedDict):
    """A guided tour."""

    title: Title
    stops: list[Stop]


class Extent(NamedTuple):
    """A part of the world in degrees."""

    west: float
    south: float
    east: float
    north: float


class Sentences(TypedDict):
    """What is told of a file that somebody brings along, by key; `{name}` is filled in."""

    problem: Annotated[dict[str, str], about("Why a file cannot be read")]
    reason: Annotated[dict[str, str], about("Why a row is not used")]
    note: Annotated[dict[str, str], about("What was read otherwise than it stands there")]


class ReliefSheet(TypedDict):
    """Relief of a part of the plane: grey, flat at 128, shade below and light above."""

    box: Annotated[list[float], about("x0, y0, x1, y1 in km")]
    webp: Annotated[str, about("A WebP picture in base64")]


class GroundFile(TypedDict):
    """
    What lies under the map: paths of SVG, in steps of `unit` km, y downwards.

    Empty for an atlas without ground.
    """

    unit: float
    land: Annotated[str, about("Of the rest of the world; its rings may touch")]
    lakes: str
    rivers: Annotated[str, about("Large ones")]
    streams: Annotated[str, about("All others")]
    disputed: Annotated[dict[MapId, str], about("Outlines that are known")]
    relief: Annotated[list[ReliefSheet], about("The finest first")]


class TownName(TypedDict):
    """A town that the map may show."""

    id: str
    name: str
    x: Annotated[float, about("km")]
    y: Annotated[float, about("km")]
    rank: Annotated[int, about("0 for a capital, then by size, 1 for the largest")]
    country: MapId


class WaterName(TypedDict):
    """A name of a water and where it may stand, in km."""

    id: str
    name: str
    kind: Annotated[Literal["lake", "river", "sea"], about("What it is")]
    rank: int
    at: Annotated[list[float], about("Its middle")]
    span: Annotated[float, about("How much room it has, in km")]
    line: Annotated[list[list[float]], about("Along which it may run, from west to east")]


class DisputedArea(TypedDict):
    """An area whose belonging is disputed; a ring where its outline is not known."""

    id: MapId
    name: str
    told: Annotated[str, about("The sentence about it")]
    x: Annotated[float, about("km")]
    y: Annotated[float, about("km")]


class Places(TypedDict):
    """What on the ground has a name."""

    towns: list[TownName]
    waters: list[WaterName]
    disputed: list[DisputedArea]


class Axis(TypedDict):
    """An axis that nobody sees."""

    visible: bool
    showgrid: bool
    zeroline: bool
    fixedrange: bool
    range: Annotated[list[float], about("km")]
    scaleanchor: NotRequired[str]
    scaleratio: NotRequired[float]


class Part(NamedTuple):
    """How many rings of a path are those of a state."""

    state: MapId
    rings: int


_Days = TypedDict(
    "_Days",
    {
        "from": NotRequired[
            Annotated[
                Day | None, about("Where it does not hold on every day: the first; null: open")
            ]
        ],
        "until": NotRequired[
            Annotated[Day | None, about("The first on which it no longer holds; null: open")]
        ],
        "of": NotRequired[
            Annotated[list[State], about("States whose land it is on these days, besides its own")]
        ],
        "runs": NotRequired[
            Annotated[
                list[list[list[float]]],
                about(
                    "In place of `x` and `y`, of each ring: points of another trace (its number, "
                    "the first, how many) or a point (x and y); the last, which is the first, is "
                    "left out"
                ),
            ]
        ],
    },
)


class Name(_Days):
    """What a trace is of; a state may have several, no two on one day."""

    id: Annotated[
        MapId | Literal["land"], about("`land`: all states that never have a status or change")
    ]
    parts: NotRequired[
        Annotated[list[Part], about("Of `land` alone: whose its rings are, one after the other")]
    ]


class Stroke(TypedDict):
    """The line of a trace."""

    color: Colour
    width: float
    dash: NotRequired[Dash]
    simplify: NotRequired[bool]


class Hatch(TypedDict):
    """The pattern of an area, none at first."""

    shape: str
    bgcolor: Colour
    fgcolor: Colour
    size: float
    solidity: float


class Trace(TypedDict):
    """Outlines of states or the line of a sector, with neutral looks."""

    type: Literal["scatter"]
    mode: Literal["lines"]
    meta: Name
    name: str
    x: Annotated[list[float | None], about("km; null between rings")]
    y: list[float | None]
    line: Stroke
    hoverinfo: str
    showlegend: bool
    fill: NotRequired[Literal["toself"]]
    fillcolor: NotRequired[Colour]
    fillpattern: NotRequired[Hatch]
    hoveron: NotRequired[str]


class Font(TypedDict):
    """The typeface of the figure."""

    family: str
    size: float


class Cut(NamedTuple):
    """Where two sectors of a border meet, and the unit vector square to its run there."""

    one: MapId
    other: MapId
    x: Annotated[float, about("km, as `y`")]
    y: float
    nx: float
    ny: float


class Cuts(TypedDict):
    """What a figure has besides its traces."""

    cuts: list[Cut]


class Layout(TypedDict):
    """The layout of the base figure."""

    template: Annotated[dict[str, dict[str, list[dict[str, str]]]], about("Plotly's, empty")]
    paper_bgcolor: Colour
    plot_bgcolor: Colour
    margin: dict[str, float]
    font: Font
    xaxis: Axis
    yaxis: Axis
    dragmode: str
    hovermode: str
    showlegend: bool
    meta: Cuts


class MapFigure(TypedDict):
    """The base figure of Plotly: outlines and border lines, which dates only colour."""

    data: list[Trace]
    layout: Layout


Alphabet = Annotated[
    dict[Literal["400", "600", "italic"], dict[str, str]],
    about("Weight -> letter -> path in thousandths of an em, empty for a blank"),
]
