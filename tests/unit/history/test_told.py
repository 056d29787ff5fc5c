"""Every answer about the busy world is the one that people read and wrote down."""

import json

import busy_world
import pytest
import told

from csto_map.atlas import Atlas


@pytest.fixture
def folder(tmp_path):
    return busy_world.write(tmp_path / "busy")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    return Atlas.load(busy_world.write(tmp_path_factory.mktemp("told") / "busy"))


def written(name):
    return json.loads((told.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", told.SECTIONS)
def test_it_is_told_as_it_was_written_down(atlas, name):
    assert told.plain(told.SECTIONS[name](atlas)) == written(name)


def test_faults_of_lives_are_told_as_they_were_written_down(folder):
    assert told.plain(told.of_faults(folder)) == written("faults")


def test_nothing_is_written_down_that_nobody_asks_for():
    names = {path.stem for path in told.FOLDER.iterdir()}

    assert names == {*told.SECTIONS, "faults"}
