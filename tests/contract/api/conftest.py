"""The API of the one real server, asked over the loopback."""

import httpx
import pytest


@pytest.fixture(scope="session")
def api(url):
    """A client whose addresses begin behind /api/v1."""
    with httpx.Client(base_url=f"{url}api/v1", timeout=120) as client:
        yield client
