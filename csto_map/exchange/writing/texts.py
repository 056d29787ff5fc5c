"""Bringing the catalogues of a folder up to its tables; see `csto_map.language.translations`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.pofile import write_po

from csto_map import whole_files
from csto_map.errors import BadOption
from csto_map.facts import schema
from csto_map.facts.tables import Tables
from csto_map.language import translations


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a table is translated: texts in all, and of these without a translation."""

    table: str
    texts: int
    missing: int


def renew(folder: Path, tables: Tables, language: str) -> list[Progress]:
    """
    Bring the catalogues of a folder up to its tables.

    New texts are added without a translation, translations are kept, and those of
    texts that no row has any more are dropped. A text that several tables have stands
    with the first of them.

    Raises
    ------
    BadOption
        If `language` is no code of a language.
    DataError
        As for `csto_map.language.translations.read`.
    """
    try:
        Locale.parse(language)
    except (TypeError, ValueError, UnknownLocaleError):
        raise BadOption(f"language {language!r} is no code of a language, such as ru") from None
    kept = translations.read(folder, language)
    seen: set[str] = set()
    done = []
    for table in schema.TABLES:
        every = translations.texts(tables, table, language)
        texts = {text: where for text, where in every.items() if text not in seen}
        seen |= texts.keys()
        path = folder / translations.FOLDER / language / f"{table}.po"
        if texts:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole_files.write(path, _written(texts, kept, language))
        elif path.is_file():
            path.unlink()
        done.append(Progress(table, len(texts), sum(text not in kept for text in texts)))
    return done


def _written(texts: Mapping[str, list[str]], kept: Mapping[str, str], language: str) -> bytes:
    # No header: it would hold the hour of its making, and the same facts give the same file.
    catalogue = Catalog(locale=language, charset="utf-8", header_comment="", fuzzy=False)
    for text, where in texts.items():
        catalogue.add(text, kept.get(text, ""), auto_comments=[", ".join(where[:3])]).flags.clear()
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=True)
    return buffer.getvalue()
