"""The methods page: ``README.md`` of the data folder, set for reading in the browser."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from csto_map.atlas import Atlas
from csto_map.facts import ranks
from csto_map.language.words import words

from .reading import Shell


def page(atlas: Atlas, page_shell: Shell) -> str | None:
    """Write the page; None for a data folder without a README."""
    readme = atlas.folder / "README.md"
    if not readme.is_file():
        return None
    title = f"{atlas.config.title}: {words()['help']['methods']}"
    return page_shell(title, body(readme, shares(atlas)))


def body(readme: Path, more: str = "") -> str:
    """Set a Markdown file, and `more` below it, as a page's body; HTML is shown as text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse("\n\n".join([readme.read_text(encoding="utf-8"), more]))
    _anchors(tokens)
    _adapt(tokens)
    return str(parser.renderer.render(tokens, parser.options, {}))


def shares(atlas: Atlas) -> str:
    """Tell in Markdown how good the sources of each table are; "" where none is ranked."""
    if not atlas.ranks.known:
        return ""
    return f"""## Sources by rank

How many facts have a best source of which rank, counted from the tables: 1 law, treaty or
official record; 2 the actor's own statement or a news agency; 3 press of record or a
research institute; 4 other press or an encyclopedia; 5 mirror, repost or forum. Sources
that only give points are left aside.

{ranks.as_markdown(ranks.shares(atlas.tables, atlas.ranks))}
"""


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
