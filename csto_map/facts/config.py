"""The choices of an atlas: ``atlas.toml`` of its data folder, checked and typed.

Facts are in ``tables/``; what stands here could be chosen otherwise without any
source being wrong: the title, the projection, the frames, which organisations are
read as one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from csto_map.errors import BadDate, DataError, Fault, MissingFolder
from csto_map.facts import cells, dates, rules, toml_lines
from csto_map.facts.cone import Rotation, around, central_meridian, rotation, upright
from csto_map.facts.vocabulary import SECTIONS, Declared, Section, Vocabulary, extended

if TYPE_CHECKING:
    from csto_map.facts.borders import Borders

# What a headline can speak of; `csto_map.history.findings` says what each tells.
Rule = Literal[
    "deployment",
    "battle",
    "mission",
    "freeze",
    "news",
    "handover",
    "guards",
    "abroad",
    "troops",
    "last_count",
    "presence",
    "members",
]


class _Choice(BaseModel):
    # Numbers end: no file that a browser reads can hold others.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class _Texts(_Choice):
    """Words for people by language; whoever is not given any reads the English ones."""

    text: dict[str, str] = Field(description="Words by language; `en` is needed")

    @model_validator(mode="after")
    def _worded(self) -> Self:
        if not self.text.get("en") or not all(self.text.values()):
            raise ValueError("text needs words in English (en), and in each language it names")
        return self

    def text_in(self, language: str) -> str:
        """Give the words in a language, English where it has none."""
        return self.text.get(language) or self.text["en"]


class Projection(_Choice):
    """The one projection of every picture; coordinates in kilometres."""

    name: str = Field(
        default="",
        description="As printed on the map, if not by its PROJ string; `{meridian}` stands for "
        "the view's central meridian",
    )
    proj: str = Field(description="PROJ string with +units=km")


# Edges and corners of a map, at which an inset may stand.
Side = Literal[
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"
]


class Inset(_Texts):
    """A small map within wide maps of a view: a part of it, at a larger scale."""

    view: str = Field(
        description="`id` of the view that it shows, or whose meridian and boundary level it has"
    )
    box: tuple[float, float, float, float] | None = Field(
        default=None,
        description="What it shows if not that view: x0, y0, x1, y1 as those of a view",
    )
    sides: tuple[Side, ...] = Field(
        default=("north-east", "south", "north", "south-east", "north-west", "south-west"),
        description="Where on the map it may stand, the best first; where no room is free, it "
        "is left out",
    )


class View(_Choice):
    """
    A named frame in projected kilometres.

    With a meridian, the map is turned about the middle of the frame: `x0` to `y1` say where
    that is, and how wide and how high the frame is along its own edges.
    """

    id: str = Field(description="Name of the view in links and options")
    title: str = Field(description="What the list of views calls it")
    level: Literal["coarse", "fine"] = Field(description="Boundary level: coarse or fine")
    x0: float = Field(description="West edge, km")
    y0: float = Field(description="South edge, km")
    x1: float = Field(description="East edge, km")
    y1: float = Field(description="North edge, km")
    meridian: float | None = Field(
        default=None,
        ge=-180,
        le=180,
        description="Degrees east: where north points straight up, in place of the projection's "
        "central meridian; for conic projections",
    )
    about: tuple[Rule, ...] = Field(
        default=("freeze", "members"),
        description="What its headline may speak of: the first that has something to tell does",
    )
    hosts: tuple[str, ...] = Field(
        default=(),
        description="Countries whose troops and events it tells of; none: those named in it",
    )
    insets: tuple[Inset, ...] = Field(
        default=(), description="Small maps within wide maps of it, at a larger scale"
    )


class Lens(_Choice):
    """One organisation, or several read as one, through which states are coloured."""

    id: str = Field(description="Name of the lens in links and options")
    title: str = Field(description="What the list of organisations calls it")
    orgs: tuple[str, ...] = Field(
        description="org_ids; later ones speak before earlier ones. An empty list stands for all "
        "organisations, in the order of their table"
    )
    derive_former: bool = Field(description="Show a state that has left as `former`")


class Layer(_Choice):
    """A switch of the layer list."""

    id: str = Field(description="A layer that the program knows, in the order of the list")
    title: str = Field(description="What list and legend call it")


class Word(_Texts):
    """A word of the atlas's own that tables may hold, or another name for a known one."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9_]*$", description="As it stands in the cells: `air_corps`"
    )


