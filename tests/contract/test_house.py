"""What the repository says of itself in several places is the same in each."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / ".github").rglob("*.md"),
]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_decisions_are_numbered_once_and_without_gaps():
    pages = sorted((ROOT / "docs/decisions").glob("0*.md"))
    listed = re.findall(
        r"^(\d+)\. \[(.+)\]\((.+)\)$", read("docs/decisions/README.md"), re.MULTILINE
    )

    assert [path.name[:4] for path in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    heads = [path.read_text(encoding="utf-8").partition("\n")[0] for path in pages]
    assert heads == [f"# {number}. {title}" for number, title, _ in listed]
    assert [path.name for path in pages] == [name for *_, name in listed]


def test_a_decision_is_called_by_the_number_of_its_file():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for number, file in re.findall(r"\[decision (\d+)\]\(\S*?decisions/(\d{4})-", text):
            assert int(number) == int(file), page


def test_the_citation_has_the_version_and_licence_of_the_project():
    citation = yaml.safe_load(read("CITATION.cff"))

    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert {"cff-version", "message", "title", "authors"} <= set(citation)


def test_the_versions_of_python_are_the_same_everywhere():
    least, below = map(int, re.findall(r"3\.(\d+)", PROJECT["requires-python"]))
    versions = [f"3.{minor}" for minor in range(least, below)]
    workflow = yaml.safe_load(read(".github/workflows/ci.yml"))
    (job,) = workflow["jobs"].values()
    said = [
        text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: 3\.", text)
    ]

    assert job["strategy"]["matrix"]["python"] == versions
    assert said == versions
    assert set(re.findall(r"FROM python:(3\.\d+)-slim", read("Containerfile"))) <= set(versions)
    assert all(f"python{version}" in read("scripts/python") for version in versions)


def test_the_workflow_runs_what_a_person_runs():
    (job,) = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"].values()

    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]


def test_a_release_is_made_as_a_person_makes_it():
    workflow = yaml.safe_load(read(".github/workflows/release.yml"))
    (job,) = workflow["jobs"].values()

    assert [step["run"] for step in job["steps"] if "run" in step] == ["make release"]
    assert workflow["permissions"] == {"contents": "read"}


def test_hooks_are_local_and_call_what_is_installed():
    (repo,) = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    tools = Path(sys.executable).parent

    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        tool = shlex.split(hook["entry"])[0]
        assert tool.startswith(".venv/bin/")
        assert (tools / Path(tool).name).exists()


def test_the_container_copies_what_is_there_and_all_that_is_packed():
    lines = read("Containerfile").replace("\\\n", " ").splitlines()
    copied = {
        word
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for word in line.split()[1:-1]
    }
    packed = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["package-dir"].values()

    assert all((ROOT / name).exists() for name in copied)
    assert set(packed) <= copied
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]
    assert any(line.startswith("HEALTHCHECK ") and "/healthz" in line for line in lines)
    # No address of a registry: images have plain names.
    assert {line.split()[1] for line in lines if line.startswith("FROM ")} == {"${BASE}"}
    assert "ARG BASE=python:3.13-slim" in lines


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not there")
def test_quick_tests_start_no_browser_and_no_server_of_others():
    asked = subprocess.run(
        ["make", "-n", "test-quick", "VENV=.venv-none"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip

    assert "tests/unit" in asked
    assert not re.findall(r"scripts/(chromium|redis|soffice|rsvg)", asked)


# Starts pytest in a process where neither Playwright nor a server can be imported.
WITHOUT = """
import sys
for name in ("playwright", "uvicorn"):
    sys.modules[name] = None
import pytest
sys.exit(pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


@pytest.mark.parametrize(
    "asked",
    [
        ["tests/unit/history/test_strengths.py"],
        pytest.param(["--collect-only", "tests/unit", "tests/data"], marks=pytest.mark.slow),
    ],
    ids=["run", "collected"],
)
def test_unit_tests_need_neither_playwright_nor_a_server(asked):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *asked],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-2000:]


def test_a_release_has_each_kind_of_change_once_and_in_order():
    kinds = ["Data", "Added", "Changed", "Fixed", "Removed", "Security"]
    for release in re.split(r"^## ", read("CHANGELOG.md"), flags=re.MULTILINE)[1:]:
        heads = re.findall(r"^### (.+)$", release, re.MULTILINE)
        lines = [line for line in release.splitlines() if line.startswith("- ")]

        assert heads == [kind for kind in kinds if kind in heads]
        assert len(lines) == len(set(lines))


def test_whoever_allows_anything_says_why():
    """Ruff asks for a real type everywhere; a line that has none says what passes through."""
    texts = [
        line
        for folder in ("app", "csto_map", "scripts", "benchmarks", "geodata/build")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "noqa: ANN401" in line
    ]

    assert not [line for line in texts if not re.search(r"# noqa: ANN401 - \w.* \w", line)]
    assert "ANN401" not in read("pyproject.toml")


def test_every_layer_has_its_folder_and_what_all_share_knows_no_browser_and_no_server():
    layers = {path.name for path in (ROOT / "tests").iterdir() if any(path.rglob("test_*.py"))}

    assert layers == {"unit", "contract", "browser", "export", "jobs", "data"}
    for name in ("tests/conftest.py", "tests/unit/history/conftest.py"):
        assert not re.search(r"playwright|web_world|servers|browser\b.*fixture", read(name)), name
