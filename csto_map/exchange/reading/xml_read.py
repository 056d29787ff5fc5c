"""XML of other people: looked through before anything is built of it, nothing fetched.

``assets/src/layers/xml.js`` is its twin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from xml.etree import ElementTree
from xml.parsers import expat

from csto_map.errors import BadFile
from csto_map.exchange.reading.columns import bad

Node: TypeAlias = ElementTree.Element

BLANK = " \t\r\n"
_DEEPEST = 100
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROOT = re.compile(r"<[A-Za-z_][\w.-]*(?::[\w.-]+)?([^<>]*)", re.ASCII)
_PREFIX = re.compile(r"[</\s]([A-Za-z_][\w.-]*):[A-Za-z_]", re.ASCII)
_DATE = re.compile(
    r"([1-9]\d{3})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ][\d:.,]*)?)?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII
)


class _Declared(Exception):
    """The text declares a document type."""


def parse(text: str, name: str) -> Node:
    """
    Build the tree of a text without declarations; prefixes that nobody declared are their own.

    Raises
    ------
    BadFile
        If it is not well-formed, declares a document type (entities), or is nested deep.
    """
    text = text.lstrip("\ufeff" + BLANK)
    _guard(text, name)
    # The guard has refused every declaration of entities, and expat fetches nothing.
    try:
        return ElementTree.fromstring(_prefixed(text))  # noqa: S314
    except ElementTree.ParseError as problem:
        line, column = problem.position
        raise bad("bad_xml", name=name, line=line, column=column + 1) from problem


def _guard(text: str, name: str) -> None:
    """Go through the text once without building anything."""
    depth = 0

    def declared(*_: object) -> None:
        raise _Declared

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise bad("too_deep", name=name)

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(text, True)
    except _Declared:
        raise bad("doctype", name=name) from None
    except expat.ExpatError as problem:
        line, column = problem.lineno, problem.offset + 1
        raise bad("bad_xml", name=name, line=line, column=column) from problem
    except UnicodeEncodeError as problem:
        raise BadFile(f"{name} is not a text file") from problem


def _prefixed(text: str) -> str:
    """Declare the prefixes that are used and not declared in the root, each as its own name."""
    start = _PROLOG.match(text)
    root = _ROOT.match(text, start.end() if start else 0)
    if root is None:
        return text
    used = set(_PREFIX.findall(text)) - {"xml", "xmlns"}
    missing = sorted(prefix for prefix in used if f"xmlns:{prefix}" not in root[1])
    added = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in missing)
    at = root.start(1)
    return text[:at] + added + text[at:]


@lru_cache(maxsize=1024)
def bare(tag: str) -> str:
    """Give the name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


def inner(node: Node, *names: str) -> Iterator[Node]:
    """Yield the elements right below a node that are called so."""
    return (child for child in node if bare(child.tag) in names)


def text_of(node: Node | None) -> str:
    """Give the text of an element and of all that is in it."""
    return "" if node is None else "".join(node.itertext()).strip(BLANK)


def text_in(node: Node, name: str) -> str:
    """Give the text of the first element of a name right below a node."""
    return text_of(next(inner(node, name), None))


@lru_cache(maxsize=65536)
def day_of(text: str) -> str | None:
    """
    Read a date of XML (a year, a month, a day; a time of day is left out).

    Returns
    -------
    edtf
        "" of an empty text, None of what is no date.
    """
    bare_text = text.strip(BLANK)
    if not bare_text:
        return ""
    match = _DATE.fullmatch(bare_text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
