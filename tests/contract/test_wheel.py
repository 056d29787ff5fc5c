"""The wheel, not the checkout: built from a source distribution, run from another folder.

Each set of extras has a fresh environment with the packages that it brings and no others:
what belongs to it works there, and what does not says what to install.
"""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest
import toy_world
from distributions import SETS, link

from csto_map import __version__

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = (
    ".venv",
    ".git",
    "build",
    "node_modules",
    "*.egg-info",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
)
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
DAY = "2009-06-14"
TOY = ("--date", DAY, "--data", "TOY")
FILM = ("--from", "2004-12", "--to", "2005-01", "--step", "month", "--size", "640x360")
# The extra that each needs; "" for the library by itself. FILE is a new file, TOY a small
# world: that a format is there does not hang on how much is written in it.
NEEDS = {
    ("show", DAY): "",
    ("data", "check"): "",
    ("init", "FILE"): "",
    ("data", "export", "FILE.gpkg", *TOY): "",
    ("data", "export", "FILE.parquet.zip", *TOY): "",
    ("data", "export", "FILE.geojson", *TOY): "",
    ("data", "export", "FILE.csv.zip", *TOY): "",
    ("data", "export", "FILE.xlsx", *TOY): "",
    ("data", "export", "FILE.kml", *TOY): "",
    ("render", DAY, "-o", "FILE.svg"): "",
    ("render", DAY, "-o", "FILE.png"): "export",
    ("render", DAY, "-o", "FILE.webp"): "export",
    ("render", DAY, "-o", "FILE.pdf"): "export",
    ("render", DAY, "-o", "FILE.pptx"): "export",
    ("data", "export", "FILE.kmz", *TOY): "export",
    ("brief", "seven-dates", "-o", "FILE.pptx"): "export",
    ("film", "-o", "FILE.gif", *FILM): "film",
    ("film", "-o", "FILE.mp4", *FILM): "film",
    ("export", "FILE.html"): "web",
    ("serve", "--port", "0"): "web",
    ("worker",): "scale",
}
# Imports every module that the wheel has, and tells which extras those need that cannot be.
EVERY = """
import importlib, pathlib, sys
import csto_map
from csto_map.errors import MissingExtra

root = pathlib.Path(csto_map.__file__).parent
missing = set()
for path in sorted(root.rglob("*.py")):
    parts = path.relative_to(root.parent).with_suffix("").parts
    if not all((parent / "__init__.py").is_file() for parent in path.parents if parent > root):
        continue
    try:
        importlib.import_module(".".join(parts).removesuffix(".__init__"))
    except MissingExtra as problem:
        missing.add(str(problem).partition("csto-map[")[2].partition("]")[0])
print(*sorted(missing))
"""
# Runs commands one after the other in one process: starting Python for each takes minutes.
COMMANDS = """
import json, sys
from click.testing import CliRunner
from csto_map.cli import main

done = [CliRunner().invoke(main, words) for words in json.load(sys.stdin)]
json.dump([(one.exit_code, one.output, one.stderr, repr(one.exception)) for one in done], sys.stdout)
"""
FIGURE = """
from csto_map import Atlas, Scene, to_svg

snapshot = Atlas.load().at("2009-06-14")
assert len(snapshot.bases) > 5, snapshot.bases
assert len(snapshot.figure(view="central-asia").data) > 20
"""

pytestmark = pytest.mark.slow


