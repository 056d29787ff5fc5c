"""The features of the one real server."""

import httpx
import pytest
from features_client import Asking


@pytest.fixture(scope="session")
def ogc(url):
    with httpx.Client(timeout=120) as client:
        yield Asking(client, f"{url}ogc")
