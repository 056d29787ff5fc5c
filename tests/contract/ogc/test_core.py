"""The abstract tests of OGC API - Features, part 1 (17-069r4, annex A), by their names.

Written anew after the standard: each asks the real server as a client would that knows the
landing page alone, and works out by itself what the answer must hold.
"""

import functools
from datetime import date

import jsonschema
import pytest
import shapely
from features_client import links, resolved

CONFORMANCE = "http://www.opengis.net/spec/ogcapi-features-1/1.0"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
JSON, GEOJSON, LINKED = "application/json", "application/geo+json", "application/ld+json"
# Where much is; across a meridian, the equator and 180 degrees; at both poles; with heights.
BOXES = {
    "66,36,75,42": [(66, 36, 75, 42)],
    "-1.5,50,1.5,53": [(-1.5, 50, 1.5, 53)],
    "-85,-5,-70,25": [(-85, -5, -70, 25)],
    "177,65,-177,70": [(177, 65, 180, 70), (-180, 65, -177, 70)],
    "-180,85,180,90": [(-180, 85, 180, 90)],
    "-180,-90,180,-85": [(-180, -90, 180, -85)],
    "44,39,-100,47,42,9000": [(44, 39, 47, 42)],
}
# What is asked, and its first and last day, both included.
TIMES = {
    "2009-06-14": ("2009-06-14", "2009-06-14"),
    "2009-06-14T12:00:00Z": ("2009-06-14", "2009-06-14"),
    "2003-10-01T00:00:00Z/2004-12-31T23:59:59Z": ("2003-10-01", "2004-12-31"),
    "2003-10-01/2004-12-31": ("2003-10-01", "2004-12-31"),
    "../1993-05-01T00:00:00Z": (None, "1993-05-01"),
    "/1993-05-01": (None, "1993-05-01"),
    "2022-01-06T02:00:00+06:00/..": ("2022-01-05", None),
    "2022-01-06/": ("2022-01-06", None),
}
ABSTRACT = {}


def abstract(*names):
    """Name the abstract tests that a check is."""

    def named(check):
        cached = functools.cache(check)
        for name in names:
            assert name not in ABSTRACT, name
            # What is several abstract tests is done once.
            ABSTRACT[name] = cached
        return check

    return named


def in_words(found):
    """Check that a document's links have what every link must have."""
    assert found["links"]
    for one in found["links"]:
        assert one["href"].startswith("http")
        assert one["rel"]
        assert one["type"]


def linked(found, address, types):
    """Check the links of a document to itself and to its other forms."""
    in_words(found)
    (here,) = links(found, "self")
    assert here["href"] == address
    assert {one["type"] for one in links(found, "self", "alternate")} == set(types)


def ids(features):
    return [one["id"] for one in features]


def shown(feature, first, last):
    days = (feature["properties"][name] for name in ("start_date", "shown_until"))
    start, until = (date.fromisoformat(day) if day else None for day in days)
    first, last = (date.fromisoformat(day) if day else None for day in (first, last))
    return (not start or not last or start <= last) and (not until or not first or first < until)


@abstract("/conf/core/http")
def http(ogc):
    answer = ogc.get("/")
    assert answer.http_version == "HTTP/1.1"
    assert ogc.client.head(f"{ogc.root}/collections").status_code == 200
    assert ogc.client.post(f"{ogc.root}/collections").status_code == 405
    assert ogc.get("/nothing").status_code == 404
    assert ogc.get("/collections/nothing").status_code == 404
    assert ogc.get("/collections/nothing/items").status_code == 404
    assert ogc.get("/collections/sites/items/nothing").status_code == 404
    for path in ("/", "/conformance", "/api", "/collections", "/collections/sites/items"):
        refused = ogc.client.get(f"{ogc.root}{path}", headers={"Accept": "image/png"})
        assert refused.status_code == 406
        assert refused.headers["content-type"] == "application/problem+json"
    tag = ogc.get("/collections").headers["etag"]
    known = ogc.client.get(f"{ogc.root}/collections", headers={"If-None-Match": tag})
    assert known.status_code == 304


@abstract("/conf/core/crs84")
def crs84(ogc):
    for name in ogc.names:
        west, south, east, north = shapely.total_bounds(ogc.shapes(name))
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
    assert all(one["crs"][0] == CRS84 for one in ogc.collections)


@abstract("/conf/core/root-op", "/conf/core/root-success")
def landing_page(ogc):
    for address in ("", "/"):
        page = ogc.json(address)
        linked(page, ogc.root, [JSON, LINKED])
        for rel in ("service-desc", "conformance", "data", "license"):
            (one,) = links(page, rel)
            if one["href"].startswith(ogc.root):
                assert ogc.get(one["href"]).headers["content-type"] == one["type"]


