"""Print how large the atlas is as plain files, and how long it takes to write: ``make bench``.

Processor seconds, of all processes together, are what counts on a machine that does other
things as well.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Measure, print, and return 0."""
    here = Path(sys.executable).parent
    command = shutil.which("csto-map", path=str(here)) or "csto-map"
    print(f"csto-map freeze, {os.cpu_count()} processors; once each")
    for more in (["--no-pictures"], []):
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            before, began = _processor(), time.perf_counter()
            asked = [command, "freeze", str(site), "--base-url", "https://example.org/atlas/"]
            done = subprocess.run([*asked, *more], check=True, capture_output=True, text=True)
            clock, processor = time.perf_counter() - began, _processor() - before
            size = sum(one.stat().st_size for one in site.rglob("*") if one.is_file())
        print(f"  {' '.join(more) or 'with pictures':14} {clock:6.1f} s, {processor:6.1f} s of the")
        print(f"    processor, {size / 1e6:.1f} MB; {done.stdout.strip().partition(': ')[2]}")
    return 0


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
