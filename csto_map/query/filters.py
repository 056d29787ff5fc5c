"""What filters let through: the twin of ``assets/js/filter.js``, which the page uses.

A filter leaves only what is known to match, within the layers that have such a
property at all; layers without it are left alone. Several values of one filter are
alternatives, several filters apply together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csto_map.errors import BadOption
from csto_map.history.timeline import State
from csto_map.language.speech import Speech

if TYPE_CHECKING:
    from csto_map.atlas import Atlas

_SITES = ("bases", "detachments")
_MEN = (*_SITES, "units", "contingents")
_MOST_MEN = 1_000_000
# The query string has a filter's name after this.
PREFIX = "f."

# A mark, an entry of the ledger, or {layer: "states", at: [country]} and the like.
Thing = Mapping[str, Any]
# The first and the last day asked about, as ordinals.
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by: in which layers, and which values of it a thing has."""

    id: str
    layers: tuple[str, ...]
    of: Callable[[Thing], Iterable[str]]


FACETS = (
    Facet(
        "country",
        ("states", *_SITES, "units", "crossings", "events"),
        lambda thing: thing.get("at", ()),
    ),
    Facet(
        "group",
        (*_SITES, "units", "contingents"),
        lambda thing: (thing.get("group") or thing.get("accent", ""),),
    ),
    Facet(
        "by",
        (*_SITES, "units", "contingents", "border"),
        lambda thing: (thing.get("by", ""),),
    ),
    Facet("kind", (*_SITES, "crossings"), lambda thing: (thing.get("kind", ""),)),
    Facet("arm", ("units",), lambda thing: (thing.get("kind", ""),)),
    Facet("echelon", ("units",), lambda thing: (thing.get("echelon", ""),)),
    Facet("role", ("units",), lambda thing: (thing.get("role", ""),)),
    Facet("event", ("events",), lambda thing: (thing.get("kind", ""),)),
)
NAMES: Mapping[str, str] = {
    f"{PREFIX}country": "only in these countries, by their ISO 3166-1 alpha-3 codes",
    f"{PREFIX}group": "only these forces: lead, joint, host",
    f"{PREFIX}by": "only of these operators, owners or guards",
    f"{PREFIX}kind": "only these kinds of places",
    f"{PREFIX}arm": "only units of these arms",
    f"{PREFIX}echelon": "only units of these echelons",
    f"{PREFIX}role": "only units in these roles",
    f"{PREFIX}event": "only these kinds of events",
    f"{PREFIX}men": "only what has at least so many people by a figure that counts",
    f"{PREFIX}sure": "1: only what is certain",
}


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
        """Give a state less what the filters take out."""
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

    def in_words(self, timeline: Mapping[str, Any], atlas: Atlas, said: Speech) -> str:
        """Say what is let through, as the page does; "" without filters."""
        own = said.said["filters"]
        parts = []
        for facet, values in self.chosen:
            titles = [_title(facet, value, timeline, atlas, said) for value in values]
            parts.append(f"{own[facet]}: {said.listing(titles)}")
        if self.men:
            parts.append(own["men_chip"].format(n=said.number(self.men)))
        if self.sure:
            parts.append(own["sure_on"])
        return own["only"].format(what=said.joined(parts)) if parts else ""

    def query(self) -> dict[str, str]:
        """Give the names and texts of a query string that ask for these filters."""
        found = {f"{PREFIX}{facet}": ",".join(values) for facet, values in self.chosen}
        if self.men:
            found[f"{PREFIX}men"] = str(self.men)
        return found | ({f"{PREFIX}sure": "1"} if self.sure else {})


def _title(facet: str, value: str, timeline: Mapping[str, Any], atlas: Atlas, said: Speech) -> str:
    if facet == "group":
        return str(timeline["groups"].get(value, value))
    if facet in ("echelon", "role"):
        return said.word(facet, value)
    if facet in ("country", "by"):
        names = owner_titles(atlas, said)
        names |= {country["id"]: country["name"] for country in timeline["countries"]}
        return names.get(value, value)
    return said.word("kind", value)


def owner_titles(atlas: Atlas, said: Speech) -> dict[str, str]:
    """Name the owners and operators that are no states."""
    return {
        "JOINT": said.said["facts"]["joint"],
        **{
            row.org_id: getattr(row, f"abbr_{said.language}", "") or row.abbr
            for row in atlas.tables.organizations
        },
    }


def values(timeline: Mapping[str, Any]) -> dict[str, list[str]]:
    """Give the values that occur in a timeline by facet, in order of the alphabet."""
    states = {code for own in timeline["memberships"].values() for code in own}
    things: list[Thing] = [
        *timeline["marks"],
        *({"layer": "events", "kind": event["kind"]} for event in timeline["events"]),
        *({"layer": "states", "at": [code]} for code in states),
        *(
            {"layer": "border", "by": spell[2]}
            for sector in timeline["sectors"]
            for spell in sector["spells"]
        ),
    ]
    return {
        facet.id: sorted(
            {
                value
                for thing in things
                if thing["layer"] in facet.layers
                for value in facet.of(thing)
                if value
            }
        )
        for facet in FACETS
    }


def read(atlas: Atlas, asked: Mapping[str, str]) -> Filters:
    """
    Read filters from named texts; the names are those of `NAMES`, others are passed over.

    Raises
    ------
    BadOption
        A ValueError: a value that nothing in the atlas has; it lists those that occur.
    """
    given = {name: text for name, text in asked.items() if name in NAMES}
    if not given:
        return Filters()
    known = values(atlas.timeline)
    chosen = []
    for facet in FACETS:
        text = given.get(PREFIX + facet.id)
        if text is None:
            continue
        own = tuple(part for part in text.split(",") if part)
        for value in own or ("",):
            if value not in known[facet.id]:
                allowed = ", ".join(known[facet.id])
                raise BadOption(f"{PREFIX}{facet.id} {value!r} does not occur; there are {allowed}")
        chosen.append((facet.id, own))
    return Filters(tuple(chosen), _men(given), _sure(given))


def _men(given: Mapping[str, str]) -> int | None:
    text = given.get(f"{PREFIX}men")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:8]) <= _MOST_MEN):
        raise BadOption(f"{PREFIX}men {text!r} is not a whole number from 1 to {_MOST_MEN:,}")
    return int(text)


def _sure(given: Mapping[str, str]) -> bool:
    text = given.get(f"{PREFIX}sure")
    if text not in (None, "1"):
        raise BadOption(f"{PREFIX}sure {text!r} can only be 1")
    return text == "1"