@abstract("/conf/core/api-definition-op", "/conf/core/api-definition-success")
def api_definition(ogc):
    (one,) = links(ogc.json("/"), "service-desc")
    answer = ogc.client.get(one["href"], headers={"Accept": one["type"]})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == one["type"]
    assert answer.json()["openapi"].startswith("3.0")
    assert answer.json()["servers"] == [{"url": ogc.root}]


@abstract("/conf/core/conformance-op", "/conf/core/conformance-success")
def conformance(ogc):
    (one,) = links(ogc.json("/"), "conformance")
    classes = ogc.json(one["href"])["conformsTo"]
    assert {f"{CONFORMANCE}/conf/{name}" for name in ("core", "oas30", "geojson")} == set(classes)
    assert ogc.json("/conformance")["conformsTo"] == classes


@abstract("/conf/core/fc-md-op", "/conf/core/fc-md-success", "/conf/core/fc-md-links")
def collections(ogc):
    (one,) = links(ogc.json("/"), "data")
    found = ogc.json(one["href"])
    linked(found, f"{ogc.root}/collections", [JSON, LINKED])
    assert len(found["collections"]) > 5


@abstract("/conf/core/fc-md-items")
def every_layer_is_a_collection(ogc):
    layers = ogc.client.get(f"{ogc.root.removesuffix('ogc')}api/v1/atlas").json()["layers"]
    assert ogc.names == [one["name"] for one in layers]
    for one in layers:
        assert ogc.items(one["name"], limit=1)["numberMatched"] == one["features"]


@abstract("/conf/core/fc-md-items-links")
def links_of_collections(ogc):
    for one in ogc.collections:
        in_words(one)
        types = {each["type"]: each["href"] for each in links(one, "items")}
        assert set(types) == {GEOJSON, LINKED}
        for kind, address in types.items():
            assert ogc.get(address, limit=1).headers["content-type"] == kind


@abstract("/conf/core/fc-md-extent", "/conf/core/fc-md-extent-multi")
def extents(ogc):
    for one in ogc.collections:
        (box,) = one["extent"]["spatial"]["bbox"]
        ((first, last),) = one["extent"]["temporal"]["interval"]
        # All that is there, and no more.
        assert tuple(box) == pytest.approx(shapely.total_bounds(ogc.shapes(one["id"])))
        assert all(shown(each, first[:10], last[:10]) for each in ogc.every(one["id"]))


@abstract("/conf/core/sfc-md-op", "/conf/core/sfc-md-success")
def one_collection(ogc):
    for one in ogc.collections:
        found = ogc.json(f"/collections/{one['id']}")
        assert found == one
        linked(found, f"{ogc.root}/collections/{one['id']}", [JSON, LINKED])


@abstract("/conf/core/fc-op", "/conf/core/fc-response")
def items(ogc):
    for name in ogc.names:
        assert ogc.get(f"/collections/{name}/items", limit=3).headers["content-type"] == GEOJSON
        page = ogc.items(name, limit=3)
        assert page["type"] == "FeatureCollection"
        every = ogc.every(name)
        assert all(one["type"] == "Feature" for one in every)
        assert len(set(ids(every))) == len(every) == page["numberMatched"]
        assert page["features"] == every[:3]


@abstract("/conf/core/fc-bbox-definition")
def bbox_parameter(ogc):
    for name in ogc.names:
        one = ogc.parameters(name)["bbox"]
        assert (one["in"], one["required"], one["style"], one["explode"]) == (
            *("query", False, "form", False),
        )
        assert one["schema"]["type"] == "array"
        assert one["schema"]["items"] == {"type": "number"}
        assert one["schema"]["oneOf"] == [
            {"minItems": 4, "maxItems": 4},
            {"minItems": 6, "maxItems": 6},
        ]


@abstract("/conf/core/fc-bbox-response")
def bbox(ogc):
    anywhere, nowhere = 0, 0
    for name in ogc.names:
        every, shapes = ids(ogc.every(name)), ogc.shapes(name)
        placeless = shapely.is_missing(shapes)
        for asked, parts in BOXES.items():
            area = shapely.union_all([shapely.box(*part) for part in parts])
            touching = shapely.intersects(shapes, area) | placeless
            right = [one for one, kept in zip(every, touching, strict=True) if kept]
            assert ogc.ids(name, bbox=asked) == right, (name, asked)
            anywhere += len(right)
        nowhere += sum(placeless)
    assert anywhere > nowhere > 0


