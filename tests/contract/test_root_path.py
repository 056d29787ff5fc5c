"""The whole server below a path: what it names begins with the path, whatever a proxy does."""

import json
import re
from html import unescape

import pytest
import toy_world
from csto_map.app import create_app
from csto_map.app.settings import Settings
from servers import ask

from csto_map.atlas import Atlas
from csto_map.errors import BadOption

ROOT = "/maps/atlas"
# Attributes and properties that hold an address on the server.
NAMED = re.compile(r'(?:href|src|content|"url")[=:] ?"(/[^"]*)"')


@pytest.fixture(scope="module")
def toy_atlas(tmp_path_factory):
    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("below") / "toy"))


@pytest.fixture(scope="module")
def app(toy_atlas):
    return create_app(toy_atlas, Settings(root_path=f"{ROOT}/")).server


def test_every_address_that_a_page_names_is_below_the_path_and_answers(app):
    for page in ("/", "/embed", "/methods", "/api"):
        below, above = ask(app, ROOT + page, page)
        if page == "/methods" and below.status_code == 404:
            continue
        assert below.status_code == above.status_code == 200
        named = {unescape(one) for one in NAMED.findall(below.text)}
        assert len(named) > 2, page
        assert [one for one in sorted(named) if not one.startswith(f"{ROOT}/")] == []
        # Whole files are drawn elsewhere, which takes a process of its own.
        cheap = sorted(one for one in named if "/api/v1/" not in one or "openapi" in one)
        answers = ask(app, *cheap, *(one.removeprefix(ROOT) for one in cheap))
        assert {one.status_code for one in answers} == {200}, page
        # With the path or without it, it is the same file.
        half = len(cheap)
        for one, other in zip(answers[:half], answers[half:], strict=True):
            html = one.headers["content-type"].startswith("text/html")
            assert html or one.content == other.content
            assert one.headers["content-type"] == other.headers["content-type"]


def test_the_path_itself_is_the_map(app):
    bare, whole = ask(app, ROOT, f"{ROOT}/")
    assert bare.status_code == whole.status_code == 200
    assert '<meta name="csto-map:home" content="/maps/atlas/">' in bare.text
    # Other paths that begin with its letters are not it.
    (other,) = ask(app, f"{ROOT}es/")
    assert other.status_code == 404


def test_what_dash_asks_for_is_below_the_path(app):
    page, layout = ask(app, f"{ROOT}/", f"{ROOT}/_dash-layout")
    config = json.loads(re.findall(r'_dash-config"[^>]*>(\{.*?\})<', page.text)[0])
    assert config["requests_pathname_prefix"] == f"{ROOT}/"
    named = re.findall(r'"(/[^" ]+)"', json.dumps(layout.json()))
    assert named
    assert all(one.startswith(f"{ROOT}/static/") for one in named)


def test_programs_are_told_addresses_below_the_path(app):
    names = ("atlas", "openapi.json", "snapshot?date=no")
    asked = [f"{ROOT}/api/v1/{name}" for name in names]
    others = ("ogc", "robots.txt", "sitemap.xml", "dcat.jsonld")
    answers = ask(app, *asked, *(f"{ROOT}/{name}" for name in others))
    told = dict(zip((*names, *others), answers, strict=True))
    tables = told["atlas"].json()
    assert all(one["csv_url"].startswith(f"{ROOT}/api/v1/") for one in tables["tables"])
    assert told["openapi.json"].json()["servers"][0]["url"] == f"{ROOT}/api/v1"
    assert told["snapshot?date=no"].json()["type"].startswith(f"{ROOT}/api#")
    base = f"http://localhost{ROOT}"
    links = [one["href"] for one in told["ogc"].json()["links"] if one["rel"] != "license"]
    assert links
    assert all(one.startswith(f"{base}/ogc") for one in links)
    assert f"Sitemap: {base}/sitemap.xml" in told["robots.txt"].text
    assert f"Disallow: {ROOT}/jobs" in told["robots.txt"].text
    assert f"<loc>{base}/</loc>" in told["sitemap.xml"].text
    assert told["dcat.jsonld"].json()["@id"] == f"{base}/dcat.jsonld"


@pytest.mark.parametrize("path", ["atlas", "/a b", "/a//b", "/../b", "/a?b", "/" + 130 * "a"])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(BadOption, match="CSTO_MAP_ROOT_PATH"):
        Settings(root_path=path)


def test_an_address_elsewhere_is_refused():
    with pytest.raises(BadOption, match="does not end with"):
        Settings(root_path="/atlas", address="https://atlas.example.org/")
    Settings(root_path="/atlas", address="https://atlas.example.org/atlas/")


@pytest.mark.parametrize("path", ["/api", "/static"])
def test_a_path_that_the_atlas_has_itself_is_refused(toy_atlas, path):
    with pytest.raises(BadOption, match="the beginning of its own"):
        create_app(toy_atlas, Settings(root_path=path))
