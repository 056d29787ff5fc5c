"""What the columns of every layer hold: a title, a meaning, and the words of what they name.

Meanings are those of the tables' own models where a column comes from one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args, get_origin

import pandas as pd
from babel.core import Locale

from csto_map.atlas import Atlas
from csto_map.exchange.writing.days import MEANT
from csto_map.facts import schema
from csto_map.history import owners
from csto_map.language.speech import Speech


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column for its readers.

    `words` says in words what each value that the column can hold stands for; empty for a
    column of free texts, numbers or dates. `closed` is True where it can hold no other.
    """

    title: str
    meaning: str
    words: Mapping[str, str] = field(default_factory=dict)
    closed: bool = False


# Models whose columns a layer has, those that come first before the others.
_MODELS: Mapping[str, tuple[type[schema.Row], ...]] = {
    "memberships": (schema.Membership, schema.CountryRow),
    "sites": (schema.Site, schema.StrengthRow),
    "deployments": (schema.Deployment, schema.Unit, schema.Site, schema.StrengthRow),
    "border": (schema.BorderGuard, schema.BorderSector),
    "border_points": (schema.BorderPoint,),
    "events": (schema.Event, schema.Dated),
    "contingents": (schema.Contingent,),
    "disputed_areas": (schema.DisputedArea,),
}
# What no model tells of, in any layer, and in one.
_MEANT = {
    **MEANT,
    "id": "Stable id of the row, unique in the layer",
    "name": "Name in English",
    "certainty": "On the day of the file; in the whole history on the days on which the map "
    "shows it: certain on all of them, possible on all, or partly",
    "note": "Conflicts among sources, and the choice made",
    "source_ids": "Rows of the table sources, joined by ;, the best first",
    "sources": "The sources cited, joined by |",
    "organization": "Name of the organisation",
    "personnel_low": "People, at least: the strength that counts on the day, or on the last day",
    "personnel_high": "People, at most",
    "personnel_as_of": "EDTF date of that figure",
    "personnel_age": "How old the figure is on that day",
    "personnel_sources": "Rows of the table sources that give the figure, joined by ;",
    "symbol": "The map's drawing of it: icon and whose it is; empty where the map has none",
    "symbol_plain": "The same as a plain icon",
    "lens": "Organisation or organisations through which the map is read",
    "kind": "What it is",
    "country": "State: ISO 3166-1 alpha-3, or Natural Earth's code where ISO has none",
    "population": "Inhabitants",
    "rank": "0 for a capital, 1 for the largest to 5 for the smallest; for waters 1 is named first",
}
_MEANT_IN = {
    ("memberships", "name"): "Name of the state in English",
    ("deployments", "name"): "Name of the unit in English",
    ("deployments", "site"): "Name of the site",
    ("deployments", "country"): "State in which the site lies",
    ("border", "name"): "Name of the sector in English",
    ("events", "name"): "Headline",
    ("contingents", "name"): "What was sent",
    ("standings", "status"): "How the map reads the state's memberships; former: it has left",
    ("standings", "name"): "Name of the state in English",
    ("standings", "outline"): "Row of the layer states whose outline it has; empty for none",
    ("states", "start"): "EDTF date from which the outline holds; empty for always",
    ("states", "end"): "EDTF date; a day is the first on which it no longer holds; empty for none",
    ("standings", "source_ids"): "Sources of the memberships behind it, joined by ;",
}
_TITLES = {
    "id": "Id",
    "name": "Name",
    "name_alt": "Other names",
    "start": "Start, as the source has it",
    "end": "End, as the source has it",
    "personnel_low": "Personnel, at least",
    "personnel_high": "Personnel, at most",
    "personnel_as_of": "Personnel, as of",
    "personnel_age": "Personnel, age of the figure",
    "personnel_sources": "Personnel, sources",
    "source_ids": "Sources, ids",
    "coord_precision": "Precision of the place",
    "coord_source": "Source of the place",
    "cut": "How good the cut is",
    "is_total": "Total of all contingents",
}
# Sections of the interface's words by column; what is in none is made readable.
_SECTIONS = {
    "status": "status",
    "kind": "kind",
    "arm": "kind",
    "echelon": "echelon",
    "role": "role",
    "personnel_age": "age",
    "coord_precision": "coordinates",
}
_CODES = ("country", "operator", "owner", "guard_country", "drawn_in")
_CERTAINTY = {
    "start_certainty": schema.START_CERTAINTY,
    "end_certainty": schema.END_CERTAINTY,
    "certainty": {
        "certain": "sources leave no doubt",
        "possible": "sources leave it open",
        "partly": "certain on some of its days, possible on the others",
    },
}


