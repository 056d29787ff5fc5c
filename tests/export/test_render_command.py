"""The command line draws the same bytes as the library, and refuses in one line."""

from pathlib import Path

import pytest
import servers
from click.testing import CliRunner

from csto_map.cli import main
from csto_map.export import options, still
from csto_map.query import question


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, list(words))


def test_options_and_query_string_give_the_same_bytes_as_the_library(
    run, tmp_path, real_atlas
) -> None:
    query = (
        "date=2009-06-14&view=central-asia&layers=states,bases&style=grey&size=800x450&hide=link"
    )
    assert run("render", f"?{query}", "-o", "a.png").exit_code == 0
    done = run(
        *("render", "2009-06-14", "-o", "b.png", "--view", "central-asia", "--style", "grey"),
        *("--layers", "states,bases", "--size", "800x450", "--no-link"),
    )
    assert done.exit_code == 0, done.output
    drawn = still.render(real_atlas, options.read(real_atlas, question.parted(query)), "png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes() == drawn


def test_a_list_of_pictures_is_drawn(run, tmp_path) -> None:
    (tmp_path / "list.csv").write_text(
        "file,date,view,size\na.png,2009-06-14,,480x320\nb.svg,2005,belarus,480x320\n"
    )
    done = run("render", "--batch", "list.csv", "-o", "out")
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.png", "b.svg"]
    assert done.output.splitlines() == [str(Path("out", n)) for n in ("a.png", "b.svg")]


def test_a_shipped_plan_is_briefed(run, tmp_path) -> None:
    done = run("brief", "seven-dates", "-o", "pack.pdf")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render", "2009", "-o", "a.bmp"], "there are png, svg, webp, jpg, pdf, pptx"),
        (["render", "2009", "-o", "a"], "without an ending"),
        (["render", "2009", "-o", "none/a.png"], "cannot be written"),
        (["render", "2009", "-o", "a.png", "--view", "moon"], "view 'moon' does not exist"),
        (["render", "2009", "-o", "a.png", "--layers", "x"], "layer 'x' does not exist"),
        (["render", "2009", "-o", "a.png", "--size", "big"], "size 'big' does not exist"),
        (["render", "2009", "-o", "a.png", "--style", "pink"], "style 'pink' does not exist"),
        (["render", "1066", "-o", "a.png"], "outside 1991-01-01"),
        (["render", "soon", "-o", "a.png"], "is not"),
        (["render", "?date=2009&x=1", "-o", "a.png"], "'x' is no option"),
        (["render", "-o", "a.png"], "give a DATE"),
        (["render", "2009", "--batch", "l.csv", "-o", "o"], "no DATE and no options"),
        (["render", "--batch", "none.csv", "-o", "o"], "cannot be read"),
        (["brief", "none", "-o", "a.pdf"], "plans that are there"),
        (["brief", "seven-dates", "-o", "a.docx"], "there are pptx, pdf"),
    ],
)
def test_what_cannot_be_is_refused_with_exit_code_2_and_no_file(
    run, tmp_path, words: list[str], said: str
) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.output
    assert done.output.startswith("Error: ")
    assert len(done.output.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a.png,2009\nb.png,1950", "list.csv:3: "),
        ("a.png,2009\na.png,2010", "is there 2 times"),
        ("../a.png,2009", "list.csv:2: file '../a.png' is not a plain file name"),
        ("a.bmp,2009", "list.csv:2: "),
        ("a.png,2009,extra", "more or fewer cells"),
    ],
)
def test_a_bad_line_of_a_list_is_told_before_anything_is_drawn(
    run, tmp_path, rows: str, said: str
) -> None:
    (tmp_path / "list.csv").write_text(f"file,date\n{rows}\n")
    done = run("render", "--batch", "list.csv", "-o", "out")
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "out").exists()


def test_the_server_gives_the_same_bytes_and_refuses_in_one_line(real_atlas) -> None:
    from csto_map.app import create_app
    from csto_map.app.settings import Settings

    query = "date=2009-06-14&view=belarus&org=alliance&layers=states,bases&icons=app6&w=640&h=360"
    good = [f"/export.{ending}?{query}" for ending in still.MEDIA_TYPES]
    bad = [
        "/export.gif?date=2009",
        "/export.png",
        "/export.png?date=2009&foo=1",
        "/export.png?date=2009&w=20000&h=20000",
        "/export.png?date=2009&date=2010",
        "/export.png?date=2009&title=" + "x" * 5000,
    ]

    found = servers.ask(create_app(real_atlas, Settings()).server, *good, *bad)
    for ending, answer in zip(still.MEDIA_TYPES, found, strict=False):
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith(still.MEDIA_TYPES[ending])
        assert f"csto-map-2009-06-14.{ending}" in answer.headers["content-disposition"]
        asked = options.read(real_atlas, question.parted(query))
        assert answer.content == still.render(real_atlas, asked, ending)
    for answer in found[len(good) :]:
        assert answer.status_code == 400
        assert len(answer.text.splitlines()) == 1, answer.text


def test_the_help_names_every_option(run) -> None:
    said = run("render", "--help").output
    for name in ("--view", "--size", "--compare", "--no-sources", "--no-legend", "--batch"):
        assert name in said
