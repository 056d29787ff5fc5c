"""
Look the locked packages up in the data on known vulnerabilities: ``make audit``.

It needs the network and is part of no test. Exit code 0: all were looked up and none is known to
be vulnerable. 1: some are. 3: nothing can be said of some or all, because the data could not be
reached; pip-audit by itself calls that "no known vulnerabilities".
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = ("runtime", "dev", "build")
_VULNERABLE, _UNKNOWN = 1, 3


def asked(lock: Path) -> list[dict[str, object]] | None:
    """Ask about each package of a lock; None if there was no answer at all."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        # By their hashes nothing has to be resolved or downloaded.
        options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off"]
        command = [sys.executable, "-m", "pip_audit", *options, "-f", "json", "-o", str(out)]
        subprocess.run([*command, "-r", str(lock)], check=False, capture_output=True)  # nosec B603
        if not out.is_file():
            return None
        found: list[dict[str, object]] = json.loads(out.read_text())["dependencies"]
        return found


def told(found: list[dict[str, object]] | None, name: str) -> tuple[int, str]:
    """Give the exit code and the sentence about the packages of a lock."""
    if found is None:
        return _UNKNOWN, f"{name}: the data cannot be reached: nothing was checked"
    bad = [one for one in found if one.get("vulns")]
    if bad:
        lines = [
            f"  {one['name']} {one['version']}: {', '.join(v['id'] for v in one['vulns'])}"  # type: ignore[attr-defined]
            for one in bad
        ]
        return _VULNERABLE, "\n".join([f"{name}: {len(bad)} are known to be vulnerable", *lines])
    skipped = sum("skip_reason" in one for one in found)
    if skipped:
        return _UNKNOWN, f"{name}: {skipped} of {len(found)} packages could not be looked up"
    return 0, f"{name}: {len(found)} packages, none known to be vulnerable"


def main() -> int:
    """Ask about all locks."""
    code = 0
    for name in LOCKS:
        one, sentence = told(asked(ROOT / "requirements" / f"{name}.lock"), f"{name}.lock")
        print(sentence)
        code = _VULNERABLE if _VULNERABLE in (one, code) else max(one, code)
    return code


if __name__ == "__main__":
    sys.exit(main())
