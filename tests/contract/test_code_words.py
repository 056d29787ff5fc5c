"""One word, one meaning, in code too: names that said nothing are not used for names any more."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# See "Words of the code" in docs/glossary.md.
EMPTY = {"own", "said"}
FOLDERS = ("csto_map", "app", "scripts", "benchmarks")
FILES = [path for name in FOLDERS for path in sorted((ROOT / name).rglob("*.py"))]
SCRIPTS = sorted((ROOT / "assets" / "src").rglob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|(?:(?<=\s)|^)//[^\n]*", re.DOTALL | re.MULTILINE)
# A variable, not a property (.own, own:) nor a part of a text or of a longer word.
SCRIPT_NAME = re.compile(
    rf"""(?<![\w$"'`-])(?:(?<!\.)|(?<=\.\.\.))({"|".join(sorted(EMPTY))})(?![\w$"'`:-])"""
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def bound(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that the code makes: variables, parameters, functions, fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, Function | ast.ClassDef):
            yield node.lineno, node.name


def gives(function: ast.AST, name: str) -> bool:
    """Say whether a function gives back what it calls by a name, whole or in part."""
    given = (n for n in ast.walk(function) if isinstance(n, ast.Return | ast.Yield | ast.YieldFrom))
    return any(
        isinstance(inner, ast.Name) and inner.id == name for one in given for inner in ast.walk(one)
    )


def in_script(text: str) -> Iterator[tuple[int, str]]:
    """Every such name in a script, where it is made and where it is used."""
    code = COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for match in SCRIPT_NAME.finditer(code):
        yield code.count("\n", 0, match.start()) + 1, match[1]


def test_nothing_is_called_by_a_word_that_says_nothing():
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in FILES
        for line, name in bound(ast.parse(path.read_text(encoding="utf-8")))
        if name in EMPTY
    ]

    assert not wrong, "\n".join(wrong)


def test_nothing_in_a_script_is_called_by_a_word_that_says_nothing():
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in SCRIPTS
        for line, name in in_script(path.read_text(encoding="utf-8"))
    ]

    assert SCRIPTS
    assert not wrong, "\n".join(wrong)


def test_what_is_found_is_given_back():
    """`found` is what a function gathers or looks up for whoever asked."""
    wrong = [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}"
        for path in FILES
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, Function)
        and any(name == "found" for _, name in bound(function))
        and not gives(function, "found")
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("def f(own): ...", ["own"]),
        ("for own, other in pairs: ...", ["own"]),
        ("class A:\n    said: str", ["said"]),
        ("own_colours = 1\nx.said", []),
    ],
)
def test_a_name_is_seen_wherever_it_is_made(text, wrong):
    assert [name for _, name in bound(ast.parse(text)) if name in EMPTY] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("const own = 1;", ["own"]),
        ("let [first, said] = pair;", ["said"]),
        ("const f = (own, k) => k;", ["own"]),
        ("const f = (k, own) => k;", ["own"]),
        ("const f = own => 1;", ["own"]),
        ("function own(page) {}", ["own"]),
        ("const { text: said } = row;", ["said"]),
        ("const { said, sources } = claim;", ["said"]),
        ("return [...own];", ["own"]),
        ("const { own: words } = page.own;", []),
        ('make("div", { className: "layer own", id: `own:${k}` }); // own\n/* said */', []),
        ("page.own.read(ownRows, 'own-add', data.own_title);", []),
    ],
)
def test_a_name_is_seen_in_a_script(text, wrong):
    assert [name for _, name in in_script(text)] == wrong
