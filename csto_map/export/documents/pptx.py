"""PPTX decks: every word a native text box, the maps as crisp pictures.

The maps are PNG at twice the resolution of the screen: PowerPoint's own SVG drawing
knows neither halos behind letters nor our typeface, and would spoil both.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from csto_map import clock, extras
from csto_map.atlas import Atlas
from csto_map.export.documents.deck import CoverPage, MapPage, Page, TablePage
from csto_map.export.documents.slides import EMU_PER_POINT
from csto_map.export.documents.text_slides import Slides
from csto_map.export.sizes import Size
from csto_map.picture.style import STYLES

with extras.needing("export"):
    from pptx import Presentation
    from pptx.util import Emu

MORE = "more_notes"
# The shorter side of a slide is 7.5 inches.
_SHORT_POINTS = 540.0
# Zip files cannot be older.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(atlas: Atlas, pages: Sequence[Page], size: Size, style: str = "light") -> bytes:
    """
    Write pages as a presentation.

    Parameters
    ----------
    size
        Its shape becomes that of the slides; sizes with a resolution keep their
        size on paper.
    style
        A name of `csto_map.picture.style.STYLES`, for pages without a map.

    Returns
    -------
    presentation
        The same bytes for the same pages, data and time of making; see `csto_map.clock`.
    """
    deck = Presentation()
    short = min(size.points) if size.dpi else _SHORT_POINTS
    width, height = size.layout
    unit = short / min(width, height)
    deck.slide_width = Emu(round(width * unit * EMU_PER_POINT))
    deck.slide_height = Emu(round(height * unit * EMU_PER_POINT))
    language = next((p.sheet.scene.language for p in pages if isinstance(p, MapPage)), "en")
    writer = Slides(deck, unit, (width, height), STYLES[style], language)
    for page in pages:
        if isinstance(page, MapPage):
            writer.map(page)
        elif isinstance(page, CoverPage):
            writer.cover(page)
        elif isinstance(page, TablePage):
            writer.table(page)
        else:
            writer.sources(page)
    about = deck.core_properties
    first = pages[0]
    about.title = first.sheet.title if isinstance(first, MapPage) else first.title
    about.author = about.last_modified_by = atlas.config.title
    about.subject = atlas.config.subject
    about.comments = f"Data {atlas.version}"
    about.created = about.modified = clock.made().replace(tzinfo=None)
    about.revision = 1
    file = io.BytesIO()
    deck.save(file)
    return _dateless(file.getvalue())


def _dateless(data: bytes) -> bytes:
    """Pack a zip file anew without the hour at which it was packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            fresh = zipfile.ZipInfo(item.filename, _EPOCH)
            fresh.compress_type = (
                zipfile.ZIP_STORED if item.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            )
            fresh.external_attr = 0o644 << 16
            new.writestr(fresh, old.read(item))
    return out.getvalue()