def title(column: str) -> str:
    """Give the title of a column of any layer or table."""
    name, _, language = column.partition("_")
    if name in ("name", "abbr") and len(language) == 2:
        return f"{_TITLES.get(name) or name.capitalize()} in {_language(language)}"
    return _TITLES.get(column) or column.replace("_", " ").capitalize()


def _language(code: str) -> str:
    return str(Locale.parse(code).get_display_name("en"))


def of_layer(atlas: Atlas, name: str, layer: pd.DataFrame) -> dict[str, Column]:
    """
    Tell of each column of a layer but its geometry, in order.

    Parameters
    ----------
    name
        Of the layer, for what its columns mean.
    layer
        Its rows; values that no vocabulary has are told of too.
    """
    speech = atlas.speech("en")
    return {
        column: _column(atlas, speech, name, column, layer[column])
        for column in layer.columns
        if column != "geometry"
    }


def _column(atlas: Atlas, speech: Speech, name: str, column: str, cells: pd.Series) -> Column:
    models = _MODELS.get(name, ())
    fields = [model.model_fields[column] for model in models if column in model.model_fields]
    told = [one.description for one in fields if one.description]
    meaning = _MEANT_IN.get((name, column)) or (told[0] if told else _MEANT.get(column, ""))
    if column in MEANT:
        meaning = MEANT[column]
    if column.startswith("name_") and len(column) == len("name_xx"):
        meaning = f"The same name in {_language(column[-2:])}"
    literals = [
        str(word)
        for one in fields[:1]
        if get_origin(one.annotation) is Literal
        for word in get_args(one.annotation)
    ]
    if not literals:
        literals = _vocabulary(atlas, models, column)
    words = _words(atlas, speech, column, literals, cells)
    return Column(title(column), meaning, words, closed=bool(words) and bool(literals))


def _vocabulary(atlas: Atlas, models: Iterable[type[schema.Row]], column: str) -> list[str]:
    """List the words of the atlas that a column may hold, if it comes from one of words."""
    first = next((model for model in models if column in model.model_fields), None)
    table = next((name for name, model in schema.TABLES.items() if model is first), "")
    return list(atlas.config.vocabulary.words(table, column))


def _words(
    atlas: Atlas, speech: Speech, column: str, literals: Iterable[str], cells: pd.Series
) -> dict[str, str]:
    """Say in words what the values of a column stand for; none for one of free texts."""
    if column in _CERTAINTY:
        meanings = _CERTAINTY[column]
        return {
            word: f"{_readable(word)}: {meaning.replace('`', '')}"
            for word, meaning in meanings.items()
        }
    known = column in _SECTIONS or column in _CODES or column == "org_id"
    values = dict.fromkeys([*literals, *(sorted({str(v) for v in cells}) if known else ())])
    names = parties(atlas, speech) if column in (*_CODES, "org_id") else {}
    section = _SECTIONS.get(column)
    return {
        value: _coded(value, names)
        if names
        else speech.word(section, value)
        if section and value
        else _readable(value)
        for value in values
    }


def _coded(codes: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes.split(";") if code)


def _readable(word: str) -> str:
    return word.replace("_", " ").capitalize()


def parties(atlas: Atlas, speech: Speech) -> dict[str, str]:
    """Name states, organisations and joint forces by the codes that the tables have for them."""
    names = owners.titles(atlas.tables.organizations, speech)
    return names | {row.country: speech.name(row) for row in atlas.tables.countries}
