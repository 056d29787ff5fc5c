"""The OpenAPI document: ours alone, and true as far as a fuzzer can tell."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_the_document_tells_our_addresses_alone_each_with_words_and_examples(api):
    told = api.get("/openapi.json").json()

    assert told["openapi"].startswith("3.1")
    assert told["servers"][0]["url"] == "/api/v1"
    assert {"/atlas", "/snapshot", "/changes", "/diff", "/sources/{id}"} <= set(told["paths"])
    assert not [path for path in told["paths"] if "dash" in path or "static" in path]
    for item in told["paths"].values():
        assert list(item) == ["get"]
        operation = item["get"]
        assert len(operation["description"]) > 20
        assert "422" not in operation["responses"]
        for parameter in operation.get("parameters", []):
            assert parameter["description"]
            assert parameter["example"]


def test_every_operation_of_the_document_has_a_name_of_its_own(api):
    told = api.get("/openapi.json").json()
    names = [item["get"]["operationId"] for item in told["paths"].values()]

    assert len(set(names)) == len(names)


def test_no_other_page_tells_of_the_server(api, url):
    for path in ("docs", "redoc", "openapi.json", "docs/oauth2-redirect"):
        assert api.get(url + path).status_code == 404


@pytest.mark.slow
def test_schemathesis_finds_nothing(url, tmp_path):
    command = [
        *(Path(sys.executable).with_name("schemathesis"), "run", f"{url}api/v1/openapi.json"),
        *("--generation-deterministic", "--max-examples", "8", "--no-color"),
    ]
    ran = subprocess.run(
        command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=600
    )

    assert ran.returncode == 0, ran.stdout
    assert "No issues found" in ran.stdout
