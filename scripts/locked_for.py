"""Take from a lock what one version of Python needs, whichever version runs this.

``scripts/image`` fetches packages for the Python of another system with it.
"""

from __future__ import annotations

import re
import sys

from packaging.markers import Marker


def locked(lock: str, version: str) -> str:
    """Give the lock's entries for a version such as 3.11.2, without their conditions."""
    environment = {
        "python_full_version": version,
        "python_version": ".".join(version.split(".")[:2]),
    }
    kept = []
    for entry in re.split(r"\n(?=\S)", lock):
        head, end, hashes = entry.partition(" \\\n")
        name, _, condition = head.partition(" ; ")
        if not condition or Marker(condition).evaluate(environment):
            kept.append(f"{name}{end}{hashes}")
    return "\n".join(kept)


if __name__ == "__main__":
    print(locked(sys.stdin.read(), sys.argv[1]))
