"""The compiled timeline in another language: names, titles and sentences, no facts.

Where no source gives a name in the language, the English one stays.
"""

from __future__ import annotations

from csto_map.facts import ids
from csto_map.facts.ids import MapId
from csto_map.history import changes, names, timeline
from csto_map.history.base import Facts
from csto_map.history.forms import Timeline
from csto_map.language.speech import Speech


def translated(facts: Facts, language: str) -> Timeline:
    """
    Give the timeline of an atlas in a language.

    Returns
    -------
    timeline
        `Atlas.timeline`, its texts replaced; see `csto_map.history.forms`.
    """
    speech, english, config = facts.speech(language), facts.timeline, facts.config
    countries = {row.country: speech.name(row) for row in facts.tables.countries}
    sectors = {row.sector_id: speech.name(row) for row in facts.tables.border_sectors}
    marks = _names(facts, speech)
    forces = {ids.of(row): speech.name(row) for row in facts.tables.groupings}
    return {
        **english,
        "title": speech.title("title", "", config.title),
        "subject": speech.title("subject", "", config.subject),
        "boundary_source": speech.title("boundary_source", "", config.boundary_source),
        "groups": {k: speech.title("group_titles", k, v) for k, v in english["groups"].items()},
        "views": [
            {
                **v,
                "title": speech.title("views", v["id"], v["title"]),
                "projection": timeline.projection_name(config, v["id"], speech),
                "insets": timeline.insets(config.view(v["id"]), config, language),
            }
            for v in english["views"]
        ],
        "lenses": [
            {**o, "title": speech.title("lenses", o["id"], o["title"])} for o in english["lenses"]
        ],
        "layers": [
            {**o, "title": speech.title("layers", o["id"], o["title"])} for o in english["layers"]
        ],
        "countries": [
            names.called({**c, "name": countries[c["id"]]}, facts.states, speech)
            for c in english["countries"]
        ],
        "sectors": [{**s, "name": sectors[s["id"]]} for s in english["sectors"]],
        "marks": [{**m, "name": marks.get(m["id"], m["name"])} for m in english["marks"]],
        "arrivals": [
            {**one, "name": forces.get(one["id"], one["name"])} for one in english["arrivals"]
        ],
        "changes": [
            timeline.change_entry(change)
            for change in changes.compile_changes(
                facts.tables, config, facts.first, facts.horizon, speech, outlines=facts.borders
            )
        ],
        "events": timeline.event_entries(facts.tables, facts.first, facts.horizon, speech),
        "not_covered": [
            {**one, "text": config.not_covered[k].text_in(language)}
            for k, one in enumerate(english["not_covered"])
        ],
        "notes": timeline.boundary_notes(facts.tables, facts.first, speech, facts.borders),
    }


def _names(facts: Facts, speech: Speech) -> dict[MapId, str]:
    units = {row.unit_id: speech.name(row) for row in facts.tables.units}
    names = {ids.of(row): speech.name(row) for row in facts.tables.sites}
    names |= {ids.of(row): speech.name(row) for row in facts.tables.groupings}
    return names | {ids.of(row): units[row.unit_id] for row in facts.tables.deployments}
