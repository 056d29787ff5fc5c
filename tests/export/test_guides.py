"""What the tutorial and the guides show is run, in order, in a folder of its own."""

import doctest
import os
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner

from csto_map import cli

DOCS = Path(__file__).resolve().parents[2] / "docs"
TUTORIAL = "tutorial/first-ten-minutes"
GUIDES = [
    TUTORIAL,
    "how-to/annotate",
    "how-to/another-alliance",
    "how-to/briefing",
    "how-to/cite",
    "how-to/edit",
    "how-to/embed",
    "how-to/own-layer",
    "how-to/qgis-and-pandas",
]
BLOCK = re.compile(r"^```(\w+)(?: ([\w.]+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
# A block with the address of a server is for a server at work; tests/contract/api asks these.
SERVER = "http://127.0.0.1:8050"
# The first lines of commands that make or install the program itself.
BUILDS = ("make ", "pip ")
MAGIC = {".png": b"\x89png", ".pdf": b"%pdf", ".pptx": b"pk", ".html": b"<!doctype html>"}


def blocks(guide):
    return BLOCK.findall((DOCS / f"{guide}.md").read_text(encoding="utf-8"))


def called(words):
    """Run a command in this process; give what it printed."""
    done = CliRunner().invoke(cli.main, words[1:])
    assert done.exit_code == 0, f"{' '.join(words)}: {done.output}"
    return done.output


def served(words):
    """Start a server, ask it whether it is well, and end it."""
    env = os.environ | {"CSTO_MAP_PORT": "0"}
    command = [Path(sys.executable).parent / words[0], *words[1:]]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = server.stdout.readline().split()[-1]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(urljoin(address, "/healthz"), timeout=120) as answer:
                assert answer.status == 200
        finally:
            server.terminate()


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES)
def test_everything_that_a_guide_shows_works(guide, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said, names, run = "", {}, 0
    for kind, file, body in blocks(guide):
        if SERVER in body and kind != "sh":
            continue
        if file:
            Path(file).write_text(body, encoding="utf-8")
        elif kind == "sh":
            for line in body.splitlines():
                words = shlex.split(line, comments=True)
                if line.startswith(BUILDS):
                    continue
                assert words[0] == "csto-map", line
                said = served(words) if words[1] in ("serve", "edit") else called(words)
                run += 1
        elif kind == "python":
            exec(compile(body, guide, "exec"), names)
            run += 1
        elif kind == "pycon":
            test = doctest.DocTestParser().get_doctest(body, names, guide, None, 0)
            assert doctest.DocTestRunner().run(test, clear_globs=False).failed == 0
            names.update(test.globs)
            run += 1
        elif kind == "text" and guide == TUTORIAL:
            assert body in said

    assert run > 0
    for path in tmp_path.iterdir():
        start = path.read_bytes()[:15].lower() if path.is_file() else b""
        assert start.startswith(MAGIC.get(path.suffix, b"")), path.name


def test_every_guide_that_shows_commands_of_the_atlas_is_run():
    shown = {
        str(path.relative_to(DOCS).with_suffix(""))
        for kind in ("tutorial", "how-to")
        for path in (DOCS / kind).glob("*.md")
        if re.search(r"^csto-map (?!serve|worker)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    # The one's only command is that of another guide, the rest is of pip and Podman; the next
    # needs packages that are fetched; two are about servers, which tests of their own start.
    others = {"how-to/closed-network", "how-to/boundaries", "how-to/serving", "how-to/static-site"}
    assert shown - others <= set(GUIDES)
