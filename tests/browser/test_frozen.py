"""The atlas below a path: as plain files, from two web servers, and served behind a proxy."""

import io
import json
import os
from urllib.parse import urlsplit

import httpx
import pytest
import web_servers
import web_world
from csto_map.app import create_app, frozen
from csto_map.app.settings import Settings
from PIL import Image
from servers import hosting

from csto_map.exchange.writing import files, frames

pytestmark = pytest.mark.browser

BASE = "https://example.org/maps/atlas"
# A proxy may pass the path on or leave it out.
LOCATIONS = """
    location /maps/atlas/ {{ alias {site}/; gzip_static on; error_page 404 /maps/atlas/404.html; }}
    location /behind/ {{ proxy_pass {server}; proxy_set_header Host $host; }}
    location /stripped/ {{ proxy_pass {stripped}/; proxy_set_header Host $host; }}
"""


@pytest.fixture(scope="module")
def site(real_atlas, tmp_path_factory):
    """The real atlas as files, but for the pictures of years and stops."""
    folder = tmp_path_factory.mktemp("frozen") / "maps" / "atlas"
    folder.parent.mkdir()
    where = frozen.Site.at(f"{BASE}/", "", pictures=False)
    frozen.write(real_atlas, folder, where, workers=1)
    return folder


@pytest.fixture(scope="module")
def plain(site):
    with web_servers.plain(site.parents[1]) as address:
        yield f"{address}maps/atlas/"


@pytest.fixture(scope="module")
def proxied(site, real_atlas, tmp_path_factory):
    """Address of nginx before the files and before two servers."""
    folder = tmp_path_factory.mktemp("nginx")
    with (
        hosting(create_app(real_atlas, Settings(root_path="/behind")).server) as server,
        hosting(create_app(real_atlas, Settings(root_path="/stripped")).server) as stripped,
    ):
        places = {"server": server.rstrip("/"), "stripped": stripped.rstrip("/"), "site": site}
        with web_servers.nginx(folder, LOCATIONS.format(**places)) as address:
            yield address


class Journey:
    """A visit, with the answers that were no good."""

    def __init__(self, browser, address):
        self.visit = web_world.Visit(browser, address)
        self.address = address
        self.bad = []
        self.visit.page.on(
            "response",
            lambda one: self.bad.append((one.status, one.url)) if one.status >= 400 else None,
        )

    def check(self):
        """Nothing went wrong, and nobody else was asked for anything."""
        assert self.bad == []
        assert self.visit.said == []
        asked = [one for one in self.visit.requests if not one.startswith(("data:", "blob:"))]
        assert len(asked) > 10
        assert [one for one in asked if not one.startswith(self.address)] == []


@pytest.fixture
def journey(browser):
    begun = []

    def begin(address):
        begun.append(Journey(browser, address))
        return begun[-1]

    yield begin
    for one in begun:
        one.visit.close()


