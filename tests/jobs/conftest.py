"""A real Redis of our own."""

import job_world
import pytest


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """Address of a Redis."""
    with job_world.redis(tmp_path_factory.mktemp("redis")) as (address, _):
        yield address
