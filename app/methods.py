"""The methods page: ``README.md`` of the data folder, set for reading in the browser."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token


def body(readme: Path) -> str:
    """Set a Markdown file as the body of a page; HTML in it is shown as text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(readme.read_text(encoding="utf-8"))
    _anchors(tokens)
    _adapt(tokens)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _anchors(tokens: list[Token]) -> None:
    """Give headings the ids that links within the file expect."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            words = re.sub(r"[^\w\- ]", "", inline.content.lower())
            opening.attrSet("id", words.replace(" ", "-"))


def _adapt(tokens: list[Token]) -> None:
    """Fit the text to the page: no links to files of the repository, tables that scroll."""
    for token in tokens:
        if token.type == "table_open":
            # Wide tables scroll by themselves: the keyboard must reach them.
            token.attrSet("tabindex", "0")
        for child in token.children or ():
            href = str(child.attrGet("href") or "")
            if child.type == "link_open" and not href.startswith(("http", "#")):
                child.attrs.pop("href", None)
