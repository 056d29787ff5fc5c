"""What the server tells those who link the page, find it or list it."""

import hashlib
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from PIL import Image

from csto_map.exchange.writing import frames
from csto_map.facts import schema
from csto_map.page import preview

VIEW = "date=2009-06-14&view=central-asia&sel=site:kgz_kant&fbclid=x"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(HTMLParser):
    """The tags of a document's head, and its linked data."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.data, self._within = {}, {}, [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "meta":
            name = known.get("property") or known.get("name")
            assert name not in self.meta or name is None
            self.meta[name] = known.get("content")
        elif tag == "link":
            self.links.setdefault(known["rel"], known["href"])
        self._within = tag == "script" and known.get("type") == "application/ld+json"

    def handle_endtag(self, tag):
        self._within = self._within and tag != "script"

    def handle_data(self, data):
        if self._within:
            self.data.append(json.loads(data))


@pytest.fixture(scope="module")
def head(client, url):
    return Head(client.get(f"{url}?{VIEW}").text)


def test_a_shared_link_shows_the_headline_and_the_picture_of_its_view(client, url, head):
    assert head.meta["og:title"].startswith("14 June 2009: ")
    assert "Russian troops" in head.meta["og:title"]
    assert head.meta["og:description"].startswith("Central Asia. ")
    assert head.meta["og:description"] == head.meta["description"]
    # Without what says nothing of the view.
    assert head.meta["og:url"] == head.links["canonical"]
    assert head.meta["og:url"] == (f"{url}?date=2009-06-14&view=central-asia&sel=site:kgz_kant")
    assert head.meta["og:image"] == (
        f"{url}export.png?date=2009-06-14&view=central-asia&size=social"
    )
    answer = client.get(head.meta["og:image"])
    assert answer.headers["content-type"] == head.meta["og:image:type"]
    size = (int(head.meta["og:image:width"]), int(head.meta["og:image:height"]))
    assert Image.open(io.BytesIO(answer.content)).size == size


def test_the_page_describes_its_data(client, url, head, real_atlas):
    (data,) = head.data
    api = client.get(f"{url}api/v1/openapi.json").json()
    (ending,) = api["paths"]["/data.{ending}"]["get"]["parameters"][:1]

    assert (data["@context"], data["@type"]) == ("https://schema.org/", "Dataset")
    assert data["license"] == head.links["license"] == real_atlas.config.licence.url
    assert 50 <= len(data["description"]) <= 5000
    assert data["temporalCoverage"] == f"{real_atlas.first}/{real_atlas.horizon}"
    assert [one["contentUrl"] for one in data["distribution"]] == [
        f"{url}api/v1/data.{one}" for one in ending["schema"]["enum"]
    ]
    south, west, north, east = map(float, data["spatialCoverage"]["geo"]["box"].split())
    assert -90 <= south < north <= 90
    assert -180 <= west < east <= 180


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "21 March 2026: "),
        ("date=2022-01-10&view=central-asia&lang=ru", "10 января 2022: "),
        ("date=2000-06-01&cmp=2006-06-01&mode=swipe", "CSTO Map: 1 June 2000 – 1 June 2006"),
        ("date=2006-06-01&cmp=2000-06-01", "CSTO Map: 1 June 2000 – 1 June 2006"),
        ("tm=range&range=1999-01-01..2005-12-31", "CSTO Map: 1 January 1999 – 31 December 2005"),
        # What cannot be read is passed over, the rest is not.
        ("date=soon&view=caucasus&layers=none&date=x", "21 March 2026: "),
        ("date=1066-10-14&view=nowhere", "21 March 2026: "),
        ("date=2009-06-14&box=0,0,500,500", "14 June 2009: "),
    ],
)
def test_a_preview_is_of_what_the_page_shows(real_atlas, query, title):
    seen = preview.of(real_atlas, query)

    assert seen.title.startswith(title)
    assert preview.of(real_atlas, seen.link) == seen
    assert "own=" not in seen.picture


@pytest.mark.parametrize(
    "query", ['date="><script>alert(1)</script>', "view=%3C/script%3E", "a" * 9000]
)
def test_a_hostile_link_leaves_no_trace_in_the_page(client, url, query):  # fmt: skip
    text = client.get(f"{url}?{query}").text

    assert "alert" not in text
    assert "</script>%" not in text
    assert Head(text).links["canonical"] in (url, f"{url}?date=2026-03-21")


def test_nothing_in_the_linked_data_ends_its_script(client, url):
    text = client.get(url).text
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)

    assert "<" not in script
    assert json.loads(script)


def test_robots_are_let_in_but_not_to_what_is_costly(client, url):
    lines = client.get(f"{url}robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert "Disallow: /jobs" in lines
    assert "Allow: /export.png" in lines
    assert lines[-1] == f"Sitemap: {url}sitemap.xml"


def test_every_address_of_the_sitemap_answers(client, url, real_atlas):
    answer = client.get(f"{url}sitemap.xml")
    root = ElementTree.fromstring(answer.text)
    places = [one.text for one in root.iter(f"{MAP}loc")]

    assert answer.headers["content-type"] == "application/xml"
    assert len(set(places)) == len(places) > len(real_atlas.config.views)
    assert {url, f"{url}?lang=ru", f"{url}methods", f"{url}api"} <= set(places)
    for one in places:
        # In Russian the same: one of them is enough.
        if "lang=" in one and one != places[-3]:
            continue
        found = client.get(one)
        assert found.status_code == 200, one
        if "?date" in one:
            assert Head(found.text).links["canonical"] == one


def test_the_licence_is_named_in_the_header_of_all_that_is_data(client, url, real_atlas):
    licence = f'<{real_atlas.config.licence.url}>; rel="license"'
    for path in ("", "embed", "methods", "api", "api/v1/atlas", "dcat.jsonld", "ogc"):
        assert licence in client.get(f"{url}{path}").headers["link"].replace(
            '; type="text/html"', ""
        )
    for path in ("healthz", "robots.txt", "nothing"):
        assert "link" not in client.get(f"{url}{path}").headers


def test_a_catalogue_of_open_data_finds_what_dcat_ap_wants(client, url, real_atlas):
    answer = client.get(f"{url}dcat.jsonld")
    catalogue = answer.json()
    dataset = catalogue["dcat:dataset"]

    assert answer.headers["content-type"] == "application/ld+json"
    for thing in (catalogue, dataset):
        assert {"dct:title", "dct:description", "dct:publisher", "dct:license"} <= set(thing)
        assert (
            thing["dct:publisher"]["foaf:name"]["@value"] == real_atlas.config.licence.attribution
        )
    prefixes = set(catalogue["@context"])
    used = set(re.findall(r'"(?:@type": "|)([a-z]+):[A-Za-z]+"', json.dumps(catalogue)))
    assert used <= prefixes
    whole = [one for one in dataset["dcat:distribution"] if "dcat:downloadURL" in one]
    assert len(whole) > 4
    for one in dataset["dcat:distribution"]:
        assert one["dcat:accessURL"]["@id"].startswith(url)
        assert one["dct:license"]["@id"] == real_atlas.config.licence.url
    service = catalogue["dcat:service"]
    assert client.get(service["dcat:endpointURL"]["@id"]).status_code == 200
    assert client.get(service["dcat:endpointDescription"]["@id"]).status_code == 200
    assert service["dcat:servesDataset"]["@id"] == dataset["@id"]


def test_croissant_tells_of_the_csv_package_what_is_in_it(client, url):
    told = client.get(f"{url}croissant.json").json()
    package = client.get(f"{url}api/v1/data.csv.zip").content
    whole, *files = told["distribution"]
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        within = json.loads(archive.read("croissant.json"))
        bodies = {name: archive.read(name) for name in archive.namelist()}

    assert whole["contentUrl"] == f"{url}api/v1/data.csv.zip"
    assert whole["sha256"] == hashlib.sha256(package).hexdigest()
    assert {name for name in bodies if name.endswith(".csv")} == {one["@id"] for one in files}
    for one, inner in zip(files, within["distribution"], strict=True):
        assert one == {**inner, "containedIn": {"@id": whole["@id"]}}
        assert one["sha256"] == hashlib.sha256(bodies[one["contentUrl"]]).hexdigest()
    records = {one["@id"]: one for one in told["recordSet"]}
    layers = {f"layer_{name}": f"layers/{name}.csv" for name in frames.TITLES}
    tables = {name: f"tables/{name}.csv" for name in schema.TABLES}
    paths = layers | tables | {name: f"{name}.csv" for name in ("citations", "days")}
    assert set(paths) == set(records)
    fields = {field["@id"]: field for one in records.values() for field in one["field"]}
    for name, one in records.items():
        columns = bodies[paths[name]]
        assert [each["name"] for each in one["field"]] == (
            columns.decode().splitlines()[0].split(",")
        )
        assert all(key["@id"] in fields for key in one["key"])
    leads = [one["references"]["field"]["@id"] for one in fields.values() if "references" in one]
    assert len(leads) > 5
    assert set(leads) <= set(fields)
