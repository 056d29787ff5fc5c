"""The OpenAPI 3.0 document of the features: every collection with its own parameters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from csto_map.atlas import Atlas
from csto_map.exchange.web.features import Collection

from ..http.problems import MEDIA_TYPE, TITLES
from .asking import FEATURES, JSON, LIMIT, LINKED, MOST, OPENAPI, PLAIN, TOLD, Form

_ABOUT = """The layers of the map, feature by feature: OGC API - Features, part 1.

A feature is the same however it is asked for: its properties are those of the whole history.
`datetime` matches what the map shows, from `start_date` to the day before `shown_until`; it is
certain from `certain_from` to the day before `certain_until`.
"""

Object = dict[str, Any]

_TEXT: Object = {"type": "string"}
_WHOLE: Object = {"type": "integer", "minimum": 0}


def build(atlas: Atlas, collections: Iterable[Collection], root: str) -> Object:
    """Write the document; `root` is the address of the landing page."""
    licence = atlas.config.licence
    paths = {
        "/": _path("getLandingPage", "Capabilities", "The landing page", TOLD, "landingPage"),
        "/conformance": _path(
            "getConformance", "Capabilities", "Parts of the standard kept", PLAIN, "confClasses"
        ),
        "/api": _path("getApi", "Capabilities", "This document", (OPENAPI, JSON), "api"),
        "/collections": _path(
            "getCollections", "Capabilities", "All collections", TOLD, "collections"
        ),
    }
    for one in collections:
        paths |= _of_collection(one)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"{atlas.config.title}: features",
            "version": atlas.version,
            "description": _ABOUT,
            **(
                {"license": {"name": licence.title or licence.id, "url": licence.url}}
                if licence.url
                else {}
            ),
        },
        "servers": [{"url": root}],
        "tags": [{"name": "Capabilities"}, {"name": "Data"}],
        "paths": paths,
        "components": {
            "parameters": _PARAMETERS,
            "schemas": _SCHEMAS,
            "responses": {name: _problem(title) for name, title in _REFUSALS.items()},
        },
    }


def encode(document: Object) -> bytes:
    """Write the document as JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _of_collection(one: Collection) -> dict[str, Object]:
    """Give the paths of a collection."""
    name, path = one.id, f"/collections/{one.id}"
    asked = [
        *(_reference("parameters", shared) for shared in ("bbox", "datetime", "limit", "offset")),
        *(_filter(column, kind) for column, kind in one.filters.items()),
    ]
    title = one.title
    first = one.rows["id"].head(1)
    id_ = {**_FEATURE_ID, **({"example": first.iloc[0]} if len(first) else {})}
    return {
        path: _path(f"describe_{name}", "Capabilities", title, TOLD, "collection"),
        f"{path}/items": _path(
            f"get_{name}", "Data", title, FEATURES, "featureCollectionGeoJSON", asked
        ),
        f"{path}/items/{{featureId}}": _path(
            f"get_{name}_feature",
            "Data",
            f"{title}: one of them",
            FEATURES,
            "featureGeoJSON",
            [id_],
            missing=True,
        ),
    }


def _path(
    name: str,
    tag: str,
    summary: str,
    forms: tuple[Form, ...],
    schema: str,
    parameters: Iterable[Object] = (),
    *,
    missing: bool = False,
) -> Object:
    """Give a path with its one operation."""
    content = {
        form.media_type: {
            "schema": {"type": "object"} if form is LINKED else _reference("schemas", schema)
        }
        for form in forms
    }
    names = list(dict.fromkeys(form.name for form in forms))
    choice = {
        **_query("f", {"type": "string", "enum": names}),
        "description": "Form of the answer; it goes before the header Accept",
    }
    refused = ["400", *(["404"] if missing else []), "406", "default"]
    return {
        "get": {
            "operationId": name,
            "tags": [tag],
            "summary": summary,
            "parameters": [*parameters, choice],
            "responses": {
                "200": {"description": "What was asked for", "content": content},
                "304": {"description": "As the `If-None-Match` of the request knows it"},
                **{code: _reference("responses", _CODES[code]) for code in refused},
            },
        }
    }


def _query(name: str, schema: Mapping[str, object]) -> Object:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": dict(schema),
        "style": "form",
        "explode": False,
    }


def _filter(column: str, kind: str) -> Object:
    schema = {"type": "string", "format": "date"} if kind == "date" else {"type": kind}
    return {**_query(column, schema), "description": f"Only features whose {column} is this"}


