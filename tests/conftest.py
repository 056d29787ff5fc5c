"""Fixtures for all layers: the real atlas, and a toy world that fits in one's head.

Nothing here starts a server or knows a browser: what a layer needs beyond this stands in
the conftest of its own folder.
"""

import functools
import os

import pytest
import toy_world
from hypothesis import HealthCheck, settings

from csto_map.atlas import Atlas
from csto_map.language import words
from csto_map.page import bundle

# Of what is made twice, the bytes are compared: both times at this hour.
MADE = 1_774_051_200
os.environ["SOURCE_DATE_EPOCH"] = str(MADE)

# How quick a machine is says nothing about what is tested on it.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")


@pytest.fixture(scope="session")
def real_atlas():
    """The facts that come with the package; never changed by a test."""
    atlas = Atlas.load()
    compiled = bundle.files
    # Seconds for each server and site of these facts; they are the same for all.
    known = functools.cache(lambda: compiled(atlas))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "files", lambda one: dict(known()) if one is atlas else compiled(one))
        yield atlas


@pytest.fixture
def toy(tmp_path):
    """A data folder of three made-up states, fresh for every test."""
    return toy_world.write(tmp_path / "toy")


@pytest.fixture(autouse=True)
def _own_languages(monkeypatch):
    """Languages that atlases bring belong to the process: no test is to meet another's."""
    monkeypatch.setattr(words, "_brought", {})
