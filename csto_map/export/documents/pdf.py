"""PDF documents: maps as vectors, real text, the full list of sources at the end.

Typst sets the pages: its wheel holds all it needs, and the maps go in as the very SVG
that the other formats are made from.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from csto_map import extras
from csto_map.atlas import Atlas
from csto_map.export.documents.deck import CoverPage, MapPage, Page, Source, SourcesPage, TablePage
from csto_map.language.words import words
from csto_map.machine import clock
from csto_map.picture import fonts, letters
from csto_map.picture.png import for_usvg
from csto_map.picture.style import STYLES
from csto_map.sheet.furniture import Sheet
from csto_map.sheet.measures import LINES
from csto_map.sheet.svg import sheet_svg

with extras.needing("export"):
    import typst

MORE = "more_pages"


def write(
    atlas: Atlas, pages: Sequence[Page], points: tuple[float, float], style: str = "light"
) -> bytes:
    """
    Set pages as a PDF document.

    Parameters
    ----------
    pages
        If the only page is a map, its sources follow on pages of their own.
    points
        Width and height of a page.
    style
        A name of `csto_map.picture.style.STYLES`, for pages without a map.

    Returns
    -------
    document
        PDF/UA-1. The same bytes for the same pages, data and day of making; see
        `csto_map.machine.clock`.
    """
    pages = list(pages)
    if len(pages) == 1 and isinstance(pages[0], MapPage):
        only = pages[0]
        heading = words(only.sheet.scene.language)["document"]["sources_of"]
        pages.append(SourcesPage(heading.format(title=only.sheet.title), only.sources))
    looks = STYLES[style]
    language = next((p.sheet.scene.language for p in pages if isinstance(p, MapPage)), "en")
    title = next((p.sheet.title if isinstance(p, MapPage) else p.title for p in pages), "")
    licence = words("en")["sheet"]["licence"].format(licence=atlas.config.licence.short)
    version = f"{atlas.version}, {licence}" if atlas.config.licence.id else atlas.version
    document = {
        "title": title,
        "language": language,
        "author": atlas.config.title,
        "subject": f"{atlas.config.subject}; data {version}",
        "width": points[0],
        "height": points[1],
        # Sizes are those of the layout, whose shorter side has so many pixels.
        "unit": min(points) / LINES.usual,
        "font": looks.font,
        "paper": looks.paper,
        "text": looks.text,
        "soft": looks.text_soft,
        "rule": looks.rule,
        "version": f"{atlas.config.title}, data {version}",
        "pages": [_page(page) for page in pages],
    }
    return _compile(json.dumps(document, ensure_ascii=False), clock.day_made())


def _page(page: Page) -> dict[str, object]:
    if isinstance(page, MapPage):
        return {
            "kind": "map",
            "title": _headed(page.sheet),
            "svg": for_usvg(sheet_svg(page.sheet)),
            "alt": page.summary,
        }
    if isinstance(page, CoverPage):
        return {
            "kind": "cover",
            "title": page.title,
            "subtitle": page.subtitle,
            "lines": list(page.lines),
        }
    if isinstance(page, TablePage):
        return {
            "kind": "table",
            "title": page.title,
            "columns": list(page.columns),
            "widths": list(page.widths),
            "rows": [list(row) for row in page.rows],
            "note": page.note,
        }
    return {"kind": "sources", "title": page.title, "sources": [_source(s) for s in page.sources]}


def _headed(sheet: Sheet) -> str:
    """Give the heading of a map: its date, unless the title says it, and its title."""
    day = sheet.flows.get("date", "")
    return sheet.title if not day or day in sheet.title else f"{day}: {sheet.title}"


def _source(source: Source) -> dict[str, object]:
    # Percent signs make Cyrillic addresses unreadable; the link keeps them.
    shown = unquote(source.url)
    shown = shown if shown.isprintable() else source.url
    return {
        "n": source.n,
        "text": source.text,
        "url": source.url,
        "shown": shown,
        "note": source.note,
    }


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "document.typ").read_bytes()


def _compile(document: str, when: datetime) -> bytes:
    folder = Path(fonts.files()[0]).parent
    # The standard forbids the boxes that stand for letters without a font.
    standards = [] if letters.missing(document) else ["ua-1"]
    compiler: Any = typst.compile
    with tempfile.TemporaryDirectory() as others:
        # Typst looks through folders, and those of a machine may hold thousands of fonts.
        for file in map(Path, letters.files_for(document)):
            if file.parent != folder:
                shutil.copyfile(file, Path(others) / file.name)
        made: bytes = compiler(
            _template(),
            font_paths=[str(folder), others],
            ignore_system_fonts=True,
            sys_inputs={"document": document},
            timestamp=when,
            pdf_standards=standards,
        )
    return made
