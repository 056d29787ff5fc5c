"""The form of `ledger`: what comparing two days needs; `csto_map.query.ledger` makes it."""

from __future__ import annotations

from typing import Annotated, NamedTuple, NotRequired

from typing_extensions import TypedDict

from csto_map.history.forms import (
    Day,
    Facets,
    LastKnownFrom,
    MapId,
    OldFrom,
    SourceId,
    Span,
    Title,
    about,
)
from csto_map.history.spells import StandingStatus


class _Compared(TypedDict):
    id: MapId
    layer: str
    name: Title


class _Grouped(TypedDict):
    group: Annotated[str, about("Group of its operator, host for none")]


class ThingParts(TypedDict):
    """What only some things have."""

    subject: NotRequired[Annotated[str, about("Whose figures are its own: a key of `strengths`")]]
    place: NotRequired[Annotated[str, about("Of a deployment: row of sites.csv; empty: unknown")]]
    where: NotRequired[Annotated[str, about("Of a deployment: the name of that site")]]


class Thing(_Compared, Span, _Grouped, ThingParts, Facets):
    """A site, point, deployment or grouping, with a place on the map or without."""

    sources: list[SourceId]
    kind: str


class Grouping(_Compared, _Grouped, Facets):
    """Units that sources count together, and that no map shows."""

    subject: Annotated[str, about("Whose figures are its own: a key of `strengths`")]


class LedgerStep(NamedTuple):
    """What counts from a day on; `low` null where nothing does."""

    from_: Day
    low: int | None
    high: int | None
    as_of: Annotated[str, about("Its date in words")]
    sources: list[SourceId]
    old_from: OldFrom
    last_known_from: LastKnownFrom


class Ledger(TypedDict):
    """What comparing two days needs: all that comes and goes, and who says so."""

    kinds: Annotated[list[str], about("Of differences, in their order")]
    bound: Annotated[list[StandingStatus], about("That make a state part of an alliance")]
    memberships: Annotated[dict[str, list[SourceId]], about("Row of memberships.csv -> sources")]
    guards: Annotated[dict[str, list[SourceId]], about("Row of border_guards.csv -> sources")]
    things: list[Thing]
    groupings: list[Grouping]
    strengths: Annotated[dict[str, list[LedgerStep]], about("Subject -> steps, in order")]
