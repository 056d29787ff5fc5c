"""Files are written whole or not at all."""

import pytest

from csto_map import whole_files
from csto_map.errors import BadOption


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_when_it_is_whole(tmp_path) -> None:
    path = tmp_path / "a.png"
    with whole_files.whole(path) as part:
        part.write_bytes(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"
    assert names(tmp_path) == ["a.png"]


def test_nothing_is_left_of_a_failure_and_the_old_file_stays(tmp_path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def fail() -> None:
        with whole_files.whole(path) as part:
            part.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.png"]


@pytest.mark.parametrize("name", ["missing/a.png", "."])
def test_what_cannot_be_written_is_refused_in_one_line(tmp_path, name: str) -> None:
    with pytest.raises(BadOption) as problem:
        whole_files.write(tmp_path / name, b"")
    assert "\n" not in str(problem.value)


def test_an_unknown_ending_lists_those_that_there_are() -> None:
    from pathlib import Path

    with pytest.raises(BadOption, match="'bmp' says no format; there are png, pdf"):
        whole_files.ending(Path("a.bmp"), ["png", "pdf"])
    with pytest.raises(BadOption, match="without an ending"):
        whole_files.ending(Path("a"), ["png", "pdf"])
    assert whole_files.ending(Path("a.PNG"), ["png"]) == "png"
