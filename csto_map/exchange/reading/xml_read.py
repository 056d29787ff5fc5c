"""XML of other people: looked through before anything is built of it, nothing fetched.

``assets/src/layers/xml.js`` is its twin.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from xml.etree import ElementTree
from xml.parsers import expat

from csto_map.exchange.reading.columns import bad

Node: TypeAlias = ElementTree.Element

BLANK = " \t\r\n"
# Folders in folders, and shapes in shapes, that nobody makes.
DEEPEST = 100
_DECLARATION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
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
    Build the tree of a text without declarations, elements called without their namespaces.

    Prefixes that nobody declared are no fault: many programs forget that of Google's.

    Raises
    ------
    BadFile
        If it is not well-formed, or declares a document type (entities).
    """
    text = text.lstrip("\ufeff" + BLANK)
    if "<!" in text and _DECLARATION.search(text):
        _guard(text, name)
    # The guard has refused every declaration of entities, and expat fetches nothing.
    try:
        root = ElementTree.fromstring(_prefixed(text))  # noqa: S314 # nosec B314
    except ElementTree.ParseError as problem:
        line, column = problem.position
        raise bad("bad_xml", name=name, line=line, column=column + 1) from problem
    except UnicodeEncodeError as problem:
        raise bad("not_text", name=name) from problem
    for node in root.iter():
        node.tag = _bare(node.tag)
    return root


def _guard(text: str, name: str) -> None:
    """Go through the text without building anything: what looks like it may be a remark."""

    def declared(*_: object) -> None:
        raise _Declared

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(text, True)
    except _Declared:
        raise bad("doctype", name=name) from None
    except (expat.ExpatError, UnicodeEncodeError):
        # Building the tree says where.
        return


def _prefixed(text: str) -> str:
    """Declare the prefixes that are used and not declared in the root, each as its own name."""
    start = _PROLOG.match(text)
    root = _ROOT.match(text, start.end() if start else 0)
    if root is None:
        return text
    used = set(_PREFIX.findall(text)) - {"xml", "xmlns"}
    missing = sorted(
        prefix for prefix in used if not re.search(rf"\bxmlns:{re.escape(prefix)}\s*=", root[1])
    )
    added = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in missing)
    at = root.start(1)
    return text[:at] + added + text[at:]


@lru_cache(maxsize=1024)
def _bare(tag: str) -> str:
    return str(tag).rpartition("}")[2]


def text_of(node: Node | None) -> str:
    """Give the text of an element and of all that is in it."""
    if node is None:
        return ""
    return ("".join(node.itertext()) if len(node) else node.text or "").strip(BLANK)


def text_in(node: Node, name: str) -> str:
    """Give the text of the first element of a name right below a node."""
    return text_of(node.find(name))


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
