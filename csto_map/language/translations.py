"""What the rows say in other languages: gettext catalogues beside the tables.

``locale/<language>/<table>.po`` of a data folder holds the texts of one table that are
written for readers (`Row.spoken`) with their translations, in the form that every
translator's tool reads. A text is looked up by its English wording: when that changes,
the old translation no longer fits and is not shown.

>>> csto-map data texts ru my-data     # adds what is new, keeps what is translated
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

from babel.messages import Catalog
from babel.messages.pofile import PoFileError, read_po

from csto_map.errors import DataError
from csto_map.facts import schema
from csto_map.facts.rules import breach
from csto_map.facts.schema import Row
from csto_map.facts.tables import Tables

RowT = TypeVar("RowT", bound=Row)
FOLDER = "locale"
# What names in a language that tables have columns for end in.
_NAMED = "_ru"


def read(folder: Path, language: str) -> dict[str, str]:
    """
    Read the translations of a data folder.

    Returns
    -------
    translations
        English text -> text in the language; nothing for a folder without any. Fuzzy
        entries, which a translator's tool has guessed, are left out.

    Raises
    ------
    DataError
        If a catalogue is not in the PO format; it names the file.
    """
    translations: dict[str, str] = {}
    for path in sorted((folder / FOLDER / language).glob("*.po")):
        translations |= {
            str(message.id): str(message.string)
            for message in _catalogue(path, language)
            if message.id and message.string and not message.fuzzy
        }
    return translations


def translated(tables: Tables, translations: Mapping[str, str], language: str) -> Tables:
    """Give the tables with every text for readers that has a translation in its words."""
    return replace(
        tables,
        **{
            field.name: tuple(
                _row(row, translations, language) for row in getattr(tables, field.name)
            )
            for field in fields(tables)
        },
    )


@functools.cache
def _spoken(model: type[Row], language: str) -> tuple[str, ...]:
    """
    Name the columns of a table that catalogues of a language translate.

    Names stand there, too, unless the table has a column for them in the language.
    """
    given = model.model_fields
    named = (name.removesuffix(_NAMED) for name in given if name.endswith(_NAMED))
    return (*(name for name in named if f"{name}_{language}" not in given), *model.spoken)


def _row(row: RowT, translations: Mapping[str, str], language: str) -> RowT:
    changes = {
        column: translations[text]
        for column in _spoken(type(row), language)
        if (text := getattr(row, column)) in translations
    }
    return row.model_copy(update=changes) if changes else row


def texts(tables: Tables, table: str, language: str) -> dict[str, list[str]]:
    """
    List the texts of a table in their order, each with the rows and columns that have it.

    A source that stands for a text, as that of a point may, is no text; nor is a name that has
    a column of its own in the language.
    """
    ids = {row.source_id for row in tables.sources}
    places: dict[str, list[str]] = {}
    columns = _spoken(schema.TABLES[table], language)
    for row in getattr(tables, table):
        for column in columns:
            text = getattr(row, column)
            if any(letter.isalpha() for letter in text) and text not in ids:
                places.setdefault(text, []).append(f"{getattr(row, row.key)}:{column}")
    return places


def missing(
    tables: Tables, translations: Mapping[str, str], language: str
) -> Iterator[tuple[str, str, str]]:
    """Give (table, row and column, text) for every text for readers without a translation."""
    for table in schema.TABLES:
        for text, where in texts(tables, table, language).items():
            if text not in translations:
                yield table, where[0], text


def _catalogue(path: Path, language: str) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as problem:
        wanted = "a gettext catalogue"
        raise DataError([breach("choices", path, 0, "*", str(problem), wanted)]) from problem
