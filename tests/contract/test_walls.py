"""Who may know whom: the library knows no web face, and the twins do not know each other."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARY, FACE = ROOT / "csto_map", ROOT / "app"
# What only a web face or a client of the network needs.
FOREIGN = (
    *("dash", "fastapi", "starlette", "uvicorn", "flask"),
    *("requests", "httpx", "urllib3", "aiohttp", "csto_map.app"),
)


def name_of(path: Path) -> str:
    parts = ["csto_map", *path.relative_to(LIBRARY).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(LIBRARY.rglob("*.py"))}


def imports(tree: ast.AST, package: str) -> set[str]:
    """Every module that is named in an import, lazily or not; relative ones made absolute."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            stem = ".".join(base) if node.level else ""
            module = ".".join(part for part in (stem, node.module or "") if part)
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def package_of(path: Path) -> str:
    name = name_of(path)
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


def at_once(path: Path) -> set[str]:
    """What a module imports when it is loaded, but for imports inside functions."""
    top = [n for n in parse(path).body if isinstance(n, ast.Import | ast.ImportFrom)]
    return set().union(*(imports(node, package_of(path)) for node in top))


def reached(start: str) -> set[str]:
    """The library's modules that come with one of them, the package's front door aside."""
    found: set[str] = set()
    todo = [start]
    while todo:
        own = at_once(MODULES[todo.pop()]) & set(MODULES)
        todo += own - found - {"csto_map"}
        found |= own - {"csto_map"}
    return found


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """What is loaded after importing every module of the library in a fresh Python."""
    script = "import sys\n" + "".join(f"import {name}\n" for name in MODULES)
    done = subprocess.run(
        [sys.executable, "-c", script + "print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("name", FOREIGN)
def test_the_whole_library_leaves_the_web_unloaded(loaded, name):
    assert name not in loaded


def test_the_library_names_the_web_face_only_in_commands():
    """Only the command line may, inside the functions that need it."""
    for name, path in MODULES.items():
        tree = parse(path)
        named = {m for m in imports(tree, package_of(path)) if m.startswith("csto_map.app")}
        if name == "csto_map.cli" or name.startswith("csto_map.cli."):
            tree.body = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
            named = {m for m in imports(tree, package_of(path)) if m.startswith("csto_map.app")}
        assert not named, f"{name} imports {sorted(named)}"


def test_figure_and_svg_do_not_know_each_other():
    for one, other in (("figure", "svg"), ("svg", "figure")):
        path = MODULES[f"csto_map.{one}"]
        named = reached(f"csto_map.{one}") | imports(parse(path), package_of(path))
        assert f"csto_map.{other}" not in named


@pytest.mark.parametrize("early", ["dates", "schema", "tables", "spells", "timeline", "snapshot"])
def test_truth_does_not_know_pictures(early):
    """A snapshot's figure() imports them when asked, not before."""
    later = {f"csto_map.{name}" for name in ("scene", "figure", "svg", "cli", "bundle")}

    assert not reached(f"csto_map.{early}") & later


def test_the_library_reads_no_environment():
    for name, path in MODULES.items():
        used = {
            node.attr
            for node in ast.walk(parse(path))
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
        }
        assert not used, f"{name} reads os.{used}"


def test_the_web_face_uses_public_names_only():
    for path in sorted(FACE.rglob("*.py")):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("csto_map"):
                private = [n.name for n in node.names if re.match(r"_(?!_)", n.name)]
                assert not private, f"{path.name} imports {private} of {node.module}"
