"""The wheel, not the checkout: built from a clean copy, run from another folder."""

import json
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from pathlib import Path

import pytest

from csto_map import __version__

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = (
    ".venv",
    ".git",
    "build",
    "dist",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]

pytestmark = pytest.mark.slow


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """Path of `csto-map` in an environment that has the wheel and our dependencies."""
    work = tmp_path_factory.mktemp("wheel")
    source = work / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*LEFT_OUT))
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(work)]
    run([*PIP, *build, str(source)])
    shutil.rmtree(source)
    (wheel,) = work.glob("*.whl")
    home = work / "environment"
    venv.create(home, symlinks=True)
    python = home / "bin/python"
    run([*PIP, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)])
    # The running environment's packages come after the wheel's own. Its .pth files are not
    # read from here, so that an editable install of the checkout stays out of reach.
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin/csto-map"


@pytest.fixture
def elsewhere(tmp_path):
    return {"cwd": tmp_path, "env": {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}}


def test_it_says_its_version(command, elsewhere):
    assert run([command, "--version"], **elsewhere).strip().endswith(__version__)


def test_it_answers_from_the_facts_inside_it(command, elsewhere):
    shown = json.loads(run([command, "show", "2009-06-14", "--json"], **elsewhere))

    assert shown["date"] == "2009-06-14"
    assert len(shown["organizations"]["CSTO"]["member"]) == 7


def test_it_serves_the_page_with_all_that_belongs_to_it(command, elsewhere):
    with subprocess.Popen(
        [command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, **elsewhere
    ) as server:
        try:
            url = server.stdout.readline().split()[-1]
            health = json.load(urllib.request.urlopen(f"{url}healthz", timeout=20))
            page = urllib.request.urlopen(url, timeout=20).read().decode()
        finally:
            server.terminate()

    assert health["ok"] is True
    assert "<title>CSTO Map</title>" in page


def test_nothing_of_ours_becomes_a_module_of_its_own(command):
    (packages,) = command.parents[1].glob("lib/python*/site-packages")

    for name in ("app", "geodata", "assets"):
        assert not (packages / name).exists()
        assert (packages / "csto_map" / name).is_dir()
