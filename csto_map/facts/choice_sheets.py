"""The choices of ``atlas.toml`` as tables, made from the models that check them.

What stands once in the file is a row of one table, `ATLAS`; each list of tables, such as
``[[views]]``, is a table of its own, and so are names with values, such as ``[groups]``.
"""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from csto_map.errors import BadFile
from csto_map.facts import table_text
from csto_map.facts.config import Config
from csto_map.facts.table_text import TableText

# The table of what stands once; the others are called after it: ``atlas.views``.
ATLAS = "atlas"
SETTING, VALUE = "setting", "value"
# How a language may be called where words stand in several.
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-\w+)?$")
_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")
# Tables of names with values: the column of the names, and by the place of each set of values
# its column. Sets with the same names stand side by side.
_KEYED: Mapping[str, tuple[str, Mapping[tuple[str, ...], str]]] = MappingProxyType(
    {
        "groups": ("group", {("groups",): "codes", ("group_titles",): "title"}),
        "org_phrases": ("org_id", {("org_phrases",): "words"}),
        "where": ("country", {("where",): "words"}),
        "guards": ("country", {("guards",): "line", ("guard_titles",): "title"}),
        "charts.parts": ("grouping", {("charts", "parts"): "units"}),
        "movements.roots": ("country", {("movements", "roots"): "point"}),
    }
)
# What whoever begins an atlas chooses first.
FIRST = (ATLAS, "atlas.lenses", "atlas.views", "atlas.layers", "atlas.groups")

Path = tuple[str, ...]
Scalar = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Part:
    """
    One choice, or a column of a table of them.

    Attributes
    ----------
    path
        Where it stands in the file, or in its row.
    words
        Those that may stand there, if these are fixed.
    many
        Whether it is a list, whose parts a cell joins by ``;``.
    nested
        Whether it is a list of lists, which a cell has as the file does.
    """

    name: str
    path: Path
    about: str
    needed: bool
    kind: type
    words: tuple[str, ...] = ()
    many: bool = False
    nested: bool = False

    def text(self, value: object) -> str:
        """Write what the file holds as a cell has it."""
        if value is None:
            return ""
        if self.nested and not isinstance(value, str):
            return json.dumps(value, default=str)
        if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
            return ";".join(_said(one) for one in value)
        if isinstance(value, list | dict):
            raise BadFile(f"{self.name} is not written as it is meant to be")
        return _said(value)

    def value(self, text: str) -> Any:  # noqa: ANN401 - whatever a file may hold
        """Read what a cell has as the file holds it; None for nothing."""
        if not text:
            return [] if self.many and self.needed else None
        if self.nested:
            try:
                return json.loads(text)
            except ValueError:
                return text
        if self.many:
            return [self._scalar(one.strip()) for one in text.split(";") if one.strip()]
        return self._scalar(text)

    def _scalar(self, text: str) -> Scalar:
        """Read one word; what is none of its kind stays a text, and the check says so."""
        if self.kind in (int, float) and _NUMBER.match(text):
            return float(text) if "." in text else int(text)
        if self.kind is bool and text in ("true", "false"):
            return text == "true"
        return text


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A table of choices.

    Attributes
    ----------
    shape
        ``settings``: each row is a choice; ``rows``: each row is a table of a list;
        ``keyed``: each row is a name with its values.
    path
        Where the list stands; of no meaning to other shapes.
    key
        Column by which a row is known; "*" where no column is.
    parts
        Of settings the rows, of others the columns.
    """

    name: str
    shape: Literal["settings", "rows", "keyed"]
    path: Path
    key: str
    parts: tuple[Part, ...]

    def columns(self) -> tuple[str, ...]:
        """Name the columns."""
        if self.shape == "settings":
            return (SETTING, VALUE)
        named = tuple(part.name for part in self.parts)
        return (self.key, *named) if self.shape == "keyed" else named

    def part(self, name: str) -> Part:
        """Find a choice or column; KeyError for none."""
        return {part.name: part for part in self.parts}[name]


@cache
def sheets(spoken: tuple[str, ...] = ("en",)) -> Mapping[str, Sheet]:
    """Give all tables of choices by name, with columns for words in some languages."""
    found = [Sheet(ATLAS, "settings", (), SETTING, tuple(_settings(Config, ())))]
    found += _lists(Config, (), spoken)
    for name, (key, columns) in _KEYED.items():
        parts = tuple(_keyed(path, column) for path, column in columns.items())
        found.append(Sheet(f"{ATLAS}.{name}", "keyed", (), key, parts))
    first = [one for name in FIRST for one in found if one.name == name]
    return {one.name: one for one in (*first, *found)}


def _fields(model: type[BaseModel], at: Path) -> Iterator[tuple[Path, FieldInfo, Any]]:
    for name, field in model.model_fields.items():
        yield (*at, name), field, _given(field.annotation)


def _given(annotation: Any) -> Any:  # noqa: ANN401 - a type
    """Leave out that there may be none; of several kinds, a text can be any."""
    if get_origin(annotation) is Annotated:
        return _given(get_args(annotation)[0])
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    inner = [_given(one) for one in get_args(annotation) if one is not type(None)]
    return str if str in inner else inner[0]


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _part(name: str, path: Path, field: FieldInfo, annotation: Any) -> Part | None:  # noqa: ANN401 - a type
    """Describe a choice that one cell can hold; None for one that needs a table."""
    about, needed = field.description or "", field.is_required()
    if get_origin(annotation) is tuple:
        inner = get_args(annotation)[0]
        if get_origin(inner) is tuple:
            return Part(name, path, about, needed, str, nested=True)
        part = _part(name, path, field, inner)
        return part and Part(name, path, about, needed, part.kind, part.words, many=True)
    if get_origin(annotation) is Literal:
        return Part(name, path, about, needed, str, tuple(map(str, get_args(annotation))))
    if annotation in (str, int, float, bool, date):
        words = ("true", "false") if annotation is bool else ()
        return Part(name, path, about, needed, annotation, words)
    return None


def _settings(model: type[BaseModel], at: Path) -> Iterator[Part]:
    for path, field, annotation in _fields(model, at):
        if _is_model(annotation):
            yield from _settings(annotation, path)
        elif part := _part(".".join(path), path, field, annotation):
            yield part


def _lists(model: type[BaseModel], at: Path, spoken: tuple[str, ...]) -> Iterator[Sheet]:
    for path, _, annotation in _fields(model, at):
        if _is_model(annotation):
            yield from _lists(annotation, path, spoken)
        elif get_origin(annotation) is tuple and _is_model(get_args(annotation)[0]):
            parts = tuple(_columns(get_args(annotation)[0], spoken))
            names = [part.name for part in parts]
            key = next((one for one in ("id", "event") if one in names), "*")
            # What names a row stands first.
            parts = tuple(sorted(parts, key=lambda part: part.name != key))
            yield Sheet(".".join((ATLAS, *path)), "rows", path, key, parts)


def _columns(model: type[BaseModel], spoken: tuple[str, ...]) -> Iterator[Part]:
    for path, field, annotation in _fields(model, ()):
        (name,) = path
        if get_origin(annotation) is dict:
            for language in spoken:
                needed = field.is_required() and language == "en"
                about = f"{field.description} ({language})"
                yield Part(f"{name}.{language}", (name, language), about, needed, str)
        elif part := _part(name, path, field, annotation):
            yield part


def _keyed(path: Path, column: str) -> Part:
    model: Any = Config
    for name in path[:-1]:
        model = model.model_fields[name].annotation
    field = model.model_fields[path[-1]]
    _, annotation = get_args(field.annotation)
    part = _part(column, path, field, annotation)
    if part is None:
        raise TypeError(f"{path} holds what no cell can")
    # Of sets side by side the first has every name.
    needed = path[-1] in ("groups", "guards") or not column.startswith("title")
    return Part(column, path, part.about, needed, part.kind, part.words, part.many)


def languages(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the languages of an atlas's words: English, and those that it says it is in."""
    named = given.get("languages")
    others = named if isinstance(named, list) else []
    told = [one for one in others if isinstance(one, str) and _LANGUAGE.match(one)]
    return tuple(dict.fromkeys(("en", *told)))