class DrawnWord(Word):
    """A word whose symbol is that of a known word."""

    like: str = Field(
        default="", description="The known word that it is drawn like; none: it is one itself"
    )


class EchelonWord(DrawnWord):
    """An echelon: drawn and ranked like a known one."""

    most: int | None = Field(
        default=None,
        gt=0,
        description="Most people that it can have: more is a fault; none: as many as `like`",
    )


class Licence(_Choice):
    """On what terms others may use the facts; empty texts where nobody has said."""

    id: str = Field(default="", description="SPDX identifier")
    title: str = Field(default="", description="Its name in full")
    url: str = Field(default="", description="Where its text stands")
    attribution: str = Field(default="", description="Whom to name")

    @property
    def short(self) -> str:
        """The licence with whom to name, as a map has room for it; "" where nobody has said."""
        return f"{self.id} ({self.attribution})" if self.id and self.attribution else self.id


class NotCovered(_Texts):
    """
    Something of the subject that the facts leave out, told where it would be missed.

    Without dates it is told on every day, without a box on every map.
    """

    first: str = Field(default="", description="EDTF: first day on which it would be missed")
    last: str = Field(default="", description="EDTF: last day, included")
    box: tuple[float, float, float, float] | None = Field(
        default=None, description="Where: west, south, east, north in degrees"
    )
    hosts: tuple[str, ...] = Field(
        default=(),
        description="Countries whose numbers of troops it leaves incomplete: sums name them",
    )

    @model_validator(mode="after")
    def _sound(self) -> Self:
        try:
            first, last = dates.earliest(self.first), dates.latest(self.last)
        except BadDate as problem:
            raise ValueError(str(problem)) from problem
        if first and last and last < first:
            raise ValueError("last is before first")
        if self.box is not None:
            west, south, east, north = self.box
            if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
                raise ValueError("box is not west, south, east, north in degrees")
        return self


class Mission(_Choice):
    """A deployment that headlines and small charts speak of while it lasts."""

    operation: str = Field(
        default="", description="`operation` of the rows of contingents.csv that say who sent whom"
    )
    grouping: str = Field(
        default="", description="Row of groupings.csv that counts them and says how long they stay"
    )
    parts: tuple[str, ...] = Field(
        default=(), description="Rows of groupings.csv that are one state's part of it"
    )
    host: str = Field(description="Where: ISO 3166-1 alpha-3")
    where: dict[str, str] = Field(
        default_factory=dict,
        description="`in Abkhazia` and the like by language, for a part of the host",
    )
    allied: bool = Field(default=False, description="Whether it is the alliance's")

    @model_validator(mode="after")
    def _told(self) -> Self:
        if not self.operation and not self.grouping:
            raise ValueError("a mission needs an operation or a grouping")
        return self


class People(_Texts):
    """How a sentence calls a state's people, and itself, up to a day."""

    country: str = Field(description="ISO 3166-1 alpha-3")
    before: Annotated[date | str, Field(union_mode="left_to_right")] | None = Field(
        default=None,
        description="First day on which it is no longer so, or the code of a state that ends on it,"
        " by the outlines",
    )
    name: dict[str, str] = Field(
        default_factory=dict, description="The state's name then, by language; none: as ever"
    )

    def until(self, outlines: Borders) -> date | None:
        """Give the first day on which it is no longer so; None for as long as the atlas."""
        if not isinstance(self.before, str):
            return self.before
        # A state that ended before the atlas begins has no outline in it.
        drawn = any(row.code == self.before for row in outlines.rows)
        return outlines.gone(self.before) if drawn else date.min


class Turn(_Texts):
    """A turning point that the timeline names; the first of the list is the most important."""

    event: str = Field(description="Row of events.csv, whose day and claim it is")
    views: tuple[str, ...] = Field(description="`id`s of the views whose timeline names it")


