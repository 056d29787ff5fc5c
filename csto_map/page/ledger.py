"""What comparing two days in the browser needs: all that comes and goes, and says who.

`csto_map.history.compare` asks the tables; a browser has only what is compiled for it. The
ledger also holds what no map shows because nobody knows its place, and the figures of
groupings. ``assets/js/diff.js`` reads it; a browser test holds both equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from csto_map.history import marks
from csto_map.history.changes import short_name
from csto_map.history.compare import KINDS, Difference
from csto_map.history.marks import ordinal
from csto_map.history.spells import BOUND, Spell
from csto_map.history.timeline import state_at
from csto_map.language.speech import Speech, speech
from csto_map.query.filters import Filters, Thing

if TYPE_CHECKING:
    from csto_map.atlas import Atlas


def compile_ledger(atlas: Atlas, language: str = "en") -> dict[str, Any]:
    """
    Make the ledger of an atlas in a language.

    Returns
    -------
    ledger
        JSON-ready; its form is written down in ``docs/timeline.md``.
    """
    atlas, said = atlas.spoken(language), speech(language, atlas.folder)
    guards = [spell.row for own in atlas.world.guards.values() for spell in own]
    return {
        "kinds": list(KINDS),
        "bound": list(BOUND),
        "memberships": {
            row.membership_id: list(row.source_ids) for row in atlas.tables.memberships
        },
        "guards": {row.guard_id: list(row.source_ids) for row in guards},
        "things": [*_places(atlas, said), *_stays(atlas, said)],
        "groupings": [
            {
                "id": f"grouping:{row.grouping_id}",
                "layer": "units",
                "name": short_name(said.name(row)),
                "subject": row.grouping_id,
                **marks.facts(at=(row.host,) if row.host else (), by=row.owner),
                "group": atlas.config.group_of(row.owner),
            }
            for row in atlas.tables.groupings
        ],
        "strengths": _strengths(atlas, said),
    }


def let_through(
    atlas: Atlas, rows: Sequence[Difference], filters: Filters, first: date, second: date
) -> tuple[Difference, ...]:
    """Keep the rows that filters let through; a hand-over by either guard."""
    if not filters:
        return tuple(rows)
    days = first.toordinal(), second.toordinal()
    book = compile_ledger(atlas)
    things = {thing["id"]: thing for thing in (*book["things"], *book["groupings"])}
    lens = atlas.config.default_lens
    guards = [state_at(atlas.timeline, day, lens).sectors for day in days]

    def asked_of(row: Difference) -> Sequence[Thing]:
        if row.layer == "states":
            return [{"layer": "states", "at": [row.id]}]
        if row.layer == "border":
            sector = row.id.partition(":")[2]
            return [{"layer": "border", "by": held[sector][0]} for held in guards]
        return [things[row.id]]

    return tuple(
        row
        for row in rows
        if (row.certain or not filters.sure)
        and any(filters.passes(thing, days) for thing in asked_of(row))
    )


def _thing(spell: Spell, id_: str, layer: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "layer": layer,
        "name": name,
        "from": spell.from_.toordinal(),
        "until": ordinal(spell.until),
        "cfrom": ordinal(spell.certain_from),
        "cuntil": ordinal(spell.certain_until),
        "sources": list(spell.row.source_ids),
        **more,
    }


def _places(atlas: Atlas, said: Speech) -> list[dict[str, Any]]:
    """Sites, whose figures are compared too, and points of the border."""
    found = [
        _thing(
            spell,
            f"site:{spell.row.site_id}",
            marks.site_layer(spell.row),
            short_name(said.name(spell.row)),
            kind=spell.row.kind,
            subject=spell.row.site_id,
            group=atlas.config.group_of(spell.row.operator),
            **marks.of_site(spell.row, atlas.strengths),
        )
        for spell in atlas.world.sites
    ]
    return found + [
        _thing(
            spell,
            f"point:{spell.row.point_id}",
            "crossings",
            short_name(spell.row.name),
            kind=spell.row.kind,
            group="host",
            **marks.facts(at=spell.row.country.split(";")),
        )
        for spell in atlas.world.points
    ]


def _stays(atlas: Atlas, said: Speech) -> list[dict[str, Any]]:
    """Deployments; `place` and `subject` together say whether a unit moved."""
    units = {row.unit_id: row for row in atlas.tables.units}
    sites = {row.site_id: row for row in atlas.tables.sites}
    found = []
    for spell in atlas.world.deployments:
        unit, site = units[spell.row.unit_id], sites.get(spell.row.site_id)
        found.append(
            _thing(
                spell,
                f"deployment:{spell.row.deployment_id}",
                "units",
                short_name(said.name(unit)),
                kind=unit.arm,
                subject=unit.unit_id,
                place=spell.row.site_id,
                where=short_name(said.name(site)) if site else "",
                group=atlas.config.group_of(unit.owner),
                **marks.of_deployment(spell.row, unit, site, atlas.strengths),
            )
        )
    return found


def _strengths(atlas: Atlas, said: Speech) -> dict[str, list[Any]]:
    """
    List what counts of each subject: [from, low, high, as of, sources, old from, last known from].

    Days are ordinals; `low` None where nothing counts.
    """
    found = {}
    for subject in dict.fromkeys(row.subject_id for row in atlas.tables.strengths):
        steps: list[list[Any]] = [
            [
                *(day.toordinal(), one.low, one.high, said.date(one.as_of)),
                *(list(one.source_ids), one.old_from.toordinal(), one.last_known_from.toordinal()),
            ]
            if one
            else [day.toordinal(), None, None, "", [], None, None]
            for day, one in atlas.strengths.steps(subject)
        ]
        if steps:
            found[subject] = steps
    return found
