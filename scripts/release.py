"""Make what a release consists of: `make release`.

Writes to dist/ the source distribution, the wheel that is built from it, their SHA-256 and
the release's notes, which are its section of CHANGELOG.md.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SDIST = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"
_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
_WHEEL = [*_PIP, "wheel", "--no-deps", "--no-build-isolation", "--no-index"]


def notes(changelog: str, version: str) -> str:
    """
    Give the section of a version from a changelog, without its heading.

    Raises
    ------
    ValueError
        If there is none, or nothing stands in it.
    """
    begin = re.search(rf"^## \[{re.escape(version)}\].*$", changelog, re.MULTILINE)
    if begin is None:
        raise ValueError(f"CHANGELOG.md has no section [{version}]: give [Unreleased] that name")
    found, _, _ = changelog[begin.end() :].partition("\n## ")
    if not found.strip():
        raise ValueError(f"CHANGELOG.md says nothing of [{version}]")
    return found.strip() + "\n"


def build(source: Path, out: Path) -> tuple[Path, Path]:
    """
    Build the distributions; nothing is fetched.

    Parameters
    ----------
    source
        A checkout, best a clean one: what an earlier build left in it is packed too.
    out
        An empty folder to write them to.

    Returns
    -------
    sdist, wheel
        The wheel is built from what the source distribution has, not from the checkout.
    """
    subprocess.run([sys.executable, "-c", _SDIST, str(out)], cwd=source, check=True)  # nosec B603
    (sdist,) = out.glob("*.tar.gz")
    subprocess.run([*_WHEEL, "-w", str(out), str(sdist)], check=True)  # nosec B603
    (wheel,) = out.glob("*.whl")
    return sdist, wheel


def main() -> None:
    """Write the release to dist/."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        text = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), project["version"])
    except ValueError as problem:
        sys.exit(str(problem))
    out = ROOT / "dist"
    out.mkdir(exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    sums = [
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in build(ROOT, out)
    ]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    (out / "release-notes.md").write_text(text, encoding="utf-8")
    sys.stdout.write("".join(f"{path}\n" for path in sorted(out.iterdir())))


if __name__ == "__main__":
    main()