def try_all(journey, address, frozen_=True):
    """What a reader does, from the first view to a saved picture."""
    trip = journey(address)
    visit, page = trip.visit, trip.visit.page
    visit.open("?date=2003-10-22&view=central-asia")
    page.focus("#slider")
    visit.press("ArrowRight")
    assert visit.state()["date"] == "2003-10-23"
    visit.run("() => cstoMap.page.select('site:kgz_kant')")
    page.wait_for_selector("#card:not([hidden]) a[href^='http']")
    visit.rest()
    # The link of the view, loaded anew.
    query = visit.query()
    assert page.url == f"{address}{query}"
    page.reload()
    visit.wait(web_world.READY)
    assert visit.state()["selection"] == "site:kgz_kant"
    page.wait_for_selector("#card:not([hidden]) a[href^='http']")

    assert "Kant air base" in visit.look_for("kant")[0]
    visit.press("Escape")
    visit.press("c")
    visit.wait(
        "() => cstoMap.page.charts?.shown || document.querySelector('#dock .js-plotly-plot')"
    )
    visit.press("b")
    visit.wait(web_world.TABLE_SHOWN, "on_map")
    page.wait_for_selector("#table-grid .ag-row .ag-cell")
    page.click("#close-dock")
    visit.menu()
    page.locator("#open-tour").focus()
    visit.press("Enter")
    visit.wait("() => cstoMap.page.view.tour === 'guided:1'")
    page.locator("#story-body p").first.wait_for()
    page.click("#story-close")
    visit.wait("() => cstoMap.page.view.tour === null")

    visit.press("?")
    page.wait_for_selector("#help[open]")
    methods = page.get_attribute("#help-methods", "href")
    assert methods == f"{address}methods{'/' if frozen_ else ''}"
    page.click("#help-close")
    saved = save(visit)
    assert Image.open(io.BytesIO(saved)).size == (1920, 1080)

    page.click("#language")
    visit.wait("() => window.cstoMap && document.documentElement.lang === 'ru'")
    assert page.url.startswith(f"{address}?")
    assert "lang=ru" in page.url
    visit.wait(web_world.READY)
    return trip


def save(visit):
    """The picture that the dialog saves."""
    visit.page.click("#save-image")
    visit.page.wait_for_selector("#export[open] #export-preview[src^=blob]")
    with visit.page.expect_download() as coming:
        visit.page.click("#export-save")
    return coming.value.path().read_bytes()


def test_as_files_of_nginx_below_a_path_it_does_what_a_reader_wants(journey, proxied):
    trip = try_all(journey, f"{proxied}maps/atlas/")
    trip.check()


def test_behind_a_proxy_that_passes_the_path_on_it_does_what_a_reader_wants(journey, proxied):
    trip = try_all(journey, f"{proxied}behind/", frozen_=False)
    trip.check()


def test_behind_a_proxy_that_leaves_the_path_out_it_finds_itself(journey, proxied):
    trip = journey(f"{proxied}stripped/")
    trip.visit.open("?date=2009-06-14")
    trip.visit.run("() => cstoMap.page.select('site:kgz_kant')")
    trip.visit.page.wait_for_selector("#card:not([hidden]) a[href^='http']")
    trip.check()


def test_as_files_of_pythons_server_it_is_a_map_and_a_frame(journey, plain):
    trip = journey(plain)
    trip.visit.open("?date=2009-06-14")
    frame = journey(plain)
    frame.visit.look("embed/?date=2009-06-14")
    assert frame.visit.run("() => document.documentElement.classList.contains('embedded')")
    frame.visit.wait("() => document.querySelector('.embed-link')?.href")
    assert frame.visit.run("() => document.querySelector('.embed-link').href") == (
        f"{plain}{frame.visit.query()}"
    )
    for one in (trip, frame):
        one.check()


def test_what_needs_the_program_is_said_and_not_offered(journey, plain):
    trip = journey(plain)
    visit, page = trip.visit, trip.visit.page
    visit.open("?date=2009-06-14")
    page.click("#save-image")
    page.wait_for_selector("#export[open]")
    assert page.locator("#export-format option").all_inner_texts() == ["PNG", "SVG"]
    said = visit.words("export")
    page.get_by_text(said["no_server_image"]).wait_for()
    page.click("#tab-film")
    assert page.locator("#export-film").inner_text() == said["no_server_film"]
    assert page.locator("#export-film").locator("button, input, select").count() == 0
    page.click("#tab-plan")
    assert page.get_by_text(said["no_server_plan"]).is_visible()
    assert page.get_by_text(said["plan_pdf"]).count() == 0
    trip.check()


def test_a_page_of_a_language_leads_to_the_map_in_it(journey, plain):
    trip = journey(plain)
    trip.visit.page.goto(f"{plain}ru/?date=2009-06-14")
    trip.visit.wait(web_world.READY)
    assert trip.visit.page.url.startswith(f"{plain}?")
    assert trip.visit.run("() => document.documentElement.lang") == "ru"
    assert trip.visit.state()["date"] == "2009-06-14"


