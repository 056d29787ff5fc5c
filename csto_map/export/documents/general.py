"""Plans that any atlas has: they are made from its own facts and choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from csto_map import extras
from csto_map.atlas import Atlas
from csto_map.language.words import languages

with extras.needing("export"):
    import yaml

# As many days of change as a deck of one lecture has room for.
_MOST_DAYS = 12
_MOST_REMARKS = 2
# Turning points of membership have this weight; see `csto_map.history.changes`.
_HEAVY = 3
_PLACES = ("states", "bases", "units", "detachments")


def _changes(atlas: Atlas) -> dict[str, Any]:
    """Each day on which statuses changed; of many those on which most did."""
    return {
        "layers": _layers(atlas, ("states",)),
        "views": [_of_day(atlas, day) for day in _days(atlas)] or [_now(atlas)],
        "tables": ["changes", "sources"],
    }


def _composition(atlas: Atlas) -> dict[str, Any]:
    """Who belongs to it on the day that the atlas begins with, in every view."""
    return {
        "layers": _layers(atlas, ("states",)),
        "views": _everywhere(atlas),
        "tables": ["composition", "sources"],
    }


def _bases(atlas: Atlas) -> dict[str, Any]:
    """What stands where on the day that the atlas begins with, in every view."""
    return {
        "layers": _layers(atlas, _PLACES),
        "views": _everywhere(atlas),
        "tables": ["bases", "strengths", "sources"],
    }


PLANS: Mapping[str, Callable[[Atlas], dict[str, Any]]] = MappingProxyType(
    {"bases": _bases, "changes": _changes, "composition": _composition}
)


def text(name: str, atlas: Atlas) -> str:
    """Write one of `PLANS` for an atlas, in YAML."""
    titles = {}
    for language in languages():
        speech = atlas.speech(language)
        words = speech.words["general_plans"]
        title = speech.title("title", "", atlas.config.title)
        key = "title" if language == "en" else f"title_{language}"
        titles[key] = words[name].format(title=title)
    told = {**titles, **PLANS[name](atlas)}
    return str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=100))


def _layers(atlas: Atlas, wanted: tuple[str, ...]) -> list[str]:
    there = [layer.id for layer in atlas.config.layers]
    return [layer for layer in there if layer in wanted]


def _now(atlas: Atlas) -> dict[str, Any]:
    return {"date": atlas.config.default_date.isoformat()}


def _everywhere(atlas: Atlas) -> list[dict[str, Any]]:
    first = atlas.config.default_view
    views = sorted((view.id for view in atlas.config.views), key=lambda id_: id_ != first)
    return [{**_now(atlas), "view": view} for view in views]


def _days(atlas: Atlas) -> list[date]:
    rows = {row.membership_id for row in atlas.tables.memberships}
    told = [
        (sum(id_ in rows for id_ in change.ids), change.day)
        for change in atlas.changes
        if change.exact and change.weight == _HEAVY and rows.intersection(change.ids)
    ]
    told.sort(key=lambda one: (-one[0], one[1]))
    return sorted(day for _, day in told[:_MOST_DAYS])


def _of_day(atlas: Atlas, day: date) -> dict[str, Any]:
    remarks = list(_events(atlas, day))
    return {"date": day.isoformat(), **({"remarks": remarks} if remarks else {})}


def _events(atlas: Atlas, day: date) -> Iterator[dict[str, str]]:
    """Name the weightiest events of a day that tell of membership."""
    rows = [
        row
        for row in atlas.tables.events
        if row.start == day.isoformat() and row.theme == "membership"
    ]
    rows.sort(key=lambda row: -row.weight)
    yield from ({"event": row.event_id} for row in rows[:_MOST_REMARKS])
