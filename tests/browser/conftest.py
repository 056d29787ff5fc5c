"""Pages of the one server and Chromium of all tests, shared where it is safe."""

import pytest
import web_world


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