class Question(_Texts):
    """A question for those who see the atlas first, and the link that answers it."""

    query: str = Field(description="Fields of a link, as in `date=2013-12-31&view=alliance`")


class BorderSeries(_Choice):
    """One line of the chart of personnel on the guarded border."""

    id: str = Field(description="Name of the line")
    guard: str = Field(description="ISO 3166-1 alpha-3")
    role: Literal["guard", "reinforcement", "adviser"] = Field(description="In what role")
    subjects: tuple[str, ...] = Field(default=(), description="Subjects of strengths.csv")
    figures: tuple[str, ...] = Field(default=(), description="Rows of figures.csv")


class Seizures(_Choice):
    """Which figures the chart of drugs seized shows, and how much of a year each covers."""

    topic: str = Field(default="", description="`topic` of the rows of figures.csv")
    unit: str = Field(default="", description="`unit` of the rows of figures.csv")
    whole: tuple[str, ...] = Field(default=(), description="Figures for a whole year's operation")
    several: tuple[str, ...] = Field(default=(), description="Sums over several years")


class Exercises(_Choice):
    """Which figures and events the chart of exercises shows."""

    topic: str = Field(default="", description="`topic` of the rows of figures.csv")
    unit: str = Field(default="", description="`unit` of the rows of figures.csv")
    kind: str = Field(default="exercise", description="Kind of events.csv")
    leave_out: tuple[str, ...] = Field(default=(), description="Figures that size no exercise")


class Operation(_Choice):
    """Contingents that are drawn as arrows to one host."""

    rows: str = Field(description="Rows of contingents.csv: an id, or a pattern with *")
    host: str = Field(description="The country to which they were sent")


class Force(_Choice):
    """A force that is counted as a whole and drawn as one arrow."""

    grouping: str = Field(description="Row of groupings.csv, with owner and host")
    site: str = Field(description="Row of sites.csv: where the arrow ends")


class Movements(_Choice):
    """Which contingents and forces are drawn as arrows; see docs/explanation/movements.md."""

    roots: dict[str, tuple[float, float]] = Field(
        default_factory=dict,
        description=(
            "Where the arrows of a sender begin that come from no known garrison, mostly its "
            "capital of today: country code -> longitude, latitude"
        ),
    )
    operations: tuple[Operation, ...] = Field(
        default=(), description="Operations and exercises with their hosts"
    )
    forces: tuple[Force, ...] = Field(default=(), description="Forces counted as a whole")
    widths: float = Field(
        default=1.0,
        gt=0,
        le=2,
        description="How wide arrows are, as a share of the usual width: less where tens of "
        "thousands marched, for none is wider than that of some 2,900 is usually",
    )


class Charts(_Choice):
    """What the linked charts show; none of it adds figures up."""

    hosts: tuple[str, ...] = Field(
        default=(),
        description=(
            "Groupings that a source counts as all forces of their owner in their host: "
            "ids, or patterns with *"
        ),
    )
    parts: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Other groupings that may be added up, each with the units that it holds",
    )
    border: tuple[BorderSeries, ...] = Field(
        default=(), description="Lines of the chart of personnel on the guarded border"
    )
    circles: float = Field(
        default=1.0,
        gt=0,
        le=2,
        description="How large circles of people are, as a share of the usual size: less where "
        "hundreds of thousands stand close to each other",
    )
    seizures: Seizures = Field(default=Seizures(), description="The chart of drugs seized")
    exercises: Exercises = Field(default=Exercises(), description="The chart of exercises")


