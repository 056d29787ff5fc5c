"""Who may know whom: the library knows no web face, and the twins do not know each other."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIBRARY, FACE = ROOT / "csto_map", ROOT / "app"
# The one room of the library that knows Dash: a component for the apps of others.
COMPONENT = "csto_map.dash"
# What only a web face or a client of the network needs.
FOREIGN = (
    *("dash", "fastapi", "starlette", "uvicorn", "flask"),
    *("requests", "httpx", "urllib3", "aiohttp", "csto_map.app"),
)


def name_of(path: Path) -> str:
    parts = ["csto_map", *path.relative_to(LIBRARY).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path for path in sorted(LIBRARY.rglob("*.py")) if path.name != "__main__.py"
}


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


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def package_of(path: Path) -> str:
    name = name_of(path)
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """What is loaded after importing every module of the library in a fresh Python."""
    plain = [name for name in MODULES if not within(name, COMPONENT)]
    script = "import sys\n" + "".join(f"import {name}\n" for name in plain)
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


def test_dash_is_known_to_its_component_alone():
    for name, path in MODULES.items():
        named = {m for m in imports(parse(path), package_of(path)) if within(m, "dash")}
        assert not named or within(name, COMPONENT), f"{name} imports {sorted(named)}"


def test_the_library_names_the_web_face_only_in_commands():
    """Only the command line may, inside the functions that need it."""
    for name, path in MODULES.items():
        tree = parse(path)
        named = {m for m in imports(tree, package_of(path)) if m.startswith("csto_map.app")}
        if name.startswith("csto_map.cli."):
            tree.body = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
            named = {m for m in imports(tree, package_of(path)) if m.startswith("csto_map.app")}
        assert not named, f"{name} imports {sorted(named)}"


def test_every_contract_of_the_rooms_holds():
    """Layers, no circle even for types, and twins apart: the contracts of pyproject.toml."""
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [tool, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_root_of_the_library_is_a_hall_and_no_store():
    assert len([path for path in LIBRARY.iterdir() if path.is_file()]) <= 12


def test_the_rooms_are_drawn_as_they_are():
    spec = importlib.util.spec_from_file_location("rooms", ROOT / "scripts" / "rooms.py")
    rooms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rooms)
    page = rooms.PAGE.read_text(encoding="utf-8")

    assert page == rooms.drawn(page), "renew it: make reference"


def test_every_module_says_what_it_does():
    """Its first sentence is its line in docs/architecture.md."""
    for path in (*LIBRARY.rglob("*.py"), *FACE.rglob("*.py")):
        assert ast.get_docstring(parse(path)), path


def test_the_library_reads_no_environment():
    """But for the room that meets the machine: its clock, its log, its children's surroundings."""
    for name, path in MODULES.items():
        if name.startswith("csto_map.machine."):
            continue
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
