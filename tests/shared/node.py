"""The page's own tests, run by Node where it is there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "js"
needed = pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")


def passes(name: str) -> int:
    """Run the tests of a file in `tests/js`; give how many passed, if none failed."""
    done = subprocess.run(
        ["node", "--no-warnings", "--test", str(FOLDER / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return int(re.search(r"^# pass (\d+)", done.stdout, re.MULTILINE)[1])
