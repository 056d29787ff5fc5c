"""A fully specified still as the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from csto_map.atlas import Atlas
from csto_map.errors import BadOption
from csto_map.export import metadata
from csto_map.export.laid import sheet
from csto_map.export.options import Still
from csto_map.sheet.svg import sheet_svg

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "png": "image/png",
        "svg": "image/svg+xml",
        "webp": "image/webp",
        "jpg": "image/jpeg",
        "pdf": "application/pdf",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)


def render(atlas: Atlas, still: Still, ending: str) -> bytes:
    """
    Draw a still as a file.

    Parameters
    ----------
    ending
        One of `MEDIA_TYPES`.

    Raises
    ------
    BadOption
        A ValueError: the ending is not among them; it lists those that are. Or there are
        places that only a browser can fill in.
    """
    check(still, ending)
    return _WRITERS[ending](atlas, still)


def check(still: Still, ending: str) -> None:
    """Raise BadOption if a still cannot be a file of that ending; see `render`."""
    if ending not in MEDIA_TYPES:
        raise BadOption(f"ending {ending!r} does not exist; there are {', '.join(MEDIA_TYPES)}")
    if still.slots and ending != "svg":
        raise BadOption(f"slots are for svg, which a browser completes, not for {ending}")


def svg(atlas: Atlas, still: Still) -> str:
    """Draw a still as SVG text of its full size, its texts set in the typeface."""
    return sheet_svg(sheet(atlas, still), (still.size.width, still.size.height))


def _pixels(still: Still) -> tuple[tuple[int, int], float]:
    """Give width and height in pixels, and how many of them are an inch."""
    size = still.size
    return (size.width, size.height), size.dpi or metadata.SCREEN_DPI


def _svg(atlas: Atlas, still: Still) -> bytes:
    from csto_map.picture.embedded import with_typeface
    from csto_map.picture.outlines import outlined
    from csto_map.sheet.portable import portable

    laid = sheet(atlas, still)
    drawn = sheet_svg(laid, (still.size.width, still.size.height))
    drawn = metadata.in_svg(portable(drawn), metadata.about(atlas, laid, still.trim.link))
    if still.letters == "outlines":
        return outlined(drawn).encode()
    # A page that fills slots in brings its typeface along.
    return (drawn if still.slots else with_typeface(drawn)).encode()


def _png(atlas: Atlas, still: Still) -> bytes:
    from csto_map.sheet import raster

    laid, (size, dpi) = sheet(atlas, still), _pixels(still)
    drawn = raster.png(laid, size, dpi)
    return metadata.in_png(drawn, metadata.about(atlas, laid, still.trim.link))


def _webp(atlas: Atlas, still: Still) -> bytes:
    from csto_map.picture import webp
    from csto_map.sheet import raster

    size, dpi = _pixels(still)
    webp.check(size)
    laid = sheet(atlas, still)
    told = metadata.about(atlas, laid, still.trim.link)
    return metadata.webp(raster.picture(laid, size), told, dpi)


def _jpeg(atlas: Atlas, still: Still) -> bytes:
    from csto_map.sheet import raster

    laid, (size, dpi) = sheet(atlas, still), _pixels(still)
    told = metadata.about(atlas, laid, still.trim.link)
    return metadata.jpeg(raster.picture(laid, size), told, dpi)


def _pdf(atlas: Atlas, still: Still) -> bytes:
    from csto_map.export.documents import pdf
    from csto_map.export.documents.deck import map_page

    return pdf.write(atlas, [map_page(atlas, still, pdf.MORE)], still.size.points, still.style)


def _pptx(atlas: Atlas, still: Still) -> bytes:
    from csto_map.export.documents.deck import map_page
    from csto_map.export.documents.pptx import MORE, write

    page = map_page(atlas, still, MORE)
    return write(atlas, [page], still.size, still.style, pictured=still.picture)


_WRITERS: Mapping[str, Callable[[Atlas, Still], bytes]] = MappingProxyType(
    {
        "png": _png,
        "svg": _svg,
        "webp": _webp,
        "jpg": _jpeg,
        "pdf": _pdf,
        "pptx": _pptx,
    }
)
