"""What comes with which extra is said once, is true, and is told to whoever lacks it."""

import ast
import itertools
import pickle
import re
import sys
from importlib import metadata

import pytest
from click.testing import CliRunner
from distributions import PROJECT, ROOT, SETS, closure, plain

from csto_map import cli, errors, extras

FOREIGN = "a_module_that_nobody_has"


def imported():
    """Every module that is not Python's own, by the files that import it, lazily or not."""
    found = {}
    for path in [*(ROOT / "csto_map").rglob("*.py"), *(ROOT / "app").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(path.name)
    return {k: v for k, v in found.items() if k not in {*sys.stdlib_module_names, "csto_map"}}


def test_every_module_that_is_imported_is_known_by_its_extra():
    """A new import is of a declared package, and if that is one of an extra, it is listed."""
    brought = metadata.packages_distributions()
    known = {}
    for module, files in imported().items():
        own = {plain(name) for name in brought[module]}
        first = next((extra for extra in SETS if own & closure(extra)), None)
        assert first is not None, f"{files} import {module}, which no dependency brings"
        known[module] = first

    assert {module: extra for module, extra in known.items() if extra} == dict(extras.EXTRAS)


def test_each_extra_holds_the_ones_before_it():
    for less, more in itertools.pairwise(SETS):
        assert closure(less) <= closure(more)
    assert closure("scale") == closure("all")
    assert set(SETS[1:]) == set(PROJECT["optional-dependencies"]) - {"dev", "docs"}


@pytest.mark.parametrize("lock", ["runtime.lock", "dev.lock"])
def test_locks_hold_all_that_the_extras_bring(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    assert closure("all") <= set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


@pytest.mark.parametrize(("module", "extra"), extras.EXTRAS.items())
def test_a_module_that_is_missing_is_told_by_its_extra(monkeypatch, module, extra):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(errors.MissingExtra) as caught, extras.needing():
        __import__(f"{module}.part")

    assert f'pip install "csto-map[{extra}]"' in str(caught.value)
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value, errors.CstoMapError)


def test_whoever_knows_that_more_is_needed_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with (
        pytest.raises(errors.MissingExtra, match=r"csto-map\[web\]"),
        extras.needing(),
        extras.needing("web"),
        extras.needing("export"),
    ):
        import typst  # noqa: F401


def test_a_module_of_others_stays_what_it_is():
    with pytest.raises(ModuleNotFoundError) as caught, extras.needing("web"):
        __import__(FOREIGN)

    assert not isinstance(caught.value, errors.CstoMapError)
    assert caught.value.name == FOREIGN


def test_it_travels_between_processes():
    """As a whole, and by its kind and its text."""
    told = errors.MissingExtra("this needs av", name="av")

    for copy in (pickle.loads(pickle.dumps(told)), type(told)(str(told))):
        assert type(copy) is errors.MissingExtra
        assert str(copy) == "this needs av"


def test_what_nobody_guards_is_one_line_on_the_command_line_too(monkeypatch):
    def unguarded(*_, **__):
        import av  # noqa: F401

    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.setattr(cli.main.get_command(None, "show"), "callback", unguarded)
    done = CliRunner().invoke(cli.main, ["show", "2009"])

    assert done.exit_code == 2
    assert done.stderr.splitlines() == [
        'Error: this needs av, which is not installed: pip install "csto-map[film]"'
    ]


def test_what_an_extra_brings_is_imported_where_its_lack_is_told():
    """At the head of a module of the library it would end in a traceback for whoever lacks it."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "csto_map").rglob("*.py"))
        # Its package tells what is lacking before it imports them.
        if path.parent.name != "dash" or path.stem == "__init__"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or node.names[0].name]
        if name.partition(".")[0] in extras.EXTRAS
    ]

    assert not bare
