"""What may be filled into tables of choices: told to whoever fills them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from csto_map.facts import filling, schema
from csto_map.facts.allowed import May
from csto_map.facts.choice_sheets import SETTING, VALUE, Part, Sheet
from csto_map.facts.filling import Choice, Column, Kind
from csto_map.facts.table_text import TableText

_Tables = Mapping[str, TableText]
_May = Mapping[str, May]
ABOUT = "about"


def columns(sheet: Sheet, tables: _Tables, may: _May) -> list[Column]:
    """
    Tell of the columns of a table of choices.

    Parameters
    ----------
    tables
        All tables as they are now: they say what ids mean.
    may
        What each choice may name, by `csto_map.facts.allowed.allowed`; without it nothing but
        fixed words is offered.
    """
    if sheet.shape == "settings":
        return [
            Column(SETTING, "Name of the choice in `atlas.toml`", "fixed", needed=False),
            Column(VALUE, "What is chosen", "text", needed=False),
            Column(ABOUT, "What it is for", "fixed", needed=False),
        ]
    if sheet.shape == "keyed":
        place = ".".join(sheet.parts[0].path)
        choices = tuple(_choices(may.get(place), tables))
        about = sheet.parts[0].about
        key = Column(sheet.key, about, "id" if choices else "text", needed=True, choices=choices)
        parts = [(part, f"{'.'.join(part.path)}.*") for part in sheet.parts]
        return [key, *(_column(part, may.get(named), tables) for part, named in parts)]
    at = ".".join(sheet.path)
    return [_column(part, may.get(f"{at}.{part.name}"), tables) for part in sheet.parts]


def settings(sheet: Sheet, tables: _Tables, may: _May) -> dict[str, Column]:
    """Tell of each choice of a table of settings, by its name."""
    return {part.name: _column(part, may.get(part.name), tables) for part in sheet.parts}


def _column(part: Part, may: May | None, tables: _Tables) -> Column:
    choices = tuple(_choices(may, tables)) or tuple(map(Choice, part.words))
    return Column(part.name, part.about, _kind(part, choices, may), part.needed, choices)


def _kind(part: Part, choices: tuple[Choice, ...], may: May | None) -> Kind:
    if part.many:
        return "ids" if choices else "text"
    if choices:
        return "choice" if part.words or not (may and may.tables) else "id"
    if part.kind is date:
        return "date"
    return "number" if part.kind in (int, float) else "text"


def _choices(may: May | None, tables: _Tables) -> Iterator[Choice]:
    """Give what may be named, in the order of its tables, with what readers know it by."""
    if may is None:
        return
    told = {
        choice.value: choice
        for name in may.tables
        if name in tables
        for choice in filling.named_rows(tables[name], schema.TABLES[name].key)
    }
    yield from (one for value, one in told.items() if value in may.there)
    fixed = may.there if isinstance(may.there, list | tuple) else sorted(may.there)
    yield from (Choice(value) for value in fixed if value and value not in told)
