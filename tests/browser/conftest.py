"""One real server and one Chromium for all browser tests; pages are shared where it is safe."""

import pytest
import web_world
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def url():
    """Address of a server that runs for the whole session."""
    with web_world.serving() as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        own = web_world.launch(playwright)
        yield own
        own.close()


@pytest.fixture
def visit(browser, url):
    """Open a page of one's own: visit(query, **context options)."""
    opened: list[web_world.Visit] = []

    def open_(query="", **options):
        opened.append(web_world.Visit(browser, url, **options).open(query))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def tab(browser, url):
    """One page that the tests of a file drive in turn; each starts with tab.show()."""
    own = web_world.Visit(browser, url).open()
    yield own
    own.close()


@pytest.fixture(scope="session")
def shared(browser, url):
    """One page for tests that ask without changing anything that others rely on."""
    own = web_world.Visit(browser, url).open()
    yield own
    own.close()
