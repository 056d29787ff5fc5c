"""Write the Python API and its errors, from signatures and docstrings: `make reference`.

`PAGES` are the pages of docs/reference that this script writes; tests hold them current.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import csto_map
from csto_map import dash, errors
from csto_map.history import changes, personnel, strengths

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
# What methods of the API give back; nobody makes them.
GIVEN = (strengths.Strength, personnel.Personnel, changes.Change)
API = """# The Python API

Written by `make reference` from the code itself; a test holds the two equal.

What follows is what `csto_map` exports, and what its methods give. It changes only with an entry
in the [changelog](../../CHANGELOG.md), and from version 1.0 on only with the first number of the
version; so do the [errors](errors.md), the [command line](command-line.md), the [HTTP
API](http-api.md) and the columns of [the tables](../../geodata/README.md). All other modules are
the atlas's own.

`import csto_map` reads nothing but itself: whoever asks for a name pays for what it needs.

"""
ERRORS = """# Errors

Written by `make reference` from the code itself; a test holds the two equal.

Every error that the atlas raises on purpose is a `csto_map.errors.CstoMapError`, and its text is
fit for a person to read. On the command line it is one line and the exit code 2; over HTTP it is a
problem (RFC 9457), see [The HTTP API](http-api.md).

"""


def python_api() -> str:
    """Write the page of what `csto_map` exports."""
    parts: list[str] = []
    for name in csto_map.__all__:
        value = getattr(csto_map, name)
        if inspect.isclass(value):
            parts += _class(value)
        elif callable(value):
            parts += [f"## `csto_map.{name}`", "", *_callable(name, value)]
    version = "The version of the program, a text; `0+unknown` where it is not installed."
    parts += ["## `csto_map.__version__`", "", version, ""]
    parts += _class(dash.TimeMap)
    parts += ["## What methods give", "", "Values that nobody makes but the methods above.", ""]
    for value in GIVEN:
        parts += _class(value)
    return API + "\n".join(parts).rstrip() + "\n"


def error_tree() -> str:
    """Write the page of errors: the tree, then one section each."""
    classes = list(_below(errors.CstoMapError, 0))
    lines = ["```text", *(f"{'    ' * depth}{one.__name__}" for one, depth in classes), "```", ""]
    for one, _ in classes:
        lines += [f"## `{one.__name__}`", "", markdown(one), ""]
        if issubclass(one, ValueError):
            lines += ["Also a `ValueError`.", ""]
    lines += ["## `Fault`", "", *_callable("Fault", errors.Fault)]
    return ERRORS + "\n".join(lines).rstrip() + "\n"


def _below(error: type[Exception], depth: int) -> Iterator[tuple[type[Exception], int]]:
    yield error, depth
    for one in error.__subclasses__():
        if one.__module__ == error.__module__:
            yield from _below(one, depth + 1)


def _class(value: type) -> list[str]:
    home = "csto_map." if value.__name__ in csto_map.__all__ else ""
    home = "csto_map.dash." if value is dash.TimeMap else home
    parts = [f"## `{home}{value.__name__}`", "", markdown(value), ""]
    if is_dataclass(value):
        parts += [
            "| field | type |",
            "| --- | --- |",
            *(f"| `{f.name}` | `{_cell(str(f.type))}` |" for f in fields(value)),
            "",
        ]
    for name in [] if value is dash.TimeMap else members(value):
        member = inspect.getattr_static(value, name)
        title = f"### `{value.__name__}.{name}`"
        if isinstance(member, property | cached_property):
            inner = member.fget if isinstance(member, property) else member.func
            given = _annotation(inspect.signature(inner).return_annotation)
            parts += [title, "", f"```python\n{name}: {given}\n```", "", markdown(member), ""]
        else:
            parts += [title, "", *_callable(name, getattr(value, name), member)]
    return parts


def members(value: type) -> list[str]:
    """Name the public methods and properties of a class and its bases, in order, each once."""
    shown = (property, cached_property, classmethod, staticmethod)
    attributes = ((name, one) for base in value.__mro__ for name, one in vars(base).items())
    named = (
        name
        for name, one in attributes
        if not name.startswith("_") and (isinstance(one, shown) or inspect.isfunction(one))
    )
    return list(dict.fromkeys(named))


def _callable(name: str, value: Callable[..., object], member: object = None) -> list[str]:
    sign = inspect.signature(value)
    given = [one for one in sign.parameters.values() if one.name != "self"]
    back = sign.return_annotation
    arrow = "" if back in (inspect.Signature.empty, None, "None") else f" -> {_annotation(back)}"
    signature = f"{name}({', '.join(_parameters(given))}){arrow}"
    if len(signature) > 88:
        signature = f"{name}(\n    " + ",\n    ".join(_parameters(given)) + f",\n){arrow}"
    mark = "@classmethod\n" if isinstance(member, classmethod) else ""
    return [f"```python\n{mark}{signature}\n```", "", markdown(value), ""]


def _parameters(given: list[inspect.Parameter]) -> list[str]:
    texts: list[str] = []
    for one in given:
        if one.kind is one.KEYWORD_ONLY and "*" not in texts:
            texts.append("*")
        star = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        text = f"{star}{one.name}"
        if one.annotation is not one.empty:
            text += f": {_annotation(one.annotation)}"
        if one.default is not one.empty:
            text += f" = {one.default!r}"
        texts.append(text)
    return texts


def _annotation(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "__name__", str(value))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def markdown(value: object) -> str:
    """Write the numpydoc docstring of something as Markdown."""
    text = inspect.cleandoc(value.__doc__ or "").replace("``", "`")
    head, *sections = re.split(r"^(\w[\w ]*)\n-{3,}\n", text, flags=re.MULTILINE)
    parts = [_prose(head)]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        entries = re.findall(r"^(\S.*)\n((?:(?: {4}.*)?(?:\n|\Z))*)", body, flags=re.MULTILINE)
        lines = [f"- {_names(name)}: {' '.join(about.split())}" for name, about in entries]
        parts.append(f"**{title}**\n\n" + "\n".join(lines))
    return "\n\n".join(filter(None, parts))


def _names(text: str) -> str:
    """Set the names before a description as code."""
    return ", ".join(f"`{name.strip()}`" for name in text.split(","))


def _prose(text: str) -> str:
    """Set running text, and examples of the interpreter as code."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(
        f"```pycon\n{block}\n```" if block.startswith(">>>") else " ".join(block.split())
        for block in blocks
        if block
    )


PAGES: Mapping[Path, Callable[[], str]] = MappingProxyType(
    {FOLDER / "python-api.md": python_api, FOLDER / "errors.md": error_tree}
)


if __name__ == "__main__":
    for path, write in PAGES.items():
        path.write_text(write(), encoding="utf-8")
