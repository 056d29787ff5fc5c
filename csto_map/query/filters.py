"""What filters let through: the twin of ``assets/src/core/filter.js``, which the page uses.

A filter leaves only what is known to match, within the layers that have such a
property at all; layers without it are left alone. Several values of one filter are
alternatives, several filters apply together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csto_map.atlas import Atlas
from csto_map.history import owners
from csto_map.history.timeline import State
from csto_map.language.speech import Speech
from csto_map.query.fields import EVERY, Option
from csto_map.query.kinds import Among, Count, Flag, Kind

_MOST_MEN = 1_000_000
# The query string has a filter's name after this.
PREFIX = "f."

# A mark, an entry of the ledger, or {layer: "states", at: [country]} and the like.
Thing = Mapping[str, Any]
# The first and the last day asked about, as ordinals.
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facet:
    """
    Something to filter by.

    Attributes
    ----------
    layers
        In which it applies.
    members
        Which of a thing say it; of several the first that is not empty.
    """

    id: str
    layers: tuple[str, ...]
    members: tuple[str, ...]

    def of(self, thing: Thing) -> Iterable[str]:
        """Give the values that a thing has."""
        given = next((thing[name] for name in self.members if thing.get(name)), ())
        return (given,) if isinstance(given, str) else given


_READ = json.loads(Path(__file__).with_name("facets.json").read_text(encoding="utf-8"))
FACETS = tuple(
    Facet(facet["id"], tuple(facet["layers"]), tuple(facet["of"])) for facet in _READ["facets"]
)
_MEN = tuple(_READ["men"])


@dataclass(frozen=True, slots=True)
class Filters:
    """
    Filters that apply together; `Filters()` lets everything through.

    `chosen` holds pairs of a facet's id and the values it lets through, `men` the least
    number of people, `sure` says that only what is certain passes.
    """

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    men: int | None = None
    sure: bool = False

    def __bool__(self) -> bool:
        """Say whether anything is filtered at all."""
        return bool(self.chosen or self.men or self.sure)

    def passes(self, thing: Thing, days: Days) -> bool:
        """Say whether a thing is let through on the days asked about."""
        chosen = dict(self.chosen)
        for facet in FACETS:
            wanted = chosen.get(facet.id)
            if wanted is None or thing["layer"] not in facet.layers:
                continue
            if not any(value in wanted for value in facet.of(thing)):
                return False
        if not self.men or thing["layer"] not in _MEN:
            return True
        return self._reaches(thing.get("men", ()), self.men, days)

    def _reaches(self, figures: Iterable[Any], least: int, days: Days) -> bool:
        """Say whether a figure that counts on one of the days is large enough."""
        figures, (first, last) = list(figures), days
        begun = max((k for k, step in enumerate(figures) if step[0] <= first), default=-1)
        return any(
            k >= begun and day <= last and low is not None and (low if self.sure else high) >= least
            for k, (day, low, high) in enumerate(figures)
        )

    def apply(self, state: State, timeline: Mapping[str, Any], days: Days) -> State:
        """Give a state without what the filters take out."""
        if not self:
            return state
        marks = {mark["id"]: mark for mark in timeline["marks"]}
        kinds = {event["id"]: event["kind"] for event in timeline["events"]}

        def lets(thing: Thing, certain: bool = True) -> bool:
            return (certain or not self.sure) and self.passes(thing, days)

        return State(
            {
                code: held
                for code, held in state.states.items()
                if lets({"layer": "states", "at": [code]}, held[1])
            },
            {id_: certain for id_, certain in state.marks.items() if lets(marks[id_], certain)},
            {
                id_: held
                for id_, held in state.sectors.items()
                if lets({"layer": "border", "by": held[0]}, held[2])
            },
            tuple(
                id_
                for id_ in state.events
                if lets(marks.get(id_) or {"layer": "events", "kind": kinds[id_]})
            ),
        )

    def in_words(self, timeline: Mapping[str, Any], atlas: Atlas, speech: Speech) -> str:
        """Say what is let through, as the page does; "" without filters."""
        words = speech.words["filters"]
        parts = []
        for facet, values in self.chosen:
            titles = [_title(facet, value, timeline, atlas, speech) for value in values]
            parts.append(f"{words[facet]}: {speech.listing(titles)}")
        if self.men:
            parts.append(words["men_chip"].format(n=speech.number(self.men)))
        if self.sure:
            parts.append(words["sure_on"])
        return words["only"].format(what=speech.joined(parts)) if parts else ""


def _title(
    facet: str, value: str, timeline: Mapping[str, Any], atlas: Atlas, speech: Speech
) -> str:
    if facet == "group":
        return str(timeline["groups"].get(value, value))
    if facet in ("echelon", "role"):
        return speech.word(facet, value)
    if facet in ("country", "by"):
        names = owners.titles(atlas.tables.organizations, speech)
        names |= {country["id"]: country["name"] for country in timeline["countries"]}
        return names.get(value, value)
    return speech.word("kind", value)


def values(timeline: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give the values that occur in a timeline by facet, in alphabetical order."""
    things = _things(timeline)
    return {facet.id: _values(facet, things) for facet in FACETS}


