"""The documentation in a browser: it asks nobody, searches by itself, and fits a phone."""

import functools
import http.server
import threading

import pytest
import site_world


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return site_world.built(tmp_path_factory)


@pytest.fixture(scope="module")
def served(pages):
    """The address of the site on a server that does nothing but give files."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=str(pages))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def watched(tab):
    """Note what a page asks for and what it complains of."""
    asked, said = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    return asked, said


def test_no_page_asks_anybody_but_its_own_server_nor_complains(tab, pages, served):
    asked, said = watched(tab)
    # The site's own address leads on at once, and has a test of its own.
    files = sorted({*pages.rglob("*.html")} - {pages / "index.html"})
    wide = []
    for path in files:
        tab.goto(f"{served}/{path.relative_to(pages)}")
        # Wide tables and long lines of code scroll by themselves; the page does not.
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(str(path.relative_to(pages)))

    assert len(files) > 40
    assert len(asked) > len(files)
    assert [url for url in asked if not url.startswith((served, "data:"))] == []
    assert said == []
    assert wide == []


def test_its_own_address_leads_to_the_front_page(tab, served):
    tab.goto(f"{served}/")
    tab.wait_for_url("**/docs/README.html")

    assert tab.inner_text("h1").startswith("CSTO Map: documentation")


@pytest.mark.parametrize("home", ["served", "disk"])
def test_the_search_finds_without_a_server_of_its_own(tab, pages, served, home):
    asked, said = watched(tab)
    start = served if home == "served" else pages.as_uri()
    tab.goto(f"{start}/search.html?q=half-open")
    # Pages come into the list one by one.
    tab.wait_for_selector("ul.search li a:text('Time and certainty')")

    found = tab.locator("ul.search li a").all_inner_texts()
    assert "Time and certainty" in found
    assert [url for url in asked if not url.startswith((start, "data:"))] == []
    # From disk a browser shows the pages found, but no excerpts of them, and says so.
    assert said == [] or home == "disk"
