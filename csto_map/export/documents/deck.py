"""The pages of a document, before they become PDF or PPTX.

A page knows what stands on it, not how a format writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csto_map.atlas import Atlas
from csto_map.export.laid import sheet
from csto_map.export.options import Still
from csto_map.facts import ids
from csto_map.language.words import words
from csto_map.picture import annotations as annotating
from csto_map.picture.parts import SourceRef
from csto_map.picture.scene import Scene
from csto_map.sheet.furniture import Sheet


@dataclass(frozen=True, slots=True)
class Source:
    """A source in full; `n` is its number on the page or in the deck."""

    n: int
    id: str
    text: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A strength that counts on the day: whose it is, its words, its sources."""

    subject: str
    words: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """A map with everything around it, and what a speaker says about it."""

    sheet: Sheet
    summary: str
    changed: str
    remarks: str
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The first page."""

    title: str
    subtitle: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePage:
    """
    A table under a title.

    `widths` are the columns' shares of the width; `note` stands below.
    """

    title: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The annex of all sources of a deck."""

    title: str
    sources: tuple[Source, ...]


Page = MapPage | CoverPage | TablePage | SourcesPage


def map_page(atlas: Atlas, still: Still, more: str, remarks: str = "") -> MapPage:
    """
    Make the page of a still.

    Parameters
    ----------
    more
        Where the sources that do not fit on the page are listed.
    remarks
        What the speaker's notes open with.
    """
    return page_of(atlas, sheet(atlas, still, more), remarks)


def page_of(atlas: Atlas, laid: Sheet, remarks: str = "") -> MapPage:
    """Make the page of a sheet; `remarks` as for `map_page`."""
    atlas = atlas.spoken(laid.scene.language)
    scenes = [plate.scene for plate in laid.plates]
    strengths = figures(atlas, scenes[-1])
    source_ids = [ref.id for ref in all_refs(scenes)]
    # Figures have sources of their own: they follow those of the map.
    sources = listed_sources(
        atlas, [*source_ids, *(s for figure in strengths for s in figure.source_ids)]
    )
    return MapPage(
        laid,
        summary(laid),
        laid.flows.get("changed", ""),
        remarks,
        strengths,
        sources,
    )


def all_refs(scenes: Sequence[Scene]) -> list[SourceRef]:
    """Give the sources of several scenes, each once."""
    return list({ref.id: ref for one in scenes for ref in one.sources}.values())


def listed_sources(atlas: Atlas, ids: Iterable[str]) -> tuple[Source, ...]:
    """Give sources in full, numbered in the order of their ids."""
    rows = {row.source_id: row for row in atlas.tables.sources}
    sources = []
    for n, source_id in enumerate(dict.fromkeys(ids), start=1):
        row = rows[source_id]
        publisher = f"{row.publisher}: " if row.publisher and row.publisher != row.title else ""
        when = f" ({row.date})" if row.date else ""
        sources.append(Source(n, source_id, f"{publisher}{row.title}{when}", row.url, row.note))
    return tuple(sources)


def figures(atlas: Atlas, scene: Scene) -> tuple[Figure, ...]:
    """Give the strengths that count on a scene's day, of what it shows."""
    atlas, speech = atlas.spoken(scene.language), atlas.speech(scene.language)
    phrases = speech.words["document"]
    names = {row.site_id: speech.name(row) for row in atlas.tables.sites}
    units = {row.deployment_id: row.unit_id for row in atlas.tables.deployments}
    names |= {row.unit_id: speech.name(row) for row in atlas.tables.units}
    names |= {row.grouping_id: speech.name(row) for row in atlas.tables.groupings}
    shown: dict[str, None] = {}
    for symbol in scene.every_symbol:
        for member in symbol.members:
            kind, row_id = ids.parse(member)
            if kind in ("site", "deployment", "grouping"):
                shown[units.get(row_id, row_id)] = None
    found = []
    for subject in shown:
        strength = atlas.strengths.at(subject, scene.date)
        if strength is not None:
            people = phrases["people"].format(n=speech.range(strength.low, strength.high))
            text = speech.figure(people, speech.date(strength.as_of), strength.age(scene.date))
            found.append(Figure(names[subject], text, strength.source_ids))
    return tuple(found)


def summary(sheet: Sheet) -> str:
    """Say in a sentence or two what the map shows, for those who cannot see it."""
    return " ".join(scene_summary(plate.scene) for plate in sheet.plates)


def scene_summary(scene: Scene) -> str:
    """Say what one map shows."""
    counts = "; ".join(f"{entry.label}: {entry.counted(scene.language)}" for entry in scene.legend)
    phrases = words(scene.language)
    told: str = phrases["document"]["map"].format(
        title=scene.title, date=scene.subtitle, counts=counts
    )
    written = annotating.summary(scene.annotated, phrases["annotations"])
    return f"{told} {written}".strip()
