"""What comparing two days in the browser needs: all that comes and goes, and says who.

`csto_map.history.compare` asks the tables; a browser has only what is compiled for it. The
ledger also holds what no map shows because nobody knows its place, and the figures of
groupings. ``assets/src/core/diff.js`` reads it; a browser test holds both equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from csto_map.facts import ids
from csto_map.history import marks
from csto_map.history.changes import short_name
from csto_map.history.compare import KINDS, Difference
from csto_map.history.spells import BOUND
from csto_map.history.timeline import state_at
from csto_map.language.speech import Speech
from csto_map.query import ledger_forms
from csto_map.query.filters import Filters, Thing
from csto_map.query.ledger_forms import Ledger, LedgerStep

if TYPE_CHECKING:
    from csto_map.atlas import Atlas


def compile_ledger(atlas: Atlas, language: str = "en") -> Ledger:
    """Make the ledger of an atlas in a language."""
    atlas, speech = atlas.spoken(language), atlas.speech(language)
    guards = [spell.row for spells in atlas.world.guards.values() for spell in spells]
    return {
        "kinds": list(KINDS),
        "bound": list(BOUND),
        "memberships": {
            row.membership_id: list(row.source_ids) for row in atlas.tables.memberships
        },
        "guards": {row.guard_id: list(row.source_ids) for row in guards},
        "things": [*_places(atlas, speech), *_stays(atlas, speech), *_drawn(atlas, speech)],
        "groupings": [
            {
                "id": ids.of(row),
                "layer": "units",
                "name": short_name(speech.name(row)),
                "subject": row.grouping_id,
                **marks.facts(at=(row.host,) if row.host else (), by=row.owner),
                "group": atlas.config.group_of(row.owner),
            }
            for row in atlas.tables.groupings
            if not row.echelon
        ],
        "strengths": _strengths(atlas, speech),
    }


def let_through(
    atlas: Atlas, rows: Sequence[Difference], filters: Filters, first: date, second: date
) -> tuple[Difference, ...]:
    """Keep the rows that filters let through; a hand-over by either guard."""
    if not filters:
        return tuple(rows)
    days = first.toordinal(), second.toordinal()
    book = compile_ledger(atlas)
    things: dict[str, Thing] = {thing["id"]: thing for thing in book["things"]}
    things |= {thing["id"]: thing for thing in book["groupings"]}
    lens = atlas.config.default_lens
    guards = [state_at(atlas.timeline, day, lens).sectors for day in days]

    def asked_of(row: Difference) -> Sequence[Thing]:
        if row.layer == "states":
            return [{"layer": "states", "at": [row.id]}]
        if row.layer == "border":
            sector = ids.parse(row.id)[1]
            return [{"layer": "border", "by": held[sector][0]} for held in guards]
        return [things[row.id]]

    return tuple(
        row
        for row in rows
        if (row.certain or not filters.sure)
        and any(filters.passes(thing, days) for thing in asked_of(row))
    )


def _places(atlas: Atlas, speech: Speech) -> list[ledger_forms.Thing]:
    """Sites, whose figures are compared too, and points of the border."""
    sites: list[ledger_forms.Thing] = [
        {
            "id": ids.of(spell.row),
            "layer": marks.site_layer(spell.row),
            "name": short_name(speech.name(spell.row)),
            **marks.span(spell),
            "sources": list(spell.row.source_ids),
            "kind": spell.row.kind,
            **_parts(spell.row.site_id),
            "group": atlas.config.group_of(spell.row.operator),
            **marks.of_site(spell.row, atlas.strengths),
        }
        for spell in atlas.world.sites
    ]
    points: list[ledger_forms.Thing] = [
        {
            "id": ids.of(spell.row),
            "layer": "crossings",
            "name": short_name(spell.row.name),
            **marks.span(spell),
            "sources": list(spell.row.source_ids),
            "kind": spell.row.kind,
            **_parts(),
            "group": "host",
            **marks.facts(at=spell.row.country.split(";")),
        }
        for spell in atlas.world.points
    ]
    return sites + points


def _parts(subject: str = "") -> ledger_forms.ThingParts:
    return {"subject": subject} if subject else {}


def _stays(atlas: Atlas, speech: Speech) -> list[ledger_forms.Thing]:
    """Deployments; `place` and `subject` together say whether a unit moved."""
    units = {row.unit_id: row for row in atlas.tables.units}
    sites = {row.site_id: row for row in atlas.tables.sites}
    things: list[ledger_forms.Thing] = []
    for spell in atlas.world.deployments:
        unit, site = units[spell.row.unit_id], sites.get(spell.row.site_id)
        things.append(
            {
                "id": ids.of(spell.row),
                "layer": "units",
                "name": short_name(speech.name(unit)),
                **marks.span(spell),
                "sources": list(spell.row.source_ids),
                "kind": unit.arm,
                "subject": unit.unit_id,
                "place": spell.row.site_id,
                "where": short_name(speech.name(site)) if site else "",
                "group": atlas.config.group_of(unit.owner),
                **marks.of_deployment(spell.row, unit, site, atlas.strengths),
            }
        )
    return things


def _drawn(atlas: Atlas, speech: Speech) -> list[ledger_forms.Thing]:
    """Groupings that the map shows: they come and go as units do, at no site."""
    return [
        {
            "id": ids.of(spell.row),
            "layer": "units",
            "name": short_name(speech.name(spell.row)),
            **marks.span(spell),
            "sources": list(spell.row.source_ids),
            "kind": marks.grouping_arm(spell.row),
            "subject": spell.row.grouping_id,
            "place": "",
            "where": "",
            "group": atlas.config.group_of(spell.row.owner),
            **marks.of_grouping(spell.row, atlas.strengths),
        }
        for spell in atlas.world.groupings
    ]


def _strengths(atlas: Atlas, speech: Speech) -> dict[str, list[LedgerStep]]:
    """List what counts of each subject, by the rule of `csto_map.history.strengths`."""
    by_subject = {}
    for subject in dict.fromkeys(row.subject_id for row in atlas.tables.strengths):
        steps = [
            LedgerStep(
                day.toordinal(),
                one.low,
                one.high,
                speech.date(one.as_of),
                list(one.source_ids),
                one.old_from.toordinal(),
                one.last_known_from.toordinal(),
            )
            if one
            else LedgerStep(day.toordinal(), None, None, "", [], None, None)
            for day, one in atlas.strengths.steps(subject)
        ]
        if steps:
            by_subject[subject] = steps
    return by_subject
