"""Exports look as they did when somebody last looked at them; `make goldens` renews them."""

import json

import goldens
import pytest
import toy_world
from PIL import Image

from csto_map.atlas import Atlas


@pytest.fixture(scope="module")
def toy_atlas(tmp_path_factory) -> Atlas:
    return Atlas.load(toy_world.write(tmp_path_factory.mktemp("golden") / "toy"))


@pytest.fixture(scope="module")
def hashes() -> dict[str, str]:
    return json.loads(goldens.HASHES.read_text(encoding="utf-8"))


def test_there_are_as_many_references_as_were_promised(hashes) -> None:
    assert list(hashes) == goldens.svg_cases()
    assert len(hashes) >= 60
    names = {goldens.name_of(q) for q in (*goldens.png_cases(), *goldens.real_cases())}
    assert {path.name for path in goldens.FOLDER.glob("*.png")} == names
    assert len(names) >= 30


def test_every_svg_is_the_same_to_the_byte(toy_atlas, hashes) -> None:
    changed = [q for q in goldens.svg_cases() if goldens.svg_hash(toy_atlas, q) != hashes[q]]
    assert not changed, f"{len(changed)} changed, first {changed[:3]}; look, then make goldens"


@pytest.mark.parametrize("query", goldens.png_cases())
def test_sheets_of_the_toy_world_look_the_same(toy_atlas, query: str) -> None:
    known = Image.open(goldens.FOLDER / goldens.name_of(query)).convert("RGB")
    assert goldens.difference(goldens.picture(toy_atlas, query), known) == ""


@pytest.mark.parametrize("query", goldens.real_cases())
def test_maps_of_the_real_world_look_the_same(real_atlas, query: str) -> None:
    known = Image.open(goldens.FOLDER / goldens.name_of(query)).convert("RGB")
    assert goldens.difference(goldens.real_picture(real_atlas, query), known) == ""


def test_a_picture_that_differs_is_noticed(real_atlas) -> None:
    one, other = (
        goldens.real_picture(real_atlas, f"date={day}&view=caucasus&layers=states")
        for day in ("1994-06-01", "1999-06-01")
    )
    assert "differ" in goldens.difference(one, other)


def test_a_symbol_that_is_missing_from_a_sheet_is_noticed(toy_atlas) -> None:
    query = "date=2004-08-05&layers={}"
    one, other = (
        goldens.picture(toy_atlas, query.format(layers)) for layers in ("states,bases", "states")
    )
    assert "differ" in goldens.difference(one, other)