def at(given: Any, path: Iterable[str]) -> Any:  # noqa: ANN401 - whatever a file holds
    """Give what stands at a place of a parsed file, None for nothing."""
    for name in path:
        if not isinstance(given, dict):
            return None
        given = given.get(name)
    return given


def in_text(text: str) -> Mapping[str, Sheet]:
    """Give all tables of choices by name, with columns for the languages of a text."""
    return sheets(languages(tomllib.loads(text)))


def decoded(data: bytes) -> str:
    """
    Give the text of a file of choices.

    Raises
    ------
    BadFile
        If it is not text in UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadFile(f"byte {problem.start} is not UTF-8 text") from problem


def encoded(text: str, was: bytes) -> bytes:
    """Give a file of a text, with a byte order mark if the file had one."""
    mark = codecs.BOM_UTF8 if was.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def read(text: str) -> tuple[dict[str, TableText], dict[str, str]]:
    """
    Read tables of choices, and why some of them cannot be.

    Raises
    ------
    BadFile
        If the text is not TOML.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadFile(f"not TOML: {problem}") from problem
    found, unreadable = {}, {}
    for name, sheet in sheets(languages(given)).items():
        try:
            found[name] = _table(sheet, given)
        except BadFile as problem:
            unreadable[name] = str(problem)
    return found, unreadable


def _table(sheet: Sheet, given: Mapping[str, Any]) -> TableText:
    table = table_text.empty(sheet.columns())
    for cells in _rows(sheet, given):
        table = table_text.with_row(table, cells)
    return table


def _rows(sheet: Sheet, given: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if sheet.shape == "settings":
        for part in sheet.parts:
            yield {SETTING: part.name, VALUE: part.text(at(given, part.path))}
    elif sheet.shape == "rows":
        rows = at(given, sheet.path) or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadFile(f"{'.'.join(sheet.path)} is no list of tables")
        for row in rows:
            yield {part.name: part.text(at(row, part.path)) for part in sheet.parts}
    else:
        sets = {part: at(given, part.path) or {} for part in sheet.parts}
        for part, values in sets.items():
            if not isinstance(values, dict):
                raise BadFile(f"{'.'.join(part.path)} is no table of names and values")
        for key in dict.fromkeys(key for values in sets.values() for key in values):
            cells = {part.name: part.text(values.get(key)) for part, values in sets.items()}
            yield {sheet.key: key, **cells}


def plain(sheet: Sheet, table: TableText) -> TableText:
    """Write the cells of a table as they are read again from the file."""
    for record in table.records:
        cells = dict(zip(table.columns, record.cells, strict=False))
        if sheet.shape == "settings":
            named = {VALUE: sheet.part(cells[SETTING])}
        else:
            named = {part.name: part for part in sheet.parts}
        texts = {name: part.text(part.value(cells[name])) for name, part in named.items()}
        table = table_text.with_cells(table, record.number, texts)
    return table
