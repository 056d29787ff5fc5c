"""HTTP as its rules have it: tags, caches, ranges, HEAD, origins, problems."""

import pytest

DAY = "2009-06-14"
LAYER = f"/layers/sites.geojson?date={DAY}"


def test_an_answer_that_is_known_already_is_not_sent_again(api, real_atlas):
    first = api.get(LAYER)
    tag = first.headers["etag"]
    again = api.get(LAYER, headers={"If-None-Match": tag})

    assert real_atlas.version in tag
    assert first.headers["cache-control"] == "public, max-age=600"
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("known", ["W/{tag}", '"other", {tag}', "*"])
def test_the_known_tag_may_stand_in_a_list_or_be_weak(api, known):
    tag = api.get(LAYER).headers["etag"]

    assert api.get(LAYER, headers={"If-None-Match": known.format(tag=tag)}).status_code == 304


def test_another_question_has_another_tag_and_the_plain_body_another_than_the_packed(api):
    packed = api.get(LAYER).headers
    plain = api.get(LAYER, headers={"Accept-Encoding": "identity"}).headers
    other = api.get("/layers/sites.geojson?date=1995-01-01").headers

    assert len({packed["etag"], plain["etag"], other["etag"]}) == 3
    assert packed["content-encoding"] == "gzip"
    assert "content-encoding" not in plain


@pytest.mark.parametrize("coding", ["gzip;q=0", "*;q=0", "br", ""])
def test_nobody_gets_a_packed_body_that_they_cannot_read(api, coding):
    assert "content-encoding" not in api.get(LAYER, headers={"Accept-Encoding": coding}).headers


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-99", slice(0, 100)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-50", slice(-50, None)),
        ("bytes=100-999999999999999999999", slice(100, None)),
    ],
)
def test_a_range_of_bytes_is_that_part_of_the_whole(api, asked, part):
    whole = api.get(LAYER, headers={"Accept-Encoding": "identity"}).content
    response = api.get(LAYER, headers={"Range": asked})

    assert response.status_code == 206
    assert response.content == whole[part]
    assert response.headers["content-range"].endswith(f"/{len(whole)}")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-9", "lines=0-5", "bytes=9-1", "bytes=-", "bytes=a-b", "bytes=²-"]
)
def test_what_is_no_single_range_gives_the_whole(api, asked):
    response = api.get(LAYER, headers={"Range": asked.encode()})

    assert response.status_code == 200
    assert response.json()["type"] == "FeatureCollection"


def test_a_range_behind_the_end_is_a_problem_and_says_how_long_the_answer_is(api):
    response = api.get(LAYER, headers={"Range": "bytes=99999999-"})

    assert response.status_code == 416
    assert response.headers["content-range"].startswith("bytes */")


def test_a_range_of_an_answer_that_has_changed_gives_the_whole(api):
    asked = {"Range": "bytes=0-9", "If-Range": '"an-older-one"'}

    assert api.get(LAYER, headers=asked).status_code == 200


@pytest.mark.parametrize("path", ["/atlas", LAYER, "/tables/sites.csv", "/openapi.json"])
def test_head_says_what_get_would_send(api, path):
    plain = {"Accept-Encoding": "identity"}
    head, get = api.head(path, headers=plain), api.get(path, headers=plain)

    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-length", "content-type", "accept-ranges"):
        assert head.headers[name] == get.headers[name]


def test_head_knows_no_ranges(api):
    assert api.head(LAYER, headers={"Range": "bytes=0-9"}).status_code == 200


def test_pages_of_every_origin_may_read(api):
    response = api.get("/atlas", headers={"Origin": "https://somewhere.example"})
    asked = {"Origin": "https://somewhere.example", "Access-Control-Request-Method": "GET"}
    before = api.options(LAYER, headers=asked)

    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    assert before.status_code == 204
    assert before.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"


def test_pages_of_other_origins_read_nothing_else(api, url):
    for path in ("", "healthz", "export.svg?date=2009-06-14", "static/none"):
        headers = api.get(url + path, headers={"Origin": "https://somewhere.example"}).headers
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("path", "status", "kind", "parameter"),
    [
        ("/snapshot", 400, "bad-parameter", "date"),
        ("/snapshot?date=", 400, "bad-parameter", "date"),
        ("/snapshot?date=2009-13", 400, "bad-parameter", "date"),
        ("/snapshot?date=2009-02-30", 400, "bad-parameter", "date"),
        ("/snapshot?date=14.06.2009", 400, "bad-parameter", "date"),
        ("/snapshot?date=２００９", 400, "bad-parameter", "date"),
        ("/snapshot?date=2009%00", 400, "bad-parameter", "date"),
        ("/snapshot?date=0000", 400, "bad-parameter", "date"),
        ("/snapshot?date=1850", 404, "nothing-there", "date"),
        ("/snapshot?date=2009&date=2010", 400, "repeated-parameter", "date"),
        ("/snapshot?day=2009", 400, "unknown-parameter", "day"),
        ("/atlas?x=1", 400, "unknown-parameter", "x"),
        ("/layers/nothing.geojson", 404, "not-found", "layer"),
        ("/layers/sites.geojson?bbox=1,2,3", 400, "bad-parameter", "bbox"),
        ("/layers/sites.geojson?bbox=nan,nan,nan,nan", 400, "bad-parameter", "bbox"),
        ("/layers/sites.geojson?bbox=1e9,2,3,4", 400, "bad-parameter", "bbox"),
        ("/layers/sites.geojson?bbox=60,50,70,40", 404, "nothing-there", "bbox"),
        ("/changes?from=2005&to=2004", 404, "nothing-there", "to"),
        ("/changes?from=soon", 400, "bad-parameter", "from"),
        ("/diff?from=2004", 400, "bad-parameter", "to"),
        ("/diff?from=2004&to=2005&lens=none", 404, "not-found", "lens"),
        ("/tables/nothing", 404, "not-found", "name"),
        ("/sources/nobody", 404, "not-found", "id"),
        ("/data.exe", 404, "not-found", "ending"),
    ],
)
def test_a_problem_names_the_parameter_and_says_what_is_possible(
    api, path, status, kind, parameter
):
    response = api.get(path)
    told = response.json()

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert told["status"] == status
    assert told["type"] == f"/api#{kind}"
    assert told["parameter"] == parameter
    assert parameter in [fault["parameter"] for fault in told["errors"]]
    assert len(told["detail"]) > 10


def test_every_kind_of_problem_is_explained_on_the_page_about_the_api(api, url):
    page = api.get(f"{url}api").text
    for path in ("/snapshot", "/snapshot?date=1850", "/atlas?x=1", "/none"):
        anchor = api.get(path).json()["type"].partition("#")[2]
        assert f'id="{anchor}"' in page


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_nothing_but_reading_is_possible(api, method):
    response = api.request(method, "/atlas")

    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["content-type"] == "application/problem+json"


def test_an_address_that_is_none_is_a_problem_too(api):
    assert api.get("/nothing/here").json()["type"] == "/api#not-found"
