"""What of the installed packages each set of extras brings: fresh environments without a registry."""

import functools
import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# From the smallest on; each holds the ones before it.
SETS = ("", "export", "film", "web", "scale", "all")


def plain(name: str) -> str:
    """Write the name of a distribution as locks do."""
    return re.sub(r"[-_.]+", "-", name).lower()


@functools.cache
def closure(extra: str) -> frozenset[str]:
    """Name the distributions that come with an extra; "" for the library by itself."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    todo = [(Requirement("csto-map"), own) for own in {"", extra}]
    while todo:
        wanted, extra = todo.pop()
        name = plain(wanted.name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        if name != "csto-map":
            found.add(name)
        for one in map(Requirement, needs(name, extra)):
            if one.marker is None or one.marker.evaluate({"extra": extra}):
                todo += [(one, own) for own in {"", *one.extras}]
    return frozenset(found)


def needs(name: str, extra: str) -> list[str]:
    """List what a distribution asks for; ours as `pyproject.toml` has it now."""
    if name != "csto-map":
        return metadata.distribution(name).requires or []
    return PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]


def link(extra: str, packages: Path) -> None:
    """Make what comes with an extra, and nothing else, importable from a folder."""
    for name in closure(extra):
        one = metadata.distribution(name)
        tops = {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}
        for top in tops:
            # Some share a folder; it is there whole with the first of them.
            if not (packages / top).exists():
                (packages / top).symlink_to(one.locate_file(top))
