"""The compiled timeline in another language: names, titles and sentences, no facts.

Where no source gives a name in the language, the English one stays.
"""

from __future__ import annotations

from csto_map.facts import ids
from csto_map.facts.ids import MapId
from csto_map.history import changes, timeline
from csto_map.history.base import Facts
from csto_map.history.forms import Timeline
from csto_map.language.speech import Speech, speech


def translated(facts: Facts, language: str) -> Timeline:
    """
    Give the timeline of an atlas in a language.

    Returns
    -------
    timeline
        `Atlas.timeline`, its texts replaced; see `csto_map.history.forms`.
    """
    said, own, config = speech(language, facts.folder), facts.timeline, facts.config
    countries = {row.country: said.name(row) for row in facts.tables.countries}
    sectors = {row.sector_id: said.name(row) for row in facts.tables.border_sectors}
    marks = _names(facts, said)
    return {
        **own,
        "title": said.title("title", "", config.title),
        "subject": said.title("subject", "", config.subject),
        "projection": said.title("projection", "", config.projection.name),
        "boundary_source": said.title("boundary_source", "", config.boundary_source),
        "groups": {k: said.title("group_titles", k, v) for k, v in own["groups"].items()},
        "views": [{**v, "title": said.title("views", v["id"], v["title"])} for v in own["views"]],
        "lenses": [
            {**o, "title": said.title("lenses", o["id"], o["title"])} for o in own["lenses"]
        ],
        "layers": [
            {**o, "title": said.title("layers", o["id"], o["title"])} for o in own["layers"]
        ],
        "countries": [{**c, "name": countries[c["id"]]} for c in own["countries"]],
        "sectors": [{**s, "name": sectors[s["id"]]} for s in own["sectors"]],
        "marks": [{**m, "name": marks.get(m["id"], m["name"])} for m in own["marks"]],
        "changes": [
            timeline.change_entry(change)
            for change in changes.compile_changes(
                facts.tables, config, facts.first, facts.horizon, said
            )
        ],
        "events": timeline.event_entries(facts.tables, facts.first, facts.horizon, said),
        "not_covered": [
            {**one, "text": config.not_covered[k].said(language)}
            for k, one in enumerate(own["not_covered"])
        ],
        "notes": timeline.boundary_notes(facts.tables, facts.first, said),
    }


def _names(facts: Facts, said: Speech) -> dict[MapId, str]:
    units = {row.unit_id: said.name(row) for row in facts.tables.units}
    names = {ids.of(row): said.name(row) for row in facts.tables.sites}
    return names | {ids.of(row): units[row.unit_id] for row in facts.tables.deployments}
