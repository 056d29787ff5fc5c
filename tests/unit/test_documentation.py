"""The documentation: its links lead somewhere, its reference is what the code says."""

import ast
import importlib.util
import inspect
import re
import runpy
import shlex
import textwrap
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
import site_world
from pydantic import BaseModel

import csto_map
from csto_map import cli, errors
from csto_map.export import options
from csto_map.export.films import film_options
from csto_map.facts import config, rules
from csto_map.query import fields
from csto_map.query.fields import Face
from csto_map.query.question import Question

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    {
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        *(ROOT / ".github").rglob("*.md"),
        *(ROOT / "geodata").glob("*.md"),
        *(ROOT / "geodata" / "build").glob("*.md"),
        ROOT / "examples" / "nato" / "README.md",
        ROOT / "examples" / "warsaw-pact" / "README.md",
    }
)
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
# A link or a picture of Markdown, and a link in angle brackets.
LINK = re.compile(r"\]\(<?([^)\s>]+)>?(?: \"[^\"]*\")?\)")


def name(path):
    return str(path.relative_to(ROOT))


def prose(path):
    """Give a page without what it shows as code."""
    return re.sub(r"`[^`\n]+`", "`code`", FENCE.sub("", path.read_text(encoding="utf-8")))


def anchors(path):
    """Give the ids that a forge and the site make of the headings of a page."""
    found = []
    for head in re.findall(r"^#+ +(.+)$", FENCE.sub("", path.read_text("utf-8")), re.MULTILINE):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).replace("`", "")
        slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
        found.append(slug if slug not in found else f"{slug}-{found.count(slug)}")
    return found


def script(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPTS = {path.stem: script(path) for path in sorted((ROOT / "scripts").glob("reference*.py"))}
WRITTEN = {path: write for module in SCRIPTS.values() for path, write in module.PAGES.items()}


def told(page):
    return (DOCS / "reference" / page).read_text(encoding="utf-8")


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_links_lead_to_files_and_headings(self, page):
        links = LINK.findall(prose(page))
        lost = []
        for link in links:
            if re.match(r"[a-z]+:|/", link):
                continue
            file, _, anchor = link.partition("#")
            target = (page.parent / file).resolve() if file else page
            if not target.exists() or (anchor and anchor not in anchors(target)):
                lost.append(link)

        assert not lost

    def test_a_link_to_a_heading_is_checked_by_its_words(self, tmp_path):
        page = tmp_path / "page.md"
        page.write_text("# One `two`: three\n\n## One\n\n## One\n\n```sh\n# no heading\n```\n")

        assert anchors(page) == ["one-two-three", "one", "one-1"]

    def test_every_page_is_in_the_navigation_once(self):
        told = runpy.run_path(str(DOCS / "conf.py"))
        listed = [page for pages in told["NAVIGATION"].values() for page in pages]
        listed += [told["FRONT"], *told["DECISIONS"]]
        there = {name(path.with_suffix("")) for path in DOCS.rglob("*.md")}

        assert len(listed) == len(set(listed))
        assert there <= set(listed)
        assert all((ROOT / f"{page}.md").is_file() for page in listed)

    def test_the_front_page_leads_to_every_page_of_the_four_kinds(self):
        front = (DOCS / "README.md").read_text(encoding="utf-8")
        linked = {(DOCS / link).resolve() for link in LINK.findall(front)}
        kinds = ("tutorial", "how-to", "reference", "explanation")

        assert {path for kind in kinds for path in (DOCS / kind).glob("*.md")} <= linked


class TestNames:
    """Modules, functions and files that pages name are there."""

    @pytest.mark.parametrize("page", [p for p in PAGES if p.name != "CHANGELOG.md"], ids=name)
    def test_names_of_python_are_there(self, page):
        text = page.read_text(encoding="utf-8")
        lost = [one for one in set(re.findall(r"\bcsto_map(?:\.\w+)+", text)) if not named(one)]

        assert not lost

    @pytest.mark.parametrize("page", [p for p in PAGES if p.name != "CHANGELOG.md"], ids=name)
    def test_files_of_the_project_are_there(self, page):
        told = re.findall(
            r"`((?:csto_map|app|assets|benchmarks|docs|geodata|scripts|tests)/[\w./-]+)`",
            page.read_text(encoding="utf-8"),
        )

        assert not [one for one in told if not (ROOT / one).exists()]


def named(dotted):
    """Say whether a dotted name is a module, or something in one."""
    module, *rest = dotted.split(".")
    value = importlib.import_module(module)
    for part in rest:
        module = f"{module}.{part}"
        try:
            value = getattr(value, part)
        except AttributeError:
            if not hasattr(value, "__path__") or importlib.util.find_spec(module) is None:
                return False
            value = importlib.import_module(module)
    return True


class TestCommands:
    @pytest.mark.parametrize("page", PAGES, ids=name)
    def test_commands_and_options_shown_are_there(self, page):
        for words in shown_commands(page):
            command, said = cli.main, words[1:]
            while isinstance(command, click.Group) and said and not said[0].startswith("-"):
                found = command.get_command(None, said[0])
                assert found, " ".join(words)
                command, said = found, said[1:]
            known = {option for param in command.params for option in param.opts}
            assert {w.partition("=")[0] for w in said if w.startswith("-")} <= known | {"--help"}

    def test_some_commands_are_shown(self):
        seen = {words[1] for page in PAGES for words in shown_commands(page) if len(words) > 1}

        assert set(cli.COMMANDS) - {"worker"} <= seen

    def test_targets_of_make_are_there(self):
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        named = {
            target
            for page in PAGES
            if page.name != "CHANGELOG.md"
            for target in re.findall(
                r"(?:`|^ *)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE
            )
        }

        assert len(named) > 8
        assert named <= targets


def shown_commands(page):
    """Give the commands that a page shows as code, in words, comments left out."""
    text = page.read_text(encoding="utf-8")
    if page.name in ("CHANGELOG.md", "command-line.md"):
        return []
    blocks = [textwrap.dedent(body) for _, kind, body in FENCE.findall(text) if kind in ("sh", "")]
    blocks += re.findall(r"^    (?:\$ )?(csto-map .+)$", text, re.MULTILINE)
    blocks += re.findall(r"`(csto-map [^`\n]+)`", FENCE.sub("", text))
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("csto-map ")]


