"""The compiled timeline in another language: names, titles and sentences, no facts.

Where no source gives a name in the language, the English one stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csto_map.history import changes, timeline
from csto_map.language.speech import Speech, speech

if TYPE_CHECKING:
    from csto_map.atlas import Atlas


def translated(atlas: Atlas, language: str) -> dict[str, Any]:
    """
    Give the timeline of an atlas in a language.

    Returns
    -------
    timeline
        `Atlas.timeline`, its texts replaced; see ``docs/timeline.md``.
    """
    said, own, config = speech(language, atlas.folder), atlas.timeline, atlas.config
    countries = {row.country: said.name(row) for row in atlas.tables.countries}
    sectors = {row.sector_id: said.name(row) for row in atlas.tables.border_sectors}
    marks = _names(atlas, said)
    return {
        **own,
        "title": said.title("title", "", config.title),
        "subject": said.title("subject", "", config.subject),
        "projection": said.title("projection", "", config.projection.name),
        "boundary_source": said.title("boundary_source", "", config.boundary_source),
        "groups": {k: said.title("group_titles", k, v) for k, v in own["groups"].items()},
        **{section: _titled(said, section, own[section]) for section in ("views", "lenses")},
        "layers": _titled(said, "layers", own["layers"]),
        "countries": [{**c, "name": countries[c["id"]]} for c in own["countries"]],
        "sectors": [{**s, "name": sectors[s["id"]]} for s in own["sectors"]],
        "marks": [{**m, "name": marks.get(m["id"], m["name"])} for m in own["marks"]],
        "changes": [
            timeline.change_entry(change)
            for change in changes.compile_changes(
                atlas.tables, config, atlas.first, atlas.horizon, said
            )
        ],
        "events": timeline.event_entries(atlas.tables, atlas.first, atlas.horizon, said),
        "not_covered": [
            {**one, "text": config.not_covered[k].said(language)}
            for k, one in enumerate(own["not_covered"])
        ],
        "notes": timeline.boundary_notes(atlas.tables, atlas.first, said),
    }


def _titled(said: Speech, section: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**item, "title": said.title(section, item["id"], item["title"])} for item in items]


def _names(atlas: Atlas, said: Speech) -> dict[str, str]:
    units = {row.unit_id: said.name(row) for row in atlas.tables.units}
    names = {f"site:{row.site_id}": said.name(row) for row in atlas.tables.sites}
    return names | {
        f"deployment:{row.deployment_id}": units[row.unit_id] for row in atlas.tables.deployments
    }
