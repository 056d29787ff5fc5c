"""PPTX decks: whatever a sheet shows is a native shape, or the maps are crisp pictures.

A slide is so large that the smallest type of a sheet is 9 points on it: one unit of a sheet's
layout is a point, so that slides of 1920 x 1080 pixels are 20 x 11.25 inches.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from csto_map import archive, extras
from csto_map.atlas import Atlas
from csto_map.export.documents import annex, master
from csto_map.export.documents.deck import CoverPage, MapPage, Page, TablePage
from csto_map.export.documents.text_slides import Slides
from csto_map.export.sizes import Size
from csto_map.machine import clock
from csto_map.picture.style import STYLES
from csto_map.sheet.measures import TYPE

with extras.needing("export"):
    from pptx.presentation import Presentation as Deck

MORE = "more_annex"
# Nothing on a slide is smaller, in points.
_LEAST = 9.0


def write(
    atlas: Atlas,
    pages: Sequence[Page],
    size: Size,
    style: str = "light",
    *,
    pictured: bool = False,
) -> bytes:
    """
    Write pages as a presentation.

    Parameters
    ----------
    pages
        If the only page is a map, its figures and its sources follow on slides of their own.
    size
        Its shape becomes that of the slides.
    style
        A name of `csto_map.picture.style.STYLES`, for pages without a map.
    pictured
        Whether maps are pictures, not shapes.

    Returns
    -------
    presentation
        The same bytes for the same pages, data and day of making; see `csto_map.machine.clock`.
    """
    pages = list(pages)
    if len(pages) == 1 and isinstance(pages[0], MapPage):
        pages += annex.alone(pages[0])
    shape = size.layout
    unit = _LEAST / TYPE.fine
    language = next((p.sheet.scene.language for p in pages if isinstance(p, MapPage)), "en")
    looks = STYLES[style]
    deck = master.begun(shape, unit, looks, language)
    writer = Slides(deck, unit, shape, looks, language, pictured=pictured)
    for page in pages:
        if isinstance(page, MapPage):
            writer.map(page)
        elif isinstance(page, CoverPage):
            writer.cover(page)
        elif isinstance(page, TablePage):
            writer.table(page)
        else:
            writer.sources(page)
    _tell(atlas, deck, pages[0])
    file = io.BytesIO()
    deck.save(file)
    return _dateless(file.getvalue())


def _tell(atlas: Atlas, deck: Deck, first: Page) -> None:
    """Write what programs show of a file: title, author, subject, days of the data."""
    about = deck.core_properties
    about.title = first.sheet.title if isinstance(first, MapPage) else first.title
    about.author = about.last_modified_by = atlas.config.title
    about.subject = atlas.config.subject
    about.comments = f"Data {atlas.version}"
    about.created = about.modified = clock.day_made().replace(tzinfo=None)
    about.revision = 1


def _dateless(data: bytes) -> bytes:
    """Pack a zip file anew without the hour at which it was packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for item in old.infolist():
            pressed = item.filename.endswith(".png")
            new.writestr(archive.member(item.filename, pressed=pressed), old.read(item))
    return out.getvalue()
