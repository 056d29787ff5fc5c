"""The documentation as a site: `make docs`.

The source folder is the repository itself, so that a link between two pages is the same on
the site, on a forge and in an editor. Pages are plain Markdown; what is in the navigation,
and in which order, stands here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]

# The front page, then a heading with its pages, in their order; every page is in one place.
FRONT = "docs/README"
NAVIGATION = {
    "Tutorial": ["docs/tutorial/first-ten-minutes"],
    "How-to guides": [
        "docs/how-to/correct-a-fact",
        "docs/how-to/briefing",
        "docs/how-to/own-layer",
        "docs/how-to/annotate",
        "docs/how-to/qgis-and-pandas",
        "docs/qgis",
        "docs/how-to/embed",
        "docs/how-to/dash",
        "docs/how-to/cite",
        "docs/how-to/another-alliance",
        "docs/how-to/boundaries",
        "docs/how-to/edit",
        "docs/how-to/closed-network",
        "docs/how-to/serving",
        "docs/deploy",
        "docs/benchmarks",
        "docs/how-to/static-site",
        "docs/how-to/release",
    ],
    "Reference": [
        "docs/reference/command-line",
        "docs/reference/environment",
        "docs/reference/atlas-toml",
        "docs/reference/recipe-toml",
        "docs/reference/python-api",
        "docs/reference/errors",
        "docs/reference/links-and-options",
        "docs/reference/http-api",
        "geodata/README",
        "docs/reference/rules",
        "docs/reference/data-files",
        "docs/timeline",
        "docs/reference/page-files",
        "docs/glossary",
    ],
    "Explanation": [
        "docs/explanation/time-and-certainty",
        "docs/explanation/strengths",
        "docs/explanation/personnel",
        "docs/explanation/movements",
        "docs/explanation/insets",
        "docs/explanation/findings",
        "docs/explanation/boundaries",
        "docs/explanation/sources",
        "docs/explanation/hurdles",
        "docs/explanation/hardening",
        "docs/architecture",
        "docs/decisions/README",
    ],
    "The project": [
        "README",
        "CONTRIBUTING",
        "CHANGELOG",
        "SECURITY",
        "geodata/LICENSE",
        "geodata/build/README",
        "examples/nato/README",
        "examples/warsaw-pact/README",
        "assets/vendor/LICENSES",
    ],
}
DECISIONS = sorted(
    f"docs/decisions/{path.stem}" for path in (ROOT / "docs" / "decisions").glob("0*.md")
)

project = "CSTO Map"
html_title = "CSTO Map documentation"
extensions = ["myst_parser"]
root_doc = FRONT
include_patterns = [f"{page}.md" for page in (FRONT, *sum(NAVIGATION.values(), []), *DECISIONS)]  # noqa: RUF017 - few and short
# Folders that are not even looked into.
exclude_patterns = ["**/.*", ".*", "build", "tests", "requirements", "csto_map", "app"]

myst_heading_anchors = 4
# Highlighting must not fail on an excerpt with dots in it.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = True

html_theme = "furo"
html_static_path = ["static"]
html_favicon = "../assets/icon.svg"
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_last_updated_fmt = None
html_theme_options = {"navigation_with_keys": True}
pygments_style = "friendly"
pygments_dark_style = "github-dark"

# Sphinx asks for what is on other machines only if it is told to; it is not.
intersphinx_mapping: dict[str, tuple[str, None]] = {}


def setup(app: Sphinx) -> None:
    """Put the navigation together and lead from the folder's own address to the front page."""
    app.connect("source-read", _navigation)
    app.connect("build-finished", _door)


def _navigation(_: Sphinx, page: str, source: list[str]) -> None:
    """Add the contents to the pages that have some: forges would show them as code."""
    if page == FRONT:
        source[0] += "".join(_contents(pages, head) for head, pages in NAVIGATION.items())
    if page == "docs/decisions/README":
        source[0] += _contents(DECISIONS)


def _contents(pages: list[str], head: str = "") -> str:
    caption = f":caption: {head}\n" if head else ""
    lines = "\n".join(f"/{page}" for page in pages)
    return f"\n\n```{{toctree}}\n:hidden:\n{caption}\n{lines}\n```\n"


def _door(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        leads = f'<meta http-equiv="refresh" content="0; url={FRONT}.html">'
        page = f"<!doctype html>\n<title>{html_title}</title>\n{leads}\n"
        Path(app.outdir, "index.html").write_text(page, encoding="utf-8")
