"""Folders written whole or not at all, over nothing that is not ours."""

import pytest

from csto_map import whole_files
from csto_map.errors import BadOption

MARK = "written.json"


def write(path, **files):
    with whole_files.whole_folder(path, MARK) as part:
        for name, text in files.items():
            (part / "within").mkdir(exist_ok=True)
            (part / "within" / name).write_text(text)


def write_half(path, problem):
    with whole_files.whole_folder(path, MARK) as part:
        (part / "half").write_text("")
        raise problem


def write_late(path):
    with whole_files.whole_folder(path, MARK):
        path.mkdir()
        (path / "mine").write_text("")


def names(path):
    return sorted(one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file())


def test_a_folder_is_there_with_its_list_and_the_rights_of_any_new_folder(tmp_path):
    write(tmp_path / "site", a="1")
    assert names(tmp_path) == ["site/within/a", "site/written.json"]
    (tmp_path / "other").mkdir()
    assert (tmp_path / "site").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_it_takes_the_place_of_an_empty_one_and_of_its_like(tmp_path):
    (tmp_path / "site").mkdir()
    write(tmp_path / "site", a="1")
    write(tmp_path / "site", b="2")
    assert names(tmp_path) == ["site/within/b", "site/written.json"]


def test_what_fails_half_way_leaves_what_was_there(tmp_path):
    write(tmp_path / "site", a="1")
    for problem in (KeyboardInterrupt, ValueError):
        with pytest.raises(problem):
            write_half(tmp_path / "site", problem)
    assert names(tmp_path) == ["site/within/a", "site/written.json"]


def spoil_by_more(folder):
    (folder / "mine.txt").write_text("")
    return "mine.txt"


def spoil_by_change(folder):
    (folder / "within" / "a").write_text("2")
    return "within/a"


def spoil_by_list(folder):
    (folder / MARK).write_text("[]")
    return MARK


def spoil_by_no_list(folder):
    (folder / MARK).unlink()
    return f"without {MARK}"


@pytest.mark.parametrize("spoil", [spoil_by_more, spoil_by_change, spoil_by_list, spoil_by_no_list])
def test_what_was_not_written_here_is_not_touched(tmp_path, spoil):
    write(tmp_path / "site", a="1")
    named = spoil(tmp_path / "site")
    before = names(tmp_path)
    with pytest.raises(BadOption, match=named):
        write(tmp_path / "site", b="2")
    assert names(tmp_path) == before


def test_what_comes_meanwhile_is_not_touched(tmp_path):
    with pytest.raises(BadOption, match="none of ours"):
        write_late(tmp_path / "site")
    assert names(tmp_path) == ["site/mine"]


def test_files_links_and_places_that_are_not_there_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadOption, match="is a file"):
        write(tmp_path / "file", a="1")
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(BadOption, match="is a link"):
        write(tmp_path / "link", a="1")
    with pytest.raises(BadOption, match="cannot be written"):
        write(tmp_path / "none" / "site", a="1")
