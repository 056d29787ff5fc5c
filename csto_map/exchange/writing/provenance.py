"""What every file that the program writes says of itself: version, licence, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from csto_map.atlas import Atlas
from csto_map.facts.schema import Source


@dataclass(frozen=True, slots=True)
class Provenance:
    """
    Where a file is from.

    `day` is None for the whole history. `first` and `horizon` are the first and last
    day that the facts cover; `boundaries` says whose outlines are drawn.
    """

    title: str
    subject: str
    version: str
    day: date | None
    first: date
    horizon: date
    licence: str
    licence_title: str
    licence_url: str
    attribution: str
    boundaries: str

    def sentences(self) -> tuple[str, ...]:
        """Say it for a person, a sentence each."""
        span = f"{self.first.isoformat()} to {self.horizon.isoformat()}"
        when = f"On {self.day.isoformat()}" if self.day else f"Whole history, {span}"
        texts = [
            f"{self.title}: {self.subject}.",
            f"{when}. Data version {self.version}.",
        ]
        if self.licence:
            texts.append(f"Licence: {self.licence_title} ({self.licence}), {self.licence_url}.")
        if self.attribution:
            texts.append(f'To be attributed as "{self.attribution}".')
        if self.boundaries:
            texts.append(self.boundaries)
        return tuple(texts)

    def as_dict(self) -> dict[str, object]:
        """Give it as a plain object for a file's metadata."""
        return {
            "title": self.title,
            "subject": self.subject,
            "data_version": self.version,
            "date": self.day.isoformat() if self.day else None,
            "first_day": self.first.isoformat(),
            "horizon": self.horizon.isoformat(),
            "licence": self.licence,
            "licence_title": self.licence_title,
            "licence_url": self.licence_url,
            "attribution": self.attribution,
            "boundaries": self.boundaries,
        }


def provenance(atlas: Atlas, day: date | None) -> Provenance:
    """Say where a file of this atlas is from."""
    licence = atlas.config.licence
    return Provenance(
        title=atlas.config.title,
        subject=atlas.config.subject,
        version=atlas.version,
        day=day,
        first=atlas.first,
        horizon=atlas.horizon,
        licence=licence.id,
        licence_title=licence.title,
        licence_url=licence.url,
        attribution=licence.attribution,
        boundaries=atlas.config.boundary_source,
    )


def citations(atlas: Atlas) -> dict[str, str]:
    """Give each source as one line, by id: publisher, title, date, address."""
    return {row.source_id: cite(row) for row in atlas.tables.sources}


def cite(source: Source) -> str:
    """Give a row of sources.csv as one line."""
    by = f"{source.publisher}: " if source.publisher != source.title else ""
    when = f" ({source.date})" if source.date else ""
    where = f", {source.url}" if source.url else ""
    return f"{by}{source.title}{when}{where}"


def cited(source_ids: Iterable[str], lines: Mapping[str, str]) -> str:
    """Join the citations of one row."""
    return " | ".join(lines[id_] for id_ in source_ids)
