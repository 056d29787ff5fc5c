"""The bundle of the page's scripts is what its sources make, and small enough."""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "assets" / "dist"
MANIFEST = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
# How the page's code names a file that Python reads too.
SHARED = re.compile(r'from "(?:\.\./)+(csto_map/[^"]+\.json)"')
MODULES = ROOT / "node_modules" / "esbuild"
# Compressed, of what runs before the first view.
MOST_BYTES = 45_500


def hash_of_sources() -> str:
    """As scripts/build.mjs computes it."""
    folder = ROOT / "assets" / "src"
    paths = [path for path in folder.rglob("*") if path.suffix in (".js", ".json")]
    shared = {name for path in paths for name in SHARED.findall(path.read_text(encoding="utf-8"))}
    assert len(shared) > 5
    names = {path.relative_to(ROOT).as_posix() for path in paths}
    whole = hashlib.sha256()
    for name in sorted(names | shared | {"package-lock.json", "scripts/build.mjs"}):
        body = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        whole.update(f"{name}\n{body}\n".encode())
    return whole.hexdigest()


def test_the_bundle_was_made_from_the_sources_that_are_there():
    assert MANIFEST["sources"] == hash_of_sources(), "make page builds assets/dist anew"


@pytest.mark.skipif(
    not MODULES.is_dir(), reason="npm has not installed what builds it: make lint does"
)
def test_the_bundle_built_anew_is_the_one_that_is_committed():
    node = shutil.which("node")
    assert node
    done = subprocess.run(
        [node, "scripts/build.mjs", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_the_first_views_script_is_small():
    sizes = [len(gzip.compress((DIST / name).read_bytes(), 9)) for name in MANIFEST["first"]]

    assert MANIFEST["atlas"] == MANIFEST["first"][0]
    assert sum(sizes) <= MOST_BYTES
