"""Ids of what a map shows and a card tells of: made here and taken apart here, nowhere else.

An id is the kind of a row, a colon and the row's own id (``site:north_base``); a state's is
its ISO 3166-1 alpha-3 code alone. ``assets/src`` takes ids apart by the same colon.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NewType, get_args

from csto_map.facts import schema

MapId = NewType("MapId", str)
Kind = Literal[
    "state",
    "site",
    "deployment",
    "point",
    "event",
    "contingent",
    "sector",
    "grouping",
    "disputed",
    # What the search finds besides: organisations to look through and views to go to.
    "org",
    "view",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Rows that have ids of their own on the map.
Row = (
    schema.CountryRow
    | schema.Site
    | schema.Deployment
    | schema.BorderPoint
    | schema.Event
    | schema.Contingent
    | schema.BorderSector
    | schema.Grouping
    | schema.DisputedArea
)
_OF_ROWS: Mapping[type[schema.Row], Kind] = MappingProxyType(
    {
        schema.CountryRow: "state",
        schema.Site: "site",
        schema.Deployment: "deployment",
        schema.BorderPoint: "point",
        schema.Event: "event",
        schema.Contingent: "contingent",
        schema.BorderSector: "sector",
        schema.Grouping: "grouping",
        schema.DisputedArea: "disputed",
    }
)
_BY_NAME: Mapping[str, Kind] = MappingProxyType({kind: kind for kind in KINDS[1:]})
# A regular expression that every id matches, as JSON Schema and JavaScript read them.
PATTERN = f"^([A-Z]{{3}}|({'|'.join(KINDS[1:])}):.+)$"


def of(row: Row) -> MapId:
    """
    Give the id of a row.

    Examples
    --------
    Of the site ``north_base`` it is ``site:north_base``.
    """
    return make(_OF_ROWS[type(row)], str(getattr(row, row.key)))


def make(kind: Kind, row_id: str) -> MapId:
    """
    Make the id of something from its kind and its own id; see `of` for a row at hand.

    Examples
    --------
    >>> make("sector", "upper"), make("state", "AAA")
    ('sector:upper', 'AAA')
    """
    return MapId(row_id if kind == "state" else f"{kind}:{row_id}")


def parse(id_: str) -> tuple[Kind, str]:
    """
    Take an id apart; what names no kind is read as a state's code.

    Examples
    --------
    >>> parse("sector:upper"), parse("AAA")
    (('sector', 'upper'), ('state', 'AAA'))
    """
    head, _, row_id = id_.partition(":")
    kind = _BY_NAME.get(head)
    return ("state", id_) if kind is None else (kind, row_id)