class TestReference:
    @pytest.mark.parametrize("path", WRITTEN, ids=name)
    def test_a_page_is_what_the_code_says(self, path):
        assert path.read_text(encoding="utf-8") == WRITTEN[path](), "renew it: make reference"

    @pytest.mark.parametrize("place", SCRIPTS["reference_data"].EXAMPLES)
    def test_an_example_of_choices_can_be_read(self, tmp_path, place):
        text = (ROOT / "geodata" / "template" / "atlas.toml").read_text(encoding="utf-8")
        before, lenses, after = text.partition("[[lenses]]")
        example = SCRIPTS["reference_data"].EXAMPLES[place]
        (tmp_path / "atlas.toml").write_text(before + example + lenses + after, encoding="utf-8")

        choices = config.read(tmp_path)
        assert tomllib.loads(example).keys() <= choices.model_fields_set

    def test_make_runs_every_script_of_it(self):
        run = (ROOT / "Makefile").read_text(encoding="utf-8")

        assert all(f"scripts/{stem}.py" in run for stem in SCRIPTS)

    def test_every_command_is_there_with_its_options(self):
        for command in cli.COMMANDS:
            section = told("command-line.md").partition(f"## `csto-map {command}`\n")[2]
            section = section.partition("\n## ")[0]
            assert section.count("```") == 2, command
            params = cli.main.get_command(None, command).params
            assert all(o in section for param in params for o in param.opts if "--" in o)

    def test_every_variable_that_anything_reads_is_there(self):
        """Also those of scripts and tests; a line of Python may name it in parts."""
        folders = ("app", "csto_map", "scripts", "tests", "benchmarks")
        files = [p for one in folders for p in (ROOT / one).rglob("*") if p.suffix in (".py", "")]
        texts = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
        named = {found for text in texts for found in re.findall(r"CSTO_MAP_[A-Z]\w*[A-Z]", text)}

        assert len(named) > 5
        assert not {one for one in named if f"`{one}`" not in told("environment.md")}

    def test_every_public_name_is_there_and_has_words(self):
        page = told("python-api.md")
        for one in csto_map.__all__:
            assert f"## `csto_map.{one}`" in page
            value = getattr(csto_map, one)
            if not inspect.isclass(value):
                continue
            for member in (m for m in dir(value) if not m.startswith("_")):
                if member in getattr(value, "__dataclass_fields__", {}):
                    assert f"| `{member}` |" in page, f"{one}.{member}"
                    continue
                section = page.partition(f"### `{one}.{member}`\n")[2].partition("\n##")[0]
                assert len(section.rpartition("```")[2].split()) > 2, f"{one}.{member}"

    @pytest.mark.parametrize("one", [csto_map.Atlas, csto_map.Snapshot])
    def test_what_is_set_when_a_value_is_made_is_there_too(self, one):
        makers = {base.__init__ for base in one.__mro__[:-1] if "__init__" in vars(base)}
        trees = [ast.parse(textwrap.dedent(inspect.getsource(maker))) for maker in makers]
        made = {
            node.attr
            for tree in trees
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
        section = told("python-api.md").partition(f"## `csto_map.{one.__name__}`")[2]
        section = section.partition("\n### ")[0]
        public = {attr for attr in made if not attr.startswith("_")}

        assert public
        assert all(f"`{attr}`" in section for attr in public)

    def test_every_key_of_the_choices_is_there_with_a_meaning(self):
        page, seen = told("atlas-toml.md"), 0
        for model in vars(config).values():
            if not (inspect.isclass(model) and issubclass(model, BaseModel)):
                continue
            for key, field in model.model_fields.items():
                assert field.description, f"{model.__name__}.{key}"
                assert re.search(rf"^\| `{key}` \| .+ \| .* \| .+ \|$", page, re.MULTILINE), key
                seen += 1
        assert seen > 60

    def test_every_rule_and_every_error_is_there(self):
        assert all(f"| `{rule}`" in told("rules.md") for rule in rules.RULES)
        named = {
            value.__name__
            for value in vars(errors).values()
            if inspect.isclass(value) and value.__module__ == errors.__name__
        }
        assert "AmbiguousDates" in named
        assert all(f"## `{one}`" in told("errors.md") for one in named)

    def test_every_option_of_a_picture_and_a_film_is_there(self):
        page = told("links-and-options.md")

        named = {
            **fields.names(options.Still, Face.STILL),
            **fields.names(film_options.Film, Face.FILM),
            **fields.names(Question, Face.PAGE),
        }
        assert len(named) > 30
        assert all(f"| `{one}` |" in page for one in named)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_world.built(tmp_path_factory)


@pytest.mark.slow
class TestSite:
    """The site as `make docs` builds it."""

    def test_every_page_is_built(self, site):
        told = runpy.run_path(str(DOCS / "conf.py"))
        listed = [page for pages in told["NAVIGATION"].values() for page in pages]

        assert all((site / f"{page}.html").is_file() for page in listed)
        assert (site / "searchindex.js").stat().st_size > 10_000
        assert f"url={told['FRONT']}.html" in (site / "index.html").read_text()

    def test_every_link_leads_to_a_file_and_an_id(self, site):
        seen = {path: Page(path) for path in site.rglob("*.html")}
        lost, count = set(), 0
        for path, page in seen.items():
            for link in page.links:
                if re.match(r"[a-z]+:|//", link):
                    continue
                count += 1
                file, _, anchor = link.partition("#")
                file = file.partition("?")[0]
                target = (path.parent / file).resolve() if file else path
                if not target.exists() or (
                    anchor and target.suffix == ".html" and anchor not in seen[target].ids
                ):
                    lost.add((str(path.relative_to(site)), link))

        assert count > 1000
        assert not lost

    def test_nothing_is_loaded_from_elsewhere(self, site):
        for path in site.rglob("*.html"):
            assert not [one for one in Page(path).loaded if re.match(r"[a-z]+:|//", one)], path
        for path in site.rglob("*.css"):
            text = path.read_text(encoding="utf-8")
            assert not re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", text), path


class Page(HTMLParser):
    """The ids of a page, where its links lead, and what it loads by itself."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loaded = set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids |= {given[key] for key in ("id", "name") if given.get(key)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "link" and given.get("href"):
            self.loaded.append(given["href"])
            self.links.append(given["href"])
        elif tag in ("script", "img", "iframe", "source", "video") and given.get("src"):
            self.loaded.append(given["src"])
            self.links.append(given["src"])
