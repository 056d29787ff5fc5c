"""
Write what the program is made of as a CycloneDX document: ``make sbom``.

The packages of Python are those of ``requirements/runtime.lock``, with their hashes; those of
the page are the ones that ``package-lock.json`` bundles, and Plotly's script as it lies there.
The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUT = ROOT / "build" / "sbom.json"
_PLOTLY = "plotly-basic-"


def bundled(root: Path) -> list[dict[str, object]]:
    """Give the components of the page: what its code imports, and what those import."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = [
        _npm(name.rpartition("node_modules/")[2], one["version"], one.get("license", ""))
        for name, one in sorted(lock.items())
        if name and not one.get("dev")
    ]
    (script,) = (root / "assets" / "vendor").glob(f"{_PLOTLY}*.min.js")
    version = script.name.removeprefix(_PLOTLY).removesuffix(".min.js")
    plotly = _npm("plotly.js-basic-dist-min", version, "MIT")
    digest = hashlib.sha256(script.read_bytes()).hexdigest()
    return [*found, {**plotly, "hashes": [{"alg": "SHA-256", "content": digest}]}]


def _npm(name: str, version: str, licence: str) -> dict[str, object]:
    purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        **({"licenses": [{"license": {"id": licence}}]} if licence else {}),
    }


def document(root: Path) -> dict[str, object]:
    """Give the whole document."""
    options = ["--pyproject", "pyproject.toml", "--output-reproducible", "--of", "JSON"]
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", *options]
    # It warns that a lock says nothing of who needs whom.
    command[1:1] = ["-W", "ignore"]
    ran = subprocess.run(  # nosec B603
        [*command, "requirements/runtime.lock"], check=True, cwd=root, stdout=subprocess.PIPE
    )
    found: dict[str, object] = json.loads(ran.stdout)
    components = found["components"]
    assert isinstance(components, list)
    for one in components:
        # The line of the lock, and where packages come from by themselves.
        one.pop("description", None)
        for reference in one.get("externalReferences", ()):
            reference.pop("comment", None)
    found["components"] = [*components, *bundled(root)]
    return found


def main() -> None:
    """Write it."""
    OUT.parent.mkdir(exist_ok=True)
    text = json.dumps(document(ROOT), indent=1, ensure_ascii=False)
    OUT.write_text(f"{text}\n", encoding="utf-8")
    print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