class Config(_Choice):
    """Everything in ``atlas.toml``."""

    title: str = Field(description="Name of the atlas: in the header and on every picture")
    subject: str = Field(description="What it is about, in a line")
    name_long: str = Field(default="", description="The title spelled out, beside it in the header")
    tagline: str = Field(
        default="", description="One sentence for those who see it first: what it tells"
    )
    default_lens: str = Field(description="`id` of the lens to begin with")
    default_view: str = Field(description="`id` of the view to begin with")
    default_date: date = Field(description="The day to begin with")
    default_layers: tuple[str, ...] = Field(description="`id`s of the layers switched on at first")
    languages: tuple[str, ...] = Field(
        default=("en",),
        description="Languages in which it is offered (ISO 639-1), English first; titles in the "
        "others stand in `atlas.<language>.toml`, what rows say in `locale/`, and words of the "
        "interface that the program has not in `locale/<language>.toml`",
    )
    projection: Projection = Field(description="The projection of every picture")
    groups: dict[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description=(
            "Operators and owners that share an accent: lead, joint, guest, then fourth to "
            "eighth; who is in none is a host"
        ),
    )
    group_titles: dict[str, str] = Field(
        default_factory=dict, description="What the legend calls a group: group -> words"
    )
    org_phrases: dict[str, str] = Field(
        default_factory=dict, description="How a sentence calls an organisation: org_id -> words"
    )
    treaties: tuple[str, ...] = Field(
        default=(), description="org_ids that states are parties to, not members of"
    )
    where: dict[str, str] = Field(
        default_factory=dict,
        description="state -> what a sentence says of where, if not `in` with its name",
    )
    peoples: tuple[People, ...] = Field(
        default=(), description="How sentences call people of an operator, and until when"
    )
    missions: tuple[Mission, ...] = Field(
        default=(), description="Deployments that headlines speak of, the most important first"
    )
    turns: tuple[Turn, ...] = Field(
        default=(),
        description="Turning points on the timeline, the most important first; none for a view: "
        "by rule",
    )
    questions: tuple[Question, ...] = Field(
        default=(), description="Questions to begin with, each with the link that answers it"
    )
    border_name: str = Field(
        default="", description="The border whose sectors have guards, in a sentence"
    )
    boundary_source: str = Field(
        default="", description="Whose boundaries, from whose point of view: opens the note"
    )
    guards: dict[str, str] = Field(
        default_factory=dict,
        description="Line colours of guards: country code -> slot of the style's guards",
    )
    guard_titles: dict[str, str] = Field(
        default_factory=dict, description="How a sentence calls a guard: country code -> words"
    )
    licence: Licence = Field(
        default=Licence(), description="On what terms others may use the facts"
    )
    boundary_source_ids: tuple[str, ...] = Field(
        default=(), description="Rows of sources.csv that every map cites for its boundaries"
    )
    ground_source_ids: tuple[str, ...] = Field(
        default=(), description="Rows of sources.csv that the ground of the map is made from"
    )
    gazetteer_source_ids: tuple[str, ...] = Field(
        default=(),
        description="Rows of sources.csv that give points only: named last, no support of a fact",
    )
    near_side: str = Field(
        default="", description="`side` of border_guards.csv whose guards the map shows"
    )
    echelons: tuple[EchelonWord, ...] = Field(
        default=(), description="Echelons of units and groupings beside those that are known"
    )
    arms: tuple[DrawnWord, ...] = Field(
        default=(), description="Arms of units and groupings beside those that are known"
    )
    site_kinds: tuple[DrawnWord, ...] = Field(
        default=(), description="Kinds of sites beside those that are known"
    )
    event_kinds: tuple[DrawnWord, ...] = Field(
        default=(), description="Kinds of events beside those that are known"
    )
    roles: tuple[Word, ...] = Field(
        default=(), description="Roles of deployments beside those that are known"
    )
    lenses: tuple[Lens, ...] = Field(description="Organisations to look through, in order")
    layers: tuple[Layer, ...] = Field(description="Layers that can be switched, in drawing order")
    views: tuple[View, ...] = Field(description="Named frames, in order")
    charts: Charts = Field(default=Charts(), description="What the linked charts show")
    movements: Movements = Field(
        default=Movements(), description="What is drawn as arrows from sender to place"
    )
    not_covered: tuple[NotCovered, ...] = Field(
        default=(), description="What the facts leave out, for the map's note and the help"
    )
    fine_boxes: tuple[tuple[float, float, float, float], ...] = Field(
        default=(), description="Where fine outlines exist: west, south, east, north in degrees"
    )

    @property
    def extent(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north of what the atlas is about, in degrees; None for none."""
        if not self.fine_boxes:
            return None
        west, south, east, north = zip(*self.fine_boxes, strict=True)
        return min(west), min(south), max(east), max(north)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words that tables may hold: the known ones and the atlas's own."""
        return extended(declared for section in SECTIONS for declared in self._declared(section))

    def _declared(self, section: Section) -> Iterator[Declared]:
        words: tuple[Word, ...] = getattr(self, section)
        for word in words:
            like, most = getattr(word, "like", ""), getattr(word, "most", None)
            yield Declared(section, word.id, like, word.text, most)

    def group_of(self, operator: str) -> str:
        """Name the accent group of an operator or owner code: host for one that is in none."""
        return next((group for group, codes in self.groups.items() if operator in codes), "host")

    @property
    def lead(self) -> str | None:
        """The leading state; None where the atlas names none, or several."""
        leads = self.groups.get("lead", ())
        return leads[0] if len(leads) == 1 else None

    def guard_slot(self, country: str) -> str:
        """Name the line colour of whoever guards: its slot, or none where nobody clear does."""
        return self.guards.get(country, "unknown") if country else "none"

    def lens(self, lens_id: str) -> Lens:
        """Find a lens; `lens_id` must exist (KeyError otherwise)."""
        return {lens.id: lens for lens in self.lenses}[lens_id]

    def view(self, view_id: str) -> View:
        """Find a view; `view_id` must exist (KeyError otherwise)."""
        return {view.id: view for view in self.views}[view_id]

    def inset_box(self, inset: Inset) -> tuple[float, float, float, float]:
        """Give what an inset shows, in km; its view must exist (KeyError otherwise)."""
        named = self.view(inset.view)
        return inset.box or (named.x0, named.y0, named.x1, named.y1)

    def rotation(self, view_id: str) -> Rotation | None:
        """Say how a view's map is turned; None for not at all. `view_id` must exist."""
        return rotation(self.projection.proj, self.view(view_id).meridian)

    def around(self, view_id: str) -> tuple[float, float, float, float]:
        """
        Give a box around a view, in kilometres of the projection as it is not turned.

        Raises
        ------
        NoCone
            If the view has a meridian and the projection is no cone.
        """
        view, turned = self.view(view_id), self.rotation(view_id)
        box = (view.x0, view.y0, view.x1, view.y1)
        return box if turned is None else around(upright(box, turned), turned.back)

    def meridian(self, view_id: str) -> float:
        """Give the central meridian of a view, in degrees east; `view_id` must exist."""
        given = self.view(view_id).meridian
        return central_meridian(self.projection.proj) if given is None else given


def filled(choices: Config, orgs: Sequence[str]) -> Config:
    """Give the same choices with all `orgs` in the lenses that name none."""
    lenses = (
        one if one.orgs else one.model_copy(update={"orgs": tuple(orgs)}) for one in choices.lenses
    )
    return choices.model_copy(update={"lenses": tuple(lenses)})


def read(folder: Path) -> Config:
    """
    Read ``atlas.toml``.

    Raises
    ------
    MissingFolder
        If `folder` has no ``atlas.toml``.
    DataError
        If it does not parse, or a choice is missing, misspelt or of a wrong type.
    """
    path = folder / "atlas.toml"
    if not path.is_file():
        raise MissingFolder(f"{path} is not there: a data folder needs atlas.toml and tables/")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        where = f"byte {problem.start}"
        raise DataError([_breach(path, 0, "*", where, "UTF-8 text")]) from problem
    return parsed(text, path)


def parsed(text: str, path: Path) -> Config:
    """
    Read the text of ``atlas.toml``; `path` is for the faults.

    Raises
    ------
    DataError
        As `read` does.
    """
    try:
        given = tomllib.loads(text)
        return Config.model_validate(given, strict=False)
    except tomllib.TOMLDecodeError as problem:
        line = toml_lines.line_in(problem)
        wanted = "valid TOML: every text stands in double quotes"
        raise DataError([_breach(path, line, "*", str(problem), wanted)]) from problem
    except ValidationError as problem:
        place = _Place(path, given, toml_lines.lines(text))
        raise DataError([_fault(place, error) for error in _causes(problem)]) from problem


# What pydantic calls a key that a table does not have.
_UNKNOWN = "extra_forbidden"
# What is expected, by how the type of pydantic's error begins; a fault reads "... is not ...".
_EXPECTED = (
    ("date", "a day, such as 2000-01-01"),
    ("literal", "one of the words that may stand here ({expected})"),
    ("string", "a text"),
    ("float", "a number"),
    ("finite", "a number"),
    ("int", "a whole number"),
    ("bool", "true or false"),
    ("list", "a list in square brackets"),
    ("tuple", "a list in square brackets"),
    ("dict", "a table of names and values"),
    ("model", "a table of names and values"),
)


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return f"right: {error['ctx']['error']}"
    if error["type"] == "string_pattern_mismatch":
        return cells.form(error["ctx"]["pattern"])[1]
    for kind, text in _EXPECTED:
        if error["type"].startswith(kind):
            return text.format(**error.get("ctx", {}))
    return str(error["msg"]).removeprefix("Input should be ")


def _breach(path: Path, line: int, column: str, value: str, expected: str) -> Fault:
    return rules.breach("choices", path, line, column, value, expected)


def _causes(problem: ValidationError) -> list[ErrorDetails]:
    """Leave out what is missing only because it is misspelt: that is told with the right word."""
    errors = problem.errors()
    meant = {(*error["loc"][:-1], _meant(error)) for error in errors if error["type"] == _UNKNOWN}
    return [error for error in errors if error["type"] != "missing" or error["loc"] not in meant]


def _meant(error: ErrorDetails) -> str:
    """Say which choice a misspelt one was to be; "" where none is near."""
    return rules.nearest(str(error["loc"][-1]), _known(error["loc"][:-1]))


@dataclass(frozen=True, slots=True)
class _Place:
    """A file that was read, for whoever says where something stands in it."""

    path: Path
    given: Mapping[str, Any]
    lines: Mapping[toml_lines.Place, int]

    def column(self, loc: Sequence[str | int]) -> str:
        """Name a choice as all faults do: of those in a list by its id, or counted from 1."""
        parts: list[str] = []
        at: Any = self.given
        for part in loc:
            # What is missing is named, too.
            parts_there = dict(enumerate(at)) if isinstance(at, list) else at
            at = parts_there.get(part) if isinstance(parts_there, dict) else None
            name = (at.get("id") or at.get("event")) if isinstance(at, dict) else None
            parts.append(str(name or part + 1) if isinstance(part, int) else part)
        return ".".join(parts)


def _fault(place: _Place, error: ErrorDetails) -> Fault:
    """Say in plain words what is wrong with a choice, and on which line."""
    loc = error["loc"]
    told = error.get("input")
    given, expected = told if isinstance(told, str) else _written(told), _expected(error)
    if error["type"] == "missing":
        given = "missing"
        expected = "given: every atlas needs it" if len(loc) == 1 else "given: it is needed there"
    elif error["type"] == _UNKNOWN:
        near, known = _meant(error), ", ".join(_known(loc[:-1]))
        given = str(loc[-1])
        expected = f"a choice; did you mean {near}?" if near else f"a choice that exists: {known}"
    line = toml_lines.line_of(place.lines, loc)
    return _breach(place.path, line, place.column(loc), given[:60], expected)


def _written(value: object) -> str:
    """Write a value as it stands in the file."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_written(part)}' for name, part in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _known(loc: Sequence[str | int]) -> list[str]:
    """Name the choices that exist at a place: ``()`` is the top of the file."""
    model: Any = Config
    for part in loc:
        if not isinstance(part, str):
            continue
        inner = model.model_fields[part].annotation
        model = next(
            (arg for arg in (*get_args(inner), inner) if hasattr(arg, "model_fields")), None
        )
        if model is None:
            return []
    return list(model.model_fields)
