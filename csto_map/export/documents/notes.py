"""Speaker's notes: what changed, the figures, and every source with its address."""

from __future__ import annotations

from csto_map.export.documents.deck import MapPage
from csto_map.language.words import words


def notes(page: MapPage) -> str:
    """Say what a speaker needs: remarks, what changed, figures, sources with links."""
    phrases = words(page.sheet.scene.language)["document"]
    numbers = {source.id: source.n for source in page.sources}
    parts = [page.remarks] if page.remarks else []
    if page.changed:
        parts.append(phrases["changed"].format(text=page.changed))
    if "list" in page.sheet.flows:
        parts.append(f"{phrases['differences']}:\n{page.sheet.flows['list']}")
    if page.figures:
        lines = []
        for figure in page.figures:
            cited = ", ".join(str(numbers[s]) for s in figure.source_ids if s in numbers)
            lines.append(f"{figure.text} [{cited}]")
        parts.append(f"{phrases['figures']}:\n" + "\n".join(lines))
    parts.append(page.sheet.scene.boundary_note)
    listed = [f"{s.n}  {s.text}" + (f" {s.url}" if s.url else "") for s in page.sources]
    parts.append(f"{phrases['sources']}:\n" + "\n".join(listed))
    version = words(page.sheet.scene.language)["sheet"]["data"]
    parts.append(f"{version.format(version=page.sheet.scene.data_version)}. {page.summary}")
    return "\n\n".join(part for part in parts if part)
