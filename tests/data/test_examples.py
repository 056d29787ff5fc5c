"""The notebooks run on the facts as they are, and are kept as they ran."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples"
BOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def run():
    spec = importlib.util.spec_from_file_location("run", FOLDER / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.run


def code(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def test_there_are_three():
    assert [path.stem for path in BOOKS] == ["border", "strength", "tour"]


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_in_every_cell_what_it_showed(run, path):
    kept, fresh = code(nbformat.read(path, as_version=4)), code(run(path))

    for old, new in zip(kept, fresh, strict=True):
        assert [kinds(output) for output in old.outputs] == [kinds(o) for o in new.outputs]
        assert old.execution_count == new.execution_count
    assert not [o for cell in fresh for o in cell.outputs if o.output_type == "error"]


def kinds(output):
    return (output.output_type, sorted(output.get("data", {})))


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_it_is_small_enough_to_be_read_in_a_diff(path):
    assert path.stat().st_size < 300_000
