"""What the features say of themselves: landing page, conformance, collections, their links."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

import geopandas as gpd

from csto_map.atlas import Atlas
from csto_map.exchange.web import linked
from csto_map.exchange.web.features import CRS84, Collection
from csto_map.exchange.writing import frames, geojson

from .asking import GEOJSON, JSON, LINKED, OPENAPI, TOLD, Form, features, page

CONFORMS = tuple(
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
    for name in ("core", "oas30", "geojson")
)

Link = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its links, for the header too, and what writes its body."""

    links: list[Link]
    write: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where an answer stands.

    Attributes
    ----------
    root
        Address of the landing page, without a slash at its end.
    path
        Of the answer, from there.
    form
        The form that it has.
    texts
        Its parameters.
    """

    root: str
    path: str
    form: Form
    texts: Mapping[str, str] = field(default_factory=dict)

    def address(self, form: Form | None = None, **others: int) -> str:
        """Give the address of the answer; with other parameters, of a neighbour."""
        chosen = form or self.form
        asked = {name: text for name, text in self.texts.items() if name != "f"}
        asked |= {name: str(number) for name, number in others.items()}
        # Without `f` it is the usual form.
        asked |= {"f": chosen.name} if chosen.name != JSON.name else {}
        query = urlencode(asked, safe=",:/", quote_via=quote)
        return f"{self.root}{self.path}{'?' if query else ''}{query}"

    def links(self, forms: Sequence[Form]) -> list[Link]:
        """Link the answer itself, and what it is in other forms."""
        others = {one.name: one for one in reversed(forms) if one.name != self.form.name}
        return [
            link("self", self.address(), self.form.media_type),
            *(link("alternate", self.address(one), one.media_type) for one in others.values()),
        ]


class Service:
    """All that is told, and the collections, each of which is made when it is first asked for."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        # Twice made by two who ask at once, the same.
        self.collection = lru_cache(maxsize=None)(lambda name: Collection(atlas, name))

    @property
    def collections(self) -> list[Collection]:
        """All collections, in the order of the layers."""
        return [self.collection(name) for name in frames.TITLES]

    def landing(self, here: Place) -> Told:
        """Tell what there is and where."""
        links = [
            *here.links(TOLD),
            link("service-desc", f"{here.root}/api", OPENAPI.media_type),
            link("conformance", f"{here.root}/conformance", JSON.media_type),
            link("data", f"{here.root}/collections", JSON.media_type),
            *self._licence(),
        ]
        if here.form is LINKED:
            return Told(
                links,
                lambda: _json(linked.catalogue(self._atlas, self.collections, here.root)),
            )
        title, about = self._atlas.config.title, linked.description(self._atlas)
        return Told(links, lambda: _json({"title": title, "description": about, "links": links}))

    def conformance(self, here: Place) -> Told:
        """Tell which parts of the standard are kept."""
        return Told(here.links((JSON,)), lambda: _json({"conformsTo": list(CONFORMS)}))

    def all_collections(self, here: Place) -> Told:
        """Tell of every collection."""
        links = [*here.links(TOLD), *self._licence()]
        if here.form is LINKED:
            return Told(
                links,
                lambda: _json(linked.catalogue(self._atlas, self.collections, here.root)),
            )
        each = [self._described(one, here.root) for one in self.collections]
        return Told(links, lambda: _json({"links": links, "collections": each}))

    def one_collection(self, here: Place, name: str) -> Told:
        """Tell of a collection."""
        one = self.collection(name)
        described = self._described(one, here.root)
        links = [*here.links(TOLD), *described["links"][len(TOLD) :]]
        if here.form is LINKED:
            return Told(links, lambda: _json(linked.collection(self._atlas, one, here.root)))
        return Told(links, lambda: _json({**described, "links": links}))

    def items(self, here: Place, name: str) -> Told:
        """Give a page of features."""
        one = self.collection(name)
        limit, offset = page(here.texts)
        matching = one.matching(features(one, here.texts))
        rows, matched = matching.iloc[offset : offset + limit], len(matching)
        links = here.links((GEOJSON, LINKED))
        kind = here.form.media_type
        if offset + limit < matched:
            links.append(link("next", here.address(offset=offset + limit), kind))
        if offset:
            links.append(link("prev", here.address(offset=max(0, offset - limit)), kind))
        links += [
            link("collection", f"{here.root}/collections/{name}", JSON.media_type),
            *self._licence(),
        ]
        if here.form is LINKED:
            records = rows.to_dict("records")
            return Told(links, lambda: _json(linked.features(records, one, matched, here.root)))
        return Told(links, lambda: _collection(rows, matched, links))

    def item(self, here: Place, name: str, id_: str) -> Told | None:
        """Give a feature; None if there is none of that id."""
        one = self.collection(name)
        rows = one.with_id(id_)
        if rows.empty:
            return None
        links = [
            *here.links((GEOJSON, LINKED)),
            link("collection", f"{here.root}/collections/{name}", JSON.media_type),
            *self._licence(),
        ]
        if here.form is LINKED:
            (row,) = rows.to_dict("records")
            context = {"@context": linked.CONTEXT}
            return Told(links, lambda: _json({**context, **linked.feature(one, row, here.root)}))
        return Told(links, lambda: _feature(rows, links))

    def _described(self, one: Collection, root: str) -> dict[str, Any]:
        here = Place(root, f"/collections/{one.id}", JSON)
        first, last = (day.isoformat() for day in one.interval)
        items = f"{root}/collections/{one.id}/items"
        return {
            "id": one.id,
            "title": one.title,
            "description": f"{one.title}. A `datetime` matches what the map shows then: from "
            "start_date to the day before shown_until.",
            "links": [
                *here.links(TOLD),
                link("items", items, GEOJSON.media_type),
                link("items", f"{items}?f={LINKED.name}", LINKED.media_type),
                *self._licence(),
            ],
            "extent": {
                **({"spatial": {"bbox": [list(one.bounds)], "crs": CRS84}} if one.bounds else {}),
                "temporal": {
                    "interval": [[f"{first}T00:00:00Z", f"{last}T23:59:59Z"]],
                    "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
                },
            },
            "itemType": "feature",
            "crs": [CRS84],
        }

    def _licence(self) -> list[Link]:
        url = self._atlas.config.licence.url
        return [link("license", url, "text/html")] if url else []


def link(rel: str, href: str, media_type: str) -> Link:
    """Make a link."""
    return {"href": href, "rel": rel, "type": media_type}


def header(links: Iterable[Link]) -> str:
    """Write links as the header Link (RFC 8288)."""
    return ", ".join(f'<{one["href"]}>; rel="{one["rel"]}"; type="{one["type"]}"' for one in links)


def _collection(rows: gpd.GeoDataFrame, matched: int, links: list[Link]) -> bytes:
    texts = ",".join(geojson.features(rows))
    return (
        f'{{"type":"FeatureCollection","numberMatched":{matched},"numberReturned":{len(rows)},'
        f'"links":{json.dumps(links)},"features":[{texts}]}}'
    ).encode()


def _feature(rows: gpd.GeoDataFrame, links: list[Link]) -> bytes:
    (text,) = geojson.features(rows)
    return f'{text.removesuffix("}")},"links":{json.dumps(links)}}}'.encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
