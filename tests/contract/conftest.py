"""A real server for what others rely on; no browser."""

import httpx
import pytest
from servers import url

__all__ = ["url"]


@pytest.fixture(scope="session")
def client():
    with httpx.Client(timeout=120) as own:
        yield own
