"""The command line answers at once: nothing is imported that the answer does not need."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import csto_map
from csto_map import cli

SLOW = {
    *("pandas", "geopandas", "numpy", "shapely", "pyproj", "pyarrow", "plotly", "babel", "av"),
    *("pydantic", "dash", "fastapi", "PIL", "uharfbuzz"),
}
RUN = """
import sys
from csto_map.cli import main
try:
    main(sys.argv[1:], prog_name="csto-map")
finally:
    print("loaded", *{name.partition(".")[0] for name in sys.modules})
"""


def loaded_after(*script_and_words):
    """What is loaded when a script ends, by the first part of the names."""
    done = subprocess.run(
        [sys.executable, "-c", *script_and_words], capture_output=True, text=True, check=False
    )
    told, _, names = done.stdout.rpartition("loaded ")
    assert names, done.stderr
    return told, set(names.split())


@pytest.mark.parametrize("word", ["--version", "--help", "-h"])
def test_what_is_quick_to_answer_imports_nothing_slow(word):
    told, loaded = loaded_after(RUN, word)

    assert "csto-map" in told
    assert not loaded & SLOW


@pytest.mark.parametrize("word", ["--nonsense", "nonsense"])
def test_a_misspelt_word_is_refused_without_importing_anything_slow(word):
    _, loaded = loaded_after(RUN, word)

    assert not loaded & SLOW


def test_importing_the_package_imports_nothing_slow():
    _, loaded = loaded_after("import sys, csto_map; print('loaded', *sys.modules)")

    assert not loaded & {*SLOW, "click", "importlib.metadata"}


def test_a_command_imports_no_other():
    script = RUN.replace('{name.partition(".")[0] for name in sys.modules}', "sys.modules")
    _, loaded = loaded_after(script, "init", "--help")

    assert "csto_map.cli.init" in loaded
    assert not {f"csto_map.cli.{name}" for name in ("render", "film", "show")} & loaded


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_still_imports_nothing_that_it_does_not_need(tmp_path, ending):
    picture = tmp_path / f"map.{ending}"
    _, loaded = loaded_after(RUN, "render", "2009-06-14", "-o", str(picture))

    assert picture.stat().st_size > 10_000
    assert not loaded & {"pandas", "geopandas", "plotly", "av", "dash", "fastapi", "typst", "pptx"}
    # Nor the grammar of dates, nor all symbols of the standard.
    assert not loaded & {"edtf", "pyparsing", "milsymbol"}


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_says_first(name):
    command = cli.main.get_command(click.Context(cli.main), name)

    assert command.name == name
    assert not command.hidden
    for room in (30, 45, 80, 200):
        own = click.Command(name, help=cli.COMMANDS[name].says).get_short_help_str(room)
        assert own == command.get_short_help_str(room)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_list_looks_as_one_of_imported_commands_would(width):
    context = click.Context(cli.main, info_name="csto-map", terminal_width=width)
    ours, theirs = context.make_formatter(), context.make_formatter()
    cli.main.format_commands(context, ours)
    click.Group.format_commands(cli.main, context, theirs)

    assert ours.getvalue() == theirs.getvalue()
    assert all(name in ours.getvalue() for name in cli.COMMANDS)


def test_every_command_module_is_in_the_list():
    """A new file in csto_map/cli with a command is one that can be called."""
    files = {path.stem for path in Path(cli.__file__).parent.glob("*.py")}

    assert {at.module.rpartition(".")[2] for at in cli.COMMANDS.values()} == (
        files - {"__init__", "__main__", "common"}
    )


def test_version_says_the_version():
    done = CliRunner().invoke(cli.main, ["--version"])

    assert done.exit_code == 0
    assert done.output == f"csto-map, version {csto_map.__version__}\n"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["--box=-500,-400,900,700"], ""),
        (["--box", "-500,-400,900,700"], ""),
        (["--title", "-5 degrees"], "-5 degrees"),
    ],
)
def test_a_value_may_begin_with_a_dash(toy, tmp_path, words, shown):
    file = tmp_path / "map.svg"
    asked = ["render", "2003", "-o", str(file), "--data", str(toy), "--letters", "text", *words]
    done = CliRunner().invoke(cli.main, asked)

    assert done.exit_code == 0, done.output
    assert shown in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "option"), [("render", "view"), ("film", "step"), ("brief", "lang")]
)
def test_an_option_without_its_value_is_refused(command, option):
    done = CliRunner().invoke(cli.main, [command, f"--{option}"])

    assert done.exit_code == 2
    assert f"Option '--{option}' requires an argument" in done.output
