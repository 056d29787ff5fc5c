"""What the page's code reads, written in TypeScript: the forms of its files, and its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

from pydantic.json_schema import JsonSchemaValue

_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
_HEAD = """// Written by `make reference` from csto_map/page/files.py; a test holds the two equal.
// Types only: no browser is given this file.
"""
_WORDS_HEAD = """// Written by `make reference` from the English words; a test holds the two equal.
// Types only: a word that a language has not is a fault here, not a gap on the page.
"""
_WIDTH = 96


def typescript(schema: JsonSchemaValue) -> str:
    """
    Write the declarations.

    Parameters
    ----------
    schema
        As `csto_map.page.files.json_schema` gives it. Whatever else JSON Schema knows is
        refused rather than passed over.
    """
    forms = dict(sorted(schema["$defs"].items())) | {"PageFiles": schema}
    return _HEAD + "".join(f"\n{_declared(name, form)}" for name, form in forms.items())


def words_typescript(words: Mapping[str, object]) -> str:
    """
    Declare the words of the page: every section by its keys.

    Parameters
    ----------
    words
        As `csto_map.language.words.words` gives them; all languages have the same.
    """
    return f"{_WORDS_HEAD}\nexport type Words = {_section(words, '')};\n"


def _section(words: Mapping[str, object], indent: str) -> str:
    inner = indent + "  "
    lines = (f"{inner}{_key(key)}: {_text(value, inner)};\n" for key, value in words.items())
    return f"{{\n{''.join(lines)}{indent}}}"


def _text(value: object, indent: str) -> str:
    if isinstance(value, Mapping):
        return _section(value, indent)
    return "string[]" if isinstance(value, list) else "string"


def expression(schema: JsonSchemaValue) -> str:
    """
    Write a schema as a type.

    Examples
    --------
    >>> expression({"anyOf": [{"$ref": "#/$defs/Day"}, {"type": "null"}]})
    'Day | null'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix("#/$defs/")
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return " | ".join(json.dumps(one, ensure_ascii=False) for one in schema["enum"])
    if "anyOf" in schema:
        # TypeScript knows one kind of number.
        return " | ".join(dict.fromkeys(expression(one) for one in schema["anyOf"]))
    kind = schema["type"]
    if kind == "null":
        return "null"
    if kind == "array":
        return _list(schema)
    return _mapping(schema) if kind == "object" else _PLAIN[kind]


def _list(schema: JsonSchemaValue) -> str:
    if "prefixItems" in schema:
        items = (f"{one['title']}: {expression(one)}" for one in schema["prefixItems"])
        return f"[{', '.join(items)}]"
    inner = expression(schema["items"])
    return f"({inner})[]" if " " in inner and not inner.startswith("[") else f"{inner}[]"


def _mapping(schema: JsonSchemaValue) -> str:
    inner, names = expression(schema["additionalProperties"]), schema.get("propertyNames", {})
    if "enum" in names:
        return f"{{ [name in {expression(names)}]: {inner} }}"
    key = expression(names)[0].lower() + expression(names)[1:] if "$ref" in names else "name"
    return f"{{ [{key}: string]: {inner} }}"


def _declared(name: str, schema: JsonSchemaValue) -> str:
    """Declare a form by its name."""
    about = _comment(schema.get("description", ""), "")
    if "properties" in schema:
        needed = schema.get("required", ())
        lines = "".join(
            f"{_comment(one.get('description', ''), '  ')}"
            f"  {_key(key)}{'' if key in needed else '?'}: {expression(one)};\n"
            for key, one in schema["properties"].items()
        )
        return f"{about}export interface {name} {{\n{lines}}}\n"
    if "prefixItems" in schema:
        items = "".join(
            f"{_comment(one.get('description', ''), '  ')}  {one['title']}: {expression(one)},\n"
            for one in schema["prefixItems"]
        )
        return f"{about}export type {name} = [\n{items}];\n"
    return f"{about}export type {name} = {expression(schema)};\n"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else json.dumps(name)


def _comment(text: str, indent: str) -> str:
    if not text:
        return ""
    lines = list(_lines(text, _WIDTH - len(indent)))
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return f"{indent}/**\n" + "".join(f"{indent} * {line}\n" for line in lines) + f"{indent} */\n"


def _lines(text: str, width: int) -> Iterator[str]:
    yield from wrap(" ".join(text.split()).replace("*/", "* /"), width)
