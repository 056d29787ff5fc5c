"""Draw the rooms of the house with their arrows into docs/architecture.md, from the code.

``make reference`` runs it; a test holds the page to what it writes.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
# What is written stands between these two lines of the page.
BEGIN, END = "<!-- rooms: written by scripts/rooms.py -->", "<!-- end of rooms -->"


def drawn(page: str) -> str:
    """Give the page with its rooms as they are in the code now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{_rooms()}\n{END}{after}"


def _rooms() -> str:
    graph = _graph()
    parts = []
    for package, title in (("csto_map", "The library"), ("app", "The web face")):
        parts += [f"## {title}: `{package}/`\n"]
        rooms = _in_order(package)
        for room in rooms:
            parts.append(_room(graph, package, room, rooms))
    return "\n".join(parts)


def _graph() -> grimp.ImportGraph:
    sys.path.insert(0, str(ROOT))
    return grimp.build_graph("csto_map", "app", cache_dir=None)


def _in_order(package: str) -> list[str]:
    """List the rooms from the lowest to the highest, as the contracts in pyproject.toml do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one.get("containers") == [package])
    named = [re.findall(r"\w+", layer) for layer in reversed(layers)]
    return [room for layer in named for room in layer if _path(package, room)]


def _path(package: str, *names: str) -> Path | None:
    at = ROOT / package / Path(*names)
    both = (at / "__init__.py", at.with_suffix(".py"))
    return next((path for path in both if path.is_file()), None)


def _summary(path: Path) -> str:
    """Give the first paragraph of a module's docstring, in one line."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


def _room(graph: grimp.ImportGraph, package: str, room: str, rooms: list[str]) -> str:
    path = _path(package, room)
    assert path is not None
    arrows = [other for other in rooms if other != room and _knows(graph, package, room, other)]
    is_room = path.name == "__init__.py"
    lines = [f"### `{room}{'/' if is_room else '.py'}`\n", f"{_summary(path)}\n"]
    lines.append(f"Knows: {', '.join(f'`{one}`' for one in arrows) or 'no other room'}.\n")
    if is_room:
        lines += [*_files(path.parent), ""]
    return "\n".join(lines)


def _knows(graph: grimp.ImportGraph, package: str, room: str, other: str) -> bool:
    one, two = f"{package}.{room}", f"{package}.{other}"
    return graph.direct_import_exists(importer=one, imported=two, as_packages=True)


def _files(folder: Path) -> list[str]:
    """List what is in a room, the rooms inside it after its own files."""
    found = ["| file | what it does |", "| --- | --- |"]
    inside = [p for p in sorted(folder.rglob("*.py")) if p.name != "__main__.py"]
    inside.sort(key=lambda path: (len(path.relative_to(folder).parts), path))
    for path in inside:
        if path == folder / "__init__.py":
            continue
        name = path.parent if path.name == "__init__.py" else path
        shown = f"{name.relative_to(folder).as_posix()}{'/' if name.is_dir() else ''}"
        found.append(f"| `{shown}` | {_summary(path).replace('|', chr(92) + '|')} |")
    return found


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
