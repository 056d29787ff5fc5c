"""The documentation as a site, built as `make docs` builds it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def built(folder: Path) -> Path:
    """Build the site below a folder, with warnings as errors; give where it is."""
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    said = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    (line,) = re.findall(r"^\t\$\(BIN\)/python (-m sphinx .+)$", said, re.MULTILINE)
    words = line.replace("build/", f"{folder}/").split()
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "site"
