"""Parameters of the API: how they are read, and how they are told in OpenAPI."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date
from typing import Annotated

from fastapi import Query, Request
from pydantic import AfterValidator, WithJsonSchema

from csto_map.atlas import Atlas
from csto_map.errors import BadDate, DateOutOfRange
from csto_map.facts import dates

from ..http.answering import accepted
from ..http.problems import Problematic, shorten

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_NUMBER = r"-?[0-9]{1,4}(\.[0-9]{1,12})?"
_BOX = re.compile(rf"{_NUMBER}(,{_NUMBER}){{3}}")


def _readable(text: str) -> str:
    wanted = "a date: 2009-06-14, 2009-06 or 2009"
    if not _DAY.fullmatch(text):
        raise ValueError(wanted)
    try:
        dates.validate(text)
    except BadDate:
        raise ValueError(wanted) from None
    return text


def _box(text: str) -> str:
    if not _BOX.fullmatch(text):
        raise ValueError("west,south,east,north in degrees")
    return text


_DATE_SCHEMA: dict[str, object] = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": "^(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?$"},
    ]
}
Day = Annotated[str, AfterValidator(_readable), WithJsonSchema(_DATE_SCHEMA)]
Box = Annotated[
    str,
    AfterValidator(_box),
    WithJsonSchema({"type": "string", "pattern": f"^{_BOX.pattern}$"}),
]

DateOf = Annotated[
    Day, Query(description="A day (2009-06-14); of a month or a year, the first day counts")
]
MaybeDate = Annotated[
    Day | None,
    Query(
        description="A day (2009-06-14); of a month or a year, the first day counts. "
        "Without it, the whole history."
    ),
]
From = Annotated[
    Day | None,
    Query(alias="from", description="First day of the period; the atlas's first if not given"),
]
To = Annotated[
    Day | None,
    Query(
        alias="to",
        description="Last day of the period, included; of a month or a year, its last day. "
        "The atlas's last if not given",
    ),
]
MaybeBox = Annotated[
    Box | None,
    Query(
        description="west,south,east,north in degrees (WGS 84): only what touches this box. "
        "A west greater than east runs across 180 degrees."
    ),
]


def known(request: Request) -> None:
    """
    Refuse parameters that the address does not have, and those given twice.

    A misspelt parameter that is ignored gives a wrong answer that looks right.
    """
    aliases = [field.alias for field in request.scope["route"].dependant.query_params]
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in given.items():
        if name not in aliases:
            taken = f"those here are {', '.join(aliases)}" if aliases else "there are none here"
            raise Problematic(
                400,
                "unknown-parameter",
                f"{shorten(name)} is no parameter of this address; {taken}.",
                name,
            )
        if times > 1:
            raise Problematic(400, "repeated-parameter", f"{name} is given {times} times.", name)


def day(atlas: Atlas, text: str, name: str) -> date:
    """Give the day that `text` means; `name` is the parameter's, to be blamed."""
    try:
        return atlas.day(text)
    except DateOutOfRange as problem:
        raise Problematic(404, "nothing-there", f"{problem}.", name) from problem


def period(atlas: Atlas, from_: str | None, to: str | None) -> tuple[date, date]:
    """
    Give the first and the last day of a period, both included.

    Of a month or a year that the atlas covers in part, that part counts.
    """
    start = max(_meant(atlas, from_, "from")[0], atlas.first) if from_ else atlas.first
    end = min(_meant(atlas, to, "to")[1], atlas.horizon) if to else atlas.horizon
    not_backwards(start, end)
    return start, end


def not_backwards(start: date, end: date) -> None:
    """Refuse a period that ends before it begins."""
    if end < start:
        raise Problematic(
            404, "nothing-there", f"The period ends on {end}, before it begins on {start}.", "to"
        )


def _meant(atlas: Atlas, text: str, name: str) -> tuple[date, date]:
    first, last = dates.earliest(text), dates.latest(text)
    assert first is not None
    assert last is not None
    if last < atlas.first or first > atlas.horizon:
        day(atlas, text, name)  # says what is covered
    return first, last


def box(text: str) -> tuple[float, float, float, float]:
    """Give west, south, east, north."""
    west, south, east, north = (float(part) for part in text.split(","))
    assert all(math.isfinite(edge) for edge in (west, south, east, north))
    if south > north:
        raise Problematic(
            404,
            "nothing-there",
            f"The box's south, {south:g}, is north of its north, {north:g}: "
            "the order is west,south,east,north.",
            "bbox",
        )
    return west, south, east, north


def wants_csv(request: Request) -> bool:
    """Say whether the caller would rather have CSV than JSON."""
    liked = accepted(request.headers.get("accept", "*/*"))
    anything = liked.get("*/*", 0.0)
    for_csv = liked.get("text/csv", liked.get("text/*", anything))
    for_json = liked.get("application/json", liked.get("application/*", anything))
    return for_csv > for_json
