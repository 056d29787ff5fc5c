"""The documentation as a site, built as `make docs` builds it."""

import fcntl
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def built(factory: pytest.TempPathFactory) -> Path:
    """Build the site once for all processes of tests, with warnings as errors; give where it is."""
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    # Below the folder of all processes, where there are several: each has one of its own in it.
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "documentation"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site").is_dir():
            _build(folder)
    return folder / "site"


def _build(folder: Path) -> None:
    said = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    (line,) = re.findall(r"^\t\$\(BIN\)/python (-m sphinx .+)$", said, re.MULTILINE)
    words = line.replace("build/", f"{folder}/new/").split()
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (folder / "new" / "site").rename(folder / "site")