@abstract("/conf/core/fc-limit-definition")
def limit_parameter(ogc):
    for name in ogc.names:
        one = ogc.parameters(name)["limit"]
        assert (one["in"], one["required"], one["style"], one["explode"]) == (
            *("query", False, "form", False),
        )
        schema = one["schema"]
        assert schema["type"] == "integer"
        assert 1 == schema["minimum"] <= schema["default"] <= schema["maximum"]


@abstract("/conf/core/fc-limit-response")
def limit(ogc):
    most = ogc.parameters("events")["limit"]["schema"]
    assert len(ogc.items("events")["features"]) == most["default"]
    for name in ogc.names:
        every = ids(ogc.every(name))
        for asked in (1, 7, most["maximum"] + 1):
            assert ogc.ids(name, limit=asked) == every[: min(asked, most["maximum"])]


@abstract("/conf/core/fc-time-definition")
def datetime_parameter(ogc):
    for name in ogc.names:
        one = ogc.parameters(name)["datetime"]
        assert (one["in"], one["required"], one["style"], one["explode"]) == (
            *("query", False, "form", False),
        )
        assert one["schema"] == {"type": "string"}


@abstract("/conf/core/fc-time-response")
def datetime(ogc):
    undated = 0
    for name in ogc.names:
        every = ogc.every(name)
        undated += sum(
            not one["properties"]["start_date"] and not one["properties"]["shown_until"]
            for one in every
        )
        for asked, (first, last) in TIMES.items():
            right = [one["id"] for one in every if shown(one, first, last)]
            assert ogc.ids(name, datetime=asked) == right, (name, asked)
            assert name == "disputed_areas" or len(right) < len(every)
    assert undated > 0


@abstract("/conf/core/query-param-invalid")
def invalid_parameters(ogc):
    wrong = {
        "limit": ("unlimited", "0", "-1", "1.5", ""),
        "offset": ("-1", "x", ""),
        "bbox": ("1,2,3", "1,2,3,4,5", "a,b,c,d", "66,42,75,36", "1,2,nan,4", ""),
        "datetime": (
            *("2009", "2009-06", "2009-02-30", "2009-06-14T25:00:00Z", "2009-06-14T12:00"),
            *("2009-06-14/2008-06-14", "../..", "/", "", "now", "2009-06-14/2010-01-01/2011-01-01"),
            *("2009-06-14T13:00:00Z/2009-06-14T12:00:00Z", "P2D/2009-06-14"),
        ),
        "f": ("xml", ""),
        "start_date": ("soon",),
    }
    for name in ogc.names:
        for parameter, texts in wrong.items():
            for text in texts:
                answer = ogc.get(f"/collections/{name}/items", **{parameter: text})
                assert answer.status_code == 400, (name, parameter, text)
                assert answer.json()["parameter"] == parameter
    assert ogc.get("/collections/sites/items", personnel_low="many").status_code == 400
    assert ogc.get("/collections/sites/items?limit=1&limit=2").status_code == 400


@abstract("/conf/core/query-param-unknown")
def unknown_parameters(ogc):
    paths = ["/", "/conformance", "/api", "/collections", "/collections/sites"]
    paths += [f"/collections/{name}/items" for name in ogc.names]
    for path in paths:
        answer = ogc.get(path, unknownQueryParameter12345="1")
        assert answer.status_code == 400, path
        assert answer.json()["type"] == "/api#unknown-parameter"
    # What another collection has is none here.
    assert ogc.get("/collections/border/items", operator="x").status_code == 400


@abstract("/conf/core/fc-links")
def links_of_items(ogc):
    for name in ogc.names:
        address = f"{ogc.root}/collections/{name}/items"
        asked = "?limit=3&datetime=2004-01-01/..&bbox=40,30,80,60"
        page, seen = ogc.json(f"{address}{asked}"), []
        linked(page, f"{address}{asked}", [GEOJSON, LINKED])
        while links(page, "next"):
            (further,) = links(page, "next")
            assert further["type"] == GEOJSON
            seen += ids(page["features"])
            before, page = page, ogc.json(further["href"])
            (back,) = links(page, "prev")
            assert ogc.json(back["href"])["features"] == before["features"]
            if len(seen) > 9:
                break
        whole = ogc.ids(name, datetime="2004-01-01/..", bbox="40,30,80,60")
        assert seen == whole[: len(seen)]
        header = ogc.get(f"{address}{asked}").links
        assert header["self"]["url"] == f"{address}{asked}"
        assert ("next" in header) == (len(whole) > 3)
        assert "license" in header


@abstract("/conf/core/fc-timeStamp")
def time_stamp(ogc):
    # An answer depends on the data and the question alone: it has none.
    assert all("timeStamp" not in ogc.items(name, limit=3) for name in ogc.names)


