"""Fixtures for all tests: the real atlas, and a toy world that fits in one's head."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import toy_world

from csto_map.atlas import Atlas


def pytest_addoption(parser):
    parser.addoption(
        "--renew-references",
        action="store_true",
        help="draw the reference pictures of tests/browser anew instead of comparing",
    )


@pytest.fixture(scope="session")
def real_atlas():
    """The facts that come with the package; never changed by a test."""
    return Atlas.load()


@pytest.fixture
def toy(tmp_path):
    """A data folder of three made-up states, fresh for every test."""
    return toy_world.write(tmp_path / "toy")


@pytest.fixture(scope="session")
def url():
    """Address of a server that runs for the whole session."""
    import web_world

    with web_world.serving() as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser():
    """Chromium; tests that need none run where Playwright is not installed."""
    import web_world
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = web_world.launch(playwright)
        yield own
        own.close()
