"""The document of the files of the page: each form once, below the file that needs it first."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic.json_schema import JsonSchemaValue

from csto_map.page.declarations import expression

_HEAD = """# The files of the page

Written by `make reference` from the forms in `csto_map/page/files.py` and what it names; a
test holds this page to them, and the files of the shipped atlas and of `examples/nato` to the
forms. The same as [JSON Schema](page-files.schema.json) and as
[TypeScript declarations](page-files.d.ts), which no browser is given.

Files are JSON and served under hashed names; the single-file atlas holds them all. But for
the maps and the letters there is one of each per language: `atlas`, `atlas-ru`.
Intervals of days are half-open, `[from, until)`; `[cfrom, cuntil)` is the part in which
something certainly holds, and outside it, it is possible. What ranges of days, filters and
comparisons make of them: [the compiled timeline](../timeline.md).
"""


def markdown(schema: JsonSchemaValue) -> str:
    """Write the document of what `csto_map.page.files.json_schema` gives."""
    written: set[str] = set()
    parts = [_HEAD]
    for name, file in schema["properties"].items():
        parts.append(f"\n## `{name}`\n\n{file['description']} It is `{_cell(expression(file))}`.\n")
        for form in _named(file, schema["$defs"]):
            if form not in written:
                written.add(form)
                parts.append("\n" + _form(form, schema["$defs"][form]))
    return "".join(parts)


def _named(schema: JsonSchemaValue, forms: JsonSchemaValue) -> Iterator[str]:
    """Yield the forms that a schema names and those that these name, each before its own."""
    waiting, seen = [schema], set()
    while waiting:
        for form in _references(waiting.pop(0)):
            if form not in seen:
                seen.add(form)
                yield form
                waiting.append(forms[form])


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield str(part["$ref"]).removeprefix("#/$defs/")
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _references(one)


def _form(name: str, schema: JsonSchemaValue) -> str:
    about = f"### {name}\n\n{schema.get('description', '')}"
    if "properties" in schema:
        needed = schema.get("required", ())
        rows = [
            (f"`{key}`" if key in needed else f"`{key}`, where there is one", one)
            for key, one in schema["properties"].items()
        ]
        return f"{about}\n\n{_table('key', rows)}"
    if "prefixItems" in schema:
        rows = [(f"{k} `{one['title']}`", one) for k, one in enumerate(schema["prefixItems"])]
        return f"{about} A list of {len(rows)}:\n\n{_table('place', rows)}"
    return f"{about}: `{_cell(expression(schema))}`.\n"


def _table(first: str, rows: list[tuple[str, JsonSchemaValue]]) -> str:
    lines = [f"| {first} | type | meaning |", "| --- | --- | --- |"]
    for name, one in rows:
        lines.append(
            f"| {name} | `{_cell(expression(one))}` | {_cell(one.get('description', ''))} |"
        )
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
