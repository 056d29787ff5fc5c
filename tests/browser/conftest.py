"""Pages of the one server and Chromium of all tests, shared where it is safe."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import web_world
from servers import url

__all__ = ["url"]

expect.set_options(timeout=web_world.PATIENCE)


def pytest_addoption(parser):
    parser.addoption(
        "--renew-references",
        action="store_true",
        help="draw the reference pictures of tests/browser anew instead of comparing",
    )


@pytest.fixture(scope="session")
def browser():
    """The Chromium of this process."""
    with sync_playwright() as playwright:
        own = web_world.launch(playwright)
        # Tests that open pages by themselves are as patient as a visit.
        own.on("context", lambda context: context.set_default_timeout(web_world.PATIENCE))
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
