"""What is asked of the features: the form of the answer, and parameters read one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from fastapi import Request

from csto_map.errors import BadDate, BadOption
from csto_map.exchange.web import boxes, moments
from csto_map.exchange.web.features import Asked, Collection

from ..http.answering import accepted
from ..http.problems import Problematic, shorten

LIMIT, MOST = 100, 1000
# What can be asked of items beside their properties.
ITEMS = ("bbox", "datetime", "limit", "offset", "f")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer: its name in ``f``, and its media type."""

    name: str
    media_type: str


JSON, LINKED = Form("json", "application/json"), Form("jsonld", "application/ld+json")
GEOJSON = Form("json", "application/geo+json")
OPENAPI = Form("json", "application/vnd.oai.openapi+json;version=3.0")
# The forms of each kind of answer, the usual one first. GeoJSON and OpenAPI are JSON too, for
# whoever takes nothing but that.
PLAIN = (JSON,)
TOLD = (JSON, LINKED)
FEATURES = (GEOJSON, JSON, LINKED)
API = (OPENAPI, JSON)


def form(request: Request, forms: Sequence[Form]) -> Form:
    """
    Choose the form of an answer: by ``f``, else by the header Accept.

    Raises
    ------
    Problematic
        400 if there is no such `f`, 406 if none of the forms is accepted.
    """
    asked = request.query_params.get("f")
    if asked is not None:
        chosen = next((one for one in forms if one.name == asked), None)
        if chosen is None:
            names = ", ".join(dict.fromkeys(one.name for one in forms))
            raise Problematic(
                400, "bad-parameter", f"f: there is no {shorten(asked)}; there are {names}.", "f"
            )
        return chosen
    liked = accepted(request.headers.get("accept", "") or "*/*")
    # Of those that are liked equally, the first.
    best = max(forms, key=lambda one: _liking(liked, one))
    if _liking(liked, best) == 0:
        types = ", ".join(one.media_type for one in forms)
        raise Problematic(406, "not-acceptable", f"This can be had as {types}.")
    return best


def _liking(liked: Mapping[str, float], one: Form) -> float:
    kind = one.media_type.partition(";")[0]
    some = f"{kind.partition('/')[0]}/*"
    return liked.get(kind, liked.get(some, liked.get("*/*", 0.0)))


def texts(request: Request, names: Iterable[str] = ("f",)) -> dict[str, str]:
    """
    Give the parameters of a request.

    Raises
    ------
    Problematic
        400 if there is one that is none of `names`, or one is given twice.
    """
    known = tuple(names)
    given = request.query_params.multi_items()
    for name, times in Counter(name for name, _ in given).items():
        if name not in known:
            raise Problematic(
                400,
                "unknown-parameter",
                f"{shorten(name)} is no parameter of this address; "
                f"those here are {', '.join(known)}.",
                name,
            )
        if times > 1:
            raise Problematic(400, "repeated-parameter", f"{name} is given {times} times.", name)
    return dict(given)


def features(collection: Collection, given: Mapping[str, str]) -> Asked:
    """
    Read which features are asked for.

    Raises
    ------
    Problematic
        400 that names the parameter at fault.
    """
    box = _read("bbox", boxes.read, given["bbox"]) if "bbox" in given else None
    first, last = (
        _read("datetime", moments.span, given["datetime"]) if "datetime" in given else (None, None)
    )
    equal = {name: text for name, text in given.items() if name not in ITEMS}
    for name, text in equal.items():
        _read(name, partial(collection.check, name), text)
    return Asked(box=box, first=first, last=last, equal=equal)


def page(given: Mapping[str, str]) -> tuple[int, int]:
    """Give how many features are asked for at most, and how many come before them."""
    limit = _read("limit", _whole, given["limit"]) if "limit" in given else LIMIT
    if limit == 0:
        raise Problematic(400, "bad-parameter", "limit: at least 1.", "limit")
    offset = _read("offset", _whole, given["offset"]) if "offset" in given else 0
    # The standard wants no error where more is asked for than is given at a time.
    return min(limit, MOST), offset


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise BadOption(f"{shorten(text)} is not a whole number from 0 on")
    # Of a number of a hundred digits it matters only that it is large.
    return int(text.lstrip("0")[:15] or "0")


def _read(name: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except (BadOption, BadDate) as problem:
        raise Problematic(400, "bad-parameter", f"{name}: {problem}.", name) from problem