@abstract("/conf/core/fc-numberMatched", "/conf/core/fc-numberReturned")
def numbers(ogc):
    for name in ogc.names:
        for asked in ({}, {"datetime": "2009-06-14"}, {"bbox": "66,36,75,42"}):
            page = ogc.items(name, limit=2, **asked)
            assert page["numberReturned"] == len(page["features"])
            assert page["numberMatched"] == len(ogc.ids(name, **asked))


@abstract("/conf/core/f-op", "/conf/core/f-success", "/conf/core/f-links")
def one_feature(ogc):
    for name in ogc.names:
        for one in ogc.every(name)[:5]:
            address = f"{ogc.root}/collections/{name}/items/{one['id']}"
            answer = ogc.get(address)
            assert answer.headers["content-type"] == GEOJSON
            found = answer.json()
            linked(found, address, [GEOJSON, LINKED])
            (back,) = links(found, "collection")
            assert back["href"] == f"{ogc.root}/collections/{name}"
            assert {key: found[key] for key in one} == one


@abstract("/conf/geojson/definition", "/conf/geojson/content")
def geojson(ogc):
    for name in ogc.names:
        for accept in (GEOJSON, f"{GEOJSON}, {JSON}", "application/*", "*/*"):
            answer = ogc.client.get(
                f"{ogc.root}/collections/{name}/items?limit=2", headers={"Accept": accept}
            )
            assert answer.headers["content-type"] == GEOJSON
        plain = ogc.client.get(
            f"{ogc.root}/collections/{name}/items?limit=2", headers={"Accept": JSON}
        )
        assert plain.headers["content-type"] == JSON
        assert plain.json()["features"] == answer.json()["features"]
        for one in ogc.every(name):
            assert set(one) == {"type", "id", "geometry", "properties"}


@abstract("/conf/oas30/oas-definition-1", "/conf/oas30/oas-definition-2", "/conf/oas30/oas-impl")
def openapi(ogc):
    api = ogc.json("/api")
    for path, item in api["paths"].items():
        address = f"{path}?limit=2" if path.endswith("/items") else path
        if "{" in path:
            address = path.replace("{featureId}", ogc.ids(path.split("/")[2], limit=1)[0])
        for media_type, content in item["get"]["responses"]["200"]["content"].items():
            answer = ogc.client.get(f"{ogc.root}{address}", headers={"Accept": media_type})
            assert answer.status_code == 200
            assert answer.headers["content-type"] == media_type
            jsonschema.validate(answer.json(), whole(api, content["schema"]))


def whole(document, value):
    """Write a schema without references, and null where OpenAPI 3.0 says nullable."""
    if isinstance(value, list):
        return [whole(document, one) for one in value]
    if not isinstance(value, dict):
        return value
    plain = {key: whole(document, one) for key, one in resolved(document, value).items()}
    return {"anyOf": [{"type": "null"}, plain]} if plain.pop("nullable", False) is True else plain


@abstract("/conf/oas30/completeness", "/conf/oas30/security")
def every_parameter_and_every_address_is_told(ogc):
    api = ogc.json("/api")
    assert "security" not in api
    for name in ogc.names:
        told = ogc.parameters(name)
        assert {"bbox", "datetime", "limit", "offset", "f", "certainty"} <= set(told)
        every = [one["properties"] for one in ogc.every(name)]
        for one in set(told) - {"bbox", "datetime", "limit", "offset", "f"}:
            text = every[0][one]
            if text is not None:
                asked = str(text).lower() if isinstance(text, bool) else str(text)
                right = sum(each[one] == text for each in every)
                found = ogc.items(name, limit=1, **{one: asked})
                assert found["numberMatched"] == right, (name, one)
    names = [item["get"]["operationId"] for item in api["paths"].values()]
    assert len(set(names)) == len(names)


@abstract("/conf/oas30/exceptions-codes")
def refusals_are_told(ogc):
    api = ogc.json("/api")
    for path, item in api["paths"].items():
        answers = item["get"]["responses"]
        assert {"200", "400", "406", "default"} <= set(answers)
        assert ("404" in answers) == ("{" in path)
        refused = resolved(api, answers["400"])
        assert set(refused["content"]) == {"application/problem+json"}
        jsonschema.validate(
            ogc.get("/collections/sites/items", limit="x").json(),
            whole(api, refused["content"]["application/problem+json"]["schema"]),
        )


@pytest.mark.parametrize("name", ABSTRACT)
def test_the_abstract_test(ogc, name):
    ABSTRACT[name](ogc)
