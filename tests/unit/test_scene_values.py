"""Scenes are plain values: they compare, pickle and draw without the atlas they were made of."""

import io
import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from csto_map.atlas import Atlas
from csto_map.facts.cone import Rotation
from csto_map.history import compare
from csto_map.history.compare import Difference
from csto_map.history.findings import Band, SpanRow, Tally, TallyRow, Turn
from csto_map.picture import difference
from csto_map.picture.figure import to_figure
from csto_map.picture.ground import Town, Water
from csto_map.picture.parts import (
    Area,
    Arrival,
    Backdrop,
    Cut,
    Disputed,
    Drawing,
    Flow,
    Label,
    LegendEntry,
    Line,
    Mark,
    Movement,
    Number,
    Post,
    Reference,
    Relief,
    Ring,
    SourceRef,
    Swatch,
    Symbol,
    Titles,
    Troop,
)
from csto_map.picture.scene import Scene, build, compose
from csto_map.picture.user_layers import UserLayer
from csto_map.query.filters import Filters
from csto_map.query.times import Times
from csto_map.sheet.svg import to_svg

PARTS = {Area, Cut, Line, Mark, Symbol, Drawing, Label, LegendEntry, Swatch, SourceRef, Reference}
FOUND = {Tally, TallyRow, SpanRow, Turn, Band}
PEOPLE = {Arrival, Flow, Movement, Number, Post, Ring, Troop}
VALUES = {Scene, Rotation, Titles, Difference, UserLayer, date, str, int, float, bool, type(None)}
GROUND = {Town, Water, Backdrop, Disputed, Relief}
PLAIN = PARTS | FOUND | PEOPLE | GROUND | VALUES
HELD = {tuple, list, dict, bytes, np.ndarray}


class Watcher(pickle.Pickler):
    """Notes the type of everything that hangs on a value."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), protocol=4)
        self.types: set[type] = set()

    def persistent_id(self, obj: object) -> None:
        # Classes and functions only say how a value is made again.
        if not callable(obj) and not isinstance(obj, np.dtype):
            self.types.add(type(obj))


def foreign(value: object) -> set[type]:
    """Give the types of what hangs on a value and is no plain data."""
    watcher = Watcher()
    watcher.dump(value)
    return watcher.types - PLAIN - HELD


@pytest.fixture(scope="module")
def other() -> Atlas:
    """The real atlas, loaded once more: nothing is shared by identity."""
    return Atlas.load()


def own_layer() -> UserLayer:
    ordinals = np.array([728000, 729000], dtype=np.int32)
    return UserLayer(
        "mine.csv",
        "#d62728",
        np.array([-900.0, 100.0]),
        np.array([-1500.0, -1400.0]),
        ordinals,
        ordinals + 9000,
        np.array(["", "#112233"], dtype=object),
        np.array([0.0, 12.0]),
        np.array(["One", "Two"], dtype=object),
        False,
    )


QUESTIONS = {
    "default": {},
    "filtered": {"filters": Filters(sure=True), "language": "ru", "style": "grey"},
    "range": {"times": Times("range", date(1999, 1, 1), date(2006, 1, 1)), "icons": "plain"},
    "own": {"user_layers": (own_layer(),), "slots": 2, "view": "tajik-afghan"},
    "box": {"box": (500.0, -1500.0, 900.0, -1200.0)},
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_equal_questions_give_equal_scenes_of_another_atlas_too(
    real_atlas: Atlas, other: Atlas, question: str
) -> None:
    asked = QUESTIONS[question]
    one = build(real_atlas, "2005-05-01", **asked)  # type: ignore[arg-type]
    two = build(other, "2005-05-01", **asked)  # type: ignore[arg-type]

    assert one == two
    assert hash(one) == hash(two)
    assert one != build(real_atlas, "2005-05-01", **asked, width=900)  # type: ignore[arg-type]
    assert one != build(real_atlas, "2012-05-01", **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_but_plain_data_hangs_on_a_scene(real_atlas: Atlas, question: str) -> None:
    scene = build(real_atlas, "2005-05-01", **QUESTIONS[question])  # type: ignore[arg-type]

    assert foreign(scene) == set()
    # The watch itself sees what hangs deep down.
    assert foreign(((scene,), {"at": Path()})) == {type(Path())}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_pickled_scene_is_the_same_and_draws_the_same(real_atlas: Atlas, question: str) -> None:
    scene = build(real_atlas, "2005-05-01", **QUESTIONS[question])  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(scene))

    assert again == scene
    assert hash(again) == hash(scene)
    assert to_svg(again) == to_svg(scene)
    assert to_figure(again).to_json() == to_figure(scene).to_json()
    assert compose(again, 640, 480) == compose(scene, 640, 480)


def test_an_outline_that_moved_is_another_scene(real_atlas: Atlas) -> None:
    scene = build(real_atlas, "2005-05-01")
    again = pickle.loads(pickle.dumps(scene))
    again.areas[3].rings[0][1, 0] += 1

    assert again.areas[3] != scene.areas[3]
    assert again.areas[2] == scene.areas[2]
    assert again != scene


def test_a_scene_cannot_be_changed(real_atlas: Atlas) -> None:
    scene = build(real_atlas, "2005-05-01")

    assert not hasattr(scene, "__dict__")
    with pytest.raises(FrozenInstanceError):
        scene.title = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        scene.headings["own"] = "Another"  # type: ignore[index]


def test_a_difference_is_plain_too(real_atlas: Atlas, other: Atlas) -> None:
    def made(atlas: Atlas) -> Scene:
        days = ("2003-01-01", "2006-01-01")
        pair = [build(atlas, day, view="tajik-afghan") for day in days]
        rows = compare.differences(atlas, *days, layers=pair[0].layers)
        return compose(difference.between(atlas, *pair, rows), 900, 600)

    one, two = made(real_atlas), made(other)
    assert one == two
    assert any(symbol.badge for symbol in one.symbols)
    assert foreign(one) == set()
    again = pickle.loads(pickle.dumps(one))
    assert to_svg(again, furniture=False) == to_svg(one, furniture=False)
