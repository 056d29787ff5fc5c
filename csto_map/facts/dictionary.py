"""The data dictionary: what every column of every table holds, told by the models.

``python -m csto_map.facts.dictionary geodata/README.md`` renews the block between the two
marker comments of that file.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator, Mapping
from datetime import date
from inspect import cleandoc
from pathlib import Path
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from csto_map.facts import schema
from csto_map.facts.vocabulary import COLUMNS, KNOWN, SECTIONS, Section

BEGIN = "<!-- dictionary: python -m csto_map.facts.dictionary geodata/README.md -->"
END = "<!-- end of dictionary -->"

_PLAIN = {str: "text", float: "number", int: "whole number", bool: "yes or no", date: "date"}
# Long vocabularies that have a section of their own.
_VOCABULARIES: dict[object, str] = {
    schema.StartCertainty: "word of [start_certainty](#words-of-start_certainty)",
    schema.EndCertainty: "word of [end_certainty](#words-of-end_certainty)",
}
_PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$": "id",
    r"^[A-Z]{3}$": "country code",
    r"^([A-Z]{3})?$": "country code",
    r"^[A-Z][A-Z0-9_]*$": "country code, `org_id` or `JOINT`",
    r"^([A-Z][A-Z0-9_]*)?$": "country code, `org_id` or `JOINT`",
    r"^(https?://\S+)?$": "web address",
}


def dictionary() -> str:
    """
    Print the data dictionary from `csto_map.facts.schema`.

    Returns
    -------
    text
        Markdown: a section per table, then the vocabularies of certainty and of words.
    """
    parts = [_table(name, model) for name, model in schema.TABLES.items()]
    parts.append(_certainty("start_certainty", schema.START_CERTAINTY))
    parts.append(_certainty("end_certainty", schema.END_CERTAINTY))
    parts += [_vocabulary(section) for section in SECTIONS]
    return "\n\n".join(parts) + "\n"


def renewed(text: str) -> str:
    """
    Put the dictionary between the markers of a text.

    Raises
    ------
    ValueError
        If the text does not hold both markers, in order.
    """
    before, opened, rest = text.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not opened or not closed:
        raise ValueError(f"the lines {BEGIN} and {END} are wanted")
    return f"{before}{BEGIN}\n\n{dictionary()}\n{END}{after}"


def _table(name: str, model: type[schema.Row]) -> str:
    about = " ".join(cleandoc(model.__doc__ or "").split())
    head = "| Column | Holds | May be empty | Meaning |\n|---|---|---|---|"
    return "\n".join([f"### {name}.csv", "", about, "", head, *_rows(name, model)])


def _rows(name: str, model: type[schema.Row]) -> Iterator[str]:
    filled = model.never_empty()
    for column in model.columns():
        field = model.model_fields[column]
        named = f"**`{column}`**" if column == model.key else f"`{column}`"
        empty = "" if column in filled else "yes"
        section = COLUMNS.get((name, column))
        holds = f"word of [{section}](#words-of-{section})" if section else _holds(field)
        yield f"| {named} | {_cell(holds)} | {empty} | {_cell(field.description or '')} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _holds(field: FieldInfo) -> str:
    """Say in words what a cell of this field holds."""
    if any(isinstance(m, AfterValidator) for m in field.metadata):
        return "EDTF date"  # the only thing that is checked after parsing
    patterns = [m.pattern for m in field.metadata if getattr(m, "pattern", None)]
    if patterns:
        return _PATTERNS.get(patterns[0], f"text of the form `{patterns[0]}`")
    return _kind(field.annotation)


def _kind(annotation: object) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0])
    if annotation in _VOCABULARIES:
        return _VOCABULARIES[annotation]
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin in (Union, types.UnionType):
        return _kind(next(one for one in inner if one is not types.NoneType))
    if origin is tuple:
        return "list of ids, joined by `;`"
    return next(word for kind, word in _PLAIN.items() if annotation is kind)


def _certainty(column: str, words: Mapping[str, str]) -> str:
    rows = [f"| `{word}` | {meaning} |" for word, meaning in words.items()]
    return "\n".join([f"### Words of `{column}`", "", "| Word | Meaning |", "|---|---|", *rows])


def _vocabulary(section: Section) -> str:
    listed = ", ".join(f"`{word}`" for word in KNOWN.drawn[section])
    more = f"`[[{section}]]` of `atlas.toml` declares more."
    return "\n".join([f"### Words of `{section}`", "", f"{listed}. {more}"])


def main() -> None:
    """Renew the files named on the command line."""
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
