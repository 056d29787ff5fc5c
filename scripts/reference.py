"""Write what is known of commands, variables and options: `make reference`.

`PAGES` are the pages of docs/reference that this script writes; tests hold them current.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType

import click
from csto_map.app.settings import Settings

from csto_map import paths
from csto_map.cli import main
from csto_map.export import options, sizes
from csto_map.export.films import film_options
from csto_map.facts import config
from csto_map.picture.style import STYLES
from csto_map.query import fields as fields_of
from csto_map.query import question
from csto_map.query.fields import Face
from csto_map.query.question import Question
from csto_map.sheet.furniture import PARTS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
WIDTH = 88
# Options of a still that are there because the page's address has them.
PASSED_OVER = "says nothing about a still"

COMMANDS = """# The command line

Written by `make reference` from the program itself; a test holds the two equal. What a
variable of the environment says is in [Variables of the environment](environment.md), what the
options of a picture mean in [Links and options](links-and-options.md).

A command that cannot do what it is asked says why in one line and ends with the exit code 2.

"""
SETTINGS = """# Variables of the environment

Written by `make reference` from the program itself; a test holds the two equal.

Read by `csto-map serve` and `csto-map worker`; options win over them. A value that cannot be is
refused at the start, in one line. What they are for, and what else a server needs: [Run a
server](../how-to/serving.md).

| variable | meaning | without it | least | most |
| --- | --- | --- | --- | --- |
"""
OTHERS = """
`make` and the tests also read `CSTO_MAP_CHROMIUM`, the path of a Chromium or Chrome to test with.
"""
LINKS = """# Links and options

Written by `make reference` from the program itself; a test holds the two equal.

A view of the atlas is a query string, and everything speaks the same names: the address of the
page and of `/embed`, `/export.png` and its siblings (`.svg`, `.webp`, `.pdf`, `.pptx`), the columns
of `csto-map render --batch`, the views of a briefing plan, and, as `--name`, the commands, which
have `--layer`, `--filter` and `--no-PART` in place of `own`, `f.` and `hide`. So the same question
gives the same bytes from each of them:

```text
/?date=2004-12-03&view=tajik-afghan
/embed?date=2004-12-03&view=tajik-afghan
/export.pdf?date=2004-12-03&view=tajik-afghan
csto-map render '?date=2004-12-03&view=tajik-afghan' -o border.pdf
csto-map render 2004-12-03 --view tajik-afghan -o border.pdf
```

A name is given once at most. An unknown name, and a value that does not exist, is refused with
those that do; the page says so and goes on with the default.

"""
FILMS = (
    "Options of `csto-map film` and of films made by the page. Those of a picture that say what "
    "the map shows (view, organisation, layers, filters, style and so on) mean the same there."
)


def command_line() -> str:
    """Write the page of commands."""
    return COMMANDS + "\n".join(commands(main, "csto-map"))


def commands(command: click.Command, name: str) -> list[str]:
    """Give the help of a command and of all below it, a section each."""
    context = click.Context(command, info_name=name, terminal_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    sections = [f"## `{name}`\n\n```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for subcommand in command.list_commands(context):
            below = command.get_command(context, subcommand)
            if below is not None:
                sections += commands(below, f"{name} {subcommand}")
    return sections


def environment() -> str:
    """Write the page of settings."""
    rows = []
    for item in fields(Settings):
        about = item.metadata
        cells = (f"`CSTO_MAP_{item.name.upper()}`", about["meaning"], number(item.default))
        rows.append((*cells, number(about["least"]), number(about["most"])))
    return SETTINGS + _rows(rows) + OTHERS


def number(value: object) -> str:
    """Write a default or a bound; "" for none."""
    if value is None or value == "":
        return ""
    return f"`{value}`" if isinstance(value, str) else f"{value:,}"


def links() -> str:
    """Write the page of what a query string and a film may hold."""
    choices = config.read(paths.folder("geodata"))
    named = fields_of.names(options.Still, Face.STILL)
    page = fields_of.names(Question, Face.PAGE)
    still = {name: text for name, text in named.items() if PASSED_OVER not in text}
    page = {
        name: text.removesuffix(f"; {PASSED_OVER}")
        for name, text in page.items()
        if PASSED_OVER in text
    }
    parts = [
        (
            "Of a picture",
            "Also of the page, but for those that say how a file looks and for `style` and `own`.",
            still,
        ),
        ("Of the page alone", "A picture made from the page's address passes over them.", page),
        ("Of a film", FILMS, named_films()),
    ]
    sections = [_section(*part) for part in parts]
    sections.append("## Sizes\n\n| preset | pixels | dots an inch |\n| --- | ---: | ---: |\n")
    sections.append(_rows(_size(name, size) for name, size in sizes.PRESETS.items()))
    sections.append(
        f"\nOr `1600x900` in pixels, or `297x210mm@300` on paper; a side has from {sizes.LEAST:,} "
        f"to {sizes.MOST:,} pixels.\n"
    )
    values = {
        "`style`": STYLES,
        "`icons`": question.ICONS,
        "`letters`": options.LETTERS,
        "`hide`": PARTS,
    }
    sections.append("\n## Words that are allowed\n\n| option | words |\n| --- | --- |\n")
    sections.append(_rows((name, _codes(words)) for name, words in values.items()))
    sections.append("\nOf the atlas that comes with the program; another has its own.\n")
    for name, listed in {
        "view": choices.views,
        "org": choices.lenses,
        "layers": choices.layers,
    }.items():
        sections.append(f"\n| `{name}` | what it is |\n| --- | --- |\n")
        sections.append(_rows((f"`{one.id}`", one.title) for one in listed))
    return LINKS + "".join(sections)


def named_films() -> Mapping[str, str]:
    """Give the options of a film that mean something else than those of a picture."""
    of_picture = fields_of.names(options.Still, Face.STILL)
    of_film = fields_of.names(film_options.Film, Face.FILM)
    return {name: of_film[name] for name in of_film if of_picture.get(name) != of_film[name]}


def _section(head: str, about: str, names: Mapping[str, str]) -> str:
    # Presets have a table of their own.
    rows = ((f"`{name}`", text.partition("; presets:")[0]) for name, text in names.items())
    return f"## {head}\n\n{about}\n\n| name | meaning |\n| --- | --- |\n{_rows(rows)}\n"


def _size(name: str, size: sizes.Size) -> tuple[str, ...]:
    dpi = f"{size.dpi:.0f}" if size.dpi else ""
    return f"`{name}`", f"{size.width:,} x {size.height:,}", dpi


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


PAGES: Mapping[Path, Callable[[], str]] = MappingProxyType(
    {
        FOLDER / "command-line.md": command_line,
        FOLDER / "environment.md": environment,
        FOLDER / "links-and-options.md": links,
    }
)


if __name__ == "__main__":
    for path, write in PAGES.items():
        path.write_text(write(), encoding="utf-8")