def test_whoever_runs_no_scripts_sees_the_picture_whole(browser, plain):
    for width in (390, 1200):
        size = {"width": width, "height": 800}
        context = browser.new_context(java_script_enabled=False, viewport=size)
        page = context.new_page()
        page.goto(f"{plain}ru/")
        box = page.locator("img").bounding_box()
        context.close()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] / box["width"] == pytest.approx(628 / 1200, abs=0.01)


def test_links_of_pages_for_reading_lead_to_files(plain, proxied, journey):
    """Every address of every page, from both servers: none is missing, and none is elsewhere."""
    trip = journey(plain)
    page = trip.visit.page
    # They are read as they are given, before scripts lead elsewhere.
    page.route("**/*.js", lambda route: route.abort())
    for address in (plain, f"{proxied}maps/atlas/"):
        for name in ("", "embed/", "methods/", "data/", "ru/", "404.html"):
            page.goto(address + name, wait_until="domcontentloaded")
            links = page.evaluate(
                """() => [...document.querySelectorAll("[href], [src]")]
                  .map((one) => one.href || one.src).filter((one) => !one.includes("#"))"""
            )
            home = "" if name == "404.html" else address
            ours = [one for one in links if urlsplit(one).netloc == urlsplit(address).netloc]
            assert ours, name
            for one in set(ours):
                assert one.startswith(home)
                if name != "404.html" or "/maps/atlas/" in address:
                    assert httpx.head(one, follow_redirects=True).status_code == 200, one


def test_files_of_the_data_are_those_of_the_program(site, proxied, real_atlas):
    for ending in (".gpkg", ".csv.zip"):
        answer = httpx.get(f"{proxied}maps/atlas/api/v1/data{ending}")
        assert answer.content == files.content(real_atlas, ending)
    layer = json.loads((site / "api/v1/layers/sites.geojson").read_text())
    assert len(layer["features"]) == len(frames.layer(real_atlas, "sites"))


def test_whole_addresses_are_those_of_the_site(site):
    page = (site / "index.html").read_text()
    assert f'<link rel="canonical" href="{BASE}/">' in page
    assert f'<meta property="og:image" content="{BASE}/pictures/map.png">' in page
    russian = (site / "ru" / "index.html").read_text()
    assert '<html lang="ru"' in russian
    assert f'<meta property="og:image" content="{BASE}/pictures/ru.png">' in russian
    for picture in ("map", "ru"):
        assert Image.open(site / "pictures" / f"{picture}.png").size == (1200, 628)
    sitemap = (site / "sitemap.xml").read_text()
    for path in ("", "ru/", "methods/", "data/"):
        assert f"<loc>{BASE}/{path}</loc>" in sitemap
        assert (site / path / "index.html").is_file()
    assert f"Sitemap: {BASE}/sitemap.xml" in (site / "robots.txt").read_text()
    for name in ("dcat.jsonld", "croissant.json"):
        text = (site / name).read_text()
        assert f"{BASE}/api/v1/data.csv.zip" in text
        assert "/ogc" not in text


def test_texts_are_compressed_beside_and_files_have_the_time_of_making(site, proxied):
    texts = [*site.glob("static/*.js"), *site.glob("static/*.json"), site / "index.html"]
    assert len(texts) > 50
    for one in texts:
        if one.stat().st_size > 1000:
            assert (one.parent / f"{one.name}.br").stat().st_size < one.stat().st_size
            assert (one.parent / f"{one.name}.gz").stat().st_size < one.stat().st_size
    answer = httpx.get(f"{proxied}maps/atlas/", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == (site / "index.html").read_text()
    made = int(os.environ["SOURCE_DATE_EPOCH"])
    assert {one.stat().st_mtime for one in site.rglob("*.*") if one.name != frozen.MARK} == {made}
