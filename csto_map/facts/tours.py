"""Guided tours: ``tours/*.toml`` of a data folder, checked against the tables.

A tour is content, not program: stops, each a view of the map with sourced sentences.
A sentence names the rows that say what it says, and may cite no source but theirs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from csto_map.errors import DataError, Fault
from csto_map.facts import ids, toml_lines
from csto_map.facts.config import Config
from csto_map.facts.rules import breach, hint
from csto_map.facts.schema import TABLES
from csto_map.facts.tables import Tables


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Sentence(_Part):
    """One sentence of a stop, and who says so."""

    text: str = Field(min_length=1)
    text_ru: str = ""
    rows: tuple[str, ...] = Field(min_length=1, description="Ids of the rows that say it")
    sources: tuple[str, ...] = Field(min_length=1, description="source_ids, of these rows")


class Stop(_Part):
    """A view of the map: its day, and what else differs from the default view."""

    title: str = Field(min_length=1)
    title_ru: str = ""
    date: date
    view: str = ""
    org: str = ""
    layers: tuple[str, ...] = ()
    select: str = Field(default="", description="Id of something with a card")
    box: tuple[float, float, float, float] | None = Field(
        default=None,
        description="Frame x0, y0, x1, y1 in km, where no view fits; the view's meridian turns it "
        "about its middle",
    )
    sentences: tuple[Sentence, ...] = Field(min_length=1)


class Tour(_Part):
    """A tour; its id is the name of its file."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    title: str = Field(min_length=1)
    title_ru: str = ""
    stops: tuple[Stop, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a tour may name: rows with their sources, things with cards, choices, days."""

    rows: dict[str, tuple[str, ...]]
    sources: set[str]
    cards: set[str]
    views: list[str]
    lenses: list[str]
    layers: list[str]
    first: date
    horizon: date


def read(folder: Path, tables: Tables, config: Config) -> tuple[Tour, ...]:
    """
    Read and check ``folder/tours/*.toml``.

    Parameters
    ----------
    folder
        A data folder; one without tours has none.
    tables, config
        What the tours may name.

    Raises
    ------
    DataError
        Lists every fault of every tour, by file and line.
    """
    tours, faults = inspect(folder, tables, config)
    if faults:
        raise DataError(faults)
    return tuple(tours)


def inspect(folder: Path, tables: Tables, config: Config) -> tuple[list[Tour], list[Fault]]:
    """Read what can be read of all tours, with the faults of the rest."""
    known = _known(tables, config)
    faults: list[Fault] = []
    tours = []
    for path in sorted((folder / "tours").glob("*.toml")):
        tour = _parse(path, faults)
        if tour is not None:
            tours.append(tour)
            faults += _wrong(path, tour, known)
    return tours, faults


def _parse(path: Path, faults: list[Fault]) -> Tour | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        line = toml_lines.line_in(problem)
        faults.append(breach("tour", path, line, "*", str(problem), "valid TOML in UTF-8"))
        return None
    try:
        return Tour.model_validate({**given, "id": path.stem})
    except ValidationError as problem:
        errors = problem.errors()
        for error in errors:
            place = tuple(error["loc"])
            # A list that is empty only because its one item was faulty is not another fault.
            if any(
                place != other["loc"] and place == other["loc"][: len(place)] for other in errors
            ):
                continue
            value = "" if error["type"] == "missing" else str(error["input"])[:60]
            faults.append(_fault(path, text, place, value, _wanted(error)))
        return None


def _wanted(error: ErrorDetails) -> str:
    """Say what was expected, in the words of the file rather than of the checker."""
    match error["type"]:
        case "missing" | "string_too_short":
            return "filled in"
        case "too_short":
            return "a list of at least one"
        case "extra_forbidden":
            keys = {name for part in (Tour, Stop, Sentence) for name in part.model_fields}
            return f"under a key that tours have{hint(str(error['loc'][-1]), keys)}"
        case "string_pattern_mismatch":
            return "a name of small letters, digits, _ and -"
        case kind if str(kind).startswith("date"):
            return "a date (YYYY-MM-DD)"
        case _:
            return str(error["msg"])


def _known(tables: Tables, config: Config) -> _Known:
    rows: dict[str, tuple[str, ...]] = {}
    for name in (f.name for f in fields(Tables)):
        model = TABLES[name]
        if model.key and "source_ids" in model.model_fields:
            for row in getattr(tables, name):
                id_, cited = getattr(row, model.key), row.source_ids
                if rows.setdefault(id_, cited) is not cited:
                    rows[id_] += cited
    cards = {
        *(row.country for row in tables.memberships),
        *(ids.of(row) for row in tables.sites),
        *(ids.of(row) for row in tables.deployments),
        *(ids.of(row) for row in tables.border_points),
        *(ids.of(row) for row in tables.events),
        *(ids.of(row) for row in tables.contingents),
        *(ids.of(row) for row in tables.border_sectors),
    }
    return _Known(
        rows,
        {row.source_id for row in tables.sources},
        cards,
        [view.id for view in config.views],
        [lens.id for lens in config.lenses],
        [layer.id for layer in config.layers],
        max(row.first_day for row in tables.coverage),
        min(row.horizon for row in tables.coverage),
    )


def _wrong(path: Path, tour: Tour, known: _Known) -> Iterator[Fault]:
    """Yield what a tour names that is not there."""
    text = path.read_text(encoding="utf-8-sig")

    def fault(place: toml_lines.Place, value: str, wanted: str) -> Fault:
        return _fault(path, text, place, value, wanted)

    for k, stop in enumerate(tour.stops):
        at: toml_lines.Place = ("stops", k)
        if not known.first <= stop.date <= known.horizon:
            yield fault((*at, "date"), str(stop.date), f"from {known.first} to {known.horizon}")
        for key, value, among in (
            ("view", stop.view, known.views),
            ("org", stop.org, known.lenses),
            *(("layers", layer, known.layers) for layer in stop.layers),
        ):
            if value and value not in among:
                yield fault((*at, key), value, f"one of {', '.join(among)}{hint(value, among)}")
        if stop.select and stop.select not in known.cards:
            near = hint(stop.select, known.cards)
            yield fault((*at, "select"), stop.select, f"the id of something with a card{near}")
        for i, sentence in enumerate(stop.sentences):
            for key, value, wanted in _uncited(sentence, known):
                yield fault((*at, "sentences", i, key), value, wanted)


def _uncited(sentence: Sentence, known: _Known) -> Iterator[tuple[str, str, str]]:
    cited: set[str] = set()
    for row in sentence.rows:
        if row not in known.rows:
            yield "rows", row, f"the id of a row of the tables{hint(row, known.rows)}"
        cited |= set(known.rows.get(row, ()))
    for source in sentence.sources:
        if source not in known.sources:
            yield "sources", source, f"an id in sources.csv{hint(source, known.sources)}"
        elif cited and source not in cited:
            yield "sources", source, f"a source of {', '.join(sentence.rows)}"


def _fault(path: Path, text: str, place: toml_lines.Place, value: str, wanted: str) -> Fault:
    names = [str(part) for part in place if not isinstance(part, int)]
    line = toml_lines.line_of(toml_lines.lines(text), place)
    return breach("tour", path, line, names[-1] if names else "*", value, wanted)
