"""Data never become markup, a script or a formula, wherever they are shown."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import toy_world

from csto_map.atlas import Atlas
from csto_map.errors import DataError

DAY = "2003-01-01"
DANGEROUS = {"script", "img", "svg", "iframe", "object", "embed", "form", "base", "style"}


class Tags(HTMLParser):
    """Every tag of a document, with its attributes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_tame(tags, allowed=()):
    for tag, attributes in tags:
        assert tag not in DANGEROUS - set(allowed), (tag, attributes)
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, attributes)
            assert "javascript:" not in (value or "").lower(), (tag, attributes)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "\r=1"]
)
def test_a_formula_is_refused_when_the_data_are_read(toy, text):
    toy_world.spoil(toy, "sites", "bbb_base", "note", text)

    with pytest.raises(DataError):
        Atlas.load(toy)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://x",
        "data:text/html,x",
        "//x",
        "file:///etc/passwd",
    ],
)
def test_a_source_leads_to_the_web_or_nowhere(toy, url):
    toy_world.spoil(toy, "sources", "book", "url", url)

    with pytest.raises(DataError):
        Atlas.load(toy)


def test_the_page_holds_hostile_names_as_text(client, hostile_url):
    tags = Tags(client.get(hostile_url).text).found

    scripts = [attributes for tag, attributes in tags if tag == "script"]
    assert scripts
    # Dash's settings and its starter are inline; the policy knows them by their hashes.
    assert all(set(one) <= {"src", "defer", "id", "type", "async"} for one in scripts)
    blocks = re.findall(r"<script([^>]*)>(.*?)</script>", client.get(hostile_url).text, re.DOTALL)
    # What the page says of its data is no code, and nothing in it can end it.
    (data,) = [text for kind, text in blocks if "application/ld+json" in kind]
    assert "window.pwned" in json.loads(data)["name"]
    assert "<" not in data
    assert "window.pwned" not in "".join(text for _, text in blocks if text != data)
    assert_tame(tags, allowed=("script",))


@pytest.mark.parametrize("path", ["api", "methods"])
def test_other_pages_hold_hostile_texts_as_text(client, hostile_url, path):
    response = client.get(hostile_url + path)

    assert response.status_code == 200
    assert "pwned" in response.text
    assert_tame(Tags(response.text).found)


@pytest.mark.parametrize(
    "query",
    [
        f"date={DAY}",
        f"date={DAY}&title=<script>window.pwned=1</script>&subtitle=%22%3E%3Cimg%20onerror=x%3E",
        "date=2001-06-01&compare=2006-06-01&mode=side",
        "date=2001-06-01&compare=2006-06-01&mode=difference",
    ],
)
def test_a_picture_is_a_picture_whatever_its_names_say(client, hostile_url, query):
    response = client.get(f"{hostile_url}export.svg?{query}")

    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("image/svg+xml")
    root = ElementTree.fromstring(response.content)
    texts = "".join(root.itertext())
    assert "pwned" in texts
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        assert tag not in {"script", "foreignObject", "iframe", "img", "a", "set", "animate"}
        for name, value in element.attrib.items():
            assert not name.rpartition("}")[2].startswith("on")
            if name.rpartition("}")[2] == "href":
                assert value.startswith(("#", "data:image/"))


def test_a_document_links_to_the_web_alone(client, hostile_url):
    response = client.get(f"{hostile_url}export.pdf?date={DAY}")

    assert response.content.startswith(b"%PDF-")
    assert b"/JavaScript" not in response.content
    assert b"javascript:" not in response.content


def test_the_api_gives_hostile_texts_unchanged_and_never_as_a_page(
    client, hostile_url, hostile_folder
):
    response = client.get(f"{hostile_url}api/v1/tables/sites")
    with (hostile_folder / "tables" / "sites.csv").open(encoding="utf-8", newline="") as file:
        edited = {row["site_id"]: row for row in csv.DictReader(file)}

    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    for row in json.loads(response.text)["rows"]:
        assert row["note"] == edited[row["site_id"]]["note"]
    table = client.get(f"{hostile_url}api/v1/layers/sites.csv").text
    rows = list(csv.DictReader(io.StringIO(table)))
    assert rows[0]["note"] == edited["bbb_base"]["note"]
