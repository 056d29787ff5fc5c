"""What may be filled into the columns of a table: told to whoever fills them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args, get_origin

from csto_map.facts import schema
from csto_map.facts.table_text import TableText
from csto_map.facts.vocabulary import KNOWN, Vocabulary

Kind = Literal["text", "date", "number", "choice", "id", "ids", "fixed"]

# The tables whose rows a column names, wherever it stands but as the key of a table itself.
NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "source_ids": ("sources",),
        "org_id": ("organizations",),
        "country": ("countries",),
        "host": ("countries",),
        "guard_country": ("countries",),
        "drawn_in": ("countries",),
        "participants": ("countries",),
        "parties": ("countries",),
        "operator": ("countries", "organizations"),
        "owner": ("countries", "organizations"),
        "unit_id": ("units",),
        "site_id": ("sites",),
        "sector_id": ("border_sectors",),
        "succeeds": ("units", "groupings"),
        "subject_id": ("sites", "units", "groupings"),
        "subject_ids": ("sites", "units", "groupings", "organizations"),
    }
)
# Owners and operators that are rows of no table.
_NOBODY = ("owner", "operator")
# What tells readers which row an id means, the best first.
_TITLES = ("title", "name", "unit_text", "office_text")
# More different texts than this in a column are no vocabulary.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """What may stand in a cell, and what it means to people."""

    value: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Attributes
    ----------
    about
        What it holds.
    kind
        ``choice`` and ``id`` are one of the choices, ``ids`` several, joined by ``;``; what is
        ``fixed`` nobody changes;
        a ``text`` may have choices too, which others have written there.
    needed
        Whether it may not be empty.
    """

    name: str
    about: str
    kind: Kind
    needed: bool
    choices: tuple[Choice, ...] = ()


def columns(name: str, tables: Mapping[str, TableText], known: Vocabulary = KNOWN) -> list[Column]:
    """
    Tell of the columns of a table, in the order of its file.

    Parameters
    ----------
    tables
        All tables as they are now: what can be named is a row of them.
    known
        The atlas's words, of columns that the model of the table leaves open.
    """
    model = schema.TABLES[name]
    needed, kinds, dated = model.never_empty(), model.cell_types(), model.edtf()
    found = []
    for column in tables[name].columns:
        field = model.model_fields.get(column)
        if field is None:
            found.append(Column(column, "", "text", needed=False))
            continue
        kind, choices = _kind(name, column, tables)
        if words := known.words(name, column):
            kind, choices = "choice", tuple(map(Choice, words))
        if kind == "text" and (column in dated or kinds[column].__name__ == "date"):
            kind, choices = "date", ()
        elif kind == "text" and kinds[column] in (int, float):
            kind, choices = "number", ()
        about = field.description or ""
        found.append(Column(column, about, kind, column in needed, choices))
    return found


def _kind(
    name: str, column: str, tables: Mapping[str, TableText]
) -> tuple[Kind, tuple[Choice, ...]]:
    model = schema.TABLES[name]
    if column in NAMED and column != model.key:
        many = model.cell_types()[column] is tuple or (name, column) == ("border_points", "country")
        return ("ids" if many else "id"), tuple(_named(column, tables))
    annotation = model.model_fields[column].annotation
    if get_origin(annotation) is Literal:
        return "choice", tuple(Choice(str(word)) for word in get_args(annotation))
    if annotation is bool:
        return "choice", (Choice("yes"), Choice("no"))
    return "text", () if column == model.key else tuple(_written(tables[name], column))


def _named(column: str, tables: Mapping[str, TableText]) -> Iterator[Choice]:
    for other in NAMED[column]:
        if other in tables:
            yield from named_rows(tables[other], schema.TABLES[other].key)
    if column in _NOBODY:
        yield Choice("JOINT")


def named_rows(table: TableText, key: str) -> Iterator[Choice]:
    """Give what names the rows of a table, each with what tells readers which it is."""
    for record in table.records:
        cells = dict(zip(table.columns, record.cells, strict=False))
        if cells.get(key):
            title = next((cells[name] for name in _TITLES if cells.get(name)), "")
            more = [cells[name] for name in ("publisher", "date") if cells.get(name)]
            yield Choice(cells[key], ", ".join([title, *more] if title else more))


def _written(table: TableText, column: str) -> Iterator[Choice]:
    """Give what stands in a column already, if it repeats itself as a vocabulary does."""
    place = table.columns.index(column)
    texts = [one.cells[place] for one in table.records if len(one.cells) > place]
    different = sorted({text for text in texts if text})
    if len(different) <= _FEW and len(different) * 2 <= len(texts):
        yield from map(Choice, different)
