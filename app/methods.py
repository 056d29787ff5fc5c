"""The methods page: ``README.md`` of the data folder, set for reading in the browser."""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_DOCUMENT = """<!DOCTYPE html>
<html lang="en" class="reading">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{css}
</head>
<body>
<main class="reading-body">
<p><a href="/">{back}</a></p>
{body}
</main>
</body>
</html>"""


def page(readme: Path, title: str, back: str, css: str) -> bytes:
    """
    Set a Markdown file as a page.

    Parameters
    ----------
    readme
        The file; HTML in it is shown as text.
    title, back
        Of the document, and of the link to the map.
    css
        Tag of the style sheet.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(readme.read_text(encoding="utf-8"))
    _anchors(tokens)
    _adapt(tokens)
    body = parser.renderer.render(tokens, parser.options, {})
    return _DOCUMENT.format(title=escape(title), back=escape(back), css=css, body=body).encode()


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
