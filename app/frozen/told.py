"""What a site tells those who link it, find it or list it, and layers for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from csto_map.atlas import Atlas
from csto_map.exchange.web import catalogue
from csto_map.exchange.writing import frames
from csto_map.page import preview

from .. import published
from ..api.layers import csv_of, geojson_of
from .openings import Opening, first

# The tables: what Croissant describes.
PACKAGE = "api/v1/data.csv.zip"
_ROBOTS = "User-agent: *\nAllow: /\n"


def head(atlas: Atlas, base: str, page: Opening) -> str:
    """Write the tags about a page; where its whole address is unknown, those without one."""
    seen = preview.of(atlas, page.query)
    if not base:
        return f'<meta name="description" content="{escape(seen.description)}">'
    here, picture = f"{base}/{page.path}", f"{base}/{page.picture}"
    return "\n".join(published.head(atlas, base, seen, here, picture))


def croissant(base: str, package: bytes) -> bytes:
    """Describe the tables as Croissant has it."""
    return published.croissant_of(base, package)


def layers(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Give each layer of the whole history, as GeoJSON and as a table, by its path."""
    for name in frames.TITLES:
        rows = frames.layer(atlas, name, None)
        yield f"api/v1/layers/{name}.geojson", geojson_of(atlas, name, rows, None)
        yield f"api/v1/layers/{name}.csv", csv_of(atlas, name, rows, None)


def for_crawlers(atlas: Atlas, base: str, pages: Sequence[Opening]) -> Iterator[tuple[str, bytes]]:
    """Give what crawlers and catalogues ask for; of whole addresses nothing without `base`."""
    if not base:
        yield "robots.txt", _ROBOTS.encode()
        return
    yield "robots.txt", f"{_ROBOTS}Sitemap: {base}/sitemap.xml\n".encode()
    yield "dcat.jsonld", published.encoded(catalogue.catalogue(atlas, base, services=False))
    subjects: dict[str, dict[str, str]] = {}
    for one in [first(), *pages]:
        subjects.setdefault(one.subject, {})[one.language] = one.path
    reading = [{"": path} for path in reading_paths(atlas)]
    yield "sitemap.xml", published.sitemap(base, [*subjects.values(), *reading]).encode()


def reading_paths(atlas: Atlas) -> list[str]:
    """Give the paths of the pages for reading that a site has."""
    return ["methods/", "data/"] if (atlas.folder / "README.md").is_file() else ["data/"]