def run(command, *, code=0, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == code, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout if code == 0 else done.stderr


def clean(folder):
    """Surroundings that know nothing of the checkout; programs are found in two folders."""
    return {"cwd": folder, "env": {"PATH": "/usr/bin:/bin", "HOME": str(folder)}}


@pytest.fixture(scope="module")
def release():
    spec = importlib.util.spec_from_file_location("release", ROOT / "scripts/release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built(release, tmp_path_factory):
    """Source distribution and wheel, as a release has them."""
    work = tmp_path_factory.mktemp("built")
    source, out = work / "source", work / "dist"
    ignored = shutil.ignore_patterns(*LEFT_OUT)
    # Releases lie in dist/; the page's bundle, in assets/dist/, is a part of one.
    releases = {str(ROOT): {"dist"}}
    shutil.copytree(
        ROOT, source, ignore=lambda at, names: ignored(at, names) | releases.get(str(at), set())
    )
    out.mkdir()
    found = release.build(source, out)
    shutil.rmtree(source)
    return found


@pytest.fixture(scope="module", params=SETS[:-1], ids=lambda extra: extra or "base")
def extra(request):
    return request.param


@pytest.fixture(scope="module")
def command(extra, built, tmp_path_factory):
    """Path of `csto-map` in a fresh environment with the wheel and what an extra brings."""
    home = tmp_path_factory.mktemp(extra or "base") / "environment"
    venv.create(home, symlinks=True)
    python = home / "bin/python"
    run([*PIP, "--python", str(python), "install", "--no-deps", "--no-index", str(built[1])])
    (packages,) = home.glob("lib/python*/site-packages")
    link(extra, packages)
    return home / "bin/csto-map"


def outside(words, extra):
    """Whether a command needs more than an extra brings."""
    return SETS.index(NEEDS[words]) > SETS.index(extra)


def invoke(command, commands, folder, **variables):
    """Run commands, FILE a new file in a folder; give code, output, errors, exception of each."""
    toy = str(toy_world.write(folder.with_name(f"{folder.name}-toy")))
    asked = [
        [toy if word == "TOY" else word.replace("FILE", str(folder / "new")) for word in words]
        for words in commands
    ]
    alone = clean(folder)
    alone["env"] |= variables
    python = command.with_name("python")
    return json.loads(run([python, "-c", COMMANDS], input=json.dumps(asked), **alone))


def test_notes_of_a_release_are_its_section_of_the_changelog(release):
    text = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Data\n- One.\n\n## [0.1.0]\n- Old."

    assert release.notes(text, "0.2.0") == "### Data\n- One.\n"
    assert release.notes(text, "0.1.0") == "- Old.\n"
    assert "### Data" in release.notes((ROOT / "CHANGELOG.md").read_text(), "Unreleased")
    for version in ("0.2", "0.3.0", "Unreleased"):
        with pytest.raises(ValueError, match=re.escape(f"[{version}]")):
            release.notes(text, version)


def test_the_source_distribution_has_no_more_than_it_should(built):
    with tarfile.open(built[0]) as packed:
        tops = {Path(name).parts[1] for name in packed.getnames() if len(Path(name).parts) > 1}

    assert {"pyproject.toml", "LICENSE", "csto_map", "app", "assets", "geodata"} <= tops
    assert not tops & {".venv", "build", "dist", "docs"}


def test_the_wheel_has_the_bundle_of_the_pages_code_and_not_what_it_was_made_from(built):
    with zipfile.ZipFile(built[1]) as packed:
        ours = [name for name in packed.namelist() if name.startswith("csto_map/assets/")]

    assert sum(name.startswith("csto_map/assets/dist/") for name in ours) > 5
    assert "csto_map/assets/dist/manifest.json" in ours
    assert not [name for name in ours if name.endswith(".map") or "/src/" in name]


def test_it_says_its_version(command, tmp_path):
    alone = run([command, "--version"], **clean(tmp_path))
    module = run([command.with_name("python"), "-m", "csto_map", "--version"], **clean(tmp_path))

    assert alone.strip().endswith(__version__)
    assert module == alone


def test_nothing_of_ours_becomes_a_module_of_its_own(command):
    (packages,) = command.parents[1].glob("lib/python*/site-packages")

    for name in ("app", "geodata", "assets"):
        assert not (packages / name).exists()
        assert (packages / "csto_map" / name).is_dir()


def test_every_module_can_be_imported_or_says_what_it_lacks(command, extra, tmp_path):
    told = run([command.with_name("python"), "-c", EVERY], **clean(tmp_path)).split()

    assert set(told) <= set(SETS[SETS.index(extra) + 1 :])
    assert told or extra not in ("", "export", "film")


def test_every_command_has_its_help(command, extra, tmp_path):
    if extra:
        pytest.skip("what the library by itself has, all have")
    names = sorted({words[0] for words in NEEDS})
    for name, (code, told, _, _) in zip(
        names, invoke(command, [[name, "--help"] for name in names], tmp_path), strict=True
    ):
        assert code == 0, told
        assert f" {name} [OPTIONS]" in told


def test_frames_and_figures_are_in_the_library_by_itself(command, extra, tmp_path):
    if extra:
        pytest.skip("what the library by itself has, all have")
    run([command.with_name("python"), "-c", FIGURE], **clean(tmp_path))
    shown = json.loads(run([command, "show", DAY, "--json"], **clean(tmp_path)))

    assert shown["date"] == DAY
    assert len(shown["organizations"]["CSTO"]["member"]) == 7


def test_what_an_extra_adds_works(command, extra, tmp_path):
    commands = [w for w, own in NEEDS.items() if own == extra and w[0] not in ("serve", "worker")]
    for words, (code, *told) in zip(commands, invoke(command, commands, tmp_path), strict=True):
        assert code == 0, (words, told)
        for word in words:
            if "FILE" in word:
                written = tmp_path / word.replace("FILE", "new")
                assert written.is_dir() or written.stat().st_size > 1000, words


def test_what_lies_outside_says_what_to_install(command, extra, tmp_path):
    # A worker asks for its queue first; that is a test of its own.
    commands = [w for w in NEEDS if outside(w, extra) and (extra, *w) != ("web", "worker")]
    for words, (code, told, errors, problem) in zip(
        commands, invoke(command, commands, tmp_path), strict=True
    ):
        assert code == 2, (words, told, problem)
        assert told == errors
        assert len(told.splitlines()) == 1, words
        assert told.startswith("Error: ")
        assert told.endswith(f'pip install "csto-map[{NEEDS[words]}]"\n'), (words, told)
    assert not list(tmp_path.iterdir())


def test_it_serves_the_page_with_all_that_belongs_to_it(command, extra, tmp_path):
    if extra != "web":
        pytest.skip("once is enough")
    with subprocess.Popen(
        [command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True, **clean(tmp_path)
    ) as server:
        try:
            url = server.stdout.readline().split()[-1]
            health = json.load(urllib.request.urlopen(f"{url}healthz", timeout=120))
            page = urllib.request.urlopen(url, timeout=120).read().decode()
            picture = urllib.request.urlopen(f"{url}export.png?date={DAY}", timeout=120).read()
        finally:
            server.terminate()

    assert health["ok"] is True
    assert "<title>CSTO Map</title>" in page
    assert picture.startswith(b"\x89PNG")


def test_a_queue_of_others_needs_an_extra(command, extra, tmp_path):
    """Without it that is told, with it that nobody answers at the address."""
    if extra not in ("web", "scale"):
        pytest.skip("no server without its extra")
    servers = (["serve", "--port", "0"], ["serve", "--port", "0", "--workers", "2"])
    commands = (["worker"], *(servers if extra == "web" else ()))
    nobody = {"CSTO_MAP_BROKER_URL": "redis://127.0.0.1:1/0"}
    wanted = "no Redis answers" if extra == "scale" else 'pip install "csto-map[scale]"'
    for words, (code, told, errors, problem) in zip(
        commands, invoke(command, commands, tmp_path, **nobody), strict=True
    ):
        assert code == 2, (words, told, problem)
        assert len(errors.splitlines()) == 1, words
        assert wanted in errors, words