def _reference(room: str, name: str) -> Object:
    return {"$ref": f"#/components/{room}/{name}"}


def _problem(title: str) -> Object:
    content = {MEDIA_TYPE: {"schema": _reference("schemas", "exception")}}
    return {"description": title, "content": content}


_CODES = {"400": "BadRequest", "404": "NotFound", "406": "NotAcceptable", "default": "Other"}
_REFUSALS = {
    "BadRequest": TITLES["bad-parameter"],
    "NotFound": TITLES["not-found"],
    "NotAcceptable": TITLES["not-acceptable"],
    "Other": "Anything else that went wrong",
}

_PARAMETERS: Object = {
    "bbox": {
        **_query(
            "bbox",
            {
                "type": "array",
                "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
                "items": {"type": "number"},
            },
        ),
        "description": "west,south,east,north in degrees (CRS84): what touches this box, and "
        "what has no place. A west greater than the east runs across 180 degrees. Of six "
        "numbers the third and the sixth are heights, which say nothing here",
    },
    "datetime": {
        **_query("datetime", _TEXT),
        "description": "A day or a moment (RFC 3339), or two with a / between them, of which one "
        "may be open (`..` or nothing): what the map shows then",
    },
    "limit": {
        **_query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}),
        "description": "How many features at most; the link `next` leads to more",
    },
    "offset": {
        **_query("offset", {**_WHOLE, "default": 0}),
        "description": "How many features come before; links set it",
    },
}

_FEATURE_ID: Object = {
    "name": "featureId",
    "in": "path",
    "required": True,
    "description": "Id of a feature",
    "schema": _TEXT,
}
_LINKS: Object = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
_SCHEMAS: Object = {
    "link": {
        "type": "object",
        "required": ["href", "rel", "type"],
        "properties": {"href": _TEXT, "rel": _TEXT, "type": _TEXT},
    },
    "landingPage": {
        "type": "object",
        "required": ["links"],
        "properties": {"title": _TEXT, "description": _TEXT, "links": _LINKS},
    },
    "confClasses": {
        "type": "object",
        "required": ["conformsTo"],
        "properties": {"conformsTo": {"type": "array", "items": _TEXT}},
    },
    "api": {"type": "object", "required": ["openapi", "info", "paths"]},
    "collections": {
        "type": "object",
        "required": ["links", "collections"],
        "properties": {
            "links": _LINKS,
            "collections": {"type": "array", "items": {"$ref": "#/components/schemas/collection"}},
        },
    },
    "collection": {
        "type": "object",
        "required": ["id", "links"],
        "properties": {
            "id": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "links": _LINKS,
            "extent": {"$ref": "#/components/schemas/extent"},
            "itemType": _TEXT,
            "crs": {"type": "array", "items": _TEXT},
        },
    },
    "extent": {
        "type": "object",
        "properties": {
            "spatial": {
                "type": "object",
                "properties": {
                    "bbox": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "array",
                            "oneOf": [
                                {"minItems": 4, "maxItems": 4},
                                {"minItems": 6, "maxItems": 6},
                            ],
                            "items": {"type": "number"},
                        },
                    },
                    "crs": _TEXT,
                },
            },
            "temporal": {
                "type": "object",
                "properties": {
                    "interval": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "array",
                            "minItems": 2,
                            "maxItems": 2,
                            "items": {"type": "string", "format": "date-time", "nullable": True},
                        },
                    },
                    "trs": _TEXT,
                },
            },
        },
    },
    "featureCollectionGeoJSON": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/featureGeoJSON"},
            },
            "links": _LINKS,
            "numberMatched": _WHOLE,
            "numberReturned": _WHOLE,
        },
    },
    "featureGeoJSON": {
        "type": "object",
        "required": ["type", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": _TEXT,
            "geometry": {
                "type": "object",
                "nullable": True,
                "required": ["type", "coordinates"],
                "properties": {
                    "type": {
                        "type": "string",
                        "enum": [
                            *("Point", "LineString", "Polygon"),
                            *("MultiPoint", "MultiLineString", "MultiPolygon"),
                        ],
                    },
                    "coordinates": {"type": "array", "items": {}},
                },
            },
            "properties": {"type": "object", "nullable": True},
            "links": _LINKS,
        },
    },
    "exception": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": _TEXT,
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "parameter": _TEXT,
        },
    },
}
