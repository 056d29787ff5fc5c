"""A server whose data were written by an enemy."""

import hostile_world
import pytest
import servers


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory):
    return hostile_world.write(tmp_path_factory.mktemp("hostile") / "world")


@pytest.fixture(scope="session")
def hostile_url(hostile_folder):
    with servers.serving("--data", str(hostile_folder)) as (address, _):
        yield address