def _things(timeline: Mapping[str, Any]) -> list[Thing]:
    states = {code for by_state in timeline["memberships"].values() for code in by_state}
    return [
        *timeline["marks"],
        *({"layer": "events", "kind": event["kind"]} for event in timeline["events"]),
        *({"layer": "states", "at": [code]} for code in states),
        *(
            {"layer": "border", "by": spell[2]}
            for sector in timeline["sectors"]
            for spell in sector["spells"]
        ),
    ]


def _values(facet: Facet, things: Iterable[Thing]) -> list[str]:
    matching = (thing for thing in things if thing["layer"] in facet.layers)
    return sorted({value for thing in matching for value in facet.of(thing) if value})


def _occurring(facet: Facet) -> Callable[[Atlas], list[str]]:
    return lambda atlas: _values(facet, _things(atlas.timeline))


_SAYS = {
    "country": "only in these countries, by their ISO 3166-1 alpha-3 codes",
    "group": "only these forces: a group of atlas.toml, such as lead, or host",
    "by": "only of these operators, owners or guards",
    "kind": "only these kinds of places",
    "arm": "only units of these arms",
    "echelon": "only units of these echelons",
    "role": "only units in these roles",
    "event": "only these kinds of events",
}
_ASKED: tuple[tuple[str, Kind[Any], str], ...] = (
    *((facet.id, Among(_occurring(facet)), _SAYS[facet.id]) for facet in FACETS),
    ("men", Count(_MOST_MEN), "only what has at least so many people by a figure that counts"),
    ("sure", Flag(), "1: only what is certain"),
)
# The command line has one option for all of them.
OPTIONS = tuple(
    Option(name=PREFIX + id_, kind=kind, says=says, faces=EVERY, key=PREFIX + id_, command=False)
    for id_, kind, says in _ASKED
)
NAMES: Mapping[str, str] = {one.name: one.says for one in OPTIONS}


def gather(given: Mapping[str, Any]) -> Filters:
    """Make filters of what was read, by the names of `OPTIONS`."""
    chosen = [(facet.id, given.get(PREFIX + facet.id)) for facet in FACETS]
    return Filters(
        tuple((id_, wanted) for id_, wanted in chosen if wanted is not None),
        given.get(f"{PREFIX}men"),
        f"{PREFIX}sure" in given,
    )


def scatter(filters: Filters) -> dict[str, object]:
    """Give what filters let through by the names of `OPTIONS`; the way back is `gather`."""
    given: dict[str, object] = {PREFIX + id_: wanted for id_, wanted in filters.chosen}
    if filters.men:
        given[f"{PREFIX}men"] = filters.men
    return given | ({f"{PREFIX}sure": True} if filters.sure else {})
