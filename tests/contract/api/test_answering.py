"""Answers are the same whoever asks, and kept compressed alone unless they are large."""

import gzip

import pytest
from csto_map.app.http.answering import Answer, respond
from fastapi import Request

SMALL, MIDDLE, LARGE = b"x" * 10, b"of the middle " * 1000, b"a large one " * 90_000


def asked(**headers):
    named = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": named})


@pytest.mark.parametrize("body", [SMALL, MIDDLE, LARGE])
@pytest.mark.parametrize("kind", ["application/json", "image/png"])
def test_a_body_is_given_as_it_is_compressed_and_in_part(body, kind):
    answer = Answer.of(body, kind, "t")
    plain = respond(asked(), answer)
    zipped = respond(asked(accept_encoding="gzip"), answer)
    part = respond(asked(range="bytes=3-7"), answer)

    assert plain.body == body
    assert "content-encoding" not in plain.headers
    if zipped.headers.get("content-encoding") == "gzip":
        assert gzip.decompress(zipped.body) == body
        assert zipped.headers["etag"] != plain.headers["etag"]
    else:
        assert zipped.body == body
    assert (part.status_code, part.body) == (206, body[3:8])
    assert part.headers["content-range"] == f"bytes 3-7/{len(body)}"


def test_what_few_ask_for_as_it_is_is_not_kept_twice():
    middle, large = Answer.of(MIDDLE, "text/csv", "t"), Answer.of(LARGE, "text/csv", "t")

    assert middle.whole is None
    assert middle.weight < len(MIDDLE) / 2
    # To unpack it would keep others waiting.
    assert large.whole == LARGE
