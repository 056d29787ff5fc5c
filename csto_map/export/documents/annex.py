"""What no page has room for, on pages of its own: figures, differences, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from csto_map.export.documents.deck import MapPage, Page, SourcesPage, TablePage
from csto_map.language.words import words


def alone(page: MapPage) -> list[Page]:
    """Give the annex of a map that is a document by itself."""
    phrases = words(page.sheet.scene.language)["document"]
    numbers = {source.id: source.n for source in page.sources}
    sources = SourcesPage(phrases["sources_of"].format(title=page.sheet.title), page.sources)
    return [*tables(page, numbers), sources]


def tables(page: MapPage, numbers: Mapping[str, int]) -> Iterator[Page]:
    """
    Give the tables behind a map: all differences that it shows, and all figures that count.

    Parameters
    ----------
    numbers
        Source id -> number.
    """
    scene = page.sheet.scene
    phrases = words(scene.language)["document"]
    date = page.sheet.plates[-1].scene.subtitle
    if page.sheet.flows.get("list"):
        differences = tuple(
            (kind, item)
            for line in page.sheet.flows["list"].splitlines()
            for kind, _, items in [line.partition(": ")]
            for item in items.split("; ")
        )
        heads = (phrases["kind"], phrases["differences"])
        yield TablePage(phrases["differences"], heads, (1.0, 4.0), differences, "")
    if page.figures:
        cited = (
            ", ".join(str(numbers[one]) for one in figure.source_ids if one in numbers)
            for figure in page.figures
        )
        rows = tuple(
            (figure.subject, figure.words, cites)
            for figure, cites in zip(page.figures, cited, strict=True)
        )
        columns = (phrases["subject"], phrases["strength"], phrases["sources"])
        title = phrases["figures_of"].format(date=date)
        yield TablePage(title, columns, (2.2, 2.2, 0.6), rows, phrases["figures_note"])
